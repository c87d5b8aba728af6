//! Trains the learned part of the reluctant-yes scorer:
//! `cargo run --release --example train_assent -- OURS.jsonl... [--write models/assent.bin]`.
//!
//! Without `--write` it trains on all of our files but one, measures on that one, and does so for each. The
//! same rows give the same weights. Rows are read, counted and forgotten; none is written anywhere.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a training program prints and may stop"
)]

use std::collections::BTreeMap;

use serde_json::Value;
use undertone::assent::{Assent, BUCKETS, Label, Margins, OUTCOMES, Question, Scorer};
use undertone::text::Text;

/// Times that the rows are gone through.
const EPOCHS: usize = 14;
/// The first step; later ones shrink for each feature as it is met.
const STEP: f32 = 0.03;
/// How strongly weights are drawn towards nothing.
const SHRINK: f32 = 2e-3;
/// Training sees our rows with a part of the lists hidden, a different part each time.
const SEEDS: std::ops::Range<u64> = 0..4;
/// A feature met in fewer sketches is dropped; a row gives five, so one row alone teaches no word.
const LEAST: u32 = 6;

/// The chances asked for: which outcomes a row's label allows.
type Allowed = [bool; OUTCOMES.len()];

/// An annotated answer.
struct Row {
    asked: Text,
    answer: Text,
    label: Label,
    reluctance: Option<f32>,
}

/// A row as training sees it.
struct Example {
    sketch: Vec<u32>,
    allowed: Allowed,
    weight: f32,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let write = arguments.iter().position(|it| it == "--write").map(|at| &arguments[at + 1]);
    let ours: Vec<Vec<Row>> =
        arguments.iter().take_while(|it| !it.starts_with("--")).map(|path| rows(&read(path))).collect();
    let scorers: Vec<Scorer> = std::iter::once(Scorer::new()).chain(SEEDS.map(Scorer::hiding)).collect();
    let sets: Vec<Vec<Example>> = ours.iter().map(|rows| of_ours(&scorers, rows)).collect();
    if let Some(path) = write {
        let all: Vec<&Example> = sets.iter().flatten().collect();
        std::fs::write(path, bytes(&train(&all))).unwrap();
        return;
    }
    cross(&ours, &sets);
}

fn read(path: &str) -> Vec<Value> {
    let raw = std::fs::read_to_string(path).unwrap();
    raw.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "the scale runs from 0 to 1")]
fn rows(values: &[Value]) -> Vec<Row> {
    let mut asked: BTreeMap<&str, &str> = BTreeMap::new();
    let mut rows = Vec::new();
    for value in values {
        if let (Some(id), Some(text)) = (value["unit_id"].as_str(), value["text"].as_str()) {
            asked.insert(id, text);
        }
        let assent = &value["assent"];
        let Some(name) = assent["label"].as_str() else { continue };
        let Some(question) = assent["question_unit"].as_str().and_then(|id| asked.get(id)) else { continue };
        let label = Label::ALL.into_iter().find(|label| label.name() == name).unwrap();
        let reluctance = assent["reluctance"].as_f64().map(|it| it as f32);
        rows.push(Row {
            asked: Text::new(*question),
            answer: Text::new(value["text"].as_str().unwrap()),
            label,
            reluctance,
        });
    }
    rows
}

/// Our rows, each with the whole lists and with parts of them.
fn of_ours(scorers: &[Scorer], rows: &[Row]) -> Vec<Example> {
    let mut examples = Vec::new();
    for row in rows {
        let Some(question) = scorers[0].question_in(&row.asked) else { continue };
        let allowed = OUTCOMES.map(|(label, step)| {
            label == row.label && row.reluctance.zip(step).is_none_or(|(gold, step)| (gold - step).abs() < 0.126)
        });
        for scorer in scorers {
            let sketch = scorer.sketch(&row.asked, &question, &row.answer, true);
            #[expect(clippy::cast_precision_loss, reason = "a handful")]
            examples.push(Example { sketch, allowed, weight: 1.0 / scorers.len() as f32 });
        }
    }
    examples
}

/// Logistic regression by adaptive steps; a row that allows several outcomes asks only for their sum.
fn train(examples: &[&Example]) -> Vec<f32> {
    let width = OUTCOMES.len();
    let mut met = vec![0_u32; BUCKETS];
    for example in examples {
        example.sketch.iter().for_each(|&bucket| met[bucket as usize] += 1);
    }
    let (mut weights, mut steps) = (vec![0.0_f32; BUCKETS * width], vec![1e-6_f32; BUCKETS * width]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 1_u64;
    for _ in 0..EPOCHS {
        shuffle(&mut order, &mut state);
        for &at in &order {
            let Example { sketch, allowed, weight } = examples[at];
            let mut scores = vec![0.0_f32; width];
            for &bucket in sketch {
                let row = bucket as usize * width;
                scores.iter_mut().zip(&weights[row..]).for_each(|(score, weight)| *score += weight);
            }
            let chances = chances(&scores);
            let right: f32 = chances.iter().zip(allowed).filter(|(_, allowed)| **allowed).map(|(it, _)| it).sum();
            for &bucket in sketch.iter().filter(|&&bucket| met[bucket as usize] >= LEAST) {
                for (outcome, chance) in chances.iter().enumerate() {
                    let wanted = if allowed[outcome] { chance / right.max(1e-6) } else { 0.0 };
                    let place = bucket as usize * width + outcome;
                    let slope = weight * ((chance - wanted) + SHRINK * weights[place]);
                    steps[place] += slope * slope;
                    weights[place] -= STEP * slope / steps[place].sqrt();
                }
            }
        }
    }
    weights
}

fn chances(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let raised: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let total: f32 = raised.iter().sum();
    raised.into_iter().map(|it| it / total).collect()
}

/// Fisher and Yates with a small generator of its own, so that every run goes the same way.
fn shuffle(order: &mut [usize], state: &mut u64) {
    for at in (1..order.len()).rev() {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(at, ((*state >> 33) % (at as u64 + 1)) as usize);
    }
}

/// The model as the program reads it: the scale, then a signed byte for each weight.
#[expect(clippy::cast_possible_truncation, reason = "clamped to a signed byte")]
fn bytes(weights: &[f32]) -> Vec<u8> {
    let most = weights.iter().fold(1e-6_f32, |most, weight| most.max(weight.abs()));
    let scale = most / 127.0;
    let small = weights.iter().map(|weight| (weight / scale).round().clamp(-127.0, 127.0) as i8);
    scale.to_le_bytes().into_iter().chain(small.map(i8::cast_unsigned)).collect()
}

/// Trains on all sets but one and measures on that one.
fn cross(ours: &[Vec<Row>], sets: &[Vec<Example>]) {
    let of = |firm, idiom, weak, marked, strength| Margins { firm, idiom, weak, marked, strength };
    let margins = [
        ("learned", of(0.0, 0.0, 0.0, 0.0, 0.0)),
        ("both", Margins::default()),
        ("both, bolder", of(0.4, 0.4, 0.0, 0.4, 0.1)),
        ("direction only", of(0.7, 0.4, 0.0, 1.0, 1.0)),
        ("strength only", of(1.0, 1.0, 1.0, 0.6, 0.3)),
    ];
    for (left_out, rows) in ours.iter().enumerate() {
        let kept = sets.iter().enumerate().filter(|(at, _)| *at != left_out).flat_map(|(_, set)| set);
        let model = bytes(&train(&kept.collect::<Vec<_>>()));
        let rules = Scorer::new();
        measure(&format!("set {left_out}: rules"), rows, |row, question| {
            rules.by_rules(&row.asked, question, &row.answer)
        });
        for (name, margins) in margins {
            let both = Scorer::new().with_model(model.clone(), margins).unwrap();
            measure(&format!("set {left_out}: {name}"), rows, |row, question| {
                both.score(&row.asked, question, &row.answer)
            });
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn measure(name: &str, rows: &[Row], score: impl Fn(&Row, &Question) -> Assent) {
    let asking = Scorer::new();
    let mut counts = [[0_usize; 3]; 5];
    let mut right = 0;
    for row in rows {
        let found = asking.question_in(&row.asked).map(|question| score(row, &question).label);
        for (place, label) in Label::ALL.into_iter().enumerate() {
            counts[place][0] += usize::from(found == Some(label) && row.label == label);
            counts[place][1] += usize::from(found == Some(label));
            counts[place][2] += usize::from(row.label == label);
        }
        right += usize::from(found == Some(row.label));
    }
    let f1 = counts.map(|[both, found, gold]| 2.0 * both as f64 / (found + gold).max(1) as f64);
    let each: Vec<String> = f1.iter().map(|it| format!("{it:.3}")).collect();
    let accuracy = right as f64 / rows.len().max(1) as f64;
    println!("{name:24} macro-F1 {:.3} accuracy {accuracy:.3}  each {}", f1.iter().sum::<f64>() / 5.0, each.join(" "));
}
