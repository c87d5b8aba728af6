//! Questions known by meaning, so that answers to any of their wordings add up under one.
//!
//! Draws nothing from who asked or when; the wordings are data.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use crate::lexicons::assent as lists;
use crate::text::{Classes, Pattern, Text};

/// The list as it is written.
#[derive(Deserialize)]
struct File {
    question: Vec<Written>,
    classes: BTreeMap<String, Vec<String>>,
}

/// A question with the phrases that give its wordings away.
#[derive(Deserialize)]
struct Written {
    wording: String,
    all: Vec<Vec<String>>,
    none: Vec<String>,
    #[cfg(test)]
    name: String,
    #[cfg(test)]
    matches: Vec<String>,
    #[cfg(test)]
    leaves: Vec<String>,
}

/// The questions known by meaning, made ready.
#[derive(Debug, Default)]
pub(super) struct Known {
    questions: Vec<Meant>,
}

#[derive(Debug)]
struct Meant {
    wording: String,
    all: Vec<Vec<Pattern>>,
    none: Vec<Pattern>,
}

impl Known {
    /// Reads the embedded list.
    pub(super) fn new() -> Self {
        Known::of(toml::from_str(lists::known().text).expect("a test reads the list"))
    }

    fn of(file: File) -> Self {
        let classes: Classes = file.classes.into_iter().collect();
        let phrases = |written: &[String]| -> Vec<Pattern> {
            written.iter().map(|it| Pattern::new(it, &classes).expect("a test reads every phrase")).collect()
        };
        let meant = |it: Written| Meant {
            all: it.all.iter().map(|any| phrases(any)).collect(),
            none: phrases(&it.none),
            wording: it.wording,
        };
        Known { questions: file.question.into_iter().map(meant).collect() }
    }

    /// The wording under which a question counts that stands in the tokens `asked` of `text`; none where its
    /// meaning is not known.
    pub(super) fn wording(&self, text: &Text, asked: &Range<usize>) -> Option<&str> {
        let stands = |phrase: &Pattern| {
            text.sentences().iter().filter(|sentence| sentence.start < asked.end && asked.start < sentence.end).any(
                |sentence| {
                    let part = sentence.start.max(asked.start)..sentence.end.min(asked.end);
                    part.clone().any(|at| phrase.match_at(text, &part, at).is_some())
                },
            )
        };
        let known = self
            .questions
            .iter()
            .find(|meant| meant.all.iter().all(|any| any.iter().any(stands)) && !meant.none.iter().any(stands));
        known.map(|meant| meant.wording.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: Option<&str>) {
        let text = Text::new(raw);
        let all = 0..text.tokens().len();
        assert_eq!(Known::new().wording(&text, &all), expected, "{raw}");
    }

    #[test]
    fn every_question_is_known_by_its_wordings_and_by_no_other() {
        let file: File = toml::from_str(lists::known().text).expect("the list is TOML");
        let known = Known::new();
        let mut mistakes = Vec::new();
        let mut names = BTreeSet::new();
        for written in &file.question {
            assert!(names.insert(&written.name), "{} is written twice", written.name);
            for (raws, meant) in [(&written.matches, true), (&written.leaves, false)] {
                for raw in raws {
                    let text = Text::new(raw.as_str());
                    let found = known.wording(&text, &(0..text.tokens().len()));
                    if (found == Some(written.wording.as_str())) != meant {
                        mistakes.push(format!("{}: {raw} is taken for {found:?}", written.name));
                    }
                }
            }
            assert!(written.matches.len() >= 3 && written.leaves.len() >= 2, "{} needs more cases", written.name);
        }
        assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    }

    /// Wordings of our own by the name of the question that they mean; under `none` those that only come near.
    const WORDINGS: &str = include_str!("../../fixtures/questions/known.txt");

    #[test]
    fn wordings_are_told_by_what_they_mean() {
        let file: File = toml::from_str(lists::known().text).expect("the list is TOML");
        let names: BTreeMap<String, String> =
            file.question.iter().map(|it| (it.wording.clone(), it.name.clone())).collect();
        let known = Known::of(file);
        let mut mistakes = Vec::new();
        let mut meant = "";
        for line in WORDINGS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[') {
                meant = name.trim_end_matches(']');
                continue;
            }
            let text = Text::new(line);
            let found = known.wording(&text, &(0..text.tokens().len()));
            let found = found.map_or("none", |wording| names[wording].as_str());
            if found != meant {
                mistakes.push(format!("{meant}: {line} is taken for {found}"));
            }
        }
        assert!(mistakes.is_empty(), "{} mistakes\n{}", mistakes.len(), mistakes.join("\n"));
    }

    #[test]
    fn a_question_about_something_else_is_not_known() {
        check("Does the lift work?", None);
        check("Do you like the new uniform?", None);
    }

    #[test]
    fn the_canonical_wordings_are_known_as_themselves() {
        for meant in &Known::new().questions {
            check(&meant.wording, Some(&meant.wording));
        }
    }
}
