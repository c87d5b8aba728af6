//! One person under several labels: `JOHN SMITH`, `John` and `Smith, John`. Joins labels where the evidence is good and
//! tells where it is not; case, order and brackets are no difference to begin with (see `people::key`).

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::file::File;
use super::people::{People, key};
use crate::lexicons::read::GENERIC_LABELS;

/// What the labels of a file, in the order of its turns, tell about each other.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Drift {
    /// For the key of a label, the key of the one that it is another spelling of.
    pub(super) spellings: BTreeMap<String, String>,
    /// Places in the order given of the first turns of two labels that may be one person's.
    pub(super) doubts: Vec<(usize, usize)>,
}

/// Compares `labels`, which come in the order of the turns; labels that `people` knows are left to it.
pub(super) fn drift<'a>(labels: impl Iterator<Item = &'a str>, people: &People) -> Drift {
    let mut keys: FxHashMap<&str, Option<String>> = FxHashMap::default();
    let mut order: Vec<&'a str> = Vec::new();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (at, label) in labels.enumerate() {
        order.push(label);
        let of = |label| Some(key(label)).filter(|key| !key.is_empty() && people.find(label).is_none());
        if let Some(key) = keys.entry(label).or_insert_with(|| of(label))
            && !first.contains_key(key)
        {
            first.insert(key.clone(), at);
        }
    }
    let order: Vec<&str> = order.into_iter().map(|label| keys[label].as_deref().unwrap_or("")).collect();
    let known: Vec<&String> = first.keys().collect();
    let mut drift = Drift::default();
    for (at, one) in known.iter().enumerate() {
        let mut same: Vec<&str> = Vec::new();
        for other in &known[at + 1..] {
            if is_misspelt(one, other) {
                drift.doubts.push(in_order(first[*one], first[*other]));
            }
        }
        for other in &known {
            if is_short_for(one, other) {
                same.push(other);
            }
        }
        match same.as_slice() {
            [other] if !talk_together(&order, one, other) => {
                drift.spellings.insert((*one).clone(), (*other).to_owned());
            }
            [] => {}
            others => drift.doubts.extend(others.iter().map(|other| in_order(first[*one], first[*other]))),
        }
    }
    // A short form of a short form leads to the longest.
    let chained = drift.spellings.clone();
    for longest in drift.spellings.values_mut() {
        if let Some(longer) = chained.get(longest) {
            longest.clone_from(longer);
        }
    }
    drift.doubts.sort_unstable();
    drift
}

impl Drift {
    /// Tells the user about the labels that may be one person's, by the numbers of their turns' lines.
    pub(super) fn note(&self, file: &mut File, line_of: impl Fn(usize) -> usize) {
        for (one, other) in &self.doubts {
            let (one, other) = (line_of(*one), line_of(*other));
            let what = "may be one person under two labels; if so, say it in a roster (`--roster`, column `aliases`)";
            file.note(one, format!("the speakers of lines {one} and {other} {what}"));
        }
    }
}

fn in_order(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

/// Whether `short` is the first name of `long`, or that with an initial: `john` and `john s` for `john smith`.
fn is_short_for(short: &str, long: &str) -> bool {
    let (mut few, mut many) = (short.split(' '), long.split(' '));
    let (Some(first), Some(full)) = (few.next(), many.next()) else { return false };
    let Some(last) = many.next_back() else { return false };
    if first != full || GENERIC_LABELS.contains(first) || !first.chars().all(char::is_alphabetic) {
        return false;
    }
    if last.chars().any(|c| c.is_ascii_digit()) || first.chars().count() < 2 {
        return false;
    }
    match (few.next(), few.next()) {
        (None, _) => true,
        (Some(initial), None) => initial.chars().count() == 1 && last.starts_with(initial) && initial != last,
        _ => false,
    }
}

/// Whether the labels differ by one letter or so, as a recogniser or typist may have it.
fn is_misspelt(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let digits = |name: &[char]| name.iter().any(char::is_ascii_digit);
    if digits(&one) || digits(&other) || one.len().min(other.len()) < 4 || one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let back = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let longest = one.len().max(other.len());
    same + back + 1 >= longest && (same > 0 || longest > 6)
}

/// Whether two labels answer each other again and again, as two people do and one does not.
fn talk_together(order: &[&str], one: &str, other: &str) -> bool {
    let between = |pair: &[&str]| pair == [one, other] || pair == [other, one];
    order.windows(2).filter(|pair| between(pair)).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(labels: &[&str], joined: &[(&str, &str)], doubts: &[(usize, usize)]) {
        let found = drift(labels.iter().copied(), &People::new(&[]));
        let spellings: Vec<(&str, &str)> = found.spellings.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!((spellings.as_slice(), found.doubts.as_slice()), (joined, doubts), "{labels:?}");
    }

    #[test]
    fn a_first_name_is_the_one_full_name_that_has_it() {
        check(&["JOHN SMITH", "Ana", "John", "Smith, John (Sales)"], &[("john", "john smith")], &[]);
        check(&["John S.", "Ana", "John Smith"], &[("john s", "john smith")], &[]);
    }

    #[test]
    fn shared_first_names_and_misspellings_are_doubts() {
        check(&["John Smith", "John Reed", "John"], &[], &[(0, 2), (1, 2)]);
        check(&["Jon Smith", "Ana", "John Smith"], &[], &[(0, 2)]);
        check(&["Aoife Brennan", "Ana", "Aoife Brenan"], &[], &[(0, 2)]);
    }

    #[test]
    fn people_who_talk_with_each_other_are_two() {
        check(&["John", "John Smith", "John", "John Smith", "John"], &[], &[(0, 1)]);
    }

    #[test]
    fn numbered_labels_are_as_many_people() {
        check(&["Speaker 1", "Speaker 2", "Speaker", "P1", "P2", "iPhone (2)", "iPhone", "Lee", "Leo"], &[], &[]);
    }
}
