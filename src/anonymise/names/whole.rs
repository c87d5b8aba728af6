//! The rest of a name beside the part that was found: behind a hyphen, and in texts without capitals the family name.
//!
//! Widens stretches; it decides nothing about who is meant.

use super::mentions::{Found, Target, taken};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::{Case, Scan};
use crate::text::Kind;

/// How likely a word that no list has must be part of a person's name to be taken in.
const LEAST: f32 = 0.1;

/// Takes in what belongs to the people found: `kofi nyame` becomes `kofi nyame-bekyere`.
pub(super) fn widen(scan: &Scan<'_>, found: &mut [Found]) {
    for place in 0..found.len() {
        let (mut range, target) = found[place].clone();
        if !matches!(target, Target::Person(_) | Target::Named(IdentifierKind::Person, _)) {
            continue;
        }
        let free = |at: usize| !taken(found, at);
        loop {
            if scan.case != Case::Cased && free(range.end) && !scan.possessive(range.end - 1) && family(scan, range.end)
            {
                range.end += 1;
            } else if joined(scan, range.end) && free(range.end) && free(range.end + 1) && part(scan, range.end + 1) {
                range.end += 2;
            } else if range.start >= 2
                && joined(scan, range.start - 1)
                && free(range.start - 1)
                && free(range.start - 2)
                && part(scan, range.start - 2)
            {
                range.start -= 2;
            } else {
                break;
            }
        }
        found[place].0 = range;
    }
}

/// Whether a hyphen without spaces stands at `at`.
fn joined(scan: &Scan<'_>, at: usize) -> bool {
    at > 0 && scan.is_mark(at, "-") && scan.touches_next(at - 1) && scan.touches_next(at)
}

/// Whether a word is no English one, so that what it is joined to is a name as a whole.
fn part(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at).is_some_and(|token| token.kind == Kind::Word)
        && scan.facts(at).rank() == 0
        && !scan.facts(at).kept()
        && !scan.words[at].kept
}

/// Whether a word right behind a given name is the family name by the lists or the recogniser.
fn family(scan: &Scan<'_>, at: usize) -> bool {
    part(scan, at)
        && !scan.words[at].first
        && scan.bare(at).chars().count() >= 3
        && (scan.facts(at).family() > 0 || scan.likely(at).person >= LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[track_caller]
    fn check(raw: &str, found: std::ops::Range<usize>, expected: &str) {
        let text = Text::new(raw);
        let scan = Scan::new(&text, &[]);
        let mut found = [(found, Target::Named(IdentifierKind::Person, "somebody".into()))];
        widen(&scan, &mut found);
        assert_eq!(text.slice(scan.bare_span(found[0].0.clone())), expected, "{raw}");
    }

    #[test]
    fn a_hyphen_joins_the_rest_of_a_name() {
        check("they know kofi nyame-bekyere there", 2..4, "kofi nyame-bekyere");
        check("mrs iqbal-thwaite rang", 1..2, "iqbal-thwaite");
        check("a Dana-led team", 1..2, "Dana");
    }

    #[test]
    fn without_capitals_a_family_name_is_taken_in_and_a_word_is_not() {
        check("ask dana whitfield first", 1..2, "dana whitfield");
        check("ask dana about it", 1..2, "dana");
        check("it was dana's whitfield", 2..3, "dana");
    }
}
