//! `review.csv` and `--review`: what a person decided, followed.

use crate::run::{Ran, Run};

const SAID: &str = "Moderator: Does the promise work?\nAda Brown: Yes, Grace and patience. I saw Will there, and Rose.\n\
                    Ben Green: Ask Bohdan, or the Hope desk. Mostly.\nCyd Long: I spoke to Joy in the yard.\n\
                    Dee Short: No, Faith never rang me.\nEli Wood: As Bohdan says.\nFay Marsh: Dawn broke, I suppose.\n";

const COLUMNS: &str = "id,session,kind,confidence,reason,shown,context,decision";

/// Runs `analyse` over the session, with these decisions as a review.
fn run(options: &str, review: Option<&str>, status: i32) -> Ran {
    let with = if review.is_some() { "--review mine.csv" } else { "" };
    let run = Run::new(&format!("analyse a.txt --out out {options} {with}")).file("a.txt", SAID);
    review.into_iter().fold(run, |run, review| run.file("mine.csv", review)).ends(status)
}

/// Every row of a review.
fn rows(review: &str) -> Vec<Vec<String>> {
    let mut table = csv::Reader::from_reader(review.as_bytes());
    table.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The review with `decide` asked for every row's decision.
fn decided(review: &str, delimiter: u8, decide: impl Fn(&[String]) -> String) -> String {
    let mut table = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    table.write_record(COLUMNS.split(',')).unwrap();
    for mut row in rows(review) {
        row[7] = decide(&row);
        table.write_record(&row).unwrap();
    }
    String::from_utf8(table.into_inner().unwrap()).unwrap()
}

#[test]
fn doubtful_stretches_are_shown_without_masked_words() {
    let ran = run("", None, 0);
    let review = ran.read("out/review.csv");
    assert_eq!(review.lines().next(), Some(COLUMNS));
    assert!(!rows(&review).is_empty());
    assert!(ran.stderr().contains("--review"), "{}", ran.stderr());
    for row in rows(&review) {
        assert!(row[0].starts_with("a-") && row[0].contains('@') && row[7].is_empty(), "{row:?}");
        assert!(row[6].contains(&format!("»{}«", row[5])), "{row:?}");
        assert!(!row.iter().any(|cell| cell.contains("Ada") || cell.contains("Green")), "{row:?}");
    }
    assert!(ran.read("out/audit.json").contains("\"doubtful\""));
}

#[test]
fn decisions_are_followed_and_stand_in_the_next_review() {
    let first = run("--quiet", None, 0);
    let review = first.read("out/review.csv");
    let masked = |row: &[String]| row[5].starts_with('[');
    let flip = decided(&review, b',', |row| if masked(row) { "keep".to_owned() } else { "mask".to_owned() });
    let second = run("--quiet", Some(&flip), 0);
    let again = second.read("out/review.csv");
    assert_eq!(rows(&again).len(), rows(&review).len());
    for (before, after) in rows(&review).iter().zip(rows(&again)) {
        assert_eq!((&before[0], masked(before)), (&after[0], !masked(&after)), "{before:?} {after:?}");
        assert_eq!(after[7], if masked(before) { "keep" } else { "mask" });
    }
    let third = run("--quiet", Some(&again), 0);
    assert!(third.files("out") == second.files("out"), "inputs and review repeat the run");
    let sure = run("--quiet --reviewed", Some(&again), 0);
    assert!(sure.files("out").contains_key("findings.md"));
}

#[test]
fn a_spreadsheet_may_have_saved_it() {
    let review = run("--quiet", None, 0).read("out/review.csv");
    let semicolons = decided(&review, b';', |_| "Mask".to_owned());
    let saved = format!("\u{feff}sep=;\r\n{}", semicolons.replace('\n', "\r\n"));
    let ran = run("--quiet", Some(&saved), 0);
    assert!(rows(&ran.read("out/review.csv")).iter().all(|row| row[5].starts_with('[')));
}

#[test]
fn strict_masks_what_is_doubtful_and_a_decision_keeps_it() {
    let review = run("--quiet", None, 0).read("out/review.csv");
    let strict = run("--strict", None, 0);
    assert!(!strict.stderr().contains("--review"), "{}", strict.stderr());
    let left = |ran: &Ran| rows(&ran.read("out/review.csv")).iter().filter(|row| !row[5].starts_with('[')).count();
    assert_eq!(left(&strict), 0);
    let kept =
        decided(&review, b',', |row| if row[0] == rows(&review)[0][0] { "keep".to_owned() } else { String::new() });
    assert_eq!(left(&run("--strict --quiet", Some(&kept), 0)), 1);
}

#[test]
fn strict_only_widens_what_is_hidden() {
    let said = "Moderator: Who came?\nAda Brown: Dame Harriet Colquhoun-Bligh, and Rabbi Noam Feld came. Rabbi Feld left.\n\
                Ben Green: I spoke to Harriet.\n";
    let run = |options: &str| Run::new(&format!("anonymise a.txt --out b.txt --quiet {options}")).file("a.txt", said);
    for options in ["", "--strict"] {
        let copy = run(options).ends(0).read("b.txt");
        for name in ["Harriet", "Colquhoun", "Bligh", "Noam", "Feld"] {
            assert!(!copy.contains(name), "{options}: {name} in {copy}");
        }
    }
}

#[test]
fn the_next_review_is_all_that_the_run_after_it_needs() {
    let first = run("--quiet", None, 0);
    let of = |ran: &Ran, name: &str| ran.read(&format!("out/transcripts/{name}"));
    let person = ["Person 1", "Person 2"].into_iter().find(|it| of(&first, "a.txt").contains(&format!("[{it}]")));
    let person = person.expect("somebody is spoken of");
    let mine = format!("id,shown,decision\n{person},,rename=Boss\n");
    let second = run("--quiet", Some(&mine), 0);
    assert!(of(&second, "a.txt").contains("[Boss]"));
    let third = run("--quiet", Some(&second.read("out/review.csv")), 0);
    assert_eq!(of(&second, "a.txt"), of(&third, "a.txt"));
    assert_eq!(second.read("out/review.csv"), third.read("out/review.csv"));
    let listed = |row: &&Vec<String>| row[5].starts_with("[P") && row[0].contains('@');
    let at_stretch =
        rows(&first.read("out/review.csv")).iter().find(listed).map(|row| (row[0].clone(), row[5].clone()));
    let (id, shown) = at_stretch.unwrap_or((person.to_owned(), String::new()));
    let mine = format!("id,shown,decision\n{id},{shown},rename=Boss\n");
    let second = run("--quiet", Some(&mine), 0);
    let third = run("--quiet", Some(&second.read("out/review.csv")), 0);
    assert_eq!(second.read("out/review.csv"), third.read("out/review.csv"));
    assert_eq!(of(&second, "a.txt"), of(&third, "a.txt"));
}

#[test]
fn with_a_key_the_same_review_is_followed_again() {
    const COMMAND: &str =
        "anonymise a.txt --out b.txt --force --quiet --key k.age --key-passphrase-file p --review m.csv";
    let review = "id,shown,decision\nParticipant 1,,merge=Participant 2\nParticipant 3,,rename=Boss\n";
    let run = Run::new(COMMAND).file("a.txt", SAID).file("m.csv", review).file("p", "five words make a key\n");
    let first = run.ends(0);
    assert!(first.read("b.txt").contains("Boss:"), "{}", first.read("b.txt"));
    let again = first.files("").into_iter().fold(Run::new(COMMAND), |run, (name, contents)| run.file(&name, contents));
    assert_eq!(again.ends(0).read("b.txt"), first.read("b.txt"));
}

#[test]
fn a_mistake_is_told_by_file_and_line() {
    let check = |lines: &str, status: i32, expected: &str| {
        let ran = run("", Some(&format!("id,shown,decision\n{lines}\n")), status);
        assert!(ran.stderr().contains(expected), "{}", ran.stderr());
        assert!(ran.files("out").is_empty());
    };
    check("a-2@4,Grace,perhaps", 1, "`mine.csv`, line 2: expected mask, keep");
    check("a-2@9999,Grace,mask", 1, "line 2: nothing in these files");
    check(",x,mask", 1, "line 2: no id");
    check("Person 1,,merge=Location 1", 1, "line 2: people are merged with people");
    let saved = "id,shown,decision\r\na-2@4,Grace,mask\r\na-2@5,Grace,perhaps\r\n";
    assert!(run("", Some(saved), 1).stderr().contains("line 3: expected mask"));
    let ran = run("", Some("word,what\nx,y\n"), 1);
    assert!(ran.stderr().contains("line 1: no columns"), "{}", ran.stderr());
}

#[test]
fn reviewed_refuses_what_nobody_looked_at() {
    let ran = run("--reviewed", None, 3);
    assert!(ran.stderr().contains("refused") && ran.files("out").is_empty(), "{}", ran.stderr());
    run("--reviewed --strict --quiet", None, 0);
}

#[test]
fn publish_leaves_the_review_out() {
    assert!(!run("--publish --quiet", None, 0).files("out").contains_key("review.csv"));
}

#[test]
fn anonymise_reviews_too() {
    let ran = Run::new("anonymise a.txt --out b.txt --review-out review.csv").file("a.txt", SAID).ends(0);
    let review = decided(&ran.read("review.csv"), b',', |_| "mask".to_owned());
    assert!(ran.stderr().contains("review.csv"), "{}", ran.stderr());
    let again = Run::new("anonymise a.txt --out b.txt --review review.csv --quiet").file("a.txt", SAID);
    let again = again.file("review.csv", review).ends(0);
    let masks = |ran: &Ran| ran.read("b.txt").matches('[').count();
    assert!(masks(&again) > masks(&ran));
}

#[test]
fn two_people_taken_for_one_are_put_apart() {
    let said = "Moderator: Who helps?\nAda Brown: Bohdan does. Ask Bohdan.\nBen Green: Bohdan in the yard does.\n";
    let run = |decision: &str| {
        let review = format!("id,decision\n{decision}\n");
        Run::new("anonymise a.txt --out b.txt --review mine.csv --review-out c.csv --quiet")
            .file("a.txt", said)
            .file("mine.csv", &review)
    };
    let copy = run("Person 1,rename=Boss").ends(0).read("b.txt");
    assert_eq!(copy.matches("[Boss]").count(), 3, "{copy}");
    let ran = run("a-3#1,split").ends(0);
    let copy = ran.read("b.txt");
    assert!(
        copy.contains(": [Person 1] does. Ask [Person 1].") && copy.contains(": [Person 1b] in the yard"),
        "{copy}"
    );
    assert!(ran.read("c.csv").contains("a-3#1,,,,decided in the review before,,,split"), "{}", ran.read("c.csv"));
    let copy = run("a-2#2,split all=c").ends(0).read("b.txt");
    assert_eq!(copy.matches("[Person 1c]").count(), 3, "{copy}");
    let participant = copy.lines().nth(1).unwrap().split(':').next().unwrap().to_owned();
    let copy = run(&format!("a-2@0,as={participant}")).ends(0).read("b.txt");
    assert!(copy.contains(&format!(": [{participant}] does. Ask [Person 1].")), "{copy}");
    let copy = run(&format!("a-2#1,as all={participant}")).ends(0).read("b.txt");
    assert_eq!(copy.matches(&format!("[{participant}]")).count(), 3, "{copy}");
    run("a-2#3,split").ends(1);
    run("a-2#1,keep").ends(1);
    run("a-2#1,as all=Person 9").ends(1);
}
