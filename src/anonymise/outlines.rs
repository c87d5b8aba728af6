//! A rough look at words, which tells most of them from the names of people who are known without looking for them.

/// Roughly which words there are, so that most others are told apart without looking for them.
pub(super) struct Outlines([u64; OUTLINES / 64]);

/// How many outlines there are.
const OUTLINES: usize = 4096;

impl Outlines {
    /// The outlines of `words`.
    pub(super) fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut outlines = Outlines([0; OUTLINES / 64]);
        words.map(outline).for_each(|bit| outlines.0[bit / 64] |= 1 << (bit % 64));
        outlines
    }

    /// Whether `word` may be one of them.
    pub(super) fn may_hold(&self, word: &str) -> bool {
        let bit = outline(word);
        self.0[bit / 64] & (1 << (bit % 64)) != 0
    }
}

/// A word by its first, second and last letter and its length, as a number below [`OUTLINES`].
fn outline(word: &str) -> usize {
    let bytes = word.as_bytes();
    let at = |place: usize| bytes.get(place).copied().map_or(0, usize::from);
    let ends = at(0) * 31 + at(1) * 7 + at(bytes.len().saturating_sub(1)) * 131;
    (ends + bytes.len() * 1009) % OUTLINES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_them_is_left_out() {
        let words = ["dana", "o'brien", "velez", "kofi darko", "é", ""];
        let outlines = Outlines::of(words.into_iter());
        assert!(words.iter().all(|word| outlines.may_hold(word)));
        assert!(!outlines.may_hold("system"));
    }
}
