//! The guard's desk: everything that is handed out passes over it, and what is held back is counted.

use std::collections::{BTreeMap, BTreeSet};

use super::limits::Limits;
use super::merge::content_hash;
use super::quotation::{Candidate, Quotations, cleaned};
use super::report::{Quotation, Reach, Share, Suppressed, Voice};
use super::suppression::Cut;
use super::tally::Findings;
use super::theme::Said;

/// What stands in place of a name that holds a masked word.
pub(super) const WITHHELD: &str = "(withheld)";

/// How often one person may be quoted in a report: a voice heard again and again is recognised.
const QUOTED_AT_MOST: u64 = 2;

/// Whether words hold a masked word.
pub(super) type Holds<'a> = &'a dyn Fn(&str) -> bool;

/// Decides word by word and number by number.
pub(super) struct Desk<'a> {
    limits: Limits,
    holds: Holds<'a>,
    people: u64,
    /// Sessions and surveys whose people may be quoted, and who speaks there.
    voices: BTreeMap<u64, Voice>,
    /// How often each person has been quoted.
    quoted: BTreeMap<u64, u64>,
    /// Quotations already printed: none is printed twice.
    printed: BTreeSet<u64>,
    /// Quotations that must not be printed.
    refused: BTreeSet<u64>,
    /// What has been held back so far.
    pub(super) suppressed: Suppressed,
}

impl<'a> Desk<'a> {
    pub(super) fn new(limits: Limits, holds: Holds<'a>, findings: &Findings) -> Self {
        let voices = findings.sources.iter().filter_map(|(&source, it)| {
            let (voice, least) = if it.written {
                (Voice::Respondent, limits.quotation)
            } else {
                (Voice::Participant, limits.figure.max(Limits::ROOM))
            };
            (it.people >= least as u64).then_some((source, voice))
        });
        Desk {
            limits,
            holds,
            people: findings.people(),
            voices: voices.collect(),
            quoted: BTreeMap::new(),
            printed: BTreeSet::new(),
            refused: BTreeSet::new(),
            suppressed: Suppressed { columns_too_long: findings.columns.dropped.len() as u64, ..Suppressed::default() },
        }
    }

    /// People that a figure needs.
    pub(super) fn figure(&self) -> u64 {
        self.limits.figure as u64
    }

    /// People that a theme slice of a group needs.
    pub(super) fn slice(&self) -> u64 {
        self.limits.quotation as u64
    }

    /// What was held back, once everything has been handed out.
    pub(super) fn closed(self) -> Suppressed {
        Suppressed { quotations: self.refused.len() as u64, ..self.suppressed }
    }

    /// Whether words hold no masked word; those that do are counted as held back.
    pub(super) fn passes(&mut self, words: &str) -> bool {
        let passes = !(self.holds)(words);
        self.suppressed.names += u64::from(!passes);
        passes
    }

    /// Words from a file or codebook, or the word that they are withheld.
    pub(super) fn name(&mut self, words: &str) -> String {
        let words = cleaned(words);
        if self.passes(&words) { words } else { WITHHELD.to_owned() }
    }

    /// How widely something is shared, in numbers only where there are enough people.
    pub(super) fn reach(&self, said: &Said) -> Reach {
        let enough = said.people >= self.figure();
        Reach {
            people: enough.then_some(said.people),
            share: share(said.people, self.people, self.figure()),
            comments: enough.then_some(said.comments),
            sources: enough.then_some(said.sources.len() as u64),
        }
    }

    /// Up to `most` quotations of different people, in an order that tells nothing.
    pub(super) fn quotations(&mut self, candidates: &Quotations, most: usize) -> Vec<Quotation> {
        let mut picked: Vec<(u64, Quotation)> = Vec::new();
        for candidate in candidates.iter() {
            if picked.len() == most {
                break;
            }
            if let Some(voice) = self.may_quote(candidate) {
                self.printed.insert(candidate.hash);
                *self.quoted.entry(candidate.person).or_default() += 1;
                picked.push((candidate.hash, Quotation { words: candidate.words.clone(), voice }));
            }
        }
        picked.sort_by_key(|(hash, _)| *hash);
        picked.into_iter().map(|(_, quotation)| quotation).collect()
    }

    /// Who speaks, if the words may be printed and have not been.
    fn may_quote(&mut self, candidate: &Candidate) -> Option<Voice> {
        let voice = self.voices.get(&candidate.source).copied();
        if voice.is_none() || (self.holds)(&candidate.words) {
            self.refused.insert(candidate.hash);
            return None;
        }
        let often = self.quoted.get(&candidate.person).is_some_and(|&times| times >= QUOTED_AT_MOST);
        voice.filter(|_| !often && !self.printed.contains(&candidate.hash))
    }

    /// Counts what a cut table hides.
    pub(super) fn keep(&mut self, cut: Option<Cut>) -> Option<Cut> {
        match &cut {
            Some(cut) => self.suppressed.cells += cut.hidden,
            None => self.suppressed.tables += 1,
        }
        cut
    }

    /// A label for each group of a column: its name, or where that holds a masked word, a letter.
    pub(super) fn labels(&mut self, groups: &[&str]) -> BTreeMap<String, String> {
        let mut withheld: Vec<&str> = groups.iter().copied().filter(|group| !self.passes(group)).collect();
        // Numbers by alphabet would tell something of the names.
        withheld.sort_by_key(|group| content_hash(&[group]));
        let label = |group: &str| match withheld.iter().position(|it| *it == group) {
            Some(at) => format!("{} (name withheld)", letter(at)),
            None => cleaned(group),
        };
        groups.iter().map(|&group| (group.to_owned(), label(group))).collect()
    }
}

/// A letter for the group at a place; past Z, the place itself.
fn letter(at: usize) -> String {
    u8::try_from(at)
        .ok()
        .filter(|&at| at < 26)
        .map_or_else(|| (at + 1).to_string(), |at| char::from(b'A' + at).to_string())
}

/// A share of people in words; `figure` is what a number would need.
fn share(people: u64, of: u64, figure: u64) -> Share {
    match people {
        0..=2 => return Share::OneOrTwo,
        _ if people < figure => return Share::Few,
        _ => {}
    }
    match people * 100 / of.max(1) {
        90.. => Share::NearlyAll,
        66.. => Share::Most,
        56.. => Share::Majority,
        45.. => Share::Half,
        25.. => Share::Many,
        _ => Share::Some,
    }
}
