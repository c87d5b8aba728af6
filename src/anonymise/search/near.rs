//! Words that are one letter away from a long name: one wrong, one missing, one too many, two swapped.
//!
//! Knows words only; which of a document's words are worth asking about is for the caller to say.

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::forms::LONG;

/// Long names, by each word that is left when one of their letters is taken out.
#[derive(Default)]
pub(super) struct Near {
    by_rest: BTreeMap<CompactString, Vec<(CompactString, usize)>>,
}

impl Near {
    /// Adds a name and whose it is.
    pub(super) fn insert(&mut self, word: &CompactString, whose: usize) {
        for rest in rests(word) {
            let known = self.by_rest.entry(rest).or_default();
            if !known.contains(&(word.clone(), whose)) {
                known.push((word.clone(), whose));
            }
        }
    }

    /// Whose name `word` is but for one letter.
    pub(super) fn whose(&self, word: &str) -> Option<usize> {
        if self.by_rest.is_empty() || word.chars().count() + 1 < LONG {
            return None;
        }
        let mut known = rests(word).filter_map(|rest| self.by_rest.get(&rest)).flatten();
        known.find(|(name, _)| one_apart(word, name)).map(|(_, whose)| *whose)
    }
}

/// The word, and all that is left of it without one of its letters.
fn rests(word: &str) -> impl Iterator<Item = CompactString> {
    let without = word.char_indices().map(|(at, c)| [&word[..at], &word[at + c.len_utf8()..]].concat().into());
    std::iter::once(CompactString::from(word)).chain(without)
}

/// Whether one change, one letter more or less, or one swap of neighbours makes one word of the other.
fn one_apart(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let front = one.iter().zip(&other).take_while(|(here, there)| here == there).count();
    let (one, other) = (&one[front..], &other[front..]);
    let behind = |rest: &[char], steps: usize| rest.get(steps..).map(<[char]>::to_vec);
    let same = |steps: usize, others: usize| {
        let rest = behind(one, steps);
        rest.is_some() && rest == behind(other, others)
    };
    let swapped = one.len() > 1 && other.len() > 1 && one[0] == other[1] && one[1] == other[0] && same(2, 2);
    same(1, 1) || same(1, 0) || same(0, 1) || swapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_letter_is_seen_and_two_are_not() {
        let mut near = Near::default();
        near.insert(&"oyelaran".into(), 4);
        for slip in ["oyeleran", "oyelran", "oyellaran", "oylearan", "oyelara"] {
            assert_eq!(near.whose(slip), Some(4), "{slip}");
        }
        for other in ["oyelaran", "oyeleren", "oyel", "overran"] {
            assert_eq!(near.whose(other), None, "{other}");
        }
    }
}
