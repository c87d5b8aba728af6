//! Coded sessions open elsewhere: read back by two other programs, and valid by the official schema.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

use crate::run::Run;

/// A session with characters that take one, two and four bytes, and more than one code point.
const GROUP: &str = "Moderator: Does the call-back promise work for customers?
Zoë Müller: Naïve as it sounds 🙂, yes, I suppose so, mostly.
Ann: The system won't let me change an order — the box must be ticked, even if the customer asks 👩\u{200d}👩\u{200d}👧 otherwise.
Bob: Yes! Absolutely, no doubt about it.
Cyd: No. Cafe\u{301} customers <never> get one & nobody tells us why.
Dee: Well... in theory.
Eli: Customers want a person who knows them, and that is exactly what the promise gives them.
Fay: We hear of a new offer from the customers first 😮.
";

#[test]
fn other_programs_read_every_coded_span_as_ours() {
    // Without the packages there is no proof: whoever is offline says so, and nobody in continuous integration may.
    if env::var_os("UNDERTONE_SKIP_QDA").is_some() && env::var_os("CI").is_none() {
        return;
    }
    let formats = "analyse group.txt fixtures/hotel-group.vtt fixtures/energy-supplier.csv --out out \
                   --format html,xlsx,qdpx,qdc";
    let ran = Run::new(formats).file("group.txt", GROUP).ends(0);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/qda/check.py");
    let said = succeed(Command::new(python()).arg(script).arg(ran.path("out")));
    assert!(said.contains("valid by the schema") && said.contains("pyrefiqda: "), "{said}");
}

#[test]
fn the_workbook_has_a_row_a_comment_and_never_a_formula() {
    let group = GROUP.replace("Yes! Absolutely", "=HYPERLINK(\"x\") Absolutely");
    let ran = Run::new("analyse group.txt --out out").file("group.txt", group).ends(0);
    let bytes = ran.files("out").remove("comments.xlsx").expect("a workbook");
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["comments", "code counts", "about"]);
    let sheet = book.worksheet_range("comments").expect("the sheet");
    let row = |at: usize| sheet.rows().nth(at).expect("a row").iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(sheet.height(), 9);
    assert_eq!(row(0)[..6], ["id", "session", "speaker", "role", "question", "text"]);
    assert!(row(4)[5].starts_with("=HYPERLINK"), "{:?}", row(4)[5]);
    assert!(book.worksheet_formula("comments").expect("the sheet").is_empty());
    let counts = book.worksheet_range("code counts").expect("the sheet");
    let number =
        |code: &str| counts.rows().find(|row| row[0] == Data::String(code.to_owned())).map(|row| row[1].clone());
    assert_eq!(number("out-of-the-loop: weakness"), Some(Data::Float(2.0)));
}

#[test]
fn working_files_are_written_as_asked() {
    let files = |args: &str| {
        let ran = Run::new(&format!("analyse group.txt --out out {args}")).file("group.txt", GROUP).ends(0);
        ran.files("out").into_keys().filter(|name| !name.starts_with("findings")).collect::<Vec<_>>()
    };
    let always = ["audit.json", "comments.jsonl", "review.csv", "tally.json", "transcripts/group.txt"];
    let beside =
        |args: &str| files(args).into_iter().filter(|name| !always.contains(&name.as_str())).collect::<Vec<_>>();
    assert_eq!(beside(""), ["coded.qdpx", "comments.xlsx"]);
    assert_eq!(beside("--format md,qdc"), ["codebook.qdc"]);
    assert_eq!(files("--format md"), always);
    assert_eq!(files("--publish --format md,xlsx,qdpx,qdc"), ["audit.json"]);
}

/// The interpreter of an environment with the packages of `tests/qda/requirements.txt`, made on first use.
fn python() -> PathBuf {
    let wanted = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/qda/requirements.txt");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("qda-venv");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let installed = folder.join("installed.txt");
    let asked = fs::read(&wanted).expect("the list is shipped");
    if fs::read(&installed).ok().as_ref() != Some(&asked) {
        succeed(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder));
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
        succeed(Command::new(&python).args(pip).arg(&wanted));
        fs::write(installed, asked).expect("a note of what is installed");
    }
    python
}

/// Runs a command and gives what it printed; a failure says how to go on.
fn succeed(command: &mut Command) -> String {
    let hint = "the check needs python3 with venv and the packages of tests/qda/requirements.txt; \
                offline, set UNDERTONE_SKIP_QDA=1";
    let output = command.output().unwrap_or_else(|cause| panic!("{command:?}: {cause}; {hint}"));
    let said = [output.stdout, output.stderr].map(|it| String::from_utf8_lossy(&it).into_owned()).concat();
    assert!(output.status.success(), "{command:?}: {said}\n{hint}");
    said
}
