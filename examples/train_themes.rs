//! Learns the small weights of `models/themes.tsv` from annotated comments.
//!
//! `cargo run --release --example train_themes -- [--try] [--held FILE]... FILE...` writes the model; with `--try` it
//! writes nothing and measures instead: by five-fold cross-validation, and on each held file (totals only). With
//! `--errors` cross-validation lists what went wrong; `--penalty`, `--words`, `--cues` and `--second` try settings.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example reads files and reports")]
#![allow(clippy::cast_precision_loss, clippy::format_push_string, reason = "counts are small, and so is the model")]

mod themes_cases;

use std::collections::BTreeMap;
use std::path::PathBuf;

use themes_cases::{Case, Tally, labels, read};
use undertone::themes::Codebooks;

const MODEL: &str = "models/themes.tsv";
/// Weights below this are left out.
const LEAST: f64 = 0.05;
const FOLDS: usize = 5;

/// How hard the weights are held small.
struct Settings {
    /// Strength of the penalty.
    penalty: f64,
    /// How far word clues count against class clues.
    words: f64,
    /// What the cue phrases add, times their score.
    cues: f64,
    /// How far above its threshold a second label must be.
    second: f64,
    /// Whether cross-validation lists what went wrong.
    errors: bool,
}

/// A comment as the trainer sees it.
struct Row {
    clues: Vec<(usize, f64)>,
    cues: Vec<f64>,
    wanted: Vec<bool>,
    labels: Vec<String>,
    said: String,
    bait: bool,
}

/// The weights of one label, by clue.
type Weights = Vec<f64>;

fn main() {
    let mut args = std::env::args().skip(1);
    let (mut trying, mut held, mut paths) = (false, Vec::new(), Vec::new());
    let mut settings = Settings { penalty: 0.003, words: 1.1, cues: 2.5, second: 1.2, errors: false };
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|it| it.parse().ok()).expect("a number");
        match arg.as_str() {
            "--try" => trying = true,
            "--held" => held.extend(args.next().map(PathBuf::from)),
            "--penalty" => settings.penalty = number(),
            "--words" => settings.words = number(),
            "--cues" => settings.cues = number(),
            "--second" => settings.second = number(),
            "--errors" => settings.errors = true,
            _ => paths.push(PathBuf::from(arg)),
        }
    }
    let codebooks = Codebooks::built_in();
    let mut names = BTreeMap::new();
    let cases: Vec<Case> = paths.iter().flat_map(|path| read(path)).filter(|case| !case.doubtful).collect();
    let rows: Vec<Row> = cases.iter().map(|case| row(&codebooks, &settings, &mut names, case, true)).collect();
    if trying {
        try_out(&codebooks, &settings, &mut names, &rows, &held);
    } else {
        let all: Vec<&Row> = rows.iter().collect();
        let thresholds = folds(&rows, names.len(), &settings).1;
        let learned = learn(&all, names.len(), &settings);
        write(&names, &settings, &learned, &thresholds, &paths);
    }
}

fn row(codebooks: &Codebooks, settings: &Settings, names: &mut BTreeMap<String, usize>, case: &Case, new: bool) -> Row {
    let mut clues = Vec::new();
    for clue in codebooks.evidence(&case.text) {
        let next = names.len();
        let scale = scale(&clue, settings);
        let place = if new { Some(*names.entry(clue).or_insert(next)) } else { names.get(&clue).copied() };
        clues.extend(place.map(|place| (place, scale)));
    }
    let scores: BTreeMap<String, f32> = codebooks.cue_scores(case.question.as_ref(), &case.text).into_iter().collect();
    let from_cues = labels().iter().map(|label| f64::from(scores.get(label).copied().unwrap_or(0.0))).collect();
    let wanted = labels().iter().map(|label| case.labels.contains(label)).collect();
    Row {
        clues,
        cues: from_cues,
        wanted,
        labels: case.labels.clone(),
        said: case.text.as_str().to_owned(),
        bait: case.bait,
    }
}

/// Clues of the same kind are held equally small; rare kinds smaller.
fn scale(clue: &str, settings: &Settings) -> f64 {
    match clue.split(' ').next().unwrap_or("") {
        "any" | "class" | "not" | "words" => 1.0,
        "then" => 0.45,
        "later" => 0.35,
        "before" | "after" => 0.6 * settings.words,
        "pair" => 0.8 * settings.words,
        _ => settings.words,
    }
}

fn sums(row: &Row, learned: &[Weights], settings: &Settings) -> Vec<f64> {
    let sum = |(label, weights): (usize, &Weights)| {
        let clues: f64 = row.clues.iter().map(|&(clue, scale)| scale * weights[clue]).sum();
        clues + settings.cues * row.cues[label]
    };
    learned.iter().enumerate().map(sum).collect()
}

/// One logistic regression for each label, by accelerated descent; the same rows give the same weights.
fn learn(rows: &[&Row], n_clues: usize, settings: &Settings) -> Vec<Weights> {
    std::thread::scope(|scope| {
        let learners: Vec<_> =
            (0..labels().len()).map(|label| scope.spawn(move || learn_label(rows, n_clues, settings, label))).collect();
        learners.into_iter().map(|it| it.join().expect("a learner panicked")).collect()
    })
}

fn learn_label(rows: &[&Row], n_clues: usize, settings: &Settings, label: usize) -> Weights {
    let n = rows.len() as f64;
    let longest = rows.iter().map(|row| row.clues.iter().map(|(_, s)| s * s).sum::<f64>()).fold(1.0, f64::max);
    let step = 1.0 / (0.25 * longest / 3.0 + settings.penalty);
    let (mut weights, mut ahead) = (vec![0.0; n_clues], vec![0.0; n_clues]);
    for round in 0..600 {
        let mut slope: Vec<f64> = ahead.iter().map(|weight| weight * settings.penalty).collect();
        for row in rows {
            let sum: f64 = row.clues.iter().map(|&(clue, scale)| scale * ahead[clue]).sum();
            let wanted = if row.wanted[label] { 1.0 } else { 0.0 };
            let off = (1.0 / (1.0 + (-sum).exp()) - wanted) / n;
            row.clues.iter().for_each(|&(clue, scale)| slope[clue] += off * scale);
        }
        let speed = f64::from(round) / f64::from(round + 3);
        for clue in 0..n_clues {
            let next = ahead[clue] - step * slope[clue];
            ahead[clue] = next + speed * (next - weights[clue]);
            weights[clue] = next;
        }
    }
    weights
}

/// Cross-validated sums of every row, and the threshold of each label that serves them best.
fn folds(rows: &[Row], n_clues: usize, settings: &Settings) -> (Vec<Vec<f64>>, Vec<f64>) {
    let mut all = vec![Vec::new(); rows.len()];
    for fold in 0..FOLDS {
        let kept: Vec<&Row> =
            rows.iter().enumerate().filter(|(at, _)| at % FOLDS != fold).map(|(_, row)| row).collect();
        let learned = learn(&kept, n_clues, settings);
        for (at, row) in rows.iter().enumerate().filter(|(at, _)| at % FOLDS == fold) {
            all[at] = sums(row, &learned, settings);
        }
    }
    let thresholds = (0..labels().len()).map(|label| best_threshold(rows, &all, label)).collect();
    (all, thresholds)
}

/// The share of comments which only use a theme's words that get some label.
fn bait_taken(rows: &[Row], sums: &[Vec<f64>], thresholds: &[f64]) -> f64 {
    let bait: Vec<&Vec<f64>> = rows.iter().zip(sums).filter(|(row, _)| row.bait).map(|it| it.1).collect();
    let taken = bait.iter().filter(|sums| sums.iter().zip(thresholds).any(|(sum, threshold)| sum >= threshold));
    taken.count() as f64 / bait.len().max(1) as f64
}

fn best_threshold(rows: &[Row], sums: &[Vec<f64>], label: usize) -> f64 {
    let score = |threshold: f64| {
        let [mut right, mut given, mut wanted] = [0.0, 0.0, 0.0];
        for (row, sums) in rows.iter().zip(sums) {
            let (is_given, is_wanted) = (sums[label] >= threshold, row.wanted[label]);
            right += f64::from(u8::from(is_given && is_wanted));
            given += f64::from(u8::from(is_given));
            wanted += f64::from(u8::from(is_wanted));
        }
        2.0 * right / (given + wanted)
    };
    // The mean of neighbouring thresholds, so that a lucky one does not win.
    let smooth = |at: i32| (-4..=4).map(|by| score(f64::from(at + by) * 0.05)).sum::<f64>();
    let best = (-60..=60).max_by(|a, b| smooth(*a).total_cmp(&smooth(*b))).unwrap_or(0);
    f64::from(best) * 0.05
}

fn given(sums: &[f64], thresholds: &[f64], second: f64) -> Vec<String> {
    let above: Vec<f64> = sums.iter().zip(thresholds).map(|(sum, threshold)| sum - threshold).collect();
    let top = above.iter().copied().fold(f64::MIN, f64::max);
    let is_given = |above: f64| above >= 0.0 && (above >= top || above >= second);
    labels().into_iter().zip(&above).filter(|(_, above)| is_given(**above)).map(|(label, _)| label).collect()
}

fn try_out(
    codebooks: &Codebooks,
    settings: &Settings,
    names: &mut BTreeMap<String, usize>,
    rows: &[Row],
    held: &[PathBuf],
) {
    let (all, thresholds) = folds(rows, names.len(), settings);
    let mut tally = Tally::default();
    for (row, sums) in rows.iter().zip(&all) {
        let found = given(sums, &thresholds, settings.second);
        tally.add(&row.labels, &found);
        if settings.errors && found != row.labels {
            println!("wants [{}], got [{}]\n    {}", row.labels.join(" "), found.join(" "), row.said);
        }
    }
    tally.print("cross-validated");
    println!("thresholds {thresholds:.2?}, bait taken {:.3}", bait_taken(rows, &all, &thresholds));
    let learned = learn(&rows.iter().collect::<Vec<_>>(), names.len(), settings);
    let mut together = Tally::default();
    let (mut held_rows, mut held_sums) = (Vec::new(), Vec::new());
    for path in held {
        let mut tally = Tally::default();
        for case in read(path) {
            let row = row(codebooks, settings, names, &case, false);
            let sums = sums(&row, &learned, settings);
            let found = given(&sums, &thresholds, settings.second);
            tally.add(&row.labels, &found);
            together.add(&row.labels, &found);
            held_rows.push(row);
            held_sums.push(sums);
        }
        let (with, without) = tally.macros();
        println!("{}: macro-F1 {without:.3} by theme, {with:.3} with polarity", path.display());
    }
    if !held.is_empty() {
        together.print("held together");
        println!("bait taken {:.3}", bait_taken(&held_rows, &held_sums, &thresholds));
    }
}

fn write(
    names: &BTreeMap<String, usize>,
    settings: &Settings,
    learned: &[Weights],
    thresholds: &[f64],
    paths: &[PathBuf],
) {
    let from: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let mut out = String::from(
        "# what: weights of words and word classes for the built-in themes, in hundredths, one column a label\n",
    );
    out += "# source: learned from annotated comments of invented people\n# licence: MIT OR Apache-2.0\n# version: 1\n";
    out += &format!("# made by: cargo run --release --example train_themes -- {}\n", from.join(" "));
    out += &format!("second\t{:.2}\n", settings.second);
    for (label, threshold) in labels().iter().zip(thresholds) {
        out += &format!("label {label}\t{:.2}\t{threshold:.2}\n", settings.cues);
    }
    for (name, &place) in names {
        let scale = scale(name, settings);
        let weights: Vec<f64> = learned.iter().map(|it| it[place] * scale).collect();
        if weights.iter().any(|weight| weight.abs() >= LEAST) {
            let weights: Vec<String> =
                weights.iter().map(|weight| format!("{:.0}", (weight * 100.0).round() + 0.0)).collect();
            out += &format!("{name}\t{}\n", weights.join("\t"));
        }
    }
    std::fs::write(MODEL, out).expect("the model can be written");
}
