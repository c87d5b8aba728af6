//! How closely a transcript keeps to what was said: as it states, else by the fillers and false starts left in it.
//!
//! Hedges go where fillers go, so a tidied transcript makes every yes sound plainer than it was.

use crate::lexicons::read::{DOUBLED_WORDS, FILLERS, VERBATIM_CLEAN, VERBATIM_FULL};
use crate::text::{Kind, Text, normal_form};
use crate::transcript::{Level, Verbatim};

/// The level that a line of the file's own notes states.
pub(super) fn stated(line: &str) -> Option<Level> {
    let line = normal_form(line);
    let says = |mut phrases: Box<dyn Iterator<Item = &'static str>>| phrases.any(|phrase| line.contains(phrase));
    if !line.contains("verbatim") {
        None
    } else if says(Box::new(VERBATIM_CLEAN.iter())) {
        Some(Level::Clean)
    } else if says(Box::new(VERBATIM_FULL.iter())) {
        Some(Level::Full)
    } else {
        None
    }
}

/// Counts what tidying takes away.
pub(super) fn measured<'t>(stated: Option<Level>, said: impl Iterator<Item = &'t Text>) -> Verbatim {
    let mut verbatim = Verbatim { stated, ..Verbatim::default() };
    for text in said {
        let mut last: Option<&str> = None;
        for token in text.tokens() {
            if token.kind != Kind::Word {
                last = last.filter(|_| token.normal() == ",");
                continue;
            }
            let word = token.normal();
            verbatim.words += 1;
            verbatim.fillers += u64::from(FILLERS.contains(word));
            verbatim.false_starts += u64::from(last == Some(word) && !DOUBLED_WORDS.contains(word));
            last = Some(word);
        }
        verbatim.false_starts += cut_off(text.as_str());
    }
    verbatim
}

/// How many words break off, as in `the th- the till`.
fn cut_off(words: &str) -> u64 {
    let breaks = |at: usize| {
        let (before, behind) = (words[..at].chars().next_back(), words[at + 1..].chars().next());
        before.is_some_and(char::is_alphabetic) && behind.is_none_or(char::is_whitespace)
    };
    memchr::memchr_iter(b'-', words.as_bytes()).filter(|&at| breaks(at)).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: (u64, u64, u64)) {
        let found = measured(None, [&Text::new(said)].into_iter());
        assert_eq!((found.words, found.fillers, found.false_starts), expected, "{said}");
    }

    #[test]
    fn fillers_and_false_starts_are_counted() {
        check("Um, I I think the th- the till, er, works.", (10, 2, 2));
        check("Very very slow, no, no, it is well-known.", (9, 0, 0));
    }

    #[test]
    fn levels_are_stated() {
        for (line, level) in [
            ("Transcript type: Clean verbatim", Some(Level::Clean)),
            ("Style: intelligent verbatim (fillers removed)", Some(Level::Clean)),
            ("FULL VERBATIM", Some(Level::Full)),
            ("Verbatim comments follow", None),
            ("Clean up on aisle four", None),
        ] {
            assert_eq!(stated(line), level, "{line}");
        }
    }
}
