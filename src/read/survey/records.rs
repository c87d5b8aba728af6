//! Comma-separated values cut into rows, as tolerantly as spreadsheets do it.
//!
//! The `csv` crate does not say which cells were quoted, and a copy keeps that cell by cell; hence our own cutter. It
//! streams: one row is in memory, beside the block it was cut from.

use std::path::PathBuf;

use super::row::{Row, Size, Written};
use crate::error::{ErrorKind, Result};
use crate::read::input::{Reader, failed};

/// How much is read at a time.
const BLOCK: usize = 1 << 17;

/// The longest row; beyond it, a quotation mark was left open.
const LONGEST_ROW: usize = 16 << 20;

/// The most columns, as in spreadsheets.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// The rows of a file.
pub(super) struct Records {
    path: PathBuf,
    input: Reader,
    delimiter: u8,
    /// What ends a row; a carriage return before it belongs to it.
    end: u8,
    block: Vec<u8>,
    at: usize,
    ended: bool,
    line: usize,
    /// The size of the row before.
    last: Size,
    /// Lines of rows in which a quotation mark was never closed.
    pub(super) unclosed: Vec<usize>,
}

/// What cutting at one place gave.
enum Cut {
    Row(Row, usize),
    /// The block ends before the row does.
    More,
    TooWide,
}

impl Records {
    pub(super) fn new(path: PathBuf, input: Reader, head: &[u8], delimiter: u8) -> Self {
        let old_mac = head.contains(&b'\r') && !head.contains(&b'\n');
        let end = if old_mac { b'\r' } else { b'\n' };
        Records {
            path,
            input,
            delimiter,
            end,
            block: Vec::new(),
            at: 0,
            ended: false,
            line: 1,
            last: Size::default(),
            unclosed: Vec::new(),
        }
    }

    /// The next row, blank ones too.
    pub(super) fn next_row(&mut self) -> Result<Option<Row>> {
        loop {
            if self.at == self.block.len() && self.ended {
                return Ok(None);
            }
            let rest = &self.block[self.at..];
            let stuck = self.ended || rest.len() > LONGEST_ROW;
            let mut cut = self.cut(rest, true);
            if stuck && matches!(cut, Cut::More) {
                cut = self.cut(rest, false);
                if matches!(cut, Cut::Row(..)) {
                    self.unclosed.push(self.line);
                }
            }
            match cut {
                Cut::Row(row, length) => {
                    let (end, rest) = (self.end, &self.block[self.at..self.at + length]);
                    self.line += memchr::memchr_iter(end, rest).count();
                    self.at += length;
                    self.last = row.size();
                    return Ok(Some(row));
                }
                Cut::TooWide => {
                    let (path, line) = (self.path.clone(), self.line);
                    return Err(ErrorKind::TooWide { path, line, most: MOST_COLUMNS }.into());
                }
                Cut::More => self.fill()?,
            }
        }
    }

    /// Reads a block more behind what is left of the last.
    fn fill(&mut self) -> Result<()> {
        self.block.drain(..self.at);
        self.at = 0;
        let wanted = self.block.len() + BLOCK.max(self.block.len());
        while self.block.len() < wanted && !self.ended {
            let read = self.input.fill_buf().map_err(|cause| failed(&self.path, &cause))?;
            let length = read.len();
            self.block.extend_from_slice(read);
            self.input.consume(length);
            self.ended = length == 0;
        }
        Ok(())
    }

    /// Cuts one row off the start of `bytes`; unless `quotes` are minded, a quotation mark is a character like others.
    fn cut(&self, bytes: &[u8], quotes: bool) -> Cut {
        let mut row = Row::like(self.last, self.line);
        let mut at = 0;
        loop {
            if row.width() >= MOST_COLUMNS {
                return Cut::TooWide;
            }
            let quoted = quotes && bytes.get(at) == Some(&b'"');
            if quoted {
                match quoted_words(&bytes[at + 1..], &mut row) {
                    Some(length) => at += 1 + length,
                    None => return Cut::More,
                }
            }
            // Whatever stands between the closing mark and the delimiter belongs to the cell too.
            let rest = &bytes[at..];
            let Some(length) = memchr::memchr2(self.delimiter, self.end, rest) else {
                if !self.ended {
                    return Cut::More;
                }
                push(rest, &mut row);
                row.end_cell(if quoted { Written::Quoted } else { Written::Bare });
                return Cut::Row(row, bytes.len());
            };
            let ends = rest[length] == self.end;
            let words = &rest[..length];
            push(if ends { words.strip_suffix(b"\r").unwrap_or(words) } else { words }, &mut row);
            row.end_cell(if quoted { Written::Quoted } else { Written::Bare });
            at += length + 1;
            if ends {
                return Cut::Row(row, at);
            }
        }
    }
}

/// Adds the words up to the closing quotation mark, and gives the place behind it.
fn quoted_words(bytes: &[u8], row: &mut Row) -> Option<usize> {
    let mut at = 0;
    loop {
        let length = memchr::memchr(b'"', &bytes[at..])?;
        push(&bytes[at..at + length], row);
        at += length + 1;
        if bytes.get(at) != Some(&b'"') {
            return Some(at);
        }
        row.push_words("\"");
        at += 1;
    }
}

/// The reader hands over UTF-8, and cells are cut at ASCII characters.
fn push(bytes: &[u8], row: &mut Row) {
    match std::str::from_utf8(bytes) {
        Ok(words) => row.push_words(words),
        Err(_) => row.push_words(&String::from_utf8_lossy(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as `LINE cell|"cell"`.
    #[track_caller]
    fn check(text: &'static str, expected: &[&str]) {
        let mut records = Records::new(PathBuf::from("a.csv"), Box::new(text.as_bytes()), text.as_bytes(), b',');
        let mut told = Vec::new();
        while let Some(row) = records.next_row().expect("readable") {
            let shown = |at: usize| match row.written(at) {
                Written::Quoted => format!("\"{}\"", row.cell(at)),
                _ => row.cell(at).to_owned(),
            };
            told.push(format!("{} {}", row.line, (0..row.width()).map(shown).collect::<Vec<_>>().join("|")));
        }
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn rows_are_cut_and_remember_their_quotation_marks() {
        check(
            "a,\"b, \"\"c\"\"\",d\r\n1,\"two\nlines\",\n\nlast",
            &["1 a|\"b, \"c\"\"|d", "2 1|\"two\nlines\"|", "4 ", "5 last"],
        );
        check("a,b\r1,2\r", &["1 a|b", "2 1|2"]);
        check("\"a\"b,c \"d\"\n", &["1 \"ab\"|c \"d\""]);
    }

    #[test]
    fn a_quotation_mark_left_open_takes_no_other_row_with_it() {
        check("a,b\n1,\"open\n2,three\n", &["1 a|b", "2 1|\"open", "3 2|three"]);
    }

    #[test]
    fn a_million_columns_are_refused() {
        let text = ",".repeat(1_000_000);
        let head = text.clone().into_bytes();
        let mut records = Records::new(PathBuf::from("a.csv"), Box::new(std::io::Cursor::new(head)), b"", b',');
        let error = records.next_row().err().expect("refused").to_string();
        assert!(error.contains("line 1") && error.contains("16384"), "{error}");
    }
}
