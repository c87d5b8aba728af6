//! Parts of numbers: `the card ending 4471`, `the last four are five four one four`, `KX19 something`.
//!
//! A part tells little by itself: something that has a number must be spoken of shortly before.

use std::ops::Range;

use super::code;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{asked_for, has_number};
use crate::text::Kind;

/// Words before a part within which what it belongs to is named.
const BACK: usize = 9;

/// Whether a part of a number may be told of behind `word`.
pub(super) fn may_open(word: &str) -> bool {
    matches!(word, "ending" | "ends" | "ended" | "last" | "first" | "something" | "summat")
}

/// The part of a number that is told of at token `at`.
pub(super) fn at(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    match scan.bare(at) {
        "ending" | "ends" | "ended" => ending(scan, at),
        "last" | "first" => last_digits(scan, at),
        "something" | "summat" => around_something(scan, at),
        _ => None,
    }
}

/// Whether the part at token `at` is one of a telephone number.
pub(super) fn phoned(scan: &Scan<'_>, at: usize) -> bool {
    (at.saturating_sub(BACK)..at)
        .rev()
        .find_map(|it| asked_for(scan.bare(it)))
        .is_some_and(|kind| matches!(kind, "phone" | "line"))
}

/// `ending in 604`, `ended double four seven`.
fn ending(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let named = |it: usize| {
        let word = scan.bare(it);
        has_number(word)
            || asked_for(word).is_some()
            || matches!(word, "one" | "visa" | "mastercard" | "amex" | "debit" | "credit")
    };
    let start = skip(scan, at + 1, &["in", "with", "on", "um", "uh", "er", "is", ","]);
    let known = (at.saturating_sub(BACK)..at).any(named);
    figures(scan, start).filter(|_| known)
}

/// `the last four digits are 7719`
fn last_digits(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    if !matches!(scan.normal(at + 1), "two" | "three" | "four" | "five" | "six" | "2" | "3" | "4" | "5" | "6") {
        return None;
    }
    let start = skip(scan, at + 2, &["digits", "numbers", "figures", "are", "is", "were", ":", ",", "of", "it", "um"]);
    let told =
        (at + 2..start).any(|it| matches!(scan.bare(it), "digits" | "numbers" | "figures" | "are" | "is" | "were"));
    figures(scan, start).filter(|_| told)
}

fn skip(scan: &Scan<'_>, from: usize, words: &[&str]) -> usize {
    (from..from + 4)
        .find(|&it| !words.contains(&scan.bare(it)) && !words.contains(&scan.normal(it)))
        .unwrap_or(from + 4)
}

/// Three figures or more at `start` that are no year and count nothing.
fn figures(scan: &Scan<'_>, start: usize) -> Option<Range<usize>> {
    let run =
        code::run(scan, start).filter(|run| (3..=8).contains(&(run.figures + run.letters)) && run.figures >= 2)?;
    let year = run.end == start + 1 && matches!(scan.normal(start).parse::<u16>(), Ok(1900..=2099));
    (!year && !code::counted(scan, &run)).then_some(start..run.end)
}

/// `GJ19 something`, `GB417, something, 8818`: what somebody remembers of a number.
fn around_something(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let before = at.checked_sub(1 + usize::from(at > 0 && scan.is_mark(at - 1, ",")))?;
    let normal = scan.normal(before);
    let letters = normal.bytes().take_while(u8::is_ascii_alphabetic).count();
    let figures = normal[letters..].bytes().filter(u8::is_ascii_digit).count();
    let written = scan.case != Case::Cased || !matches!(scan.shape(before), Shape::Lower);
    if !(1..=4).contains(&letters) || figures < 2 || letters + figures != normal.len() || !written {
        return None;
    }
    let behind = at + 1 + usize::from(scan.is_mark(at + 1, ","));
    let more = scan.token(behind).is_some_and(|it| it.kind == Kind::Number && it.normal().len() >= 3);
    Some(before..if more { behind + 1 } else { before + 1 })
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn parts_of_numbers_go() {
        check("The mastercard ending 7154, the visa ending 9611, either.", &["id: 7154", "id: 9611"]);
        check("And your mobile, I have it ending in 604?", &["phone: 604"]);
        check("is it the account ending um zero four two", &["id: zero four two"]);
        check("My old number ended double four seven.", &["id: double four seven"]);
        check("The last four are five four one four.", &["id: five four one four"]);
        check("The reg is GJ19 something, blue.", &["id: GJ19"]);
    }

    #[test]
    fn look_alikes_stay() {
        check("the year ending 2023 and the week ending Friday", &[]);
        check("It ended 40 years ago, the last three are good.", &[]);
        check("the last four weeks, 450 of them", &[]);
        check("the account ended 500 pounds up", &[]);
    }
}
