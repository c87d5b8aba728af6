//! Closed classes of words: `lexicons/words/classes.toml`.
//!
//! Knows which words belong together, not what follows from it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::Embedded;

pub(super) static FILES: &[Embedded] = &[CLASSES];

const CLASSES: Embedded =
    Embedded { path: "words/classes.toml", text: include_str!("../../lexicons/words/classes.toml") };

/// A class of words; what its words have in common stands beside them in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Class {
    Acting,
    BeforeDate,
    BeforeNoun,
    Finite,
    LeadsIn,
    LeadsUp,
    Strategy,
}

const COUNT: usize = Class::Strategy as usize + 1;

impl Class {
    /// Whether `word`, in normal form, is one of the class.
    pub(crate) fn has(self, word: &str) -> bool {
        WORDS[self as usize].contains(word)
    }
}

/// The words of each class, in the order of [`Class`].
static WORDS: LazyLock<Vec<FxHashSet<String>>> = LazyLock::new(|| {
    let listed = toml::from_str::<Listed>(CLASSES.text).unwrap_or_default();
    let mut words = vec![FxHashSet::default(); COUNT];
    for (class, of) in listed.class {
        words[class as usize].extend(of.words);
    }
    words
});

#[derive(Default, Deserialize)]
struct Listed {
    class: BTreeMap<Class, Words>,
}

#[derive(Deserialize)]
struct Words {
    words: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normal_form;

    #[test]
    fn every_class_has_words_in_order_once_and_in_normal_form() {
        let listed: Listed = toml::from_str(CLASSES.text).unwrap();
        assert_eq!(listed.class.len(), COUNT, "a class without words");
        for (class, Words { words }) in listed.class {
            assert!(!words.is_empty(), "{class:?} is empty");
            for pair in words.windows(2) {
                assert!(pair[0] < pair[1], "{class:?}: `{}` does not belong after `{}`", pair[1], pair[0]);
            }
            for word in &words {
                assert!(normal_form(word) == *word && class.has(word), "{class:?}: `{word}` is not in normal form");
            }
        }
    }
}
