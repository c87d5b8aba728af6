//! Tries to tie quotations to people: two of one person that share a turn of phrase, one that was flagged.

use std::collections::{BTreeMap, BTreeSet};

use crate::findings::desk::Printed;
use crate::findings::merge::content_hash;
use crate::findings::quotation::ties;
use crate::findings::report::{Quotation, Report};

/// What came of it.
pub(super) struct Links {
    /// Quotations in the report.
    pub(super) quotations: u64,
    /// Pairs of one person's quotations that can be recognised as such, and quotations that nobody let pass.
    pub(super) tied: u64,
    /// Quotations of a comment with a flag.
    pub(super) flagged: u64,
}

pub(super) fn links(report: &Report, desk: &[Printed]) -> Links {
    let shown = quotations(report);
    let by_words: BTreeMap<u64, &Printed> = desk.iter().map(|it| (content_hash(&[&it.words]), it)).collect();
    let mut people: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    let mut links = Links { quotations: shown.len() as u64, tied: 0, flagged: 0 };
    let mut seen = BTreeSet::new();
    for quotation in &shown {
        match by_words.get(&content_hash(&[&quotation.words])) {
            Some(known) => {
                links.flagged += u64::from(known.flagged);
                people.entry(known.person).or_default().push(&quotation.words);
            }
            // What did not pass over the desk has no business in a report.
            None => links.tied += 1,
        }
        links.tied += u64::from(!seen.insert(&quotation.words));
    }
    for of_one in people.values() {
        for (at, one) in of_one.iter().enumerate() {
            links.tied += of_one[at + 1..].iter().filter(|other| ties(one, other)).count() as u64;
        }
    }
    links
}

/// The words quoted in a report.
#[cfg(test)]
pub(super) fn tests_quotations(report: &Report) -> Vec<String> {
    quotations(report).into_iter().map(|it| it.words.clone()).collect()
}

fn quotations(report: &Report) -> Vec<&Quotation> {
    let themes = || report.strengths.iter().chain(&report.weaknesses);
    let aspects = themes().flat_map(|theme| theme.aspects.iter().flat_map(|aspect| &aspect.quotations));
    let dissent = themes().filter_map(|theme| theme.dissent.as_ref()).flat_map(|dissent| &dissent.quotations);
    let questions = report.questions.iter().flat_map(|question| &question.quotations);
    let overall = report.overall.iter().flat_map(|overall| &overall.quotations);
    aspects.chain(dissent).chain(questions).chain(overall).collect()
}
