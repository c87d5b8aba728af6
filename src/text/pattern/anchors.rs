//! Which part of a phrase to look for first, and what else must stand before and behind it.
//!
//! Words that may stand for the same part form a group, so that a class used by many phrases is kept once.

use std::sync::Arc;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::alternatives::Second;
use super::begins::{Begins, Width, Words};
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
    needs: Arc<[Need]>,
}

/// A part of a phrase that must stand so many words, at least and at most, before or behind its anchor.
#[derive(Clone, Copy, Debug)]
struct Need {
    part: Part,
    away: Width,
    is_before: bool,
}

/// A part of phrases, as one bit of [`BITS`], which others may share.
#[derive(Clone, Copy, Debug)]
struct Part(u16);

const BITS: usize = 1024;

/// For which parts of phrases a word may stand.
#[derive(Clone, Debug)]
struct Parts([u64; BITS / 64]);

impl Parts {
    fn add(&mut self, Part(bit): Part) {
        self.0[usize::from(bit / 64)] |= 1 << (bit % 64);
    }

    fn has(&self, Part(bit): Part) -> bool {
        self.0[usize::from(bit / 64)] & (1 << (bit % 64)) != 0
    }
}

/// What phrases make of a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Role {
    /// The groups it belongs to.
    pub(super) groups: Vec<u32>,
    /// The groups it belongs to where the next word is this one.
    pub(super) starts: Vec<(Second, u32)>,
    /// The parts it may stand for.
    parts: Option<Box<Parts>>,
}

/// What a token is to the phrases, as a stem and as a word.
pub(super) type Roles<'a> = [Option<&'a Role>; 2];

impl Anchored {
    /// Whether its other parts may stand around the anchor, which has `before` of the sentence's words before it.
    pub(super) fn may_stand(&self, words: &[Roles<'_>], before: usize) -> bool {
        self.needs.iter().all(|need| need.may_stand(words, before))
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

impl Need {
    fn may_stand(&self, words: &[Roles<'_>], before: usize) -> bool {
        let Need { part, away, is_before } = *self;
        let (first, last) = if is_before {
            let Some(last) = before.checked_sub(away.least) else { return false };
            (before.saturating_sub(away.most), last)
        } else {
            (before + away.least, before + away.most)
        };
        let stands = |role: &&Role| role.parts.as_ref().is_some_and(|parts| parts.has(part));
        let words = words.get(first..words.len().min(last + 1)).unwrap_or_default();
        words.iter().any(|roles| roles.iter().flatten().any(stands))
    }
}

/// The groups of words that phrases are anchored at.
#[derive(Default)]
pub(super) struct Groups {
    pub(super) by_stem: FxHashMap<Key, Role>,
    pub(super) by_word: FxHashMap<Key, Role>,
    pub(super) by_start: Vec<(CompactString, u32)>,
    pub(super) anchored: Vec<Vec<Anchored>>,
    classes: FxHashMap<*const Class, u32>,
    loose: FxHashMap<Words, u32>,
    parts: FxHashMap<(Vec<*const Class>, Words), Part>,
    /// How often the phrases use a word: the words of ordinary talk stand in many of them.
    uses: FxHashMap<Key, usize>,
}

impl Groups {
    /// No groups yet, but the count of every word of the phrases.
    pub(super) fn of(patterns: &[Pattern]) -> Self {
        let mut groups = Groups::default();
        for begins in patterns
            .iter()
            .flat_map(|pattern| &*pattern.steps)
            .filter_map(|step| Begins::of(std::slice::from_ref(step)))
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
        let parts = (0..steps.len()).filter_map(|at| Some((at, Begins::of(&steps[at..])?)));
        let mut parts: Vec<_> = parts.map(|(at, begins)| (self.uses_of(&begins), at, begins)).collect();
        parts.sort_by_key(|&(uses, at, _)| ((from_mark && at > 0), uses, at));
        let mut parts = parts.into_iter();
        let Some((_, at, begins)) = parts.next().filter(|(_, at, _)| *at == 0 || !from_mark) else {
            return false;
        };
        let needs = parts.filter_map(|(_, other, begins)| {
            let between = if other < at { &steps[other..at] } else { &steps[at..other] };
            Some(Need { part: self.part(begins)?, away: Width::of(between), is_before: other < at })
        });
        let needs = needs.collect();
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

    /// The part that begins so; none where that may be a mark, or a word that only begins like another.
    fn part(&mut self, begins: Begins<'_>) -> Option<Part> {
        if begins.mark || !begins.words.starts.is_empty() {
            return None;
        }
        let Begins { classes, words, .. } = begins;
        let key = (classes.iter().map(|class| Arc::as_ptr(class)).collect(), words.tidied());
        if let Some(&part) = self.parts.get(&key) {
            return Some(part);
        }
        let part = Part(u16::try_from(self.parts.len() % BITS).expect("there are fewer bits than that"));
        let add = |roles: &mut FxHashMap<Key, Role>, key| {
            let parts = &mut roles.entry(key).or_default().parts;
            parts.get_or_insert_with(|| Box::new(Parts([0; BITS / 64]))).add(part);
        };
        for class in classes {
            let [stems, words] = class.phrases.firsts();
            let stems = class.stems.iter().copied().chain(stems.map(|(key, _)| key));
            stems.for_each(|key| add(&mut self.by_stem, key));
            let words = class.words.iter().copied().chain(words.map(|(key, _)| key));
            words.for_each(|key| add(&mut self.by_word, key));
        }
        key.1.stems.iter().for_each(|&key| add(&mut self.by_stem, key));
        key.1.exact.iter().for_each(|&key| add(&mut self.by_word, key));
        self.parts.insert(key, part);
        Some(part)
    }

    fn class(&mut self, class: &Arc<Class>) -> u32 {
        if let Some(&group) = self.classes.get(&Arc::as_ptr(class)) {
            return group;
        }
        let [stems, words] = class.phrases.firsts();
        let single = |key: &Key| (*key, Second::Any);
        let group = self.add(class.stems.iter().map(single).chain(stems), class.words.iter().map(single).chain(words));
        self.classes.insert(Arc::as_ptr(class), group);
        group
    }

    fn loose(&mut self, words: Words) -> u32 {
        if let Some(&group) = self.loose.get(&words) {
            return group;
        }
        let any = |key: &Key| (*key, Second::Any);
        let group = self.add(words.stems.iter().map(any), words.exact.iter().map(any));
        self.by_start.extend(words.starts.iter().map(|start| (start.clone(), group)));
        self.loose.insert(words, group);
        group
    }

    /// A new group of these stems and words, each with what must come second.
    fn add(&mut self, stems: impl Iterator<Item = (Key, Second)>, words: impl Iterator<Item = (Key, Second)>) -> u32 {
        let group = u32::try_from(self.anchored.len()).expect("there are fewer groups than words in memory");
        self.anchored.push(Vec::new());
        stems.for_each(|(key, second)| self.by_stem.entry(key).or_default().join(group, second));
        words.for_each(|(key, second)| self.by_word.entry(key).or_default().join(group, second));
        group
    }
}

impl Role {
    /// Makes the word one of `group`, of which nothing was added before but the words just before this one.
    fn join(&mut self, group: u32, second: Second) {
        if second != Second::Any {
            self.starts.push((second, group));
        } else if self.groups.last() != Some(&group) {
            self.groups.push(group);
        }
    }
}
