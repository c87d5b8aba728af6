//! How many people said what about a theme and its aspects.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::groups::Groups;
use super::merge::{Merge, settle_wording};
use super::quotation::{Candidate, Quotations};
use crate::coded::{Aspect, Meaning, PointsAt, Valence};

/// One theme.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Theme {
    /// The theme in a sentence.
    pub(super) definition: String,
    /// What is to be celebrated.
    pub(super) strength: Side,
    /// What is to be mended.
    pub(super) weakness: Side,
}

/// A theme as strength or as weakness.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Side {
    /// Whoever said any of it.
    pub(super) said: Said,
    /// Who put it in strong words.
    pub(super) strongly: u64,
    /// Who also answered a question with a reluctant yes.
    pub(super) held_back: u64,
    /// People by group.
    pub(super) groups: Groups<u64>,
    /// What it amounts to, by the aspect's name.
    pub(super) aspects: BTreeMap<String, AspectTally>,
}

/// One aspect of a theme.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct AspectTally {
    /// The claim in a line.
    pub(super) says: String,
    /// Whether it is a matter of the strategy itself.
    pub(super) strategy: bool,
    /// Whoever said it.
    pub(super) said: Said,
}

/// How often something was said, and by how many.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said {
    /// Different people.
    pub(super) people: u64,
    /// Turns or answers.
    pub(super) comments: u64,
    /// Sum of the tagger's scores, in hundredths.
    pub(super) score: u64,
    /// The sessions and surveys it came from, as numbers.
    pub(super) sources: BTreeSet<u64>,
    /// Words that could show it.
    pub(super) quotations: Quotations,
}

impl Theme {
    pub(super) fn side(&mut self, valence: Valence) -> &mut Side {
        match valence {
            Valence::Strength => &mut self.strength,
            Valence::Weakness => &mut self.weakness,
        }
    }

    /// Takes in the words of the codebook for what was found.
    pub(super) fn explain(&mut self, meaning: &Meaning) {
        settle_wording(&mut self.definition, meaning.definition.clone());
        for side in [&mut self.strength, &mut self.weakness] {
            for (name, tally) in &mut side.aspects {
                if let Some(aspect) = meaning.aspects.get(name) {
                    tally.explain(aspect);
                }
            }
        }
    }
}

impl AspectTally {
    fn explain(&mut self, aspect: &Aspect) {
        settle_wording(&mut self.says, aspect.says.clone());
        self.strategy |= aspect.points_at == PointsAt::Strategy;
    }
}

impl Said {
    /// Counts one comment.
    pub(super) fn comment(&mut self, source: u64, score: u64, candidate: Option<Candidate>) {
        self.comments += 1;
        self.score += score;
        self.sources.insert(source);
        if let Some(candidate) = candidate {
            self.quotations.offer(candidate);
        }
    }
}

impl Merge for Theme {
    fn add(&mut self, other: Self) {
        settle_wording(&mut self.definition, other.definition);
        self.strength.add(other.strength);
        self.weakness.add(other.weakness);
    }
}

impl Merge for Side {
    fn add(&mut self, other: Self) {
        self.said.add(other.said);
        self.strongly.add(other.strongly);
        self.held_back.add(other.held_back);
        self.groups.add(other.groups);
        self.aspects.add(other.aspects);
    }
}

impl Merge for AspectTally {
    fn add(&mut self, other: Self) {
        settle_wording(&mut self.says, other.says);
        self.strategy |= other.strategy;
        self.said.add(other.said);
    }
}

impl Merge for Said {
    fn add(&mut self, other: Self) {
        self.people.add(other.people);
        self.comments.add(other.comments);
        self.score.add(other.score);
        self.sources.add(other.sources);
        self.quotations.add(other.quotations);
    }
}
