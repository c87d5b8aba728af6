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
const EPOCHS: usize = 6;

/// Of the last so many of them the mean is kept.
const NOTED: usize = 4;

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
        if epoch + NOTED >= EPOCHS {
            chain.note();
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

/// Shares of other words that may be lost where the share of names found is told.
const LOST: [f64; 2] = [0.01, 0.005];

/// Prints how many words of people's, places' and firms' names are found where one and half a word in a hundred others
/// is lost, and the threshold for it.
fn measure(recogniser: &Recogniser, rows: &[Row], path: &str, style: &str) {
    let mut seen: Vec<(usize, f32)> = Vec::new();
    for row in rows {
        let text = Text::new(row.text.as_str());
        let labels = labels(&text, row);
        let likely = recogniser.likely(&text, &row.known);
        let words = (0..labels.len()).filter(|&at| text.tokens()[at].kind == Kind::Word);
        let any = |likely: Likely| likely.person + likely.place + likely.firm;
        seen.extend(words.map(|at| (labels[at].div_ceil(2), any(likely[at]))));
    }
    seen.sort_by(|one, other| other.1.total_cmp(&one.1));
    let of = |label: usize| seen.iter().filter(|it| it.0 == label).count();
    let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
    print!("{name:<26} {style:<10}");
    for least in LOST {
        let others = of(0) as f64;
        let mut lost = 0.0;
        let end = seen.iter().position(|(label, _)| {
            lost += f64::from(u8::from(*label == 0));
            lost > others * least
        });
        let end = end.unwrap_or(seen.len());
        let share = |label: Label| {
            let hits = seen[..end].iter().filter(|it| it.0 == label as usize).count();
            100.0 * hits as f64 / of(label as usize).max(1) as f64
        };
        print!(
            " | lost {:.1} %, at {:.3}: people {:.1} places {:.1} firms {:.1}",
            100.0 * least,
            seen[end.saturating_sub(1)].1,
            share(Label::Person),
            share(Label::Place),
            share(Label::Firm)
        );
    }
    println!();
}
