//! A text looked over once: what the lists say of each word, how it is written, what is to stay readable.
//!
//! Notes facts; it decides nothing.

use std::ops::Range;

use compact_str::CompactString;
use rustc_hash::FxHashSet;

use super::kept::Kept;
use super::names::recogniser::{self, Likely};
use super::plain::{self, Hints};
use crate::lexicons::{Facts, Is, facts, seconds};
use crate::text::{ByWord, Key, Kind, Span, Text, Token};

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// All lower case.
    Lower,
    /// One capital at the start, as in `Dana`, `O'Brien` and `McAteer`.
    Capital,
    /// Two or more capitals and nothing else: `KD`, `J.R`.
    Upper,
    /// One capital letter alone.
    Letter,
    /// Capitals inside: `RoomBeat`.
    Mixed,
    /// No word at all.
    Other,
}

/// How a whole text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Case {
    /// Sentences start with capitals.
    #[default]
    Cased,
    /// Hardly a capital: typed in haste, or by a recogniser.
    Loose,
    /// CAPITALS THROUGHOUT.
    Shouted,
}

/// What is known about one token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// What the lists say of its bare form.
    pub(super) facts: Facts,
    /// How it is written.
    pub(super) shape: Shape,
    /// Whether its sentence starts with it.
    pub(super) first: bool,
    /// Whether it belongs to a phrase that stays readable.
    pub(super) kept: bool,
    /// Whether somebody who is known bears it as a name.
    pub(super) named: bool,
    /// Bytes of its normal form without `'s`, `'ll` and the like.
    bare: u16,
    /// What it may be a part of, as far as its spelling tells.
    pub(super) hints: Hints,
}

/// A text with what is known about its words.
pub(super) struct Scan<'t> {
    /// The text.
    pub(super) text: &'t Text,
    /// One for each token.
    pub(super) words: Vec<Word>,
    /// Listed phrases of two words and more.
    pub(super) phrases: Vec<(Range<usize>, Facts)>,
    /// How it is written.
    pub(super) case: Case,
    /// What its words hint at, all together.
    pub(super) hints: Hints,
    /// What the recogniser takes each word for; empty until it was asked.
    likely: Vec<Likely>,
}

/// Endings that are cut off before a word is looked up.
const CLITICS: &[&str] = &["'s", "'ll", "'d", "'ve", "'re", "'m"];

/// What is known about words wherever they stand.
static WORDS: ByWord<Word> = ByWord::new();

impl<'t> Scan<'t> {
    /// Looks `text` over where nobody is known and nothing is kept.
    #[cfg(test)]
    pub(super) fn new(text: &'t Text, kept: &[&Kept]) -> Self {
        Scan::knowing(text, kept, &|_| false)
    }

    /// Looks `text` over; `kept` are the phrases that stay, `named` tells which words are names of people who are known.
    pub(super) fn knowing(text: &'t Text, kept: &[&Kept], named: &(dyn Fn(&str) -> bool + Sync)) -> Self {
        let tokens = text.tokens();
        let mut words: Vec<Word> = tokens.iter().map(|token| WORDS.get(token, || Word::new(text, token))).collect();
        for sentence in text.sentences() {
            if let Some(at) = sentence.clone().find(|&at| tokens[at].kind != Kind::Mark) {
                words[at].first = true;
            }
        }
        let hints = words.iter().fold(Hints::default(), |hints, word| hints.or(word.hints));
        let mut scan = Scan { text, words, phrases: Vec::new(), case: Case::Cased, hints, likely: Vec::new() };
        scan.case = scan.case_of();
        for at in 0..scan.words.len() {
            scan.words[at].named = scan.words[at].shape != Shape::Other && named(scan.bare(at));
        }
        scan.note_phrases();
        scan.note_kept(kept);
        for at in plain::plain(&scan) {
            scan.words[at].kept = true;
        }
        scan
    }

    /// Asks the recogniser about every word that may be part of a name.
    pub(super) fn recognise(&mut self) {
        self.likely = recogniser::likely(self);
    }

    /// Notes that the words in `names` are borne by people of the session, and asks the recogniser anew where one stands;
    /// what it thought likely before stays likely. Gives whether there was one.
    pub(super) fn know(&mut self, names: &FxHashSet<CompactString>) -> bool {
        let borne: Vec<usize> = (0..self.words.len())
            .filter(|&at| {
                self.words[at].shape != Shape::Other && !self.words[at].named && names.contains(self.bare(at))
            })
            .collect();
        if borne.is_empty() {
            return false;
        }
        for at in borne {
            self.words[at].named = true;
        }
        let before = std::mem::take(&mut self.likely);
        self.recognise();
        for (now, before) in self.likely.iter_mut().zip(before) {
            *now = now.most(before);
        }
        true
    }

    /// How likely the token at `at` is part of a person's, a place's or a firm's name, by the recogniser.
    pub(super) fn likely(&self, at: usize) -> Likely {
        self.likely.get(at).copied().unwrap_or_default()
    }

    /// Puts another chance in place of the recogniser's.
    pub(super) fn heed(&mut self, at: usize, likely: Likely) {
        if let Some(own) = self.likely.get_mut(at) {
            *own = likely;
        }
    }

    /// The token at `at`, if there is one.
    pub(super) fn token(&self, at: usize) -> Option<&'t Token> {
        self.text.tokens().get(at)
    }

    /// What is known of the token at `at`; nothing beyond the ends.
    pub(super) fn facts(&self, at: usize) -> Facts {
        self.words.get(at).map_or_else(Facts::default, |word| word.facts)
    }

    /// How the token at `at` is written.
    pub(super) fn shape(&self, at: usize) -> Shape {
        self.words.get(at).map_or(Shape::Other, |word| word.shape)
    }

    /// The normal form at `at` without `'s` and the like; empty beyond the ends.
    #[inline]
    pub(super) fn bare(&self, at: usize) -> &'t str {
        let Some(token) = self.token(at) else { return "" };
        let (normal, bare) = (token.normal(), usize::from(self.words[at].bare));
        if bare == normal.len() { normal } else { &normal[..bare] }
    }

    /// The normal form at `at`; empty beyond the ends.
    pub(super) fn normal(&self, at: usize) -> &'t str {
        self.token(at).map_or("", Token::normal)
    }

    /// Whether the mark `mark` stands at `at`.
    pub(super) fn is_mark(&self, at: usize, mark: &str) -> bool {
        self.token(at).is_some_and(|token| token.is_mark(mark))
    }

    /// Whether `'s` was cut off the word at `at`.
    pub(super) fn possessive(&self, at: usize) -> bool {
        self.normal(at).len() > self.bare(at).len()
            && (self.normal(at).ends_with("'s") || self.normal(at).ends_with('\''))
    }

    /// The span of the tokens in `range`, without the last one's `'s`.
    pub(super) fn bare_span(&self, range: Range<usize>) -> Span {
        let mut span = self.text.span_of(range.clone());
        let Some(last) = range.end.checked_sub(1).filter(|&last| last < self.words.len()) else { return span };
        if self.bare(last).len() < self.normal(last).len() {
            let raw = self.text.slice(self.text.tokens()[last].span);
            if let Some(cut) = raw.rfind(['\'', '\u{2019}', '\u{2018}', '\u{02bc}']) {
                span.end = self.text.tokens()[last].span.start + cut;
            }
        }
        span
    }

    /// Whether nothing stands between the tokens at `at` and `at + 1`.
    pub(super) fn touches_next(&self, at: usize) -> bool {
        match (self.token(at), self.token(at + 1)) {
            (Some(this), Some(next)) => this.span.end == next.span.start,
            _ => false,
        }
    }

    /// The sentence that the token at `at` stands in.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        let sentences = self.text.sentences();
        let place = sentences.partition_point(|sentence| sentence.end <= at);
        sentences.get(place).cloned().unwrap_or(at..self.words.len())
    }

    /// Takes stretches that are decided out of what may still be a name.
    pub(super) fn settle(&mut self, spans: impl Iterator<Item = Span>) {
        for span in spans {
            let tokens = self.text.tokens_in(span);
            self.words[tokens].iter_mut().for_each(|word| word.kept = true);
        }
    }

    fn case_of(&self) -> Case {
        let (mut lower, mut upper, mut capital) = (0_usize, 0_usize, 0_usize);
        for (at, word) in self.words.iter().enumerate() {
            match word.shape {
                Shape::Lower => lower += 1,
                Shape::Upper => upper += 1,
                Shape::Capital | Shape::Mixed => capital += 1,
                Shape::Letter if self.normal(at) == "i" => capital += 1,
                // What a pseudonym stands for had a capital.
                Shape::Other if self.text.tokens()[at].kind == Kind::Placeholder => capital += 1,
                Shape::Letter | Shape::Other => {}
            }
        }
        let opens = |at: &usize| matches!(self.text.tokens()[*at].kind, Kind::Word | Kind::Placeholder);
        let first = (0..self.words.len()).find(opens).map(|at| self.words[at].shape);
        let small_i = self.hints.any(Hints::SMALL_I);
        if upper >= 2 && upper * 10 >= (lower + capital + upper) * 7 {
            Case::Shouted
        } else if small_i || (first == Some(Shape::Lower) && capital * 6 <= lower) {
            Case::Loose
        } else {
            Case::Cased
        }
    }

    fn note_phrases(&mut self) {
        let tokens = self.text.tokens();
        let mut joined = String::new();
        for at in 0..tokens.len() {
            let longest = self.words[at].facts.longest().min(tokens.len() - at);
            let small = self.case == Case::Cased && self.words[at].shape == Shape::Lower;
            if longest < 2 || small || !self.goes_on(at) {
                continue;
            }
            for length in (2..=longest).rev() {
                joined.clear();
                for place in at..at + length {
                    joined.push_str(if place == at { "" } else { " " });
                    joined.push_str(self.normal(place));
                }
                let last = at + length - 1;
                let clitic = self.normal(last).len() - self.bare(last).len();
                let listed = |phrase: &str| Some(facts(phrase)).filter(|it| it.kept() || it.city() > 0);
                if let Some(found) = listed(&joined).or_else(|| listed(&joined[..joined.len() - clitic])) {
                    self.phrases.push((at..at + length, found));
                    break;
                }
            }
        }
        for (range, found) in &self.phrases {
            if found.kept() {
                self.words[range.clone()].iter_mut().for_each(|word| word.kept = true);
            }
        }
    }

    /// Whether the word behind the one at `at` may come second in an entry of the lists.
    fn goes_on(&self, at: usize) -> bool {
        static SECONDS: ByWord<u64> = ByWord::new();
        let [this, next, ..] = &self.text.tokens()[at..] else { return false };
        let seconds = SECONDS.get(this, || seconds(this.normal()));
        let bare = self.bare(at + 1);
        next.normal_key().is_among(seconds) || bare.len() < next.normal().len() && Key::of(bare).is_among(seconds)
    }

    fn note_kept(&mut self, kept: &[&Kept]) {
        let tokens = self.text.tokens();
        for kept in kept.iter().filter(|kept| !kept.is_empty()) {
            for at in 0..tokens.len() {
                if let Some(length) = kept.length_at(tokens, at) {
                    self.words[at..at + length].iter_mut().for_each(|word| word.kept = true);
                }
            }
        }
    }
}

impl Word {
    fn new(text: &Text, token: &Token) -> Self {
        let mut word = Word {
            facts: Facts::default(),
            shape: Shape::Other,
            first: false,
            kept: false,
            named: false,
            bare: 0,
            hints: Hints::default(),
        };
        let normal = token.normal();
        let cut = CLITICS.iter().find_map(|clitic| normal.strip_suffix(clitic)).filter(|bare| !bare.is_empty());
        let cut = cut.filter(|_| token.kind == Kind::Word && !facts(normal).kept());
        let bare = cut.unwrap_or(normal);
        word.bare = u16::try_from(bare.len()).unwrap_or(0);
        match token.kind {
            Kind::Word => {
                word.shape = shape(text.slice(token.span));
                word.facts = facts(bare);
            }
            Kind::Number | Kind::Mark => word.facts = facts(bare),
            Kind::Placeholder => {}
        }
        word.hints = Hints::of(normal, &normal[..usize::from(word.bare)], word.shape);
        word
    }

    /// Whether it starts with a capital.
    pub(super) fn capital(self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper | Shape::Mixed | Shape::Letter)
    }

    /// Whether it is an English word of its own: a name that is also a word needs context.
    pub(super) fn ordinary(self) -> bool {
        self.facts.rank() > 0 || self.facts.is(Is::Calendar)
    }
}

/// How `raw`, a word, is written; a final `'s` says nothing.
fn shape(raw: &str) -> Shape {
    let clitic = raw.rfind(['\'', '\u{2019}']).filter(|&at| {
        at > 0
            && matches!(&raw[at..].trim_start_matches(['\'', '\u{2019}']), &"s" | &"ll" | &"d" | &"ve" | &"re" | &"m")
    });
    let letters = clitic.map_or(raw, |at| &raw[..at]);
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for c in letters.chars().filter(|c| c.is_alphabetic()) {
        if c.is_uppercase() { upper += 1 } else { lower += 1 }
    }
    let starts_upper = letters.chars().next().is_some_and(char::is_uppercase);
    match (upper, lower) {
        (0, _) => Shape::Lower,
        (1, 0) => Shape::Letter,
        (_, 0) => Shape::Upper,
        (1, _) if starts_upper => Shape::Capital,
        (2, _) if starts_upper && prefixed(letters) => Shape::Capital,
        _ => Shape::Mixed,
    }
}

/// Whether the second capital follows `Mc`, `Mac`, `O'` and the like.
fn prefixed(letters: &str) -> bool {
    let second = letters.char_indices().skip(1).find(|(_, c)| c.is_uppercase()).map_or(0, |(at, _)| at);
    let before = &letters[..second];
    matches!(before, "Mc" | "Mac" | "Fitz" | "De" | "Di" | "Du" | "La" | "Le" | "Van" | "Von" | "Ní")
        || before.ends_with(['\'', '\u{2019}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: Case) {
        assert_eq!(Scan::new(&Text::new(raw), &[]).case, expected, "{raw}");
    }

    #[test]
    fn the_case_of_a_text_is_seen() {
        check("Ask Dana, she knows.", Case::Cased);
        check("they thank ivy and page mostly", Case::Loose);
        check("DISHWASHER. RING GRAHAM ON 01632 960455", Case::Shouted);
        check("No.", Case::Cased);
    }

    #[test]
    fn shapes_of_names_are_capital() {
        for name in ["Dana", "O'Brien", "McAteer", "Dana's", "Vélez"] {
            assert_eq!(shape(name), Shape::Capital, "{name}");
        }
        assert_eq!(shape("RoomBeat"), Shape::Mixed);
        assert_eq!(shape("J.R"), Shape::Upper);
    }

    #[test]
    fn phrases_and_bare_forms_are_found() {
        let text = Text::new("People left British Gas for Dana\u{2019}s team");
        let scan = Scan::new(&text, &[]);
        assert_eq!(scan.phrases.len(), 1);
        assert!(scan.words[2].kept && scan.words[3].kept);
        assert_eq!(text.slice(scan.bare_span(5..6)), "Dana");
    }
}
