//! One person with all that they said, and the answer of theirs that counts for each question.
//!
//! Counts nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::{SIDES, side_of};
use super::question::{Question, changes_mind, weight};
use super::quotation::Whose;
use crate::coded::{Assent, Comment, Label, Valence};
use crate::lexicons::read::is_on_scale;
use crate::lexicons::report::is_strong;

/// One person with all that they said in a session or survey.
pub(super) struct Person<'a> {
    pub(super) whose: Whose,
    pub(super) comments: Vec<&'a Comment>,
    pub(super) groups: BTreeMap<&'a str, &'a str>,
}

impl<'a> Person<'a> {
    pub(super) fn new(whose: Whose, comments: Vec<&'a Comment>) -> Self {
        let mut groups = BTreeMap::new();
        for (column, value) in comments.iter().flat_map(|comment| &comment.turn.attributes) {
            let (column, value) = (column.trim(), value.trim());
            if !column.is_empty() && !value.is_empty() {
                groups.entry(column).or_insert(value);
            }
        }
        if let Some(side) = groups.iter().find_map(|(column, team)| side_of(column, team)) {
            groups.entry(SIDES).or_insert(side);
        }
        Person { whose, comments, groups }
    }

    /// What they spoke of.
    pub(super) fn themes(&self) -> BTreeSet<(&'a str, Valence)> {
        let tags = self.comments.iter().flat_map(|comment| &comment.tags);
        tags.map(|tag| (tag.theme.as_str(), tag.valence)).collect()
    }

    pub(super) fn speaks_strongly_of(&self, theme: &str, valence: Valence) -> bool {
        let about = |comment: &&&Comment| comment.tags.iter().any(|tag| tag.theme == theme && tag.valence == valence);
        self.comments
            .iter()
            .filter(about)
            .any(|comment| comment.turn.text.tokens().iter().any(|it| is_strong(it.normal())))
    }

    /// The answer that counts for each question they answered.
    pub(super) fn answers(&self) -> BTreeMap<String, Answer<'a>> {
        let mut answers: BTreeMap<String, Answer<'a>> = BTreeMap::new();
        for &comment in &self.comments {
            let (Some(answered), Some(assent)) = (&comment.question, &comment.assent) else { continue };
            let Some(question) = Question::asked(answered) else { continue };
            let ticked = answered.turn.is_none() && is_on_scale(comment.turn.text.as_str());
            let answer = Answer { comment, assent, wording: question.wording, ticked, fears: answered.fears };
            let known = answers.get(&question.key);
            if known.is_none_or(|known| answer.counts_before(known)) {
                answers.insert(question.key, answer);
            }
        }
        answers
    }
}

/// The answer of one person that counts for a question.
pub(super) struct Answer<'a> {
    pub(super) comment: &'a Comment,
    pub(super) assent: &'a Assent,
    pub(super) wording: String,
    /// Whether a choice was ticked.
    ticked: bool,
    /// Whether yes is bad news.
    pub(super) fears: bool,
}

impl Answer<'_> {
    /// Whether it counts and `other`, which the same person gave before, does not.
    fn counts_before(&self, other: &Self) -> bool {
        match (self.ticked, other.ticked) {
            (true, false) => !other.takes_back(self),
            (false, true) => self.takes_back(other),
            _ => changes_mind(self.assent) || weight(other.assent) < weight(self.assent),
        }
    }

    /// Whether these words about a choice that was ticked leave less of it than the tick says, in so many words.
    fn takes_back(&self, tick: &Self) -> bool {
        let held_back = self.assent.label == Label::ReluctantYes && self.assent.cues.iter().any(|cue| cue.weight > 0.0);
        match tick.assent.label {
            Label::NonAnswer => self.assent.label != Label::NonAnswer,
            label => label.is_yes() && held_back,
        }
    }
}
