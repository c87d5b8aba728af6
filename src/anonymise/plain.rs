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
    let answers = scan.hints.any(Hints::ANSWER);
    for sentence in scan.text.sentences().iter().filter(|_| answers) {
        let mark = |at: usize| scan.token(at).is_none_or(|token| token.kind == Kind::Mark);
        // `Oh, yeh yeh, it does`
        let mut answers = sentence.clone().take_while(|&at| mark(at) || opens(scan, at) || answer(scan, at));
        found.extend(answers.by_ref().filter(|&at| !mark(at) && answer(scan, at)));
    }
    let mut before = Hints::default();
    for (at, word) in scan.words.iter().enumerate() {
        let behind = scan.words.get(at + 1).map_or(Hints::default(), |word| word.hints);
        if other(scan, at, [before, word.hints, behind]) {
            found.push(at);
        }
        before = word.hints;
    }
    found
}

/// Whether the word at `at` names nobody for another reason; only reasons that its spelling and those beside it hint
/// at are looked for.
fn other(scan: &Scan<'_>, at: usize, [before, here, behind]: [Hints; 3]) -> bool {
    before.any(Hints::STATE) && state(scan, at)
        || here.any(Hints::RECORD) && record(scan, at)
        || behind.any(Hints::HYPHEN) && hyphened_letter(scan, at)
        || (here.any(Hints::SPELLS) || before.any(Hints::SPELT)) && letter(scan, at)
}

/// What a word may be a part of, by its spelling: what no word hints at need not be looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u8);

impl Hints {
    /// A yes or no of any spelling.
    const ANSWER: u8 = 1;
    /// `I'm` and the like, behind which somebody says what they are.
    const STATE: u8 = 2;
    /// A word for a number that is also short for a name.
    const RECORD: u8 = 4;
    /// A hyphen.
    pub(super) const HYPHEN: u8 = 8;
    /// A word of a spelling alphabet.
    const SPELLS: u8 = 16;
    /// A word between a letter and what stands for it: `P for Peter`.
    const SPELT: u8 = 32;
    /// A small `i`.
    pub(super) const SMALL_I: u8 = 64;
    /// A letter alone.
    pub(super) const LETTER: u8 = 128;

    /// Whether one of `hints` is given.
    pub(super) fn any(self, hints: u8) -> bool {
        self.0 & hints != 0
    }

    /// The hints of either.
    pub(super) fn or(self, other: Hints) -> Self {
        Hints(self.0 | other.0)
    }

    /// What a word hints at.
    pub(super) fn of(normal: &str, bare: &str, shape: Shape) -> Self {
        let hints = [
            (Self::ANSWER, says_yes_or_no(bare)),
            (Self::STATE, matches!(normal, "i'm" | "im" | "am")),
            (Self::RECORD, RECORDS.contains(&bare)),
            (Self::HYPHEN, normal == "-"),
            (Self::SPELLS, is_spelling_word(bare)),
            (Self::SPELT, matches!(bare, "for" | "in")),
            (Self::SMALL_I, shape == Shape::Lower && bare == "i"),
            (Self::LETTER, shape != Shape::Other && bare.chars().count() == 1),
        ];
        Hints(hints.into_iter().filter(|(_, given)| *given).fold(0, |hints, (hint, _)| hints | hint))
    }
}

/// Words for a number that are also short for a name.
const RECORDS: &[&str] = &["emp", "reg", "regs", "ref", "refs"];

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
    if !RECORDS.contains(&word) || scan.words[at].named || scan.possessive(at) {
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
