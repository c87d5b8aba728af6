//! Names said letter by letter or syllable by syllable: `K-O-F-I`, `D W A Y N E`, `on-tee-VAIR-os`.
//!
//! A chain that is nobody's name and too short to be one stays.

use std::ops::Range;

use super::likeness;
use super::mentions::{Found, Resolver, Target, named, put};
use super::session::Verdict;
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, facts};
use crate::text::Kind;

impl Resolver<'_> {
    /// Names said letter by letter or syllable by syllable: `K-O-F-I`, `D W A Y N E`, `on-tee-VAIR-os`.
    pub(super) fn spelt(&self, turn: usize, scan: &Scan<'_>, found: &mut Vec<Found>) {
        let mut at = 0;
        while at < scan.words.len() {
            let end = chain_end(scan, at);
            if let Some((end, letters)) = end {
                let said: String = (at..end)
                    .filter(|&it| !scan.is_mark(it, "-") && !scan.is_mark(it, "."))
                    .filter(|&it| !letters || scan.bare(it).chars().count() == 1)
                    .map(|it| scan.bare(it))
                    .collect();
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
        let joined = scan.is_mark(at + 1, "-");
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

/// Where a chain of single letters, or of syllables joined by hyphens, ends; and whether it is one of letters.
fn chain_end(scan: &Scan<'_>, start: usize) -> Option<(usize, bool)> {
    let word = |at: usize| scan.token(at).is_some_and(|token| token.kind == Kind::Word);
    // `g a e l i'm from` spells no `i`.
    let letter = |at: usize| word(at) && scan.bare(at).chars().count() == 1 && scan.bare(at) == scan.normal(at);
    // `m c capital g e double t`
    let told = |at: usize| matches!(scan.bare(at), "double" | "treble" | "triple" | "capital") && letter(at + 1);
    // A letter has four bytes at most; what is longer needs a hyphen.
    if scan.bare(start).len() > 4 && !scan.is_mark(start + 1, "-") {
        return None;
    }
    if !word(start) || (start > 0 && scan.is_mark(start - 1, "-")) {
        return None;
    }
    let all_letters = letter(start);
    let (mut end, mut parts) = (start + 1, 1);
    loop {
        let joint = usize::from(scan.is_mark(end, "-") || (all_letters && scan.is_mark(end, ".")));
        if all_letters && told(end + joint) {
            end += joint + 2;
            parts += 1;
            continue;
        }
        if joint == 0 && !all_letters || !word(end + joint) || (all_letters && !letter(end + joint)) {
            break;
        }
        end += joint + 1;
        parts += 1;
    }
    let upper =
        scan.case != Case::Cased || (start..end).filter(|&at| letter(at)).all(|at| scan.shape(at) == Shape::Letter);
    let enough = if all_letters { parts >= 3 && upper } else { parts >= 2 };
    enough.then_some((end, all_letters))
}
