//! Names written with capitals: as a whole run, or else word by word.
//!
//! Goes by what the session knows; a name that is also a word has to show itself by its neighbours.

use std::ops::Range;

use compact_str::CompactString;

use super::cast::{Index, PersonId};
use super::context;
use super::mentions::{Found, Resolver, Target, named};
use super::name::Name;
use super::rest::{odd_rest, rest_of};
use super::runs::Run;
use super::session::{Verdict, who};
use super::subject;
use crate::anonymise::scan::{Scan, Shape};
use crate::lexicons::{Is, neighbours};
use crate::text::Kind;

impl Resolver<'_> {
    /// Decides a run of capitals: as a whole, or else word by word.
    pub(super) fn run(&self, turn: usize, scan: &Scan<'_>, run: &Run, found: &mut Vec<Found>) {
        if run.tokens.len() == 1 {
            let target = self.capital(turn, scan, run.tokens.start, run.first);
            let target = target.or_else(|| run.learned.map(|verdict| named(verdict, run.key.clone())));
            found.extend(target.map(|target| (run.tokens.clone(), target)));
            return;
        }
        let name = Name::of_run(&run.key);
        let verdict = self.known.verdicts.get(&run.key).map(|(verdict, _)| *verdict);
        if verdict.is_none_or(|verdict| verdict == Verdict::Person) {
            // Nobody speaks of themselves by name unless they say who they are.
            let speaker = self.own(turn).filter(|_| !self.introduces(turn, &run.tokens));
            let whole = who(self.people, self.known, &name, speaker).filter(|&id| self.all_fit(id, scan, &run.tokens));
            if let Some(id) = whole {
                found.push((run.tokens.clone(), Target::Person(id)));
                return;
            }
        }
        if let Some(verdict) = verdict {
            found.push((run.tokens.clone(), named(verdict, run.key.clone())));
            return;
        }
        if let Some(verdict) = run.learned {
            found.push((run.tokens.clone(), named(verdict, run.key.clone())));
            return;
        }
        let mut rest = run.tokens.start;
        for at in run.tokens.clone().filter(|&at| scan.token(at).is_some_and(|token| token.kind == Kind::Word)) {
            let first = run.first && at == run.tokens.start;
            if let Some(target) = self.capital(turn, scan, at, first) {
                found.extend(rest_of(scan, run, rest..at).or_else(|| odd_rest(scan, rest..at, &target)));
                found.push((at..at + 1, target));
                rest = at + 1;
            }
        }
        if rest > run.tokens.start {
            found.extend(rest_of(scan, run, rest..run.tokens.end));
        }
    }

    /// Whether every name word of a run is one that the person goes by, or no ordinary word.
    fn all_fit(&self, id: PersonId, scan: &Scan<'_>, run: &Range<usize>) -> bool {
        run.clone().filter(|&at| scan.token(at).is_some_and(|token| token.kind == Kind::Word)).all(|at| {
            let word = scan.bare(at);
            let points_there = |index: &Index| index.get(word).iter().any(|(_, it)| *it == id);
            points_there(&self.known.index)
                || points_there(self.people.everywhere())
                || !scan.words[at].ordinary()
                || scan.shape(at) == Shape::Letter
                || scan.facts(at).named()
        })
    }

    /// Decides one capitalised word.
    fn capital(&self, turn: usize, scan: &Scan<'_>, at: usize, first: bool) -> Option<Target> {
        let word = scan.bare(at);
        if scan.words[at].kept {
            return None;
        }
        let initials = matches!(scan.shape(at), Shape::Upper | Shape::Mixed) || (!first && word.len() >= 3);
        if let Some(id) = self.person(turn, scan, at, word, initials)
            && self.shows(turn, scan, at, first)
        {
            return Some(Target::Person(id));
        }
        if let Some((verdict, key)) = self.short(scan, at) {
            return Some(named(verdict, key));
        }
        let verdict = self.known.verdicts.get(word).map(|(verdict, _)| *verdict);
        let unusual = !scan.words[at].ordinary()
            || (!first && verdict.is_some())
            || scan.facts(at).rank() >= 5 && self.shows(turn, scan, at, first);
        if unusual && let Some(id) = self.alike(word) {
            return Some(Target::Person(id));
        }
        let verdict = verdict?;
        (!first || !scan.words[at].ordinary() || self.shows(turn, scan, at, first)).then(|| named(verdict, word.into()))
    }

    /// Whether a capitalised word that is somebody's name shows itself as a name here.
    fn shows(&self, turn: usize, scan: &Scan<'_>, at: usize, first: bool) -> bool {
        let word = scan.words[at];
        let left = at.checked_sub(1).map_or("", |it| scan.normal(it));
        if word.facts.is(Is::Calendar) {
            let dated =
                neighbours().dated.has(left) || scan.token(at + 1).is_some_and(|next| next.kind == Kind::Number);
            let points = context::around(scan, at..at + 1).person;
            return if dated { points >= 2.0 } else { !first || points >= 0.8 };
        }
        if !word.ordinary() || !first {
            return true;
        }
        if subject::acts(scan, at) {
            return true;
        }
        let again = |it: usize| scan.shape(it) == Shape::Lower && scan.bare(it) == scan.bare(at);
        if (scan.is_mark(at + 1, "-") && scan.touches_next(at)) || again(at + 1) || again(at + 2) {
            return false;
        }
        if (at + 3..at + 6).any(again) && context::around(scan, at..at + 1).person < 1.5 {
            return false;
        }
        // `Will it`, `Mark my words`, `May I`: a verb's company.
        let verb = neighbours().verb_company.has(scan.normal(at + 1));
        // A word that is rare and a name that is not needs less to be one: `Rosemary the chef`.
        if word.facts.rank() >= 5 && (word.facts.given() >= 5 || word.named) {
            let role = scan.facts(at + 2).any(&[Is::Plain, Is::Kin, Is::Title]);
            return !verb || (scan.normal(at + 1) == "the" && role);
        }
        let alone = self.openings[turn] && at == 0 && matches!(scan.normal(1), "." | ",");
        // A word that is the whole answer is an answer: `Patience.`
        let mark = |it: usize| scan.token(it).is_none_or(|token| token.kind == Kind::Mark);
        let whole = (0..scan.words.len()).all(|it| it == at || mark(it));
        !verb && (alone || !whole && context::around(scan, at..at + 1).person >= 0.8)
    }

    /// A short name of a place or firm.
    fn short(&self, scan: &Scan<'_>, at: usize) -> Option<(Verdict, CompactString)> {
        let word = scan.bare(at);
        if let Some((verdict, key)) = self.known.short.get(word)
            && !matches!(scan.shape(at), Shape::Lower)
        {
            return Some((*verdict, key.clone()));
        }
        let behind_the = at > 0 && scan.normal(at - 1) == "the" && scan.shape(at) == Shape::Capital;
        let (verdict, key) = self.known.short.get(format!("the {word}").as_str()).filter(|_| behind_the)?;
        Some((*verdict, key.clone()))
    }
}
