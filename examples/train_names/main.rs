//! Trains the learned part of finding names:
//! `cargo run --release --example train_names -- DATA... [--measure DATA...] [--write models/names.bin]`.
//!
//! DATA are rows with `text` and `spans` (or `identifiers`, as in our gold files), or files of sentences with places
//! for names, as `models/names-talk.txt`. The same rows and lists give the same weights. Rows are read, counted and
//! forgotten; no feature that one row alone has gets a weight.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a training program prints and may stop, and its counts are small"
)]

mod chain;
mod rows;
mod vary;

use chain::Chain;
use rows::{Label, Row};
use undertone::anonymise::recogniser::{self, Likely, Recogniser, Sketch};
use undertone::text::{Kind, Text};
use vary::{Names, Random};

/// Times that the rows are gone through, each time with other names put in.
const EPOCHS: usize = 5;

/// A stretch of text as training sees it.
struct Example {
    /// Its place among the rows.
    row: u32,
    sketches: Vec<Sketch>,
    gold: Vec<usize>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let behind = |flag: &str| -> Vec<String> {
        let from = arguments.iter().position(|it| it == flag).map_or(arguments.len(), |at| at + 1);
        arguments[from..].iter().take_while(|it| !it.starts_with("--")).cloned().collect()
    };
    let mut names = Names::read(env!("CARGO_MANIFEST_DIR"));
    let mut train: Vec<Row> = Vec::new();
    for path in arguments.iter().take_while(|it| !it.starts_with("--")) {
        train.extend(rows::read(path));
    }
    let chain = learn(&train, &mut names);
    let bytes = chain.bytes();
    let recogniser = Recogniser::with_model(bytes.clone()).unwrap();
    for path in behind("--measure") {
        let rows = rows::read(&path);
        measure(&recogniser, &rows, &path, "as written");
        let mut random = Random::new(7);
        let heard: Vec<Row> = rows.iter().map(|row| vary::heard(row, &mut random, 1.0)).collect();
        measure(&recogniser, &heard, &path, "recogniser");
    }
    if let Some(path) = behind("--write").first() {
        std::fs::write(path, bytes).unwrap();
    }
}

fn learn(rows: &[Row], names: &mut Names) -> Chain {
    let mut chain = Chain::new();
    let mut random = Random::new(1);
    for epoch in 0..EPOCHS {
        let mut examples: Vec<Example> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            for varied in vary::varied(row, names, &mut random) {
                examples.extend(examples_of(at, &varied));
            }
        }
        if epoch == 0 {
            let met = examples.iter().flat_map(|it| it.sketches.iter().map(|sketch| (it.row, sketch)));
            chain.count(met);
        }
        random.shuffle(&mut examples);
        let mut loss = 0.0;
        for example in &examples {
            loss += chain.step(&example.sketches, &example.gold, &mut random);
        }
        println!("epoch {epoch}: {} sentences, loss {:.4}", examples.len(), loss / examples.len() as f64);
    }
    chain
}

#[expect(clippy::cast_possible_truncation, reason = "some tens of thousands of rows")]
fn examples_of(at: usize, row: &Row) -> Vec<Example> {
    let text = Text::new(row.text.as_str());
    let labels = labels(&text, row);
    let example = |(range, sketches): (std::ops::Range<usize>, Vec<Sketch>)| Example {
        row: at as u32,
        sketches,
        gold: labels[range].to_vec(),
    };
    recogniser::sketches(&text, &row.known).into_iter().filter(|(range, _)| !range.is_empty()).map(example).collect()
}

/// The label of every token: 0, or twice the kind for the tokens of a span behind its first.
fn labels(text: &Text, row: &Row) -> Vec<usize> {
    let mut labels = vec![0; text.tokens().len()];
    for span in &row.spans {
        let tokens = text.tokens_in(undertone::text::Span::new(span.start, span.end));
        for at in tokens.clone() {
            labels[at] = span.label as usize * 2 - usize::from(at == tokens.start);
        }
    }
    labels
}

/// Prints, for some thresholds, how many name words are found, how many that are found are names, and how many other
/// words stay.
fn measure(recogniser: &Recogniser, rows: &[Row], path: &str, style: &str) {
    let mut seen: Vec<(usize, Likely)> = Vec::new();
    for row in rows {
        let text = Text::new(row.text.as_str());
        let labels = labels(&text, row);
        let likely = recogniser.likely(&text, &[]);
        let words = (0..labels.len()).filter(|&at| text.tokens()[at].kind == Kind::Word);
        seen.extend(words.map(|at| (labels[at], likely[at])));
    }
    let (_, name) = path.rsplit_once("names/").unwrap_or(("", path));
    print!("{name:<20} {style:<10}");
    for least in [0.15, 0.25, 0.4, 0.6] {
        let found = |likely: &Likely| likely.person >= least;
        let person = |label: usize| label == Label::Person as usize * 2 || label + 1 == Label::Person as usize * 2;
        let gold = seen.iter().filter(|(label, _)| person(*label)).count();
        let hits = seen.iter().filter(|(label, likely)| person(*label) && found(likely)).count();
        let any = seen.iter().filter(|(label, it)| person(*label) && it.person + it.place + it.firm >= least).count();
        let masked = seen.iter().filter(|(_, likely)| found(likely)).count();
        let others = seen.iter().filter(|(label, _)| *label == 0).count();
        let lost = seen.iter().filter(|(label, likely)| *label == 0 && found(likely)).count();
        let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        print!(
            " | {least}: r {:.1} ({:.1}) p {:.1} kept {:.2}",
            share(hits, gold),
            share(any, gold),
            share(hits, masked),
            100.0 - share(lost, others)
        );
    }
    println!();
}
