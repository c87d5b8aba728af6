//! Signs that praise is not meant: enthusiasm with a complaint behind it, or a word held at arm's length.
//!
//! One sign alone decides nothing.

use super::cues::{Class, Hit};
use super::reply::Reply;
use super::words::Group;

/// A quoted stretch of up to so many words is held at arm's length.
const SCARE: usize = 2;

/// Praise of up to so many words waits for what follows.
const BRIEF: usize = 3;

/// Whether the answer mocks: praise or a ready "oh sure", and a complaint or a quoted word with it.
pub(super) fn mocks(reply: &Reply<'_>) -> bool {
    let zone = reply.end_of_sentences(2);
    // "It was a slow start, but now it's brilliant": what is set against a complaint is meant.
    let turned = |hit: &Hit| hit.class == Class::Booster && reply.is(hit.tokens.start, Group::Contrast);
    if reply.hits.iter().any(turned) {
        return false;
    }
    let past = (0..zone).any(|at| reply.normal(at) == "used" && reply.normal(at + 1) == "to");
    if past {
        return false;
    }
    let first = reply.first_sentence();
    let brief = reply.words(first.clone()).count() <= BRIEF && first.clone().any(|at| reply.is(at, Group::Praise));
    let heard = if brief { 0..zone } else { first };
    let complaint = heard.into_iter().any(|at| reply.is(at, Group::Complaint) && !reply.is_covered(at));
    let ready = (0..zone).take(3).any(|at| reply.is(at, Group::Ready));
    let praise = (0..zone).any(|at| reply.is(at, Group::Praise));
    let laughs = (0..zone).any(|at| reply.normal(at).starts_with("laugh"));
    let signs = usize::from(complaint) + usize::from(praise) + usize::from(laughs) + usize::from(scare(reply, zone));
    (signs >= 2 && (complaint || laughs || praise))
        || (ready && signs >= 1 && (complaint || scare(reply, zone)))
        || (scare(reply, zone) && !(0..zone).any(|at| reply.is(at, Group::Yes)))
}

/// Whether one or two words stand between quotation marks.
fn scare(reply: &Reply<'_>, zone: usize) -> bool {
    let quotes: Vec<usize> =
        (0..zone).filter(|&at| matches!(reply.normal(at), "\"" | "\u{201c}" | "\u{201d}")).collect();
    quotes.chunks_exact(2).any(|pair| (1..=SCARE).contains(&reply.words(pair[0]..pair[1]).count()))
}
