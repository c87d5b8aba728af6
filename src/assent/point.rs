//! Answers that point at another's: "Same here.", "Yeah, I know.", "I disagree with Ann."
//!
//! Says which answer is pointed at and how; what comes of it rests on the label found there.

use super::Heard;
use super::boost::is_complaint;
use super::cues::Class;
use super::echo::is_denial;
use super::reply::Reply;
use super::words::Group;

/// How a turn points at the answer of another turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// It says the same and no more: "Same here.", "Ditto."
    Same(usize),
    /// It nods behind it: "Yeah.", "Exactly." Behind a "no" that is no yes.
    Nod(usize),
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
pub(super) fn points_at(heard: &[Option<Heard<'_>>], pairs: &[Option<usize>]) -> Vec<Option<Pointer>> {
    let mut last: Option<(usize, usize)> = None;
    let mut pointed: Vec<Option<Pointer>> = vec![None; heard.len()];
    for (at, (turn, pair)) in heard.iter().zip(pairs).enumerate() {
        let (Some(question), Some(Heard(reply))) = (*pair, turn) else { continue };
        let answer = last.filter(|&(asked, _)| asked == question).map(|(_, answer)| answer);
        if let Some(answer) = answer {
            let meant = match pointed[answer] {
                Some(Pointer::Same(meant) | Pointer::Nod(meant)) => meant,
                _ => answer,
            };
            // A moderator between the two has put the question to the second.
            let behind = heard[answer..at].iter().all(Option::is_some);
            pointed[at] = if only_points(reply) {
                Some(Pointer::Same(meant))
            } else if behind && disagrees(reply) {
                Some(Pointer::Against { answer, praises: praises(reply) })
            } else {
                let told = heard[meant].as_ref().is_some_and(|Heard(meant)| tells(meant));
                (behind && nods(reply, told)).then_some(Pointer::Nod(meant))
            };
        }
        last = Some((question, at));
    }
    pointed
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
    let nod = |at: usize| small.iter().any(|&group| reply.is(at, group)) || reply.normal(at) == "i";
    words.clone().all(nod) && words.any(|at| reply.is(at, Group::Nod) || (told && reply.is(at, Group::Backchannel)))
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
