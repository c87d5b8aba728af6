//! Learns the weights of `models/flags.tsv` from annotated turns and comments.
//!
//! `cargo run --release --example train_flags -- FILE... --plain FILE...` writes the model. The files before `--plain` are
//! annotated with what singles somebody out; of those behind it nothing is, and they count for less. With `--held
//! FILE` (may repeat) totals on that file are printed, too. The same files give the same bytes.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example reads files and reports")]
#![allow(clippy::cast_precision_loss, clippy::format_push_string, reason = "counts are small, and so is the model")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use undertone::anonymise::clause_clues;
use undertone::text::{Span, Text};

const MODEL: &str = "models/flags.tsv";
/// How much a clause of a plain file counts.
const PLAIN: f64 = 0.3;
/// How hard the weights are held small.
const PENALTY: f64 = 0.001;
/// The sum from which on a clause is flagged.
const THRESHOLD: f64 = -1.2;
/// Weights below this are left out.
const LEAST: f64 = 0.015;
const ROUNDS: u32 = 200;

/// A clause: its clues, whether it is to be flagged, and how much it counts.
struct Clause {
    row: usize,
    span: Span,
    clues: Vec<(String, f32)>,
    wanted: Option<bool>,
    counts: f64,
}

/// The stretches that are to be flagged in each row of a file.
type Wanted = Vec<Vec<Span>>;

fn main() {
    let (mut plain, mut held) = (false, false);
    let (mut clauses, mut tried, mut given) = (Vec::new(), Vec::new(), Vec::new());
    for arg in std::env::args().skip(1) {
        match arg.as_str() {
            "--plain" => {
                plain = true;
                given.push(arg);
            }
            "--held" => held = true,
            path if held => {
                tried.push(PathBuf::from(path));
                held = false;
            }
            path => {
                let counts = if plain { PLAIN } else { 1.0 };
                clauses.extend(read(&PathBuf::from(path), counts).0);
                given.push(arg);
            }
        }
    }
    let weights = learn(&clauses);
    for path in &tried {
        measure(path, &weights);
    }
    write(&weights, &given);
}

fn read(path: &PathBuf, counts: f64) -> (Vec<Clause>, Wanted) {
    let text = std::fs::read_to_string(path).expect("the file can be read");
    let (mut clauses, mut all) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("every line is an object");
        let Some(said) = row["text"].as_str() else { continue };
        let marks = row["identifiers"].as_array().into_iter().flatten().filter(|mark| mark["must"] == "flag");
        let wanted: Vec<Span> = marks.map(|mark| span(said, mark)).collect();
        for (span, clues) in clause_clues(&Text::new(said)) {
            let covered = wanted.iter().map(|it| covered(span, *it)).max().unwrap_or(0);
            let wanted = if covered * 2 >= span.len() { Some(true) } else { (covered == 0).then_some(false) };
            clauses.push(Clause { row: all.len(), span, clues, wanted, counts });
        }
        all.push(wanted);
    }
    (clauses, all)
}

fn span(said: &str, mark: &serde_json::Value) -> Span {
    let byte = |key: &str| {
        let at = mark[key].as_u64().and_then(|at| usize::try_from(at).ok()).expect("an offset");
        said.char_indices().nth(at).map_or(said.len(), |(byte, _)| byte)
    };
    Span::new(byte("start"), byte("end"))
}

fn covered(span: Span, by: Span) -> usize {
    span.end.min(by.end).saturating_sub(span.start.max(by.start))
}

/// A logistic regression by accelerated descent.
fn learn(clauses: &[Clause]) -> BTreeMap<String, f64> {
    let clauses: Vec<&Clause> = clauses.iter().filter(|clause| clause.wanted.is_some()).collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    clauses.iter().flat_map(|it| &it.clues).for_each(|(clue, _)| *seen.entry(clue).or_default() += 1);
    let names: Vec<&str> = seen.iter().filter(|(_, count)| **count >= 2).map(|(clue, _)| *clue).collect();
    let place: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let rows: Vec<Vec<(usize, f64)>> = clauses
        .iter()
        .map(|it| it.clues.iter().filter_map(|(clue, by)| Some((*place.get(clue.as_str())?, f64::from(*by)))).collect())
        .collect();
    let total: f64 = clauses.iter().map(|it| it.counts).sum();
    let mut lengths: Vec<f64> = rows.iter().map(|row| row.iter().map(|(_, by)| by * by).sum()).collect();
    lengths.sort_by(f64::total_cmp);
    let step = 1.0 / (0.25 * lengths[lengths.len() * 9 / 10] + PENALTY);
    let (mut weights, mut ahead) = (vec![0.0; names.len()], vec![0.0; names.len()]);
    for round in 0..ROUNDS {
        let mut slope: Vec<f64> = ahead.iter().map(|weight| weight * PENALTY).collect();
        for (row, clause) in rows.iter().zip(&clauses) {
            let sum: f64 = row.iter().map(|&(clue, by)| by * ahead[clue]).sum();
            let wanted = if clause.wanted == Some(true) { 1.0 } else { 0.0 };
            let off = (1.0 / (1.0 + (-sum).exp()) - wanted) * clause.counts / total;
            for &(clue, by) in row {
                slope[clue] += off * by;
            }
        }
        let speed = f64::from(round) / f64::from(round + 3);
        for clue in 0..names.len() {
            let next = ahead[clue] - step * slope[clue];
            ahead[clue] = next + speed * (next - weights[clue]);
            weights[clue] = next;
        }
    }
    names.into_iter().map(str::to_owned).zip(weights).collect()
}

/// Totals on a file that nothing was learned from.
fn measure(path: &PathBuf, weights: &BTreeMap<String, f64>) {
    let (clauses, wanted) = read(path, 1.0);
    for threshold in [-2.5, -2.0, -1.5, -1.0] {
        let (mut raised, mut meant) = (0, 0);
        let mut met: Vec<Vec<bool>> = wanted.iter().map(|row| vec![false; row.len()]).collect();
        for clause in &clauses {
            let sum: f64 =
                clause.clues.iter().map(|(clue, by)| weights.get(clue).copied().unwrap_or(0.0) * f64::from(*by)).sum();
            if sum < threshold {
                continue;
            }
            let touched = |span: &Span| covered(clause.span, *span) > 0;
            raised += 1;
            meant += usize::from(wanted[clause.row].iter().any(touched));
            let row = met[clause.row].iter_mut().zip(&wanted[clause.row]);
            for (met, span) in row {
                *met |= touched(span);
            }
        }
        let (all, found) = (wanted.iter().flatten().count(), met.iter().flatten().filter(|met| **met).count());
        println!(
            "{}: from {threshold:.2} on {found} of {all} found, {meant} of {raised} clauses meant",
            path.display()
        );
    }
}

fn write(weights: &BTreeMap<String, f64>, given: &[String]) {
    let mut model = format!(
        "# what: weights of what a clause shows, for whether it singles somebody out, in hundredths\n\
         # source: learned from annotated turns and comments of invented people\n\
         # licence: MIT OR Apache-2.0\n\
         # version: 2\n\
         # made by: cargo run --release --example train_flags -- {}\n\
         threshold\t{:.0}\n",
        given.join(" "),
        THRESHOLD * 100.0
    );
    for (clue, weight) in weights.iter().filter(|(_, weight)| weight.abs() >= LEAST) {
        model.push_str(&format!("{clue}\t{:.0}\n", weight * 100.0));
    }
    std::fs::write(MODEL, model).expect("the model can be written");
}
