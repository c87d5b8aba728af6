//! Numbers that stand for a person or their matter: staff, account, policy, ticket, booking, vehicle.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashSet;

use super::{Detector, Hit, Signs, spoken};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::{Case, Scan, Shape};
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
        r"|\d{3}-\d{2}-\d{4}",                                    // Social Security
        r"|[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,4})?", // bank account
        r"|\d{4}[\s-]\d{4}[\s-]\d{4}[\s-]\d{1,7}",                // card
        r"|\d{2}-\d{2}-\d{2}",                                    // sort code
        r"|[A-Z]{2,4}(?:/[A-Z]{1,4}){0,3}/\d{3,8}(?:/\d{1,6})?",  // parts with slashes
        r"|[A-Z]{4} ?\d{6}-?\d",                                  // a container
        r"|\d{13,19})\b"
    ))
    .expect("the pattern is fixed")
});

/// Words for something that has a number of its own.
const NUMBERED: &[&str] = &[
    "account",
    "acct",
    "policy",
    "ticket",
    "ref",
    "reference",
    "booking",
    "order",
    "case",
    "staff",
    "employee",
    "member",
    "membership",
    "customer",
    "card",
    "badge",
    "payroll",
    "van",
    "truck",
    "bus",
    "vehicle",
    "reg",
    "rego",
    "numberplate",
    "licence",
    "sheet",
    "roll",
    "nino",
    "nin",
    "mpan",
    "mprn",
    "crn",
    "urn",
    "pnr",
    "imei",
    "barcode",
    "tag",
    "till",
    "tractor",
    "trailer",
    "forklift",
    "boat",
    "roster",
    "rota",
    "payslip",
    "timesheet",
    "login",
    "log-in",
    "user",
    "username",
    "signature",
    "warrant",
    "permit",
    "visa",
    "prisoner",
    "pupil",
    "resident",
    "tenant",
    "property",
    "deed",
    "docket",
    "chit",
    "waybill",
    "delivery",
    "returns",
    "pallet",
    "container",
    "chassis",
    "vin",
    "registration",
    "plate",
    "plates",
    "serial",
    "claim",
    "invoice",
    "tenancy",
    "crew",
    "clock",
    "id",
    "claimant",
    "patient",
    "file",
    "job",
    "incident",
    "complaint",
    "quote",
    "contract",
    "licence",
    "license",
    "passport",
    "loan",
    "mortgage",
    "meter",
    "consignment",
    "tracking",
    "parcel",
    "shipment",
    "lorry",
    "cab",
    "coach",
    "tram",
    "unit",
    "docket",
    "report",
    "record",
    "personnel",
    "collar",
    "locker",
    "pin",
    "code",
    "request",
    "enquiry",
    "inquiry",
    "callout",
    "po",
    "rma",
    "sort",
    "grievance",
    "service",
    "call",
    "prescription",
    "student",
    "library",
    "nhs",
    "insurance",
    "asset",
    "tail",
    "flight",
    "number",
    "no",
    "num",
];

static NUMBERED_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| NUMBERED.iter().copied().collect());

/// Words that may stand between such a word and its number.
const BETWEEN: &[&str] = &["number", "no", "num", "id", "ref", "reference", "is", "was", "card", "the", "on", "it's"];

/// What is written like a number of somebody's and is not: standards, forms, roads, periods, models.
const PUBLIC: &[&str] = &[
    "iso", "bs", "en", "covid", "sars", "win", "office", "ms", "rs", "usb", "mp", "ps", "q", "h", "fy", "p", "ks",
    "gcse", "nvq", "btec", "sql", "html", "css", "utf", "ipv", "web", "word", "excel", "top", "tier", "level", "year",
    "section", "article", "part", "form", "gdpr", "usd", "gbp", "eur", "euro", "step", "iphone", "galaxy", "boeing",
    "airbus", "wd", "mg", "ml", "kg", "lb", "am", "pm",
];

impl Detector for Identifier {
    fn may_fire(&self, signs: Signs) -> bool {
        signs.any(Signs::DIGIT | Signs::SPOKEN)
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        let raw = scan.text.as_str();
        let mut spans: Vec<Span> = FORMS.find_iter(raw).map(|found| Span::new(found.start(), found.end())).collect();
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
    if (PUBLIC.contains(&head) && !coded) || letters > 5 {
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
    if !NUMBERED_WORDS.contains(scan.bare(at)) {
        return None;
    }
    let mut start = at + 1;
    while start < at + 4
        && (BETWEEN.contains(&scan.normal(start)) || matches!(scan.normal(start), "#" | ":" | "." | "," | "-" | "("))
    {
        start += 1;
    }
    let sure = !matches!(scan.bare(at), "no" | "number" | "num" | "call" | "service" | "report" | "order" | "code")
        || start > at + 1;
    if !sure {
        return None;
    }
    let (spoken, end) = spoken::digits_at(scan, start);
    if spoken >= 4 && scan.token(start).is_some_and(|token| token.kind == Kind::Word) {
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
    }

    #[test]
    fn plates_and_cards_go() {
        check("Van YK21 ZRT has been", &["id: YK21 ZRT"]);
        check("4929 1234 5678 9012 is mine", &["id: 4929 1234 5678 9012"]);
        check("my NI is QQ 12 34 56 C ok", &[]);
        check("AB 12 34 56 C", &["id: AB 12 34 56 C"]);
    }

    #[test]
    fn look_alikes_stay() {
        check("COVID-19, ISO 9001, Q3, Office 365 and the M25", &[]);
        check("in 2019-2020 we had 1,200 calls, 1500 orders and 30 in order 12", &[]);
        check("the 737 landed, a 250ml cup, 100% of it", &[]);
        check("Is the order 15 per cent up? The case 2023 was bad", &[]);
    }
}
