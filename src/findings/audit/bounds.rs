//! How far each hidden figure can be narrowed down, from every total and every table of the report taken together and
//! from earlier reports on the same people: the least and the most it can be, by linear programs.
//!
//! The attacker is taken to know the names of all groups, and which groups lie within which.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::printed::{Printed, Subject};
use crate::findings::history::Meeting;

/// A group: its column and its name, as printed where it is printed.
pub(in crate::findings) type Group = (String, String);

/// What colleagues know without any report.
#[derive(Default)]
pub(in crate::findings) struct Known {
    /// The groups that have people.
    pub(in crate::findings) groups: BTreeSet<Group>,
    /// Groups that lie within others.
    pub(in crate::findings) nests: Vec<Nest>,
}

/// A group with groups of another column that lie wholly within it.
pub(in crate::findings) struct Nest {
    pub(in crate::findings) outer: Group,
    pub(in crate::findings) inner: Vec<Group>,
    /// Whether nobody of the outer group is in none of the inner ones.
    pub(in crate::findings) whole: bool,
}

/// The tables of a report under attack.
pub(super) struct Bounds<'a> {
    tables: &'a [Printed],
    /// How wide open a hidden figure has to stay.
    open: u64,
    known: &'a Known,
    earlier: &'a [Meeting<'a>],
}

/// A hidden figure: which part of a group (0 is its people), and in which report (0 is this one).
type Cell = (usize, Group, usize);

impl<'a> Bounds<'a> {
    pub(super) fn new(tables: &'a [Printed], open: u64, known: &'a Known, earlier: &'a [Meeting<'a>]) -> Self {
        Bounds { tables, open, known, earlier }
    }

    /// The tables in which a hidden figure can be narrowed down too far.
    pub(super) fn broken(&self) -> Vec<(Subject, String)> {
        let mut subjects: Vec<&Subject> = self.tables.iter().map(|table| &table.subject).collect();
        subjects.sort();
        subjects.dedup();
        let mut broken = Vec::new();
        for subject in subjects {
            for columns in self.columns_together() {
                broken.extend(self.broken_in(subject, &columns));
            }
        }
        broken
    }

    /// Columns that have to be looked at together, because groups of one lie within groups of another.
    fn columns_together(&self) -> Vec<BTreeSet<&'a str>> {
        let mut sets: Vec<BTreeSet<&str>> = Vec::new();
        let alone = self.tables.iter().map(|table| BTreeSet::from([table.column.as_str()]));
        let nests = self.known.nests.iter();
        let nested =
            nests.map(|nest| nest.inner.iter().chain([&nest.outer]).map(|(column, _)| column.as_str()).collect());
        for mut set in alone.chain(nested) {
            let (joined, apart): (Vec<_>, Vec<_>) = sets.into_iter().partition(|known| !known.is_disjoint(&set));
            set.extend(joined.into_iter().flatten());
            sets = apart;
            sets.push(set);
        }
        sets
    }

    fn broken_in(&self, subject: &Subject, columns: &BTreeSet<&str>) -> Vec<(Subject, String)> {
        let about = |table: &&Printed| table.subject == *subject && columns.contains(table.column.as_str());
        let tables: Vec<&Printed> = self.tables.iter().filter(about).collect();
        let beside = *subject == Subject::People && !self.earlier.is_empty();
        if !beside && tables.iter().all(|table| table.hidden == 0) {
            return Vec::new();
        }
        let world = World::new(self, &tables, columns);
        let mut broken: Vec<(Subject, String)> = Vec::new();
        for cell in world.worth_trying(self.known) {
            let place = (subject.clone(), cell.1.0.clone());
            if !broken.contains(&place) && world.is_closed(&cell, self.open) {
                broken.push(place);
            }
        }
        broken
    }
}

/// Figures, each times a number, added up.
type Sum = Vec<(Cell, f64)>;

/// What is known of every group in figures: equations and bounds.
struct World {
    cells: BTreeMap<Cell, (f64, f64)>,
    rows: Vec<(Sum, ComparisonOp, f64)>,
    /// Hidden figures that an attacker is after.
    hidden: Vec<Cell>,
}

impl World {
    fn new(bounds: &Bounds<'_>, tables: &[&Printed], columns: &BTreeSet<&str>) -> Self {
        let mut world = World { cells: BTreeMap::new(), rows: Vec::new(), hidden: Vec::new() };
        for &column in columns {
            let of = |table: &&Printed| table.subject == Subject::People && table.column == column;
            let people = bounds.tables.iter().find(of);
            world.count(bounds.known, 0, column, people);
            let table = tables.iter().find(|table| table.column == column);
            match table {
                Some(table) if table.subject == Subject::People => world.hide_people(table),
                Some(table) => world.divide(bounds, table),
                None => {}
            }
            let earlier =
                bounds.earlier.iter().enumerate().filter(|_| table.is_some_and(|it| it.subject == Subject::People));
            for (at, meeting) in earlier {
                world.beside(bounds.known, at + 1, column, meeting);
            }
        }
        world.nest(bounds.known);
        world
    }

    fn groups(known: &Known, column: &str) -> Vec<Group> {
        known.groups.iter().filter(|(of, _)| of == column).cloned().collect()
    }

    /// The people of each group of a column, in report number `report`.
    fn count(&mut self, known: &Known, report: usize, column: &str, people: Option<&Printed>) {
        let groups = Self::groups(known, column);
        let Some(people) = people else { return };
        #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
        let number = |count: u64| count as f64;
        let all = number(people.totals[0]);
        for group in &groups {
            let shown = people.rows.get(&group.1).map(|row| number(row[0]));
            self.cells.insert((report, group.clone(), 0), shown.map_or((1.0, all), |count| (count, count)));
        }
        let sum = groups.into_iter().map(|group| ((report, group, 0), 1.0)).collect();
        self.rows.push((sum, ComparisonOp::Eq, all));
    }

    fn hide_people(&mut self, table: &Printed) {
        let hidden = self.cells.keys().filter(|(report, group, part)| {
            *report == 0 && *part == 0 && group.0 == table.column && !table.rows.contains_key(&group.1)
        });
        let hidden: Vec<Cell> = hidden.cloned().collect();
        self.hidden.extend(hidden);
    }

    /// The parts that each group falls into by an answer or a theme.
    fn divide(&mut self, bounds: &Bounds<'_>, table: &Printed) {
        #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
        let number = |count: u64| count as f64;
        let groups = Self::groups(bounds.known, &table.column);
        let parts = 1..table.totals.len();
        let unseen = groups.iter().filter(|group| !table.rows.contains_key(&group.1)).count() as u64;
        for group in &groups {
            let shown = table.rows.get(&group.1);
            for part in parts.clone() {
                let range =
                    shown.map_or((0.0, number(table.totals[part])), |row| (number(row[part]), number(row[part])));
                self.cells.insert((0, group.clone(), part), range);
                if shown.is_none() && table.totals[part] >= bounds.open {
                    self.hidden.push((0, group.clone(), part));
                }
            }
            let mut sum: Vec<(Cell, f64)> = parts.clone().map(|part| ((0, group.clone(), part), 1.0)).collect();
            if shown.is_none() && unseen == table.hidden && !table.is_of_everybody() {
                self.rows.push((sum.clone(), ComparisonOp::Ge, 1.0));
            }
            if self.cells.contains_key(&(0, group.clone(), 0)) {
                sum.push(((0, group.clone(), 0), -1.0));
                let all = if table.is_of_everybody() { ComparisonOp::Eq } else { ComparisonOp::Le };
                self.rows.push((sum, all, 0.0));
            }
        }
        for part in parts {
            let sum = groups.iter().map(|group| ((0, group.clone(), part), 1.0)).collect();
            self.rows.push((sum, ComparisonOp::Eq, number(table.totals[part])));
        }
    }

    /// The same column in an earlier report: nobody has changed groups, so figures differ by who came and who went.
    fn beside(&mut self, known: &Known, report: usize, column: &str, meeting: &Meeting<'_>) {
        let of = |table: &&Printed| table.subject == Subject::People && table.column == column;
        let Some(then) = meeting.earlier.tables.iter().find(of) else { return };
        self.count(known, report, column, Some(then));
        #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
        let (came, went) = (meeting.came as f64, meeting.went as f64);
        for group in Self::groups(known, column) {
            let difference = vec![((0, group.clone(), 0), 1.0), ((report, group.clone(), 0), -1.0)];
            self.rows.push((difference.clone(), ComparisonOp::Le, came));
            self.rows.push((difference, ComparisonOp::Ge, -went));
            if !then.rows.contains_key(&group.1) {
                self.hidden.push((report, group, 0));
            }
        }
    }

    /// What lies within a group is part of it.
    fn nest(&mut self, known: &Known) {
        let parts: BTreeSet<usize> = self.cells.keys().map(|(_, _, part)| *part).collect();
        for nest in &known.nests {
            for &part in &parts {
                let mut sum: Vec<(Cell, f64)> = nest.inner.iter().map(|it| ((0, it.clone(), part), 1.0)).collect();
                sum.push(((0, nest.outer.clone(), part), -1.0));
                if sum.iter().all(|(cell, _)| self.cells.contains_key(cell)) {
                    let all = if nest.whole { ComparisonOp::Eq } else { ComparisonOp::Le };
                    self.rows.push((sum, all, 0.0));
                }
            }
        }
    }

    /// Hidden figures, one of each kind that the equations treat alike.
    fn worth_trying(&self, known: &Known) -> Vec<Cell> {
        let nested: BTreeSet<&Group> =
            known.nests.iter().flat_map(|nest| nest.inner.iter().chain([&nest.outer])).collect();
        let mut seen = BTreeSet::new();
        let mut worth = Vec::new();
        for cell in &self.hidden {
            let (report, group, part) = cell;
            let ranges: Vec<(usize, usize, u64, u64)> = self
                .cells
                .iter()
                .filter(|((_, it, _), _)| it == group)
                .map(|((report, _, part), (least, most))| (*report, *part, least.to_bits(), most.to_bits()))
                .collect();
            let alike = (*report, &group.0, *part, ranges, nested.contains(group).then_some(group));
            if seen.insert(alike) {
                worth.push(cell.clone());
            }
        }
        worth
    }

    /// Whether the figure is known to lie within a range narrower than `open`.
    fn is_closed(&self, cell: &Cell, open: u64) -> bool {
        let least = self.extreme(cell, OptimizationDirection::Minimize);
        let most = self.extreme(cell, OptimizationDirection::Maximize);
        // What cannot be solved is not taken for safe.
        let (Some(least), Some(most)) = (least, most) else { return true };
        #[expect(clippy::cast_precision_loss, reason = "a threshold is a small number")]
        let open = open as f64;
        (most + 1e-6).floor() - (least - 1e-6).ceil() < open
    }

    fn extreme(&self, wanted: &Cell, direction: OptimizationDirection) -> Option<f64> {
        let mut problem = Problem::new(direction);
        let mut variables: BTreeMap<&Cell, Variable> = BTreeMap::new();
        for (cell, &range) in &self.cells {
            let variable = problem.add_var(if cell == wanted { 1.0 } else { 0.0 }, range);
            variables.insert(cell, variable);
        }
        for (sum, op, right) in &self.rows {
            let sum: Vec<(Variable, f64)> = sum.iter().map(|(cell, factor)| (variables[cell], *factor)).collect();
            problem.add_constraint(sum.as_slice(), *op, *right);
        }
        Some(problem.solve().ok()?.into_solution().ok()?.objective())
    }
}
