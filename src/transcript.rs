//! What was said, with real names. Nothing here can be printed, logged or serialised.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use crate::text::{Span, Text};

/// One focus-group session, or one batch of a survey's answers: the unit that is anonymised together.
///
/// It has no `Display` and no `Serialize`, and its `Debug` shows sizes only.
#[derive(Clone, Default)]
pub struct Transcript {
    /// The session's name: the file stem, or the row contract's `session`.
    pub session: String,
    /// Whether the session's name and the turns' ids are keys of the caller's own, handed back as they are; names
    /// made from a file's name are changed where that holds somebody's name.
    pub keyed: bool,
    /// Where it came from.
    pub kind: SessionKind,
    /// Whether each answer stands alone, so that nobody can tell which are one person's.
    pub by_comment: bool,
    /// Whoever spoke, in order of appearance; every label in the file is one of these.
    pub speakers: Vec<Speaker>,
    /// People whom the file lists as present, whether they speak or not: their names are known, and go.
    pub present: Vec<Speaker>,
    /// How closely it keeps to what was said.
    pub verbatim: Verbatim,
    /// Questions printed in the file itself (survey headings), named by [`Asked::Heading`].
    pub headings: Vec<Text>,
    /// Turns or answers in reading order.
    pub turns: Vec<Turn>,
    /// How to give the file back with other words in it.
    pub layout: Layout,
}

/// What kind of gathering a transcript is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SessionKind {
    /// People talking with each other.
    #[default]
    FocusGroup,
    /// People answering in writing, each alone.
    Survey,
}

/// How closely a transcript keeps to what was said: stated in the file, or by what was left in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verbatim {
    /// What the file says of itself.
    pub stated: Option<Level>,
    /// Words of everybody.
    pub words: u64,
    /// How many of them are fillers, such as "um".
    pub fillers: u64,
    /// Repeated and broken-off words.
    pub false_starts: u64,
}

/// Whether fillers and false starts, and with them many hedges, were kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// They were edited out.
    Clean,
    /// They are there.
    Full,
}

impl Level {
    /// In words for a reader.
    pub const fn name(self) -> &'static str {
        match self {
            Level::Clean => "clean",
            Level::Full => "full",
        }
    }
}

impl Verbatim {
    /// Words below which a transcript is too short to tell.
    const ENOUGH_WORDS: u64 = 300;

    /// Fewer fillers and false starts than this in a thousand words, and somebody has tidied them away.
    const TIDY_BELOW: u64 = 3;

    /// The level as stated, else as measured; none where the transcript is too short to tell.
    pub fn level(&self) -> Option<Level> {
        if self.stated.is_some() {
            return self.stated;
        }
        let left = (self.fillers + self.false_starts) * 1000;
        let measured = if left < self.words * Self::TIDY_BELOW { Level::Clean } else { Level::Full };
        (self.words >= Self::ENOUGH_WORDS).then_some(measured)
    }

    /// Fillers and false starts in a thousand words.
    pub fn left_per_thousand(&self) -> u64 {
        ((self.fillers + self.false_starts) * 1000).checked_div(self.words).unwrap_or(0)
    }
}

/// Somebody who spoke or wrote.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Speaker {
    /// The label as the file has it, trimmed; empty for a survey respondent without a name.
    pub label: String,
    /// Further names from a roster, an attendee list or a name column: full name first, then aliases.
    pub names: Vec<String>,
    /// What they did there.
    pub role: Role,
    /// Groups they belong to by the roster, such as `group: front line`.
    pub attributes: BTreeMap<String, String>,
    /// Which respondent of a survey this is, counted from 0 in reading order: who returns in a later batch has the
    /// same number.
    pub respondent: Option<u32>,
}

/// What somebody did in a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Asked, and is never coded or quoted.
    Moderator,
    /// Took part.
    #[default]
    Participant,
}

/// One turn of a speaker, or one survey answer.
#[derive(Clone, Default)]
pub struct Turn {
    /// Its id: the row contract's, or `<file stem>-<n>`.
    pub id: String,
    /// The line in the file where it starts, from 1.
    pub line: usize,
    /// Who said it, as a place in [`Transcript::speakers`]; none for an unlabelled stretch.
    pub speaker: Option<usize>,
    /// The question it answers, as far as the file tells.
    pub asked: Asked,
    /// What was said.
    pub said: Text,
    /// Group columns of the survey row, or the row contract's `attributes`, identifying columns already dropped.
    pub attributes: BTreeMap<String, String>,
    /// Which of them were numbers or truths in the row contract, and come back as such.
    pub typed: BTreeSet<String>,
    /// Fields of the row that pass through untouched because the user named them.
    pub passed: BTreeMap<String, serde_json::Value>,
}

/// What the file itself says about the question a turn answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// Nothing: the question is to be found among the turns before.
    #[default]
    Unsaid,
    /// The turn with this id asked it.
    Turn(String),
    /// A question printed in the file, as a place in [`Transcript::headings`].
    Heading(usize),
}

/// A file as pieces that are safe to copy and holes to be filled with anonymised words.
///
/// Its literals are syntax alone (`WEBVTT`, timings, separators, cue numbers): whoever reads a file must
/// not put a word of it here that anybody wrote or said.
#[derive(Clone, Default)]
pub struct Layout {
    /// The pieces in file order.
    pub pieces: Vec<Piece>,
    /// Words of closed cells, named by [`Piece::Value`]: groups and choices, in which only people are hidden.
    pub values: Vec<Text>,
    /// The workbook to write, where the file was one.
    pub book: Option<Arc<Book>>,
    /// For a file that is a zip archive, its parts; the pieces stand in the one that has none of its own.
    pub package: Vec<Part>,
}

/// A workbook without its cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// The sheets that come back, in order.
    pub sheets: Vec<Sheet>,
    /// Number formats without words in them, named by [`Holds::Number`].
    pub formats: Vec<String>,
}

/// A sheet of a workbook without its cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name, as a place in the first layout's [`Layout::values`].
    pub name: usize,
    /// Widths of columns in characters, by place in the copy.
    pub widths: BTreeMap<u16, f64>,
    /// How many rows and columns stay in sight when the sheet is scrolled.
    pub frozen: (u32, u16),
}

/// What a cell of a workbook holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Holds {
    /// The words of the pieces that follow.
    Words,
    /// A number or a date, with its place in [`Book::formats`].
    Number(f64, usize),
    /// `TRUE` or `FALSE`.
    Truth(bool),
}

/// A part of a file that is a zip archive.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name in the archive.
    pub name: String,
    /// What is in it, free of words; none for the part that the pieces of the layout make.
    pub contents: Option<String>,
}

/// One piece of a [`Layout`].
#[derive(Clone, PartialEq)]
pub enum Piece {
    /// Syntax, copied as it is.
    Literal(String),
    /// A speaker's label.
    Label {
        /// Place in [`Transcript::speakers`].
        speaker: usize,
        /// How the label is written into the file.
        escape: Escape,
    },
    /// A stretch of a turn.
    Said {
        /// Place in [`Transcript::turns`].
        turn: usize,
        /// Which part of the turn's text, as read.
        span: Span,
        /// How the words are written into the file.
        escape: Escape,
    },
    /// A question of [`Transcript::headings`].
    Heading {
        /// Place in [`Transcript::headings`].
        heading: usize,
        /// How the words are written into the file.
        escape: Escape,
    },
    /// A closed cell's words.
    Value {
        /// Place in [`Layout::values`].
        value: usize,
        /// How the words are written into the file.
        escape: Escape,
    },
    /// A cell of a workbook begins; the pieces up to the next one are its words.
    Cell {
        /// Place in [`Book::sheets`].
        sheet: usize,
        /// Row and column, from 0.
        at: (u32, u16),
        /// What it holds.
        holds: Holds,
    },
    /// The id of a turn, as a key of the caller's own.
    Id {
        /// Place in [`Transcript::turns`].
        turn: usize,
        /// How the id is written into the file.
        escape: Escape,
    },
    /// The session's name, which may hold somebody's.
    Session {
        /// How the name is written into the file.
        escape: Escape,
    },
}

/// How words are written into a file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// As they are.
    Plain,
    /// `&`, `<` and `>` as entities, for `WebVTT`.
    Entities,
    /// A CSV field with the given delimiter, quoted where needed; no spreadsheet takes it for a formula.
    Csv(u8),
    /// The same, quoted in any case.
    QuotedCsv(u8),
    /// A JSON string with its quotation marks.
    Json,
    /// A part of a JSON string.
    JsonPart,
    /// `&`, `<` and `>` as entities, for the text of an XML element; characters that XML cannot hold are left out.
    Xml,
}

impl Escape {
    /// Appends `words` to `out` as the format has them.
    pub fn write(self, words: &str, out: &mut String) {
        match self {
            Escape::Plain => out.push_str(words),
            Escape::Entities => words.chars().for_each(|c| match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                c => out.push(c),
            }),
            Escape::Csv(delimiter) => {
                let special = |c: char| matches!(c, '"' | '\r' | '\n') || c == char::from(delimiter);
                if words.contains(special) {
                    quote(words, out);
                } else {
                    defuse(words, out);
                    out.push_str(words);
                }
            }
            Escape::QuotedCsv(_) => quote(words, out),
            Escape::Json => out.push_str(&serde_json::Value::from(words).to_string()),
            Escape::JsonPart => {
                let quoted = serde_json::Value::from(words).to_string();
                out.push_str(&quoted[1..quoted.len() - 1]);
            }
            Escape::Xml => words.chars().for_each(|c| match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '\t' | '\n' | '\r' => out.push(c),
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
                c => out.push(c),
            }),
        }
    }
}

/// Writes a CSV field in quotation marks.
fn quote(words: &str, out: &mut String) {
    out.push('"');
    defuse(words, out);
    let mut parts = words.split('"');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str("\"\"");
        out.push_str(part);
    }
    out.push('"');
}

/// Writes an apostrophe before words that a spreadsheet would calculate; plain numbers and lone dashes stay.
fn defuse(words: &str, out: &mut String) {
    let opens = words.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let number = |rest: &str| rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-'));
    if opens && !(words.starts_with(['+', '-']) && number(&words[1..])) {
        out.push('\'');
    }
}

impl Layout {
    /// Adds syntax at the end, to the last piece where that is syntax too.
    pub fn literal(&mut self, syntax: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Literal(last)) => last.push_str(syntax),
            _ if syntax.is_empty() => {}
            _ => self.pieces.push(Piece::Literal(syntax.to_owned())),
        }
    }
}

impl fmt::Debug for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Transcript({:?}, {} speakers, {} turns)", self.kind, self.speakers.len(), self.turns.len())
    }
}

impl fmt::Debug for Speaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Speaker({:?}, {} names)", self.role, self.names.len())
    }
}

/// Prints where a turn stands, never what was said in it.
impl fmt::Debug for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Turn(line {}, speaker {:?}, {:?})", self.line, self.speaker, self.said)
    }
}

impl fmt::Debug for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Layout({} pieces)", self.pieces.len())
    }
}
