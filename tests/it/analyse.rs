//! `analyse`, the main job.

use crate::run::{Ran, Run};

const EVERYTHING: &str = "analyse fixtures/hotel-group.vtt fixtures/parts-wholesaler.txt fixtures/housing-association.vtt \
     fixtures/vet-practice.vtt fixtures/energy-supplier.csv fixtures/library-service.csv --out out";

#[test]
fn it_leaves_findings_and_working_files() {
    let ran = Run::new("analyse fixtures/hotel-group.vtt fixtures/energy-supplier.csv --out out").ends(0);
    let files: Vec<String> = ran.files("out").into_keys().collect();
    let expected = [
        "audit.json",
        "coded.qdpx",
        "comments.jsonl",
        "comments.xlsx",
        "findings.docx",
        "findings.html",
        "findings.json",
        "findings.md",
        "findings.pdf",
        "findings.xlsx",
        "review.csv",
        "tally.json",
        "transcripts/energy-supplier.csv",
        "transcripts/hotel-group.vtt",
    ];
    assert_eq!(files, expected);
    assert!(ran.stdout().is_empty(), "results go to files, words for people to standard error");
}

#[test]
fn findings_come_in_their_order() {
    let findings = everything().read("out/findings.md");
    let at = |heading: &str| findings.find(heading).unwrap_or_else(|| panic!("no `{heading}`"));
    assert!(at("**Confidential.**") < at("# Part one"));
    assert!(at("# Part one") < at("# Part two"));
    assert!(at("# Part two") < at("# The reluctant yes"));
    assert!(at("# The reluctant yes") < at("# Method and limits"));
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_threads() {
    let one = Run::new(EVERYTHING).threads(1).ends(0).files("out");
    let three = Run::new(EVERYTHING).threads(3).ends(0).files("out");
    assert_eq!(one.keys().collect::<Vec<_>>(), three.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(three[name] == *bytes, "{name} differs");
    }
}

#[test]
fn comment_ids_are_the_file_stem_and_a_number() {
    let ran = Run::new("analyse fixtures/parts-wholesaler.txt --out out").ends(0);
    let comments = ran.read("out/comments.jsonl");
    let first: serde_json::Value = serde_json::from_str(comments.lines().next().unwrap()).unwrap();
    assert_eq!(first["id"], "parts-wholesaler-1");
    assert_eq!(first["session"], "parts-wholesaler");
}

#[test]
fn publish_leaves_the_working_files_out() {
    let ran = Run::new("analyse fixtures/hotel-group.vtt --publish --out out").ends(0);
    let files: Vec<String> = ran.files("out").into_keys().collect();
    let findings = ["docx", "html", "json", "md", "pdf", "xlsx"].map(|ending| format!("findings.{ending}"));
    assert_eq!(files[0], "audit.json");
    assert_eq!(files[1..], findings);
}

#[test]
fn format_chooses_the_findings() {
    let ran = Run::new("analyse fixtures/hotel-group.vtt --publish --format md --out out").ends(0);
    let files: Vec<String> = ran.files("out").into_keys().collect();
    assert_eq!(files, ["audit.json", "findings.md"]);
}

#[test]
fn a_file_named_after_somebody_loses_its_name() {
    let session = std::fs::read_to_string(crate::run::fixture("parts-wholesaler.txt")).unwrap();
    let label = session.lines().find_map(|line| line.split_once(':')).map(|it| it.0.to_owned()).unwrap();
    let speaker = session
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|it| it.0)
        .find(|it| **it != label && it.chars().all(char::is_alphabetic))
        .unwrap()
        .to_owned();
    let name = format!("group with {speaker}.txt");
    let ran = Run::new("analyse folder --out out").file(&format!("folder/{name}"), session).ends(0);
    let files = ran.files("out");
    assert!(files.keys().all(|file| !file.contains(&speaker)), "{:?}", files.keys());
    assert!(!ran.read("out/comments.jsonl").contains("group with"));
}

#[test]
fn a_folder_stands_for_its_files_and_an_existing_one_is_not_overwritten() {
    let text = "Moderator: Does it work?\nAda: Yes.\nBen: Mostly.\nCyd: No.\nDee: Aye.\nEli: I suppose.\nFay: Never.\n";
    let run = || Run::new("analyse in --out out").file("in/a.txt", text).file("in/.hidden", "x");
    assert_eq!(run().ends(0).files("out/transcripts").len(), 1);
    let ran = run().file("out/mine.txt", "mine").ends(2);
    assert!(ran.stderr().contains("--force"), "{}", ran.stderr());
    assert_eq!(ran.files("out").len(), 1);
    let forced = Run::new("analyse in --out out --force").file("in/a.txt", text).file("out/mine.txt", "mine").ends(0);
    assert!(!forced.files("out").contains_key("mine.txt"));
}

#[test]
fn two_people_are_too_few_to_publish() {
    let ran =
        Run::new("analyse a.txt --out out").file("a.txt", "Moderator: Does it work?\nAda: Yes.\nBen: No.\n").ends(3);
    assert!(ran.files("out").is_empty());
    assert!(ran.stderr().contains("refused"), "{}", ran.stderr());
}

#[test]
fn the_floor_of_a_group_is_three() {
    let ran = Run::new("analyse fixtures/hotel-group.vtt --min-group 2 --out out").ends(2);
    assert!(ran.stderr().contains('3'), "{}", ran.stderr());
}

#[test]
fn quiet_says_nothing() {
    let ran = Run::new("analyse fixtures/hotel-group.vtt --quiet --out out").ends(0);
    assert_eq!((ran.stdout(), ran.stderr()), ("", ""));
}

#[test]
fn no_temporary_folder_is_left() {
    let ran = Run::new("analyse fixtures/hotel-group.vtt --out deep/out").ends(0);
    assert!(ran.files("").keys().all(|name| name.starts_with("deep/out/")));
}

fn everything() -> Ran {
    Run::new(EVERYTHING).ends(0)
}

const CONFIDED: &str = "Question,Answer\nWhat holds us back?,My manager slapped me in front of the queue.\n\
     What holds us back?,The forms are slow and the queue is long.\n\
     What holds us back?,Nothing much to be fair.\n\
     What holds us back?,The new price list came late.\n\
     What holds us back?,We wait for the parts.\n\
     What holds us back?,The screens are too small.\n\
     What holds us back?,Nobody answers the phone at noon.\n\
     What holds us back?,The stock figures are a day old.\n\
     What holds us back?,Too many codes to pick from.\n\
     What holds us back?,I have no complaint at all.\n\
     What holds us back?,We hear of prices last.\n\
     What holds us back?,The printer is slow.\n";

#[test]
fn what_needs_care_is_listed_by_id_for_a_named_person() {
    let ran = Run::new("analyse s.csv --out out --disclosures-to Speak-up").file("s.csv", CONFIDED).ends(0);
    assert_eq!(ran.read("out/disclosures.csv"), "for,session,id,concern\nSpeak-up,s,s-1,harassment or violence\n");
    assert!(ran.stderr().contains("1 comment needs the care of a named person"), "{}", ran.stderr());
    assert!(!ran.read("out/findings.md").contains("slapped"), "it is never quoted");
    let published = Run::new("analyse s.csv --out out --publish").file("s.csv", CONFIDED).ends(0);
    assert!(!published.files("out").contains_key("disclosures.csv"));
}

#[test]
fn circumstances_are_put_more_widely_where_asked() {
    let said = "Dana: So what helps?\nEmeka: I came back in May after my hip operation.\nDana: And the promise?\n";
    let ran = Run::new("anonymise t.txt --out o.txt --generalise").file("t.txt", said).ends(0);
    assert!(ran.read("o.txt").contains("after [health matter]."), "{}", ran.read("o.txt"));
    let plain = Run::new("anonymise t.txt --out o.txt").file("t.txt", said).ends(0);
    assert!(plain.read("o.txt").contains("hip operation"));
}
