//! Who has answered before: one small entry a person, so that millions fit into memory.
//!
//! It keeps no id and no name, only a hash of each.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

/// The respondents of a survey so far, by number in reading order.
#[derive(Default)]
pub(super) struct Respondents {
    numbers: FxHashMap<u64, u32>,
    count: u32,
}

impl Respondents {
    /// The number of whoever has this id or name, who is counted where new.
    pub(super) fn known(&mut self, kind: &str, id: &str) -> u32 {
        let next = self.count;
        let number = *self.numbers.entry(hash(kind, id)).or_insert(next);
        self.count += u32::from(number == next);
        number
    }

    /// The number of somebody of whom nothing is known.
    pub(super) fn new_one(&mut self) -> u32 {
        self.count += 1;
        self.count - 1
    }

    /// The number of whoever has this id, if they have answered before.
    pub(super) fn find(&self, kind: &str, id: &str) -> Option<u32> {
        self.numbers.get(&hash(kind, id)).copied()
    }
}

/// The same in every run, because it decides over pseudonyms.
fn hash(kind: &str, id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, id).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_id_is_one_respondent() {
        let mut respondents = Respondents::default();
        let numbers = [respondents.known("id", "a"), respondents.new_one(), respondents.known("name", "a")];
        assert_eq!(numbers, [0, 1, 2]);
        assert_eq!((respondents.known("id", "a"), respondents.find("id", "b")), (0, None));
    }
}
