//! Digits of other scripts: a text that holds some is looked over once more with ours in their place.
//!
//! Finds nothing itself, and costs nothing where all digits are ours.

use super::{Hit, find_ours};
use crate::anonymise::scan::Scan;
use crate::text::{Span, Text};

/// The noughts of scripts whose ten digits stand in a row: Arabic, Persian, N'Ko, of India, South-East Asia, full width.
const NOUGHTS: &[char] = &[
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}',
    '\u{ce6}', '\u{d66}', '\u{de6}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{17e0}', '\u{1810}', '\u{ff10}',
];

/// What the detectors find in `scan` where its digits are ours; none where they are already.
pub(super) fn find(scan: &Scan<'_>) -> Option<Vec<Hit>> {
    let raw = scan.text.as_str();
    let other = |c: char| !c.is_ascii() && c.is_numeric() && ours(c) != c;
    if raw.is_ascii() || !raw.contains(other) {
        return None;
    }
    let (written, places): (String, Vec<(usize, usize)>) = {
        let mut written = String::with_capacity(raw.len());
        let mut places = Vec::new();
        for (at, c) in raw.char_indices() {
            places.push((written.len(), at));
            written.push(ours(c));
        }
        places.push((written.len(), raw.len()));
        (written, places)
    };
    let text = Text::new(written);
    let back = |here: usize| places[places.partition_point(|(place, _)| *place < here).min(places.len() - 1)].1;
    let hits = find_ours(&Scan::knowing(&text, &[], &|_| false), None);
    Some(hits.into_iter().map(|hit| Hit { span: Span::new(back(hit.span.start), back(hit.span.end)), ..hit }).collect())
}

/// The digit of ours for one of another script; everything else as it is.
fn ours(c: char) -> char {
    let value = NOUGHTS.iter().find_map(|&nought| (c as u32).checked_sub(nought as u32).filter(|value| *value < 10));
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn numbers_in_other_digits_go() {
        check("ring ०७७०० ९००१३७ now", &["phone: ०७७०० ९००१३७"]);
        check("بطاقة ٤٥٣٩١٤٨٨٠٣٤٣٦٤٦٧ هنا", &["id: ٤٥٣٩١٤٨٨٠٣٤٣٦٤٦٧"]);
        check("my staff number is ４０４１７", &["id: ４０４１７"]);
    }

    #[test]
    fn counts_in_other_digits_stay() {
        check("we had ३०० calls and ٢٠ of them late", &[]);
    }
}
