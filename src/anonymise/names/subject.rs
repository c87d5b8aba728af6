//! Names that are also verbs or nouns, at the start of a sentence: `Will is right`, `Will on nights agrees`, `Will you`.
//!
//! Looks at the words behind; whether somebody bears the name is for others to know.

use crate::anonymise::scan::Scan;
use crate::lexicons::{Is, neighbours};

/// Whether the word at `at` does what only somebody can: `Will will tell you`, `Mark has it`.
pub(super) fn acts(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.bare(at);
    if neighbours().mass.has(word) || scan.facts(at).given() < 4 {
        return false;
    }
    let verb = |it: usize| {
        scan.facts(it).any(&[Is::PersonVerb, Is::SurePersonVerb]) || neighbours().finite.has(scan.normal(it))
    };
    let placed = matches!(scan.normal(at + 1), "on" | "in" | "at" | "from");
    let sentence = scan.sentence(at);
    neighbours().finite.has(scan.normal(at + 1))
        || (placed && word == "will" && (at + 3..(at + 6).min(sentence.end)).any(verb))
}

/// Whether the word at `at` opens a question or a wish: `Will you ask`, `May I`.
pub(super) fn asks(scan: &Scan<'_>, at: usize) -> bool {
    matches!(scan.bare(at), "will" | "may" | "can") && neighbours().pronouns.has(scan.normal(at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[track_caller]
    fn check(raw: &str, expected: bool) {
        let text = Text::new(raw);
        assert_eq!(acts(&Scan::new(&text, &[]), 0), expected, "{raw}");
    }

    #[test]
    fn who_acts_is_somebody() {
        check("Will is right that it will work.", true);
        check("Will will tell you.", true);
        check("Will on nights agrees.", true);
        check("Mark has it.", true);
    }

    #[test]
    fn verbs_and_things_are_words() {
        check("Will it work?", false);
        check("Mark my words.", false);
        check("Hope is all we have.", false);
    }
}
