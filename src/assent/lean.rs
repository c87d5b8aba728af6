//! Which way an answer leans: towards yes, towards no, or neither.
//!
//! Looks at what decides the direction, in order: particles and the verb given back, idioms, cues, and last
//! the facts told. How willing a yes is, is weighed elsewhere.

use super::asked::Asked;
use super::boost::{Boost, boost};
use super::cues::{Class, Hit};
use super::echo::{Echo, echo, is_denial, opening};
use super::reply::{Clause, Reply};
use super::scope;
use super::told::{is_telling, qualified, told, zone};
use super::words::Group;

/// A direction and what it rests on.
#[derive(Clone, Debug)]
pub(super) struct Lean {
    pub(super) side: Side,
    pub(super) how: How,
    /// In which sentence a particle spoke the verdict, if it came late.
    pub(super) verdict: Option<usize>,
    /// The echo, where one decided.
    pub(super) echo: Option<Echo>,
}

/// The three directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Yes,
    No,
    Neither,
}

/// What a direction rests on, from the firmest to the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// A particle or the question's verb given back.
    Said,
    /// An idiom of the cue lists.
    Idiom,
    /// A cue or a scope that only a yes would carry.
    Qualified,
    /// A fact that takes up the question's words.
    Related,
    /// Some other fact.
    Told,
}

impl Lean {
    pub(super) fn new(side: Side, how: How) -> Self {
        Lean { side, how, verdict: None, echo: None }
    }
}

/// Which way `reply` leans as an answer to what was `asked`.
pub(super) fn lean(asked: &Asked, reply: &Reply<'_>) -> Lean {
    if reply.hit_in(Class::BothWays, &reply.first_sentence()).is_some() {
        return Lean::new(Side::Yes, How::Idiom);
    }
    if reply.says_nothing() || (reply.is_stray() && !asked.exists) {
        return Lean::new(Side::Neither, How::Told);
    }
    if let Some(lean) = corrected(reply) {
        return lean;
    }
    if asked.exists && names_none(asked, reply) {
        return Lean::new(Side::No, How::Said);
    }
    if asked.faults && is_content(reply) {
        return Lean::new(Side::No, How::Idiom);
    }
    particles(asked, reply)
        .or_else(|| spoken(asked, reply))
        .or_else(|| idiom(asked, reply))
        .or_else(|| qualified(reply))
        .unwrap_or_else(|| told(asked, reply))
}

/// "Yes. On second thoughts, no.": what the speaker ends with counts.
fn corrected(reply: &Reply<'_>) -> Option<Lean> {
    let change = reply.hits.iter().rfind(|hit| hit.class == Class::Change)?;
    let said = |at: usize| reply.is_yes(at) || reply.is_no(at);
    let answered = (0..change.tokens.start).any(said);
    let at = (change.tokens.start..reply.tokens().len()).find(|&at| answered && said(at))?;
    let side = if reply.is_yes(at) { Side::Yes } else { Side::No };
    Some(Lean { verdict: reply.clause_at(at).map(|clause| clause.sentence), ..Lean::new(side, How::Said) })
}

/// "None whatsoever", "No worries here": nothing of what was asked for.
fn names_none(asked: &Asked, reply: &Reply<'_>) -> bool {
    let start = reply.first_sentence().find(|&at| !reply.is_padding(at) && !reply.is_no(at));
    start.is_some_and(|at| {
        let noun = reply.is(at, Group::No) && asked.names(reply.root(at + 1));
        noun || (reply.is(at, Group::NoneOf) && reply.is_mark(at + 1)) || reply.normal(at) == "none"
    })
}

/// "It's OK." to "Is it too fast?": content with the matter, and so denies the fault.
fn is_content(reply: &Reply<'_>) -> bool {
    let first = reply.first_sentence();
    let said = first.clone().any(|at| reply.is_yes(at) || reply.is_no(at) || is_denial(reply, at));
    !said && reply.hit_in(Class::FaintPraise, &first).is_some() && reply.hit_in(Class::Concession, &first).is_none()
}

/// Particles at the start: the last decides, unless the clause after them says otherwise.
fn particles(asked: &Asked, reply: &Reply<'_>) -> Option<Lean> {
    let (mut last, mut mixed, mut rest) = (None, false, reply.tokens().len());
    for at in 0..reply.tokens().len() {
        let particle = if reply.is_yes(at) {
            Some(Side::Yes)
        } else if reply.is_no(at) {
            Some(Side::No)
        } else {
            None
        };
        match particle {
            Some(side) => {
                mixed |= last.is_some_and(|last| last != side);
                last = Some(side);
            }
            None if reply.is_padding(at) && !is_decisive(reply, at) => {}
            None => {
                rest = at;
                break;
            }
        }
    }
    let last = last?;
    let given = reply.clause_at(rest).and_then(|clause| echo(asked, reply, clause));
    let given = given.filter(|given| !is_idiom(asked, reply, given));
    // "No, but it could": what is set against a no takes nothing of it back.
    let given = given.filter(|_| mixed || last == Side::Yes || !reply.is(rest, Group::Contrast));
    let apart = reply.clause_at(rest).is_some_and(|clause| clause.sentence > 0);
    let side = match given {
        Some(ref given)
            if !(apart && given.narrow)
                && (given.bare
                    || (given.yes && given.verb && asked.negative)
                    || (last == Side::Yes && !given.yes && !apart)) =>
        {
            if given.yes {
                Side::Yes
            } else {
                Side::No
            }
        }
        _ => after_particles(asked, reply, last, mixed, rest),
    };
    let echo = given.filter(|given| given.yes && side == Side::Yes);
    Some(Lean { echo, ..Lean::new(side, How::Said) })
}

/// Whether a decisive cue starts at a word that would else be a mere filler, as in "right now".
fn is_decisive(reply: &Reply<'_>, at: usize) -> bool {
    reply.hits.iter().any(|hit| {
        hit.tokens.start == at
            && matches!(hit.class, Class::Booster | Class::Refusal | Class::Affirmation)
            && hit.tokens.len() > 1
    })
}

fn after_particles(asked: &Asked, reply: &Reply<'_>, last: Side, mixed: bool, rest: usize) -> Side {
    let Some(clause) = reply.clause_at(rest) else { return last };
    let follows =
        |class| reply.hit_in(class, &(rest..clause.tokens.end)).is_some_and(|hit| hit.tokens.start <= rest + 3);
    let boosts = reply
        .hit_in(Class::Booster, &(rest..clause.tokens.end))
        .is_some_and(|hit| hit.tokens.start <= rest + 3 && boost(asked, reply, hit) == Boost::Affirms);
    let conceded = reply.hit_in(Class::Concession, &(rest..rest + 1)).is_some();
    let contrast = conceded || reply.is(rest, Group::Contrast) || clause.sentence > 0;
    match last {
        Side::Yes if follows(Class::Refusal) && !contrast => Side::No,
        Side::No if boosts || (mixed && follows(Class::Affirmation)) => Side::Yes,
        Side::No if mixed || asked.negative => {
            let shared = clause.tokens.clone().any(|at| asked.uses(reply.root(at)));
            let denies = clause.tokens.clone().any(|at| is_denial(reply, at)) || follows(Class::Refusal);
            if shared && !denies { Side::Yes } else { Side::No }
        }
        _ => last,
    }
}

/// The verb given back in the first clauses, or a particle that comes later.
fn spoken(asked: &Asked, reply: &Reply<'_>) -> Option<Lean> {
    if scope::stands_alone(reply) {
        return Some(Lean::new(Side::Yes, How::Qualified));
    }
    let particles: Vec<usize> = (0..reply.tokens().len()).filter(|&at| is_late_particle(reply, at)).collect();
    let sides: Vec<Side> = particles.iter().map(|&at| if reply.is_yes(at) { Side::Yes } else { Side::No }).collect();
    let refuses = !sides.is_empty() && !sides.contains(&Side::Yes);
    if let Some((given, bare)) = given_back(asked, reply)
        && (bare || !refuses)
    {
        return Some(given);
    }
    // "The pensioners, yes. The rest, no." still grants something.
    let side = if sides.contains(&Side::Yes) { Side::Yes } else { *sides.first()? };
    let spoken = |&at: &usize| reply.is_yes(at) == (side == Side::Yes);
    let verdict =
        particles.iter().copied().find(spoken).and_then(|at| reply.clause_at(at)).map(|clause| clause.sentence);
    Some(Lean { verdict, ..Lean::new(side, How::Said) })
}

/// The verb given back in the first clause, and whether that is all the clause holds.
fn given_back(asked: &Asked, reply: &Reply<'_>) -> Option<(Lean, bool)> {
    for clause in reply.clauses.iter().take_while(|clause| clause.rank < 1 && clause.sentence < 3) {
        let Some(given) = echo(asked, reply, clause) else { continue };
        if is_restart(reply, clause) || reply.only_turns(clause) {
            continue;
        }
        let wondered = reply.normal(clause.tokens.end - 1).starts_with('?');
        let elsewhere =
            [Class::Refusal, Class::Evasion].into_iter().any(|it| reply.hit_in(it, &clause.tokens).is_some());
        let full = given.yes && given.verb && !elsewhere && !wondered;
        if is_idiom(asked, reply, &given) || !(given.bare || full) {
            continue;
        }
        let side = if given.yes { Side::Yes } else { Side::No };
        let bare = given.bare;
        return Some((Lean { echo: Some(given), ..Lean::new(side, How::Said) }, bare));
    }
    None
}

/// "I wouldn't, um, I wouldn't say so": the clause is taken up again by the next.
fn is_restart(reply: &Reply<'_>, clause: &Clause) -> bool {
    let heads = |clause: &Clause| opening(reply, clause).map(|at| (at, at + 1));
    let next = reply.clauses.iter().filter(|it| it.tokens.start >= clause.tokens.end).find_map(heads);
    let (Some((at, verb)), Some((next, again))) = (heads(clause), next) else { return false };
    let refuses = reply.is(verb, Group::AuxNot) && reply.is(again, Group::AuxNot);
    reply.normal(at) == reply.normal(next) && refuses
}

/// Whether what seems a double negative only denies a word of the question: "I don't mind" to "Do you mind?"
pub(super) fn takes_word(asked: &Asked, reply: &Reply<'_>, hit: &Hit) -> bool {
    let denials = hit.tokens.clone().filter(|&at| is_denial_word(reply, at)).count();
    hit.class == Class::DoubleNegative && denials < 2 && hit.tokens.clone().any(|at| asked.names(reply.root(at)))
}

fn is_denial_word(reply: &Reply<'_>, at: usize) -> bool {
    reply.is(at, Group::Negative) || reply.is(at, Group::AuxNot)
}

/// Whether an idiom stands where the verb seems to be given back: "I wouldn't say it doesn't".
fn is_idiom(asked: &Asked, reply: &Reply<'_>, given: &Echo) -> bool {
    let deciding = [Class::Refusal, Class::Evasion, Class::DoubleNegative, Class::FaintPraise, Class::Conceded];
    // "Do you mind?" - "I don't mind" denies.
    let own = |hit: &Hit| takes_word(asked, reply, hit);
    deciding.into_iter().any(|class| reply.hit_in(class, &given.tokens).is_some_and(|hit| !own(hit)))
        || reply.hit_in(Class::Booster, &given.tokens).is_some_and(|hit| hit.tokens.start <= given.tokens.start + 1)
}

/// Whether a particle that is not at the start is a verdict: in the first sentence or two, or at the end.
fn is_late_particle(reply: &Reply<'_>, at: usize) -> bool {
    let yes = reply.is_yes(at);
    if !yes && !reply.is_no(at) {
        return false;
    }
    let Some(clause) = reply.clause_at(at) else { return false };
    let leads =
        clause.tokens.clone().take_while(|&before| before < at).all(|before| {
            reply.is_padding(before) || reply.is(before, Group::Conjunction) || reply.is(before, Group::Yes)
        });
    let ends = (at + 1..clause.tokens.end).all(|after| reply.is_padding(after) || reply.is(after, Group::Tail));
    let early = clause.sentence < 2 && clause.rank < 3;
    let last = reply.clauses.len().saturating_sub(4);
    let late = reply.clauses.iter().skip(last).any(|it| it.tokens.start == clause.tokens.start);
    (leads || ends || (yes && clause.rank == 0)) && (early || (late && leads))
}

/// Idioms and cues of the lists, the first that decides.
fn idiom(asked: &Asked, reply: &Reply<'_>) -> Option<Lean> {
    let zone = zone(reply);
    let deciding = |hit: &&Hit| {
        hit.tokens.start < zone.end
            && matches!(hit.class, Class::Refusal | Class::Evasion | Class::Affirmation | Class::Booster | Class::Same)
            && !(hit.class == Class::Refusal && (is_conditional(reply, hit) || is_taken_up(asked, reply, hit)))
            && !(hit.class == Class::Evasion && is_answer(asked, reply, hit))
    };
    let first = reply.hits.iter().find(deciding)?;
    if asked.denies && first.class == Class::Affirmation {
        return Some(Lean::new(Side::No, How::Idiom));
    }
    let qualified = reply.hits.iter().find(|hit| is_telling(hit));
    if let Some(qualified) = qualified
        && qualified.tokens.start < first.tokens.start
        && (first.class != Class::Refusal || first.tokens.start >= reply.first_sentence().end)
    {
        return Some(Lean::new(Side::Yes, How::Qualified));
    }
    let side = match first.class {
        Class::Refusal => Side::No,
        Class::Booster if boost(asked, reply, first) != Boost::Affirms => Side::No,
        Class::Evasion => Side::Neither,
        _ => Side::Yes,
    };
    if side == Side::Neither
        && let Some(given) = reply.clauses.iter().skip(1).take(2).find_map(|clause| echo(asked, reply, clause))
        && given.bare
        && given.tokens.len() <= 4
        && !is_idiom(asked, reply, &given)
    {
        let side = if given.yes { Side::Yes } else { Side::No };
        return Some(Lean { echo: Some(given), ..Lean::new(side, How::Said) });
    }
    Some(Lean::new(side, How::Idiom))
}

/// Whether a seeming evasion is the answer itself: "Haven't seen it" to "Have you seen it?"
fn is_answer(asked: &Asked, reply: &Reply<'_>, hit: &Hit) -> bool {
    let denies = hit.tokens.clone().any(|at| reply.is(at, Group::AuxNot) || reply.is(at, Group::Negative));
    denies && hit.tokens.clone().any(|at| !reply.is(at, Group::Common) && asked.opens_with(reply.root(at)))
}

/// "Far too long, every one of them." to "Do they take too long?": the fault asked for is granted.
fn is_taken_up(asked: &Asked, reply: &Reply<'_>, hit: &Hit) -> bool {
    let denies = hit.tokens.clone().any(|at| is_denial_word(reply, at));
    asked.faults && !denies && hit.tokens.clone().any(|at| asked.names(reply.root(at)))
}

/// Whether a refusal stands inside a condition: "As long as nobody falls sick".
fn is_conditional(reply: &Reply<'_>, hit: &Hit) -> bool {
    let Some(clause) = reply.clause_at(hit.tokens.start) else { return false };
    let before = clause.tokens.start..hit.tokens.start;
    reply.hit_in(Class::Condition, &before).is_some_and(|it| Some(it.tokens.start) == opening(reply, clause))
}
