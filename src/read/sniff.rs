//! What a file is, by its content; its name decides only where the content leaves it open.

use std::path::Path;

use super::archive::{self, Archive};
use super::input::lines_ended;
use super::labels::Learner;
use super::people::People;
use super::table;
use crate::error::{Error, ErrorKind, Result};

/// What an archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// A Word document (.docx).
    Document,
    /// An Excel workbook (.xlsx) or a spreadsheet of `OpenDocument` (.ods).
    Workbook,
}

/// What the file at `path`, which begins with `head`, is if it is an archive; old Office files are told how to save.
pub(super) fn container(path: &Path, head: &[u8]) -> Result<Option<Container>> {
    let not_text = |found, then| Err(Error::from(ErrorKind::NotText { path: path.to_owned(), found, then }));
    if head.starts_with(b"\xd0\xcf\x11\xe0") {
        let (found, then) = archive::old_office(path)?;
        return not_text(found, then);
    }
    if !head.starts_with(b"PK\x03\x04") {
        return Ok(None);
    }
    let archive = Archive::open(path)?;
    let has = |start: &str| archive.names().iter().any(|name| name.starts_with(start));
    if has("word/") {
        return Ok(Some(Container::Document));
    }
    if has("xl/") || (has("content.xml") && head.windows(11).any(|it| it == b"spreadsheet")) {
        return Ok(Some(Container::Workbook));
    }
    if has("ppt/") {
        not_text("a presentation", EXPORT)
    } else if has("content.xml") {
        not_text("an OpenDocument text", "save it as .docx first")
    } else {
        not_text("a zip archive", "unpack it first, and name the files or their folder")
    }
}

/// The input families.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// `Name: text`.
    Labelled,
    /// `WebVTT` and `SubRip`.
    Cues,
    /// A table of answers.
    Survey,
    /// The row contract.
    Rows,
    /// A recogniser's result.
    Json,
}

/// The family of the file at `path` whose text begins with `head`; `whole` if that is all of it.
pub(super) fn family(path: &Path, head: &[u8], whole: bool) -> Result<Family> {
    let bytes = head;
    if whole && bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ErrorKind::Empty { path: path.to_owned() }.into());
    }
    let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default();
    let text = String::from_utf8_lossy(bytes);
    let text = lines_ended(&text);
    let start = text.trim_start();
    if start.starts_with("WEBVTT") || has_cues(start) {
        return Ok(Family::Cues);
    }
    if start.starts_with(['{', '[']) || matches!(ending.as_str(), "jsonl" | "ndjson") {
        return Ok(json(start, &ending));
    }
    let table = is_table(bytes, whole, &ending);
    let share = labelled_share(start);
    Ok(match ending.as_str() {
        "csv" | "tsv" | "tab" if table || share < 50 => Family::Survey,
        _ if table && share < 30 => Family::Survey,
        _ => Family::Labelled,
    })
}

/// Refuses what is no text, told by its first bytes.
pub(super) fn refuse(path: &Path, head: &[u8]) -> Result<()> {
    match MAGIC.iter().find(|it| starts(head, it.0, it.1)) {
        Some((_, _, found, then)) => Err(Error::from(ErrorKind::NotText { path: path.to_owned(), found, then })),
        None => Ok(()),
    }
}

const EXPORT: &str = "give the transcript (.vtt, .txt) or the survey export (.csv)";
const TRANSCRIBE: &str = "transcribe it first, and give the transcript (.vtt, .docx, .txt)";

/// First bytes, where they stand, what they tell and what to do.
const MAGIC: &[(usize, &[u8], &str, &str)] = &[
    (0, b"PK\x05\x06", "an empty zip archive", EXPORT),
    (0, b"%PDF", "a PDF document", "give what it was made from (.docx, .vtt, .txt), or save its text as .txt"),
    (0, b"{\\rtf", "a rich-text document", "save it as plain text (.txt)"),
    (0, b"ID3", "an audio recording", TRANSCRIBE),
    (0, b"\xff\xfb", "an audio recording", TRANSCRIBE),
    (0, b"\xff\xf3", "an audio recording", TRANSCRIBE),
    (0, b"\xff\xf1", "an audio recording", TRANSCRIBE),
    (0, b"RIFF", "a recording", TRANSCRIBE),
    (0, b"OggS", "a recording", TRANSCRIBE),
    (0, b"fLaC", "an audio recording", TRANSCRIBE),
    (4, b"ftyp", "a recording", TRANSCRIBE),
    (0, b"\x1a\x45\xdf\xa3", "a recording", TRANSCRIBE),
    (0, b"\x89PNG", "a picture", EXPORT),
    (0, b"\xff\xd8\xff", "a picture", EXPORT),
    (0, b"GIF8", "a picture", EXPORT),
    (0, b"\x1f\x8b", "a compressed file", "unpack it first"),
    (0, b"7z\xbc\xaf", "a compressed file", "unpack it first"),
    (0, b"SQLite format 3", "a database", EXPORT),
];

fn starts(head: &[u8], at: usize, magic: &[u8]) -> bool {
    head.get(at..).is_some_and(|head| head.starts_with(magic))
}

/// Whether a timing line is among the first lines.
fn has_cues(text: &str) -> bool {
    let is_timing = |line: &str| {
        line.split_once("-->").is_some_and(|(from, to)| {
            let times = |it: &str| it.trim().starts_with(|c: char| c.is_ascii_digit()) && it.contains(':');
            times(from) && times(to)
        })
    };
    text.lines().filter(|line| !line.trim().is_empty()).take(8).any(is_timing)
}

/// Rows, or a recogniser's result.
fn json(text: &str, ending: &str) -> Family {
    let first = text.lines().next().unwrap_or("");
    let is_object = first.starts_with('{') && first.trim_end().ends_with('}') && first.len() > 2;
    let has_text = |row: &str| {
        let row: Result<serde_json::Map<String, serde_json::Value>, _> = serde_json::from_str(row);
        row.is_ok_and(|row| {
            row.get("text").is_some_and(serde_json::Value::is_string) && !row.values().any(serde_json::Value::is_array)
        })
    };
    let several = text.lines().filter(|line| !line.trim().is_empty()).nth(1).is_some();
    let cut = !text.contains('\n') && first.starts_with("{\"");
    let opens = first.starts_with("{\"") || first.starts_with("[{") || matches!(first.trim_end(), "{" | "[");
    if matches!(ending, "jsonl" | "ndjson") || (is_object && (several || has_text(first)) && first.contains('"')) {
        Family::Rows
    } else if ending == "json" || (opens && super::json::is_recognisers(text)) || (opens && !cut) {
        Family::Json
    } else if cut {
        Family::Rows
    } else {
        Family::Labelled
    }
}

/// Whether most rows have the same width; a single column counts where the name says so.
fn is_table(bytes: &[u8], whole: bool, ending: &str) -> bool {
    let (width, share, rows) = table::shape(bytes, table::delimiter(bytes), whole);
    let named = matches!(ending, "csv" | "tsv" | "tab");
    let clocks = || {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).into_owned();
        text.lines()
            .filter(|line| super::prefix::prefix(line).is_some_and(|it| it.marked && !it.label.is_empty()))
            .count()
            > 1
    };
    if named { share >= 60 && rows >= 1 && !clocks() } else { width > 1 && share >= 90 && rows >= 2 && !clocks() }
}

/// Whether a label is among the first lines of a text.
pub(super) fn is_labelled(head: &[u8]) -> bool {
    labelled_share(&String::from_utf8_lossy(head)) > 0
}

/// The percentage of lines that a speaker's label opens.
fn labelled_share(text: &str) -> usize {
    let people = People::default();
    let mut learner = Learner::new(&people);
    let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(400);
    lines().for_each(|line| learner.line(line, super::prefix::prefix(line)));
    let labels = learner.finish();
    lines().filter(|line| labels.of(line).is_some()).count() * 100 / lines().count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, head: &[u8], expected: &str) {
        let found = refuse(Path::new(name), head).and_then(|()| family(Path::new(name), head, true));
        let told = match found {
            Ok(family) => format!("{family:?}"),
            Err(error) => error.to_string(),
        };
        assert!(told.contains(expected), "{name}: {told}");
    }

    #[test]
    fn content_decides_before_the_name() {
        check("a.txt", b"WEBVTT\n\n", "Cues");
        check("a.txt", b"1\n00:00:01,000 --> 00:00:02,000\nANA: Hi\n", "Cues");
        check("a.txt", b"id,comment,site\n1,\"well, yes\",Hull\n2,no,Hull\n", "Survey");
        check("a.csv", b"Ana: Hi, you, there.\nLee: Ho.\nAna: So, yes.\nLee: Ha, no, so.\n", "Labelled");
        check("a.csv", b"comment\nNo: never.\nyes\n", "Survey");
        check("a.txt", b"00:01\tAna\tHi\n00:02\tLee\tHo\n00:03\tAna\tSo\n", "Labelled");
        check("a.txt", b"{\"text\": \"Hi\"}\n", "Rows");
        check("a.jsonl", b"oops\n{\"text\": \"Hi\"}\n", "Rows");
    }

    #[test]
    fn what_is_no_text_is_told_apart() {
        check("a.vtt", b"", "is empty");
        check("a.vtt", b" \n\n", "is empty");
        check("a.txt", b"%PDF-1.7", "a PDF document");
        check("a.txt", b"ID3\x03", "audio");
        check("a.txt", b"\x00\x00\x00 ftypM4A", "recording");
        check("a.json", b"{\n \"segments\": []\n}", "Json");
        check("a.txt", b"{\"jobName\": \"x\", \"results\": {}}", "Json");
        check("a.json", b"[{\"speaker\": \"A\", \"text\": \"Hi\"}]", "Json");
    }
}
