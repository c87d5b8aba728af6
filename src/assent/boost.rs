//! Whether a booster says yes: "Absolutely." does, "Absolutely useless." and "Not very well." do not.
//!
//! Looks at the clause of the booster only; how strong the yes is, is weighed elsewhere.

use super::asked::{Asked, Tone};
use super::cues::{Class, Hit};
use super::echo::is_denial;
use super::reply::Reply;
use super::words::Group;

/// A denial turns a booster that stands within so many words behind it.
const AHEAD: usize = 2;

/// A complaint is what a booster boosts within so many words.
const BEHIND: usize = 3;

/// What the clause makes of a booster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Boost {
    /// It says yes: "Absolutely."
    Affirms,
    /// It is denied: "Not very well."
    Denied,
    /// It makes a complaint bigger: "Totally pointless."
    Complains,
}

/// What the clause of `hit` makes of it.
pub(super) fn boost(asked: &Asked, reply: &Reply<'_>, hit: &Hit) -> Boost {
    let Some(clause) = reply.clause_at(hit.tokens.start) else { return Boost::Affirms };
    let mut ahead = reply.words(clause.tokens.start..hit.tokens.start).rev().take(AHEAD);
    if ahead.any(|at| is_denial(reply, at) && !reply.is_no(at)) {
        return Boost::Denied;
    }
    // The reader of "Are they frustrated?" - "Absolutely frustrated." hears a yes.
    if asked.tone == Tone::Bad {
        return Boost::Affirms;
    }
    let rest = hit.tokens.end..clause.tokens.end;
    let praise = [Group::Praise, Group::Gain, Group::Good];
    // "I love films with fighting in them."
    let from = if hit.tokens.len() > 1 { hit.tokens.start } else { hit.tokens.end };
    let praises = (from..clause.tokens.end).any(|at| praise.iter().any(|&group| reply.is(at, group)));
    let refuses = rest.clone().any(|at| reply.is_no(at)) || reply.hit_in(Class::Refusal, &rest).is_some();
    let complains = reply
        .words(rest)
        .take_while(|&at| !reply.is(at, Group::Lessening))
        .take(BEHIND)
        .any(|at| is_complaint(reply, at) && !asked.uses(reply.root(at)));
    if !praises && (refuses || complains) { Boost::Complains } else { Boost::Affirms }
}

/// Whether the word sounds bad by itself, and no cue says otherwise.
pub(super) fn is_complaint(reply: &Reply<'_>, at: usize) -> bool {
    (reply.is(at, Group::Complaint) || reply.is(at, Group::Bad)) && !reply.is_covered(at)
}
