//! Who and what is called what: one person, one pseudonym, in every transcript of a run.
//!
//! Never gives one number twice; numbers that a text already holds are left free. Who comes first is for the caller to
//! say, and [`in_no_order`] makes sure that nobody's number tells when they spoke.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::IdentifierKind;
use super::earlier::Earlier;
use super::names::{Name, Part, People, Person, PersonId};
use crate::lexicons::facts;
use crate::text::{Kind, PLACEHOLDERS, Text, normal_form};

/// The pseudonyms given so far.
#[derive(Default)]
pub(super) struct Pseudonyms {
    taken: BTreeMap<&'static str, BTreeSet<usize>>,
    pub(super) last: BTreeMap<&'static str, usize>,
    pub(super) people: FxHashMap<PersonId, String>,
    pub(super) named: FxHashMap<(IdentifierKind, CompactString), String>,
    pub(super) single: FxHashMap<(String, CompactString), String>,
    /// Numbers of participants, by respondent of a survey; 0 where there is none yet.
    pub(super) respondents: BTreeMap<String, Vec<u32>>,
    /// Who is which respondent of a survey.
    pub(super) answering: BTreeMap<String, FxHashMap<PersonId, u32>>,
    /// Pseudonyms of people who were forgotten, by a hash of their full name.
    forgotten: FxHashMap<u64, (&'static str, u32)>,
    /// Pseudonyms whose bearers earlier runs have called otherwise.
    pub(super) retired: BTreeSet<String>,
    /// Who and what had a pseudonym before this run.
    pub(super) earlier: Earlier,
}

/// Puts `all` into an order that tells nothing, the same for the same `seed`.
pub(super) fn in_no_order<T>(all: &mut [T], mut seed: u64) {
    for last in (1..all.len()).rev() {
        // One step of SplitMix64.
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let below = u64::try_from(last + 1).unwrap_or(u64::MAX);
        all.swap(last, usize::try_from((mixed ^ (mixed >> 31)) % below).unwrap_or(0));
    }
}

impl IdentifierKind {
    /// The word its placeholders start with.
    pub(super) const fn word(self) -> &'static str {
        match self {
            IdentifierKind::Person => "Person",
            IdentifierKind::Email => "Email",
            IdentifierKind::Phone => "Phone",
            IdentifierKind::Address => "Address",
            IdentifierKind::Location => "Location",
            IdentifierKind::Organisation => "Organisation",
            IdentifierKind::Id => "Id",
            IdentifierKind::Date => "Date",
            IdentifierKind::Url => "Url",
            IdentifierKind::Handle => "Handle",
            IdentifierKind::Circumstance => "Detail",
        }
    }
}

/// A label or placeholder without brackets that this program has written: its word and number.
pub(super) fn given_before(label: &str) -> Option<(&'static str, usize)> {
    let (word, number) = match label.rsplit_once(' ') {
        Some((word, number)) => (word, number.parse().ok()?),
        None => (label, 1),
    };
    let word = PLACEHOLDERS.iter().find(|it| **it == word)?;
    (label.contains(' ') || *word == "Moderator").then_some((*word, number))
}

impl Pseudonyms {
    /// Keeps the numbers of placeholders in `text` from being given again.
    pub(super) fn reserve_in(&mut self, text: &Text) {
        for token in text.tokens().iter().filter(|token| token.kind == Kind::Placeholder) {
            self.reserve(text.slice(token.span).trim_matches(['[', ']']));
        }
    }

    /// Keeps a label that is a pseudonym already from being given again.
    pub(super) fn reserve(&mut self, label: &str) {
        if let Some((word, number)) = given_before(label) {
            self.taken.entry(word).or_default().insert(number);
        }
    }

    /// Keeps a pseudonym whose bearer is called otherwise now from being given again.
    pub(super) fn retire(&mut self, label: &str) {
        self.reserve(label);
        self.retired.insert(label.to_owned());
    }

    /// The pseudonym of somebody who speaks without a name; nameless moderators are not told apart.
    pub(super) fn nameless(&mut self, id: PersonId, part: Part) -> String {
        if let Some(known) = self.people.get(&id) {
            return known.clone();
        }
        let label = match part {
            Part::Moderator => "Moderator".to_owned(),
            Part::Participant => self.fresh("Participant"),
            Part::Other => self.fresh("Person"),
        };
        self.people.insert(id, label.clone());
        label
    }

    /// Whether somebody may be this respondent of a survey, and is from now on: two respondents are two people, whatever
    /// their names.
    pub(super) fn answers_as(&mut self, session: &str, id: PersonId, respondent: u32) -> bool {
        if !self.answering.contains_key(session) {
            self.answering.insert(session.to_owned(), FxHashMap::default());
        }
        let known = self.answering.get_mut(session).map(|all| *all.entry(id).or_insert(respondent));
        known == Some(respondent)
    }

    /// Gives a respondent of a survey who answered before the same pseudonym again: by their name, else by their place.
    pub(super) fn know_respondent(&mut self, people: &People, session: &str, respondent: u32, id: PersonId) {
        if self.people.contains_key(&id) {
            return;
        }
        let Person { name, part, .. } = people.get(id);
        let full = name.full();
        if let Some(label) = self.earlier.claim(&full, session, respondent) {
            let label = label.to_owned();
            self.people.insert(id, label);
        } else if self.earlier.whole(&full).is_some() {
            // One more of a name that all who had it go on bearing.
            let label = self.fresh(if *part == Part::Moderator { "Moderator" } else { "Participant" });
            self.people.insert(id, label);
        } else {
            self.know_place(session, respondent, id, name);
        }
    }

    fn know_place(&mut self, session: &str, respondent: u32, id: PersonId, name: &Name) {
        let numbers = self.respondents.get(session);
        let number = numbers.and_then(|it| it.get(respondent as usize)).copied().unwrap_or(0);
        if number > 0 && self.earlier.may_answer(session, respondent, name) {
            self.people.insert(id, format!("Participant {number}"));
        }
    }

    /// Gives somebody the pseudonym of whoever had this label in this session before.
    pub(super) fn know_label(&mut self, session: &str, label: &str, id: PersonId) {
        if let Some(known) = self.earlier.labelled(session, label)
            && !self.people.contains_key(&id)
        {
            self.people.insert(id, known.to_owned());
        }
    }

    /// Keeps the pseudonym of a respondent for later batches, as a number.
    pub(super) fn keep_respondent(&mut self, session: &str, respondent: u32, label: &str) {
        let number = given_before(label).filter(|it| it.0 == "Participant").and_then(|it| u32::try_from(it.1).ok());
        if !self.respondents.contains_key(session) {
            self.respondents.insert(session.to_owned(), Vec::new());
        }
        let Some(numbers) = self.respondents.get_mut(session) else { return };
        let place = respondent as usize;
        if numbers.len() <= place {
            numbers.resize(place + 1, 0);
        }
        numbers[place] = number.unwrap_or(0);
    }

    /// Keeps the pseudonyms of people from this place on by their full names only, as they are about to be forgotten.
    pub(super) fn forget_people(&mut self, people: &People, from: PersonId) {
        for all in self.answering.values_mut() {
            all.retain(|id, _| *id < from);
        }
        for id in from..people.len() {
            let Some(label) = self.people.remove(&id) else { continue };
            let full = people.get(id).name.full();
            let given = given_before(&label).and_then(|(word, number)| Some((word, u32::try_from(number).ok()?)));
            if let Some(given) = given.filter(|_| !full.is_empty()) {
                self.forgotten.insert(hash(&full), given);
            }
        }
    }

    /// The pseudonym of a person; `session` is where somebody with one name only belongs.
    pub(super) fn person(&mut self, people: &People, id: PersonId, session: &str) -> String {
        if let Some(known) = self.people.get(&id) {
            return known.clone();
        }
        let person = people.get(id);
        let forgotten = || self.forgotten.get(&hash(&person.name.full()));
        if !self.forgotten.is_empty()
            && let Some((word, number)) = forgotten()
        {
            let label = format!("{word} {number}");
            self.people.insert(id, label.clone());
            return label;
        }
        if let Some(label) = self.earlier.whole(&person.name.full()) {
            let label = label.to_owned();
            self.people.insert(id, label.clone());
            return label;
        }
        let label = match person.part {
            Part::Moderator => self.fresh("Moderator"),
            Part::Participant => self.fresh("Participant"),
            Part::Other if person.name.family.is_empty() => return self.single(session, &person.name.given.join(" ")),
            Part::Other => self.fresh("Person"),
        };
        self.people.insert(id, label.clone());
        label
    }

    /// The pseudonym of whoever goes by one name in `session`.
    pub(super) fn single(&mut self, session: &str, name: &str) -> String {
        let key = (session.to_owned(), CompactString::from(name));
        if let Some(known) = self.single.get(&key) {
            return known.clone();
        }
        let label = self.earlier.single(&key).cloned().unwrap_or_else(|| self.fresh("Person"));
        self.single.insert(key, label.clone());
        label
    }

    /// The pseudonym of anything but a person, by its words.
    pub(super) fn thing(&mut self, kind: IdentifierKind, surface: &str) -> String {
        let key = (kind, comparable(kind, surface));
        if let Some(known) = self.named.get(&key) {
            return known.clone();
        }
        let label = self.earlier.thing(&key).cloned().unwrap_or_else(|| self.fresh(kind.word()));
        self.named.insert(key, label.clone());
        label
    }

    /// Whether a person has a pseudonym; `session` is where somebody with one name only belongs.
    pub(super) fn knows_person(&self, people: &People, id: PersonId, session: &str) -> bool {
        let name = &people.get(id).name;
        self.people.contains_key(&id) || name.family.is_empty() && self.knows_single(session, &name.given.join(" "))
    }

    /// Whether whoever goes by one name in `session` has a pseudonym.
    pub(super) fn knows_single(&self, session: &str, name: &str) -> bool {
        self.single.contains_key(&(session.to_owned(), CompactString::from(name)))
    }

    /// Whether anything but a person has a pseudonym.
    pub(super) fn knows_thing(&self, kind: IdentifierKind, surface: &str) -> bool {
        self.named.contains_key(&(kind, comparable(kind, surface)))
    }

    /// Whether a pseudonym with this word and number was given.
    pub(super) fn gave(&self, word: &str, number: usize) -> bool {
        let counted = self.last.get(word).is_some_and(|last| number <= *last);
        counted || word == "Moderator" && number == 1 || self.taken.get(word).is_some_and(|all| all.contains(&number))
    }

    /// The next free number for `word`; the first moderator needs none.
    fn fresh(&mut self, word: &'static str) -> String {
        let taken = self.taken.entry(word).or_default();
        let last = self.last.entry(word).or_default();
        let mut number = *last + 1;
        while taken.contains(&number) {
            number += 1;
        }
        *last = number;
        if word == "Moderator" && number == 1 { word.to_owned() } else { format!("{word} {number}") }
    }
}

/// The same in every run, because it decides over pseudonyms.
fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// What makes two surfaces the same thing: digits alone for numbers, else the words in normal form.
fn comparable(kind: IdentifierKind, surface: &str) -> CompactString {
    match kind {
        IdentifierKind::Phone | IdentifierKind::Id if surface.chars().any(|c| c.is_ascii_digit()) => {
            surface.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        }
        _ => {
            let normal = normal_form(surface.trim());
            let bare = normal.strip_prefix("the ").filter(|rest| facts(rest).rank() == 0).unwrap_or(&normal);
            bare.split_whitespace().collect::<Vec<_>>().join(" ").into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_up_and_step_over_those_in_the_text() {
        let mut pseudonyms = Pseudonyms::default();
        pseudonyms.reserve_in(&Text::new("ask [Person 1] or [Moderator]"));
        assert_eq!(pseudonyms.fresh("Person"), "Person 2");
        assert_eq!(pseudonyms.fresh("Moderator"), "Moderator 2");
        assert_eq!(pseudonyms.nameless(7, Part::Participant), "Participant 1");
    }

    #[test]
    fn an_order_that_tells_nothing_is_the_same_each_time() {
        let order = |seed| {
            let mut all: Vec<usize> = (0..8).collect();
            in_no_order(&mut all, seed);
            all
        };
        assert_eq!(order(7), order(7));
        assert_ne!(order(7), order(8));
        assert_ne!(order(7), (0..8).collect::<Vec<_>>());
    }

    #[test]
    fn one_thing_has_one_number() {
        let mut pseudonyms = Pseudonyms::default();
        let first = pseudonyms.thing(IdentifierKind::Phone, "01632 960112");
        assert_eq!(pseudonyms.thing(IdentifierKind::Phone, "01632-960112"), first);
        assert_ne!(pseudonyms.thing(IdentifierKind::Phone, "01632 960113"), first);
        assert_eq!(pseudonyms.single("s1", "bill"), pseudonyms.single("s1", "bill"));
        assert_ne!(pseudonyms.single("s1", "bill"), pseudonyms.single("s2", "bill"));
    }

    #[test]
    fn own_labels_are_known_again() {
        assert_eq!(given_before("Participant 3"), Some(("Participant", 3)));
        assert_eq!(given_before("Moderator"), Some(("Moderator", 1)));
        assert_eq!(given_before("Participant"), None);
        assert_eq!(given_before("Dana 3"), None);
    }
}
