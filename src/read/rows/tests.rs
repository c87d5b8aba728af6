//! Cases of the row contract, and of the copies of rows.

use std::io::Cursor;
use std::path::Path;

use super::super::tests::{copy, speaker_of};
use super::*;

#[track_caller]
fn check(jsonl: &str, expected: &[&str]) {
    let input = Box::new(Cursor::new(jsonl.to_owned()));
    let mut rows = Rows::new(input, Path::new("stdin"), &[], &["wave".to_owned()]);
    let mut told = Vec::new();
    while let Some(it) = rows.next_transcript().expect("readable") {
        told.push(format!("{} {:?}", it.session, it.kind));
        for turn in &it.turns {
            let words = turn.said.as_str();
            told.push(format!(
                "{} {} {:?} {words} {:?} {:?}",
                turn.id,
                speaker_of(&it, turn),
                turn.asked,
                turn.attributes,
                turn.passed
            ));
        }
    }
    told.extend(rows.notices().iter().map(ToString::to_string));
    assert_eq!(told, expected, "{jsonl}");
}

#[test]
fn contiguous_rows_are_a_session() {
    check(
        "{\"id\": \"a\", \"session\": \"s1\", \"speaker\": \"Ana\", \"role\": \"moderator\", \"text\": \"Does it?\"}\n\n\
         {\"id\": 7, \"session\": \"s1\", \"speaker\": \"Lee\", \"question\": \"a\", \"text\": \"Yes\", \"wave\": [1], \"x\": 2,\
          \"attributes\": {\"site\": \"Hull\", \"years\": 3, \"E-mail\": \"l@x.example\"}}\n\
         {\"session\": \"s2\", \"question\": \"Is it?\", \"text\": \"No\"}\n{\"text\": \"\"}\n{\"text\": \"Hm\"}\n",
        &[
            "s1 FocusGroup",
            "a Ana* Unsaid Does it? {} {}",
            "7 Lee Turn(\"a\") Yes {\"site\": \"Hull\", \"years\": \"3\"} {\"wave\": Array [Number(1)]}",
            "s2 Survey",
            "stdin-3  Heading(0) No {} {}",
            "stdin-4 Survey",
            "stdin-4  Unsaid  {} {}",
            "stdin-5 Survey",
            "stdin-5  Unsaid Hm {} {}",
        ],
    );
}

#[test]
fn broken_rows_are_told_and_the_rest_goes_on() {
    check(
        "{\"text\": \n[1]\n{\"id\": 1}\n{\"text\": 5}\n{\"text\": \"a\", \"role\": \"boss\"}\n\
         {\"text\": \"a\", \"attributes\": {\"x\": []}}\n{\"id\": \"z\", \"text\": \"ok\"}\n",
        &[
            "z Survey",
            "z  Unsaid ok {} {}",
            "stdin:1: row left out: not valid JSON",
            "stdin:2: row left out: not a JSON object",
            "stdin:3: row left out: no `text`",
            "stdin:4: row left out: `text` is not a string",
            "stdin:5: row left out: `role` is neither `moderator` nor `participant`",
            "stdin:6: row left out: a value in `attributes` is neither text nor number",
        ],
    );
}

#[test]
fn a_copy_has_the_fields_of_the_contract() {
    assert_eq!(
        copy(
            "a.jsonl",
            "{\"text\": \"Do \\\"you\\\"?\", \"id\": \"a\", \"session\": \"s\", \"speaker\": \"Ana\", \"role\": \"moderator\"}\n\
             {\"session\": \"s\", \"speaker\": \"Lee\", \"question\": \"a\", \"text\": \"Yes\", \"x\": 1, \"attributes\": {\"site\": \"Hull\"}}\n"
        ),
        "{\"id\": \"a\", \"session\": \"s\", \"speaker\": \"Participant 1\", \"role\": \"moderator\", \"text\": \"Do \\\"you\\\"?\"}\n\
         {\"session\": \"s\", \"speaker\": \"Participant 2\", \"question\": \"a\", \"text\": \"Yes\", \"attributes\": {\"site\":\"Hull\"}}\n"
    );
}

#[test]
fn a_team_called_after_somebody_is_a_value_to_be_hidden() {
    let row = "{\"id\": \"a\", \"text\": \"Yes\", \"attributes\": {\"site\":\"Hull\",\"team\":\"Sam Rowe\"}}\n";
    let transcripts = super::super::tests::all("a.jsonl", row).expect("readable");
    let values: Vec<&str> = transcripts[0].layout.values.iter().map(Text::as_str).collect();
    assert_eq!((values, copy("a.jsonl", row).as_str()), (vec!["Hull", "Sam Rowe"], row));
}
