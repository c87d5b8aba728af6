//! Annotated comments for the theme examples: gold files in JSON lines, and our own list with tabs.

#![allow(dead_code, reason = "each example uses a part of it")]

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use undertone::text::{Span, Text};

/// A comment with the labels it should get, as `theme:valence`.
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) question: Option<Text>,
    pub(crate) text: Text,
    pub(crate) labels: Vec<String>,
    /// Names of labels that a careful reader could decide otherwise.
    pub(crate) doubtful: bool,
    /// Whether it uses a theme's words and carries none.
    pub(crate) bait: bool,
}

/// What the short names in our own list stand for.
const SHORT: &[(&str, &str)] = &[
    ("A+", "alignment:strength"),
    ("A-", "alignment:weakness"),
    ("O", "out-of-the-loop:weakness"),
    ("T", "tools-driving-strategy:weakness"),
];

/// The labels that are learned and measured, in their order.
pub(crate) fn labels() -> Vec<String> {
    SHORT.iter().map(|(_, label)| (*label).to_owned()).collect()
}

/// Reads one file of either kind.
pub(crate) fn read(path: &Path) -> Vec<Case> {
    let written = std::fs::read_to_string(path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()));
    if path.extension().is_some_and(|it| it == "tsv") { own_list(&written) } else { gold(&written) }
}

/// Lines of labels, a tab and a comment; `-` for no label.
fn own_list(written: &str) -> Vec<Case> {
    let lines = written.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|(at, line)| {
            let (labels, text) = line.split_once('\t').unwrap_or_else(|| panic!("line {}: no tab", at + 1));
            let labels = labels.split(',').filter(|it| *it != "-");
            let labels = labels.map(|it| long(it).unwrap_or_else(|| panic!("line {}: no label `{it}`", at + 1)));
            Case {
                id: format!("own-{}", at + 1),
                question: None,
                text: Text::new(text),
                labels: labels.collect(),
                doubtful: false,
                bait: false,
            }
        })
        .collect()
}

fn long(short: &str) -> Option<String> {
    SHORT.iter().find(|(name, _)| *name == short).map(|(_, label)| (*label).to_owned())
}

/// The scored participants' units of a gold file, with what must be masked replaced by placeholders.
fn gold(written: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut asked: Option<Text> = None;
    for row in written.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let Some(text) = row["text"].as_str().filter(|_| row["unit_id"].is_string() && row["kind"] != "question")
        else {
            continue;
        };
        let text = Text::new(masked(text, &row["identifiers"]));
        if row["role"] == "moderator" {
            asked = Some(text);
            continue;
        }
        if row["themes_scored"] != Value::Bool(true) || row["procedural"] == Value::Bool(true) {
            continue;
        }
        let themes: Vec<&Value> = row["themes"].as_array().into_iter().flatten().collect();
        let label = |it: &&Value| {
            format!("{}:{}", it["theme"].as_str().unwrap_or(""), it["polarity"].as_str().unwrap_or("weakness"))
        };
        let question = row["question"].as_str().map(Text::new).or_else(|| asked.clone());
        cases.push(Case {
            id: row["unit_id"].as_str().unwrap_or("").to_owned(),
            question,
            text,
            labels: themes.iter().map(label).collect(),
            doubtful: themes.iter().any(|it| it["doubt"] == Value::Bool(true)),
            bait: row["hard_negative"] == Value::Bool(true),
        });
    }
    cases
}

fn masked(text: &str, identifiers: &Value) -> String {
    let bytes = |chars: usize| text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at);
    let mut edits: Vec<(Span, String)> = Vec::new();
    for it in identifiers.as_array().into_iter().flatten().filter(|it| it["must"] == "mask") {
        let (Some(start), Some(end)) = (it["start"].as_u64(), it["end"].as_u64()) else { continue };
        let span = Span::new(bytes(usize::try_from(start).unwrap_or(0)), bytes(usize::try_from(end).unwrap_or(0)));
        let kind = match it["type"].as_str().unwrap_or("") {
            "PERSON" => "[Person 1]",
            "ORG" => "[Organisation 1]",
            "LOCATION" => "[Location 1]",
            "DATE" => "[Date 1]",
            "ID" => "[Id 1]",
            "EMAIL" => "[Email 1]",
            "PHONE" => "[Phone 1]",
            "ADDRESS" => "[Address 1]",
            _ => "[Handle 1]",
        };
        if edits.iter().all(|(other, _)| !other.overlaps(span)) {
            edits.push((span, kind.to_owned()));
        }
    }
    edits.sort_by_key(|(span, _)| *span);
    Text::new(text).replaced(&edits).as_str().to_owned()
}

/// Right, wrong and missed, by label.
#[derive(Default)]
pub(crate) struct Tally(BTreeMap<String, [usize; 3]>);

impl Tally {
    /// Counts one comment, with polarity and without.
    pub(crate) fn add(&mut self, expected: &[String], found: &[String]) {
        self.count(expected, found);
        let theme = |labels: &[String]| {
            let mut themes: Vec<String> =
                labels.iter().map(|it| it.split(':').next().unwrap_or("").to_owned()).collect();
            themes.sort_unstable();
            themes.dedup();
            themes
        };
        self.count(&theme(expected), &theme(found));
        let any = |labels: &[String]| if labels.is_empty() { Vec::new() } else { vec!["(any)".to_owned()] };
        self.count(&any(expected), &any(found));
    }

    fn count(&mut self, expected: &[String], found: &[String]) {
        for label in expected {
            self.0.entry(label.clone()).or_default()[if found.contains(label) { 0 } else { 2 }] += 1;
        }
        for label in found.iter().filter(|it| !expected.contains(it)) {
            self.0.entry(label.clone()).or_default()[1] += 1;
        }
    }

    /// Mean F1 over the labels with polarity, and over the themes without.
    pub(crate) fn macros(&self) -> (f64, f64) {
        let mean = |polar: bool| {
            let all: Vec<f64> = self
                .0
                .iter()
                .filter(|(it, _)| it.contains(':') == polar && *it != "(any)")
                .map(|(_, n)| f1(n))
                .collect();
            all.iter().sum::<f64>() / all.len().max(1) as f64
        };
        (mean(true), mean(false))
    }

    /// A table of precision, recall and F1.
    pub(crate) fn print(&self, title: &str) {
        let (with, without) = self.macros();
        println!("{title}: macro-F1 {without:.3} by theme, {with:.3} by theme and polarity");
        for (label, n) in &self.0 {
            let [right, wrong, missed] = n.map(|n| n as f64);
            let (p, r) = (right / (right + wrong).max(1.0), right / (right + missed).max(1.0));
            println!("  {label:34} P {p:.2}  R {r:.2}  F1 {:.2}  of {}", f1(n), n[0] + n[2]);
        }
    }
}

fn f1(&[right, wrong, missed]: &[usize; 3]) -> f64 {
    2.0 * right as f64 / (2 * right + wrong + missed).max(1) as f64
}
