//! What somebody calls themselves where nothing has a capital and the name is made of words: `my name is may summers`,
//! `i'm will from the warehouse`, `rose field here`; and what leads up to it, however it is written.
//!
//! Asks the lists of names; whom the session knows is for others to say.

use std::ops::Range;

use crate::anonymise::scan::{Scan, Shape};
use crate::lexicons::{Is, neighbours};
use crate::text::Kind;

/// How the words before a name lead up to it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// `my name is`, behind which hardly anything but a name stands.
    Name,
    /// `call me`, behind which any word may be one.
    Called,
    /// `i'm`, behind which anything may stand.
    Am,
    /// `this is`, behind which anybody else's name may stand too.
    This,
}

/// How common a given name must be to be one behind `i'm`, and wherever it is an everyday word too.
const COMMON: u8 = 4;

/// Every stretch in which the speaker of `scan` gives a name; `opening` marks their first turn.
pub(super) fn told_names(scan: &Scan<'_>, opening: bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in 0..scan.words.len() {
        if found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let length = match lead(scan, at) {
            Some(Lead::Name) => behind_name(scan, at),
            Some(Lead::Am | Lead::This) if opening => behind_am(scan, at),
            _ if opening && at < 6 => before_here(scan, at),
            _ => 0,
        };
        if length > 0 {
            found.push(at..at + length);
        }
    }
    found
}

/// What leads up to the token at `at` as the speaker's own name.
pub(super) fn lead(scan: &Scan<'_>, at: usize) -> Option<Lead> {
    let left = |back: usize| at.checked_sub(back).map_or("", |it| scan.normal(it));
    // Most words are told by this one.
    if !matches!(left(1), "is" | "name's" | "me" | "by" | "i'm" | "im" | "am" | "called") {
        return None;
    }
    match (left(3), left(2), left(1)) {
        (_, "name", "is") if own_name(scan, at - 2) => Some(Lead::Name),
        (_, _, "name's") if own_name(scan, at - 1) => Some(Lead::Name),
        (_, "call" | "calls" | "called" | "calling", "me") | (_, "go", "by") | (_, "i'm" | "am", "called") => {
            Some(Lead::Called)
        }
        (_, _, "i'm" | "im") | (_, "i", "am") => Some(Lead::Am),
        (_, "this", "is") => Some(Lead::This),
        _ => None,
    }
}

/// Whether the `name` at `at` is the speaker's: not `his good name`, `my wife's name`.
fn own_name(scan: &Scan<'_>, at: usize) -> bool {
    let which = |word: &str| {
        matches!(
            word,
            "first" | "full" | "good" | "last" | "real" | "proper" | "given" | "actual" | "english" | "whole"
        )
    };
    let owner = (0..at).rev().map(|it| scan.normal(it)).find(|word| !which(word)).unwrap_or_default();
    let others = matches!(owner, "his" | "her" | "their" | "your" | "whose" | "its");
    !others && !owner.ends_with("'s") && !owner.ends_with("s'")
}

fn behind_name(scan: &Scan<'_>, at: usize) -> usize {
    let known = scan.facts(at);
    let named = known.given() >= COMMON || (known.rank() != 1 && (known.given() > 0 || known.is(Is::Nickname)));
    // What stays readable elsewhere is a name here: `my name is jack frost`.
    if !written(scan, at) || !(named || scan.words[at].named) {
        return 0;
    }
    1 + usize::from(family(scan, at))
}

fn behind_am(scan: &Scan<'_>, at: usize) -> usize {
    let known = scan.facts(at);
    if !written(scan, at) || !(known.given() >= COMMON || scan.words[at].named) {
        return 0;
    }
    if family(scan, at) {
        return 2;
    }
    if !word(scan, at) {
        return 0;
    }
    let placed = |it: usize| scan.facts(it).any(&[Is::Site, Is::SureSite, Is::Plain]);
    let ends = scan.token(at + 1).is_none_or(|token| token.kind == Kind::Mark);
    let told = scan.normal(at + 1) == "from" || placed(at + 1) || placed(at + 2) || ends;
    usize::from(told && (known.rank() != 3 || known.given() > COMMON))
}

/// `rose field here`, `will here`, at the start of a turn.
fn before_here(scan: &Scan<'_>, at: usize) -> usize {
    let opens =
        (0..at).all(|it| scan.facts(it).is(Is::Opener) || scan.token(it).is_some_and(|it| it.kind == Kind::Mark));
    if !opens || !word(scan, at) || scan.facts(at).given() < COMMON || scan.facts(at).is(Is::Opener) {
        return 0;
    }
    match (scan.normal(at + 1), scan.normal(at + 2)) {
        (_, "here") if family(scan, at) => 2,
        ("here", _) => 1,
        _ => 0,
    }
}

/// Whether the family name of the given name at `at` stands behind it.
fn family(scan: &Scan<'_>, at: usize) -> bool {
    let known = scan.facts(at + 1);
    let borne = known.family() >= 3 && (known.rank() != 1 || known.family() >= 6);
    let job = known.is(Is::Plain) || known.any(&[Is::Calendar, Is::Opener]);
    let other = scan.likely(at + 1).starts_anew();
    written(scan, at + 1) && !scan.possessive(at) && !job && !other && (borne || scan.words[at + 1].named)
}

fn word(scan: &Scan<'_>, at: usize) -> bool {
    written(scan, at) && !scan.words[at].kept
}

/// Whether a word that may be somebody's name stands at `at`, however it is written.
fn written(scan: &Scan<'_>, at: usize) -> bool {
    if neighbours().nobody.has(scan.bare(at)) {
        return false;
    }
    let letters = matches!(scan.shape(at), Shape::Lower | Shape::Upper | Shape::Capital);
    letters && scan.token(at).is_some_and(|token| token.kind == Kind::Word)
}

/// The same by the lists of names alone: `this is maricel dimaculangan from`, `please call me bing`.
pub(super) fn loose_names(scan: &Scan<'_>, opening: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // `uh tyrell washington field crew`
    let opener = |at: &usize| scan.facts(*at).is(Is::Opener) || scan.token(*at).is_some_and(|it| it.kind == Kind::Mark);
    let start = (0..scan.words.len()).find(|at| !opener(at)).filter(|_| opening);
    if let Some(start) = start {
        let start = start + usize::from(scan.normal(start) == "it's");
        let length = (start..start + 3).take_while(|&at| loose_part(scan, at, at == start)).count();
        if length > 0 {
            found.push(start..start + length);
        }
    }
    for at in 1..scan.words.len() {
        let before = || at.checked_sub(2).map_or("", |it| scan.normal(it));
        let says = matches!(scan.normal(at - 1), "says" | "say");
        let everyone = || matches!(before(), "everyone" | "everybody" | "people" | "they" | "folk" | "folks");
        let lead = lead(scan, at);
        let called = (says && everyone()) || lead == Some(Lead::Called);
        if !called && lead.is_none() {
            continue;
        }
        let length = (at..at + 3).take_while(|&it| loose_part(scan, it, it == at)).count();
        let alias = called && scan.words[at].shape != Shape::Other && scan.facts(at).rank() != 1;
        if length > 0 {
            found.push(at..at + length);
        } else if alias {
            found.push(at..at + 1);
        }
    }
    found
}

/// Whether a word may be part of a name where nothing has a capital; the first part must be one by the lists.
fn loose_part(scan: &Scan<'_>, at: usize, first: bool) -> bool {
    scan.words.get(at).is_some_and(|word| {
        let known = word.facts;
        let rare = known.rank() == 0 || (known.rank() >= 4 && (known.given() >= 4 || (!first && known.family() >= 6)));
        word.shape != Shape::Other && !word.kept && !known.kept() && rare && (known.named() || !first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let text = Text::new(raw);
        let scan = Scan::new(&text, &[]);
        let found: Vec<&str> = told_names(&scan, true).into_iter().map(|it| text.slice(scan.bare_span(it))).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn names_made_of_words_are_taken_whole() {
        check("my name is may summers and i work in dispatch", &["may summers"]);
        check("my name's grace park reception", &["grace park"]);
        check("my name is jack frost", &["jack frost"]);
        check("i am hope banks i do the rota", &["hope banks"]);
        check("i am jack frost i do the rota", &["jack frost"]);
        check("hi i'm will from the warehouse", &["will"]);
        check("rose field here accounts", &["rose field"]);
        check("my name is sue long and", &["sue long"]);
    }

    #[test]
    fn what_people_say_of_themselves_is_no_name() {
        check("my name is on the list and i'm happy about it", &[]);
        check("my wife's name is dana and his good name is rajesh", &[]);
        check("i'm sure this is what we do, i am frank about it", &[]);
        check("priya raghunathan i'm the admin i'm the one who sends it", &[]);
        check("my name is not important, i'm just good at it", &[]);
    }
}
