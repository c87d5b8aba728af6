//! Looking for many phrases at once.
//!
//! A phrase is tried only in sentences that hold a word of each part it cannot do without, and only from tokens
//! it may start with.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Class, Pattern, Step};
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

/// Phrases indexed by the words they may start with and those they need.
#[derive(Clone, Debug, Default)]
pub struct PatternSet {
    patterns: Vec<Pattern>,
    index: Index,
    anywhere: Vec<usize>,
    /// How many sets of words there are.
    n_sets: usize,
    /// For each phrase, the sets of which a sentence must hold a word.
    needs: Vec<Vec<usize>>,
}

/// What is known of words, by stem and by exact word.
#[derive(Clone, Debug, Default)]
struct Index {
    by_stem: FxHashMap<Key, Entry>,
    by_word: FxHashMap<Key, Entry>,
}

/// What is known of one word.
#[derive(Clone, Debug, Default)]
struct Entry {
    /// The phrases it may start.
    starts: Vec<usize>,
    /// The sets of words it belongs to.
    members: Vec<usize>,
}

/// Words of which one must stand somewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Words {
    stems: Vec<Key>,
    words: Vec<Key>,
    /// Anything may stand there: the words say nothing.
    anything: bool,
}

impl PatternSet {
    /// Indexes `patterns`; their places become [`Found::pattern`].
    pub fn new(patterns: Vec<Pattern>) -> Self {
        let mut set = PatternSet::default();
        let mut known: FxHashMap<(Vec<Key>, Vec<Key>), usize> = FxHashMap::default();
        for (place, pattern) in patterns.iter().enumerate() {
            let mut starts = Words::default();
            starts.anything |= starts.start_steps(&pattern.steps);
            let starts = starts.tidied();
            if starts.anything {
                set.anywhere.push(place);
            } else {
                set.index.insert(&starts, |entry| entry.starts.push(place));
            }
            let mut needs = Vec::new();
            for words in pattern.steps.iter().filter_map(Words::needed_for).map(Words::tidied) {
                let next = known.len();
                let id = *known.entry((words.stems.clone(), words.words.clone())).or_insert(next);
                if id == next {
                    set.index.insert(&words, |entry| entry.members.push(id));
                }
                needs.push(id);
            }
            set.needs.push(needs);
        }
        set.n_sets = known.len();
        set.patterns = patterns;
        set
    }

    /// Every match in `text`: at most one per phrase and starting token, ordered by place and phrase.
    pub fn find(&self, text: &Text) -> Vec<Found> {
        let mut search = Search::new(self, text);
        text.sentences().iter().for_each(|sentence| search.sentence(sentence));
        search.found
    }

    /// Every match inside `sentence`, a range of token positions.
    pub fn find_in(&self, text: &Text, sentence: &Range<usize>) -> Vec<Found> {
        let mut search = Search::new(self, text);
        search.sentence(sentence);
        search.found
    }
}

/// A search through one text, sentence after sentence.
struct Search<'a> {
    set: &'a PatternSet,
    text: &'a Text,
    /// For each set of words, one past the place of its last member so far: what a phrase needs must stand at or
    /// behind its start. Places only grow, so members of earlier sentences count for nothing.
    last: Vec<usize>,
    /// What the index says about each token of the sentence.
    entries: Vec<[Option<&'a Entry>; 2]>,
    places: Vec<usize>,
    found: Vec<Found>,
}

impl<'a> Search<'a> {
    fn new(set: &'a PatternSet, text: &'a Text) -> Self {
        let last = vec![0; set.n_sets];
        Search { set, text, last, entries: Vec::new(), places: Vec::new(), found: Vec::new() }
    }

    fn sentence(&mut self, sentence: &Range<usize>) {
        let Search { set, text, last, entries, places, found } = self;
        let tokens = &text.tokens()[sentence.clone()];
        entries.clear();
        for (token, at) in tokens.iter().zip(sentence.clone()) {
            let entry = set.index.at(token);
            for &id in entry.iter().flatten().flat_map(|entry| &entry.members) {
                last[id] = at + 1;
            }
            entries.push(entry);
        }
        for ((token, entry), at) in tokens.iter().zip(&*entries).zip(sentence.clone()) {
            let starts = entry.iter().flatten().flat_map(|entry| &entry.starts);
            let anywhere: &[usize] = if token.kind == Kind::Mark { &[] } else { &set.anywhere };
            places.clear();
            places.extend(starts.chain(anywhere).filter(|&&place| set.needs[place].iter().all(|&id| last[id] > at)));
            if places.len() > 1 {
                places.sort_unstable();
                places.dedup();
            }
            for &pattern in &*places {
                if let Some(end) = set.patterns[pattern].match_at(text, sentence, at) {
                    found.push(Found { pattern, tokens: at..end });
                }
            }
        }
    }
}

impl Index {
    fn insert(&mut self, words: &Words, add: impl Fn(&mut Entry)) {
        words.stems.iter().for_each(|stem| add(self.by_stem.entry(*stem).or_default()));
        words.words.iter().for_each(|word| add(self.by_word.entry(*word).or_default()));
    }

    /// What it says about the token's stem and about its word.
    fn at(&self, token: &Token) -> [Option<&Entry>; 2] {
        [self.by_stem.get(&token.stem_key()), self.by_word.get(&token.normal_key())]
    }
}

impl Words {
    fn tidied(mut self) -> Self {
        self.stems.sort_unstable();
        self.stems.dedup();
        self.words.sort_unstable();
        self.words.dedup();
        self
    }

    /// Collects how `steps` may start; true if they may match nothing at all.
    fn start_steps(&mut self, steps: &[Step]) -> bool {
        steps.iter().all(|step| self.start_step(step))
    }

    /// Collects how `step` may start; true if what follows it may start the match too.
    fn start_step(&mut self, step: &Step) -> bool {
        match step {
            Step::Stem(stem) => self.stems.push(stem.key),
            Step::Exact(word) => self.words.push(word.key),
            Step::Prefix(_) | Step::Gap(_) => self.anything = true,
            Step::Class(class) => self.start_class(class),
            Step::Choice(choices) => {
                return choices.iter().fold(false, |empty, choice| self.start_steps(choice) || empty);
            }
            Step::Optional(steps) => {
                self.start_steps(steps);
                return true;
            }
            Step::Unless(_) | Step::Start | Step::End => return true,
        }
        false
    }

    fn start_class(&mut self, class: &Class) {
        self.stems.extend(class.stems.iter().copied());
        self.words.extend(class.words.iter().copied());
        self.stems.extend(class.by_stem.keys().copied());
        self.words.extend(class.by_word.keys().copied());
        class.loose.iter().for_each(|phrase| _ = self.start_steps(phrase));
    }

    /// The words of which one must stand in every match of `step`, if that can be told.
    fn needed_for(step: &Step) -> Option<Words> {
        let mut words = Words::default();
        words.need(step);
        (!words.anything && !(words.stems.is_empty() && words.words.is_empty())).then_some(words)
    }

    fn need(&mut self, step: &Step) {
        match step {
            Step::Stem(stem) => self.stems.push(stem.key),
            Step::Exact(word) => self.words.push(word.key),
            Step::Class(class) => {
                self.stems.extend(class.stems.iter().copied());
                self.words.extend(class.words.iter().copied());
                class.longer().for_each(|phrase| self.need_one_of(phrase));
            }
            Step::Choice(choices) => choices.iter().for_each(|choice| self.need_one_of(choice)),
            _ => self.anything = true,
        }
    }

    /// Of several steps in a row the longest word stands for all: it is likely to be the rarest.
    fn need_one_of(&mut self, steps: &[Step]) {
        let length = |step: &Step| match step {
            Step::Stem(word) | Step::Exact(word) => word.length,
            Step::Class(_) | Step::Choice(_) => 1,
            _ => 0,
        };
        match steps.iter().max_by_key(|step| length(step)).filter(|step| length(step) > 0) {
            Some(step) => self.need(step),
            None => self.anything = true,
        }
    }
}
