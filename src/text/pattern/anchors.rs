//! Which part of a phrase to look for first.
//!
//! Words that may stand for the same part form a group, so that a class used by many phrases is kept once.

use std::sync::Arc;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::{Class, Pattern, Step};
use crate::text::words::Key;

/// A phrase, seen from a word of its anchor.
#[derive(Clone, Debug)]
pub(super) struct Anchored {
    pub(super) pattern: u32,
    /// How many words of the phrase stand before the anchor.
    before: Width,
    /// Whether the anchor is where the phrase starts.
    is_start: bool,
    /// What its other parts need, the rarest first.
    needs: Arc<[Signature]>,
}

/// Which words stand somewhere, each as one bit of 256, which other words may share: what is not in it stands nowhere.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signature([u64; 4]);

impl Signature {
    pub(super) fn add(&mut self, key: Key) {
        let [bit, ..] = key.bits().to_le_bytes();
        self.0[usize::from(bit >> 6)] |= 1 << (bit % 64);
    }

    fn meets(self, other: &Signature) -> bool {
        self.0.iter().zip(other.0).any(|(one, other)| one & other != 0)
    }
}

impl Anchored {
    /// Whether a sentence of these words has one for each part of the phrase.
    pub(super) fn may_stand_in(&self, words: &Signature) -> bool {
        self.needs.iter().all(|part| part.meets(words))
    }

    /// Calls `each` with every token the phrase could start at, if the token at `at`, with `words_before` words of the
    /// sentence before it, stands for its anchor.
    pub(super) fn starts(&self, words_before: usize, at: usize, word_places: &[usize], each: impl FnMut(usize)) {
        if self.is_start {
            std::iter::once(at).for_each(each);
        } else if let Some(last) = words_before.checked_sub(self.before.least) {
            let first = words_before.saturating_sub(self.before.most);
            word_places.iter().take(last + 1).skip(first).copied().for_each(each);
        }
    }
}

/// A part of as many words or more is not looked for on its own.
const MANY_WORDS: usize = 64;

/// How many words some steps take, at least and at most; marks are not counted.
#[derive(Clone, Copy, Debug, Default)]
struct Width {
    least: usize,
    most: usize,
}

/// The groups of words that phrases are anchored at.
#[derive(Default)]
pub(super) struct Groups {
    pub(super) by_stem: FxHashMap<Key, Vec<u32>>,
    pub(super) by_word: FxHashMap<Key, Vec<u32>>,
    pub(super) by_start: Vec<(CompactString, u32)>,
    pub(super) anchored: Vec<Vec<Anchored>>,
    classes: FxHashMap<*const Class, u32>,
    loose: FxHashMap<Words, u32>,
    /// How often the phrases use a word: the words of ordinary talk stand in many of them.
    uses: FxHashMap<Key, usize>,
}

/// Stems, words and beginnings of words, in order and unique.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct Words {
    stems: Vec<Key>,
    exact: Vec<Key>,
    starts: Vec<CompactString>,
}

/// How some steps may begin.
#[derive(Default)]
struct Begins<'a> {
    words: Words,
    classes: Vec<&'a Arc<Class>>,
    /// With any word at all.
    anything: bool,
    /// With a mark, perhaps.
    mark: bool,
}

impl Groups {
    /// No groups yet, but the count of every word of the phrases.
    pub(super) fn of(patterns: &[Pattern]) -> Self {
        let mut groups = Groups::default();
        for begins in
            patterns.iter().flat_map(|pattern| &pattern.steps).filter_map(|step| Begins::of(std::slice::from_ref(step)))
        {
            for key in begins.words.stems.iter().chain(&begins.words.exact) {
                *groups.uses.entry(*key).or_default() += 1;
            }
        }
        groups
    }

    /// Anchors a phrase at its rarest part; false if it has none.
    pub(super) fn anchor(&mut self, pattern: u32, steps: &[Step]) -> bool {
        // Only words are counted between an anchor and the start, so a phrase that starts with a mark is anchored there.
        let from_mark = Begins::of(steps).is_some_and(|begins| begins.mark);
        let parts = 0..if from_mark { 1 } else { steps.len() };
        let parts = parts.filter_map(|at| Some((at, Begins::of(&steps[at..])?)));
        let mut parts: Vec<_> = parts.map(|(at, begins)| (self.uses_of(&begins), at, begins)).collect();
        parts.sort_by_key(|&(uses, at, _)| (uses, at));
        let needs = parts.iter().skip(1).filter_map(|(_, _, begins)| begins.signature()).collect();
        let Some((_, at, begins)) = parts.into_iter().next() else {
            return false;
        };
        let anchored = Anchored { pattern, before: Width::of(&steps[..at]), is_start: at == 0, needs };
        for class in begins.classes {
            let group = self.class(class);
            self.anchored[group as usize].push(anchored.clone());
        }
        if !begins.words.is_empty() {
            let group = self.loose(begins.words.tidied());
            self.anchored[group as usize].push(anchored);
        }
        true
    }

    /// How often the words that `begins` names are used.
    fn uses_of(&self, begins: &Begins<'_>) -> usize {
        let uses = |key: &Key| self.uses.get(key).copied().unwrap_or(1);
        let words = |stems: &[Key], exact: &[Key]| stems.iter().chain(exact).map(uses).sum::<usize>();
        let in_classes = begins.classes.iter().flat_map(|class| class.keys()).map(|key| uses(&key)).sum::<usize>();
        words(&begins.words.stems, &begins.words.exact) + begins.words.starts.len() + in_classes
    }

    fn class(&mut self, class: &Arc<Class>) -> u32 {
        if let Some(&group) = self.classes.get(&Arc::as_ptr(class)) {
            return group;
        }
        let stems = class.stems.iter().chain(class.by_stem.keys()).copied().collect();
        let exact = class.words.iter().chain(class.by_word.keys()).copied().collect();
        let group = self.add(Words { stems, exact, starts: Vec::new() }.tidied());
        self.classes.insert(Arc::as_ptr(class), group);
        group
    }

    fn loose(&mut self, words: Words) -> u32 {
        if let Some(&group) = self.loose.get(&words) {
            return group;
        }
        let group = self.add(words.clone());
        self.loose.insert(words, group);
        group
    }

    fn add(&mut self, words: Words) -> u32 {
        let group = u32::try_from(self.anchored.len()).expect("there are fewer groups than words in memory");
        self.anchored.push(Vec::new());
        for stem in words.stems {
            self.by_stem.entry(stem).or_default().push(group);
        }
        for word in words.exact {
            self.by_word.entry(word).or_default().push(group);
        }
        self.by_start.extend(words.starts.into_iter().map(|start| (start, group)));
        group
    }
}

impl Words {
    fn is_empty(&self) -> bool {
        self.stems.is_empty() && self.exact.is_empty() && self.starts.is_empty()
    }

    fn tidied(mut self) -> Self {
        self.stems.sort_unstable();
        self.stems.dedup();
        self.exact.sort_unstable();
        self.exact.dedup();
        self.starts.sort_unstable();
        self.starts.dedup();
        self
    }
}

impl<'a> Begins<'a> {
    /// How `steps` may begin; none where that may be any word, or no word at all.
    fn of(steps: &'a [Step]) -> Option<Self> {
        let mut begins = Begins::default();
        let empty = begins.with_all(steps);
        (!empty && !begins.anything).then_some(begins)
    }

    /// One of which words must stand; none where that says little, because they are many.
    fn signature(&self) -> Option<Signature> {
        let classes = self.classes.iter().flat_map(|class| class.keys());
        let keys = classes.chain(self.words.stems.iter().chain(&self.words.exact).copied());
        let mut signature = Signature::default();
        let mut words = 0;
        for key in keys.take(MANY_WORDS) {
            signature.add(key);
            words += 1;
        }
        (words < MANY_WORDS && self.words.starts.is_empty()).then_some(signature)
    }

    /// Collects how `steps` may begin; true if they may match nothing at all.
    fn with_all(&mut self, steps: &'a [Step]) -> bool {
        steps.iter().all(|step| self.with(step))
    }

    /// Collects how `step` may begin; true if it may match nothing.
    fn with(&mut self, step: &'a Step) -> bool {
        match step {
            Step::Stem(word) => self.words.stems.push(word.key),
            Step::Exact(word) => {
                self.words.exact.push(word.key);
                self.mark |= word.mark;
            }
            Step::Prefix(start) => self.words.starts.push(start.clone()),
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

impl Width {
    fn of(steps: &[Step]) -> Self {
        steps
            .iter()
            .map(Width::of_step)
            .fold(Width::default(), |sum, it| Width { least: sum.least + it.least, most: sum.most + it.most })
    }

    fn of_step(step: &Step) -> Self {
        match step {
            Step::Stem(_) | Step::Exact(_) | Step::Prefix(_) => {
                let words = usize::from(!step.names_mark());
                Width { least: words, most: words }
            }
            Step::Class(class) => {
                let single =
                    (!class.stems.is_empty() || !class.words.is_empty()).then_some(Width { least: 1, most: 1 });
                Width::of_any(class.phrases().map(|phrase| Width::of(phrase)).chain(single))
            }
            Step::Choice(choices) => Width::of_any(choices.iter().map(|choice| Width::of(choice))),
            Step::Optional(steps) => Width { least: 0, ..Width::of(steps) },
            Step::Gap(most) => Width { least: 0, most: *most },
            Step::Unless(_) | Step::Start | Step::End => Width::default(),
        }
    }

    /// The width of one of several, whichever it is.
    fn of_any(widths: impl Iterator<Item = Width>) -> Self {
        let either =
            |one: Width, other: Width| Width { least: one.least.min(other.least), most: one.most.max(other.most) };
        widths.reduce(either).unwrap_or_default()
    }
}
