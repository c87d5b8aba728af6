//! What participants ask each other beside the moderator's question: "Is there any more coffee?", "Do they tell you?"
//!
//! It takes its direct reply; what answers the moderator's question goes back to that one.

use super::Exchange;
use super::asked::Asked;
use super::echo::{shares, verb_of};
use super::lean::{How, lean};
use super::reply::Reply;
use super::table::Table;
use super::words::Group;

/// A participant's question beside the one on the table.
pub(super) struct Beside<'a> {
    /// Where it was asked.
    turn: usize,
    /// The question, unless it is about the meeting.
    table: Option<Table<'a>>,
    /// Whom it is put to by name.
    to: Option<&'a str>,
}

/// What becomes of a turn while such a question is open.
pub(super) enum Takes {
    /// It answers the question asked in that turn.
    Answer(usize),
    /// It is side talk.
    Talk,
    /// The side talk is over.
    Nothing,
}

impl<'a> Beside<'a> {
    /// "Is this seat free?", asked in turn `turn`.
    pub(super) fn meeting(turn: usize) -> Self {
        Beside { turn, table: None, to: None }
    }

    /// A yes/no question of its own.
    pub(super) fn question(table: Table<'a>, turns: &'a [Exchange<'a>]) -> Self {
        let asking = &turns[table.turn];
        let mut others = turns.iter().filter_map(|turn| turn.speaker).filter(|&it| Some(it) != asking.speaker);
        let to = others.find(|speaker| asking.names(speaker).is_some());
        Beside { turn: table.turn, table: Some(table), to }
    }

    /// Whether it takes the turn at `at`, while `open` is on the table.
    pub(super) fn takes(
        &mut self,
        open: &Table<'_>,
        reply: &Reply<'_>,
        turn: &Exchange<'a>,
        at: usize,
        answers: impl Fn(&Table<'_>) -> bool,
    ) -> Takes {
        let direct = at == self.turn + 1;
        let Some(side) = &mut self.table else {
            return if direct && !names(&open.asked, None, reply) { Takes::Talk } else { Takes::Nothing };
        };
        let meant = self.to.is_none_or(|to| turn.speaker == Some(to));
        if !meant || side.asker == turn.speaker || names(&open.asked, Some(&side.asked), reply) {
            return Takes::Nothing;
        }
        let takes_up = takes_up(&side.asked, &open.asked, reply);
        if (direct || takes_up || open.drifted) && answers(side) {
            side.answered_by(turn.speaker, at, lean(&side.asked, reply).side, false);
            return Takes::Answer(self.turn);
        }
        if direct && lean(&open.asked, reply).how != How::Said { Takes::Talk } else { Takes::Nothing }
    }
}

/// Whether the first sentence takes up a word of `asked` that is not one of `other`.
fn names(asked: &Asked, other: Option<&Asked>, reply: &Reply<'_>) -> bool {
    let foreign = |at: usize| other.is_none_or(|other| !other.names(reply.root(at)));
    reply.words(reply.first_sentence()).any(|at| shares(asked, reply, at) && foreign(at))
}

/// Whether the first sentence gives back a word of `asked`, or its auxiliary where `other` has another one.
fn takes_up(asked: &Asked, other: &Asked, reply: &Reply<'_>) -> bool {
    let verb = asked.auxiliary.filter(|&verb| other.auxiliary != Some(verb));
    let given =
        |at: usize| (reply.is(at, Group::Aux) || reply.is(at, Group::AuxNot)) && verb_of(reply.normal(at)) == verb;
    names(asked, Some(other), reply) || (verb.is_some() && reply.words(reply.first_sentence()).any(given))
}
