//! What a phrase needs to stand somewhere, as a few bits: most places where it does not are told without trying it.
//!
//! Only leaves out what cannot match; whether the others do is for whoever tries them.

use std::sync::Arc;

use super::begins::{Begins, Width};
use super::{Sentence, Step};
use crate::text::words::Key;
use crate::text::{Kind, Token};

/// Words roughly: others may look like one of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rough {
    /// Keys of stems and words, each as one bit.
    keys: [u64; 4],
    /// First bytes of words by how they begin, each as one bit.
    letters: u64,
}

impl Rough {
    pub(super) fn of_keys(keys: impl Iterator<Item = Key>) -> Self {
        let mut rough = Rough::default();
        keys.for_each(|key| rough.add(key));
        rough
    }

    /// What `begins` names; none where that may be a mark, which is no word.
    fn of(begins: &Begins<'_>) -> Option<Self> {
        let mut rough = Rough::default();
        begins.words.stems.iter().chain(&begins.words.exact).for_each(|&key| rough.add(key));
        for class in &begins.classes {
            rough.keys.iter_mut().zip(class.rough.keys).for_each(|(own, more)| *own |= more);
        }
        for start in &begins.words.starts {
            rough.letters |= start.bytes().next().map_or(u64::MAX, letter);
        }
        (!begins.mark).then_some(rough)
    }

    fn add(&mut self, key: Key) {
        let (number, bit) = key.place();
        self.keys[number] |= bit;
    }

    fn may_be(&self, token: &Token) -> bool {
        let has = |key: Key| {
            let (number, bit) = key.place();
            self.keys[number] & bit != 0
        };
        has(token.stem_key())
            || has(token.normal_key())
            || (self.letters != 0
                && token.normal().bytes().next().is_some_and(|first| self.letters & letter(first) != 0))
    }
}

/// A byte as one bit of 64, which others share.
fn letter(byte: u8) -> u64 {
    1 << (byte % 64)
}

/// Something that a phrase cannot do without.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// Words before its first one, from the start of the phrase: at least, and at most.
    least: usize,
    most: usize,
    rough: Rough,
}

/// What a phrase cannot do without, and where.
#[derive(Clone, Debug)]
pub(super) struct Outline {
    /// What it may start with.
    first: Option<Rough>,
    further: Arc<[Part]>,
    /// How many words there may be to the end of the sentence, where the phrase must end it.
    ends: Option<usize>,
}

impl Outline {
    pub(super) fn of(steps: &[Step]) -> Self {
        let rough = |at: usize| Rough::of(&Begins::of(&steps[at..])?);
        let must = |at: &usize| steps[*at].is_word() || matches!(steps[*at], Step::Class(_) | Step::Choice(_));
        let part = |at: usize| {
            let Width { least, most } = Width::of(&steps[..at]);
            if most == 0 { None } else { Some(Part { least, most, rough: rough(at)? }) }
        };
        let mut further: Vec<Part> = (1..steps.len()).filter(must).filter_map(part).collect();
        // What stands in one place only is told at a glance.
        further.sort_by_key(|part| (part.most - part.least, part.least));
        let ends = matches!(steps.last(), Some(Step::End)).then(|| Width::of(steps).most);
        Outline { first: rough(0), further: further.into(), ends }
    }

    /// Whether the phrase may start at token `at`, going by its first word.
    pub(super) fn may_start(&self, sentence: &Sentence<'_>, at: usize) -> bool {
        let Some(rough) = &self.first else { return true };
        sentence.first_word(at).is_some_and(|word| rough.may_be(&sentence.tokens[word]))
    }

    /// Whether it may go on from there.
    pub(super) fn may_go_on(&self, sentence: &Sentence<'_>, at: usize) -> bool {
        let tokens = &sentence.tokens[at.min(sentence.end)..sentence.end];
        self.further.iter().all(|part| part.may_stand(tokens)) && self.ends.is_none_or(|most| !has_more(tokens, most))
    }
}

impl Part {
    fn may_stand(&self, tokens: &[Token]) -> bool {
        let words = tokens.iter().filter(|token| token.kind != Kind::Mark);
        words.take(self.most + 1).skip(self.least).any(|word| self.rough.may_be(word))
    }
}

/// Whether there are more than so many words.
fn has_more(tokens: &[Token], words: usize) -> bool {
    tokens.iter().filter(|token| token.kind != Kind::Mark).nth(words).is_some()
}
