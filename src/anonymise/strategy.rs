//! The name of the strategy, the promise or the campaign that is talked about: it must stay readable.

use memchr::memchr2;

use super::kept::Kept;
use crate::lexicons::{asking, facts};
use crate::text::{Text, normal_form};
use crate::transcript::{Role, Transcript};

/// Pairs of quotation marks.
const QUOTES: &[(char, char)] = &[('"', '"'), ('\u{201c}', '\u{201d}'), ('\u{2018}', '\u{2019}')];

/// The quoted phrases that headings and moderators speak of as a strategy, whole and up to each comma.
pub(super) fn phrases(transcript: &Transcript) -> Kept {
    let mut kept = Kept::default();
    for heading in &transcript.headings {
        keep(&mut kept, heading, true);
    }
    for turn in transcript.turns.iter().filter(|turn| may_quote(turn.said.as_str())) {
        keep_titles(&mut kept, &turn.said);
        let asks = turn.speaker.and_then(|speaker| transcript.speakers.get(speaker));
        if asks.is_some_and(|speaker| speaker.role == Role::Moderator) {
            keep(&mut kept, &turn.said, false);
        }
    }
    kept
}

/// Whether a mark that opens a quotation may stand in `raw`: all but one of them start with the same byte.
fn may_quote(raw: &str) -> bool {
    memchr2(b'"', b'\xe2', raw.as_bytes()).is_some()
}

/// Keeps what anybody quotes as a title of everyday words: `"Pure Trust"`.
fn keep_titles(kept: &mut Kept, text: &Text) {
    if !text.as_str().contains(['"', '\u{201c}']) {
        return;
    }
    for (open, close) in &QUOTES[..2] {
        let mut rest = text.as_str();
        while let Some((_, behind)) = rest.split_once(*open) {
            let Some((quoted, after)) = behind.split_once(*close) else { break };
            let words: Vec<&str> = quoted.split([' ', ',']).filter(|word| !word.is_empty()).collect();
            let everyday = |word: &&str| {
                let known = facts(&normal_form(word));
                matches!(known.rank(), 1..=5) && (known.given() < 5 || known.rank() < 3)
            };
            let capital = |word: &&str| word.starts_with(char::is_uppercase) || word.len() <= 4;
            if (2..=6).contains(&words.len()) && words.iter().all(|word| everyday(word) && capital(word)) {
                kept.insert(quoted);
            }
            rest = after;
        }
    }
}

fn keep(kept: &mut Kept, text: &Text, always: bool) {
    let raw = text.as_str();
    if !raw.contains(['"', '\u{201c}', '\u{2018}']) {
        return;
    }
    let spoken_of = text.tokens().iter().any(|token| asking().strategy.has(token.normal()));
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
