//! Words of those who ask: what leads up to a question, and what a strategy is called.
//!
//! Answers about one word at a time.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Embedded;
use super::words::{Words, classes};

/// The embedded file.
pub(super) static FILES: &[Embedded] = &[FILE];

const FILE: Embedded =
    Embedded { path: "questions/asking.toml", text: include_str!("../../lexicons/questions/asking.toml") };

/// Every class of words, as the file tells of it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asking {
    /// All words of what only leads up to a question: `So, to come back to it, does it work?`
    pub(crate) leads_in: Words,
    /// Lead up to a question without being part of it: `So, does it work?`
    pub(crate) leads_up: Words,
    /// What a strategy or a campaign is called by the people who ask about it.
    pub(crate) strategy: Words,
}

static ASKING: LazyLock<Asking> = LazyLock::new(|| classes(&FILE));

/// The classes of words of those who ask.
pub(crate) fn asking() -> &'static Asking {
    &ASKING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_sorted_unique_and_asked_for() {
        super::super::words::check::<Asking>(&FILE);
        assert!(asking().leads_in.has("question") && !asking().leads_up.has("question"));
    }
}
