//! Days without a month: whose they are, somebody's or an office's.
//!
//! `I was taken in on the ninth` is of somebody's life; `the invoice is due on the 30th` is not.

use crate::anonymise::scan::{Case, Scan};
use crate::lexicons::{beside, days_of};
use crate::text::Kind;

/// Whose days a sentence speaks of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// Something of somebody's life is named: a birthday, an operation.
    Life,
    /// Somebody speaks of themselves or of another.
    Own,
    /// An office's.
    Work,
    /// It does not say.
    Nobody,
}

/// Whose days the sentence around token `at` speaks of.
pub(super) fn whose(scan: &Scan<'_>, at: usize) -> Whose {
    match told(scan, at) {
        (true, ..) => Whose::Life,
        (_, _, true) => Whose::Work,
        (_, true, _) => Whose::Own,
        _ => Whose::Nobody,
    }
}

/// Whether the sentence around token `at` speaks of an office's days and of nobody: `The deadline is 14 March`.
pub(super) fn of_an_office(scan: &Scan<'_>, at: usize) -> bool {
    told(scan, at) == (false, false, true)
}

/// Whether somebody's life, somebody and an office's work are spoken of around token `at`.
fn told(scan: &Scan<'_>, at: usize) -> (bool, bool, bool) {
    let around = scan.sentence(at);
    // What a recogniser writes has no sentences: what stands near belongs to it.
    let near = around.start.max(at.saturating_sub(14))..around.end.min(at + 14);
    near.fold((false, false, false), |(life, own, work), word| {
        match days_of(scan.normal(word)).or_else(|| days_of(scan.bare(word))) {
            Some("life") => (true, own, work),
            Some("own") => (life, true, work),
            Some("work") => (life, own, true),
            // `the new rules`
            _ if scan.normal(word) == "new" && beside().renewed.has(scan.bare(word + 1)) => (life, own, true),
            _ => (life, own, work),
        }
    })
}

/// How a day without a month is written.
pub(super) struct Day {
    /// The token it starts with, `the` included.
    pub(super) at: usize,
    /// The token behind it.
    pub(super) end: usize,
    /// Whether it has figures: `9th`.
    pub(super) figures: bool,
    /// Whether it is one of the first to the tenth in words, which may be floors, pages and tries.
    pub(super) low: bool,
}

/// Whether a day without a month, behind `the`, is one of somebody's life.
pub(super) fn tells(scan: &Scan<'_>, day: &Day) -> bool {
    let before = day.at.checked_sub(1).map_or("", |it| scan.normal(it));
    let asked = before == "it" && matches!(scan.normal(day.at.wrapping_sub(2)), "is" | "was");
    let changed = before == "to" && moved(scan, day.at);
    let ranged = before == "to" && (day.at.saturating_sub(4)..day.at).any(|it| scan.normal(it) == "from");
    if !ends(scan, day) {
        return false;
    }
    if !(beside().before_day.has(before) || asked || changed || ranged) {
        return !day.low && is_marked(scan, day.at);
    }
    // `from the first`, `from the third onwards` tell of no day unless another day follows.
    let opens_range = before == "from" && scan.normal(day.end) == "to" && scan.normal(day.end + 1) == "the";
    if before == "from" && !opens_range && day.low {
        return false;
    }
    // `I'm on the ninth` is a floor.
    let stands = before == "on"
        && matches!(
            scan.normal(day.at.wrapping_sub(2)),
            "i'm" | "you're" | "we're" | "he's" | "she's" | "live" | "lives"
        );
    let sure = changed || ranged || opens_range || before == "dated";
    match whose(scan, day.at) {
        Whose::Life => true,
        Whose::Work => false,
        Whose::Own => !asked && (!day.low || sure) && !stands,
        Whose::Nobody => {
            let before = matches!(before, "on" | "since" | "until" | "till" | "before" | "after" | "dated");
            !day.low && !asked && !stands && (day.figures || before)
        }
    }
}

/// Whether a day that opens a sentence, or that `it was`, is one of somebody's life: `The 14th, that was my birthday`.
fn is_marked(scan: &Scan<'_>, at: usize) -> bool {
    let told = at.checked_sub(2).map_or("", |it| scan.normal(it));
    let was = matches!(told, "it" | "that") && matches!(scan.normal(at - 1), "is" | "was");
    (was || scan.sentence(at).start == at) && whose(scan, at) == Whose::Life
}

/// Whether something was moved or changed shortly before `at`.
fn moved(scan: &Scan<'_>, at: usize) -> bool {
    (at.saturating_sub(7)..at).any(|it| beside().moving.has(scan.normal(it)))
}

/// Whether the day ends a clause or is followed by what cannot be the thing that is counted.
fn ends(scan: &Scan<'_>, day: &Day) -> bool {
    let end = day.end;
    let small = || beside().after_day.has(scan.normal(end));
    let of = scan.normal(end) == "of"
        && !(matches!(scan.normal(end + 1), "this" | "last" | "next") && scan.normal(end + 2) == "month");
    let mark = |it: usize| {
        scan.token(it).is_none_or(|token| token.kind == Kind::Mark && !matches!(token.normal(), "-" | "/" | "'"))
    };
    let counted = || {
        matches!(
            scan.normal(end),
            "floor" | "page" | "try" | "time" | "day" | "century" | "minute" | "row" | "edition" | "one"
        )
    };
    // Without marks a name may open what follows.
    let loose = scan.case == Case::Loose && (day.figures || !matches!(scan.facts(end).rank(), 1..=5)) && !counted();
    mark(end) || ((small() || loose) && !of)
}
