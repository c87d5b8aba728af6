//! Cue lists made ready: phrases by class, weight and position, and finding them in a text.
//!
//! Knows nothing about yes and no; what a cue means for an answer is decided elsewhere.

use std::cmp::Reverse;
use std::ops::Range;

use rayon::prelude::*;

use super::listed;
use super::words::{Group, Word};
use crate::lexicons::Embedded;
use crate::text::{Classes, Kind, Pattern, PatternSet, Text};

/// A class of cues; its name is that of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "kebab-case"))]
pub(super) enum Class {
    Shield,
    Aside,
    Refusal,
    Evasion,
    BothWays,
    Sarcasm,
    Obligation,
    DoubleNegative,
    FaintPraise,
    Hearsay,
    Conceded,
    Condition,
    Hedge,
    Approximator,
    Frequency,
    TimeLimit,
    Concession,
    Rise,
    Booster,
    Same,
    Affirmation,
    Softener,
    Disfluency,
    #[cfg_attr(test, serde(rename = "change-of-mind"))]
    Change,
    Embedded,
    FollowUp,
    Procedure,
    Prompt,
    Request,
}

impl Class {
    /// Every class.
    pub(super) const ALL: &'static [Class] = &[
        Class::Shield,
        Class::Aside,
        Class::Refusal,
        Class::Evasion,
        Class::BothWays,
        Class::Sarcasm,
        Class::Obligation,
        Class::DoubleNegative,
        Class::FaintPraise,
        Class::Hearsay,
        Class::Conceded,
        Class::Condition,
        Class::Hedge,
        Class::Approximator,
        Class::Frequency,
        Class::TimeLimit,
        Class::Concession,
        Class::Rise,
        Class::Booster,
        Class::Same,
        Class::Affirmation,
        Class::Softener,
        Class::Disfluency,
        Class::Change,
        Class::Embedded,
        Class::FollowUp,
        Class::Procedure,
        Class::Prompt,
        Class::Request,
    ];

    /// Its name, as shown with a cue.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Class::Shield => "shield",
            Class::Aside => "aside",
            Class::Refusal => "refusal",
            Class::Evasion => "evasion",
            Class::BothWays => "both-ways",
            Class::Sarcasm => "sarcasm",
            Class::Obligation => "obligation",
            Class::DoubleNegative => "double-negative",
            Class::FaintPraise => "faint-praise",
            Class::Hearsay => "hearsay",
            Class::Conceded => "conceded",
            Class::Condition => "condition",
            Class::Hedge => "hedge",
            Class::Approximator => "approximator",
            Class::Frequency => "frequency",
            Class::TimeLimit => "time-limit",
            Class::Concession => "concession",
            Class::Rise => "rise",
            Class::Booster => "booster",
            Class::Same => "same",
            Class::Affirmation => "affirmation",
            Class::Softener => "softener",
            Class::Disfluency => "disfluency",
            Class::Change => "change-of-mind",
            Class::Embedded => "embedded",
            Class::FollowUp => "follow-up",
            Class::Procedure => "procedure",
            Class::Prompt => "prompt",
            Class::Request => "request",
        }
    }

    /// Whether the words of such a cue mean nothing else besides.
    pub(super) const fn covers(self) -> bool {
        !matches!(self, Class::Softener | Class::Disfluency | Class::Concession | Class::Change)
    }

    /// Whether its words mean a reservation whatever the talk is about.
    pub(super) const fn is_sure(self) -> bool {
        matches!(
            self,
            Class::BothWays
                | Class::Sarcasm
                | Class::Obligation
                | Class::DoubleNegative
                | Class::FaintPraise
                | Class::Hearsay
                | Class::Conceded
        )
    }

    /// Whether it can answer by itself.
    pub(super) const fn decides(self) -> bool {
        matches!(self, Class::Refusal | Class::Evasion | Class::Affirmation | Class::Booster | Class::Same)
            || self.qualifies()
    }

    /// Whether it takes something away from a yes.
    pub(super) const fn qualifies(self) -> bool {
        self.is_sure()
            || matches!(
                self,
                Class::Condition
                    | Class::Hedge
                    | Class::Approximator
                    | Class::Frequency
                    | Class::TimeLimit
                    | Class::Concession
                    | Class::Rise
            )
    }
}

/// Where a cue must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "kebab-case"))]
pub(super) enum At {
    /// Anywhere.
    Any,
    /// At the start of the turn, behind no more than particles and fillers.
    Start,
    /// With no more than particles and fillers in its sentence.
    Alone,
    /// With no more than fillers in its sentence.
    Only,
}

/// A cue found in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Hit {
    pub(super) class: Class,
    pub(super) weight: f32,
    pub(super) tokens: Range<usize>,
}

/// Cue lists made ready for searching.
#[derive(Debug, Default)]
pub(super) struct CueBook {
    set: PatternSet,
    rules: Vec<Rule>,
}

/// What a phrase stands for, and where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) class: Class,
    pub(super) weight: f32,
    pub(super) at: At,
}

impl CueBook {
    /// Reads those phrases of `files` that are to be kept; they may name `classes`.
    pub(super) fn new(
        files: impl Iterator<Item = &'static Embedded>,
        classes: &Classes,
        keep: impl Fn(&str) -> bool + Sync,
    ) -> Self {
        let files: Vec<&'static Embedded> = files.collect();
        // Cutting thousands of phrases to stems is most of what starting the program takes.
        let read = |file: &&'static Embedded| -> Vec<(Pattern, Rule)> {
            let cues = listed::cues(file.text).filter(|(phrase, _)| keep(phrase));
            let read = |phrase| Pattern::new(phrase, classes).expect("every phrase is read by a test");
            cues.map(|(phrase, rule)| (read(phrase), rule)).collect()
        };
        let (patterns, rules): (Vec<Pattern>, Vec<Rule>) = files.par_iter().flat_map_iter(read).unzip();
        CueBook { set: PatternSet::new(patterns), rules }
    }

    /// The cues of `text`, whose tokens are `words`, in order. Where two overlap the longer one stands, so
    /// that a phrase shields the words inside it.
    pub(super) fn find(&self, words: &[Word], text: &Text) -> Vec<Hit> {
        let mut sentences = text.sentences().iter();
        let mut sentence = sentences.next();
        let mut hits: Vec<Hit> = Vec::new();
        for found in self.set.find(text) {
            while sentence.is_some_and(|it| it.end <= found.tokens.start) {
                sentence = sentences.next();
            }
            let rule = self.rules[found.pattern];
            if sentence.is_some_and(|it| rule.at.allows(words, text, it, &found.tokens)) {
                hits.push(Hit { class: rule.class, weight: rule.weight, tokens: found.tokens });
            }
        }
        if hits.len() < 2 {
            return hits;
        }
        hits.sort_by_key(|hit| (Reverse(hit.tokens.len()), hit.tokens.start, hit.class));
        let mut taken = vec![false; text.tokens().len()];
        hits.retain(|hit| {
            let free = taken[hit.tokens.clone()].iter().all(|taken| !taken);
            if free {
                taken[hit.tokens.clone()].fill(true);
            }
            free
        });
        hits.sort_by_key(|hit| hit.tokens.start);
        hits
    }
}

impl At {
    /// The position that the lists call `name`.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "any" => Some(At::Any),
            "start" => Some(At::Start),
            "alone" => Some(At::Alone),
            "only" => Some(At::Only),
            _ => None,
        }
    }

    pub(super) fn allows(self, words: &[Word], text: &Text, sentence: &Range<usize>, found: &Range<usize>) -> bool {
        let empty = |range: Range<usize>, small: &[Group]| {
            range
                .into_iter()
                .all(|at| matches!(text.tokens()[at].kind, Kind::Mark | Kind::Placeholder) || words[at].any(small))
        };
        let small = &[Group::Filler, Group::Address, Group::Event, Group::Yes, Group::No];
        let fillers = &[Group::Filler, Group::Address, Group::Event];
        match self {
            At::Any => true,
            At::Start => empty(0..found.start, small),
            At::Alone if asks(text, sentence) => false,
            At::Alone => empty(sentence.start..found.start, small) && empty(found.end..sentence.end, small),
            At::Only => empty(sentence.start..found.start, fillers) && empty(found.end..sentence.end, fillers),
        }
    }
}

/// Whether the sentence ends with a question mark.
fn asks(text: &Text, sentence: &Range<usize>) -> bool {
    text.tokens()[sentence.clone()].iter().any(|token| token.kind == Kind::Mark && token.normal().starts_with('?'))
}
