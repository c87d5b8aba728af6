//! What was said, with real names. Nothing here can be printed, logged or serialised.

use std::collections::BTreeMap;
use std::fmt;

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
}

/// One piece of a [`Layout`].
#[derive(Clone, PartialEq, Eq)]
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
    /// A CSV field with the given delimiter, quoted where needed.
    Csv(u8),
    /// A JSON string with its quotation marks.
    Json,
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
                    out.push('"');
                    out.push_str(&words.replace('"', "\"\""));
                    out.push('"');
                } else {
                    out.push_str(words);
                }
            }
            Escape::Json => out.push_str(&serde_json::Value::from(words).to_string()),
        }
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
