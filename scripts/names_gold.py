#!/usr/bin/env python3
"""Turns rows with `text` and `spans` into gold rows for `undertone eval`: persons, locations, organisations.

    python3 scripts/names_gold.py ROWS.jsonl... > OUTSIDE-THE-REPOSITORY.jsonl

A document, as the row's id tells it, is a session; a post is a session of its own. Spans of other types are left
out, and so are rows that have an account name in them only. Keep what it writes out of the repository: the rows hold
words of real people. Standard library only, same input, same bytes.
"""

import json
import sys

TYPES = {"person": "PERSON", "location": "LOCATION", "organisation": "ORG"}


def session(row):
    """The document that a row belongs to, or the row itself."""
    return row["id"].rsplit("/", 1)[0] if row["source"] in {"wikigold", "gum"} else row["id"]


def gold(row, number):
    """The row in the form of fixtures/gold."""
    spans = [span for span in row["spans"] if span["type"] in TYPES]
    identifiers = [
        {
            "start": span["start"],
            "end": span["end"],
            "text": row["text"][span["start"] : span["end"]],
            "type": TYPES[span["type"]],
            "must": "mask",
        }
        for span in spans
    ]
    return {
        "kind": "comment",
        "unit_id": f"{number}",
        "session": session(row),
        "text": row["text"],
        "identifiers": identifiers,
        "themes_scored": False,
        "themes": [],
        "assent": None,
    }


def main():
    """Writes the rows of every file named."""
    number = 0
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            for line in file:
                number += 1
                print(json.dumps(gold(json.loads(line), number), ensure_ascii=False))


main()
