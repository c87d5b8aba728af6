use crate::read::tests::{all, copy, notices, open};
use crate::transcript::Asked;

/// Every answer as `LINE PERSON [NAMES] QUESTION | WORDS | GROUPS`.
#[track_caller]
fn check(csv: &str, expected: &[&str]) {
    let mut told = Vec::new();
    for it in all("answers.csv", csv).expect("readable") {
        for turn in &it.turns {
            let person = turn.speaker.expect("a respondent");
            let question = match turn.asked {
                Asked::Heading(at) => it.headings[at].as_str(),
                _ => "",
            };
            let groups: Vec<String> = turn.attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let (names, words) = (&it.speakers[person].names, turn.said.as_str());
            told.push(format!("{} {person} {names:?} {question} | {words} | {}", turn.line, groups.join(" ")));
        }
    }
    assert_eq!(told, expected, "{csv}");
}

const LONG: &str = "response_id,question,comment,department\n\
    E001,Is it working?,Yes,Rangers\nE002,Is it working?,\"Mostly,\nyes\",Cafe\n\
    E001,What holds us back?,mud,Rangers\nE003,What holds us back?,,Cafe\nE002,What holds us back?,n/a,Cafe\n";

const WIDE: &str = "id;Name;E-mail;IP Address;site;Start date;\"Is it working\nfor you?\";What holds us back?;Score\r\n\
    R_1x8Kd02;Ana Lopes;ana.lopes@x.example;10.0.0.1;Hull;2024-05-04;Yes;\"Mud; and \"\"more\"\"\";4\r\n\
    R_9a8Bc11;Lee Wu;lee.wu@x.example;10.0.0.2;Hull;2024-05-05;Mostly;-;5\r\n\
    R_7b1Zz90;Bo Ek;bo.ek@x.example;10.0.0.3;Leeds;2024-05-05;;Rain;5\r\n";

#[test]
fn long_tables_have_one_row_an_answer() {
    check(
        LONG,
        &[
            "2 0 [] Is it working? | Yes | department=Rangers",
            "3 1 [] Is it working? | Mostly,\nyes | department=Cafe",
            "5 0 [] What holds us back? | mud | department=Rangers",
            "7 1 [] What holds us back? | n/a | department=Cafe",
        ],
    );
}

#[test]
fn wide_tables_have_questions_as_headings() {
    check(
        WIDE,
        &[
            "3 0 [\"Ana Lopes\"] Is it working\nfor you? | Yes | site=Hull",
            "3 0 [\"Ana Lopes\"] What holds us back? | Mud; and \"more\" | site=Hull",
            "4 1 [\"Lee Wu\"] Is it working\nfor you? | Mostly | site=Hull",
            "4 1 [\"Lee Wu\"] What holds us back? | - | site=Hull",
            "5 2 [\"Bo Ek\"] What holds us back? | Rain | site=Leeds",
        ],
    );
    assert_eq!(
        notices("answers.csv", WIDE),
        [
            "1: column 2 is left out: it may identify people",
            "1: column 3 is left out: it may identify people",
            "1: column 4 is left out: it may identify people",
        ]
    );
}

#[test]
fn copies_keep_the_table_without_who_is_who() {
    assert_eq!(copy("answers.csv", LONG), LONG);
    assert_eq!(
        copy("answers.csv", WIDE),
        "id;site;Start date;\"Is it working\nfor you?\";What holds us back?;Score\r\n\
         Participant 1;Hull;2024-05-04;Yes;\"Mud; and \"\"more\"\"\";4\r\n\
         Participant 2;Hull;2024-05-05;Mostly;-;5\r\n\
         Participant 3;Leeds;2024-05-05;;Rain;5\r\n"
    );
}

#[test]
fn addresses_tell_names_where_no_column_does() {
    check(
        "email,comment\nana.lopes-reid@x.example,\"It was all rather good, I find.\"\nhelp@x.example,No\n",
        &["2 0 [\"Ana Lopes-Reid\"] comment | It was all rather good, I find. | ", "3 1 [] comment | No | "],
    );
}

#[test]
fn rows_that_are_too_wide_are_told_and_left_out() {
    let csv = "comment,site\nfine by me,Hull\noops, a comma,Hull\nfine by us,Hull\n";
    assert_eq!(notices("answers.csv", csv), ["3: row left out: it has 3 cells where the headings have 2"]);
    assert_eq!(copy("answers.csv", csv), "comment,site\nfine by me,Hull\nfine by us,Hull\n");
}

#[test]
fn closed_columns_let_no_story_through() {
    let row = |at: usize| format!("A remark that is number {at},Hull\n");
    let rows: String = (0..500).map(row).collect();
    let csv = format!("comment,site\n{rows}Short,I am the only nurse in Hull who ever worked on the night boat\n");
    assert!(copy("answers.csv", &csv).ends_with("\nShort,\n"));
    assert_eq!(notices("answers.csv", &csv).len(), 1);
}

#[test]
fn big_tables_come_in_batches_and_number_on() {
    let row = |at: usize| format!("{},Is it working?,\"It is for me, number {at}\",Hull\n", at / 2 + 1);
    let rows: String = (1..=4_999).map(row).collect();
    let transcripts = all("answers.csv", format!("response_id,question,comment,site\n{rows}")).expect("readable");
    let sizes: Vec<usize> = transcripts.iter().map(|it| it.turns.len()).collect();
    assert_eq!(sizes, [2_001, 2_000, 998]);
    assert_eq!(transcripts[2].turns[997].id, "answers-4999");
}

#[test]
fn exports_with_several_heading_rows_are_told() {
    let csv = "ResponseId,Q1\nResponse ID,Is it working?\n\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1_TEXT\"\"}\"\nR_1x8Kd02,Yes\n";
    let told = open("answers.csv", csv).expect_err("refused").to_string();
    assert!(told.contains("has 3 heading rows"), "{told}");
}

#[test]
fn respondents_who_return_in_a_later_batch_are_told() {
    let row = |question: &str, at: usize| format!("R{at},{question},fine by me,Hull\n");
    let rows: String = ["Is it?", "Why?"].iter().flat_map(|it| (1..=10_500).map(|at| row(it, at))).collect();
    assert_eq!(
        notices("answers.csv", format!("id,question,comment,site\n{rows}")),
        ["20002: a respondent of earlier rows returns; sort the rows by respondent, or people are counted twice"]
    );
}
