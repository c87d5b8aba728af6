//! `--deep`: a second opinion from a model of the user's, and what is told where there is none.

#[cfg(not(feature = "deep"))]
use crate::run::Run;

const ROWS: &str = "{\"text\": \"so i asked zorblin about it\"}\n";

#[cfg(not(feature = "deep"))]
#[test]
fn a_program_built_without_it_says_how_to_build_it() {
    let ran = Run::new("annotate --deep fixtures/deep").input(ROWS).ends(2);
    assert!(ran.stderr().contains("--features deep") && ran.stdout().is_empty(), "{}", ran.stderr());
    assert!(!Run::new("annotate --help").ends(0).stdout().contains("--deep"));
}

#[cfg(feature = "deep")]
mod with {
    use std::fs;

    use super::ROWS;
    use crate::run::{Ran, Run, fixture};

    /// What a model is made of.
    const FILES: [&str; 3] = ["model.onnx", "tokenizer.json", "config.json"];

    /// Sentences that say little for a name, with words that the tiny model takes for one.
    fn talk() -> String {
        let names = ["basil", "clay", "hazel", "heather", "ivy", "jasper", "rowan", "sage", "zorblin", "velka"];
        let before = ["we all liked", "no idea where", "i had", "and", "it was", "over to"];
        let row = |before: &&str, name: &str| format!("{{\"text\": \"{before} {name} on nights\"}}");
        let rows: Vec<String> = before.iter().flat_map(|before| names.map(|name| row(before, name))).collect();
        rows.join("\n")
    }

    fn masks(ran: &Ran) -> usize {
        ran.rows().iter().map(|row| row["masked"].as_array().unwrap().len()).sum()
    }

    #[test]
    fn it_finds_names_that_were_in_doubt() {
        let alone = masks(&Run::new("annotate").input(talk()).ends(0));
        let both = Run::new("annotate --deep fixtures/deep").input(talk()).ends(0);
        assert!(masks(&both) > alone, "{} masks with it, {alone} without", masks(&both));
        for threads in [1, 4] {
            let again = Run::new("annotate --deep fixtures/deep").threads(threads).input(talk()).ends(0);
            assert_eq!(again.stdout(), both.stdout(), "{threads} threads");
        }
    }

    #[test]
    fn words_and_what_stays_are_no_names_whatever_it_says() {
        let said = "{\"text\": \"it will do and we will see if salesforce will take it\"}\n";
        let ran = Run::new("annotate --deep fixtures/deep").input(said).ends(0);
        assert_eq!(masks(&ran), 0, "{}", ran.stdout());
    }

    #[test]
    fn every_command_that_hides_people_takes_it() {
        let said = "A: so i asked zorblin about it\nB: zorblin said the depot was shut\n";
        let ran = Run::new("anonymise a.txt --out b.txt --deep fixtures/deep").file("a.txt", said).ends(0);
        assert!(!ran.read("b.txt").contains("zorblin"), "{}", ran.read("b.txt"));
        let gold = Run::new("eval --deep fixtures/deep fixtures/gold/names-talk.jsonl").ends(0);
        assert!(gold.stdout().contains("sentences asked about"), "{}", gold.stdout());
        let ran =
            Run::new("analyse fixtures/energy-supplier.csv --out out --format md --quiet --deep fixtures/deep").ends(0);
        let audit: serde_json::Value = serde_json::from_str(&ran.read("out/audit.json")).unwrap();
        let (asked, of) = (&audit["second_opinion"]["asked"], &audit["second_opinion"]["sentences"]);
        assert!(asked.as_u64() < of.as_u64() && asked.as_u64() > Some(0), "{asked} of {of}");
    }

    #[test]
    fn a_project_folder_may_name_it() {
        let run = |config: &str| {
            let run = Run::new("annotate --config p/undertone.toml").file("p/undertone.toml", config);
            FILES
                .into_iter()
                .fold(run, |run, name| run.file(&format!("p/m/{name}"), fs::read(fixture("deep").join(name)).unwrap()))
                .input(talk())
        };
        assert!(masks(&run("deep = \"m\"\n").ends(0)) > masks(&run("").ends(0)));
    }

    /// A call with the model's files in a folder, some of them changed or left out.
    fn with_files(named: &str, change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) -> Run {
        let mut run = Run::new(&format!("annotate --deep {named}")).input(ROWS);
        for name in FILES {
            if let Some(bytes) = change(name, fs::read(fixture("deep").join(name)).unwrap()) {
                run = run.file(&format!("m/{name}"), bytes);
            }
        }
        run
    }

    #[track_caller]
    fn check(named: &str, change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>, told: [&str; 2]) {
        let ran = with_files(named, change).ends(1);
        assert!(told.iter().all(|word| ran.stderr().contains(word)), "{}", ran.stderr());
        assert!(ran.stdout().is_empty() && !ran.stderr().contains("zorblin"), "{}", ran.stderr());
    }

    /// The same bytes with `old` replaced by `new`.
    fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
        let at = bytes.windows(old.len()).position(|it| it == old.as_bytes()).unwrap();
        [&bytes[..at], new.as_bytes(), &bytes[at + old.len()..]].concat()
    }

    #[test]
    fn the_folder_and_the_file_in_it_may_be_named() {
        for named in ["m", "m/model.onnx"] {
            with_files(named, |_, bytes| Some(bytes)).ends(0);
        }
        let mut run = Run::new("annotate --deep m").input(ROWS);
        for (name, place) in FILES.iter().zip(["m/onnx/model_q4.onnx", "m/tokenizer.json", "m/config.json"]) {
            run = run.file(place, fs::read(fixture("deep").join(name)).unwrap());
        }
        run.ends(0);
    }

    #[test]
    fn what_is_missing_is_told() {
        let without = |left_out: &'static str| move |name: &str, bytes| (name != left_out).then_some(bytes);
        check("m", without("model.onnx"), ["model `m`", "expected `model.onnx`"]);
        check("m", without("tokenizer.json"), ["`m/model.onnx`", "no `tokenizer.json`"]);
        check("m", without("config.json"), ["`m/model.onnx`", "no `config.json`"]);
        check("n", |_, bytes| Some(bytes), ["`n`", "cannot read"]);
        let twice = with_files("m", without("model.onnx")).file("m/a.onnx", "a").file("m/b.onnx", "b").ends(1);
        assert!(twice.stderr().contains("several models"), "{}", twice.stderr());
    }

    #[test]
    fn what_does_not_fit_is_told_by_file_and_rule() {
        let change = |of: &'static str, old: &'static str, new: &'static str| {
            move |name: &str, bytes: Vec<u8>| Some(if name == of { replaced(&bytes, old, new) } else { bytes })
        };
        check("m", change("model.onnx", "attention_mask", "attention_musk"), ["m/model.onnx", "`attention_mask`"]);
        check("m", change("model.onnx", "Gather", "Gander"), ["m/model.onnx", "no ONNX network"]);
        check("m", change("config.json", "\"4\"", "\"5\""), ["m/config.json", "`id2label`"]);
        let labels = |labels: &'static str| {
            move |name: &str, bytes| Some(if name == "config.json" { labels.as_bytes().to_vec() } else { bytes })
        };
        check("m", labels(r#"{"id2label": {"0": "O", "1": "B-FLAVOUR"}}"#), ["m/config.json", "person's name"]);
        check("m", labels(r#"{"id2label": {"0": "O", "1": "B-PER"}}"#), ["m/model.onnx", "each of the labels"]);
        check("m", change("tokenizer.json", "\"vocab\"", "\"vocal\""), ["m/tokenizer.json", "cut into pieces"]);
    }
}
