//! What a flagged clause may say instead: `after my hip operation` becomes `after [health matter]`.
//!
//! Looks at clauses that are flagged already; where nothing in one can be put more widely, the whole clause goes.

use std::ops::Range;

use super::Circumstance;
use super::clues::{CLASSES, Clause, clauses};
use super::phrases::{Met, PHRASES};
use crate::lexicons::facts;
use crate::text::{Span, Text};

/// A stretch with what it is generalised to, without brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::anonymise) struct General {
    /// Where it stands in the text as read.
    pub(in crate::anonymise) span: Span,
    /// What stands there instead.
    pub(in crate::anonymise) label: &'static str,
}

/// What a word of a class is generalised to; the first that fits.
const WIDER: &[(&str, &str)] = &[
    ("ill", "health matter"),
    ("born", "family matter"),
    ("death", "family matter"),
    ("married", "family matter"),
    ("hurt", "incident"),
    ("dispute", "dispute at work"),
    ("law", "legal matter"),
    ("faith", "personal characteristic"),
    ("self", "personal characteristic"),
    ("rare", "role"),
    ("kin", "relative"),
    ("side", "life outside work"),
];

/// What is said of a clause that singles somebody out as a whole.
const DETAIL: &str = "personal detail";
/// What is said of a clause that needs somebody's care.
const CONFIDED: &str = "confided matter";

/// What the flagged clauses of `text` may say instead, in order.
pub(in crate::anonymise) fn generalised(text: &Text, flags: &[Circumstance]) -> Vec<General> {
    let mut all: Vec<General> = Vec::new();
    let met = if flags.is_empty() { Met::default() } else { PHRASES.met(text) };
    for flag in flags {
        if flag.care {
            all.push(General { span: flag.span, label: CONFIDED });
            continue;
        }
        for clause in clauses(text, &met) {
            let span = text.span_of(clause.range.clone());
            if !span.overlaps(flag.span) {
                continue;
            }
            let words = wider(text, &clause);
            if words.is_empty() {
                all.push(General { span, label: DETAIL });
            }
            all.extend(words);
        }
    }
    all
}

/// The words of a clause that can be put more widely; none where it is the whole clause that tells.
fn wider(text: &Text, clause: &Clause) -> Vec<General> {
    let has = |name: &str, bits: u64| class(name) & bits != 0;
    let whole = ["sole", "most", "theone", "know", "fame", "made"];
    if whole.iter().any(|name| has(name, clause.classes)) {
        return Vec::new();
    }
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    let mut next = 0;
    for at in 0..clause.words.len() {
        if at < next {
            continue;
        }
        let bits = clause.words[at].bits;
        let label = if has("years", bits) && at > 0 && has("many", clause.words[at - 1].bits) {
            Some("many years")
        } else {
            WIDER.iter().find(|(name, _)| has(name, bits)).map(|(_, label)| *label)
        };
        let Some(label) = label else { continue };
        let (start, end) = (opening(text, clause, at), at + clause.words[at].reach);
        next = end;
        match found.last_mut() {
            Some((range, known)) if *known == label && range.end >= start => range.end = end,
            Some((range, _)) if range.end > start => found.push((at..end, label)),
            _ => found.push((start..end, label)),
        }
    }
    let span = |range: Range<usize>| text.span_of(clause.words[range.start].at..clause.words[range.end - 1].at + 1);
    found.into_iter().map(|(range, label)| General { span: span(range), label }).collect()
}

/// Where the group of words that ends in the word at `at` opens: `my hip operation`, `thirty-one years`.
fn opening(text: &Text, clause: &Clause, at: usize) -> usize {
    let normal = |at: usize| text.tokens()[clause.words[at].at].normal();
    let owner = |word: &str| matches!(word, "my" | "her" | "his" | "our" | "their" | "a" | "an" | "the" | "ma");
    let counted = |at: usize| clause.words[at].bits & class("many") != 0;
    let mut start = at;
    while start > 0 && at - start < 3 && counted(start - 1) {
        start -= 1;
    }
    let named = |at: usize| !owner(normal(at)) && facts(normal(at)).rank() > 3;
    let noun = (start.saturating_sub(2)..start).rev().take_while(|&it| named(it)).count();
    match (start - noun).checked_sub(1) {
        Some(before) if owner(normal(before)) => before,
        _ => start,
    }
}

fn class(name: &str) -> u64 {
    CLASSES.names.iter().position(|it| it == name).map_or(0, |at| 1 << at)
}

#[cfg(test)]
mod tests {
    use super::super::flags;
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        let text = Text::new(raw);
        let edits: Vec<(Span, String)> =
            generalised(&text, &flags(&text)).into_iter().map(|it| (it.span, format!("[{}]", it.label))).collect();
        assert_eq!(text.replaced(&edits).as_str(), expected, "{raw}");
    }

    #[test]
    fn words_are_put_more_widely() {
        check("I came back in May after my hip operation.", "I came back in May after [health matter].");
        check("My brother is the head of fleet here.", "[relative] is the head of fleet here.");
    }

    #[test]
    fn a_clause_that_tells_as_a_whole_goes_as_a_whole() {
        check("I'm the only one who knows the stopcock, so ask.", "[personal detail], so ask.");
        check("My manager slapped me in front of the queue.", "[confided matter].");
    }

    #[test]
    fn what_is_not_flagged_stays() {
        check("Customers get a call after an operation.", "Customers get a call after an operation.");
    }
}
