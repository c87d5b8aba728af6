//! Where somebody lives: number and street, flat, house name, postcode.

use std::sync::LazyLock;

use regex::Regex;

use super::{Detector, Hit, Signs, spoken};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::Is;
use crate::text::{Kind, Span};

/// Street addresses and postcodes.
pub(super) struct Address;

static POSTCODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?:(?i:[A-Z]{1,2}\d[A-Z\d]?)\s\d(?i:[ABD-HJLNP-UW-Z]{2})", // United Kingdom
        r"|[A-Z]{1,2}\d[A-Z\d]?\d[ABD-HJLNP-UW-Z]{2}",
        r"|(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]",
        r"|W[AIVY]),?\s\d{5}(?:-\d{4})?", // United States, with the state
        r"|[AC-FHKNPRTV-Y]\d[\dW]\s[0-9AC-FHKNPRTV-Y]{4}", // Ireland
        r"|[A-CEGHJ-NPR-TVXY]\d[A-CEGHJ-NPR-TV-Z]\s?\d[A-CEGHJ-NPR-TV-Z]\d)\b"  // Canada
    ))
    .expect("the pattern is fixed")
});

impl Detector for Address {
    fn may_fire(&self, signs: Signs) -> bool {
        signs.any(Signs::DIGIT | Signs::SPOKEN)
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        let mut spans: Vec<Span> =
            POSTCODE.find_iter(scan.text.as_str()).map(|found| Span::new(found.start(), found.end())).collect();
        let mut at = 0;
        while at < scan.words.len() {
            let end = house_at(scan, at)
                .or_else(|| flat_at(scan, at))
                .or_else(|| street_at(scan, at))
                .or_else(|| home_at(scan, at));
            if let Some(range) = &end {
                spans.push(scan.bare_span(range.clone()));
            }
            at = end.map_or(at + 1, |range| range.end);
        }
        spans.sort();
        spans.into_iter().map(|span| Hit { kind: IdentifierKind::Address, span }).collect()
    }
}

type Tokens = std::ops::Range<usize>;

/// `Flat 3`, `apartment 12B`, with a street that follows.
fn flat_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    if !matches!(scan.normal(at), "flat" | "apartment" | "apt" | "unit" | "plot" | "villa" | "blk") {
        return None;
    }
    let number = scan.token(at + 1).filter(|token| token.kind == Kind::Number)?;
    let end = at + 2;
    let next = if scan.is_mark(end, ",") { end + 1 } else { end };
    if let Some(street) = street_at(scan, next) {
        return Some(at..street.end);
    }
    let sure = matches!(scan.normal(at), "flat" | "apartment" | "villa" | "blk") && number.span.len() <= 4;
    let measured = matches!(scan.normal(end), "%" | "/" | "per" | "percent" | "hours" | "months" | "days");
    (sure && !measured).then_some(at..end)
}

/// `House No. C114/6`, `Store B, 40 Limekiln Row`, `212 county road 9`.
fn house_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    let dotted = |it: usize| if scan.is_mark(it, ".") { it + 1 } else { it };
    let number = |it: usize| scan.token(it).is_some_and(|token| token.kind == Kind::Number);
    // `PO Box 114`, `Calle Mayor 12`
    if scan.bare(at) == "box" && at > 0 && matches!(scan.bare(at - 1), "po" | "p.o") && number(at + 1) {
        return Some(at - 1..at + 2);
    }
    let abroad = matches!(scan.bare(at), "calle" | "rua" | "rue" | "avenida" | "jalan" | "carrer" | "strada" | "ulica");
    if abroad && scan.shape(at) == Shape::Capital && scan.words.get(at + 1).is_some_and(|word| word.capital()) {
        let end =
            (at + 1..at + 5).take_while(|&it| scan.words.get(it).is_some_and(|word| word.capital())).count() + at + 1;
        let end = if scan.is_mark(end, ",") && number(end + 1) { end + 1 } else { end };
        return Some(at..end + usize::from(number(end)));
    }
    if matches!(scan.normal(at), "house" | "plot" | "block" | "room" | "door")
        && matches!(scan.normal(at + 1), "no" | "number" | "nr")
    {
        let mut end = dotted(at + 2);
        let numbered =
            |it: usize| scan.token(it).is_some_and(|token| token.normal().chars().any(|c| c.is_ascii_digit()));
        if !numbered(end) {
            return None;
        }
        end += 1;
        while (scan.is_mark(end, "/") || scan.is_mark(end, "-")) && numbered(end + 1) {
            end += 2;
        }
        return Some(at..end);
    }
    let lettered =
        matches!(scan.shape(at + 1), Shape::Letter) || scan.token(at + 1).is_some_and(|it| it.kind == Kind::Number);
    if matches!(scan.normal(at), "store" | "unit" | "block" | "floor" | "suite" | "building")
        && lettered
        && scan.is_mark(at + 2, ",")
    {
        return street_at(scan, at + 3).map(|street| at..street.end);
    }
    let counted = scan.token(at).is_some_and(|token| token.kind == Kind::Number && token.span.len() <= 6);
    let road = matches!(scan.normal(at + 1), "county" | "state" | "farm" | "ranch" | "route" | "highway");
    let end = if matches!(scan.normal(at + 2), "road" | "route" | "highway") { at + 3 } else { at + 2 };
    (counted && road && number(end)).then_some(at..end + 1)
}

/// `4 Quarry Steps`, `6/2 Corrie Court`, `2208 Old Mill Road`, `fourteen Mill Lane`.
fn street_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    let token = scan.token(at)?;
    let counted = token.kind == Kind::Number && token.span.len() <= 6;
    let said = spoken::is_number(token.normal()) && at > 0 && !scan.is_mark(at - 1, ",");
    if !counted && !said {
        return None;
    }
    let mut next = at + 1;
    if counted && (scan.is_mark(next, "/") || scan.is_mark(next, "-")) {
        scan.token(next + 1).filter(|token| token.kind == Kind::Number)?;
        next += 2;
    }
    if scan.is_mark(next, ",") {
        next += 1;
    }
    let names = (next..next + 4).take_while(|&it| scan.words.get(it).is_some_and(|word| word.capital())).count();
    if let Some(length) = (2..=names).rev().find(|&length| scan.facts(next + length - 1).is(Is::Street)) {
        return Some(at..next + length);
    }
    // Without capitals only a sure kind of street counts, close behind, and `at` or `number` before.
    let lower = scan.case != Case::Cased && counted;
    let placed = at > 0
        && matches!(scan.normal(at - 1), "at" | "number" | "no" | "to" | "live" | "lives" | "from" | "door" | "in");
    let sure = (2..=3).find(|&length| scan.facts(next + length - 1).is(Is::SureStreet));
    let small = |length: usize| (next..next + length).all(|it| scan.shape(it) == Shape::Lower);
    sure.filter(|&length| lower && placed && small(length)).map(|length| at..next + length)
}

/// `live at Tofts Farm`: a house with a name.
fn home_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    let lives = matches!(scan.normal(at), "live" | "lives" | "lived" | "living" | "home" | "up" | "address");
    if !lives || !matches!(scan.normal(at + 1), "at" | "is" | "in") {
        return None;
    }
    let start = at + 2;
    let names = (start..start + 4).take_while(|&it| scan.words.get(it).is_some_and(|word| word.capital())).count();
    let house = |it: usize| matches!(scan.bare(it), "farm" | "cottage" | "cottages" | "house" | "villa" | "croft");
    (2..=names).rev().find(|&length| house(start + length - 1)).map(|length| start..start + length)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn streets_go() {
        check("I live at 4 Quarry Steps and the bus", &["address: 4 Quarry Steps"]);
        check("She's at 6/2 Corrie Court. Sorry", &["address: 6/2 Corrie Court"]);
        check("at 2208 Old Mill Road since", &["address: 2208 Old Mill Road"]);
        check("i live at 14 millrace cottages so", &["address: 14 millrace cottages"]);
        check("Flat 3, 12 Tidewater Terrace then", &["address: Flat 3, 12 Tidewater Terrace"]);
        check("House No. C114/6 it is", &["address: House No. C114/6"]);
        check("to Store B, 40 Limekiln Row, again", &["address: Store B, 40 Limekiln Row"]);
        check("write to PO Box 114, or Calle Mayor 12", &["address: PO Box 114", "address: Calle Mayor 12"]);
        check("He lives at Lochside Cottage now, they say 5", &["address: Lochside Cottage"]);
    }

    #[test]
    fn postcodes_go() {
        check("PL11 2AB is ours", &["address: PL11 2AB"]);
        check("out in Springfield, MO 65803 somewhere", &["address: MO 65803"]);
        check("K1A 0B1 and D02 X285", &["address: K1A 0B1", "address: D02 X285"]);
    }

    #[test]
    fn look_alikes_stay() {
        check("4 Quick Questions and 3 Customer Journeys", &[]);
        check("a flat 3 per cent, 12 Monday walks", &[]);
        check("We did 20 Green forms", &[]);
    }
}
