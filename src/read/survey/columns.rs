//! What the columns of a survey are for, told from headings and the first rows.
//!
//! In doubt a column is left out: what is kept unread could name somebody.

use std::collections::BTreeSet;

use super::super::table::heading_key;
use super::cells::{Shape, is_name_like, numbered, shape};
use super::headings::{Heading, Listed};

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) is: Use,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// A running number of responses, which says no more than a row's place; kept.
    Number,
    /// An id that means something elsewhere; a pseudonym takes its place.
    Opaque,
    /// The respondent's name or part of it; left out.
    Name,
    /// The respondent's e-mail address; left out.
    Email,
    /// Whatever else may identify people; left out.
    Identifying,
    /// Empty or of unclear use; left out.
    Unclear,
    /// The question that the row answers.
    Question,
    /// Open answers.
    Open,
    /// A group that the respondent belongs to; kept.
    Group,
    /// Dates, scores and the like; kept.
    Closed,
}

/// Tells what each column is for; `rows` are the first of the table.
pub(super) fn classify(headings: &[String], rows: &[Vec<String>]) -> Vec<Column> {
    let seen: Vec<Seen> = (0..headings.len()).map(|at| Seen::of(rows.iter().filter_map(|row| row.get(at)))).collect();
    let mut columns: Vec<Column> = headings
        .iter()
        .zip(&seen)
        .map(|(heading, seen)| Column { heading: heading.trim().to_owned(), is: of(&Heading::new(heading), seen) })
        .collect();
    only_one_question(&mut columns, &seen);
    if !columns.iter().any(|column| column.is == Use::Open) {
        promote(&mut columns, &seen);
    }
    columns
}

/// What was seen in a column.
#[derive(Default)]
struct Seen {
    filled: usize,
    distinct: usize,
    /// Characters of the mean cell.
    length: usize,
    /// How many cells hold several words.
    spaced: usize,
    words: usize,
    emails: usize,
    phones: usize,
    computers: usize,
    codes: usize,
    names: usize,
    /// How many end in a question mark.
    asking: usize,
    /// Whether the cells number responses from about one on.
    running: bool,
}

impl Seen {
    fn of<'a>(cells: impl Iterator<Item = &'a String>) -> Self {
        let mut seen = Seen::default();
        let mut distinct = BTreeSet::new();
        let (mut prefixes, mut highest) = (BTreeSet::new(), Some(0));
        for cell in cells.map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) {
            seen.filled += 1;
            seen.length += cell.chars().count();
            seen.spaced += usize::from(cell.contains(' '));
            seen.names += usize::from(is_name_like(cell));
            seen.asking += usize::from(cell.ends_with('?'));
            distinct.insert(cell);
            match shape(cell) {
                Shape::Email => seen.emails += 1,
                Shape::Phone => seen.phones += 1,
                Shape::Computer => seen.computers += 1,
                Shape::Code => seen.codes += 1,
                Shape::Words => seen.words += 1,
                Shape::Number | Shape::Date => {}
            }
            let number = numbered(cell);
            highest = highest.and_then(|highest| number.map(|(_, number)| number.max(highest)));
            prefixes.extend(number.map(|it| it.0));
        }
        seen.distinct = distinct.len();
        seen.length /= seen.filled.max(1);
        let most = u64::try_from(seen.distinct * 2 + 10).unwrap_or(u64::MAX);
        seen.running = prefixes.len() == 1 && highest.is_some_and(|highest| highest <= most);
        seen
    }

    /// Whether at least `percent` of the filled cells are counted in `count`.
    fn mostly(&self, count: usize, percent: usize) -> bool {
        self.filled > 0 && count * 100 >= self.filled * percent
    }

    fn is_textual(&self) -> bool {
        self.mostly(self.words, 50)
    }

    /// Whether few values stand in many rows.
    fn is_closed(&self) -> bool {
        self.length <= 40 && (self.distinct * 2 <= self.filled || (self.filled >= 20 && self.distinct <= 12))
    }

    /// Whether a choice was ticked rather than an answer written.
    fn is_ticked(&self) -> bool {
        self.filled >= 20 && self.distinct <= 10 && self.distinct * 5 <= self.filled
    }

    fn is_prose(&self) -> bool {
        let varied = |percent| self.mostly(self.distinct, percent);
        self.is_textual()
            && ((self.length >= 25 && varied(50)) || (self.length >= 15 && varied(60) && self.mostly(self.spaced, 50)))
    }

    fn is_names(&self) -> bool {
        self.mostly(self.names, 80) && self.mostly(self.distinct, 70)
    }
}

/// What a column with this heading and these cells is for.
fn of(heading: &Heading, seen: &Seen) -> Use {
    if seen.mostly(seen.emails, 50) {
        return Use::Email;
    }
    if seen.mostly(seen.phones, 60) || seen.mostly(seen.computers, 60) {
        return Use::Identifying;
    }
    match heading.listed {
        Listed::Id if seen.is_textual() && !seen.running && seen.codes == 0 => named(heading, seen),
        Listed::Id if seen.running => Use::Number,
        Listed::Id => Use::Opaque,
        Listed::Name => named(heading, seen),
        Listed::Identifying => identifying(heading, seen),
        Listed::Question if seen.filled > 0 && seen.is_textual() => Use::Question,
        Listed::Record => {
            if seen.is_prose() {
                Use::Unclear
            } else {
                Use::Closed
            }
        }
        Listed::Comment if seen.filled == 0 || seen.is_textual() => Use::Open,
        Listed::Group => group(seen),
        _ if heading.asks => answers(heading, seen),
        _ => by_content(seen),
    }
}

fn named(heading: &Heading, seen: &Seen) -> Use {
    if heading.listed == Listed::Id && seen.is_closed() && !seen.is_names() { Use::Opaque } else { Use::Name }
}

/// A column such as `Team name` or `Manager` (yes or no) puts people into groups after all.
fn identifying(heading: &Heading, seen: &Seen) -> Use {
    let ticked = seen.distinct <= 2 && seen.filled >= 4 && seen.length <= 5;
    if (heading.groups && seen.is_closed() && !seen.mostly(seen.names, 60)) || ticked {
        Use::Group
    } else {
        Use::Identifying
    }
}

/// A group of one each is no group: it singles people out.
fn group(seen: &Seen) -> Use {
    if seen.is_prose() && seen.length > 60 {
        Use::Open
    } else if seen.filled >= 20 && seen.mostly(seen.distinct, 70) && !seen.is_closed() {
        Use::Identifying
    } else {
        Use::Group
    }
}

/// The answers to a question printed as heading.
fn answers(heading: &Heading, seen: &Seen) -> Use {
    if seen.filled > 0 && !seen.is_textual() {
        return if heading.groups && seen.is_closed() { Use::Group } else { Use::Closed };
    }
    if heading.yes_no {
        Use::Open
    } else if heading.groups && seen.is_closed() && seen.filled >= 4 {
        Use::Group
    } else if seen.is_ticked() {
        Use::Closed
    } else {
        Use::Open
    }
}

fn by_content(seen: &Seen) -> Use {
    if seen.filled == 0 {
        Use::Unclear
    } else if seen.is_names() {
        Use::Name
    } else if seen.mostly(seen.codes, 50) && seen.mostly(seen.distinct, 90) {
        Use::Opaque
    } else if seen.mostly(seen.asking, 50) && seen.filled >= 2 && seen.is_closed_questions() {
        Use::Question
    } else if seen.is_prose() {
        Use::Open
    } else if !seen.is_textual() {
        Use::Closed
    } else if seen.is_closed() {
        Use::Group
    } else {
        Use::Unclear
    }
}

impl Seen {
    fn is_closed_questions(&self) -> bool {
        self.distinct * 2 <= self.filled
    }
}

/// Keeps the first question column as such; where no other column is left for answers, none is one.
fn only_one_question(columns: &mut [Column], seen: &[Seen]) {
    let mut found = false;
    for (column, seen) in columns.iter_mut().zip(seen) {
        if column.is == Use::Question && std::mem::replace(&mut found, true) {
            column.is = if seen.is_prose() { Use::Open } else { Use::Group };
        }
    }
}

/// Makes the wordiest column of unclear use one of answers.
fn promote(columns: &mut [Column], seen: &[Seen]) {
    let fits = |at: &usize| {
        let listed = Heading::new(&columns[*at].heading).listed;
        let free = matches!(columns[*at].is, Use::Unclear | Use::Closed) && listed != Listed::Record;
        let alone = columns.len() == 1 && columns[*at].is == Use::Group && listed == Listed::Nowhere;
        (free || alone) && seen[*at].is_textual()
    };
    if let Some(at) = (0..columns.len()).filter(fits).max_by_key(|&at| seen[at].length) {
        columns[at].is = Use::Open;
    }
}

/// Where the column stands by which a respondent is known again: an id before a name, a person's before a row's.
pub(super) fn identity(columns: &[Column]) -> Option<usize> {
    let ids = columns.iter().enumerate().filter(|(_, it)| matches!(it.is, Use::Number | Use::Opaque));
    let person = |heading: &str| {
        let key = heading_key(heading);
        u8::from(["respondent", "participant", "person"].iter().any(|it| key.contains(it)))
    };
    let id = ids.min_by_key(|(at, it)| (1 - person(&it.heading), *at)).map(|it| it.0);
    id.or_else(|| columns.iter().position(|it| it.is == Use::Email))
}
