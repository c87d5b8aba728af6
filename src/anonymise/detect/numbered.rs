//! Numbers by what is said before them: `account 40-7716`, `badge says 00417`, `booking reference q z seven r t m`.

use super::identifier::{Tokens, digits, tail_end};
use super::{code, spoken};
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{beside, has_number, is_spelling_word};
use crate::text::{ByWord, Kind};

/// Whether what a word names has a number of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    No,
    Numbered,
    /// It may be that of somebody's insurance.
    Insurance,
}

impl Head {
    fn of(word: &str) -> Self {
        match word {
            word if has_number(word) => Head::Numbered,
            "ni" => Head::Insurance,
            _ => Head::No,
        }
    }
}

/// Whether a number may belong to `word`.
pub(super) fn may_open(word: &str) -> bool {
    Head::of(word) != Head::No
}

/// The number that belongs to the word at token `at`.
pub(super) fn at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    static HEADS: ByWord<Head> = ByWord::new();
    let head = HEADS.get(scan.token(at)?, || Head::of(scan.bare(at)));
    // `my ni qq 12 34 56 c`, but not `ni 300 jobs`.
    let insured = || scan.bare(at + 1).len() == 2 && digits(scan.normal(at + 1)) == 0;
    // `module code BIO2201`, `error code 0417`
    let public =
        |it: usize| matches!(scan.bare(it), "error" | "fault" | "module" | "course" | "dress" | "area" | "country");
    let public = scan.bare(at) == "code" && at.checked_sub(1).is_some_and(public);
    if head == Head::No || (head == Head::Insurance && !insured()) || public {
        return None;
    }
    let mut start = at + 1;
    while start < at + 6
        && (beside().before_number.has(scan.bare(start))
            || matches!(scan.normal(start), "#" | ":" | "." | "," | "-" | "(")
            || leads_on(scan, at, start))
    {
        start += 1;
    }
    // `gate code 4412`
    let locked = scan.bare(at) == "code" && at.checked_sub(1).is_some_and(|it| beside().locks.has(scan.bare(it)));
    let sure = !beside().vague_numbers.has(scan.bare(at)) || start > at + 1 || locked;
    let found = apart_at(scan, at, start).or_else(|| said_end(scan, start).map(|end| start..end).filter(|_| sure));
    let found = found.or_else(|| run_at(scan, start, sure)).or_else(|| plate_at(scan, at, start));
    let found = found.or_else(|| locator_at(scan, at, start));
    let found = longer(found, read_out(scan, start, sure));
    // `acct 5519`: what is no word of speech goes with its number.
    found.map(|range| if scan.bare(at) == "acct" { at..range.end } else { range })
}

/// A code in pieces behind the word for it: `0 0 4 1 8 double 2`, `BQK 41H`, `PENHA 707195 J99TR`.
fn read_out(scan: &Scan<'_>, start: usize, sure: bool) -> Option<Tokens> {
    let run = code::run(scan, start).filter(|run| run.says_something() && !code::counted(scan, run))?;
    let year = run.end == start + 1 && matches!(scan.normal(start).parse::<u16>(), Ok(1900..=2099));
    let money = start > 0 && matches!(scan.normal(start - 1), "£" | "$" | "€");
    let round = scan.normal(run.end - 1).ends_with("000");
    let long = run.figures >= 6 || (run.letters > 0 && run.figures >= 3);
    // `the number's oh seven nine ...` is a telephone's.
    let rung = run.letters == 0 && run.figures >= 7 && matches!(scan.normal(start).as_bytes()[0], b'0' | b'o' | b'z');
    if rung && !sure_head(scan, start) {
        return None;
    }
    let apart = run.letters > 0 || run.pieces > 1 || run.figures >= 4;
    (!year && !money && !round && apart && (sure || long)).then_some(start..run.end)
}

/// Whether the word for the number before `start` says more than that it is one.
fn sure_head(scan: &Scan<'_>, start: usize) -> bool {
    (start.saturating_sub(4)..start).any(|it| has_number(scan.bare(it)) && !beside().vague_numbers.has(scan.bare(it)))
}

/// The longer of two finds.
fn longer(one: Option<Tokens>, other: Option<Tokens>) -> Option<Tokens> {
    [one, other].into_iter().flatten().max_by_key(|range| (range.end, std::cmp::Reverse(range.start)))
}

/// `my staff ID was changed to 55120`, `the last digits of my card are 4471`.
fn leads_on(scan: &Scan<'_>, at: usize, here: usize) -> bool {
    let told = || (at.saturating_sub(5)..here).any(|it| beside().numbers.has(scan.bare(it)));
    match scan.normal(here) {
        "are" | "were" | "changed" => told(),
        "to" => scan.normal(here - 1) == "changed",
        _ => false,
    }
}

/// `40-7716`, `tt 20417`, `hx 77 4120 b`, `s 84 b 22719`: short letters and groups of digits.
fn run_at(scan: &Scan<'_>, start: usize, sure: bool) -> Option<Tokens> {
    let letters = |it: usize| {
        scan.token(it).is_some_and(|token| token.kind == Kind::Word && token.span.len() <= 3)
            && scan.shape(it) != Shape::Other
            && !function_word(scan, it)
    };
    let number = |it: usize| scan.token(it).is_some_and(|it| it.kind != Kind::Mark && digits(it.normal()) > 0);
    let mut end = start;
    // `order a 20931`: the article stands before no number as long as that.
    let article = scan.bare(start) == "a" && digits(scan.normal(start + 1)) >= 5;
    let headed = (article || letters(start)) && number(start + 1);
    end += usize::from(headed);
    loop {
        if number(end) {
            end = tail_end(scan, end + 1);
        } else if end > start && scan.bare(end).len() == 1 && letters(end) && number(end + 1) {
            end += 1;
        } else {
            break;
        }
    }
    if end == start {
        return None;
    }
    // A letter at the end belongs to the code, where it is none of those that are words.
    let last = (end > start + 1 || digits(scan.normal(start)) >= 5) && scan.bare(end).len() == 1 && letters(end);
    let end = end + usize::from(last && scan.token(end).is_some_and(|it| it.kind == Kind::Word));
    let found: usize = (start..end).map(|it| digits(scan.normal(it))).sum();
    let money = start > 0 && matches!(scan.normal(start - 1), "£" | "$" | "€");
    let year = end == start + 1 && matches!(scan.normal(start).parse::<u16>(), Ok(1950..=2049));
    let measured = scan.is_mark(end, "%")
        || matches!(
            scan.normal(end),
            "per" | "percent" | "pounds" | "quid" | "times" | "watt" | "people" | "customers"
        );
    let enough = if sure { 3 } else { 5 };
    let told = sure || (headed && !scan.normal(end - 1).ends_with("000"));
    (found >= enough && told && !money && !year && !measured).then_some(start..end)
}

/// Whether the word at `at` announces a number plate.
fn announces_plate(scan: &Scan<'_>, at: usize) -> bool {
    matches!(scan.bare(at), "reg" | "rego" | "registration" | "plate" | "plates" | "numberplate")
}

/// `KX 19 VBN` behind a word for a plate: letters, figures, letters.
fn apart_at(scan: &Scan<'_>, at: usize, start: usize) -> Option<Tokens> {
    let letters = |it: usize| {
        let bare = scan.bare(it);
        let upper = matches!(scan.shape(it), Shape::Upper | Shape::Letter) || scan.case != Case::Cased;
        upper && bare.len() <= 3 && !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    let figures = digits(scan.normal(start + 1));
    let figured = (1..=4).contains(&figures) && figures == scan.normal(start + 1).len();
    (announces_plate(scan, at) && letters(start) && figured && letters(start + 2)).then_some(start..start + 3)
}

/// `1XQ 4ZB` behind a word for a plate.
fn plate_at(scan: &Scan<'_>, at: usize, start: usize) -> Option<Tokens> {
    let plate = announces_plate(scan, at);
    let part = |it: usize| {
        scan.token(it).is_some_and(|token| {
            let raw = scan.text.slice(token.span);
            let upper = raw.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
            raw.len() <= 4 && (upper || (scan.case == Case::Loose && digits(raw) > 0))
        })
    };
    if !plate || !part(start) || digits(scan.normal(start)) == 0 {
        return None;
    }
    let end = start + 1 + usize::from(part(start + 1));
    let found: usize = (start..end).map(|it| digits(scan.normal(it))).sum();
    (found >= 2 && end == start + 2).then_some(start..end)
}

/// `QZ7RTM` behind a word for a booking: letters with a digit among them.
fn locator_at(scan: &Scan<'_>, at: usize, start: usize) -> Option<Tokens> {
    let booked = beside().booked.has(scan.bare(at));
    let raw = scan.token(start).map_or("", |token| scan.text.slice(token.span));
    let letters = raw.bytes().filter(u8::is_ascii_alphabetic).count();
    let mixed = (5..=10).contains(&raw.len()) && letters + digits(raw) == raw.len() && digits(raw) > 0 && letters >= 2;
    let upper = !raw.bytes().any(|it| it.is_ascii_lowercase());
    let inner = raw.bytes().skip(1).take(raw.len().saturating_sub(2)).any(|it| it.is_ascii_digit());
    (booked && mixed && inner && (upper || scan.case == Case::Loose)).then_some(start..start + 1)
}

/// Where a code said aloud ends: `four four seven one`, `a b four one two`, `q z seven r t m`.
fn said_end(scan: &Scan<'_>, start: usize) -> Option<usize> {
    let letter = |at: usize| {
        let bare = scan.bare(at);
        (bare.len() == 1 && bare != "i" && bare.as_bytes()[0].is_ascii_alphabetic()) || is_spelling_word(bare)
    };
    let mut from = start;
    while from < start + 6
        && (letter(from) || (from > start && matches!(scan.normal(from), "dash" | "hyphen" | "slash")))
    {
        // `x-ray` is one letter.
        let ray = usize::from(scan.is_mark(from + 1, "-"));
        from += if scan.bare(from) == "x" && scan.bare(from + 1 + ray) == "ray" { 2 + ray } else { 1 };
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
    let spelt = said.digits >= 1 && from >= start + 2 && end >= start + 5;
    (spelt || (said.digits >= enough && said.single >= enough.min(2))).then_some(end)
}

fn function_word(scan: &Scan<'_>, at: usize) -> bool {
    let everyday = matches!(scan.facts(at).rank(), 1 | 2) && scan.bare(at).len() > 1;
    (everyday || matches!(scan.bare(at), "a" | "i"))
        && scan.shape(at) != Shape::Upper
        && scan.shape(at) != Shape::Letter
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

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
    fn numbers_go_however_they_are_led_up_to() {
        check("my staff number's 40417", &["id: 40417"]);
        check("my payroll number, which is 778812, was wrong", &["id: 778812"]);
        check("my staff ID was changed to 55120", &["id: 55120"]);
        check("emp no 40417 and Emp# 40418", &["id: 40417", "id: 40418"]);
        check("the last four digits of my card are 4471", &["id: 4471"]);
        check("Reg KX 19 VBN is theirs", &["id: KX 19 VBN"]);
        check(
            "their van reg was kilo x-ray one nine victor bravo november",
            &["id: kilo x-ray one nine victor bravo november"],
        );
        check("the staff are 300 strong and the order was changed to 120 boxes", &[]);
    }

    #[test]
    fn numbers_said_and_typed_in_haste_go() {
        check("policy number hx 77 4120 b lapsed and so", &["id: hx 77 4120 b"]);
        check("Booking QZ7RTM was for two.", &["id: QZ7RTM"]);
        check("booking reference q z seven r t m", &["id: q z seven r t m"]);
        check("my badge says 00417 and the card ends 4417", &["id: 00417", "id: 4417"]);
        check("his meter number is s 84 b 22719", &["id: s 84 b 22719"]);
        check("work order wo 20418 was shut, order a 20931 came", &["id: wo 20418", "id: a 20931"]);
        check("case number 00912-B is mine", &["id: 00912-B"]);
        check("because acct 5519 is hers, my ni qq 12 34 56 c too", &["id: acct 5519", "id: qq 12 34 56 c"]);
        check("it's job 77120 if you want", &["id: 77120"]);
    }

    #[test]
    fn look_alikes_stay() {
        check("order 2 of them, the code is in 4 parts and the case is on 12 desks", &[]);
        check("the account managers have 40 each, report 12 pages, ticket volumes of 12000", &[]);
        check("the card was in 2019 and the policy is in 3 parts", &[]);
    }
}
