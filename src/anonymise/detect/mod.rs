//! Identifiers that show by their form: each detector looks at one text and keeps no state.
//!
//! Names, places and firms need the whole session; they are found in `names`.

mod address;
mod again;
mod asked;
mod checks;
mod chunk;
mod circumstance;
mod code;
mod contact;
mod date;
mod digits;
mod handle;
mod identifier;
mod numbered;
mod part;
mod phone;
mod said;
mod spoken;

use super::IdentifierKind;
use super::scan::Scan;
use crate::text::{ByWord, Span, Text};

pub(super) use again::again;
pub(crate) use circumstance::clause_clues;
pub(super) use circumstance::{Circumstance, General, flags, generalised};

/// A stretch to be masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// What it is.
    pub(super) kind: IdentifierKind,
    /// Where it stands.
    pub(super) span: Span,
}

/// Finds one family of identifiers. Keeps no state and never fails.
pub(super) trait Detector: Sync {
    /// Whether a text with these `signs` can hold any; it must be cheap.
    fn may_fire(&self, signs: Signs) -> bool;
    /// Every hit, in order of start.
    fn find(&self, scan: &Scan<'_>) -> Vec<Hit>;
}

/// Every detector. Where two hits overlap, the earlier detector wins.
static DETECTORS: &[&dyn Detector] = &[
    &contact::Contact,
    &said::Spoken,
    &handle::Handle,
    &date::Date,
    &address::Address,
    &identifier::Identifier,
    &phone::Phone,
];

/// What one look over a text tells: which detectors are worth running.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs(u8);

impl Signs {
    /// A digit.
    pub(super) const DIGIT: u8 = 1;
    /// `@`.
    pub(super) const AT: u8 = 2;
    /// A full stop between letters or digits, or two slashes.
    pub(super) const DOTTED: u8 = 4;
    /// A number word, `dot`, `flat` or the like: something that stands for a digit or a mark.
    pub(super) const SPOKEN: u8 = 8;
    /// `_`, `underscore`, or a word that announces a handle.
    pub(super) const SCORED: u8 = 16;
    /// A month, or a day as a word.
    pub(super) const DATED: u8 = 32;
    /// `dot` and the like between the words of an address, or a bracket around them.
    pub(super) const JOINED: u8 = 64;

    /// Whether one of `signs` was seen.
    pub(super) fn any(self, signs: u8) -> bool {
        self.0 & signs != 0
    }

    fn of(scan: &Scan<'_>) -> Self {
        let bytes = scan.text.as_str().as_bytes();
        let mut signs = bytes.iter().fold(0, |signs, &byte| signs | OF_BYTE[usize::from(byte)]);
        if signs & Self::DOTTED != 0 && !dotted(bytes) {
            signs &= !Self::DOTTED;
        }
        for (at, token) in scan.text.tokens().iter().enumerate() {
            signs |= OF_WORD.get(token, || {
                let normal = token.normal();
                let spoken = if spoken::sign(normal) { Self::SPOKEN } else { 0 };
                let scored = if handle::sign(normal) { Self::SCORED } else { 0 };
                let dated = if date::sign(scan, at) { Self::DATED } else { 0 };
                let joined = if said::sign(normal) { Self::JOINED } else { 0 };
                spoken | scored | dated | joined
            });
        }
        Signs(signs)
    }
}

/// What words are a sign of.
static OF_WORD: ByWord<u8> = ByWord::new();

/// What bytes are a sign of, or may be.
static OF_BYTE: [u8; 256] = {
    let mut signs = [0; 256];
    let mut digit = b'0';
    while digit <= b'9' {
        signs[digit as usize] = Signs::DIGIT;
        digit += 1;
    }
    signs[b'@' as usize] = Signs::AT;
    signs[b'_' as usize] = Signs::SCORED;
    signs[b'.' as usize] = Signs::DOTTED;
    signs[b'/' as usize] = Signs::DOTTED;
    signs[b'(' as usize] = Signs::JOINED;
    signs[b'[' as usize] = Signs::JOINED;
    signs[b'{' as usize] = Signs::JOINED;
    signs[b'<' as usize] = Signs::JOINED;
    signs
};

/// Whether a full stop stands between letters or digits, or a slash or full stop before a slash.
fn dotted(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().filter(|&(_, &byte)| matches!(byte, b'.' | b'/')).any(|(at, _)| {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        next == b'/' || (at > 0 && bytes[at - 1].is_ascii_alphanumeric() && next.is_ascii_alphanumeric())
    })
}

/// Every hit of every detector, in order of start and without overlaps; `before` is the turn that this one answers.
pub(super) fn find(scan: &Scan<'_>, before: Option<&Text>) -> Vec<Hit> {
    digits::find(scan).unwrap_or_else(|| find_ours(scan, before))
}

/// The same where all digits are ours.
fn find_ours(scan: &Scan<'_>, before: Option<&Text>) -> Vec<Hit> {
    let signs = Signs::of(scan);
    let mut hits: Vec<Hit> = Vec::new();
    for detector in DETECTORS.iter().filter(|detector| detector.may_fire(signs)) {
        for hit in detector.find(scan) {
            if hit.span.is_empty() {
                continue;
            }
            match hits.iter_mut().find(|known| known.span.overlaps(hit.span)) {
                // Whatever either of them saw is hidden.
                Some(known) => known.span = known.span.union(hit.span),
                None => hits.push(hit),
            }
        }
    }
    for kind in before.map(asked::asks).unwrap_or_default() {
        let answer = asked::answer(scan, kind);
        hits.extend(answer.filter(|answer| !hits.iter().any(|hit| hit.span.covers(answer.span))));
    }
    hits.sort_by_key(|hit| hit.span);
    hits.dedup_by(|next, last| {
        let overlaps = next.span.overlaps(last.span);
        if overlaps {
            last.span = last.span.union(next.span);
        }
        overlaps
    });
    hits
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use crate::text::Text;

    /// What the detectors find in `raw`, as `kind: words`.
    fn found(raw: &str, before: Option<&str>) -> Vec<String> {
        let (text, before) = (Text::new(raw), before.map(Text::new));
        let scan = Scan::new(&text, &[]);
        let hits = find(&scan, before.as_ref());
        hits.iter().map(|hit| format!("{}: {}", hit.kind.name(), text.slice(hit.span))).collect()
    }

    /// The same where the turn before said `before`.
    #[track_caller]
    pub(crate) fn check_answer(before: &str, raw: &str, expected: &[&str]) {
        assert_eq!(found(raw, Some(before)), expected, "{before} {raw}");
    }

    #[track_caller]
    pub(crate) fn check(raw: &str, expected: &[&str]) {
        assert_eq!(found(raw, None), expected, "{raw}");
    }
}
