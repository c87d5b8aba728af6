//! An anonymised copy as it comes about, batch by batch: text as its layout has it, or a workbook.
//!
//! A workbook is made anew from cells alone, so that nothing hides in its corners. Every word comes from [`Anonymised`].

use std::collections::BTreeSet;
use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::anonymise::Anonymised;
use crate::transcript::{Book, Holds, Piece};

/// The most characters of a cell.
const LONGEST_CELL: usize = 32_767;

/// The most characters of a sheet's name.
const LONGEST_NAME: usize = 31;

/// A copy being written.
pub struct Copy<W> {
    out: W,
    workbook: Option<Box<Sheets>>,
}

/// A workbook being filled.
struct Sheets {
    workbook: Workbook,
    formats: Vec<Format>,
}

impl<W: Write> Copy<W> {
    /// A copy that will stand in `out`.
    pub fn new(out: W) -> Self {
        Copy { out, workbook: None }
    }

    /// Adds a transcript, or the next batch of the same file.
    pub fn add(&mut self, anonymised: &Anonymised) -> io::Result<()> {
        if let Some(book) = &anonymised.layout().book {
            self.workbook = Some(Box::new(Sheets::new(book, anonymised).map_err(failed)?));
        }
        match &mut self.workbook {
            Some(sheets) => sheets.add(anonymised).map_err(failed),
            None => super::write(anonymised, &mut self.out),
        }
    }

    /// Writes what is left to write, and gives back what was written to.
    pub fn finish(mut self) -> io::Result<W> {
        if let Some(mut sheets) = self.workbook {
            let bytes = sheets.workbook.save_to_buffer().map_err(failed)?;
            self.out.write_all(&bytes)?;
        }
        self.out.flush()?;
        Ok(self.out)
    }
}

/// The writer of workbooks may quote what it could not write.
fn failed(_: XlsxError) -> io::Error {
    io::ErrorKind::InvalidData.into()
}

impl Sheets {
    fn new(book: &Book, anonymised: &Anonymised) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        let properties = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
        workbook.set_properties(&properties);
        let mut taken = BTreeSet::new();
        for (at, sheet) in book.sheets.iter().enumerate() {
            let wanted = anonymised.layout().values.get(sheet.name).map_or("", |name| name.as_str());
            let worksheet = workbook.add_worksheet();
            worksheet.set_name(sheet_name(wanted, at + 1, &mut taken))?;
            for (&column, &width) in &sheet.widths {
                // The writer adds the margin that is in the width already.
                worksheet.set_column_width(column, (width - 5.0 / 7.0).max(0.5))?;
            }
            let (rows, columns) = sheet.frozen;
            if rows > 0 || columns > 0 {
                worksheet.set_freeze_panes(rows, columns)?;
            }
        }
        let formats = book.formats.iter().map(|code| Format::new().set_num_format(code)).collect();
        Ok(Sheets { workbook, formats })
    }

    fn add(&mut self, anonymised: &Anonymised) -> Result<(), XlsxError> {
        let mut words = String::new();
        let mut place: Option<(usize, (u32, u16))> = None;
        for piece in &anonymised.layout().pieces {
            let Piece::Cell { sheet, at, holds } = piece else {
                super::fill(anonymised, piece, &mut words);
                continue;
            };
            self.words(place.take(), &mut words)?;
            match holds {
                Holds::Words => place = Some((*sheet, *at)),
                Holds::Number(number, format) => self.number(*sheet, *at, *number, *format)?,
                Holds::Truth(truth) => {
                    self.workbook.worksheet_from_index(*sheet)?.write_boolean(at.0, at.1, *truth)?;
                }
            }
        }
        self.words(place, &mut words)
    }

    /// Writes words as words, whatever they begin with.
    fn words(&mut self, place: Option<(usize, (u32, u16))>, words: &mut String) -> Result<(), XlsxError> {
        let words = std::mem::take(words);
        if let Some((sheet, (row, column))) = place.filter(|_| !words.is_empty()) {
            let short: String = words.chars().take(LONGEST_CELL).collect();
            self.workbook.worksheet_from_index(sheet)?.write_string(row, column, short)?;
        }
        Ok(())
    }

    fn number(&mut self, sheet: usize, at: (u32, u16), number: f64, format: usize) -> Result<(), XlsxError> {
        let worksheet = self.workbook.worksheet_from_index(sheet)?;
        match self.formats.get(format).filter(|_| format > 0) {
            Some(format) => worksheet.write_number_with_format(at.0, at.1, number, format)?,
            None => worksheet.write_number(at.0, at.1, number)?,
        };
        Ok(())
    }
}

/// The name of a sheet as workbooks allow it, and no other sheet's.
fn sheet_name(wanted: &str, number: usize, taken: &mut BTreeSet<String>) -> String {
    let allowed: String = wanted.chars().filter(|c| !"[]:*?/\\".contains(*c) && !c.is_control()).collect();
    let short: String = allowed.trim_matches(['\'', ' ']).chars().take(LONGEST_NAME).collect();
    let free = |name: &String| !name.is_empty() && !taken.contains(&name.to_lowercase());
    let name = Some(short).filter(free).unwrap_or_else(|| format!("Sheet {number}"));
    taken.insert(name.to_lowercase());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_allowed_and_their_own() {
        let mut taken = BTreeSet::new();
        assert_eq!(sheet_name("[Person 1]'s: answers?", 1, &mut taken), "Person 1's answers");
        assert_eq!(sheet_name("person 1's answers", 2, &mut taken), "Sheet 2");
        assert_eq!(sheet_name("'", 3, &mut taken), "Sheet 3");
    }
}
