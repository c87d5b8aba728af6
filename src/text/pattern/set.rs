//! Looking for many phrases at once.
//!
//! A sentence is read from its end. What its words are good for is gathered as bits of phrases, and a phrase is tried
//! at a word only where it may start with that word and all its further parts stand behind it, near enough.

use std::cell::RefCell;
use std::ops::Range;

use super::parts::{Parts, Roles};
use super::{Pattern, Sentence};
use crate::text::{ByWord, Kind, Text};

/// A match of one phrase of a [`PatternSet`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which phrase, by its place in the set.
    pub pattern: usize,
    /// The token positions it covers.
    pub tokens: Range<usize>,
}

/// Phrases with what words are to them.
#[derive(Clone, Debug, Default)]
pub struct PatternSet {
    patterns: Vec<Pattern>,
    parts: Parts,
    /// What words met before are to the phrases.
    known: Box<ByWord<Roles>>,
}

impl PatternSet {
    /// Takes `patterns` in; their places become [`Found::pattern`].
    pub fn new(patterns: Vec<Pattern>) -> Self {
        PatternSet { parts: Parts::of(&patterns), patterns, known: Box::default() }
    }

    /// Every match in `text`: at most one per phrase and starting token, ordered by place and phrase.
    pub fn find(&self, text: &Text) -> Vec<Found> {
        ROOM.with_borrow_mut(|room| {
            let mut search = Search { set: self, text, room, found: Vec::new() };
            text.sentences().iter().for_each(|sentence| search.sentence(sentence));
            search.found
        })
    }
}

/// A search through one text, sentence after sentence.
struct Search<'a> {
    set: &'a PatternSet,
    text: &'a Text,
    room: &'a mut Room,
    found: Vec<Found>,
}

/// Room that is used again from sentence to sentence.
#[derive(Default)]
struct Room {
    /// What each token of the sentence is to the phrases.
    roles: Vec<Roles>,
    /// Which phrases have which of their further parts among the words behind, as numbers in the order of
    /// [`Role::needs`](super::parts::Role): in the stretch being read and the one behind it, and in the former alone.
    behind: Vec<u64>,
    near: Vec<u64>,
    /// Where to try which phrase.
    tries: Vec<(usize, usize)>,
}

thread_local! {
    static ROOM: RefCell<Room> = RefCell::default();
}

impl Search<'_> {
    fn sentence(&mut self, sentence: &Range<usize>) {
        let PatternSet { patterns, parts, known } = self.set;
        let tokens = &self.text.tokens()[sentence.clone()];
        self.room.roles.clear();
        self.room.roles.extend(tokens.iter().map(|token| known.get(token, || parts.roles_of(token))));
        if parts.anywhere.is_empty() && !self.room.roles.iter().any(|roles| roles.starts) {
            return;
        }
        self.gather(sentence);
        let sentence = Sentence { tokens: self.text.tokens(), start: sentence.start, end: sentence.end };
        for &(at, pattern) in &self.room.tries {
            if let Some(end) = patterns[pattern].match_behind(&sentence, at) {
                self.found.push(Found { pattern, tokens: at..end });
            }
        }
    }

    /// Notes where phrases could start that have all their parts in the sentence.
    fn gather(&mut self, sentence: &Range<usize>) {
        let Room { roles, behind, near, tries } = &mut *self.room;
        let parts = &self.set.parts;
        tries.clear();
        near.clone_from(&parts.needless);
        behind.clone_from(&parts.needless);
        let (mut words, mut next) = (0_usize, None);
        for (at, roles) in sentence.clone().zip(roles.iter()).rev() {
            let token = &self.text.tokens()[at];
            let mut note = |&(number, bits): &(usize, u64)| {
                near[number] |= bits;
                behind[number] |= bits;
            };
            parts.each(token, roles, |role| role.needs.iter().for_each(&mut note));
            let mut start = |block: usize, bits: u64| {
                let needs = behind.as_chunks::<{ Parts::NEEDS }>().0[block];
                let mut phrases = needs.iter().fold(bits, |phrases, met| phrases & met);
                while phrases != 0 {
                    tries.push((at, parts.order[block * 64 + phrases.trailing_zeros() as usize]));
                    phrases &= phrases - 1;
                }
            };
            if roles.starts {
                parts.each(token, roles, |role| role.each_start(next, &mut start));
            }
            if token.kind == Kind::Mark {
                continue;
            }
            parts.anywhere.iter().for_each(|&(block, bits)| start(block, bits));
            (words, next) = (words + 1, Some(token));
            // Words further away than a phrase reaches are forgotten, a stretch at a time.
            for (_, numbers) in parts.lengths.iter().filter(|(length, _)| words & (length - 1) == 0) {
                behind[numbers.clone()].copy_from_slice(&near[numbers.clone()]);
                near[numbers.clone()].copy_from_slice(&parts.needless[numbers.clone()]);
            }
        }
        if tries.len() > 1 {
            tries.sort_unstable();
            tries.dedup();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Classes;
    use super::*;

    const PHRASES: &[&str] = &[
        "{tool} .. (won't|will not) let",
        "nobody? tell .. us",
        "(ask|{tool}) for it",
        "^ keep (the|{tool})",
        "tell* us",
        "the !(no) {tool} $",
        "(by|of) !(me|us) ..4 {tool}",
        "(the|for) it? ..2 call",
        "let? (nobody tell|by) us",
        "by , (the|{tool})",
        "{tool}",
        "(call|call log|till*) ..1 (me|by {tool})",
        "us? {tool} !(call log|nobody)",
        "(tell|by) (us|=me)",
        "(tell|nobody) (us|me*) ..1 {tool}",
        "the (till|=call) ..1 it ..2 (us|me) keep?",
    ];

    proptest! {
        #[test]
        fn a_set_finds_what_its_phrases_find_one_by_one(
            raw in "(nobody |tell |telling |us |the |till |call |log |won't |let |ask |for |it |keep |by |me |no |\\. |, ){0,40}"
        ) {
            let tools = ["~till", "call log", "call =us", "~call it", "telling"].map(str::to_owned).to_vec();
            let classes = Classes::from_iter([("tool".to_owned(), tools)]);
            let patterns: Vec<_> = PHRASES.iter().map(|it| Pattern::new(it, &classes)).collect::<Result<_, _>>().expect("right");
            let text = Text::new(raw);
            let mut expected = Vec::new();
            for sentence in text.sentences() {
                for at in sentence.clone().filter(|&at| text.tokens()[at].kind != Kind::Mark) {
                    let ends = patterns.iter().map(|pattern| pattern.match_at(&text, sentence, at));
                    let found = ends.enumerate().filter_map(|(pattern, end)| Some(Found { pattern, tokens: at..end? }));
                    expected.extend(found);
                }
            }
            prop_assert_eq!(PatternSet::new(patterns).find(&text), expected);
        }
    }
}
