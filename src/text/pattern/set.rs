//! Looking for many phrases at once.
//!
//! Words that may stand for the same part of a phrase form a group. A phrase is tried only from a token of a group
//! it may start with, and only where a word of each part it cannot do without follows.

use std::ops::Range;
use std::sync::Arc;

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
    /// The groups a token belongs to, by its stem and by the word itself.
    by_stem: FxHashMap<Key, Vec<usize>>,
    by_word: FxHashMap<Key, Vec<usize>>,
    /// For each group, the phrases that may start with a word of it.
    starting: Vec<Vec<usize>>,
    /// Phrases that may start with anything.
    anywhere: Vec<usize>,
    /// For each phrase, parts of which each needs a word of one of these groups.
    needs: Vec<Vec<Vec<usize>>>,
    /// For each phrase, the groups to one of which the word behind its first must belong; empty for any word.
    seconds: Vec<Vec<usize>>,
}

/// Groups while a set is made: a class is one, and so are the loose words of a choice.
#[derive(Default)]
struct Groups {
    classes: FxHashMap<*const Class, usize>,
    loose: FxHashMap<Words, usize>,
    by_stem: FxHashMap<Key, Vec<usize>>,
    by_word: FxHashMap<Key, Vec<usize>>,
    /// How many words each group has.
    sizes: Vec<usize>,
}

/// Stems and words, in order and unique.
#[derive(Default, PartialEq, Eq, Hash)]
struct Words {
    stems: Vec<Key>,
    exact: Vec<Key>,
}

/// How some steps may begin.
#[derive(Default)]
struct Begins<'a> {
    words: Words,
    classes: Vec<&'a Arc<Class>>,
    /// With any word at all.
    anything: bool,
}

impl PatternSet {
    /// Indexes `patterns`; their places become [`Found::pattern`].
    pub fn new(patterns: Vec<Pattern>) -> Self {
        let mut groups = Groups::default();
        let starts: Vec<_> = patterns.iter().map(|pattern| groups.beginning(&pattern.steps)).collect();
        let needs = patterns.iter().map(|pattern| groups.needed(&pattern.steps)).collect();
        let seconds = patterns.iter().map(|pattern| groups.second(&pattern.steps)).collect();
        let mut set = PatternSet { needs, seconds, ..PatternSet::default() };
        set.starting = vec![Vec::new(); groups.sizes.len()];
        for (place, start) in starts.into_iter().enumerate() {
            match start {
                Some(start) => start.into_iter().for_each(|group| set.starting[group].push(place)),
                None => set.anywhere.push(place),
            }
        }
        PatternSet { patterns, by_stem: groups.by_stem, by_word: groups.by_word, ..set }
    }

    /// Every match in `text`: at most one per phrase and starting token, ordered by place and phrase.
    pub fn find(&self, text: &Text) -> Vec<Found> {
        let mut search = Search::new(self, text);
        text.sentences().iter().for_each(|sentence| search.sentence(sentence));
        search.found
    }

    fn groups_of(&self, token: &Token) -> [&[usize]; 2] {
        let groups = [self.by_stem.get(&token.stem_key()), self.by_word.get(&token.normal_key())];
        groups.map(|groups| groups.map_or(&[][..], Vec::as_slice))
    }
}

/// A search through one text, sentence after sentence.
struct Search<'a> {
    set: &'a PatternSet,
    text: &'a Text,
    /// For each group, one past the place of its last word so far: what a phrase needs stands at or behind its
    /// start. Places only grow, so words of earlier sentences count for nothing.
    last: Vec<usize>,
    /// The groups of each token of the sentence.
    groups: Vec<[&'a [usize]; 2]>,
    /// The phrases to try at a token.
    places: Vec<usize>,
    found: Vec<Found>,
}

impl<'a> Search<'a> {
    fn new(set: &'a PatternSet, text: &'a Text) -> Self {
        let last = vec![0; set.starting.len()];
        Search { set, text, last, groups: Vec::new(), places: Vec::new(), found: Vec::new() }
    }

    fn sentence(&mut self, sentence: &Range<usize>) {
        let Search { set, text, last, groups, places, found } = self;
        let tokens = &text.tokens()[sentence.clone()];
        groups.clear();
        groups.extend(tokens.iter().map(|token| set.groups_of(token)));
        for (groups, at) in groups.iter().zip(sentence.clone()) {
            groups.iter().copied().flatten().for_each(|&group| last[group] = at + 1);
        }
        for (place, at) in sentence.clone().enumerate() {
            let token = &tokens[place];
            let next = (place + 1..tokens.len()).find(|&next| tokens[next].kind != Kind::Mark);
            let next = next.map_or([&[][..]; 2], |next| groups[next]);
            places.clear();
            let starting = groups[place].iter().copied().flatten().flat_map(|&group| &set.starting[group]);
            let anywhere = set.anywhere.iter().filter(|_| token.kind != Kind::Mark);
            let follows = |part: &Vec<usize>| part.iter().any(|&group| last[group] > at);
            let stands_next = |&place: &usize| {
                let second = &set.seconds[place];
                second.is_empty() || next.iter().any(|groups| groups.iter().any(|group| second.contains(group)))
            };
            let may_match = |place: &&usize| stands_next(place) && set.needs[**place].iter().all(follows);
            places.extend(starting.chain(anywhere).filter(may_match));
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

impl Groups {
    /// The groups of words `steps` may begin with; none where that may be any word, or no word at all.
    fn beginning(&mut self, steps: &[Step]) -> Option<Vec<usize>> {
        let mut begins = Begins::default();
        if begins.with_all(steps) || begins.anything {
            return None;
        }
        let mut groups: Vec<usize> = begins.classes.into_iter().map(|class| self.class(class)).collect();
        if !begins.words.is_empty() {
            groups.push(self.loose(begins.words.tidied()));
        }
        Some(groups)
    }

    /// The parts that `steps` cannot do without, each as the groups of its words, the rarest first.
    fn needed(&mut self, steps: &[Step]) -> Vec<Vec<usize>> {
        // A phrase is tried where its first part stands already, unless it may do without that.
        let first = usize::from(self.beginning(&steps[..steps.len().min(1)]).is_some());
        let parts = steps[first..].iter().filter_map(|step| self.beginning(std::slice::from_ref(step)));
        let mut parts: Vec<Vec<usize>> = parts.collect();
        parts.sort_by_key(|groups| groups.iter().map(|&group| self.sizes[group]).sum::<usize>());
        parts
    }

    /// The groups of the second word, where the first step is one word and the second cannot be left out.
    fn second(&mut self, steps: &[Step]) -> Vec<usize> {
        match steps {
            [first, second, ..] if first.is_one_word() && !second.has_mark() => {
                self.beginning(std::slice::from_ref(second)).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    fn class(&mut self, class: &Arc<Class>) -> usize {
        if let Some(&group) = self.classes.get(&Arc::as_ptr(class)) {
            return group;
        }
        let stems = class.stems.iter().chain(class.by_stem.keys()).copied().collect();
        let exact = class.words.iter().chain(class.by_word.keys()).copied().collect();
        let group = self.add(&Words { stems, exact }.tidied());
        self.classes.insert(Arc::as_ptr(class), group);
        group
    }

    fn loose(&mut self, words: Words) -> usize {
        if let Some(&group) = self.loose.get(&words) {
            return group;
        }
        let group = self.add(&words);
        self.loose.insert(words, group);
        group
    }

    fn add(&mut self, words: &Words) -> usize {
        let group = self.sizes.len();
        self.sizes.push(words.stems.len() + words.exact.len());
        for stem in &words.stems {
            self.by_stem.entry(*stem).or_default().push(group);
        }
        for word in &words.exact {
            self.by_word.entry(*word).or_default().push(group);
        }
        group
    }
}

impl Words {
    fn is_empty(&self) -> bool {
        self.stems.is_empty() && self.exact.is_empty()
    }

    fn tidied(mut self) -> Self {
        self.stems.sort_unstable();
        self.stems.dedup();
        self.exact.sort_unstable();
        self.exact.dedup();
        self
    }
}

impl<'a> Begins<'a> {
    /// Collects how `steps` may begin; true if they may match nothing at all.
    fn with_all(&mut self, steps: &'a [Step]) -> bool {
        steps.iter().all(|step| self.with(step))
    }

    /// Collects how `step` may begin; true if it may match nothing.
    fn with(&mut self, step: &'a Step) -> bool {
        match step {
            Step::Stem(word) => self.words.stems.push(word.key),
            Step::Exact(word) => self.words.exact.push(word.key),
            Step::Prefix(_) => self.anything = true,
            Step::Class(class) => {
                self.classes.push(class);
                // Entries that begin with neither a stem nor a word have their beginnings collected one by one.
                for phrase in &class.loose {
                    self.anything |= self.with_all(phrase);
                }
            }
            Step::Choice(choices) => {
                return choices.iter().map(|choice| self.with_all(choice)).fold(false, |any, empty| any | empty);
            }
            Step::Optional(steps) => {
                self.with_all(steps);
                return true;
            }
            Step::Gap(_) => {
                self.anything = true;
                return true;
            }
            Step::Unless(_) | Step::Start | Step::End => return true,
        }
        false
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
