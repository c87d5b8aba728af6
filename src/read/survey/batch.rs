//! Rows of a survey as one transcript.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::cells::{Shape, is_harmless, is_heading_code, is_placeholder, is_pseudonym, numbered, shape};
use super::columns::{Column, Use};
use super::dialect::is_import;
use super::naming;
use super::respondents::Respondents;
use super::row::{Row, Written, letters};
use super::{Form, Table};
use crate::read::cast::Cast;
use crate::read::file::File;
use crate::read::options::SurveyReport;
use crate::read::people::{People, key};
use crate::text::{Span, Text};
use crate::transcript::{Asked, Escape, Holds, Layout, Piece, Role, SessionKind, Transcript, Turn};

/// What a batch knows of those before it, and leaves for those behind it.
pub(super) struct Run {
    pub(super) file: File,
    pub(super) report: SurveyReport,
    pub(super) respondents: Respondents,
    /// Columns of which a cell was left out already.
    pub(super) told: Vec<bool>,
    /// The row of the data sheet that is written next.
    pub(super) next_row: u32,
}

/// A batch in the making.
pub(super) struct Batch<'s> {
    table: &'s Table,
    run: &'s mut Run,
    cast: Cast<'s>,
    /// Places in the cast, by respondent.
    places: FxHashMap<u32, usize>,
    /// Whether some row said who answered.
    told_who: bool,
    headings: Vec<String>,
    by_heading: FxHashMap<String, usize>,
    values: Vec<String>,
    by_value: FxHashMap<String, usize>,
    turns: Vec<Turn>,
    said: Vec<String>,
    layout: Layout,
    /// Where the next cell goes.
    sheet: usize,
    column: u16,
    row: u32,
}

impl<'s> Batch<'s> {
    pub(super) fn new(table: &'s Table, people: &'s People, run: &'s mut Run) -> Self {
        let (sheet, row) = (table.sheet, run.next_row);
        Batch {
            table,
            run,
            cast: Cast::new(people),
            places: FxHashMap::default(),
            told_who: false,
            headings: Vec::new(),
            by_heading: FxHashMap::default(),
            values: Vec::new(),
            by_value: FxHashMap::default(),
            turns: Vec::new(),
            said: Vec::new(),
            layout: Layout::default(),
            sheet,
            column: 0,
            row,
        }
    }

    /// What stands before the first heading: syntax only.
    pub(super) fn opening(&mut self, syntax: &str) {
        self.layout.literal(syntax);
    }

    /// A place among the values, for the name of a sheet.
    pub(super) fn sheet_name(&mut self, name: &str) -> usize {
        self.value(name)
    }

    /// Adds a heading row; `first` if none stands above it.
    pub(super) fn headings(&mut self, row: &Row, first: bool) {
        let table = self.table;
        for (at, column) in table.columns.iter().enumerate() {
            if Some(at) == table.stand_in {
                self.start_cell(Holds::Words);
                self.layout.literal(if first { "Respondent" } else { "" });
            }
            if column.is.is_kept() {
                self.start_cell(Holds::Words);
                self.heading_cell(row, at, column);
            }
        }
        self.end_row();
    }

    fn heading_cell(&mut self, row: &Row, at: usize, column: &Column) {
        let cell = row.cell(at);
        let escape = self.escape(row.written(at));
        if cell.is_empty() {
            self.blank(row.written(at));
        } else if is_import(cell) || is_heading_code(cell) {
            self.literal_cell(cell, escape);
        } else if column.is != Use::Open && cell.split_whitespace().count() <= 3 && !cell.contains('?') {
            let value = self.value(cell);
            self.layout.pieces.push(Piece::Value { value, escape });
        } else {
            let heading = self.heading(cell);
            self.layout.pieces.push(Piece::Heading { heading, escape });
        }
    }

    /// Adds a row: a turn for every answer.
    pub(super) fn row(&mut self, row: &Row) {
        let table = self.table;
        let speaker = self.respondent(row);
        let first = self.turns.len();
        for (at, column) in table.columns.iter().enumerate() {
            if Some(at) == table.stand_in {
                self.start_cell(Holds::Words);
                let escape = self.escape(Written::Bare);
                self.layout.pieces.push(Piece::Label { speaker, escape });
            }
            if column.is.is_kept() {
                self.cell(row, at, column, speaker);
            }
        }
        self.give_attributes(row, first);
        self.end_row();
    }

    fn cell(&mut self, row: &Row, at: usize, column: &Column, speaker: usize) {
        let (cell, written) = (row.cell(at), row.written(at));
        let escape = self.escape(written);
        if let Written::Typed(holds @ (Holds::Number(..) | Holds::Truth(_))) = written
            && matches!(column.is, Use::Closed | Use::Group | Use::Date | Use::Number)
            && (column.is != Use::Number || self.is_running(cell))
            && shape(cell) != Shape::Phone
        {
            self.start_cell(holds);
            return;
        }
        self.start_cell(Holds::Words);
        match column.is {
            _ if cell.is_empty() => self.blank(written),
            Use::Number if self.is_running(cell) => self.literal_cell(cell, escape),
            Use::Number | Use::Opaque => self.layout.pieces.push(Piece::Label { speaker, escape }),
            Use::Question => {
                let heading = self.heading(cell);
                self.layout.pieces.push(Piece::Heading { heading, escape });
            }
            Use::Open => {
                let turn = self.turn(row, at, speaker);
                self.layout.pieces.push(Piece::Said { turn, span: Span::new(0, cell.len()), escape });
            }
            _ => self.closed(row, at),
        }
    }

    /// A cell of a group or a choice: numbers and days as they are, words with people hidden.
    fn closed(&mut self, row: &Row, at: usize) {
        let (cell, escape) = (row.cell(at), self.escape(row.written(at)));
        if let Some(&value) = self.by_value.get(cell) {
            self.layout.pieces.push(Piece::Value { value, escape });
        } else if !is_harmless(cell) {
            self.blank(row.written(at));
            self.tell_once(row.line, at);
        } else if matches!(shape(cell), Shape::Number | Shape::Date) {
            self.literal_cell(cell, escape);
        } else {
            let value = self.value(cell);
            self.layout.pieces.push(Piece::Value { value, escape });
        }
    }

    /// Adds another sheet of the workbook, which is given back but not read for answers.
    pub(super) fn other_sheet(&mut self, sheet: usize, columns: &[Column], rows: &[Row], heading_rows: usize) {
        let goes_on = (self.sheet, self.row);
        (self.sheet, self.row, self.column) = (sheet, 0, 0);
        for (place, row) in rows.iter().enumerate() {
            for (at, column) in columns.iter().enumerate().filter(|(_, column)| column.is.is_kept()) {
                let (cell, written) = (row.cell(at), row.written(at));
                let typed = match written {
                    Written::Typed(holds) if !matches!(column.is, Use::Opaque | Use::Open | Use::Question) => holds,
                    _ => Holds::Words,
                };
                self.start_cell(typed);
                if typed != Holds::Words || cell.is_empty() {
                } else if place < heading_rows {
                    self.heading_cell(row, at, column);
                } else if matches!(column.is, Use::Open | Use::Question) {
                    let heading = self.heading(cell);
                    self.layout.pieces.push(Piece::Heading { heading, escape: Escape::Plain });
                } else if column.is != Use::Opaque && is_harmless(cell) {
                    let value = self.value(cell);
                    self.layout.pieces.push(Piece::Value { value, escape: Escape::Plain });
                }
            }
            self.end_row();
        }
        (self.sheet, self.row) = goes_on;
    }

    /// The finished transcript.
    pub(super) fn finish(mut self) -> Transcript {
        self.run.next_row = self.row;
        self.run.report.answers += self.turns.len();
        let texts = |words: Vec<String>| words.into_par_iter().map(Text::new).collect::<Vec<Text>>();
        for (turn, said) in self.turns.iter_mut().zip(texts(self.said)) {
            turn.said = said;
        }
        self.layout.values = texts(self.values);
        Transcript {
            session: self.run.file.stem.clone(),
            keyed: false,
            // One row an answer, and nothing that says whose.
            by_comment: self.table.question.is_some() && !self.told_who,
            kind: SessionKind::Survey,
            speakers: self.cast.into_speakers(),
            headings: texts(self.headings),
            turns: self.turns,
            layout: self.layout,
            ..Transcript::default()
        }
    }

    /// Hands the workbook to whoever writes the copy.
    pub(super) fn book(&mut self, book: crate::transcript::Book) {
        self.layout.book = Some(std::sync::Arc::new(book));
    }

    /// Adds a turn, and gives its place.
    fn turn(&mut self, row: &Row, at: usize, speaker: usize) -> usize {
        let table = self.table;
        let question = match table.question.filter(|_| table.comment == Some(at)) {
            Some(question) => row.cell(question),
            None => &table.columns[at].asked,
        };
        let asked = if question.is_empty() { Asked::Unsaid } else { Asked::Heading(self.heading(question)) };
        let (said, turn) = (row.cell(at), self.turns.len());
        self.run.report.placeholders += usize::from(is_placeholder(said));
        self.turns.push(Turn {
            id: format!("{}-{}", self.run.file.stem, self.run.report.answers + turn + 1),
            line: row.line,
            speaker: Some(speaker),
            asked,
            said: Text::default(),
            ..Turn::default()
        });
        self.said.push(said.to_owned());
        turn
    }

    /// The respondent of a row; the same id is the same person, and with one row an answer also the same name.
    fn respondent(&mut self, row: &Row) -> usize {
        let names = naming::names(self.table, row);
        let id = self.table.identity.map(|at| row.cell(at)).filter(|id| !id.is_empty());
        // With one row a person, half a name may be another's too.
        let name = names.first().filter(|name| self.table.question.is_some() || name.trim().contains(' '));
        self.told_who |= id.is_some() || name.is_some();
        let known = match (id, name) {
            (Some(id), _) => self.run.respondents.known("id", id),
            (None, Some(name)) => self.run.respondents.known("name", &key(name)),
            (None, None) => self.run.respondents.new_one(),
        };
        if let Some(&place) = self.places.get(&known) {
            for name in &names {
                self.cast.add_name(place, name);
            }
            return place;
        }
        let place = self.cast.unnamed(Role::Participant, names);
        let speaker = &mut self.cast.speakers_mut()[place];
        speaker.respondent = Some(known);
        if let Some(given) = id.filter(|id| is_pseudonym(id)) {
            given.clone_into(&mut speaker.label);
        }
        self.places.insert(known, place);
        place
    }

    /// Gives the turns of a row, from the one at `first` on, what it tells about its respondent.
    fn give_attributes(&mut self, row: &Row, first: usize) {
        if first == self.turns.len() {
            return;
        }
        let attributes = self.attributes(row);
        if let Some((last, others)) = self.turns[first..].split_last_mut() {
            for turn in others {
                turn.attributes.clone_from(&attributes);
            }
            last.attributes = attributes;
        }
    }

    fn attributes(&self, row: &Row) -> BTreeMap<String, String> {
        let groups = self.table.groups.iter().map(|&at| (&self.table.columns[at].heading, row.cell(at)));
        groups
            .filter(|(_, cell)| !cell.is_empty() && (self.by_value.contains_key(*cell) || is_harmless(cell)))
            .map(|(heading, cell)| (heading.clone(), cell.to_owned()))
            .collect()
    }

    /// The place of a question among the headings.
    fn heading(&mut self, words: &str) -> usize {
        place_of(words, &mut self.headings, &mut self.by_heading)
    }

    /// The place of a closed cell's words among the values.
    fn value(&mut self, words: &str) -> usize {
        place_of(words, &mut self.values, &mut self.by_value)
    }

    fn escape(&self, written: Written) -> Escape {
        match (self.table.form, written) {
            (Form::Sheet, _) => Escape::Plain,
            (Form::Text { delimiter, .. }, Written::Quoted) => Escape::QuotedCsv(delimiter),
            (Form::Text { delimiter, .. }, _) => Escape::Csv(delimiter),
        }
    }

    /// A cell without words.
    fn blank(&mut self, written: Written) {
        if written == Written::Quoted {
            self.layout.literal("\"\"");
        }
    }

    fn literal_cell(&mut self, cell: &str, escape: Escape) {
        let mut written = String::with_capacity(cell.len() + 2);
        escape.write(cell, &mut written);
        self.layout.literal(&written);
    }

    fn start_cell(&mut self, holds: Holds) {
        match self.table.form {
            Form::Sheet => {
                let at = (self.row, self.column);
                self.layout.pieces.push(Piece::Cell { sheet: self.sheet, at, holds });
            }
            Form::Text { delimiter, .. } if self.column > 0 => {
                self.layout.literal(char::from(delimiter).encode_utf8(&mut [0; 4]));
            }
            Form::Text { .. } => {}
        }
        self.column = self.column.saturating_add(1);
    }

    fn end_row(&mut self) {
        if let Form::Text { end, .. } = self.table.form {
            self.layout.literal(end);
        }
        self.column = 0;
        self.row = self.row.saturating_add(1);
    }

    /// Whether an id beyond the first rows still is a running number.
    fn is_running(&self, id: &str) -> bool {
        let turns = self.run.report.answers + self.turns.len();
        let most = u64::try_from(turns).unwrap_or(u64::MAX).saturating_mul(4).saturating_add(2_000);
        numbered(id).is_some_and(|(_, number)| number <= most)
    }

    fn tell_once(&mut self, line: usize, at: usize) {
        if !std::mem::replace(&mut self.run.told[at], true) {
            let what = format!(
                "column {}: cells too long for a group or a figure are left out, from this line on",
                letters(at)
            );
            self.run.file.note(line, what);
        }
    }
}

fn place_of(words: &str, all: &mut Vec<String>, places: &mut FxHashMap<String, usize>) -> usize {
    if let Some(&place) = places.get(words) {
        return place;
    }
    all.push(words.to_owned());
    places.insert(words.to_owned(), all.len() - 1);
    all.len() - 1
}
