//! Group tables that may be shown: the same groups and columns throughout a report, so that no table gives away what
//! another hides.

use std::collections::{BTreeMap, BTreeSet};

use super::audit::{Known, Nest};
use super::desk::Desk;
use super::groups::{Groups, NOT_GIVEN, SIDES, is_side};
use super::history::Meeting;
use super::question::Split;
use super::quotation::cleaned;
use super::report::{GroupTable, PeopleRow, SaidRow, YesRow};
use super::suppression::{Cell, Cut, Rule, cut, give_away};
use super::tally::Findings;

/// The columns a report may use, each with the groups that must stay hidden in every table.
pub(super) struct Tables {
    people: Vec<Cut>,
    barred: BTreeMap<String, BTreeSet<String>>,
    /// What each group that may be seen is called, by column.
    labels: BTreeMap<String, BTreeMap<String, String>>,
}

impl Tables {
    /// Decides which groups may be seen at all, by how many people they have.
    ///
    /// A group that an earlier report on the same people hid, or showed with a handful more or fewer, stays hidden.
    pub(super) fn new(desk: &mut Desk<'_>, findings: &Findings, meetings: &[Meeting<'_>]) -> Self {
        let rule = Rule { least: desk.figure(), telling: 0, open: desk.figure(), everybody: true };
        let told = findings
            .columns
            .people
            .iter()
            .any(|(column, groups)| column != SIDES && groups.keys().any(|it| is_side(it)));
        let wanted = |column: &&String| !(told && *column == SIDES);
        let mut columns: Vec<&String> =
            findings.columns.people.keys().filter(wanted).filter(|column| desk.passes(column)).collect();
        // Coarse columns say more to a reader, and finer ones have to fit beside them.
        columns.sort_by_key(|column| (findings.columns.people[*column].len(), *column));
        let cuts = columns.into_iter().filter_map(|column| {
            let groups =
                findings.columns.people[column].iter().map(|(group, &people)| (group.as_str(), people, vec![]));
            let cells = cells(groups, findings.people(), &[]);
            let bars = |cell: &&Cell| {
                let (shown, group) = (cleaned(column), cleaned(&cell.group));
                meetings.iter().any(|it| it.bars(&shown, &group, cell.people, rule.least))
            };
            let barred = cells.iter().filter(bars).map(|cell| cell.group.clone()).collect();
            desk.keep(cut(column, cells, &barred, rule))
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
        let rule = Rule { least: desk.slice(), telling: 1, open: desk.figure(), everybody: true };
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
        let rule = Rule { least: desk.figure(), telling: 3, open: desk.figure(), everybody: false };
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

    /// How many people a group has, where that is shown.
    fn size(&self, column: &str, group: &str) -> Option<u64> {
        let cut = self.people.iter().find(|cut| cut.column == column)?;
        cut.shown.iter().find(|cell| cell.group == group).map(|cell| cell.people)
    }

    /// What colleagues know of the groups without any report, by the names that the report has for them.
    pub(super) fn known(&self, findings: &Findings) -> Known {
        let name = |column: &str, group: &str| {
            let label = self.labels.get(column).and_then(|labels| labels.get(group));
            (cleaned(column), label.cloned().unwrap_or_else(|| cleaned(group)))
        };
        let mut known = Known::default();
        let everybody = findings.people();
        for cut in &self.people {
            let groups = &findings.columns.people[&cut.column];
            let given: u64 = groups.values().sum();
            let not_given = (given < everybody).then_some(NOT_GIVEN);
            known
                .groups
                .extend(groups.keys().map(String::as_str).chain(not_given).map(|group| name(&cut.column, group)));
            for inner in self.people.iter().filter(|inner| inner.column != cut.column) {
                known.nests.extend(
                    groups.keys().filter_map(|group| nest(findings, (&cut.column, group), &inner.column, &name)),
                );
            }
        }
        known
    }

    /// A cut table with names fit to be shown.
    fn table<Row>(&self, cut: &Cut, row: impl Fn(String, &Cell) -> Row) -> GroupTable<Row> {
        let label = |cell: &Cell| self.labels[&cut.column].get(&cell.group).cloned().unwrap_or_default();
        let mut rows: Vec<(String, Row)> = cut.shown.iter().map(|cell| (label(cell), row(label(cell), cell))).collect();
        rows.sort_by_cached_key(|(name, _)| in_order(name));
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
        let cuts = self.barred.iter().filter_map(|(column, barred)| {
            let mut cells = cells(column);
            for cell in &mut cells {
                cell.known = self.size(column, &cell.group);
            }
            desk.keep(cut(column, cells, barred, rule))
        });
        let cuts = cuts.collect();
        apart(findings, cuts, rule, &mut desk.suppressed.columns)
    }
}

/// Where a group stands among others: bands by their numbers, others by alphabet, and last who gave none.
fn in_order(name: &str) -> (bool, Option<u64>, bool, String) {
    let below =
        name.starts_with('<') || name.to_lowercase().starts_with("under") || name.to_lowercase().starts_with("less");
    let digits: String = name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let leads = below || name.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '>' | '+'));
    let number = leads.then(|| digits.parse().ok()).flatten();
    (name == NOT_GIVEN, number, !below, name.to_owned())
}

/// The cells of a column, with one for the people who gave no value.
fn cells<'a>(groups: impl Iterator<Item = (&'a str, u64, Vec<u64>)>, people: u64, counts: &[u64]) -> Vec<Cell> {
    let mut cells: Vec<Cell> =
        groups.map(|(group, people, counts)| Cell { group: group.to_owned(), people, counts, known: None }).collect();
    let given: u64 = cells.iter().map(|cell| cell.people).sum();
    let rest = |(at, count): (usize, &u64)| count.saturating_sub(cells.iter().map(|cell| cell.counts[at]).sum());
    let counts = counts.iter().enumerate().map(rest).collect();
    cells.push(Cell { group: NOT_GIVEN.to_owned(), people: people.saturating_sub(given), counts, known: None });
    cells
}

/// The groups of column `inner` that lie wholly within `outer`, unless they are one and the same.
fn nest(
    findings: &Findings,
    outer: (&str, &str),
    inner: &str,
    name: &dyn Fn(&str, &str) -> (String, String),
) -> Option<Nest> {
    let columns = &findings.columns;
    let within = |(group, people): &(&String, &u64)| columns.in_both(outer, (inner, group.as_str())) == **people;
    let parts: Vec<(&String, &u64)> = columns.people[inner].iter().filter(within).collect();
    let inside: u64 = parts.iter().map(|(_, people)| **people).sum();
    (!parts.is_empty()).then(|| Nest {
        outer: name(outer.0, outer.1),
        inner: parts.iter().map(|(group, _)| name(inner, group)).collect(),
        whole: inside == columns.in_group(outer.0, outer.1),
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_stand_in_the_order_of_their_numbers() {
        let mut groups = ["11+", "not given", "6-10", "<1", "1-2", "3-5"];
        groups.sort_by_cached_key(|it| in_order(it));
        assert_eq!(groups, ["<1", "1-2", "3-5", "6-10", "11+", "not given"]);
        let mut teams = ["Store 2", "not given", "Billing", "Aisle"];
        teams.sort_by_cached_key(|it| in_order(it));
        assert_eq!(teams, ["Aisle", "Billing", "Store 2", "not given"]);
    }
}
