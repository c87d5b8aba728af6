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
    for word in ["hidden, PERSON", "macro-F1", "reluctant-yes", "Spearman", "meant, of those masked"] {
        assert!(ran.stdout().contains(word), "no `{word}` in {}", ran.stdout());
    }
}

#[test]
fn it_prints_json_for_programs() {
    let ran = Run::new("eval gold.jsonl --json").file("gold.jsonl", GOLD).ends(0);
    let figures: serde_json::Value = serde_json::from_str(ran.stdout()).unwrap();
    assert_eq!(figures["all"]["identifiers"]["mask_recall"]["share"], 1.0);
    assert_eq!(figures["all"]["assent"]["reluctant_yes"]["recall"], 1.0);
    assert_eq!(figures["files"]["gold"]["assent"]["answers_found"]["f1"], 1.0);
}

#[test]
fn a_wrong_line_is_told_by_its_number() {
    let ran = Run::new("eval gold.jsonl").file("gold.jsonl", format!("{GOLD}Sally said\n")).ends(1);
    assert!(ran.stderr().contains('3') && !ran.stderr().contains("Sally"), "{}", ran.stderr());
}

/// The command that writes the page; `docs/measuring.md` shows the same.
const PAGE: &str = "eval --markdown fixtures/gold/cases/identifiers-held.jsonl fixtures/gold/cases/themes-held.jsonl \
     fixtures/gold/cases/assent-held.jsonl fixtures/gold/housing-association.jsonl fixtures/gold/vet-practice.jsonl \
     fixtures/gold/library-service.jsonl fixtures/gold/hotel-group.jsonl fixtures/gold/parts-wholesaler.jsonl \
     fixtures/gold/energy-supplier.jsonl";

#[test]
fn the_page_of_figures_is_up_to_date() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/accuracy.md")).unwrap();
    let written = Run::new(PAGE).ends(0);
    assert!(written.stdout() == page, "docs/accuracy.md is stale: write it again as docs/measuring.md says");
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
