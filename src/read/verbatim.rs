//! How closely a transcript keeps to what was said: as it states, else by the fillers and false starts left in it.
//!
//! Hedges go where fillers go, so a tidied transcript makes every yes sound plainer than it was.

use crate::lexicons::read::{DOUBLED_WORDS, FILLERS, Phrases, VERBATIM_CLEAN, VERBATIM_FULL};
use crate::text::normal_form;
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
pub(super) fn measured<'t>(stated: Option<Level>, said: impl Iterator<Item = &'t str>) -> Verbatim {
    let mut verbatim = Verbatim { stated, ..Verbatim::default() };
    said.for_each(|words| count(words, &mut verbatim));
    verbatim
}

/// The longest filler and the longest word that is said twice on purpose, in bytes.
const LONGEST: usize = 12;

fn count(said: &str, verbatim: &mut Verbatim) {
    let mut last = "";
    for piece in said.split_ascii_whitespace() {
        let ends = [piece.as_bytes().first(), piece.as_bytes().last()];
        let is_bare = ends.iter().flatten().all(|byte| byte.is_ascii_alphanumeric());
        let word = if is_bare { piece } else { piece.trim_matches(|c: char| !c.is_alphanumeric()) };
        if word.is_empty() {
            continue;
        }
        verbatim.words += 1;
        let listed = |list: &Phrases| list.may_hold(word) && list.contains(lowered(word, &mut [0; LONGEST]));
        verbatim.fillers += u64::from(listed(&FILLERS));
        let again = word.eq_ignore_ascii_case(last) && !listed(&DOUBLED_WORDS);
        // A word breaks off, as in `the th- the till`.
        let cut = piece.ends_with('-') && piece.len() == word.len() + 1;
        verbatim.false_starts += u64::from(again || cut);
        // Behind the end of a sentence the same word begins another.
        last = if piece.ends_with(word) || piece.ends_with(',') { word } else { "" };
    }
}

/// A short word in lower case; longer ones are in no list.
fn lowered<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> &'b str {
    let Some(room) = buffer.get_mut(..word.len()) else { return "" };
    room.copy_from_slice(word.as_bytes());
    room.make_ascii_lowercase();
    std::str::from_utf8(room).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: (u64, u64, u64)) {
        let found = measured(None, [said].into_iter());
        assert_eq!((found.words, found.fillers, found.false_starts), expected, "{said}");
    }

    #[test]
    fn fillers_and_false_starts_are_counted() {
        check("Um, I I think the th- the till, er, works.", (10, 2, 2));
        check("Very very slow, no, no, it is well-known. It is.", (10, 0, 0));
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
