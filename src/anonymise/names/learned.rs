//! The recogniser's word as evidence: points for stretches that rules found, and stretches that only it found.
//!
//! Decides nothing; a likely name of any type is evidence, and the rules may still outweigh it.

use std::ops::Range;

use super::context::Points;
use super::hints::addressed;
use super::recogniser::Likely;
use super::runs::{Run, key};
use super::session::Verdict;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, neighbours};
use crate::text::Kind;

/// How likely every word of a stretch with capitals must be part of a person's name to be one whatever else it is.
const SURELY: f32 = 0.55;

/// The same for a name of any kind.
const SURELY_OTHER: f32 = 0.6;

/// How likely a word that stays readable must be part of a person's name to be one all the same: `Tui Parata`.
const OVERRULED: f32 = 0.85;

/// Whether the recogniser is surer that a word is part of somebody's name than the list that keeps it readable.
pub(super) fn overrules(scan: &Scan<'_>, at: usize) -> bool {
    scan.likely(at).person >= OVERRULED
}

/// How likely a word in lower case that no dictionary has must be part of a person's name to be a candidate of its own.
const SMALL: f32 = 0.1;

/// The same for an English word.
const SMALL_WORD: f32 = 0.3;

/// The same in a text that uses capitals, where a name without one is a slip.
const SLIPPED: f32 = 0.7;

/// The same for a word that somebody who is known bears as a name.
const KNOWN: f32 = 0.1;

/// The same in a text without capitals.
const KNOWN_SMALL: f32 = 0.2;

/// How likely a word must be part of a name of any kind, where it is not that of a person.
const OTHER: f32 = 0.2;

/// The same for an English word.
const OTHER_WORD: f32 = 0.3;

/// How likely a word behind `a` must be somebody's name: `a drake on the van`.
const ONE_OF_MANY: f32 = 0.95;

/// The same behind `the` and the like.
const THE: f32 = 0.5;

/// How likely the words beside it must be to be taken in.
const BESIDE: f32 = 0.25;

/// The same for everyday words.
const WORD_BESIDE: f32 = 0.5;

/// Points for a stretch by what the recogniser takes its words for.
pub(super) fn points(scan: &Scan<'_>, range: Range<usize>) -> Points {
    let asked = |at: &usize| scan.token(*at).is_some_and(|token| token.kind == Kind::Word) && scan.likely(*at).asked();
    let (mut person, mut place, mut firm, mut words) = (0.0, 0.0, 0.0, 0.0_f32);
    for at in range.filter(asked) {
        let likely = scan.likely(at);
        person += likely.person;
        place += likely.place;
        firm += likely.firm;
        words += 1.0;
    }
    if words == 0.0 {
        return Points::default();
    }
    Points {
        person: evidence(person / words, 0.7),
        place: evidence(place / words, 1.2),
        firm: evidence(firm / words, 1.2) * 0.8,
        tool: 0.0,
    }
}

/// The logarithm of the odds, in the coin of the rules.
fn evidence(chance: f32, more: f32) -> f32 {
    let chance = chance.clamp(0.001, 0.999);
    ((chance / (1.0 - chance)).ln() * 0.45 + more).clamp(-1.0, 2.0)
}

/// What the recogniser takes each stretch of `runs` for, where it is sure of every word of it.
pub(super) fn weigh(scan: &Scan<'_>, runs: &mut [Run]) {
    for run in runs {
        let word = |at: &usize| scan.token(*at).is_some_and(|token| token.kind == Kind::Word);
        let of = |chance: fn(Likely) -> f32| {
            run.tokens.clone().filter(word).map(|at| chance(scan.likely(at))).fold(1.0_f32, f32::min)
        };
        let readable = run.tokens.clone().all(|at| scan.facts(at).kept() && !scan.words[at].named);
        let least = if readable { OVERRULED } else { SURELY };
        if of(|likely| likely.person) >= least {
            run.learned = Some(Verdict::Person);
        } else if !readable && of(|likely| likely.person + likely.place + likely.firm) >= SURELY_OTHER {
            run.learned = Some(scan.likely(run.tokens.start).verdict());
        }
    }
}

/// Stretches without capitals that the recogniser takes for a name, where `runs` has none.
pub(super) fn runs(scan: &Scan<'_>, runs: &[Run]) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let mut from = 0;
    for sentence in scan.text.sentences() {
        from = from.max(sentence.start);
        while let Some((at, verdict)) = (from..sentence.end).find_map(|at| Some((at, starts(scan, runs, at)?))) {
            let beside = |at: usize| belongs(scan, runs, at, verdict);
            let mut start = at;
            while start > from && beside(start - 1) {
                start -= 1;
            }
            let mut end = at + 1;
            let anew = |at: usize| verdict == Verdict::Person && (scan.likely(at).starts_anew() || does(scan, at));
            while end < sentence.end && beside(end) && !scan.possessive(end - 1) && !anew(end) {
                end += 1;
            }
            found.push(Run { tokens: start..end, first: false, key: key(scan, start..end), learned: Some(verdict) });
            from = end;
        }
    }
    found
}

/// Whether the word at `at` says what the one before it does by nature: `rob robs me`.
fn does(scan: &Scan<'_>, at: usize) -> bool {
    at > 0 && scan.normal(at).strip_suffix('s') == Some(scan.normal(at - 1))
}

/// What a word in lower case names, where the recogniser is sure enough that it names something.
fn starts(scan: &Scan<'_>, runs: &[Run], at: usize) -> Option<Verdict> {
    let likely = scan.likely(at);
    let word = scan.words[at].ordinary();
    let (person, other) = match scan.case {
        Case::Cased if scan.words[at].named => (KNOWN, SLIPPED),
        Case::Cased => (SLIPPED, SLIPPED),
        _ => {
            let small = if word { SMALL_WORD } else { SMALL };
            let person = if scan.words[at].named { KNOWN_SMALL } else { small };
            (person, if word { OTHER_WORD } else { OTHER })
        }
    };
    // Hardly anybody is called by an article.
    let article = match at.checked_sub(1).map_or("", |before| scan.normal(before)) {
        "a" | "an" | "another" => ONE_OF_MANY,
        "the" | "this" | "that" => THE,
        _ => 0.0,
    };
    // A listed tool or brand is one, unless the recogniser is sure of somebody: `cancel sky`.
    let readable = if scan.facts(at).is(Is::Tool) && !scan.words[at].named { OVERRULED } else { 0.0 };
    let article = article.max(readable);
    let verdict = likely.verdict();
    let other = if verdict == Verdict::Person { other.max(article) } else { other };
    let sure = likely.person >= person.max(article) || likely.person + likely.place + likely.firm >= other;
    (sure && free(scan, runs, at) && !plain(scan, at)).then_some(verdict)
}

/// Whether the word at `at` belongs to the name beside it.
fn belongs(scan: &Scan<'_>, runs: &[Run], at: usize, verdict: Verdict) -> bool {
    let likely = scan.likely(at);
    let chance = match verdict {
        Verdict::Person => likely.person,
        Verdict::Place | Verdict::Firm => likely.place + likely.firm,
    };
    let least = if scan.words[at].ordinary() { WORD_BESIDE } else { BESIDE };
    // Firms and sites are called by everyday words too.
    let word = verdict != Verdict::Person && scan.case != Case::Cased || !plain(scan, at);
    chance >= least && word && free(scan, runs, at)
}

/// Whether the token at `at` is a word that nothing was decided of yet.
fn free(scan: &Scan<'_>, runs: &[Run], at: usize) -> bool {
    scan.token(at).is_some_and(|token| token.kind == Kind::Word)
        && !scan.words[at].kept
        && !runs.iter().any(|run| run.tokens.contains(&at))
}

/// Whether a word stays whatever the recogniser says: an everyday word that hardly anybody bears as a name.
fn plain(scan: &Scan<'_>, at: usize) -> bool {
    let known = scan.facts(at);
    // Where capitals are used, an English word without one is a word.
    if scan.case == Case::Cased && scan.words[at].ordinary() {
        return true;
    }
    if verbal(scan, at) || letter(scan, at) {
        return true;
    }
    // `put june on the rota`
    if known.is(Is::Calendar) && known.given() >= 4 && overrules(scan, at) {
        return false;
    }
    let borne = known.given() >= 5 || scan.words[at].named;
    ((known.rank() == 1 || known.kept()) && !borne) || known.any(&[Is::Calendar, Is::Courtesy])
}

/// Whether a letter is spoken of as a letter: `two N's`, `t for tango`.
fn letter(scan: &Scan<'_>, at: usize) -> bool {
    let left = at.checked_sub(1).map_or("", |before| scan.normal(before));
    let counted = matches!(left, "one" | "two" | "three" | "double" | "an" | "no" | "letter" | "capital");
    let single = scan.bare(at).chars().count() == 1 && scan.shape(at) != Shape::Other;
    single && (counted || matches!(scan.normal(at + 1), "for" | "or"))
}

/// Whether an everyday word is what is done to what stands behind it: `bill them`, and opening a sentence `mark that`.
fn verbal(scan: &Scan<'_>, at: usize) -> bool {
    let next = scan.normal(at + 1);
    let done = matches!(next, "them" | "it" | "us" | "me");
    let told = scan.words[at].first && neighbours().verb_company.has(next);
    matches!(scan.facts(at).rank(), 1..=3) && scan.case != Case::Cased && (done || told) && !addressed(scan, at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[track_caller]
    fn check(raw: &str, expected: &[(Verdict, &str)]) {
        let text = Text::new(raw);
        let mut scan = Scan::new(&text, &[]);
        scan.recognise();
        let found = runs(&scan, &[]);
        let found: Vec<(Verdict, &str)> =
            found.iter().filter_map(|run| Some((run.learned?, run.key.as_str()))).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn people_places_and_firms_are_found_without_capitals() {
        check("so i asked taylor whitfield", &[(Verdict::Person, "taylor whitfield")]);
        check("i live in springfield", &[(Verdict::Place, "springfield")]);
        check("i work for waipuna kiwi growers", &[(Verdict::Firm, "waipuna kiwi growers")]);
    }

    #[test]
    fn ordinary_talk_names_nothing() {
        check("we will mark it and bill them in may", &[]);
        check("mark that as read and mark them off", &[]);
        check("it is spelt with two t's, t for tango", &[]);
        check("the system says no so we say no", &[]);
    }
}
