#!/usr/bin/env python3
"""Turns marked talk into annotated rows: fixtures/marked/names-*.marked to fixtures/gold/names-*.jsonl.

    python3 scripts/mark_names.py

The marks are those of scripts/mark.py. Standard library only, same input, same bytes.
"""

import json
import pathlib

import mark

ROOT = pathlib.Path(__file__).resolve().parent.parent / "fixtures"


def participant(line, session):
    """Somebody on the roster: `p1 | Whole Name | role`."""
    code, name, role = (part.strip() for part in line.split("|"))
    return {"entity": f"{session}:{code}", "full_name": name, "role": role}


def rows(text, name):
    session, number, cast = None, 0, []
    for line_number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("# "):
            continue
        if line.startswith("== "):
            _, _, session = line.split()
            number, cast = 0, []
            continue
        if line.startswith("cast: "):
            cast.append(participant(line[6:], session))
            continue
        if cast and not number:
            row = {"kind": "session", "session": session, "participants": cast}
            yield json.dumps(row, ensure_ascii=False)
        label, _, marked = line.partition(": ") if not line.startswith("- ") else (None, "", line[2:])
        plain, identifiers, _ = mark.unmark(marked, session, f"{name}:{line_number}")
        number += 1
        row = {"kind": "turn" if label else "comment", "unit_id": f"{session}-T{number:03}", "session": session}
        if label:
            row |= {"speaker_label": label, "role": "participant"}
        row |= {"text": plain, "identifiers": identifiers, "themes_scored": False, "themes": [], "assent": None}
        yield json.dumps(row, ensure_ascii=False)


for path in sorted((ROOT / "marked").glob("names-*.marked")):
    gold = ROOT / "gold" / f"{path.stem}.jsonl"
    gold.write_text("\n".join(rows(path.read_text(encoding="utf-8"), path.name)) + "\n", encoding="utf-8")
