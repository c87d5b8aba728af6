//! Streets in other languages: `Kirchgasse 12`, `Via Santa Lucia 9`, `14 rue des Lilas`.

use std::ops::Range;

use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, beside, street_end};
use crate::text::Kind;

/// The street that starts at token `at`, with its number where that stands before or behind.
pub(super) fn street_at(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let token = scan.token(at)?;
    if number(scan, at) && token.span.len() <= 5 {
        let next = at + 1 + usize::from(scan.is_mark(at + 1, ","));
        return named_at(scan, next, true)
            .or_else(|| one_word_at(scan, next, true))
            .map(|street| at..house_end(scan, street.end));
    }
    let street = named_at(scan, at, false).or_else(|| one_word_at(scan, at, false))?;
    Some(at..house_end(scan, street.end))
}

/// Whether a street without a number before it may open with the word at `at`.
pub(super) fn may_open(scan: &Scan<'_>, at: usize) -> bool {
    let facts = scan.facts(at);
    facts.is(Is::StreetAbroad) || (facts.rank() == 0 && street_end(scan.bare(at)))
}

fn number(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at).is_some_and(|token| token.kind == Kind::Number && token.normal().as_bytes()[0] != b'0')
}

/// Where the number of the house behind a street ends: `12`, `, 12a`, `n. 12`, `12/3`.
fn house_end(scan: &Scan<'_>, end: usize) -> usize {
    let mut next = end;
    while next < end + 3 && matches!(scan.normal(next), "," | "." | "n" | "no" | "nr" | "number") {
        next += 1;
    }
    let short = scan.token(next).is_some_and(|token| token.span.len() <= 5);
    if !number(scan, next) || !short {
        return end;
    }
    let mut last = next + 1;
    while (scan.is_mark(last, "/") || scan.is_mark(last, "-")) && scan.touches_next(last) && number(scan, last + 1) {
        last += 2;
    }
    last
}

/// `Via Santa Lucia`, `rue des Lilas`, `ul. Długa`; behind a number the first word may be small.
fn named_at(scan: &Scan<'_>, at: usize, numbered: bool) -> Option<Range<usize>> {
    if !scan.facts(at).is(Is::StreetAbroad) {
        return None;
    }
    let loose = scan.case == Case::Loose;
    if !(scan.words[at].capital() || numbered || loose || scan.is_mark(at + 1, ".")) {
        return None;
    }
    let mut end = at + 1 + usize::from(scan.is_mark(at + 1, "."));
    let mut names = 0;
    while end < at + 8 {
        let inside = beside().inside_streets_abroad.has(scan.bare(end)) || scan.is_mark(end, "'");
        if is_name(scan, end) {
            names += 1;
        } else if !inside || scan.words.get(end + 1).is_none() {
            break;
        }
        end += 1;
    }
    // A small word at the end belongs to what follows.
    while end > at && !is_name(scan, end - 1) {
        end -= 1;
    }
    // English shares `avenue`, `via` and `plaza`: those need a number, before or behind.
    let shared =
        matches!(scan.bare(at), "avenue" | "boulevard" | "via" | "plaza" | "corso" | "marg" | "camino" | "largo");
    let sure = numbered || !(shared || loose) || house_end(scan, end) > end;
    (names > 0 && sure).then_some(at..end)
}

/// Whether the word at `at` may name a street: a capital, or where those are gone a word that is not English.
fn is_name(scan: &Scan<'_>, at: usize) -> bool {
    let Some(word) = scan.words.get(at) else { return false };
    let foreign = word.facts.rank() == 0 || (word.facts.named() && word.facts.rank() > 2);
    let loose =
        scan.case == Case::Loose && word.shape == Shape::Lower && !beside().inside_streets_abroad.has(scan.bare(at));
    word.capital() || (loose && foreign)
}

/// `Kirchgasse`, `Lindenbergstr.`, `Bakkeveien`: with a number behind, or one before.
fn one_word_at(scan: &Scan<'_>, at: usize, numbered: bool) -> Option<Range<usize>> {
    let written = scan.shape(at) == Shape::Capital || (scan.case == Case::Loose && scan.shape(at) == Shape::Lower);
    if !written || scan.facts(at).rank() > 0 || !street_end(scan.bare(at)) {
        return None;
    }
    let end = at + 1 + usize::from(scan.is_mark(at + 1, ".") && scan.touches_next(at));
    (numbered || house_end(scan, end) > end).then_some(at..end)
}
