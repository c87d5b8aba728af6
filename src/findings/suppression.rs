//! Which rows of a group table may be shown, so that what is hidden cannot be worked out from what is not.
//!
//! Knows numbers and names of groups only.

use std::collections::BTreeSet;

use super::groups::{Columns, NOT_GIVEN};

/// One group of a table.
#[derive(Clone)]
pub(super) struct Cell {
    pub(super) group: String,
    pub(super) people: u64,
    /// What is told of them; each count is of people in the group.
    pub(super) counts: Vec<u64>,
    /// How many people the group has, where another table shows it.
    pub(super) known: Option<u64>,
}

/// When a group may be shown.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    /// People it needs.
    pub(super) least: u64,
    /// Which counts must not hold the whole group, or each of its people would be known: so many from the first.
    pub(super) telling: usize,
    /// How wide open every hidden figure must stay, however it is narrowed down.
    pub(super) open: u64,
    /// Whether a row counts everybody in the group, and not only those who answered.
    pub(super) everybody: bool,
}

/// A table without what must be hidden.
#[derive(Clone)]
pub(super) struct Cut {
    pub(super) column: String,
    pub(super) shown: Vec<Cell>,
    /// Groups that are hidden.
    pub(super) hidden: u64,
}

/// Hides the groups that are `barred`, too small or of one mind; then the next smallest, until the hidden ones taken
/// together give nothing away. None if fewer than two groups with a name are left: there is nothing to compare.
pub(super) fn cut(column: &str, cells: Vec<Cell>, barred: &BTreeSet<String>, rule: Rule) -> Option<Cut> {
    let width = cells.first().map_or(0, |cell| cell.counts.len());
    let totals: Vec<u64> = (0..width).map(|at| cells.iter().map(|cell| cell.counts[at]).sum()).collect();
    let peopled = cells.into_iter().filter(|cell| cell.people > 0);
    let (mut shown, mut hidden): (Vec<Cell>, Vec<Cell>) =
        peopled.partition(|cell| !barred.contains(&cell.group) && rule.allows(cell));
    shown.sort_by(|a, b| (b.people, &b.group).cmp(&(a.people, &a.group)));
    while !hidden.is_empty() && !rule.hides(&hidden, &totals) {
        hidden.push(shown.pop()?);
    }
    shown.sort_by(|a, b| a.group.cmp(&b.group));
    let named = shown.iter().filter(|cell| cell.group != NOT_GIVEN).count();
    (named >= 2).then(|| Cut { column: column.to_owned(), shown, hidden: hidden.len() as u64 })
}

impl Rule {
    /// Whether a group may be shown on its own account.
    fn allows(self, cell: &Cell) -> bool {
        cell.people >= self.least && !cell.counts.iter().take(self.telling).any(|&count| count == cell.people)
    }

    /// Whether the hidden groups hide each other. Their sum can be worked out, so it must be fit to be shown, and no
    /// part of it may be nothing or everything, or the parts of each group would be known.
    fn hides(self, hidden: &[Cell], totals: &[u64]) -> bool {
        let people: u64 = hidden.iter().map(|cell| cell.people).sum();
        let parted = totals.iter().enumerate().filter(|(_, total)| **total > 0).all(|(at, _)| {
            let count: u64 = hidden.iter().map(|cell| cell.counts[at]).sum();
            0 < count && count < people
        });
        hidden.len() >= 2 && people >= self.least && parted && self.keeps_open(hidden, totals, people)
    }

    /// Whether the figures of each hidden group can be anything in a wide enough range.
    fn keeps_open(self, hidden: &[Cell], totals: &[u64], people: u64) -> bool {
        let unknown = hidden.iter().filter(|cell| cell.known.is_none()).count() as u64;
        let known: u64 = hidden.iter().filter_map(|cell| cell.known).sum();
        let (left, others) =
            if self.everybody { (people.saturating_sub(known), unknown) } else { (people, hidden.len() as u64) };
        let roomy = left.saturating_sub(others) >= self.open || others == 0;
        let most = |cell: &Cell| {
            let fits = (left + 1).saturating_sub(others);
            if self.everybody { cell.known.unwrap_or(fits) } else { cell.known.unwrap_or(fits).min(fits) }
        };
        let parts = totals.iter().enumerate().filter(|(_, total)| **total >= self.open);
        roomy
            && parts.into_iter().all(|(at, _)| {
                let part: u64 = hidden.iter().map(|cell| cell.counts[at]).sum();
                let all: u64 = hidden.iter().map(most).sum();
                hidden.iter().all(|cell| {
                    let least = if self.everybody { cell.known.unwrap_or(1) } else { 1 };
                    let low =
                        part.saturating_sub(all - most(cell)).max(least.saturating_sub(people.saturating_sub(part)));
                    part.min(most(cell)).saturating_sub(low) >= self.open
                })
            })
    }
}

/// Whether what two tables show gives a small group away: a group of one that holds whole groups of the other
/// leaves a remainder that can be worked out.
pub(super) fn give_away(columns: &Columns, one: &Cut, other: &Cut, rule: Rule) -> bool {
    leaves_few(columns, one, other, rule) || leaves_few(columns, other, one, rule)
}

fn leaves_few(columns: &Columns, outer: &Cut, inner: &Cut, rule: Rule) -> bool {
    outer.shown.iter().any(|whole| {
        let inside = |part: &&Cell| {
            let people = columns.in_group(&inner.column, &part.group);
            let both = columns.in_both((&outer.column, &whole.group), (&inner.column, &part.group));
            people > 0 && both == people
        };
        let parts: Vec<&Cell> = inner.shown.iter().filter(inside).collect();
        let people = whole.people.saturating_sub(parts.iter().map(|part| part.people).sum());
        let uniform = (0..rule.telling)
            .any(|at| whole.counts[at].saturating_sub(parts.iter().map(|part| part.counts[at]).sum()) == people);
        !parts.is_empty() && people > 0 && (people < rule.least || uniform)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FIGURE: Rule = Rule { least: 5, telling: 0, open: 5, everybody: true };

    #[track_caller]
    fn check(sizes: &[u64], expected: &str) {
        let found = cut("team", cells(sizes), &BTreeSet::new(), FIGURE);
        let found = found.map_or("no table".to_owned(), |cut| {
            let shown: Vec<String> = cut.shown.iter().map(|cell| cell.people.to_string()).collect();
            format!("{} shown, {} hidden", shown.join(" "), cut.hidden)
        });
        assert_eq!(found, expected, "{sizes:?}");
    }

    fn cells(sizes: &[u64]) -> Vec<Cell> {
        let cell =
            |(at, &people): (usize, &u64)| Cell { group: format!("{at:02}"), people, counts: Vec::new(), known: None };
        sizes.iter().enumerate().map(cell).collect()
    }

    #[test]
    fn large_groups_are_shown() {
        check(&[5, 6, 20], "5 6 20 shown, 0 hidden");
    }

    #[test]
    fn one_small_group_takes_the_next_smallest_with_it() {
        check(&[20, 3, 9, 7], "20 9 shown, 2 hidden");
    }

    #[test]
    fn hidden_groups_need_enough_people_together() {
        check(&[20, 1, 2, 9, 7], "20 9 shown, 3 hidden");
        check(&[20, 3, 4, 9], "20 9 shown, 2 hidden");
        // Two hidden groups of five together could be one to four people each, which is known too well.
        check(&[20, 3, 2, 9, 12], "20 12 shown, 3 hidden");
    }

    #[test]
    fn a_table_of_which_one_row_is_left_is_no_table() {
        check(&[20, 3, 9], "no table");
        check(&[20, 4], "no table");
        check(&[4, 4, 4], "no table");
    }

    #[test]
    fn a_group_that_all_says_the_same_is_hidden() {
        let rule = Rule { least: 10, telling: 1, open: 5, everybody: true };
        let cells = [("a", 12, 12), ("b", 12, 3), ("c", 15, 5), ("d", 20, 5)];
        let cells = cells.map(|(group, people, said)| Cell {
            group: group.to_owned(),
            people,
            counts: vec![said],
            known: None,
        });
        let cut = cut("team", cells.to_vec(), &BTreeSet::new(), rule).expect("a table");
        let shown: Vec<&str> = cut.shown.iter().map(|cell| cell.group.as_str()).collect();
        assert_eq!(shown, ["c", "d"]);
    }

    #[test]
    fn a_team_within_a_department_is_not_subtracted_from_it() {
        let mut columns = Columns::default();
        for (department, team, people) in [("Sales", "North", 18), ("Sales", "South", 2), ("Support", "Desk", 30)] {
            for _ in 0..people {
                columns.count(&[("department", department), ("team", team)].into_iter().collect());
            }
        }
        let shown = |column: &str, cells: &[(&str, u64)]| Cut {
            column: column.to_owned(),
            shown: cells
                .iter()
                .map(|&(group, people)| Cell { group: group.to_owned(), people, counts: vec![], known: None })
                .collect(),
            hidden: 0,
        };
        let departments = shown("department", &[("Sales", 20), ("Support", 30)]);
        let teams = shown("team", &[("North", 18), ("Desk", 30)]);
        assert!(give_away(&columns, &departments, &teams, FIGURE));
        let teams = shown("team", &[("Desk", 30)]);
        assert!(!give_away(&columns, &departments, &teams, FIGURE));
    }

    proptest! {
        #[test]
        fn nothing_published_can_be_subtracted_to_a_small_group(
            groups in prop::collection::vec((0u64..30, 0u64..30), 0..9), least in 3u64..12
        ) {
            let rule = Rule { least, telling: 1, open: 3, everybody: true };
            let cells: Vec<Cell> = groups.iter().enumerate()
                .map(|(at, &(people, said))| Cell { group: at.to_string(), people, counts: vec![said.min(people)], known: None })
                .collect();
            let people: u64 = cells.iter().map(|cell| cell.people).sum();
            let said: u64 = cells.iter().map(|cell| cell.counts[0]).sum();
            if let Some(cut) = cut("team", cells, &BTreeSet::new(), rule) {
                for cell in &cut.shown {
                    prop_assert!(cell.people >= least && cell.counts[0] < cell.people);
                }
                let rest = people - cut.shown.iter().map(|cell| cell.people).sum::<u64>();
                let rest_said = said - cut.shown.iter().map(|cell| cell.counts[0]).sum::<u64>();
                prop_assert!(rest == 0 || rest >= least);
                prop_assert!(cut.hidden != 1 && (cut.hidden == 0) == (rest == 0));
                prop_assert!(rest == 0 || rest - cut.hidden >= 3);
                prop_assert!(rest == 0 || said == 0 || (0 < rest_said && rest_said < rest));
            }
        }
    }
}
