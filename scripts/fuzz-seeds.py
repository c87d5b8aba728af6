#!/usr/bin/env python3
"""Fills fuzz/corpus from the fixtures: for every reader the files it reads, for archives the part that is fuzzed.

    python3 scripts/fuzz-seeds.py
"""

import hashlib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENDINGS = {"vtt": "captions", "srt": "captions", "txt": "labelled", "md": "labelled", "json": "recogniser", "csv": "survey",
           "tsv": "survey", "jsonl": "rows", "docx": "document", "xlsx": "workbook"}


def main():
    for path in sorted((ROOT / "fixtures").rglob("*.*")):
        target = ENDINGS.get(path.suffix[1:])
        if not target or path.name == "expected.txt" or {"gold", "marked", "docx"} & set(path.parts):
            continue
        if path.name.startswith("roster"):
            target = "roster"
        data = path.read_bytes()
        if target == "document":
            data = zipfile.ZipFile(path).read("word/document.xml")
        if target == "workbook":
            data = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
        if len(data) > 4_000:
            continue
        folder = ROOT / "fuzz" / "corpus" / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{path.stem}-{hashlib.sha256(data).hexdigest()[:8]}").write_bytes(data)


if __name__ == "__main__":
    main()
