//! One benchmark per stage, and the whole of `annotate`, over the fixtures' gold texts repeated.
//!
//! Throughput is per byte of what was said. To see one core, run with `RAYON_NUM_THREADS=1`.

use std::fs;
use std::hint::black_box;
use std::io::{Cursor, Write};
use std::path::Path;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use serde_json::{Value, json};
use undertone::anonymise::{Anonymised, Anonymiser, Masked};
use undertone::assent::{Habit, Scorer};
use undertone::coded::{Coder, code};
use undertone::findings::{Findings, Limits, guard, tally};
use undertone::pipeline::{self, Settings};
use undertone::read::{Rows, Source};
use undertone::render;
use undertone::text::Text;
use undertone::themes::Codebooks;
use undertone::transcript::Transcript;

const SESSIONS: &[&str] = &["hotel-group", "parts-wholesaler", "housing-association", "vet-practice"];

/// Sessions of the fixtures as rows of the contract, repeated, and the bytes said in them.
fn rows(times: usize) -> (Vec<u8>, u64) {
    let (mut rows, mut bytes) = (Vec::new(), 0);
    for time in 0..times {
        for name in SESSIONS {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/gold/{name}.jsonl"));
            #[expect(clippy::disallowed_methods, reason = "a benchmark reads the fixtures")]
            let gold = fs::read_to_string(path).expect("the fixture is shipped");
            for line in gold.lines() {
                let unit: Value = serde_json::from_str(line).expect("gold is JSON");
                let Some(text) = unit["text"].as_str().filter(|_| unit["kind"] == "turn") else { continue };
                bytes += text.len() as u64;
                let session = format!("{name}-{time}");
                let row = json!({ "id": unit["unit_id"], "session": session, "speaker": unit["speaker_label"],
                                  "role": unit["role"], "text": text });
                rows.extend(format!("{row}\n").into_bytes());
            }
        }
    }
    (rows, bytes)
}

fn transcripts(rows: &[u8]) -> Vec<Transcript> {
    let mut reader = Rows::new(Box::new(Cursor::new(rows.to_owned())), Path::new("bench"), &[], &[]);
    let mut transcripts = Vec::new();
    while let Some(transcript) = reader.next_transcript().expect("the rows are ours") {
        transcripts.push(transcript);
    }
    transcripts
}

fn settings() -> Settings {
    let codebooks = Codebooks::with(&[]).expect("the built-in codebooks are tested");
    Settings {
        roster: Vec::new(),
        keep: Vec::new(),
        generalise: false,
        coder: Coder { codebooks, scorer: Scorer::new() },
        limits: Limits::default(),
        naming: undertone::anonymise::Naming::default(),
        second: None,
    }
}

fn anonymised(transcripts: &[Transcript]) -> Vec<Anonymised> {
    let anonymise = |transcript: &Transcript| Anonymiser::new(&[], &[]).anonymise(transcript.clone());
    transcripts.iter().map(anonymise).collect()
}

fn stages(criterion: &mut Criterion) {
    let (rows, bytes) = rows(10);
    let (read, settings) = (transcripts(&rows), settings());
    let masked = anonymised(&read);
    let coded: Vec<_> = masked.iter().cloned().map(|it| code(&settings.coder, it)).collect();
    let said: Vec<String> = masked.iter().flat_map(Anonymised::turns).map(|it| it.text.as_str().to_owned()).collect();

    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Bytes(bytes)).sample_size(20);
    group.bench_function("tokenise", |it| {
        it.iter(|| said.iter().map(|raw| Text::new(raw.as_str()).tokens().len()).sum::<usize>());
    });
    group.bench_function("read", |it| it.iter(|| black_box(transcripts(&rows)).len()));
    group.bench_function("anonymise", |it| it.iter(|| black_box(anonymised(&read)).len()));
    group.bench_function("code", |it| {
        let code_all = |all: Vec<Anonymised>| all.into_iter().map(|it| code(&settings.coder, it)).collect::<Vec<_>>();
        it.iter_batched(|| masked.clone(), code_all, BatchSize::LargeInput);
    });
    group.bench_function("tally", |it| it.iter(|| coded.iter().map(tally).fold(Findings::default(), Findings::merge)));
    group.bench_function("annotate", |it| {
        it.iter(|| {
            let annotated = pipeline::annotate(&settings, transcripts(&rows));
            annotated.iter().map(|coded| pipeline::rows(coded).len()).sum::<usize>()
        });
    });
    group.finish();
}

/// A survey of two open questions in a file, and its bytes.
fn survey(rows: usize) -> (tempfile::NamedTempFile, u64) {
    let mut file = tempfile::NamedTempFile::with_suffix(".csv").expect("a file can be made");
    let heads = "Response ID,Department,Score,Does our promise work for your customers?,What would you change?\n";
    file.write_all(heads.as_bytes()).expect("written");
    for row in 0..rows {
        let answer =
            "Mostly yes, but the form asks for things that no customer wants to tell us, so I write it on paper.";
        let line =
            format!("R_{row:08x}q,Support,{},\"{answer}\",\"Nobody told the evening team, as ever\"\n", row % 11);
        file.write_all(line.as_bytes()).expect("written");
    }
    file.flush().expect("written");
    let bytes = file.as_file().metadata().expect("it is there").len();
    (file, bytes)
}

fn surveys(criterion: &mut Criterion) {
    let (file, bytes) = survey(40_000);
    let mut group = criterion.benchmark_group("surveys");
    group.throughput(Throughput::Bytes(bytes)).sample_size(10);
    group.bench_function("read", |it| {
        it.iter(|| {
            let mut source = Source::open(file.path(), &[]).expect("the survey is ours");
            let mut turns = 0;
            while let Some(transcript) = source.next_transcript().expect("the survey is ours") {
                turns += transcript.turns.len();
            }
            turns
        });
    });
    group.finish();
}

/// 100,000 comments of a survey, all the way to every form of the findings: ten seconds on two cores are too many.
fn reports(criterion: &mut Criterion) {
    const SAID: [&str; 4] = [
        "Nobody told us about the new tariff before the customers rang us about it.",
        "The system will not let me close a call without a reason code, so I make one up.",
        "Customers come back because we ring on the day we promised.",
        "Yes, I suppose it does, mostly, but only for the larger customers.",
    ];
    let mut rows = Vec::new();
    for at in 0..100_000 {
        let department = ["Support", "Sales", "Billing", "Field", "Stores"][at % 5];
        let row = json!({ "id": at.to_string(), "session": format!("survey {}", at / 5_000), "speaker": format!("r{at}"),
                          "question": "Does the call-back promise work?", "text": SAID[at % 4],
                          "attributes": { "department": department } });
        rows.extend(format!("{row}\n").into_bytes());
    }
    let settings = settings();
    let mut group = criterion.benchmark_group("reports");
    group.throughput(Throughput::Elements(100_000)).sample_size(10);
    group.bench_function("every form of 100,000 comments", |it| {
        it.iter(|| {
            let coded = pipeline::annotate(&settings, transcripts(&rows));
            let findings = coded.iter().map(tally).fold(Findings::default(), Findings::merge);
            let publishable = guard(Limits::default(), &Masked::default(), findings).expect("enough people");
            let document = render::document(&publishable);
            let texts = [render::html(&document), render::markdown(&document), render::json(&publishable)];
            let files = [render::docx(&document), render::pdf(&document), render::xlsx(&document)];
            texts.iter().map(String::len).chain(files.iter().map(Vec::len)).sum::<usize>()
        });
    });
    group.finish();
}

/// Answers judged a second on one core, cut into words beforehand as the program does.
fn answers(criterion: &mut Criterion) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gold/cases/assent-check.jsonl");
    #[expect(clippy::disallowed_methods, reason = "a benchmark reads the fixtures")]
    let gold = fs::read_to_string(path).expect("the fixture is shipped");
    let rows: Vec<Value> = gold.lines().map(|line| serde_json::from_str(line).expect("gold is JSON")).collect();
    let answers: Vec<Text> = rows
        .iter()
        .filter(|row| row["kind"] == "comment")
        .filter_map(|row| Some(Text::new(row["text"].as_str()?)))
        .collect();
    let (scorer, asked) = (Scorer::new(), Text::new("Do you think the call-back promise works for your customers?"));
    let put = scorer.put(&asked).expect("it asks");
    let judge = |answer| scorer.judge(&put, &scorer.hear(answer), Habit::default()).reluctance.unwrap_or_default();

    let mut group = criterion.benchmark_group("assent");
    group.throughput(Throughput::Elements(answers.len() as u64)).sample_size(20);
    group.bench_function("judge", |it| it.iter(|| answers.iter().map(judge).sum::<f32>()));
    group.finish();
}

/// A dictionary of twenty thousand entries: words of four syllables, every fourth with a star, every tenth two words.
fn dictionary() -> String {
    let syllables = ["ba", "ce", "di", "fo", "gu", "ha", "le", "mi", "no", "ru", "sa", "te"];
    let word = |mut number: usize| {
        let mut word = String::new();
        for _ in 0..4 {
            word.push_str(syllables[number % syllables.len()]);
            number /= syllables.len();
        }
        word
    };
    let mut written = String::from("made-up:\n");
    for number in 0..20_000 {
        let star = if number % 4 == 0 { "*" } else { "" };
        let second = if number % 10 == 0 { " again" } else { "" };
        written.push_str(&["  - ", &word(number), star, second, "\n"].concat());
    }
    // Words that do stand in the texts.
    written + "  - custom*\n  - told us\n  - system\n"
}

/// The tagger alone, on texts that are tokenised already, in characters.
fn tagger(criterion: &mut Criterion) {
    let texts: Vec<Text> =
        anonymised(&transcripts(&rows(10).0)).iter().flat_map(Anonymised::turns).map(|it| it.text.clone()).collect();
    let characters: usize = texts.iter().map(|text| text.as_str().chars().count()).sum();
    let file = tempfile::Builder::new().suffix(".yml").tempfile().expect("a file");
    #[expect(clippy::disallowed_methods, reason = "a benchmark makes its dictionary")]
    fs::write(file.path(), dictionary()).expect("the dictionary is written");
    let three = Codebooks::built_in();
    let dictionary = Codebooks::with(&[file.path().to_owned()]).expect("the dictionary is ours");
    let mut group = criterion.benchmark_group("tagger");
    group.throughput(Throughput::Elements(characters as u64)).sample_size(10);
    for (name, codebooks) in [("three codebooks", three), ("and 20,000 entries", dictionary)] {
        group.bench_function(name, |it| {
            it.iter(|| texts.iter().map(|text| codebooks.tag(None, text).len()).sum::<usize>());
        });
    }
    group.finish();
}

/// The fixtures' units of a kind as rows of one session, `times` over, and the characters said in them.
fn gold(files: &[&str], kind: &str, times: usize) -> (Vec<u8>, u64) {
    let (mut rows, mut characters) = (Vec::new(), 0);
    for name in files {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/gold/{name}.jsonl"));
        #[expect(clippy::disallowed_methods, reason = "a benchmark reads the fixtures")]
        let gold = fs::read_to_string(path).expect("the fixture is shipped");
        let units = gold.lines().map(|line| serde_json::from_str::<Value>(line).expect("gold is JSON"));
        let units: Vec<Value> = units.filter(|unit| unit["kind"] == kind && unit["text"].is_string()).collect();
        for _ in 0..times {
            for unit in &units {
                let (text, speaker) = (&unit["text"], &unit["speaker_label"]);
                characters += text.as_str().map_or(0, |text| text.chars().count() as u64);
                let row = json!({ "session": "bench", "speaker": speaker, "role": unit["role"], "text": text });
                rows.extend(format!("{row}\n").into_bytes());
            }
        }
    }
    (rows, characters)
}

/// Anonymising alone, cutting into words included: a long session with labels, and comments of a survey.
fn anonymising(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("anonymising");
    group.sample_size(10);
    let session = gold(&SESSIONS[..1], "turn", 12);
    let survey = gold(&["library-service", "energy-supplier"], "comment", 12);
    for (name, (rows, characters)) in [("a long session", session), ("survey comments", survey)] {
        let read = transcripts(&rows);
        group.throughput(Throughput::Elements(characters));
        group.bench_function(name, |it| it.iter(|| black_box(anonymised(&read)).len()));
    }
    group.finish();
}

criterion_group!(benches, stages, surveys, answers, tagger, anonymising, reports);
criterion_main!(benches);
