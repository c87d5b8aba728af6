//! Days: a month with a day, or a whole date in digits.
//!
//! A month, a year, a weekday or a holiday alone belongs to nobody and stays.

use super::{Detector, Hit, Signs};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, months};
use crate::text::Kind;

/// Days of somebody's life.
pub(super) struct Date;

const ORDINALS: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
];

impl Detector for Date {
    fn may_fire(&self, signs: Signs) -> bool {
        signs.any(Signs::DIGIT | Signs::DATED)
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < scan.words.len() {
            let end = date_at(scan, at);
            if let Some(end) = end {
                let start = weekday_start(scan, at, end);
                hits.push(Hit { kind: IdentifierKind::Date, span: scan.bare_span(start..end) });
            }
            at = end.unwrap_or(at + 1);
        }
        hits
    }
}

/// Whether the word at `at` makes it worthwhile to look for a date without digits.
pub(super) fn sign(scan: &Scan<'_>, at: usize) -> bool {
    let normal = scan.normal(at);
    let ordinal = matches!(normal.as_bytes(), [.., b't', b'h'] | [.., b's', b't'] | [.., b'n' | b'r', b'd']);
    is_month(scan, at) || (ordinal && ORDINALS.contains(&normal))
}

/// Takes in the weekday before a day and its month: `Friday 12 April`, `Monday, January 8th`.
fn weekday_start(scan: &Scan<'_>, at: usize, end: usize) -> usize {
    let weekday = |it: usize| scan.facts(it).is(Is::Calendar) && scan.bare(it).ends_with("day");
    let marks =
        (at.saturating_sub(2)..at).rev().take_while(|&it| scan.is_mark(it, ",") || scan.is_mark(it, ".")).count();
    let before = at.checked_sub(1 + marks).filter(|&it| weekday(it));
    let whole = (at..end).any(|it| is_month(scan, it)) || scan.token(at).is_some_and(|it| it.span.len() >= 8);
    before.filter(|_| whole).unwrap_or(at)
}

/// Where the date that starts at token `at` ends.
fn date_at(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.token(at)?;
    if token.kind == Kind::Mark || token.kind == Kind::Placeholder {
        return None;
    }
    if token.kind == Kind::Number
        && let Some(end) = digits_at(scan, at).or_else(|| joined_at(scan, at))
    {
        return Some(end);
    }
    if let Some(end) = born_at(scan, at) {
        return Some(end);
    }
    if at > 0 && matches!(scan.normal(at - 1), "one" | "a" | "split" | "every") {
        return None;
    }
    let start = if scan.normal(at) == "the" { at + 1 } else { at };
    if let Some(day) = day_end(scan, start) {
        let month = if scan.normal(day) == "of" { day + 1 } else { day };
        let says_day = start > at || month > day || scan.token(start).is_some_and(|it| it.kind == Kind::Number);
        if is_month(scan, month) && (says_day || scan.shape(month) == Shape::Capital) {
            return Some(year_end(scan, month + 1));
        }
        // `by the 9th` is a day; a number said as a word needs `on`.
        let counted = scan.token(start).is_some_and(|it| it.kind == Kind::Number && it.span.len() >= 3);
        let before = at.checked_sub(1).map_or("", |before| scan.normal(before));
        let weekday =
            at.checked_sub(1).is_some_and(|it| scan.bare(it).ends_with("day") && scan.facts(it).is(Is::Calendar));
        if weekday && (start > at || counted) && !matches!(scan.normal(day), "of" | "time" | "one") {
            return Some(day);
        }
        let since = matches!(before, "since" | "until" | "till" | "before" | "after") && start > at;
        let dated =
            before == "on" || since || (counted && matches!(before, "by" | "since" | "until" | "till" | "from"));
        let alone = start > at && dated && stands_alone(scan, day);
        // The first to the tenth may be floors, pages and tries.
        return (alone && !ORDINALS[..10].contains(&scan.normal(start))).then_some(day);
    }
    if start == at && is_month(scan, at) && (scan.shape(at) != Shape::Lower || scan.normal(at) != "may") {
        let day = if scan.normal(at + 1) == "the" { at + 2 } else { at + 1 };
        let day = if scan.is_mark(day, ".") && scan.touches_next(at) { day + 1 } else { day };
        let counted = scan.token(day).is_some_and(|token| token.kind == Kind::Number);
        if let Some(end) = day_end(scan, day)
            && !(counted && is_share(scan, end))
            && (counted || sure_month(scan, at) || stands_alone(scan, end) || is_year(scan, end))
        {
            return Some(year_end(scan, end));
        }
    }
    None
}

fn is_month(scan: &Scan<'_>, at: usize) -> bool {
    (scan.facts(at).is(Is::Calendar) || matches!(scan.bare(at), "jan" | "jun"))
        && months().any(|month| month == scan.bare(at))
}

/// Whether a text without capitals has a month at `at` that is no other word.
fn sure_month(scan: &Scan<'_>, at: usize) -> bool {
    scan.case == Case::Loose
        && scan.bare(at).len() > 3
        && !matches!(scan.bare(at), "march" | "june" | "april" | "august")
}

/// Where a day of the month ends: `14`, `3rd`, `third`, `twenty-first`.
fn day_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.token(at)?;
    let normal = token.normal();
    if token.kind == Kind::Number {
        let digits = normal.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &normal[digits.len()..];
        let day = digits.parse::<u8>().ok()?;
        return ((1..=31).contains(&day) && matches!(suffix, "" | "st" | "nd" | "rd" | "th")).then_some(at + 1);
    }
    let ordinal = normal.ends_with("th") || normal.ends_with("st") || normal.ends_with("nd") || normal.ends_with("rd");
    if ordinal && ORDINALS.contains(&normal) {
        return Some(at + 1);
    }
    if matches!(normal, "twenty" | "thirty") {
        let next = if scan.is_mark(at + 1, "-") { at + 2 } else { at + 1 };
        let most = if normal == "thirty" { 1 } else { 9 };
        return ORDINALS[..most].contains(&scan.normal(next)).then_some(next + 1);
    }
    None
}

/// Where a year said aloud ends: `nineteen eighty four`, `two thousand and nine`, `twenty twenty four`.
fn said_year_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let number = |at: usize| super::spoken::is_number(scan.normal(at));
    let thousand = scan.normal(at) == "two" && scan.normal(at + 1) == "thousand";
    if thousand {
        let and = usize::from(scan.normal(at + 2) == "and");
        let more = (at + 2 + and..at + 4 + and).take_while(|&it| number(it)).count();
        return Some(if more > 0 { at + 2 + and + more } else { at + 2 });
    }
    let century = matches!(scan.normal(at), "nineteen" | "twenty") && number(at + 1);
    century.then(|| at + 2 + usize::from(scan.normal(at + 1).ends_with("ty") && number(at + 2)))
}

/// Takes in `2024`, `, 2024` or a year said aloud behind a day.
fn year_end(scan: &Scan<'_>, end: usize) -> usize {
    if let Some(said) = said_year_end(scan, end) {
        return said;
    }
    if is_year(scan, end) {
        end + 1
    } else if scan.is_mark(end, ",") && is_year(scan, end + 1) {
        end + 2
    } else {
        end
    }
}

fn is_year(scan: &Scan<'_>, at: usize) -> bool {
    let Some(token) = scan.token(at) else { return false };
    token.kind == Kind::Number
        && (matches!(token.normal().parse::<u16>(), Ok(1900..=2099)) && token.normal().len() == 4)
}

/// Whether a number is followed by what it counts: `May 3 per cent`.
fn is_share(scan: &Scan<'_>, end: usize) -> bool {
    scan.is_mark(end, "%") || matches!(scan.normal(end), "per" | "percent" | "people" | "of")
}

/// Whether the sentence or clause ends at token `at`.
fn stands_alone(scan: &Scan<'_>, at: usize) -> bool {
    let small = scan.case == Case::Loose && scan.facts(at).rank() <= 2;
    small
        || scan.token(at).is_none_or(|token| token.kind == Kind::Mark && !matches!(token.normal(), "-" | "/"))
        || matches!(scan.normal(at), "and" | "when" | "but" | "because" | "so" | "last" | "i" | "we" | "he" | "she")
}

/// Where `12-Mar-2020` ends.
fn joined_at(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let joint = |at: usize| scan.is_mark(at, "-") || scan.is_mark(at, "/") || scan.is_mark(at, ".");
    let day = day_end(scan, at).is_some_and(|end| end == at + 1);
    if !(day && joint(at + 1) && scan.touches_next(at) && is_month(scan, at + 2)) {
        return None;
    }
    let year =
        joint(at + 3) && scan.token(at + 4).is_some_and(|it| it.kind == Kind::Number && matches!(it.span.len(), 2 | 4));
    Some(if year { at + 5 } else { at + 3 })
}

/// `the ninth` and the like where `birthday is` stands before.
fn born_at(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let start = if scan.normal(at) == "the" { at + 1 } else { at };
    let before = |back: usize| at.checked_sub(back).map_or("", |it| scan.bare(it));
    let birthday = |word: &str| matches!(word, "birthday" | "anniversary" | "dob");
    let told = (matches!(before(1), "is" | "was" | "on" | ":") && (birthday(before(2)) || before(2) == "born"))
        || birthday(before(1));
    let end = day_end(scan, start).filter(|_| told)?;
    let month = if scan.normal(end) == "of" { end + 1 } else { end };
    Some(if is_month(scan, month) { year_end(scan, month + 1) } else { end })
}

/// Where `12/03/2025`, `12.03.25` or `2025-03-12` ends.
fn digits_at(scan: &Scan<'_>, at: usize) -> Option<usize> {
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
        ([a, b], 2) => {
            let before = at.checked_sub(1).map_or("", |before| scan.normal(before));
            mark == '/'
                && day_month(*a, *b)
                && *b <= 12
                && *a > 1
                && matches!(before, "on" | "dated" | "since" | "from")
        }
        _ => false,
    };
    if !dated {
        return None;
    }
    let last = token.span.start + written.len();
    Some(scan.text.tokens().partition_point(|token| token.span.start < last))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn days_go() {
        check("I came back on 14 October after", &["date: 14 October"]);
        check("on the third of March that the seal", &["date: the third of March"]);
        check("on Friday 12 April, or Monday, January 8th", &["date: Friday 12 April", "date: Monday, January 8th"]);
        check("i was late october second truck", &["date: october second"]);
        check("October second. Truck", &["date: October second"]);
        check("by March 3rd, 2024 at noon", &["date: March 3rd, 2024"]);
        check("It was Friday 13th, no, Tuesday the fourteenth.", &["date: 13th", "date: the fourteenth"]);
        check("fell out of it on the fourteenth. The form", &["date: the fourteenth"]);
        check("had her out by the 9th.", &["date: the 9th"]);
        check("it was 12/03/2025 I think", &["date: 12/03/2025"]);
        check("the twenty-first of june it was", &["date: the twenty-first of june"]);
        check(
            "born on the ninth of November nineteen eighty four",
            &["date: the ninth of November nineteen eighty four"],
        );
        check("It was 12-Mar-2020, and her birthday is the fourth.", &["date: 12-Mar-2020", "date: the fourth"]);
    }

    #[test]
    fn look_alikes_stay() {
        check("On a Tuesday in February, yes.", &[]);
        check("Since May 2021 we wait", &[]);
        check("24/7, 50/50, one second of March Madness", &[]);
        check("You may first of all ask", &[]);
        check("on the second page, on the third try", &[]);
        check("March in and second it", &[]);
    }
}
