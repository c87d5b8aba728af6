//! What stands beside a known name in the same run of capitals: a place, a firm, or more of the name.
//!
//! Looks at one run only.

use std::ops::Range;

use super::mentions::{Found, Target, named};
use super::runs::{Run, key};
use super::verdicts::alone;
use crate::anonymise::scan::{Scan, Shape};
use crate::text::Kind;

/// What is left of a run beside a name in it, weighed by itself.
pub(super) fn rest_of(scan: &Scan<'_>, run: &Run, mut tokens: Range<usize>) -> Option<Found> {
    let word = |at: usize| scan.token(at).is_some_and(|token| token.kind == Kind::Word);
    while tokens.start < tokens.end && !word(tokens.start) {
        tokens.start += 1;
    }
    while tokens.start < tokens.end && !word(tokens.end - 1) {
        tokens.end -= 1;
    }
    if tokens.is_empty() {
        return None;
    }
    let first = run.first && tokens.start == run.tokens.start;
    let rest = Run { key: key(scan, tokens.clone()), first, tokens, learned: None };
    let verdict = alone(scan, &rest)?;
    Some((rest.tokens, named(verdict, rest.key)))
}

/// A capital before a known name, no everyday word and inside a sentence: the rest of what they are called.
pub(super) fn odd_rest(scan: &Scan<'_>, tokens: Range<usize>, target: &Target) -> Option<Found> {
    let odd = |at: usize| {
        let word = scan.words[at];
        word.shape == Shape::Capital && !word.first && !word.facts.kept() && !matches!(word.facts.rank(), 1..=5)
    };
    let person = matches!(target, Target::Person(_));
    (tokens.len() == 1 && person && odd(tokens.start)).then(|| (tokens, target.clone()))
}
