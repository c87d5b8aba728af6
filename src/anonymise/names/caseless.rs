//! Names written small, or in texts without cases: lists and neighbours have to make up for the capital.
//!
//! Asks more than where a capital speaks; in texts that use capitals only names that are known and no words count.

use std::ops::Range;

use super::cast::{Form, PersonId};
use super::hints::{addressed, determined, hints, named_site, titled, unlisted};
use super::mentions::{Found, Resolver, Target, named, taken};
use super::session::Verdict;
use super::slips::clipped;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, facts, neighbours};
use crate::text::Kind;

/// Lists whose words are no names where nothing else speaks for one.
const NO_NAMES: &[Is] = &[
    Is::Thing,
    Is::Site,
    Is::SureSite,
    Is::Trade,
    Is::Firm,
    Is::Title,
    Is::Opener,
    Is::ToolVerb,
    Is::PlaceHead,
    Is::Kin,
    Is::Street,
    Is::PersonVerb,
    Is::BeforePerson,
];

/// Whether a word written small may name anybody: in a text that uses capitals, inside a sentence, a word that any
/// dictionary has is that word, unless a hyphen makes more of it.
pub(super) fn may_name(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.words[at];
    scan.case != Case::Cased || word.first || word.facts.rank() == 0 || scan.is_mark(at + 1, "-")
}

/// How likely the recogniser must think a word that no list has part of a person's name to count at all.
const SUSPECTED: f32 = 0.08;

impl Resolver<'_> {
    /// Decides a word written small, or in a text without cases.
    pub(super) fn small(&self, turn: usize, scan: &Scan<'_>, at: usize, found: &[Found]) -> Option<Found> {
        let word = scan.bare(at);
        let known = scan.words[at];
        let hyphened = scan.is_mark(at + 1, "-") && scan.touches_next(at) && scan.touches_next(at + 1);
        let short = word.len() < 3 && !hyphened;
        if word.len() == 1 && scan.case != Case::Cased && titled(scan, at) && !known.kept {
            return Some((at..at + 1, named(Verdict::Person, word.into())));
        }
        if short || known.kept || known.shape == Shape::Other || scan.token(at)?.kind != Kind::Word {
            return None;
        }
        if hyphened {
            let joined = format!("{word}-{}", scan.bare(at + 2));
            if let Some(id) = self.person(turn, scan, at, &joined, false) {
                return Some((at..at + 3, Target::Person(id)));
            }
        }
        let caseless = scan.case != Case::Cased;
        if caseless && let Some(range) = self.whole_small(scan, at) {
            let id = self.person(turn, scan, at, word, false);
            if let Some(id) = id {
                return Some((range, Target::Person(id)));
            }
        }
        if caseless && let Some(id) = self.called_small(turn, scan, at) {
            return Some((at..at + 1, Target::Person(id)));
        }
        if !known.ordinary()
            && let Some(target) = self.known_small(turn, scan, at, caseless)
        {
            return Some((at..at + 1, target));
        }
        if !caseless && !known.first {
            // A name that many bear and no dictionary has is one even without its capital.
            let facts = known.facts;
            let borne = facts.rank() == 0 && (facts.given() >= 5 || facts.family() >= 7) && !facts.kept();
            let listed = facts.rank() == 0 && facts.named() && !facts.kept();
            let sure = borne || (listed && hints(scan, at, found).person >= 2.0);
            let joined = at > 0 && scan.is_mark(at - 1, "-") && scan.touches_next(at - 1);
            let like = !joined && facts.rank() == 0 && !facts.kept() && hints(scan, at, found).person >= 0.8;
            if like
                && known.shape == Shape::Lower
                && !determined(scan, at)
                && let Some(id) = self.person(turn, scan, at, word, false).or_else(|| self.alike(word))
            {
                return Some((at..at + 1, Target::Person(id)));
            }
            let sure = sure && !joined && !facts.any(NO_NAMES) && !determined(scan, at) && known.shape == Shape::Lower;
            return sure.then(|| (at..at + 1, named(Verdict::Person, word.into())));
        }
        let phrase = if caseless { named_site(scan, at) } else { None };
        phrase.or_else(|| self.unsure(turn, scan, at, found))
    }

    /// Two or three names of one person side by side, whatever words they are: `will tuggle`, `bill ray`.
    fn whole_small(&self, scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
        let of = |it: usize| self.known.index.get(scan.bare(it));
        let own = |it: usize, id: PersonId| of(it).iter().any(|(form, other)| *form <= Form::Alias && *other == id);
        let ids = of(at).iter().filter(|(form, _)| *form <= Form::Alias);
        let longest = |id: PersonId| {
            let more = (at + 1..at + 3).take_while(|&it| own(it, id) && scan.bare(it) != scan.bare(at)).count();
            // Behind a known name, a word that no list has is the rest of it.
            let next = at + more + 1;
            let rest = scan.token(next).is_some_and(|it| it.kind == Kind::Word)
                && scan.facts(next).rank() == 0
                && !scan.facts(next).kept()
                && scan.bare(next).chars().count() >= 4
                && !scan.possessive(at + more);
            more + usize::from(rest && (more > 0 || scan.facts(at).rank() != 1))
        };
        let more = ids.map(|(_, id)| longest(*id)).max().unwrap_or(0);
        (more > 0).then(|| at..at + more + 1)
    }

    /// A name alone at the start of its bearer's first turn, or as an address: `merit. dispatch.`, `ok, will`.
    fn called_small(&self, turn: usize, scan: &Scan<'_>, at: usize) -> Option<PersonId> {
        let own = |form: &(Form, PersonId)| form.0 <= Form::Alias;
        let ids: Vec<PersonId> =
            self.known.index.get(scan.bare(at)).iter().filter(|it| own(it)).map(|it| it.1).collect();
        if ids.is_empty() {
            return None;
        }
        let mark = |it: usize| scan.token(it).is_none_or(|token| token.kind == Kind::Mark);
        let opens = (0..at).all(|it| scan.facts(it).is(Is::Opener) || mark(it)) && mark(at + 1);
        let verb = neighbours().clause.has(scan.bare(at + 1));
        let starts = (0..at).all(|it| scan.facts(it).is(Is::Opener) || mark(it)) && !verb;
        if (opens || starts) && self.openings[turn] {
            return ids.iter().copied().find(|&id| Some(id) == self.own(turn));
        }
        let ends = at > 0 && scan.is_mark(at - 1, ",") && (at + 1..scan.words.len()).all(mark);
        let others = ids.iter().copied().find(|&id| Some(id) != self.own(turn));
        others.filter(|_| ends || (opens && scan.is_mark(at + 1, ",")))
    }

    /// A word that no dictionary has and the session knows.
    fn known_small(&self, turn: usize, scan: &Scan<'_>, at: usize, caseless: bool) -> Option<Target> {
        let word = scan.bare(at);
        let own = self.known.index.get(word).iter().any(|(form, _)| *form <= Form::Alias);
        let stays = scan.facts(at).kept() && !(own && caseless);
        if (own || caseless)
            && !stays
            && let Some(id) = self.person(turn, scan, at, word, false)
        {
            return Some(Target::Person(id));
        }
        if let Some((verdict, true)) = self.known.verdicts.get(word) {
            return Some(named(*verdict, word.into()));
        }
        if let Some((verdict, key)) = self.known.short.get(word) {
            return Some(named(*verdict, key.clone()));
        }
        self.several(turn, scan, at)
    }

    /// `the novaks`, `packies reeds`: the name of somebody who is known with an `s`.
    fn several(&self, turn: usize, scan: &Scan<'_>, at: usize) -> Option<Target> {
        let word = scan.bare(at);
        let the = at > 0 && scan.normal(at - 1) == "the";
        let one = [word.strip_suffix('s'), word.strip_suffix("es")].into_iter().flatten().find(|one| {
            let known = self.known.index.get(one).iter().any(|(form, _)| *form <= Form::Alias);
            let decided = matches!(self.known.verdicts.get(*one), Some((Verdict::Person, _)));
            one.len() >= 4
                && facts(word).rank() == 0
                && !facts(word).named()
                && facts(one).rank() == 0
                && (known || decided || (the && facts(one).family() >= 2))
        })?;
        let id = self.person(turn, scan, at, one, false);
        Some(id.map_or_else(|| named(Verdict::Person, one.into()), Target::Person))
    }

    /// Decides a word by lists and neighbours.
    fn unsure(&self, turn: usize, scan: &Scan<'_>, at: usize, found: &[Found]) -> Option<Found> {
        let word = scan.bare(at);
        let facts = scan.facts(at);
        // Where a word is hardly anybody's name and nobody known bears it, nothing else that its neighbours say counts.
        let borne = facts.given() >= 5 && facts.rank() >= 4;
        if (facts.rank() > 0 || facts.kept()) && !borne && !self.may_mean(word) {
            return (titled(scan, at) || addressed(scan, at))
                .then(|| (at..at + 1, named(Verdict::Person, word.into())));
        }
        let mut points = hints(scan, at, found);
        if facts.rank() == 0 && scan.likely(at).person >= SUSPECTED {
            points.person += 0.7;
        }
        let denied = facts.rank() == 0 && facts.given() > 0 && scan.normal(at.saturating_sub(1)) == "not";
        let determined = determined(scan, at) && !denied;
        let here = at..at + 1;
        if facts.rank() > 0 || facts.kept() {
            let determined =
                determined || matches!(at.checked_sub(1).map_or("", |it| scan.normal(it)), "in" | "of" | "to");
            let subject = !determined && points.person >= 0.8 && neighbours().acts.has(scan.normal(at + 1));
            let meant = addressed(scan, at);
            let called = points.person >= 2.0 && !determined || meant;
            let own = self.known.index.get(word).iter().any(|(form, _)| *form <= Form::Alias);
            let spoken_of = own && facts.rank() >= 4 && !determined && (points.person > 0.0 || facts.rank() >= 6);
            let owns = own && !determined && scan.possessive(at) && facts.given() >= 4;
            if called || subject || spoken_of || owns {
                let id = self.person(turn, scan, at, word, false);
                if let Some(id) = id.filter(|_| !facts.kept() || facts.is(Is::Calendar) || points.person >= 2.0) {
                    return Some((here, Target::Person(id)));
                }
            }
            let beside =
                |it: usize| scan.facts(it).rank() == 0 && scan.facts(it).family() > 0 && !scan.facts(it).kept();
            let behind = at > 0 && beside(at - 1) && taken(found, at - 1);
            let pair = facts.given() >= 5 && facts.rank() >= 4 && (beside(at + 1) || behind);
            let likely = meant || (called || pair) && !facts.kept() && facts.given() >= 5 && facts.rank() >= 4;
            if titled(scan, at) {
                let known = self.person(turn, scan, at, word, false).map(Target::Person);
                return Some((here, known.unwrap_or_else(|| named(Verdict::Person, word.into()))));
            }
            return likely.then(|| (here, named(Verdict::Person, word.into())));
        }
        if facts.any(NO_NAMES) || clipped(word) {
            return None;
        }
        if let Some(id) = self.alike(word).filter(|_| points.person >= 0.8 || facts.named() || word.len() >= 5) {
            return Some((here, Target::Person(id)));
        }
        let listed = f32::from(facts.given()).max(f32::from(facts.family()) * 0.8);
        let verdict = if self.openings[turn] && points.place >= 1.5 && listed < 4.0 {
            Some(Verdict::Place)
        } else {
            unlisted(word, facts, listed, points, determined)
        };
        verdict.map(|verdict| (here, named(verdict, word.into())))
    }
}
