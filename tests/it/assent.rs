//! The reluctant yes from the command line: talks as people hold them, headings as survey programs print them.

use serde_json::{Value, json};

use crate::run::Run;

/// Rows of one talk from lines such as `M: Does it work?`; `M` leads.
fn talk(lines: &[&str]) -> String {
    let row = |(at, line): (usize, &&str)| {
        let (who, text) = line.split_once(": ").unwrap();
        let role = if who == "M" { "moderator" } else { "participant" };
        json!({"id": at.to_string(), "session": "s", "speaker": who, "role": role, "text": text}).to_string() + "\n"
    };
    lines.iter().enumerate().map(row).collect()
}

/// Checks the label of each line; `-` where it answers nothing.
#[track_caller]
fn check(lines: &[(&str, &str)]) {
    let said: Vec<&str> = lines.iter().map(|(line, _)| *line).collect();
    let rows = Run::new("annotate").input(talk(&said)).ends(0).rows();
    let found: Vec<&str> = rows.iter().map(|row| row["assent"]["label"].as_str().unwrap_or("-")).collect();
    let expected: Vec<&str> = lines.iter().map(|(_, label)| *label).collect();
    assert_eq!(found, expected, "{said:?}");
}

#[track_caller]
fn check_heading(heading: &str, answer: &str, expected: &str) {
    let row = json!({"question": heading, "text": answer}).to_string() + "\n";
    let rows = Run::new("annotate").input(row).ends(0).rows();
    assert_eq!(rows[0]["assent"]["label"].as_str().unwrap_or("-"), expected, "{heading}");
}

#[test]
fn on_the_telephone_who_is_asked_answers_next() {
    check(&[
        ("A: Do you do a lot of camping?", "-"),
        ("B: The kids were never keen on tents.", "no"),
        ("A: Uh-huh.", "-"),
        ("B: We went in May.", "-"),
        ("B: Do you?", "-"),
        ("A: No, I never have.", "no"),
    ]);
}

#[test]
fn a_filler_alone_leaves_the_floor() {
    check(&[
        ("M: Would you say people listen to your ideas?", "-"),
        ("A: Hm.", "-"),
        ("A: They do, mostly.", "reluctant-yes"),
    ]);
}

#[test]
fn a_verdict_after_a_long_story_is_heard_with_its_reservation() {
    check(&[
        ("M: Do you feel the strategy works for customers?", "-"),
        (
            "A: Well, when I started here it was all paper, and you knew every one of them. And then the system came, \
             and we all had two days of training. So yeah, I think it does, it's just that nobody on nights sees it.",
            "reluctant-yes",
        ),
        ("B: What she said.", "reluctant-yes"),
        ("C: No, not for mine.", "no"),
    ]);
}

#[test]
fn headings_are_questions_in_every_dialect() {
    for heading in [
        "Q3_1 - Do you have the tools you need?",
        "3) Do you feel listened to",
        "Do you have the tools you need? Why/why not?",
        "To what extent do you agree with the following statements? - The CRM helps me serve customers",
        "Do you have the tools you need? (Open-ended response)",
    ] {
        check_heading(heading, "Yes", "plain-yes");
    }
}

#[test]
fn statements_are_answered_by_agreeing() {
    check_heading("G01Q03. I am told of changes in good time.", "Strongly agree", "resounding-yes");
    check_heading("The CRM helps me serve my customers", "Agree", "plain-yes");
    check_heading("I feel proud to work here", "Strongly disagree", "no");
    check_heading("My manager listens to me", "Neither agree nor disagree", "non-answer");
    check_heading(
        "Please rate your agreement with this statement: The CRM helps me",
        "Somewhat agree",
        "reluctant-yes",
    );
    check_heading("My manager listens to me", "Yes, now and then.", "-");
    check_heading("Your comments on the CRM", "It is slow", "-");
    check_heading("Anything else you would like to tell us?", "No", "-");
}

#[test]
fn who_changes_their_mind_is_counted_in_the_findings() {
    let people = ["Ann", "Ben", "Cat", "Dov", "Eve"];
    let mut lines = vec!["M: Does the call-back promise work for customers?".to_owned()];
    lines.extend(people.map(|who| format!("{who}: Yes, it does.")));
    lines.push("M: Has anyone changed their mind?".to_owned());
    lines.extend(people.map(|who| format!("{who}: On second thoughts, no, it doesn't.")));
    let session = lines.join("\n") + "\n";
    let ran = Run::new("analyse s.txt --out out --explain -q").file("s.txt", session).ends(0);
    let findings: Value = serde_json::from_str(&ran.read("out/findings.json")).unwrap();
    let questions = findings["questions"].as_array().unwrap();
    assert!(questions.iter().any(|question| question["changed"] == 5), "{questions:?}");
    let comments = ran.read("out/comments.jsonl");
    let reasons: Vec<Value> = comments
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .flat_map(|row| row["assent"]["cues"].as_array().cloned().unwrap_or_default())
        .collect();
    assert!(!reasons.is_empty());
    for cue in reasons {
        assert!(cue["start"].is_u64() && cue["end"].is_u64() && cue["weight"].is_number(), "{cue}");
    }
}
