//! Phrases that single somebody out: `=the only ..2 {one} who`, with the reason each stands for.
//!
//! They say what is met and where; what that is worth is learned with everything else a clause shows.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::lexicons::circumstance_rules;
use crate::text::{Classes, Pattern, PatternMistake, PatternSet, Text};

/// The most rules there may be: they are bits of a number.
pub(super) const MOST_RULES: usize = 32;

/// The rules of `lexicons/circumstances/rules.toml`.
pub(super) struct Rules {
    /// Their names, in order.
    pub(super) names: Vec<&'static str>,
    /// Why a clause is flagged where a phrase of theirs is met.
    pub(super) reasons: Vec<&'static str>,
    phrases: PatternSet,
    /// The rule of each phrase.
    rule_of: Vec<usize>,
}

pub(super) static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::new(read()).expect("a test reads every phrase"));

#[derive(Deserialize)]
struct File {
    classes: BTreeMap<String, Vec<String>>,
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    name: String,
    reason: String,
    patterns: Vec<String>,
    #[cfg(test)]
    catches: Vec<String>,
    #[cfg(test)]
    leaves: Vec<String>,
}

fn read() -> File {
    toml::from_str(circumstance_rules()).expect("a test reads the file")
}

impl Rules {
    fn new(file: File) -> Result<Self, PatternMistake> {
        let classes: Classes = file.classes.into_iter().collect();
        let (mut names, mut reasons): (Vec<&'static str>, Vec<&'static str>) = (Vec::new(), Vec::new());
        let (mut phrases, mut rule_of) = (Vec::new(), Vec::new());
        for (at, rule) in file.rule.into_iter().enumerate().take(MOST_RULES) {
            names.push(rule.name.leak());
            reasons.push(rule.reason.leak());
            for phrase in rule.patterns {
                phrases.push(Pattern::new(&phrase, &classes)?);
                rule_of.push(at);
            }
        }
        Ok(Rules { names, reasons, phrases: PatternSet::new(phrases), rule_of })
    }

    /// Where phrases are met in `text`, each with its rule as a bit.
    pub(super) fn met(&self, text: &Text) -> Vec<(Range<usize>, u32)> {
        self.phrases.find(text).into_iter().map(|found| (found.tokens, 1 << self.rule_of[found.pattern])).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, raw: &str, expected: bool) {
        let at = RULES.names.iter().position(|it| *it == name).expect("a rule");
        let met = RULES.met(&Text::new(raw)).iter().any(|(_, rules)| rules & (1 << at) != 0);
        assert_eq!(met, expected, "{name}: {raw}");
    }

    #[test]
    fn every_rule_meets_and_leaves_what_it_says() {
        for rule in read().rule {
            rule.catches.iter().for_each(|raw| check(&rule.name, raw, true));
            rule.leaves.iter().for_each(|raw| check(&rule.name, raw, false));
        }
    }

    #[test]
    fn ordinary_talk_meets_none() {
        let said = "The only thing I want is a chair. My team works hard and we like our customers.";
        assert_eq!(RULES.met(&Text::new(said)), []);
    }
}
