//! Labels said aloud: `I agree with P3`, where somebody is labelled `P3`, means that person.
//!
//! Knows labels that are a letter or a general word with a number; names are found elsewhere.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Grounds;
use super::names::{Mention, PersonId, Target};
use crate::lexicons::neighbours;
use crate::text::{Kind, Text, normal_form};
use crate::transcript::{SessionKind, Transcript};

const GROUNDS: Grounds = Grounds { confidence: 0.95, reason: "a speaker's label" };

/// Adds the places where somebody is called by their label; whatever was found there gives way.
pub(super) fn labels<'t>(
    transcript: &Transcript,
    speakers: &[Option<PersonId>],
    texts: impl Iterator<Item = &'t Text>,
    mentions: &mut [Vec<Mention>],
) {
    if transcript.kind != SessionKind::FocusGroup {
        return;
    }
    let labelled = transcript.speakers.iter().zip(speakers);
    let known: FxHashMap<(String, String), PersonId> =
        labelled.filter_map(|(speaker, id)| Some((numbered(&speaker.label)?, (*id)?))).collect();
    if known.is_empty() {
        return;
    }
    for (text, mentions) in texts.zip(mentions) {
        for at in 0..text.tokens().len() {
            let Some((tokens, label)) = label_at(text, at) else { continue };
            let Some(&id) = known.get(&label) else { continue };
            let span = text.span_of(tokens);
            mentions.retain(|mention| !mention.span.overlaps(span));
            mentions.push(Mention { span, target: Target::Person(id), grounds: GROUNDS, doubtful: false });
        }
        mentions.sort_by_key(|mention| mention.span);
    }
}

/// The word and the number of a label such as `P3` or `Speaker 2`.
fn numbered(label: &str) -> Option<(String, String)> {
    let normal = normal_form(label.trim());
    let head = normal.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &normal[head.len()..];
    let head = head.trim_end();
    let letter = head.len() == 1 && head.bytes().all(|it| it.is_ascii_lowercase());
    ((1..=2).contains(&number.len()) && (letter || neighbours().roles.has(head)))
        .then(|| (head.to_owned(), number.to_owned()))
}

/// What may be such a label at token `at`: in one word, or a word and a number.
fn label_at(text: &Text, at: usize) -> Option<(Range<usize>, (String, String))> {
    let tokens = text.tokens();
    let token = tokens.get(at).filter(|token| !matches!(token.kind, Kind::Mark | Kind::Placeholder))?;
    // `the M1`, `an A4` are no people.
    let thing = at.checked_sub(1).is_some_and(|it| matches!(tokens[it].normal(), "the" | "a" | "an"));
    // Most words end in no digit and have no number behind them.
    let figured = token.normal().ends_with(|c: char| c.is_ascii_digit());
    if figured && let Some(label) = numbered(token.normal()) {
        return (!thing || label.0.len() > 1).then_some((at..at + 1, label));
    }
    let number = tokens.get(at + 1).filter(|it| it.kind == Kind::Number && token.normal().len() > 1)?;
    let label = numbered(&format!("{} {}", token.normal(), number.normal()))?;
    Some((at..at + 2, label))
}
