//! Streets and houses without capitals, as recognisers and hasty fingers write them: `forty one market place`.
//!
//! Numbers stand before much that is no street, so what stands between number and street is looked at closely.

use std::ops::Range;

use crate::anonymise::detect::spoken;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, beside};
use crate::text::{Kind, Token};

/// The street with its number that starts at token `at`.
pub(super) fn street_at(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let (start, next) = number_at(scan, at)?;
    let before = start.checked_sub(1).map_or("", |it| scan.normal(it));
    let announced = matches!(before, "at" | "live" | "lives" | "living" | "lived" | "address" | "door" | "outside")
        || start < at
        || scan.bare(at) == "number";
    let lettered = next == start + 2 || has_letter(scan.normal(start));
    let placed = announced || lettered || beside().before_house.has(before);
    let said = scan.token(at).is_some_and(|it| it.kind == Kind::Word) && scan.bare(at) != "number";
    (2..=4).find_map(|length| {
        let head = next + length - 1;
        let names = || (next..head).all(|it| name_like(scan, it));
        let rare = || (next..head).any(|it| !(1..=6).contains(&scan.facts(it).rank()) || scan.words[it].capital());
        let flat = matches!(scan.bare(head + 1), "suite" | "apt" | "apartment" | "flat" | "unit");
        let odd = || (next..head).all(|it| !(1..=6).contains(&scan.facts(it).rank()) && scan.bare(it).len() > 3);
        // `31 marine parade`, but not `3 easy steps`.
        let typed = !said && !matches!(scan.bare(head), "steps" | "row" | "drive" | "close" | "gardens" | "lane");
        // `twelve eskdale road`, and no more before it.
        let opens = || start == 0 && odd();
        let known = scan.facts(head).is(Is::SureStreet) && (placed || flat || typed || (!said && rare()) || opens());
        let shared =
            scan.facts(head).is(Is::Street) && (!beside().shared_streets.has(scan.bare(head)) || (announced && rare()));
        let told = shared && (announced || (placed && scan.case != Case::Cased && !said));
        let strange = !said && scan.case == Case::Loose && scan.facts(head).is(Is::Street) && odd();
        // `Cape Hill Terrace`
        let further = scan.facts(head + 1).is(Is::SureStreet)
            && scan.words.get(head + 1).is_some_and(|word| word.capital() == scan.words[head].capital());
        ((known || told || strange) && names()).then_some(start..head + 1 + usize::from(further))
    })
}

/// The number of a house at `at`: where it opens, with `number` before it, and what stands behind it.
fn number_at(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    let opens = usize::from(scan.bare(at) == "number");
    let from = at + opens;
    let token = scan.token(from)?;
    if token.kind == Kind::Number && token.span.len() <= 5 && token.normal().as_bytes()[0].is_ascii_digit() {
        // `14 b`, and `5/118`: the flat before the house.
        let letter = scan.token(from + 1).is_some_and(is_letter);
        let house = scan.is_mark(from + 1, "/") && scan.token(from + 2).is_some_and(|it| it.kind == Kind::Number);
        return Some((at, from + 1 + usize::from(letter) + if house { 2 } else { 0 }));
    }
    let first = from == 0 || !spoken::is_number(scan.normal(from - 1));
    let said = spoken::said_at(scan, from);
    let one = said.end == from + 1 && opens == 0 && scan.bare(from) == "one";
    (first && said.end > from && (1..=4).contains(&said.digits) && !one).then_some((at, said.end))
}

/// `14 b`: a letter behind a number, other than the article and the speaker.
fn is_letter(token: &Token) -> bool {
    token.normal().len() == 1 && token.kind == Kind::Word && !matches!(token.normal(), "a" | "i")
}

/// `27b`, but not `2nd`.
fn has_letter(normal: &str) -> bool {
    normal.len() >= 2
        && normal.as_bytes()[0].is_ascii_digit()
        && matches!(normal.as_bytes()[normal.len() - 1], b'a'..=b'f')
        && normal[..normal.len() - 1].bytes().all(|it| it.is_ascii_digit())
}

/// Whether the word at `at` may stand in the name of a street.
fn name_like(scan: &Scan<'_>, at: usize) -> bool {
    let Some(token) = scan.token(at) else { return false };
    let small = beside().street_adjectives.has(scan.normal(at));
    let everyday = matches!(scan.facts(at).rank(), 1 | 2) && !scan.facts(at).named();
    token.kind == Kind::Word
        && !token.normal().bytes().any(|it| it.is_ascii_digit())
        && matches!(scan.shape(at), Shape::Lower | Shape::Capital | Shape::Letter)
        && (small || !everyday)
        && !beside().counted.has(scan.bare(at))
        && !function_word(scan.normal(at))
}

/// Small words that stand in no name.
fn function_word(normal: &str) -> bool {
    beside().function_words.has(normal)
}

/// `6 mariners court` behind `flat`: where the name of a house or street behind token `at` ends.
pub(super) fn house_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let from = at + usize::from(scan.is_mark(at, ","));
    let head = |it: usize| scan.facts(it).is(Is::Street) || scan.facts(it).is(Is::PlaceHead) || is_house(scan.bare(it));
    let end = (1..=2).find(|&names| head(from + names)).map(|names| from + names)?;
    let capitals = (from..=end).all(|it| scan.words[it].capital());
    let small = scan.case != Case::Cased || scan.shape(end) == Shape::Lower;
    (capitals || (small && (from..end).all(|it| name_like(scan, it)))).then_some(end + 1)
}

/// What houses with names are called.
pub(super) fn is_house(bare: &str) -> bool {
    beside().houses.has(bare)
}

/// `rose cottage` behind `live at`: where the house that starts at token `start` ends.
pub(super) fn home_end(scan: &Scan<'_>, start: usize) -> Option<usize> {
    let end = (1..=2).find(|&names| is_house(scan.bare(start + names))).map(|names| start + names)?;
    // `live in a council house`, `in sheltered court`: only names count, and those that many things bear do not.
    let plain =
        matches!(scan.bare(start), "the" | "same" | "next" | "council" | "care" | "open" | "white" | "big" | "full");
    (!plain && (start..end).all(|it| name_like(scan, it))).then_some(end + 1)
}

/// Whether a text without capitals has a word at `at` that no list of words knows.
fn unknown(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.token(at).is_some_and(|it| it.kind == Kind::Word && it.span.len() > 1);
    word && scan.case == Case::Loose && scan.facts(at).rank() == 0 && !scan.facts(at).kept()
}

/// `brackwater bw4 7qt` behind a street: where a town and a postcode end.
pub(super) fn town_end(scan: &Scan<'_>, end: usize) -> Option<usize> {
    let outward = |it: usize| {
        let code = scan.normal(it);
        let letters = code.bytes().take_while(u8::is_ascii_alphabetic).count();
        (1..=2).contains(&letters)
            && (letters + 1..=letters + 2).contains(&code.len())
            && code.as_bytes()[letters].is_ascii_digit()
    };
    let inward = |it: usize| scan.normal(it).len() == 3 && scan.normal(it).as_bytes()[0].is_ascii_digit();
    let towns = (end..end + 2).take_while(|&it| scan.shape(it) == Shape::Lower && name_like(scan, it)).count();
    let code = end + towns;
    (scan.case == Case::Loose && towns > 0 && outward(code) && inward(code + 1)).then_some(code + 2)
}

/// `House 12, Road 5`, `Block 4, Plot 19`: two parts or more, each a word and its number.
pub(super) fn parts_at(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let part = |it: usize| {
        let word = beside().plots.has(scan.bare(it));
        let number = it + 1 + usize::from(scan.is_mark(it + 1, ".") || scan.is_mark(it + 1, "#"));
        let coded = scan.token(number).is_some_and(|it| {
            it.kind != Kind::Mark && it.span.len() <= 5 && (it.kind == Kind::Number || it.normal().len() == 1)
        });
        (word && coded).then_some(number + 1)
    };
    let (mut end, mut count) = (part(at)?, 1);
    while let Some(next) = part(end + usize::from(scan.is_mark(end, ","))) {
        end = next;
        count += 1;
    }
    let mark = usize::from(scan.is_mark(end, ","));
    let named = mark == 1 && scan.words.get(end + 1).is_some_and(|word| word.capital());
    let town = named || (mark == 0 && unknown(scan, end));
    (count >= 2).then_some(at..if town { end + mark + 1 } else { end })
}
