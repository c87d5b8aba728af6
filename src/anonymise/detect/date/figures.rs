//! Days in figures, or with their month as a number: `12/03/2025`, `8 8 51`, `the second of the eleventh seventy four`.

use super::{ORDINALS, day_end, is_year, said_year_end};
use crate::anonymise::detect::spoken;
use crate::anonymise::scan::Scan;
use crate::text::Kind;

/// Where `second of the eleventh seventy four` ends, whatever stands before it.
pub(super) fn of_the(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let day = day_end(scan, at).filter(|_| scan.normal(at) != "second" || scan.normal(at + 2) == "the")?;
    if scan.normal(day) != "of" || scan.normal(day + 1) != "the" {
        return None;
    }
    let month = month_end(scan, day + 2)?;
    let year = short_year_end(scan, month);
    // `the first of the second half` counts something else.
    let ends = scan.token(month).is_none_or(|token| token.kind == Kind::Mark);
    year.or(ends.then_some(month))
}

/// Where a month as a number ends: `eleventh`, `6`, `06`, `six`.
fn month_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let normal = scan.normal(at);
    let typed = normal.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u8>();
    let said =
        ORDINALS[..12].contains(&normal) || spoken::is_digit(normal) || matches!(normal, "ten" | "eleven" | "twelve");
    (matches!(typed, Ok(1..=12)) || said).then_some(at + 1)
}

/// Where the year behind a day and its month ends, if one follows: `, 1961`, `51`, `eighty-nine`.
fn short_year_end(scan: &Scan<'_>, end: usize) -> Option<usize> {
    let at = end + usize::from(scan.is_mark(end, ",") || scan.is_mark(end, "'"));
    if let Some(said) = said_year_end(scan, at) {
        return Some(said);
    }
    let normal = scan.normal(at);
    let two = normal.len() == 2 && normal.bytes().all(|it| it.is_ascii_digit());
    if two || is_year(scan, at) {
        return Some(at + 1);
    }
    // A digit alone is no year; `oh nine` is.
    spoken::pair_end(scan, at).filter(|&end| end > at + 1 || !spoken::is_digit(normal))
}

/// Where a day, a month and a year end that are three numbers: `8 8 51`, `fourteenth six seventy nine`. Only behind
/// words that say that it is a date.
pub(in crate::anonymise::detect) fn three_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if let Some(end) = of_the(scan, at) {
        return Some(end);
    }
    let day = day_end(scan, at).or_else(|| {
        let said = spoken::is_number(scan.normal(at)).then_some(at + 1)?;
        let tens = matches!(scan.normal(at), "twenty" | "thirty");
        spoken::pair_end(scan, at).filter(|_| tens).or(Some(said))
    })?;
    let skip = |it: usize| it + usize::from(matches!(scan.normal(it), "," | "of" | "-" | "/" | "."));
    let month = month_end(scan, skip(day))?;
    short_year_end(scan, skip(month))
}

/// Where `12/03/2025`, `12.03.25` or `2025-03-12` ends.
pub(super) fn written_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.token(at)?;
    let raw = scan.text.as_str();
    let rest = &raw[token.span.start..];
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-' | '.'))).unwrap_or(rest.len());
    let written = rest[..end].trim_end_matches(['.', '-', '/']);
    let mark = written.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = written.split(mark).collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let day_month = |a: u32, b: u32| (1..=31).contains(&a) && (1..=31).contains(&b) && a.min(b) <= 12;
    let dated = match (numbers.as_slice(), parts.len()) {
        ([a, b, _], 3) if matches!(parts[2].len(), 2 | 4) && parts[0].len() <= 2 => day_month(*a, *b),
        ([year, a, b], 3) => (1900..2100).contains(year) && day_month(*a, *b),
        ([a, b], 2) => mark == '/' && is_day_and_month(scan, at, &parts, (*a, *b)),
        _ => false,
    };
    if !dated {
        return None;
    }
    let last = token.span.start + written.len();
    Some(scan.text.tokens().partition_point(|token| token.span.start < last))
}

/// Whether `21/11` or `3/3` is a day and its month, and neither a share nor `24/7`.
fn is_day_and_month(scan: &Scan<'_>, at: usize, parts: &[&str], (day, month): (u32, u32)) -> bool {
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) || (day, month) == (24, 7) {
        return false;
    }
    let before = at.checked_sub(1).map_or("", |before| scan.normal(before));
    let told = matches!(
        before,
        "on" | "dated"
            | "since"
            | "from"
            | "ended"
            | "started"
            | "joined"
            | "born"
            | "died"
            | "discharged"
            | "admitted"
            | "married"
            | "until"
            | "till"
            | "dob"
    );
    let padded = parts.iter().all(|part| part.len() == 2);
    let counts = matches!(scan.normal(at + 3), "of" | "full" | "stars" | "split");
    (told && (day > 1 || padded)) || (padded && !counts && (parts[1].starts_with('0') || day > 12))
}
