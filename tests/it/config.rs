//! `undertone.toml`: what a project folder keeps.

use crate::run::Run;

const OWN: &str = "Ref,Role,Remarks\nA,Cook,Ask Fergus Brannigan about the soup that day\n\
                   B,Chef,There is never enough time to taste what we send\n\
                   C,Cook,The new screen is in the way of the pass\n";

fn run(args: &str, config: &str) -> Run {
    Run::new(args).file("in/own.csv", OWN).file("in/undertone.toml", config)
}

const ARGS: &str = "anonymise in/own.csv --out out.csv --quiet";

#[test]
fn options_beside_the_input_are_taken() {
    let config = "keep = [\"Fergus Brannigan\"]\nids = \"pseudonym\"\n\n[columns]\nRole = \"identifying\"\nMissing = \"group\"\n";
    let copy = run(ARGS, config).ends(0).read("out.csv");
    assert!(copy.starts_with("Ref,Respondent,Remarks\nParticipant 1,Participant 1,Ask Fergus"), "{copy}");
}

#[test]
fn the_command_line_wins() {
    let config = "ids = \"pseudonym\"\n[columns]\nRole = \"identifying\"\n";
    let copy = run(&format!("{ARGS} --ids drop --column Role=group"), config).ends(0).read("out.csv");
    assert!(copy.starts_with("Ref,Role,Remarks\n"), "{copy}");
}

#[test]
fn paths_are_beside_the_configuration() {
    let roster = "name,aliases\nFergus Brannigan,\n";
    let copy = run(ARGS, "roster = \"who.csv\"\n").file("in/who.csv", roster).ends(0).read("out.csv");
    assert!(copy.contains("Ask [Participant "), "{copy}");
}

#[test]
fn the_current_folder_and_a_named_file_serve_too() {
    let here = Run::new(ARGS).file("in/own.csv", OWN).file("undertone.toml", "[columns]\n2 = \"ignored\"\n");
    assert!(here.ends(0).read("out.csv").starts_with("Ref,Remarks\n"));
    let named =
        run(&format!("{ARGS} --config own.toml"), "nonsense = 1\n").file("own.toml", "[columns]\nB = \"ignored\"\n");
    assert!(named.ends(0).read("out.csv").starts_with("Ref,Remarks\n"));
}

#[test]
fn options_of_other_commands_do_no_harm() {
    run(ARGS, "min-group = 7\nformat = [\"md\"]\npublish = true\n").ends(0);
}

#[test]
fn mistakes_are_told_by_file_and_line() {
    let told = |config: &str| {
        let ran = run(ARGS, config).ends(2);
        assert!(ran.files("").len() == 2, "nothing is written");
        ran.stderr().to_owned()
    };
    let unknown = told("quiet = true\nmin_grop = 7\n");
    assert!(unknown.contains("undertone.toml`, line 2") && unknown.contains("`min_grop`"), "{unknown}");
    assert!(told("\n\nids = \"sausage\"\n").contains("line 3"), "{}", told("\n\nids = \"sausage\"\n"));
    assert!(told("ids = \n").contains("line 1"));
    assert!(told("[columns]\nRole = \"sausage\"\n").contains("the kind is one of"));
    assert!(told("quiet = 3\n").contains("`quiet` is `true` or `false`"));
}

#[test]
fn a_project_folder_is_a_folder_of_its_sessions() {
    let said = "Moderator: Does it work?\nAda: Yes.\nBen: Mostly.\nCyd: No.\nDee: Aye.\nEli: I suppose.\nFay: Never.\n";
    let run = Run::new("analyse in --out out --quiet")
        .file("in/a.txt", said)
        .file("in/who.csv", "name,role\nAda,participant\n");
    let ran = run.file("in/undertone.toml", "roster = \"who.csv\"\nformat = [\"md\"]\n").ends(0);
    let files: Vec<String> = ran.files("out").into_keys().collect();
    assert!(files.contains(&"findings.md".to_owned()) && !files.contains(&"findings.html".to_owned()), "{files:?}");
    assert_eq!(ran.files("out/transcripts").len(), 1, "{files:?}");
}
