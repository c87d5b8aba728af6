//! `annotate`, the filter that programs build on.

use serde_json::{Value, json};

use crate::run::{Run, fixture};

const SESSION: &str = r#"{"id":"a1","session":"a","speaker":"Dana Whitfield","role":"moderator","text":"Do you think the call-back promise works?"}
{"id":"a2","session":"a","speaker":"Emeka Obi","text":"I suppose so, mostly. Ask Dana.","attributes":{"department":"Support"}}
{"id":"a3","session":"a","speaker":"Siân Price","text":"Absolutely, every single time."}
"#;

#[test]
fn rows_come_back_in_order_with_every_field_of_the_contract() {
    let ran = Run::new("annotate").input(SESSION).ends(0);
    let rows = ran.rows();
    assert_eq!(rows.len(), 3);
    let row = &rows[1];
    assert_eq!(row["id"], "a2");
    assert_eq!(row["session"], "a");
    assert_eq!(row["speaker"], "Participant 1");
    assert_eq!(row["role"], "participant");
    assert_eq!(row["question"], "a1");
    assert_eq!(row["attributes"], json!({"department": "Support"}));
    assert_eq!(row["text"], "I suppose so, mostly. Ask [Moderator].");
    assert_eq!(row["masked"], json!([{"kind": "person", "start": 26, "end": 37, "replacement": "[Moderator]"}]));
    assert_eq!(row["assent"]["label"], "reluctant-yes");
    assert_eq!(rows[2]["assent"]["label"], "resounding-yes");
    assert_eq!(rows[2]["assent"]["reluctance"], 0.0);
    assert_eq!(rows[0]["speaker"], "Moderator");
    assert_eq!(rows[0]["assent"], Value::Null);
}

#[test]
fn same_here_takes_the_label_it_points_at() {
    let said = r#"{"id":"1","session":"a","speaker":"Mod","role":"moderator","text":"Does the promise work for your customers?"}
{"id":"2","session":"a","speaker":"Ann","text":"Yes, but only if the list is right."}
{"id":"3","session":"a","speaker":"Ben","text":"Same here."}
"#;
    let rows = Run::new("annotate").input(said).ends(0).rows();
    assert_eq!(rows[1]["assent"]["label"], "reluctant-yes");
    assert_eq!(rows[2]["assent"]["label"], rows[1]["assent"]["label"]);
    assert_eq!(rows[2]["assent"]["reluctance"], rows[1]["assent"]["reluctance"]);
}

#[test]
fn a_named_same_takes_the_label_of_whom_it_names() {
    let said = r#"{"id":"1","session":"a","speaker":"Mod","role":"moderator","text":"Does the promise work for your customers?"}
{"id":"2","session":"a","speaker":"Ann Carr","text":"No, not really."}
{"id":"3","session":"a","speaker":"Ben Dale","text":"Oh yes, very much."}
{"id":"4","session":"a","speaker":"Cat Earl","text":"I'm with Ann."}
{"id":"5","session":"a","speaker":"Dan Ford","text":"Same as Ben."}
"#;
    let rows = Run::new("annotate").input(said).ends(0).rows();
    let labels: Vec<&Value> = rows[1..].iter().map(|row| &row["assent"]["label"]).collect();
    assert_eq!(labels, ["no", "resounding-yes", "no", "resounding-yes"]);
}

#[test]
fn the_second_half_of_an_answer_is_heard_with_the_first() {
    let said = r#"{"id":"1","session":"a","speaker":"Mod","role":"moderator","text":"Does the promise work for your customers?"}
{"id":"2","session":"a","speaker":"Ann","text":"Yes, it does."}
{"id":"3","session":"a","speaker":"Mod","role":"moderator","text":"Mm-hm."}
{"id":"4","session":"a","speaker":"Ann","text":"When the vans turn up, that is."}
"#;
    let rows = Run::new("annotate").input(said).ends(0).rows();
    assert_eq!(rows[1]["assent"]["label"], "plain-yes");
    assert_eq!(rows[3]["question"], "1");
    assert_eq!(rows[3]["assent"]["label"], "reluctant-yes");
    assert_eq!(rows[3]["assent"]["cues"][0]["cue"], "When the");
}

#[test]
fn a_nod_behind_a_no_is_no_yes_and_disagreeing_with_it_is_none() {
    let said = r#"{"id":"1","session":"a","speaker":"Mod","role":"moderator","text":"Does the promise work for your customers?"}
{"id":"2","session":"a","speaker":"Ann","text":"It does not, they wait for days."}
{"id":"3","session":"a","speaker":"Ben","text":"Yeah, I know."}
{"id":"4","session":"a","speaker":"Cat","text":"Right, totally."}
{"id":"5","session":"a","speaker":"Dan","text":"I disagree."}
{"id":"6","session":"a","speaker":"Eve","text":"I disagree with Ann, it is very useful."}
"#;
    let rows = Run::new("annotate").input(said).ends(0).rows();
    let labels: Vec<&Value> = rows[1..].iter().map(|row| &row["assent"]["label"]).collect();
    assert_eq!(labels, ["no", "no", "no", "plain-yes", "plain-yes"]);
}

#[test]
fn reasons_are_shown_when_asked_for() {
    let row = json!({"text": "Yes, I suppose so.", "question": "Does the promise work for your customers?"});
    let plain = Run::new("annotate").input(format!("{row}\n")).ends(0).rows();
    assert_eq!(plain[0]["assent"]["cues"][0].get("weight"), None);
    let rows = Run::new("annotate --explain").input(format!("{row}\n")).ends(0).rows();
    let cue = &rows[0]["assent"]["cues"][0];
    assert_eq!((&cue["cue"], &cue["kind"], &cue["start"]), (&json!("I suppose"), &json!("hedge"), &json!(5)));
    assert_eq!((&cue["end"], &cue["weight"]), (&json!(14), &json!(0.25)));
}

#[test]
fn only_text_is_required() {
    let ran = Run::new("annotate").input("{\"text\":\"Ring me on 07700 900123.\"}\n").ends(0);
    assert_eq!(ran.rows()[0]["text"], "Ring me on [Phone 1].");
}

#[test]
fn a_question_in_words_comes_back_anonymised() {
    let row = json!({"text": "Yes.", "question": "Does Priya Raman's plan work?"});
    let ran = Run::new("annotate").input(format!("{row}\n")).ends(0);
    let row = &ran.rows()[0];
    assert_eq!(row["question"], "Does [Person 1]'s plan work?");
    assert_eq!(row["assent"]["label"], "plain-yes");
    assert_eq!(row["assent"]["reluctance"], 0.25);
}

#[test]
fn a_broken_row_is_told_by_its_line_and_the_rest_go_on() {
    let input =
        "{\"id\":\"1\",\"text\":\"Fine.\"}\nSecret Sally said\n{\"id\":\"3\"}\n{\"id\":\"4\",\"text\":\"Good.\"}\n";
    let ran = Run::new("annotate").input(input).ends(1);
    let ids: Vec<Value> = ran.rows().into_iter().map(|row| row["id"].clone()).collect();
    assert_eq!(ids, ["1", "4"]);
    assert!(ran.stderr().contains(":2:") && ran.stderr().contains(":3:"), "{}", ran.stderr());
    assert!(!ran.stderr().contains("Sally"), "{}", ran.stderr());
}

#[test]
fn other_fields_pass_only_when_named() {
    let input = "{\"text\":\"Fine.\",\"wave\":7,\"note\":\"x\"}\n";
    let row = &Run::new("annotate --pass wave").input(input).ends(0).rows()[0];
    assert_eq!(row["wave"], 7);
    assert_eq!(row["note"], Value::Null);
}

#[test]
fn identifying_attributes_are_dropped() {
    let row = json!({"text": "Fine.", "attributes": {"email": "jo@acme.example", "department": "Support"}});
    let ran = Run::new("annotate").input(format!("{row}\n")).ends(0);
    assert_eq!(ran.rows()[0]["attributes"], json!({"department": "Support"}));
}

#[test]
fn figures_among_attributes_stay_figures() {
    let given = json!({"tenure": 7, "score": 2.5, "remote": true, "department": "5"});
    let row = json!({"text": "Fine.", "attributes": given});
    let ran = Run::new("annotate").input(format!("{row}\n")).ends(0);
    assert_eq!(ran.rows()[0]["attributes"], given);
}

#[test]
fn nothing_in_gives_nothing_out() {
    assert_eq!(Run::new("annotate").ends(0).stdout(), "");
}

#[test]
fn anonymising_twice_changes_nothing() {
    let rows = gold_rows();
    let once = Run::new("annotate").input(rows).ends(0);
    let twice = Run::new("annotate").input(once.stdout()).ends(0);
    for (first, second) in once.rows().iter().zip(twice.rows()) {
        for key in ["id", "session", "speaker", "text", "attributes"] {
            assert_eq!(first[key], second[key], "{} of {}", key, first["id"]);
        }
    }
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_threads() {
    let one = Run::new("annotate").input(gold_rows()).threads(1).ends(0);
    let four = Run::new("annotate").input(gold_rows()).threads(4).ends(0);
    assert_eq!(one.stdout(), four.stdout());
}

/// The fixtures' gold units as rows of the contract.
fn gold_rows() -> String {
    let mut rows = Vec::new();
    for name in ["hotel-group", "housing-association", "parts-wholesaler", "vet-practice", "library-service"] {
        let gold = std::fs::read_to_string(fixture(&format!("gold/{name}.jsonl"))).unwrap();
        for unit in gold.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            if matches!(unit["kind"].as_str(), Some("turn" | "comment")) {
                let row = json!({
                    "id": unit["unit_id"], "session": name, "speaker": unit["speaker_label"], "role": unit["role"],
                    "text": unit["text"],
                });
                rows.push(format!("{row}\n"));
            }
        }
    }
    rows.concat()
}
