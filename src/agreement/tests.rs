use super::*;

const ROWS: &str = r#"{"id": "s-1", "role": "moderator", "text": "Does it?", "masked": [], "themes": [], "assent": null}
{"id": "s-2", "role": "participant", "text": "Yes.", "masked": [], "themes": [], "assent": {"label": "plain-yes"}}
{"id": "s-3", "role": "participant", "text": "It won't let me.", "masked": [], "themes": [{"theme": "tools-driving-strategy", "valence": "weakness"}], "assent": {"label": "no"}}
{"id": "s-4", "role": "participant", "text": "Fits.", "masked": [], "themes": [{"theme": "alignment", "valence": "strength"}], "assent": null}
"#;

fn rows() -> Coding {
    Coding::read("comments.jsonl".as_ref(), ROWS.as_bytes(), None, None).expect("rows")
}

/// Each code as `name both/first/second`.
fn shown(agreement: &Agreement) -> String {
    let code = |code: &Code| {
        format!("{} {}/{}/{}", code.name, code.both, code.only_first.join("+"), code.only_second.join("+"))
    };
    agreement.codes.iter().map(code).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(table: &str, expected: &[&str]) {
    let second = Coding::read("b.csv".as_ref(), table.as_bytes(), None, Some(&rows())).expect("a table");
    let agreement = compare(&rows(), &second).expect("comments in common");
    assert_eq!(agreement.units, 3);
    assert_eq!(shown(&agreement), expected.join("\n"));
}

#[test]
fn a_table_with_a_column_a_code() {
    check(
        "id;Alignment;Tools driving strategy;notes;assent\ns-2;;;good;plain-yes\ns-3;x;1;;reluctant yes\ns-4;x;0;;\n",
        &[
            "alignment 1//s-3",
            "tools-driving-strategy 1//",
            "assent: no 0/s-3/",
            "assent: plain-yes 1//",
            "assent: reluctant-yes 0//s-3",
            "assent 1/s-3/",
        ],
    );
}

#[test]
fn a_table_with_a_row_a_code_and_its_valence() {
    check(
        "unit_id,code,polarity\ns-3,tools-driving-strategy,negative\ns-4,alignment,weakness\n",
        &[
            "alignment 1//",
            "tools-driving-strategy 1//",
            "alignment: strength 0/s-4/",
            "alignment: weakness 0//s-4",
            "tools-driving-strategy: weakness 1//",
        ],
    );
}

#[test]
fn codings_of_other_comments_have_nothing_in_common() {
    let other = Coding::read("b.csv".as_ref(), b"id,code\nz-1,alignment\n", None, None).expect("a table");
    assert!(compare(&rows(), &other).is_none());
}

#[test]
fn what_is_no_coding_is_refused_without_its_words() {
    for (name, bytes) in
        [("a.csv", "who,what\nAnn,secret\n"), ("a.jsonl", "{\"text\": \"secret\"}"), ("a.qdpx", "PKsecret")]
    {
        let said = Coding::read(name.as_ref(), bytes.as_bytes(), None, None).expect_err("no coding").to_string();
        assert!(said.contains(name) && !said.contains("secret"), "{said}");
    }
}
