#![expect(clippy::disallowed_methods, reason = "tests compare files")]

use crate::read::tests::{all, copy, notices};
use std::fmt::Write;
use std::path::Path;

use crate::anonymise::unchanged;
use crate::read::{Ids, Options, Source};
use crate::render::same::Copy;
use crate::transcript::{Asked, Transcript};

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

const WIDE: &str = "id;Name;E-mail;IP Address;site;Date;\"Is it working\nfor you?\";What holds us back?;Score\r\n\
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
            "3 0 [\"Ana Lopes\"] Is it working for you? | Yes | site=Hull",
            "3 0 [\"Ana Lopes\"] What holds us back? | Mud; and \"more\" | site=Hull",
            "4 1 [\"Lee Wu\"] Is it working for you? | Mostly | site=Hull",
            "4 1 [\"Lee Wu\"] What holds us back? | - | site=Hull",
            "5 2 [\"Bo Ek\"] What holds us back? | Rain | site=Leeds",
        ],
    );
    assert_eq!(
        notices("answers.csv", WIDE),
        [
            "1: column B is left out: it may identify people (its heading is one of names)",
            "1: column C is left out: it may identify people (its cells are e-mail addresses)",
            "1: column D is left out: it may identify people (its cells are telephone numbers or addresses of computers)",
        ]
    );
}

#[test]
fn copies_keep_the_table_without_who_is_who() {
    assert_eq!(copy("answers.csv", LONG), LONG);
    assert_eq!(
        copy("answers.csv", WIDE),
        "id;site;Date;\"Is it working\nfor you?\";What holds us back?;Score\r\n\
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
fn respondents_who_return_in_a_later_batch_are_told() {
    let row = |question: &str, at: usize| format!("R{at},{question},fine by me,Hull\n");
    let rows: String = ["Is it?", "Why?"].iter().flat_map(|it| (1..=10_500).map(|at| row(it, at))).collect();
    assert_eq!(
        notices("answers.csv", format!("id,question,comment,site\n{rows}")),
        ["20002: a respondent of earlier rows returns; sort the rows by respondent, or people are counted twice"]
    );
}

#[test]
fn odd_tables_are_read_as_far_as_they_go() {
    check(
        "comment,comment,,site\nIt was all rather good I think,,,Hull\nshort row\n,\"And this is another remark\",x,Hull\n",
        &[
            "2 0 [] comment | It was all rather good I think | site=Hull",
            "3 1 [] comment | short row | ",
            "4 2 [] comment | And this is another remark | site=Hull",
        ],
    );
    check(
        "sep=;\nNo;What would help?\n1;more time, less hurry\n",
        &["3 0 [] What would help? | more time, less hurry | "],
    );
    assert_eq!(
        copy("answers.csv", "sep=;\r\nNo;What would help?\r\n1;more time\r\n"),
        "sep=;\r\nNo;What would help?\r\n1;more time\r\n"
    );
}

#[test]
fn statements_with_scales_are_scored_and_their_comments_belong_to_them() {
    let csv =
        "I am told in time,Why?,The form helps - Comment\nAgree,Because of Mondays,\nDisagree,,The boxes\nAgree,,\n";
    check(
        csv,
        &[
            "2 0 [] I am told in time. Do you agree? | Agree | ",
            "2 0 [] I am told in time. Do you agree? | Because of Mondays | ",
            "3 1 [] I am told in time. Do you agree? | Disagree | ",
            "3 1 [] The form helps | The boxes | ",
            "4 2 [] I am told in time. Do you agree? | Agree | ",
        ],
    );
}

#[test]
fn rows_of_a_matrix_are_statements_of_their_own() {
    check(
        "How far do you agree? - The forms help us,Do you agree? [I was not told]\nAgree,Disagree\nAgree,Agree\n",
        &[
            "2 0 [] The forms help us. Do you agree? | Agree | ",
            "2 0 [] I was not told. Do you agree? | Disagree | ",
            "3 1 [] The forms help us. Do you agree? | Agree | ",
            "3 1 [] I was not told. Do you agree? | Agree | ",
        ],
    );
}

/// The fixtures, in the order of `read.txt`.
const FIXTURES: &[&str] = &[
    "qualtrics.csv",
    "qualtrics_legacy.csv",
    "surveymonkey.csv",
    "surveymonkey_condensed.csv",
    "microsoft_forms.xlsx",
    "microsoft_forms_german.xlsx",
    "google_forms.csv",
    "limesurvey_codes.csv",
    "limesurvey_full.csv",
    "culture_amp_wide.csv",
    "peakon_long_windows_1252.csv",
    "glint_long_utf_16.tsv",
    "likert.csv",
    "preamble.csv",
    "quoting.csv",
    "corners.xlsx",
    "open_document.ods",
];

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats/surveys")
}

/// Everything a source gives.
fn read_all(path: &Path, options: &Options) -> (Source, Vec<Transcript>) {
    let mut source = Source::open_with(path, &[], options).unwrap_or_else(|error| panic!("{error}"));
    let mut transcripts = Vec::new();
    while let Some(transcript) = source.next_transcript().expect("readable") {
        transcripts.push(transcript);
    }
    (source, transcripts)
}

/// Answers as `PERSON QUESTION | WORDS | GROUPS`.
fn answers(transcripts: &[Transcript]) -> Vec<String> {
    let mut told = Vec::new();
    for it in transcripts {
        for turn in &it.turns {
            let person = it.speakers[turn.speaker.expect("a respondent")].respondent.expect("a number");
            let question = match turn.asked {
                Asked::Heading(at) => it.headings[at].as_str(),
                _ => "",
            };
            let groups: Vec<String> = turn.attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
            told.push(format!(
                "{person} {question} | {} | {}",
                turn.said.as_str().replace('\n', " "),
                groups.join(", ")
            ));
        }
    }
    told
}

#[test]
fn every_dialect_is_read_as_its_program_means_it() {
    let mut told = String::new();
    for name in FIXTURES {
        let (source, transcripts) = read_all(&fixtures().join(name), &Options::default());
        let report = source.survey().expect("a survey");
        let _ = writeln!(
            told,
            "== {name}: {}, headings on {} ({})",
            report.dialect, report.headings_on, report.heading_rows
        );
        let columns: Vec<String> = report.columns.iter().map(|it| format!("{} {}", it.column, it.kind)).collect();
        let _ = writeln!(told, "columns: {}", columns.join(", "));
        let counts = (report.answers, report.placeholders, report.previews, report.unfinished, report.misfits);
        let _ = writeln!(told, "answers, placeholders, previews, unfinished, misfits: {counts:?}");
        for notice in source.notices().iter().filter(|it| !it.what.starts_with("column ")) {
            let _ = writeln!(told, "told: {}", notice.what);
        }
        told.push_str(&answers(&transcripts).join("\n"));
        told.push_str("\n\n");
    }
    let path = fixtures().join("read.txt");
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if told != expected {
        std::fs::write(path.with_extension("txt.new"), &told).expect("written");
    }
    assert!(told == expected, "read.txt.new differs from read.txt; look at both");
}

/// The copy of a fixture with nothing hidden but who respondents are.
fn copied(name: &str, options: &Options) -> Vec<u8> {
    let (_, transcripts) = read_all(&fixtures().join(name), options);
    let mut copy = Copy::new(Vec::new());
    for transcript in transcripts {
        copy.add(&unchanged(transcript)).expect("written");
    }
    copy.finish().expect("written")
}

#[test]
fn reading_a_copy_gives_the_same_questions_respondents_and_answers() {
    for ids in [Ids::Drop, Ids::Pseudonym] {
        let options = Options { ids, ..Options::default() };
        for name in FIXTURES {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join(name.replace(".ods", ".xlsx"));
            let (_, before) = read_all(&fixtures().join(name), &options);
            std::fs::write(&path, copied(name, &options)).expect("written");
            let (source, after) = read_all(&path, &options);
            let plain = |all: Vec<String>| all.into_iter().map(|it| it.replace("| '", "| ")).collect::<Vec<_>>();
            assert_eq!(plain(answers(&after)), plain(answers(&before)), "{name} {:?}", source.notices());
        }
    }
}

/// The kinds of the columns.
#[track_caller]
fn kinds(csv: &str, expected: &str) {
    let written = crate::read::tests::file("answers.csv", csv);
    let source = Source::open(written.path(), &[]).expect("readable");
    let columns = &source.survey().expect("a survey").columns;
    assert_eq!(columns.iter().map(|it| it.kind).collect::<Vec<_>>().join(" "), expected, "{csv}");
}

/// How many respondents there are.
#[track_caller]
fn respondents(csv: &str, expected: usize) {
    let people: usize = all("answers.csv", csv).expect("readable").iter().map(|it| it.speakers.len()).sum();
    assert_eq!(people, expected, "{csv}");
}

#[test]
fn what_tells_people_apart_counts_them_though_it_is_left_out() {
    let rows = |heading: &str, id: &str| {
        let row = |at: usize| format!("{id}{},Is it fair?,It is as fair as number {at}\n", at / 3);
        format!("{heading},Question,Comment\n{}", (0..9).map(row).collect::<String>())
    };
    respondents(&rows("Employee ID", "E100"), 3);
    respondents(&rows("User", "cokafor"), 3);
    respondents(&rows("Respondent ID", "11820001000"), 3);
    respondents(&rows("Manager ID", "E100"), 9);
    respondents("Employee ID,Name,What do you think?\n1001,Ana Lopes,It works\n1002,Ana Lopes,It does not\n", 2);
}

#[test]
fn ids_ticks_and_days_of_employment_are_told_apart() {
    let rows = |row: &str| (0..6).map(|at| row.replace('#', &at.to_string())).collect::<String>();
    kinds(&format!("Respondent ID,Why?\n{}", rows("11456789012#,because of number #\n")), "id open");
    kinds(
        &format!("Start Date,Salary,Last day,Why?\n{}", rows("2019-05-0#,2345#,2024-01-0#,because of number #\n")),
        "identifying identifying identifying open",
    );
    let timed = rows("2019-05-01 10:0#,2019-05-01 11:0#,because of number #\n");
    kinds(&format!("Start Date,End Date,Why?\n{timed}"), "date date open");
    kinds(&format!("Was it fair?,Why?\n{}", rows("TRUE,because of number #\n")), "closed open");
    kinds(&format!("Coach,Why?\n{}", rows("Sam Rowe,because of number #\n")), "identifying open");
}

#[test]
fn codes_as_headings_are_nobodys_words() {
    let csv = "id,Q2_6_TEXT,NPS_2024\n1,It was all rather good I think,9\n2,And so it was for us too,3\n";
    let values = |it: &Transcript| it.layout.values.iter().map(|it| it.as_str().to_owned()).collect::<Vec<_>>();
    assert!(copy("answers.csv", csv).starts_with("id,Q2_6_TEXT,NPS_2024\n"));
    assert!(all("answers.csv", csv).expect("readable").iter().flat_map(values).all(|it| !it.contains("NPS")));
}
