//! Answers to somebody who asks for a number: `And the account number?` - `It's KB 4471 90 6.`
//!
//! Knows the turn before and no other; what shows by its own form is left to the other detectors.

use std::ops::Range;

use super::{Hit, address, code, date, spoken};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::Scan;
use crate::lexicons::asked_for;
use crate::text::{Kind, Text, Token};

/// Words at the end of a turn among which it says what it asks for.
const LAST: usize = 14;
/// Words of the answer before which the number starts.
const FIRST: usize = 24;

/// What the turn `before` asks for of what points at a person, the last first.
pub(super) fn asks(before: &Text) -> Vec<IdentifierKind> {
    let told = before.tokens().iter().rev().filter(|token| token.kind != Kind::Mark);
    // One more than is asked of: what stands before `number` may be the first.
    let mut last = [""; LAST + 1];
    let count = last.iter_mut().zip(told).map(|(place, token)| *place = bare(token)).count();
    let words = &mut last[..count];
    words.reverse();
    let from = words.len().saturating_sub(LAST);
    let counts = |pair: &[&str]| {
        matches!(
            pair,
            ["how", "many" | "much" | "long" | "often" | "old" | "far"] | ["what", "time" | "percentage" | "share"]
        )
    };
    if words[from..].windows(2).any(counts) {
        return Vec::new();
    }
    let asked = (from..words.len()).rev().filter_map(|at| {
        if words[at] == "number" {
            // `the number of calls`, and `number sixteen`, which is given already.
            let next = words.get(at + 1).copied().unwrap_or_default();
            let given = next == "of" || spoken::is_number(next) || next.starts_with(|c: char| c.is_ascii_digit());
            let whose = at.checked_sub(1).map_or("", |it| words[it]);
            return Some(before_number(whose)).filter(|_| !given && whose != "what");
        }
        wanted(words[at])
    });
    let mut kinds: Vec<IdentifierKind> = Vec::new();
    for kind in asked {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// What a word asks for that stands alone.
fn wanted(word: &str) -> Option<IdentifierKind> {
    match asked_for(word)? {
        "address" => Some(IdentifierKind::Address),
        "date" => Some(IdentifierKind::Date),
        "phone" => Some(IdentifierKind::Phone),
        "id" => Some(IdentifierKind::Id),
        _ => None,
    }
}

/// What is asked for by a word before `number`.
fn before_number(word: &str) -> IdentifierKind {
    match asked_for(word) {
        Some("house" | "address") => IdentifierKind::Address,
        Some("line" | "phone") => IdentifierKind::Phone,
        _ => IdentifierKind::Id,
    }
}

/// The word without `'s`.
fn bare(token: &Token) -> &str {
    token.normal().strip_suffix("'s").unwrap_or(token.normal())
}

/// What is given in answer to a turn that asks for `kind`.
pub(super) fn answer(scan: &Scan<'_>, kind: IdentifierKind) -> Option<Hit> {
    let starts = |at: &usize| scan.token(*at).is_some_and(|token| token.kind != Kind::Mark);
    let range = (0..scan.words.len().min(FIRST)).filter(starts).find_map(|at| match kind {
        IdentifierKind::Id | IdentifierKind::Phone => given_number(scan, at),
        IdentifierKind::Date => date::three_end(scan, at).map(|end| at..end),
        IdentifierKind::Address => address::given_house(scan, at),
        _ => None,
    })?;
    Some(Hit { kind, span: scan.text.span_of(range) })
}

/// A number or code of at least three pieces that nothing is counted with.
fn given_number(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let run = code::run(scan, at).filter(|run| !code::counted(scan, run))?;
    let year = run.end == at + 1 && matches!(scan.normal(at).parse::<u16>(), Ok(1900..=2099));
    (run.says_something() && !year).then_some(at..run.end)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_answer;

    #[test]
    fn what_was_asked_for_goes() {
        check_answer("And could I take the account number?", "Right. It's KB 4471 90 6.", &["id: KB 4471 90 6"]);
        check_answer("member number?", "gf 20 4 17", &["id: gf 20 4 17"]);
        check_answer(
            "and the reg",
            "whiskey romeo six eight, tango hotel juliet",
            &["id: whiskey romeo six eight, tango hotel juliet"],
        );
        check_answer("Can you give me the last four digits?", "7719.", &["id: 7719"]);
        check_answer(
            "your date of birth, Agnes?",
            "Fifth of the fourth, thirty seven.",
            &["date: Fifth of the fourth, thirty seven"],
        );
        check_answer("date of birth please", "fourteenth six seventy nine", &["date: fourteenth six seventy nine"]);
        check_answer("could i just confirm the address", "yep las cruces 88011", &["address: 88011"]);
        check_answer(
            "And the first line of the address?",
            "twelve b coldharbour mews",
            &["address: twelve b coldharbour mews"],
        );
    }

    #[test]
    fn counts_and_years_stay() {
        check_answer("How many account numbers did you have?", "About 300.", &[]);
        check_answer("And the reference?", "It was in 2019, I think.", &[]);
        check_answer("What is the best number?", "Three of us, 250 people in all.", &[]);
        check_answer("I came to Salt House.", "I came from Poland, this was 2009.", &[]);
        check_answer("What did the address book cost?", "It was cheap.", &[]);
    }
}
