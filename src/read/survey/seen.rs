//! What the cells of a column look like together. Knows nothing about its heading.

use std::collections::BTreeSet;

use super::cells::{Shape, is_name_like, numbered, shape};
use crate::lexicons::is_full_name;
use crate::lexicons::read::is_on_scale;

/// What was seen in a column.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) filled: usize,
    pub(super) distinct: usize,
    /// Characters of the mean cell.
    pub(super) length: usize,
    /// How many cells hold several words.
    pub(super) spaced: usize,
    pub(super) words: usize,
    pub(super) emails: usize,
    pub(super) phones: usize,
    pub(super) computers: usize,
    pub(super) codes: usize,
    pub(super) names: usize,
    /// How many different cells are a given and a family name.
    people: usize,
    /// How many are `TRUE` or `FALSE`.
    pub(super) truths: usize,
    /// How many have a time of day.
    pub(super) clocks: usize,
    /// What every cell holds, where they are all the same.
    pub(super) only: String,
    /// How many end in a question mark.
    pub(super) asking: usize,
    pub(super) dates: usize,
    /// How many say yes, no or how far somebody agrees.
    pub(super) scaled: usize,
    /// How many cells hold several short choices, parted by semicolons or commas.
    pub(super) several: usize,
    /// Choices in all cells, and different ones among them.
    pub(super) choices: (usize, usize),
    /// Whether the cells number responses from about one on.
    pub(super) running: bool,
}

impl Seen {
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut seen = Seen::default();
        let mut distinct = BTreeSet::new();
        let mut choices = BTreeSet::new();
        let (mut prefixes, mut highest) = (BTreeSet::new(), Some(0));
        for cell in cells.filter(|cell| !cell.is_empty()) {
            seen.filled += 1;
            seen.length += cell.chars().count();
            seen.spaced += usize::from(cell.contains(' '));
            seen.names += usize::from(is_name_like(cell));
            seen.truths += usize::from(cell.eq_ignore_ascii_case("true") || cell.eq_ignore_ascii_case("false"));
            seen.clocks += usize::from(cell.contains(':'));
            seen.asking += usize::from(cell.ends_with('?'));
            seen.scaled += usize::from(is_on_scale(cell));
            let picked: Vec<&str> = cell.split([';', ',']).map(str::trim).filter(|it| !it.is_empty()).collect();
            if picked.iter().all(|it| it.len() <= 40 && it.split(' ').count() <= 5) {
                seen.several += usize::from(picked.len() > 1 || cell.ends_with(';'));
                seen.choices.0 += picked.len();
                choices.extend(picked);
            }
            distinct.insert(cell);
            match shape(cell) {
                Shape::Email => seen.emails += 1,
                Shape::Phone => seen.phones += 1,
                Shape::Computer => seen.computers += 1,
                Shape::Code => seen.codes += 1,
                Shape::Words => seen.words += 1,
                Shape::Date => seen.dates += 1,
                Shape::Number => {}
            }
            let number = numbered(cell);
            highest = highest.and_then(|highest| number.map(|(_, number)| number.max(highest)));
            prefixes.extend(number.map(|it| it.0));
        }
        seen.distinct = distinct.len();
        seen.people = distinct.iter().filter(|cell| is_full_name(cell)).count();
        if let Some(only) = distinct.first().filter(|_| distinct.len() == 1) {
            (*only).clone_into(&mut seen.only);
        }
        seen.choices.1 = choices.len();
        seen.length /= seen.filled.max(1);
        let most = u64::try_from(seen.distinct * 2 + 10).unwrap_or(u64::MAX);
        seen.running = prefixes.len() == 1 && highest.is_some_and(|highest| highest <= most);
        seen
    }

    /// Whether at least `percent` of the filled cells are counted in `count`.
    pub(super) fn mostly(&self, count: usize, percent: usize) -> bool {
        self.filled > 0 && count * 100 >= self.filled * percent
    }

    pub(super) fn is_textual(&self) -> bool {
        self.mostly(self.words, 50)
    }

    /// Whether few values stand in many rows.
    pub(super) fn is_closed(&self) -> bool {
        self.length <= 40 && (self.distinct * 2 <= self.filled || (self.filled >= 20 && self.distinct <= 12))
    }

    /// Whether a choice was ticked rather than an answer written.
    pub(super) fn is_ticked(&self) -> bool {
        self.filled >= 20 && self.distinct <= 10 && self.distinct * 5 <= self.filled && self.length <= 40
    }

    /// Whether several of few choices were ticked: `Phone;Map;`.
    pub(super) fn is_picked(&self) -> bool {
        self.mostly(self.several, 40) && self.choices.1 * 2 <= self.choices.0
    }

    /// Whether people chose how far they agree.
    pub(super) fn is_scale(&self) -> bool {
        self.filled >= 2 && self.mostly(self.scaled, 80)
    }

    pub(super) fn is_prose(&self) -> bool {
        let varied = |percent| self.mostly(self.distinct, percent);
        self.is_textual()
            && ((self.length >= 25 && varied(50)) || (self.length >= 15 && varied(60) && self.mostly(self.spaced, 50)))
    }

    pub(super) fn is_names(&self) -> bool {
        self.mostly(self.names, 80) && self.mostly(self.distinct, 70)
    }

    /// Whether the cells are names of a few people, such as the leads of teams.
    pub(super) fn is_people(&self) -> bool {
        self.mostly(self.names, 80) && self.people * 10 >= self.distinct * 7
    }

    /// Whether nearly all cells are `TRUE` or `FALSE`: something was ticked, and nothing said.
    pub(super) fn is_truths(&self) -> bool {
        self.mostly(self.truths, 90)
    }

    /// Whether the cells ask the same few questions over and over.
    pub(super) fn is_closed_questions(&self) -> bool {
        self.filled >= 2 && self.mostly(self.asking, 50) && self.distinct * 2 <= self.filled
    }
}
