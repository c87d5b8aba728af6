//! Questions in the form of statements and fragments: "So it works for you?", "Any concerns?", "Feel heard?"
//!
//! Looks at sentences that end with a question mark only.

use std::ops::Range;

use super::ask::{Shape, Speech};
use super::words::Group;
use crate::text::Kind;

/// A statement has so many words.
const STATEMENT: usize = 3;

/// A subject stands among so many words: "Surely you feel heard?"
const HEAD: usize = 2;

impl Speech<'_> {
    /// A statement with a question mark, or a fragment; `starts` are the first words of its clauses.
    pub(super) fn declared(&self, sentence: &Range<usize>, starts: &[usize]) -> Shape {
        let start = starts.first().copied().unwrap_or(sentence.start);
        let words: Vec<usize> = (start..sentence.end).filter(|&at| !self.is_mark(at)).collect();
        let asks = self.is_fragment(&words) || (words.len() >= STATEMENT && self.states(sentence, &words));
        if asks { Shape::YesNo { from: start, negative: self.denies(sentence) } } else { Shape::Prompt }
    }

    /// "Any concerns?", "Happy with that?", "Want to keep it?", "Feel heard?"
    fn is_fragment(&self, words: &[usize]) -> bool {
        let Some(&start) = words.first() else { return false };
        let next = words.get(1).copied();
        let any = self.normal(start).starts_with("any") || self.normal(start) == "ever";
        let placed = next.is_some_and(|at| self.is(at, Group::Preposition))
            && !self.each[start].any(&[Group::Preposition, Group::Determiner, Group::Wh]);
        let clipped = self.is(start, Group::Clipped)
            && next.is_some_and(|at| !self.is(at, Group::Wh) && self.text.tokens()[at].kind == Kind::Word);
        let long = words.len() >= STATEMENT && (placed || self.is(start, Group::Offer));
        long || clipped || (any && next.is_some())
    }

    /// "So it works?", "Everybody likes it?", "Surely you feel heard?", "Customers ring twice?"
    fn states(&self, sentence: &Range<usize>, words: &[usize]) -> bool {
        let verb = |at: usize| self.is(at, Group::Aux) || self.is(at, Group::AuxNot) || self.is_short(at);
        let subject = |at: usize| self.is(at, Group::Subject) || self.is_short(at);
        let start = words[0];
        let opens = subject(start)
            || self.is(start, Group::NoneOf)
            || matches!(self.normal(start), "everyone" | "everybody" | "all")
            || (self.normal(start).ends_with("ly") && words.iter().take(HEAD).any(|&at| subject(at)));
        let all: Vec<usize> = sentence.clone().filter(|&at| !self.is_mark(at)).collect();
        opens || all.iter().skip(1).any(|&at| verb(at)) || self.tells_of_many(words)
    }

    /// "Customers ring twice?": several of something, and no noun, preposition or name behind it.
    fn tells_of_many(&self, words: &[usize]) -> bool {
        let (start, next) = (words[0], words[1]);
        let many = |at: usize| self.normal(at).ends_with('s') && !self.normal(at).ends_with("ss");
        let small =
            [Group::Preposition, Group::Conjunction, Group::Determiner, Group::Wh, Group::Subject, Group::Filler];
        let verb = self.text.tokens()[next].kind == Kind::Word && !self.each[next].any(&small) && !many(next);
        many(start)
            && !self.each[start].any(&small)
            && self.normal(start).len() > STATEMENT
            && verb
            && next == start + 1
    }
}
