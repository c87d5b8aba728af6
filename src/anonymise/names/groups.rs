//! Names of a session gathered into people, as one after the other turns out to be another name of somebody.
//!
//! Never makes one of two people who speak, nor, unless one of them says so, of two whose whole names contradict each
//! other; it reads no text.

use rustc_hash::FxHashMap;

use super::cast::{People, PersonId};
use super::mentions::Target;
use super::name::Name;
use super::session::Known;

/// How sure it is that two are one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// By a likeness.
    Likely,
    /// In words.
    Said,
    /// In words, by whoever it is.
    OfOneself,
}

/// Targets in groups, each one person.
pub(super) struct Groups<'a> {
    people: &'a People,
    known: &'a Known,
    place: FxHashMap<Target, usize>,
    targets: Vec<Target>,
    /// For each target another one of its group that is nearer to the first.
    above: Vec<usize>,
    speaker: Vec<Option<PersonId>>,
    whole: Vec<Option<PersonId>>,
    /// Pairs that are two people, whatever is said of them.
    two: Vec<(usize, usize)>,
}

impl<'a> Groups<'a> {
    pub(super) fn new(people: &'a People, known: &'a Known) -> Self {
        let (place, targets, above) = (FxHashMap::default(), Vec::new(), Vec::new());
        Groups { people, known, place, targets, above, speaker: Vec::new(), whole: Vec::new(), two: Vec::new() }
    }

    /// Notes that these are two people.
    pub(super) fn keep_apart(&mut self, one: &Target, other: &Target) {
        let pair = (self.of(one), self.of(other));
        self.two.push(pair);
    }

    /// The first of the group of `target`.
    pub(super) fn of(&mut self, target: &Target) -> usize {
        let place = self.place.get(target).copied().unwrap_or_else(|| self.add(target));
        self.first(place)
    }

    fn add(&mut self, target: &Target) -> usize {
        let place = self.targets.len();
        self.place.insert(target.clone(), place);
        self.targets.push(target.clone());
        self.above.push(place);
        let id = if let Target::Person(id) = target { Some(*id) } else { None };
        self.speaker.push(id.filter(|id| self.known.speaking.contains(id)));
        let whole = |id: &PersonId| !self.people.get(*id).name.full().is_empty();
        self.whole.push(id.filter(whole));
        place
    }

    fn first(&self, mut place: usize) -> usize {
        while self.above[place] != place {
            place = self.above[place];
        }
        place
    }

    /// Makes `one` and `other` the same person, unless they cannot be.
    pub(super) fn unite(&mut self, one: &Target, other: &Target) {
        self.join(one, other, How::Likely);
    }

    /// The same where somebody says so in words.
    pub(super) fn unite_as_said(&mut self, one: &Target, other: &Target) {
        self.join(one, other, How::Said);
    }

    /// The same where somebody says so of themselves: `half of them have me as Paudie Sullivan`.
    pub(super) fn unite_as_told(&mut self, one: &Target, other: &Target) {
        self.join(one, other, How::OfOneself);
    }

    fn join(&mut self, one: &Target, other: &Target, how: How) {
        let (one, other) = (self.of(one), self.of(other));
        let both = |of: &[Option<PersonId>]| of[one].zip(of[other]);
        let name = |id: PersonId| -> &Name { &self.people.get(id).name };
        let contradict = both(&self.whole).is_some_and(|(a, b)| !name(a).agrees(name(b)));
        let pair = |&(a, b): &(usize, usize)| matches!((self.first(a), self.first(b)), it if it == (one, other) || it == (other, one));
        let two = self.two.iter().any(pair);
        if two && how == How::Likely
            || one == other
            || both(&self.speaker).is_some()
            || contradict && how != How::OfOneself
        {
            return;
        }
        let (first, second) = (one.min(other), one.max(other));
        self.above[second] = first;
        self.speaker[first] = self.speaker[one].or(self.speaker[other]);
        self.whole[first] = self.whole[one].or(self.whole[other]);
    }

    /// Whom `target` means now: whoever speaks, else whoever has a whole name, else the first who is known at all.
    pub(super) fn meant(&self, target: &Target) -> Option<Target> {
        let first = self.first(*self.place.get(target)?);
        let person = || {
            let known = |at: &usize| matches!(self.targets[*at], Target::Person(_)) && self.first(*at) == first;
            (0..self.targets.len()).find(known).map(|at| self.targets[at].clone())
        };
        let best = self.speaker[first].or(self.whole[first]).map(Target::Person);
        best.or_else(person).or_else(|| Some(self.targets[first].clone()))
    }
}
