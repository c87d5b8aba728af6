//! Finds yes/no questions, pairs answers with them, and scores how an answer says yes.
//!
//! Cue lists and rules decide; a small learned part amends them where they had little to go by.

mod ask;
mod asked;
mod cues;
mod echo;
mod lean;
mod learned;
mod listed;
mod mock;
mod pairing;
mod reach;
mod reply;
mod scope;
mod sketch;
mod told;
mod weigh;
mod words;

pub use learned::{Margins, OUTCOMES};
pub use sketch::BUCKETS;

use ask::Speech;
use asked::Asked;
use cues::{Class, CueBook};
use lean::lean;
use learned::Learned;
use reply::Reply;
use sketch::sketch;
use words::Words;

use crate::lexicons::assent as lists;
use crate::text::{Span, Text};
use crate::transcript::Role;

/// What an answer to a yes/no question amounts to. The order is the order of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// Affirms with emphasis and without reservation.
    ResoundingYes,
    /// Affirms.
    PlainYes,
    /// Affirms with a qualification, or in name only.
    ReluctantYes,
    /// Denies.
    No,
    /// Evades or does not know.
    NonAnswer,
}

impl Label {
    /// Every label, in the order of the findings.
    pub const ALL: [Label; 5] =
        [Label::ResoundingYes, Label::PlainYes, Label::ReluctantYes, Label::No, Label::NonAnswer];

    /// The row contract's word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Label::ResoundingYes => "resounding-yes",
            Label::PlainYes => "plain-yes",
            Label::ReluctantYes => "reluctant-yes",
            Label::No => "no",
            Label::NonAnswer => "non-answer",
        }
    }

    /// Whether it is one of the three kinds of yes.
    pub const fn is_yes(self) -> bool {
        matches!(self, Label::ResoundingYes | Label::PlainYes | Label::ReluctantYes)
    }
}

/// How an answer to a yes/no question says yes, with the words that show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Assent {
    /// What the answer amounts to.
    pub label: Label,
    /// From 0.0 (resounding) to 1.0 (yes in name only); none for `no` and `non-answer`.
    pub reluctance: Option<f32>,
    /// Every cue that moved the number, so that a reader can disagree with it.
    pub cues: Vec<Cue>,
}

/// Words that carry a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// Where they stand in the answer.
    pub span: Span,
    /// Their class in the cue list: `hedge`, `condition`, `booster`, ...
    pub kind: &'static str,
    /// How much they moved reluctance, up or down.
    pub weight: f32,
}

/// One turn as this module sees it.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    /// The speaker's pseudonym, if labelled.
    pub speaker: Option<&'a str>,
    /// Moderator or participant.
    pub role: Role,
    /// What was said.
    pub text: &'a Text,
}

/// A yes/no question inside a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Where it stands.
    pub span: Span,
    /// Whether it is put negatively: "Don't they ring back?"
    pub negative: bool,
    /// Whether it asks for more than a plain yes: "Are you excited?"
    pub strong: bool,
}

/// Tokens that an answer may have which says no more than "same here".
const POINTER: usize = 24;

/// The cue lists made ready for scoring.
#[derive(Debug)]
pub struct Scorer {
    words: Words,
    questions: CueBook,
    answers: CueBook,
    learned: Learned,
}

impl Default for Scorer {
    fn default() -> Self {
        Scorer::new()
    }
}

impl Scorer {
    /// Reads the embedded lists; tests make sure that they can be read.
    pub fn new() -> Self {
        Scorer::keeping(|_| true)
    }

    /// Reads the lists without a part of their longer phrases, a different part for each `seed`.
    ///
    /// The learned part is trained so, to see answers as they come: with idioms that no list knows.
    pub fn hiding(seed: u64) -> Self {
        Scorer::keeping(|phrase| !sketch::is_hidden(phrase, seed))
    }

    fn keeping(keep: impl Fn(&str) -> bool + Sync + Send) -> Self {
        let (words, classes) = Words::new();
        let (questions, answers) = rayon::join(
            || CueBook::new(lists::questions(), &classes, |_| true),
            || CueBook::new(lists::answers(), &classes, keep),
        );
        Scorer { words, questions, answers, learned: Learned::shipped() }
    }

    /// The same lists with another model; none where `model` has not the length of one.
    pub fn with_model(self, model: Vec<u8>, margins: Margins) -> Option<Self> {
        Some(Scorer { learned: Learned::of(model.into(), margins)?, ..self })
    }

    /// The yes/no question that `text` puts, the last one if there are several.
    pub fn question_in(&self, text: &Text) -> Option<Question> {
        Speech::new(&self.words, &self.questions, text).question()
    }

    /// For each turn, which earlier turn asked the yes/no question it answers.
    pub fn pair(&self, turns: &[Exchange<'_>]) -> Vec<Option<usize>> {
        pairing::pair(&self.words, &self.questions, &self.answers, turns)
    }

    /// For each turn that only points at another's answer ("same here", "ditto"), that answer's turn.
    ///
    /// `pairs` is what [`Scorer::pair`] gave for the same turns; the label is to be taken from there.
    pub fn points_at(&self, turns: &[Exchange<'_>], pairs: &[Option<usize>]) -> Vec<Option<usize>> {
        let mut last: Option<(usize, usize)> = None;
        let mut pointed = vec![None; turns.len()];
        for (at, (turn, pair)) in turns.iter().zip(pairs).enumerate() {
            let Some(question) = *pair else { continue };
            let answer = last.filter(|&(asked, _)| asked == question).map(|(_, answer)| answer);
            if answer.is_some() && turn.text.tokens().len() <= POINTER && self.only_points(turn.text) {
                pointed[at] = pointed[answer.unwrap_or(at)].or(answer);
            }
            last = Some((question, at));
        }
        pointed
    }

    /// What `answer` amounts to as an answer to `question`, the last yes/no question of `asked`.
    pub fn score(&self, asked: &Text, question: &Question, answer: &Text) -> Assent {
        let asked = Asked::new(&self.words, asked, question);
        let reply = Reply::new(&self.words, &self.answers, answer);
        let lean = lean(&asked, &reply);
        let assent = weigh::weigh(&asked, &reply, &lean);
        let chances = self.learned.chances(&sketch(&asked, &reply, Some((&lean, &assent))));
        self.learned.amend(assent, &lean, &chances)
    }

    /// What the cue lists alone make of `answer`.
    pub fn by_rules(&self, asked: &Text, question: &Question, answer: &Text) -> Assent {
        let asked = Asked::new(&self.words, asked, question);
        let reply = Reply::new(&self.words, &self.answers, answer);
        weigh::weigh(&asked, &reply, &lean(&asked, &reply))
    }

    /// What the learned part looks at, as numbers below [`BUCKETS`]; with or without what the cue lists found.
    pub fn sketch(&self, asked: &Text, question: &Question, answer: &Text, with_rules: bool) -> Vec<u32> {
        let asked = Asked::new(&self.words, asked, question);
        let reply = Reply::new(&self.words, &self.answers, answer);
        let lean = lean(&asked, &reply);
        let assent = weigh::weigh(&asked, &reply, &lean);
        sketch(&asked, &reply, with_rules.then_some((&lean, &assent)))
    }

    /// Whether `answer` does no more than point at what another said.
    fn only_points(&self, answer: &Text) -> bool {
        let reply = Reply::new(&self.words, &self.answers, answer);
        let first = reply.first_sentence();
        let qualified = reply.hits.iter().any(|hit| hit.class.qualifies() || hit.class == Class::Refusal);
        reply.hit_in(Class::Same, &first).is_some() && !qualified
    }
}

#[cfg(test)]
mod tests;
