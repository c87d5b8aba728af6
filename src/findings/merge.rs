//! Adding up: every part of a tally merges so that neither the order nor the grouping of the parts matters.
//!
//! Sums are of whole numbers and choices are of the least, because sums of fractions and "the first one" depend on order.

use std::collections::{BTreeMap, BTreeSet};

/// A part of a tally; `Default` must be its empty value.
pub(super) trait Merge: Default {
    /// Takes in `other`; associative and commutative.
    fn add(&mut self, other: Self);
}

impl Merge for u64 {
    fn add(&mut self, other: u64) {
        *self = self.saturating_add(other);
    }
}

impl<const N: usize> Merge for [u64; N]
where
    [u64; N]: Default,
{
    fn add(&mut self, other: [u64; N]) {
        for (sum, more) in self.iter_mut().zip(other) {
            sum.add(more);
        }
    }
}

impl<K: Ord, V: Merge> Merge for BTreeMap<K, V> {
    fn add(&mut self, other: Self) {
        for (key, value) in other {
            self.entry(key).or_default().add(value);
        }
    }
}

impl<T: Ord> Merge for BTreeSet<T> {
    fn add(&mut self, mut other: Self) {
        self.append(&mut other);
    }
}

/// A wording of which several versions may meet: the shortest stays, then the first by alphabet, and none if empty.
pub(super) fn settle_wording(known: &mut String, other: String) {
    let better = (other.len(), &other) < (known.len(), known);
    if !other.is_empty() && (known.is_empty() || better) {
        *known = other;
    }
}

/// A number that depends on `parts` alone, the same on every machine and in every version (FNV-1a).
pub(super) fn content_hash(parts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0100_0000_01b3);
    }
    // The last bytes of short texts barely reach the high bits, by which texts are ordered.
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
}
