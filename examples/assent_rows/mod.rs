//! The rows that the reluctant-yes scorer is trained and measured on: our own annotated answers, and Circa with its votes.

pub(crate) mod figures;

use std::collections::BTreeMap;

use serde_json::Value;
use undertone::assent::{Label, OUTCOMES};
use undertone::text::Text;

/// An annotated answer.
pub(crate) struct Row {
    pub(crate) asked: Text,
    pub(crate) answer: Text,
    /// The answer as a recogniser writes it: in lower case, without punctuation.
    pub(crate) bare: Text,
    pub(crate) label: Label,
    pub(crate) reluctance: Option<f32>,
    /// The situation that it was written for; empty for our own.
    pub(crate) situation: String,
    pub(crate) wanted: Vec<Wanted>,
}

/// Outcomes that share a part of the chances; which of them it is stays open.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) outcomes: [bool; OUTCOMES.len()],
    pub(crate) share: f32,
}

/// Reads `path`: our own gold form, or Circa's rows.
pub(crate) fn read(path: &str) -> Vec<Row> {
    let raw = std::fs::read_to_string(path).unwrap();
    let values: Vec<Value> = raw.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    if values.first().is_some_and(|value| value["votes"].is_string()) {
        return values.iter().map(of_circa).collect();
    }
    ours(&values)
}

#[expect(clippy::cast_possible_truncation, reason = "the scale runs from 0 to 1")]
fn ours(values: &[Value]) -> Vec<Row> {
    let mut asked: BTreeMap<&str, &str> = BTreeMap::new();
    let mut rows = Vec::new();
    for value in values {
        if let (Some(id), Some(text)) =
            (value["unit_id"].as_str(), value["text"].as_str().or(value["question"].as_str()))
        {
            asked.insert(id, text);
        }
        let assent = &value["assent"];
        let Some(name) = assent["label"].as_str() else { continue };
        let Some(question) = assent["question_unit"].as_str().and_then(|id| asked.get(id)) else { continue };
        let label = named(name);
        let reluctance = assent["reluctance"].as_f64().map(|it| it as f32);
        let outcomes = OUTCOMES.map(|(it, step)| {
            it == label && reluctance.zip(step).is_none_or(|(gold, step)| (gold - step).abs() < 0.126)
        });
        rows.push(Row {
            asked: Text::new(*question),
            answer: Text::new(value["text"].as_str().unwrap()),
            bare: bare(value["text"].as_str().unwrap()),
            label,
            reluctance,
            situation: String::new(),
            wanted: vec![Wanted { outcomes, share: 1.0 }],
        });
    }
    rows
}

/// `answer` in lower case, without marks other than those inside words.
fn bare(answer: &str) -> Text {
    let spoken = |it: char| it.is_alphanumeric() || matches!(it, '\'' | '\u{2019}');
    let words = answer.split(|it| !spoken(it)).map(|word| word.trim_matches(|it| !char::is_alphanumeric(it)));
    Text::new(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase())
}

fn named(name: &str) -> Label {
    Label::ALL.into_iter().find(|label| label.name() == name).unwrap()
}

/// A row of Circa asks half for what its five judges agreed on and half for their votes. Its judges were not asked
/// how strong a yes is.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "five votes")]
fn of_circa(value: &Value) -> Row {
    let label = named(value["gold"].as_str().unwrap());
    let votes = value["votes"].as_str().unwrap();
    let counted = |letters: &str| votes.chars().filter(|vote| letters.contains(*vote)).count() as f32 / 5.0;
    let groups = [
        ("Y", Label::PlainYes, [false, true, false, false, false, false, false]),
        ("PC", Label::ReluctantYes, [false, false, true, true, true, false, false]),
        ("Nn", Label::No, [false, false, false, false, false, true, false]),
        ("MUO", Label::NonAnswer, [false, false, false, false, false, false, true]),
    ];
    let wanted = groups.map(|(letters, it, outcomes)| {
        let agreed = if it == label { 0.5 } else { 0.0 };
        Wanted { outcomes, share: agreed + 0.5 * counted(letters) }
    });
    Row {
        asked: Text::new(value["question"].as_str().unwrap()),
        answer: Text::new(value["answer"].as_str().unwrap()),
        bare: bare(value["answer"].as_str().unwrap()),
        label,
        reluctance: value["reluctance"].as_f64().map(|it| it as f32),
        situation: value["context"].as_str().unwrap_or_default().to_owned(),
        wanted: wanted.into_iter().filter(|it| it.share > 0.0).collect(),
    }
}
