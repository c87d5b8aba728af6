#!/usr/bin/env python3
"""Turns a marked-up session or survey into a fixture and its gold annotation.

    python3 scripts/mark.py fixtures/marked/NAME.session ...   (or NAME.survey)

Writes fixtures/NAME.vtt, .txt or .csv and fixtures/gold/NAME.jsonl. The marks
and headers are described in fixtures/marked/README.md; the annotation guideline
is docs/guideline.md. Standard library only, same input, same bytes.
"""

import csv
import io
import json
import pathlib
import re
import sys

MASK = {"PERSON", "EMAIL", "PHONE", "ADDRESS", "LOCATION", "ORG", "ID", "DATE", "HANDLE/URL"}
LABELS = {"resounding-yes": 0.0, "plain-yes": 0.25, "reluctant-yes": None, "no": None, "non-answer": None}
THEMES = {"alignment+", "alignment-", "out-of-the-loop-", "tools-driving-strategy-"}
FLAGS = {"hard", "procedural", "doubt", "yn"}


class Mistake(Exception):
    """A mistake in a marked file, told with its line."""


def unmark(marked, session, where):
    """Plain text, identifiers and cues of a marked text."""
    plain, identifiers, cues, open_marks = [], [], [], []
    length = 0
    for piece in re.split(r"(<<[A-Z/]+(?:[.:][\w-]+)?\||>>)", marked):
        if piece.startswith("<<"):
            kind, _, detail = piece[2:-1].replace(".", ":").partition(":")
            open_marks.append((kind, detail, length))
        elif piece == ">>":
            if not open_marks:
                raise Mistake(f"{where}: `>>` closes nothing")
            kind, detail, start = open_marks.pop()
            text = "".join(plain)[start:]
            span = {"start": start, "end": length, "text": text}
            if kind == "CUE":
                cues.append(span)
                continue
            if kind not in MASK | {"QUASI", "KEEP"}:
                raise Mistake(f"{where}: unknown mark `{kind}`")
            span["type"] = kind
            span["must"] = {"QUASI": "flag", "KEEP": "keep"}.get(kind, "mask")
            if kind == "KEEP":
                span["keep_kind"] = detail
            elif detail:
                span["entity"] = f"{session}:{detail}"
            identifiers.append(span)
        else:
            plain.append(piece)
            length += len(piece)
    if open_marks:
        raise Mistake(f"{where}: a mark is not closed")
    order = lambda span: (span["start"], -span["end"])
    return "".join(plain), sorted(identifiers, key=order), sorted(cues, key=order)


def blocks(path):
    """Header lines, then (line number, fields, text) for every `==` block."""
    headers, units, unit = [], [], None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("== "):
            unit = (number, [field.strip() for field in line[3:].split("|")], [])
            units.append(unit)
        elif unit is not None:
            if line.strip():
                unit[2].append(line.strip())
        elif line.strip() and not line.startswith("#"):
            key, _, value = line.partition(":")
            headers.append((key.strip(), value.strip()))
    return headers, [(number, fields, " ".join(text)) for number, fields, text in units]


def annotations(fields, cues, questions, where):
    """Themes, flags, assent and attributes out of a block's fields."""
    out = {"themes": [], "flags": set(), "assent": None, "asks": None, "attributes": {}}
    for field in fields:
        key, equals, value = field.partition("=")
        if field in FLAGS:
            out["flags"].add(field)
        elif key == "themes":
            for theme in value.split():
                if theme not in THEMES:
                    raise Mistake(f"{where}: unknown theme `{theme}`")
                polarity = "strength" if theme.endswith("+") else "weakness"
                out["themes"].append({"theme": theme[:-1], "polarity": polarity})
        elif key == "q":
            out["asks"] = value
        elif key == "a":
            parts = value.split()
            label = next((part for part in parts if part in LABELS), None)
            if label is None:
                raise Mistake(f"{where}: no assent label in `{field}`")
            reluctance = LABELS[label]
            if label == "reluctant-yes":
                reluctance = float(parts[-1])
                if reluctance not in (0.5, 0.75, 1.0):
                    raise Mistake(f"{where}: reluctance must be 0.5, 0.75 or 1")
            asked = parts[0] if parts[0] not in LABELS else None
            if asked is not None and asked not in questions:
                raise Mistake(f"{where}: question `{asked}` was not asked before")
            unit = questions[asked] if asked else None
            out["assent"] = {"question_unit": unit, "label": label, "reluctance": reluctance, "cues": cues}
        elif equals:
            out["attributes"][key] = value
        elif field:
            raise Mistake(f"{where}: unknown field `{field}`")
    return out


def clock(seconds):
    """Seconds as WebVTT writes them."""
    milli = round(seconds * 1000)
    return f"{milli // 3600000:02}:{milli // 60000 % 60:02}:{milli // 1000 % 60:02}.{milli % 1000:03}"


def cues_of(text, width=95):
    """A turn's text as a recogniser would cut it into cues."""
    cues = [""]
    for word in text.split(" "):
        if cues[-1] and len(cues[-1]) + len(word) >= width:
            cues.append("")
        cues[-1] = f"{cues[-1]} {word}".strip()
    return cues


def render(layout, turns):
    """The session as a file in `layout`."""
    if layout == "txt":
        return "".join(f"{label}: {text}\n" for label, text in turns)
    lines, at, number = ["WEBVTT", ""], 3.2, 0
    for label, text in turns:
        for part, cue in enumerate(cues_of(text)):
            number += 1
            end = at + 0.6 + len(cue) / 15
            lines += [str(number), f"{clock(at)} --> {clock(end)}"]
            if layout == "vtt-teams":
                escaped = cue.replace("&", "&amp;").replace("<", "&lt;")
                lines.append(f"<v {label}>{escaped}</v>")
            else:
                lines.append(f"{label}: {cue}" if part == 0 else cue)
            lines.append("")
            at = end + 0.1
        at += 0.4
    return "\n".join(lines)


def session(path):
    """Fixture text, its ending and gold records of a session."""
    headers, units = blocks(path)
    head = dict(headers)
    name, layout = head["session"], head["layout"]
    people = {}
    for key, value in headers:
        if key == "person":
            code, full, role, label = [part.strip() for part in value.split("|")]
            people[code] = {"entity": f"{name}:{code}", "full_name": full, "role": role, "label": label}
    moderators = {code for code, person in people.items() if person["role"] in ("moderator", "facilitator")}
    records = [{
        "kind": "session", "format": layout.split("-")[0], "session": name, "sector": head["sector"],
        "english": head["english"], "style": head["style"], "unit_id": name,
        "participants": list(people.values()), "turns": len(units),
    }]
    questions, said = {}, []
    for n, (line, fields, marked) in enumerate(units, 1):
        where, unit = f"{path}:{line}", f"{name}-T{n:03}"
        code = fields[0]
        if code not in people:
            raise Mistake(f"{where}: unknown speaker `{code}`")
        text, identifiers, cues = unmark(marked, name, where)
        notes = annotations(fields[1:], cues, questions, where)
        if cues and notes["assent"] is None:
            raise Mistake(f"{where}: cues without `a=`")
        if notes["asks"]:
            questions[notes["asks"]] = unit
        participant = code not in moderators
        record = {
            "kind": "turn", "unit_id": unit, "session": name, "n": n,
            "speaker_label": people[code]["label"], "speaker_entity": f"{name}:{code}",
            "role": "participant" if participant else "moderator", "text": text,
            "identifiers": identifiers, "themes_scored": participant, "themes": notes["themes"],
            "hard_negative": "hard" in notes["flags"], "yes_no_question": bool(notes["asks"]),
            "assent": notes["assent"],
        }
        for flag in ("procedural", "doubt"):
            if flag in notes["flags"]:
                record[flag] = True
        if participant and not notes["themes"] and "hard" not in notes["flags"] and len(text.split()) <= 8:
            record["procedural"] = True
        records.append(record)
        said.append((people[code]["label"], text))
    records.append(expectation(name, headers, records[1:]))
    return render(layout, said), "txt" if layout == "txt" else "vtt", records


def expectation(name, headers, turns):
    """What findings a careful reader draws from the session."""
    strengths, weaknesses = [], []
    for key, value in headers:
        if key == "strength":
            text, units = value.rsplit("|", 1)
            strengths.append({"text": text.strip(), "units": [f"{name}-T{int(n):03}" for n in units.split()]})
        if key == "weakness":
            theme, text, units = [part.strip() for part in value.split("|")]
            having = [t for t in turns if {"theme": theme, "polarity": "weakness"} in t["themes"]]
            weaknesses.append({
                "theme": theme, "text": text, "units": [f"{name}-T{int(n):03}" for n in units.split()],
                "participants": len({t["speaker_entity"] for t in having}), "n_units": len(having),
            })
    weaknesses.sort(key=lambda it: (-it["participants"], -it["n_units"]))
    for rank, weakness in enumerate(weaknesses, 1):
        weakness["rank"] = rank
    return {
        "kind": "expectation", "unit_id": f"{name}-EXP", "issue": dict(headers)["issue"],
        "strengths": strengths, "weaknesses": weaknesses,
    }


def survey(path):
    """Fixture text, its ending and gold records of a survey."""
    headers, units = blocks(path)
    head = dict(headers)
    name, shape = head["survey"], head["shape"]
    columns = [column.strip() for column in head.get("columns", "").split(",") if column.strip()]
    asked, wording, respondents = {}, {}, {}
    records = [{"kind": "survey", "survey": name, "employer": head["employer"], "csv": f"{path.stem}.csv"}]
    for key, value in headers:
        if key == "question":
            code, words = [part.strip() for part in value.split("|", 1)]
            code, _, yes_no = code.partition(" ")
            asked[code] = f"{name}-{code}"
            wording[code] = words
            records.append({"kind": "question", "unit_id": asked[code], "survey": name,
                            "question": words, "yes_no_question": yes_no == "yn"})
        if key == "respondent":
            parts = [part.strip() for part in value.split("|")]
            respondents[parts[0]] = dict(part.split("=", 1) for part in parts[1:])
    cells = {}
    for n, (line, fields, marked) in enumerate(units, 1):
        where = f"{path}:{line}"
        who, code = fields[0].split()
        if code not in asked or who not in respondents:
            raise Mistake(f"{where}: unknown respondent or question")
        text, identifiers, cues = unmark(marked, name, where)
        notes = annotations(fields[1:], cues, {}, where)
        if notes["assent"]:
            notes["assent"]["question_unit"] = asked[code]
        unit = f"{who}-{code}"
        if (who, code) in cells:
            raise Mistake(f"{where}: `{unit}` answers twice")
        cells[who, code] = text
        record = {"kind": "comment", "unit_id": unit, "survey": name, "question_unit": asked[code],
                  "question": wording[code], "text": text,
                  **{key: value for key, value in respondents[who].items() if key in columns},
                  "identifiers": identifiers, "themes_scored": True, "themes": notes["themes"],
                  "hard_negative": "hard" in notes["flags"], "assent": notes["assent"]}
        if "doubt" in notes["flags"]:
            record["doubt"] = True
        records.append(record)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    extra = [column.strip() for column in head.get("identifying", "").split(",") if column.strip()]
    if shape == "long":
        writer.writerow(["response_id", "question", "comment", *extra, *columns])
        for (who, code), text in cells.items():
            row = respondents[who]
            writer.writerow([f"{who}", wording[code], text, *(row.get(c, "") for c in extra + columns)])
    else:
        writer.writerow(["response_id", *extra, *columns, *wording.values()])
        for who, row in respondents.items():
            writer.writerow([who, *(row.get(c, "") for c in extra + columns),
                             *(cells.get((who, code), "") for code in asked)])
    return out.getvalue(), "csv", records


def main(paths):
    """Marks every file named, or says where a mistake stands."""
    for path in map(pathlib.Path, paths):
        try:
            text, ending, records = (session if path.suffix == ".session" else survey)(path)
        except (Mistake, KeyError, ValueError) as mistake:
            sys.exit(f"{path}: {mistake}")
        fixtures = path.parent.parent
        (fixtures / f"{path.stem}.{ending}").write_text(text, encoding="utf-8", newline="\n")
        gold = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (fixtures / "gold" / f"{path.stem}.jsonl").write_text(gold, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
