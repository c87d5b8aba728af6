//! The name of the strategy, the promise or the campaign that is talked about: it must stay readable.

use super::scan::Kept;
use crate::text::Text;
use crate::transcript::{Role, Transcript};

/// What such a thing is called by the people who ask about it.
const THINGS: &[&str] = &[
    "strategy",
    "promise",
    "plan",
    "programme",
    "program",
    "campaign",
    "initiative",
    "vision",
    "motto",
    "slogan",
    "values",
    "approach",
    "mission",
    "charter",
    "pledge",
    "policy",
    "purpose",
    "ambition",
    "project",
    "scheme",
];

/// Pairs of quotation marks.
const QUOTES: &[(char, char)] = &[('"', '"'), ('\u{201c}', '\u{201d}'), ('\u{2018}', '\u{2019}')];

/// The quoted phrases that headings and moderators speak of as a strategy, whole and up to each comma.
pub(super) fn phrases(transcript: &Transcript) -> Kept {
    let mut kept = Kept::default();
    for heading in &transcript.headings {
        keep(&mut kept, heading, true);
    }
    for turn in &transcript.turns {
        let asks = turn.speaker.and_then(|speaker| transcript.speakers.get(speaker));
        if asks.is_some_and(|speaker| speaker.role == Role::Moderator) {
            keep(&mut kept, &turn.said, false);
        }
    }
    kept
}

fn keep(kept: &mut Kept, text: &Text, always: bool) {
    let raw = text.as_str();
    if !raw.contains(['"', '\u{201c}', '\u{2018}']) {
        return;
    }
    let spoken_of = text.tokens().iter().any(|token| THINGS.contains(&token.normal()));
    if !always && !spoken_of {
        return;
    }
    for (open, close) in QUOTES {
        let mut rest = raw;
        while let Some((_, behind)) = rest.split_once(*open) {
            let Some((quoted, after)) = behind.split_once(*close) else { break };
            let words = quoted.split_whitespace().count();
            if (1..=8).contains(&words) {
                kept.insert(quoted.trim_matches([',', '.', ' ', '?', '!']));
                let parts = quoted.split(',').filter(|part| part.split_whitespace().count() >= 2);
                parts.for_each(|part| kept.insert(part.trim_matches([',', '.', ' ', '?', '!'])));
            }
            rest = after;
        }
    }
}
