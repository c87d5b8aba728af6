//! How far a cue reaches: whether it belongs to the answer or to the talk that follows it.
//!
//! "Yes, if we get the second till" is qualified; "Yes. If the till jams I ring Bob" is not.

use std::ops::Range;

use super::asked::Asked;
use super::cues::{Class, Hit};
use super::lean::{How, Lean, takes_word};
use super::reply::{Clause, Reply};
use super::words::Group;

/// Judges cues of one answer.
pub(super) struct Reach<'a> {
    asked: &'a Asked,
    reply: &'a Reply<'a>,
    /// The sentence of a late verdict; what came before it is settled.
    verdict: Option<usize>,
    /// How many clauses stand before that sentence.
    before: usize,
    /// Whether a particle or the verb given back has answered already.
    said: bool,
}

/// A clause with at most so many words beside its cue is about the cue.
const BESIDE: usize = 4;
/// A longer sentence that opens with "if" says more than the condition.
const LONGEST_CONDITION: usize = 8;

impl<'a> Reach<'a> {
    pub(super) fn new(asked: &'a Asked, reply: &'a Reply<'a>, lean: &Lean) -> Self {
        let late = |clause: &&Clause| lean.verdict.is_some_and(|verdict| verdict > 1 && clause.sentence == verdict);
        let before = reply.clauses.iter().find(late).map_or(0, |clause| clause.rank);
        Reach { asked, reply, before, verdict: lean.verdict, said: matches!(lean.how, How::Said | How::Idiom) }
    }

    /// Whether `hit` qualifies the answer.
    pub(super) fn holds(&self, hit: &Hit) -> bool {
        let Some(clause) = self.reply.clause_at(hit.tokens.start) else { return false };
        if takes_word(self.asked, self.reply, hit) || (hit.class == Class::Hearsay && self.is_asked(&hit.tokens)) {
            return false;
        }
        if hit.class == Class::FaintPraise && self.asked.modest {
            return false;
        }
        if self.verdict.is_some_and(|verdict| verdict > 1 && clause.sentence < verdict) {
            return false;
        }
        let opens = self.opens(hit, clause);
        let closes = (hit.tokens.end..clause.tokens.end).all(|at| self.reply.is_padding(at));
        if hit.class == Class::Concession {
            return (opens || closes) && self.is_near(hit) && self.later(clause) < 3;
        }
        let answering = clause.rank == 0 || !self.said;
        match hit.class {
            Class::Condition if self.said && self.later(clause) > 0 => {
                opens && self.later(clause) == 1 && self.is_whole(clause)
            }
            _ if clause.rank == 0 => true,
            Class::DoubleNegative if self.said => false,
            Class::Condition if self.said => {
                opens && clause.rank < 3 && self.reply.normal(clause.tokens.start) != "and"
            }
            Class::Hedge if self.said && self.later(clause) > 0 && !self.is_first(clause) => false,
            Class::Condition => self.later(clause) == 0 && clause.rank < 3,
            Class::Approximator | Class::Frequency | Class::TimeLimit | Class::Hearsay => {
                let beside = if hit.class == Class::Hearsay { 0 } else { BESIDE };
                let short = self.reply.words(clause.tokens.clone()).count() <= hit.tokens.len() + beside;
                self.is_near(hit)
                    && if answering { self.later(clause) < 2 } else { short && opens && self.later(clause) < 2 }
            }
            _ => self.is_near(hit) && (self.later(clause) == 0 || opens || short_turn(self.reply)),
        }
    }

    /// Whether the cue stands in the first clauses, or closes a short turn.
    pub(super) fn is_near(&self, hit: &Hit) -> bool {
        let Some(clause) = self.reply.clause_at(hit.tokens.start) else { return false };
        let contrast = self.reply.is(clause.tokens.start, Group::Contrast);
        clause.rank < 3 + self.before
            || (self.later(clause) < 2 && contrast)
            || clause.rank + 2 >= self.reply.clauses.len()
    }

    /// Whether the cue is all there is in the last clause.
    pub(super) fn is_verdict(&self, hit: &Hit) -> bool {
        let Some(clause) = self.reply.clause_at(hit.tokens.start) else { return false };
        let last = self.reply.clauses.last().is_some_and(|last| last.tokens.start == clause.tokens.start);
        last && clause.rank > 0
            && clause.tokens.clone().all(|at| {
                self.reply.is_padding(at) || self.reply.is(at, Group::Conjunction) || hit.tokens.contains(&at)
            })
    }

    /// How many sentences after the answering one the clause stands; a late verdict is the answer.
    fn later(&self, clause: &Clause) -> usize {
        clause.sentence.saturating_sub(self.verdict.unwrap_or_else(|| self.reply.answering()))
    }

    fn is_first(&self, clause: &Clause) -> bool {
        self.reply.text.sentences().get(clause.sentence).is_some_and(|sentence| sentence.start == clause.tokens.start)
    }

    /// Whether the clause is a sentence of its own, and a short one.
    fn is_whole(&self, clause: &Clause) -> bool {
        let alone = self.reply.clauses.iter().filter(|it| it.sentence == clause.sentence).count() == 1;
        alone && self.reply.words(clause.tokens.clone()).count() <= LONGEST_CONDITION
    }

    /// Whether nothing but conjunctions, particles, fillers and the verb given back stands before the cue.
    fn opens(&self, hit: &Hit, clause: &Clause) -> bool {
        (clause.tokens.start..hit.tokens.start).all(|at| {
            self.reply.is_padding(at)
                || self.reply.is(at, Group::Conjunction)
                || self.reply.is(at, Group::Yes)
                || self.reply.is(at, Group::No)
                || self.reply.is(at, Group::Subject)
                || self.reply.is(at, Group::Aux)
                || self.reply.is_short(at)
        })
    }

    /// Whether the cue only gives a word of the question back, as "I'm told" does to "Are you told ...?"
    fn is_asked(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().any(|at| self.asked.names(self.reply.root(at)))
    }
}

fn short_turn(reply: &Reply<'_>) -> bool {
    reply.tokens().len() <= 14
}
