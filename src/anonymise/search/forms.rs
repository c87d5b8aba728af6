//! Every way in which one person's name may stand in a document.
//!
//! Makes patterns; it reads no document.

use compact_str::CompactString;

use super::words::parts;
use crate::anonymise::names::Name;
use crate::lexicons::{Is, facts, other_forms};
use crate::transcript::Speaker;

/// What a pattern's words must look like to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    /// Nothing: the words tell by themselves.
    Nothing,
    /// A capital on every word.
    Capitals,
    /// Letters with their full stops.
    Initials,
    /// An alias that the roster has in capitals: it must be in capitals among small letters, or placed as a name.
    Alias,
    /// One word that is an ordinary word too: it must be written and placed as a name.
    Name,
    /// One family name that is an ordinary word too: a title or an initial before it.
    Title,
}

/// Words that follow each other.
pub(super) struct Pattern {
    pub(super) words: Vec<CompactString>,
    pub(super) need: Need,
}

/// A name, by how surely a stretch of letters is one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// It is no English word.
    Surely,
    /// It is a rare word, or one that a name is meant by more often.
    Capitalised,
    /// It is an ordinary word, a region, a month, a tool.
    Hardly,
}

/// Every pattern for a person, in no order.
pub(super) fn patterns(person: &Speaker) -> Vec<Pattern> {
    let mut all = Vec::new();
    for written in person.names.iter().chain([&person.label]) {
        let Some(name) = Name::parse(written) else { continue };
        let given: Vec<CompactString> = name.given.iter().flat_map(|word| parts(word)).collect();
        let family: Vec<CompactString> = name.family.iter().flat_map(|word| parts(word)).collect();
        whole(&given, &family, &mut all);
        for word in &given {
            single(word, Need::Name, &mut all);
        }
        for word in family.iter().filter(|word| !facts(word).is(Is::Particle)) {
            single(word, Need::Title, &mut all);
        }
        short_forms(&given, &family, &mut all);
        joined(&given, &family, &mut all);
        initials(given.iter().chain(&family), &mut all);
        umlauts(written, &mut all);
    }
    in_capitals(person, &mut all);
    called(person, &mut all);
    all
}

/// `S.O.` for Sian Oyelaran, and every initial of longer names.
fn initials<'a>(words: impl Iterator<Item = &'a CompactString>, all: &mut Vec<Pattern>) {
    let each: Vec<CompactString> = words.map(|word| word.chars().take(1).collect()).collect();
    let [first, .., last] = each.as_slice() else { return };
    pattern([first, last], Need::Initials, all);
    pattern(&each, Need::Initials, all);
}

/// Letters that an alias in capitals has at most.
const LONGEST_IN_CAPITALS: usize = 5;

/// Aliases in capitals, such as `REV`, of somebody whose name is not in capitals as a whole.
fn in_capitals(person: &Speaker, all: &mut Vec<Pattern>) {
    let small = |name: &String| name.contains(char::is_lowercase);
    if !person.names.iter().chain([&person.label]).any(small) {
        return;
    }
    let short = |name: &&String| {
        let letters = name.chars().count();
        (2..=LONGEST_IN_CAPITALS).contains(&letters) && name.chars().all(char::is_uppercase)
    };
    for alias in person.names.iter().filter(short) {
        pattern(&parts(alias), Need::Alias, all);
    }
}

/// What somebody is called before their family name: `Will Turner` and `willturner` for William Turner, called Will.
fn called(person: &Speaker, all: &mut Vec<Pattern>) {
    let written = person.names.iter().chain([&person.label]);
    let (whole, short): (Vec<Name>, Vec<Name>) =
        written.filter_map(|it| Name::parse(it)).partition(|name| !name.family.is_empty());
    let Some(known) = whole.first() else { return };
    let family: Vec<CompactString> = known.family.iter().flat_map(|word| parts(word)).collect();
    for alias in short {
        let given: Vec<CompactString> = alias.given.iter().flat_map(|word| parts(word)).collect();
        pattern(given.iter().chain(&family), Need::Capitals, all);
        joined(&given, &family, all);
    }
}

/// The words long and rare enough that one wrong letter still tells of them.
pub(super) fn long_words(person: &Speaker) -> impl Iterator<Item = CompactString> {
    let names = person.names.iter().chain([&person.label]).filter_map(|written| Name::parse(written));
    let words = names.flat_map(|name| name.given.into_iter().chain(name.family));
    words.flat_map(|word| parts(&word)).filter(|word| word.chars().count() >= LONG && tells(word) == Tells::Surely)
}

/// Letters from which on a misspelt name is looked for.
pub(super) const LONG: usize = 6;

fn tells(word: &str) -> Tells {
    let known = facts(word);
    if known.kept() || matches!(known.rank(), 1..=4) {
        Tells::Hardly
    } else if known.rank() > 0 {
        Tells::Capitalised
    } else {
        Tells::Surely
    }
}

fn pattern<'a>(words: impl IntoIterator<Item = &'a CompactString>, need: Need, all: &mut Vec<Pattern>) {
    let words: Vec<CompactString> = words.into_iter().cloned().collect();
    if !words.is_empty() {
        all.push(Pattern { words, need });
    }
}

/// The whole name forwards and backwards, without middle names, and with either end as an initial.
fn whole(given: &[CompactString], family: &[CompactString], all: &mut Vec<Pattern>) {
    if given.len() + family.len() < 2 {
        return;
    }
    let sure = given.iter().chain(family).any(|word| tells(word) == Tells::Surely && word.chars().count() > 2);
    let need = if sure { Need::Nothing } else { Need::Capitals };
    pattern(given.iter().chain(family), need, all);
    // `Jean Luc`, `del Carmen`.
    for words in [given, family].into_iter().filter(|words| words.len() > 1) {
        pattern(words, Need::Capitals, all);
    }
    if let (Some(first), [_, ..]) = (given.first(), family) {
        pattern(family.iter().chain(given), need, all);
        pattern([first].into_iter().chain(family), need, all);
        let initial = |word: &CompactString| -> CompactString { word.chars().take(1).collect() };
        pattern([&initial(first)].into_iter().chain(family), Need::Capitals, all);
        pattern(family.iter().chain([&initial(first)]), Need::Capitals, all);
        pattern([first, &initial(&family[family.len() - 1])], Need::Capitals, all);
    }
}

/// One word of a name; `hardly` is what it needs where it is an ordinary word too.
fn single(word: &CompactString, hardly: Need, all: &mut Vec<Pattern>) {
    let letters = word.chars().count();
    let need = match tells(word) {
        Tells::Surely if letters > 2 => Need::Nothing,
        Tells::Surely | Tells::Capitalised if hardly == Need::Name || letters > 2 => Need::Name,
        _ => hardly,
    };
    if letters > 1 {
        pattern([word], need, all);
    }
}

/// `Bill` and `Bill Ketchum` for William Ketchum; names that a tool or month bears too are left out.
fn short_forms(given: &[CompactString], family: &[CompactString], all: &mut Vec<Pattern>) {
    let Some(first) = given.first() else { return };
    for other in other_forms(first) {
        let other = CompactString::from(other);
        if other.chars().count() > 2 && !facts(&other).kept() {
            let need = if tells(&other) == Tells::Surely { Need::Nothing } else { Need::Name };
            pattern([&other], need, all);
        }
        if !family.is_empty() {
            pattern([&other].into_iter().chain(family), Need::Capitals, all);
        }
    }
}

/// `sianprice`, `pricesian` and `sprice`, as accounts and addresses have them; `obrien` for O'Brien.
fn joined(given: &[CompactString], family: &[CompactString], all: &mut Vec<Pattern>) {
    let surname: CompactString = family.iter().map(CompactString::as_str).collect();
    for words in [given, family].into_iter().filter(|words| words.len() > 1) {
        let word: CompactString = words.iter().map(CompactString::as_str).collect();
        if tells(&word) == Tells::Surely && word.chars().count() > 4 {
            pattern([&word], Need::Nothing, all);
        }
    }
    let Some(first) = given.first().filter(|_| surname.chars().count() > 2) else { return };
    let initial: CompactString = first.chars().take(1).collect();
    for (front, back) in [(first, &surname), (&surname, first), (&initial, &surname)] {
        let word: CompactString = [front.as_str(), back.as_str()].concat().into();
        if word.chars().count() > 5 && tells(&word) == Tells::Surely && !facts(&word).named() {
            pattern([&word], Need::Nothing, all);
        }
    }
}

/// `Mueller` for Müller.
fn umlauts(written: &str, all: &mut Vec<Pattern>) {
    for word in written.split(|c: char| !c.is_alphabetic()) {
        let lower = word.to_lowercase();
        let spelt =
            lower.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ø', "oe").replace('å', "aa");
        if spelt != lower {
            parts(&spelt)
                .iter()
                .filter(|word| tells(word) == Tells::Surely)
                .for_each(|it| pattern([it], Need::Nothing, all));
        }
    }
}
