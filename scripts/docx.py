#!/usr/bin/env python3
"""Makes the Word documents of fixtures/formats from the texts in fixtures/formats/docx, byte for byte the same each time.

    python3 scripts/docx.py

A line is a paragraph; a backslash at its end is a soft line break; **words** are bold; ==words== are a run of their own,
glued to the one before; {name|title|...} is a table row. A first line `%corners` adds everything in which names hide:
properties, header, comments, tracked changes, hidden text, a link, custom XML. All people are invented.
"""

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "formats"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CORNERS = (
    '<w:p w:rsidR="00FA11CE"><w:pPr><w:pStyle w:val="FergusStyle"/></w:pPr>'
    '<w:bookmarkStart w:id="7" w:name="Fergus_Amory"/><w:r><w:t xml:space="preserve">It is </w:t></w:r>'
    '<w:del w:id="1" w:author="Fergus Amory" w:date="2024-05-04T09:00:00Z"><w:r><w:delText>Fergus says </w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="Fergus Amory"><w:r><w:t>really</w:t></w:r></w:ins>'
    '<w:r><w:rPr><w:vanish/></w:rPr><w:t>Fergus typed this</w:t></w:r>'
    '<w:hyperlink r:id="rId9" w:tooltip="Fergus Amory"><w:r><w:t xml:space="preserve"> slow.</w:t></w:r></w:hyperlink>'
    '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:footnoteReference w:id="3"/></w:r><w:bookmarkEnd w:id="7"/></w:p>'
)
PARTS = {
    "docProps/core.xml": "<cp>Fergus Amory</cp>",
    "docProps/app.xml": "<app>Fergus Amory</app>",
    "docProps/custom.xml": "<custom>Fergus Amory</custom>",
    "docProps/thumbnail.jpeg": "Fergus Amory",
    "word/header1.xml": "<hdr>Fergus Amory</hdr>",
    "word/footer1.xml": "<ftr>Fergus Amory</ftr>",
    "word/comments.xml": "<comments>Fergus Amory</comments>",
    "word/people.xml": "<people>Fergus Amory</people>",
    "word/footnotes.xml": "<footnotes>Fergus Amory</footnotes>",
    "word/settings.xml": "<settings>Fergus Amory</settings>",
    "word/media/image1.png": "Fergus Amory",
    "word/embeddings/oleObject1.bin": "Fergus Amory",
    "word/_rels/document.xml.rels": '<Relationships><Relationship Id="rId9" Target="mailto:fergus.amory@desk.example"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{MAIN}"><w:style w:type="paragraph" w:customStyle="1" w:styleId="FergusStyle">'
    '<w:name w:val="Fergus Amory"/></w:style></w:styles>',
    "customXml/item1.xml": "<item>Fergus Amory</item>",
}


def run(text, properties=""):
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def runs(line):
    out = []
    for piece in re.split(r"(\*\*.+?\*\*|==.+?==)", line):
        if piece.startswith("**") and piece.endswith("**") and len(piece) > 4:
            out.append(run(piece[2:-2], "<w:rPr><w:b/></w:rPr>"))
        else:
            out.append(run(piece[2:-2] if piece.startswith("==") else piece))
    return "".join(out)


def paragraph(lines):
    return "<w:p>" + "<w:r><w:br/></w:r>".join(runs(line) for line in lines) + "</w:p>"


def body(text):
    out, soft, table = [], [], []
    for line in text.splitlines():
        row = re.fullmatch(r"\{(.*)\}", line)
        if table and not row:
            out.append("<w:tbl>" + "".join(table) + "</w:tbl>")
            table = []
        if row:
            cells = "".join(f"<w:tc>{paragraph([cell])}</w:tc>" for cell in row.group(1).split("|"))
            table.append(f"<w:tr>{cells}</w:tr>")
        elif line.endswith("\\"):
            soft.append(line[:-1])
        elif line == "%corners":
            continue
        elif line == "%changes":
            out.append(CORNERS)
        else:
            out.append(paragraph(soft + [line]))
            soft = []
    if table:
        out.append("<w:tbl>" + "".join(table) + "</w:tbl>")
    return "".join(out)


def main():
    for source in sorted((FOLDER / "docx").glob("*.txt")):
        text = source.read_text(encoding="utf-8")
        document = f'{DECLARED}<w:document xmlns:w="{MAIN}"><w:body>{body(text)}</w:body></w:document>'
        parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": document}
        if text.startswith("%corners"):
            parts.update(PARTS)
        with zipfile.ZipFile(FOLDER / f"{source.stem}.docx", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, contents in parts.items():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), contents)


if __name__ == "__main__":
    main()
