//! Who is known by name, and under which forms.
//!
//! Keeps names; it reads no text.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::name::{Name, initials, parts};
use crate::lexicons::{Is, facts, same_forms};
use crate::transcript::{Role, Speaker};

/// A person's place in [`People`].
pub(in crate::anonymise) type PersonId = usize;

/// What somebody is in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::anonymise) enum Part {
    /// Asked.
    Moderator,
    /// Took part.
    Participant,
    /// Was talked about.
    Other,
}

impl From<Role> for Part {
    fn from(role: Role) -> Self {
        match role {
            Role::Moderator => Part::Moderator,
            Role::Participant => Part::Participant,
        }
    }
}

/// How a word points at a person; the surer, the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::anonymise) enum Form {
    /// A given name.
    Given,
    /// A family name.
    Family,
    /// What they said they are called.
    Alias,
    /// What they said they are called in an earlier run.
    Heard,
    /// A short or full form of the given name, by the list.
    Short,
    /// Their initials.
    Initials,
}

/// Somebody with a name.
pub(in crate::anonymise) struct Person {
    pub(in crate::anonymise) name: Name,
    pub(in crate::anonymise) aliases: Vec<CompactString>,
    /// Aliases of an earlier run: the same file has to be read the same way again, so they decide nothing where somebody
    /// says them anew.
    pub(in crate::anonymise) heard: Vec<CompactString>,
    pub(in crate::anonymise) part: Part,
}

/// Which words point at whom.
#[derive(Default)]
pub(in crate::anonymise) struct Index(FxHashMap<CompactString, Vec<(Form, PersonId)>>);

/// Everybody of a run.
#[derive(Default)]
pub(in crate::anonymise) struct People {
    all: Vec<Person>,
    /// Those known in every session, because their full name is.
    everywhere: Index,
    by_name: FxHashMap<String, PersonId>,
    /// Those on the roster, in its order.
    listed: Vec<PersonId>,
}

impl Index {
    /// Who may be meant by `word`, surest first.
    pub(in crate::anonymise) fn get(&self, word: &str) -> &[(Form, PersonId)] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }

    /// Makes `word` point at `person`.
    pub(in crate::anonymise) fn insert(&mut self, word: &str, form: Form, person: PersonId) {
        let known = self.0.entry(word.into()).or_default();
        match known.iter_mut().find(|(_, it)| *it == person) {
            Some((surest, _)) => *surest = form.min(*surest),
            None => known.push((form, person)),
        }
        known.sort_unstable();
    }

    /// Adds every form of a name.
    pub(in crate::anonymise) fn insert_name(&mut self, name: &Name, person: PersonId) {
        self.insert_words(name, person);
        for given in name.given.iter().take(1) {
            for other in same_forms(given) {
                self.insert(other, Form::Short, person);
            }
        }
        for initials in initials(name) {
            self.insert(&initials, Form::Initials, person);
        }
    }

    /// Adds the words of a name and their parts alone.
    pub(in crate::anonymise) fn insert_words(&mut self, name: &Name, person: PersonId) {
        for given in name.given.iter().filter(|given| given.chars().count() > 1) {
            self.insert(given, Form::Given, person);
            parts(given).for_each(|part| self.insert(part, Form::Given, person));
        }
        for family in name.family.iter().filter(|word| !facts(word).is(Is::Particle) && word.chars().count() > 1) {
            self.insert(family, Form::Family, person);
            parts(family).for_each(|part| self.insert(part, Form::Family, person));
            // `Shaughnessy` for O'Shaughnessy.
            if let Some(rest) = family.strip_prefix("o'").filter(|rest| rest.len() > 3) {
                self.insert(rest, Form::Family, person);
            }
        }
    }
}

impl People {
    /// How many there are.
    pub(in crate::anonymise) fn len(&self) -> usize {
        self.all.len()
    }

    /// The person at `id`.
    pub(in crate::anonymise) fn get(&self, id: PersonId) -> &Person {
        &self.all[id]
    }

    /// The words that point at somebody in every session.
    pub(in crate::anonymise) fn everywhere(&self) -> &Index {
        &self.everywhere
    }

    /// The person with this full name, added where new; somebody with half a name is always new.
    pub(in crate::anonymise) fn add(&mut self, name: Name, part: Part) -> PersonId {
        let full = name.full();
        if let Some(&known) = self.by_name.get(&full).filter(|_| !full.is_empty()) {
            self.promote(known, part);
            return known;
        }
        let id = self.all.len();
        if !full.is_empty() {
            self.by_name.insert(full, id);
            if part != Part::Other {
                self.everywhere.insert_name(&name, id);
            }
        }
        self.all.push(Person { name, aliases: Vec::new(), heard: Vec::new(), part });
        id
    }

    /// The person whom a roster entry or a speaker's names tell of; none where there is no name at all.
    pub(in crate::anonymise) fn add_speaker(&mut self, speaker: &Speaker) -> Option<PersonId> {
        let part = Part::from(speaker.role);
        let written = speaker.names.iter().map(String::as_str).chain([speaker.label.as_str()]);
        let mut names: Vec<Name> = written.filter(|it| !it.trim().is_empty()).filter_map(Name::parse).collect();
        names.extend(Name::in_other_letters(&speaker.label).into_iter().flatten());
        let known = names.iter().find_map(|name| self.by_name.get(&name.full()).copied());
        let whole = names.iter().find(|name| !name.family.is_empty()).or_else(|| names.first())?;
        let id = match known {
            Some(id) => id,
            None => self.add(whole.clone(), part),
        };
        self.promote(id, part);
        for name in &names {
            self.alias(id, name);
        }
        Some(id)
    }

    /// Notes that somebody is on the roster.
    pub(in crate::anonymise) fn list(&mut self, id: PersonId) {
        if !self.listed.contains(&id) {
            self.listed.push(id);
        }
    }

    /// Whoever is on the roster.
    pub(in crate::anonymise) fn listed(&self) -> &[PersonId] {
        &self.listed
    }

    /// Somebody else with the same name as somebody known, who bears it in their own right.
    pub(in crate::anonymise) fn add_namesake(&mut self, of: PersonId) -> PersonId {
        let Person { name, part, .. } = &self.all[of];
        self.all.push(Person { name: name.clone(), aliases: Vec::new(), heard: Vec::new(), part: *part });
        self.all.len() - 1
    }

    /// Somebody who spoke and of whom no name is known yet.
    pub(in crate::anonymise) fn add_nameless(&mut self, role: Role) -> PersonId {
        self.add(Name::default(), Part::from(role))
    }

    /// Notes a further name of somebody whose full name is known.
    fn alias(&mut self, id: PersonId, name: &Name) {
        let own = &self.all[id].name;
        if own == name {
            return;
        }
        let full = name.full();
        if !full.is_empty() {
            self.by_name.entry(full).or_insert(id);
        }
        if !own.full().is_empty() && self.all[id].part != Part::Other {
            self.everywhere.insert_name(name, id);
        }
        let words: Vec<CompactString> = name.given.iter().chain(&name.family).cloned().collect();
        let aliases = &mut self.all[id].aliases;
        aliases.extend(words.into_iter().filter(|word| !facts(word).is(Is::Particle)));
        aliases.sort_unstable();
        aliases.dedup();
    }

    /// Notes words that somebody went by in an earlier run.
    pub(in crate::anonymise) fn go_by(&mut self, id: PersonId, words: impl Iterator<Item = CompactString>) {
        let whole = !self.all[id].name.full().is_empty() && self.all[id].part != Part::Other;
        for word in words {
            if whole {
                self.everywhere.insert(&word, Form::Heard, id);
            }
            self.all[id].heard.push(word);
        }
    }

    /// Makes a word that points at somebody everywhere point at somebody else too, who is known by it alone.
    pub(in crate::anonymise) fn share(&mut self, word: &str) {
        if self.bears(word) {
            let id = self.add(Name { given: vec![word.into()], family: Vec::new() }, Part::Other);
            self.everywhere.insert(word, Form::Given, id);
        }
    }

    /// Adds to what is known of somebody after they introduced themselves.
    pub(in crate::anonymise) fn learn(&mut self, id: PersonId, name: &Name) {
        let own = &mut self.all[id].name;
        if own.given.is_empty() && own.family.is_empty() {
            *own = name.clone();
        } else if own.family.iter().all(|word| word.chars().count() == 1) && own.agrees(name) {
            own.family.clone_from(&name.family);
        }
        self.alias(id, name);
    }

    /// Somebody who was only talked about turns out to have taken part.
    fn promote(&mut self, id: PersonId, part: Part) {
        if self.all[id].part == Part::Other && part != Part::Other {
            self.all[id].part = part;
            let name = self.all[id].name.clone();
            self.everywhere.insert_name(&name, id);
        }
    }

    /// Whether `name` is the full name of somebody known.
    pub(in crate::anonymise) fn knows(&self, name: &str) -> bool {
        Name::parse(name).is_some_and(|name| self.by_name.contains_key(&name.full()))
    }

    /// Forgets everybody from this place on.
    pub(in crate::anonymise) fn forget(&mut self, from: PersonId) {
        self.all.truncate(from);
        self.by_name.retain(|_, id| *id < from);
        self.everywhere.0.retain(|_, known| {
            known.retain(|(_, id)| *id < from);
            !known.is_empty()
        });
    }

    /// Whether `word` is a name of somebody who is known in every session.
    pub(in crate::anonymise) fn bears(&self, word: &str) -> bool {
        self.everywhere.get(word).iter().any(|(form, _)| *form <= Form::Alias)
    }

    /// Every word that is a name of somebody who is known in every session, in no order.
    pub(in crate::anonymise) fn borne(&self) -> impl Iterator<Item = &str> {
        let borne = |known: &[(Form, PersonId)]| known.iter().any(|(form, _)| *form <= Form::Alias);
        self.everywhere.0.iter().filter(move |(_, known)| borne(known)).map(|(word, _)| word.as_str())
    }

    /// The words of somebody's name, and the parts of those with hyphens.
    pub(in crate::anonymise) fn name_parts(&self, id: PersonId) -> impl Iterator<Item = &str> {
        let telling = |word: &&str| word.chars().count() > 1 && !facts(word).is(Is::Particle);
        self.words_of(id).flat_map(|word| parts(word).chain([word])).filter(telling)
    }

    /// Every word by which somebody goes.
    pub(in crate::anonymise) fn words_of(&self, id: PersonId) -> impl Iterator<Item = &str> {
        let Person { name, aliases, .. } = &self.all[id];
        name.given.iter().chain(&name.family).chain(aliases).map(CompactString::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_full_name_is_one_person() {
        let mut people = People::default();
        let name = |label| Name::parse(label).unwrap();
        let first = people.add(name("Dana Whitfield"), Part::Other);
        assert_eq!(people.add(name("DANA WHITFIELD"), Part::Participant), first);
        assert_ne!(people.add(name("Dana"), Part::Participant), first);
        assert!(people.everywhere().get("dana").len() == 1 && people.get(first).part == Part::Participant);
    }

    #[test]
    fn a_label_in_two_scripts_is_one_person_with_both_names() {
        let mut people = People::default();
        let speaker = Speaker { label: "李伟 (Wei Li)".to_owned(), ..Speaker::default() };
        let id = people.add_speaker(&speaker).unwrap();
        let found = |word: &str| people.everywhere().get(word).iter().any(|(_, it)| *it == id);
        assert!(found("李伟") && found("wei") && found("li"));
    }
}
