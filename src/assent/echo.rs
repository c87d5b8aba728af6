//! Answers that give the question's own verb back: "They do", "It isn't", "Mine do", "It works".

use std::ops::Range;

use super::asked::Asked;
use super::cues::Class;
use super::reply::{Clause, Reply};
use super::words::Group;
use crate::text::Kind;

/// A verb given back.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent findings about one clause")]
pub(super) struct Echo {
    /// Whether it affirms.
    pub(super) yes: bool,
    /// Whether nothing of weight follows the auxiliary.
    pub(super) bare: bool,
    /// Whether the question's verb itself comes back, right behind a pronoun or at the start.
    pub(super) verb: bool,
    /// Whether the subject is more than a pronoun, and so may limit the answer.
    pub(super) narrow: bool,
    /// What was given back, subject included.
    pub(super) tokens: Range<usize>,
}

/// The longest subject that still makes an echo.
const LONGEST_SUBJECT: usize = 8;

/// The echo that `clause` consists of or opens with, if any.
pub(super) fn echo(asked: &Asked, reply: &Reply<'_>, clause: &Clause) -> Option<Echo> {
    let end = clause.tokens.end;
    let mut start = opening(reply, clause)?;
    // "I'd say it is", "I suppose they do": the softener is not the subject.
    let before = reply.hits.iter().find(|hit| {
        matches!(hit.class, Class::Softener | Class::Hedge) && hit.tokens.start == start && hit.tokens.end < end
    });
    start = before.map_or(start, |hit| hit.tokens.end);
    by_auxiliary(asked, reply, start, end).or_else(|| by_word(asked, reply, start, end))
}

/// The first token of `clause` behind conjunctions, fillers and particles.
pub(super) fn opening(reply: &Reply<'_>, clause: &Clause) -> Option<usize> {
    clause.tokens.clone().find(|&at| {
        let joins = reply.is_padding(at) || reply.is(at, Group::Conjunction);
        !joins && !reply.is(at, Group::Yes) && !reply.is_no(at)
    })
}

/// "They do", "the older ones do", "it's not", "we have not".
fn by_auxiliary(asked: &Asked, reply: &Reply<'_>, start: usize, end: usize) -> Option<Echo> {
    for (place, at) in reply.words(start..end).take(LONGEST_SUBJECT + 1).enumerate() {
        let word = reply.normal(at);
        let short = place == 0 && reply.is_short(at) && !word.starts_with("let'");
        let negated = reply.is(at, Group::AuxNot);
        let auxiliary = (reply.is(at, Group::Aux) && word != "been") || negated;
        if !short && (!auxiliary || place == 0) {
            continue;
        }
        let subject = if short { None } else { Some(start..at) };
        let none = place <= 2
            && (start..at)
                .any(|at| reply.is(at, Group::NoneOf) || (reply.is(at, Group::Denying) && !reply.is_covered(at)));
        let (not, rest) = negation(reply, at + 1, end);
        // "I will be once I know": the verb behind it is given back too.
        let be = reply.words(rest..end).next().filter(|&at| at == rest && reply.normal(at) == "be");
        let rest = be.map_or(rest, |be| be + 1);
        let placed = !short
            && !not
            && reply
                .words(rest..end)
                .next()
                .is_some_and(|at| reply.is(at, Group::Preposition) && !reply.is_covered(at));
        let bare = (!short || not) && (placed || is_bare(reply, rest, end));
        let narrow = placed || subject.is_some_and(|subject| is_narrow(reply, &subject));
        let shared = reply.words(rest..end).take(2).any(|at| shares(asked, reply, at));
        // "I do the morning run" has a verb of its own.
        let object = reply.words(rest..end).next().is_some_and(|at| reply.is(at, Group::Determiner));
        let emphatic = auxiliary && !negated && !object && matches!(word, "do" | "does" | "did");
        if bare || shared || (emphatic && place == 1) {
            let yes = !(negated ^ not ^ none) && !(rest..end).any(|at| !bare && is_denial(reply, at));
            return Some(Echo {
                yes,
                bare,
                narrow: narrow && bare,
                verb: emphatic || shared,
                tokens: start..rest.max(at + 1),
            });
        }
        return None;
    }
    None
}

/// "It works", "they arrive": an affirmative clause that takes up a word of the question.
fn by_word(asked: &Asked, reply: &Reply<'_>, start: usize, end: usize) -> Option<Echo> {
    let mut words = reply.words(start..end).skip_while(|&at| reply.is(at, Group::Tail)).take(4);
    let taken = |at: usize| reply.tokens()[at].kind == Kind::Word && asked.uses(reply.root(at));
    // "They get it", "Works a treat": a pronoun or nothing before the question's verb.
    let verb = match (words.clone().next(), words.clone().nth(1)) {
        (Some(first), _) if shares(asked, reply, first) => Some(first),
        (Some(first), Some(second)) if reply.is(first, Group::Subject) && taken(second) => Some(second),
        _ => None,
    };
    let shared = verb.or_else(|| words.find(|&at| shares(asked, reply, at)))?;
    let yes = !(start..end).any(|at| is_denial(reply, at));
    Some(Echo { yes, bare: false, narrow: false, verb: verb.is_some(), tokens: start..shared + 1 })
}

/// Whether the token takes up a word of the question.
pub(super) fn shares(asked: &Asked, reply: &Reply<'_>, at: usize) -> bool {
    reply.tokens().get(at).is_some_and(|token| token.kind == Kind::Word && asked.names(reply.root(at)))
}

/// Whether the token denies.
pub(super) fn is_denial(reply: &Reply<'_>, at: usize) -> bool {
    (reply.is(at, Group::Negative) || reply.is(at, Group::AuxNot)) && !reply.is_covered(at)
}

/// The verb that an auxiliary is a form of, whether it denies or not: "do" for "does" and "don't".
pub(super) fn verb_of(normal: &str) -> Option<&'static str> {
    let plain = ["n't", "nt", "nae"].into_iter().find_map(|tail| normal.strip_suffix(tail)).unwrap_or(normal);
    Some(match plain {
        "do" | "does" | "did" | "dis" | "din" => "do",
        "am" | "are" | "is" | "was" | "were" | "ai" => "be",
        "has" | "have" | "had" => "have",
        "can" | "ca" | "cannot" => "can",
        "could" => "could",
        "will" | "wo" => "will",
        "would" => "would",
        "should" => "should",
        _ => return None,
    })
}

/// Whether a subject is more than a pronoun: "the older ones", "mine", but not "I think they".
fn is_narrow(reply: &Reply<'_>, subject: &Range<usize>) -> bool {
    let Some(last) = reply.words(subject.clone()).next_back() else { return false };
    let own = reply.is(last, Group::Own);
    let pronoun = reply.words(subject.clone()).any(|at| reply.is(at, Group::Subject));
    own || (!pronoun && !reply.is_covered(last))
}

/// Whether "not" or "never" comes next, and where the rest begins.
fn negation(reply: &Reply<'_>, from: usize, end: usize) -> (bool, usize) {
    let next = reply.words(from..end).find(|&at| !reply.is(at, Group::Filler));
    match next {
        Some(at) if reply.is(at, Group::Denying) && !reply.is_covered(at) => (true, at + 1),
        _ => (false, from),
    }
}

/// Whether nothing but tails, particles and padding is left.
fn is_bare(reply: &Reply<'_>, from: usize, end: usize) -> bool {
    for at in from..end {
        let qualified = reply.hits.iter().any(|hit| hit.tokens.start == at && hit.class.qualifies());
        if qualified || (at > from && reply.is(at, Group::Subject)) {
            return true;
        }
        let small = reply.is_padding(at) || reply.is(at, Group::Tail) || reply.is(at, Group::Yes);
        if !small && !reply.is(at, Group::Conjunction) {
            return false;
        }
    }
    true
}
