//! The row contract: one JSON object a line, rows of one session one after the other.
//!
//! A row that cannot be read is told by its line and left out; no message quotes it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::BufRead;
use std::path::Path;

use serde_json::{Map, Value};

use super::cast::Cast;
use super::file::File;
use super::input::failed;
use super::people::People;
use super::survey::identifies;
use crate::error::{Notice, Result};
use crate::lexicons::names_nobody;
use crate::lexicons::read::MODERATORS;
use crate::text::{Span, Text, normal_form};
use crate::transcript::{Asked, Escape, Layout, Piece, Role, SessionKind, Speaker, Transcript, Turn};

/// Rows being read; a session is held in memory, the stream is not.
pub struct Rows {
    input: Box<dyn BufRead + Send>,
    file: File,
    people: People,
    pass: Vec<String>,
    line: usize,
    read: usize,
    failed: usize,
    ahead: Option<Row>,
}

/// One row, read.
struct Row {
    line: usize,
    id: String,
    session: Option<String>,
    speaker: Option<String>,
    role: Option<Role>,
    question: Option<String>,
    text: String,
    attributes: BTreeMap<String, String>,
    /// Attributes that are numbers or truths.
    typed: BTreeSet<String>,
    passed: BTreeMap<String, Value>,
    /// Whether the row gave its id itself.
    has_id: bool,
}

impl Rows {
    /// Reads rows from `input`, which messages call `path`; fields named in `pass` are kept as they are.
    pub fn new(input: Box<dyn BufRead + Send>, path: &Path, roster: &[Speaker], pass: &[String]) -> Self {
        let people = People::new(roster);
        Rows { input, file: File::new(path), people, pass: pass.to_vec(), line: 0, read: 0, failed: 0, ahead: None }
    }

    /// The next session.
    pub fn next_transcript(&mut self) -> Result<Option<Transcript>> {
        let mut rows: Vec<Row> = Vec::new();
        while let Some(row) = self.next_row()? {
            let joins = rows.first().is_none_or(|first| first.session.is_some() && first.session == row.session);
            if !joins {
                self.ahead = Some(row);
                break;
            }
            rows.push(row);
        }
        Ok((!rows.is_empty()).then(|| Session::of(&rows, &self.people).finish(rows)))
    }

    /// What the user should know of the rows so far.
    pub fn notices(&self) -> &[Notice] {
        &self.file.notices
    }

    /// How many rows could not be read so far.
    pub fn failed(&self) -> usize {
        self.failed
    }

    fn next_row(&mut self) -> Result<Option<Row>> {
        if let Some(row) = self.ahead.take() {
            return Ok(Some(row));
        }
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let read = self.input.read_until(b'\n', &mut bytes);
            if read.map_err(|cause| failed(&self.file.path, &cause))? == 0 {
                return Ok(None);
            }
            self.line += 1;
            let mark = bytes.strip_prefix(b"\xef\xbb\xbf").filter(|_| self.line == 1);
            let bytes = mark.unwrap_or(&bytes);
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            self.read += 1;
            match self.row(bytes) {
                Ok(row) => return Ok(Some(row)),
                Err(rule) => {
                    self.failed += 1;
                    self.file.note(self.line, format!("row left out: {rule}"));
                }
            }
        }
    }

    /// One row; the error is the rule that it breaks.
    fn row(&self, bytes: &[u8]) -> std::result::Result<Row, &'static str> {
        let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8 text")?;
        let value: Value = serde_json::from_str(text).map_err(|_| "not valid JSON")?;
        let Value::Object(mut fields) = value else { return Err("not a JSON object") };
        let id = plain(&fields, "id", "`id` is neither a string nor a number")?;
        let role = match string(&fields, "role", "`role` is not a string")?.map(|role| normal_form(&role)) {
            None => None,
            Some(role) if role == "participant" => Some(Role::Participant),
            Some(role) if MODERATORS.contains(&role) => Some(Role::Moderator),
            Some(_) => return Err("`role` is neither `moderator` nor `participant`"),
        };
        Ok(Row {
            line: self.line,
            has_id: id.is_some(),
            id: id.unwrap_or_else(|| format!("{}-{}", self.file.stem, self.read)),
            session: plain(&fields, "session", "`session` is neither a string nor a number")?,
            speaker: string(&fields, "speaker", "`speaker` is not a string")?.filter(|it| !it.trim().is_empty()),
            role,
            question: plain(&fields, "question", "`question` is not a string")?.filter(|it| !it.trim().is_empty()),
            text: string(&fields, "text", "`text` is not a string")?.ok_or("no `text`")?,
            attributes: attributes(&fields)?,
            typed: typed(&fields),
            passed: self.pass.iter().filter_map(|name| fields.remove_entry(name)).collect(),
        })
    }
}

/// Shows how far it is, never what was read.
impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rows({} read, {} failed)", self.read, self.failed)
    }
}

type Fields = Map<String, Value>;

fn string(fields: &Fields, name: &str, rule: &'static str) -> std::result::Result<Option<String>, &'static str> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(string)) => Ok(Some(string.clone())),
        Some(_) => Err(rule),
    }
}

/// A string, or a number as a string.
fn plain(fields: &Fields, name: &str, rule: &'static str) -> std::result::Result<Option<String>, &'static str> {
    match fields.get(name) {
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        _ => string(fields, name, rule),
    }
}

/// The attributes without those that may tell who somebody is.
fn attributes(fields: &Fields) -> std::result::Result<BTreeMap<String, String>, &'static str> {
    let fields = match fields.get("attributes") {
        None | Some(Value::Null) => return Ok(BTreeMap::new()),
        Some(Value::Object(fields)) => fields,
        Some(_) => return Err("`attributes` is not an object"),
    };
    let mut attributes = BTreeMap::new();
    for (name, value) in fields.iter().filter(|(name, _)| !identifies(name)) {
        let value = match value {
            Value::Null => continue,
            Value::String(value) => value.clone(),
            Value::Bool(_) | Value::Number(_) => value.to_string(),
            Value::Array(_) | Value::Object(_) => return Err("a value in `attributes` is neither text nor number"),
        };
        if !value.contains('@') {
            attributes.insert(name.clone(), value);
        }
    }
    Ok(attributes)
}

/// Which attributes are numbers or truths.
fn typed(fields: &Fields) -> BTreeSet<String> {
    let Some(Value::Object(fields)) = fields.get("attributes") else { return BTreeSet::new() };
    fields.iter().filter(|(_, value)| value.is_number() || value.is_boolean()).map(|(name, _)| name.clone()).collect()
}

/// A session in the making.
struct Session<'r> {
    name: String,
    kind: SessionKind,
    cast: Cast<'r>,
    headings: Vec<Text>,
    by_heading: BTreeMap<String, usize>,
    by_value: BTreeMap<String, usize>,
    turns: Vec<Turn>,
    layout: Layout,
}

impl<'r> Session<'r> {
    fn of(rows: &[Row], people: &'r People) -> Self {
        let talks = rows.iter().any(|row| row.speaker.is_some());
        let kind = if talks { SessionKind::FocusGroup } else { SessionKind::Survey };
        let first = &rows[0];
        let name = first.session.clone().unwrap_or_else(|| first.id.clone());
        let (headings, turns, layout) = (Vec::new(), Vec::with_capacity(rows.len()), Layout::default());
        let (by_heading, by_value) = (BTreeMap::new(), BTreeMap::new());
        Session { name, kind, cast: Cast::new(people), headings, by_heading, by_value, turns, layout }
    }

    fn finish(mut self, rows: Vec<Row>) -> Transcript {
        let mut ids: BTreeMap<String, usize> = BTreeMap::new();
        for (at, row) in rows.into_iter().enumerate() {
            let id = row.id.clone();
            self.row(row, &ids);
            ids.entry(id).or_insert(at);
        }
        let talk = self.turns.iter().filter(|_| self.kind == SessionKind::FocusGroup);
        Transcript {
            session: self.name,
            keyed: true,
            verbatim: super::verbatim::measured(None, talk.map(|turn| turn.said.as_str())),
            by_comment: false,
            kind: self.kind,
            speakers: self.cast.into_speakers(),
            headings: self.headings,
            turns: self.turns,
            layout: self.layout,
            ..Transcript::default()
        }
    }

    fn row(&mut self, row: Row, ids: &BTreeMap<String, usize>) {
        let speaker = self.speaker(&row);
        let asked = match &row.question {
            None => Asked::Unsaid,
            Some(question) if ids.contains_key(question) => Asked::Turn(question.clone()),
            Some(question) => Asked::Heading(self.heading(question)),
        };
        self.lay_out(&row, speaker, &asked, ids);
        self.turns.push(Turn {
            id: row.id,
            line: row.line,
            speaker,
            asked,
            said: Text::new(row.text),
            attributes: row.attributes,
            typed: row.typed,
            passed: row.passed,
        });
    }

    /// Who said it; without a label, a respondent of a survey or a moderator is somebody of their own.
    fn speaker(&mut self, row: &Row) -> Option<usize> {
        let place = match &row.speaker {
            Some(label) => self.cast.place(label.trim()),
            None if self.kind == SessionKind::Survey || row.role == Some(Role::Moderator) => {
                return Some(self.cast.unnamed(row.role.unwrap_or_default(), Vec::new()));
            }
            None => return None,
        };
        if let Some(role) = row.role {
            let known = &mut self.cast.speakers_mut()[place].role;
            *known = if role == Role::Moderator { role } else { *known };
        }
        Some(place)
    }

    fn heading(&mut self, words: &str) -> usize {
        let next = self.headings.len();
        let place = *self.by_heading.entry(words.to_owned()).or_insert(next);
        if place == next {
            self.headings.push(Text::new(words));
        }
        place
    }

    /// Lays the row out with the fields that it came with.
    fn lay_out(&mut self, row: &Row, speaker: Option<usize>, asked: &Asked, ids: &BTreeMap<String, usize>) {
        let escape = Escape::Json;
        let mut fields: Vec<(&str, Piece)> = Vec::new();
        let literal = |value: Value| Piece::Literal(value.to_string());
        if row.has_id {
            fields.push(("id", Piece::Id { turn: self.turns.len(), escape }));
        }
        if row.session.is_some() {
            fields.push(("session", Piece::Session { escape }));
        }
        if let Some(speaker) = speaker.filter(|_| row.speaker.is_some()) {
            fields.push(("speaker", Piece::Label { speaker, escape }));
        }
        if let Some(role) = row.role {
            fields.push(("role", literal(if role == Role::Moderator { "moderator" } else { "participant" }.into())));
        }
        match asked {
            Asked::Unsaid => {}
            Asked::Turn(id) => match ids.get(id) {
                Some(&turn) => fields.push(("question", Piece::Id { turn, escape })),
                None => fields.push(("question", literal(id.clone().into()))),
            },
            Asked::Heading(heading) => fields.push(("question", Piece::Heading { heading: *heading, escape })),
        }
        let span = Span::new(0, row.text.len());
        fields.push(("text", Piece::Said { turn: self.turns.len(), span, escape }));
        for (at, (name, value)) in fields.into_iter().enumerate() {
            for syntax in [if at == 0 { "{\"" } else { ", \"" }, name, "\": "] {
                self.layout.literal(syntax);
            }
            match value {
                Piece::Literal(value) => self.layout.literal(&value),
                piece => self.layout.pieces.push(piece),
            }
        }
        self.attributes(row);
        self.layout.literal("}\n");
    }

    /// Lays attributes out; a team or a place may be called after somebody, and so may the attribute itself.
    fn attributes(&mut self, row: &Row) {
        for (at, (name, value)) in row.attributes.iter().enumerate() {
            self.layout.literal(if at == 0 { ", \"attributes\": {" } else { "," });
            self.value(name);
            self.layout.literal(":");
            self.value(value);
        }
        self.layout.literal(if row.attributes.is_empty() { "" } else { "}" });
    }

    /// Lays words out in which people are to be hidden, unless they can hold none.
    fn value(&mut self, words: &str) {
        if names_nobody(words) {
            return self.layout.literal(&Value::from(words).to_string());
        }
        let next = self.layout.values.len();
        let value = *self.by_value.entry(words.to_owned()).or_insert(next);
        if value == next {
            self.layout.values.push(Text::new(words));
        }
        self.layout.pieces.push(Piece::Value { value, escape: Escape::Json });
    }
}

#[cfg(test)]
mod tests;
