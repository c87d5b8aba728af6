//! Finds yes/no questions, pairs answers with them, and scores how an answer says yes.
//!
//! Cue lists and rules decide; a small learned part amends them where they had little to go by.

mod ask;
mod asked;
mod bare;
mod beside;
mod boost;
mod bounds;
mod cues;
mod declared;
mod echo;
mod goes_on;
mod hash;
mod known;
mod lean;
mod learned;
mod listed;
mod mock;
mod pairing;
mod point;
mod reach;
mod reply;
mod scope;
mod sketch;
mod table;
mod told;
mod turned;
mod weigh;
mod words;

pub use crate::lexicons::Parts;
pub use learned::{COLUMNS, IN_TALK, OUTCOMES, ROW};
pub use point::Pointer;
pub use sketch::{BUCKETS, OF_OUTCOMES};

use ask::Speech;
use asked::Asked;
use bounds::Bounds;
use cues::{Class, CueBook};
use known::Known;
use lean::{How, Lean, lean};
use learned::{Learned, Total};
use reply::Reply;
use sketch::{sketch, sketch_question};
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

/// A yes/no question made ready once for all its answers.
#[derive(Debug)]
pub struct Put<'a> {
    /// Where it stands, and how it is put.
    pub question: Question,
    /// The wording under which it counts, where its meaning is known whatever the words.
    pub meaning: Option<&'a str>,
    asked: Asked,
    /// Whether it is a statement, which only agreeing and disagreeing answers.
    stated: bool,
    /// What its own words weigh for the learned part.
    weight: Total,
}

/// A turn made ready once, for pairing and for judging.
#[derive(Debug)]
pub struct Heard<'a>(Reply<'a>);

/// How much of what somebody says is halting: fillers and breaks a word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Habit {
    words: usize,
    halts: usize,
}

/// So many words show how somebody usually talks.
const USUAL: usize = 60;

/// The cue lists made ready for scoring.
#[derive(Debug)]
pub struct Scorer {
    words: Words,
    questions: CueBook,
    answers: CueBook,
    known: Known,
    learned: Learned,
    parts: Parts,
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

    /// No cue at all: for whoever hides people and judges no answer, and need not wait for thousands of phrases.
    pub(crate) fn none() -> Self {
        Scorer {
            words: Words::default(),
            questions: CueBook::default(),
            answers: CueBook::default(),
            known: Known::default(),
            learned: Learned::shipped(),
            parts: Parts::Both,
        }
    }

    /// Reads the lists without a part of their longer phrases, a different part for each `seed`.
    ///
    /// The learned part is trained so, to see answers as they come: with idioms that no list knows.
    pub fn hiding(seed: u64) -> Self {
        Scorer::keeping(|phrase| !sketch::is_hidden(phrase, seed))
    }

    fn keeping(keep: impl Fn(&str) -> bool + Sync + Send) -> Self {
        let (words, classes) = Words::new();
        let (questions, (answers, known)) = rayon::join(
            || CueBook::new(lists::questions(), &classes, |_| true),
            || (CueBook::new(lists::answers(), &classes, keep), Known::new()),
        );
        Scorer { words, questions, answers, known, learned: Learned::shipped(), parts: Parts::Both }
    }

    /// The same lists with another model; none where `model` has not the length of one.
    pub fn with_model(self, model: Vec<u8>) -> Option<Self> {
        Some(Scorer { learned: Learned::of(model.into())?, ..self })
    }

    /// The same lists and model with only some parts having a say.
    #[must_use]
    pub fn with(self, parts: Parts) -> Self {
        let learned = if parts == Parts::Learned { self.learned.unbound() } else { self.learned };
        Scorer { learned, parts, ..self }
    }

    /// The yes/no question that `text` puts, the last one if there are several.
    pub fn question_in(&self, text: &Text) -> Option<Question> {
        Speech::new(&self.words, &self.questions, text).question()
    }

    /// The same question taken apart, for all its answers; or the statement of a survey to be agreed with.
    pub fn put<'a>(&'a self, text: &'a Text) -> Option<Put<'a>> {
        let speech = Speech::new(&self.words, &self.questions, text);
        let (question, stated) = match speech.question().or_else(|| speech.posed()) {
            Some(question) => (question, false),
            None => (speech.statement()?, true),
        };
        let meaning = self.known.wording(text, &text.tokens_in(question.span));
        let asked = Asked::new(&self.words, text, &question);
        let mut sums = self.learned.sums(&Total::default());
        sketch_question(&asked, |bucket, tag| sums.add(bucket, tag));
        let weight = sums.total();
        Some(Put { question, meaning, asked, stated, weight })
    }

    /// A participant's turn made ready.
    pub fn hear<'a>(&'a self, text: &'a Text) -> Heard<'a> {
        Heard(Reply::new(&self.words, &self.answers, text))
    }

    /// For each turn, which earlier turn asked the yes/no question it answers; `heard` holds the participants' turns.
    pub fn pair(&self, turns: &[Exchange<'_>], heard: &[Option<Heard<'_>>]) -> Vec<Option<usize>> {
        pairing::pair(&self.words, &self.questions, turns, heard)
    }

    /// For each turn that points at another's answer, how it does.
    ///
    /// `pairs` is what [`Scorer::pair`] gave for the same turns; the label is to be taken from there.
    pub fn points_at(
        turns: &[Exchange<'_>],
        heard: &[Option<Heard<'_>>],
        pairs: &[Option<usize>],
    ) -> Vec<Option<Pointer>> {
        point::points_at(turns, heard, pairs)
    }

    /// What an answer amounts to; `habit` is how its speaker talks.
    pub fn judge(&self, put: &Put<'_>, heard: &Heard<'_>, habit: Habit) -> Assent {
        let (asked, reply) = (&put.asked, &heard.0);
        // A mark on a scale of agreement agrees with the words as they stand, and there is nothing to learn about it.
        let rating = reply.rating().map(|side| Lean::new(side, How::Said));
        let rated = rating.is_some();
        let lean = rating.unwrap_or_else(|| lean(asked, reply));
        let assent = weigh::weigh(asked, reply, &lean, habit.scale());
        if rated || self.parts == Parts::Cues {
            return assent;
        }
        let bounds = Bounds::of(reply, &lean, &assent);
        let mut sums = self.learned.sums(&put.weight);
        sketch(asked, reply, &lean, &assent, |bucket, tag| sums.add(bucket, tag));
        let chances = sums.chances(bounds, &assent);
        self.learned.amend(assent, bounds, &chances)
    }

    /// Whether `put` is answered by such a turn at all: a statement is by "Strongly agree", and by nothing else.
    pub fn is_answered(put: &Put<'_>, heard: &Heard<'_>) -> bool {
        !put.stated || heard.0.rates()
    }

    /// What `answer` amounts to as an answer to the last yes/no question of `asked`; none where that asks none.
    pub fn score(&self, asked: &Text, answer: &Text) -> Option<Assent> {
        let (put, heard) = (self.put(asked)?, self.hear(answer));
        Scorer::is_answered(&put, &heard).then(|| self.judge(&put, &heard, Habit::default()))
    }

    /// What the learned part looks at: numbers below [`BUCKETS`], each with a tag, in order.
    pub fn sketch(&self, asked: &Text, answer: &Text) -> Option<Vec<(usize, u8)>> {
        let (put, heard) = (self.put(asked)?, self.hear(answer));
        if !Scorer::is_answered(&put, &heard) {
            return None;
        }
        let lean = lean(&put.asked, &heard.0);
        let assent = weigh::weigh(&put.asked, &heard.0, &lean, 1.0);
        let mut features = Vec::new();
        sketch(&put.asked, &heard.0, &lean, &assent, |bucket, tag| features.push((bucket, tag)));
        sketch_question(&put.asked, |bucket, tag| features.push((bucket, tag)));
        features.sort_unstable();
        features.dedup();
        Some(features)
    }
}

impl Put<'_> {
    /// Whether yes is bad news, by the words it asks with: "Is it worse than last year?"
    pub fn fears(&self) -> bool {
        self.asked.tone == asked::Tone::Bad
    }

    /// Whether it is a statement to agree with, and no question.
    pub fn is_stated(&self) -> bool {
        self.stated
    }
}

impl Heard<'_> {
    /// How halting the turn is.
    pub fn habit(&self) -> Habit {
        let reply = &self.0;
        let halts = reply.hits.iter().filter(|hit| hit.class == Class::Disfluency).count();
        Habit { words: reply.length(), halts }
    }
}

impl Habit {
    /// The same with what another turn of the speaker shows.
    #[must_use]
    pub fn and(self, other: Habit) -> Self {
        Habit { words: self.words + other.words, halts: self.halts + other.halts }
    }

    /// What a halt of this speaker weighs: less the more they halt anyway, nothing from one word in eight on.
    #[expect(clippy::cast_precision_loss, reason = "words of one session")]
    fn scale(self) -> f32 {
        if self.words < USUAL { 1.0 } else { (1.0 - 8.0 * self.halts as f32 / self.words as f32).max(0.0) }
    }
}

#[cfg(test)]
mod tests;
