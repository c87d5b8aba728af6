//! Stretches of words that may be a name: runs of capitals, with the small words inside them.
//!
//! Knows no session; what a run names is decided later.

use std::ops::Range;

use compact_str::CompactString;

use super::learned;
use super::session::Verdict;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Facts, Is, neighbours, says_yes_or_no};
use crate::text::Kind;

/// A stretch that may be a name.
#[derive(Clone, Debug)]
pub(in crate::anonymise) struct Run {
    /// The tokens it covers.
    pub(in crate::anonymise) tokens: Range<usize>,
    /// Whether its capital may be that of a sentence.
    pub(in crate::anonymise) first: bool,
    /// What it is compared by: its words with single spaces, without a final `'s`.
    pub(in crate::anonymise) key: CompactString,
    /// What the recogniser takes it for, where it alone takes it for a name and nothing about how it is written does.
    pub(in crate::anonymise) learned: Option<Verdict>,
}

/// Every run of a text, in order.
pub(in crate::anonymise) fn runs(scan: &Scan<'_>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < scan.words.len() {
        if starts(scan, at) {
            let end = end_of(scan, at);
            let start = at + skipped(scan, at..end);
            if start < end {
                let first = scan.words[start].first || (scan.case == Case::Shouted);
                runs.push(Run { tokens: start..end, first, key: key(scan, start..end), learned: None });
            }
            at = end;
        } else {
            at += 1;
        }
    }
    runs
}

/// The words of a run with single spaces.
pub(in crate::anonymise) fn key(scan: &Scan<'_>, tokens: Range<usize>) -> CompactString {
    let mut key = CompactString::default();
    for at in tokens.clone() {
        let word = if at + 1 == tokens.end { scan.bare(at) } else { scan.normal(at) };
        if at > tokens.start && !scan.is_mark(at, "-") && !scan.is_mark(at - 1, "-") {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// Whether a word that stays readable may all the same be somebody's name: `Jordan`, `Clay`, `May`.
fn doubtful(facts: Facts) -> bool {
    !facts.any(&[Is::Plain, Is::Acronym]) && facts.given() >= 4
}

/// Whether the word at `at` stays readable: a listed tool, brand, region or the like that nobody is called.
pub(super) fn stays(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.words[at];
    let kept = word.facts.kept() && !doubtful(word.facts) && !word.named && !learned::overrules(scan, at);
    kept && !entitled(scan, at) && !placed(scan, at)
}

/// How many digits the population of a town has, less one, that is meant before a firm of its name.
const TOWN: u8 = 4;

/// Whether a listed brand is the town of its name: `I live in Halifax`.
fn placed(scan: &Scan<'_>, at: usize) -> bool {
    let left = at.checked_sub(1).map_or("", |it| scan.normal(it));
    let known = scan.facts(at);
    let town = known.city() >= TOWN && !known.any(&[Is::Plain, Is::Calendar, Is::Region]);
    town && scan.shape(at) == Shape::Capital && matches!(left, "in" | "near" | "around" | "outside")
}

/// Whether a title makes a family name of a listed word: `Mrs Church`.
fn entitled(scan: &Scan<'_>, at: usize) -> bool {
    let known = scan.facts(at);
    scan.shape(at) == Shape::Capital && known.is(Is::Plain) && known.family() >= 2 && mister(scan, at)
}

/// Whether the token at `at` can be part of a name written with a capital.
fn takes_part(scan: &Scan<'_>, at: usize) -> bool {
    let Some(word) = scan.words.get(at) else { return false };
    let Some(token) = scan.token(at) else { return false };
    if token.kind != Kind::Word || word.kept {
        return false;
    }
    if word.facts.is(Is::Courtesy) && word.facts.given() < 5 && !word.named && titles(scan, at) {
        return false;
    }
    // `Ní` in a name is no `NI`.
    let particle = word.shape == Shape::Capital && word.facts.is(Is::Particle);
    let stays = stays(scan, at) && !particle;
    match word.shape {
        Shape::Capital | Shape::Mixed => !stays,
        Shape::Upper => !stays && (word.facts.rank() == 0 || word.facts.rank() >= 5 || word.facts.given() >= 5),
        Shape::Letter if scan.normal(at) == "i" => {
            // `I. Dokubo`
            let odd = scan.shape(at + 2) == Shape::Capital && scan.facts(at + 2).rank() == 0;
            scan.is_mark(at + 1, ".") && odd && scan.touches_next(at)
        }
        Shape::Letter => !matches!(scan.bare(at), "i" | "a") || scan.is_mark(at + 1, "."),
        Shape::Lower | Shape::Other => false,
    }
}

/// Whether a capital follows a title: `Smt. Meenakshi`, `Engr Dagohoy`, `Ms van der Kolk`.
fn titles(scan: &Scan<'_>, at: usize) -> bool {
    let next = if scan.is_mark(at + 1, ".") && scan.touches_next(at) { at + 2 } else { at + 1 };
    scan.shape(behind_particles(scan, next)) == Shape::Capital
}

fn starts(scan: &Scan<'_>, at: usize) -> bool {
    if scan.case == Case::Shouted || !takes_part(scan, at) {
        return false;
    }
    let word = scan.words[at];
    // `Hi All`, `Dear Valued Customer`
    let greets = |it: usize| neighbours().greetings.has(scan.bare(it));
    if greets(at) && greets_anybody(scan, at + 1) || at > 0 && greets(at - 1) && greets_anybody(scan, at) {
        return false;
    }
    let opener = word.first && word.facts.is(Is::Opener) && word.facts.given() < 6 && !word.named;
    if opener && !scan.possessive(at) && !(scan.shape(at + 1) == Shape::Capital) {
        return false;
    }
    // `Band C`, `Line B`
    let graded = scan.shape(at + 1) == Shape::Letter && word.ordinary() && !word.named;
    if graded && word.facts.given() < 4 && word.facts.family() < 6 {
        return false;
    }
    if scan.shape(at) == Shape::Letter && !mister(scan, at) {
        let next = if scan.is_mark(at + 1, ".") { at + 2 } else { at + 1 };
        // `C. A. Long`
        let more = (next..).step_by(2).take(2).take_while(|&it| initial(scan, it)).count();
        let next = behind_particles(scan, next + 2 * more);
        let name = scan.shape(next) == Shape::Capital && takes_part(scan, next);
        let alone =
            !everyday(scan, next) && (scan.words.get(next).is_some_and(|word| !word.first) || scan.normal(at) == "i");
        return name && (more > 0 && scan.is_mark(at + 1, ".") || alone);
    }
    true
}

/// Whether a capital letter with its full stop stands at `at`.
fn initial(scan: &Scan<'_>, at: usize) -> bool {
    scan.shape(at) == Shape::Letter && scan.is_mark(at + 1, ".") && scan.touches_next(at)
}

/// Whether whoever is greeted at `at` is anybody.
fn greets_anybody(scan: &Scan<'_>, at: usize) -> bool {
    let anybody = |it: usize| neighbours().greeted.has(scan.bare(it));
    let word = scan.words.get(at).is_some_and(|word| word.ordinary() && !word.named);
    word && (anybody(at) || anybody(at + 1))
}

/// Whether an everyday word stands at `at` that no initial stands before: `with one M. That is it`.
fn everyday(scan: &Scan<'_>, at: usize) -> bool {
    let known = scan.facts(at);
    let word = known.rank() == 1 || matches!(known.rank(), 2..=4) && !known.named() || says_yes_or_no(scan.bare(at));
    word && scan.shape(at) == Shape::Capital && !scan.words[at].named
}

/// The place behind the small words of a family name that start at `at`: `van der` before `Merwe`.
pub(super) fn behind_particles(scan: &Scan<'_>, at: usize) -> usize {
    let particle = |at: usize| scan.shape(at) == Shape::Lower && scan.facts(at).is(Is::Particle);
    (at..at + 3).find(|&it| !particle(it)).unwrap_or(at)
}

/// Whether a title makes a name of the letter at `at`: `Mr P`.
fn mister(scan: &Scan<'_>, at: usize) -> bool {
    let dot = usize::from(at > 0 && scan.is_mark(at - 1, "."));
    at.checked_sub(1 + dot)
        .is_some_and(|title| matches!(scan.normal(title), "mr" | "mrs" | "ms" | "miss" | "mister" | "dr"))
}

/// Where the run that starts at `start` ends.
fn end_of(scan: &Scan<'_>, start: usize) -> usize {
    let mut end = start + 1;
    loop {
        let extended = extension(scan, start, end);
        if extended == end {
            return end;
        }
        end = extended;
    }
}

/// The end after taking in what belongs to the run behind `end`, or `end` itself.
fn extension(scan: &Scan<'_>, start: usize, end: usize) -> usize {
    let capital = |at: usize| takes_part(scan, at) && !scan.words[at].first && scan.shape(at) != Shape::Other;
    let last = end - 1;
    if scan.possessive(last) && !scan.facts(end).any(&[Is::PlaceHead, Is::Trade, Is::SureStreet]) {
        return end;
    }
    let apart = scan
        .token(last)
        .zip(scan.token(end))
        .is_some_and(|(this, next)| scan.text.as_str()[this.span.end..next.span.start].contains(['\n', '\r']));
    if apart {
        return end;
    }
    // `Gleann Mor Co-op`
    let cooperative = scan.bare(end) == "co" && scan.is_mark(end + 1, "-") && scan.bare(end + 2).starts_with("op");
    if cooperative && scan.shape(end) == Shape::Capital && !scan.words[start].first {
        return end + 3;
    }
    if let Some(end) = hyphened_end(scan, start, end) {
        return end;
    }
    // `J. Roe`, `T.J. Maxwell`
    let dotted = scan.shape(last) == Shape::Upper && scan.bare(last).contains('.');
    let initials = (scan.shape(last) == Shape::Letter || dotted) && scan.is_mark(end, ".");
    let several = initial(scan, start) && end > start + 1;
    if initials && takes_part(scan, end + 1) && (several || !everyday(scan, end + 1)) {
        return end + 2;
    }
    // `H. van der Merwe`
    if scan.shape(last) == Shape::Letter {
        let next = end + usize::from(scan.is_mark(end, "."));
        let family = behind_particles(scan, next);
        if family > next && capital(family) {
            return family + 1;
        }
    }
    // `Stephen A Smith`
    let middle = scan.shape(end) == Shape::Letter && scan.bare(end) == "a" && end == start + 1;
    if middle && scan.facts(start).given() >= 4 && !scan.words[start].ordinary() && capital(end + 1) {
        return end + 2;
    }
    let site = scan.facts(last).any(&[Is::SureSite, Is::PlaceHead]) && scan.bare(last) != "terminal";
    let numbered = site || matches!(scan.bare(last), "ward" | "community" | "sector");
    if numbered && end == start + 1 && scan.token(end).is_some_and(|token| token.kind == Kind::Number) {
        return end + 1;
    }
    if capital(end) && !parts_company(scan, last, end) {
        // A shouted word behind a name is emphasis, a name behind a shouted word is a new thing.
        let upper = |at: usize| scan.shape(at) == Shape::Upper;
        return if upper(end) == upper(last) || scan.shape(last) == Shape::Letter { end + 1 } else { end };
    }
    // A listed word that stays may still end a family, firm or place name: `Hollis Marketing`, `Ash Church`.
    let tail = scan.words.get(end).is_some_and(|word| word.shape == Shape::Capital && !word.kept && !word.first);
    let distinct = (start..end).any(|at| !scan.words[at].ordinary() || scan.facts(at).rank() >= 5);
    if tail && scan.facts(end).any(&[Is::PlaceHead, Is::Firm, Is::SureStreet, Is::Trade]) && distinct {
        return end + 1;
    }
    // `Kirsty Lord`: behind a given name that is no word, what many people are called is no job or building.
    let (given, family) = (scan.facts(start), scan.facts(end));
    let whole = end == start + 1 && given.given() >= 3 && matches!(given.rank(), 0 | 5..) && !given.kept();
    if tail && whole && family.is(Is::Plain) && family.family() >= 4 && scan.shape(end + 1) != Shape::Capital {
        return end + 1;
    }
    let inner = tail && scan.facts(end + 1).any(&[Is::Firm, Is::Trade]) && scan.shape(end + 1) == Shape::Capital;
    if inner && distinct {
        return end + 2;
    }
    let particle = |at: usize| scan.shape(at) == Shape::Lower && scan.facts(at).is(Is::Particle);
    if particle(end) && scan.bare(end) != "y" {
        let next = if particle(end + 1) { end + 2 } else { end + 1 };
        let named = scan.facts(last).named() || scan.facts(last).rank() == 0;
        return if capital(next) && named { next + 1 } else { end };
    }
    if (scan.is_mark(end, "&") || scan.bare(end) == "and") && capital(end + 1) {
        return firm_end(scan, start, end);
    }
    end
}

/// The end behind what a hyphen joins to the run: `Darko-Lamptey`, `Hyeon-woo`, `Ji-woo Ahn`.
fn hyphened_end(scan: &Scan<'_>, start: usize, end: usize) -> Option<usize> {
    let last = end - 1;
    let capital = |at: usize| takes_part(scan, at) && !scan.words[at].first && scan.shape(at) != Shape::Other;
    let hyphened = scan.is_mark(end, "-") && scan.touches_next(last) && scan.touches_next(end);
    let small = |at: usize| scan.shape(at) == Shape::Lower && scan.facts(at).rank() == 0;
    // `Hyeon-woo`
    let syllable = |at: usize| {
        let likely = scan.likely(last).person >= LIKELY;
        let named = likely || (scan.facts(last).rank() == 0 && scan.facts(last).given() > 0);
        let short = scan.shape(at) == Shape::Lower && scan.bare(at).len() <= 4;
        named && short && (scan.facts(at).rank() >= 5 || scan.facts(at).given() >= 3)
    };
    if hyphened && (capital(end + 1) || (small(end + 1) && !scan.words[last].ordinary()) || syllable(end + 1)) {
        return Some(end + 2);
    }
    // `Ji-woo Ahn`
    let brief = |at: usize| scan.shape(at) != Shape::Other && scan.bare(at).chars().count() <= 5;
    let syllables = brief(last) && brief(end + 1) && scan.shape(end + 1) == Shape::Lower;
    if hyphened
        && syllables
        && end == start + 1
        && !scan.words[last].first
        && capital(end + 2)
        && scan.facts(end + 2).family() > 0
    {
        return Some(end + 3);
    }
    None
}

/// Whether a known name stands beside a word that has nothing to do with it: `the Lodge Xiomara knows`.
fn parts_company(scan: &Scan<'_>, last: usize, end: usize) -> bool {
    let (this, next) = (scan.words[last], scan.words[end]);
    let plain = |at: usize| {
        let word = scan.words[at];
        word.ordinary() && word.facts.given() < 3 && word.facts.family() < 4
    };
    let heads = next.facts.any(&[Is::PlaceHead, Is::Trade, Is::Firm, Is::SureStreet]);
    (next.named && !this.named && plain(last)) || (this.named && !next.named && plain(end) && !heads)
}

/// Where `Hollis Brake and Tire` or `Tussock & Tide` ends; two people joined by `and` stay two.
fn firm_end(scan: &Scan<'_>, start: usize, joint: usize) -> usize {
    let capital = |at: usize| takes_part(scan, at) && !scan.words[at].first;
    let mut end = joint + 1;
    while end < joint + 4 && capital(end) {
        end += 1;
    }
    let traded = scan.facts(end - 1).any(&[Is::Trade, Is::Firm]) || scan.facts(joint - 1).is(Is::Trade);
    let person = |at: usize| scan.facts(at).given() >= 4 && scan.facts(at).rank() != 1;
    let thing = |at: usize| scan.facts(at).rank() > 0 && scan.facts(at).given() < 4;
    let both = scan.is_mark(joint, "&") && thing(start) && thing(joint + 1);
    // `Ardlinn and Coast`: a word that is no name of anybody, with a capital in mid-sentence.
    let named = |at: usize| scan.facts(at).rank() == 0 && scan.facts(at).given() < 3;
    let odd = end == joint + 2 && thing(joint + 1) && scan.facts(joint + 1).city() == 0 && named(joint - 1);
    // `Davo and Skeeter` are two.
    let people = |at: usize| scan.likely(at).person > scan.likely(at).firm;
    let odd = odd && !people(joint - 1) && !people(joint + 1);
    if (traded && !person(joint + 1)) || both || odd { end } else { joint }
}

/// How likely the recogniser must think that a word opens a name for it not to open a sentence only.
const LIKELY: f32 = 0.5;

/// How many words at the start of a run belong to the sentence and not to the name.
fn skipped(scan: &Scan<'_>, run: Range<usize>) -> usize {
    let word = scan.words[run.start];
    let likely = scan.likely(run.start).person >= LIKELY && scan.likely(run.start + 1).person >= LIKELY;
    if !word.first || run.len() == 1 || likely || (word.named && scan.words[run.start + 1].named) {
        return 0;
    }
    let facts = word.facts;
    let question = run.end < scan.words.len() && {
        let sentence = scan.sentence(run.start);
        sentence.end > run.end && scan.normal(sentence.end - 1).starts_with('?')
    };
    let auxiliary = neighbours().auxiliaries.has(scan.bare(run.start));
    let joined = scan.is_mark(run.start + 1, "-");
    let named = facts.given() >= 4 || facts.rank() == 0 || facts.is(Is::Nickname) && facts.rank() > 2;
    let head = scan.facts(run.end - 1).any(&[Is::PlaceHead, Is::Trade, Is::Firm, Is::SureStreet]);
    let function = (facts.rank() == 1 || (facts.rank() == 2 && !head)) && facts.given() < 5;
    if word.named && !(auxiliary && question) {
        return 0;
    }
    let drop = (auxiliary && question) || function || (!named && !head && facts.rank() <= 4);
    usize::from(drop && !joined && !scan.possessive(run.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let text = Text::new(raw);
        let scan = Scan::new(&text, &[]);
        let found: Vec<String> = runs(&scan).iter().map(|run| run.key.to_string()).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn names_are_one_run() {
        check("Ask Kofi Darko-Lamptey about it", &["kofi darko-lamptey"]);
        check("when Maria del Carmen Vélez's row", &["maria del carmen velez"]);
        check("And J. Roe rang Dana's team", &["j . roe", "dana"]);
        check("Ask H. van der Merwe and J. de la Cruz", &["h . van der merwe", "j . de la cruz"]);
        check("then T.J. Maxwell rang", &["t.j . maxwell"]);
        check("so C. A. Long and I. Dokubo rang", &["c . a . long", "i . dokubo"]);
        check("so one M. That is it, no H. He said so.", &["that", "he"]);
    }

    #[test]
    fn firms_may_hold_an_and_people_not() {
        check("over at Hollis Brake and Tire says", &["hollis brake and tire"]);
        check("shares in Tussock & Tide.", &["tussock & tide"]);
        check("with Ivy Strachan & Declan Page", &["ivy strachan", "declan page"]);
        check("shares in Ardlinn and Coast", &["ardlinn and coast"]);
    }

    #[test]
    fn titles_start_no_run_and_make_names_of_words() {
        check("so Ms van der Kolk rang", &["kolk"]);
        check("then Mrs Church has them", &["church"]);
        check("then the Church has them", &[]);
        check("I told Kirsty Lord so", &["kirsty lord"]);
        check("I told Grace Marketing so", &["grace"]);
    }

    #[test]
    fn what_stays_starts_no_run() {
        check("on Monday we left British Gas for Salesforce in Poland", &[]);
        check("so I'm Band C, on Line B, with a Plan B", &[]);
        check("so we need a Plan B. Option C is better", &[]);
        check("Hi All, and Dear Valued Customer", &[]);
        check("so we bank with Halifax", &[]);
        check("so we live in Halifax", &["halifax"]);
    }
}
