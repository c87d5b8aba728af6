//! The words that lead from one name of somebody to another: `short for`, `they call me`, `i mean`.
//!
//! Says whose name is meant; it knows no names.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Embedded;

/// Whose further name stands beside the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// That of whoever speaks.
    Speaker,
    /// The same, where the speaker was the last one named.
    Own,
    /// That of whoever was named last.
    Last,
    /// The same, where hardly a word stands between.
    Beside,
    /// That of whoever was just called something like it.
    Alike,
}

pub(super) static FILES: &[Embedded] = &[BEFORE, BEHIND];

const BEFORE: Embedded =
    Embedded { path: "names/calledbefore.tsv", text: include_str!("../../lexicons/names/calledbefore.tsv") };

const BEHIND: Embedded =
    Embedded { path: "names/calledbehind.tsv", text: include_str!("../../lexicons/names/calledbehind.tsv") };

/// How many words the longest entry has.
pub(crate) const MOST_WORDS: usize = 6;

type Phrases = FxHashMap<&'static str, Whose>;

static BEFORE_NAME: LazyLock<Phrases> = LazyLock::new(|| phrases(&BEFORE));
static BEHIND_NAME: LazyLock<Phrases> = LazyLock::new(|| phrases(&BEHIND));

fn phrases(file: &'static Embedded) -> Phrases {
    let entry = |line: &'static str| {
        let (phrase, whose) = line.split_once('\t')?;
        let whose = match whose {
            "speaker" => Whose::Speaker,
            "own" => Whose::Own,
            "last" => Whose::Last,
            "beside" => Whose::Beside,
            _ => Whose::Alike,
        };
        Some((phrase, whose))
    };
    file.entries().filter_map(entry).collect()
}

/// Whose name stands right behind `phrase`, in normal form with single spaces.
pub(crate) fn called_behind(phrase: &str) -> Option<Whose> {
    BEFORE_NAME.get(phrase).copied()
}

/// Whose name stands right before `phrase`.
pub(crate) fn called_before(phrase: &str) -> Option<Whose> {
    BEHIND_NAME.get(phrase).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_read_as_it_is_written() {
        for file in FILES {
            for line in file.entries() {
                let (phrase, whose) = line.split_once('\t').unwrap();
                assert!(matches!(whose, "speaker" | "own" | "last" | "beside" | "alike"), "{line}");
                assert!(phrase.split(' ').count() <= MOST_WORDS, "{line}");
            }
        }
        assert_eq!(called_behind("short for"), Some(Whose::Last));
        assert_eq!(called_before("they call me"), Some(Whose::Speaker));
    }
}
