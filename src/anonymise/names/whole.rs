//! The rest of a name beside the part that was found: behind a hyphen, and in texts without capitals the family name.
//!
//! Widens stretches; it decides nothing about who is meant.

use std::ops::Range;

use super::cast::PersonId;
use super::mentions::{Found, Target, named, taken};
use super::runs::key;
use super::session::Verdict;
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, neighbours};
use crate::text::Kind;

/// How likely a word that no list has must be part of a person's name to be taken in.
const LEAST: f32 = 0.1;

/// The same for any word, and for a word beside a place or firm.
const BESIDE: f32 = 0.3;

/// The same for a word that many people bear as a family name: `kenny auld`.
const BORNE: f32 = 0.06;

/// How likely a word for a trade must be part of a firm's name to make a firm of the odd word before it.
const TRADING: f32 = 0.05;

/// How likely a word for a trade must be part of a name to be taken in beside a place.
const TRADE: f32 = 0.1;

/// Takes in what belongs to the people, and without capitals to the firms and places found: `kofi nyame` becomes
/// `kofi nyame-bekyere`, `tidewell` becomes `tidewell energy`.
///
/// `known_by_one` tells who is called by a single word and nothing else.
pub(super) fn widen(scan: &Scan<'_>, found: &mut [Found], known_by_one: impl Fn(PersonId) -> bool) {
    for place in 0..found.len() {
        let (range, target) = &found[place];
        let person = matches!(target, Target::Person(_) | Target::Named(IdentifierKind::Person, _));
        let firm = matches!(target, Target::Named(IdentifierKind::Organisation, _));
        if let Some((end, verdict)) = trading(scan, found, range).filter(|_| match target {
            Target::Person(id) => known_by_one(*id) || scan.case == Case::Cased,
            Target::Named(..) => person,
        }) {
            let range = range.start..end;
            found[place] = (range.clone(), named(verdict, key(scan, range)));
            continue;
        }
        let widened = if person {
            whole_name(scan, found, range.clone())
        } else if scan.case != Case::Cased {
            whole_site(scan, found, range.clone(), firm)
        } else {
            range.clone()
        };
        let free = |at: usize| !taken(found, at);
        if !person
            && let Some(start) = head_before(scan, widened.start).filter(|&start| (start..widened.start).all(free))
        {
            let range = start..widened.end;
            found[place] = (range.clone(), named(Verdict::Firm, key(scan, range)));
            continue;
        }
        found[place].0 = widened;
    }
}

/// Where a firm or body called by a place starts: `the guild of st dunstan`, `University of Larkfield`.
fn head_before(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let left = |back: usize| at.checked_sub(back).map_or("", |it| scan.normal(it));
    let of = if left(1) == "of" {
        1
    } else if left(2) == "of" && matches!(left(1), "the" | "st" | "saint") {
        2
    } else {
        return None;
    };
    let head = at.checked_sub(of + 1)?;
    let written = scan.case != Case::Cased || scan.words[head].capital();
    (written && neighbours().bodies.has(scan.bare(head))).then_some(head)
}

fn whole_name(scan: &Scan<'_>, found: &[Found], mut range: Range<usize>) -> Range<usize> {
    let free = |at: usize| !taken(found, at);
    loop {
        let small = scan.case != Case::Cased;
        if small && free(range.end) && !scan.possessive(range.end - 1) && family(scan, range.end) {
            range.end += 1;
        } else if joined(scan, range.end) && free(range.end) && free(range.end + 1) && part(scan, range.end + 1) {
            range.end += 2;
        } else if range.start >= 2
            && joined(scan, range.start - 1)
            && free(range.start - 1)
            && free(range.start - 2)
            && part(scan, range.start - 2)
        {
            range.start -= 2;
        } else if small && range.start > 0 && free(range.start - 1) && initial(scan, range.start - 1) {
            range.start -= 1;
        } else if let Some(start) = particles_before(scan, range.start).filter(|&at| (at..range.start).all(free)) {
            range.start = start;
        } else if initial_behind(scan, range.end) && free(range.end + 1)
            || byname(scan, range.clone()) && free(range.end) && free(range.end + 1)
        {
            range.end += 2;
        } else {
            return range;
        }
    }
}

/// Where the name of a firm or street ends that was taken for a person's, without capitals: `dhillon autos`,
/// `jessop and sons`.
fn trading(scan: &Scan<'_>, found: &[Found], range: &Range<usize>) -> Option<(usize, Verdict)> {
    let end = range.end;
    let written = scan.case != Case::Cased || scan.shape(end + 1) == Shape::Capital;
    let joint = scan.bare(end) == "and" || scan.is_mark(end, "&");
    let heir = joint && matches!(scan.bare(end + 1), "sons" | "son" | "daughter" | "daughters" | "co");
    if heir && written && !scan.possessive(end - 1) && !taken(found, end + 1) {
        return Some((end + 2, Verdict::Firm));
    }
    let titled = range.start > 0 && scan.facts(range.start - 1).is(Is::Courtesy);
    let given = scan.possessive(range.start) || scan.facts(range.start).given() >= 4;
    if range.len() > 1 || scan.case == Case::Cased || titled || given {
        return None;
    }
    let known = scan.facts(end);
    let generic = neighbours().branches.has(scan.bare(end)) || known.kept() || taken(found, end);
    let likely = scan.likely(end).firm + scan.likely(end).place;
    if generic || likely < TRADING {
        None
    } else if known.any(&[Is::Trade, Is::Firm]) {
        Some((end + 1, Verdict::Firm))
    } else {
        known.any(&[Is::SureStreet, Is::PlaceHead]).then_some((end + 1, Verdict::Place))
    }
}

/// Where the small words before a family name start: `van der Merwe`, `Mr van Dijk`; one alone may be a word.
fn particles_before(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let particle = |at: usize| scan.shape(at) == Shape::Lower && scan.facts(at).is(Is::Particle);
    let count = (0..at).rev().take(3).take_while(|&it| particle(it)).count();
    let start = at - count;
    let dot = usize::from(start > 0 && scan.is_mark(start - 1, "."));
    let titled = start.checked_sub(1 + dot).is_some_and(|it| scan.facts(it).is(Is::Courtesy));
    (scan.case == Case::Cased && (count >= 2 || (count == 1 && titled))).then_some(start)
}

/// Whether an initial stands behind a family name: `Patel, R. and Long, S.`.
fn initial_behind(scan: &Scan<'_>, end: usize) -> bool {
    let letter = scan.shape(end + 1) == Shape::Letter && scan.normal(end + 1) != "i";
    scan.case == Case::Cased
        && scan.is_mark(end, ",")
        && letter
        && scan.is_mark(end + 2, ".")
        && scan.touches_next(end + 1)
}

/// Whether what somebody is called by stands behind their name: `Roddy the Post`.
fn byname(scan: &Scan<'_>, range: Range<usize>) -> bool {
    let (the, name) = (range.end, range.end + 1);
    let called = scan.case == Case::Cased && scan.normal(the) == "the" && scan.shape(name) == Shape::Capital;
    let ends = !matches!(scan.shape(name + 1), Shape::Capital | Shape::Upper) && !scan.is_mark(name + 1, "-");
    let words = scan.words.get(name).is_some_and(|word| !word.kept && !word.facts.is(Is::Calendar) && !word.first);
    called && ends && words && range.len() == 1 && !scan.possessive(range.start) && !scan.possessive(name)
}

/// Whether a single letter stands before a name as part of it: `p achebe`; `a` and `i` are words of their own unless
/// another letter or a title stands before them.
fn initial(scan: &Scan<'_>, at: usize) -> bool {
    let letter = |at: usize| scan.token(at).is_some_and(|it| it.kind == Kind::Word) && scan.bare(at).len() == 1;
    let before = at.checked_sub(1);
    let held = before.is_some_and(|at| letter(at) || scan.facts(at).is(Is::Courtesy));
    letter(at) && !scan.words[at].kept && (held || !matches!(scan.bare(at), "a" | "i" | "o" | "u" | "x"))
}

fn whole_site(scan: &Scan<'_>, found: &[Found], mut range: Range<usize>, firm: bool) -> Range<usize> {
    let word =
        |at: usize| scan.token(at).is_some_and(|it| it.kind == Kind::Word) && !scan.words[at].kept && !taken(found, at);
    for _ in 0..3 {
        let end = range.end;
        if scan.possessive(end - 1) {
            break;
        }
        let likely = scan.likely(end).firm + scan.likely(end).place;
        let generic = neighbours().branches.has(scan.bare(end)) || scan.facts(end).kept();
        let street = scan.facts(end).any(&[Is::SureStreet, Is::PlaceHead]);
        let trade = scan.facts(end).any(&[Is::Trade, Is::Firm]);
        let ends = !generic && (street || trade && (firm || likely >= TRADE));
        // `harbourside rowing club`: what is done there stands before the kind of firm or site.
        let odd = matches!(scan.facts(end - 1).rank(), 0 | 5..);
        let inner = odd && scan.facts(end).rank() >= 3 && scan.facts(end + 1).any(&[Is::Trade, Is::PlaceHead]);
        let joint = matches!(scan.bare(end), "and" | "&");
        let inner = inner && !neighbours().branches.has(scan.bare(end + 1));
        let heirs = joint && (neighbours().heirs.has(scan.bare(end + 1)) || firm && scan.likely(end + 1).firm >= 0.25);
        if word(end) && (ends || likely >= BESIDE && !generic) {
            range.end += 1;
        } else if word(end + 1) && (inner && word(end) || heirs) {
            range.end += 2;
        } else {
            break;
        }
    }
    range
}

/// Makes one mention of a name in two words.
pub(super) fn merge(scan: &Scan<'_>, found: &mut Vec<Found>) {
    found.dedup_by(|next, last| {
        let loose = scan.case != Case::Cased;
        let hyphened = loose && joined(scan, last.0.end) && next.0.start == last.0.end + 1;
        let people = |found: &Found| matches!(found.1, Target::Person(_) | Target::Named(IdentifierKind::Person, _));
        if hyphened && people(last) && people(next) {
            last.0.end = next.0.end;
            if !matches!(last.1, Target::Person(_)) {
                last.1 = named(Verdict::Person, key(scan, last.0.clone()));
            }
            return true;
        }
        let beside = next.0.start == last.0.end;
        // `Pottinger's Garage`, `Hay-on-Wye`
        let head = |at: usize| scan.facts(at).any(&[Is::Trade, Is::PlaceHead, Is::SureStreet, Is::Site]);
        let owned = beside && next.0.len() == 1 && head(next.0.start) && scan.possessive(last.0.end - 1);
        if owned || (scan.case == Case::Cased && bridged(scan, last.0.end, next.0.start)) {
            let verdict = if owned { Verdict::Firm } else { Verdict::Place };
            last.0.end = next.0.end;
            last.1 = named(verdict, key(scan, last.0.clone()));
            return true;
        }
        let single = |target: &Target| matches!(target, Target::Named(IdentifierKind::Person, _));
        let person = |target: &Target| matches!(target, Target::Person(_));
        let anew = scan.likely(next.0.start).starts_anew();
        let small = loose && !anew && single(&last.1) && single(&next.1);
        // The rest of a name is nobody else's: `goh teck huat`.
        let rest = !anew && scan.facts(next.0.start).given() < 4 && !scan.possessive(last.0.end - 1);
        let rest = loose && rest && person(&last.1) && single(&next.1);
        let same = beside && ((next.1 == last.1 && person(&last.1)) || small || rest);
        if same {
            last.0.end = next.0.end;
            if small {
                last.1 = named(Verdict::Person, key(scan, last.0.clone()));
            }
        }
        same
    });
}

/// Whether a small word with hyphens on both sides joins two parts of a place's name: `Moreton-in-Marsh`.
fn bridged(scan: &Scan<'_>, from: usize, to: usize) -> bool {
    to == from + 3 && joined(scan, from) && joined(scan, from + 2) && scan.shape(from + 1) == Shape::Lower
}

/// Whether a hyphen without spaces stands at `at`.
fn joined(scan: &Scan<'_>, at: usize) -> bool {
    at > 0 && scan.is_mark(at, "-") && scan.touches_next(at - 1) && scan.touches_next(at)
}

/// Whether a word is no English one, so that what it is joined to is a name as a whole.
fn part(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at).is_some_and(|token| token.kind == Kind::Word)
        && scan.facts(at).rank() == 0
        && !scan.facts(at).kept()
        && !scan.words[at].kept
}

/// Whether a word right behind a given name is the family name by the lists or the recogniser.
fn family(scan: &Scan<'_>, at: usize) -> bool {
    let likely = scan.likely(at).person;
    let known = scan.facts(at).family() > 0 && scan.bare(at).chars().count() >= 3;
    let word = scan.words.get(at).is_some_and(|word| !word.first && !word.kept);
    let borne = scan.facts(at).family() >= 5 && scan.facts(at).rank() > 1;
    let least = if borne { BORNE } else { BESIDE };
    word && (part(scan, at) && (known || likely >= LEAST)
        || scan.token(at).is_some_and(|token| token.kind == Kind::Word) && likely >= least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[track_caller]
    fn check(raw: &str, found: std::ops::Range<usize>, expected: &str) {
        let text = Text::new(raw);
        let scan = Scan::new(&text, &[]);
        let mut found = [(found, Target::Named(IdentifierKind::Person, "somebody".into()))];
        widen(&scan, &mut found, |_| false);
        assert_eq!(text.slice(scan.bare_span(found[0].0.clone())), expected, "{raw}");
    }

    #[test]
    fn a_hyphen_joins_the_rest_of_a_name() {
        check("they know kofi nyame-bekyere there", 2..4, "kofi nyame-bekyere");
        check("mrs iqbal-thwaite rang", 1..2, "iqbal-thwaite");
        check("a Dana-led team", 1..2, "Dana");
    }

    #[test]
    fn places_and_firms_of_several_parts_are_one() {
        let merged = |raw: &str, first: Range<usize>, second: Range<usize>| {
            let text = Text::new(raw);
            let place = |range: Range<usize>| (range, Target::Named(IdentifierKind::Location, "place".into()));
            let mut found = vec![place(first), place(second)];
            merge(&Scan::new(&text, &[]), &mut found);
            found.into_iter().map(|it| (it.0.start, it.0.end)).collect::<Vec<_>>()
        };
        assert_eq!(merged("We met in Hay-on-Wye then", 3..4, 7..8), [(3, 8)]);
        assert_eq!(merged("At Pottinger's Garage then", 1..2, 2..3), [(1, 3)]);
        assert_eq!(merged("From Leeds to Hull then", 1..2, 3..4), [(1, 2), (3, 4)]);
    }

    #[test]
    fn hyphens_make_one_name_of_its_parts() {
        let text = Text::new("osei-bonsu was here");
        let somebody = |at: usize| (at..at + 1, Target::Named(IdentifierKind::Person, "somebody".into()));
        let mut found = vec![somebody(0), somebody(2)];
        merge(&Scan::new(&text, &[]), &mut found);
        assert_eq!(found, [(0..3, Target::Named(IdentifierKind::Person, "osei-bonsu".into()))]);
    }

    #[track_caller]
    fn check_site(raw: &str, found: std::ops::Range<usize>, expected: &str) {
        let text = Text::new(raw);
        let mut found = [(found, Target::Named(IdentifierKind::Organisation, "firm".into()))];
        let scan = Scan::new(&text, &[]);
        widen(&scan, &mut found, |_| false);
        assert_eq!(text.slice(scan.bare_span(found[0].0.clone())), expected, "{raw}");
    }

    #[test]
    fn without_capitals_the_trade_belongs_to_a_firm_and_its_office_does_not() {
        check_site("calling from tidewell energy today", 2..3, "tidewell energy");
        check_site("i ring bertram and sons first", 2..3, "bertram and sons");
        check_site("for the harbourside rowing club today", 2..3, "harbourside rowing club");
        check_site("ask the guild of st dunstan about it", 5..6, "guild of st dunstan");
        check_site("ask the Guild of St Dunstan about it", 5..6, "Guild of St Dunstan");
        check_site("it is north of dunstan now", 4..5, "dunstan");
        check_site("up at the leith office again", 3..4, "leith");
        check_site("Calling from Tidewell energy", 2..3, "Tidewell");
        check("they rang jessop and sons first", 2..3, "jessop and sons");
        check("they rang ralph mundy and daughter first", 2..4, "ralph mundy and daughter");
        check("They rang Ralph and Sons first", 2..3, "Ralph and Sons");
        check("They rang Ralph and sons first", 2..3, "Ralph");
    }

    #[test]
    fn a_letter_before_a_name_belongs_to_it_and_an_article_does_not() {
        check("sincerely p achebe", 2..3, "p achebe");
        check("it was a whitfield", 3..4, "whitfield");
    }

    #[test]
    fn without_capitals_a_family_name_is_taken_in_and_a_word_is_not() {
        check("ask dana whitfield first", 1..2, "dana whitfield");
        check("ask dana about it", 1..2, "dana");
        check("it was dana's whitfield", 2..3, "dana");
    }
}
