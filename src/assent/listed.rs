//! Reads the lists quickly: words, and phrases without the examples that prove them.
//!
//! Knows the layout of our own lists, a cue or a group of words a line, and no more of TOML; a test reads them both ways.

use super::cues::{At, Class, Rule};

/// The phrases of `raw` with what they stand for.
pub(super) fn cues(raw: &'static str) -> impl Iterator<Item = (&'static str, Rule)> {
    let mut rule = Rule { class: Class::Shield, weight: 0.0, at: At::Any };
    raw.lines().filter_map(move |line| {
        if let Some(cue) = line.trim_start().strip_prefix("[\"") {
            return cue.split_once("\", ").map(|(phrase, _)| (phrase, rule));
        }
        let (key, value) = line.split_once(" = ")?;
        let value = value.trim_matches('"');
        match key {
            "class" => rule.class = Class::ALL.iter().copied().find(|class| class.name() == value)?,
            "weight" => rule.weight = value.parse().ok()?,
            "at" => rule.at = At::named(value)?,
            _ => {}
        }
        None
    })
}

/// A named group of words, and the table it stands in, if any.
pub(super) struct Row {
    pub(super) table: &'static str,
    pub(super) name: &'static str,
    pub(super) words: Vec<&'static str>,
}

/// The groups of words of `raw`.
pub(super) fn words(raw: &'static str) -> impl Iterator<Item = Row> {
    let mut table = "";
    raw.lines().filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = name;
        }
        let (name, rest) = line.split_once(" = [\"")?;
        let words = rest.strip_suffix("\"]")?.split("\", \"").collect();
        Some(Row { table, name: name.trim_matches('"'), words })
    })
}
