//! Days: a month with a day, or a whole date in digits.
//!
//! A month, a year, a weekday or a holiday alone belongs to nobody and stays.

mod alone;
mod figures;

use super::{Detector, Hit, Signs, spoken};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, months};
use crate::text::{ByWord, Kind, Token};

pub(super) use figures::three_end;

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
            let end = if may_open(scan, at) { date_at(scan, at) } else { None };
            if let Some(end) = end.filter(|_| !alone::of_an_office(scan, at)) {
                let start = whole_start(scan, at, end);
                hits.push(Hit { kind: IdentifierKind::Date, span: scan.bare_span(start..end) });
            }
            at = end.unwrap_or(at + 1);
        }
        hits
    }
}

/// A number, as a word or an ordinal too.
const DAY: u8 = 1;
/// A month, or what opens the name of a feast.
const NAMED: u8 = 2;
/// `the`, behind which a day may stand.
const THE: u8 = 4;

/// Whether a date may open with the word at `at`, by its spelling and the next one's.
fn may_open(scan: &Scan<'_>, at: usize) -> bool {
    static SIGNS: ByWord<u8> = ByWord::new();
    let sign = |token: &Token, at: usize| {
        let number = token.kind == Kind::Number || spoken::is_number(token.normal());
        let day = if number || ORDINALS.contains(&token.normal()) { DAY } else { 0 };
        let feast = matches!(scan.bare(at), "christmas" | "boxing" | "year" | "good") || token.normal() == "last";
        let named = if feast || is_month(scan, at) { NAMED } else { 0 };
        day | named | if token.normal() == "the" { THE } else { 0 }
    };
    let signs = |at: usize| scan.token(at).map_or(0, |token| SIGNS.get(token, || sign(token, at)));
    signs(at) & (DAY | NAMED) != 0 || signs(at) & THE != 0 && signs(at + 1) & DAY != 0
}

/// Whether the word at `at` makes it worthwhile to look for a date without digits.
pub(super) fn sign(scan: &Scan<'_>, at: usize) -> bool {
    let normal = scan.normal(at);
    let ordinal = matches!(normal.as_bytes(), [.., b't', b'h'] | [.., b's', b't'] | [.., b'n' | b'r', b'd']);
    is_month(scan, at) || (ordinal && ORDINALS.contains(&normal))
}

/// Takes in what stands before a day: the weekday in `Friday 12 April`, the first day in `4 to 9 March`.
fn whole_start(scan: &Scan<'_>, at: usize, end: usize) -> usize {
    let weekday = |it: usize| scan.facts(it).is(Is::Calendar) && scan.bare(it).ends_with("day");
    let marks =
        (at.saturating_sub(2)..at).rev().take_while(|&it| scan.is_mark(it, ",") || scan.is_mark(it, ".")).count();
    let whole = (at..end).any(|it| is_month(scan, it)) || scan.token(at).is_some_and(|it| it.span.len() >= 8);
    if let Some(before) = at.checked_sub(1 + marks).filter(|&it| weekday(it) && (whole || marks == 0)) {
        return before;
    }
    let joined = at >= 2 && matches!(scan.normal(at - 1), "to" | "and" | "or" | "-" | "\u{2013}" | "until");
    let ranged = joined && whole && scan.token(at).is_some_and(|it| it.kind == Kind::Number);
    if ranged && day_end(scan, at - 2) == Some(at - 1) { at - 2 } else { at }
}

/// Where the date that starts at token `at` ends.
fn date_at(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.token(at)?;
    if token.kind == Kind::Mark || token.kind == Kind::Placeholder {
        return None;
    }
    if token.kind == Kind::Number
        && let Some(end) = figures::written_end(scan, at).or_else(|| joined_at(scan, at))
    {
        return Some(end);
    }
    if let Some(end) = born_at(scan, at).or_else(|| figures::of_the(scan, at)).or_else(|| feast_at(scan, at)) {
        return Some(end);
    }
    if at > 0 && matches!(scan.normal(at - 1), "one" | "a" | "split" | "every") {
        return None;
    }
    let start = if scan.normal(at) == "the" { at + 1 } else { at };
    if let Some(day) = day_end(scan, start) {
        return day_at(scan, at, start, day);
    }
    (start == at).then(|| month_at(scan, at)).flatten()
}

/// Where the date ends whose day stands from `start` to `day`, behind `the` if that stands at `at`.
fn day_at(scan: &Scan<'_>, at: usize, start: usize, day: usize) -> Option<usize> {
    let month = if scan.normal(day) == "of" { day + 1 } else { day };
    let figures = scan.token(start).is_some_and(|it| it.kind == Kind::Number);
    if is_month(scan, month) {
        let end = year_end(scan, month + 1);
        let says_day = start > at || month > day || figures || end > month + 1;
        let sure = scan.shape(month) == Shape::Capital || (sure_month(scan, month) && scan.normal(start) != "second");
        if says_day || sure {
            return Some(end);
        }
    }
    // `by the 9th` is a day; a number said as a word needs more.
    let counted = figures && scan.token(start).is_some_and(|it| it.span.len() >= 3);
    let weekday = at.checked_sub(1).is_some_and(|it| scan.bare(it).ends_with("day") && scan.facts(it).is(Is::Calendar));
    if weekday && (start > at || counted) && !matches!(scan.normal(day), "of" | "time" | "one") {
        return Some(day);
    }
    let low = ORDINALS[..10].contains(&scan.normal(start));
    let alone = alone::Day { at, end: day, figures: counted || figures, low };
    if start == at || !alone::tells(scan, &alone) {
        return None;
    }
    // `the thirtieth of last month`
    Some(if scan.normal(day) == "of" { day + 3 } else { day })
}

/// Where `March 3rd, 2024` ends.
fn month_at(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if !is_month(scan, at) || (scan.shape(at) == Shape::Lower && scan.normal(at) == "may") {
        return None;
    }
    let day = if scan.normal(at + 1) == "the" { at + 2 } else { at + 1 };
    let day = if scan.is_mark(day, ".") && scan.touches_next(at) { day + 1 } else { day };
    let counted = scan.token(day).is_some_and(|token| token.kind == Kind::Number);
    let end = day_end(scan, day).filter(|&end| !(counted && is_share(scan, end)))?;
    let told = counted || sure_month(scan, at) || stands_alone(scan, end) || is_year(scan, end);
    told.then(|| year_end(scan, end))
}

/// Where `Boxing Day 1983` ends, or `the last day of February` where somebody was born then.
fn feast_at(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let feast = matches!(
        (scan.bare(at), scan.normal(at + 1)),
        ("christmas" | "boxing" | "year", "day") | ("christmas" | "year", "eve") | ("good", "friday")
    );
    if feast && is_year(scan, at + 2) {
        return Some(at + 3);
    }
    let last = scan.normal(at) == "last" && scan.normal(at + 1) == "day" && scan.normal(at + 2) == "of";
    (last && is_month(scan, at + 3) && matches!(alone::whose(scan, at), alone::Whose::Life | alone::Whose::Own))
        .then_some(at + 4)
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

/// Where a year said aloud ends: `nineteen eighty-four`, `two thousand and nine`, `twenty twenty four`.
fn said_year_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if scan.normal(at) == "two" && scan.normal(at + 1) == "thousand" {
        let and = usize::from(scan.normal(at + 2) == "and");
        return Some(spoken::pair_end(scan, at + 2 + and).unwrap_or(at + 2));
    }
    let joint = usize::from(scan.is_mark(at + 1, "-"));
    let century = matches!(scan.normal(at), "nineteen" | "twenty");
    century.then(|| spoken::pair_end(scan, at + 1 + joint)).flatten()
}

/// Takes in `2024`, `, 2024` or a year said aloud behind a day.
fn year_end(scan: &Scan<'_>, end: usize) -> usize {
    let comma = usize::from(scan.is_mark(end, ","));
    if let Some(said) = said_year_end(scan, end).or_else(|| said_year_end(scan, end + comma)) {
        return said;
    }
    let mark = usize::from(comma == 1 || scan.is_mark(end, "'"));
    // `21st of August '46`
    let short = scan.is_mark(end, "'") && scan.touches_next(end) && scan.normal(end + 1).len() == 2;
    if is_year(scan, end + mark) || short { end + mark + 1 } else { end }
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
    let written = matches!(before(1), "born" | "dob" | "birth") || (told && before(2) != "birthday");
    if let Some(end) = figures::three_end(scan, start).filter(|_| written) {
        return Some(end);
    }
    let end = day_end(scan, start).filter(|_| told)?;
    let month = if scan.normal(end) == "of" { end + 1 } else { end };
    Some(if is_month(scan, month) { year_end(scan, month + 1) } else { end })
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
        check(
            "It was Friday 13th, no, Tuesday the fourteenth.",
            &["date: Friday 13th", "date: Tuesday the fourteenth"],
        );
        check("fell out of it on the fourteenth. The form", &["date: the fourteenth"]);
        check("had her out by the 9th.", &["date: the 9th"]);
        check("The fourteenth, that was my birthday.", &["date: The fourteenth"]);
        check("It was the 14th, my birthday.", &["date: the 14th"]);
        check("I started on 1 April under the new rules", &["date: 1 April"]);
        check("it was 12/03/2025 I think", &["date: 12/03/2025"]);
        check("the twenty-first of june it was", &["date: the twenty-first of june"]);
        check(
            "born on the ninth of November nineteen eighty four",
            &["date: the ninth of November nineteen eighty four"],
        );
        check(
            "born the second of the eleventh seventy four in Kisumu",
            &["date: the second of the eleventh seventy four"],
        );
        check("the third of the ninth, nineteen fifty-one", &["date: third of the ninth, nineteen fifty-one"]);
        check("on the fourth of March nineteen sixty-two I", &["date: the fourth of March nineteen sixty-two"]);
        check(
            "on the first of June, two thousand and nineteen.",
            &["date: the first of June, two thousand and nineteen"],
        );
        check("The twins were due on the first and came on the eighth.", &["date: the first", "date: the eighth"]);
        check("She was in from 4 to 9 March, he was discharged 21/11.", &["date: 4 to 9 March", "date: 21/11"]);
        check("my scan is moved from the third to the seventeenth", &["date: the third", "date: the seventeenth"]);
        check("I left home on Boxing Day 1983. Born 8 8 51.", &["date: Boxing Day 1983", "date: 8 8 51"]);
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
        check("The fourteenth floor has a baby room. The second, that's a birthday card. It was the 14th call.", &[]);
        check("On 1 April the new rules came. Since 1 January 2024 we use the new tool.", &[]);
        check("The deadline is Friday 14 March and the invoice is dated the 1st.", &[]);
        check("I'm on the ninth, the lift's out, and we got to the first in the end.", &[]);
    }
}
