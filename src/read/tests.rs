//! What the tests of the readers share, and tests over all of them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::anonymise::unchanged;
use crate::render::same;
use crate::transcript::{Asked, Piece, Role, Turn};

/// A file in a folder of its own, gone with the value.
pub(super) struct Written(#[expect(dead_code, reason = "held so that the folder stays")] tempfile::TempDir, PathBuf);

impl Written {
    pub(super) fn path(&self) -> &Path {
        &self.1
    }
}

#[expect(clippy::disallowed_methods, reason = "a test makes its files")]
pub(super) fn file(name: &str, content: impl AsRef<[u8]>) -> Written {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, content).expect("written");
    Written(folder, path)
}

pub(super) fn open(name: &str, content: impl AsRef<[u8]>) -> Result<Source> {
    Source::open(file(name, content).path(), &[])
}

/// Every transcript of a file.
pub(super) fn all(name: &str, content: impl AsRef<[u8]>) -> Result<Vec<Transcript>> {
    let written = file(name, content);
    let mut source = Source::open(written.path(), &[])?;
    std::iter::from_fn(|| source.next_transcript().transpose()).collect()
}

/// Every turn as `LINE SPEAKER: WORDS`.
pub(super) fn turns(name: &str, content: impl AsRef<[u8]>) -> Vec<String> {
    let transcripts = all(name, content).expect("readable");
    let turn = |it: &Transcript, turn: &Turn| {
        let label = turn.speaker.map_or("?", |at| it.speakers[at].label.as_str());
        format!("{} {label}: {}", turn.line, turn.said.as_str())
    };
    transcripts.iter().flat_map(|it| it.turns.iter().map(|each| turn(it, each)).collect::<Vec<_>>()).collect()
}

/// Every notice without its path.
pub(super) fn notices(name: &str, content: impl AsRef<[u8]>) -> Vec<String> {
    let written = file(name, content);
    let mut source = Source::open(written.path(), &[]).expect("readable");
    while source.next_transcript().expect("readable").is_some() {}
    let told = |it: &Notice| it.line.map_or_else(|| it.what.clone(), |line| format!("{line}: {}", it.what));
    source.notices().iter().map(told).collect()
}

/// The copy of a file in which labels are replaced and words are not.
pub(super) fn copy(name: &str, content: impl AsRef<[u8]>) -> String {
    let mut out = Vec::new();
    for transcript in all(name, content).expect("readable") {
        same::write(&unchanged(transcript), &mut out).expect("written");
    }
    String::from_utf8(out).expect("text")
}

pub(super) fn moderators(transcript: &Transcript) -> Vec<&str> {
    let moderate = transcript.speakers.iter().filter(|it| it.role == Role::Moderator);
    moderate.map(|it| it.label.as_str()).collect()
}

/// The label of a turn's speaker, with a star if they moderate.
pub(super) fn speaker_of(transcript: &Transcript, turn: &Turn) -> String {
    let speaker = turn.speaker.map(|at| &transcript.speakers[at]);
    speaker.map_or_else(String::new, |it| format!("{}{}", it.label, if it.role == Role::Moderator { "*" } else { "" }))
}

/// Checks that the turns of `read` are those of a gold file: texts, roles, labels and questions, in order.
#[track_caller]
fn check_gold(read: &Path, gold: &Path) {
    #[expect(clippy::disallowed_methods, reason = "a test reads its files")]
    let gold = fs::read_to_string(gold).expect("a gold file");
    let rows: Vec<serde_json::Value> = gold.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let mut source = Source::open(read, &[]).expect("readable");
    let kind = if source.kind() == SessionKind::Survey { "comment" } else { "turn" };
    let mut rows = rows.iter().filter(|row| row["kind"] == kind);
    while let Some(transcript) = source.next_transcript().expect("readable") {
        for turn in &transcript.turns {
            let row = rows.next().unwrap_or_else(|| panic!("{}:{}: one turn too many", read.display(), turn.line));
            let place = format!("{}:{} {}", read.display(), turn.line, row["unit_id"]);
            assert_eq!(row["text"], turn.said.as_str(), "{place}");
            if kind == "turn" {
                let speaker = turn.speaker.map(|at| &transcript.speakers[at]).expect("a speaker");
                assert_eq!(row["speaker_label"], speaker.label, "{place}");
                assert_eq!(row["role"] == "moderator", speaker.role == Role::Moderator, "{place}");
            } else {
                let Asked::Heading(at) = turn.asked else { panic!("{place}: no question") };
                assert_eq!(row["question"], transcript.headings[at].as_str(), "{place}");
                for group in ["department", "site", "tenure_band"] {
                    assert_eq!(row[group].as_str(), turn.attributes.get(group).map(String::as_str), "{place} {group}");
                }
            }
        }
    }
    assert_eq!(rows.count(), 0, "{}: turns are missing", read.display());
}

#[test]
fn turns_equal_the_gold_annotation() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let Ok(gold) = fs::read_dir(fixtures.join("gold")) else { return };
    let mut files: Vec<PathBuf> = gold.filter_map(|it| it.ok().map(|it| it.path())).filter(|it| it.is_file()).collect();
    files.sort();
    for gold in files {
        let stem = gold.file_stem().expect("a name").to_string_lossy().into_owned();
        let read = ["vtt", "txt", "csv"].map(|ending| fixtures.join(format!("{stem}.{ending}")));
        if let Some(read) = read.iter().find(|it| it.is_file()) {
            check_gold(read, &gold);
        }
    }
}

#[track_caller]
fn check_error(name: &str, content: &[u8], expected: &str) {
    let told = match all(name, content) {
        Ok(transcripts) => format!("{transcripts:?}"),
        Err(error) => error.to_string(),
    };
    assert!(told.contains(expected) && told.contains(name), "{told}");
}

#[test]
fn bad_files_are_told_by_name_place_and_rule() {
    check_error("a.txt", b"", "is empty");
    check_error("a.vtt", b"WEBVTT\n\n", "nobody says anything");
    check_error("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHi.\n", "no speaker labels");
    check_error("a.txt", b"All was well.\nWe talked.\n", "no speaker labels");
    check_error("a.txt", b"Ana: Hi.\nLee: \x00\x01\n", "line 2: no text, it holds NUL bytes");
    check_error("a.csv", b"comment,site\n", "a heading row and nothing below");
    check_error("a.csv", b"score,site\n4,Hull\n5,Hull\n", "no column of open answers");
    check_error("a.mp3", b"ID3\x03\x00", "an audio recording");
    let missing = Source::open(Path::new("/no/such/file.txt"), &[]).expect_err("missing").to_string();
    assert_eq!(missing, "cannot read `/no/such/file.txt`: there is no such file");
    let folder = tempfile::tempdir().expect("a folder");
    let told = Source::open(folder.path(), &[]).expect_err("a folder").to_string();
    assert!(told.contains("is a folder"), "{told}");
}

#[test]
fn somebody_who_says_one_thing_is_still_a_speaker() {
    let cue = |at: usize, words: &str| format!("00:0{at}.000 --> 00:0{at}.900\n{words}\n\n");
    let said = [
        "Nadia Brandt: We look at the till.",
        "Oona: Yes.",
        "Nadia Brandt: So.",
        "Look: it is slow.",
        "Per Aalto: No.",
    ];
    let cues: String = said.iter().enumerate().map(|(at, words)| cue(at, words)).collect();
    assert_eq!(
        turns("talk.vtt", format!("WEBVTT\n\n{cues}")),
        [
            "4 Nadia Brandt: We look at the till.",
            "7 Oona: Yes.",
            "10 Nadia Brandt: So.",
            "13 ?: Look: it is slow.",
            "16 Per Aalto: No."
        ]
    );
}

/// Words without what a format may add to them.
fn bare(words: &str) -> String {
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace('"', "")
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0..4_usize) {
        let _ = all(["a.txt", "a.vtt", "a.csv", "a.jsonl"][at], bytes);
    }

    #[test]
    fn no_text_makes_a_reader_panic(
        pieces in proptest::collection::vec("(WEBVTT|\n\n?|Ana: |Lee: |<v |<v Ana>|</v>|00:01.000 --> 00:02.000\n|,|;|\"|[0-9]{1,3}|\\*\\*|\\[00:01\\] |: |[a-zé?]{1,6} |\t|NOTE|\\{\"text\": \"a\"\\}\n)", 0..40),
        at in 0..4_usize,
    ) {
        let name = ["a.txt", "a.vtt", "a.csv", "a.jsonl"][at];
        if let Ok(transcripts) = all(name, pieces.concat()) {
            for transcript in transcripts {
                let turns: Vec<String> = transcript.turns.iter().map(|it| bare(it.said.as_str())).collect();
                let mut out = Vec::new();
                same::write(&unchanged(transcript), &mut out).expect("written");
                let copy = bare(&String::from_utf8(out).expect("text"));
                let mut from = 0;
                for word in turns.iter().flat_map(|turn| turn.split_whitespace()).filter(|_| !name.ends_with('l')) {
                    let found = copy[from..].find(word);
                    prop_assert!(found.is_some(), "{copy}");
                    from += found.unwrap_or(0) + word.len();
                }
            }
        }
    }
}

/// Reads a fixture with the roster beside it: speakers with role and names, then turns and notices counted.
#[track_caller]
fn check_quirk(name: &str, speakers: &[&str], n_turns: usize, n_notices: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/quirks");
    let people = roster(&folder.join("roster.csv")).expect("a roster");
    let mut source = Source::open(&folder.join(name), &people).expect("readable");
    let (mut told, mut turns) = (Vec::new(), 0);
    while let Some(it) = source.next_transcript().expect("readable") {
        turns += it.turns.len();
        told.extend(it.speakers.iter().map(|it| {
            let star = if it.role == Role::Moderator { "*" } else { "" };
            format!("{}{star} {} {}", it.label, it.names.join("|"), it.attributes.values().cloned().collect::<String>())
        }));
    }
    assert_eq!(told, speakers, "{name}");
    assert_eq!((turns, source.notices().len()), (n_turns, n_notices), "{name}: {:?}", source.notices());
}

#[test]
fn quirks_are_read_with_their_roster() {
    const NADIA: &str = "Nadia Brandt* Nadia Brandt ";
    const PER: &str = "Per Aalto Per Aalto|Pelle|P. Floor";
    const OONA: &str = "Oona Fisk Oona Fisk|Oonagh|Oo Stores";
    let guest = "Brandt, Nadia (Guest)* Nadia Brandt ";
    check_quirk("teams_unclosed_voice.vtt", &[guest, PER, OONA], 4, 1);
    check_quirk("zoom_name_missing_goes_on.vtt", &[NADIA, PER, &OONA.replacen("Oona Fisk", "Oona", 1)], 5, 0);
    let per = PER.replacen("Per Aalto", "Per", 1);
    let oona = OONA.replacen("Oona Fisk", "Oona", 1);
    check_quirk("records_are_no_speakers.txt", &["Moderator* Nadia Brandt ", &per, &oona], 5, 3);
    check_quirk("bold_labels_with_times.md", &[NADIA, PER, OONA], 4, 1);
    check_quirk("header_line_labels.txt", &[NADIA, PER, "Unknown Speaker  "], 4, 1);
    let respondents = [" Per Aalto|Pelle|P. Floor", " Oona Fisk|Oonagh|Oo Stores", " Ida Rask "];
    check_quirk("wide_semicolons_line_breaks_identifying.csv", &respondents, 5, 4);
    check_quirk("long_opaque_ids_repeat.csv", &["  ", "  "], 3, 0);
    check_quirk("one_broken_row.jsonl", &[NADIA, PER, "  "], 3, 1);
}

#[test]
fn layouts_hold_no_word_of_anybody() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/quirks");
    let (files, _) = files_in(&folder).expect("fixtures");
    for path in files.iter().filter(|path| !path.ends_with("roster.csv")) {
        let mut source = Source::open(path, &[]).expect("readable");
        while let Some(transcript) = source.next_transcript().expect("readable") {
            for piece in &transcript.layout.pieces {
                let Piece::Literal(syntax) = piece else { continue };
                for word in ["Nadia", "Brandt", "Aalto", "Oona", "shop.example", "till", "Unknown", "Moderator", "R_1"]
                {
                    assert!(!syntax.contains(word), "{}: {word}", path.display());
                }
            }
        }
    }
}

/// Every fixture of a format with its turns, as `fixtures/formats/expected.txt` has them.
fn every_format() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats");
    let (files, _) = files_in(&folder).expect("fixtures");
    let mut told = String::new();
    for path in files.iter().filter(|path| !path.ends_with("expected.txt")) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let opened = Source::open(path, &[]);
        writeln!(told, "== {name}").expect("memory");
        let Ok(mut source) = opened else {
            told.push_str("refused\n");
            continue;
        };
        while let Some(transcript) = source.next_transcript().expect("readable") {
            for turn in &transcript.turns {
                let label = turn.speaker.map_or("?", |at| transcript.speakers[at].label.as_str());
                writeln!(told, "{} {label}: {}", turn.line, turn.said.as_str()).expect("memory");
            }
            let present: Vec<&str> = transcript.present.iter().map(|it| it.label.as_str()).collect();
            if !present.is_empty() {
                writeln!(told, "present: {}", present.join(", ")).expect("memory");
            }
        }
        let spelling = source.spelling().map_or("", |it| it.encoding);
        write!(told, "{}, {spelling}; dropped:", source.format()).expect("memory");
        for dropped in source.dropped() {
            write!(told, " {}", dropped.line).expect("memory");
        }
        told.push('\n');
    }
    told
}

#[test]
fn every_format_is_read_as_it_should() {
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats/expected.txt");
    #[expect(clippy::disallowed_methods, reason = "a test reads its files")]
    let expected = fs::read_to_string(expected).expect("what is expected");
    let told = every_format();
    let differs = told.lines().zip(expected.lines()).position(|(told, expected)| told != expected);
    assert!(told == expected, "line {:?} differs; read:\n{told}", differs.map(|at| at + 1));
}
