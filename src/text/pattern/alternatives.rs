//! Several ways to go on, in order, kept by the words they begin with.
//!
//! Only leaves out what cannot match; whether the others do is for whoever tries them.

use super::begins::Begins;
use super::{Step, Token};
use crate::text::words::Key;

/// Ways to go on, in the order in which they are tried.
#[derive(Clone, Debug, Default)]
pub(super) struct Alternatives {
    all: Vec<Vec<Step>>,
    /// For each of them, the word that must come second.
    seconds: Vec<Second>,
    /// The places of those that begin with a stem, or with exactly a word, in order of key and place.
    by_stem: Vec<(Key, u32)>,
    by_word: Vec<(Key, u32)>,
    /// The keys of both, each as one bit of 64, which others may share.
    keys: u64,
    /// The places of those that may begin otherwise.
    always: Vec<u32>,
    /// Whether each is one word and no mark, so that it does not matter which of them is taken.
    are_words: bool,
}

/// The place of no alternative.
const NONE: u32 = u32::MAX;

/// The word that must follow the first one, where one must.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Second {
    Any,
    Stem(Key),
    Word(Key),
}

impl Second {
    fn of(steps: &[Step]) -> Self {
        match steps {
            [first, Step::Stem(second), ..] if first.is_one_word() => Second::Stem(second.key),
            [first, Step::Exact(second), ..] if first.is_one_word() && !second.mark => Second::Word(second.key),
            _ => Second::Any,
        }
    }

    /// The words of which one must come second in `steps`.
    pub(super) fn all(steps: &[Step]) -> Vec<Self> {
        match steps {
            [first, Step::Choice(choices), ..]
                if first.is_one_word() && choices.are_words && choices.always.is_empty() =>
            {
                let stems = choices.by_stem.iter().map(|&(key, _)| Second::Stem(key));
                stems.chain(choices.by_word.iter().map(|&(key, _)| Second::Word(key))).collect()
            }
            steps => vec![Second::of(steps)],
        }
    }

    /// The key of the word, where there is one.
    pub(super) fn key(self) -> Option<Key> {
        match self {
            Second::Any => None,
            Second::Stem(key) | Second::Word(key) => Some(key),
        }
    }

    /// Whether `next`, the word behind the first one, may be it.
    pub(super) fn takes(self, next: Option<&Token>) -> bool {
        match self {
            Second::Any => true,
            Second::Stem(key) => next.is_some_and(|next| next.stem_key() == key),
            Second::Word(key) => next.is_some_and(|next| next.normal_key() == key),
        }
    }
}

impl Step {
    /// Whether it takes one word, a mark excluded.
    fn is_one_word(&self) -> bool {
        match self {
            Step::Stem(_) => true,
            Step::Exact(word) => !word.mark,
            Step::Choice(choices) => {
                choices.iter().all(|choice| matches!(choice.as_slice(), [one] if one.is_one_word()))
            }
            _ => false,
        }
    }
}

impl Alternatives {
    pub(super) fn new(all: Vec<Vec<Step>>) -> Self {
        let mut it = Alternatives { seconds: all.iter().map(|steps| Second::of(steps)).collect(), ..Self::default() };
        for (place, steps) in (0..).zip(&all) {
            match Begins::of(steps).filter(Begins::are_plain) {
                Some(Begins { words, .. }) => {
                    it.by_stem.extend(words.stems.iter().map(|&key| (key, place)));
                    it.by_word.extend(words.exact.iter().map(|&key| (key, place)));
                }
                None => it.always.push(place),
            }
        }
        for index in [&mut it.by_stem, &mut it.by_word] {
            index.sort_unstable();
            index.dedup();
            it.keys |= index.iter().fold(0, |keys, (key, _)| keys | key.bit());
        }
        let word = |step: &Step| step.is_word() && !step.names_mark();
        let are_words = all.iter().all(|choice| matches!(choice.as_slice(), [one] if word(one)));
        Alternatives { all, are_words, ..it }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether each is one word and no mark, so that it does not matter which of them is taken.
    pub(super) fn are_words(&self) -> bool {
        self.are_words
    }

    /// All of them, in order.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, Vec<Step>> {
        self.all.iter()
    }

    /// Those that may begin otherwise than with a stem or a word.
    pub(super) fn loose(&self) -> impl Iterator<Item = &[Step]> {
        self.always.iter().map(|&place| self.all[place as usize].as_slice())
    }

    /// The first words of those that begin with one, as stems and as words, each with what must come second.
    pub(super) fn firsts(&self) -> [impl Iterator<Item = (Key, Second)>; 2] {
        [&self.by_stem, &self.by_word]
            .map(|index| index.iter().map(|&(key, place)| (key, self.seconds[place as usize])))
    }

    /// Where each is one word: whether `token` is one of them.
    pub(super) fn have_word(&self, token: &Token) -> bool {
        let has = |index: &[(Key, u32)], key: Key| {
            key.is_among(self.keys) && index.binary_search_by_key(&key, |&(key, _)| key).is_ok()
        };
        let begins = |&place: &u32| self.all[place as usize].iter().any(|word| word.takes(token));
        has(&self.by_stem, token.stem_key()) || has(&self.by_word, token.normal_key()) || self.always.iter().any(begins)
    }

    /// Those that may match where the next word is `first`; `second` tells the word behind it.
    pub(super) fn likely<'s, 't>(
        &'s self,
        first: Option<&Token>,
        second: impl FnOnce() -> Option<&'t Token>,
    ) -> Likely<'s, 't> {
        let from = |index: &'s [(Key, u32)], key: fn(&Token) -> Key| -> &'s [(Key, u32)] {
            let Some(key) = first.map(key).filter(|key| key.is_among(self.keys)) else { return &[] };
            let start = index.partition_point(|it| it.0 < key);
            let count = index[start..].iter().take_while(|it| it.0 == key).count();
            &index[start..start + count]
        };
        let (by_stem, by_word) = (from(&self.by_stem, Token::stem_key), from(&self.by_word, Token::normal_key));
        let second = if by_stem.is_empty() && by_word.is_empty() { None } else { second() };
        Likely { of: self, by_stem, by_word, always: &self.always, second }
    }
}

/// The alternatives that may match, in order, each once.
pub(super) struct Likely<'s, 't> {
    of: &'s Alternatives,
    by_stem: &'s [(Key, u32)],
    by_word: &'s [(Key, u32)],
    always: &'s [u32],
    second: Option<&'t Token>,
}

impl<'s> Iterator for Likely<'s, '_> {
    type Item = &'s [Step];

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let [stem, word, other] = [
                self.by_stem.first().map_or(NONE, |it| it.1),
                self.by_word.first().map_or(NONE, |it| it.1),
                self.always.first().copied().unwrap_or(NONE),
            ];
            let place = stem.min(word).min(other);
            if place == NONE {
                return None;
            }
            self.by_stem = &self.by_stem[usize::from(stem == place)..];
            self.by_word = &self.by_word[usize::from(word == place)..];
            self.always = &self.always[usize::from(other == place)..];
            if self.of.seconds[place as usize].takes(self.second) {
                return Some(&self.of.all[place as usize]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Classes, Pattern, Sentence};
    use super::*;
    use crate::text::Text;

    const WAYS: &[&str] = &[
        "call",
        "call log",
        "=calls",
        "till* us",
        "~call it",
        "not? us",
        "^ it",
        "{tool} log",
        "(us|=till) it",
        ", it",
        "us !(it)",
    ];

    proptest! {
        #[test]
        fn what_is_left_out_does_not_match(raw in "(call |calls |calling |log |till |tills |us |not |it |, |\\. ){0,12}") {
            let classes = Classes::from_iter([("tool".to_owned(), vec!["~till".to_owned(), "call log".to_owned()])]);
            let ways = WAYS.iter().map(|it| Pattern::new(it, &classes).expect("right").steps.to_vec());
            let ways = Alternatives::new(ways.collect());
            let text = Text::new(raw);
            for range in text.sentences() {
                let sentence = Sentence { tokens: text.tokens(), start: range.start, end: range.end };
                for at in range.clone() {
                    let match_from = |steps: &[Step]| sentence.run(steps, at, &|_, end| Some(end));
                    let all: Vec<usize> = ways.iter().filter_map(|steps| match_from(steps)).collect();
                    let likely: Vec<usize> = sentence.likely(&ways, at).filter_map(match_from).collect();
                    prop_assert_eq!(all, likely);
                }
            }
        }
    }
}
