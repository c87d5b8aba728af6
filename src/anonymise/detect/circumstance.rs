//! Words that single somebody out without naming them; they are flagged for a person, never masked.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::lexicons::circumstances;
use crate::text::{Classes, Kind, Pattern, PatternSet, Span, Text};

/// A stretch to be flagged, in the text as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::anonymise) struct Circumstance {
    /// Where it stands.
    pub(in crate::anonymise) span: Span,
    /// Which rule saw it.
    pub(in crate::anonymise) reason: &'static str,
}

#[derive(Deserialize)]
struct File {
    classes: BTreeMap<String, Vec<String>>,
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    reason: String,
    patterns: Vec<String>,
    #[cfg(test)]
    catches: Vec<String>,
    #[cfg(test)]
    leaves: Vec<String>,
}

/// The phrases, and for each the reason it stands for.
struct Rules {
    phrases: PatternSet,
    reasons: Vec<&'static str>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let file = read();
    let classes: Classes = file.classes.into_iter().collect();
    let (mut phrases, mut reasons) = (Vec::new(), Vec::new());
    for rule in file.rule {
        let reason: &'static str = rule.reason.leak();
        for phrase in rule.patterns {
            phrases.push(Pattern::new(&phrase, &classes).expect("a test reads every phrase"));
            reasons.push(reason);
        }
    }
    Rules { phrases: PatternSet::new(phrases), reasons }
});

fn read() -> File {
    toml::from_str(circumstances()).expect("a test reads the file")
}

/// Words a flagged clause reaches over at most.
const MOST_WORDS: usize = 16;

/// Every circumstance of `text`, in order and without overlaps.
pub(in crate::anonymise) fn flags(text: &Text) -> Vec<Circumstance> {
    let rules = &*RULES;
    let mut found: Vec<Circumstance> = Vec::new();
    for hit in rules.phrases.find(text) {
        let sentence = text.sentence_of(hit.tokens.start);
        let end = clause_end(text, hit.tokens.end, sentence.end.min(hit.tokens.start + MOST_WORDS));
        let span = text.span_of(hit.tokens.start..end.max(hit.tokens.end));
        match found.last_mut() {
            Some(last) if last.span.overlaps(span) => last.span.end = last.span.end.max(span.end),
            _ => found.push(Circumstance { span, reason: rules.reasons[hit.pattern] }),
        }
    }
    found
}

/// Where the clause that holds token `from` ends: at a mark, or where another clause starts.
fn clause_end(text: &Text, from: usize, most: usize) -> usize {
    let tokens = text.tokens();
    for at in from..most {
        let token = &tokens[at];
        let mark = token.kind == Kind::Mark && !matches!(token.normal(), "-" | "'" | "\"" | "/" | "&");
        let turns = matches!(token.normal(), "but" | "because" | "so" | "when" | "which" | "though" | "although")
            || (matches!(token.normal(), "and" | "or")
                && tokens.get(at + 1).is_some_and(|next| {
                    matches!(next.normal(), "i" | "we" | "they" | "it" | "he" | "she" | "you" | "i'm" | "it's" | "the")
                }));
        if mark || turns {
            return at;
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let text = Text::new(raw);
        let found: Vec<&str> = flags(&text).iter().map(|flag| text.slice(flag.span)).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn every_rule_catches_and_leaves_what_it_says() {
        let mut wrong: Vec<String> = Vec::new();
        for rule in read().rule {
            for caught in &rule.catches {
                let found = flags(&Text::new(caught.as_str()));
                if !found.iter().any(|flag| flag.reason == rule.reason) {
                    wrong.push(format!("{} misses: {caught}", rule.reason));
                }
            }
            for left in &rule.leaves {
                for flag in flags(&Text::new(left.as_str())) {
                    wrong.push(format!("{} flags: {left}", flag.reason));
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn a_flag_covers_the_clause() {
        check("I'm the only one who knows the stopcock, so ask.", &["I'm the only one who knows the stopcock"]);
        check("You'll know me by the eyepatch.", &["You'll know me by the eyepatch"]);
        check("I was seven months pregnant when they moved me.", &["I was seven months pregnant"]);
    }

    #[test]
    fn ordinary_talk_stays_free() {
        check("The only thing I want is a chair. My team works hard and we like our customers.", &[]);
    }
}
