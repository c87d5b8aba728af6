//! Titles that belong to a mention: `Mrs Parry` is hidden as a whole, `the nurse Parry` is not.
//!
//! Widens stretches; it decides nothing about who is meant.

use std::ops::Range;

use super::mentions::{Found, Target, taken};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, neighbours};

/// Where the mention that stands at `range` starts once its titles are taken in.
pub(super) fn titled_start(scan: &Scan<'_>, found: &[Found], range: &Range<usize>, target: &Target) -> usize {
    if !matches!(target, Target::Person(_) | Target::Named(IdentifierKind::Person, _)) {
        return range.start;
    }
    let mut start = range.start;
    while let Some(at) = title_before(scan, start).filter(|&at| !taken(found, at)) {
        start = at;
    }
    start
}

/// The title right before `start`, with or without its full stop.
fn title_before(scan: &Scan<'_>, start: usize) -> Option<usize> {
    let dot = start > 1 && scan.is_mark(start - 1, ".") && scan.touches_next(start - 2);
    let at = start.checked_sub(1 + usize::from(dot))?;
    let word = scan.normal(at);
    let small = scan.shape(at) == Shape::Lower || scan.case == Case::Shouted;
    let before = at.checked_sub(1).map_or("", |it| scan.normal(it));
    // `i miss grace`
    let verb = neighbours().before_miss.has(before);
    let foreign = scan.case != Case::Cased && scan.facts(at).rank() == 0;
    let written = if small {
        neighbours().courtesy.has(word) || neighbours().kin_titles.has(word) || foreign || (word == "miss" && !verb)
    } else {
        !dot || word.len() <= 5
    };
    // `wee Davie` is a name, `poor Davie` is pity.
    let small = scan.case != Case::Cased && matches!(word, "wee" | "big" | "little");
    let capital = matches!(word, "wee" | "big" | "auld") && scan.shape(start) == Shape::Capital;
    let epithet = (small || capital) && !dot;
    (epithet || (scan.facts(at).is(Is::Courtesy) && written)).then_some(at)
}
