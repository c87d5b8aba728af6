//! Phrases that single somebody out, `=the only ..2 {one} who`, and phrases that tell of harm beyond doubt, `I am being
//! bullied`: read alike and looked for together.
//!
//! What a phrase of a rule is worth is learned with everything else a clause shows. Of what is disclosed somebody has to be
//! told, so nothing that was learned may outvote it; only a `never` right before does.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::lexicons::{circumstance_rules, disclosures};
use crate::text::{Classes, Pattern, PatternMistake, PatternSet, Text};

/// The most rules there may be: they are bits of a number.
pub(super) const MOST_RULES: usize = 32;
/// Words before a disclosure within which a `not` turns it.
const TURNED: usize = 2;

/// The phrases of `lexicons/circumstances/rules.toml` and `disclosures.toml`.
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
    /// A disclosure: why a clause is flagged, and whether the phrase itself holds a `not`.
    Disclosed(&'static str, bool),
}

/// Where phrases were met in a text.
#[derive(Default)]
pub(super) struct Met {
    /// Those of rules, each with its rule as a bit.
    pub(super) rules: Vec<(Range<usize>, u32)>,
    /// What is disclosed, each with the reason for a reader.
    pub(super) disclosed: Vec<(Range<usize>, &'static str)>,
}

pub(super) static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let read = |text| read(text).expect("a test reads both files");
    Phrases::new(read(circumstance_rules()), read(disclosures())).expect("a test reads every phrase")
});

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    turns: Vec<String>,
    classes: BTreeMap<String, Vec<String>>,
    #[serde(alias = "disclosure")]
    rule: Vec<Rule>,
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
    fn new(rules: File, disclosures: File) -> Result<Self, PatternMistake> {
        let (mut names, mut reasons): (Vec<&'static str>, Vec<&'static str>) = (Vec::new(), Vec::new());
        let (mut patterns, mut stands_for) = (Vec::new(), Vec::new());
        let turns = disclosures.turns;
        let classes: Classes = disclosures.classes.into_iter().collect();
        for disclosure in disclosures.rule {
            let reason: &'static str = disclosure.reason.leak();
            for phrase in disclosure.patterns {
                let words = |c: char| !c.is_alphabetic() && c != '\'';
                stands_for.push(Meaning::Disclosed(reason, phrase.split(words).any(|word| says_not(&turns, word))));
                patterns.push(Pattern::new(&phrase, &classes)?);
            }
        }
        let classes: Classes = rules.classes.into_iter().collect();
        for (at, rule) in rules.rule.into_iter().enumerate().take(MOST_RULES) {
            names.push(rule.name.leak());
            reasons.push(rule.reason.leak());
            for phrase in rule.patterns {
                stands_for.push(Meaning::Rule(at));
                patterns.push(Pattern::new(&phrase, &classes)?);
            }
        }
        Ok(Phrases { names, reasons, set: PatternSet::new(patterns), stands_for, turns })
    }

    /// Where phrases are met in `text`.
    pub(super) fn met(&self, text: &Text) -> Met {
        let mut met = Met::default();
        for found in self.set.find(text) {
            match self.stands_for[found.pattern] {
                Meaning::Rule(rule) => met.rules.push((found.tokens, 1 << rule)),
                Meaning::Disclosed(reason, negative) => {
                    let inside = if negative { 0..0 } else { found.tokens.clone() };
                    let before = found.tokens.start.saturating_sub(TURNED)..found.tokens.start;
                    if !before.chain(inside).any(|at| says_not(&self.turns, text.tokens()[at].normal())) {
                        met.disclosed.push((found.tokens, reason));
                    }
                }
            }
        }
        met
    }
}

/// Whether a word says that something is not so: one of `turns`, or `didn't` and the like.
fn says_not(turns: &[String], word: &str) -> bool {
    word.ends_with("n't") || turns.iter().any(|turn| turn == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with what is met in `raw`: whether a phrase of the rule `name` should be, or the reason disclosed.
    fn check(raw: &str, name: &str, expected: bool, disclosed: Option<&str>) -> Option<String> {
        let met = PHRASES.met(&Text::new(raw));
        let rule = PHRASES.names.iter().position(|it| *it == name);
        let wrong = match rule {
            Some(at) => met.rules.iter().any(|(_, rules)| rules & (1 << at) != 0) != expected,
            None => met.disclosed.first().map(|(_, reason)| *reason) != disclosed,
        };
        wrong.then(|| format!("{name}: {raw}"))
    }

    #[test]
    fn every_rule_meets_and_leaves_what_it_says() {
        let mut wrong: Vec<String> = Vec::new();
        for rule in read(circumstance_rules()).unwrap().rule {
            wrong.extend(rule.catches.iter().filter_map(|raw| check(raw, &rule.name, true, None)));
            wrong.extend(rule.leaves.iter().filter_map(|raw| check(raw, &rule.name, false, None)));
        }
        for told in read(disclosures()).unwrap().rule {
            wrong.extend(told.catches.iter().filter_map(|raw| check(raw, "", true, Some(&told.reason))));
            wrong.extend(told.leaves.iter().filter_map(|raw| check(raw, "", false, None)));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn ordinary_talk_meets_none() {
        let met =
            PHRASES.met(&Text::new("The only thing I want is a chair. My team works hard and we like our customers."));
        assert!(met.rules.is_empty() && met.disclosed.is_empty());
    }
}
