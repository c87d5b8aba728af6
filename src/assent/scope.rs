//! Answers that hold for a part only: "For bikes.", "The older ones, yes.", "On nights it is."

use super::asked::Asked;
use super::cues::Class;
use super::echo::{is_denial, opening};
use super::reply::{Clause, Reply};
use super::words::Group;

/// How an answer limits what it holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// It does not.
    None,
    /// It names its own area and backs it with a reason.
    Own,
    /// It names a part and says nothing else.
    Part,
    /// It names a part and sets another against it.
    Contrast,
}

/// The longest phrase that counts as a scope.
const LONGEST: usize = 9;

/// Whether the turn is a scope and nothing else.
pub(super) fn stands_alone(reply: &Reply<'_>) -> bool {
    let Some(clause) = reply.clauses.iter().find(|clause| opening(reply, clause).is_some()) else { return false };
    let Some(start) = opening(reply, clause) else { return false };
    let words = reply.words(start..clause.tokens.end).count();
    let ends = reply.clauses.iter().all(|it| it.sentence != clause.sentence || it.tokens.end <= clause.tokens.end);
    let verb = (start..clause.tokens.end).any(|at| reply.is(at, Group::Aux) || reply.is(at, Group::AuxNot));
    let cue = reply.hits.iter().any(|hit| hit.tokens.contains(&start));
    let part = reply.is(start, Group::Determiner) && words <= SHORT && opposes(reply, clause);
    (reply.is(start, Group::Preposition) || part)
        && !cue
        && !reply.normal(clause.tokens.end - 1).starts_with('?')
        && !is_whole(reply, start, clause.tokens.end)
        && (1..=LONGEST).contains(&words)
        && ends
        && !verb
        && words > 1
}

/// "With every kind of customer", "for this kind of thing": no part, but all of it or the matter itself.
fn is_whole(reply: &Reply<'_>, start: usize, end: usize) -> bool {
    let mut words = reply.words(start + 1..end);
    let (first, second) = (words.next(), words.next());
    let is = |at: Option<usize>, group| at.is_some_and(|at| reply.is(at, group));
    let this = first.is_some_and(|at| matches!(reply.normal(at), "this" | "that" | "these" | "those"));
    is(first, Group::Whole) || (this && is(second, Group::Sort))
}

/// A part named by so many words at most.
const SHORT: usize = 3;

/// "The coat. The trousers want burning.": the next sentence opens like the clause.
fn opposes(reply: &Reply<'_>, clause: &Clause) -> bool {
    let next = reply.clauses.iter().find(|it| it.sentence == clause.sentence + 1);
    let start = next.and_then(|next| opening(reply, next));
    start.is_some_and(|at| Some(reply.normal(at)) == opening(reply, clause).map(|at| reply.normal(at)))
}

/// Whether a short second sentence denies for a part: "Sensors, not so much."
pub(super) fn takes_back(reply: &Reply<'_>) -> bool {
    let Some(second) = reply.text.sentences().get(1).cloned() else { return false };
    let words = reply.words(second.clone()).count();
    let denies = second.clone().any(|at| reply.is_no(at)) || reply.hit_in(Class::Refusal, &second).is_some();
    let starts = second.clone().find(|&at| !reply.is_padding(at)).is_some_and(|at| {
        !reply.is_no(at)
            && !reply.is(at, Group::Negative)
            && !reply.is(at, Group::Subject)
            && !reply.is(at, Group::NoneOf)
    });
    let named = second.clone().find(|&at| !reply.is_padding(at)).is_some_and(|at| reply.is(at, Group::Determiner));
    let refuses = second.clone().any(|at| reply.is(at, Group::AuxNot) || reply.is(at, Group::Denying));
    (words <= 5 && denies && starts) || (words <= LONGEST && named && refuses)
}

/// The scope of a yes. `narrow` says that the verb given back had a subject of its own.
pub(super) fn scope(asked: &Asked, reply: &Reply<'_>, narrow: bool) -> Scope {
    let Some(place) = reply.clauses.iter().position(|clause| opening(reply, clause).is_some()) else {
        return Scope::None;
    };
    let clause = &reply.clauses[place];
    let limited = narrow || is_limited(reply, clause) || stands_alone(reply) || is_placed(asked, reply, place);
    if !limited {
        return Scope::None;
    }
    let rest = &reply.clauses[place + 1..];
    let Some((next, start)) = rest.iter().find_map(|next| opening(reply, next).map(|start| (next, start))) else {
        return Scope::Part;
    };
    let reason = (next.tokens.start..=start).any(|at| reply.is(at, Group::Reason))
        || reply.is(start, Group::Subject)
        || reply.normal(start).contains('\'');
    let denies = next.tokens.clone().any(|at| is_denial(reply, at) || reply.is(at, Group::Contrast));
    if reason && !denies { Scope::Own } else { Scope::Contrast }
}

/// "It works on the leaflet": the whole turn is one short clause that ends in a place or a part of its own.
fn is_placed(asked: &Asked, reply: &Reply<'_>, place: usize) -> bool {
    let clause = &reply.clauses[place];
    let words: Vec<usize> = reply.words(clause.tokens.clone()).collect();
    let whole = reply.clauses.len() == place + 1 && words.len() <= LONGEST;
    let yes = reply.words(0..clause.tokens.end).any(|at| reply.is(at, Group::Yes));
    let Some(at) = words.iter().rposition(|&at| reply.is(at, Group::Preposition)).filter(|&at| at >= 2) else {
        return false;
    };
    let rest = &words[at + 1..];
    let taken = |at: usize| reply.is(at, Group::Subject) || reply.is(at, Group::Tail) || asked.uses(reply.root(at));
    let covered = words.iter().any(|&at| reply.is_covered(at));
    whole && !yes && !covered && !rest.is_empty() && !rest.iter().any(|&at| taken(at))
}

/// Whether `clause` opens the turn with a phrase of place, time or person before the yes.
fn is_limited(reply: &Reply<'_>, clause: &Clause) -> bool {
    let Some(start) = opening(reply, clause) else { return false };
    let before = (clause.tokens.start..start).any(|at| reply.is(at, Group::Yes));
    let words: Vec<usize> = reply.words(start..clause.tokens.end).collect();
    if reply.is(start, Group::Preposition) && !reply.is_covered(start) {
        if is_whole(reply, start, clause.tokens.end) {
            return false;
        }
        return !before || reply.is(start, Group::Scoping);
    }
    // "The older ones, yes.": a noun phrase with the yes behind it.
    let relative = |at: usize| matches!(reply.normal(at.saturating_sub(1)), "who" | "that" | "which");
    let verb = words.iter().any(|&at| (reply.is(at, Group::Aux) || reply.is(at, Group::AuxNot)) && !relative(at));
    let noun = reply.is(start, Group::Determiner) || reply.normal(start) == "me" || reply.normal(start) == "mine";
    let yes = (start..clause.tokens.end + 3).any(|at| reply.is(at, Group::Yes));
    let covered = words.iter().any(|&at| reply.hits.iter().any(|hit| hit.tokens.contains(&at)));
    noun && !verb && !before && yes && !covered && words.len() <= LONGEST
}
