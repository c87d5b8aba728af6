//! Rows of a survey as one transcript.

use std::collections::BTreeMap;

use super::cells::{is_harmless, numbered};
use super::columns::Use;
use super::{Row, Table};
use crate::read::cast::Cast;
use crate::read::file::File;
use crate::read::people::{People, key};
use crate::read::table::heading_key;
use crate::text::{Span, Text};
use crate::transcript::{Asked, Escape, Layout, Piece, Role, SessionKind, Transcript, Turn};

/// A batch in the making.
pub(super) struct Batch<'s> {
    table: &'s Table,
    file: &'s mut File,
    told: &'s mut [bool],
    cast: Cast<'s>,
    /// Respondents by id or name.
    known: BTreeMap<String, usize>,
    headings: Vec<Text>,
    by_heading: BTreeMap<String, usize>,
    /// Turns of earlier batches.
    before: usize,
    turns: Vec<Turn>,
    layout: Layout,
}

impl<'s> Batch<'s> {
    pub(super) fn new(
        table: &'s Table,
        people: &'s People,
        file: &'s mut File,
        told: &'s mut [bool],
        before: usize,
    ) -> Self {
        Batch {
            table,
            file,
            told,
            cast: Cast::new(people),
            known: BTreeMap::new(),
            headings: Vec::new(),
            by_heading: BTreeMap::new(),
            before,
            turns: Vec::new(),
            layout: Layout::default(),
        }
    }

    /// Adds the heading row. Names of columns are syntax; longer headings are questions and go through the masking.
    pub(super) fn headings(&mut self) {
        let mut between = false;
        for column in self.table.columns.iter().filter(|column| column.is.is_kept()) {
            self.delimit(&mut between);
            let words = heading_key(&column.heading).split(' ').count();
            if column.is != Use::Open && words <= 3 && !column.heading.contains('?') {
                self.cell(&column.heading);
            } else {
                let heading = self.heading(&column.heading);
                self.layout.pieces.push(Piece::Heading { heading, escape: self.escape() });
            }
        }
        self.layout.literal(self.table.end);
    }

    /// Adds a row: a turn for every answer.
    pub(super) fn row(&mut self, row: &Row) {
        let speaker = self.respondent(row);
        let attributes = self.attributes(row);
        let mut between = false;
        for (at, column) in self.table.columns.iter().enumerate().filter(|(_, column)| column.is.is_kept()) {
            self.delimit(&mut between);
            let cell = row.cell(at);
            match column.is {
                _ if cell.is_empty() => {}
                Use::Number if is_running(cell, self.before + self.turns.len()) => self.cell(cell),
                Use::Number | Use::Opaque => self.layout.pieces.push(Piece::Label { speaker, escape: self.escape() }),
                Use::Question => {
                    let heading = self.heading(cell);
                    self.layout.pieces.push(Piece::Heading { heading, escape: self.escape() });
                }
                Use::Open => self.answer(row, at, speaker, &attributes),
                _ if is_harmless(cell) => self.cell(cell),
                _ => self.tell_once(row.line, at),
            }
        }
        self.layout.literal(self.table.end);
    }

    pub(super) fn finish(self) -> Transcript {
        Transcript {
            session: self.file.stem.clone(),
            keyed: false,
            // One row an answer, and nothing that says whose.
            by_comment: self.table.question.is_some() && self.known.is_empty(),
            kind: SessionKind::Survey,
            speakers: self.cast.into_speakers(),
            headings: self.headings,
            turns: self.turns,
            layout: self.layout,
        }
    }

    fn answer(&mut self, row: &Row, at: usize, speaker: usize, attributes: &BTreeMap<String, String>) {
        let question = match self.table.question.filter(|_| self.table.comment == Some(at)) {
            Some(question) => row.cell(question),
            None => &self.table.columns[at].heading,
        };
        let asked = if question.is_empty() { Asked::Unsaid } else { Asked::Heading(self.heading(question)) };
        let said = row.cell(at);
        let turn = self.turns.len();
        self.layout.pieces.push(Piece::Said { turn, span: Span::new(0, said.len()), escape: self.escape() });
        self.turns.push(Turn {
            id: format!("{}-{}", self.file.stem, self.before + turn + 1),
            line: row.line,
            speaker: Some(speaker),
            asked,
            said: Text::new(said),
            attributes: attributes.clone(),
            passed: BTreeMap::new(),
        });
    }

    /// The respondent of a row; the same id is the same person, and with one row an answer also the same name.
    fn respondent(&mut self, row: &Row) -> usize {
        let names = self.names(row);
        let id = self.table.identity.map(|at| row.cell(at)).filter(|id| !id.is_empty());
        let name = names.first().filter(|_| self.table.question.is_some());
        let id = id.map(|id| format!("id {id}")).or_else(|| name.map(|name| format!("name {}", key(name))));
        if let Some(&place) = id.as_ref().and_then(|id| self.known.get(id)) {
            for name in &names {
                self.cast.add_name(place, name);
            }
            return place;
        }
        let place = self.cast.unnamed(Role::Participant, names);
        self.known.extend(id.map(|id| (id, place)));
        place
    }

    /// The respondent's names: whole ones first, then first and last put together, then what an address tells.
    fn names(&self, row: &Row) -> Vec<String> {
        let (mut whole, mut first, mut last, mut emails) = (Vec::new(), "", "", Vec::new());
        for (at, column) in self.table.columns.iter().enumerate() {
            let cell = row.cell(at);
            let heading = || heading_key(&column.heading);
            match column.is {
                Use::Name if !cell.chars().any(char::is_alphabetic) || key(cell) == "anonymous" => {}
                Use::Name if heading().contains("first") || heading().contains("given") || heading() == "forename" => {
                    first = cell;
                }
                Use::Name if heading().contains("last") || heading().contains("surname") => last = cell,
                Use::Name => whole.push(cell.to_owned()),
                Use::Email => emails.push(cell),
                _ => {}
            }
        }
        let both = format!("{first} {last}");
        whole.extend(Some(both.trim().to_owned()).filter(|name| !name.is_empty()));
        if whole.is_empty() {
            whole.extend(emails.into_iter().filter_map(name_in));
        }
        whole
    }

    fn attributes(&mut self, row: &Row) -> BTreeMap<String, String> {
        let groups = self.table.columns.iter().enumerate().filter(|(_, column)| column.is == Use::Group);
        let filled = groups.map(|(at, column)| (column.heading.clone(), row.cell(at)));
        filled
            .filter(|(_, cell)| !cell.is_empty() && is_harmless(cell))
            .map(|(heading, cell)| (heading, cell.to_owned()))
            .collect()
    }

    /// The place of a question among the headings.
    fn heading(&mut self, words: &str) -> usize {
        if let Some(&place) = self.by_heading.get(words) {
            return place;
        }
        self.headings.push(Text::new(words));
        self.by_heading.insert(words.to_owned(), self.headings.len() - 1);
        self.headings.len() - 1
    }

    fn escape(&self) -> Escape {
        Escape::Csv(self.table.delimiter)
    }

    fn cell(&mut self, cell: &str) {
        let mut written = String::with_capacity(cell.len());
        self.escape().write(cell, &mut written);
        self.layout.literal(&written);
    }

    fn delimit(&mut self, between: &mut bool) {
        if std::mem::replace(between, true) {
            self.layout.literal(char::from(self.table.delimiter).encode_utf8(&mut [0; 4]));
        }
    }

    fn tell_once(&mut self, line: usize, at: usize) {
        if !std::mem::replace(&mut self.told[at], true) {
            let what =
                format!("column {}: cells too long for a group or a figure are left out, from this line on", at + 1);
            self.file.note(line, what);
        }
    }
}

impl Use {
    /// Whether the column is in the copy.
    fn is_kept(self) -> bool {
        !matches!(self, Use::Name | Use::Email | Use::Identifying | Use::Unclear)
    }
}

/// Whether an id beyond the first rows still is a running number.
fn is_running(id: &str, turns: usize) -> bool {
    let most = u64::try_from(turns).unwrap_or(u64::MAX).saturating_mul(4).saturating_add(2_000);
    numbered(id).is_some_and(|(_, number)| number <= most)
}

/// `Gethin Prosser` for `gethin.prosser@work.example`; nothing where the address is not made of a name.
fn name_in(address: &str) -> Option<String> {
    let (local, _) = address.split_once('@')?;
    let parts: Vec<&str> = local.split(['.', '_']).collect();
    let fits = |part: &&str| part.chars().count() >= 2 && part.chars().all(|c| c.is_alphabetic() || c == '-');
    if parts.len() < 2 || !parts.iter().all(fits) {
        return None;
    }
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect::<String>())
    };
    let name = |part: &str| part.split('-').map(capital).collect::<Vec<_>>().join("-");
    Some(parts.into_iter().map(name).collect::<Vec<_>>().join(" "))
}
