//! Strings that repeat what was said elsewhere in a file, found word by word in the turns.
//!
//! A mask that covers two words of a turn then covers them in every string that repeats them.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::read::draft::Heard;
use crate::text::Span;

/// Every word of every turn, and how far each kind of string is placed.
pub(super) struct Aligner<'t> {
    words: Vec<(usize, Span, &'t str)>,
    places: FxHashMap<String, Vec<usize>>,
    /// Where the next string of a kind is looked for first.
    next: BTreeMap<String, usize>,
}

impl<'t> Aligner<'t> {
    pub(super) fn new(turns: &'t [String]) -> Self {
        let mut words: Vec<(usize, Span, &'t str)> = Vec::new();
        let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (turn, text) in turns.iter().enumerate() {
            let mut from = 0;
            for word in text.split_whitespace() {
                let start = from + text[from..].find(word).unwrap_or(0);
                from = start + word.len();
                places.entry(bare(word)).or_default().push(words.len());
                words.push((turn, Span::new(start, from), word));
            }
        }
        Aligner { words, places, next: BTreeMap::new() }
    }

    /// The stretches of turns that `string` repeats, if it repeats any; `kind` tells strings of one list from others.
    pub(super) fn find(&mut self, kind: &str, string: &str) -> Option<Vec<Heard>> {
        let wanted: Vec<String> = string.split_whitespace().map(bare).collect();
        let starts = self.places.get(wanted.first()?)?;
        let from = self.next.get(kind).copied().unwrap_or(0);
        let fits = |&&at: &&usize| {
            self.words
                .get(at..at + wanted.len())
                .is_some_and(|words| words.iter().zip(&wanted).all(|(word, wanted)| bare(word.2) == *wanted))
        };
        let later = starts.partition_point(|&at| at < from);
        let found = starts[later..].iter().find(fits).or_else(|| starts[..later].iter().find(fits)).copied()?;
        self.next.insert(kind.to_owned(), found + wanted.len());
        let mut heard: Vec<Heard> = Vec::new();
        for &(turn, span, _) in &self.words[found..found + wanted.len()] {
            match heard.last_mut() {
                Some(last) if last.turn == turn => last.span.end = span.end,
                _ => heard.push(Heard { turn, span }),
            }
        }
        self.trim(string, found..found + wanted.len(), &mut heard);
        Some(heard)
    }

    /// Leaves out marks around the words at `range` that the string does not have: `Ana Lopes` for `Ana Lopes,`.
    fn trim(&self, string: &str, range: Range<usize>, heard: &mut [Heard]) {
        let marks = |c: char| !c.is_alphanumeric();
        let (before, behind) = (string.trim_start().starts_with(marks), string.trim_end().ends_with(marks));
        if let Some((first, last)) = self.words[range.clone()].first().zip(self.words[range].last()) {
            let marked = |word: &str, rest: &str| if rest.is_empty() { 0 } else { word.len() - rest.len() };
            if let Some(heard) = heard.first_mut().filter(|_| !before) {
                heard.span.start += marked(first.2, first.2.trim_start_matches(marks));
            }
            if let Some(heard) = heard.last_mut().filter(|_| !behind) {
                heard.span.end -= marked(last.2, last.2.trim_end_matches(marks));
            }
        }
    }
}

/// A word as compared: recognisers write it with capitals and punctuation in one list and without in another.
fn bare(word: &str) -> String {
    let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
    if letters.is_empty() { word.to_owned() } else { letters.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_found_in_order_and_over_turns() {
        let turns = ["I, um, said so.".to_owned(), "So you said.".to_owned()];
        let mut aligner = Aligner::new(&turns);
        let mut find = |kind: &str, string: &str| {
            let found = aligner.find(kind, string)?;
            Some(
                found
                    .iter()
                    .map(|it| turns[it.turn][it.span.start..it.span.end].to_owned())
                    .collect::<Vec<_>>()
                    .join("|"),
            )
        };
        assert_eq!(find("words", "said").as_deref(), Some("said"));
        assert_eq!(find("words", "so").as_deref(), Some("so"));
        assert_eq!(find("words", "so").as_deref(), Some("So"));
        assert_eq!(find("text", "um said so so you").as_deref(), Some("um, said so.|So you"));
        assert_eq!(find("list", "Said so.").as_deref(), Some("said so."));
        assert_eq!(find("text", "something else"), None);
    }
}
