//! Surveys as tables: one row a comment (with a question column) or one row a person (questions as headings).
//!
//! `dialect` finds the headings, `columns` tells what each column is for from the headings and the first rows alone, and
//! `batch` turns rows into turns; rows come from `records` (text, which streams) or from `workbook`. Two decisions on
//! ids: a running number (`E001`, `E002`, ...) says no more than the row's place and stays in the copy; an opaque id
//! (`R_1x8...`) can be looked up elsewhere, and the respondent's pseudonym takes its place.

mod batch;
mod cells;
mod columns;
mod dialect;
mod headings;
mod identity;
mod look;
mod naming;
mod open;
mod questions;
mod records;
mod respondents;
mod row;
mod seen;
mod workbook;

use std::collections::VecDeque;

use super::file::counted;
use super::options::{Ids, SurveyReport};
use super::people::People;
use crate::error::{Notice, Result};
use crate::transcript::{Book, Transcript};

use batch::{Batch, Run};
use columns::{Column, Use};
use records::Records;
use row::Row;

pub(super) use headings::identifies;

/// Rows looked at to tell what the columns are for.
const SAMPLE: usize = 400;

/// Rows of a batch.
const BATCH: usize = 2_000;

/// Rows of a batch where a person's answers stand far apart, one question after the other.
const BATCH_BY_QUESTION: usize = 20_000;

/// Rows that do not fit are told one by one up to here, and counted beyond.
const MISFITS_TOLD: usize = 50;

/// A survey being read.
pub(super) struct Survey {
    people: People,
    table: Table,
    rows: Rows,
    /// Rows read ahead.
    ahead: VecDeque<Row>,
    /// The heading rows, until the first batch takes them.
    headings: Vec<Row>,
    /// What stands before them in the copy.
    opening: String,
    /// The workbook to be written, and its other sheets.
    book: Option<(Book, Vec<Sheet>)>,
    run: Run,
    batches: usize,
    /// Most rows of a batch.
    most: usize,
    returned: bool,
    finished: bool,
    /// Which of the user's words on columns were followed.
    followed: Vec<bool>,
}

/// Where rows come from.
enum Rows {
    Text(Box<Records>),
    Sheet(std::vec::IntoIter<Row>),
}

/// A sheet that is given back without being read for answers.
struct Sheet {
    name: String,
    /// Its place in the copy.
    place: usize,
    columns: Vec<Column>,
    rows: Vec<Row>,
    heading_rows: usize,
}

/// What is known of the table as a whole.
struct Table {
    columns: Vec<Column>,
    form: Form,
    /// The name of the data sheet and its place in the copy.
    sheet_name: String,
    sheet: usize,
    /// Where the question of a row stands.
    question: Option<usize>,
    /// The column whose answers are to that question.
    comment: Option<usize>,
    /// Where the respondent's id stands.
    identity: Option<usize>,
    /// Columns with names and addresses of the respondent.
    naming: Vec<usize>,
    /// Columns of groups.
    groups: Vec<usize>,
    /// The column before which pseudonyms stand.
    stand_in: Option<usize>,
    /// Where a program says whether a row is a preview, and whether it was finished.
    status: Option<usize>,
    completed: Option<usize>,
}

/// How cells are written into the copy.
#[derive(Clone, Copy)]
enum Form {
    Text { delimiter: u8, end: &'static str },
    Sheet,
}

impl Table {
    fn new(columns: Vec<Column>, form: Form, ids: Ids) -> Self {
        let of = |is: Use| move |column: &Column| column.is == is;
        let places =
            |fits: fn(&Column) -> bool| -> Vec<usize> { (0..columns.len()).filter(|&at| fits(&columns[at])).collect() };
        let question = columns.iter().position(of(Use::Question));
        let identifies = |column: &Column| matches!(column.is, Use::Name | Use::Email | Use::Identifying);
        let stand_in = columns.iter().position(identifies).filter(|_| ids == Ids::Pseudonym);
        Table {
            question,
            comment: question.and_then(|_| commented(&columns)),
            identity: identity::identity(&columns),
            naming: places(|column| matches!(column.is, Use::Name | Use::Email)),
            groups: places(|column| column.is == Use::Group),
            stand_in,
            columns,
            form,
            sheet_name: String::new(),
            sheet: 0,
            status: None,
            completed: None,
        }
    }

    fn has_answers(&self) -> bool {
        self.columns.iter().any(|column| column.is == Use::Open)
    }

    /// Whether a row is a program's preview or test.
    fn is_preview(&self, row: &Row) -> bool {
        self.status.is_some_and(|at| {
            let status = row.cell(at).to_lowercase();
            status.contains("preview") || status.contains("test") || matches!(status.as_str(), "1" | "2" | "9" | "17")
        })
    }

    /// Whether the respondent gave up on the way.
    fn is_unfinished(&self, row: &Row) -> bool {
        self.completed.is_some_and(|at| matches!(row.cell(at).to_lowercase().as_str(), "false" | "0" | "no"))
    }
}

impl Survey {
    pub(super) fn notices(&self) -> &[Notice] {
        &self.run.file.notices
    }

    pub(super) fn failed(&self) -> usize {
        self.run.report.misfits
    }

    /// How the survey was understood.
    pub(super) fn report(&self) -> &SurveyReport {
        &self.run.report
    }

    /// Which of the user's words on columns were followed, by place.
    pub(super) fn followed(&self) -> &[bool] {
        &self.followed
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
        if rows.is_empty() && self.batches > 0 {
            self.finish();
            return Ok(None);
        }
        self.batches += 1;
        self.note_returning(&rows);
        let mut batch = Batch::new(&self.table, &self.people, &mut self.run);
        if self.batches == 1 {
            begin(&mut batch, &self.table, &self.opening, &self.headings, self.book.take());
        }
        for row in &rows {
            batch.row(row);
        }
        Ok(Some(batch.finish()))
    }

    /// Notes when somebody of an earlier batch answers again, whose answers cannot be counted as one person's.
    fn note_returning(&mut self, rows: &[Row]) {
        let Some(identity) = self.table.identity.filter(|_| !self.returned) else { return };
        let known = |row: &&Row| {
            let id = row.cell(identity);
            !id.is_empty() && self.run.respondents.find("id", id).is_some()
        };
        if let Some(row) = rows.iter().find(known) {
            self.returned = true;
            let what = "a respondent of earlier rows returns; sort the rows by respondent, or people are counted twice";
            self.run.file.note(row.line, what);
        }
    }

    /// The next row of somebody who has answered.
    fn next_row(&mut self) -> Result<Option<Row>> {
        loop {
            let row = match self.ahead.pop_front() {
                Some(row) => row,
                None => match self.rows.next_row()? {
                    Some(row) => row,
                    None => return Ok(None),
                },
            };
            if row.is_blank() {
            } else if row.extent() > self.table.columns.len() {
                self.misfit(&row);
            } else if self.table.is_preview(&row) {
                self.run.report.previews += 1;
            } else if self.table.is_unfinished(&row) {
                self.run.report.unfinished += 1;
            } else {
                return Ok(Some(row));
            }
        }
    }

    /// Leaves out a row that is wider than the headings.
    fn misfit(&mut self, row: &Row) {
        self.run.report.misfits += 1;
        if self.run.report.misfits <= MISFITS_TOLD {
            let width = self.table.columns.len();
            let what = format!("row left out: it has {} cells where the headings have {width}", row.width());
            self.run.file.note(row.line, what);
        }
    }

    /// Tells what was left out on the way.
    fn finish(&mut self) {
        if std::mem::replace(&mut self.finished, true) {
            return;
        }
        let report = &self.run.report;
        let mut told = Vec::new();
        if report.misfits > MISFITS_TOLD {
            told.push(format!(
                "{} more that do not fit the headings left out",
                counted(report.misfits - MISFITS_TOLD, "row")
            ));
        }
        if report.previews > 0 {
            told.push(format!("{} of previews or tests left out", counted(report.previews, "row")));
        }
        if report.unfinished > 0 {
            told.push(format!("{} of unfinished answers left out", counted(report.unfinished, "row")));
        }
        if let Rows::Text(records) = &self.rows {
            let first = records.unclosed.first().copied();
            if let Some(line) = first {
                let what =
                    format!("{} with a quotation mark that is never closed", counted(records.unclosed.len(), "row"));
                self.run.file.note(line, what);
            }
        }
        for what in told {
            self.run.file.note_all(what);
        }
    }
}

impl Rows {
    fn next_row(&mut self) -> Result<Option<Row>> {
        match self {
            Rows::Text(records) => records.next_row(),
            Rows::Sheet(rows) => Ok(rows.next()),
        }
    }
}

/// Writes what stands before the first row: the headings, and the other sheets of a workbook.
fn begin(batch: &mut Batch<'_>, table: &Table, opening: &str, headings: &[Row], book: Option<(Book, Vec<Sheet>)>) {
    batch.opening(opening);
    for (at, row) in headings.iter().enumerate() {
        batch.headings(row, at == 0);
    }
    let Some((mut book, sheets)) = book else { return };
    if let Some(sheet) = book.sheets.get_mut(table.sheet) {
        sheet.name = batch.sheet_name(&table.sheet_name);
    }
    for sheet in &sheets {
        if let Some(it) = book.sheets.get_mut(sheet.place) {
            it.name = batch.sheet_name(&sheet.name);
        }
        batch.other_sheet(sheet.place, &sheet.columns, &sheet.rows, sheet.heading_rows);
    }
    batch.book(book);
}

/// The answer column that the question column belongs to: one called so, else the first.
fn commented(columns: &[Column]) -> Option<usize> {
    let open = || columns.iter().enumerate().filter(|(_, column)| column.is == Use::Open);
    let called = |heading: &str| headings::Heading::new(heading).listed == headings::Listed::Comment;
    open().find(|(_, column)| called(&column.heading)).or_else(|| open().next()).map(|it| it.0)
}

#[cfg(test)]
mod tests;
