//! The lists by which numbers, addresses, days and circumstances are told, read as text.
//!
//! Answers about one word at a time; what stands beside it is for `anonymise::detect` to look at.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Embedded;

/// Lists that are read as text.
pub(super) static FILES: &[Embedded] =
    &[CIRCUMSTANCES, RULES, TOLD, ORDINARY, DISCLOSURES, MONTHS, STREET_ENDS, NUMBERED, PUBLIC, SPELLING, ASKED, DAYS];

const CIRCUMSTANCES: Embedded =
    Embedded { path: "circumstances/classes.toml", text: include_str!("../../lexicons/circumstances/classes.toml") };

const RULES: Embedded =
    Embedded { path: "circumstances/rules.toml", text: include_str!("../../lexicons/circumstances/rules.toml") };

const TOLD: Embedded =
    Embedded { path: "circumstances/told.toml", text: include_str!("../../lexicons/circumstances/told.toml") };

const ORDINARY: Embedded =
    Embedded { path: "circumstances/ordinary.toml", text: include_str!("../../lexicons/circumstances/ordinary.toml") };

const DISCLOSURES: Embedded = Embedded {
    path: "circumstances/disclosures.toml",
    text: include_str!("../../lexicons/circumstances/disclosures.toml"),
};

const MONTHS: Embedded = Embedded { path: "words/months.txt", text: include_str!("../../lexicons/words/months.txt") };

const STREET_ENDS: Embedded = Embedded {
    path: "places/streetends-abroad.txt",
    text: include_str!("../../lexicons/places/streetends-abroad.txt"),
};

const NUMBERED: Embedded =
    Embedded { path: "identifiers/numbered.txt", text: include_str!("../../lexicons/identifiers/numbered.txt") };

const PUBLIC: Embedded =
    Embedded { path: "identifiers/public.txt", text: include_str!("../../lexicons/identifiers/public.txt") };

const SPELLING: Embedded =
    Embedded { path: "words/spelling.txt", text: include_str!("../../lexicons/words/spelling.txt") };

static SPELLING_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| SPELLING.entries().collect());

/// Whether `word` stands for a letter when something is spelt: `tango`.
pub(crate) fn is_spelling_word(word: &str) -> bool {
    SPELLING_WORDS.contains(word)
}

const ASKED: Embedded =
    Embedded { path: "identifiers/asked.tsv", text: include_str!("../../lexicons/identifiers/asked.tsv") };

const DAYS: Embedded =
    Embedded { path: "identifiers/days.tsv", text: include_str!("../../lexicons/identifiers/days.tsv") };

static NUMBERED_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| NUMBERED.entries().collect());
static ASKED_WORDS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| pairs(&ASKED));
static DAY_WORDS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| pairs(&DAYS));
static PUBLIC_HEADS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| PUBLIC.entries().collect());

/// Whether what `word` names has a number of its own, which stands behind it: `account`.
pub(crate) fn has_number(word: &str) -> bool {
    NUMBERED_WORDS.contains(word)
}

/// What somebody asks for who says `word`: `phone`, `address`, `date` or `id`; before `number` also `house` and `line`.
pub(crate) fn asked_for(word: &str) -> Option<&'static str> {
    told(&ASKED_WORDS, word)
}

/// Whose days a sentence with `word` tells of: of somebody's `life`, their `own`, or those of an office's `work`.
pub(crate) fn days_of(word: &str) -> Option<&'static str> {
    told(&DAY_WORDS, word)
}

fn told(words: &FxHashMap<&'static str, &'static str>, word: &str) -> Option<&'static str> {
    words.get(word).copied()
}

/// The entries of a list of two columns.
fn pairs(list: &Embedded) -> FxHashMap<&'static str, &'static str> {
    list.entries().filter_map(|line| line.split_once('\t')).collect()
}

/// Whether codes that start with `head` belong to nobody: `iso`.
pub(crate) fn public_head(head: &str) -> bool {
    PUBLIC_HEADS.contains(head)
}

/// Whether `word` ends as the names of streets do in languages that write them as one word: `kirchgasse`.
pub(crate) fn street_end(word: &str) -> bool {
    STREET_ENDS.entries().any(|end| word.len() > end.len() + 2 && word.ends_with(end))
}

/// The months of the year and their short forms, in lower case.
pub(crate) fn months() -> impl Iterator<Item = &'static str> {
    MONTHS.entries()
}

/// The word classes that flags are weighed by, as text.
pub(crate) fn circumstances() -> &'static str {
    CIRCUMSTANCES.text
}

/// The phrases that single somebody out, as text.
pub(crate) fn circumstance_rules() -> &'static str {
    RULES.text
}

/// The phrases that single somebody out beyond doubt, as text.
pub(crate) fn circumstances_told() -> &'static str {
    TOLD.text
}

/// The phrases of ordinary talk, whose words mean nothing about anybody, as text.
pub(crate) fn ordinary_talk() -> &'static str {
    ORDINARY.text
}

/// The phrases that somebody has to be told of, as text.
pub(crate) fn disclosures() -> &'static str {
    DISCLOSURES.text
}
