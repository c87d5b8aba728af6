//! `--key` and `reveal`: who is called what, kept under lock.

use crate::run::{Ran, Run};

const ONE: &str = "Moderator: Shall we?\nEmeka Obi: Siân Price taught me in Falmouth.\nIvy Lane: True.\nOmar Haddad: Yes.\n\
                   Ana Lopes: I suppose.\nJo Fry: No.\nKit Marsh: Mostly.\n";
const TWO: &str = "Moderator: Shall we?\nSiân Price: I did teach Emeka Obi.\nUma Rao: Falmouth is far.\n";
const PASSPHRASE: &str = "correct horse battery\n";

fn run(args: &str) -> Run {
    Run::new(args).file("a.txt", ONE).file("b.txt", TWO).file("pass", PASSPHRASE)
}

/// The same call in a folder that holds what an earlier one left.
fn after(args: &str, earlier: &Ran) -> Run {
    earlier.files("").into_iter().fold(Run::new(args), |run, (name, contents)| run.file(&name, contents))
}

fn label(copy: &str, line: usize) -> String {
    copy.lines().nth(line).unwrap().split_once(':').unwrap().0.to_owned()
}

#[test]
fn a_key_keeps_pseudonyms_over_runs_and_reveal_opens_it() {
    let first = run("anonymise a.txt --out one.txt --key who.key --key-passphrase-file pass --quiet").ends(0);
    let copy = first.read("one.txt");
    let taught = copy.split(['[', ']']).nth(1).unwrap().to_owned();
    let second =
        after("anonymise b.txt --out two.txt --key who.key --key-passphrase-file pass --quiet", &first).ends(0);
    assert_eq!(label(&second.read("two.txt"), 1), taught, "talked about in one run, there in the next");
    assert!(second.read("two.txt").contains(&format!("teach [{}]", label(&copy, 1))));
    let ran = after("reveal who.key --key-passphrase-file pass", &second).ends(0);
    assert!(ran.stdout().starts_with("pseudonym,kind,names,first_met\n"), "{}", ran.stdout());
    let row = format!("{taught},person,Siân Price,a\n");
    assert!(ran.stdout().contains(&row), "{}", ran.stdout());
    let one = after("reveal who.key --key-passphrase-file pass --pseudonym", &second).arg(&label(&copy, 1)).ends(0);
    assert_eq!(one.stdout().lines().count(), 2);
    assert!(one.stdout().contains("Emeka Obi"), "{}", one.stdout());
}

#[cfg(unix)]
#[test]
fn a_key_is_encrypted_and_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let ran = run("analyse a.txt --out out --key keys.age --key-passphrase-file pass --quiet").ends(0);
    let path = ran.path("keys.age");
    assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    let files = ran.files("");
    assert!(files["keys.age"].starts_with(b"age-encryption.org/v1\n"));
    let held = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|it| it == word.as_bytes());
    for (name, bytes) in files.iter().filter(|(name, _)| !matches!(name.as_str(), "a.txt" | "b.txt")) {
        assert!(!held(bytes, "Emeka") && !held(bytes, "emeka"), "{name}");
    }
    assert!(files.keys().all(|name| !name.contains("lock") && !name.starts_with('.')), "{:?}", files.keys());
    assert!(ran.read("out/audit.json").contains("\"pseudonym_key\": true"));
    assert!(!ran.read("out/audit.json").contains("keys.age"));
}

#[test]
fn a_key_never_lies_in_the_output() {
    for key in ["out/who.key", "out/deep/../who.key"] {
        let ran = run(&format!("analyse a.txt --out out --key {key} --key-passphrase-file pass")).ends(2);
        assert!(ran.stderr().contains("inside"), "{}", ran.stderr());
    }
    let ran = run("anonymise a.txt --out b2.txt --key b2.txt --key-passphrase-file pass").ends(2);
    assert!(!ran.files("").contains_key("b2.txt"));
}

#[cfg(unix)]
#[test]
fn a_link_leads_no_key_into_the_output() {
    let run = run("analyse a.txt --out out --force --key keys/who.key --key-passphrase-file pass").file("out/x", "");
    std::os::unix::fs::symlink("out", run.path("keys")).unwrap();
    assert!(run.ends(2).stderr().contains("inside"));
}

#[test]
fn a_key_that_does_not_open_stops_the_run() {
    let made = run("anonymise a.txt --out one.txt --key who.key --key-passphrase-file pass --quiet").ends(0);
    let again = |args: &str| after(args, &made).file("wrong", "guess");
    let ran = again("reveal who.key --key-passphrase-file wrong").ends(1);
    assert!(ran.stderr().contains("does not open") && ran.stdout().is_empty(), "{}", ran.stderr());
    let ran = again("anonymise b.txt --out two.txt --key who.key --key-passphrase-file wrong").ends(1);
    assert!(!ran.files("").contains_key("two.txt"));
    let sealed = made.files("")["who.key"].clone();
    let cut = again("reveal who.key --key-passphrase-file pass").file("who.key", &sealed[..sealed.len() - 20]).ends(1);
    assert!(cut.stderr().contains("cut short"), "{}", cut.stderr());
    assert!(again("reveal a.txt --key-passphrase-file pass").ends(1).stderr().contains("no key of this program"));
    let ran = again("reveal who.key").ends(2);
    assert!(ran.stderr().contains("UNDERTONE_KEY_PASSPHRASE"), "{}", ran.stderr());
    assert!(again("reveal who.key --key-passphrase-file pass --pseudonym Nobody").ends(1).stdout().is_empty());
}

#[test]
fn recipients_may_open_a_key_instead() {
    let identity = age::x25519::Identity::generate();
    let secret = age::secrecy::ExposeSecret::expose_secret(&identity.to_string()).to_owned();
    let command =
        format!("anonymise a.txt --out one.txt --key who.key --key-recipient {} --quiet", identity.to_public());
    let made = run(&command).file("id.txt", format!("# mine\n{secret}\n")).ends(0);
    assert!(after("reveal who.key", &made).ends(1).stderr().contains("--key-identity"));
    assert!(after("reveal who.key --key-identity id.txt", &made).ends(0).stdout().contains("Emeka Obi"));
    let again = after("anonymise b.txt --out two.txt --key who.key --key-identity id.txt --quiet", &made).ends(0);
    assert!(after("reveal who.key --key-identity id.txt", &again).ends(0).stdout().contains("Uma Rao"));
    let ran = run("anonymise a.txt --out one.txt --key who.key --key-recipient age1nobody").ends(2);
    assert!(ran.stderr().contains("recipient"), "{}", ran.stderr());
}

#[test]
fn a_refused_run_leaves_no_key() {
    let said = "Moderator: Does it work?\nAda: Yes.\nBen: No.\n";
    let ran = Run::new("analyse a.txt --out out --key who.key --key-passphrase-file pass");
    let ran = ran.file("a.txt", said).file("pass", PASSPHRASE).ends(3);
    assert!(!ran.files("").contains_key("who.key"));
}

#[test]
fn two_runs_do_not_write_one_key() {
    let run = run("anonymise a.txt --out one.txt --key who.key --key-passphrase-file pass --quiet");
    let held = std::fs::File::create(run.path("who.key.lock")).unwrap();
    held.lock().unwrap();
    assert!(run.ends(1).stderr().contains("another run"));
}

#[test]
fn verify_searches_for_whoever_is_in_the_key() {
    let made = run("anonymise a.txt --out one.txt --key who.key --key-passphrase-file pass --quiet").ends(0);
    after("verify one.txt --key who.key --key-passphrase-file pass", &made).ends(0);
    let ran = after("verify a.txt --key who.key --key-passphrase-file pass", &made).ends(3);
    assert!(ran.stdout().contains("of the key") && !ran.stdout().contains("Emeka"), "{}", ran.stdout());
    assert!(ran.stdout().contains("Location 1"), "{}", ran.stdout());
}
