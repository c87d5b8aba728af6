//! Answers that point at another's: "Same here.", "Yeah, I know.", "I disagree with Ann."
//!
//! Says which answer is pointed at and how; what comes of it rests on the label found there.

use std::ops::Range;

use super::boost::is_complaint;
use super::cues::Class;
use super::echo::is_denial;
use super::goes_on::{NEAR, goes_on};
use super::reply::Reply;
use super::words::Group;
use super::{Exchange, Heard};
use crate::text::Kind;

/// How a turn points at the answer of another turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// It says the same and no more: "Same here.", "Ditto."
    Same(usize),
    /// It nods behind it: "Yeah.", "Exactly." Behind a "no" that is no yes.
    Nod(usize),
    /// It goes on with what the same speaker answered there: "Yes it does." - "When the vans turn up, that is."
    More(usize),
    /// It goes against it: "I disagree with Ann."
    Against {
        /// The answer before it.
        answer: usize,
        /// Whether its own further words praise: "..., it's very useful."
        praises: bool,
    },
}

/// Tokens that an answer may have which says no more than "same here".
const SAME: usize = 24;

/// Words of an answer behind which "Yeah." is a nod; to a bare "No." it would be an answer of one's own.
const TOLD: usize = 4;

/// For each turn that points at another's answer, how it does.
pub(super) fn points_at(
    turns: &[Exchange<'_>],
    heard: &[Option<Heard<'_>>],
    pairs: &[Option<usize>],
) -> Vec<Option<Pointer>> {
    let mut pointed: Vec<Option<Pointer>> = vec![None; heard.len()];
    let mut answers: Vec<usize> = Vec::new();
    for (at, (turn, pair)) in heard.iter().zip(pairs).enumerate() {
        let (Some(question), Some(Heard(reply))) = (*pair, turn) else { continue };
        let last = answers.last().copied().filter(|&last| pairs[last] == Some(question));
        let more = |last: &usize| at - last <= NEAR && turns[*last].speaker == turns[at].speaker;
        if let Some((last, Heard(before))) = last.filter(more).and_then(|last| Some((last, heard[last].as_ref()?)))
            && goes_on(reply, before)
        {
            pointed[at] = Some(Pointer::More(last));
        } else {
            let named = named(turns, at, question, pairs, &answers);
            let answer = named.or(last);
            pointed[at] = answer.and_then(|answer| pointer(reply, heard, &pointed, answer..at, named.is_some()));
        }
        answers.push(at);
    }
    pointed
}

/// How a turn, the end of `between`, points at the answer at its start, which it may have named.
fn pointer(
    reply: &Reply<'_>,
    heard: &[Option<Heard<'_>>],
    pointed: &[Option<Pointer>],
    between: Range<usize>,
    named: bool,
) -> Option<Pointer> {
    let answer = between.start;
    let meant = match pointed[answer] {
        Some(Pointer::Same(meant) | Pointer::Nod(meant)) => meant,
        _ => answer,
    };
    // A moderator between the two has put the question to the second.
    let behind = named || heard[between].iter().all(Option::is_some);
    if only_points(reply) {
        return Some(Pointer::Same(meant));
    }
    if behind && disagrees(reply) {
        return Some(Pointer::Against { answer, praises: praises(reply) });
    }
    let told = heard[meant].as_ref().is_some_and(|Heard(meant)| tells(meant));
    (behind && nods(reply, told)).then_some(Pointer::Nod(meant))
}

/// "What [Participant 2] said": the latest answer of whom the turn names, to the same question if there is one.
///
/// Of several people named the first counts.
fn named(
    turns: &[Exchange<'_>],
    at: usize,
    question: usize,
    pairs: &[Option<usize>],
    answers: &[usize],
) -> Option<usize> {
    let place = |answer: usize| {
        let speaker = turns[answer].speaker.filter(|&speaker| Some(speaker) != turns[at].speaker)?;
        turns[at].names(speaker)
    };
    let first = answers.iter().filter_map(|&answer| Some((place(answer)?, turns[answer].speaker))).min()?.1;
    let theirs = || answers.iter().rev().copied().filter(|&answer| turns[answer].speaker == first);
    let before = theirs().next();
    theirs().find(|&answer| pairs[answer] == Some(question)).or(before)
}

/// Whether the turn does no more than point at what another said.
fn only_points(reply: &Reply<'_>) -> bool {
    let first = reply.first_sentence();
    let qualified = reply.hits.iter().any(|hit| hit.class.qualifies() || hit.class == Class::Refusal);
    reply.tokens().len() <= SAME && reply.hit_in(Class::Same, &first).is_some() && !qualified
}

/// Whether the turn only agrees with what was said before it, which `told` something.
fn nods(reply: &Reply<'_>, told: bool) -> bool {
    let mut words = reply.words(0..reply.tokens().len());
    let small = [Group::Nod, Group::Backchannel, Group::Filler, Group::Address];
    let nod =
        |at: usize| small.iter().any(|&group| reply.is(at, group)) || reply.normal(at) == "i" || called(reply, at);
    words.clone().all(nod) && words.any(|at| reply.is(at, Group::Nod) || (told && reply.is(at, Group::Backchannel)))
}

/// Whether somebody is spoken to by name.
fn called(reply: &Reply<'_>, at: usize) -> bool {
    reply.tokens()[at].kind == Kind::Placeholder
}

/// "I disagree", "No, I disagree with Ann": in the first sentence.
fn disagrees(reply: &Reply<'_>) -> bool {
    reply.words(reply.first_sentence()).any(|at| reply.tokens()[at].stem() == "disagre")
}

/// Whether nothing but good is said: "I disagree with Ann, it's very useful."
fn praises(reply: &Reply<'_>) -> bool {
    let words = || reply.words(0..reply.tokens().len()).filter(|&at| reply.tokens()[at].stem() != "disagre");
    let good = [Group::Praise, Group::Gain, Group::Good];
    words().any(|at| good.iter().any(|&group| reply.is(at, group)))
        && !words().any(|at| is_complaint(reply, at) || (is_denial(reply, at) && !reply.is_no(at)))
}

/// Whether an answer says more than "No, it doesn't": "It's useless."
fn tells(reply: &Reply<'_>) -> bool {
    let mut words = reply.words(0..reply.tokens().len());
    words.clone().count() >= TOLD || words.any(|at| reply.is(at, Group::Complaint) || reply.is(at, Group::Bad))
}
