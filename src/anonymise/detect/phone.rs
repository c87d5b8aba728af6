//! Telephone numbers and extensions, in digits and in words.

use std::sync::LazyLock;

use regex::Regex;

use super::{Detector, Hit, Signs, spoken};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::Scan;
use crate::text::{Kind, Span};

/// Telephone numbers.
pub(super) struct Phone;

static GROUPS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\+|\(|\b)\d[\d()]*(?:[ .\u{a0}-]{1,2}\(?\d[\d)]*)*").expect("the pattern is fixed")
});

/// Words that make any long number a telephone's.
const CALLING: &[&str] = &[
    "call",
    "ring",
    "phone",
    "number",
    "line",
    "mobile",
    "cell",
    "text",
    "desk",
    "tel",
    "telephone",
    "on",
    "direct",
    "dial",
    "landline",
    "whatsapp",
    "fax",
    "reach",
    "hotline",
    "switchboard",
    "no",
    "is",
];

impl Detector for Phone {
    fn may_fire(&self, signs: Signs) -> bool {
        signs.any(Signs::DIGIT | Signs::SPOKEN)
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        let mut spans = Vec::new();
        for at in 0..scan.words.len() {
            spans.extend(extension_at(scan, at).or_else(|| spoken_at(scan, at)));
        }
        let raw = scan.text.as_str();
        spans.extend(GROUPS.find_iter(raw).map(|found| (found.start(), found.as_str())).filter_map(
            |(start, found)| {
                let written = found.trim_end_matches(['(', ' ', '.', '-']);
                let place = Span::new(start, start + written.len());
                is_phone(scan, place, written).then_some(place)
            },
        ));
        spans.sort();
        spans.into_iter().map(|span| Hit { kind: IdentifierKind::Phone, span }).collect()
    }
}

/// Whether digits in groups are a telephone number.
fn is_phone(scan: &Scan<'_>, place: Span, written: &str) -> bool {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let groups: Vec<usize> =
        written.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).map(str::len).collect();
    let raw = scan.text.as_str();
    let before = raw[..place.start].chars().next_back();
    let after = raw[place.end..].chars().next();
    let glued =
        |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '£' | '$' | '€' | '%' | '#' | '@'));
    if glued(before) || glued(after) || digits.len() > 15 {
        return false;
    }
    let american = matches!(groups.as_slice(), [3, 3, 4] | [1, 3, 3, 4] | [3, 4])
        && (written.contains(['-', '.', '(']) || digits.len() >= 10);
    let whole = digits.len() >= 9 && (digits.starts_with('0') || written.starts_with('+'));
    let called = || {
        let first = scan.text.tokens_in(place).start;
        (first.saturating_sub(4)..first).any(|at| CALLING.contains(&scan.bare(at)))
    };
    american || whole || (digits.len() >= 7 && !groups_of_thousands(written) && called())
}

fn groups_of_thousands(written: &str) -> bool {
    written.contains(' ') && written.split(' ').skip(1).all(|group| group.len() == 3) && !written.starts_with('0')
}

/// `ext 4471`, `extension four one seven`, with the word itself.
fn extension_at(scan: &Scan<'_>, at: usize) -> Option<Span> {
    if !matches!(scan.normal(at), "ext" | "extension" | "extn") {
        return None;
    }
    let mut start = at + 1;
    while start < at + 3 && matches!(scan.normal(start), "." | ":" | "number" | "no" | "is" | "on") {
        start += 1;
    }
    let token = scan.token(start)?;
    if token.kind == Kind::Number && token.normal().bytes().all(|byte| byte.is_ascii_digit()) && token.span.len() >= 2 {
        return Some(scan.text.span_of(at..start + 1));
    }
    let (count, end) = spoken::digits_at(scan, start);
    (count >= 2).then(|| scan.text.span_of(at..end))
}

/// Six digits or more said one after the other.
fn spoken_at(scan: &Scan<'_>, at: usize) -> Option<Span> {
    let starts = spoken::is_number(scan.normal(at)) || matches!(scan.normal(at), "double" | "triple");
    if !starts || (at > 0 && spoken::is_number(scan.normal(at - 1))) {
        return None;
    }
    let (count, end) = spoken::digits_at(scan, at);
    (count >= 6 && end - at >= 3).then(|| scan.text.span_of(at..end))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn numbers_in_digits_go() {
        check("01632 960112 is the stores phone", &["phone: 01632 960112"]);
        check("It's my own, 417-555-0163, so", &["phone: 417-555-0163"]);
        check("(417) 555-0163 or +44 7700 900184.", &["phone: (417) 555-0163", "phone: +44 7700 900184"]);
        check("087 555 0142, I'm up", &["phone: 087 555 0142"]);
        check("ring 960455 7 now", &["phone: 960455 7"]);
    }

    #[test]
    fn extensions_and_spoken_numbers_go() {
        check("my line is extension 3104 if", &["phone: extension 3104"]);
        check("ask for extension four one seven.", &["phone: extension four one seven"]);
        check(
            "the desk is oh seven five five five oh one eight double two thanks",
            &["phone: oh seven five five five oh one eight double two"],
        );
    }

    #[test]
    fn look_alikes_stay() {
        check("from 2019 to 2021 we sold 1,200,000 of 4 500 000", &[]);
        check("one two three go, four or five, six of one", &[]);
        check("10.30 to 11.45, 3-4 of them, £1234567", &[]);
    }
}
