//! A coding as a table: one row a comment with a column for each code, or one row for each code given.
//!
//! A cell that cannot be read is named by its line and heading, never by what stands in it, and counts as not judged.

use std::collections::BTreeSet;

use super::coding::{Coding, Seen, Unit};
use super::names::{Name, hyphened, label, name, valence};

/// Headings of the column of ids.
const IDS: [&str; 6] = ["id", "unit-id", "unit", "comment-id", "comment", "row-id"];
/// Headings of a column that names codes.
const CODES: [&str; 5] = ["code", "theme", "themes", "codes", "tag"];
/// Headings of a column of valences beside it.
const SIDES: [&str; 3] = ["valence", "polarity", "side"];
/// Headings of a column of assent labels.
const LABELS: [&str; 3] = ["assent", "assent-label", "label"];

/// A table and what its columns are for.
struct Table {
    headings: Vec<String>,
    rows: Vec<csv::StringRecord>,
    id: usize,
    code: Option<usize>,
    side: Option<usize>,
    label: Option<usize>,
    /// Columns that are a code each.
    marks: Vec<usize>,
}

/// Reads a CSV file; none if it has no column of ids or nothing that may be a code. `known` are the themes of the
/// coding that it will be compared with.
pub(super) fn read(text: &str, known: &BTreeSet<String>) -> Option<Coding> {
    let table = Table::read(text, known)?;
    let mut coding = Coding {
        seen: if table.code.is_some() { Seen::All } else { Seen::Listed },
        could: table.code.is_none().then(|| table.themes()),
        ..Coding::default()
    };
    for row in &table.rows {
        let id = row.get(table.id).unwrap_or_default().trim();
        if !id.is_empty() {
            let unit = coding.units.entry(id.to_owned()).or_default();
            let line = row.position().map(csv::Position::line);
            for at in table.add(row, unit) {
                let what = format!("the cell under `{}` cannot be read and is left out", table.headings[at]);
                coding.unread.push((line.and_then(|line| usize::try_from(line).ok()), what));
            }
        }
    }
    Some(coding)
}

impl Table {
    fn read(text: &str, known: &BTreeSet<String>) -> Option<Table> {
        let first = text.lines().next().unwrap_or_default();
        let count = |mark: char| first.matches(mark).count();
        let delimiter =
            [(count(','), b','), (count(';'), b';'), (count('\t'), b'\t')].into_iter().max_by_key(|it| it.0)?.1;
        let mut table = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let headings: Vec<String> =
            table.headers().ok()?.iter().map(|it| it.trim_start_matches('\u{feff}').to_owned()).collect();
        let rows: Vec<csv::StringRecord> = table.records().collect::<Result<_, _>>().ok()?;
        let column = |names: &[&str]| headings.iter().position(|it| names.contains(&hyphened(it).as_str()));
        let id = IDS.iter().find_map(|name| column(&[name]))?;
        let (code, side, label) = (column(&CODES), column(&SIDES), column(&LABELS));
        let named = [Some(id), code, side, label];
        let marks = (0..headings.len()).filter(|at| !named.contains(&Some(*at)));
        let marks = marks.filter(|&at| is_code(&headings[at], rows.iter().filter_map(|row| row.get(at)), known));
        let marks: Vec<usize> = marks.collect();
        let holds_codes = code.is_some() || label.is_some() || !marks.is_empty();
        holds_codes.then_some(Table { headings, rows, id, code, side, label, marks })
    }

    /// The themes that have a column.
    fn themes(&self) -> BTreeSet<String> {
        let theme = |&at: &usize| match name(&self.headings[at]) {
            Name::Theme(theme, _) => Some(theme),
            Name::Assent(_) | Name::Neither => None,
        };
        self.marks.iter().filter_map(theme).collect()
    }

    /// Adds what a row says of its comment; gives the columns whose cells cannot be read.
    fn add(&self, row: &csv::StringRecord, unit: &mut Unit) -> Vec<usize> {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default().trim();
        let mut unread = Vec::new();
        let side = valence(cell(self.side));
        if side.is_none() && !cell(self.side).is_empty() {
            unread.extend(self.side);
        }
        for code in cell(self.code).split([';', '|']) {
            unit.add(with(name(code), side));
        }
        match label(cell(self.label)) {
            Some(it) => unit.add(Name::Assent(it)),
            None if cell(self.label).is_empty() => {}
            None => {
                unit.unread.insert("assent".to_owned());
                unread.extend(self.label);
            }
        }
        for &at in &self.marks {
            let heading = name(&self.headings[at]);
            match (mark(cell(Some(at))), heading) {
                (Some(given), heading) => given.into_iter().for_each(|side| unit.add(with(heading.clone(), side))),
                (None, Name::Theme(theme, _)) => {
                    unit.unread.insert(theme);
                    unread.push(at);
                }
                (None, _) => {
                    unit.unread.insert("assent".to_owned());
                    unread.push(at);
                }
            }
        }
        unread
    }
}

/// Whether a column is a code: one that the other coding knows, or one that holds marks, a slip or two aside.
fn is_code<'a>(heading: &str, cells: impl Iterator<Item = &'a str>, known: &BTreeSet<String>) -> bool {
    let cells: Vec<&str> = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let marks = cells.iter().filter(|cell| mark(cell).is_some()).count();
    match name(heading) {
        Name::Theme(theme, _) if known.contains(&theme) => true,
        Name::Neither => false,
        Name::Theme(..) | Name::Assent(_) => marks * 2 >= cells.len(),
    }
}

fn with(name: Name, side: Option<&'static str>) -> Name {
    match (name, side) {
        (Name::Theme(theme, None), Some(side)) => Name::Theme(theme, Some(side)),
        (name, _) => name,
    }
}

/// What a cell under a code says: not given, or given, perhaps with valences; none if it is no mark at all.
fn mark(cell: &str) -> Option<Vec<Option<&'static str>>> {
    match cell.trim().to_lowercase().as_str() {
        "" | "0" | "no" | "n" | "false" | "none" => Some(Vec::new()),
        "1" | "x" | "yes" | "y" | "true" | "\u{2713}" | "\u{2714}" => Some(vec![None]),
        cell => cell.split([';', '|', ',']).map(|it| valence(it).map(Some)).collect(),
    }
}
