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

/// The codes of a table beside our rows, and what is said of its cells.
#[track_caller]
fn check_told(table: &str, expected: &[&str], told: &[(usize, &str)]) {
    let second = Coding::read("b.csv".as_ref(), table.as_bytes(), None, Some(&rows())).expect("a table");
    let agreement = compare(&rows(), &second).expect("comments in common");
    assert_eq!(shown(&agreement), expected.join("\n"));
    let notices = second.notices("b.csv".as_ref());
    let lines: Vec<Option<usize>> = notices.iter().map(|notice| notice.line).collect();
    assert_eq!(lines, told.iter().map(|(line, _)| Some(*line)).collect::<Vec<_>>());
    assert!(notices.iter().zip(told).all(|(notice, (_, heading))| notice.what.contains(heading)), "{notices:?}");
}

#[test]
fn a_cell_that_cannot_be_read_is_named_and_the_rest_of_its_column_counts() {
    check_told(
        "id,alignment,tools-driving-strategy\ns-2,secret?,0\ns-3,0,1\ns-4,1,perhaps\n",
        &["alignment 1//", "tools-driving-strategy 1//"],
        &[(2, "alignment"), (4, "tools-driving-strategy")],
    );
    check_told("id,assent\ns-2,Plain\ns-3,secret\n", &["assent: plain-yes 1//", "assent 1//"], &[(3, "assent")]);
}

#[test]
fn codes_that_one_coder_had_no_column_for_are_not_compared() {
    check_told("id,alignment\ns-3,0\ns-4,1\n", &["alignment 1//"], &[]);
}

#[test]
fn a_valence_that_was_not_told_is_no_disagreement() {
    check_told(
        "id,code,valence\ns-3,tools-driving-strategy,\ns-4,alignment,strength\n",
        &["alignment 1//", "tools-driving-strategy 1//", "alignment: strength 1//"],
        &[],
    );
}

#[test]
fn comments_that_only_one_lists_are_counted() {
    let other = Coding::read("b.csv".as_ref(), b"id,alignment\ns-4,1\nz-1,1\n", None, None).expect("a table");
    assert_eq!(compare(&rows(), &other).expect("one in common").others, (2, 1));
}
