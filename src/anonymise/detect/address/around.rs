//! What stands around a street or a postcode and belongs to the address: `Top Flat,` before it, `69005 Lyon` behind.
//!
//! Widens what was found and finds nothing by itself, but for a postcode with its town.

use std::ops::Range;

use super::super::spoken;
use super::loose::is_house;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, beside};
use crate::text::Kind;

/// Chunks between commas that an address has at most on one side.
const MOST: usize = 4;

/// The whole address around the tokens in `range`.
pub(super) fn whole(scan: &Scan<'_>, range: Range<usize>) -> Range<usize> {
    left(scan, range.start)..right(scan, range.end)
}

/// `Ceres, KY15 5ZZ` and what stands before it, around the postcode in `range`; the postcode alone where no house does.
pub(super) fn from_postcode(scan: &Scan<'_>, range: Range<usize>) -> Range<usize> {
    if scan.case == Case::Loose {
        return loose_house(scan, range.start).map_or(range.clone(), |from| from..range.end);
    }
    let mut start = range.start;
    let mut house = None;
    for _ in 0..MOST {
        let end = start - usize::from(start > 0 && scan.is_mark(start - 1, ","));
        let from = chunk_start(scan, end);
        // Of what stands before the town, only a house or street belongs here.
        if from == end || (start < range.start && !is_part(scan, from..end) && !follows(scan, from)) {
            break;
        }
        if is_part(scan, from..end) {
            house = Some(from);
        }
        start = from;
    }
    house.map_or(range.clone(), |from| from..range.end)
}

/// `3 kiln bank`, `unit 2 the sidings` before a postcode at `end`, where no capitals and marks tell: its number and at
/// most four words.
fn loose_house(scan: &Scan<'_>, end: usize) -> Option<usize> {
    let number = |it: usize| scan.token(it).is_some_and(|token| token.kind == Kind::Number && token.span.len() <= 4);
    let name = |it: usize| {
        let everyday =
            matches!(scan.facts(it).rank(), 1 | 2) && !scan.facts(it).named() && !scan.facts(it).is(Is::Street);
        scan.token(it).is_some_and(|token| token.kind == Kind::Word)
            && (!everyday || beside().inside_streets.has(scan.normal(it)))
    };
    let names = (0..end).rev().take(5).take_while(|&it| name(it)).count();
    let first = (end - names).checked_sub(1).filter(|&it| number(it) && (1..5).contains(&names))?;
    Some(small_part(scan, first + 1).or_else(|| small_part(scan, first)).unwrap_or(first))
}

/// `Oude Gracht 404, 3511 PM Utrecht`: a town with its code at token `at`, and the street before the comma.
pub(super) fn by_town(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let figures = |it: usize| scan.token(it).map_or(0, |it| it.normal().bytes().filter(u8::is_ascii_digit).count());
    let joined = scan.is_mark(at + 1, "-") && figures(at) == 3 && figures(at + 2) == 4;
    let year = matches!(scan.normal(at).parse::<u16>(), Ok(1900..=2099));
    let code = scan.token(at)?.kind == Kind::Number && ((4..=6).contains(&figures(at)) || joined) && !year;
    if scan.case != Case::Cased || !code || scan.normal(at).len() != figures(at) {
        return None;
    }
    let from = chunk_start(scan, at);
    let end = right_chunk(scan, if joined { at + 3 } else { at + 1 });
    // `COVID-19, ISO 9001` are no places, nor are `12 Vans, 1200 Calls`.
    let place = |it: usize| {
        let facts = scan.facts(it);
        let odd = facts.city() > 0 || facts.rank() == 0 || facts.named();
        scan.shape(it) == Shape::Capital && odd && !facts.any(&[Is::Plain, Is::Tool])
    };
    if !(from..end).any(place) {
        return None;
    }
    let mut start = from;
    // `B-204, Shanti Apartments, MG Road, Pune 411001`
    let mut street = false;
    for _ in 0..3 {
        let comma = start.checked_sub(1).filter(|&it| scan.is_mark(it, ","))?;
        start = chunk_start(scan, comma);
        let numbered = (start..comma).any(|it| figures(it) > 0) && (street || (start..comma).any(place));
        street |= scan.facts(comma - 1).is(Is::Street) && comma > start + 1;
        if numbered {
            return Some(start..end);
        }
        if start == comma {
            return None;
        }
    }
    None
}

/// Where the words with capitals, numbers and small words end that go on at `from`.
fn right_chunk(scan: &Scan<'_>, from: usize) -> usize {
    (from..from + 5)
        .find(|&it| !(named(scan, it) || (scan.is_mark(it, "-") && scan.touches_next(it))))
        .unwrap_or(from + 5)
}

/// Where the chunk starts that ends before token `end`: words with capitals and numbers, back to a mark or another word.
fn chunk_start(scan: &Scan<'_>, end: usize) -> usize {
    let fits = |it: usize| {
        let joint = (scan.is_mark(it, "-") || scan.is_mark(it, "/") || scan.is_mark(it, "'")) && scan.touches_next(it);
        let number = scan.token(it).is_some_and(|token| token.kind == Kind::Number);
        named(scan, it) || number || joint || beside().inside_streets.has(scan.normal(it))
    };
    let mut start = end;
    while start > 0 && end - start < 7 && fits(start - 1) {
        start -= 1;
    }
    // It opens with a number or a capital that does not merely open a sentence: `It's Flat 2/1`.
    let opens = |it: usize| {
        let everyday = scan.facts(it).rank() == 1
            && !beside().inside_streets.has(scan.normal(it))
            && !beside().home_parts.has(scan.bare(it));
        let number = scan.token(it).is_some_and(|token| token.kind == Kind::Number);
        (named(scan, it) && !everyday) || number || scan.normal(it) == "by"
    };
    while start < end && !opens(start) {
        start += 1;
    }
    start
}

/// Whether the word at `at` may stand in a name.
fn named(scan: &Scan<'_>, at: usize) -> bool {
    scan.words.get(at).is_some_and(|word| {
        (word.capital() || matches!(word.shape, Shape::Upper | Shape::Letter | Shape::Mixed))
            && !word.facts.is(Is::Calendar)
    })
}

/// Whether a chunk tells of a house, a part of one, or a street.
fn is_part(scan: &Scan<'_>, chunk: Range<usize>) -> bool {
    let figures = chunk.clone().any(|it| scan.token(it).is_some_and(|it| it.kind == Kind::Number));
    let head = |it: usize| {
        let bare = scan.bare(it);
        beside().home_parts.has(bare) || is_house(bare) || scan.facts(it).is(Is::Street)
    };
    !chunk.is_empty() && (figures || chunk.into_iter().any(head))
}

/// Whether the chunk at `from` stands behind a word for where somebody lives: `It's still the house, Tigh na Mara,`.
fn follows(scan: &Scan<'_>, from: usize) -> bool {
    let before = from
        .checked_sub(1)
        .map_or("", |it| if scan.is_mark(it, ",") { scan.bare(it.saturating_sub(1)) } else { scan.bare(it) });
    let person = scan.facts(from).given() > 3 || scan.words[from].named;
    !person
        && matches!(
            before,
            "at" | "to" | "is" | "it" | "house" | "says" | ":" | "address" | "live" | "in" | "heretofore"
        )
}

/// Takes in what stands before a street: `Lot 3,`, `Top Flat,`, `Tigh na Mara,`, `flat 2/1`.
fn left(scan: &Scan<'_>, start: usize) -> usize {
    let mut start = start;
    for _ in 0..MOST {
        let comma = start > 0 && scan.is_mark(start - 1, ",");
        let from = if comma { chunk_start(scan, start - 1) } else { start };
        let whole = from < start && (is_part(scan, from..start - 1) || follows(scan, from));
        let next = if whole && scan.case != Case::Loose {
            from
        } else {
            small_part(scan, start - usize::from(comma)).unwrap_or(start)
        };
        if next == start {
            break;
        }
        start = next;
    }
    start
}

/// `flat 2/1`, `unit 6b`, `top flat`, however they are written, before token `end`.
fn small_part(scan: &Scan<'_>, end: usize) -> Option<usize> {
    let part = |it: usize| {
        beside().home_parts.has(scan.bare(it))
            && !matches!(scan.bare(it), "top" | "garden" | "house" | "door" | "basement")
    };
    let placed =
        |it: usize| matches!(scan.bare(it), "top" | "garden" | "basement" | "ground" | "upper" | "lower" | "first");
    let short = |it: usize| scan.token(it).is_some_and(|token| token.kind != Kind::Mark && token.span.len() <= 4);
    let last = end.checked_sub(1)?;
    // `top flat 8 gasworks rise`, whose flat is known already; `larkrise 2 chapel steps`
    let house = scan.case == Case::Loose && scan.facts(last).rank() == 0 && !scan.facts(last).named() && last > 0;
    if (scan.bare(end) == "flat" && placed(last))
        || (house
            && scan.token(last)?.kind == Kind::Word
            && matches!(scan.bare(last - 1), "to" | "at" | "says" | "house"))
    {
        return Some(last);
    }
    // `lot 3` whose number opens the street
    let digit = scan.token(end).is_some_and(|token| token.kind == Kind::Number);
    if part(last) && digit && scan.bare(last) != "flat" {
        return Some(last);
    }
    if part(last) && scan.bare(last) == "flat" && last > 0 && placed(last - 1) {
        return Some(last - 1);
    }
    let number =
        scan.token(last).is_some_and(|token| token.kind == Kind::Number || token.normal().len() == 1) && short(last);
    let slash = last >= 2 && scan.is_mark(last - 1, "/");
    let said = spoken::is_number(scan.normal(last));
    let first = if said { spoken::start(scan, last) } else { last - if slash { 2 } else { 0 } };
    let word = first.checked_sub(1).filter(|&it| part(it) && (number || said))?;
    Some(word)
}

/// Takes in what stands behind a street: `31, #08-112, Singapore 550417`, `, 3e étage gauche`, `10435 berlin`.
fn right(scan: &Scan<'_>, end: usize) -> usize {
    let mut end = end;
    let quarter = matches!(scan.bare(end), "north" | "south" | "east" | "west" | "upper" | "lower");
    let short = scan.token(end).is_some_and(|it| it.kind == Kind::Number && it.span.len() <= 3)
        && scan.token(end + 1).is_none_or(|it| it.kind == Kind::Mark);
    let bis = matches!(scan.bare(end), "bis" | "ter");
    let quarter = quarter && (named(scan, end) || (scan.case == Case::Loose && scan.facts(end + 1).city() > 0));
    end += usize::from(quarter || short || bis);
    for _ in 0..MOST {
        let Some(next) = next_chunk(scan, end).or_else(|| loose_code(scan, end)) else { break };
        end = next;
    }
    end
}

/// Where the chunk behind `end` ends, if it goes on with the address.
fn next_chunk(scan: &Scan<'_>, end: usize) -> Option<usize> {
    let comma = scan.is_mark(end, ",");
    let from = end + usize::from(comma);
    let last = chunk_end(scan, from);
    let part = (from..last).any(|it| beside().home_parts.has(scan.bare(it)))
        && (comma || beside().home_parts.has(scan.bare(from)));
    let coded = |it: usize| scan.token(it).is_some_and(|it| it.normal().bytes().any(|byte| byte.is_ascii_digit()));
    let small = (from..last).all(|it| {
        named(scan, it)
            || coded(it)
            || beside().home_parts.has(scan.bare(it))
            || scan.token(it).is_some_and(|it| it.kind == Kind::Mark)
            || !scan.facts(it).kept() && scan.facts(it).rank() == 0
    });
    if part
        && last <= from + 5
        && (small || scan.is_mark(from, "#"))
        && ((from..last).any(coded) || coded(end.saturating_sub(1)))
    {
        return Some(last);
    }
    if scan.is_mark(from, "#") && coded(from + 1) {
        return Some(last);
    }
    if !comma || scan.case == Case::Loose {
        return None;
    }
    if is_coded(scan, from..last) {
        return Some(last);
    }
    // A place without a number belongs to it where a code follows, or where it is a street.
    let names = from < last
        && last <= from + 4
        && (from..last).all(|it| named(scan, it) || beside().inside_streets.has(scan.normal(it)));
    let then =
        scan.is_mark(last, ",").then(|| chunk_end(scan, last + 1)).filter(|&then| is_coded(scan, last + 1..then));
    let street = || (from + 1..last).any(|it| scan.facts(it).is(Is::Street)).then_some(last);
    if names { then.or_else(street) } else { None }
}

/// Where the chunk ends that starts at token `from`.
fn chunk_end(scan: &Scan<'_>, from: usize) -> usize {
    let ends = |it: usize| {
        scan.token(it).is_none_or(|token| {
            let inside = matches!(token.normal(), "-" | "#" | "/" | "'" | "\u{ba}")
                || (token.is_mark(".") && scan.is_mark(it + 1, ","));
            token.kind == Kind::Mark && !inside
        })
    };
    let last = (from..from + 8).find(|&it| ends(it)).unwrap_or(from);
    if last > from && scan.is_mark(last - 1, ".") { last - 1 } else { last }
}

/// `Singapore 550417`, `69005 Lyon`, `NS B0J 2C0`: names with capitals and a code among them, and nothing else.
fn is_coded(scan: &Scan<'_>, chunk: Range<usize>) -> bool {
    let figures = |it: usize| scan.token(it).map_or(0, |it| it.normal().bytes().filter(u8::is_ascii_digit).count());
    let fits = |it: usize| {
        let joint = (scan.is_mark(it, "-") || scan.is_mark(it, "'")) && scan.touches_next(it);
        named(scan, it)
            || joint
            || (figures(it) > 0 && scan.normal(it).len() <= 7)
            || beside().inside_streets.has(scan.normal(it))
    };
    let names = chunk.clone().any(|it| named(scan, it) && figures(it) == 0);
    let code = chunk.clone().any(|it| figures(it) >= 2);
    (2..=6).contains(&chunk.len()) && names && code && chunk.into_iter().all(fits)
}

/// `10435 berlin`, `bellevue hill nsw 2023` behind a street without capitals.
fn loose_code(scan: &Scan<'_>, end: usize) -> Option<usize> {
    if scan.case != Case::Loose {
        return None;
    }
    let code = |it: usize| {
        let normal = scan.normal(it);
        (4..=6).contains(&normal.len()) && normal.bytes().all(|byte| byte.is_ascii_digit()) && !normal.ends_with("000")
    };
    let place = |it: usize| {
        let facts = scan.facts(it);
        let word = scan.token(it).is_some_and(|it| it.kind == Kind::Word);
        word && (facts.city() > 0 || facts.any(&[Is::County, Is::PlaceHead]) || !matches!(facts.rank(), 1..=4))
    };
    let towns = (end..end + 4).take_while(|&it| place(it)).count();
    if towns > 0 && code(end + towns) {
        return Some(end + towns + 1);
    }
    (code(end) && place(end + 1) && !matches!(scan.facts(end + 1).rank(), 1..=5)).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use crate::anonymise::detect::testing::check;

    #[test]
    fn whole_addresses_go() {
        check("It's Flat 2/1, 37 Garngaber Street.", &["address: Flat 2/1, 37 Garngaber Street"]);
        check(
            "Send it to PO Box 4417, Station Plaza, Rotorua 3040, not to us.",
            &["address: PO Box 4417, Station Plaza, Rotorua 3040"],
        );
        check(
            "Old: Top Flat, 8 Gasworks Rise, Kirkcaldy KY1 3ZZ.",
            &["address: Top Flat, 8 Gasworks Rise, Kirkcaldy KY1 3ZZ"],
        );
        check(
            "Houseboat Perseverance, Cody Wharf, E14 6XX. No door.",
            &["address: Houseboat Perseverance, Cody Wharf, E14 6XX"],
        );
        check(
            "Via dei Cordai 9, interno 4, 95121 Catania. Ring.",
            &["address: Via dei Cordai 9, interno 4, 95121 Catania"],
        );
        check("Oude Gracht 404, 3511 PM Utrecht, mind the steps", &["address: Oude Gracht 404, 3511 PM Utrecht"]);
        check("Lot 9, Old Coach Road, off it", &["address: Lot 9, Old Coach Road"]);
        check("with respect jorunn 3 kiln bank ng34 7qq", &["address: 3 kiln bank ng34 7qq"]);
    }

    #[test]
    fn houses_by_their_number_go() {
        check("left with a neighbour at number 12.", &["address: number 12"]);
        check("We moved from number nine to number ninety", &["address: number nine", "address: number ninety"]);
        check("our engineer attended 5 The Leas on it", &["address: 5 The Leas"]);
    }

    #[test]
    fn look_alikes_stay() {
        check("COVID-19, ISO 9001 and Section 4, Act 1998", &[]);
        check("We are at number three in the list, so start at number four.", &[]);
        check("Team 4, Leeds, 2023 and 12 Vans, 1200 Calls", &[]);
    }
}
