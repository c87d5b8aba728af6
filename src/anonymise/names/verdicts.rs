//! What each name of a session turned out to be: points gathered over all its texts, then one decision a name.
//!
//! Decides about names, not about mentions; it masks nothing.

use std::collections::BTreeMap;

use compact_str::CompactString;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::context::{self, Points};
use super::inside;
use super::learned;
use super::runs::Run;
use super::session::{Known, Said, Verdict};
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, facts};

/// What is enough to mask.
const ENOUGH: f32 = 2.0;

/// How likely a word must be part of a person's name to be a hint of one.
const HINT: f32 = 0.03;

/// What the hints at one word must add up to in a session.
const REPEATED: f32 = 0.3;

/// Points gathered for one key.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    most: Points,
    times: u16,
    inner: u16,
    words: u8,
    tools: f32,
}

/// Adds up what every run's own words and neighbours say.
pub(super) fn tally(texts: &[Said<'_>], found: &[Vec<Run>]) -> BTreeMap<CompactString, Tally> {
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
pub(super) fn decide(known: &mut Known, tallies: &BTreeMap<CompactString, Tally>, texts: &[Said<'_>]) {
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
pub(super) fn note_repeated(known: &mut Known, texts: &[Said<'_>]) {
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

/// `Tallgrass` for Tallgrass Supply, `the Lodge` for Weir Lodge, `KDH` for Kernow Dairy Haulage.
pub(super) fn note_short_names(known: &mut Known) {
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
