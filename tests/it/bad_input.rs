//! Bad input gets a message with file, line and rule, never a word that was said, and leaves nothing behind.

use crate::run::Run;

/// Runs `analyse` on `name`, expects failure and every one of `says` in the message.
#[track_caller]
fn check(name: &str, contents: impl AsRef<[u8]>, says: &[&str]) {
    let ran = Run::new(&format!("analyse {name} --out out")).file(name, contents).ends(1);
    for word in [&[name], says].concat() {
        assert!(ran.stderr().contains(word), "no `{word}` in: {}", ran.stderr());
    }
    assert!(!ran.stderr().contains("Sally"), "{}", ran.stderr());
    assert!(ran.files("out").is_empty());
    assert_eq!(ran.files("").len(), 1, "something was left behind");
}

#[test]
fn an_empty_file() {
    check("a.txt", "", &["empty"]);
    check("b.txt", " \n\n", &["empty"]);
    check("c.csv", "", &["empty"]);
}

#[test]
fn what_is_no_transcript() {
    check("talk.mp3", b"ID3\x04\x00\x00\x00Sally\x00\x01", &["recording"]);
    check("talk.wav", b"RIFF\x00\x00\x00\x00WAVEfmt Sally", &["recording"]);
    check("report.pdf", b"%PDF-1.7 Sally", &["PDF"]);
    check("noise.txt", b"Sally: hello\x00\x00\x01\x02\nBob: yes\n", &["NUL"]);
}

#[test]
fn a_transcript_without_speakers() {
    check("a.txt", "Sally said a thing\nand then another thing\n", &["speaker"]);
    check("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nSally went home\n", &["speaker"]);
}

#[test]
fn a_survey_without_open_text() {
    let row = |row: usize| format!("{row},{},{}\n", row % 5, ["Sally", "Stores"][row % 2]);
    let rows: String = (0..40).map(row).collect();
    check("a.csv", format!("id,score,department\n{rows}"), &["open answers"]);
    check("b.csv", "id,score,comment\n", &["b.csv"]);
}

#[test]
fn rows_of_which_none_can_be_read() {
    check("a.jsonl", "Sally said\n{]\n", &["1"]);
}

#[test]
fn a_missing_file_and_a_folder_without_one() {
    let ran = Run::new("analyse none.txt --out out").ends(1);
    assert!(ran.stderr().contains("none.txt"), "{}", ran.stderr());
    let ran = Run::new("analyse empty --out out").file("empty/.keep", "").ends(1);
    assert!(ran.stderr().contains("empty"), "{}", ran.stderr());
}

#[test]
fn one_very_long_line() {
    let mut said = "Moderator: Does it work?\n".to_owned();
    said.push_str("Ada: Yes, mostly.\nBen: Yes.\nCyd: No.\nDee: I suppose.\nEli: Aye.\nFay: ");
    said.push_str(&"and then we went round and round the houses again ".repeat(20_000));
    Run::new("analyse long.txt --out out --quiet").file("long.txt", said).ends(0);
    check("nolabel.txt", "all work and no play ".repeat(50_000), &["speaker"]);
}

#[test]
fn one_bad_file_stops_the_run_before_anything_is_written() {
    let ran = Run::new("analyse fixtures/hotel-group.vtt bad.pdf --out out").file("bad.pdf", "%PDF-1.7").ends(1);
    assert!(ran.files("out").is_empty());
}

#[test]
fn an_output_that_cannot_be_written() {
    let ran = Run::new("analyse fixtures/hotel-group.vtt --out file/out").file("file", "x").ends(1);
    assert!(ran.stderr().contains("file"), "{}", ran.stderr());
}

#[test]
fn an_output_that_would_swallow_its_input() {
    let said = "Moderator: Does it work?\nAda: Yes.\n";
    let ran = Run::new("analyse in/a.txt --out in --force").file("in/a.txt", said).ends(2);
    assert_eq!(ran.read("in/a.txt"), said);
}

#[test]
fn two_inputs_of_one_name() {
    let said = "Moderator: Does it work?\nAda: Yes.\n";
    let ran = Run::new("analyse a/talk.txt b/talk.txt --out out").file("a/talk.txt", said).file("b/talk.txt", said);
    let ran = ran.ends(2);
    assert!(ran.stderr().contains("same name"), "{}", ran.stderr());
    assert!(ran.files("out").is_empty());
}

#[test]
fn wrong_usage() {
    assert!(Run::new("analyse a.txt --out out --wrong").ends(2).stderr().contains("--wrong"));
    Run::new("analyse a.txt").ends(2);
    Run::new("").ends(2);
    Run::new("analyse a.txt --out out --language fr").ends(2);
}

#[test]
fn a_roster_with_a_mistake() {
    let ran = Run::new("anonymise a.txt --roster who.csv --out b.txt");
    let ran = ran.file("a.txt", "A: b\nC: d\n").file("who.csv", "nickname\nSally\n").ends(1);
    assert!(ran.stderr().contains("who.csv") && ran.stderr().contains("name"), "{}", ran.stderr());
    assert!(!ran.stderr().contains("Sally"));
}

#[test]
fn a_codebook_with_a_mistake_is_told_by_its_line() {
    let ran = Run::new("analyse fixtures/hotel-group.vtt --codebook book.toml --out out");
    let ran = ran.file("book.toml", "theme = \"x\"\nwrong wrong\n").ends(1);
    assert!(ran.stderr().contains("book.toml") && ran.stderr().contains('2'), "{}", ran.stderr());
}

#[test]
fn help_is_for_people() {
    let ran = Run::new("--help").ends(0);
    for command in ["analyse", "anonymise", "annotate", "verify", "eval"] {
        assert!(ran.stdout().contains(command));
    }
    assert!(ran.stdout().contains("refused"));
    Run::new("--version").ends(0);
}
