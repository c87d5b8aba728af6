//! A row of a table, whether it came from comma-separated values or from a workbook. Knows nothing of what it means.

use crate::transcript::Holds;

/// A row with the line it starts on.
#[derive(Default)]
pub(super) struct Row {
    pub(super) line: usize,
    /// The words of all cells, one behind the other.
    words: String,
    cells: Vec<Cell>,
}

/// How many bytes and cells a row holds.
#[derive(Clone, Copy, Default)]
pub(super) struct Size {
    words: usize,
    cells: usize,
}

/// A cell: where its words end in the row's, and how it was written.
struct Cell {
    end: usize,
    written: Written,
}

/// How a cell was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Written {
    /// As it is.
    Bare,
    /// In quotation marks.
    Quoted,
    /// Into a workbook.
    Typed(Holds),
}

impl Row {
    pub(super) fn new(line: usize) -> Self {
        Row { line, ..Row::default() }
    }

    /// An empty row with room for one like `last`: rows of a table differ little in size.
    pub(super) fn like(last: Size, line: usize) -> Self {
        Row { line, words: String::with_capacity(last.words), cells: Vec::with_capacity(last.cells) }
    }

    /// How much room the row takes.
    pub(super) fn size(&self) -> Size {
        Size { words: self.words.len(), cells: self.cells.len() }
    }

    /// Adds a cell; `push_words` before it said what stands in it.
    pub(super) fn end_cell(&mut self, written: Written) {
        self.cells.push(Cell { end: self.words.len(), written });
    }

    pub(super) fn push_words(&mut self, words: &str) {
        self.words.push_str(words);
    }

    /// The words of the cell at this place without white space around them; nothing beyond the last.
    pub(super) fn cell(&self, at: usize) -> &str {
        let Some(cell) = self.cells.get(at) else { return "" };
        let start = at.checked_sub(1).map_or(0, |before| self.cells[before].end);
        self.words[start..cell.end].trim_matches(is_blank)
    }

    /// How the cell at this place was written.
    pub(super) fn written(&self, at: usize) -> Written {
        self.cells.get(at).map_or(Written::Bare, |cell| cell.written)
    }

    /// How many cells there are.
    pub(super) fn width(&self) -> usize {
        self.cells.len()
    }

    /// Every cell's words.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.cells.len()).map(|at| self.cell(at))
    }

    /// How many cells there are up to the last that holds anything.
    pub(super) fn extent(&self) -> usize {
        (0..self.cells.len()).rev().find(|&at| !self.cell(at).is_empty()).map_or(0, |last| last + 1)
    }

    /// Whether no cell holds anything.
    pub(super) fn is_blank(&self) -> bool {
        self.words.chars().all(is_blank)
    }
}

/// White space, and what is written where white space is not wanted: no-break spaces, marks of byte order.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}')
}

/// The letters by which spreadsheets call a column: `A`, `Z`, `AA`.
pub(super) fn letters(at: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = at + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_spreadsheets_call_them() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn cells_are_trimmed_of_any_white_space() {
        let mut row = Row::new(1);
        for words in ["\u{a0} a b\u{a0}", "", "\u{feff}c"] {
            row.push_words(words);
            row.end_cell(Written::Bare);
        }
        row.end_cell(Written::Quoted);
        assert_eq!(row.cells().collect::<Vec<_>>(), ["a b", "", "c", ""]);
        assert_eq!((row.extent(), row.width(), row.cell(9)), (3, 4, ""));
    }
}
