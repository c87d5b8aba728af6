//! Names said letter by letter or syllable by syllable: `K-O-F-I`, `D W A Y N E`, `on-tee-VAIR-os`.
//!
//! A chain that is nobody's name and too short to be one stays.

use super::likeness;
use super::mentions::{Found, Resolver, Target, named, put};
use super::session::Verdict;
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
                    .map(|it| scan.bare(it))
                    .collect();
                let id = self.chain(turn, scan, at, &said, letters, found);
                if let Some(target) = id {
                    put(found, (at..end, target));
                }
            }
            at = end.map_or(at + 1, |(end, _)| end);
        }
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
            let heard =
                self.known.compared.iter().find(|(_, name)| likeness::sounds_like(said, &name.replace('-', "")));
            return heard.map(|(id, _)| Target::Person(*id));
        }
        if said.chars().count() < 4 || facts(said).is(Is::Acronym) {
            return None;
        }
        let before = found.iter().filter(|(range, _)| range.end <= at).max_by_key(|(range, _)| range.end);
        Some(before.map_or_else(|| named(Verdict::Person, said.into()), |(_, target)| target.clone()))
    }
}

/// Where a chain of single letters, or of syllables joined by hyphens, ends; and whether it is one of letters.
fn chain_end(scan: &Scan<'_>, start: usize) -> Option<(usize, bool)> {
    let word = |at: usize| scan.token(at).is_some_and(|token| token.kind == Kind::Word);
    let letter = |at: usize| word(at) && scan.bare(at).chars().count() == 1;
    if !word(start) || (start > 0 && scan.is_mark(start - 1, "-")) {
        return None;
    }
    let all_letters = letter(start);
    let (mut end, mut parts) = (start + 1, 1);
    loop {
        let joint = usize::from(scan.is_mark(end, "-") || (all_letters && scan.is_mark(end, ".")));
        if joint == 0 && !all_letters || !word(end + joint) || (all_letters && !letter(end + joint)) {
            break;
        }
        end += joint + 1;
        parts += 1;
    }
    let upper =
        scan.case != Case::Cased || (start..end).filter(|&at| word(at)).all(|at| scan.shape(at) == Shape::Letter);
    let enough = if all_letters { parts >= 3 && upper } else { parts >= 3 };
    enough.then_some((end, all_letters))
}
