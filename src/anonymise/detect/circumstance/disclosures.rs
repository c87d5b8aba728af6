//! Phrases that tell of harm, crime or danger beyond doubt: `I am being bullied`, `Someone is stealing from the till`.
//!
//! Somebody has to be told of them, so nothing that was learned may outvote them; only a `never` right before does.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::lexicons::disclosures;
use crate::text::{Classes, Pattern, PatternMistake, PatternSet, Text};

/// Words before a phrase within which a `not` turns it.
const TURNED: usize = 2;

/// The phrases of `lexicons/circumstances/disclosures.toml`.
pub(super) struct Disclosures {
    phrases: PatternSet,
    /// Why a clause is flagged, and whether the phrase itself holds a `not`, by phrase.
    told: Vec<(&'static str, bool)>,
}

pub(super) static DISCLOSURES: LazyLock<Disclosures> =
    LazyLock::new(|| Disclosures::new(read()).expect("a test reads every phrase"));

#[derive(Deserialize)]
struct File {
    classes: BTreeMap<String, Vec<String>>,
    disclosure: Vec<Disclosure>,
}

#[derive(Deserialize)]
struct Disclosure {
    reason: String,
    patterns: Vec<String>,
    #[cfg(test)]
    catches: Vec<String>,
    #[cfg(test)]
    leaves: Vec<String>,
}

fn read() -> File {
    toml::from_str(disclosures()).expect("a test reads the file")
}

impl Disclosures {
    fn new(file: File) -> Result<Self, PatternMistake> {
        let classes: Classes = file.classes.into_iter().collect();
        let (mut phrases, mut told) = (Vec::new(), Vec::new());
        for disclosure in file.disclosure {
            let reason: &'static str = disclosure.reason.leak();
            for phrase in disclosure.patterns {
                let words = |c: char| !c.is_alphabetic() && c != '\'';
                told.push((reason, phrase.split(words).any(turns)));
                phrases.push(Pattern::new(&phrase, &classes)?);
            }
        }
        Ok(Disclosures { phrases: PatternSet::new(phrases), told })
    }

    /// Where something is disclosed in `text`, each with the reason for a reader.
    pub(super) fn met(&self, text: &Text) -> Vec<(Range<usize>, &'static str)> {
        let mut met = Vec::new();
        for found in self.phrases.find(text) {
            let (reason, negative) = self.told[found.pattern];
            let inside = if negative { 0..0 } else { found.tokens.clone() };
            let before = found.tokens.start.saturating_sub(TURNED)..found.tokens.start;
            if !before.chain(inside).any(|at| turns(text.tokens()[at].normal())) {
                met.push((found.tokens, reason));
            }
        }
        met
    }
}

/// Whether a word says that something is not so.
fn turns(word: &str) -> bool {
    matches!(word, "not" | "never" | "nobody" | "none" | "no" | "nor" | "without" | "cannot") || word.ends_with("n't")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with what is said of `raw`, if anything.
    fn check(raw: &str, expected: Option<&str>) -> Option<String> {
        let met = DISCLOSURES.met(&Text::new(raw));
        let found = met.first().map(|(_, reason)| *reason);
        (found != expected).then(|| format!("{raw}: {found:?}"))
    }

    #[test]
    fn every_phrase_meets_and_leaves_what_it_says() {
        let mut wrong: Vec<String> = Vec::new();
        for disclosure in read().disclosure {
            wrong.extend(disclosure.catches.iter().filter_map(|raw| check(raw, Some(&disclosure.reason))));
            wrong.extend(disclosure.leaves.iter().filter_map(|raw| check(raw, None)));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
