//! Phrases that single somebody out, `=the only ..2 {one} who`, that tell of harm beyond doubt, `I am being bullied`, or
//! that are ordinary talk, `blind to it`: read alike and looked for together.
//!
//! What a phrase of a rule is worth is learned with everything else a clause shows. What is told beyond doubt no weight
//! may outvote, only a `never` right before, and ordinary talk where it needs nobody's care. Words of ordinary talk say
//! nothing about anybody.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::lexicons::{circumstance_rules, circumstances_told, disclosures, ordinary_talk};
use crate::text::{Classes, Pattern, PatternMistake, PatternSet, Text};

/// The most rules there may be: they are bits of a number.
pub(super) const MOST_RULES: usize = 32;
/// Words before something that is told within which a `not` turns it.
const TURNED: usize = 2;

/// The phrases of `lexicons/circumstances/`: `rules.toml`, `told.toml`, `disclosures.toml` and `ordinary.toml`.
pub(super) struct Phrases {
    /// The names of the rules, in order.
    pub(super) names: Vec<&'static str>,
    /// Why a clause is flagged where a phrase of theirs is met.
    pub(super) reasons: Vec<&'static str>,
    set: PatternSet,
    /// What each phrase of the set stands for.
    stands_for: Vec<Meaning>,
    /// Words that say that something is not so.
    turns: Vec<String>,
}

/// What a phrase stands for.
#[derive(Clone, Copy)]
enum Meaning {
    /// A rule, by its number.
    Rule(usize),
    /// Something beyond doubt.
    Told {
        /// Why its clause is flagged.
        reason: &'static str,
        /// Whether it needs somebody's care.
        care: bool,
        /// Whether the phrase itself holds a `not`.
        negative: bool,
    },
    /// Ordinary talk.
    Ordinary,
}

/// Where phrases were met in a text.
#[derive(Default)]
pub(super) struct Met {
    /// Those of rules, each with its rule as a bit.
    pub(super) rules: Vec<(Range<usize>, u32)>,
    /// What is told beyond doubt.
    pub(super) told: Vec<Told>,
    /// Ordinary talk.
    pub(super) ordinary: Vec<Range<usize>>,
}

/// Something that is told beyond doubt.
pub(super) struct Told {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Why its clause is flagged, for a reader.
    pub(super) reason: &'static str,
    /// Whether it needs somebody's care.
    pub(super) care: bool,
}

pub(super) static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let read = |text| read(text).expect("a test reads every file");
    let lists = [circumstance_rules(), circumstances_told(), disclosures(), ordinary_talk()].map(read);
    Phrases::new(lists).expect("a test reads every phrase")
});

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    turns: Vec<String>,
    #[serde(default)]
    classes: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    rule: Vec<Rule>,
    #[serde(default)]
    told: Vec<Rule>,
    #[serde(default)]
    disclosure: Vec<Rule>,
    #[serde(default)]
    ordinary: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    #[serde(default)]
    name: String,
    reason: String,
    patterns: Vec<String>,
    #[cfg(test)]
    catches: Vec<String>,
    #[cfg(test)]
    leaves: Vec<String>,
}

fn read(text: &str) -> Result<File, toml::de::Error> {
    toml::from_str(text)
}

impl Phrases {
    fn new(files: [File; 4]) -> Result<Self, PatternMistake> {
        let mut turns: Vec<String> = Vec::new();
        let (mut names, mut reasons): (Vec<&'static str>, Vec<&'static str>) = (Vec::new(), Vec::new());
        let (mut patterns, mut stands_for) = (Vec::new(), Vec::new());
        for file in files {
            turns.extend(file.turns);
            let classes: Classes = file.classes.into_iter().collect();
            let mut add = |phrases: Vec<String>, meaning: &dyn Fn(&str) -> Meaning| {
                for phrase in phrases {
                    stands_for.push(meaning(&phrase));
                    patterns.push(Pattern::new(&phrase, &classes)?);
                }
                Ok(())
            };
            for rule in file.rule.into_iter().take(MOST_RULES) {
                let number = names.len();
                names.push(rule.name.leak());
                reasons.push(rule.reason.leak());
                add(rule.patterns, &|_| Meaning::Rule(number))?;
            }
            let told = file.told.into_iter().map(|it| (it, false));
            for (rule, care) in told.chain(file.disclosure.into_iter().map(|it| (it, true))) {
                let reason: &'static str = rule.reason.leak();
                let told = |phrase: &str| Meaning::Told { reason, care, negative: holds_not(phrase) };
                add(rule.patterns, &told)?;
            }
            for rule in file.ordinary {
                add(rule.patterns, &|_| Meaning::Ordinary)?;
            }
        }
        Ok(Phrases { names, reasons, set: PatternSet::new(patterns), stands_for, turns })
    }

    /// Where phrases are met in `text`.
    pub(super) fn met(&self, text: &Text) -> Met {
        let mut met = Met::default();
        for found in self.set.find(text) {
            let tokens = found.tokens;
            match self.stands_for[found.pattern] {
                Meaning::Rule(rule) => met.rules.push((tokens, 1 << rule)),
                Meaning::Told { reason, care, negative } => {
                    let inside = if negative { 0..0 } else { tokens.clone() };
                    let before = tokens.start.saturating_sub(TURNED)..tokens.start;
                    if !before.chain(inside).any(|at| self.turns(text.tokens()[at].normal())) {
                        met.told.push(Told { tokens, reason, care });
                    }
                }
                Meaning::Ordinary => met.ordinary.push(tokens),
            }
        }
        let Met { rules, told, ordinary } = &mut met;
        rules.retain(|(rule, _)| !ordinary.iter().any(|it| it.start < rule.end && rule.start < it.end));
        told.retain(|told| told.care || !ordinary.iter().any(|it| it.contains(&told.tokens.start)));
        met
    }

    /// Whether a word says that something is not so.
    fn turns(&self, word: &str) -> bool {
        word.ends_with("n't") || self.turns.iter().any(|turn| turn == word)
    }
}

/// Whether a phrase speaks of what is not, and so means it.
fn holds_not(phrase: &str) -> bool {
    let words = |c: char| !c.is_alphabetic() && c != '\'';
    phrase.split(words).any(|word| word.ends_with("n't") || matches!(word, "no" | "not" | "without" | "cannot"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with what is met in `raw`: whether `right` what should be met.
    fn check(raw: &str, list: &str, right: impl Fn(&Met) -> bool) -> Option<String> {
        (!right(&PHRASES.met(&Text::new(raw)))).then(|| format!("{list}: {raw}"))
    }

    /// What is wrong with what the phrases of `rule` catch and leave; `met` says whether one of them is met.
    fn wrong(rule: &Rule, met: impl Fn(&Met) -> bool) -> Vec<String> {
        let list = if rule.name.is_empty() { &rule.reason } else { &rule.name };
        let caught = rule.catches.iter().filter_map(|raw| check(raw, list, &met));
        caught.chain(rule.leaves.iter().filter_map(|raw| check(raw, list, |it| !met(it)))).collect()
    }

    #[test]
    fn every_rule_meets_and_leaves_what_it_says() {
        let mut all: Vec<String> = Vec::new();
        for (at, rule) in read(circumstance_rules()).unwrap().rule.iter().enumerate() {
            all.extend(wrong(rule, |met| met.rules.iter().any(|(_, rules)| rules & (1 << at) != 0)));
        }
        for rule in &read(circumstances_told()).unwrap().told {
            all.extend(wrong(rule, |met| met.told.iter().any(|it| !it.care && it.reason == rule.reason)));
        }
        for rule in &read(ordinary_talk()).unwrap().ordinary {
            all.extend(wrong(rule, |met| !met.ordinary.is_empty()));
        }
        for rule in &read(disclosures()).unwrap().disclosure {
            let first = |met: &Met| met.told.iter().find(|it| it.care).map(|it| it.reason);
            all.extend(
                rule.catches
                    .iter()
                    .filter_map(|raw| check(raw, &rule.reason, |met| first(met) == Some(rule.reason.as_str()))),
            );
            all.extend(rule.leaves.iter().filter_map(|raw| check(raw, &rule.reason, |met| first(met).is_none())));
        }
        assert!(all.is_empty(), "{all:#?}");
    }

    #[test]
    fn ordinary_talk_meets_none() {
        let met =
            PHRASES.met(&Text::new("The only thing I want is a chair. My team works hard and we like our customers."));
        assert!(met.rules.is_empty() && met.told.is_empty());
    }
}
