//! Every comment with its codes as a workbook (`comments.xlsx`), and how often each code was given.
//!
//! What was said is always written as text, never as a formula. The file names no author and no date of its own.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Seek, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::coded::{Coded, Comment, Role};
use crate::themes::Codebooks;

use super::HANDLING;
use super::coding::codes_of;

/// Rows that a sheet can hold, its heading included.
const ROWS: u32 = 1_048_576;

/// Characters that a cell can hold.
const LONGEST: usize = 32_767;

/// The columns that every workbook has before those of the themes.
const FIRST: [(&str, f64); 6] =
    [("id", 18.0), ("session", 16.0), ("speaker", 15.0), ("role", 11.0), ("question", 30.0), ("text", 80.0)];

/// The columns behind the themes.
const THEN: [(&str, f64); 5] =
    [("theme cues", 36.0), ("assent", 15.0), ("reluctance", 11.0), ("assent cues", 30.0), ("flags", 30.0)];

/// The workbook while it is filled.
pub struct Table {
    sheets: Vec<Worksheet>,
    /// The next row of the last sheet.
    row: u32,
    themes: Vec<String>,
    /// The group columns, in the order in which they were met.
    groups: Vec<String>,
    counts: BTreeMap<String, Count>,
    looks: Looks,
}

/// How often a code was given, by how many people and in how many sessions.
#[derive(Default)]
struct Count {
    comments: u32,
    people: BTreeSet<String>,
    sessions: BTreeSet<String>,
}

struct Looks {
    heading: Format,
    text: Format,
    wrapped: Format,
}

impl Table {
    /// An empty workbook with a column for each theme.
    pub fn new(codebooks: &Codebooks) -> Self {
        let text = Format::new().set_num_format("@").set_align(FormatAlign::Top);
        Table {
            sheets: Vec::new(),
            row: 0,
            themes: codebooks.books().iter().map(|book| book.theme.clone()).collect(),
            groups: Vec::new(),
            counts: BTreeMap::new(),
            looks: Looks { heading: Format::new().set_bold(), wrapped: text.clone().set_text_wrap(), text },
        }
    }

    /// Adds one session, or the next batch of a survey.
    pub fn add(&mut self, coded: &Coded) -> io::Result<()> {
        coded.comments().iter().try_for_each(|comment| self.comment(coded.session(), comment)).map_err(io::Error::other)
    }

    fn comment(&mut self, session: &str, comment: &Comment) -> Result<(), XlsxError> {
        if self.sheets.is_empty() || self.row == ROWS {
            self.begin_sheet()?;
        }
        for group in comment.turn.attributes.keys() {
            if !self.groups.contains(group) {
                self.groups.push(group.clone());
            }
        }
        let cells = self.cells(session, comment);
        let (row, looks) = (self.row, &self.looks);
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        for (column, cell) in (0_u16..).zip(&cells).filter(|(_, cell)| !cell.is_empty()) {
            let look = if column == 5 { &looks.wrapped } else { &looks.text };
            sheet.write_string_with_format(row, column, cut(&one_line_end(cell)), look)?;
        }
        if let Some(reluctance) = comment.assent.as_ref().and_then(|assent| assent.reluctance) {
            let column = self.column_of("reluctance");
            let hundredths = (f64::from(reluctance) * 100.0).round() / 100.0;
            if let Some(sheet) = self.sheets.last_mut() {
                sheet.write_number(row, column, hundredths)?;
            }
        }
        self.row += 1;
        self.count(session, comment);
        Ok(())
    }

    /// The cells of a row, as text; numbers are written apart.
    fn cells(&self, session: &str, comment: &Comment) -> Vec<String> {
        let turn = &comment.turn;
        let role = if turn.role == Role::Moderator { "moderator" } else { "participant" };
        let question = comment.question.as_ref().map(|it| it.turn.as_deref().unwrap_or_else(|| it.words.as_str()));
        let slices = |spans: Vec<_>| spans.into_iter().map(|it| turn.text.slice(it)).collect::<Vec<_>>().join("; ");
        let mut cells = [
            &turn.id,
            session,
            turn.speaker.as_deref().unwrap_or(""),
            role,
            question.unwrap_or(""),
            turn.text.as_str(),
        ]
        .map(str::to_owned)
        .to_vec();
        cells.extend(self.themes.iter().map(|theme| {
            let sides = comment.tags.iter().filter(|tag| tag.theme == *theme).map(|tag| tag.valence.name());
            sides.collect::<Vec<_>>().join("; ")
        }));
        cells.push(slices(comment.tags.iter().flat_map(|tag| tag.cues.clone()).collect()));
        let assent = comment.assent.as_ref();
        cells.push(assent.map_or("", |it| it.label.name()).to_owned());
        cells.push(String::new());
        cells.push(slices(assent.iter().flat_map(|it| it.cues.iter().map(|cue| cue.span)).collect()));
        cells.push(turn.flags.iter().map(|flag| flag.reason).collect::<Vec<_>>().join("; "));
        cells.extend(self.groups.iter().map(|group| turn.attributes.get(group).cloned().unwrap_or_default()));
        cells
    }

    fn column_of(&self, name: &str) -> u16 {
        let at = THEN.iter().position(|(it, _)| *it == name).unwrap_or_default();
        u16::try_from(FIRST.len() + self.themes.len() + at).unwrap_or(u16::MAX)
    }

    fn count(&mut self, session: &str, comment: &Comment) {
        for code in codes_of(comment) {
            let count = self.counts.entry(code.name).or_default();
            count.comments += 1;
            count.people.extend(comment.turn.speaker.clone());
            if !count.sessions.contains(session) {
                count.sessions.insert(session.to_owned());
            }
        }
    }

    fn begin_sheet(&mut self) -> Result<(), XlsxError> {
        let mut sheet = Worksheet::new();
        let number = self.sheets.len() + 1;
        sheet.set_name(if number == 1 { "comments".to_owned() } else { format!("comments {number}") })?;
        sheet.set_freeze_panes(1, 1)?;
        self.sheets.push(sheet);
        self.row = 1;
        Ok(())
    }

    /// Writes the headings, the counts and the workbook itself.
    pub fn finish<W: Write + Seek + Send>(mut self, file: W) -> io::Result<W> {
        self.write(file).map_err(io::Error::other)
    }

    fn write<W: Write + Seek + Send>(&mut self, mut file: W) -> Result<W, XlsxError> {
        if self.sheets.is_empty() {
            self.begin_sheet()?;
        }
        let headings = self.headings();
        let mut book = Workbook::new();
        let (last_sheet, last_row) = (self.sheets.len() - 1, self.row - 1);
        for (number, mut sheet) in std::mem::take(&mut self.sheets).into_iter().enumerate() {
            for (column, (name, width)) in (0_u16..).zip(&headings) {
                sheet.write_string_with_format(0, column, cut(name), &self.looks.heading)?;
                sheet.set_column_width(column, *width)?;
            }
            let rows = if number == last_sheet { last_row } else { ROWS - 1 };
            let last = u16::try_from(headings.len() - 1).unwrap_or(u16::MAX);
            sheet.autofilter(0, 0, rows.max(1), last)?;
            book.push_worksheet(sheet);
        }
        book.push_worksheet(self.code_counts()?);
        let mut about = Worksheet::new();
        about.set_name("about")?.write_string(0, 0, HANDLING)?;
        book.push_worksheet(about);
        let origin = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_title("Coded comments").set_creation_datetime(&origin));
        book.save_to_writer(&mut file)?;
        Ok(file)
    }

    fn headings(&self) -> Vec<(String, f64)> {
        let fixed =
            |columns: &[(&str, f64)]| columns.iter().map(|&(name, width)| (name.to_owned(), width)).collect::<Vec<_>>();
        let mut headings = fixed(&FIRST);
        headings.extend(self.themes.iter().map(|theme| (theme.clone(), 14.0)));
        headings.extend(fixed(&THEN));
        headings.extend(self.groups.iter().map(|group| (group.clone(), 16.0)));
        headings
    }

    fn code_counts(&self) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name("code counts")?.set_freeze_panes(1, 0)?.set_column_width(0, 36.0)?;
        for (column, name) in (0..).zip(["code", "comments", "people", "sessions"]) {
            sheet.write_string_with_format(0, column, name, &self.looks.heading)?;
        }
        for (row, (code, count)) in (1..).zip(&self.counts) {
            sheet.write_string(row, 0, cut(code))?;
            sheet.write_number(row, 1, count.comments)?;
            // Somebody without a label cannot be told from others.
            if !count.people.is_empty() {
                sheet.write_number(row, 2, u32::try_from(count.people.len()).unwrap_or(u32::MAX))?;
            }
            sheet.write_number(row, 3, u32::try_from(count.sessions.len()).unwrap_or(u32::MAX))?;
        }
        let last = u32::try_from(self.counts.len()).unwrap_or(ROWS - 1).max(1);
        sheet.autofilter(0, 0, last, 3)?;
        Ok(sheet)
    }
}

/// Line ends, of whatever kind, as the one that a workbook shows as such; the others it shows as `_x000D_`.
fn one_line_end(cell: &str) -> Cow<'_, str> {
    let others = ['\r', '\u{b}', '\u{c}'];
    if cell.contains(others) { cell.replace("\r\n", "\n").replace(others, "\n").into() } else { cell.into() }
}

/// `cell` as long as a cell may be.
fn cut(cell: &str) -> String {
    if cell.len() <= LONGEST || cell.encode_utf16().count() <= LONGEST {
        return cell.to_owned();
    }
    let mut room = LONGEST - 1;
    let fits = |c: &char| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    };
    cell.chars().take_while(fits).chain(['\u{2026}']).collect()
}
