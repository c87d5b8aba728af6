//! Digits and marks said as words: what recognisers write of numbers and addresses.

use super::super::scan::Scan;
use crate::lexicons::beside;
use crate::text::Kind;

/// The digits a word stands for: `seven`, `oh`, and by twos and threes `double`, `triple`.
pub(super) fn digit(normal: &str) -> Option<u8> {
    let digit = match normal {
        "zero" | "oh" | "o" | "nought" | "naught" | "nil" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        _ => return None,
    };
    Some(digit)
}

/// Whether somebody counts, from `one` to `six` say, instead of giving a number.
pub(super) fn counts_up(scan: &Scan<'_>, tokens: std::ops::Range<usize>) -> bool {
    let digits: Vec<Option<u8>> = tokens.map(|at| digit(scan.normal(at))).collect();
    digits.windows(2).all(|pair| pair[0].zip(pair[1]).is_some_and(|(last, next)| next == last + 1))
}

/// Tens, as in `seventy one`.
fn tens(normal: &str) -> bool {
    matches!(
        normal,
        "ten"
            | "eleven"
            | "twelve"
            | "thirteen"
            | "fourteen"
            | "fifteen"
            | "sixteen"
            | "seventeen"
            | "eighteen"
            | "nineteen"
            | "twenty"
            | "thirty"
            | "forty"
            | "fifty"
            | "sixty"
            | "seventy"
            | "eighty"
            | "ninety"
    )
}

/// Whether a word makes it worthwhile to look for spoken numbers and addresses.
pub(super) fn sign(normal: &str) -> bool {
    digit(normal).is_some() || tens(normal) || beside().spoken_signs.has(normal)
}

/// Whether a word is one digit said aloud.
pub(super) fn is_digit(normal: &str) -> bool {
    digit(normal).is_some()
}

/// Whether a word is a number said aloud.
pub(super) fn is_number(normal: &str) -> bool {
    digit(normal).is_some() || tens(normal)
}

/// A number said aloud.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    /// How many digits it has.
    pub(super) digits: usize,
    /// How many of them were said one by one.
    pub(super) single: usize,
    /// The token behind it.
    pub(super) end: usize,
}

/// How many digits the spoken number that starts at `at` has, and where it ends.
pub(super) fn digits_at(scan: &Scan<'_>, at: usize) -> (usize, usize) {
    let said = said_at(scan, at);
    (said.digits, said.end)
}

/// Where the number said aloud starts whose last part is said at `at`: `one hundred and six`, `forty-two`, `one-oh-four`.
pub(super) fn start(scan: &Scan<'_>, at: usize) -> usize {
    let part = |it: usize| is_number(scan.normal(it)) || matches!(scan.normal(it), "hundred" | "thousand");
    let mut start = at;
    while start > 0 && part(start) {
        let joint = usize::from(scan.is_mark(start - 1, "-") || scan.normal(start - 1) == "and");
        let Some(before) = start.checked_sub(1 + joint).filter(|&it| part(it)) else { break };
        // `twenty and six` are two numbers.
        if scan.normal(start - 1) == "and" && is_number(scan.normal(before)) {
            break;
        }
        start = before;
    }
    start
}

/// Where a number below a hundred ends that is said at `at`: `six`, `fifty`, `fifty-one`, `oh nine`.
pub(super) fn pair_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let first = scan.normal(at);
    let joint = usize::from(scan.is_mark(at + 1, "-"));
    let goes_on = (tens(first) && first.ends_with("ty")) || matches!(first, "oh" | "o");
    let unit = goes_on && digit(scan.normal(at + 1 + joint)).is_some_and(|unit| unit > 0);
    is_number(first).then(|| at + 1 + if unit { 1 + joint } else { 0 })
}

/// What people put between the digits that they say.
fn filler(normal: &str) -> bool {
    matches!(normal, "-" | "," | "." | "um" | "uh" | "er" | "erm" | "dash" | "space" | "then" | "hyphen")
}

/// The spoken number that starts at `at`.
pub(super) fn said_at(scan: &Scan<'_>, at: usize) -> Said {
    let (mut count, mut next, mut times) = (0, at, 1);
    let (mut end, mut single) = (at, 0);
    let mut after_tens = false;
    while let Some(token) = scan.token(next) {
        let normal = token.normal();
        match normal {
            "double" | "triple" | "treble" => times = if normal == "double" { 2 } else { 3 },
            _ if filler(normal) && end > at && next < end + 2 => after_tens = false,
            "hundred" if end > at => end = next + 1,
            _ if token.kind == Kind::Number && normal.bytes().all(|byte| byte.is_ascii_digit()) && end > at => {
                count += normal.len();
                single += usize::from(normal.len() > 1);
                after_tens = false;
                end = next + 1;
            }
            _ if digit(normal).is_some() => {
                // `forty five` are two digits.
                if !after_tens {
                    count += times;
                    single += times;
                }
                after_tens = false;
                times = 1;
                end = next + 1;
            }
            _ if tens(normal) => {
                count += 2;
                after_tens = normal.ends_with("ty");
                end = next + 1;
            }
            _ => break,
        }
        next += 1;
    }
    Said { digits: count, single, end }
}
