//! Turns that do not simply answer what is on the table: a mind changed, an earlier question taken up, side talk.
//!
//! Says what a turn does; whether it counts is decided in pairing.

use super::cues::Class;
use super::echo::{echo, shares, verb_of};
use super::lean::{How, Side, lean};
use super::reply::Reply;
use super::table::Table;
use super::words::Group;
use crate::transcript::Role;

/// A mind is changed in the first sentences, if at all.
const EARLY: usize = 2;

/// "On second thoughts, no.": the last word of this speaker counts.
pub(super) fn changes_mind(reply: &Reply<'_>) -> bool {
    reply.hit_in(Class::Change, &(0..reply.end_of_sentences(EARLY))).is_some()
}

/// "Hang on, somebody's at the door.": talk beside the matter, unless a yes or no stands with it.
pub(super) fn steps_aside(reply: &Reply<'_>) -> bool {
    let Some(hit) = reply.hit_in(Class::Aside, &reply.first_sentence()) else { return false };
    let said = |at: usize| reply.is_yes(at) || reply.is_no(at);
    let before = (0..hit.tokens.start).any(said);
    let next = reply.clauses.iter().find(|clause| clause.tokens.start >= hit.tokens.end);
    let behind = next.is_some_and(|clause| clause.tokens.clone().find(|&at| !reply.is_padding(at)).is_some_and(said));
    !before && !behind
}

/// Whether a speaker who has answered gives the question's verb back the other way: "Well, no, it doesn't."
pub(super) fn reverses(open: &Table<'_>, reply: &Reply<'_>, speaker: Option<&str>, before: Role) -> bool {
    let Some(side) = speaker.and_then(|speaker| open.side_of(speaker)) else { return false };
    let lean = lean(&open.asked, reply);
    let turned = matches!((side, lean.side), (Side::Yes, Side::No) | (Side::No, Side::Yes)) && lean.how == How::Said;
    // Behind another participant it may as well answer that one.
    let (yes, no) = (said(reply, Side::Yes), said(reply, Side::No));
    let weighs = before == Role::Moderator || (yes && no) || opens_with_filler(reply);
    turned && weighs && gives_back(open, reply, lean.side)
}

/// Which earlier question the turn goes back to: it says so, and names what that one asked about.
pub(super) fn returns(
    reply: &Reply<'_>,
    speaker: Option<&str>,
    open: Option<&Table<'_>>,
    past: &[Table<'_>],
) -> Option<usize> {
    let changes = changes_mind(reply);
    let back = reply
        .hit_in(Class::Aside, &reply.first_sentence())
        .is_some_and(|hit| hit.tokens.clone().any(|at| reply.normal(at) == "back"));
    if !(changes || back || opens_with_filler(reply)) {
        return None;
    }
    // "I take it back" names nothing.
    let own = |at: &usize| {
        !reply.hits.iter().any(|hit| hit.class == Class::Change && hit.tokens.contains(at))
            && reply.normal(*at) != "back"
    };
    let names =
        |table: &Table<'_>| reply.words(0..reply.tokens().len()).filter(own).any(|at| shares(&table.asked, reply, at));
    if open.is_some_and(names) {
        return None;
    }
    let meant = past.iter().rev().filter(|table| table.asker.is_none()).find(|table| names(table))?;
    let turned = || {
        let side = speaker.and_then(|speaker| meant.side_of(speaker));
        let lean = lean(&meant.asked, reply);
        let other = matches!((side, lean.side), (Some(Side::Yes), Side::No) | (Some(Side::No), Side::Yes));
        lean.how == How::Said && (back || other)
    };
    (changes || turned()).then_some(meant.turn)
}

fn said(reply: &Reply<'_>, side: Side) -> bool {
    let says = |at: usize| if side == Side::Yes { reply.is_yes(at) } else { reply.is_no(at) };
    (0..reply.tokens().len()).any(says)
}

/// "Well, ...", "Actually, ...": the speaker takes thought.
fn opens_with_filler(reply: &Reply<'_>) -> bool {
    let first = reply.words(0..reply.tokens().len()).next();
    first.is_some_and(|at| reply.is(at, Group::Filler) && !reply.is(at, Group::Continuing))
}

/// Whether some clause gives the auxiliary of the question back for `side`.
fn gives_back(open: &Table<'_>, reply: &Reply<'_>, side: Side) -> bool {
    reply.clauses.iter().filter_map(|clause| echo(&open.asked, reply, clause)).any(|given| {
        let verb = open.asked.auxiliary;
        let same = given.tokens.clone().any(|at| verb.is_some() && verb_of(reply.normal(at)) == verb);
        same && given.yes == (side == Side::Yes)
    })
}
