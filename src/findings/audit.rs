//! Attacks finished findings with nothing but what they print: can a hidden cell be worked out, does a masked word show?
//!
//! It does not use the code that hid things, so that a mistake there does not repeat itself here.

use serde_json::Value;

use super::desk::Holds;
use super::report::{GroupTable, Report};

pub(super) use super::report::Audit;

/// A printed table as an attacker sees it: the totals, the rows, and how many groups are missing.
struct Target {
    /// People, and whatever is told of them.
    totals: Vec<u64>,
    rows: Vec<Vec<u64>>,
    hidden: u64,
    /// What a sum over the hidden groups must come to at least, in people.
    least: u64,
}

/// Tries to work out what is hidden, and searches every line.
pub(super) fn attack(report: &Report, holds: Holds<'_>) -> Audit {
    let targets = targets(report);
    let lines = lines(report);
    Audit {
        tables: targets.len() as u64,
        cells_hidden: targets.iter().map(|target| target.hidden).sum(),
        cells_worked_out: targets.iter().map(Target::worked_out).sum::<u64>() + shown_elsewhere(report),
        lines_searched: lines.len() as u64,
        lines_with_masked_words: lines.iter().filter(|line| holds(line)).count() as u64,
    }
}

/// What is wrong, if anything is.
pub(super) fn fault(audit: Audit) -> Option<&'static str> {
    match audit {
        Audit { lines_with_masked_words: 1.., .. } => Some("a masked word"),
        Audit { cells_worked_out: 1.., .. } => Some("figures from which a hidden group can be worked out"),
        _ => None,
    }
}

impl Target {
    /// How many hidden cells follow from the totals.
    fn worked_out(&self) -> u64 {
        let rest: Vec<u64> = self
            .totals
            .iter()
            .enumerate()
            .map(|(at, total)| total.saturating_sub(self.rows.iter().map(|row| row[at]).sum()))
            .collect();
        let people = rest[0];
        if self.hidden == 0 {
            // People in no row and no hidden group would be a group that nobody meant to show.
            return u64::from(people > 0);
        }
        let alone = self.hidden == 1 || people < self.least;
        // A part that none or all of the hidden people make up is known of each hidden group.
        let known =
            rest.iter().zip(&self.totals).skip(1).any(|(&part, &total)| total > 0 && (part == 0 || part == people));
        if alone || known { self.hidden } else { 0 }
    }
}

/// Groups that the table of people hides and another table of the same column shows.
fn shown_elsewhere(report: &Report) -> u64 {
    let hidden = |column: &str, group: &str| {
        let people = report.basis.groups.iter().find(|table| table.column == column);
        !people.is_some_and(|table| table.rows.iter().any(|row| row.group == group))
    };
    let said = report.strengths.iter().chain(&report.weaknesses).flat_map(|theme| &theme.by_group);
    let said = said.flat_map(|table| table.rows.iter().map(|row| (&table.column, &row.group)));
    let overall = report.overall.iter().flat_map(|it| &it.by_group);
    let yes = report.questions.iter().flat_map(|it| &it.by_group).chain(overall);
    let yes = yes.flat_map(|table| table.rows.iter().map(|row| (&table.column, &row.group)));
    said.chain(yes).filter(|(column, group)| hidden(column, group)).count() as u64
}

fn targets(report: &Report) -> Vec<Target> {
    let mut targets = Vec::new();
    let (figure, slice) = (report.limits.figure as u64, report.limits.quotation as u64);
    for table in &report.basis.groups {
        targets.push(target(table, vec![report.basis.people], figure, |row| vec![row.people]));
    }
    for theme in report.strengths.iter().chain(&report.weaknesses) {
        for table in &theme.by_group {
            let totals = vec![report.basis.people, theme.reach.people.unwrap_or(0)];
            targets.push(target(table, totals, slice, |row| vec![row.people, row.said]));
        }
    }
    let overall = report.overall.iter().map(|it| (&it.by_group, it.people, it.yes, it.reluctant));
    let questions = report.questions.iter().map(|it| (&it.by_group, it.people, it.yes, it.answers.reluctant_yes));
    for (tables, people, yes, reluctant) in overall.chain(questions) {
        for table in tables {
            let parts = |people: u64, yes: u64, reluctant: u64| vec![people, yes - reluctant, reluctant, people - yes];
            targets.push(target(table, parts(people, yes, reluctant), figure, |row| {
                parts(row.people, row.yes, row.reluctant)
            }));
        }
    }
    targets
}

fn target<Row>(table: &GroupTable<Row>, totals: Vec<u64>, least: u64, row: impl Fn(&Row) -> Vec<u64>) -> Target {
    Target { totals, rows: table.rows.iter().map(row).collect(), hidden: table.hidden, least }
}

/// Every line of the report, wherever it stands.
fn lines(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    let mut open = vec![serde_json::to_value(report).expect("a report of plain values can be written as JSON")];
    while let Some(value) = open.pop() {
        match value {
            Value::String(line) => lines.push(line),
            Value::Array(values) => open.extend(values),
            Value::Object(fields) => open.extend(fields.into_iter().map(|(_, value)| value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    lines
}
