//! The lists by which quotations are evened out and strong words are heard.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::Embedded;

/// The embedded files.
pub(super) static FILES: &[Embedded] = &[
    Embedded { path: "report/fillers.txt", text: include_str!("../../lexicons/report/fillers.txt") },
    Embedded { path: "report/spellings.tsv", text: include_str!("../../lexicons/report/spellings.tsv") },
    Embedded { path: "report/strong.txt", text: include_str!("../../lexicons/report/strong.txt") },
];

static FILLERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| FILES[0].entries().collect());

static STRONG: LazyLock<BTreeSet<&str>> = LazyLock::new(|| FILES[2].entries().collect());

static SPELLINGS: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| FILES[1].entries().filter_map(|line| line.split_once('\t')).collect());

/// Whether a word in normal form only fills a pause.
pub(crate) fn is_filler(word: &str) -> bool {
    FILLERS.contains(word)
}

/// Whether somebody who says this word in normal form speaks strongly.
pub(crate) fn is_strong(word: &str) -> bool {
    STRONG.contains(word)
}

/// The plain spelling of a word in normal form, where it has another.
pub(crate) fn plain_spelling(word: &str) -> Option<&'static str> {
    SPELLINGS.get(word).copied()
}
