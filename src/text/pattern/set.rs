//! Looking for many phrases at once.
//!
//! A phrase is tried only near a word of its anchor, the rarest part that it cannot do without, only from the places
//! where it could then start, and only where its other parts stand as far away as they must.

use std::ops::Range;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::Pattern;
use super::anchors::{Anchored, Groups, Role, Roles};
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
    /// What a token is to the phrases, by its stem and by the word itself.
    by_stem: FxHashMap<Key, Role>,
    by_word: FxHashMap<Key, Role>,
    /// The groups of words by how a word begins, each list under its first letters.
    by_letters: FxHashMap<[u8; 2], Vec<(CompactString, u32)>>,
    /// The first letters of these, each as one bit of 64, which others may share.
    initials: u64,
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
        let mut initials = 0;
        for (start, group) in groups.by_start {
            initials |= initial(&start);
            by_letters.entry(letters(&start)).or_default().push((start, group));
        }
        let Groups { by_stem, by_word, anchored, .. } = groups;
        PatternSet { patterns, by_stem, by_word, by_letters, initials, anchored, anywhere }
    }

    /// Every match in `text`: at most one per phrase and starting token, ordered by place and phrase.
    pub fn find(&self, text: &Text) -> Vec<Found> {
        let mut search = Search {
            set: self,
            text,
            word_places: Vec::with_capacity(32),
            words: Vec::with_capacity(32),
            tries: Vec::with_capacity(32),
            found: Vec::new(),
        };
        text.sentences().iter().for_each(|sentence| search.sentence(sentence));
        search.found
    }

    /// What `token` is to the phrases, as a stem and as a word.
    fn roles(&self, token: &Token) -> Roles<'_> {
        [self.by_stem.get(&token.stem_key()), self.by_word.get(&token.normal_key())]
    }

    /// Calls `each` with every phrase whose anchor a token of these `roles` may stand for; `next` is the word behind.
    fn anchored_at<'s, 't>(
        &'s self,
        token: &Token,
        roles: Roles<'s>,
        next: impl Fn() -> Option<&'t Token>,
        mut each: impl FnMut(&Anchored),
    ) {
        let mut all = |group: u32| self.anchored[group as usize].iter().for_each(&mut each);
        for role in roles.into_iter().flatten() {
            role.groups.iter().for_each(|&group| all(group));
            if !role.starts.is_empty() {
                let next = next();
                role.starts.iter().filter(|(second, _)| second.takes(next)).for_each(|&(_, group)| all(group));
            }
        }
        let normal = token.normal();
        if self.initials & initial(normal) != 0 {
            for letters in [letters(normal), [letters(normal)[0], 0]] {
                let starts = self.by_letters.get(&letters).into_iter().flatten();
                starts.filter(|(start, _)| normal.starts_with(start.as_str())).for_each(|&(_, group)| all(group));
                if letters[1] == 0 {
                    break;
                }
            }
        }
    }
}

/// The first byte of a word as one bit of 64.
fn initial(word: &str) -> u64 {
    word.bytes().next().map_or(0, |byte| 1 << (byte % 64))
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
    /// What each of these words is to the phrases.
    words: Vec<Roles<'a>>,
    /// Where to try which phrase.
    tries: Vec<(usize, u32)>,
    found: Vec<Found>,
}

impl Search<'_> {
    fn sentence(&mut self, sentence: &Range<usize>) {
        let tokens = self.text.tokens();
        self.word_places.clear();
        self.word_places.extend(sentence.clone().filter(|&at| tokens[at].kind != Kind::Mark));
        self.words.clear();
        self.words.extend(self.word_places.iter().map(|&at| self.set.roles(&tokens[at])));
        self.tries.clear();
        self.anchors(sentence);
        for &pattern in &self.set.anywhere {
            self.tries.extend(self.word_places.iter().map(|&at| (at, pattern)));
        }
        if self.tries.len() > 1 {
            self.tries.sort_unstable();
            self.tries.dedup();
        }
        for &(at, place) in &self.tries {
            let pattern = place as usize;
            if let Some(end) = self.set.patterns[pattern].match_at(self.text, sentence, at) {
                self.found.push(Found { pattern, tokens: at..end });
            }
        }
    }

    /// Notes where the phrases could start whose anchor stands in the sentence, with all that must stand around it.
    fn anchors(&mut self, sentence: &Range<usize>) {
        let Search { set, text, word_places, words, tries, .. } = self;
        let tokens = text.tokens();
        let mut before = 0;
        for at in sentence.clone() {
            let is_word = tokens[at].kind != Kind::Mark;
            let roles = if is_word { words[before] } else { set.roles(&tokens[at]) };
            let next = || word_places.get(before + usize::from(is_word)).map(|&at| &tokens[at]);
            set.anchored_at(&tokens[at], roles, next, |anchored| {
                if anchored.may_stand(words, before) {
                    anchored.starts(before, at, word_places, |start| tries.push((start, anchored.pattern)));
                }
            });
            before += usize::from(is_word);
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
    ];

    proptest! {
        #[test]
        fn a_set_finds_what_its_phrases_find_one_by_one(
            raw in "(nobody |tell |telling |us |the |till |call |log |won't |let |ask |for |it |keep |by |me |no |\\. |, ){0,24}"
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
