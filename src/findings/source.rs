//! What was read: one focus group or one survey.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::merge::Merge;
use super::tally::is_counted;
use crate::coded::{Coded, Role, SessionKind};
use crate::transcript::Level;

/// One session or survey, in numbers.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Source {
    /// Whether people answered in writing.
    pub(super) written: bool,
    /// People who said something.
    pub(super) people: u64,
    /// What they said, in turns or answers.
    pub(super) comments: u64,
    /// Answers that count as one person each, because nobody can tell who made them.
    pub(super) comments_as_people: u64,
    /// Turns of moderators, which are not counted as comments.
    pub(super) moderator_turns: u64,
    /// Turns without a speaker, which are in no figure.
    pub(super) unattributed: u64,
    /// Replaced details by kind.
    pub(super) masked: BTreeMap<String, u64>,
    /// Whether it is talk from which fillers, and with them hedges, were edited out, by its own word or by the look of it.
    tidied: bool,
}

impl Source {
    /// The numbers of a session in which `people` took part.
    pub(super) fn of(coded: &Coded, people: usize) -> Self {
        let written = coded.kind() == SessionKind::Survey;
        let tidied = !written && coded.verbatim().level() == Some(Level::Clean);
        let people = people as u64;
        let comments_as_people = if coded.counts_comments() { people } else { 0 };
        let mut source = Source { written, people, comments_as_people, tidied, ..Source::default() };
        for comment in coded.comments() {
            for mask in &comment.turn.masks {
                *source.masked.entry(mask.kind.name().to_owned()).or_default() += 1;
            }
            if comment.turn.role == Role::Moderator {
                source.moderator_turns += 1;
            } else if is_counted(comment) && comment.turn.speaker.is_none() {
                source.unattributed += 1;
            } else if is_counted(comment) {
                source.comments += 1;
            }
        }
        source
    }

    /// Whether it is talk from which fillers, and with them hedges, were edited out.
    pub(super) fn is_tidied(&self) -> bool {
        self.tidied
    }
}

impl Merge for Source {
    fn add(&mut self, other: Self) {
        self.written |= other.written;
        self.people.add(other.people);
        self.comments.add(other.comments);
        self.comments_as_people.add(other.comments_as_people);
        self.moderator_turns.add(other.moderator_turns);
        self.unattributed.add(other.unattributed);
        self.masked.add(other.masked);
        self.tidied |= other.tidied;
    }
}
