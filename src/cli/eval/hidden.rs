//! How well people are hidden as a whole: labels, documents, other words, pseudonyms.
//!
//! Spans one by one are counted in `measure`.

use std::collections::{BTreeMap, BTreeSet};

use super::gold::{Must, Unit};
use super::measure::Share;
use crate::anonymise::Turn;
use crate::text::{Span, Text, normal_form};

/// Figures over whole documents.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hidden {
    /// Words outside every span to be masked or flagged: left readable.
    pub(super) words_kept: Share,
    /// Speaker labels: no part of the name left.
    pub(super) labels: Share,
    /// Sessions and surveys: a name of somebody survives in place.
    pub(super) surviving: Share,
    /// People: nobody else of the session bears one of their pseudonyms.
    pub(super) distinct: Share,
}

/// The pseudonyms that each person of a session was given.
pub(super) type Given<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

impl Hidden {
    /// Counts the words and the label of one unit; `meant` are the spans to be masked or flagged.
    pub(super) fn unit(&mut self, unit: &Unit, turn: &Turn, meant: &[(Span, Must)]) {
        let text = Text::new(unit.text.as_str());
        for token in text.tokens().iter().filter(|it| text.slice(it.span).chars().any(char::is_alphanumeric)) {
            let own = meant.iter().any(|(span, must)| *must != Must::Keep && span.overlaps(token.span));
            if !own {
                self.words_kept.count(!turn.masks.iter().any(|mask| mask.was.overlaps(token.span)));
            }
        }
        if let Some(label) = unit.speaker_label.as_deref().filter(|label| named(label)) {
            let shown: BTreeSet<_> =
                turn.speaker.iter().flat_map(|it| it.split_whitespace().map(normal_form)).collect();
            self.labels
                .count(!label.split_whitespace().map(normal_form).any(|part| part.len() > 1 && shown.contains(&part)));
        }
    }

    /// Counts what is known once a session is over.
    pub(super) fn session(&mut self, given: &Given<'_>, a_name_survives: bool) {
        self.surviving.count(a_name_survives);
        for (person, pseudonyms) in given {
            let shared = given.iter().any(|(other, theirs)| other != person && !theirs.is_disjoint(pseudonyms));
            self.distinct.count(!shared);
        }
    }

    /// Adds the figures of another file.
    pub(super) fn add(&mut self, other: &Hidden) {
        self.words_kept.add(other.words_kept);
        self.labels.add(other.labels);
        self.surviving.add(other.surviving);
        self.distinct.add(other.distinct);
    }
}

/// Whether a label says more than a part: `Moderator`, `Speaker 2` and the program's own are nobody's name.
fn named(label: &str) -> bool {
    let part = |word: &str| {
        let normal = normal_form(word);
        matches!(normal.as_str(), "moderator" | "facilitator" | "interviewer" | "participant" | "speaker" | "person")
            || normal.chars().all(|c| !c.is_alphabetic())
    };
    !label.split_whitespace().all(part)
}
