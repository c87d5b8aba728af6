//! The lists by which quotations are evened out and strong words are heard.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::Embedded;

/// The embedded files.
pub(super) static FILES: &[Embedded] = &[
    Embedded { path: "report/fillers.txt", text: include_str!("../../lexicons/report/fillers.txt") },
    Embedded { path: "report/spellings.tsv", text: include_str!("../../lexicons/report/spellings.tsv") },
    Embedded { path: "report/sides.tsv", text: include_str!("../../lexicons/report/sides.tsv") },
    Embedded { path: "report/strong.txt", text: include_str!("../../lexicons/report/strong.txt") },
];

static FILLERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| FILES[0].entries().collect());

static STRONG: LazyLock<BTreeSet<&str>> = LazyLock::new(|| FILES[3].entries().collect());

static SPELLINGS: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| FILES[1].entries().filter_map(|line| line.split_once('\t')).collect());

static SIDES: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| FILES[2].entries().filter_map(|line| line.split_once('\t')).collect());

/// Whether a team or department of this name stands on the front line or in support: the longest name in the list
/// that stands in it decides.
pub(crate) fn side(team: &str) -> Option<&'static str> {
    let words: Vec<String> = team
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    (1..=words.len()).rev().find_map(|long| {
        // Of names of one length the last: a "Field Finance" team is one of finance.
        words.windows(long).rev().find_map(|run| SIDES.get(run.join(" ").as_str()).copied())
    })
}

/// Whether a word in normal form only fills a pause.
pub(crate) fn is_filler(word: &str) -> bool {
    FILLERS.contains(word)
}

/// Whether somebody who says this word in normal form speaks strongly.
pub(crate) fn is_strong(word: &str) -> bool {
    STRONG.contains(word)
}

/// The plain spelling of a word in normal form, where it has another.
pub(crate) fn plain_spelling(word: &str) -> Option<&'static str> {
    SPELLINGS.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(team: &str, expected: &str) {
        assert_eq!(side(team).unwrap_or("neither"), expected, "{team}");
    }

    #[test]
    fn teams_that_meet_customers_are_the_front_line() {
        check("Front line", "front line");
        check("Customer Care", "front line");
        check("Customer Support", "front line");
        check("Field Metering", "front line");
    }

    #[test]
    fn teams_that_serve_them_are_support() {
        check("Support", "support");
        check("Billing", "support");
        check("Field Finance", "support");
        check("People & Culture (HR)", "support");
    }

    #[test]
    fn a_team_that_could_be_either_is_neither() {
        check("North", "neither");
        check("Team 3", "neither");
        check("", "neither");
    }
}
