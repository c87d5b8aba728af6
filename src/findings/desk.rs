//! The guard's desk: everything that is handed out passes over it, and what is held back is counted.

use std::collections::{BTreeMap, BTreeSet};

use super::limits::Limits;
use super::merge::content_hash;
use super::quotation::{Candidate, Quotations, cleaned, ties};
use super::report::{Quotation, Reach, Share, Suppressed, Voice};
use super::smooth::smooth;
use super::suppression::Cut;
use super::tally::Findings;
use super::theme::Said;

/// What stands in place of a name that holds a masked word.
pub(super) const WITHHELD: &str = "(withheld)";

/// How often one person may be quoted in a report: a voice heard again and again is recognised.
const QUOTED_AT_MOST: usize = 2;

/// The shortest name of a group that is looked for in quotations.
const SHORTEST_NAME: usize = 4;

/// Whether words hold a masked word.
pub(super) type Holds<'a> = &'a dyn Fn(&str) -> bool;

/// A quotation that was handed out, with what only the audit may know of it.
pub(super) struct Printed {
    pub(super) words: String,
    pub(super) person: u64,
    pub(super) flagged: bool,
    hash: u64,
}

#[cfg(test)]
impl Printed {
    pub(super) fn for_tests(words: &str, person: u64, flagged: bool) -> Self {
        Printed { words: words.to_owned(), person, flagged, hash: content_hash(&[words]) }
    }
}

/// Decides word by word and number by number.
pub(super) struct Desk<'a> {
    limits: Limits,
    holds: Holds<'a>,
    people: u64,
    /// Sessions and surveys whose people may be quoted, and who speaks there.
    voices: BTreeMap<u64, Voice>,
    /// Names of groups so small that a quotation must not be tied to them.
    small_groups: BTreeSet<String>,
    /// Whether themes are given in words only, because an earlier report could be subtracted from this one.
    in_words: bool,
    /// Quotations already printed: none is printed twice, and no two by which one person could be known.
    printed: Vec<Printed>,
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
            small_groups: small_groups(findings, limits.quotation as u64),
            in_words: false,
            printed: Vec::new(),
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

    /// Gives themes in words only from now on.
    pub(super) fn give_themes_in_words(&mut self) {
        self.in_words = true;
    }

    /// Whether so many people are enough for a theme to be given in numbers.
    pub(super) fn enough(&self, people: u64) -> bool {
        people >= self.figure() && !self.in_words
    }

    /// What was held back, once everything has been handed out, and what was quoted.
    pub(super) fn closed(self) -> (Suppressed, Vec<Printed>) {
        (Suppressed { quotations: self.refused.len() as u64, ..self.suppressed }, self.printed)
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
        let enough = self.enough(said.people);
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
                let words = if self.limits.smooth { smooth(&candidate.words) } else { candidate.words.clone() };
                let edited = words != candidate.words;
                let Candidate { hash, person, flagged, .. } = *candidate;
                self.printed.push(Printed { words: words.clone(), person, flagged, hash });
                picked.push((hash, Quotation { words, voice, edited }));
            }
        }
        picked.sort_by_key(|(hash, _)| *hash);
        picked.into_iter().map(|(_, quotation)| quotation).collect()
    }

    /// Who speaks, if the words may be printed and have not been.
    fn may_quote(&mut self, candidate: &Candidate) -> Option<Voice> {
        let voice = self.voices.get(&candidate.source).copied();
        if voice.is_none() || candidate.flagged || (self.holds)(&candidate.words) || self.names_group(&candidate.words)
        {
            self.refused.insert(candidate.hash);
            return None;
        }
        let of_same = || self.printed.iter().filter(|it| it.person == candidate.person);
        let often = of_same().count() >= QUOTED_AT_MOST || of_same().any(|it| ties(&it.words, &candidate.words));
        voice.filter(|_| {
            !often && !self.printed.iter().any(|it| it.hash == candidate.hash || it.words == candidate.words)
        })
    }

    /// Whether words name a small group, so that they would tell where the speaker belongs.
    fn names_group(&self, words: &str) -> bool {
        let inside = |at: usize| words[..at].ends_with(char::is_alphanumeric);
        self.small_groups.iter().any(|group| {
            words
                .match_indices(group.as_str())
                .any(|(at, _)| !inside(at) && !words[at + group.len()..].starts_with(char::is_alphanumeric))
        })
    }

    /// Counts a table that cannot be shown at all.
    pub(super) fn keep(&mut self, cut: Option<Cut>) -> Option<Cut> {
        self.suppressed.tables += u64::from(cut.is_none());
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

/// The names of groups of fewer than `least` people, as far as they are words.
fn small_groups(findings: &Findings, least: u64) -> BTreeSet<String> {
    let groups = findings.columns.people.values().flatten();
    let named = |name: &str| name.chars().count() >= SHORTEST_NAME && name.starts_with(char::is_alphabetic);
    groups.filter(|(name, people)| **people < least && named(name)).map(|(name, _)| cleaned(name)).collect()
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
