//! Which phrases may start at a word, and which words each cannot do without further on.
//!
//! Phrases are bits of numbers, so that a sentence is held against all of them at once. Only leaves out what cannot
//! match; whether the others do is for whoever tries them.

use std::borrow::Cow;
use std::ops::Range;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::alternatives::Second;
use super::begins::{Begins, Width};
use super::{Pattern, Step};
use crate::text::Token;
use crate::text::words::Key;

/// Words that a phrase takes at most: no sentence has more.
const LONGEST: usize = 256;

/// Words that every phrase has room for: to tell shorter ones apart costs more than trying them.
const SHORTEST: usize = 8;

/// How common the words of a part may be, all together, for it to tell where a phrase may be.
const RARE: usize = 250;

/// The place of the role of a word that is nothing to the phrases.
const NO_ROLE: u32 = 0;

/// Phrases as bits: which number, and those of its bits that are set.
type Bits = Vec<(usize, u64)>;

/// What a word is to the phrases.
#[derive(Clone, Debug, Default)]
pub(super) struct Role {
    /// The phrases that may start with it.
    starts: Bits,
    /// Those that may where the next word is this one, in order of these.
    seconds: Vec<(Second, usize, u64)>,
    /// The keys of these words, each as one bit of 64, which others may share.
    second_keys: u64,
    /// The phrases that need it further on: [`Parts::NEEDS`] numbers for each 64 phrases.
    pub(super) needs: Bits,
}

impl Role {
    /// Calls `each` with the phrases that may start with the word where `next` stands behind it.
    pub(super) fn each_start(&self, next: Option<&Token>, mut each: impl FnMut(usize, u64)) {
        self.starts.iter().for_each(|&(number, bits)| each(number, bits));
        let Some(next) = next.filter(|_| self.second_keys != 0) else { return };
        for (second, key) in [Second::Stem, Second::Word].into_iter().zip([next.stem_key(), next.normal_key()]) {
            if !key.is_among(self.second_keys) {
                continue;
            }
            let second = second(key);
            let from = self.seconds.partition_point(|it| it.0 < second);
            let seconds = self.seconds[from..].iter().take_while(|it| it.0 == second);
            seconds.for_each(|&(_, number, bits)| each(number, bits));
        }
    }

    fn may_start(&self) -> bool {
        !self.starts.is_empty() || !self.seconds.is_empty()
    }

    /// Notes phrases that may start with the word; numbers come in order.
    fn start(&mut self, second: Second, number: usize, bit: u64) {
        if second == Second::Any {
            set(&mut self.starts, number, bit);
        } else {
            self.seconds.push((second, number, bit));
        }
    }

    /// Puts everything in the order in which it is looked for.
    fn finish(&mut self) {
        self.seconds.sort_unstable();
        self.seconds.dedup_by(|next, last| {
            let same = (next.0, next.1) == (last.0, last.1);
            if same {
                last.2 |= next.2;
            }
            same
        });
        self.second_keys = self.seconds.iter().filter_map(|it| it.0.key()).fold(0, |keys, key| keys | key.bit());
    }
}

/// Roles that are noted of a word; few have as many.
const NOTED: usize = 4;

/// Where the roles of a word stand: as a stem, as a word, and by how it begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Roles {
    /// Those that there are come first.
    places: [u32; NOTED],
    /// Whether there are more than these.
    more: bool,
    /// Whether any phrase may start with it.
    pub(super) starts: bool,
}

/// What words are to phrases.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// Every role, that of [`NO_ROLE`] first.
    roles: Vec<Role>,
    by_stem: FxHashMap<Key, u32>,
    by_word: FxHashMap<Key, u32>,
    /// Roles of words by how they begin, each list under its first letters.
    by_letters: FxHashMap<[u8; 2], Vec<(CompactString, u32)>>,
    /// Which phrase each bit is, or is one way to say it: they are in order of length.
    pub(super) order: Vec<usize>,
    /// The phrases that may start with any word.
    pub(super) anywhere: Bits,
    /// The phrases that need nothing for a part, in the order of [`Role::needs`].
    pub(super) needless: Vec<u64>,
    /// For stretches of these numbers how many words no phrase of theirs is longer than: a power of two.
    pub(super) lengths: Vec<(usize, Range<usize>)>,
}

impl Parts {
    /// Further parts of a phrase that are looked at.
    pub(super) const NEEDS: usize = 2;

    pub(super) fn of(patterns: &[Pattern]) -> Self {
        let length = |steps: &[Step]| Width::of(steps).most.clamp(SHORTEST, LONGEST).next_power_of_two();
        let ways: Vec<(usize, Cow<'_, [Step]>)> = patterns
            .iter()
            .enumerate()
            .flat_map(|(at, pattern)| ways(&pattern.steps).map(move |way| (at, way)))
            .collect();
        let lengths: Vec<usize> = ways.iter().map(|(_, steps)| length(steps)).collect();
        let mut order: Vec<usize> = (0..ways.len()).collect();
        // What begins alike stands side by side, so that a word starts phrases of few numbers.
        order.sort_by_cached_key(|&at| (lengths[at], beginning(&ways[at].1)));
        let needless = vec![u64::MAX; Self::NEEDS * ways.len().div_ceil(64)];
        let mut parts = Parts { roles: vec![Role::default()], needless, ..Parts::default() };
        for (place, &at) in order.iter().enumerate() {
            let (block, bit) = (place / 64, 1 << (place % 64));
            let steps = &ways[at].1;
            match Begins::of(steps) {
                Some(begins) => {
                    let seconds = Second::all(steps);
                    parts.note(&begins, |role, second| match second {
                        Second::Any => seconds.iter().for_each(|&second| role.start(second, block, bit)),
                        second => role.start(second, block, bit),
                    });
                }
                None => set(&mut parts.anywhere, block, bit),
            }
            for (need, begins) in needs(steps).iter().enumerate() {
                let number = block * Self::NEEDS + need;
                parts.needless[number] &= !bit;
                parts.note(begins, |role, _| set(&mut role.needs, number, bit));
            }
        }
        parts.roles.iter_mut().for_each(Role::finish);
        for (block, places) in order.chunks(64).enumerate() {
            let longest = places.last().map_or(1, |&at| lengths[at]);
            let numbers = block * Self::NEEDS..(block + 1) * Self::NEEDS;
            if parts.needless[numbers.clone()].iter().all(|&needless| needless == u64::MAX) {
                continue;
            }
            match parts.lengths.last_mut() {
                Some((length, range)) if *length == longest && range.end == numbers.start => range.end = numbers.end,
                _ => parts.lengths.push((longest, numbers)),
            }
        }
        Parts { order: order.into_iter().map(|at| ways[at].0).collect(), ..parts }
    }

    /// Changes the roles of all words that `begins` names, each with what must come second.
    fn note(&mut self, begins: &Begins<'_>, change: impl Fn(&mut Role, Second)) {
        let Parts { roles, by_stem, by_word, by_letters, .. } = self;
        let new = |roles: &mut Vec<Role>| {
            roles.push(Role::default());
            u32::try_from(roles.len() - 1).expect("there are fewer roles than words in memory")
        };
        let mut at_key = |map: &mut FxHashMap<Key, u32>, (key, second): (Key, Second)| {
            let place = *map.entry(key).or_insert_with(|| new(roles));
            change(&mut roles[place as usize], second);
        };
        let single = |&key: &Key| (key, Second::Any);
        for class in &begins.classes {
            let [stems, words] = class.phrases.firsts();
            class.stems.iter().map(single).chain(stems).for_each(|key| at_key(by_stem, key));
            class.words.iter().map(single).chain(words).for_each(|key| at_key(by_word, key));
        }
        begins.words.stems.iter().for_each(|key| at_key(by_stem, single(key)));
        begins.words.exact.iter().for_each(|key| at_key(by_word, single(key)));
        for start in &begins.words.starts {
            let known = by_letters.entry(letters(start)).or_default();
            let place = if let Some(&(_, place)) = known.iter().find(|(it, _)| it == start) {
                place
            } else {
                let place = new(roles);
                known.push((start.clone(), place));
                place
            };
            change(&mut roles[place as usize], Second::Any);
        }
    }

    /// Where the roles of `token` stand.
    pub(super) fn roles_of(&self, token: &Token) -> Roles {
        let mut roles = Roles { places: [NO_ROLE; NOTED], more: false, starts: false };
        for (count, place) in self.places_of(token).enumerate() {
            roles.starts |= self.roles[place as usize].may_start();
            match roles.places.get_mut(count) {
                Some(noted) => *noted = place,
                None => roles.more = true,
            }
        }
        roles
    }

    /// The places of all roles of `token`.
    fn places_of(&self, token: &Token) -> impl Iterator<Item = u32> {
        let by_key = [self.by_stem.get(&token.stem_key()), self.by_word.get(&token.normal_key())];
        by_key.into_iter().flatten().copied().chain(self.by_beginning(token.normal()))
    }

    /// Calls `each` with every role of `token`.
    pub(super) fn each(&self, token: &Token, roles: &Roles, mut each: impl FnMut(&Role)) {
        if roles.more {
            return self.places_of(token).for_each(|place| each(&self.roles[place as usize]));
        }
        roles.places.iter().take_while(|&&place| place != NO_ROLE).for_each(|&place| each(&self.roles[place as usize]));
    }

    /// The places of the roles of a word by how it begins.
    fn by_beginning(&self, normal: &str) -> impl Iterator<Item = u32> {
        let [first, second] = letters(normal);
        let alone = (second != 0).then_some([first, 0]);
        let starts = std::iter::once([first, second]).chain(alone).filter_map(|letters| self.by_letters.get(&letters));
        let starts = starts.flatten().filter(move |(start, _)| normal.starts_with(start.as_str()));
        starts.map(|&(_, place)| place)
    }
}

/// A number that phrases have in common which begin with the same words.
fn beginning(steps: &[Step]) -> Option<(usize, Key)> {
    let begins = Begins::of(steps)?;
    let in_classes = begins.classes.iter().filter_map(|class| class.commonest);
    let words = begins.words.stems.iter().chain(&begins.words.exact);
    words.map(|key| (key.commonness(), *key)).chain(in_classes).max()
}

/// Sets bits of a number; numbers come in order but for those of one block.
fn set(bits: &mut Bits, number: usize, bit: u64) {
    match bits.iter_mut().rev().take(Parts::NEEDS).find(|(it, _)| *it == number) {
        Some((_, bits)) => *bits |= bit,
        None => bits.push((number, bit)),
    }
}

/// The first two bytes of a word, under which word beginnings are kept.
fn letters(word: &str) -> [u8; 2] {
    let mut bytes = word.bytes();
    [bytes.next().unwrap_or(0), bytes.next().unwrap_or(0)]
}

/// The ways to say a phrase that is a choice of several words and needs nothing rare besides: each tells more of what
/// it needs than all of them together.
fn ways(steps: &[Step]) -> impl Iterator<Item = Cow<'_, [Step]>> {
    let choices = match steps {
        [Step::Choice(choices), ..] if !choices.are_words() && !needs_rare(steps) => Some(choices),
        _ => None,
    };
    let of_choice = move |choice: &Vec<Step>| Cow::Owned([choice.as_slice(), &steps[1..]].concat());
    let whole = choices.is_none().then_some(Cow::Borrowed(steps));
    choices.into_iter().flat_map(|choices| choices.iter()).map(of_choice).chain(whole)
}

/// What a phrase cannot do without behind its start, with how common that is, the rarest first.
fn all_needs(steps: &[Step]) -> Vec<(usize, Begins<'_>)> {
    let must = |at: &usize| steps[*at].is_word() || matches!(steps[*at], Step::Class(_) | Step::Choice(_));
    let begins = (1..steps.len()).filter(must).filter_map(|at| Begins::of(&steps[at..]));
    let mut needs: Vec<(usize, Begins<'_>)> = begins.map(|begins| (commonness(&begins), begins)).collect();
    needs.sort_by_key(|(common, _)| *common);
    needs
}

/// Those that tell where a phrase may be. What is common stands near most words and tells little, so it counts only
/// where there is nothing else.
fn needs(steps: &[Step]) -> Vec<Begins<'_>> {
    let mut needs = all_needs(steps);
    let rare = needs.iter().take_while(|(common, _)| *common <= RARE).count();
    needs.truncate(rare.clamp(1, Parts::NEEDS));
    needs.into_iter().map(|(_, begins)| begins).collect()
}

/// Whether a phrase cannot do without something rare behind its start.
fn needs_rare(steps: &[Step]) -> bool {
    all_needs(steps).first().is_some_and(|(common, _)| *common <= RARE)
}

/// How common the words that `begins` names are, all together.
fn commonness(begins: &Begins<'_>) -> usize {
    let words = begins.words.stems.iter().chain(&begins.words.exact).map(|key| key.commonness());
    words.chain(begins.classes.iter().map(|class| class.common)).sum::<usize>() + begins.words.starts.len()
}
