//! The question on the table: who put it, who has answered it, and what the talk has done since.
//!
//! Decides nothing about a turn.

use super::Exchange;
use super::asked::Asked;
use super::lean::Side;

/// The question on the table.
#[expect(clippy::struct_excessive_bools, reason = "five independent findings about the talk since")]
pub(super) struct Table<'a> {
    pub(super) turn: usize,
    pub(super) asked: Asked,
    /// Who asked it, if a participant.
    pub(super) asker: Option<&'a str>,
    /// The turn of the last answer.
    pub(super) last: Option<usize>,
    /// The turn before which a participant passed it on: whoever speaks there is asked anew.
    pub(super) called: usize,
    /// Whether somebody holds the floor with a long turn, so that others only show that they listen.
    pub(super) held: bool,
    /// Whether somebody has said something that is no answer.
    pub(super) drifted: bool,
    /// Whether a moderator leads the talk.
    pub(super) led: bool,
    /// Whether those who have answered are asked to say more.
    pub(super) explaining: bool,
    /// Whether the talk has turned to the meeting itself.
    pub(super) suspended: bool,
    /// Who has answered it since it was last put or passed on, and what the last answer was.
    answers: Vec<Given<'a>>,
    /// Who has answered it before it was passed on.
    before: Vec<Given<'a>>,
}

/// What one speaker has answered.
#[derive(Clone, Copy)]
struct Given<'a> {
    speaker: &'a str,
    side: Side,
    /// Whether it was a mere "Mm-hm", behind which more may come.
    sign: bool,
}

impl<'a> Table<'a> {
    pub(super) fn new(turn: usize, asked: Asked, by: Option<&'a str>, led: bool) -> Self {
        Table {
            turn,
            asked,
            asker: by,
            last: None,
            called: 0,
            held: false,
            drifted: false,
            led,
            explaining: false,
            suspended: false,
            answers: Vec::new(),
            before: Vec::new(),
        }
    }

    /// Puts it to the room again: those answer again who have, and the talk is called back.
    pub(super) fn pass_on(&mut self) {
        self.before.append(&mut self.answers);
        (self.drifted, self.held, self.explaining, self.suspended) = (false, false, false, false);
    }

    /// Notes an answer.
    pub(super) fn answered_by(&mut self, speaker: Option<&'a str>, at: usize, side: Side, sign: bool) {
        self.last = Some(at);
        self.answers.extend(speaker.map(|speaker| Given { speaker, side, sign }));
    }

    /// Whether `speaker` has answered since it was last put.
    pub(super) fn has_answered(&self, speaker: &str) -> bool {
        self.answers.iter().any(|it| it.speaker == speaker)
    }

    /// Whether `speaker` has answered it for good: behind a mere sign a turn that says `more` may, behind none at all
    /// one that `says` yes or no.
    pub(super) fn is_settled(&self, speaker: &str, more: bool, says: bool) -> bool {
        let open = |it: &Given<'_>| (it.sign && more) || (it.side == Side::Neither && says);
        self.answers.iter().any(|it| it.speaker == speaker && !open(it))
    }

    /// Which way `speaker` answered last.
    pub(super) fn side_of(&self, speaker: &str) -> Option<Side> {
        self.before.iter().chain(&self.answers).rfind(|it| it.speaker == speaker).map(|it| it.side)
    }
}

impl Exchange<'_> {
    /// At which token the turn speaks of the speaker called `label`.
    pub(super) fn names(&self, label: &str) -> Option<usize> {
        let raw = self.text.as_str();
        let parts = || {
            label
                .split(|c: char| !c.is_alphabetic())
                .filter(|part| part.len() > 2 && part.starts_with(char::is_uppercase))
        };
        self.text.tokens().iter().position(|token| {
            let said = &raw[token.span.start..token.span.end];
            let masked = said.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            masked == Some(label) || parts().any(|part| part == said)
        })
    }
}
