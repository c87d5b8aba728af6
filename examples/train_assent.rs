//! Trains the learned part of the reluctant-yes scorer:
//! `cargo run --release --example train_assent -- OURS.jsonl... --circa TRAIN.jsonl DEV.jsonl [--write models/assent.bin]`.
//!
//! Without `--write` it measures: each of our files by a model that has not seen it; Circa's questions of the second
//! file, none of which the first has; and each situation of Circa by a model that has seen only the others. The
//! same rows give the same weights. Rows are read, counted and forgotten; none is written anywhere.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a training program prints and may stop"
)]

mod assent_rows;

use std::collections::BTreeSet;

use assent_rows::figures::Figures;
use assent_rows::{Row, Wanted, read};
use rayon::prelude::*;
use undertone::assent::{Assent, BUCKETS, COLUMNS, Margins, OF_ANSWERS, OUTCOMES, Parts, Scorer};

/// Times that the rows are gone through.
const EPOCHS: usize = 12;
/// The first step; later ones shrink for each feature as it is met.
const STEP: f32 = 0.03;
/// The same where small talk is told from work, which has to be sure of itself.
const STEP_APART: f32 = 0.1;
/// How strongly weights are drawn towards nothing.
const SHRINK: f32 = 1e-3;
/// Training sees our rows with a part of the lists hidden, a different part each time.
const SEEDS: std::ops::Range<u64> = 0..4;
/// A feature met in fewer sketches is dropped; a row of ours gives five, so one row alone teaches no word.
const LEAST: u32 = 6;
/// The same in small talk, where a row gives one.
const LEAST_IN_TALK: u32 = 3;
/// What a row of ours weighs where small talk is taught.
const OURS_IN_TALK: f32 = 0.3;
/// What a row of Circa weighs where the two are told apart; there are far more of them.
const TALK: f32 = 0.1;

const WIDTH: usize = OUTCOMES.len();

/// A row as training sees it.
struct Example {
    sketch: Vec<u32>,
    wanted: Vec<Wanted>,
    /// Whether it is a row of Circa.
    talk: bool,
    weight: f32,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |flag: &str, most: usize| -> Vec<&String> {
        let at = arguments.iter().position(|it| it == flag).map_or(arguments.len(), |at| at + 1);
        arguments[at..].iter().take_while(|it| !it.starts_with("--")).take(most).collect()
    };
    let ours: Vec<Vec<Row>> = arguments.iter().take_while(|it| !it.starts_with("--")).map(|path| read(path)).collect();
    let circa: Vec<Vec<Row>> = after("--circa", 2).into_iter().map(|path| read(path)).collect();
    let whole = Scorer::new();
    let scorers: Vec<Scorer> = SEEDS.map(Scorer::hiding).collect();
    let all: Vec<&Scorer> = std::iter::once(&whole).chain(&scorers).collect();
    let sets: Vec<Vec<Example>> = ours.iter().map(|rows| examples(&all, rows, false)).collect();
    let talk: Vec<Vec<Example>> = circa.iter().map(|rows| examples(&all[..1], rows, true)).collect();
    if let Some(path) = after("--write", 1).first() {
        let all: Vec<&Example> = sets.iter().flatten().chain(talk.iter().flatten()).collect();
        std::fs::write(path, bytes(&train(&all))).unwrap();
        return;
    }
    cross(&ours, &sets, &talk);
    if let [seen, unseen] = circa.as_slice() {
        let kept: Vec<&Example> = sets.iter().flatten().chain(&talk[0]).collect();
        report("Circa, unseen questions", unseen, &bytes(&train(&kept)));
        situations(&sets, seen, &talk[0]);
    }
}

/// What training sees of `rows`, each with the whole lists and with parts of them.
fn examples(scorers: &[&Scorer], rows: &[Row], talk: bool) -> Vec<Example> {
    let of_row = |row: &Row| -> Vec<Example> {
        let of_scorer = |scorer: &&Scorer| {
            let sketch = scorer.sketch(&row.asked, &row.answer)?;
            #[expect(clippy::cast_precision_loss, reason = "a handful")]
            let weight = 1.0 / scorers.len() as f32;
            Some(Example { sketch, wanted: row.wanted.clone(), talk, weight })
        };
        scorers.iter().filter_map(of_scorer).collect()
    };
    rows.par_iter().flat_map_iter(of_row).collect()
}

/// The three models side by side: talk about work, small talk, and which of the two.
fn train(examples: &[&Example]) -> Vec<[f32; COLUMNS]> {
    let ours: Vec<&Example> = examples.iter().copied().filter(|example| !example.talk).collect();
    let slopes = |example: &Example, scores| slopes(chances(scores), &example.wanted);
    let work = fit(&ours, OF_ANSWERS, LEAST, STEP, |_| 1.0, slopes);
    let talk =
        fit(examples, BUCKETS, LEAST_IN_TALK, STEP, |example| if example.talk { 1.0 } else { OURS_IN_TALK }, slopes);
    let which = fit(
        examples,
        BUCKETS,
        LEAST,
        STEP_APART,
        |example| if example.talk { TALK } else { 1.0 },
        |example, [score]| [1.0 / (1.0 + (-score).exp()) - if example.talk { 1.0 } else { 0.0 }],
    );
    let side_by_side = |bucket: usize| {
        let row = work[bucket].iter().chain(&talk[bucket]).chain(&which[bucket]);
        row.copied().collect::<Vec<f32>>().try_into().unwrap()
    };
    (0..BUCKETS).map(side_by_side).collect()
}

/// Logistic regression by adaptive steps, on the first `buckets` features.
fn fit<const N: usize>(
    examples: &[&Example],
    buckets: usize,
    least: u32,
    step: f32,
    weight: impl Fn(&Example) -> f32,
    slopes: impl Fn(&Example, [f32; N]) -> [f32; N],
) -> Vec<[f32; N]> {
    let mut met = vec![0_u32; BUCKETS];
    for example in examples {
        example.sketch.iter().for_each(|&bucket| met[bucket as usize] += 1);
    }
    let (mut weights, mut steps) = (vec![[0.0_f32; N]; BUCKETS], vec![[1e-6_f32; N]; BUCKETS]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 1_u64;
    for _ in 0..EPOCHS {
        shuffle(&mut order, &mut state);
        for &at in &order {
            let example = examples[at];
            let mut scores = [0.0_f32; N];
            for &bucket in &example.sketch {
                scores.iter_mut().zip(&weights[bucket as usize]).for_each(|(score, weight)| *score += weight);
            }
            let (slopes, weight) = (slopes(example, scores), example.weight * weight(example));
            for &bucket in example.sketch.iter().filter(|&&it| (it as usize) < buckets && met[it as usize] >= least) {
                let (row, steps) = (&mut weights[bucket as usize], &mut steps[bucket as usize]);
                for column in 0..N {
                    let slope = weight * (slopes[column] + SHRINK * row[column]);
                    steps[column] += slope * slope;
                    row[column] -= step * slope / steps[column].sqrt();
                }
            }
        }
    }
    weights
}

/// By how much each chance is above what is wanted of it; outcomes wanted together are asked only for their sum.
fn slopes(chances: [f32; WIDTH], wanted: &[Wanted]) -> [f32; WIDTH] {
    let mut slopes = chances;
    for Wanted { outcomes, share } in wanted {
        let right: f32 = chances.iter().zip(outcomes).filter(|(_, it)| **it).map(|(it, _)| it).sum();
        for outcome in (0..WIDTH).filter(|&outcome| outcomes[outcome]) {
            slopes[outcome] -= share * chances[outcome] / right.max(1e-6);
        }
    }
    slopes
}

fn chances(scores: [f32; WIDTH]) -> [f32; WIDTH] {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let raised = scores.map(|score| (score - most).exp());
    let total: f32 = raised.iter().sum();
    raised.map(|it| it / total)
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
fn bytes(weights: &[[f32; COLUMNS]]) -> Vec<u8> {
    let weights = weights.as_flattened();
    let most = weights.iter().fold(1e-6_f32, |most, weight| most.max(weight.abs()));
    let scale = most / 127.0;
    let small = weights.iter().map(|weight| (weight / scale).round().clamp(-127.0, 127.0) as i8);
    scale.to_le_bytes().into_iter().chain(small.map(i8::cast_unsigned)).collect()
}

/// Trains on all of our sets but one, with Circa, and measures on that one.
fn cross(ours: &[Vec<Row>], sets: &[Vec<Example>], talk: &[Vec<Example>]) {
    let models: Vec<(usize, Vec<u8>)> = (0..ours.len())
        .into_par_iter()
        .map(|left_out| {
            let kept = sets.iter().enumerate().filter(|(at, _)| *at != left_out).flat_map(|(_, set)| set);
            (left_out, bytes(&train(&kept.chain(talk.iter().flatten()).collect::<Vec<_>>())))
        })
        .collect();
    for (left_out, model) in models {
        report(&format!("set {left_out}"), &ours[left_out], &model);
    }
}

/// Trains on all situations of Circa but one, with ours, and measures on that one.
fn situations(sets: &[Vec<Example>], rows: &[Row], examples: &[Example]) {
    let scorer = Scorer::new();
    let asked: Vec<&Row> = rows.iter().filter(|row| scorer.sketch(&row.asked, &row.answer).is_some()).collect();
    assert_eq!(asked.len(), examples.len(), "a row of Circa gives one example");
    let all: BTreeSet<&str> = rows.iter().map(|row| row.situation.as_str()).collect();
    let models: Vec<(&str, Vec<u8>)> = all
        .into_par_iter()
        .map(|left_out| {
            let kept = asked.iter().zip(examples).filter(|(row, _)| row.situation != left_out).map(|(_, it)| it);
            (left_out, bytes(&train(&sets.iter().flatten().chain(kept).collect::<Vec<_>>())))
        })
        .collect();
    let mut whole = Figures::default();
    for (situation, model) in models {
        let scorer = Scorer::new().with_model(model, Margins::default()).unwrap();
        let left: Vec<&Row> = rows.iter().filter(|row| row.situation == situation).collect();
        let figures = measure(&left, |row| scorer.score(&row.asked, &row.answer));
        println!("{situation:70} {figures}");
        whole.add(figures);
    }
    println!("{:70} {whole}", "Circa, a situation left out, all");
}

fn report(name: &str, rows: &[Row], model: &[u8]) {
    let rows: Vec<&Row> = rows.iter().collect();
    let of = |firm, idiom, weak, marked, strength| Margins { firm, idiom, weak, marked, strength };
    let rules = Scorer::new().with(Parts::Cues);
    let cues = measure(&rows, |row| rules.score(&row.asked, &row.answer));
    println!("{name:26} cues alone    {cues}");
    let margins = [
        ("model alone", of(0.0, 0.0, 0.0, 0.0, 0.0)),
        ("both", Margins::default()),
        ("both, .5 .2 .3 .1", of(0.5, 0.2, 0.0, 0.3, 0.1)),
        ("both, bolder", of(0.4, 0.2, 0.0, 0.4, 0.1)),
    ];
    for (kind, margins) in margins {
        let both = Scorer::new().with_model(model.to_owned(), margins).unwrap();
        let figures = measure(&rows, |row| both.score(&row.asked, &row.answer));
        println!("{name:26} {kind:13} {figures}");
    }
}

fn measure(rows: &[&Row], score: impl Fn(&Row) -> Option<Assent> + Sync) -> Figures {
    let found: Vec<Option<Assent>> = rows.par_iter().map(|row| score(row)).collect();
    let mut figures = Figures::default();
    for (row, found) in rows.iter().zip(found) {
        figures.count(row.label, row.reluctance, found.as_ref());
    }
    figures
}
