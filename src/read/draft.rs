//! A transcript while it is being written down: words become turns, and a layout that can give them back.

use super::cast::Cast;
use super::file::File;
use super::times::{Retimed, Times};
use super::verbatim;
use crate::text::{Span, Text};
use crate::transcript::{Escape, Layout, Piece, SessionKind, Transcript, Turn};

/// A session in the making. Consecutive stretches of one speaker become one turn, joined by single spaces.
pub(super) struct Draft<'r> {
    pub(super) cast: Cast<'r>,
    pub(super) layout: Layout,
    pub(super) retimed: Retimed,
    turns: Vec<Open>,
    escape: Escape,
}

/// A turn that may go on.
struct Open {
    line: usize,
    speaker: Option<usize>,
    words: String,
}

/// Words that were taken into a turn, and where they stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heard {
    pub(super) turn: usize,
    pub(super) span: Span,
}

impl Heard {
    /// The same stretch without what stands before byte `start` and behind byte `end` of it.
    pub(super) fn part(self, start: usize, end: usize) -> Self {
        Heard { span: Span::new(self.span.start + start, self.span.start + end), ..self }
    }
}

impl<'r> Draft<'r> {
    pub(super) fn new(cast: Cast<'r>, escape: Escape, times: Times) -> Self {
        let (layout, retimed) = (Layout::default(), Retimed::new(times));
        Draft { cast, layout, retimed, turns: Vec::new(), escape }
    }

    /// Adds syntax.
    pub(super) fn literal(&mut self, syntax: &str) {
        self.layout.literal(syntax);
    }

    /// Adds the timing line of a cue.
    pub(super) fn timing(&mut self, timing: &str) {
        let timing = self.retimed.line(timing);
        self.layout.literal(&timing);
    }

    /// Adds the label of a speaker.
    pub(super) fn label(&mut self, speaker: usize) {
        self.layout.pieces.push(Piece::Label { speaker, escape: self.escape });
    }

    /// Adds words of `speaker`; white space around them is no part of the turn.
    pub(super) fn say(&mut self, line: usize, speaker: Option<usize>, words: &str) {
        if let Some(heard) = self.hear(line, speaker, words) {
            self.said(heard);
        }
    }

    /// Takes words of `speaker` into their turn, without white space around them.
    pub(super) fn hear(&mut self, line: usize, speaker: Option<usize>, words: &str) -> Option<Heard> {
        let words = words.trim();
        if words.is_empty() {
            return None;
        }
        if self.turns.last().is_none_or(|turn| turn.speaker != speaker) {
            self.turns.push(Open { line, speaker, words: String::new() });
        }
        let at = self.turns.len() - 1;
        let turn = &mut self.turns[at].words;
        if !turn.is_empty() {
            turn.push(' ');
        }
        let start = turn.len();
        turn.push_str(words);
        Some(Heard { turn: at, span: Span::new(start, turn.len()) })
    }

    /// Lets words that were heard stand here in the copy.
    pub(super) fn said(&mut self, heard: Heard) {
        self.layout.pieces.push(Piece::Said { turn: heard.turn, span: heard.span, escape: self.escape });
    }

    /// The words of every turn so far.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.turns.iter().map(|turn| turn.words.as_str())
    }

    /// Whether nobody has said anything yet.
    pub(super) fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    /// The finished session, its turns numbered from 1.
    pub(super) fn finish(self, file: &mut File) -> Transcript {
        let stem = file.stem.clone();
        let turn = |(at, open): (usize, Open)| Turn {
            id: format!("{stem}-{}", at + 1),
            line: open.line,
            speaker: open.speaker,
            said: Text::new(open.words),
            ..Turn::default()
        };
        let turns: Vec<Turn> = self.turns.into_iter().enumerate().map(turn).collect();
        Transcript {
            session: stem.clone(),
            keyed: false,
            by_comment: false,
            kind: SessionKind::FocusGroup,
            speakers: self.cast.into_speakers(),
            present: std::mem::take(&mut file.present),
            verbatim: verbatim::measured(file.stated, turns.iter().map(|turn| turn.said.as_str())),
            headings: Vec::new(),
            turns,
            layout: self.layout,
        }
    }
}
