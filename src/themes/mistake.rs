//! What can be wrong with a codebook. Never repeats an example: it may quote somebody.

use std::fmt;

use crate::text::PatternMistake;

/// Why a codebook cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BookMistake {
    /// No TOML, or a key that is missing, unknown or of the wrong kind.
    Format(String),
    /// A name that is not lower-case words joined by hyphens.
    Name(String),
    /// Two codebooks for one theme.
    Twice(String),
    /// A theme without aspects.
    NoAspects,
    /// An aspect without cues.
    NoCues(String),
    /// Two aspects of one name.
    AspectTwice(String),
    /// A weight outside 0..1.
    Weight,
    /// `negated = "flip"` without an aspect to flip to.
    FlipTo,
    /// A phrase that cannot be read, and the column of the part that has the mistake.
    Phrase(usize, PatternMistake),
    /// A dictionary entry without a letter or digit.
    NoWord,
    /// The example at this place in `catches` is not caught.
    NotCaught(usize),
    /// The example at this place in `leaves` is caught.
    NotLeft(usize),
}

impl fmt::Display for BookMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BookMistake::Format(what) => f.write_str(what),
            BookMistake::Name(name) => write!(f, "`{name}` is no name; write lower-case words joined by hyphens"),
            BookMistake::Twice(theme) => {
                write!(f, "there is a codebook for `{theme}` already; give this one another theme name")
            }
            BookMistake::NoAspects => f.write_str("the theme has no `[[aspect]]`; write at least one"),
            BookMistake::NoCues(aspect) => write!(f, "aspect `{aspect}` has no cue and no words; write at least one"),
            BookMistake::AspectTwice(aspect) => {
                write!(f, "there is an aspect `{aspect}` already; give this one another name")
            }
            BookMistake::Weight => f.write_str("a `weight` is above 0 and at most 1"),
            BookMistake::FlipTo => {
                f.write_str("`negated = \"flip\"` needs `flips_to`, the name of an aspect of this codebook")
            }
            BookMistake::Phrase(column, mistake) => {
                write!(f, "the phrase cannot be read at column {column}: {mistake}")
            }
            BookMistake::NoWord => f.write_str("the entry has no letter or digit; delete it"),
            BookMistake::NotCaught(place) => {
                write!(f, "the phrase does not catch example {place} of its `catches`; change one of them")
            }
            BookMistake::NotLeft(place) => {
                write!(f, "the phrase catches example {place} of its `leaves`; add an `unless` or change one of them")
            }
        }
    }
}
