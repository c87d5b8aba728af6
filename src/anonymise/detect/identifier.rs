//! Numbers that stand for a person or their matter: staff, account, policy, ticket, booking, vehicle.

use std::sync::LazyLock;

use regex::Regex;

use super::{Detector, Hit, Signs, checks, chunk, spoken};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{has_number, public_head};
use crate::text::{Kind, Span};

/// Numbers by their form or by what is said before them.
pub(super) struct Identifier;

/// Forms that need no context.
static FORMS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?:(?i:[A-Z]{2}\d{2}\s?[A-Z]{3})",                    // a British number plate
        r"|[A-Z]\d{1,3}\s[A-Z]{3}",                               // an older one
        r"|\d{2,3}-[A-Z]{1,2}-\d{1,6}",                           // an Irish one
        r"|[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]", // National Insurance
        r"|\d{3}[- ]\d{2}[- ]\d{4}",                              // Social Security
        r"|\d{3}\.\d{3}\.\d{3}-\d{2}|\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}", // people and firms in Brazil
        r"|[A-Z]{2}[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?\d{4}",        // an Indian number plate
        r"|[A-Z]{2}-\d{3}-[A-Z]{2}|[A-Z]{1,3}-[A-Z]{1,2} \d{1,4}", // a French and a German one
        r"|\d-\d{3}-[A-Z]{4,9}",                                  // a number on letter keys
        r"|\d{6,8}[-+]\d{4}",                                     // people in Sweden, Denmark, Finland
        r"|[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,4})?", // bank account
        r"|\d{4}[\s-]\d{4}[\s-]\d{4}[\s-]\d{1,7}",                // card
        r"|\d{2}-\d{2}-\d{2}",                                    // sort code
        r"|[A-Z]{2,4}(?:/[A-Z]{1,4}){0,3}/\d{3,8}(?:/\d{1,6})?",  // parts with slashes
        r"|[A-Z]{4} ?\d{6}-?\d",                                  // a container
        r"|\d{13,19})\b"
    ))
    .expect("the pattern is fixed")
});

/// Words that may stand between such a word and its number.
const BETWEEN: &[&str] = &["number", "no", "num", "id", "ref", "reference", "is", "was", "card", "the", "on", "it's"];

impl Detector for Identifier {
    fn may_fire(&self, signs: Signs) -> bool {
        signs.any(Signs::DIGIT | Signs::SPOKEN)
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        let raw = scan.text.as_str();
        let mut spans: Vec<Span> = FORMS.find_iter(raw).map(|found| Span::new(found.start(), found.end())).collect();
        for span in chunk::coded(raw).chain(checked(raw)) {
            match spans.iter_mut().find(|known| known.overlaps(span)) {
                Some(known) => *known = known.union(span),
                None => spans.push(span),
            }
        }
        for at in 0..scan.words.len() {
            if let Some(range) = coded_at(scan, at).or_else(|| numbered_at(scan, at)) {
                let place = scan.bare_span(range);
                if !spans.iter().any(|known| known.overlaps(place)) {
                    spans.push(place);
                }
            }
        }
        spans.sort();
        spans.into_iter().map(|span| Hit { kind: IdentifierKind::Id, span }).collect()
    }
}

static GROUPS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b\d(?:[ .-]?\d){9,18}\b").expect("the pattern is fixed"));

static ACCOUNTS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b[a-z]{2}\d{2}(?: ?[a-z0-9]{1,4}){3,8}\b").expect("the pattern is fixed"));

/// Accounts, cards and national numbers, as far as their check digits are right.
fn checked(raw: &str) -> impl Iterator<Item = Span> {
    let accounts = ACCOUNTS.find_iter(raw).filter_map(|found| {
        // What stands behind the account may look like a group of it.
        let ends = found.as_str().match_indices(' ').map(|(at, _)| at).chain([found.len()]).collect::<Vec<_>>();
        let end = ends.into_iter().rev().find(|&end| checks::iban(&found.as_str()[..end]))?;
        Some(Span::new(found.start(), found.start() + end))
    });
    let digits = GROUPS.find_iter(raw).filter_map(|found| {
        let digits: String = found.as_str().chars().filter(char::is_ascii_digit).collect();
        let held = !digits.starts_with('0') && (checks::card(&digits) || checks::national(&digits));
        held.then(|| Span::new(found.start(), found.end()))
    });
    accounts.chain(digits)
}

type Tokens = std::ops::Range<usize>;

/// `APT-5561`, `INC0091834`, `#48213`: letters with at least three digits.
fn coded_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    let token = scan.token(at)?;
    if token.is_mark("#") {
        let number = scan.token(at + 1).filter(|number| scan.touches_next(at) && digits(number.normal()) >= 3)?;
        return (number.kind != Kind::Mark).then_some(at..at + 2);
    }
    if scan.words[at].kept || token.kind == Kind::Mark || token.kind == Kind::Placeholder {
        return None;
    }
    let normal = token.normal();
    let letters = normal.bytes().take_while(u8::is_ascii_alphabetic).count();
    let upper = scan.case != Case::Cased || !matches!(scan.shape(at), Shape::Lower | Shape::Other);
    let head = &normal[..letters];
    let coded = letters == 1 && scan.is_mark(at + 1, "-");
    if (public_head(head) && !coded) || letters > 5 {
        return None;
    }
    let road = matches!(head, "a" | "b" | "m" | "n" | "i" | "j") && digits(normal) <= 4;
    if letters > 0 && letters < normal.len() && upper && digits(normal) >= 3 && !road {
        return Some(at..tail_end(scan, at + 1));
    }
    // `HG 20416`: capitals, then a number of five digits.
    let apart = scan.shape(at) == Shape::Upper && letters == normal.len() && (2..=4).contains(&letters);
    if apart && scan.case == Case::Cased && !scan.facts(at).kept() && matches!(scan.normal(at + 1).len(), 5..=8) {
        let number = scan.normal(at + 1);
        if digits(number) == number.len() {
            return Some(at..tail_end(scan, at + 2));
        }
    }
    let joined = scan.is_mark(at + 1, "-") && scan.touches_next(at) && scan.touches_next(at + 1);
    if letters > 0 && letters == normal.len() && upper && joined && digits(scan.normal(at + 2)) >= 3 {
        return Some(at..tail_end(scan, at + 3));
    }
    let mixed = token.kind == Kind::Number && digits(normal) >= 3 && normal.bytes().any(|it| it.is_ascii_alphabetic());
    let measured = normal.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    (mixed && measured.len() >= 2 && digits(measured) > 0).then_some(at..tail_end(scan, at + 1))
}

/// Takes in further parts joined by `-` or `/`.
fn tail_end(scan: &Scan<'_>, end: usize) -> usize {
    let mut end = end;
    while (scan.is_mark(end, "-") || scan.is_mark(end, "/"))
        && scan.touches_next(end - 1)
        && scan.touches_next(end)
        && digits(scan.normal(end + 1)) > 0
    {
        end += 2;
    }
    end
}

/// `account 40-7716`, `call ref 4471-0092`, `account tt 20417`, `badge four four seven one`.
fn numbered_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    if !has_number(scan.bare(at)) {
        return None;
    }
    let mut start = at + 1;
    while start < at + 4
        && (BETWEEN.contains(&scan.normal(start)) || matches!(scan.normal(start), "#" | ":" | "." | "," | "-" | "("))
    {
        start += 1;
    }
    let vague =
        matches!(scan.bare(at), "no" | "number" | "num" | "call" | "service" | "report" | "order" | "code" | "license");
    let sure = !vague || start > at + 1;
    if !sure {
        return None;
    }
    if let Some(end) = said_end(scan, start) {
        return Some(start..end);
    }
    let mut end = start;
    let short = |it: usize| scan.token(it).is_some_and(|token| token.kind == Kind::Word && token.span.len() <= 3);
    if short(end) && digits(scan.normal(end + 1)) >= 3 && scan.shape(end) != Shape::Other && !function_word(scan, end) {
        end += 1;
    }
    while scan.token(end).is_some_and(|token| token.kind != Kind::Mark) && digits(scan.normal(end)) > 0 {
        end = tail_end(scan, end + 1);
    }
    // `1XQ 4ZB` behind a word for a plate.
    let plate = matches!(scan.bare(at), "reg" | "rego" | "registration" | "plate" | "plates" | "numberplate");
    if plate
        && end == start + 1
        && scan.token(end).is_some_and(|token| token.kind != Kind::Mark && token.span.len() <= 4)
    {
        let next = scan.text.slice(scan.text.tokens()[end].span);
        end += usize::from(next.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()));
    }
    let found: usize = (start..end).map(|it| digits(scan.normal(it))).sum();
    let money = start > 0 && matches!(scan.normal(start - 1), "£" | "$" | "€");
    let year = end == start + 1 && matches!(scan.normal(start).parse::<u16>(), Ok(1950..=2049));
    let measured =
        scan.is_mark(end, "%") || matches!(scan.normal(end), "per" | "percent" | "pounds" | "quid" | "times");
    (found >= if plate { 2 } else { 3 } && !money && !year && !measured).then_some(start..end)
}

/// Where a code said aloud ends: `four four seven one`, `a b four one two`, `sierra tango nine oh two`.
fn said_end(scan: &Scan<'_>, start: usize) -> Option<usize> {
    let letter = |at: usize| {
        let bare = scan.bare(at);
        (bare.len() == 1 && bare != "i" && bare.as_bytes()[0].is_ascii_alphabetic()) || spoken::letter_word(bare)
    };
    let mut from = start;
    while from < start + 5
        && (letter(from) || (from > start && matches!(scan.normal(from), "dash" | "hyphen" | "slash")))
    {
        from += 1;
    }
    let said = spoken::said_at(scan, from);
    if scan.token(start).is_none_or(|token| token.kind != Kind::Word) {
        return None;
    }
    let mut end = said.end;
    while end > from
        && end < from + 16
        && letter(end)
        && (letter(end + 1) || spoken::is_number(scan.normal(end + 1)) || from > start)
    {
        end = spoken::said_at(scan, end + 1).end.max(end + 1);
    }
    let enough = if from > start { 2 } else { 3 };
    (said.digits >= enough && said.single >= enough.min(2)).then_some(end)
}

fn function_word(scan: &Scan<'_>, at: usize) -> bool {
    matches!(scan.facts(at).rank(), 1 | 2) && scan.shape(at) == Shape::Lower
}

fn digits(normal: &str) -> usize {
    normal.bytes().filter(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn codes_go() {
        check("My staff card is APT-5561 and", &["id: APT-5561"]);
        check("a ticket open, INC0091834, since", &["id: INC0091834"]);
        check("see #48213 again", &["id: #48213"]);
        check("Policy PT/HH/30462 and HG 20416", &["id: PT/HH/30462", "id: HG 20416"]);
        check("My rego's 1XQ 4ZB and it's", &["id: 1XQ 4ZB"]);
        check("Truck T-0914. She's", &["id: T-0914"]);
    }

    #[test]
    fn numbers_go_by_what_is_said_before() {
        check("shut him off, account 40-7716, and", &["id: 40-7716"]);
        check("Call ref 4471-0092 if", &["id: 4471-0092"]);
        check("mrs ferreira account tt 20417 it's", &["id: tt 20417"]);
        check("my badge number is four four seven one", &["id: four four seven one"]);
        check("ticket i n c zero zero nine one, still open", &[]);
        check("staff number a b four one two seven", &["id: a b four one two seven"]);
        check("the reg is sierra tango six eight yankee", &["id: sierra tango six eight yankee"]);
        check("Driver's licence number is H12234567", &["id: H12234567"]);
    }

    #[test]
    fn plates_and_cards_go() {
        check("Van YK21 ZRT has been", &["id: YK21 ZRT"]);
        check("4929 1234 5678 9012 is mine", &["id: 4929 1234 5678 9012"]);
        check("my NI is QQ 12 34 56 C ok", &[]);
        check("AB 12 34 56 C", &["id: AB 12 34 56 C"]);
        check("943 476 5919 and 234123412346", &["id: 943 476 5919", "id: 234123412346"]);
        check("gb82west12345698765432 it is", &["id: gb82west12345698765432"]);
        check("use gb82 west 1234 5698 7654 32 for it", &["id: gb82 west 1234 5698 7654 32"]);
        check(
            "192.168.14.7, 00:1B:44:11:3A:B7 and 2001:db8::ff00:42",
            &["id: 192.168.14.7", "id: 00:1B:44:11:3A:B7", "id: 2001:db8::ff00:42"],
        );
        check(
            "AB-123-CD, MH 12 AB 1234, 811218-9876, 529.982.247-25",
            &["id: AB-123-CD", "id: MH 12 AB 1234", "id: 811218-9876", "id: 529.982.247-25"],
        );
    }

    #[test]
    fn look_alikes_stay() {
        check("COVID-19, ISO 9001, Q3, Office 365 and the M25", &[]);
        check("in 2019-2020 we had 1,200 calls, 1500 orders and 30 in order 12", &[]);
        check("the 737 landed, a 250ml cup, 100% of it", &[]);
        check("Is the order 15 per cent up? The case 2023 was bad", &[]);
        check("at 10:30:45, 1200kg, 2000mAh, 1080p, 4K, 10.2.1 and B2B in H1 2024", &[]);
        check("the number of calls, order one two of them, ticket three times", &[]);
    }
}
