//! Whether a table of a document is talk, a row a turn, or something beside it: who was there, a timetable, scores.
//!
//! Goes by the cells' words alone.

use std::ops::Range;

use crate::lexicons::read::{NAME_COLUMNS, TABLE_HEADINGS};
use crate::read::clock::is_clock;
use crate::read::table::heading_key;

/// Words from which on the last cell of a row is somebody's speech.
const SPEECH: usize = 6;

/// The words of a table, cell by cell.
pub(super) struct Table {
    /// Tables around the walk that are not yet closed: one inside another is part of its cell.
    pub(super) depth: usize,
    /// How many lines and steps there were before it.
    pub(super) first_line: usize,
    pub(super) first_op: usize,
    rows: Vec<Vec<String>>,
    /// How many lines there were before its second row.
    second_line: usize,
}

impl Table {
    /// A table before which there were this many lines and steps.
    pub(super) fn new(first_line: usize, first_op: usize) -> Self {
        Table { depth: 1, first_line, first_op, rows: Vec::new(), second_line: first_line }
    }

    /// Begins a row, before which there were this many lines.
    pub(super) fn row(&mut self, lines: usize) {
        if self.depth == 1 {
            self.rows.push(Vec::new());
            if self.rows.len() == 2 {
                self.second_line = lines;
            }
        }
    }

    pub(super) fn cell(&mut self) {
        if let Some(row) = self.rows.last_mut().filter(|_| self.depth == 1) {
            row.push(String::new());
        }
    }

    pub(super) fn words(&mut self, words: &str) {
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            cell.push_str(words);
        }
    }

    /// The lines of the row that heads its columns: `Speaker`, `Text`.
    pub(super) fn heading(&self) -> Range<usize> {
        let heads = |cell: &&String| TABLE_HEADINGS.contains(&heading_key(cell)) || cell.trim().is_empty();
        let headed = self.rows.first().is_some_and(|row| row.len() > 1 && row.iter().all(|cell| heads(&cell)));
        self.first_line..if headed { self.second_line } else { self.first_line }
    }

    /// Whether its rows are turns: most of them have a time or end in speech, or the same people come up again.
    pub(super) fn is_talk(&self) -> bool {
        let filled = |row: &Vec<String>| -> Vec<String> {
            row.iter().map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect()
        };
        let rows: Vec<Vec<String>> = self.rows.iter().map(filled).filter(|row| !row.is_empty()).collect();
        // Words in frames are laid out, and no table.
        if rows.iter().all(|row| row.len() == 1) {
            return true;
        }
        if rows.iter().filter(|row| speaks(row)).count() * 2 >= rows.len() {
            return true;
        }
        let listed = rows[0].iter().any(|cell| NAME_COLUMNS.contains(&heading_key(cell)));
        let mut first: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
        let all = first.len();
        first.sort_unstable();
        first.dedup();
        !listed && first.len() < all
    }
}

/// Whether a row is somebody's turn by itself.
fn speaks(row: &[String]) -> bool {
    let Some((last, before)) = row.split_last().filter(|(_, before)| !before.is_empty()) else { return false };
    let ends = last.ends_with(['.', '!', '?', '\u{2026}', '"', '\u{201d}']);
    before.iter().any(|cell| is_clock(cell)) || ends || last.split_whitespace().count() >= SPEECH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows: &[&str], talk: bool) {
        let mut table = Table::new(0, 0);
        for row in rows {
            table.row(0);
            for cell in row.split('|') {
                table.cell();
                table.words(cell);
            }
        }
        assert_eq!(table.is_talk(), talk, "{rows:?}");
    }

    #[test]
    fn turns_in_rows_are_talk() {
        check(&["Time|Speaker|Text", "00:01|Ana Lopes|Yes", "00:02|Lee Wu|No"], true);
        check(&["Ana|It works, I suppose.", "Lee|No"], true);
        check(&["Ana|yes", "Lee|no", "Ana|so"], true);
        check(&["Ana Lopes: Hi", "Lee Wu: Ho"], true);
    }

    #[test]
    fn lists_beside_the_talk_are_none() {
        check(&["Name|Role", "Ana Lopes|Head of Operations", "Lee Wu|Team lead"], false);
        check(&["Date|4 May", "Moderator|Ana Lopes", "Place|Hull"], false);
        check(&["Team|Score", "North|4", "South|3"], false);
    }
}
