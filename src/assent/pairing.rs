//! Pairs turns with the yes/no questions they answer, in one pass over the talk.
//!
//! A question stays on the table until another is put or the talk drifts; whoever asked it, moderators
//! never answer.

use super::ask::{Shape, Speech};
use super::asked::Asked;
use super::bare::is_bare;
use super::cues::{Class, CueBook};
use super::lean::{How, Side, lean};
use super::reply::Reply;
use super::told::is_early;
use super::words::{Group, Words};
use super::{Exchange, Heard, Question};
use crate::text::Kind;
use crate::transcript::Role;

/// The question on the table.
#[expect(clippy::struct_excessive_bools, reason = "five independent findings about the talk since")]
struct Table<'a> {
    turn: usize,
    asked: Asked,
    /// Who asked it, if a participant.
    asker: Option<&'a str>,
    /// Who has answered it since it was last put or passed on.
    answered: Vec<&'a str>,
    /// Whether somebody holds the floor with a long turn, so that others only show that they listen.
    held: bool,
    /// Whether somebody has said something that is no answer.
    drifted: bool,
    /// Whether a moderator leads the talk.
    led: bool,
    /// Whether those who have answered are asked to say more.
    explaining: bool,
    /// Whether the talk has turned to the meeting itself.
    suspended: bool,
}

impl<'a> Table<'a> {
    fn new(turn: usize, asked: Asked, by: Option<&'a str>, led: bool) -> Self {
        Table {
            turn,
            asked,
            asker: by,
            answered: Vec::new(),
            held: false,
            drifted: false,
            led,
            explaining: false,
            suspended: false,
        }
    }

    /// Puts it to the room again: those answer again who have, and the talk is called back.
    fn pass_on(&mut self) {
        self.answered.clear();
        (self.drifted, self.held, self.explaining, self.suspended) = (false, false, false, false);
    }
}

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

/// For each turn, which earlier turn asked the yes/no question it answers.
pub(super) fn pair(
    words: &Words,
    questions: &CueBook,
    turns: &[Exchange<'_>],
    heard: &[Option<Heard<'_>>],
) -> Vec<Option<usize>> {
    let mut pairs = vec![None; turns.len()];
    let mut table: Option<Table<'_>> = None;
    let led = turns.iter().any(|turn| turn.role == Role::Moderator);
    for (at, turn) in turns.iter().enumerate() {
        if turn.role == Role::Moderator {
            moderated(words, &mut table, &Speech::new(words, questions, turn.text), at, turn);
            continue;
        }
        let question = asked_by_participant(words, questions, turns, at, led);
        if let (Some(open), Some(Heard(reply))) = (table.as_mut(), &heard[at]) {
            let sign = is_sign_of_listening(reply) && open.held;
            if sign || reply.says_nothing() || (open.suspended && question.is_none()) {
                continue;
            }
            let question = question.as_ref().filter(|_| !is_answer_with_tag(open, reply, turn));
            open.held = turn.text.tokens().len() > LONG;
            if question.is_none() && answers_it(open, reply, turns, at) {
                pairs[at] = Some(open.turn);
                open.answered.extend(turn.speaker);
                continue;
            }
            // Explaining an answer is no change of subject.
            open.drifted |= !open.explaining;
        }
        if let Some(question) = question {
            table = Some(Table::new(at, Asked::new(words, turn.text, &question), turn.speaker, led));
        }
    }
    pairs
}

/// What a moderator's turn does to the table.
fn moderated<'a>(words: &'a Words, table: &mut Option<Table<'a>>, speech: &Speech<'_>, at: usize, turn: &Exchange<'a>) {
    if let Some(question) = speech.question() {
        *table = Some(Table::new(at, Asked::new(words, turn.text, &question), None, true));
        return;
    }
    let shapes: Vec<Shape> = (0..speech.count()).map(|place| speech.shape(place)).collect();
    if shapes.contains(&Shape::Open) {
        *table = None;
    } else if let Some(open) = table {
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

/// A participant's question counts if it closes the turn and the next turn takes it up; in a `led` talk, only if the
/// turn is no story.
fn asked_by_participant(
    words: &Words,
    questions: &CueBook,
    turns: &[Exchange<'_>],
    at: usize,
    led: bool,
) -> Option<Question> {
    let turn = &turns[at];
    turn.text.sentences().len().checked_sub(1).filter(|&last| last <= 3 || !led)?;
    let marked = turn.text.tokens().last().is_some_and(|token| token.normal().contains('?'));
    if !marked && !is_bare(turn.text) {
        return None;
    }
    let speech = Speech::new(words, questions, turn.text);
    let last = speech.count().checked_sub(1)?;
    let sentence = speech.sentence(last);
    let Shape::YesNo { .. } = speech.shape(last) else { return None };
    let question = speech.question()?;
    let next = turns.get(at + 1)?;
    let other = next.role == Role::Participant && next.speaker != turn.speaker;
    // "Have I a choice?" asks nobody.
    let own = turn.text.tokens()[sentence].iter().any(|token| token.normal() == "i");
    (other && !own).then_some(question)
}

/// "It is, isn't it?": an answer to what the moderator asked, with a tag that asks nobody.
fn is_answer_with_tag(open: &Table<'_>, reply: &Reply<'_>, turn: &Exchange<'_>) -> bool {
    let fresh = turn.speaker.is_none_or(|speaker| !open.answered.contains(&speaker));
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
    let behind_answer = before.role == Role::Participant && at - 1 != open.turn;
    if reply.hit_in(Class::Aside, &reply.first_sentence()).is_some() {
        return false;
    }
    // Where two talk with nobody leading, who is asked answers next, in whatever words.
    if !open.led && open.turn + 1 == at && open.asker.is_some() {
        return !reply.only_asks();
    }
    let firm = match lean.how {
        How::Said => true,
        How::Idiom | How::Qualified => is_early(reply, OPENING) && (!open.drifted || length <= 12),
        How::Related | How::Told => false,
    };
    let again = turn.speaker.is_some_and(|speaker| open.answered.contains(&speaker));
    let changes = changes_mind(reply);
    if (again && !changes) || (open.explaining && !changes && lean.how != How::Said) {
        return false;
    }
    let spoken_to = behind_answer && turn.speaker.is_some_and(|speaker| names(before, speaker));
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

/// "On second thoughts, no.": the last word of this speaker counts.
fn changes_mind(reply: &Reply<'_>) -> bool {
    reply.hit_in(Class::Change, &(0..reply.end_of_sentences(2))).is_some()
}

/// "Mm-hm", "right": said while another has the floor.
fn is_sign_of_listening(reply: &Reply<'_>) -> bool {
    reply.length() <= SIGN
        && reply
            .words(0..reply.tokens().len())
            .all(|at| reply.is(at, Group::Backchannel) || reply.is(at, Group::Filler))
}

/// Whether `turn` speaks of the speaker called `label`.
fn names(turn: &Exchange<'_>, label: &str) -> bool {
    let raw = turn.text.as_str();
    raw.contains(&format!("[{label}]"))
        || label
            .split(|c: char| !c.is_alphabetic())
            .filter(|part| part.len() > 2 && part.starts_with(char::is_uppercase))
            .any(|part| turn.text.tokens().iter().any(|token| &raw[token.span.start..token.span.end] == part))
}
