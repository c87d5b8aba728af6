//! Telephone numbers and extensions, in digits and in words.

use std::sync::LazyLock;

use regex::Regex;

use super::{Detector, Hit, Signs, part, spoken};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::Scan;
use crate::lexicons::{Words, beside};
use crate::text::{ByWord, Kind, Span};

/// Telephone numbers.
pub(super) struct Phone;

static GROUPS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[+(]{0,2}\d[\d()]*(?:[ .\u{a0}\u{2011}\u{2013}/()-]{1,3}\d[\d()]*)*").expect("the pattern is fixed")
});

impl Detector for Phone {
    fn may_fire(&self, signs: Signs) -> bool {
        signs.any(Signs::DIGIT | Signs::SPOKEN)
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        let mut spans = Vec::new();
        for at in (0..scan.words.len()).filter(|&at| may_open(scan, at)) {
            let part = || part::at(scan, at).filter(|_| part::phoned(scan, at)).map(|range| scan.text.span_of(range));
            spans.extend(announced_at(scan, at).or_else(part));
        }
        let raw = scan.text.as_str();
        spans.extend(GROUPS.find_iter(raw).map(|found| (found.start(), found.as_str())).filter_map(
            |(start, found)| {
                let written = found.trim_end_matches(['(', ' ', '.', '-']);
                let written = without_time(&raw[start..], written);
                let place = Span::new(start, start + written.len());
                is_phone(scan, place, written).then_some(place)
            },
        ));
        spans.sort();
        spans.into_iter().map(|span| Hit { kind: IdentifierKind::Phone, span }).collect()
    }
}

/// `written`, with which `rest` begins, without the hour at its end: `12/03/2025 09` before `:14`.
fn without_time<'r>(rest: &str, written: &'r str) -> &'r str {
    let minutes =
        rest[written.len()..].strip_prefix(':').is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()));
    let cut = written.rfind(|c: char| !c.is_ascii_digit()).filter(|_| minutes);
    cut.map_or(written, |at| written[..at].trim_end_matches(['(', ' ', '.', '-']))
}

/// Whether digits in groups are a telephone number, or another that stands for somebody.
fn is_phone(scan: &Scan<'_>, place: Span, written: &str) -> bool {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let groups: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let raw = scan.text.as_str();
    let before = raw[..place.start].chars().next_back();
    let after = raw[place.end..].chars().next();
    let glued =
        |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '£' | '$' | '€' | '%' | '#' | '@'));
    if glued(before) || glued(after) || digits.len() < 5 || digits.len() > 15 || measured(scan, place) {
        return false;
    }
    let tokens = scan.text.tokens_in(place);
    let said_before = |words: &Words, back: usize| {
        (tokens.start.saturating_sub(back)..tokens.start).any(|at| words.has(scan.bare(at)))
    };
    let called = said_before(&beside().surely_calling, 4);
    if groups.len() == 1 {
        let whole = digits.len() >= 9 && (digits.starts_with('0') || written.starts_with('+'));
        let year = digits.len() < 5;
        let round = digits.ends_with("000") && digits.len() < 9;
        return whole
            || (called && !year && !round)
            || (digits.len() >= 7 && !round && said_before(&beside().calling, 4));
    }
    // `30 1250.00`: a sum with its pence.
    let sum = written.matches('.').count() == 1 && written.as_bytes()[written.len().saturating_sub(3)] == b'.';
    if sum || looks_counted(written, &groups) {
        return false;
    }
    digits.len() >= 7 || (called && digits.len() >= 6)
}

/// Whether what follows says that something is counted or measured: `1500000 customers`.
fn measured(scan: &Scan<'_>, place: Span) -> bool {
    let end = scan.text.tokens_in(place).end;
    let of = beside().counted_many.has(scan.normal(end));
    let start = scan.text.tokens_in(place).start;
    let version =
        start.checked_sub(1).is_some_and(|at| matches!(scan.normal(at), "version" | "v" | "release" | "build"));
    of || version
}

/// Whether groups of digits are years, times, sums or steps rather than one number.
fn looks_counted(written: &str, groups: &[&str]) -> bool {
    let numbers: Vec<u32> = groups.iter().filter_map(|group| group.parse().ok()).collect();
    let years = groups.iter().all(|group| group.len() == 4) && numbers.iter().all(|year| (1900..=2099).contains(year));
    let thousands = groups.len() >= 2
        && !written.starts_with(['0', '+', '('])
        && !written.contains('-')
        && groups[0].len() <= 3
        && groups[1..].iter().all(|group| group.len() == 3)
        && written.ends_with("00");
    let decimal =
        groups.len() == 2 && written.contains('.') && !written.contains(['-', ' ', '(']) && groups[0].len() != 3;
    let times = groups.len() == 4
        && written.contains('-')
        && written.contains('.')
        && groups.iter().all(|group| group.len() <= 2)
        && numbers.iter().step_by(2).all(|hour| *hour < 25);
    let steps = groups.len() >= 3
        && numbers.len() == groups.len()
        && groups.iter().all(|group| group.len() <= 3)
        && numbers.windows(3).all(|it| it[1].wrapping_sub(it[0]) == it[2].wrapping_sub(it[1]));
    years || thousands || decimal || times || steps
}

/// Whether a number in words, an extension or a part of a number may open with the word at `at`: its spelling alone tells.
fn may_open(scan: &Scan<'_>, at: usize) -> bool {
    static OPENS: ByWord<bool> = ByWord::new();
    let opens = |normal: &str| spoken::is_number(normal) || many(normal);
    let announces = || beside().extensions.has(scan.bare(at)) || beside().ringing.has(scan.bare(at));
    let part = || part::may_open(scan.bare(at));
    scan.token(at).is_some_and(|token| OPENS.get(token, || opens(token.normal()) || announces() || part()))
}

/// Whether a digit follows more than once.
fn many(normal: &str) -> bool {
    matches!(normal, "double" | "triple")
}

/// `ext 4471`, `extension four one seven`, `bleep 3390`, with the word itself; `or 2206` behind it.
fn extension_at(scan: &Scan<'_>, at: usize) -> Option<Span> {
    let word = scan.bare(at);
    if !beside().extensions.has(word) {
        return None;
    }
    let mut start = at + 1;
    while start < at + 4
        && matches!(
            scan.bare(start),
            "." | ":" | "-" | "number" | "no" | "is" | "on" | "it" | "bleep" | "extension" | "," | "line"
        )
    {
        start += 1;
    }
    let typed = |it: usize| {
        scan.token(it)
            .filter(|token| token.kind == Kind::Number && token.normal().bytes().all(|it| it.is_ascii_digit()))
    };
    // `the extension's two two one` keeps its word.
    let owned = scan.normal(at).ends_with("'s");
    let least = if word.starts_with("ext") { 2 } else { 3 };
    if let Some(token) = typed(start).filter(|token| token.span.len() >= least) {
        let other = matches!(scan.normal(start + 1), "or" | "and")
            && typed(start + 2).is_some_and(|other| other.span.len() == token.span.len());
        let end = start + if other { 3 } else { 1 };
        return (word != "internal" || start > at + 1).then(|| scan.text.span_of(if owned { start } else { at }..end));
    }
    let at = if owned { start } else { at };
    let (count, end) = spoken::digits_at(scan, start);
    (count >= least && word != "internal").then(|| scan.text.span_of(at..end))
}

/// What opens with the word at `at`: an extension, the number somebody was rung on, a number said aloud.
fn announced_at(scan: &Scan<'_>, at: usize) -> Option<Span> {
    extension_at(scan, at).or_else(|| rung_at(scan, at)).or_else(|| spoken_at(scan, at))
}

/// `I rang them on 5510`: a short number behind `on`, where nothing is counted and no year is meant.
fn rung_at(scan: &Scan<'_>, at: usize) -> Option<Span> {
    if !beside().ringing.has(scan.bare(at)) {
        return None;
    }
    let on = (at + 1..at + 4).find(|&it| scan.normal(it) == "on")?;
    let number = scan.token(on + 1).filter(|it| it.kind == Kind::Number && (3..=6).contains(&it.normal().len()))?;
    let year = matches!(number.normal().parse::<u16>(), Ok(1900..=2099));
    let digits = number.normal().bytes().all(|it| it.is_ascii_digit()) && !number.normal().ends_with("00");
    let ends = scan.token(on + 2).is_none_or(|next| next.kind == Kind::Mark || beside().after_day.has(next.normal()));
    let goes_on = matches!(scan.normal(on + 2), "-" | "/" | "%" | ":");
    let number = digits && !year && ends && !goes_on;
    number.then(|| scan.text.span_of(on + 1..on + 2))
}

/// Six digits or more said one after the other.
fn spoken_at(scan: &Scan<'_>, at: usize) -> Option<Span> {
    let starts = spoken::is_number(scan.normal(at)) || many(scan.normal(at));
    if !starts || (at > 0 && spoken::is_number(scan.normal(at - 1))) {
        return None;
    }
    let said = spoken::said_at(scan, at);
    let rung =
        (at.saturating_sub(6)..at).any(|it| beside().surely_calling.has(scan.bare(it)) || scan.bare(it) == "number");
    let one_by_one = said.single >= 3 || (said.single >= 1 && said.digits >= 9) || (rung && said.digits >= 5);
    let long = said.digits >= 6 && one_by_one && said.end - at >= 3;
    let number = (long || (rung && said.single >= 5)) && !spoken::counts_up(scan, at..said.end);
    number.then(|| scan.text.span_of(at..said.end))
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
        check("ring 960455", &["phone: 960455"]);
        check("call 04.93.30.28.69 or 0478 60 75 01", &["phone: 04.93.30.28.69", "phone: 0478 60 75 01"]);
        check("it was (27) 4534-6789, or 63 321 554", &["phone: (27) 4534-6789", "phone: 63 321 554"]);
        check("+48 88 555 81 61 and 030/1234567", &["phone: +48 88 555 81 61", "phone: 030/1234567"]);
        check("478 2811, she said", &["phone: 478 2811"]);
    }

    #[test]
    fn extensions_and_spoken_numbers_go() {
        check("my line is extension 3104 if", &["phone: extension 3104"]);
        check("ask for extension four one seven.", &["phone: extension four one seven"]);
        check("The extension's two two one. Durchwahl -331", &["phone: two two one", "phone: Durchwahl -331"]);
        check("I rang them on 5510, DDI 4417", &["phone: 5510", "phone: DDI 4417"]);
        check(
            "the desk is oh seven five five five oh one eight double two thanks",
            &["phone: oh seven five five five oh one eight double two"],
        );
        check("call oh eight hundred um four one two seven", &["phone: oh eight hundred um four one two seven"]);
        check(
            "the number's oh seven nine, forty five, sixty seven, twelve, eighty",
            &["phone: oh seven nine, forty five, sixty seven, twelve, eighty"],
        );
    }

    #[test]
    fn look_alikes_stay() {
        check("we called on 120 customers, they called on 2019 and rang on 500", &[]);
        check("On 12/03/2025 09:14, Claire wrote", &["date: 12/03/2025"]);
        check("from 2019 to 2021 we sold 1,200,000 of 4 500 000", &[]);
        check("one two three go, four or five, six of one", &[]);
        check("10.30 to 11.45, 3-4 of them, £1234567", &[]);
        check("10.30-11.45, 2019-2020, 3.1415926, 10 20 30 40, 1500000 customers, twenty five, thirty five", &[]);
        check("1 200 500 of them, version 115.0.5790.1, one two three four five six", &[]);
    }
}
