//! Classes of words in a TOML file, each asked for by its name.
//!
//! Answers about one word at a time; what follows from it is for whoever asks.

use compact_str::CompactString;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Embedded;

/// A set of words in normal form.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "FxHashSet<CompactString>")]
pub(crate) struct Words {
    all: FxHashSet<CompactString>,
    /// How long those are that start with a letter, a bit for each length: most other words are told by that.
    lengths: [u32; LETTERS],
}

/// Letters told apart by the last bits of a word's first byte.
const LETTERS: usize = 32;

impl From<FxHashSet<CompactString>> for Words {
    fn from(all: FxHashSet<CompactString>) -> Self {
        let mut lengths = [0; LETTERS];
        #[expect(clippy::iter_over_hash_type, reason = "bits have no order")]
        for word in &all {
            let (letter, length) = outline(word);
            lengths[letter] |= length;
        }
        Words { all, lengths }
    }
}

impl Words {
    /// Whether `normal` is one of them.
    pub(crate) fn has(&self, normal: &str) -> bool {
        let (letter, length) = outline(normal);
        self.lengths[letter] & length != 0 && self.all.contains(normal)
    }
}

/// The letter that a word starts with, and its length as a bit.
fn outline(word: &str) -> (usize, u32) {
    let letter = word.bytes().next().map_or(0, usize::from) % LETTERS;
    (letter, 1 << word.len().min(31))
}

/// The classes of `file`, a field each.
pub(super) fn classes<T: DeserializeOwned>(file: &Embedded) -> T {
    toml::from_str(file.text).expect("the file is embedded and a test reads it")
}

/// Fails where a class of `file` is empty, in disorder or not in normal form, or where nobody asks for it.
#[cfg(test)]
#[track_caller]
pub(super) fn check<T: std::fmt::Debug + Default>(file: &Embedded) {
    let table: toml::Table = toml::from_str(file.text).unwrap();
    let fields = format!("{:?}", T::default());
    for (name, class) in table.iter().filter_map(|(name, class)| Some((name, class.as_array()?))) {
        let words: Vec<&str> = class.iter().filter_map(toml::Value::as_str).collect();
        assert!(!words.is_empty(), "{name} is empty");
        assert!(fields.contains(&format!(" {name}: ")), "nobody asks for {name}");
        for pair in words.windows(2) {
            assert!(pair[0] < pair[1], "{name}: `{}` does not belong after `{}`", pair[1], pair[0]);
        }
        for word in words {
            assert_eq!(crate::text::normal_form(word), word, "{name}: not in normal form");
        }
    }
}
