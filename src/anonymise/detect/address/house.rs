//! Houses by their number alone, boxes at the post office, and what is given in answer to `And the address?`.

use std::ops::Range;

use crate::anonymise::detect::{code, spoken};
use crate::anonymise::scan::{Case, Scan};
use crate::lexicons::{Is, beside};
use crate::text::Kind;

/// Boxes: `Apartado 211`, `RR 2`, `R.D. 4`, `Private Bag 12`.
pub(super) fn box_at(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let number = |it: usize| scan.token(it).is_some_and(|token| token.kind == Kind::Number && token.span.len() <= 6);
    let word = scan.bare(at);
    if matches!(word, "apartado" | "postfach" | "casilla" | "postbus" | "postboks") && number(at + 1) {
        return Some(at..at + 2);
    }
    if word == "private" && scan.bare(at + 1) == "bag" && number(at + 2) {
        return Some(at..at + 3);
    }
    // A rural route of the post, before the town that it starts from.
    let dot = at + 1 + usize::from(scan.is_mark(at + 1, "."));
    let route = matches!(word, "rr" | "r.d" | "rd") && number(dot) && scan.normal(dot).len() <= 2;
    (route && (scan.is_mark(dot + 1, ",") || scan.case == Case::Loose)).then_some(at..dot + 1)
}

/// `at number 12`, `from no 8`, `number ninety`: a house by its number, where people and houses are spoken of.
pub(super) fn numbered_at(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let before = at.checked_sub(1).map_or("", |it| scan.bare(it));
    if !matches!(scan.bare(at), "number" | "no") || !matches!(before, "at" | "from" | "to") {
        return None;
    }
    let start = at + 1 + usize::from(scan.is_mark(at + 1, ".") && scan.bare(at) == "no");
    let typed = scan.token(start).is_some_and(|it| it.kind == Kind::Number && it.span.len() <= 4);
    let run = code::run(scan, start).filter(|run| run.figures <= 3 && run.letters <= 1 && !code::counted(scan, run))?;
    let said = spoken::is_number(scan.normal(start)) && scan.bare(start) != "one";
    let list = matches!(scan.normal(run.end), "in" | "on" | "for" | "of")
        && !matches!(scan.normal(run.end + 1), "the" | "my" | "our");
    let around = scan.sentence(at);
    let named = at >= 2 && scan.words[at - 2].facts.named() && scan.words[at - 2].facts.rank() == 0;
    let home = named
        || around
            .clone()
            .filter(|it| (at.saturating_sub(16)..at + 12).contains(it))
            .any(|it| beside().homes.has(scan.bare(it)));
    let ranked =
        matches!(scan.bare(start), "one") || (scan.normal(run.end) == "in" && scan.normal(run.end + 1) == "the");
    ((typed || said) && home && !list && !ranked).then_some(at..run.end)
}

/// `5 The Leas`, `8 the maltings`: a number and a house, or a row of them, with its article.
pub(super) fn articled_at(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let number = scan
        .token(at)
        .is_some_and(|it| it.kind == Kind::Number && it.span.len() <= 3 && it.normal().as_bytes()[0] != b'0');
    if !number || scan.normal(at + 1) != "the" {
        return None;
    }
    let before = at.checked_sub(1).map_or("", |it| scan.bare(it));
    let placed = matches!(before, "at" | "to" | "is" | "from" | "attended" | "visited" | "in" | "address" | "it");
    let capital = |it: usize| scan.words.get(it).is_some_and(|word| word.capital());
    let written = capital(at + 1) && capital(at + 2);
    let odd =
        scan.case == Case::Loose && !matches!(scan.facts(at + 2).rank(), 1..=5) && scan.bare(at + 2).ends_with('s');
    let word = scan.token(at + 2).is_some_and(|it| it.kind == Kind::Word);
    (word && (written || (placed && odd))).then_some(at..at + 3)
}

/// `Two oh four A`, `twelve b coldharbour mews`, `88011`: what opens with a number in answer to who asks for an address.
pub(in crate::anonymise::detect) fn given_house(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let run = code::run(scan, at).filter(|run| (1..=8).contains(&run.figures) && !code::counted(scan, run))?;
    let head = |it: usize| scan.facts(it).is(Is::Street) || scan.facts(it).is(Is::PlaceHead);
    let street = (run.end..run.end + 4)
        .take_while(|&it| scan.token(it).is_some_and(|token| token.kind == Kind::Word))
        .find(|&it| it > run.end && head(it));
    let year = run.end == at + 1 && matches!(scan.normal(at).parse::<u16>(), Ok(1900..=2099));
    let alone = ((run.figures >= 2 && run.single) || run.letters > 0) && !year;
    street.map(|last| at..last + 1).or_else(|| alone.then_some(at..run.end))
}
