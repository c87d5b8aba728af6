//! The row contract: what programs read from `annotate` and from `comments.jsonl`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Comment;
use crate::anonymise::Turn;
use crate::text::{Span, Text};
use crate::themes::Valence;
use crate::transcript::Role;

/// A coded comment as one JSON object; offsets count Unicode scalar values of `text`.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    id: &'a str,
    session: &'a str,
    speaker: Option<&'a str>,
    role: &'static str,
    question: Option<&'a str>,
    text: &'a str,
    masked: Vec<MaskedSpan<'a>>,
    flags: Vec<FlaggedSpan>,
    themes: Vec<Theme<'a>>,
    assent: Option<AssentRow<'a>>,
    attributes: BTreeMap<&'a str, Attribute<'a>>,
    #[serde(flatten)]
    passed: &'a BTreeMap<String, serde_json::Value>,
}

/// A group or figure, of the type that the row gave it.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Attribute<'a> {
    Words(&'a str),
    Typed(serde_json::Value),
}

#[derive(Debug, Serialize)]
struct MaskedSpan<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    replacement: &'a str,
}

#[derive(Debug, Serialize)]
struct FlaggedSpan {
    kind: &'static str,
    start: usize,
    end: usize,
    reason: &'static str,
}

#[derive(Debug, Serialize)]
struct Theme<'a> {
    theme: &'a str,
    valence: &'static str,
    score: f64,
    cues: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct AssentRow<'a> {
    label: &'static str,
    reluctance: Option<f64>,
    cues: Vec<CueRow<'a>>,
}

#[derive(Debug, Serialize)]
struct CueRow<'a> {
    cue: &'a str,
    kind: &'static str,
    #[serde(flatten)]
    place: Option<CuePlace>,
}

/// Where a cue stands and what it weighs, for a reader who asks for reasons.
#[derive(Debug, Serialize)]
struct CuePlace {
    start: usize,
    end: usize,
    weight: f64,
}

impl<'a> Row<'a> {
    /// The row of `comment`, which belongs to `session`.
    pub fn new(session: &'a str, comment: &'a Comment) -> Self {
        let turn = &comment.turn;
        let question = comment.question.as_ref();
        Row {
            id: &turn.id,
            session,
            speaker: turn.speaker.as_deref(),
            role: match turn.role {
                Role::Moderator => "moderator",
                Role::Participant => "participant",
            },
            question: question.map(|it| it.turn.as_deref().unwrap_or_else(|| it.words.as_str())),
            text: turn.text.as_str(),
            masked: turn
                .masks
                .iter()
                .map(|mask| {
                    let (start, end) = mask.span.in_chars(turn.text.as_str());
                    MaskedSpan { kind: mask.kind.name(), start, end, replacement: &mask.replacement }
                })
                .collect(),
            flags: turn
                .flags
                .iter()
                .map(|flag| {
                    let (start, end) = flag.span.in_chars(turn.text.as_str());
                    let kind = if flag.care { "disclosure" } else { "quasi" };
                    FlaggedSpan { kind, start, end, reason: flag.reason }
                })
                .collect(),
            themes: comment
                .tags
                .iter()
                .map(|tag| Theme {
                    theme: &tag.theme,
                    valence: match tag.valence {
                        Valence::Strength => "strength",
                        Valence::Weakness => "weakness",
                    },
                    score: hundredths(tag.score),
                    cues: words_at(&turn.text, &tag.cues),
                })
                .collect(),
            assent: comment.assent.as_ref().map(|assent| AssentRow {
                label: assent.label.name(),
                reluctance: assent.reluctance.map(hundredths),
                cues: assent
                    .cues
                    .iter()
                    .map(|cue| CueRow { cue: turn.text.slice(cue.span), kind: cue.kind, place: None })
                    .collect(),
            }),
            attributes: turn
                .attributes
                .iter()
                .map(|(name, value)| (name.as_str(), attribute(turn, name, value)))
                .collect(),
            passed: &turn.passed,
        }
    }
}

impl Row<'_> {
    /// The same row with the place of each cue of assent, and by how much it moved reluctance.
    #[must_use]
    pub fn explained(mut self, comment: &Comment) -> Self {
        let (rows, assent) = (self.assent.as_mut(), comment.assent.as_ref());
        for (row, cue) in rows.into_iter().flat_map(|it| &mut it.cues).zip(assent.into_iter().flat_map(|it| &it.cues)) {
            let (start, end) = cue.span.in_chars(comment.turn.text.as_str());
            row.place = Some(CuePlace { start, end, weight: hundredths(cue.weight) });
        }
        self
    }
}

fn attribute<'a>(turn: &Turn, name: &str, value: &'a str) -> Attribute<'a> {
    let typed = turn.typed.contains(name).then(|| serde_json::from_str(value).ok()).flatten();
    typed.map_or(Attribute::Words(value), Attribute::Typed)
}

fn words_at<'a>(text: &'a Text, spans: &[Span]) -> Vec<&'a str> {
    spans.iter().map(|&span| text.slice(span)).collect()
}

/// Two decimals say all that these scores can say.
fn hundredths(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}
