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
#[serde(transparent)]
pub(crate) struct Words(FxHashSet<CompactString>);

impl Words {
    /// Whether `normal` is one of them.
    pub(crate) fn has(&self, normal: &str) -> bool {
        self.0.contains(normal)
    }
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
