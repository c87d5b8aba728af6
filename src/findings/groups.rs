//! People by group: the columns of a survey or roster, and how the groups of two columns overlap.
//!
//! Knows nothing of what anybody said.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::merge::Merge;
use crate::lexicons::report::side;

/// Something counted for each value of each group column.
pub(super) type Groups<T> = BTreeMap<String, BTreeMap<String, T>>;

/// People who have no value in a column.
pub(crate) const NOT_GIVEN: &str = "not given";

/// The column of sides, made of the names of teams where no column tells the sides itself.
pub(crate) const SIDES: &str = "front line or support";

/// Words in the name of a column that holds teams, and not places or years.
const TEAMS: [&str; 10] =
    ["department", "dept", "team", "group", "function", "division", "unit", "section", "role", "job"];

/// A column with more values than this is a number, an id or a free text, and no group.
const MOST_VALUES: usize = 40;

/// Who belongs where.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Columns {
    /// People by group.
    pub(super) people: Groups<u64>,
    /// People in a group of one column and a group of a later one: column, column, group, group.
    pairs: BTreeMap<String, BTreeMap<String, Groups<u64>>>,
    /// Columns that turned out to be no groups.
    pub(super) dropped: BTreeSet<String>,
}

impl Columns {
    /// Counts one person; `groups` holds one value for each column.
    pub(super) fn count(&mut self, groups: &BTreeMap<&str, &str>) {
        for (at, (&column, &value)) in groups.iter().enumerate() {
            bump(&mut self.people, column, value).add(1);
            for (&later, &other) in groups.iter().skip(at + 1) {
                let pair = self.pairs.entry(column.to_owned()).or_default().entry(later.to_owned()).or_default();
                bump(pair, value, other).add(1);
            }
        }
    }

    /// Drops the columns that are no groups. Once too many values are seen there are never fewer, so the order
    /// in which tallies are merged does not matter.
    pub(super) fn settle(&mut self) {
        let long = self.people.iter().filter(|(_, values)| values.len() > MOST_VALUES);
        self.dropped.extend(long.map(|(column, _)| column.clone()));
        drop_columns(&mut self.people, &self.dropped);
        drop_columns(&mut self.pairs, &self.dropped);
        for others in self.pairs.values_mut() {
            others.retain(|column, _| !self.dropped.contains(column));
        }
        self.pairs.retain(|_, others| !others.is_empty());
    }

    /// How many people are in both groups, each given as column and value.
    pub(super) fn in_both(&self, one: (&str, &str), other: (&str, &str)) -> u64 {
        let ((first, value), (second, with)) = if one.0 <= other.0 { (one, other) } else { (other, one) };
        let pair = self.pairs.get(first).and_then(|others| others.get(second));
        pair.and_then(|pair| pair.get(value)).and_then(|row| row.get(with)).copied().unwrap_or(0)
    }

    /// How many people are in a group.
    pub(super) fn in_group(&self, column: &str, value: &str) -> u64 {
        self.people.get(column).and_then(|values| values.get(value)).copied().unwrap_or(0)
    }
}

impl Merge for Columns {
    fn add(&mut self, other: Self) {
        self.people.add(other.people);
        self.pairs.add(other.pairs);
        self.dropped.add(other.dropped);
    }
}

/// The side of a team, where the column is one of teams.
pub(super) fn side_of(column: &str, team: &str) -> Option<&'static str> {
    let column = column.to_lowercase();
    TEAMS.iter().any(|word| column.contains(word)).then(|| side(team)).flatten()
}

/// Whether a group is a whole side by its name, and not one team of it.
pub(crate) fn is_side(group: &str) -> bool {
    let letters: String = group.chars().filter(|c| c.is_alphabetic()).collect();
    letters.eq_ignore_ascii_case("frontline") || letters.eq_ignore_ascii_case("support")
}

/// The place where something is counted for a group.
pub(super) fn bump<'a, T: Default>(groups: &'a mut Groups<T>, column: &str, value: &str) -> &'a mut T {
    groups.entry(column.to_owned()).or_default().entry(value.to_owned()).or_default()
}

/// Forgets columns that turned out to be no groups.
pub(super) fn drop_columns<T>(groups: &mut BTreeMap<String, T>, dropped: &BTreeSet<String>) {
    groups.retain(|column, _| !dropped.contains(column));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(column: &str, team: &str, expected: Option<&str>) {
        assert_eq!(side_of(column, team), expected, "{column}: {team}");
    }

    #[test]
    fn teams_stand_on_a_side_and_places_do_not() {
        check("Department", "Customer Care", Some("front line"));
        check("job_family", "Finance", Some("support"));
        check("site", "Counter Street", None);
        check("team", "Team 4", None);
    }

    #[test]
    fn only_the_sides_themselves_are_sides() {
        assert!(is_side("Front-line") && is_side("front line") && is_side("Support") && !is_side("Technical support"));
    }
}
