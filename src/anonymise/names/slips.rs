//! Words that no dictionary has because they are slips: cut short or mistyped.
//!
//! Knows words only, no neighbours.

use crate::lexicons::facts;

/// Whether a final `g` makes a word of it: `askin`.
pub(super) fn clipped(word: &str) -> bool {
    word.ends_with("in") && facts(&format!("{word}g")).rank() > 0
}

/// Whether one letter more, less, other or moved makes an everyday word of it: a slip, not a name.
pub(super) fn slip(word: &str) -> bool {
    let everyday = |word: &str| matches!(facts(word).rank(), 1..=4);
    let letters: Vec<char> = word.chars().collect();
    let build =
        |head: &[char], middle: &[char], tail: &[char]| -> String { head.iter().chain(middle).chain(tail).collect() };
    let longer = ('a'..='z').any(|c| everyday(&format!("{word}{c}")));
    longer
        || (0..letters.len()).any(|at| {
            let (head, tail) = letters.split_at(at);
            let dropped = everyday(&build(head, &[], &tail[1..]));
            let swapped = tail.len() > 1 && everyday(&build(head, &[tail[1], tail[0]], &tail[2..]));
            dropped
                || swapped
                || ('a'..='z').any(|c| everyday(&build(head, &[c], &tail[1..])) || everyday(&build(head, &[c], tail)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_everyday_words_are_seen() {
        assert!(slip("managment") && slip("becuase") && slip("diffrent"));
        assert!(!slip("xiomara") && !slip("oyelaran"));
    }
}
