//! A codebook file as TOML has it; `docs/codebooks.md` explains the format.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A file with several codebooks in it, as an imported dictionary has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Several {
    pub(super) codebook: Vec<Written>,
}

/// One codebook.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(rename = "what")]
    _what: String,
    #[serde(default, rename = "source")]
    _source: String,
    #[serde(default, rename = "licence")]
    _licence: String,
    #[serde(default)]
    pub(super) version: String,
    pub(super) theme: Spanned<String>,
    pub(super) definition: String,
    #[serde(default)]
    pub(super) include: Vec<String>,
    #[serde(default)]
    pub(super) exclude: Vec<String>,
    #[serde(default = "last")]
    pub(super) order: u32,
    #[serde(default)]
    pub(super) unless: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) classes: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) aspect: Vec<WrittenAspect>,
}

/// One aspect of its theme.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenAspect {
    pub(super) name: Spanned<String>,
    pub(super) says: String,
    pub(super) valence: WrittenValence,
    #[serde(default)]
    pub(super) points_at: WrittenPointsAt,
    #[serde(default)]
    pub(super) cue: Vec<WrittenCue>,
    /// Plain dictionary entries.
    #[serde(default)]
    pub(super) words: Vec<Spanned<String>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum WrittenValence {
    Strength,
    Weakness,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum WrittenPointsAt {
    Strategy,
    #[default]
    Tactics,
}

/// One cue of its aspect.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenCue {
    pub(super) phrase: Spanned<String>,
    pub(super) weight: f32,
    #[serde(default)]
    pub(super) unless: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) context: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) negated: WrittenNegated,
    pub(super) flips_to: Option<String>,
    #[serde(default)]
    pub(super) catches: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) leaves: Vec<Spanned<String>>,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(super) enum WrittenNegated {
    #[default]
    Drop,
    Keep,
    Flip,
}

/// A user's own themes come after the built-in ones unless they say otherwise.
const fn last() -> u32 {
    100
}
