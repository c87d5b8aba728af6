//! One session as a whole: gathers what every text says about every name, and decides once for all of them.
//!
//! Reads texts only; pseudonyms are given elsewhere.

use std::collections::BTreeMap;
use std::ops::Range;

use compact_str::CompactString;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::alike::{Compared, MOST_COMPARED, alike, compared, fuller};
use super::apart::apart;
use super::cast::{Form, Index, Part, People, PersonId};
use super::context;
use super::cut::cut;
use super::introductions;
use super::learned;
use super::mentions::{Mention, Resolver};
use super::name::Name;
use super::runs::{Run, runs};
use super::same::told;
use super::spread;
use super::unite::{join, unite};
use super::verdicts::{decide, note_repeated, note_short_names, tally};
use crate::anonymise::outlines::Outlines;
use crate::anonymise::scan::{Case, Scan};
use crate::lexicons::{Is, facts, same_forms};

/// A text with who said it.
pub(in crate::anonymise) struct Said<'t> {
    /// The text, looked over.
    pub(in crate::anonymise) scan: Scan<'t>,
    /// The person who said it, where known.
    pub(in crate::anonymise) speaker: Option<PersonId>,
    /// Whether it is that person's first turn.
    pub(in crate::anonymise) opening: bool,
}

/// What a name turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::anonymise) enum Verdict {
    Person,
    Place,
    Firm,
}

/// What a session knows once everything was read.
#[derive(Default)]
pub(super) struct Known {
    /// Words that point at people of this session.
    pub(super) index: Index,
    /// Whoever speaks in it.
    pub(super) speaking: FxHashSet<PersonId>,
    /// In which order they first do.
    order: FxHashMap<PersonId, usize>,
    /// Decided names, by key.
    pub(super) verdicts: BTreeMap<CompactString, (Verdict, bool)>,
    /// People known by one name only, by key.
    pub(super) singles: FxHashMap<CompactString, PersonId>,
    /// Words that point at somebody only because they are like a name of theirs.
    pub(super) likened: FxHashSet<CompactString>,
    /// The words that misspelt names are compared with.
    pub(super) compared: Vec<Compared>,
    /// Where speakers say what they are called: by text, with the tokens.
    pub(super) own: Vec<(usize, Range<usize>)>,
    /// Short names of places and firms, with the key they stand for.
    pub(super) short: FxHashMap<CompactString, (Verdict, CompactString)>,
}

impl Known {
    /// What people of one name go by, so that no number from elsewhere decides: who speaks first comes first.
    pub(super) fn place(&self, id: PersonId) -> (usize, PersonId) {
        (self.order.get(&id).copied().unwrap_or(usize::MAX), id)
    }
}

/// Every mention of a person, place or firm in `texts`, text by text.
///
/// `places` are names of sites from group columns; people met for the first time are added to `people`.
pub(in crate::anonymise) fn mentions(
    people: &mut People,
    texts: &mut [Said<'_>],
    speaking: &[PersonId],
    places: &[String],
) -> Vec<Vec<Mention>> {
    let mut found: Vec<Vec<Run>> = texts.par_iter().map(|said| candidates(&said.scan)).collect();
    let own = |word: &str| speaking.iter().any(|&id| people.get(id).name.given.iter().any(|given| given == word));
    let changed: Vec<usize> = cut(texts, &found, &own);
    for at in changed {
        found[at] = candidates(&texts[at].scan);
    }
    let mut known = Known { speaking: speaking.iter().copied().collect(), ..Known::default() };
    for (place, said) in texts.iter().enumerate() {
        if let Some(id) = said.speaker {
            known.order.entry(id).or_insert(place);
        }
    }
    for &id in speaking {
        known.index.insert_name(&people.get(id).name, id);
        for alias in people.get(id).aliases.clone() {
            known.index.insert(&alias, Form::Alias, id);
        }
    }
    introduce(people, &mut known, texts, &found);
    let tallies = tally(texts, &found);
    decide(&mut known, &tallies, texts);
    note_repeated(&mut known, texts);
    for place in places {
        known.verdicts.insert(place.as_str().into(), (Verdict::Place, true));
    }
    note_short_names(&mut known);
    meet(people, &mut known, texts, &found);
    known.compared = compared(people, &known);
    let mut mentions = resolve(people, &known, texts, &found, |_| true);
    let names = spread::learn(people, &mut known, texts, &mut mentions);
    let outlines = Outlines::of(names.iter().map(CompactString::as_str));
    let left = |said: &Said<'_>, mentions: &[Mention]| spread::left_out(said, mentions, &names, &outlines);
    let again = texts.par_iter_mut().zip(&mentions);
    let again: Vec<bool> = again.map(|(said, mentions)| left(said, mentions) && said.scan.know(&names)).collect();
    if again.contains(&true) {
        let changed = texts.iter().zip(&mut found).zip(&again).filter(|(_, again)| **again);
        changed.for_each(|((said, found), _)| *found = candidates(&said.scan));
        let second = resolve(people, &known, texts, &found, |at| again[at]);
        mentions
            .iter_mut()
            .zip(second)
            .zip(&again)
            .filter(|(_, again)| **again)
            .for_each(|((first, second), _)| *first = second);
    }
    unite(&mut mentions);
    join(people, texts, &mut mentions);
    let two = apart(people, &known, texts, &mut mentions);
    told(people, &known, texts, &two, &mut mentions);
    mentions
}

/// The mentions of every text whose number `wanted` asks for, by what is known; of the others none.
fn resolve(
    people: &People,
    known: &Known,
    texts: &[Said<'_>],
    found: &[Vec<Run>],
    wanted: impl Fn(usize) -> bool + Sync,
) -> Vec<Vec<Mention>> {
    let resolver = Resolver::new(people, known, texts);
    let of = |(at, (said, runs)): (usize, (&Said<'_>, &Vec<Run>))| {
        if wanted(at) { resolver.mentions(at, &said.scan, runs) } else { Vec::new() }
    };
    texts.par_iter().zip(found).enumerate().map(of).collect()
}

/// Stretches that may be names by how they are written, and those that only the recogniser takes for one, in order.
fn candidates(scan: &Scan<'_>) -> Vec<Run> {
    let mut found = runs(scan);
    learned::weigh(scan, &mut found);
    let learned = learned::runs(scan, &found);
    found.extend(learned);
    found.sort_by_key(|run| run.tokens.start);
    found
}

/// Learns what speakers call themselves.
fn introduce(people: &mut People, known: &mut Known, texts: &[Said<'_>], found: &[Vec<Run>]) {
    for (at, (said, runs)) in texts.iter().zip(found).enumerate() {
        let Some(speaker) = said.speaker else { continue };
        let mut names = introductions::self_names(&said.scan, runs, said.opening);
        if said.opening
            && let Some(tokens) = introductions::by_label(&said.scan, &people.get(speaker).name)
        {
            names.insert(0, introductions::SelfName { tokens, said: true, sure: false, firm: false, opens: false });
        }
        let own_label = |own: &introductions::SelfName| {
            let name = introductions::name_in(&said.scan, &own.tokens);
            people.get(speaker).name.agrees(&name)
        };
        let labelled = names.iter().any(own_label);
        let mut took = false;
        for own in &names {
            let name = introductions::name_in(&said.scan, &own.tokens);
            let fits = people.get(speaker).name.agrees(&name);
            let agrees = own.said && fits;
            if !agrees && introductions::names_other(&said.scan, &own.tokens, &known.index, speaker) {
                continue;
            }
            let nameless = people.get(speaker).name == Name::default();
            // A name beside the one that the label says is the speaker's only where they introduce themselves or say that
            // they are called so; who is asked for somebody names another.
            let unlike = borne(people, speaker) && !own.firm && !fits;
            let another = || at.checked_sub(1).is_some_and(|before| introductions::asks_who(&texts[before].scan));
            let told = own.said && (labelled || !own.opens);
            if unlike && !(said.opening && if told { likely(&name) } else { took }) || !own.said && another() {
                continue;
            }
            took = true;
            if own.said && nameless {
                adopt(people, known, &name, speaker);
            }
            // What a short form may be short for is settled once the whole name is known: Bob Dunn is no Rupert.
            let formal = name.given.first().is_some_and(|short| {
                people.get(speaker).name.given.iter().any(|given| same_forms(given).contains(&short.as_str()))
            });
            if formal {
                known.index.insert_words(&name, speaker);
            } else {
                known.index.insert_name(&name, speaker);
            }
            for word in name.given.iter().chain(&name.family) {
                known.index.insert(word, Form::Alias, speaker);
            }
            people.learn(speaker, &name);
            // Without capitals a word that opens a turn is the speaker's own name where their label has it too.
            if own.said && (own.sure || said.scan.case == Case::Cased || (agrees && !nameless)) {
                known.own.push((at, own.tokens.clone()));
            }
        }
    }
}

/// Whether a speaker is known by a name that the lists have.
fn borne(people: &People, speaker: PersonId) -> bool {
    people.get(speaker).name.given.iter().any(|given| facts(given).named() && given.chars().count() >= 3)
}

/// Whether a name is one by the lists, and not only where it stands.
fn likely(name: &Name) -> bool {
    let given = name.given.first().map_or("", CompactString::as_str);
    facts(given).given() >= 4 || facts(given).is(Is::Nickname) || facts(given).rank() == 0
}

/// Makes a nameless speaker who gives the name of somebody on the roster go by all of that person's names here.
fn adopt(people: &People, known: &mut Known, name: &Name, speaker: PersonId) {
    let Some(given) = name.given.first() else { return };
    let borne = people.everywhere().get(given).iter().filter(|(form, _)| *form <= Form::Alias);
    let absent: Vec<PersonId> = borne.map(|(_, id)| *id).filter(|id| !known.speaking.contains(id)).collect();
    if let [id] = absent.as_slice()
        && (name.family.is_empty() || people.get(*id).name.agrees(name))
    {
        known.index.insert_name(&people.get(*id).name, speaker);
        people.get(*id).aliases.iter().for_each(|alias| known.index.insert(alias, Form::Alias, speaker));
    }
}

/// Makes the people who were named: whole names first, then longer names, so that shorter ones find them.
fn meet(people: &mut People, known: &mut Known, texts: &[Said<'_>], found: &[Vec<Run>]) {
    let mut compared = compared(people, known);
    let mut named: Vec<(&Said<'_>, &Run)> = Vec::new();
    for (said, runs) in texts.iter().zip(found) {
        let person = |run: &&Run| known.verdicts.get(&run.key).is_some_and(|(verdict, _)| *verdict == Verdict::Person);
        let told = |run: &&Run| !known.short.contains_key(&run.key);
        named.extend(runs.iter().filter(person).filter(told).map(|run| (said, run)));
    }
    let keys: FxHashSet<&str> = named.iter().map(|(_, run)| run.key.as_str()).collect();
    // `Morags` are looked at once Morag is known.
    let several = |run: &Run| run.key.strip_suffix('s').is_some_and(|one| keys.contains(one));
    named.sort_by_key(|(_, run)| (!run.key.contains(' '), several(run), std::cmp::Reverse(run.key.len())));
    for (said, run) in named {
        let name = Name::of_run(&run.key);
        if let Some(id) = who(people, known, &name, None) {
            // Whoever is known from elsewhere is meant by their names from now on, before anybody by a short form.
            let whole = run.key.contains(' ') && !known.speaking.contains(&id);
            if whole && !known.index.get(&name.given.first().cloned().unwrap_or_default()).iter().any(|it| it.1 == id) {
                known.index.insert_name(&people.get(id).name, id);
            }
            continue;
        }
        let whole = run.key.contains(' ');
        let slight =
            if whole { fuller(people, &compared, &name) } else { alike(people, known, &compared, &said.scan, run) };
        if let Some(id) = slight {
            if whole {
                known.index.insert_name(&name, id);
            } else {
                known.index.insert(&run.key, Form::Alias, id);
                known.likened.insert(run.key.clone());
            }
            continue;
        }
        let titled = context::around(&said.scan, run.tokens.clone()).person >= 4.5;
        let id = people.add(name.clone(), Part::Other);
        known.index.insert_name(&name, id);
        if !whole {
            // Behind a title stands a family name.
            let form = if titled { Form::Family } else { Form::Given };
            known.index.insert(&run.key, form, id);
            known.singles.insert(run.key.clone(), id);
        }
        if compared.len() < MOST_COMPARED {
            compared.extend(people.words_of(id).map(|word| Compared::new(id, word)));
        }
    }
}

/// The one person a name fits, among those of the session first; of several, `speaker` comes last.
pub(super) fn who(people: &People, known: &Known, name: &Name, speaker: Option<PersonId>) -> Option<PersonId> {
    let words: Vec<&CompactString> =
        name.given.iter().chain(&name.family).filter(|word| !facts(word).is(Is::Particle)).collect();
    let both = !name.given.is_empty() && !name.family.is_empty();
    let mut best: Option<(usize, PersonId)> = None;
    for index in [&known.index, people.everywhere()] {
        for word in &words {
            for &(form, id) in index.get(word) {
                if form == Form::Initials && !both || !fits(people, id, name, both) {
                    continue;
                }
                let hits = words.iter().filter(|word| index.get(word).iter().any(|(_, it)| *it == id)).count();
                // Whoever bears the given name of a whole one comes before whoever bears the family name alone.
                let given = |id: PersonId| name.given.iter().any(|word| index.get(word).iter().any(|it| it.1 == id));
                let rank = |id: PersonId| (both && !given(id), Some(id) == speaker, known.place(id));
                if best.is_none_or(|(most, first)| hits > most || (hits == most && rank(id) < rank(first))) {
                    best = Some((hits, id));
                }
            }
        }
        if best.is_some() {
            break;
        }
    }
    best.map(|(_, id)| id)
}

/// Whether the person's own name leaves room for `name`.
fn fits(people: &People, id: PersonId, name: &Name, both: bool) -> bool {
    let own = &people.get(id).name;
    let aliased = || {
        let words: Vec<&str> = people.words_of(id).collect();
        name.given.iter().any(|word| words.contains(&word.as_str()))
    };
    // `Mr Asante Boateng`, `María José`: the parts of a name with a hyphen.
    let mut words = name.given.iter().chain(&name.family);
    if both && words.all(|word| people.name_parts(id).any(|part| part == word.as_str())) {
        return true;
    }
    let family =
        own.family.is_empty() || name.family.is_empty() || own.agrees(&Name { given: Vec::new(), ..name.clone() });
    !both || (family && (own.agrees(name) || aliased()))
}
