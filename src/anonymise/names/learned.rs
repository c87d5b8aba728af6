//! The recogniser's word as evidence: points for stretches that rules found, and stretches that only it found.
//!
//! Decides nothing; a likely name of any type is evidence, and the rules may still outweigh it.

use std::ops::Range;

use super::context::Points;
use super::runs::{Run, key};
use crate::anonymise::scan::{Case, Scan};
use crate::lexicons::Is;
use crate::text::Kind;

/// How likely a word in lower case must be part of a person's name to be a candidate of its own.
const SMALL: f32 = 0.22;

/// The same in a text that uses capitals, where a name without one is a slip.
const SLIPPED: f32 = 0.7;

/// The same for a word that somebody who is known bears as a name.
const KNOWN: f32 = 0.1;

/// How likely the words beside it must be to be taken in.
const BESIDE: f32 = 0.25;

/// The same for everyday words.
const WORD_BESIDE: f32 = 0.5;

/// Points for a stretch by what the recogniser takes its words for.
pub(super) fn points(scan: &Scan<'_>, range: Range<usize>) -> Points {
    let asked = |at: &usize| scan.token(*at).is_some_and(|token| token.kind == Kind::Word) && scan.likely(*at).asked();
    let (mut person, mut place, mut firm, mut words) = (0.0, 0.0, 0.0, 0.0_f32);
    for at in range.filter(asked) {
        let likely = scan.likely(at);
        person += likely.person;
        place += likely.place;
        firm += likely.firm;
        words += 1.0;
    }
    if words == 0.0 {
        return Points::default();
    }
    Points {
        person: evidence(person / words, 0.7),
        place: evidence(place / words, 1.2) * 0.6,
        firm: evidence(firm / words, 1.2) * 0.6,
        tool: 0.0,
    }
}

/// The logarithm of the odds, in the coin of the rules.
fn evidence(chance: f32, more: f32) -> f32 {
    let chance = chance.clamp(0.001, 0.999);
    ((chance / (1.0 - chance)).ln() * 0.45 + more).clamp(-1.0, 2.0)
}

/// Stretches without capitals that the recogniser takes for a person, where `runs` has none.
pub(super) fn runs(scan: &Scan<'_>, runs: &[Run]) -> Vec<Run> {
    let least = if scan.case == Case::Cased { SLIPPED } else { SMALL };
    let word = |at: usize| scan.token(at).is_some_and(|token| token.kind == Kind::Word) && !scan.words[at].kept;
    let free = |at: usize| word(at) && !runs.iter().any(|run| run.tokens.contains(&at));
    let fits = |at: usize| free(at) && !plain(scan, at);
    let least_beside = |at: usize| if scan.words[at].ordinary() { WORD_BESIDE } else { BESIDE };
    let beside = |at: usize| fits(at) && scan.likely(at).person >= least_beside(at);
    let mut found: Vec<Run> = Vec::new();
    let mut from = 0;
    for sentence in scan.text.sentences() {
        from = from.max(sentence.start);
        let enough = |at: usize| scan.likely(at).person >= if scan.words[at].named { KNOWN } else { least };
        while let Some(at) = (from..sentence.end).find(|&at| enough(at) && fits(at)) {
            let mut start = at;
            while start > from && beside(start - 1) {
                start -= 1;
            }
            let mut end = at + 1;
            while end < sentence.end && beside(end) && !scan.possessive(end - 1) {
                end += 1;
            }
            found.push(Run { tokens: start..end, first: false, key: key(scan, start..end), learned: true });
            from = end;
        }
    }
    found
}

/// Whether a word stays whatever the recogniser says: an everyday word that hardly anybody bears as a name.
fn plain(scan: &Scan<'_>, at: usize) -> bool {
    let known = scan.facts(at);
    // Where capitals are used, an English word without one is a word.
    if scan.case == Case::Cased && scan.words[at].ordinary() {
        return true;
    }
    let borne = known.given() >= 5 || scan.words[at].named;
    ((known.rank() == 1 || known.kept()) && !borne) || known.any(&[Is::Calendar, Is::Courtesy])
}
