//! Phrases over stems, with gaps, choices and word classes: how codebooks and cue lists say what to look for.
//!
//! | written | matches |
//! | --- | --- |
//! | `insist` | any word with the stem of `insist` |
//! | `=insists` | exactly this word, whatever its case |
//! | `insist*` | any word that starts so |
//! | `~guest` | this noun, its plural and their possessives: `guests'` |
//! | `{tool}` | any entry of the class `tool` |
//! | `(has to\|must)` | one of these |
//! | `not?` `(at all)?` | this or nothing |
//! | `..` `..6` | up to three (six) further words of the sentence |
//! | `!(not\|never)` | nothing, but only where none of these follows |
//! | `^` `$` | the start, the end of the sentence |
//!
//! A word with hyphens is several words: `e-mail` is `e`, then `mail`. A match never leaves its sentence. Marks such as
//! commas are stepped over unless the phrase names them.

mod alternatives;
mod begins;
mod outline;
mod parse;
mod parts;
mod set;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use compact_str::CompactString;
use rustc_hash::FxHashSet;

use super::words::Key;
use super::{Kind, Text, Token};
use alternatives::{Alternatives, Likely};
use outline::{Outline, Rough};

pub use parse::{Classes, PatternMistake};
pub use set::{Found, PatternSet};

/// One phrase to look for.
#[derive(Clone, Debug)]
pub struct Pattern {
    steps: Arc<[Step]>,
    outline: Outline,
}

#[derive(Clone, Debug)]
enum Step {
    Stem(Word),
    Exact(Word),
    Prefix(CompactString),
    Class(Arc<Class>),
    Choice(Box<Alternatives>),
    Optional(Vec<Step>),
    Gap(usize),
    Unless(Box<Alternatives>),
    Start,
    End,
}

/// A word of a phrase, by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    key: Key,
    /// Whether it is punctuation, which other words step over.
    mark: bool,
}

impl Word {
    fn new(word: &str) -> Self {
        let mark = !word.starts_with(|c: char| c.is_alphanumeric() || c == '[');
        Word { key: Key::of(word), mark }
    }
}

/// The entries of a word class: single stems and words in sets, anything longer as steps.
#[derive(Clone, Debug, Default)]
struct Class {
    stems: FxHashSet<Key>,
    words: FxHashSet<Key>,
    phrases: Alternatives,
    /// The words its entries begin with, roughly; how common they are, all together; and the commonest of them.
    rough: Rough,
    common: usize,
    commonest: Option<(usize, Key)>,
}

/// A sentence being searched.
#[derive(Clone, Copy)]
struct Sentence<'a> {
    tokens: &'a [Token],
    start: usize,
    end: usize,
}

impl Pattern {
    /// Where a match that starts at token `at` ends, if there is one; the shortest gaps win.
    pub fn match_at(&self, text: &Text, sentence: &Range<usize>, at: usize) -> Option<usize> {
        let sentence = Sentence { tokens: text.tokens(), start: sentence.start, end: sentence.end };
        if self.outline.may_start(&sentence, at) { self.match_behind(&sentence, at) } else { None }
    }

    /// The same where the word at `at` is known to be one that the phrase may start with.
    fn match_behind(&self, sentence: &Sentence<'_>, at: usize) -> Option<usize> {
        if self.outline.may_go_on(sentence, at) { sentence.run(&self.steps, at, &|_, end| Some(end)) } else { None }
    }

    /// Whether `token` may be one of the phrase's own words, rather than one that a gap steps over.
    pub fn names(&self, token: &Token) -> bool {
        any_names(&self.steps, token)
    }

    /// The first match anywhere in `text`, as a range of token positions.
    pub fn find(&self, text: &Text) -> Option<Range<usize>> {
        text.sentences()
            .iter()
            .find_map(|sentence| sentence.clone().find_map(|at| self.match_at(text, sentence, at).map(|end| at..end)))
    }
}

fn any_names(steps: &[Step], token: &Token) -> bool {
    steps.iter().any(|step| match step {
        Step::Stem(_) | Step::Exact(_) | Step::Prefix(_) => step.takes(token),
        Step::Class(class) => class.takes(token) || class.phrases.iter().any(|phrase| any_names(phrase, token)),
        Step::Choice(choices) => choices.iter().any(|choice| any_names(choice, token)),
        Step::Optional(steps) => any_names(steps, token),
        Step::Gap(_) | Step::Unless(_) | Step::Start | Step::End => false,
    })
}

/// What to do once the steps so far have matched up to a position.
type Then<'t> = &'t dyn Fn(&Sentence<'_>, usize) -> Option<usize>;

impl Sentence<'_> {
    /// Runs `steps` from token `at`, then `then`; gives the end of the whole match.
    ///
    /// Steps that can go one way only are walked through; what may go several ways is tried way by way.
    fn run(&self, mut steps: &[Step], mut at: usize, then: Then<'_>) -> Option<usize> {
        while let Some((step, rest)) = steps.split_first() {
            match step {
                Step::Stem(_) | Step::Exact(_) | Step::Prefix(_) => at = self.behind(step, at)?,
                Step::Choice(choices) if choices.are_words() => {
                    let word = self.first_word(at)?;
                    at = choices.have_word(&self.tokens[word]).then_some(word + 1)?;
                }
                Step::Choice(choices) => {
                    let go_on = |sentence: &Sentence<'_>, next: usize| sentence.run(rest, next, then);
                    return self.likely(choices, at).find_map(|choice| self.run(choice, at, &go_on));
                }
                Step::Class(class) => {
                    if !class.phrases.is_empty() {
                        return self.run_class(class, at, rest, then);
                    }
                    let word = self.first_word(at)?;
                    at = class.takes(&self.tokens[word]).then_some(word + 1)?;
                }
                Step::Optional(steps) => {
                    let go_on = |sentence: &Sentence<'_>, next: usize| sentence.run(rest, next, then);
                    let with = match steps.as_slice() {
                        [word] if word.is_word() => self.behind(word, at).and_then(|next| self.run(rest, next, then)),
                        steps => self.run(steps, at, &go_on),
                    };
                    if with.is_some() {
                        return with;
                    }
                }
                Step::Gap(most) => return self.run_gap(*most, at, rest, then),
                Step::Unless(choices) => {
                    let stands = |choice: &[Step]| self.run(choice, at, &|_, end| Some(end)).is_some();
                    if self.likely(choices, at).any(stands) {
                        return None;
                    }
                }
                Step::Start => _ = self.first_word(self.start).filter(|&first| first >= at)?,
                Step::End => _ = self.first_word(at).is_none().then_some(at)?,
            }
            steps = rest;
        }
        then(self, at)
    }

    /// The token behind the one at `at`, if that one is the word of `step`.
    fn behind(&self, step: &Step, at: usize) -> Option<usize> {
        let word = self.word_at(at, step)?;
        step.takes(&self.tokens[word]).then_some(word + 1)
    }

    /// The choices that may match from here.
    fn likely<'s>(&self, choices: &'s Alternatives, at: usize) -> Likely<'s, '_> {
        let first = self.first_word(at);
        let second = || self.first_word(first? + 1).map(|second| &self.tokens[second]);
        choices.likely(first.map(|first| &self.tokens[first]), second)
    }

    /// Goes on behind a word of the class, or behind one of its phrases.
    fn run_class(&self, class: &Class, at: usize, rest: &[Step], then: Then<'_>) -> Option<usize> {
        let go_on = |sentence: &Sentence<'_>, next: usize| sentence.run(rest, next, then);
        let word = self.first_word(at)?;
        let behind = if class.takes(&self.tokens[word]) { self.run(rest, word + 1, then) } else { None };
        behind.or_else(|| self.likely(&class.phrases, word).find_map(|phrase| self.run(phrase, at, &go_on)))
    }

    fn run_gap(&self, most: usize, at: usize, rest: &[Step], then: Then<'_>) -> Option<usize> {
        let mut next = at;
        for skipped in 0..=most {
            if let Some(end) = self.run(rest, next, then) {
                return Some(end);
            }
            if skipped < most {
                next = self.first_word(next)? + 1;
            }
        }
        None
    }

    /// The next token that is not a mark to step over.
    fn first_word(&self, at: usize) -> Option<usize> {
        (at..self.end).find(|&at| self.tokens[at].kind != Kind::Mark)
    }

    /// The token a word step looks at: a mark only if the step names one.
    fn word_at(&self, at: usize, step: &Step) -> Option<usize> {
        if step.names_mark() { (at < self.end).then_some(at) } else { self.first_word(at) }
    }
}

impl Step {
    fn takes(&self, token: &Token) -> bool {
        match self {
            Step::Stem(stem) => token.stem_key() == stem.key,
            Step::Exact(word) => token.normal_key() == word.key,
            Step::Prefix(start) => token.normal().starts_with(start.as_str()),
            _ => false,
        }
    }

    /// Whether it is a single word or mark.
    fn is_word(&self) -> bool {
        matches!(self, Step::Stem(_) | Step::Exact(_) | Step::Prefix(_))
    }

    fn names_mark(&self) -> bool {
        matches!(self, Step::Exact(word) if word.mark)
    }
}

impl Class {
    fn takes(&self, token: &Token) -> bool {
        self.stems.contains(&token.stem_key()) || self.words.contains(&token.normal_key())
    }

    /// The keys of the words its entries begin with.
    fn keys(&self) -> impl Iterator<Item = Key> {
        let [stems, words] = self.phrases.firsts();
        self.stems.iter().chain(&self.words).copied().chain(stems.chain(words).map(|(key, _)| key))
    }
}

impl fmt::Display for PatternMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PatternMistake::Empty => f.write_str("the phrase is empty"),
            PatternMistake::Unclosed(mark) => write!(f, "`{mark}` is not closed"),
            PatternMistake::UnknownClass(name) => write!(f, "there is no word class `{name}`"),
            PatternMistake::StartsLoose => {
                f.write_str("the phrase must start with a word, a class or a choice of them")
            }
            PatternMistake::Gap(gap) => write!(f, "`{gap}` is no gap; write `..` or `..6`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, raw: &str, expected: Option<&str>) {
        let classes = Classes::from_iter([("tool".to_owned(), vec!["system".to_owned(), "call log".to_owned()])]);
        let pattern = Pattern::new(pattern, &classes).expect("a test's pattern is right");
        let text = Text::new(raw);
        let found = pattern.find(&text).map(|range| text.slice(text.span_of(range)));
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn words_match_by_stem_and_exactly() {
        check("insist on", "The system insisted on it", Some("insisted on"));
        check("=insists", "They insist", None);
        check("e-mail us", "Do e-mail us", Some("e-mail us"));
    }

    #[test]
    fn classes_hold_words_and_phrases() {
        check("{tool} want", "Our systems, wanted or not", Some("systems, wanted"));
        check("the {tool}", "Ask the call log", Some("the call log"));
        check("{tool}", "Ask the call", None);
    }

    #[test]
    fn nouns_match_in_number_and_possessive_only() {
        check("the ~customer", "See the customers' faces", Some("the customers"));
        check("~customer", "Customs held it", None);
        check("~party leave", "The parties left", None);
        check("~party", "The party's over", Some("party's"));
        check("~box", "Nine boxes", Some("boxes"));
    }

    #[test]
    fn gaps_choices_and_options() {
        check("nobody .. (tell|ask) (us|me)", "Nobody ever bothers to tell us", Some("Nobody ever bothers to tell us"));
        check("nobody ..1 tell", "Nobody ever bothers to tell us", None);
        check("not? (at all)? good", "it is good", Some("good"));
    }

    #[test]
    fn a_match_stays_in_its_sentence() {
        check("no .. yes", "No. But yes", None);
        check("no .. yes", "No, but yes", Some("No, but yes"));
    }

    #[test]
    fn edges_and_exclusions() {
        check("^ yes $", "Yes.", Some("Yes"));
        check("yes $", "Yes it is", None);
        check("tell !(me|us) ..2 customer", "tell the customer", Some("tell the customer"));
        check("tell !(me|us) ..2 customer", "tell me customer", None);
    }

    #[test]
    fn a_phrase_knows_its_own_words() {
        let pattern = Pattern::new("form ..3 (insist|=never asks) on?", &Classes::default()).expect("right");
        let text = Text::new("form insisted never not on");
        let named: Vec<bool> = text.tokens().iter().map(|token| pattern.names(token)).collect();
        assert_eq!(named, [true, true, true, false, true]);
    }

    #[test]
    fn mistakes_are_explained() {
        let wrong = |pattern| Pattern::new(pattern, &Classes::default()).expect_err("wrong").to_string();
        assert_eq!(wrong("{none}"), "there is no word class `none`");
        assert_eq!(wrong("(a|b"), "`(` is not closed");
        assert_eq!(wrong(".. a"), "the phrase must start with a word, a class or a choice of them");
    }
}
