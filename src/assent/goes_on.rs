//! Answers that go on in a further turn: "Yes it does." - "Mm-hm." - "When the vans turn up, that is."
//!
//! Looks at the two halves only; who spoke between them is told elsewhere.

use super::cues::Class;
use super::reply::Reply;
use super::words::Group;

/// The second half stands within so many turns of the first.
pub(super) const NEAR: usize = 3;

/// A second half that only qualifies has up to so many words.
const SHORT: usize = 15;

/// Whether `reply` is the second half of what the same speaker said in `before`.
pub(super) fn goes_on(reply: &Reply<'_>, before: &Reply<'_>) -> bool {
    let small = |reply: &Reply<'_>| reply.text.as_str().chars().find(|c| c.is_alphabetic()).map(char::is_lowercase);
    let lower = small(before) == Some(false) && small(reply) == Some(true);
    before.breaks_off() || lower || hangs(reply)
}

/// "When the vans turn up, that is", "But not on Mondays": it needs something to hang on.
fn hangs(reply: &Reply<'_>) -> bool {
    let all = 0..reply.tokens().len();
    let Some(first) = all.clone().find(|&at| !reply.is_padding(at)) else { return false };
    let classes = [Class::Condition, Class::Concession, Class::TimeLimit, Class::Frequency];
    let qualifies = classes.into_iter().any(|class| reply.hit_in(class, &(first..first + 1)).is_some());
    let says = all.clone().any(|at| reply.is_yes(at) || reply.is_no(at));
    (qualifies || reply.is(first, Group::Contrast)) && !says && reply.words(all).count() <= SHORT
}
