//! Where somebody lives: number and street, flat, house name, postcode.

mod abroad;
mod around;
mod house;
mod loose;
mod postcode;

use super::{Detector, Hit, Signs, spoken};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, beside};
use crate::text::{ByWord, Kind, Span, Token};

pub(super) use house::given_house;

/// Street addresses and postcodes.
pub(super) struct Address;

impl Detector for Address {
    fn may_fire(&self, signs: Signs) -> bool {
        signs.any(Signs::DIGIT | Signs::SPOKEN)
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        let coded = postcode::by_form(scan).map(|span| {
            let tokens = scan.text.tokens_in(span);
            scan.text.span_of(around::from_postcode(scan, tokens)).union(span)
        });
        let mut spans: Vec<Span> = coded.collect();
        let spelt = (0..scan.words.len()).filter(|&at| may_open(scan, at)).filter_map(|at| postcode::spelt(scan, at));
        spans.extend(spelt.map(|range| scan.text.span_of(range)));
        let mut at = 0;
        while at < scan.words.len() {
            if !may_open(scan, at) {
                at += 1;
                continue;
            }
            let end = house_at(scan, at)
                .or_else(|| loose::parts_at(scan, at))
                .or_else(|| flat_at(scan, at))
                .or_else(|| street_at(scan, at))
                .or_else(|| loose::street_at(scan, at))
                .or_else(|| home_at(scan, at))
                .or_else(|| abroad::street_at(scan, at))
                .or_else(|| postcode::by_word(scan, at))
                .or_else(|| house::box_at(scan, at))
                .or_else(|| house::numbered_at(scan, at))
                .or_else(|| house::articled_at(scan, at))
                .or_else(|| around::by_town(scan, at))
                .or_else(|| given_at(scan, at));
            let end = end.map(|range| spoken::start(scan, range.start)..tail_end(scan, range.end));
            let end = end.map(|range| number_start(scan, range.start)..range.end);
            let end = end.map(|range| around::whole(scan, range));
            if let Some(range) = &end {
                spans.push(scan.bare_span(range.clone()));
            }
            at = end.map_or(at + 1, |range| range.end.max(at + 1));
        }
        spans.sort();
        spans.into_iter().map(|span| Hit { kind: IdentifierKind::Address, span }).collect()
    }
}

type Tokens = std::ops::Range<usize>;

/// Whether the word at `at` may open an address: what opens one is told by its spelling alone.
fn may_open(scan: &Scan<'_>, at: usize) -> bool {
    static OPENS: ByWord<bool> = ByWord::new();
    let opens = |token: &Token| {
        let listed = |word: &str| beside().address_words.has(word) || spoken::is_number(word);
        token.kind == Kind::Number || listed(scan.normal(at)) || listed(scan.bare(at)) || abroad::may_open(scan, at)
    };
    scan.token(at).is_some_and(|token| OPENS.get(token, || opens(token)))
}

/// Takes in `No.` and `number` before the number of a house.
fn number_start(scan: &Scan<'_>, start: usize) -> usize {
    let number = scan.token(start).is_some_and(|token| token.kind == Kind::Number);
    let dot = usize::from(start > 1 && scan.is_mark(start - 1, "."));
    let word = start.checked_sub(1 + dot).map_or("", |it| scan.bare(it));
    let part = matches!(word, "lot" | "plot" | "block" | "unit" | "flat" | "suite") && dot == 0;
    if number && (part || matches!(word, "number" | "nr") || (word == "no" && (dot == 1 || scan.case == Case::Loose))) {
        start - 1 - dot
    } else {
        start
    }
}

/// `Flat 3`, `apartment 12B`, with a street that follows.
fn flat_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    if !matches!(scan.normal(at), "flat" | "apartment" | "apt" | "unit" | "plot" | "villa" | "blk") {
        return None;
    }
    let number = scan.token(at + 1).filter(|token| token.kind == Kind::Number)?;
    let end = at + 2;
    let next = if scan.is_mark(end, ",") { end + 1 } else { end };
    if let Some(street) = street_at(scan, next) {
        return Some(at..street.end);
    }
    if let Some(end) = loose::house_end(scan, end) {
        return Some(at..end);
    }
    let sure = matches!(scan.normal(at), "flat" | "apartment" | "villa" | "blk") && number.span.len() <= 4;
    let measured = matches!(scan.normal(end), "%" | "/" | "per" | "percent" | "hours" | "months" | "days");
    (sure && !measured).then_some(at..end)
}

/// `House No. C114/6`, `Store B, 40 Limekiln Row`, `212 county road 9`.
fn house_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    let dotted = |it: usize| if scan.is_mark(it, ".") { it + 1 } else { it };
    let number = |it: usize| scan.token(it).is_some_and(|token| token.kind == Kind::Number);
    // `PO Box 114`
    if scan.bare(at) == "po" && scan.bare(at + 1) == "box" && number(at + 2) {
        return Some(at..at + 3);
    }
    let office = (at + 1..at + 5).take_while(|&it| scan.is_mark(it, ".") || scan.bare(it) == "o").count();
    let boxed = at + 1 + office;
    if matches!(scan.bare(at), "p" | "p.o") && scan.bare(boxed) == "box" && number(boxed + 1) {
        return Some(at..boxed + 2);
    }
    if matches!(scan.normal(at), "house" | "plot" | "block" | "room" | "door")
        && matches!(scan.normal(at + 1), "no" | "number" | "nr")
    {
        let mut end = dotted(at + 2);
        let numbered =
            |it: usize| scan.token(it).is_some_and(|token| token.normal().chars().any(|c| c.is_ascii_digit()));
        let said = spoken::said_at(scan, end);
        if matches!(scan.normal(at), "house" | "door") && said.end > end && (1..=4).contains(&said.digits) {
            return Some(at..said.end);
        }
        if !numbered(end) {
            return None;
        }
        end += 1;
        while (scan.is_mark(end, "/") || scan.is_mark(end, "-")) && numbered(end + 1) {
            end += 2;
        }
        return Some(at..end);
    }
    let lettered = scan.token(at + 1).is_some_and(|it| it.kind == Kind::Number || it.normal().len() == 1);
    if matches!(scan.normal(at), "store" | "unit" | "block" | "floor" | "suite" | "building") && lettered {
        let street = at + 2 + usize::from(scan.is_mark(at + 2, ","));
        return street_at(scan, street).or_else(|| loose::street_at(scan, street)).map(|street| at..street.end);
    }
    let counted = scan.token(at).is_some_and(|token| token.kind == Kind::Number && token.span.len() <= 6);
    let road = matches!(scan.normal(at + 1), "county" | "state" | "farm" | "ranch" | "route" | "highway");
    let end = if matches!(scan.normal(at + 2), "road" | "route" | "highway") { at + 3 } else { at + 2 };
    (counted && road && number(end)).then_some(at..end + 1)
}

/// `4 Quarry Steps`, `6/2 Corrie Court`, `2208 Old Mill Road`, `fourteen Mill Lane`.
fn street_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    let token = scan.token(at)?;
    let counted = token.kind == Kind::Number && token.span.len() <= 6;
    let said = spoken::is_number(token.normal()) && at > 0 && !scan.is_mark(at - 1, ",");
    if !counted && !said {
        return None;
    }
    let mut next = at + 1;
    if counted && (scan.is_mark(next, "/") || scan.is_mark(next, "-")) {
        scan.token(next + 1).filter(|token| token.kind == Kind::Number)?;
        next += 2;
    }
    if scan.is_mark(next, ",") {
        next += 1;
    }
    // `West 14th Street`
    let nth = |it: usize| scan.normal(it).ends_with(['h', 't', 'd']) && scan.normal(it).as_bytes()[0].is_ascii_digit();
    let names =
        (next..next + 5).take_while(|&it| scan.words.get(it).is_some_and(|word| word.capital() || nth(it))).count();
    if let Some(length) = (2..=names).rev().find(|&length| scan.facts(next + length - 1).is(Is::Street)) {
        let end = next + length;
        // `St.`, and `NW` behind it.
        let short = !scan.bare(end - 1).contains(['e', 'i', 'o', 'u']) && scan.bare(end - 1).len() <= 4;
        let dotted = scan.is_mark(end, ".") && scan.touches_next(end - 1) && (short || scan.bare(end - 1) == "ave");
        let end = end + usize::from(dotted && scan.token(end + 1).is_some());
        let quarter = matches!(
            scan.normal(end),
            "n" | "s" | "e" | "w" | "nw" | "ne" | "sw" | "se" | "north" | "south" | "east" | "west"
        );
        return Some(at..end + usize::from(quarter && scan.words[end].capital()));
    }
    None
}

/// `my address is 9 Artilleros`: whatever is given for an address, a number and names.
fn given_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    if !matches!(scan.bare(at), "address" | "addresses" | "live" | "lives" | "living" | "lived") {
        return None;
    }
    let mut start = at + 1;
    while start < at + 5
        && (matches!(
            scan.normal(start),
            "is" | "at" | "to" | "from" | "now" | ":" | "in" | "was" | "of" | "number" | "up" | "over"
        ) || scan.is_mark(start, ","))
    {
        start += 1;
    }
    let number = |it: usize| scan.token(it).is_some_and(|token| token.kind == Kind::Number && token.span.len() <= 6);
    let name = |it: usize| scan.words.get(it).is_some_and(|word| word.capital() && !word.facts.is(Is::Calendar));
    if start == at + 1 || scan.sentence(at).end <= start {
        return None;
    }
    let names = |from: usize| (from..from + 4).take_while(|&it| name(it)).count();
    if number(start) && names(start + 1) > 0 {
        return Some(start..start + 1 + names(start + 1));
    }
    let behind = start + names(start);
    (behind > start && number(behind) && scan.bare(at).starts_with("address")).then_some(start..behind + 1)
}

/// Takes in what goes on behind a street: `Apt. 4`, `, Springfield, IL 62704`.
fn tail_end(scan: &Scan<'_>, end: usize) -> usize {
    let mut end = loose::town_end(scan, end).unwrap_or(end);
    for _ in 0..4 {
        let comma = end + usize::from(scan.is_mark(end, ","));
        let unit =
            matches!(scan.bare(comma), "apt" | "apartment" | "suite" | "ste" | "unit" | "flat" | "floor" | "fl" | "#");
        let mark = comma + 1 + usize::from(scan.is_mark(comma + 1, ".") || scan.is_mark(comma + 1, "#"));
        let coded = |it: usize| {
            scan.token(it).is_some_and(|it| {
                it.normal().bytes().any(|byte| byte.is_ascii_digit()) || it.span.len() == 1 && it.kind == Kind::Word
            })
        };
        if unit && coded(mark) {
            end = mark + 1;
            continue;
        }
        // A number of four digits or five behind a comma is a postcode; a town stands before or behind it.
        let town = (comma..comma + 3).take_while(|&it| scan.words.get(it).is_some_and(|word| word.capital())).count();
        let code = |it: usize| {
            scan.token(it).is_some_and(|it| {
                it.kind == Kind::Number
                    && (4..=5).contains(&it.normal().len())
                    && it.normal().bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        // `, 1200 calls` counts something.
        let counts = scan.shape(comma + 1) == Shape::Lower;
        if comma > end && code(comma) && !counts {
            end = comma + 1;
        } else if comma > end && town > 0 && code(comma + town) {
            end = comma + town + 1;
        } else {
            break;
        }
    }
    end
}

/// `live at Tofts Farm`: a house with a name.
fn home_at(scan: &Scan<'_>, at: usize) -> Option<Tokens> {
    let lives = matches!(scan.normal(at), "live" | "lives" | "lived" | "living" | "home" | "up" | "address");
    if !lives || !matches!(scan.normal(at + 1), "at" | "is" | "in") {
        return None;
    }
    let start = at + 2;
    let names = (start..start + 4).take_while(|&it| scan.words.get(it).is_some_and(|word| word.capital())).count();
    let named = (2..=names).rev().find(|&length| loose::is_house(scan.bare(start + length - 1)));
    let small = || loose::home_end(scan, start).filter(|_| scan.normal(at) != "up" && scan.case != Case::Cased);
    named.map(|length| start + length).or_else(small).map(|end| start..end)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn postcodes_said_letter_by_letter_go() {
        check("it's l s six two a b", &["address: l s six two a b"]);
        check("postcode's ls six two ab i think", &["address: ls six two ab"]);
        check("L S 6 2 A B", &["address: L S 6 2 A B"]);
        check("so one two us and that was it", &[]);
    }

    #[test]
    fn streets_go() {
        check("I live at 4 Quarry Steps and the bus", &["address: 4 Quarry Steps"]);
        check("She's at 6/2 Corrie Court. Sorry", &["address: 6/2 Corrie Court"]);
        check("at 2208 Old Mill Road since", &["address: 2208 Old Mill Road"]);
        check("i live at 14 millrace cottages so", &["address: 14 millrace cottages"]);
        check("Flat 3, 12 Tidewater Terrace then", &["address: Flat 3, 12 Tidewater Terrace"]);
        check("House No. C114/6 it is", &["address: House No. C114/6"]);
        check("House number fourteen, I think", &["address: House number fourteen"]);
        check("She's at 4512 N 5th Ave, he's at 12 1st Street", &["address: 4512 N 5th Ave", "address: 12 1st Street"]);
        check("Apt 3C, 220 West 14th Street it is", &["address: Apt 3C, 220 West 14th Street"]);
        check(
            "to B-204, Shanti Apartments, MG Road, Pune 411001 please",
            &["address: B-204, Shanti Apartments, MG Road, Pune 411001"],
        );
        check("to Store B, 40 Limekiln Row, again", &["address: Store B, 40 Limekiln Row"]);
        check("write to PO Box 114, or Calle Mayor 12", &["address: PO Box 114", "address: Calle Mayor 12"]);
        check(
            "Please return it to Lindenbergstr. 10 or Via Santa Lucia 9",
            &["address: Lindenbergstr. 10", "address: Via Santa Lucia 9"],
        );
        check("at 14 rue des Lilas, or ul. Mokra 45", &["address: 14 rue des Lilas", "address: ul. Mokra 45"]);
        check("My address is 9 Artilleros, Apt. 864 now", &["address: 9 Artilleros, Apt. 864"]);
        check("It's 123 Main St., Apt 4, Springfield 62704", &["address: 123 Main St., Apt 4, Springfield 62704"]);
        check("He lives at Lochside Cottage now, they say 5", &["address: Lochside Cottage"]);
        check("Unit 7, Kestrel Way, or P.O. Box 2217", &["address: Unit 7, Kestrel Way", "address: P.O. Box 2217"]);
        check("at House 12, Road 5, Dhanmondi they", &["address: House 12, Road 5, Dhanmondi"]);
        check("No. 8, Jalan Kenanga has it", &["address: No. 8, Jalan Kenanga"]);
        check("6750 Koskikatu 25 Apt. 864 was on it", &["address: 6750 Koskikatu 25 Apt. 864"]);
        check("Hauptstraße 17a and Str. Lalelelor 14", &["address: Hauptstraße 17a", "address: Str. Lalelelor 14"]);
    }

    #[test]
    fn streets_without_capitals_go() {
        check("she moved to flat 6 mariners court in spring", &["address: flat 6 mariners court"]);
        check("the one at twenty two harbour street is shut", &["address: twenty two harbour street"]);
        check("the shop's on 41 market place opposite", &["address: 41 market place"]);
        check("live at forty-two Cape Hill Terrace now", &["address: forty-two Cape Hill Terrace"]);
        check("it's one hundred and six Station Road. We", &["address: one hundred and six Station Road"]);
        check("to Flat three, one-oh-four High Street. It", &["address: Flat three, one-oh-four High Street"]);
        check("twelve eskdale road leeds", &["address: twelve eskdale road"]);
        check("two more road works", &[]);
        check("i do the bank on 88 cutler avenue and", &["address: 88 cutler avenue"]);
        check("the lady at number 40 quarry bank waits", &["address: number 40 quarry bank"]);
        check("they live at rose cottage and five of us", &["address: rose cottage"]);
        check("wrote to store b 40 limekiln row twice", &["address: store b 40 limekiln row"]);
        check("it went to 9 sandpiper close brackwater bw4 7qt", &["address: 9 sandpiper close brackwater bw4 7qt"]);
        check("send it to 5/118 banksia street i think", &["address: 5/118 banksia street"]);
        check("i took them to him at 6 lower clough fold", &["address: 6 lower clough fold"]);
        check("she's at calle de la paloma 8 i said", &["address: calle de la paloma 8"]);
        check("the depot's industrieweg 44 if it asks", &["address: industrieweg 44"]);
        check("he's at p.o box 2217 and i wrote", &["address: p.o box 2217"]);
    }

    #[test]
    fn postcodes_go() {
        check("PL11 2AB is ours", &["address: PL11 2AB"]);
        check("out in Springfield, MO 65803 somewhere", &["address: MO 65803"]);
        check("K1A 0B1 and D02 X285", &["address: K1A 0B1", "address: D02 X285"]);
        check("my zip code is 65803 and hers is 1012 AB", &["address: 65803", "address: 1012 AB"]);
        check("postcode three oh five six", &["address: three oh five six"]);
    }

    #[test]
    fn look_alikes_stay() {
        check("We had 20 Second 4th Form pupils", &[]);
        check("4 Quick Questions and 3 Customer Journeys", &[]);
        check("a flat 3 per cent, 12 Monday walks", &[]);
        check("We did 20 Green forms", &[]);
        check("to Lindenbergstr. 10, 1200 calls came", &["address: Lindenbergstr. 10"]);
        check("we did 10 miles of bad road, a ten minute drive and three lanes of road", &[]);
        check("two men on the street, 5 people in my row, at one end point", &[]);
        check(
            "i live in a care home, at number one in the way they see it, flat 3 on the second floor",
            &["address: flat 3"],
        );
        check("i'm in terminal 5 and on a one way street with 2 service points", &[]);
        check("We moved to 3 Regions and sent it via 2 Vans in 2023 GDP terms", &[]);
    }
}
