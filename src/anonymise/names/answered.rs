//! What opens a call and closes a note: the firm that whoever answers gives, `good evening sunrise travel this is
//! farzana`, and the letter that stands for a name under a few lines, `Will do. C.`
//!
//! Goes by fixed phrases; what stands between them is taken whole or not at all.

use std::ops::Range;

use super::mentions::{Found, taken};
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, neighbours};
use crate::text::Kind;

/// Words that a firm's name has at most.
const MOST: usize = 5;

/// The firm in whose name somebody answers at the start of a text.
pub(super) fn firm(scan: &Scan<'_>, found: &[Found]) -> Option<Range<usize>> {
    let start = behind_greetings(scan);
    let end = (start + 1..=(start + MOST + 1).min(scan.words.len())).find(|&at| gives_way(scan, at))?;
    let speaking = scan.normal(end) == "speaking";
    // `trudi speaking` is whoever answers.
    let own = found.iter().find(|(range, _)| speaking && range.end == end).map(|(range, _)| range.start);
    let end = if speaking { own? } else { end };
    let body = start..end;
    let small =
        |at: usize| matches!(scan.bare(at), "and" | "of" | "a" | "the" | "in" | "at" | "on") || scan.is_mark(at, "&");
    let everyday = |at: usize| scan.facts(at).rank() == 1 && !scan.facts(at).any(&[Is::Trade, Is::PlaceHead, Is::Firm]);
    let part = |at: usize| {
        let word = scan.words[at];
        let written = scan.case != Case::Cased || word.capital();
        small(at) || word.shape != Shape::Other && written && !everyday(at) && !called(scan, at)
    };
    let whole = !body.is_empty() && body.len() <= MOST && body.clone().all(part);
    let ends = |at: usize| !small(at) && !neighbours().greeted.has(scan.bare(at));
    // Without a greeting, and in one word, only what firms are called by tells.
    let traded = |at: usize| scan.facts(at).any(&[Is::Trade, Is::PlaceHead, Is::Firm]);
    let greets = start > 0 && body.len() > 1 || body.clone().any(traded) && body.len() > 1;
    let told = whole && greets && ends(body.start) && ends(body.end - 1);
    let known = body.clone().all(|at| taken(found, at) || scan.words[at].kept || scan.facts(at).kept());
    (told && !known).then_some(body)
}

/// Whether somebody who is greeted is called by the word at `at`.
fn called(scan: &Scan<'_>, at: usize) -> bool {
    let clipped = scan.bare(at) != scan.normal(at) && !scan.possessive(at);
    clipped
        || neighbours().verb_company.has(scan.bare(at))
        || scan.facts(at).any(&[Is::Kin, Is::Courtesy, Is::Opener])
        || neighbours().greeted.has(scan.bare(at))
}

/// Where the greeting ends with which somebody answers: behind `good evening`, `thank you for calling`.
fn behind_greetings(scan: &Scan<'_>) -> usize {
    let mut at = 0;
    loop {
        let word = |on: usize| scan.normal(at + on);
        at += match (word(0), word(1), word(2), word(3)) {
            ("thank", "you", "for", "calling" | "ringing" | "phoning") => 4,
            ("good", "morning" | "afternoon" | "evening" | "day", _, _)
            | ("you've" | "youve", "reached", _, _)
            | ("welcome", "to", _, _) => 2,
            ("thanks", "for", "calling" | "ringing" | "phoning", _) | ("you're" | "youre", "through", "to", _) => 3,
            ("hello" | "hi" | "hiya" | "morning" | "afternoon" | "evening", _, _, _) => 1,
            _ if scan.token(at).is_some_and(|it| it.kind == Kind::Mark) => 1,
            _ => return at,
        };
    }
}

/// Whether what somebody says next of themselves starts at `at`: `this is`, `how can i help`.
fn gives_way(scan: &Scan<'_>, at: usize) -> bool {
    let word = |on: usize| scan.normal(at + on);
    match (word(0), word(1)) {
        ("speaking", _)
        | ("this", "is")
        | ("my", "name" | "name's")
        | ("you're" | "youre", "speaking" | "through")
        | ("good", "morning" | "afternoon" | "evening") => true,
        ("how", "can" | "may") => matches!(word(2), "i" | "we"),
        _ => (scan.is_mark(at, ",") || scan.is_mark(at, ".")) && gives_way(scan, at + 1),
    }
}

/// The letter under a text that stands for whoever wrote it.
pub(super) fn signed(scan: &Scan<'_>) -> Option<Range<usize>> {
    let last = (0..scan.words.len()).rev().find(|&at| !scan.is_mark(at, "."))?;
    let before = last.checked_sub(1)?;
    let ends = [".", "!", "?", ","].iter().any(|mark| scan.is_mark(before, mark));
    let letter = match scan.case {
        Case::Cased => scan.shape(last) == Shape::Letter && scan.normal(last) != "i",
        _ => {
            scan.bare(last).len() == 1 && scan.token(last)?.kind == Kind::Word && !matches!(scan.bare(last), "i" | "x")
        }
    };
    let words = scan.words[..before].iter().filter(|word| word.shape != Shape::Other).count();
    let closes = before == 1 && neighbours().greetings.has(scan.normal(0));
    (letter && ends && (words >= 3 || closes)).then_some(last..last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[track_caller]
    fn check(raw: &str, expected: Option<&str>) {
        let text = Text::new(raw);
        let found = firm(&Scan::new(&text, &[]), &[]).map(|range| text.slice(text.span_of(range)));
        assert_eq!(found, expected, "{raw}");
    }

    #[track_caller]
    fn check_signed(raw: &str, expected: Option<&str>) {
        let text = Text::new(raw);
        let found = signed(&Scan::new(&text, &[])).map(|range| text.slice(text.span_of(range)));
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn who_answers_gives_the_firm() {
        check("good evening sunrise travel this is farzana", Some("sunrise travel"));
        check("thank you for calling jollof junction how may i help you", Some("jollof junction"));
        check("Good morning, Brodie and Spence, how can I help?", Some("Brodie and Spence"));
        check("harbour vale opticians good morning", Some("harbour vale opticians"));
    }

    #[test]
    fn who_is_greeted_is_no_firm() {
        check("good morning everyone this is the first session", None);
        check("hello again this is about the rota", None);
        check("good morning and welcome my name is dana", None);
        check("okay this is the place", None);
        check("hello sorry i joined late this is anjum", None);
        check("Good morning, all of you, this is late.", None);
        check("so the thing is how can i say this", None);
    }

    #[test]
    fn a_letter_under_a_note_is_its_writer() {
        check_signed("Will do, before noon. C.", Some("C"));
        check_signed("That was on the other three. Z", Some("Z"));
        check_signed("Which of them, the red or the B", None);
        check_signed("Cheers, D", Some("D"));
        check_signed("see you then mate. x", None);
    }
}
