//! Who speaks: every label of a file as one person, with what the roster knows of them.
//!
//! Compares names; never guesses who is a moderator.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::initials::tied;
use super::people::{People, key, tidy};
use crate::transcript::{Role, Speaker};

/// The speakers of a file in order of appearance.
pub(super) struct Cast<'r> {
    people: &'r People,
    speakers: Vec<Speaker>,
    by_key: BTreeMap<String, usize>,
    /// The same by labels as written, which come again and again.
    by_label: FxHashMap<String, usize>,
    by_person: BTreeMap<usize, usize>,
    /// Keys of labels that are another spelling of a label's.
    spellings: BTreeMap<String, String>,
}

impl<'r> Cast<'r> {
    pub(super) fn new(people: &'r People) -> Self {
        Cast {
            people,
            speakers: Vec::new(),
            by_key: BTreeMap::new(),
            by_label: FxHashMap::default(),
            by_person: BTreeMap::new(),
            spellings: BTreeMap::new(),
        }
    }

    /// The place of the speaker with this label, if there is one.
    pub(super) fn find(&self, label: &str) -> Option<usize> {
        self.by_label.get(label.trim()).copied()
    }

    /// Takes labels with one of these keys as the label with the other.
    pub(super) fn respell(&mut self, spellings: BTreeMap<String, String>) {
        self.spellings = spellings;
    }

    /// The place of the speaker with this label, who is added where new.
    pub(super) fn place(&mut self, label: &str) -> usize {
        if let Some(&place) = self.by_label.get(label) {
            return place;
        }
        let place = self.new_place(label);
        self.by_label.insert(label.to_owned(), place);
        place
    }

    fn new_place(&mut self, label: &str) -> usize {
        let written = key(label);
        let key = self.spellings.get(&written).cloned().unwrap_or_else(|| written.clone());
        if let Some(&place) = self.by_key.get(&key).filter(|_| key != written) {
            self.add_name(place, label);
            return place;
        }
        if let Some(&place) = self.by_key.get(&key) {
            return place;
        }
        let person = self.people.find(label);
        let known = person.and_then(|person| self.by_person.get(&person).copied());
        let place = known.unwrap_or(self.speakers.len());
        if known.is_some() {
            self.add_name(place, label);
        } else {
            self.speakers.push(self.speaker(label, person));
            if let Some(person) = person {
                self.by_person.insert(person, place);
            }
        }
        self.by_key.insert(key, place);
        place
    }

    /// Adds somebody without label, whom no later line can name.
    pub(super) fn unnamed(&mut self, role: Role, names: Vec<String>) -> usize {
        let person = names.iter().find_map(|name| self.people.find(name));
        let mut speaker = person.map_or_else(Speaker::default, |person| self.people.get(person).clone());
        speaker.label = String::new();
        speaker.role = if role == Role::Moderator { role } else { speaker.role };
        for name in names {
            if !speaker.names.contains(&name) {
                speaker.names.push(name);
            }
        }
        self.speakers.push(speaker);
        self.speakers.len() - 1
    }

    /// Gives the speaker one more name.
    pub(super) fn add_name(&mut self, place: usize, name: &str) {
        let speaker = &mut self.speakers[place];
        if speaker.label != name && !speaker.names.iter().any(|it| it == name) {
            speaker.names.push(name.to_owned());
        }
    }

    /// The speakers so far.
    pub(super) fn speakers_mut(&mut self) -> &mut [Speaker] {
        &mut self.speakers
    }

    /// Everybody, those under the initials of somebody on the roster as that person.
    pub(super) fn into_speakers(mut self) -> Vec<Speaker> {
        for (place, person) in tied(&self.speakers, self.people) {
            let known = self.people.get(person);
            let speaker = &mut self.speakers[place];
            speaker.names.extend(known.names.iter().cloned());
            speaker.role = known.role;
            for (name, value) in &known.attributes {
                speaker.attributes.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
        self.speakers
    }

    fn speaker(&self, label: &str, person: Option<usize>) -> Speaker {
        let (mut names, role, attributes) = match person.map(|person| self.people.get(person)) {
            Some(person) => (person.names.clone(), person.role, person.attributes.clone()),
            None => (Vec::new(), Role::Participant, BTreeMap::new()),
        };
        // A roster may have the label as it is written, and no more.
        if let Some(name) = tidy(label).filter(|name| !names.contains(name)) {
            names.push(name);
        }
        Speaker { label: label.to_owned(), names, role, attributes, respondent: None }
    }
}
