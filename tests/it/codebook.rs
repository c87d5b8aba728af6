//! Codebooks from the command line: checked, imported, exported and used; cues in context; two coders compared.

use crate::run::Run;

const PARKING: &str = r#"what = "Codebook: getting there"
theme = "getting-there"
definition = "Customers cannot get to us."

[[aspect]]
name = "nowhere-to-park"
says = "Customers find nowhere to park"
valence = "weakness"
cue = [
  { phrase = "{customer} .. nowhere to park", weight = 0.8, catches = ["Our guests find nowhere to park."], leaves = ["I have nowhere to park."] },
]
"#;

const ROWS: &str = r#"{"id": "a", "text": "The guests have nowhere to park, and our crms are slow."}
{"id": "b", "text": "We are told after the fact. Dana Whitfield tells us nothing."}
{"id": "c", "role": "moderator", "text": "Were you told?"}
"#;

#[test]
fn a_codebook_without_mistakes_is_fine_and_one_with_several_is_explained() {
    let fine = Run::new("codebook check mine.toml").file("mine.toml", PARKING).ends(0);
    assert_eq!(fine.stdout(), "mine.toml: fine: getting-there; 1 cues and words, 2 examples tried\n");
    let wrong = PARKING.replace("{customer} ..", "{custmer} ..").replace("says =", "say =");
    let said = Run::new("codebook check mine.toml").file("mine.toml", wrong).ends(1);
    assert!(said.stderr().contains("line 7") && said.stderr().contains("say"), "{}", said.stderr());
    let wrong = PARKING.replace("weight = 0.8", "weight = 8").replace("nowhere to park\",", "nowhere to sit (a|b\",");
    let said = Run::new("codebook check mine.toml").file("mine.toml", wrong).ends(1);
    assert!(said.stderr().contains("`weight` is above 0"), "{}", said.stderr());
    assert!(said.stderr().contains("line 10: the phrase cannot be read at column 44"), "{}", said.stderr());
}

#[test]
fn advice_names_needless_cues_and_missing_examples() {
    let more = "  { phrase = \"~guest .. nowhere to park\", weight = 0.5, catches = [\"The guests find nowhere to park.\"] },\n  \
                { phrase = \"no parking\", weight = 0.5 },\n]\n";
    let book = PARKING.replace("]\n\"", "").trim_end().trim_end_matches(']').to_owned() + more;
    let said = Run::new("codebook check mine.toml").file("mine.toml", book).ends(0);
    assert!(
        said.stderr().contains("mine.toml:11: the cue on line 10 already hears every example"),
        "{}",
        said.stderr()
    );
    assert!(said.stderr().contains("mine.toml:12: the cue has no `catches`"), "{}", said.stderr());
}

#[test]
fn a_dictionary_is_imported_and_works_directly_too() {
    let dictionary = "%\n1\ttools\n2\tvoice\n%\ncrm*\t1\nafter the fact\t2\nlike\t(02 134)125/464\n";
    let import = Run::new("codebook import words.dic").file("words.dic", dictionary).ends(0);
    assert!(import.stderr().contains("words.dic:7: an entry with a condition"), "{}", import.stderr());
    let themes =
        |ran: crate::run::Ran| -> Vec<String> { ran.rows().iter().map(|row| row["themes"].to_string()).collect() };
    let by_import = Run::new("annotate --codebook mine.toml").file("mine.toml", import.stdout()).input(ROWS).ends(0);
    let directly = Run::new("annotate --codebook words.dic").file("words.dic", dictionary).input(ROWS).ends(0);
    let (by_import, directly) = (themes(by_import), themes(directly));
    assert_eq!(by_import, directly);
    assert!(
        directly[0].contains(r#""cues":["crms"]"#) && directly[0].contains(r#""theme":"tools""#),
        "{}",
        directly[0]
    );
    assert!(directly[1].contains(r#""theme":"voice""#), "{}", directly[1]);
}

#[test]
fn an_export_opens_as_an_import() {
    let export = Run::new("codebook export --out mine.qdc --codebook mine.toml").file("mine.toml", PARKING).ends(0);
    let written = export.read("mine.qdc");
    assert!(written.contains("name=\"getting-there: weakness\"") && !written.contains('\r'), "{written}");
    let import = Run::new("codebook import mine.qdc").file("mine.qdc", &written).ends(0);
    assert!(import.stdout().contains("theme = \"getting-there\""), "{}", import.stdout());
    assert!(import.stderr().contains("`out-of-the-loop` is built in"), "{}", import.stderr());
    let check = Run::new("codebook check mine.qdc").file("mine.qdc", &written).ends(0);
    assert!(check.stdout().contains("fine: getting-there"), "{}", check.stdout());
    Run::new("annotate --codebook mine.qdc").file("mine.qdc", written).input(ROWS).ends(0);
}

#[test]
fn a_theme_that_is_built_in_is_a_mistake_with_its_line() {
    let mine = PARKING.replace("getting-there\"", "alignment\"");
    let line = 1 + mine[..mine.find("theme =").unwrap()].matches('\n').count();
    let said = Run::new("codebook check mine.toml").file("mine.toml", mine).ends(1);
    assert!(
        said.stderr().contains(&format!("line {line}: there is a codebook for `alignment` already")),
        "{}",
        said.stderr()
    );
}

#[test]
fn a_cue_is_shown_in_its_context_without_names() {
    let ran = Run::new("kwic {told}..after rows.jsonl").file("rows.jsonl", ROWS).ends(2);
    assert!(ran.stderr().contains("column"), "{}", ran.stderr());
    let ran = Run::new("kwic told rows.jsonl --width 12 --quiet").file("rows.jsonl", ROWS).ends(0);
    assert_eq!(ran.stdout(), "b                     We are [told] after the f\n");
    let csv = Run::new("kwic tells rows.jsonl --format csv --quiet").file("rows.jsonl", ROWS).ends(0);
    assert!(csv.stdout().contains("[Person 1]") && !csv.stdout().contains("Dana"), "{}", csv.stdout());
    let annotated = Run::new("annotate").input(ROWS).ends(0);
    let again = Run::new("kwic crm* out --quiet").file("out/comments.jsonl", annotated.stdout()).ends(0);
    assert!(again.stdout().contains("[crms]"), "{}", again.stdout());
}

#[test]
fn two_coders_are_compared_by_project_and_by_table() {
    let analyse = || Run::new("analyse fixtures/hotel-group.vtt --format md,qdpx --out out").ends(0);
    let (rows, project) = (analyse().read("out/comments.jsonl"), analyse().files("out").remove("coded.qdpx").unwrap());
    let same =
        Run::new("agree comments.jsonl coded.qdpx --json").file("comments.jsonl", &rows).file("coded.qdpx", project);
    let same: serde_json::Value = serde_json::from_str(same.ends(0).stdout()).unwrap();
    let codes = same["codes"].as_array().unwrap();
    assert!(codes.len() > 6 && codes.iter().all(|code| code["percent"] == 1.0), "{same}");
    assert!(codes.iter().all(|code| code["both"].as_u64().unwrap() > 0), "{same}");
    let table = "id,code\nhotel-group-2,alignment\n";
    let ran = Run::new("agree comments.jsonl b.csv").file("comments.jsonl", &rows).file("b.csv", table).ends(0);
    assert!(ran.stdout().contains("kappa") && ran.stdout().contains("only B: hotel-group-2"), "{}", ran.stdout());
    let slips = "id,alignment\nhotel-group-2,secret?\nhotel-group-4,1\n";
    let slipped = Run::new("agree comments.jsonl b.csv").file("comments.jsonl", &rows).file("b.csv", slips).ends(1);
    assert!(slipped.stderr().contains("b.csv:2: the cell under `alignment` cannot be read"), "{}", slipped.stderr());
    assert!(slipped.stdout().contains("kappa") && !slipped.stderr().contains("secret"), "{}", slipped.stdout());
    let other =
        Run::new("agree comments.jsonl b.csv").file("comments.jsonl", &rows).file("b.csv", "id,code\nz,a\n").ends(1);
    assert!(other.stderr().contains("no comment in common"), "{}", other.stderr());
}
