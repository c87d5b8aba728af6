//! Pairs turns with the yes/no questions they answer, in one pass over the talk.
//!
//! A question stays on the table until another is put or the talk drifts; whoever asked it, moderators
//! never answer. What participants ask each other stands beside it and does not clear the table.

use super::ask::{Shape, Speech};
use super::asked::Asked;
use super::bare::is_bare;
use super::beside::{Beside, Takes};
use super::cues::{Class, CueBook};
use super::goes_on::{NEAR, goes_on};
use super::lean::{How, Side, lean};
use super::reply::Reply;
use super::table::Table;
use super::told::{is_early, manner};
use super::turned::{changes_mind, returns, reverses, steps_aside};
use super::words::{Group, Words};
use super::{Exchange, Heard, Question};
use crate::text::Kind;
use crate::transcript::Role;

/// Longer turns than this are stories when they answer nothing by their words.
const STORY: usize = 45;
/// Turns up to this length can be a mere sign of listening.
const SIGN: usize = 2;
/// A moderator's remark up to this length leaves the floor to the question.
const REMARK: usize = 5;
/// A cue behind so many words is part of a story.
const OPENING: usize = 8;
/// A turn of this length gets signs of listening.
const LONG: usize = 10;
/// A question of up to so many words that names nothing hands the one on the table on.
const BOUNCE: usize = 6;

/// For each turn, which earlier turn asked the yes/no question it answers.
pub(super) fn pair(
    words: &Words,
    questions: &CueBook,
    turns: &[Exchange<'_>],
    heard: &[Option<Heard<'_>>],
) -> Vec<Option<usize>> {
    let led = turns.iter().any(|turn| turn.role == Role::Moderator);
    let mut talk = Talk { words, questions, turns, heard, led, table: None, beside: None, past: Vec::new() };
    let answers = |(at, turn): (usize, &Exchange<'_>)| match (turn.role, &heard[at]) {
        (Role::Moderator, _) => {
            talk.moderated(at);
            None
        }
        (Role::Participant, Some(Heard(reply))) => talk.spoken(at, reply),
        (Role::Participant, None) => None,
    };
    turns.iter().enumerate().map(answers).collect()
}

/// The talk up to a turn.
struct Talk<'a> {
    words: &'a Words,
    questions: &'a CueBook,
    turns: &'a [Exchange<'a>],
    heard: &'a [Option<Heard<'a>>],
    /// Whether a moderator leads it.
    led: bool,
    table: Option<Table<'a>>,
    /// What a participant asked beside the moderator's question.
    beside: Option<Beside<'a>>,
    /// Questions that were on the table before.
    past: Vec<Table<'a>>,
}

/// What a participant's turn asks of the others.
enum Asks {
    /// A question of its own.
    Yes(Question),
    /// What is on the table: "Does it?", "Do you think so, [Participant 2]?"
    Back,
    /// Something about the meeting: "Is this seat free?"
    Meeting,
}

impl<'a> Talk<'a> {
    /// What a moderator's turn does to the table.
    fn moderated(&mut self, at: usize) {
        self.beside = None;
        let turn = &self.turns[at];
        let speech = Speech::new(self.words, self.questions, turn.text);
        if let Some(question) = speech.question() {
            self.put(Table::new(at, Asked::new(self.words, turn.text, &question), None, true));
            return;
        }
        let shapes: Vec<Shape> = (0..speech.count()).map(|place| speech.shape(place)).collect();
        if shapes.contains(&Shape::Open) {
            self.past.extend(self.table.take());
        } else if let Some(open) = &mut self.table {
            let words = turn.text.tokens().iter().filter(|token| token.kind != Kind::Mark).count();
            if shapes.contains(&Shape::Prompt) {
                open.pass_on();
            } else if shapes.contains(&Shape::Procedure) {
                open.suspended = true;
            } else if shapes.contains(&Shape::FollowUp) {
                open.explaining = true;
                open.held = false;
            } else if words <= REMARK {
                open.drifted = false;
                open.held = false;
            } else {
                open.drifted = true;
            }
        }
    }

    /// Puts another question on the table.
    fn put(&mut self, table: Table<'a>) {
        self.past.extend(self.table.replace(table));
    }

    /// What a participant's turn does, and the question that it answers.
    fn spoken(&mut self, at: usize, reply: &'a Reply<'a>) -> Option<usize> {
        let turn = &self.turns[at];
        let asks = self.asks(at);
        let asks = asks.filter(|_| !self.table.as_ref().is_some_and(|open| is_answer_with_tag(open, reply, turn)));
        if let Some(open) = &mut self.table {
            let sign = is_sign_of_listening(reply) && open.held;
            if sign || reply.says_nothing() || (open.suspended && asks.is_none()) {
                return None;
            }
        }
        // "Yes. Is there a copy somewhere?" answers first.
        let answers = asks.is_some() && self.answers_first(at, reply);
        let answered = if answers { self.answered(at, reply) } else { None };
        match asks {
            Some(Asks::Yes(question)) => self.asked(at, &question),
            Some(Asks::Back) => self.table.as_mut().into_iter().for_each(|open| open.called = at + 1),
            Some(Asks::Meeting) => self.beside = Some(Beside::meeting(at)),
            None => return self.answered(at, reply),
        }
        answered
    }

    /// Whether a sentence that says yes or no to the moderator's question stands before what the turn asks.
    fn answers_first(&self, at: usize, reply: &Reply<'_>) -> bool {
        let first = reply.first_sentence();
        let led = self.table.as_ref().is_some_and(|open| open.asker.is_none());
        let more = self.turns[at].text.sentences().len() > 1;
        let asks = reply.normal(first.end.saturating_sub(1)).contains('?');
        let opens = first.into_iter().find(|&at| !reply.is_padding(at));
        led && more && !asks && opens.is_some_and(|at| reply.is_yes(at) || reply.is_no(at))
    }

    /// A participant puts a question: beside the moderator's, or on the table.
    fn asked(&mut self, at: usize, question: &Question) {
        let turn = &self.turns[at];
        let table = Table::new(at, Asked::new(self.words, turn.text, question), turn.speaker, self.led);
        match &mut self.table {
            Some(open) if open.asker.is_none() && !open.explaining => {
                open.held = false;
                self.beside = Some(Beside::question(table, self.turns));
            }
            _ => self.put(table),
        }
    }

    /// Which question the turn answers, if any.
    fn answered(&mut self, at: usize, reply: &'a Reply<'a>) -> Option<usize> {
        let turn = &self.turns[at];
        if let Some(past) = returns(reply, turn.speaker, self.table.as_ref(), &self.past) {
            return Some(past);
        }
        let open = self.table.as_mut()?;
        open.held = turn.text.tokens().len() > LONG;
        let last = open.last.filter(|&last| at - last <= NEAR && self.turns[last].speaker == turn.speaker);
        let more = last.and_then(|last| self.heard[last].as_ref()).is_some_and(|Heard(last)| goes_on(reply, last));
        if !more && let Some(beside) = &mut self.beside {
            let answers = |table: &Table<'_>| answers_it(table, reply, self.turns, at);
            match beside.takes(open, reply, turn, at, answers) {
                Takes::Answer(question) => return Some(question),
                Takes::Talk => return None,
                Takes::Nothing => self.beside = None,
            }
        }
        if (more && !open.explaining) || answers_it(open, reply, self.turns, at) {
            open.answered_by(turn.speaker, at, lean(&open.asked, reply).side, is_sign_of_listening(reply));
            return Some(open.turn);
        }
        // Explaining an answer is no change of subject.
        open.drifted |= !open.explaining;
        None
    }

    /// What a participant's turn asks. A question counts if it closes the turn and the next turn takes it up; in a led
    /// talk, only if the turn is no story.
    fn asks(&self, at: usize) -> Option<Asks> {
        let turn = &self.turns[at];
        turn.text.sentences().len().checked_sub(1).filter(|&last| last <= 3 || !self.led)?;
        let marked = turn.text.tokens().last().is_some_and(|token| token.normal().contains('?'));
        if !marked && !is_bare(turn.text) {
            return None;
        }
        let speech = Speech::new(self.words, self.questions, turn.text);
        let last = speech.count().checked_sub(1)?;
        let shape = speech.shape(last);
        // "Where's that draught from?" is side talk too, "Who wants to know?" a way out.
        let evades = || {
            let reply = self.heard[at].as_ref();
            reply.is_some_and(|Heard(reply)| reply.hits.iter().any(|hit| hit.class == Class::Evasion))
        };
        let talk = shape == Shape::Procedure || (shape == Shape::Open && speech.count() == 1 && !evades());
        if talk && marked && self.led {
            return Some(Asks::Meeting);
        }
        let Shape::YesNo { .. } = shape else { return None };
        let question = speech.question()?;
        let next = self.turns.get(at + 1)?;
        let other = next.role == Role::Participant && next.speaker != turn.speaker;
        let tokens = &turn.text.tokens()[speech.sentence(last)];
        // "Have I a choice?" asks nobody.
        if !other || tokens.iter().any(|token| token.normal() == "i") {
            return None;
        }
        let words = turn.text.tokens().iter().filter(|token| token.kind == Kind::Word).count();
        let asked = Asked::new(self.words, turn.text, &question);
        let back = self.table.as_ref().is_some_and(|open| open.asker.is_none() && open.led) && !asked.names_any();
        Some(if back && words <= BOUNCE { Asks::Back } else { Asks::Yes(question) })
    }
}

/// "It is, isn't it?": an answer to what the moderator asked, with a tag that asks nobody.
fn is_answer_with_tag(open: &Table<'_>, reply: &Reply<'_>, turn: &Exchange<'_>) -> bool {
    let fresh = turn.speaker.is_none_or(|speaker| !open.has_answered(speaker));
    let free = open.asker.is_none() && open.led && !open.suspended && fresh;
    let comma = (0..reply.tokens().len()).rfind(|&at| reply.tokens()[at].is_mark(","));
    let Some(comma) = comma.filter(|_| free && reply.text.sentences().len() == 1) else { return false };
    let mut tail = reply.words(comma + 1..reply.tokens().len());
    let tag = match (tail.next(), tail.next(), tail.next()) {
        (Some(verb), Some(subject), None) => {
            (reply.is(verb, Group::Aux) || reply.is(verb, Group::AuxNot)) && reply.is(subject, Group::Subject)
        }
        (Some(word), None, None) => reply.is(word, Group::Tag),
        _ => false,
    };
    tag && lean(&open.asked, reply).how == How::Said
}

/// Whether the turn at `at` answers the question on the table.
fn answers_it(open: &Table<'_>, reply: &Reply<'_>, turns: &[Exchange<'_>], at: usize) -> bool {
    let turn = &turns[at];
    if reply.text.is_empty() || open.asker.is_some() && open.asker == turn.speaker {
        return false;
    }
    let lean = lean(&open.asked, reply);
    let length = reply.length();
    let before = &turns[at - 1];
    let behind_answer = before.role == Role::Participant && at - 1 != open.turn && open.called != at;
    let changes = changes_mind(reply);
    if steps_aside(reply) && !changes {
        return false;
    }
    // Where two talk with nobody leading, who is asked answers next, in whatever words.
    if !open.led && open.turn + 1 == at && open.asker.is_some() {
        return !reply.only_asks();
    }
    let firm = match lean.how {
        How::Said => true,
        How::Qualified if manner(reply).is_some() => true,
        How::Idiom | How::Qualified => is_early(reply, OPENING) && (!open.drifted || length <= 12),
        How::Related | How::Told => false,
    };
    let says = lean.how == How::Said;
    let settled = |speaker| open.is_settled(speaker, length > SIGN, says);
    let again = open.called != at && turn.speaker.is_some_and(settled);
    let changes = changes || reverses(open, reply, turn.speaker, before.role);
    if (again && !changes) || (open.explaining && !changes && lean.how != How::Said) {
        return false;
    }
    let spoken_to = behind_answer && turn.speaker.is_some_and(|speaker| before.names(speaker).is_some());
    if open.asker.is_some() && !(firm && (lean.how == How::Said || is_early(reply, 2))) {
        return false;
    }
    if firm && !(spoken_to && lean.how != How::Said) {
        return true;
    }
    let related = lean.how == How::Related;
    let continues = behind_answer && reply.is(0, Group::Continuing);
    let story = length > STORY && !related && behind_answer;
    !open.drifted && !spoken_to && !continues && !story && (lean.side != Side::Yes || related)
}

/// "Mm-hm", "right": said while another has the floor.
fn is_sign_of_listening(reply: &Reply<'_>) -> bool {
    reply.length() <= SIGN
        && reply
            .words(0..reply.tokens().len())
            .all(|at| reply.is(at, Group::Backchannel) || reply.is(at, Group::Filler))
}
