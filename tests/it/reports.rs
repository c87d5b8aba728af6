//! Reports beside reports: merged runs, compared waves, the history of a project.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::run::{Run, fixture};

/// A survey of so many people, from person number `from` on; the first ones hold back more.
fn survey(from: usize, people: usize, reluctant: usize) -> String {
    let mut table =
        "respondent_id,department,\"Does the call-back promise work for your customers?\",\"What gets in the way?\"\n"
            .to_owned();
    for at in from..from + people {
        let department = ["Support", "Front line"][at % 2];
        let letters: String = at.to_string().chars().map(|digit| char::from(digit as u8 - b'0' + b'a')).collect();
        let answer = if at - from < reluctant { "Yes, I suppose so, mostly" } else { "Yes, it does" };
        let _ = writeln!(
            table,
            "r{at},{department},\"{answer}, as far as desk {letters} is concerned.\",\"At desk {letters} we hear of changes from customers before anybody tells us.\""
        );
    }
    table
}

/// Runs the command in `folder` and gives its exit status and what it said.
fn run(folder: &Path, args: &str) -> (i32, String, String) {
    let args = args.split_whitespace().map(|arg| match arg.strip_prefix("fixtures/") {
        Some(name) => fixture(name).to_string_lossy().into_owned(),
        None => arg.to_owned(),
    });
    let ran =
        std::process::Command::new(env!("CARGO_BIN_EXE_undertone")).args(args).current_dir(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (ran.status.code().unwrap(), text(ran.stdout), text(ran.stderr))
}

#[track_caller]
fn check(folder: &Path, args: &str, status: i32) -> String {
    let (ended, said, complained) = run(folder, args);
    assert_eq!(ended, status, "{args}: {said}{complained}");
    if status == 0 { said } else { complained }
}

#[test]
fn merged_runs_say_what_one_run_over_all_says() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    check(at, "analyse fixtures/hotel-group.vtt --out a", 0);
    check(at, "analyse fixtures/energy-supplier.csv --out b", 0);
    check(at, "analyse fixtures/hotel-group.vtt fixtures/energy-supplier.csv --out both", 0);
    check(at, "merge a/findings.json b/findings.json --out merged.json", 0);
    let figures = |path: &str| -> serde_json::Value {
        let all: serde_json::Value = serde_json::from_slice(&fs::read(at.join(path)).unwrap()).unwrap();
        serde_json::json!([
            all["basis"]["people"],
            all["basis"]["comments"],
            all["overall"]["people"],
            all["overall"]["reluctant"],
            all["weaknesses"][0]["people"],
            all["strengths"][0]["people"]
        ])
    };
    assert_eq!(figures("merged.json"), figures("both/findings.json"));
    // What was merged can be merged again, in any order.
    check(at, "analyse fixtures/parts-wholesaler.txt --out c", 0);
    check(at, "merge merged.json c/findings.json --out one.json", 0);
    check(at, "merge c/findings.json b/findings.json a --out other.json", 0);
    assert_eq!(fs::read(at.join("one.json")).unwrap(), fs::read(at.join("other.json")).unwrap());
    check(at, "merge c/findings.json b/findings.json --out all.docx", 0);
    assert!(fs::read(at.join("all.docx")).unwrap().starts_with(b"PK"));
}

#[test]
fn merging_needs_the_working_file_and_counts_nobody_twice() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    check(at, "analyse fixtures/hotel-group.vtt --publish --out a", 0);
    assert!(check(at, "merge a/findings.json --out merged.json", 1).contains("--publish"));
    check(at, "analyse fixtures/hotel-group.vtt --out b", 0);
    assert!(check(at, "merge b/findings.json b/findings.json --out merged.json", 2).contains("already"));
    assert!(check(at, "merge b/findings.json --out merged.txt", 2).contains(".docx"));
    assert!(!at.join("merged.json").exists() && !at.join("merged.tally.json").exists());
}

#[test]
fn waves_are_compared_in_plain_words() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("spring.csv"), survey(100, 40, 34)).unwrap();
    fs::write(at.join("autumn.csv"), survey(300, 44, 6)).unwrap();
    check(at, "analyse spring.csv --publish --out spring", 0);
    check(at, "analyse autumn.csv --publish --out autumn", 0);
    let said = check(at, "compare spring autumn", 0);
    assert!(said.contains("Yes has become less reluctant") && said.contains("Clearly down"), "{said}");
    assert!(said.contains("May be noise"), "{said}");
    for ending in ["html", "docx", "pdf", "json", "xlsx"] {
        check(at, &format!("compare spring/findings.json autumn/findings.json --out moved.{ending}"), 0);
    }
    assert!(check(at, "compare spring nowhere", 1).contains("nowhere"));
    assert!(check(at, "compare spring autumn --history nowhere.json", 1).contains("nowhere.json"));
    let small = Run::new("compare a b").file("a/findings.json", "{}").file("b/findings.json", "{}").ends(1);
    assert!(small.stderr().contains("findings.json"), "{}", small.stderr());
}

#[test]
fn two_reports_cannot_be_subtracted() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("survey.csv"), survey(100, 40, 20)).unwrap();
    fs::create_dir(at.join("late")).unwrap();
    fs::write(at.join("late/survey.csv"), survey(100, 42, 20)).unwrap();
    fs::write(at.join("other.csv"), survey(500, 41, 20)).unwrap();
    check(at, "analyse survey.csv --history project.json --out first", 0);
    let history = fs::read_to_string(at.join("project.json")).unwrap();
    assert!(!history.contains("desk"), "no word that was said");
    let refused = check(at, "analyse late/survey.csv --history project.json --out second", 3);
    assert!(refused.contains("`2`") && !at.join("second").exists(), "{refused}");
    assert_eq!(fs::read_to_string(at.join("project.json")).unwrap(), history, "what was refused is not remembered");
    check(at, "analyse other.csv --history project.json --out third", 0);
    check(at, "analyse survey.csv --history project.json --out again", 0);
    let told = fs::read_to_string(at.join("again/findings.md")).unwrap();
    assert!(told.contains("earlier summary"), "{told}");
    fs::write(at.join("broken.json"), "[]").unwrap();
    assert!(check(at, "analyse survey.csv --history broken.json --out x", 1).contains("history"));
}

#[test]
fn a_wave_of_a_handful_says_that_it_is_too_small() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("spring.csv"), survey(100, 8, 5)).unwrap();
    fs::write(at.join("autumn.csv"), survey(300, 44, 6)).unwrap();
    check(at, "analyse spring.csv --publish --out spring", 0);
    check(at, "analyse autumn.csv --publish --out autumn", 0);
    let said = check(at, "compare spring autumn", 0);
    assert!(said.contains("too few people in one of the waves") && !said.contains("could not be noise"), "{said}");
}

#[test]
fn front_line_and_support_are_compared_where_a_column_tells() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let told = |table: String, name: &str| {
        fs::write(at.join(format!("{name}.csv")), table).unwrap();
        check(at, &format!("analyse {name}.csv --publish --format md --out {name}"), 0);
        let page = fs::read_to_string(at.join(name).join("findings.md")).unwrap();
        let (_, part) = page.split_once("\n## Out of the loop\n").unwrap();
        part.split("\n## ").next().unwrap().to_owned()
    };
    // Every second person of support has not been told; on the front line all but a few have.
    let mut sides = "respondent_id,department,\"What gets in the way?\"\n".to_owned();
    for at in 0..80 {
        let letters: String = at.to_string().chars().map(|digit| char::from(digit as u8 - b'0' + b'a')).collect();
        let (department, late) = if at % 2 == 0 { ("Support", at % 4 == 0) } else { ("Front line", at % 8 == 1) };
        let said =
            if late { "we hear of changes from customers before anybody tells us" } else { "the car park is full" };
        let _ = writeln!(sides, "r{at},{department},\"At desk {letters} {said}.\"");
    }
    let part = told(sides.clone(), "sides");
    assert!(
        part.contains("More say so in support: 20 of the 40 in support, and ten of the 40 on the front line."),
        "{part}"
    );
    // The names of departments tell it too.
    let teams = sides.replace("Support", "Finance").replace("Front line", "Customer Care");
    let part = told(teams, "teams");
    assert!(part.contains("More say so in support: 20 of the 40 in support"), "{part}");
    assert!(part.contains("by front line or support"), "{part}");
    // Sites tell nothing.
    let sites = sides.replace("department", "site").replace("Support", "Kirkwall").replace("Front line", "Thurso");
    assert!(!told(sites, "sites").contains("support:"));
}

#[test]
fn every_form_is_the_same_whatever_the_threads() {
    let args = "analyse fixtures/hotel-group.vtt fixtures/energy-supplier.csv --publish --smooth --out out";
    let one = Run::new(args).threads(1).ends(0).files("out");
    let three = Run::new(args).threads(3).ends(0).files("out");
    assert_eq!(one.len(), 7);
    for (name, bytes) in &one {
        assert!(three[name] == *bytes, "{name} differs");
    }
}
