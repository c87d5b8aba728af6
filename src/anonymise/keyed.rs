//! From a run's people and pseudonyms to a key, and back.
//!
//! Decides nothing: what a key says is what a run has given.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use super::anonymiser::Anonymiser;
use super::earlier::Earlier;
use super::key::{Block, Entry, Key, Meant, Renamed};
use super::names::{People, PersonId};
use super::pseudonyms::{Pseudonyms, given_before};

/// What stood where each pseudonym stands now, and where that was first met.
#[derive(Default)]
pub(super) struct Forms(BTreeMap<String, (String, BTreeSet<String>)>);

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

/// Makes the pseudonyms of `key` known to a run.
pub(super) fn take_up(key: &Key, pseudonyms: &mut Pseudonyms) {
    pseudonyms.earlier = Earlier::of(key);
    key.entries().iter().for_each(|entry| pseudonyms.reserve(&entry.pseudonym));
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

/// Makes whoever took part in the runs before `run` known, and what had a pseudonym there.
pub(super) fn show(run: u32, people: &mut People, pseudonyms: &mut Pseudonyms) {
    let runs = pseudonyms.earlier.show(run);
    if runs.is_empty() {
        return;
    }
    for before in pseudonyms.earlier.took_part(runs.clone()) {
        let id = people.add(before.name.clone(), before.part);
        pseudonyms.people.entry(id).or_insert_with(|| before.label.clone());
        people.go_by(id, before.meant.aliases.iter().map(CompactString::from));
    }
    // Who was known by one word in a file is somebody else than whoever bears it as part of a whole name.
    pseudonyms.earlier.single_words(runs.clone()).iter().for_each(|word| people.share(word));
    let Pseudonyms { earlier, named, .. } = pseudonyms;
    named.extend(earlier.things(runs).map(|(key, label)| (key.clone(), label.clone())));
}

/// The key to everything that was given a pseudonym, in this run or before.
pub(super) fn key<'s>(forms: &Forms, run: &Anonymiser, sessions: impl Iterator<Item = (&'s str, usize)>) -> Key {
    let Anonymiser { pseudonyms, decisions, .. } = run;
    let mut all = Meanings { forms, run: pseudonyms.earlier.run, all: BTreeMap::new() };
    for entry in &pseudonyms.earlier.entries {
        let label = decisions.called(&entry.pseudonym);
        std::iter::once(&entry.meant).chain(&entry.also).for_each(|meant| all.keep(label, &entry.kind, meant));
    }
    for (label, meant) in people(run) {
        let label = decisions.called(&label);
        all.add(label, kind(label), meant);
    }
    // A number may be kept for a word that nothing was hidden under.
    let used = |label: &String| forms.0.contains_key(decisions.called(label));
    let mut single: Vec<_> = pseudonyms.single.iter().filter(|(_, label)| used(label)).collect();
    single.sort_unstable();
    for ((session, word), label) in single {
        let meant = Meant { session: Some(session.clone()), word: Some(word.to_string()), ..Meant::default() };
        all.add(decisions.called(label), "person", meant);
    }
    let mut named: Vec<_> = pseudonyms.named.iter().filter(|(_, label)| used(label)).collect();
    named.sort_unstable_by_key(|((kind, word), _)| (kind.name(), word));
    for ((kind, word), label) in named {
        all.add(decisions.called(label), kind.name(), Meant { word: Some(word.to_string()), ..Meant::default() });
    }
    let blocks = pseudonyms.respondents.iter().flat_map(|(session, numbers)| blocks(session, numbers));
    let sessions = sessions.map(|(session, number)| Renamed { session: session.to_owned(), number });
    let given = |label: &&str| given_before(label).is_some_and(|(word, number)| pseudonyms.gave(word, number));
    let mut retired: BTreeSet<String> = pseudonyms.retired.clone();
    retired.extend(decisions.called_otherwise().filter(given).map(str::to_owned));
    let retired = retired.into_iter().collect();
    Key::new(all.entries(), blocks.collect(), sessions.collect(), retired, pseudonyms.earlier.files())
}

/// What each pseudonym stands for, as it is gathered.
struct Meanings<'a> {
    forms: &'a Forms,
    run: u32,
    all: BTreeMap<(String, String), Vec<Meant>>,
}

impl Meanings<'_> {
    /// Takes over what an earlier run knew.
    fn keep(&mut self, label: &str, kind: &str, meant: &Meant) {
        self.all.entry((label.to_owned(), kind.to_owned())).or_default().push(meant.clone());
    }

    /// Notes that `label` stands for what is `meant`, unless that is known.
    fn add(&mut self, label: &str, kind: &str, meant: Meant) {
        let known = self.all.entry((label.to_owned(), kind.to_owned())).or_default();
        let named = |it: &Meant| it.given == meant.given && it.family == meant.family && it.word == meant.word;
        let placed =
            |it: &Meant| (&it.session, &it.label, it.respondent) == (&meant.session, &meant.label, meant.respondent);
        let placeless = meant.label.is_none() && meant.respondent.is_none() && meant.word.is_none();
        let aliased = |it: &Meant| meant.aliases.iter().all(|alias| it.aliases.contains(alias));
        if !known.iter().any(|it| named(it) && (placed(it) || placeless) && aliased(it)) {
            known.push(Meant { run: self.run, ..meant });
        }
    }

    fn entries(self) -> Vec<Entry> {
        let forms = self.forms;
        let entry = |((label, kind), all): ((String, String), Vec<Meant>)| {
            let mut all = all.into_iter();
            let meant = all.next().unwrap_or_default();
            Entry { also: all.collect(), ..entry(forms, &label, &kind, meant) }
        };
        self.all.into_iter().map(entry).collect()
    }
}

/// Everybody of a run with a name or label, in the order in which they were met. Who has neither is a respondent, and
/// told by a block.
fn people(run: &Anonymiser) -> Vec<(String, Meant)> {
    let Anonymiser { people, pseudonyms, labels, .. } = run;
    let mut bearers: BTreeMap<PersonId, (&str, &str)> = BTreeMap::new();
    let mut sorted: Vec<_> = labels.iter().filter(|((_, label), _)| !label.is_empty()).collect();
    sorted.sort_unstable();
    for ((session, label), &id) in sorted {
        bearers.entry(id).or_insert((session, label));
    }
    let mut answering: BTreeMap<PersonId, (&str, u32)> = BTreeMap::new();
    for (session, all) in &pseudonyms.answering {
        answering.extend(all.iter().map(|(&id, &respondent)| (id, (session.as_str(), respondent))));
    }
    let mut ids: Vec<(&PersonId, &String)> = pseudonyms.people.iter().collect();
    ids.sort_unstable();
    let mut all = Vec::new();
    for (&id, label) in ids {
        let bears = bearers.get(&id).copied();
        let answers = answering.get(&id).copied();
        if bears.is_some() || answers.is_none() {
            all.extend(person(people, id, bears).map(|meant| (label.clone(), meant)));
        }
        if let Some((session, respondent)) = answers
            && let Some(meant) = person(people, id, None)
        {
            let place = Meant { session: Some(session.to_owned()), respondent: Some(respondent), ..meant };
            all.push((label.clone(), place));
        }
    }
    all
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
        ..Meant::default()
    };
    (bears.is_some() || !meant.given.is_empty()).then_some(meant)
}

fn entry(forms: &Forms, label: &str, kind: &str, meant: Meant) -> Entry {
    let (first_met, forms) = forms.0.get(label).cloned().unwrap_or_default();
    let first_met = if first_met.is_empty() { meant.session.clone().unwrap_or_default() } else { first_met };
    let forms = forms.into_iter().collect();
    Entry { pseudonym: label.to_owned(), kind: kind.to_owned(), forms, first_met, meant, also: Vec::new() }
}

/// The kind of person that a label tells of.
fn kind(label: &str) -> &'static str {
    match label.split(' ').next() {
        Some("Moderator") => "moderator",
        Some("Participant") => "participant",
        _ => "person",
    }
}
