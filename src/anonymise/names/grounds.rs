//! How sure each decision about a name is and what it rests on, and which stretches were left in doubt.
//!
//! Says it in fixed words for a reader; it never repeats what was said.

use std::ops::Range;

use super::mentions::{Found, Target, taken};
use super::runs::stays;
use crate::anonymise::scan::Scan;
use crate::anonymise::{Grounds, IdentifierKind};
use crate::text::Kind;

/// How likely the recogniser must think a name that was left to have a person look at it.
const DOUBTFUL: f32 = 0.12;

/// A word that names somebody who is known and was left as a word.
pub(super) const A_WORD_TOO: Grounds =
    Grounds { confidence: 0.4, reason: "a name of somebody who is known, where it may be a word" };

/// A name that several people here go by, which may mean another one of them.
pub(super) const ONE_OF_SEVERAL: Grounds =
    Grounds { confidence: 0.6, reason: "several people here go by this name; taken for whoever is nearest" };

/// Somebody who is known by another name, which this one is like.
pub(super) const BY_LIKENESS: Grounds =
    Grounds { confidence: 0.6, reason: "taken for somebody whose name is like it: is it the same person?" };

/// How sure it is that the tokens of `range` mean `target`.
pub(super) fn grounds(scan: &Scan<'_>, range: &Range<usize>, target: &Target) -> Grounds {
    let most = |of: fn(&Scan<'_>, usize) -> f32| range.clone().map(|at| of(scan, at)).fold(0.0, f32::max);
    let person = most(|scan, at| scan.likely(at).person);
    match target {
        Target::Person(_) => Grounds { confidence: 0.95, reason: "a name of somebody who is known in this session" },
        Target::Named(IdentifierKind::Person, _) if person >= 0.5 => {
            Grounds { confidence: person.min(0.95), reason: "it reads like a name where it stands" }
        }
        Target::Named(IdentifierKind::Person, _) => {
            Grounds { confidence: 0.5 + person / 2.0, reason: "the lists of names and the words beside it" }
        }
        Target::Named(..) => {
            let likely = most(|scan, at| scan.likely(at).place + scan.likely(at).firm);
            Grounds { confidence: 0.6 + likely / 3.0, reason: "a name of a place or firm, by the words beside it" }
        }
    }
}

/// Stretches that may be somebody's name and are not among those found.
pub(super) fn doubts(scan: &Scan<'_>, found: &[Found]) -> Vec<(Range<usize>, Grounds)> {
    let may = |at: usize| {
        scan.likely(at).person >= DOUBTFUL
            && !scan.words[at].kept
            && !stays(scan, at)
            && scan.token(at).is_some_and(|token| token.kind == Kind::Word)
            && !taken(found, at)
    };
    let mut doubts: Vec<(Range<usize>, Grounds)> = Vec::new();
    for at in (0..scan.words.len()).filter(|&at| may(at)) {
        let confidence = scan.likely(at).person.min(0.5);
        match doubts.last_mut() {
            Some((range, grounds)) if range.end == at && !scan.words[at].first => {
                range.end = at + 1;
                grounds.confidence = grounds.confidence.max(confidence);
            }
            _ => doubts.push((at..at + 1, Grounds { confidence, reason: "it may be a name where it stands" })),
        }
    }
    doubts
}
