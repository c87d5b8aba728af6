//! Phrases that stay readable whatever they look like: what the user names, and the strategy's own name.
//!
//! Compares words; it decides nothing else about them.

use rustc_hash::FxHashMap;

use crate::text::{Text, Token};

/// Phrases to be left alone.
#[derive(Default)]
pub(super) struct Kept {
    /// By their first word; in normal form.
    phrases: FxHashMap<String, Vec<Vec<String>>>,
    /// The first letters of these, each as one bit of 64, which others may share.
    initials: u64,
}

/// The first letter of a word as one bit of 64.
fn initial(word: &str) -> u64 {
    word.bytes().next().map_or(0, |byte| 1 << (byte % 64))
}

impl Kept {
    /// Adds the words of `phrase`.
    pub(super) fn insert(&mut self, phrase: &str) {
        let text = Text::new(phrase);
        let words: Vec<String> = text.tokens().iter().map(|token| token.normal().to_owned()).collect();
        if let Some(first) = words.first() {
            self.initials |= initial(first);
            let known = self.phrases.entry(first.clone()).or_default();
            if !known.contains(&words) {
                known.push(words);
            }
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.initials == 0
    }

    /// How many tokens the longest phrase at `at` covers, if one stands there.
    pub(super) fn length_at(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let normal = tokens[at].normal();
        if self.initials & initial(normal) == 0 {
            return None;
        }
        let fits = |phrase: &&Vec<String>| {
            let last = phrase.len() - 1;
            phrase.len() <= tokens.len() - at
                && phrase.iter().zip(&tokens[at..]).enumerate().all(|(place, (word, token))| {
                    let normal = token.normal();
                    word == normal || (place == last && normal.strip_suffix("'s") == Some(word))
                })
        };
        let known = self.phrases.get(normal).or_else(|| self.phrases.get(normal.strip_suffix("'s")?))?;
        known.iter().filter(fits).map(Vec::len).max()
    }
}
