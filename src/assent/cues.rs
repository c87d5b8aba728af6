//! Cue lists made ready: phrases by class, weight and position, and finding them in a text.
//!
//! Knows nothing about yes and no; what a cue means for an answer is decided elsewhere.

use std::cmp::Reverse;
use std::ops::Range;

use serde::Deserialize;

use super::words::{Group, Words};
use crate::lexicons::Embedded;
use crate::text::{Classes, Kind, Pattern, PatternSet, Text};

/// A class of cues; its name is that of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
    Embedded,
    FollowUp,
    Procedure,
    Prompt,
    Request,
}

impl Class {
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
            Class::Embedded => "embedded",
            Class::FollowUp => "follow-up",
            Class::Procedure => "procedure",
            Class::Prompt => "prompt",
            Class::Request => "request",
        }
    }

    /// Whether the words of such a cue mean nothing else besides.
    pub(super) const fn covers(self) -> bool {
        !matches!(self, Class::Softener | Class::Disfluency | Class::Concession)
    }

    /// Whether it takes something away from a yes.
    pub(super) const fn qualifies(self) -> bool {
        matches!(
            self,
            Class::BothWays
                | Class::Sarcasm
                | Class::Obligation
                | Class::DoubleNegative
                | Class::FaintPraise
                | Class::Hearsay
                | Class::Conceded
                | Class::Condition
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum At {
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
#[derive(Debug)]
pub(super) struct CueBook {
    set: PatternSet,
    rules: Vec<Rule>,
}

#[derive(Clone, Copy, Debug)]
struct Rule {
    class: Class,
    weight: f32,
    at: At,
}

/// A file of cues.
#[derive(Deserialize)]
struct File<'a> {
    class: Class,
    #[serde(borrow)]
    group: Vec<CueGroup<'a>>,
}

/// Cues of one weight and position, each with an answer it catches and one it leaves alone.
#[derive(Deserialize)]
struct CueGroup<'a> {
    weight: f32,
    at: At,
    #[serde(borrow)]
    cues: Vec<[std::borrow::Cow<'a, str>; 3]>,
}

impl CueBook {
    /// Reads those phrases of `files` that are to be kept; they may name `classes`.
    pub(super) fn new(
        files: impl Iterator<Item = &'static Embedded>,
        classes: &Classes,
        keep: impl Fn(&str) -> bool,
    ) -> Self {
        let (mut patterns, mut rules) = (Vec::new(), Vec::new());
        for file in files {
            let file: File<'_> = toml::from_str(file.text).expect("the embedded lists are read by a test");
            for group in file.group {
                for [phrase, ..] in group.cues {
                    if !keep(&phrase) {
                        continue;
                    }
                    patterns.push(Pattern::new(&phrase, classes).expect("every phrase is read by a test"));
                    rules.push(Rule { class: file.class, weight: group.weight, at: group.at });
                }
            }
        }
        CueBook { set: PatternSet::new(patterns), rules }
    }

    /// The cues of `text` in order. Where two overlap the longer one stands, so that a phrase
    /// shields the words inside it.
    pub(super) fn find(&self, words: &Words, text: &Text) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for sentence in text.sentences() {
            for found in self.set.find_in(text, sentence) {
                let rule = self.rules[found.pattern];
                if rule.at.allows(words, text, sentence, &found.tokens) {
                    hits.push(Hit { class: rule.class, weight: rule.weight, tokens: found.tokens });
                }
            }
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
    fn allows(self, words: &Words, text: &Text, sentence: &Range<usize>, found: &Range<usize>) -> bool {
        let empty = |range: Range<usize>, groups: &[Group]| {
            range.into_iter().all(|at| {
                let token = &text.tokens()[at];
                token.kind == Kind::Mark || token.kind == Kind::Placeholder || words.of(token).any(groups)
            })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicons::assent as lists;

    /// The phrases of `files` that stand in `raw` by their own rule and are not shielded.
    #[track_caller]
    fn check(files: &[&'static Embedded]) {
        let (words, classes) = Words::new();
        let book = CueBook::new(files.iter().copied(), &classes, |_| true);
        let mut mistakes = Vec::new();
        for embedded in files {
            let file: File<'_> = toml::from_str(embedded.text).expect(embedded.path);
            for group in &file.group {
                for [phrase, catches, leaves] in &group.cues {
                    let pattern = Pattern::new(phrase, &classes).unwrap_or_else(|error| panic!("{phrase}: {error}"));
                    let stands = |raw: &str| {
                        let text = Text::new(raw);
                        let hits = book.find(&words, &text);
                        text.sentences().iter().any(|sentence| {
                            sentence.clone().any(|at| {
                                pattern.match_at(&text, sentence, at).is_some_and(|end| {
                                    group.at.allows(&words, &text, sentence, &(at..end))
                                        && hits.iter().any(|hit| {
                                            hit.class == file.class && hit.tokens.start <= at && end <= hit.tokens.end
                                        })
                                })
                            })
                        })
                    };
                    if !stands(catches) {
                        mistakes.push(format!("{}: `{phrase}` does not catch `{catches}`", embedded.path));
                    }
                    if stands(leaves) {
                        mistakes.push(format!("{}: `{phrase}` does not leave `{leaves}`", embedded.path));
                    }
                }
            }
        }
        assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    }

    #[test]
    fn every_cue_of_an_answer_proves_itself() {
        check(&lists::answers().collect::<Vec<_>>());
    }

    #[test]
    fn every_cue_of_a_question_proves_itself() {
        check(&lists::questions().collect::<Vec<_>>());
    }

    #[test]
    fn files_are_named_after_their_class() {
        for embedded in lists::answers().chain(lists::questions()) {
            let file: File<'_> = toml::from_str(embedded.text).expect(embedded.path);
            assert!(embedded.path.ends_with(&format!("/{}.toml", file.class.name())), "{}", embedded.path);
        }
    }
}
