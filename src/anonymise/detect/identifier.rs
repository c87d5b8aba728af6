//! Numbers that stand for a person or their matter: staff, account, policy, ticket, booking, vehicle.

use std::sync::LazyLock;

use regex::Regex;

use super::{Detector, Hit, Signs, checks, chunk, code, numbered, part, spoken};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, beside, public_head};
use crate::text::{ByWord, Kind, Span, Token};

/// Numbers by their form or by what is said before them.
pub(super) struct Identifier;

/// Forms that need no context.
static FORMS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?:(?i:[A-Z]{2}[0-9]{2}\s?[A-Z]{3})", // a British number plate
        r"|[A-Z][0-9]{1,3}\s[A-Z]{3}",            // an older one
        r"|[0-9]{2,3}-[A-Z]{1,2}-[0-9]{1,6}",     // an Irish one
        r"|(?:[A-CEGHJ-PR-TW-Z]{2}|QQ)\s?[0-9]{2}\s?[0-9]{2}\s?[0-9]{2}\s?[A-D]", // National Insurance
        r"|[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}",     // Social Security
        r"|[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}|[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}", // people and firms in Brazil
        r"|[A-Z]{2}[ -]?[0-9]{1,2}[ -]?[A-Z]{1,3}[ -]?[0-9]{4}", // an Indian number plate
        r"|[A-Z]{2}-[0-9]{3}-[A-Z]{2}|[A-Z]{1,3}-[A-Z]{1,2} [0-9]{1,4}", // a French and a German one
        r"|[0-9]-[0-9]{3}-[A-Z]{4,9}",                           // a number on letter keys
        r"|[0-9]{6,8}[-+][0-9]{4}",                              // people in Sweden, Denmark, Finland
        r"|[A-Z]{2}[0-9]{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?", // bank account
        r"|[0-9]{4}[\s-][0-9]{4}[\s-][0-9]{4}[\s-][0-9]{1,7}",   // card
        r"|[0-9]{2}-[0-9]{2}-[0-9]{2}",                          // sort code
        r"|[A-Z]{2,4}(?:/[A-Z]{1,4}){0,3}/[0-9]{3,8}(?:/[0-9]{1,6})?", // parts with slashes
        r"|[A-Z]{4} ?[0-9]{6}-?[0-9]",                           // a container
        r"|[0-9]{13,19})\b"
    ))
    .expect("the pattern is fixed")
});

impl Detector for Identifier {
    fn may_fire(&self, signs: Signs) -> bool {
        signs.any(Signs::DIGIT | Signs::SPOKEN)
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        // All of these hold digits.
        let raw = scan.text.as_str();
        let raw = if raw.bytes().any(|byte| byte.is_ascii_digit()) { raw } else { "" };
        let mut spans: Vec<Span> = FORMS.find_iter(raw).map(|found| Span::new(found.start(), found.end())).collect();
        for span in chunk::coded(raw).filter(|span| !is_fault(scan, *span)).chain(checked(raw)) {
            match spans.iter_mut().find(|known| known.overlaps(span)) {
                Some(known) => *known = known.union(span),
                None => spans.push(span),
            }
        }
        // So do codes; numbers behind words for one may be said.
        let typed = !raw.is_empty();
        for at in (0..scan.words.len()).filter(|&at| may_open(scan, at, typed)) {
            let part = || part::at(scan, at).filter(|_| !part::phoned(scan, at));
            let code = if typed {
                coded_at(scan, at).or_else(|| loose_at(scan, at)).or_else(|| titled_at(scan, at))
            } else {
                None
            };
            let found = code.or_else(|| long_at(scan, at));
            let found = found.filter(|found| !is_fault(scan, scan.text.span_of(found.clone())));
            for range in found.into_iter().chain(numbered::at(scan, at)).chain(part()) {
                let place = scan.bare_span(range);
                match spans.iter_mut().find(|known| known.overlaps(place)) {
                    Some(known) => *known = known.union(place),
                    None => spans.push(place),
                }
            }
        }
        spans.sort();
        spans.into_iter().map(|span| Hit { kind: IdentifierKind::Id, span }).collect()
    }
}

/// Words behind which a number may be found.
const HEAD: u8 = 1;
/// Numbers, also as words.
const NUMBER: u8 = 2;

/// Whether the word at `at` may open an identifier by its spelling and the next one's; only a `typed` code may do without.
fn may_open(scan: &Scan<'_>, at: usize, typed: bool) -> bool {
    static SIGNS: ByWord<u8> = ByWord::new();
    let sign = |token: &Token, bare: &str| {
        let head = if numbered::may_open(bare) || part::may_open(bare) { HEAD } else { 0 };
        let number = token.kind == Kind::Number || spoken::is_number(token.normal());
        head | if number { NUMBER } else { 0 }
    };
    let signs = |at: usize| scan.token(at).map_or(0, |token| SIGNS.get(token, || sign(token, scan.bare(at))));
    // Where capitals are used, no code starts with a small letter.
    let coded = typed && !(scan.case == Case::Cased && scan.shape(at) == Shape::Lower);
    coded || signs(at) & HEAD != 0 || signs(at + 1) & NUMBER != 0
}

static GROUPS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b[0-9](?:[ .-]?[0-9]){9,18}\b").expect("the pattern is fixed"));

static ACCOUNTS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b[a-z]{2}[0-9]{2}(?: ?[a-z0-9]{1,4}){3,8}\b").expect("the pattern is fixed"));

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

pub(super) type Tokens = std::ops::Range<usize>;

/// Whether the code at `span` is one of an error, a model or a course.
fn is_fault(scan: &Scan<'_>, span: Span) -> bool {
    let at = scan.text.tokens_in(span).start;
    let fault = |it: usize| {
        matches!(scan.bare(it), "error" | "errors" | "fault" | "exception" | "module" | "model" | "modules")
    };
    (at.saturating_sub(2)..at).any(fault)
}

/// `nl sixty six rabo nine eight two ...`: letters and so many figures that nothing else is meant.
fn long_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    let head = scan.token(at).is_some_and(|token| token.kind == Kind::Word && token.span.len() <= 4);
    let number =
        |it: usize| scan.token(it).is_some_and(|it| it.kind == Kind::Number) || spoken::is_number(scan.normal(it));
    if !head || spoken::is_number(scan.normal(at)) || !number(at + 1) {
        return None;
    }
    let run = code::run(scan, at).filter(|run| run.letters >= 2 && run.figures >= 8 && run.pieces >= 5)?;
    Some(at..run.end)
}

/// `APT-5561`, `INC0091834`, `#48213`: letters with at least three digits.
fn coded_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    // Where capitals are used, no code starts with a small letter.
    if scan.case == Case::Cased && scan.shape(at) == Shape::Lower {
        return None;
    }
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
    // Standards and measures do not start with a nought.
    let padded = scan.is_mark(at + 1, "-") && scan.normal(at + 2).len() >= 4 && scan.normal(at + 2).starts_with('0');
    if (public_head(head) && !coded && !padded) || letters > 5 {
        return None;
    }
    let road = matches!(head, "a" | "b" | "m" | "n" | "i" | "j") && digits(normal) <= 4;
    // `E119`: a single letter stands before the number of a fault, a part or a plane.
    let least = if letters == 1 { 4 } else { 3 };
    if letters > 0 && letters < normal.len() && upper && digits(normal) >= least && !road {
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

/// `msku 774120 3`, `hx51 8821 04gb`: codes whose marks and capitals are gone.
fn loose_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    if scan.case != Case::Loose || (scan.words[at].kept && !scan.facts(at).is(Is::Title)) {
        return None;
    }
    let token = scan.token(at).filter(|token| token.kind != Kind::Mark && token.kind != Kind::Placeholder)?;
    let normal = token.normal();
    let letters = normal.bytes().take_while(u8::is_ascii_alphabetic).count();
    let number = |it: usize| digits(scan.normal(it)) > 0 && digits(scan.normal(it)) == scan.normal(it).len();
    let mut end = at + 1;
    if letters == normal.len() {
        let facts = scan.facts(at);
        let unknown = ((facts.rank() == 0 && !facts.kept()) || facts.is(Is::Title)) && !public_head(normal);
        let long = number(end) && scan.normal(end).len() >= 5 && !scan.normal(end).ends_with("000");
        // `h 0377`: nothing is counted with a nought before it.
        let padded = letters == 1 && !matches!(normal, "a" | "i" | "o");
        let padded = padded && number(end) && scan.normal(end).len() >= 4 && scan.normal(end).starts_with('0');
        let headed = unknown && long && (2..=5).contains(&letters);
        if !(padded || headed) {
            return None;
        }
        end += 1;
        end += usize::from(number(end) && scan.normal(end).len() <= 2);
        return Some(at..end);
    }
    if letters == 0 || letters > 4 || public_head(&normal[..letters]) {
        return None;
    }
    while scan.token(end).is_some_and(|it| it.kind != Kind::Mark) && digits(scan.normal(end)) > 1 {
        end += 1;
    }
    let found: usize = (at..end).map(|it| digits(scan.normal(it))).sum();
    (end > at + 1 && digits(normal) >= 2 && found >= 6).then_some(at..end)
}

/// `PC 4471 Dobbs`, `web 118834`: the number of a constable before their name, and of a report.
fn titled_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    let number = scan.normal(at + 1);
    let figures = digits(number);
    let called = scan.facts(at + 2).named() && scan.facts(at + 2).rank() == 0;
    let named = scan.words.get(at + 2).is_some_and(|word| word.capital()) || (scan.case == Case::Loose && called);
    let officer = beside().officers.has(scan.bare(at)) && (2..=6).contains(&figures) && named;
    let report = matches!(scan.bare(at), "web" | "datix") && (5..=7).contains(&figures) && !number.ends_with("000");
    (figures == number.len() && (officer || report)).then_some(at + 1..at + 2)
}

/// Takes in further parts joined by `-` or `/`; the last may be a letter.
pub(super) fn tail_end(scan: &Scan<'_>, end: usize) -> usize {
    let mut end = end;
    let letter = |it: usize| matches!(scan.shape(it), Shape::Letter);
    while (scan.is_mark(end, "-") || scan.is_mark(end, "/"))
        && scan.touches_next(end - 1)
        && scan.touches_next(end)
        && (digits(scan.normal(end + 1)) > 0 || letter(end + 1))
    {
        end += 2;
    }
    end
}

pub(super) fn digits(normal: &str) -> usize {
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
        check("then PC 4471 Dobbs came, web 118834", &["id: 4471", "id: 118834"]);
        check("The gate code 4412# is on it", &["id: 4412"]);
    }

    #[test]
    fn codes_without_marks_and_capitals_go() {
        check("it was msku 774120 3 and it was late", &["id: msku 774120 3"]);
        check("hx51 8821 04gb third attempt i think", &["id: hx51 8821 04gb"]);
        check("i have the recording rec 5590813 here", &["id: rec 5590813"]);
        check("it's mr 20418 and h 0377 on it", &["id: mr 20418", "id: h 0377"]);
        check("policy pt/hh/30462 and mb/emp/30714 it is", &["id: pt/hh/30462", "id: mb/emp/30714"]);
    }

    #[test]
    fn plates_and_cards_go() {
        check("Van YK21 ZRT has been", &["id: YK21 ZRT"]);
        check("4929 1234 5678 9012 is mine", &["id: 4929 1234 5678 9012"]);
        check("my NI is QQ 12 34 56 C ok", &["id: QQ 12 34 56 C"]);
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
        check("on PC 44 we see it, a web 2 page, PC 4471 is slow, the dress code 4412", &[]);
        check("the 737 landed, a 250ml cup, 100% of it", &[]);
        check("Is the order 15 per cent up? The case 2023 was bad", &[]);
        check("at 10:30:45, 1200kg, 2000mAh, 1080p, 4K, 10.2.1 and B2B in H1 2024", &[]);
        check("the number of calls, order one two of them, ticket three times", &[]);
    }
}
