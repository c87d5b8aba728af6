//! `verify`, the last look before anything goes out.

use std::io::{Cursor, Write};

use crate::run::Run;

const ROSTER: &str = "name,aliases\nEmeka Obi,Mex\nSiân Price,\nWill Oyelaran,\n";

/// Runs `verify` over one file.
#[track_caller]
fn check(name: &str, contents: &[u8], expected: &str) {
    let run = Run::new("verify out --roster who.csv").file("who.csv", ROSTER).file(&format!("out/{name}"), contents);
    let ran = run.ends(if expected.is_empty() { 0 } else { 3 });
    assert!(ran.stdout().contains(expected), "{}", ran.stdout());
    for word in ["Emeka", "Mex", "Sian", "Siân", "Oyelaran"] {
        assert!(!ran.stdout().contains(word) && !ran.stderr().contains(word), "{}", ran.stdout());
    }
}

/// An archive of these parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(contents).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_clean_folder_passes() {
    let ran = Run::new("verify out --roster who.csv").file("who.csv", ROSTER).file("out/a.txt", "[Participant 1]: yes");
    assert!(ran.ends(0).stdout().contains("nobody"));
}

#[test]
fn a_name_is_told_by_place_and_never_by_name() {
    let ran = Run::new("verify out --roster who.csv").file("who.csv", ROSTER);
    let ran = ran.file("out/deep/a.md", "fine\nand then Mex said\n").file("out/b.md", "Ask Sian Price.").ends(3);
    assert!(ran.stdout().contains("a.md:2:10: person 1 of the roster"), "{}", ran.stdout());
    assert!(ran.stdout().contains("b.md:1:5: person 2 of the roster"), "{}", ran.stdout());
    assert!(!ran.stdout().contains("Mex") && !ran.stdout().contains("Sian"));
}

#[test]
fn text_is_searched_in_every_encoding() {
    check("a.txt", b"ask Si\xe2n about it", "a.txt:1:5: person 2");
    let wide: Vec<u8> = "\u{feff}one\nask Siân".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check("b.csv", &wide, "b.csv:2:5: person 2");
    check("c.jsonl", b"{}\n{\"text\": \"ask Si\\u00e2n\"}", "c.jsonl:2:15: person 2");
    check("d.vtt", b"WEBVTT\n\n00:00.000 --> 00:02.000\n<v E. Obi>yes</v>", "d.vtt:4:4: person 1");
    check("e.csv", "first,last\n\"Will\",\"Oyelaran\"\n".as_bytes(), "e.csv:2:2: person 3");
}

#[test]
fn pages_are_searched_with_their_attributes() {
    check("a.html", "<p>Oye<b>lar</b>an</p>".as_bytes(), "a.html:1:4: person 3");
    check("b.html", "<p>\n<img alt='Si&acirc;n at work'></p>".as_bytes(), "b.html:2:11: person 2");
    check("c.html", "<p>x<!-- from Mex --></p>".as_bytes(), "c.html:1:15: person 1");
    check("d.svg", "<svg><title>Mex</title></svg>".as_bytes(), "d.svg:1:13: person 1");
}

#[test]
fn every_part_of_an_office_file_is_searched() {
    let core = b"<?xml version=\"1.0\"?><cp:coreProperties><dc:creator>Emeka Obi</dc:creator></cp:coreProperties>";
    check("a.docx", &packed(&[("docProps/core.xml", core)]), "`docProps/core.xml`, in `dc:creator`: person 1");
    let body = "<w:document><w:p><w:r><w:t>fine</w:t></w:r></w:p><w:p w:rsidR=\"1\"><w:r><w:t>Oye</w:t></w:r><w:r><w:t>laran</w:t>\
                </w:r></w:p></w:document>";
    check("b.docx", &packed(&[("word/document.xml", body.as_bytes())]), "`word/document.xml`, paragraph 2");
    let header = b"<w:hdr><w:p><w:r><w:t>for Mex</w:t></w:r></w:p></w:hdr>";
    check("c.docx", &packed(&[("word/header1.xml", header)]), "`word/header1.xml`, paragraph 1");
    let comment = b"<w:comments><w:comment w:author=\"Mex\"><w:p/></w:comment></w:comments>";
    check("d.docx", &packed(&[("word/comments.xml", comment)]), "in `w:comment`: person 1");
    let drawing = b"<w:p><w:drawing><wp:docPr id=\"1\" descr=\"Mex at work\"/></w:drawing></w:p>";
    check("e.docx", &packed(&[("word/document.xml", drawing)]), "in `wp:docPr`: person 1");
    let deleted = b"<w:p><w:del w:author=\"x\"><w:r><w:delText>Mex</w:delText></w:r></w:del></w:p>";
    check("f.docx", &packed(&[("word/document.xml", deleted)]), "in `w:delText`: person 1");
    check("g.docx", &packed(&[("word/media/mex.png", b"\x89PNG\x00")]), "part 1, its name: person 1");
}

#[test]
fn cells_sheets_and_their_names_are_searched() {
    let shared = b"<sst><si><t>fine</t></si><si><r><t>Oye</t></r><r><t>laran</t></r></si></sst>";
    let sheet = b"<worksheet><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B7\" t=\"s\"><v>1</v></c></worksheet>";
    let parts: &[(&str, &[u8])] = &[("xl/sharedStrings.xml", shared), ("xl/worksheets/sheet2.xml", sheet)];
    check("a.xlsx", &packed(parts), "a.xlsx: sheet 2, cell B7: person 3");
    let inline = b"<worksheet><c r=\"C3\" t=\"inlineStr\"><is><t>Mex</t></is></c></worksheet>";
    check("b.xlsx", &packed(&[("xl/worksheets/sheet1.xml", inline)]), "sheet 1, cell C3: person 1");
    let header =
        b"<worksheet><sheetData><c r=\"A1\"><v>1</v></c></sheetData><headerFooter><oddHeader>&amp;LMex</oddHeader>\
                   </headerFooter></worksheet>";
    check("d.xlsx", &packed(&[("xl/worksheets/sheet1.xml", header)]), "sheet 1, in `oddHeader`: person 1");
    let book = b"<workbook><sheets><sheet name=\"Mex\" sheetId=\"1\"/></sheets></workbook>";
    check("c.xlsx", &packed(&[("xl/workbook.xml", book)]), "in `sheet`: person 1");
}

#[test]
fn archives_are_searched_one_deep() {
    let book = b"<Project><User name=\"Mex\"/></Project>";
    check("a.qdpx", &packed(&[("project.qde", book), ("sources/1.txt", b"yes")]), "`project.qde`, line 1: person 1");
    let inner = packed(&[("xl/workbook.xml", b"<sheet name=\"Mex\"/>")]);
    check("b.zip", &packed(&[("tables/one.xlsx", &inner)]), "`tables/one.xlsx`, `xl/workbook.xml`, in `sheet`");
}

#[test]
fn the_words_of_a_pdf_are_searched() {
    let page = |content: &str, more: &str| {
        format!(
            "%PDF-1.4\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type /Pages /Kids [3 0 R]>>\nendobj\n\
             3 0 obj\n<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>\nendobj\n\
             4 0 obj\n<</Length {}>>\nstream\n{content}\nendstream\nendobj\n{more}trailer\n<</Root 1 0 R>>\n",
            content.len()
        )
    };
    let plain = "5 0 obj\n<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>\nendobj\n";
    let split = page("BT /F1 12 Tf [(Oye) -20 (laran)] TJ ET", plain);
    check("a.pdf", split.as_bytes(), "a.pdf: page 1: person 3");
    let title = format!("{plain}6 0 obj\n<</Title (for Mex)>>\nendobj\n");
    check("b.pdf", page("BT /F1 12 Tf (fine) Tj ET", &title).as_bytes(), "properties, links or headings: person 1");
    let map = "beginbfchar\n<0001> <004D>\n<0002> <0065>\nendbfchar\n1 beginbfrange\n<0003> <0003> <0078>\nendbfrange";
    let told = format!(
        "5 0 obj\n<</Type /Font /Subtype /Type0 /ToUnicode 7 0 R>>\nendobj\n7 0 obj\n<</Length {}>>\nstream\n{map}\nendstream\nendobj\n",
        map.len()
    );
    check("c.pdf", page("BT /F1 12 Tf <000100020003> Tj ET", &told).as_bytes(), "page 1: person 1");
    let dark = page("BT /F1 12 Tf <000100020003> Tj ET", "5 0 obj\n<</Type /Font /Subtype /Type0>>\nendobj\n");
    let ran = Run::new("verify a.pdf --roster who.csv").file("who.csv", ROSTER).file("a.pdf", dark).ends(1);
    assert!(ran.stderr().contains("not searched"), "{}", ran.stderr());
}

#[test]
fn a_file_name_is_searched_and_told_with_stars() {
    check("group-with-mex.txt", b"fine", "group-with-***.txt: its name: person 1");
}

#[test]
fn what_cannot_be_read_is_told() {
    let run = |name: &str, contents: &[u8]| {
        Run::new("verify out --roster who.csv").file("who.csv", ROSTER).file(&format!("out/{name}"), contents).ends(1)
    };
    for (name, contents) in
        [("a.docx", b"PK\x03\x04cut".as_slice()), ("b.gz", b"\x1f\x8b\x08"), ("c.doc", b"\xd0\xcf\x11\xe0")]
    {
        assert!(run(name, contents).stderr().contains("not searched"), "{name}");
    }
    Run::new("verify none --roster who.csv").file("who.csv", ROSTER).ends(1);
    assert!(Run::new("verify out").file("out/a.txt", "x").ends(2).stderr().contains("--roster"));
}

#[test]
fn the_findings_of_a_session_with_everyday_names_pass() {
    let said = "Moderator: Does the promise work, Will?\nWill Page: Yes. It will, mostly.\nMark Young: Mark my words, no.\n\
                Grace Field: I suppose, in May.\nMay Price: Page three is fine. Will it last?\nRose Long: Yes, Grace.\n\
                Bill Short: Never, Mark.\n";
    let roster = "name\nWill Page\nMark Young\nGrace Field\nMay Price\nRose Long\nBill Short\n";
    let ran = Run::new("analyse a.txt --out out --quiet").file("a.txt", said).ends(0);
    let mut again = Run::new("verify out --roster who.csv").file("who.csv", roster);
    for (name, contents) in ran.files("out") {
        again = again.file(&format!("out/{name}"), contents);
    }
    again.ends(0);
}
