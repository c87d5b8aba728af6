//! Rows of the contract read back: what `annotate` and `comments.jsonl` hold.

use serde::Deserialize;
use serde::de::IgnoredAny;

/// An anonymised row. A row without `masked` and `themes` is none: nobody has anonymised it.
#[derive(Deserialize)]
pub struct RowBack {
    /// The comment's id.
    pub id: String,
    /// The session it belongs to.
    #[serde(default)]
    pub session: String,
    /// The speaker's pseudonym.
    pub speaker: Option<String>,
    /// `moderator` or `participant`.
    #[serde(default)]
    pub role: String,
    /// The anonymised words.
    pub text: String,
    #[serde(rename = "masked")]
    _masked: Vec<IgnoredAny>,
    /// The themes given.
    pub themes: Vec<ThemeBack>,
    /// The assent given.
    pub assent: Option<AssentBack>,
}

/// A theme with its valence.
#[derive(Deserialize)]
pub struct ThemeBack {
    /// The theme's name.
    pub theme: String,
    /// `strength` or `weakness`.
    pub valence: String,
}

/// An assent label.
#[derive(Deserialize)]
pub struct AssentBack {
    /// `reluctant-yes` and the like.
    pub label: String,
}

impl RowBack {
    /// Every row of a `comments.jsonl`; none if a line is no anonymised row.
    pub fn read_all(lines: &str) -> Option<Vec<RowBack>> {
        let lines = lines.lines().filter(|line| !line.trim().is_empty());
        lines.map(|line| serde_json::from_str(line).ok()).collect()
    }
}
