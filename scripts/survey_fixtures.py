"""Writes the binary survey fixtures from the rows below: run `python3 scripts/survey_fixtures.py` (needs openpyxl).

Everybody in them is invented. The bytes do not depend on the day: times inside the archives are fixed.
"""

import datetime
import io
import pathlib
import zipfile

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

FOLDER = pathlib.Path(__file__).parent.parent / "fixtures/formats/surveys"
DAY = datetime.datetime(2026, 3, 2, 9, 0)


def write(name, parts):
    """Writes a zip with fixed times, so that the same parts are the same bytes."""
    with zipfile.ZipFile(FOLDER / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts:
            packed = zipfile.ZIP_STORED if part == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(part, (2000, 1, 1, 0, 0, 0)), data, packed)


def save(name, book):
    """Saves a workbook with fixed times."""
    book.properties.created = book.properties.modified = DAY
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as archive:
        parts = [(part, archive.read(part)) for part in archive.namelist()]
    stamp = b'<dcterms:modified xsi:type="dcterms:W3CDTF">'
    fixed = []
    for part, data in parts:
        if stamp in data:
            head, rest = data.split(stamp)
            data = head + stamp + b"2026-03-02T09:00:00Z" + rest[rest.index(b"<"):]
        fixed.append((part, data))
    write(name, fixed)


def microsoft_forms():
    book = Workbook()
    sheet = book.active
    sheet.title = "Form1"
    sheet.append(["ID", "Start time", "Completion time", "Email", "Name", "Last modified time",
                  "Does the parcel app\nhelp you keep\u00a0our promise?\u00a0", "Points - Does the parcel app help you keep our promise?",
                  "Feedback - Does the parcel app help you keep our promise?", "Which tools do you use?\u00a0",
                  "What should we stop doing?\u00a0", "Depot"])
    rows = [
        ("Ottilie Branwell", "It does, mostly", "Scanner;Map;", "Asking for the weight twice", "Harbour"),
        ("anonymous", "Yes", "Map;", "-", "Harbour"),
        ("Kwabena Asante", "Not since the update. Ottilie keeps a list.", "Scanner;", "Nothing", "Hillside"),
        ("Solveig Rasmussen", "I guess so", "Scanner;Map;Phone;", "=SUM of all the forms, honestly", "Hillside"),
    ]
    for at, (name, helps, tools, stop, depot) in enumerate(rows):
        mail = "anonymous" if name == "anonymous" else name.lower().replace(" ", ".") + "@parcelway.example"
        start = DAY + datetime.timedelta(minutes=17 * at)
        sheet.append([at + 1, start, start + datetime.timedelta(minutes=4), mail, name, None, helps, at, "Seen, thanks", tools, stop, depot])
        sheet[f"K{at + 2}"].data_type = "s"
        for column in "BC":
            sheet[f"{column}{at + 2}"].number_format = "m/d/yy h:mm:ss"
    sheet.column_dimensions["G"].width = 44.5
    sheet.column_dimensions["L"].width = 12
    sheet.freeze_panes = "A2"
    save("microsoft_forms.xlsx", book)


def microsoft_forms_german():
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append(["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Is the new desk easier for customers?", "Why?"])
    for at, (name, easier, why) in enumerate([
        ("Hildegard Vossberg", "Yes", "People see who is next"),
        ("Jaroslav Novotny", "No", "Hildegard has to walk round it"),
        ("Amaru Quispe", "Yes", ""),
    ]):
        start = DAY + datetime.timedelta(hours=at)
        mail = name.lower().replace(" ", ".") + "@desk.example"
        sheet.append([at + 1, start, start + datetime.timedelta(minutes=3), mail, name, easier, why])
    save("microsoft_forms_german.xlsx", book)


def corners():
    """A workbook with people in every corner that a workbook has."""
    book = Workbook()
    notes = book.active
    notes.title = "About"
    notes.append(["Survey of spring 2026", "Owner"])
    notes.append(["Kept by", "Leocadia Thwaite"])
    sheet = book.create_sheet("Answers of Leocadia Thwaite")
    sheet.append(["Colleague survey", None, None, None, None, None])
    sheet.append(["Respondent ID", "Team", "Joined", "Score", "Are you told why routes change?", "Secret manager"])
    rows = [
        ("P-7Q2x91", "Vans", datetime.date(2019, 5, 1), 4, "Sometimes. Leocadia tells us at the gate.", "Ambrose Quill"),
        ("P-8R3y02", "Vans", datetime.date(2021, 9, 13), 2, "No", "Ambrose Quill"),
        ("P-9S4z13", "Bikes", datetime.date(2020, 1, 6), 5, "Yes, every week", "Ambrose Quill"),
        ("P-1T5a24", "Bikes", datetime.date(2024, 2, 29), -1, "-", "Ambrose Quill"),
        ("P-2U6b35", "Bikes", datetime.date(2023, 7, 3), 3, "+1 to being told at all", "Ambrose Quill"),
    ]
    for row in rows:
        sheet.append(row)
    for at in range(3, 8):
        sheet[f"C{at}"].number_format = "dd/mm/yyyy"
    sheet["D8"] = "=AVERAGE(D3:D7)"
    sheet["A3"].comment = Comment("Ask Leocadia Thwaite about this one", "Leocadia Thwaite")
    sheet.column_dimensions["E"].width = 60
    sheet.column_dimensions["F"].hidden = True
    sheet.row_dimensions[5].hidden = True
    sheet.freeze_panes = "B3"
    sheet.oddHeader.center.text = "For Leocadia Thwaite"
    choices = DataValidation(type="list", formula1='"Leocadia Thwaite,Ambrose Quill"')
    sheet.add_data_validation(choices)
    choices.add("F3:F7")
    hidden = book.create_sheet("People")
    hidden.append(["Number", "Who"])
    hidden.append(["P-7Q2x91", "Barnaby Eccles"])
    hidden.sheet_state = "hidden"
    book.defined_names["Leocadia_Thwaite"] = DefinedName("Leocadia_Thwaite", attr_text="'About'!$B$2")
    book.properties.creator = "Leocadia Thwaite"
    book.properties.lastModifiedBy = "Ambrose Quill"
    book.properties.title = "Answers for Leocadia Thwaite"
    save("corners.xlsx", book)


CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def open_document():
    rows = [
        ["Response ID", "Site", "Do customers wait less now?", "What else should we know?"],
        ["OD-11ab", "Quarry", "A bit", "Zebedee Lark fixed the bell himself"],
        ["OD-22bc", "Quarry", "Yes", "None"],
        ["OD-33cd", "Locks", "No, longer if anything", "The screen asks before I may"],
        ["OD-44de", "Locks", "Yes and no", "Zebedee again"],
    ]
    lines = "".join(f"<table:table-row>{''.join(CELL.format(cell) for cell in row)}</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Answers">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    meta = '<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
    write("open_document.ods", [("mimetype", kind), ("content.xml", content), ("meta.xml", meta), ("META-INF/manifest.xml", manifest)])


def encodings():
    rows = [
        "Question;Comment;Topics;Sentiment;Business unit",
        "Does our promise hold?;It does \u2013 mostly. Zo\u00eb\u2019s team keeps it;Service;Positive;Caf\u00e9",
        "Does our promise hold?;No \u2026;Service;Negative;Caf\u00e9",
        "What should change?;Fewer forms, more \u201cna\u00efve\u201d questions;Tools;Negative;Dep\u00f4t",
        "What should change?;nothing;Tools;Neutral;Dep\u00f4t",
    ]
    text = "\r\n".join(rows) + "\r\n"
    (FOLDER / "peakon_long_windows_1252.csv").write_bytes(text.encode("cp1252"))
    long = "\r\n".join(row.replace(";", "\t") for row in rows) + "\r\n"
    (FOLDER / "glint_long_utf_16.tsv").write_bytes(b"\xff\xfe" + long.encode("utf-16-le"))


if __name__ == "__main__":
    microsoft_forms()
    microsoft_forms_german()
    corners()
    open_document()
    encodings()
