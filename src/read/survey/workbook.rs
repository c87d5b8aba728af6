//! Workbooks as rows: values as they were last calculated, and of the look what a copy keeps.
//!
//! Formulas, comments, pivot tables, document properties and whatever else hides in a workbook are not read at all, so
//! that no copy can hold them; what was there is told.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use calamine::{Data, DataRef, DataType, ExcelDateTime, Ods, Reader, SheetType, SheetVisible, Xlsx};

use super::look::{Look, Looks};
use super::records::MOST_COLUMNS;
use super::row::{Row, Written};
use crate::error::{Error, ErrorKind, Result, Wrong};
use crate::read::archive::Archive;
use crate::transcript::Holds;

/// The most cells of a workbook, empty ones between others included.
const MOST_CELLS: usize = 20_000_000;

/// The largest workbook.
const LARGEST: u64 = 512 << 20;

/// A sheet with its rows.
pub(super) struct Tab {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) rows: Vec<Row>,
    pub(super) look: Look,
}

/// A workbook that has been read.
pub(super) struct Workbook {
    pub(super) tabs: Vec<Tab>,
    /// Number formats, the general one first.
    pub(super) formats: Vec<String>,
    /// What is not in the rows, in words for the user.
    pub(super) corners: Vec<&'static str>,
}

/// Why reading stopped.
enum Stop {
    Damaged,
    TooLarge,
}

/// Reads the workbook at `path`, every part of it within the limits of archives.
pub(super) fn read(path: &Path) -> Result<Workbook> {
    let mut archive = Archive::open(path)?;
    let mut looks = Looks::default();
    for name in archive.names().to_vec() {
        let Some(bytes) = archive.bytes(&name)? else { continue };
        let ending = Path::new(&name).extension().map(std::ffi::OsStr::to_ascii_lowercase);
        let markup = ending.is_some_and(|it| it == "xml" || it == "rels");
        let declares = |what: &[u8]| memchr::memmem::find(&bytes, what).is_some();
        if markup && (declares(b"<!DOCTYPE") || declares(b"<!ENTITY")) {
            return Err(archive.wrong(Wrong::Xml("declares a document type")));
        }
        looks.part(&name, &bytes);
    }
    let bytes = whole(path)?;
    let excel = archive.names().iter().any(|name| name.starts_with("xl/"));
    // The reader of workbooks is careful, yet a fault in it must not end the run with somebody's words on the screen.
    let read = catch_unwind(AssertUnwindSafe(|| if excel { xlsx(bytes) } else { ods(bytes, &looks) }));
    let (mut tabs, formats) = match read.unwrap_or(Err(Stop::Damaged)) {
        Ok(read) => read,
        Err(Stop::Damaged) => return Err(archive.wrong(Wrong::Damaged)),
        Err(Stop::TooLarge) => return Err(ErrorKind::TooManyCells { path: path.to_owned(), most: MOST_CELLS }.into()),
    };
    for tab in &mut tabs {
        if let Some(look) = looks.of(&tab.name) {
            tab.look = look;
        }
    }
    Ok(Workbook { tabs, formats, corners: looks.corners() })
}

fn whole(path: &Path) -> Result<Vec<u8>> {
    use std::io::Read;
    let failed = |cause: std::io::Error| Error::file(path, "read", &cause);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(failed)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(ErrorKind::TooLarge { path: path.to_owned(), megabytes: LARGEST >> 20 }.into());
    }
    Ok(bytes)
}

type Tabs = (Vec<Tab>, Vec<String>);

/// An Excel workbook, cell by cell: a lone cell at the far end of a sheet costs nothing.
fn xlsx(bytes: Vec<u8>) -> Result<Tabs, Stop> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Stop::Damaged)?;
    let sheets = book.sheets_metadata().to_vec();
    let mut formats = Formats::default();
    let (mut tabs, mut cells) = (Vec::new(), 0);
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let mut reader = book.worksheet_cells_reader(&sheet.name).map_err(|_| Stop::Damaged)?;
        let codes: Vec<usize> = reader
            .styles()
            .iter()
            .map(|style| formats.place(style.number_format.as_ref().map_or("General", |it| it.format_code.as_str())))
            .collect();
        let mut rows = Rows::default();
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| Stop::Damaged)? {
            rows.add(cell.get_position(), cell.get_value(), codes.get(style).copied().unwrap_or(0), &mut formats)?;
            if cells + rows.cells > MOST_CELLS {
                return Err(Stop::TooLarge);
            }
        }
        cells += rows.cells;
        let hidden = sheet.visible != SheetVisible::Visible;
        tabs.push(Tab { name: sheet.name.clone(), hidden, rows: rows.finish(), look: Look::default() });
    }
    Ok((tabs, formats.codes))
}

/// A spreadsheet in the open format of other offices.
fn ods(bytes: Vec<u8>, looks: &Looks) -> Result<Tabs, Stop> {
    if looks.repeated > MOST_CELLS {
        return Err(Stop::TooLarge);
    }
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|_| Stop::Damaged)?;
    let sheets = book.sheets_metadata().to_vec();
    let mut formats = Formats::default();
    let mut tabs = Vec::new();
    for sheet in &sheets {
        let range = book.worksheet_range(&sheet.name).map_err(|_| Stop::Damaged)?;
        let start = range.start().unwrap_or_default();
        let mut rows = Rows::default();
        for (row, column, value) in range.used_cells() {
            let place = |start: u32, at: usize| start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            let value: DataRef<'_> = borrowed(value);
            rows.add((place(start.0, row), place(start.1, column)), &value, 0, &mut formats)?;
        }
        let hidden = sheet.visible != SheetVisible::Visible;
        tabs.push(Tab { name: sheet.name.clone(), hidden, rows: rows.finish(), look: Look::default() });
    }
    Ok((tabs, formats.codes))
}

fn borrowed(data: &Data) -> DataRef<'_> {
    match data {
        Data::Int(it) => DataRef::Int(*it),
        Data::Float(it) => DataRef::Float(*it),
        Data::String(it) => DataRef::SharedString(it),
        Data::Bool(it) => DataRef::Bool(*it),
        Data::DateTime(it) => DataRef::DateTime(*it),
        Data::DateTimeIso(it) => DataRef::DateTimeIso(it.clone()),
        Data::DurationIso(it) => DataRef::DurationIso(it.clone()),
        Data::Error(it) => DataRef::Error(it.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// Number formats by place.
struct Formats {
    codes: Vec<String>,
}

impl Default for Formats {
    fn default() -> Self {
        Formats { codes: vec!["General".to_owned()] }
    }
}

impl Formats {
    /// The place of a format; one that could hold words becomes the general one.
    fn place(&mut self, code: &str) -> usize {
        let code = if is_wordless(code) { code } else { "General" };
        self.codes.iter().position(|it| it == code).unwrap_or_else(|| {
            self.codes.push(code.to_owned());
            self.codes.len() - 1
        })
    }
}

/// Whether a number format is made of its own letters and marks only, so that nobody's name hides in it.
fn is_wordless(code: &str) -> bool {
    let plain = code.replace("AM/PM", "").replace("General", "").replace("[$-", "");
    code.len() <= 60 && plain.chars().all(|c| "dmyhsDMYHS0123456789#?.,:;/-+%_()[]\\ *@E\u{20ac}$\u{a3}".contains(c))
}

/// The rows of a sheet as they fill.
#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
    cells: usize,
}

impl Rows {
    fn add(&mut self, at: (u32, u32), value: &DataRef<'_>, format: usize, formats: &mut Formats) -> Result<(), Stop> {
        if value.is_empty() {
            return Ok(());
        }
        let (line, column) = (at.0 as usize + 1, at.1 as usize);
        if column >= MOST_COLUMNS {
            return Err(Stop::TooLarge);
        }
        if self.rows.last().is_none_or(|row| row.line != line) {
            // Cells out of order are in no workbook that a program wrote.
            if self.rows.last().is_some_and(|row| row.line > line) {
                return Err(Stop::Damaged);
            }
            self.rows.push(Row::new(line));
        }
        let row = self.rows.last_mut().ok_or(Stop::Damaged)?;
        if row.width() > column {
            return Err(Stop::Damaged);
        }
        self.cells += column + 1 - row.width();
        while row.width() < column {
            row.end_cell(Written::Bare);
        }
        let (words, holds) = shown(value, format, formats);
        row.push_words(&words);
        row.end_cell(Written::Typed(holds));
        Ok(())
    }

    fn finish(self) -> Vec<Row> {
        self.rows.into_iter().filter(|row| !row.is_blank()).collect()
    }
}

/// A value in words, and as a cell holds it.
fn shown(value: &DataRef<'_>, format: usize, formats: &mut Formats) -> (String, Holds) {
    match value {
        #[expect(clippy::cast_precision_loss, reason = "a workbook keeps every number as a float")]
        DataRef::Int(it) => (it.to_string(), Holds::Number(*it as f64, format)),
        DataRef::Float(it) => (it.to_string(), Holds::Number(*it, format)),
        DataRef::Bool(it) => (if *it { "TRUE" } else { "FALSE" }.to_owned(), Holds::Truth(*it)),
        DataRef::DateTime(it) => {
            let format = if format == 0 { formats.place("yyyy-mm-dd hh:mm") } else { format };
            (day(it), Holds::Number(serial(it), format))
        }
        DataRef::DateTimeIso(it) | DataRef::DurationIso(it) | DataRef::String(it) => (it.clone(), Holds::Words),
        DataRef::SharedString(it) => ((*it).to_owned(), Holds::Words),
        DataRef::Error(it) => (it.to_string(), Holds::Words),
        DataRef::Empty => (String::new(), Holds::Words),
    }
}

fn day(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// Days since 1900; workbooks of old Macs count from 1904.
fn serial(moment: &ExcelDateTime) -> f64 {
    let (year, ..) = moment.to_ymd_hms_milli();
    let since_1900 = ExcelDateTime::new(moment.as_f64(), calamine::ExcelDateTimeType::DateTime, false);
    let (same, ..) = since_1900.to_ymd_hms_milli();
    if !moment.is_duration() && same + 3 <= year { moment.as_f64() + 1462.0 } else { moment.as_f64() }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn days_of_old_macs_are_the_same_days() {
        let moment = |value: f64, old_mac: bool| ExcelDateTime::new(value, ExcelDateTimeType::DateTime, old_mac);
        assert_eq!(day(&moment(44_621.5, false)), "2022-03-01 12:00:00");
        assert_eq!(day(&moment(43_159.5, true)), "2022-03-01 12:00:00");
        assert!((serial(&moment(43_159.5, true)) - 44_621.5).abs() < 1e-9);
        assert!((serial(&moment(44_621.5, false)) - 44_621.5).abs() < 1e-9);
    }

    #[test]
    fn number_formats_hold_no_words() {
        let mut formats = Formats::default();
        assert_eq!(formats.place("dd/mm/yyyy"), 1);
        assert_eq!(formats.place("\"Jo Bloggs\" 0"), 0);
        assert_eq!(formats.place("[$-409]h:mm AM/PM"), 2);
        assert_eq!(formats.codes, ["General", "dd/mm/yyyy", "[$-409]h:mm AM/PM"]);
    }
}
