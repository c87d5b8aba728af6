//! Where questions begin in talk without punctuation, as a recogniser writes it.
//!
//! Knows the order of small words only; what a sentence does is told elsewhere.

use std::borrow::Cow;
use std::ops::Range;

use super::words::{Group, Word};
use crate::text::{Kind, Text};

/// A text of fewer words may have lost its mark by haste: it is one sentence.
const TALK: usize = 4;

/// Auxiliaries that are verbs of their own as well: "the managers do it".
const VERBS: &[&str] = &["do", "does", "did", "have", "has", "had"];

/// Subjects that may as well be what such a verb is about.
const OBJECTS: &[&str] = &["it", "that", "this", "these", "those", "one", "all", "each"];

/// Words before an auxiliary that keep it from opening a question: "nor do they", "as is the case".
const BARRED: &[&str] = &["as", "if", "neither", "nor", "than", "whether", "who", "which"];

/// Whether a text of several words has no mark that ends a sentence.
pub(super) fn is_bare(text: &Text) -> bool {
    let tokens = text.tokens();
    let ends = |mark: &str| mark.contains(['.', '?', '!', '\u{2026}']);
    tokens.iter().filter(|token| token.kind != Kind::Mark).count() >= TALK
        && !tokens.iter().any(|token| token.kind == Kind::Mark && ends(token.normal()))
}

/// The sentences of `text`; where it is bare, cut before every word that opens a question.
pub(super) fn sentences<'a>(text: &'a Text, words: &[Word], bare: bool) -> Cow<'a, [Range<usize>]> {
    if !bare {
        return Cow::Borrowed(text.sentences());
    }
    let words = Order { text, words };
    let mut cut = Vec::new();
    for sentence in text.sentences() {
        let mut from = sentence.start;
        for at in sentence.start + 1..sentence.end {
            if at > from && words.opens(at, sentence.end) {
                cut.push(from..at);
                from = at;
            }
        }
        cut.push(from..sentence.end);
    }
    Cow::Owned(cut)
}

/// A text with the groups of its words.
struct Order<'a> {
    text: &'a Text,
    words: &'a [Word],
}

impl Order<'_> {
    /// Whether a question opens at `at`, which is not the first word.
    fn opens(&self, at: usize, end: usize) -> bool {
        if self.is(at, &[Group::Wh]) {
            return (at + 1..(at + 4).min(end)).any(|verb| self.inverts(verb, end));
        }
        let before = at - 1;
        let barred = self.is(before, &[Group::Wh, Group::Subject, Group::Aux, Group::AuxNot, Group::Preposition])
            || BARRED.contains(&self.normal(before));
        if barred || !self.inverts(at, end) || at + 2 >= end {
            return false;
        }
        let doubtful = VERBS.contains(&self.normal(at)) && OBJECTS.contains(&self.normal(at + 1));
        // "How often do you": the question opened before.
        let asked = (at.saturating_sub(3)..at).any(|at| self.is(at, &[Group::Wh]));
        !asked && (!doubtful || self.is(before, &[Group::Filler, Group::Address, Group::Conjunction]))
    }

    /// Whether an auxiliary stands at `at` and its subject behind it.
    fn inverts(&self, at: usize, end: usize) -> bool {
        let verb = self.is(at, &[Group::Aux, Group::AuxNot]) && !matches!(self.normal(at), "be" | "been" | "ought");
        verb && at + 1 < end && self.is(at + 1, &[Group::Subject]) && self.normal(at + 1) != "them"
    }

    fn is(&self, at: usize, groups: &[Group]) -> bool {
        self.words.get(at).is_some_and(|it| it.any(groups))
    }

    fn normal(&self, at: usize) -> &str {
        self.text.tokens().get(at).map_or("", |token| token.normal())
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: &[&str]) {
        let (words, _) = Words::new();
        let text = Text::new(said);
        let words = words.tag(&text);
        let cut: Vec<String> = sentences(&text, &words, is_bare(&text))
            .iter()
            .map(|sentence| text.slice(text.span_of(sentence.clone())).to_owned())
            .collect();
        assert_eq!(cut, expected);
    }

    #[test]
    fn questions_open_where_the_verb_comes_first() {
        check(
            "okay thanks everybody so do you think the promise works for your customers",
            &["okay thanks everybody so", "do you think the promise works for your customers"],
        );
        check("right and is it helping at all", &["right and", "is it helping at all"]);
        check("that was last year what do you make of it now", &["that was last year", "what do you make of it now"]);
        check("so how often do you see them", &["so", "how often do you see them"]);
    }

    #[test]
    fn statements_stay_whole() {
        for said in [
            "the managers do it every day and they know",
            "we have it in the shop as do they in the other one",
            "what they do is a mystery to me",
            "nobody told us nor did they tell the drivers",
        ] {
            check(said, &[said]);
        }
    }

    #[test]
    fn marks_end_sentences_where_there_are_any() {
        check("We do. So do you think it works", &["We do.", "So do you think it works"]);
    }
}
