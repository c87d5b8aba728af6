//! Measures questions, pairing and scoring on annotated data:
//! `cargo run --release --example assent -- GOLD.jsonl... [--errors | --time]`.
//!
//! With `--time` it says how long the lists take to read and how fast whole sessions are paired and scored.
//! Errors go to the terminal only. Data that is held back is to be run without `--errors`.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a measuring program prints and may stop"
)]

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::Value;
use undertone::assent::{Assent, Exchange, Label, Scorer};
use undertone::text::Text;
use undertone::transcript::Role;

#[derive(Default)]
struct Totals {
    /// Gold and found label, and how often.
    confusion: BTreeMap<(&'static str, &'static str), usize>,
    ranks: Vec<(f32, f32)>,
    pairs: [usize; 3],
    questions: [usize; 3],
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let errors = arguments.iter().any(|it| it == "--errors");
    let begun = Instant::now();
    let scorer = Scorer::new();
    let ready = begun.elapsed();
    if arguments.iter().any(|it| it == "--time") {
        println!("lists read in {ready:.1?}");
    }
    let mut totals = Totals::default();
    for path in arguments.iter().filter(|it| !it.starts_with("--")) {
        let raw = std::fs::read_to_string(path).unwrap();
        let rows: Vec<Value> = raw.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        if arguments.iter().any(|it| it == "--time") {
            time(&scorer, &rows);
            continue;
        }
        totals.rows(&scorer, &rows, errors);
        totals.session(&scorer, &rows, errors);
    }
    totals.print();
}

fn text_of(row: &Value, key: &str) -> Option<String> {
    row.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn label_of(assent: &Value) -> Label {
    // Circa calls the gold label `gold`, our own files `label`.
    let name = assent["label"].as_str().or(assent["gold"].as_str()).unwrap();
    Label::ALL.into_iter().find(|label| label.name() == name).unwrap()
}

impl Totals {
    fn rows(&mut self, scorer: &Scorer, rows: &[Value], errors: bool) {
        let mut asked: BTreeMap<String, String> = BTreeMap::new();
        for row in rows {
            let id = text_of(row, "unit_id").unwrap_or_default();
            let question = text_of(row, "question").or_else(|| text_of(row, "text"));
            let kind = row["kind"].as_str().unwrap_or("circa");
            if kind == "question" || kind == "turn" {
                let question = question.clone().unwrap_or_default();
                let found = scorer.question_in(&Text::new(question.as_str())).is_some();
                let gold = row["yes_no_question"].as_bool().unwrap_or(false);
                let moderator = row["role"] != "participant";
                if moderator || gold {
                    count(&mut self.questions, gold, found);
                    if errors && gold != found {
                        println!("question {gold} found {found}: {question}");
                    }
                }
                asked.insert(id, question);
            }
            let assent = if kind == "circa" { row } else { &row["assent"] };
            if assent.is_null() || kind == "question" || (kind == "circa" && row.get("gold").is_none()) {
                continue;
            }
            let asked = match assent["question_unit"].as_str() {
                Some(id) => asked[id].clone(),
                None => question.unwrap(),
            };
            let answer = text_of(row, "answer").or_else(|| text_of(row, "text")).unwrap();
            self.answer(scorer, &asked, &answer, assent, errors);
        }
    }

    fn answer(&mut self, scorer: &Scorer, asked: &str, answer: &str, gold: &Value, errors: bool) {
        let (asked, answer) = (Text::new(asked), Text::new(answer));
        let Some(question) = scorer.question_in(&asked) else {
            *self.confusion.entry((label_of(gold).name(), "unasked")).or_default() += 1;
            return;
        };
        let found = scorer.score(&asked, &question, &answer);
        let label = label_of(gold);
        *self.confusion.entry((label.name(), found.label.name())).or_default() += 1;
        let number = gold["reluctance"].as_f64();
        if let (Some(gold), Some(found)) = (number.filter(|_| label.is_yes()), found.reluctance) {
            #[expect(clippy::cast_possible_truncation, reason = "the scale runs from 0 to 1")]
            self.ranks.push((gold as f32, found));
        }
        if errors && label != found.label {
            println!("{} <- {} {}| {}", label.name(), shown(&found, &answer), asked.as_str(), answer.as_str());
        }
    }

    fn session(&mut self, scorer: &Scorer, rows: &[Value], errors: bool) {
        let turns: Vec<&Value> = rows.iter().filter(|row| row["kind"] == "turn").collect();
        let texts: Vec<Text> = turns.iter().map(|turn| Text::new(turn["text"].as_str().unwrap())).collect();
        let exchanges = exchanges(&turns, &texts);
        for (turn, found) in turns.iter().zip(scorer.pair(&exchanges)) {
            let gold = turn["assent"]["question_unit"].as_str();
            let found = found.map(|at| turns[at]["unit_id"].as_str().unwrap());
            if gold.is_some() && gold == found {
                self.pairs[0] += 1;
                continue;
            }
            self.pairs[1] += usize::from(found.is_some());
            self.pairs[2] += usize::from(gold.is_some());
            if errors && gold != found {
                println!("pair {} gold {gold:?} found {found:?}: {}", turn["unit_id"], turn["text"]);
            }
        }
    }

    fn print(&self) {
        let sum = |keep: &dyn Fn(&(&str, &str)) -> bool| {
            self.confusion.iter().filter(|(key, _)| keep(key)).map(|(_, n)| n).sum::<usize>()
        };
        let mut macro_f1 = 0.0;
        for label in Label::ALL.map(Label::name) {
            let right = sum(&|&(gold, found)| gold == label && found == label);
            let (gold, found) = (sum(&|key| key.0 == label), sum(&|key| key.1 == label));
            let (precision, recall) = (ratio(right, found), ratio(right, gold));
            let f1 = ratio(2 * right, gold + found);
            macro_f1 += f1 / 5.0;
            println!("{label:14} precision {precision:.3} recall {recall:.3} F1 {f1:.3} n {gold}");
        }
        let right = sum(&|key| key.0 == key.1);
        println!("macro-F1 {macro_f1:.3} accuracy {:.3}", ratio(right, sum(&|_| true)));
        println!("Spearman {:.3} over {} yeses", spearman(&self.ranks), self.ranks.len());
        let named = |name: &str, [right, extra, missed]: [usize; 3]| {
            println!("{name} precision {:.3} recall {:.3}", ratio(right, right + extra), ratio(right, right + missed));
        };
        named("pairs", self.pairs);
        named("questions", self.questions);
        for ((gold, found), n) in &self.confusion {
            println!("  {gold} as {found}: {n}");
        }
    }
}

fn exchanges<'a>(turns: &[&'a Value], texts: &'a [Text]) -> Vec<Exchange<'a>> {
    let role = |turn: &Value| if turn["role"] == "moderator" { Role::Moderator } else { Role::Participant };
    let turns = turns.iter().zip(texts);
    turns.map(|(turn, text)| Exchange { speaker: turn["speaker_label"].as_str(), role: role(turn), text }).collect()
}

/// Pairs and scores the session in `rows` again and again, its text already cut into tokens.
fn time(scorer: &Scorer, rows: &[Value]) {
    const ROUNDS: usize = 300;
    let turns: Vec<&Value> = rows.iter().filter(|row| row["kind"] == "turn").collect();
    let texts: Vec<Text> = turns.iter().map(|turn| Text::new(turn["text"].as_str().unwrap())).collect();
    let exchanges = exchanges(&turns, &texts);
    let (begun, mut scored) = (Instant::now(), 0);
    for _ in 0..ROUNDS {
        for (at, asked) in scorer.pair(&exchanges).into_iter().enumerate() {
            let Some(asked) = asked.map(|asked| &texts[asked]) else { continue };
            let Some(question) = scorer.question_in(asked) else { continue };
            scored += usize::from(scorer.score(asked, &question, &texts[at]).reluctance.is_some());
        }
    }
    let bytes = ROUNDS * texts.iter().map(|text| text.as_str().len()).sum::<usize>();
    println!("{:.2} MB/s, {} yeses", ratio(bytes, 1_000_000) / begun.elapsed().as_secs_f64(), scored / ROUNDS);
}

fn count(totals: &mut [usize; 3], gold: bool, found: bool) {
    totals[0] += usize::from(gold && found);
    totals[1] += usize::from(!gold && found);
    totals[2] += usize::from(gold && !found);
}

fn shown(found: &Assent, answer: &Text) -> String {
    let cues: Vec<String> = found.cues.iter().map(|cue| format!("{}:{}", cue.kind, answer.slice(cue.span))).collect();
    format!("{} {:?} [{}]", found.label.name(), found.reluctance, cues.join(", "))
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Rank correlation, ties at their mean rank.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn spearman(pairs: &[(f32, f32)]) -> f64 {
    let ranks = |values: Vec<f32>| -> Vec<f64> {
        let rank = |value: &f32| {
            let below = values.iter().filter(|it| *it < value).count();
            let same = values.iter().filter(|it| it.total_cmp(value).is_eq()).count();
            below as f64 + (same as f64 - 1.0) / 2.0
        };
        values.iter().map(rank).collect()
    };
    let (left, right) = (ranks(pairs.iter().map(|it| it.0).collect()), ranks(pairs.iter().map(|it| it.1).collect()));
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let (a, b) = (mean(&left), mean(&right));
    let covariance: f64 = left.iter().zip(&right).map(|(x, y)| (x - a) * (y - b)).sum();
    let spread = |values: &[f64], mean: f64| values.iter().map(|it| (it - mean).powi(2)).sum::<f64>().sqrt();
    covariance / (spread(&left, a) * spread(&right, b)).max(f64::EPSILON)
}
