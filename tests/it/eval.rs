//! `eval`, and the page of figures that it writes.

use std::fs;
use std::path::Path;

use crate::run::Run;

const GOLD: &str = r#"{"kind":"turn","unit_id":"g1","session":"g","speaker_label":"Dana Whitfield","role":"moderator","text":"Does the promise work?","identifiers":[],"themes_scored":false,"themes":[],"assent":null}
{"kind":"turn","unit_id":"g2","session":"g","speaker_label":"Emeka Obi","role":"participant","text":"Yes, if Dana rings.","identifiers":[{"start":8,"end":12,"text":"Dana","type":"PERSON","must":"mask","entity":"g:m"}],"themes_scored":true,"themes":[],"assent":{"question_unit":"g1","label":"reluctant-yes","reluctance":0.5,"cues":[]}}
"#;

#[test]
fn it_prints_a_table_for_people() {
    let ran = Run::new("eval gold.jsonl").file("gold.jsonl", GOLD).ends(0);
    let answers = ["reluctant-yes", "Spearman", "AUC", "found, across", "class of a cue shown", "read as reluctant"];
    for word in ["hidden, PERSON", "macro-F1", "meant, of those masked"].into_iter().chain(answers) {
        assert!(ran.stdout().contains(word), "no `{word}` in {}", ran.stdout());
    }
}

#[test]
fn it_prints_json_for_programs() {
    let ran = Run::new("eval gold.jsonl --json").file("gold.jsonl", GOLD).ends(0);
    let figures: serde_json::Value = serde_json::from_str(ran.stdout()).unwrap();
    assert_eq!(figures["all"]["identifiers"]["mask_recall"]["share"], 1.0);
    assert_eq!(figures["all"]["assent"]["reluctant_yes"]["recall"], 1.0);
    let answers = &figures["files"]["gold"]["assent"];
    assert_eq!(answers["answers_found"]["f1"], 1.0);
    assert_eq!(answers["confusion"]["reluctant-yes"]["reluctant-yes"], 1);
    assert_eq!(answers["calibration"][0]["read_as_reluctant"], 1.0);
}

#[test]
fn what_a_gold_file_is_not_about_is_not_told() {
    let names = GOLD.lines().map(|line| {
        let mut row: serde_json::Value = serde_json::from_str(line).unwrap();
        row["assent"] = serde_json::Value::Null;
        row["themes_scored"] = false.into();
        format!("{row}\n")
    });
    let ran = Run::new("eval gold.jsonl").file("gold.jsonl", names.collect::<String>()).ends(0);
    assert!(ran.stdout().contains("hidden, PERSON"), "{}", ran.stdout());
    for word in ["assent", "themes", "AUC", "found, across"] {
        assert!(!ran.stdout().contains(word), "`{word}` in {}", ran.stdout());
    }
}

#[test]
fn figures_are_taken_without_and_with_a_roster() {
    let ran = Run::new("eval gold.jsonl --json --roster-from-gold=both").file("gold.jsonl", GOLD).ends(0);
    let figures: serde_json::Value = serde_json::from_str(ran.stdout()).unwrap();
    for section in ["gold", "gold, with a roster"] {
        assert_eq!(figures["files"][section]["identifiers"]["mask_recall"]["share"], 1.0, "{section}");
    }
    let in_gold = |section: &str| figures["files"][section]["assent"]["answers_found"]["in_gold"].clone();
    assert_eq!((in_gold("gold"), in_gold("gold, with a roster")), (1.into(), 0.into()));
}

#[test]
fn a_wrong_line_is_told_by_its_number() {
    let ran = Run::new("eval gold.jsonl").file("gold.jsonl", format!("{GOLD}Sally said\n")).ends(1);
    assert!(ran.stderr().contains('3') && !ran.stderr().contains("Sally"), "{}", ran.stderr());
}

/// The commands that write the page, which `docs/measuring.md` shows.
fn commands() -> Vec<String> {
    let measuring = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/measuring.md")).unwrap();
    let lines = measuring.lines().map(str::trim).skip_while(|line| !line.starts_with("(undertone eval --markdown"));
    let shown = lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ").replace(" \\ ", " ");
    let commands = shown.split_once(") > docs/accuracy.md").unwrap().0.trim_start_matches('(');
    commands.split(';').map(|command| command.trim().trim_start_matches("undertone ").to_owned()).collect()
}

#[test]
fn the_page_of_figures_is_up_to_date() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/accuracy.md")).unwrap();
    let written: String = commands().iter().map(|command| Run::new(command).ends(0).stdout().to_owned()).collect();
    assert!(written == page, "docs/accuracy.md is stale: write it again as docs/measuring.md says");
}

#[test]
fn the_parts_are_compared() {
    let ran = Run::new("eval gold.jsonl --parts").file("gold.jsonl", GOLD).ends(0);
    for part in ["cue lists alone", "learned part alone", "both"] {
        assert_eq!(ran.stdout().matches(&format!("| gold: {part} |")).count(), 2, "{part} in {}", ran.stdout());
    }
    assert!(ran.stdout().contains("| reluctance found | answers | read as reluctant |"), "{}", ran.stdout());
}

#[test]
fn styles_and_rosters_have_figures_of_their_own() {
    let ran =
        Run::new("eval gold.jsonl --json --style cased,recogniser --roster-from-gold").file("gold.jsonl", GOLD).ends(0);
    let figures: serde_json::Value = serde_json::from_str(ran.stdout()).unwrap();
    for section in ["gold, with a roster", "gold, recogniser style, with a roster"] {
        let identifiers = &figures["files"][section]["identifiers"];
        assert_eq!(identifiers["mask_recall_by_type"]["PERSON"]["share"], 1.0, "{section}");
        assert_eq!(identifiers["labels_hidden"]["share"], 1.0, "{section}");
        assert_eq!(identifiers["documents_with_a_surviving_name"]["share"], 0.0, "{section}");
        assert!(identifiers["other_words_kept"]["of"].as_u64().unwrap() > 4, "{section}");
    }
}
