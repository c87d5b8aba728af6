//! What a clause shows: word classes, classes near each other, phrases; each a clue that may bear a weight.
//!
//! Knows no weights and decides nothing.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::phrases::Met;
use crate::lexicons::circumstances;
use crate::text::{ByWord, Key, Kind, Text, Token, normal_form, stem};

/// The most classes there may be: they are bits of a number.
pub(super) const MOST_CLASSES: usize = 64;
/// Words between two classes that count as near, and one.
const NEAR: usize = 3;
/// How much a phrase counts beside a class: it says more.
const PHRASE: f32 = 1.5;
/// Words of a clause that are looked at.
const LONGEST: usize = 24;

/// Something a clause shows. Classes go by their number in [`Classes::names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::anonymise) enum Clue {
    /// It is a clause.
    Any,
    /// A phrase of any rule.
    Phrase,
    /// A phrase of this rule, by its number in [`Phrases::names`](super::phrases::Phrases).
    Rule(usize),
    /// A word of this class.
    Class(usize),
    /// Its first word is of this class.
    Opens(usize),
    /// The second class close behind the first.
    Near(usize, usize),
    /// The clause before holds this class.
    Before(usize),
    /// The clause behind holds this class.
    After(usize),
}

/// The word classes of `lexicons/circumstances/classes.toml`.
pub(super) struct Classes {
    /// Their names, in order.
    pub(super) names: Vec<String>,
    /// Why a class is a reason to flag, by its number.
    pub(super) reasons: Vec<Option<&'static str>>,
    /// The classes that need somebody's care, as bits.
    pub(super) care: u64,
    /// Those of them that are flagged whatever stands beside them.
    pub(super) sure: u64,
    /// The classes of which one has to stand beside it for the reason to hold, by the number of a class, as bits.
    pub(super) needs: Vec<u64>,
    /// The classes that bear reasons, as bits.
    telling: u64,
    /// Those of them that are one even where none of the others stands, as bits.
    pub(super) plain: u64,
    words: FxHashMap<CompactString, u64>,
    stems: FxHashMap<CompactString, u64>,
    /// Of two words and more, by the first one: the further ones in order, and the bits.
    phrases: FxHashMap<Key, Vec<(Vec<Key>, u64)>>,
    /// What they make of words met before.
    known: ByWord<Listed>,
}

/// What a word is wherever it stands.
#[derive(Clone, Copy)]
struct Listed {
    bits: u64,
    /// The words that come second in phrases that start with it, each as one bit, which others may share.
    seconds: u64,
}

#[derive(Deserialize)]
struct File {
    classes: BTreeMap<String, Vec<String>>,
    reasons: BTreeMap<String, String>,
    needs: BTreeMap<String, Vec<String>>,
    faint: Faint,
    care: Care,
}

#[derive(Deserialize)]
struct Faint {
    classes: Vec<String>,
}

#[derive(Deserialize)]
struct Care {
    classes: Vec<String>,
    sure: Vec<String>,
}

pub(super) static CLASSES: LazyLock<Classes> =
    LazyLock::new(|| Classes::read(circumstances()).expect("a test reads the classes"));

/// A clause: its words, marks left out, with their classes as bits.
pub(super) struct Clause {
    /// From its first token to its last.
    pub(super) range: Range<usize>,
    /// Its first words.
    pub(super) words: Vec<Word>,
    /// All its classes.
    pub(super) classes: u64,
    /// The rules whose phrases reach into it, as bits.
    pub(super) rules: u32,
}

/// A word of a clause.
#[derive(Clone, Copy)]
pub(super) struct Word {
    /// Which token it is.
    pub(super) at: usize,
    /// Its classes, and those of the phrases that start with it.
    pub(super) bits: u64,
    /// How many words the longest of these has; one where there is none.
    pub(super) reach: usize,
}

impl Classes {
    pub(super) fn read(text: &str) -> Option<Self> {
        let file: File = toml::from_str(text).ok()?;
        let names: Vec<String> = file.classes.keys().cloned().collect();
        let bit = |name: &String| names.iter().position(|it| it == name).map(|at| 1_u64 << at);
        let bits = |names: &[String]| names.iter().map(bit).sum::<Option<u64>>();
        let leaked = |reason: &String| -> &'static str { reason.clone().leak() };
        let reasons = names.iter().map(|name| file.reasons.get(name).map(leaked)).collect();
        let (care, sure) = (bits(&file.care.classes)?, bits(&file.care.sure)?);
        let needs = names.iter().map(|name| file.needs.get(name).map_or(Some(0), |it| bits(it)));
        let needs: Vec<u64> = needs.collect::<Option<_>>()?;
        let telling = file.reasons.keys().map(bit).sum::<Option<u64>>()?;
        let plain = telling & !bits(&file.faint.classes)?;
        let mut classes = Classes {
            names,
            reasons,
            care,
            sure,
            needs,
            telling,
            plain,
            words: FxHashMap::default(),
            stems: FxHashMap::default(),
            phrases: FxHashMap::default(),
            known: ByWord::new(),
        };
        for (at, entries) in file.classes.values().enumerate().take(MOST_CLASSES) {
            for entry in entries {
                classes.add(entry, 1 << at);
            }
        }
        Some(classes)
    }

    fn add(&mut self, entry: &str, bit: u64) {
        let exact = entry.starts_with('=');
        let normal = normal_form(entry.trim_start_matches('=')).replace('-', " ");
        let words: Vec<CompactString> = normal.split_whitespace().map(CompactString::from).collect();
        match words.as_slice() {
            [] => {}
            [word] if exact => *self.words.entry(word.clone()).or_default() |= bit,
            [word] => *self.stems.entry(stem(word)).or_default() |= bit,
            [first, further @ ..] => {
                let further = further.iter().map(|word| Key::of(word)).collect();
                let known = self.phrases.entry(Key::of(first)).or_default();
                let place = known.partition_point(|(it, _)| *it < further);
                known.insert(place, (further, bit));
            }
        }
    }

    /// What the word at place `at` of `words` shows.
    fn of(&self, tokens: &[Token], words: &[usize], at: usize) -> Word {
        let token = &tokens[words[at]];
        let Listed { mut bits, seconds } = self.known.get(token, || self.listed(token));
        let mut reach = 1;
        let next = words.get(at + 1).filter(|_| seconds != 0).map(|&word| tokens[word].normal_key());
        if let Some(next) = next.filter(|next| next.is_among(seconds)) {
            let phrases = self.phrases.get(&token.normal_key()).map_or(&[][..], Vec::as_slice);
            let phrases = &phrases[phrases.partition_point(|(further, _)| further[0] < next)..];
            for (further, bit) in phrases.iter().take_while(|(further, _)| further[0] == next) {
                let words = words[at + 1..].iter().map(|&word| tokens[word].normal_key());
                if further.len() <= words.len() && further.iter().copied().eq(words.take(further.len())) {
                    bits |= bit;
                    reach = reach.max(further.len() + 1);
                }
            }
        }
        Word { at: words[at], bits, reach }
    }

    fn listed(&self, token: &Token) -> Listed {
        let normal = token.normal();
        let listed = |map: &FxHashMap<CompactString, u64>, word: &str| map.get(word).copied().unwrap_or(0);
        let mut bits = listed(&self.words, normal) | listed(&self.stems, token.stem());
        if let Some(bare) = normal.strip_suffix("'s") {
            bits |= listed(&self.words, bare) | listed(&self.stems, bare);
        }
        let phrases = self.phrases.get(&token.normal_key()).map_or(&[][..], Vec::as_slice);
        Listed { bits, seconds: phrases.iter().fold(0, |seconds, (further, _)| seconds | further[0].bit()) }
    }
}

/// Cuts `text` into clauses, at marks and where a small word opens another one; of what is `met` they bear their share.
pub(super) fn clauses(text: &Text, met: &Met) -> Vec<Clause> {
    let tokens = text.tokens();
    let mut clauses = Vec::new();
    let mut words: Vec<usize> = Vec::new();
    let mut cut = |words: &mut Vec<usize>| {
        if !words.is_empty() {
            clauses.push(Clause::new(tokens, words, &met.ordinary));
            words.clear();
        }
    };
    for sentence in text.sentences() {
        for at in sentence.clone() {
            if tokens[at].kind == Kind::Mark {
                if !matches!(tokens[at].normal(), "-" | "/" | "&" | "'" | "\"" | "\u{2019}" | "\u{2018}") {
                    cut(&mut words);
                }
                continue;
            }
            if opens_clause(tokens, at, words.len()) {
                cut(&mut words);
            }
            words.push(at);
        }
        cut(&mut words);
    }
    for (tokens, rule) in &met.rules {
        let first = clauses.partition_point(|clause| clause.range.end <= tokens.start);
        clauses[first..].iter_mut().take_while(|it| it.range.start < tokens.end).for_each(|it| it.rules |= rule);
    }
    clauses
}

/// Whether another clause starts at token `at`, behind `before` words of this one.
fn opens_clause(tokens: &[Token], at: usize, before: usize) -> bool {
    match tokens[at].normal() {
        // `I've been here a while`
        "while" => before > 2 && !matches!(at.checked_sub(1).map_or("", |it| tokens[it].normal()), "a" | "wee"),
        "but" | "because" | "so" | "when" | "which" | "though" | "although" | "if" => before > 2,
        "and" | "or" => {
            let next = tokens.get(at + 1).map_or("", Token::normal);
            before > 2
                && matches!(
                    next,
                    "i" | "we"
                        | "they"
                        | "it"
                        | "he"
                        | "she"
                        | "you"
                        | "i'm"
                        | "it's"
                        | "the"
                        | "i've"
                        | "he's"
                        | "she's"
                        | "that"
                        | "they're"
                )
        }
        _ => false,
    }
}

impl Clause {
    fn new(tokens: &[Token], words: &[usize], ordinary: &[Range<usize>]) -> Self {
        let range = words[0]..words[words.len() - 1] + 1;
        let words = &words[..words.len().min(LONGEST)];
        let mut words: Vec<Word> = (0..words.len()).map(|at| CLASSES.of(tokens, words, at)).collect();
        for at in 0..words.len() {
            let (first, last) = (words[at].at, words[(at + words[at].reach).min(words.len()) - 1].at);
            if ordinary.iter().any(|it| it.start <= last && first < it.end) {
                words[at].bits &= !CLASSES.telling;
            }
        }
        let classes = words.iter().fold(0, |all, word| all | word.bits);
        Clause { range, words, classes, rules: 0 }
    }

    /// Shows every clue with how much it counts; `before` and `after` are the classes of the clauses beside it.
    pub(super) fn visit(&self, before: u64, after: u64, see: &mut impl FnMut(Clue, f32)) {
        see(Clue::Any, 1.0);
        if self.rules != 0 {
            see(Clue::Phrase, PHRASE);
            each(u64::from(self.rules), |rule| see(Clue::Rule(rule), PHRASE));
        }
        each(self.classes, |class| see(Clue::Class(class), 1.0));
        each(self.words[0].bits, |class| see(Clue::Opens(class), 0.5));
        each(before, |class| see(Clue::Before(class), 0.2));
        each(after, |class| see(Clue::After(class), 0.2));
        // For each class, the classes close behind one of its words.
        let mut near = [0_u64; MOST_CLASSES];
        for (at, word) in self.words.iter().enumerate() {
            let close = self.words[at + 1..].iter().take(NEAR).fold(0, |all, word| all | word.bits);
            each(word.bits, |class| near[class] |= close);
        }
        each(self.classes, |first| each(near[first], |second| see(Clue::Near(first, second), 1.0)));
    }
}

/// Calls `see` with the number of every bit.
pub(super) fn each(mut bits: u64, mut see: impl FnMut(usize)) {
    while bits != 0 {
        see(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let text = Text::new(raw);
        let found: Vec<&str> = clauses(&text, &Met::default())
            .iter()
            .map(|clause| text.slice(text.span_of(clause.range.clone())))
            .collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn classes_are_sorted_and_unique() {
        let file: File = toml::from_str(circumstances()).unwrap();
        assert!(file.classes.len() <= MOST_CLASSES);
        for (name, entries) in file.classes {
            for pair in entries.windows(2) {
                assert!(pair[0] < pair[1], "{name}: `{}` does not belong after `{}`", pair[1], pair[0]);
            }
        }
    }

    #[test]
    fn clauses_end_at_marks_and_before_small_words() {
        check("I was off sick, so they rang me. No.", &["I was off sick", "so they rang me", "No"]);
        check("I came and I saw it and we went home", &["I came and I saw it", "and we went home"]);
        check("thirty-nine years, on this", &["thirty-nine years", "on this"]);
    }

    #[test]
    fn words_have_their_classes_by_stem_word_and_phrase() {
        let text = Text::new("my brother's wheelchairs since they let me go, the one who fell");
        let all = clauses(&text, &Met::default()).iter().fold(0, |all, clause| all | clause.classes);
        let mut names = Vec::new();
        each(all, |class| names.push(CLASSES.names[class].as_str()));
        for name in ["kin", "ill", "my", "when", "theone", "hurt"] {
            assert!(names.contains(&name), "no {name} in {names:?}");
        }
    }
}
