//! Looking for many phrases at once.
//!
//! A phrase is tried only near a word of its anchor, the rarest part that it cannot do without, and only from the
//! places where it could then start.

use std::ops::Range;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::Pattern;
use super::anchors::{Anchored, Groups, Signature};
use crate::text::words::Key;
use crate::text::{Kind, Text, Token};

/// A match of one phrase of a [`PatternSet`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which phrase, by its place in the set.
    pub pattern: usize,
    /// The token positions it covers.
    pub tokens: Range<usize>,
}

/// Phrases indexed by the words of their anchors.
#[derive(Clone, Debug, Default)]
pub struct PatternSet {
    patterns: Vec<Pattern>,
    /// The groups of words a token belongs to, by its stem and by the word itself.
    by_stem: FxHashMap<Key, Vec<u32>>,
    by_word: FxHashMap<Key, Vec<u32>>,
    /// The same by how a word begins, each list under its first letters.
    by_letters: FxHashMap<[u8; 2], Vec<(CompactString, u32)>>,
    /// For each group, the phrases whose anchor it may stand for.
    anchored: Vec<Vec<Anchored>>,
    /// Phrases without an anchor, which may start anywhere.
    anywhere: Vec<u32>,
}

impl PatternSet {
    /// Indexes `patterns`; their places become [`Found::pattern`].
    pub fn new(patterns: Vec<Pattern>) -> Self {
        let mut groups = Groups::of(&patterns);
        let mut anywhere = Vec::new();
        for (place, pattern) in (0..).zip(&patterns) {
            if !groups.anchor(place, &pattern.steps) {
                anywhere.push(place);
            }
        }
        let mut by_letters: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (start, group) in groups.by_start {
            by_letters.entry(letters(&start)).or_default().push((start, group));
        }
        let Groups { by_stem, by_word, anchored, .. } = groups;
        PatternSet { patterns, by_stem, by_word, by_letters, anchored, anywhere }
    }

    /// Every match in `text`: at most one per phrase and starting token, ordered by place and phrase.
    pub fn find(&self, text: &Text) -> Vec<Found> {
        let mut search = Search { set: self, text, word_places: Vec::new(), tries: Vec::new(), found: Vec::new() };
        text.sentences().iter().for_each(|sentence| search.sentence(sentence));
        search.found
    }

    /// Calls `each` with every phrase of which `token` may stand for the anchor.
    fn anchored_at(&self, token: &Token, mut each: impl FnMut(&Anchored)) {
        let mut all = |groups: &[u32]| {
            groups.iter().flat_map(|&group| &self.anchored[group as usize]).for_each(&mut each);
        };
        if let Some(groups) = self.by_stem.get(&token.stem_key()) {
            all(groups);
        }
        if let Some(groups) = self.by_word.get(&token.normal_key()) {
            all(groups);
        }
        if !self.by_letters.is_empty() {
            let normal = token.normal();
            for letters in [letters(normal), [letters(normal)[0], 0]] {
                let starts = self.by_letters.get(&letters).into_iter().flatten();
                starts.filter(|(start, _)| normal.starts_with(start.as_str())).for_each(|(_, group)| all(&[*group]));
                if letters[1] == 0 {
                    break;
                }
            }
        }
    }
}

/// The first two bytes of a word, under which word beginnings are kept.
fn letters(word: &str) -> [u8; 2] {
    let mut bytes = word.bytes();
    [bytes.next().unwrap_or(0), bytes.next().unwrap_or(0)]
}

/// A search through one text, sentence after sentence.
struct Search<'a> {
    set: &'a PatternSet,
    text: &'a Text,
    /// The places of the sentence's words, marks left out.
    word_places: Vec<usize>,
    /// Where to try which phrase.
    tries: Vec<(usize, u32)>,
    found: Vec<Found>,
}

impl Search<'_> {
    fn sentence(&mut self, sentence: &Range<usize>) {
        let Search { set, text, word_places, tries, found } = self;
        let tokens = text.tokens();
        word_places.clear();
        word_places.extend(sentence.clone().filter(|&at| tokens[at].kind != Kind::Mark));
        tries.clear();
        let mut words = Signature::default();
        for token in &tokens[sentence.clone()] {
            words.add(token.stem_key());
            words.add(token.normal_key());
        }
        let mut words_before = 0;
        for at in sentence.clone() {
            set.anchored_at(&tokens[at], |anchored| {
                if !anchored.may_stand_in(&words) {
                    return;
                }
                anchored.starts(words_before, at, word_places, |start| tries.push((start, anchored.pattern)));
            });
            words_before += usize::from(tokens[at].kind != Kind::Mark);
        }
        for &pattern in &set.anywhere {
            tries.extend(word_places.iter().map(|&at| (at, pattern)));
        }
        if tries.len() > 1 {
            tries.sort_unstable();
            tries.dedup();
        }
        for &(at, place) in &*tries {
            let pattern = place as usize;
            if let Some(end) = set.patterns[pattern].match_at(text, sentence, at) {
                found.push(Found { pattern, tokens: at..end });
            }
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
    ];

    proptest! {
        #[test]
        fn a_set_finds_what_its_phrases_find_one_by_one(
            raw in "(nobody |tell |telling |us |the |till |call |log |won't |let |ask |for |it |keep |by |me |no |\\. |, ){0,24}"
        ) {
            let tools = vec!["~till".to_owned(), "call log".to_owned()];
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
