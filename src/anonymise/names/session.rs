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
use super::context::{self, Points};
use super::inside;
use super::introductions;
use super::learned;
use super::mentions::{Mention, Resolver};
use super::name::Name;
use super::runs::{Run, runs};
use super::same::told;
use super::unite::{join, unite};
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, facts};

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

/// Points gathered for one key.
#[derive(Clone, Copy, Default)]
struct Tally {
    most: Points,
    times: u16,
    inner: u16,
    words: u8,
    tools: f32,
}

/// What is enough to mask.
const ENOUGH: f32 = 2.0;

/// How likely a word must be part of a person's name to be a hint of one.
const HINT: f32 = 0.03;

/// What the hints at one word must add up to in a session.
const REPEATED: f32 = 0.3;

/// Every mention of a person, place or firm in `texts`, text by text.
///
/// `places` are names of sites from group columns; people met for the first time are added to `people`.
pub(in crate::anonymise) fn mentions(
    people: &mut People,
    texts: &[Said<'_>],
    speaking: &[PersonId],
    places: &[String],
) -> Vec<Vec<Mention>> {
    let found: Vec<Vec<Run>> = texts.par_iter().map(|said| candidates(&said.scan)).collect();
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
    let resolver = Resolver::new(people, &known, texts);
    let mut mentions: Vec<Vec<Mention>> = texts
        .par_iter()
        .zip(&found)
        .enumerate()
        .map(|(at, (said, runs))| resolver.mentions(at, &said.scan, runs))
        .collect();
    unite(&mut mentions);
    join(people, texts, &mut mentions);
    apart(&known, texts, &mut mentions);
    told(people, &known, texts, &mut mentions);
    mentions
}

/// Stretches that may be names by how they are written, and those that only the recogniser takes for one, in order.
fn candidates(scan: &Scan<'_>) -> Vec<Run> {
    let mut found = runs(scan);
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
            names.insert(0, introductions::SelfName { tokens, said: true, sure: false });
        }
        for own in &names {
            let name = introductions::name_in(&said.scan, &own.tokens);
            let agrees = own.said && people.get(speaker).name.agrees(&name);
            if !agrees && introductions::names_other(&said.scan, &own.tokens, &known.index, speaker) {
                continue;
            }
            let nameless = people.get(speaker).name == Name::default();
            if own.said && nameless {
                adopt(people, known, &name, speaker);
            }
            known.index.insert_name(&name, speaker);
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

/// Adds up what every run's own words and neighbours say.
fn tally(texts: &[Said<'_>], found: &[Vec<Run>]) -> BTreeMap<CompactString, Tally> {
    let weighed: Vec<Vec<(Points, Points)>> = texts
        .par_iter()
        .zip(found)
        .map(|(said, runs)| {
            let weigh = |run: &Run| {
                let inside = inside::inside(&said.scan, run.tokens.clone(), run.first);
                (
                    inside,
                    context::around(&said.scan, run.tokens.clone()) + learned::points(&said.scan, run.tokens.clone()),
                )
            };
            runs.iter().map(weigh).collect()
        })
        .collect();
    let mut tallies: BTreeMap<CompactString, Tally> = BTreeMap::new();
    for (runs, weighed) in found.iter().zip(&weighed) {
        for (run, (inside, around)) in runs.iter().zip(weighed) {
            let tally = tallies.entry(run.key.clone()).or_default();
            tally.add(run, *inside, *around);
        }
    }
    tallies
}

impl Tally {
    fn add(&mut self, run: &Run, inside: Points, around: Points) {
        // A tool's neighbours speak against a person; a person's against a tool.
        let person = inside.person + around.person;
        self.most.person = self.most.person.max(person);
        self.most.place = self.most.place.max(inside.place + around.place);
        self.most.firm = self.most.firm.max(inside.firm + around.firm);
        self.most.tool = self.most.tool.max(inside.tool + around.tool);
        self.tools += around.tool;
        self.times = self.times.saturating_add(1);
        self.inner = self.inner.saturating_add(u16::from(!run.first));
        self.words = u8::try_from(run.tokens.len()).unwrap_or(u8::MAX);
    }

    /// What the points amount to, and whether that is certain.
    fn verdict(&self, lower: u16) -> Option<(Verdict, bool)> {
        let often = 0.3 * f32::from(self.inner.saturating_sub(1).min(4));
        let doubt = if lower > 0 { 1.5 + 0.5 * f32::from(lower.min(4)) } else { 0.0 };
        let Points { person, place, firm, .. } = self.most;
        let tool = self.most.tool + (self.tools - self.most.tool).max(0.0) * 0.3;
        let (most, verdict) = [(person + 0.4, Verdict::Person), (firm, Verdict::Firm), (place + 0.2, Verdict::Place)]
            .into_iter()
            .fold((f32::MIN, Verdict::Person), |best, next| if next.0 > best.0 { next } else { best });
        let most = most + often - doubt;
        let enough = if self.inner == 0 { ENOUGH + 0.2 } else { ENOUGH };
        (most >= enough && most > tool).then_some((verdict, most >= enough + 1.5))
    }
}

/// Decides what each key names.
fn decide(known: &mut Known, tallies: &BTreeMap<CompactString, Tally>, texts: &[Said<'_>]) {
    let lower = lower_case_uses(texts);
    for (key, tally) in tallies {
        let uses = lower.get(key).copied().unwrap_or(0);
        if let Some(verdict) = tally.verdict(uses) {
            known.verdicts.insert(key.clone(), verdict);
        }
    }
}

/// Notes words that no list of words has and that the recogniser takes for somebody's name again and again where there
/// are no capitals, if never surely.
fn note_repeated(known: &mut Known, texts: &[Said<'_>]) {
    let mut sums: BTreeMap<&str, (f32, u32)> = BTreeMap::new();
    for said in texts.iter().filter(|said| said.scan.case != Case::Cased) {
        for (at, word) in said.scan.words.iter().enumerate() {
            let chance = said.scan.likely(at).person;
            let odd = word.facts.rank() == 0 && word.shape == Shape::Lower && !word.kept && !word.facts.kept();
            if odd && chance >= HINT {
                let (sum, times) = sums.entry(said.scan.bare(at)).or_default();
                *sum += chance;
                *times += 1;
            }
        }
    }
    for (word, (sum, times)) in sums {
        if times >= 2 && sum >= REPEATED {
            known.verdicts.entry(word.into()).or_insert((Verdict::Person, true)).1 = true;
        }
    }
}

/// What a run is by its own words and neighbours alone.
pub(super) fn alone(scan: &Scan<'_>, run: &Run) -> Option<Verdict> {
    let mut tally = Tally::default();
    let around = context::around(scan, run.tokens.clone()) + learned::points(scan, run.tokens.clone());
    tally.add(run, inside::inside(scan, run.tokens.clone(), run.first), around);
    tally.verdict(0).map(|(verdict, _)| verdict)
}

/// How often words that no dictionary has stand in lower case in texts that use capitals.
fn lower_case_uses(texts: &[Said<'_>]) -> FxHashMap<CompactString, u16> {
    let mut uses: FxHashMap<CompactString, u16> = FxHashMap::default();
    for said in texts.iter().filter(|said| said.scan.case == Case::Cased) {
        for (at, word) in said.scan.words.iter().enumerate() {
            if word.shape == Shape::Lower && word.facts.rank() == 0 {
                let count = uses.entry(said.scan.bare(at).into()).or_default();
                *count = count.saturating_add(1);
            }
        }
    }
    uses
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
    named.sort_by_key(|(_, run)| (!run.key.contains(' '), std::cmp::Reverse(run.key.len())));
    for (said, run) in named {
        let name = Name::of_run(&run.key);
        if who(people, known, &name, None).is_some() {
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

/// `Tallgrass` for Tallgrass Supply, `the Lodge` for Weir Lodge, `KDH` for Kernow Dairy Haulage.
fn note_short_names(known: &mut Known) {
    let mut short: Vec<(CompactString, (Verdict, CompactString))> = Vec::new();
    for (key, (verdict, _)) in known.verdicts.iter().filter(|(key, it)| key.contains(' ') && it.0 != Verdict::Person) {
        let words: Vec<&str> = key.split(' ').filter(|word| *word != "and" && *word != "&").collect();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        let distinct = |word: &str| facts(word).rank() == 0 || facts(word).rank() >= 4;
        if first.len() >= 3 && distinct(first) && !facts(first).kept() {
            short.push(((*first).into(), (*verdict, key.clone())));
        }
        if *verdict == Verdict::Place && facts(last).is(Is::PlaceHead) {
            short.push((compact_str::format_compact!("the {last}"), (*verdict, key.clone())));
        }
        if words.len() >= 2 {
            let initials: CompactString = words.iter().filter_map(|word| word.chars().next()).collect();
            if !facts(&initials).is(Is::Acronym) {
                short.push((initials, (*verdict, key.clone())));
            }
        }
    }
    for (word, meaning) in short {
        known.short.entry(word).or_insert(meaning);
    }
}
