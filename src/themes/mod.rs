//! Tags a comment with the themes of its codebooks, and shows the words that led to each tag.
//!
//! Two layers, both explainable: the cue phrases of the codebooks, and for the built-in themes small learned
//! weights of words and word classes. Pure: never reads a clock or a name, and never prints what was said.

mod aspects;
mod book;
mod check;
mod cues;
mod dictionary;
mod evidence;
mod learned;
mod mistake;
mod reasons;
mod statements;
mod tagger;
mod wordlist;

use std::path::{Path, PathBuf};

use crate::error::{Notice, Result};
use crate::lexicons::themes::BOOKS;
use crate::text::{Span, Text};

use aspects::Aspects;
use cues::Cues;
use evidence::Evidence;
use learned::Learned;
use mistake::BookMistake;

pub use crate::lexicons::Parts;
pub use book::phrase;
pub use check::{Checked, check};

/// Which part of the findings a coded comment belongs to. The order is the order of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Valence {
    /// To be celebrated.
    Strength,
    /// To be mended.
    Weakness,
}

impl Valence {
    /// The row contract's word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Valence::Strength => "strength",
            Valence::Weakness => "weakness",
        }
    }
}

/// What a weakness points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PointsAt {
    /// The strategy itself, which customers have left behind.
    Strategy,
    /// The tactics and tools that carry it out.
    Tactics,
}

/// One theme found in a comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// The theme's name in its codebook: `out-of-the-loop`.
    pub theme: String,
    /// Strength or weakness.
    pub valence: Valence,
    /// How sure the tagger is, above 0 and up to 1.
    pub score: f32,
    /// Which aspects of the theme its cues belong to, by name, sorted; never empty.
    pub aspects: Vec<String>,
    /// The words that led to it, in order; never empty.
    pub cues: Vec<Span>,
}

/// Codebooks made ready for tagging.
#[derive(Debug)]
pub struct Codebooks {
    books: Vec<Codebook>,
    cues: Cues,
    evidence: Evidence,
    learned: Learned,
    aspects: Aspects,
    parts: Parts,
}

/// One theme with its aspects and cues.
#[derive(Debug)]
pub struct Codebook {
    /// The theme's name.
    pub theme: String,
    /// What the theme means, in a sentence for the findings.
    pub definition: String,
    /// What else belongs to it, as notes for a human coder.
    pub include: Vec<String>,
    /// What does not, although it may look so.
    pub exclude: Vec<String>,
    /// Its place when two themes claim one statement: the lower, the more specific.
    pub order: u32,
    /// Its version, for the audit.
    pub version: String,
    /// What the theme consists of.
    pub aspects: Vec<Aspect>,
}

/// One thing a theme may amount to, with the line a manager can repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aspect {
    /// Its name within the theme: `required-fields`.
    pub name: String,
    /// The one-line claim for the findings.
    pub says: String,
    /// Strength or weakness.
    pub valence: Valence,
    /// Strategy or tactics-and-tools, for a weakness.
    pub points_at: PointsAt,
}

impl Codebooks {
    /// No codebook at all: for whoever hides people and codes nothing, and need not wait for thousands of phrases.
    pub(crate) fn none() -> Self {
        Codebooks {
            books: Vec::new(),
            cues: Cues::default(),
            evidence: Evidence::default(),
            learned: Learned::default(),
            aspects: Aspects::default(),
            parts: Parts::Both,
        }
    }

    /// The three built-in codebooks.
    ///
    /// # Panics
    ///
    /// Never for a released version: a test reads the built-in codebooks.
    pub fn built_in() -> Self {
        Self::with(&[]).expect("a test reads the built-in codebooks")
    }

    /// The built-in codebooks and those in `paths`, which work in exactly the same way.
    ///
    /// The examples of the user's cues are tried, and a codebook with one that fails is refused.
    pub fn with(paths: &[PathBuf]) -> Result<Self> {
        Codebooks::with_notices(paths).map(|(codebooks, _)| codebooks)
    }

    /// The same, with what was noticed in dictionaries that were made by other programs.
    pub fn with_notices(paths: &[PathBuf]) -> Result<(Self, Vec<Notice>)> {
        let first = |mistakes: Vec<_>| mistakes.into_iter().next().map_or(Ok(()), Err);
        let mut shelf = book::Shelf::new()?;
        for file in BOOKS {
            shelf.add(file.path.as_ref(), file.text).or_else(first)?;
        }
        let built_in = shelf.len();
        for path in paths {
            shelf.add_file(path).or_else(first)?;
        }
        let notices = shelf.take_notices();
        let codebooks = shelf.finish();
        first(codebooks.cues.failing_examples(built_in))?;
        Ok((codebooks, notices))
    }

    /// The same codebooks with only some parts having a say.
    #[must_use]
    pub fn with_parts(self, parts: Parts) -> Self {
        Codebooks { parts, ..self }
    }

    /// The codebooks, in the order in which ties between themes are broken: the most specific first.
    pub fn books(&self) -> &[Codebook] {
        &self.books
    }

    /// Every theme that `comment` carries; `question` resolves its "it" and "there" and is never tagged itself.
    pub fn tag(&self, question: Option<&Text>, comment: &Text) -> Vec<Tag> {
        tagger::tag(self, question, comment)
    }

    /// How strongly the cue phrases alone speak for each theme and valence, by `theme:valence`; for training.
    pub fn cue_scores(&self, question: Option<&Text>, comment: &Text) -> Vec<(String, f32)> {
        tagger::cue_scores(self, question, comment)
    }

    /// What the learned layer looks at in `comment`, as written in `models/themes.tsv`; for training.
    pub fn evidence(&self, comment: &Text) -> Vec<String> {
        let mut all = Vec::new();
        self.evidence.visit(comment, &mut |clue, _| all.push(self.evidence.write(&clue)));
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Another tool's dictionary as a codebook of our own, with what could not be carried over.
pub fn as_toml(path: &Path, bytes: &[u8]) -> Result<(String, Vec<Notice>)> {
    dictionary::as_toml(path, bytes, &built_in_themes().map(str::to_owned).collect())
}

/// The names of the built-in themes, which are those of their files.
fn built_in_themes() -> impl Iterator<Item = &'static str> {
    BOOKS.iter().filter_map(|file| Path::new(file.path).file_stem()?.to_str())
}

impl Default for Codebooks {
    /// The built-in codebooks.
    fn default() -> Self {
        Codebooks::built_in()
    }
}

#[cfg(test)]
mod tests;
