//! Group tables that may be shown: the same groups and columns throughout a report, so that no table gives away what
//! another hides.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use super::groups::Groups;
use super::question::Split;
use super::quotation::cleaned;
use super::report::{GroupTable, PeopleRow, SaidRow, YesRow};
use super::suppression::{Cell, Cut, Rule, cut, give_away};
use super::tally::Findings;

/// People who have no value in a column.
pub(crate) const NOT_GIVEN: &str = "not given";

/// The columns a report may use, each with the groups that must stay hidden in every table.
pub(super) struct Tables {
    people: Vec<Cut>,
    barred: BTreeMap<String, BTreeSet<String>>,
    /// What each group that may be seen is called, by column.
    labels: BTreeMap<String, BTreeMap<String, String>>,
}

impl Tables {
    /// Decides which groups may be seen at all, by how many people they have.
    pub(super) fn new(desk: &mut Desk<'_>, findings: &Findings) -> Self {
        let rule = Rule { least: desk.figure(), telling: 0 };
        let mut columns: Vec<&String> = findings.columns.people.keys().filter(|column| desk.passes(column)).collect();
        // Coarse columns say more to a reader, and finer ones have to fit beside them.
        columns.sort_by_key(|column| (findings.columns.people[*column].len(), *column));
        let cuts = columns.into_iter().filter_map(|column| {
            let groups =
                findings.columns.people[column].iter().map(|(group, &people)| (group.as_str(), people, vec![]));
            let cells = cells(groups, findings.people(), &[]);
            desk.keep(cut(column, cells, &BTreeSet::new(), rule))
        });
        let people = apart(findings, cuts.collect(), rule, &mut desk.suppressed.columns);
        let barred = people.iter().map(|cut| (cut.column.clone(), hidden_groups(findings, cut))).collect();
        let labels = people.iter().map(|cut| {
            let groups: Vec<&str> = cut.shown.iter().map(|cell| cell.group.as_str()).collect();
            (cut.column.clone(), desk.labels(&groups))
        });
        Tables { barred, labels: labels.collect(), people }
    }

    /// People by group.
    pub(super) fn people(&self) -> Vec<GroupTable<PeopleRow>> {
        let row = |group, cell: &Cell| PeopleRow { group, people: cell.people };
        self.people.iter().map(|cut| self.table(cut, row)).collect()
    }

    /// Who said something, by group; `said` of all people.
    pub(super) fn said(
        &self,
        desk: &mut Desk<'_>,
        findings: &Findings,
        groups: &Groups<u64>,
        said: u64,
    ) -> Vec<GroupTable<SaidRow>> {
        let rule = Rule { least: desk.slice(), telling: 1 };
        let cells = |column: &str| {
            let said_in = |group: &str| groups.get(column).and_then(|said| said.get(group)).copied().unwrap_or(0);
            let people = findings.columns.people[column].iter();
            cells(
                people.map(|(group, &people)| (group.as_str(), people, vec![said_in(group)])),
                findings.people(),
                &[said],
            )
        };
        let row = |group, cell: &Cell| SaidRow { group, people: cell.people, said: cell.counts[0] };
        self.cuts(desk, findings, rule, cells).iter().map(|cut| self.table(cut, row)).collect()
    }

    /// How a yes/no question was answered, by group; `all` is everybody's answers.
    pub(super) fn answered(
        &self,
        desk: &mut Desk<'_>,
        findings: &Findings,
        groups: &Groups<Split>,
        all: Split,
    ) -> Vec<GroupTable<YesRow>> {
        let rule = Rule { least: desk.figure(), telling: 3 };
        let counts = |split: Split| vec![split.firm, split.reluctant, split.other];
        let cells = |column: &str| {
            let groups = groups.get(column).into_iter().flatten();
            cells(
                groups.map(|(group, split)| (group.as_str(), split.people(), counts(*split))),
                all.people(),
                &counts(all),
            )
        };
        let row = |group, cell: &Cell| YesRow {
            group,
            people: cell.people,
            yes: cell.counts[0] + cell.counts[1],
            reluctant: cell.counts[1],
        };
        self.cuts(desk, findings, rule, cells).iter().map(|cut| self.table(cut, row)).collect()
    }

    /// A cut table with names fit to be shown.
    fn table<Row>(&self, cut: &Cut, row: impl Fn(String, &Cell) -> Row) -> GroupTable<Row> {
        let label = |cell: &Cell| self.labels[&cut.column].get(&cell.group).cloned().unwrap_or_default();
        let mut rows: Vec<(String, Row)> = cut.shown.iter().map(|cell| (label(cell), row(label(cell), cell))).collect();
        rows.sort_by(|(a, _), (b, _)| a.cmp(b));
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        GroupTable { column: cleaned(&cut.column), rows, hidden: cut.hidden }
    }

    fn cuts(
        &self,
        desk: &mut Desk<'_>,
        findings: &Findings,
        rule: Rule,
        cells: impl Fn(&str) -> Vec<Cell>,
    ) -> Vec<Cut> {
        let cuts =
            self.barred.iter().filter_map(|(column, barred)| desk.keep(cut(column, cells(column), barred, rule)));
        let cuts = cuts.collect();
        apart(findings, cuts, rule, &mut desk.suppressed.columns)
    }
}

/// The cells of a column, with one for the people who gave no value.
fn cells<'a>(groups: impl Iterator<Item = (&'a str, u64, Vec<u64>)>, people: u64, counts: &[u64]) -> Vec<Cell> {
    let mut cells: Vec<Cell> =
        groups.map(|(group, people, counts)| Cell { group: group.to_owned(), people, counts }).collect();
    let given: u64 = cells.iter().map(|cell| cell.people).sum();
    let rest = |(at, count): (usize, &u64)| count.saturating_sub(cells.iter().map(|cell| cell.counts[at]).sum());
    let counts = counts.iter().enumerate().map(rest).collect();
    cells.push(Cell { group: NOT_GIVEN.to_owned(), people: people.saturating_sub(given), counts });
    cells
}

/// Those cuts of which no two give a small group away; the earlier ones stay.
fn apart(findings: &Findings, cuts: Vec<Cut>, rule: Rule, withheld: &mut u64) -> Vec<Cut> {
    let mut kept: Vec<Cut> = Vec::new();
    for cut in cuts {
        if kept.iter().any(|other| give_away(&findings.columns, other, &cut, rule)) {
            *withheld += 1;
        } else {
            kept.push(cut);
        }
    }
    kept
}

fn hidden_groups(findings: &Findings, cut: &Cut) -> BTreeSet<String> {
    let shown = |group: &str| cut.shown.iter().any(|cell| cell.group == group);
    let groups = findings.columns.people[&cut.column].keys().map(String::as_str).chain([NOT_GIVEN]);
    groups.filter(|group| !shown(group)).map(str::to_owned).collect()
}
