//! What the words of a run say themselves: how far the lists take them for a person, a place, a firm or a tool.
//!
//! Points as in `context`; it does not look at the neighbours.

use std::ops::Range;

use super::context::Points;
use crate::anonymise::scan::{Scan, Shape};
use crate::lexicons::{Is, facts, pieces};
use crate::text::Kind;

/// Whether a word that no list knows is made of two that everybody knows, as products are: `Rentwise`.
fn compound(word: &str) -> bool {
    // Places and firms are made so too, with a hill, a street or a trade behind: `Auldbrae`.
    let settled = |part: &str| facts(part).any(&[Is::PlaceHead, Is::SureStreet, Is::Trade]);
    pieces(word).is_some_and(|(count, last)| count == 2 && !settled(&word[last..]))
}

/// What the lists say of the words of a run themselves.
pub(super) fn inside(scan: &Scan<'_>, range: Range<usize>, first: bool) -> Points {
    // `Ward 7B`: a kind of site with its number.
    if scan.token(range.end - 1).is_some_and(|token| token.kind == Kind::Number) {
        return Points { place: 3.0, person: -2.0, ..Points::default() };
    }
    let words: Vec<usize> = range.filter(|&at| scan.token(at).is_some_and(|token| token.kind == Kind::Word)).collect();
    match words.as_slice() {
        [] => Points::default(),
        [at] => one_word(scan, *at, first),
        words => several_words(scan, words, first),
    }
}

fn one_word(scan: &Scan<'_>, at: usize, first: bool) -> Points {
    let word = scan.words[at];
    let known = word.facts;
    let named = f32::from(known.given()).max(f32::from(known.family()) * 0.8).max(if known.is(Is::Nickname) {
        4.0
    } else {
        0.0
    });
    let rarity = f32::from(6 - known.rank().clamp(1, 6));
    let person = match (known.rank(), first) {
        (0, false) if named > 0.0 => 2.5 + named / 3.0,
        (0, false) => 2.4,
        (0, true) if named > 0.0 => 1.5 + named / 3.0,
        (0, true) => 1.0,
        (_, false) => 1.5 + (named - 3.0).max(0.0) * 0.7 - rarity * 0.5,
        (5.., true) if named >= 5.0 => 0.3 + named / 3.0,
        (_, true) if named < 4.0 => -3.0,
        (_, true) => (named - 4.0) * 0.5 - rarity * 0.4,
    };
    let mut points = Points { person, ..Points::default() };
    // A town that is hardly a name is a town.
    if known.city() >= 4 && known.given() < 4 && known.rank() == 0 && !first {
        points.person = 1.6;
    }
    if word.shape == Shape::Upper {
        // Two or three capitals are initials only in company; dots make them surer.
        let dotted = scan.bare(at).contains('.');
        let letters = scan.bare(at).chars().count();
        points.person = match letters {
            _ if dotted => 2.0,
            2 if known.rank() == 0 => 1.3,
            4.. if named >= 5.0 && known.rank() == 0 => points.person,
            _ => 0.2,
        };
    }
    if known.kept() {
        points.person -= if known.is(Is::Calendar) { 4.0 } else { 3.0 };
    }
    if known.is(Is::Calendar) {
        return points;
    }
    if known.city() > 0 {
        points.place = 0.8 + f32::from(known.city()) * 0.3 - if known.rank() > 0 { rarity * 0.4 } else { 0.0 }
            + if !first {
                0.0
            } else if known.city() >= 4 && known.given() < 4 && known.rank() == 0 {
                0.3
            } else {
                -0.5
            };
    } else if known.rank() == 0 && !first {
        points.place = 0.8;
    }
    points.firm = if known.rank() == 0 && !first && named < 4.0 { 1.0 } else { 0.0 };
    if word.shape == Shape::Upper && known.city() < 6 {
        points.place = 0.0;
        points.firm *= 0.5;
    }
    // `RotaHawk` is a product, whatever it is said to do.
    let titled = ["mr.", "mrs.", "ms.", "dr."].iter().any(|title| scan.bare(at).starts_with(title));
    if titled {
        // `Mr.Plott`
        points.person = 6.0;
    } else if word.shape == Shape::Mixed && known.given() < 4 && known.family() < 5 {
        points = Points { tool: 3.0, person: -2.0, ..Points::default() };
    }
    // `Chase, chase, chase.`
    let again = |it: usize| scan.shape(it) == Shape::Lower && scan.bare(it) == scan.bare(at);
    if first && known.rank() > 0 && (at + 1..at + 4).any(again) {
        points.person -= 3.0;
    }
    if known.rank() == 0 && named == 0.0 && known.city() == 0 && compound(scan.bare(at)) {
        points.tool += 3.0;
        points.person -= 1.2;
    }
    points
}

fn several_words(scan: &Scan<'_>, words: &[usize], first: bool) -> Points {
    let start = scan.words[words[0]].facts;
    let end_at = words[words.len() - 1];
    let end = scan.words[end_at].facts;
    let all_words = words.iter().all(|&at| scan.words[at].ordinary());
    let rare = words.iter().any(|&at| matches!(scan.facts(at).rank(), 0 | 4..));
    let mut points = Points::default();

    let given = f32::from(start.given().max(if start.is(Is::Nickname) { 4 } else { 0 }));
    let family = f32::from(end.family());
    let epithet = start.is(Is::Epithet) && words.len() == 2 && (end.rank() == 0 || end.given() >= 4);
    points.person = match (start.rank(), end.rank()) {
        _ if scan.shape(words[0]) == Shape::Letter || epithet => 3.0,
        (0, 0) if given > 0.0 || family > 0.0 => 3.5 + given / 4.0,
        (0, 0) => 2.4,
        (0, _) | (_, 0) if given > 0.0 => 2.0 + given / 3.0 + if family > 0.0 { 0.5 } else { 0.0 },
        (0, _) | (_, 0) => 1.5,
        _ => (given - 4.0) * 0.6 + (family - 4.0) * 0.4,
    };
    if end.is(Is::Firm) {
        points.firm += 6.0;
    } else if scan.is_mark(end_at - 1, "-") && scan.bare(end_at - 2) == "co" {
        points.firm += 5.0;
    } else if end.is(Is::Trade) {
        points.firm += if all_words { 2.0 + f32::from(u8::from(rare)) } else { 4.5 };
    }
    if words.windows(2).any(|pair| scan.is_mark(pair[0] + 1, "&")) {
        points.firm += 2.5;
    }
    if end.any(&[Is::SureStreet, Is::PlaceHead]) {
        points.place += 3.5;
    } else if end.is(Is::Street) {
        points.place += 2.0;
    }
    if scan.bare(words[0]) == "st" || scan.bare(words[0]) == "saint" {
        points.place += 2.0;
        points.person -= 3.0;
    }
    if let Some((_, city)) = scan.phrases.iter().find(|(range, _)| range.start == words[0] && range.end == end_at + 1) {
        points.place += if city.city() > 0 { 4.0 } else { 0.0 };
    }
    if all_words && !first {
        points.firm += 0.7 + 0.5 * f32::from(u8::from(rare));
    }
    if start.kept() || end.kept() {
        points.person -= 2.0;
    }
    // `Fred Dispense`: what is nobody's family name.
    if end.rank() > 0
        && end.rank() < 7
        && end.family() == 0
        && end.given() == 0
        && scan.shape(words[0]) != Shape::Letter
    {
        points.person -= 2.5;
        points.tool += 1.0;
    }
    points
}
