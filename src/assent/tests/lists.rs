//! Every phrase of the lists proves itself.

use std::borrow::Cow;

use serde::Deserialize;

use super::super::cues::{At, Class, CueBook};
use super::super::listed;
use super::super::words::Words;
use crate::lexicons::{Embedded, assent as lists};
use crate::text::{Pattern, Text};

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
    cues: Vec<[Cow<'a, str>; 3]>,
}

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
                    let each = words.tag(&text);
                    let hits = book.find(&each, &text);
                    text.sentences().iter().any(|sentence| {
                        sentence.clone().any(|at| {
                            pattern.match_at(&text, sentence, at).is_some_and(|end| {
                                group.at.allows(&each, &text, sentence, &(at..end))
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

#[test]
fn the_quick_reader_finds_what_a_toml_reader_finds() {
    for embedded in lists::answers().chain(lists::questions()) {
        let file: File<'_> = toml::from_str(embedded.text).expect(embedded.path);
        let cues = file.group.iter().flat_map(|group| group.cues.iter().map(move |cue| (group, &cue[0])));
        let slow: Vec<_> = cues.map(|(group, cue)| (cue.as_ref(), file.class, group.weight, group.at)).collect();
        let quick = listed::cues(embedded.text).map(|(cue, rule)| (cue, rule.class, rule.weight, rule.at));
        assert_eq!(quick.collect::<Vec<_>>(), slow, "{}", embedded.path);
    }
}
