//! Attacks finished findings with nothing but what they print and what colleagues know anyway: can a hidden figure be
//! worked out, can two quotations be tied to one person, does a masked word show?
//!
//! It does not use the code that hid things, so that a mistake there does not repeat itself here.

mod bounds;
mod linked;
mod printed;

use serde_json::Value;

use super::desk::{Holds, Printed as Quoted};
use super::history::{Earlier, Meeting};
use super::report::Report;

pub(super) use super::report::Audit;
pub(super) use bounds::{Known, Nest};
pub(super) use printed::{Printed, Subject, drop_table, printed};

/// What an attacker has beside the report itself.
pub(super) struct Attack<'a> {
    /// What colleagues know: which groups there are and which lie within which.
    pub(super) known: &'a Known,
    /// Earlier reports on some of the same people.
    pub(super) earlier: &'a [Meeting<'a>],
    /// Whether words hold a masked word.
    pub(super) holds: Holds<'a>,
    /// Whose words are quoted; nobody outside can know this, so only the audit may look.
    pub(super) quoted: &'a [Quoted],
}

/// Group tables from which a hidden figure could be narrowed down too far, by subject and column.
pub(super) fn weak(report: &Report, attack: &Attack<'_>) -> Vec<(Subject, String)> {
    let tables = printed(report);
    let mut weak: Vec<(Subject, String)> = tables
        .iter()
        .filter(|table| shown_elsewhere(&tables, table) || table.is_of_one_mind() || table.is_too_small())
        .chain(tables.iter().filter(|table| attack.earlier.iter().any(|it| it.subtracts(table))))
        .map(Printed::place)
        .collect();
    let bounds = bounds::Bounds::new(&tables, report.limits.figure as u64, attack.known, attack.earlier);
    weak.extend(bounds.broken());
    weak.sort();
    weak.dedup();
    weak
}

/// Tries everything on the finished report.
pub(super) fn attack(report: &Report, attack: &Attack<'_>) -> Audit {
    let tables = printed(report);
    let lines = lines(report);
    let links = linked::links(report, attack.quoted);
    Audit {
        tables: tables.len() as u64,
        cells_hidden: tables.iter().map(|table| table.hidden).sum(),
        cells_worked_out: weak(report, attack).len() as u64,
        earlier_reports: attack.earlier.len() as u64,
        lines_searched: lines.len() as u64,
        lines_with_masked_words: lines.iter().filter(|line| (attack.holds)(line)).count() as u64,
        quotations: links.quotations,
        quotations_tied: links.tied,
        quotations_flagged: links.flagged,
    }
}

/// What is wrong, if anything is.
pub(super) fn fault(audit: Audit) -> Option<&'static str> {
    match audit {
        Audit { lines_with_masked_words: 1.., .. } => Some("a masked word"),
        Audit { cells_worked_out: 1.., .. } => Some("figures from which a hidden group can be worked out"),
        Audit { quotations_flagged: 1.., .. } => Some("a quotation that could single somebody out"),
        Audit { quotations_tied: 1.., .. } => Some("quotations that together point at one person"),
        _ => None,
    }
}

/// Whether a table shows a group that the table of people hides.
fn shown_elsewhere(tables: &[Printed], table: &Printed) -> bool {
    let people = tables.iter().find(|it| it.subject == Subject::People && it.column == table.column);
    table.subject != Subject::People
        && table.rows.keys().any(|group| !people.is_some_and(|people| people.rows.contains_key(group)))
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

impl Meeting<'_> {
    /// Whether a row of `table` stood in the earlier report with a figure that differs by a handful.
    fn subtracts(&self, table: &Printed) -> bool {
        let Some(before) = self.earlier.table(&table.subject, &table.column) else { return false };
        table.rows.iter().any(|(group, now)| {
            before.rows.get(group).is_some_and(|then| {
                let apart = now[0].abs_diff(then[0]);
                0 < apart && apart < table.least
            })
        })
    }
}

impl Earlier {
    fn table(&self, subject: &Subject, column: &str) -> Option<&Printed> {
        self.tables.iter().find(|table| table.subject == *subject && table.column == column)
    }
}

#[cfg(test)]
mod tests;
