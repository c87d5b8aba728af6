//! Digits and marks said as words: what recognisers write of numbers and addresses.

use super::super::scan::Scan;
use crate::text::Kind;

/// The digits a word stands for: `seven`, `oh`, and by twos and threes `double`, `triple`.
fn digit(normal: &str) -> Option<u8> {
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
    digit(normal).is_some() || tens(normal) || matches!(normal, "dot" | "flat" | "apartment" | "live" | "lives")
}

/// Whether a word is a number said aloud.
pub(super) fn is_number(normal: &str) -> bool {
    digit(normal).is_some() || tens(normal)
}

/// How many digits the spoken number that starts at `at` has, and where it ends.
pub(super) fn digits_at(scan: &Scan<'_>, at: usize) -> (usize, usize) {
    let (mut count, mut next, mut times) = (0, at, 1);
    let mut end = at;
    while let Some(token) = scan.token(next) {
        let normal = token.normal();
        match normal {
            "double" | "triple" | "treble" => times = if normal == "double" { 2 } else { 3 },
            "-" | "," if end > at => {}
            "hundred" if end > at => end = next + 1,
            _ if token.kind == Kind::Number && normal.bytes().all(|byte| byte.is_ascii_digit()) && end > at => {
                count += normal.len();
                end = next + 1;
            }
            _ if digit(normal).is_some() => {
                count += times;
                times = 1;
                end = next + 1;
            }
            _ if tens(normal) => {
                count += 2;
                end = next + 1;
            }
            _ => break,
        }
        next += 1;
    }
    (count, end)
}
