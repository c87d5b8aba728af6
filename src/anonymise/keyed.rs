//! From a run's people and pseudonyms to a key, and back.
//!
//! Decides nothing: what a key says is what a run has given.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::IdentifierKind;
use super::anonymiser::Anonymiser;
use super::key::{Block, Entry, Key, Meant, Renamed};
use super::names::{Name, Part, People, PersonId};
use super::pseudonyms::{Pseudonyms, given_before};

/// What stood where each pseudonym stands now, and where that was first met.
#[derive(Default)]
pub(super) struct Forms(BTreeMap<String, (String, BTreeSet<String>)>);

/// Who bears which label in which session.
pub(super) type Labels = FxHashMap<(String, String), PersonId>;

/// Every kind of thing that has pseudonyms.
const THINGS: &[IdentifierKind] = &[
    IdentifierKind::Email,
    IdentifierKind::Phone,
    IdentifierKind::Address,
    IdentifierKind::Location,
    IdentifierKind::Organisation,
    IdentifierKind::Id,
    IdentifierKind::Date,
    IdentifierKind::Url,
    IdentifierKind::Handle,
];

impl Forms {
    /// What an earlier run knew.
    pub(super) fn of(key: &Key) -> Self {
        let known = |entry: &Entry| {
            let forms = entry.forms.iter().cloned().collect();
            (entry.pseudonym.clone(), (entry.first_met.clone(), forms))
        };
        Forms(key.entries().iter().map(known).collect())
    }

    /// Notes that `label` stands for `surface` in `session`.
    pub(super) fn note(&mut self, label: &str, surface: &str, session: &str) {
        if surface.trim().is_empty() {
            return;
        }
        if !self.0.contains_key(label) {
            self.0.insert(label.to_owned(), (session.to_owned(), BTreeSet::new()));
        }
        if let Some((_, forms)) = self.0.get_mut(label)
            && !forms.contains(surface)
        {
            forms.insert(surface.to_owned());
        }
    }
}

/// Makes the people and pseudonyms of `key` known to a run.
pub(super) fn take_up(key: &Key, people: &mut People, pseudonyms: &mut Pseudonyms, labels: &mut Labels) {
    for entry in key.entries() {
        let (label, meant) = (&entry.pseudonym, &entry.meant);
        pseudonyms.reserve(label);
        if let Some(&kind) = THINGS.iter().find(|kind| kind.name() == entry.kind) {
            let word = meant.word.as_deref().unwrap_or_default();
            pseudonyms.named.insert((kind, word.into()), label.clone());
            continue;
        }
        let session = meant.session.clone().unwrap_or_default();
        if let Some(word) = &meant.word {
            pseudonyms.single.insert((session, word.as_str().into()), label.clone());
            continue;
        }
        let words = |all: &[String]| all.iter().map(CompactString::from).collect::<Vec<_>>();
        let name = Name { given: words(&meant.given), family: words(&meant.family) };
        let id = people.add(name, part(&entry.kind));
        people.go_by(id, words(&meant.aliases).into_iter());
        pseudonyms.people.insert(id, label.clone());
        if let Some(bears) = &meant.label {
            labels.insert((session, bears.clone()), id);
        }
    }
    for label in &key.retired {
        pseudonyms.retire(label);
    }
    for block in &key.unnamed {
        let numbers = pseudonyms.respondents.entry(block.session.clone()).or_default();
        let number = |step| if block.first == 0 { 0 } else { block.first + step };
        numbers.extend((0..block.count).map(number));
        let last = pseudonyms.last.entry("Participant").or_default();
        let highest = numbers.iter().copied().max().unwrap_or(0);
        *last = (*last).max(usize::try_from(highest).unwrap_or(0));
    }
}

/// The key to everything that was given a pseudonym.
pub(super) fn key<'s>(forms: &Forms, run: &Anonymiser, sessions: impl Iterator<Item = (&'s str, usize)>) -> Key {
    let Anonymiser { people, pseudonyms, labels, decisions, .. } = run;
    let mut bearers: BTreeMap<PersonId, (&str, &str)> = BTreeMap::new();
    let mut sorted: Vec<_> = labels.iter().filter(|((_, label), _)| !label.is_empty()).collect();
    sorted.sort_unstable();
    for ((session, label), &id) in sorted {
        bearers.entry(id).or_insert((session, label));
    }
    // Who has neither name nor label is a respondent, and told by a block. The key sorts its entries.
    let person = |(&id, label): (&PersonId, &String)| {
        let meant = person(people, id, bearers.get(&id).copied())?;
        Some(entry(forms, decisions.called(label), kind(label), meant))
    };
    let mut entries: Vec<Entry> = pseudonyms.people.iter().filter_map(person).collect();
    // A number may be kept for a word that nothing was hidden under.
    let used = |label: &String| forms.0.contains_key(decisions.called(label));
    entries.extend(pseudonyms.single.iter().filter(|(_, label)| used(label)).map(|((session, word), label)| {
        let meant = Meant { session: Some(session.clone()), word: Some(word.to_string()), ..Meant::default() };
        entry(forms, decisions.called(label), "person", meant)
    }));
    entries.extend(pseudonyms.named.iter().filter(|(_, label)| used(label)).map(|((kind, word), label)| {
        let meant = Meant { word: Some(word.to_string()), ..Meant::default() };
        entry(forms, decisions.called(label), kind.name(), meant)
    }));
    let blocks = pseudonyms.respondents.iter().flat_map(|(session, numbers)| blocks(session, numbers));
    let sessions = sessions.map(|(session, number)| Renamed { session: session.to_owned(), number });
    let given = |label: &&str| given_before(label).is_some_and(|(word, number)| pseudonyms.gave(word, number));
    let mut retired: BTreeSet<String> = pseudonyms.retired.clone();
    retired.extend(decisions.called_otherwise().filter(given).map(str::to_owned));
    Key::new(entries, blocks.collect(), sessions.collect(), retired.into_iter().collect())
}

/// The numbers of a survey's respondents, those that follow each other together.
fn blocks(session: &str, numbers: &[u32]) -> Vec<Block> {
    let follows = |one: &u32, next: &u32| if *one == 0 { *next == 0 } else { *next == one + 1 };
    let runs = numbers.chunk_by(follows);
    let block = |run: &[u32]| {
        let count = u32::try_from(run.len()).unwrap_or(u32::MAX);
        Block { session: session.to_owned(), first: run[0], count }
    };
    runs.map(block).collect()
}

/// What tells a person from others; none for somebody without name and label.
fn person(people: &People, id: PersonId, bears: Option<(&str, &str)>) -> Option<Meant> {
    let known = people.get(id);
    let words = |all: &[CompactString]| all.iter().map(ToString::to_string).collect();
    let aliases: BTreeSet<String> = known.aliases.iter().chain(&known.heard).map(ToString::to_string).collect();
    let meant = Meant {
        given: words(&known.name.given),
        family: words(&known.name.family),
        aliases: aliases.into_iter().collect(),
        session: bears.map(|(session, _)| session.to_owned()),
        label: bears.map(|(_, label)| label.to_owned()),
        word: None,
    };
    (bears.is_some() || !meant.given.is_empty()).then_some(meant)
}

fn entry(forms: &Forms, label: &str, kind: &str, meant: Meant) -> Entry {
    let (first_met, forms) = forms.0.get(label).cloned().unwrap_or_default();
    let first_met = if first_met.is_empty() { meant.session.clone().unwrap_or_default() } else { first_met };
    Entry { pseudonym: label.to_owned(), kind: kind.to_owned(), forms: forms.into_iter().collect(), first_met, meant }
}

/// The kind of person that a label tells of.
fn kind(label: &str) -> &'static str {
    match label.split(' ').next() {
        Some("Moderator") => "moderator",
        Some("Participant") => "participant",
        _ => "person",
    }
}

fn part(kind: &str) -> Part {
    match kind {
        "moderator" => Part::Moderator,
        "participant" => Part::Participant,
        _ => Part::Other,
    }
}
