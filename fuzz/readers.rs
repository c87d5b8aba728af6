//! What a fuzz target does with its bytes, one reader each; the tests replay what was found with the same.
//!
//! A file of the reader's kind is read to its end, and small ones are anonymised and written again: nothing may panic, hang
//! or grow, whatever the bytes are.

use std::io::{Cursor, Write};
use std::path::Path;

use undertone::anonymise::Anonymiser;
use undertone::read::{self, Source};
use undertone::render::same;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Files larger than this are read and not written again.
const SMALL: usize = 2_000;

/// Reads `bytes` as the reader called `target` does.
pub fn read(target: &str, bytes: &[u8]) {
    let (name, file) = match target {
        "captions" => ("a.vtt", bytes.to_vec()),
        "labelled" => ("a.txt", bytes.to_vec()),
        "document" => ("a.docx", zipped(&[("word/document.xml", bytes)])),
        "recogniser" => ("a.json", bytes.to_vec()),
        "survey" => ("a.csv", bytes.to_vec()),
        "rows" => ("a.jsonl", bytes.to_vec()),
        "workbook" => ("a.xlsx", workbook(bytes)),
        _ => ("roster.csv", bytes.to_vec()),
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, file).expect("written");
    if target == "roster" {
        let _ = read::roster(&path);
    } else {
        transcripts(&path, bytes.len() < SMALL);
    }
}

fn transcripts(path: &Path, small: bool) {
    let Ok(mut source) = Source::open(path, &[]) else { return };
    let mut anonymiser = Anonymiser::new(&[], &[]);
    while let Ok(Some(transcript)) = source.next_transcript() {
        if small {
            anonymiser.introduce(&transcript);
            let _ = same::write(&anonymiser.anonymise(transcript), &mut Vec::new());
        }
    }
}

/// A workbook whose first sheet is `sheet`.
fn workbook(sheet: &[u8]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let related = |inside: String| {
        let namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("<Relationships xmlns=\"{namespace}\">{inside}</Relationships>")
    };
    let relation = |kind: &str, target: &str| {
        related(format!("<Relationship Id=\"r1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"))
    };
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    zipped(&[
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("started");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}
