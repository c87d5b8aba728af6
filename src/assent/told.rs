//! Answers without any yes or no: what their qualifications grant, and what the facts they tell deny.

use std::ops::Range;

use super::asked::Asked;
use super::cues::{Class, Hit};
use super::echo::{is_denial, opening, shares};
use super::lean::{How, Lean, Side};
use super::reply::Reply;
use super::words::{Group, contraction};

/// A qualification or a scope without any yes: "Mostly.", "If it's on work time.", "For bikes."
pub(super) fn qualified(reply: &Reply<'_>) -> Option<Lean> {
    let zone = zone(reply);
    let start = reply.clauses.iter().find_map(|clause| opening(reply, clause)).unwrap_or(0);
    let stands = |hit: &&Hit| {
        hit.tokens.start < zone.end && (is_telling(hit) || (hit.class.qualifies() && hit.tokens.start <= start))
    };
    let first = reply.hits.iter().find(stands).is_some();
    // "I get told. I just don't get told why.": what is held against it grants it.
    let sentence = reply.first_sentence();
    let conceded = reply.hits.iter().any(|hit| {
        hit.class == Class::Concession
            && hit.tokens.start < zone.end
            && !(sentence.start..hit.tokens.start).any(|at| is_denial(reply, at) || reply.is(at, Group::Denial))
            && reply.words(sentence.start..hit.tokens.start).count() > 1
    });
    if !conceded && denies_for_all(reply) {
        return Some(Lean::new(Side::No, How::Told));
    }
    if !conceded && denies_or_tells(reply, zone.end) {
        return None;
    }
    (first || conceded || manner(reply).is_some()).then(|| Lean::new(Side::Yes, How::Qualified))
}

/// "Half our people are never rung", "Usually it's a guest who says so": a measure of some other fact.
fn denies_or_tells(reply: &Reply<'_>, end: usize) -> bool {
    let telling = |hit: &&Hit| hit.tokens.start < end && hit.class.qualifies();
    let Some(hit) = reply.hits.iter().find(telling) else { return false };
    let Some(clause) = reply.clause_at(hit.tokens.start) else { return false };
    let denies = (hit.tokens.end..clause.tokens.end).any(|at| is_denial(reply, at));
    let mut after = reply.words(hit.tokens.end..clause.tokens.end);
    let fact = after.next().is_some_and(|at| reply.is_short(at)) && after.next().is_some();
    match hit.class {
        Class::Approximator => denies,
        Class::Frequency => denies || fact,
        _ => false,
    }
}

/// "If they reach anyone it isn't a soul with a spanner": the main clause behind the condition denies.
fn denies_for_all(reply: &Reply<'_>) -> bool {
    let sentence = reply.first_sentence();
    let Some(hit) = reply.hit_in(Class::Condition, &sentence) else { return false };
    let main = (hit.tokens.end..sentence.end).filter(|&at| reply.is(at, Group::AuxNot));
    main.into_iter()
        .any(|at| reply.is(at - 1, Group::Subject) && reply.words(hit.tokens.end..at - 1).count() > CONDITION)
}

/// A condition has its own verb within so many words.
const CONDITION: usize = 2;

/// A word of manner as the whole answer: "Slowly.", "Quietly, yes."
pub(super) fn manner(reply: &Reply<'_>) -> Option<usize> {
    let mut own = reply.words(reply.first_sentence()).filter(|&at| !reply.is_padding(at) && !reply.is(at, Group::Yes));
    let (at, rest) = (own.next()?, own.next());
    let word = reply.normal(at);
    (rest.is_none()
        && !reply.hits.iter().any(|hit| hit.tokens.contains(&at))
        && word.len() > 5
        && word.ends_with("ly")
        && !reply.is(at, Group::Common))
    .then_some(at)
}

/// The first two sentences, at most four clauses of them.
pub(super) fn zone(reply: &Reply<'_>) -> Range<usize> {
    let end = reply.clauses.iter().take_while(|clause| clause.rank < 4 && clause.sentence < 2).last();
    0..end.map_or(0, |clause| clause.tokens.end)
}

/// Nothing but facts: what they deny, and whether they take up the question.
pub(super) fn told(asked: &Asked, reply: &Reply<'_>) -> Lean {
    let zone = zone(reply);
    let first = reply.first_sentence();
    let asks = |range: &Range<usize>| reply.tokens()[range.clone()].iter().any(|token| token.normal().starts_with('?'));
    let echoes = asks(&first) && reply.words(first.clone()).count() <= 3;
    if !echoes && reply.only_asks() {
        return Lean::new(Side::Neither, How::Told);
    }
    let body = if echoes { first.end..zone.end.max(first.end) } else { zone };
    if is_elsewhere(reply) {
        return Lean::new(Side::Neither, How::Told);
    }
    let denies = body.clone().any(|at| is_denial(reply, at) || reply.is(at, Group::Denial));
    let related = reply.words(body.clone()).skip(2).any(|at| shares(asked, reply, at));
    let echoes = echoes && reply.tokens()[body.start..].iter().any(|token| token.normal().starts_with('!'));
    // "I've no kids", "I don't see the post": what the speaker lacks says nothing of the matter.
    if denies && !related && !echoes && speaks_of_self(reply) {
        return Lean::new(Side::Neither, How::Told);
    }
    match (denies, related) {
        (true, _) => Lean::new(Side::No, if related { How::Related } else { How::Told }),
        (false, true) => Lean::new(Side::Yes, How::Related),
        (false, false) if asked.exists => Lean::new(Side::Yes, How::Related),
        (false, false) if body.clone().any(|at| reply.is(at, Group::Gain)) => Lean::new(Side::Yes, How::Related),
        (false, false) if echoes => Lean::new(Side::Yes, How::Related),
        (false, false) => Lean::new(Side::No, How::Told),
    }
}

/// "I'm in the laundry", "I'm only the driver", "what rota": the speaker stands elsewhere.
fn is_elsewhere(reply: &Reply<'_>) -> bool {
    let words: Vec<usize> = reply.words(reply.first_sentence()).filter(|&at| !reply.is_padding(at)).collect();
    let Some(&start) = words.first() else { return false };
    if reply.is(start, Group::Wh) && words.len() <= SHORT_QUESTION && reply.text.sentences().len() == 1 {
        return true;
    }
    let (am, from) = match reply.normal(start) {
        "i'm" | "im" | "we're" => (true, 1),
        "i" | "we" => {
            (matches!(words.get(1).map(|&at| reply.normal(at)), Some("am" | "are" | "was" | "were" | "do")), 2)
        }
        _ => (false, 0),
    };
    let mut rest =
        words.iter().skip(from).filter(|&&at| !(reply.is(at, Group::Denying) || reply.is(at, Group::Merely)));
    let only = words.iter().skip(from).take(1).any(|&at| reply.is(at, Group::Merely));
    am && (only || rest.next().is_some_and(|&at| reply.is(at, Group::Determiner) || reply.is(at, Group::Preposition)))
}

/// Whether the first clause denies something of the speaker alone.
fn speaks_of_self(reply: &Reply<'_>) -> bool {
    let Some(clause) = reply.clauses.iter().find(|clause| opening(reply, clause).is_some()) else { return false };
    let start = opening(reply, clause).unwrap_or(clause.tokens.start);
    let word = reply.normal(start);
    let me = word == "i" || contraction(word).is_some_and(|(subject, _)| subject == "i");
    me && clause.tokens.clone().any(|at| is_denial(reply, at))
}

/// A question back of up to so many words.
const SHORT_QUESTION: usize = 3;

/// Whether a cue shows by itself that some yes is meant.
pub(super) fn is_telling(hit: &Hit) -> bool {
    hit.class.qualifies() && !matches!(hit.class, Class::Concession | Class::Condition | Class::Rise | Class::TimeLimit)
}

/// Whether the first cue that decides or qualifies stands within the first `most` words.
pub(super) fn is_early(reply: &Reply<'_>, most: usize) -> bool {
    let deciding = [Class::Refusal, Class::Evasion, Class::Booster, Class::Affirmation, Class::Same];
    let first = reply.hits.iter().find(|hit| hit.class.qualifies() || deciding.contains(&hit.class));
    first.is_some_and(|hit| reply.words(0..hit.tokens.start).filter(|&at| !reply.is_padding(at)).count() <= most)
}
