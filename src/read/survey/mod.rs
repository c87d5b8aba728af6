//! Surveys as tables: one row a comment (with a question column) or one row a person (questions as headings).
//!
//! Rows stream through in batches; columns are classified from the first rows alone. Two decisions on ids: a running
//! number (`E001`, `E002`, ...) says no more than the row's place and stays in the copy; an opaque id (`R_1x8...`)
//! can be looked up elsewhere, and the respondent's pseudonym takes its place.

mod batch;
mod cells;
mod columns;
mod headings;

use std::collections::VecDeque;
use std::hash::BuildHasher;
use std::path::Path;

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::file::File;
use super::input::{Reader, failed_row};
use super::people::People;
use super::table::{cells as record_cells, delimiter, heading_key, line_end};
use crate::error::{ErrorKind, Notice, Result};
use crate::transcript::{Speaker, Transcript};

use batch::Batch;
use columns::{Column, Use};

pub(super) use headings::identifies;

/// Rows looked at to tell what the columns are for.
const SAMPLE: usize = 400;

/// Rows of a batch.
const BATCH: usize = 2_000;

/// Rows of a batch where a person's answers stand far apart, one question after the other.
const BATCH_BY_QUESTION: usize = 20_000;

/// A survey being read.
pub(super) struct Survey {
    file: File,
    people: People,
    table: Table,
    records: csv::ByteRecordsIntoIter<Reader>,
    /// Rows read ahead.
    ahead: VecDeque<Row>,
    /// Most rows of a batch.
    most: usize,
    batches: usize,
    turns: usize,
    failed: usize,
    /// Columns of which a cell was left out already.
    told: Vec<bool>,
    /// Hashes of the ids in earlier batches, and whether one of them came back.
    earlier: FxHashSet<u64>,
    returned: bool,
}

/// What is known of the table as a whole.
struct Table {
    columns: Vec<Column>,
    delimiter: u8,
    end: &'static str,
    /// Where the question of a row stands.
    question: Option<usize>,
    /// The column whose answers are to that question.
    comment: Option<usize>,
    /// Where the respondent's id stands.
    identity: Option<usize>,
}

/// A row with its line.
struct Row {
    line: usize,
    cells: Vec<String>,
}

impl Row {
    fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", |cell| cell.trim())
    }
}

impl Survey {
    /// Reads the headings and first rows of the table that begins with `head`.
    pub(super) fn open(path: &Path, head: &[u8], input: Reader, roster: &[Speaker]) -> Result<Self> {
        let bytes = head;
        let delimiter = delimiter(bytes);
        let reader =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(input);
        let table = Table {
            columns: Vec::new(),
            delimiter,
            end: line_end(bytes),
            question: None,
            comment: None,
            identity: None,
        };
        let mut survey = Survey {
            file: File::new(path),
            people: People::new(roster),
            table,
            records: reader.into_byte_records(),
            ahead: VecDeque::new(),
            most: BATCH,
            batches: 0,
            turns: 0,
            failed: 0,
            told: Vec::new(),
            earlier: FxHashSet::default(),
            returned: false,
        };
        let headings = survey.read_row()?.map_or_else(Vec::new, |row| row.cells);
        survey.told = vec![false; headings.len()];
        survey.table.columns = headings.iter().map(|it| Column { heading: it.clone(), is: Use::Unclear }).collect();
        while survey.ahead.len() < SAMPLE {
            let Some(row) = survey.read_row()? else { break };
            survey.ahead.push_back(row);
        }
        survey.classify(&headings)?;
        Ok(survey)
    }

    pub(super) fn notices(&self) -> &[Notice] {
        &self.file.notices
    }

    pub(super) fn failed(&self) -> usize {
        self.failed
    }

    /// The next batch; rows of one person that follow each other stay together.
    pub(super) fn next_transcript(&mut self) -> Result<Option<Transcript>> {
        let mut rows = Vec::new();
        while let Some(row) = self.next_row()? {
            let same = |last: &Row| {
                self.table.identity.is_some_and(|at| !row.cell(at).is_empty() && row.cell(at) == last.cell(at))
            };
            if rows.len() >= self.most && !rows.last().is_some_and(same) {
                self.ahead.push_front(row);
                break;
            }
            rows.push(row);
        }
        if rows.is_empty() {
            return Ok(None);
        }
        self.batches += 1;
        self.note_returning(&rows);
        let mut batch = Batch::new(&self.table, &self.people, &mut self.file, &mut self.told, self.turns);
        if self.batches == 1 {
            batch.headings();
        }
        for row in &rows {
            batch.row(row);
        }
        let transcript = batch.finish();
        self.turns += transcript.turns.len();
        Ok(Some(transcript))
    }

    /// Notes when somebody of an earlier batch answers again, for whom a batch cannot stand alone.
    fn note_returning(&mut self, rows: &[Row]) {
        let Some(identity) = self.table.identity.filter(|_| !self.returned) else { return };
        let ids: Vec<u64> = rows.iter().map(|row| hash(row.cell(identity))).collect();
        if let Some(at) = ids.iter().position(|id| self.earlier.contains(id)) {
            self.returned = true;
            let what = "a respondent of earlier rows returns; sort the rows by respondent, or people are counted twice";
            self.file.note(rows[at].line, what);
        }
        self.earlier.extend(ids);
    }

    fn next_row(&mut self) -> Result<Option<Row>> {
        match self.ahead.pop_front() {
            Some(row) => Ok(Some(row)),
            None => self.read_row(),
        }
    }

    /// The next row that holds anything and is not wider than the headings.
    fn read_row(&mut self) -> Result<Option<Row>> {
        loop {
            let Some(record) = self.records.next() else { return Ok(None) };
            let record = record.map_err(|error| failed_row(&self.file.path, &error))?;
            let line = self.line_of(&record);
            let cells = record_cells(&record);
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let width = self.table.columns.len();
            if width > 0 && cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
                self.failed += 1;
                let what = format!("row left out: it has {} cells where the headings have {width}", cells.len());
                self.file.note(line, what);
                continue;
            }
            return Ok(Some(Row { line, cells }));
        }
    }

    /// The line where a record starts. The `csv` crate leaves the second half of a `\r\n` to the next record.
    fn line_of(&self, record: &csv::ByteRecord) -> usize {
        record.position().map_or(1, |at| {
            let late = at.byte() > 0 && self.table.end == "\r\n";
            usize::try_from(at.line()).unwrap_or(usize::MAX - 1) + usize::from(late)
        })
    }

    fn classify(&mut self, headings: &[String]) -> Result<()> {
        let path = || self.file.path.clone();
        if self.ahead.is_empty() {
            return Err(ErrorKind::OnlyHeadings { path: path() }.into());
        }
        if let Some(rows) = heading_rows(headings, &self.ahead) {
            return Err(ErrorKind::SeveralHeadings { path: path(), rows }.into());
        }
        let rows: Vec<Vec<String>> = self.ahead.iter().map(|row| row.cells.clone()).collect();
        let columns = columns::classify(headings, &rows);
        let of = |is: Use| move |column: &Column| column.is == is;
        if !columns.iter().any(of(Use::Open)) {
            return Err(ErrorKind::NoComments { path: path() }.into());
        }
        self.table.question = columns.iter().position(of(Use::Question));
        self.table.comment = self.table.question.and_then(|_| commented(&columns));
        self.table.identity = columns::identity(&columns);
        self.table.columns = columns;
        let apart =
            |at: usize| !self.ahead.iter().zip(self.ahead.iter().skip(1)).any(|(a, b)| a.cell(at) == b.cell(at));
        if self.table.question.is_some() && self.table.identity.is_some_and(apart) {
            self.most = BATCH_BY_QUESTION;
        }
        self.tell_columns();
        Ok(())
    }

    /// Notes which columns are left out; by number, because a heading may be somebody's words where headings lack.
    fn tell_columns(&mut self) {
        for (at, column) in self.table.columns.iter().enumerate() {
            let why = match column.is {
                Use::Name | Use::Email | Use::Identifying => "it may identify people",
                Use::Unclear => "its use is unclear",
                _ => continue,
            };
            self.file.note(1, format!("column {} is left out: {why}", at + 1));
        }
    }
}

fn hash(id: &str) -> u64 {
    FxBuildHasher.hash_one(id)
}

/// The answer column that the question column belongs to: one called so, else the first.
fn commented(columns: &[Column]) -> Option<usize> {
    let open = || columns.iter().enumerate().filter(|(_, column)| column.is == Use::Open);
    let called = |heading: &str| headings::Heading::new(heading).listed == headings::Listed::Comment;
    open().find(|(_, column)| called(&column.heading)).or_else(|| open().next()).map(|it| it.0)
}

/// How many heading rows the table has, if it is one of the exports that have several.
fn heading_rows(headings: &[String], rows: &VecDeque<Row>) -> Option<usize> {
    let imports =
        |row: &Row| row.cells.iter().filter(|cell| cell.starts_with("{\"ImportId\"")).count() * 2 > headings.len();
    let ids = headings
        .iter()
        .map(|it| heading_key(it))
        .filter(|it| matches!(it.as_str(), "response id" | "responseid" | "respondent id"));
    let ids = ids.count();
    let first = rows.front()?;
    let second = |cell: &String| matches!(heading_key(cell).as_str(), "open ended response" | "response");
    if rows.iter().take(2).any(imports) {
        Some(3)
    } else if ids > 0 && first.cell(0).is_empty() && first.cells.iter().any(second) {
        Some(2)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
