//! Names said letter by letter or syllable by syllable: `K-O-F-I`, `D W A Y N E`, `on-tee-VAIR-os`.
//!
//! A chain that is nobody's name and too short to be one stays.

use std::ops::Range;

use super::likeness;
use super::mentions::{Found, Resolver, Target, named, put};
use super::session::Verdict;
use crate::anonymise::IdentifierKind;
use crate::anonymise::plain::Hints;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, facts};
use crate::text::Kind;

impl Resolver<'_> {
    /// Names said letter by letter or syllable by syllable: `K-O-F-I`, `D W A Y N E`, `on-tee-VAIR-os`.
    pub(super) fn spelt(&self, turn: usize, scan: &Scan<'_>, found: &mut Vec<Found>) {
        if !scan.hints.any(Hints::LETTER | Hints::HYPHEN) {
            return;
        }
        let mut at = 0;
        while at < scan.words.len() {
            let end = if may_open(scan, at) { chain_end(scan, at) } else { None };
            if let Some((end, letters)) = end {
                let said: String = if letters {
                    spelt(scan, at..end).into_iter().map(|it| scan.bare(it)).collect()
                } else {
                    (at..end).filter(|&it| !scan.is_mark(it, "-")).map(|it| scan.bare(it)).collect()
                };
                let id = self.chain(turn, scan, at, &said, letters, found);
                let id = id.or_else(|| if letters { None } else { self.pronounced(turn, scan, at..end, &said, found) });
                if let Some(target) = id {
                    put(found, (at..end, target));
                }
            }
            at = end.map_or(at + 1, |(end, _)| end);
        }
    }

    /// Whom a name's sound is told of: `NYE-ree`, `Tuh-wee`.
    fn pronounced(
        &self,
        turn: usize,
        scan: &Scan<'_>,
        range: Range<usize>,
        said: &str,
        found: &[Found],
    ) -> Option<Target> {
        let parts: Vec<usize> = range.clone().filter(|&at| !scan.is_mark(at, "-")).collect();
        let length = |at: usize| scan.bare(at).chars().count();
        let acronym = |at: usize| scan.words[at].kept || scan.facts(at).kept();
        let kept = parts.iter().any(|&at| acronym(at) && length(at) > 2);
        let syllable = |at: usize| scan.facts(at).rank() == 0 || length(at) <= 4;
        let odd = parts.iter().any(|&at| scan.facts(at).rank() == 0);
        if kept || !odd || said.chars().count() < 5 || facts(said).rank() > 0 || !parts.iter().all(|&at| syllable(at)) {
            return None;
        }
        let stressed = scan.case == Case::Cased
            && !parts.iter().any(|&at| acronym(at) && scan.shape(at) == Shape::Upper)
            && parts.iter().any(|&at| scan.shape(at) == Shape::Upper)
            && parts.iter().any(|&at| scan.shape(at) != Shape::Upper);
        let near = found.iter().filter(|(it, target)| !it.contains(&range.start) && person(target));
        let near: Vec<&Found> = near.collect();
        if let Some(own) = self.own(turn).filter(|_| stressed && self.openings[turn]) {
            return Some(Target::Person(own));
        }
        let words = |it: &Range<usize>| it.clone().map(|at| scan.bare(at)).collect::<Vec<_>>();
        let heard = near.iter().find(|(it, _)| words(it).iter().any(|word| likeness::spoken_as(said, word)));
        if let Some((_, target)) = heard {
            return Some(target.clone());
        }
        let known = self.known.compared.iter().find(|it| likeness::spoken_as(said, &it.name));
        if let Some(known) = known {
            return Some(Target::Person(known.id));
        }
        let nearest =
            near.iter().min_by_key(|(it, _)| it.start.abs_diff(range.start)).map(|(_, target)| target.clone());
        let own = || self.own(turn).map(Target::Person);
        stressed.then(|| nearest.or_else(own).unwrap_or_else(|| named(Verdict::Person, said.into())))
    }

    /// Whom letters or syllables joined to `said` name.
    fn chain(
        &self,
        turn: usize,
        scan: &Scan<'_>,
        at: usize,
        said: &str,
        letters: bool,
        found: &[Found],
    ) -> Option<Target> {
        if let Some(id) = self.person(turn, scan, at, said, false) {
            return Some(Target::Person(id));
        }
        if !letters {
            // Two parts may be any word with a hyphen.
            if !scan.is_mark(at + 3, "-") {
                return None;
            }
            let heard = self.known.compared.iter().find(|it| likeness::sounds_like(said, &it.name.replace('-', "")));
            return heard.map(|it| Target::Person(it.id));
        }
        let joined = scan.is_mark(at + 1, "-") || letter_end(scan, at) > at + 1;
        if said.chars().count() < 4 - usize::from(joined) || facts(said).is(Is::Acronym) {
            return None;
        }
        let before = found.iter().filter(|(range, _)| range.end <= at).max_by_key(|(range, _)| range.end);
        Some(before.map_or_else(|| named(Verdict::Person, said.into()), |(_, target)| target.clone()))
    }
}

fn person(target: &Target) -> bool {
    matches!(target, Target::Person(_) | Target::Named(IdentifierKind::Person, _))
}

/// Whether a letter stands at `at`, or a letter or a hyphen behind it: no chain opens without.
fn may_open(scan: &Scan<'_>, at: usize) -> bool {
    let hints = |at: usize, hint: u8| scan.words.get(at).is_some_and(|word| word.hints.any(hint));
    hints(at, Hints::LETTER) || hints(at + 1, Hints::LETTER | Hints::HYPHEN)
}

/// Where a chain of single letters, or of syllables joined by hyphens, ends; and whether it is one of letters.
fn chain_end(scan: &Scan<'_>, start: usize) -> Option<(usize, bool)> {
    let word = |at: usize| scan.token(at).is_some_and(|token| token.kind == Kind::Word);
    if !word(start) || (start > 0 && scan.is_mark(start - 1, "-")) {
        return None;
    }
    if is_letter(scan, start) || told(scan, start) {
        return letters_end(scan, start).map(|end| (end, true));
    }
    let (mut end, mut parts) = (start + 1, 1);
    while scan.is_mark(end, "-") && word(end + 1) {
        end += 2;
        parts += 1;
    }
    (parts >= 2).then_some((end, false))
}

/// Where letters said one by one end that may be a name: `K-O-F-I`, `S for sugar, Z for zebra, Y`.
fn letters_end(scan: &Scan<'_>, start: usize) -> Option<usize> {
    let (mut end, mut letters, mut explained, mut listed) = (start, 0, false, false);
    let mut next = start;
    while is_letter(scan, next) || told(scan, next) {
        next += usize::from(told(scan, next));
        let whole = letter_end(scan, next);
        explained |= whole > next + 1;
        end = whole;
        letters += 1;
        let comma = scan.is_mark(end, ",") && is_letter(scan, end + 1);
        listed |= comma;
        next = end + usize::from(comma || scan.is_mark(end, "-") || scan.is_mark(end, "."));
    }
    let all = spelt(scan, start..end);
    let upper = scan.case != Case::Cased || all.iter().all(|&at| scan.shape(at) == Shape::Letter);
    // `options A, B, C and D`
    let counted = all.windows(2).all(|pair| scan.bare(pair[1]).chars().eq(scan.bare(pair[0]).chars().map(after)));
    let enough = letters >= if listed && !explained { 4 } else { 3 };
    (enough && upper && !(listed && counted)).then_some(end)
}

fn after(letter: char) -> char {
    char::from_u32(letter as u32 + 1).unwrap_or(letter)
}

/// Whether a letter stands alone at `at`; `g a e l i'm from` spells no `i`.
fn is_letter(scan: &Scan<'_>, at: usize) -> bool {
    let bare = scan.bare(at);
    scan.token(at).is_some_and(|token| token.kind == Kind::Word) && bare.chars().count() == 1 && bare == scan.normal(at)
}

/// Whether the word at `at` says how the letter behind it is written: `m c capital g e double t`.
fn told(scan: &Scan<'_>, at: usize) -> bool {
    matches!(scan.bare(at), "double" | "treble" | "triple" | "capital") && is_letter(scan, at + 1)
}

/// Where a letter ends with the word that it is told by: `S for sugar`, `E as in Emma`.
fn letter_end(scan: &Scan<'_>, at: usize) -> usize {
    let lead = match (scan.bare(at + 1), scan.bare(at + 2)) {
        ("for", _) => 1,
        ("as" | "like", "in") => 2,
        _ => return at + 1,
    };
    let word = scan.bare(at + 1 + lead);
    if word.chars().count() > 2 && word.starts_with(scan.bare(at)) { at + 2 + lead } else { at + 1 }
}

/// The letters of a chain, without marks and the words that they are told by.
fn spelt(scan: &Scan<'_>, chain: Range<usize>) -> Vec<usize> {
    let mut letters = Vec::new();
    let mut at = chain.start;
    while at < chain.end {
        if is_letter(scan, at) {
            let times = match at.checked_sub(1).map_or("", |before| scan.bare(before)) {
                "double" => 2,
                "treble" | "triple" => 3,
                _ => 1,
            };
            letters.extend(std::iter::repeat_n(at, times));
            at = letter_end(scan, at);
        } else {
            at += 1;
        }
    }
    letters
}
