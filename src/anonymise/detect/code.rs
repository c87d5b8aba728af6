//! Codes in pieces, as people read them out: `KB 4471 90 6`, `4-4-7-1, 9-0-2-6`, `whiskey romeo six eight`.
//!
//! Says what a code is made of; whether it is somebody's is for those who know the words around it.

use super::spoken;
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, beside, is_spelling_word};
use crate::text::Kind;

/// A row of figures, letters and short groups of both.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    /// The token behind it.
    pub(super) end: usize,
    /// Figures in it, typed or said.
    pub(super) figures: usize,
    /// Letters in it, typed or said.
    pub(super) letters: usize,
    /// Its pieces.
    pub(super) pieces: usize,
    /// Whether a piece is more than a number as all are counted with: typed, a figure said alone, a letter.
    pub(super) single: bool,
}

impl Run {
    /// Whether it is long enough to stand for somebody.
    pub(super) fn says_something(&self) -> bool {
        self.single
            && (self.figures >= 3
                || (self.figures >= 2 && self.letters >= 1)
                || (self.letters + self.figures >= 4 && self.pieces >= 4))
    }
}

/// A piece of a code: where it ends, its figures and its letters, and whether nobody counts so.
type Piece = (usize, usize, usize, bool);

/// The code that starts at token `at`.
pub(super) fn run(scan: &Scan<'_>, at: usize) -> Option<Run> {
    let mut runs = vec![Run { end: at, ..Run::default() }];
    let mut next = at;
    while let Some((end, figures, letters, one)) = piece(scan, next, runs.len() > 1) {
        let last = runs[runs.len() - 1];
        runs.push(Run {
            end,
            figures: last.figures + figures,
            letters: last.letters + letters,
            pieces: last.pieces + 1,
            single: last.single || one,
        });
        // `4-4-7-1, 9-0-2-6`: marks inside.
        let marks = (end..end + 2).take_while(|&it| joint(scan, it)).count();
        let ended = scan.is_mark(end, ".") && !scan.touches_next(end);
        // Behind a comma another number may start.
        let short = !scan.is_mark(end, ",") || scan.normal(end + marks).len() <= 4 || !digit_token(scan, end + marks);
        let more = piece(scan, end + marks, true).is_some_and(|(_, figures, ..)| short && (!ended || figures > 0));
        next = if more { end + marks } else { end };
        if marks > 0 && !more {
            break;
        }
    }
    // A letter at the end may be a word: `4471 a`, `seventy-six. I`.
    let word = |run: &Run| match scan.normal(run.end - 1) {
        "i" => true,
        "a" => scan.shape(run.end - 1) == Shape::Lower,
        _ => false,
    };
    while runs.len() > 2 && word(&runs[runs.len() - 1]) {
        runs.pop();
    }
    runs.pop().filter(|run| run.pieces > 0)
}

/// Whether the token at `at` may stand between two pieces.
fn joint(scan: &Scan<'_>, at: usize) -> bool {
    matches!(scan.normal(at), "-" | "/" | "," | "." | "dash" | "hyphen" | "slash" | "stroke" | "um" | "uh" | "er")
}

fn piece(scan: &Scan<'_>, at: usize, inside: bool) -> Option<Piece> {
    let token = scan.token(at)?;
    let (normal, bare) = (token.normal(), scan.bare(at));
    match token.kind {
        Kind::Mark | Kind::Placeholder => None,
        Kind::Number => {
            let figures = normal.bytes().filter(u8::is_ascii_digit).count();
            let letters = normal.bytes().filter(u8::is_ascii_alphabetic).count();
            let plain = normal.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'/'));
            let ends = |ends: &[&str]| ends.iter().any(|end| normal.ends_with(end));
            let (ordinal, clock) = (ends(&["st", "nd", "rd", "th"]), ends(&["am", "pm"]));
            (plain && !clock && (letters == 0 || !ordinal)).then_some((at + 1, figures, letters, true))
        }
        Kind::Word => {
            if matches!(normal, "double" | "triple" | "treble") {
                let times = if normal == "double" { 2 } else { 3 };
                let one =
                    scan.normal(at + 1).len() == 1 && scan.token(at + 1).is_some_and(|it| it.kind == Kind::Number);
                return (one || spoken::is_digit(scan.normal(at + 1))).then_some((at + 2, times, 0, true));
            }
            if spoken::is_digit(normal) {
                return Some((at + 1, 1, 0, true));
            }
            if spoken::is_number(normal) {
                let joint = usize::from(scan.is_mark(at + 1, "-"));
                let unit = normal.ends_with("ty") && spoken::is_digit(scan.normal(at + 1 + joint));
                return Some((at + 1 + if unit { joint + 1 } else { 0 }, 2, 0, false));
            }
            if is_spelling_word(bare) {
                return Some((at + 1, 0, 1, true));
            }
            let letters = bare.len() == normal.len() && bare.bytes().all(|it| it.is_ascii_alphanumeric());
            let figures = bare.bytes().filter(u8::is_ascii_digit).count();
            if letters && figures > 0 {
                return Some((at + 1, figures, bare.len() - figures, true));
            }
            (letters && written(scan, at, inside)).then_some((at + 1, 0, bare.len(), true))
        }
    }
}

/// Whether letters at `at` are a group of a code and no word.
fn written(scan: &Scan<'_>, at: usize, inside: bool) -> bool {
    let (bare, shape) = (scan.bare(at), scan.shape(at));
    let next_to_figure = || {
        let next = at + 1 + usize::from(matches!(scan.normal(at + 1), "-" | "/" | "dash" | "hyphen" | "slash"));
        let figure =
            |it: usize| scan.token(it).is_some_and(|it| it.kind == Kind::Number) || spoken::is_number(scan.normal(it));
        figure(next) || (inside && bare.len() <= 3 && figure(at.saturating_sub(1)))
    };
    match shape {
        Shape::Letter if bare == "i" || bare == "a" => inside || next_to_figure(),
        Shape::Letter => true,
        Shape::Upper => bare.len() <= 5 && (!scan.facts(at).is(Is::Acronym) || next_to_figure()),
        Shape::Lower if scan.case != Case::Cased && bare.len() == 1 => inside || !matches!(bare, "a" | "i"),
        Shape::Lower if scan.case != Case::Cased && bare.len() <= 5 => {
            let mute = |it: usize| scan.bare(it).len() <= 3 && !scan.bare(it).contains(['a', 'e', 'i', 'o', 'u', 'y']);
            let odd = |it: usize| !matches!(scan.facts(it).rank(), 1..=4) || mute(it);
            // `nht eq 20773`: two groups before the figures.
            let second = || odd(at + 1) && scan.bare(at + 1).len() <= 3 && digit_token(scan, at + 2);
            odd(at) && (next_to_figure() || (mute(at) && second()))
        }
        _ => false,
    }
}

fn digit_token(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at).is_some_and(|token| token.kind == Kind::Number)
}

/// Whether what follows a code says that it is an amount.
pub(super) fn counted(scan: &Scan<'_>, run: &Run) -> bool {
    let measure = beside().amounts.has(scan.normal(run.end));
    let rate = matches!(scan.normal(run.end), "a" | "an" | "each")
        && matches!(scan.normal(run.end + 1), "month" | "year" | "day" | "week" | "hour" | "night" | "head");
    measure || rate || matches!(scan.normal(run.end + 1), "%" | "percent")
}
