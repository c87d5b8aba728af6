//! The fixtures and their gold annotations agree with each other and with what is read.

use std::fs;

use serde_json::Value;

use crate::run::{Run, fixture};

const SESSIONS: &[(&str, &str)] =
    &[("hotel-group", "vtt"), ("housing-association", "vtt"), ("parts-wholesaler", "txt"), ("vet-practice", "vtt")];

const SURVEYS: &[&str] = &["energy-supplier", "library-service"];

fn gold(name: &str) -> Vec<Value> {
    let gold = fs::read_to_string(fixture(&format!("gold/{name}.jsonl"))).unwrap();
    gold.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn comments(name: &str, ending: &str) -> Vec<Value> {
    let ran = Run::new(&format!("analyse fixtures/{name}.{ending} --out out --quiet")).ends(0);
    ran.read("out/comments.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn offsets_point_at_their_words() {
    for name in SESSIONS.iter().map(|it| it.0).chain(SURVEYS.iter().copied()) {
        for unit in gold(name) {
            let Some(text) = unit["text"].as_str() else { continue };
            let spans = unit["identifiers"].as_array().into_iter().flatten();
            for span in spans.chain(unit["assent"]["cues"].as_array().into_iter().flatten()) {
                let start = usize::try_from(span["start"].as_u64().unwrap()).unwrap();
                let end = usize::try_from(span["end"].as_u64().unwrap()).unwrap();
                let words: String = text.chars().skip(start).take(end - start).collect();
                assert_eq!(span["text"], words, "{}", unit["unit_id"]);
            }
        }
    }
}

#[test]
fn sessions_are_read_turn_by_turn() {
    for (name, ending) in SESSIONS {
        let gold: Vec<Value> = gold(name).into_iter().filter(|unit| unit["kind"] == "turn").collect();
        let read = comments(name, ending);
        assert_eq!(read.len(), gold.len(), "{name}");
        for (read, gold) in read.iter().zip(&gold) {
            assert_eq!(read["role"], gold["role"], "{}", gold["unit_id"]);
            if gold["identifiers"].as_array().unwrap().is_empty() && read["masked"].as_array().unwrap().is_empty() {
                assert_eq!(read["text"], gold["text"], "{}", gold["unit_id"]);
            }
        }
    }
}

#[test]
fn surveys_are_read_answer_by_answer() {
    for name in SURVEYS {
        let gold = gold(name).into_iter().filter(|unit| unit["kind"] == "comment" && unit["text"] != "").count();
        assert_eq!(comments(name, "csv").len(), gold, "{name}");
    }
}

#[test]
fn no_participant_of_a_fixture_is_named_in_its_output() {
    for (name, ending) in SESSIONS {
        let ran = Run::new(&format!("analyse fixtures/{name}.{ending} --out out --quiet")).ends(0);
        let session = gold(name).into_iter().find(|unit| unit["kind"] == "session").unwrap();
        let files = ran.files("out");
        for person in session["participants"].as_array().unwrap() {
            for key in ["full_name", "label"] {
                let full = person[key].as_str().unwrap();
                if full.contains(' ') {
                    for (file, bytes) in &files {
                        assert!(!String::from_utf8_lossy(bytes).contains(full), "a full name in {name}: {file}");
                    }
                }
            }
        }
    }
}
