//! The group tables of a report as a reader sees them: totals, rows, and how many groups are missing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::findings::report::{GroupTable, Report, SaidRow, Theme, YesRow};

/// What a group table is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::findings) enum Subject {
    /// How many people there are.
    People,
    /// Who named a strength under a theme.
    Strength(String),
    /// Who named a weakness under a theme.
    Weakness(String),
    /// How a question was answered.
    Question(String),
    /// How all questions together were answered.
    Overall,
}

/// One printed table; of each group the people first, then the parts they fall into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::findings) struct Printed {
    pub(in crate::findings) subject: Subject,
    pub(in crate::findings) column: String,
    /// The same for everybody.
    pub(in crate::findings) totals: Vec<u64>,
    pub(in crate::findings) rows: BTreeMap<String, Vec<u64>>,
    /// Groups that are not shown.
    pub(in crate::findings) hidden: u64,
    /// People that a row needs.
    pub(in crate::findings) least: u64,
}

impl Printed {
    /// Where it stands.
    pub(super) fn place(&self) -> (Subject, String) {
        (self.subject.clone(), self.column.clone())
    }

    /// Whether its people are everybody in the group, and not only those who answered.
    pub(super) fn is_of_everybody(&self) -> bool {
        matches!(self.subject, Subject::People | Subject::Strength(_) | Subject::Weakness(_))
    }

    /// Whether a row tells that everybody in a group thinks the same.
    pub(super) fn is_of_one_mind(&self) -> bool {
        // That nobody in a group spoke of a theme tells of nobody.
        let telling = if self.is_of_everybody() { 1..2 } else { 1..self.totals.len() };
        self.rows.values().any(|row| telling.clone().any(|at| row.get(at).is_some_and(|&part| part == row[0])))
    }

    /// Whether a row stands on too few people.
    pub(super) fn is_too_small(&self) -> bool {
        self.rows.values().any(|row| row[0] < self.least)
    }
}

/// Every group table of a report.
pub(in crate::findings) fn printed(report: &Report) -> Vec<Printed> {
    let mut tables = Vec::new();
    let (figure, slice) = (report.limits.figure as u64, report.limits.quotation as u64);
    let everybody = report.basis.people;
    for table in &report.basis.groups {
        let rows = table.rows.iter().map(|row| (row.group.clone(), vec![row.people]));
        tables.push(as_printed(Subject::People, table, vec![everybody], figure, rows.collect()));
    }
    let mut themes = |themes: &[Theme], subject: fn(String) -> Subject| {
        for theme in themes {
            let said = theme.reach.people.unwrap_or(0);
            for table in &theme.by_group {
                let totals = vec![everybody, said, everybody.saturating_sub(said)];
                let parts = |row: &SaidRow| vec![row.people, row.said, row.people.saturating_sub(row.said)];
                let rows = table.rows.iter().map(|row| (row.group.clone(), parts(row)));
                tables.push(as_printed(subject(theme.theme.clone()), table, totals, slice, rows.collect()));
            }
        }
    };
    themes(&report.strengths, Subject::Strength);
    themes(&report.weaknesses, Subject::Weakness);
    let overall = report.overall.iter().map(|it| (Subject::Overall, &it.by_group, it.people, it.yes, it.reluctant));
    let question = |it: &crate::findings::report::Question| Subject::Question(it.wording.clone());
    let questions =
        report.questions.iter().map(|it| (question(it), &it.by_group, it.people, it.yes, it.answers.reluctant_yes));
    for (subject, group_tables, people, yes, reluctant) in overall.chain(questions) {
        for table in group_tables {
            let rows =
                table.rows.iter().map(|row: &YesRow| (row.group.clone(), split(row.people, row.yes, row.reluctant)));
            let totals = split(people, yes, reluctant);
            tables.push(as_printed(subject.clone(), table, totals, figure, rows.collect()));
        }
    }
    tables
}

/// People, firm yes, reluctant yes, anything else.
fn split(people: u64, yes: u64, reluctant: u64) -> Vec<u64> {
    vec![people, yes.saturating_sub(reluctant), reluctant, people.saturating_sub(yes)]
}

fn as_printed<Row>(
    subject: Subject,
    table: &GroupTable<Row>,
    totals: Vec<u64>,
    least: u64,
    rows: BTreeMap<String, Vec<u64>>,
) -> Printed {
    Printed { subject, column: table.column.clone(), totals, rows, hidden: table.hidden, least }
}

/// Takes a table out of the report; with the table of people go all tables of its column. Gives how many went.
pub(in crate::findings) fn drop_table(report: &mut Report, subject: &Subject, column: &str) -> u64 {
    let mut gone = 0;
    let all = *subject == Subject::People;
    if all {
        gone += remove(&mut report.basis.groups, column);
    }
    for theme in &mut report.strengths {
        if all || *subject == Subject::Strength(theme.theme.clone()) {
            gone += remove(&mut theme.by_group, column);
        }
    }
    for theme in &mut report.weaknesses {
        if all || *subject == Subject::Weakness(theme.theme.clone()) {
            gone += remove(&mut theme.by_group, column);
        }
    }
    for question in &mut report.questions {
        if all || *subject == Subject::Question(question.wording.clone()) {
            gone += remove(&mut question.by_group, column);
        }
    }
    if let Some(overall) = report.overall.as_mut().filter(|_| all || *subject == Subject::Overall) {
        gone += remove(&mut overall.by_group, column);
    }
    gone
}

fn remove<Row>(tables: &mut Vec<GroupTable<Row>>, column: &str) -> u64 {
    let before = tables.len();
    tables.retain(|table| table.column != column);
    (before - tables.len()) as u64
}
