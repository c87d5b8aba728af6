//! A transcript while it is being written down: words become turns, and a layout that can give them back.

use super::cast::Cast;
use crate::text::{Span, Text};
use crate::transcript::{Escape, Layout, Piece, SessionKind, Transcript, Turn};

/// A session in the making. Consecutive stretches of one speaker become one turn, joined by single spaces.
pub(super) struct Draft<'r> {
    pub(super) cast: Cast<'r>,
    layout: Layout,
    turns: Vec<Open>,
    escape: Escape,
}

/// A turn that may go on.
struct Open {
    line: usize,
    speaker: Option<usize>,
    words: String,
}

impl<'r> Draft<'r> {
    pub(super) fn new(cast: Cast<'r>, escape: Escape) -> Self {
        Draft { cast, layout: Layout::default(), turns: Vec::new(), escape }
    }

    /// Adds syntax.
    pub(super) fn literal(&mut self, syntax: &str) {
        self.layout.literal(syntax);
    }

    /// Adds the label of a speaker.
    pub(super) fn label(&mut self, speaker: usize) {
        self.layout.pieces.push(Piece::Label { speaker, escape: self.escape });
    }

    /// Adds words of `speaker`; white space around them is no part of the turn.
    pub(super) fn say(&mut self, line: usize, speaker: Option<usize>, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
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
        let span = Span::new(start, turn.len());
        self.layout.pieces.push(Piece::Said { turn: at, span, escape: self.escape });
    }

    /// Whether nobody has said anything yet.
    pub(super) fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    /// The finished session, its turns numbered from 1.
    pub(super) fn finish(self, stem: &str) -> Transcript {
        let turn = |(at, open): (usize, Open)| Turn {
            id: format!("{stem}-{}", at + 1),
            line: open.line,
            speaker: open.speaker,
            said: Text::new(open.words),
            ..Turn::default()
        };
        Transcript {
            session: stem.to_owned(),
            keyed: false,
            by_comment: false,
            kind: SessionKind::FocusGroup,
            speakers: self.cast.into_speakers(),
            headings: Vec::new(),
            turns: self.turns.into_iter().enumerate().map(turn).collect(),
            layout: self.layout,
        }
    }
}
