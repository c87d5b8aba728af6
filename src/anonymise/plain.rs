//! Words that name nobody where they stand, whatever the lists of names say: `Yeh, it does`, `I'm HIV positive`,
//! `Reg KX19 VBN`.
//!
//! Goes by the words beside them in one sentence; it knows nobody but those whom the session knows by name.

use super::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, is_spelling_word, says_yes_or_no};
use crate::text::Kind;

/// The tokens of `scan` that are no names where they stand.
pub(super) fn plain(scan: &Scan<'_>) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for sentence in scan.text.sentences() {
        let mark = |at: usize| scan.token(at).is_none_or(|token| token.kind == Kind::Mark);
        // `Oh, yeh yeh, it does`
        let mut answers = sentence.clone().take_while(|&at| mark(at) || opens(scan, at) || answer(scan, at));
        found.extend(answers.by_ref().filter(|&at| !mark(at) && answer(scan, at)));
    }
    let others = |at: &usize| state(scan, *at) || record(scan, *at) || hyphened_letter(scan, *at) || letter(scan, *at);
    found.extend((0..scan.words.len()).filter(others));
    found
}

/// `e-mail`, `T-shirt`: a letter that a hyphen joins to a word.
fn hyphened_letter(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.shape(at + 2) == Shape::Lower && scan.words.get(at + 2).is_some_and(|word| word.ordinary());
    scan.bare(at).chars().count() == 1 && scan.is_mark(at + 1, "-") && scan.touches_next(at) && word
}

/// What stands for a letter when something is spelt: `P for Peter`, `alpha mike papa`.
fn letter(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.bare(at);
    if scan.shape(at) == Shape::Other || word.chars().count() < 3 {
        return false;
    }
    let initial = |it: usize| scan.bare(it).chars().count() == 1 && word.starts_with(scan.bare(it));
    let left = |back: usize| at.checked_sub(back).map_or("", |it| scan.bare(it));
    let spelt = match (left(2), left(1)) {
        ("as", "in") => at >= 3 && initial(at - 3),
        (_, "for") => at >= 2 && initial(at - 2),
        _ => false,
    };
    spelt || (is_spelling_word(word) && alphabet(scan, at))
}

/// Whether three words of a spelling alphabet stand in a row around the one at `at`.
fn alphabet(scan: &Scan<'_>, at: usize) -> bool {
    let mark = |it: &usize| !scan.token(*it).is_some_and(|token| token.kind == Kind::Mark);
    let spells = |it: &usize| is_spelling_word(scan.bare(*it));
    let behind = (at + 1..scan.words.len()).filter(mark).take_while(spells).take(2).count();
    let before = (0..at).rev().filter(mark).take_while(spells).take(2).count();
    behind + before >= 2
}

fn opens(scan: &Scan<'_>, at: usize) -> bool {
    scan.facts(at).is(Is::Opener) && !scan.words[at].named
}

/// A yes or no of any spelling; `Si Hughes` and `Yeh said so` are people.
fn answer(scan: &Scan<'_>, at: usize) -> bool {
    let beside = scan.shape(at + 1) == Shape::Capital && scan.facts(at).given() >= 3;
    says_yes_or_no(scan.bare(at))
        && !scan.words[at].named
        && !scan.possessive(at)
        && !beside
        && !scan.facts(at + 1).is(Is::SurePersonVerb)
}

/// What somebody says they are that is nobody's name: `I'm ADHD`, `I'm Band 6`.
fn state(scan: &Scan<'_>, at: usize) -> bool {
    let left = |back: usize| at.checked_sub(back).map_or("", |it| scan.normal(it));
    let told = matches!(left(1), "i'm" | "im") || (left(1) == "am" && left(2) == "i");
    let word = scan.words[at];
    if !told || scan.case != Case::Cased || word.named || word.facts.given() >= 4 {
        return false;
    }
    let number = scan.token(at + 1).is_some_and(|next| next.kind == Kind::Number);
    let graded = word.shape == Shape::Capital && matches!(word.facts.rank(), 1..=4) && number;
    // Names are hardly ever shouted, and initials hardly ever three in a row without stops.
    graded || (word.shape == Shape::Upper && scan.bare(at).chars().count() >= 3 && !scan.bare(at).contains('.'))
}

/// `Reg KX19 VBN`, `her ref is 4471`: words for a number that are also short for a name.
fn record(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.bare(at);
    if !matches!(word, "emp" | "reg" | "regs" | "ref" | "refs") || scan.words[at].named || scan.possessive(at) {
        return false;
    }
    let left = at.checked_sub(1).map_or("", |it| scan.bare(it));
    let owned = matches!(
        left,
        "my" | "your" | "his" | "her" | "our" | "their" | "the" | "a" | "van" | "car" | "truck" | "lorry" | "vehicle"
    );
    let numbered = scan.token(at + 1).is_some_and(|next| {
        let told = matches!(scan.bare(at + 1), ":" | "#" | "number" | "no" | "num" | "id" | "plate" | "plates");
        next.kind == Kind::Number || told
    });
    let coded = scan.shape(at + 1) == Shape::Upper && scan.bare(at + 1).chars().count() <= 4;
    word.starts_with("ref") && !scan.facts(at + 1).is(Is::SurePersonVerb) || owned || numbered || coded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let text = Text::new(raw);
        let scan = Scan::new(&text, &[]);
        let found: Vec<&str> = plain(&scan).into_iter().map(|at| scan.normal(at)).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn answers_states_and_records_name_nobody() {
        check("Yeh, it does. Nah.", &["yeh", "nah"]);
        check("oh yeh yeh it does", &["yeh", "yeh"]);
        check("I'm HIV positive and I'm ADHD.", &["hiv", "adhd"]);
        check("I'm Band 6 now.", &["band"]);
        check("Reg KX 19 VBN, his reg was wrong", &["reg", "reg"]);
        check("reg number's AB12, emp no 40417", &["reg", "emp"]);
        check("P for Peter, E as in Emma, not the e-mail", &["peter", "emma", "e"]);
        check("Alpha, Mike, Papa, then Dana", &["alpha", "mike", "papa"]);
    }

    #[test]
    fn people_are_not_among_them() {
        check("Yeh said it was late. I'm Dana.", &[]);
        check("Reg said so, and I'm JP.", &[]);
        check("Mike and Oscar rang for Peter.", &[]);
    }
}
