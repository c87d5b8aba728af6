//! Numbers and handles that are said again: read back by whoever asked for them, whole or from their end.
//!
//! Knows what the detectors found in a session, and looks for nothing else.

use std::collections::BTreeMap;
use std::ops::{Bound, Range};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{Hit, code, spoken};
use crate::anonymise::IdentifierKind::{self, Address, Handle, Id, Phone};
use crate::anonymise::scan::Scan;
use crate::text::{ByWord, Kind};

/// The most tokens that one number is said in.
const LONGEST: usize = 16;
/// Turns back in which a number is read back from its end.
const BACK: usize = 2;

/// What was found, without blanks and marks: `kb4471906`.
struct Values {
    kinds: BTreeMap<String, IdentifierKind>,
    /// What they start with, so that most words are passed by at a glance.
    starts: FxHashSet<Start>,
}

/// The first byte of something, or its first two; two noughts where there is nothing.
type Start = [u8; 2];

impl Values {
    fn new(found: impl Iterator<Item = (String, IdentifierKind)>) -> Self {
        let kinds: BTreeMap<String, IdentifierKind> = found.collect();
        let starts = kinds.keys().flat_map(|value| [start(&value[..0]), start(value), [start(value)[0], 0]]);
        Values { starts: starts.collect(), kinds }
    }

    /// Whether one of them may start with the token at `at`.
    fn may_start(&self, scan: &Scan<'_>, at: usize) -> bool {
        static STARTS: ByWord<Start> = ByWord::new();
        scan.token(at).is_some_and(|token| {
            let written = STARTS.get(token, || start(&written(scan, at..at + 1)));
            token.kind != Kind::Mark && self.starts.contains(&written)
        })
    }
}

fn start(value: &str) -> Start {
    let at = |place: usize| value.as_bytes().get(place).copied().unwrap_or_default();
    [at(0), at(1)]
}

/// Adds to the `hits` of each text what is said again there; `talks` where each text answers the one before.
pub(in crate::anonymise) fn again(scans: &[Scan<'_>], hits: &mut [Vec<Hit>], talks: bool) {
    let by_text: Vec<Vec<(String, IdentifierKind)>> =
        scans.par_iter().zip(&*hits).map(|(scan, hits)| values(scan, hits, talks)).collect();
    let all = Values::new(by_text.iter().flatten().cloned());
    if all.kinds.is_empty() {
        return;
    }
    scans.par_iter().zip(hits).enumerate().for_each(|(at, (scan, hits))| {
        let mut found = whole(scan, &all);
        if talks {
            let before = by_text[at.saturating_sub(BACK)..at].iter().flatten();
            found.extend(from_end(scan, &before.collect::<Vec<_>>()));
        }
        add(hits, found);
    });
}

/// Adds what was `found` to the `hits` of a text; what was found in part goes whole.
fn add(hits: &mut Vec<Hit>, mut found: Vec<Hit>) {
    found.retain(|hit| !hits.iter().any(|known| known.span.covers(hit.span)));
    for hit in found {
        let touching = hits.iter().filter(|known| known.span.overlaps(hit.span));
        let span = touching.fold(hit.span, |span, it| span.union(it.span));
        hits.retain(|known| !known.span.overlaps(span));
        hits.push(Hit { span, ..hit });
    }
    hits.sort_by_key(|hit| hit.span);
}

/// What is worth looking for of what was found in one text.
fn values(scan: &Scan<'_>, hits: &[Hit], talks: bool) -> Vec<(String, IdentifierKind)> {
    let wanted = hits.iter().filter(|hit| matches!(hit.kind, Id | Phone | Handle | Address));
    let written = wanted.map(|hit| (written(scan, scan.text.tokens_in(hit.span)), hit.kind));
    written.filter(|(value, kind)| tells(value, *kind, talks)).collect()
}

/// Whether a value is nobody else's by chance.
fn tells(value: &str, kind: IdentifierKind, talks: bool) -> bool {
    let figures = value.bytes().filter(u8::is_ascii_digit).count();
    let year = matches!(value.parse::<u16>(), Ok(1900..=2099));
    match kind {
        Handle => value.len() >= 8,
        // `88011`: of an address only what is a number.
        Address => value.len() >= 5 && figures == value.len(),
        _ => (figures >= 3 && value.len() >= if talks { 4 } else { 6 }) && !value.ends_with("00") && !year,
    }
}

/// The figures and letters of tokens: what is said as words is written.
fn written(scan: &Scan<'_>, tokens: Range<usize>) -> String {
    let mut written = String::new();
    let mut times = 1;
    for at in tokens {
        let normal = scan.normal(at);
        match normal {
            "extension" | "ext" | "extn" => {}
            "double" => times = 2,
            "triple" | "treble" => times = 3,
            _ => {
                let figure = spoken::digit(normal);
                for _ in 0..std::mem::replace(&mut times, 1) {
                    match figure {
                        Some(figure) => written.push(char::from(b'0' + figure)),
                        None => written.extend(normal.chars().filter(|c| c.is_alphanumeric())),
                    }
                }
            }
        }
    }
    written
}

/// Where one of `values` stands whole.
fn whole(scan: &Scan<'_>, values: &Values) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < scan.words.len() {
        let hit = if values.may_start(scan, at) { value_at(scan, at, values) } else { None };
        if let Some((end, kind)) = hit {
            found.push(Hit { kind, span: scan.text.span_of(at..end) });
        }
        at = hit.map_or(at + 1, |(end, _)| end);
    }
    found
}

/// Where the value that starts at token `at` ends.
fn value_at(scan: &Scan<'_>, at: usize, values: &Values) -> Option<(usize, IdentifierKind)> {
    (at + 1..=scan.words.len().min(at + LONGEST))
        .try_fold((), |(), end| {
            let said = written(scan, at..end);
            match values.kinds.range::<str, _>((Bound::Included(said.as_str()), Bound::Unbounded)).next() {
                Some((value, kind)) if *value == said => Err(Some((end, *kind))),
                Some((value, _)) if value.starts_with(&said) => Ok(()),
                _ => Err(None),
            }
        })
        .err()
        .flatten()
}

/// `900 318, lovely`: the end of a number that was just given, at the start of a turn.
fn from_end(scan: &Scan<'_>, before: &[&(String, IdentifierKind)]) -> Option<Hit> {
    let run = code::run(scan, 0).filter(|run| run.figures >= 3 && !code::counted(scan, run))?;
    let said = written(scan, 0..run.end);
    let (_, kind) = before.iter().find(|(value, _)| value.ends_with(&said) || value.starts_with(&said))?;
    Some(Hit { kind: *kind, span: scan.text.span_of(0..run.end) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[track_caller]
    fn check(turns: &[&str], expected: &[&str]) {
        let texts: Vec<Text> = turns.iter().map(|raw| Text::new(*raw)).collect();
        let scans: Vec<Scan<'_>> = texts.iter().map(|text| Scan::new(text, &[])).collect();
        let mut hits: Vec<Vec<Hit>> = scans.iter().map(|scan| super::super::find(scan, None)).collect();
        hits[1..].iter_mut().for_each(Vec::clear);
        again(&scans, &mut hits, true);
        let said: Vec<&str> = hits
            .iter()
            .zip(&texts)
            .skip(1)
            .flat_map(|(hits, text)| hits.iter().map(|hit| text.slice(hit.span)))
            .collect();
        assert_eq!(said, expected, "{turns:?}");
    }

    #[test]
    fn what_is_read_back_goes() {
        check(&["My account number is KB 4471 906.", "KB 4471906, thank you."], &["KB 4471906"]);
        check(&["Mine is 07700 900 318.", "900 318, lovely."], &["900 318"]);
        check(&["my staff number is four four seven one", "So 4471, yes."], &["4471"]);
        check(&["I'm @ffion.and.the.frame on there.", "ffionandtheframe everywhere."], &["ffionandtheframe"]);
    }

    #[test]
    fn other_numbers_stay() {
        check(&["Mine is 07700 900 318.", "900 customers came, and 318 of them called."], &[]);
        check(&["It was case 1999.", "In 1999 we had 400."], &[]);
    }
}
