//! Memory of the project's earlier reports, so that two of them cannot be subtracted from each other.
//!
//! Holds published figures, the names of groups, and numbers that stand for people without telling who they are; no
//! word that was said. It is the analyst's own file and stays with the working files.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::audit::{Printed, Subject, printed};
use super::limits::Limits;
use super::merge::{Merge, content_hash};
use super::report::Report;
use crate::error::{ErrorKind, Result};

/// The version of the file; it changes when a field changes its meaning or goes.
const VERSION: u32 = 1;

const HANDLING: &str = "figures of earlier reports, kept so that two reports cannot be subtracted from each other; \
                        for the analyst, not for readers";

/// Numbers kept of a report's people: beyond this they are a sample.
const KEPT: usize = 512;

/// One in so many people in common, and two reports are about the same people.
const IN_COMMON: usize = 20;

/// Words that a person must have said to be known again.
const TELLING_WORDS: usize = 5;

/// The earlier reports of a project.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct History {
    version: u32,
    handling: String,
    reports: Vec<Earlier>,
}

/// What one report published.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Earlier {
    /// Stands for the report.
    id: String,
    people: u64,
    /// The lowest of the numbers that stand for its people.
    sample: BTreeSet<u64>,
    pub(super) tables: Vec<Printed>,
    questions: Vec<(String, u64)>,
}

/// An earlier report on some of the same people.
pub(super) struct Meeting<'a> {
    pub(super) earlier: &'a Earlier,
    /// People who are in this report only.
    pub(super) came: u64,
    /// People who are in the earlier one only.
    pub(super) went: u64,
}

/// Numbers that stand for people: the lowest of all, so that samples of parts make a sample of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Population(BTreeSet<u64>);

impl Merge for Population {
    fn add(&mut self, other: Self) {
        self.0.extend(other.0);
        while self.0.len() > KEPT {
            self.0.pop_last();
        }
    }
}

impl Population {
    /// Takes in a person by the plain words they used; whoever said hardly anything cannot be known again.
    pub(super) fn note(&mut self, words: &[&str]) {
        if words.len() >= TELLING_WORDS {
            self.add(Population(BTreeSet::from([content_hash(words)])));
        }
    }
}

impl History {
    /// The history in a file; none where it is no such file.
    pub fn read(file: &[u8]) -> Option<Self> {
        serde_json::from_slice(file).ok().filter(|it: &History| it.version == VERSION)
    }

    /// The history as a file.
    pub fn written(&self) -> Vec<u8> {
        let mut file = serde_json::to_vec_pretty(self).expect("a history holds strings and whole numbers");
        file.push(b'\n');
        file
    }

    /// The history with a report more; the same report twice is one.
    #[must_use]
    pub fn with(&self, entry: &Entry) -> Self {
        let mut reports: Vec<Earlier> = self.reports.iter().filter(|it| it.id != entry.0.id).cloned().collect();
        reports.push(entry.0.clone());
        History { version: VERSION, handling: HANDLING.to_owned(), reports }
    }

    /// By how many people two reports on mostly the same people differ, the fewer of those who came and who went; none
    /// where either is not remembered, or they do not differ.
    pub(super) fn apart(&self, one: &str, other: &str) -> Option<u64> {
        let find = |id: &str| self.reports.iter().find(|it| it.id == id);
        let (one, other) = (find(one)?, find(other)?);
        let (came, went) = one.apart(other.people, &other.sample)?;
        [came, went].into_iter().filter(|&few| few > 0).min()
    }

    /// The earlier reports on some of the same people. Refuses where one of them differs by a handful.
    pub(super) fn meetings(&self, limits: Limits, people: u64, of: &Population) -> Result<Vec<Meeting<'_>>> {
        let least = limits.figure as u64;
        let mut meetings = Vec::new();
        for earlier in &self.reports {
            let Some((came, went)) = earlier.apart(people, &of.0) else { continue };
            if let Some(&few) = [came, went].iter().find(|&&few| 0 < few && few < least) {
                return Err(ErrorKind::Subtractable { people: few, least }.into());
            }
            meetings.push(Meeting { earlier, came, went });
        }
        Ok(meetings)
    }
}

/// What a report adds to a history.
#[derive(Clone)]
pub struct Entry(Earlier);

impl Entry {
    pub(super) fn new(report: &Report, people: &Population) -> Self {
        let questions = report.questions.iter().map(|it| (it.wording.clone(), it.people)).collect();
        Entry(Earlier::new(report.id.clone(), report.basis.people, people, printed(report), questions))
    }
}

impl Meeting<'_> {
    /// Whether a question was answered by a handful more or fewer people in the earlier report.
    pub(super) fn forbids(&self, wording: &str, people: u64, least: u64) -> bool {
        let then = self.earlier.questions.iter().find(|(it, _)| it == wording).map(|(_, people)| *people);
        then.is_some_and(|then| then != people && then.abs_diff(people) < least)
    }

    /// Whether a group was hidden in the earlier report, or stood there with a handful more or fewer people.
    pub(super) fn bars(&self, column: &str, group: &str, people: u64, least: u64) -> bool {
        let of = |table: &&Printed| table.subject == Subject::People && table.column == column;
        let Some(then) = self.earlier.tables.iter().find(of) else { return false };
        match then.rows.get(group) {
            Some(row) => row[0] != people && row[0].abs_diff(people) < least,
            None => then.hidden > 0,
        }
    }
}

impl Earlier {
    pub(super) fn new(
        id: String,
        people: u64,
        of: &Population,
        tables: Vec<Printed>,
        questions: Vec<(String, u64)>,
    ) -> Self {
        Earlier { id, people, sample: of.0.clone(), tables, questions }
    }

    /// How many people are only in the report of `people`, and how many only in this one; none where hardly anybody
    /// is in both.
    fn apart(&self, people: u64, sample: &BTreeSet<u64>) -> Option<(u64, u64)> {
        let end = |of: &BTreeSet<u64>| if of.len() < KEPT { u64::MAX } else { of.last().copied().unwrap_or(u64::MAX) };
        let end = end(&self.sample).min(end(sample));
        let (then, now): (BTreeSet<u64>, BTreeSet<u64>) =
            (self.sample.range(..=end).copied().collect(), sample.range(..=end).copied().collect());
        let both = then.intersection(&now).count();
        if both == 0 || both * IN_COMMON < then.len().min(now.len()) {
            return None;
        }
        let scaled = |only: usize, of: usize, people: u64| match only {
            0 => 0,
            only => (only as u64 * people / of.max(1) as u64).max(1),
        };
        let came = scaled(now.len() - both, now.len(), people).max(people.saturating_sub(self.people));
        let went = scaled(then.len() - both, then.len(), self.people).max(self.people.saturating_sub(people));
        Some((came, went))
    }
}
