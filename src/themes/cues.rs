//! The first layer: the cue phrases of the codebooks, with negation, exclusions and context.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::BookMistake;
use super::statements::Statements;
use super::wordlist::WordList;
use crate::error::{Error, ErrorKind};
use crate::text::{Pattern, PatternSet, Text};

/// A phrase of a codebook that speaks for one of its aspects.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// Place of its codebook in the order of ties.
    pub(super) book: usize,
    /// Place of its codebook in the order of reading.
    pub(super) read: usize,
    pub(super) aspect: usize,
    /// The file and line where it is written.
    pub(super) place: (Arc<Path>, usize),
    pub(super) phrase: Pattern,
    /// How strongly it speaks for the aspect, above 0 and at most 1.
    pub(super) weight: f32,
    /// It does not count where one of these stands in the same sentence.
    pub(super) unless: Vec<Pattern>,
    /// It counts only where one of these stands in the same comment.
    pub(super) context: Vec<Pattern>,
    pub(super) negated: Negated,
    pub(super) catches: Vec<Example>,
    pub(super) leaves: Vec<Example>,
}

/// What a negation before a cue makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Negated {
    /// Nothing.
    Drop,
    /// The same cue.
    Keep,
    /// A cue of this aspect.
    Flip(usize),
}

/// A comment that a cue must catch, or leave alone.
#[derive(Clone)]
pub(super) struct Example {
    pub(super) path: Arc<Path>,
    pub(super) line: usize,
    pub(super) said: String,
}

/// Prints where an example stands, never what it quotes.
impl std::fmt::Debug for Example {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Example(line {})", self.line)
    }
}

/// How strongly a plain dictionary entry speaks for its aspect: enough alone, and two are surer than one.
const ENTRY: f32 = 0.5;

/// Every cue, ready to be looked for.
#[derive(Debug, Default)]
pub(super) struct Cues {
    cues: Vec<Cue>,
    set: PatternSet,
    /// Plain entries; what they speak for is a place in `sides`.
    words: WordList,
    sides: Vec<(usize, usize)>,
    /// For each codebook, phrases beside which none of its plain entries counts.
    never: Vec<Vec<Pattern>>,
}

/// A cue that counts in a comment.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub(super) book: usize,
    pub(super) aspect: usize,
    pub(super) weight: f32,
    /// The token positions it covers.
    pub(super) tokens: Range<usize>,
    /// The statement it stands in, counted through the comment.
    pub(super) statement: usize,
}

impl Cues {
    /// Adds what the next codebook looks for.
    pub(super) fn add_book(&mut self, cues: impl Iterator<Item = Cue>, words: &[(String, usize)], never: Vec<Pattern>) {
        let book = self.never.len();
        self.cues.extend(cues);
        self.never.push(never);
        for (entry, aspect) in words {
            let known = self.sides.iter().rposition(|side| *side == (book, *aspect));
            let side = known.unwrap_or_else(|| {
                self.sides.push((book, *aspect));
                self.sides.len() - 1
            });
            // An entry without a word was refused when its file was read.
            let _ = self.words.add(entry, side);
        }
    }

    /// The same cues, ready to be looked for.
    pub(super) fn ready(mut self) -> Self {
        self.set = PatternSet::new(self.cues.iter().map(|cue| cue.phrase.clone()).collect());
        self
    }

    /// How many plain entries there are.
    pub(super) fn entries(&self) -> usize {
        self.words.len()
    }

    /// Every cue, codebook after codebook.
    pub(super) fn all(&self) -> &[Cue] {
        &self.cues
    }

    /// Every cue that counts in `comment`, in order of place.
    pub(super) fn hear(&self, question: Option<&Text>, comment: &Text, statements: &Statements) -> Vec<Heard> {
        let mut heard = Vec::new();
        for found in self.set.find(comment) {
            let cue = &self.cues[found.pattern];
            let sentence = comment.sentence_of(found.tokens.start);
            if let Some(aspect) = cue.counts(question, comment, &sentence, &found.tokens, statements) {
                let statement = statements.at(found.tokens.start);
                heard.push(Heard { book: cue.book, aspect, weight: cue.weight, tokens: found.tokens, statement });
            }
        }
        self.hear_words(comment, statements, &mut heard);
        heard
    }

    /// Plain entries count as dictionaries have them: wherever they stand, denied or not.
    fn hear_words(&self, comment: &Text, statements: &Statements, heard: &mut Vec<Heard>) {
        self.words.visit(comment, &mut |side, tokens| {
            let (book, aspect) = self.sides[side];
            let never = &self.never[book];
            if never.is_empty() || !excluded(never, comment, &comment.sentence_of(tokens.start)) {
                let statement = statements.at(tokens.start);
                heard.push(Heard { book, aspect, weight: ENTRY, tokens, statement });
            }
        });
    }

    /// Every example that fails, but for those of the first `skipped` codebooks read.
    pub(super) fn failing_examples(&self, skipped: usize) -> Vec<Error> {
        self.cues.iter().filter(|cue| cue.read >= skipped).flat_map(Cue::failing_examples).collect()
    }
}

impl Cue {
    /// The aspect this match speaks for, if it counts.
    fn counts(
        &self,
        question: Option<&Text>,
        comment: &Text,
        sentence: &Range<usize>,
        tokens: &Range<usize>,
        statements: &Statements,
    ) -> Option<usize> {
        if excluded(&self.unless, comment, sentence) {
            return None;
        }
        let in_context = |text: &Text| self.context.iter().any(|phrase| phrase.find(text).is_some());
        if !self.context.is_empty() && !in_context(comment) && !question.is_some_and(in_context) {
            return None;
        }
        match self.negated {
            Negated::Keep => Some(self.aspect),
            Negated::Drop => (!statements.is_negated(comment, tokens.start)).then_some(self.aspect),
            Negated::Flip(to) => Some(if statements.is_negated(comment, tokens.start) { to } else { self.aspect }),
        }
    }

    fn failing_examples(&self) -> Vec<Error> {
        let wrong = |example: &Example, mistake: BookMistake| {
            let path = example.path.to_path_buf();
            ErrorKind::Codebook { path, line: example.line, mistake: mistake.to_string() }.into()
        };
        let missed = (1..).zip(&self.catches).filter(|(_, example)| !self.catches(&example.said));
        let missed = missed.map(|(place, example)| wrong(example, BookMistake::NotCaught(place)));
        let caught = (1..).zip(&self.leaves).filter(|(_, example)| self.catches(&example.said));
        missed.chain(caught.map(|(place, example)| wrong(example, BookMistake::NotLeft(place)))).collect()
    }

    /// Whether the cue counts for its own aspect somewhere in `said`.
    pub(super) fn catches(&self, said: &str) -> bool {
        let text = Text::new(said);
        let statements = Statements::of(&text);
        text.sentences().iter().any(|sentence| {
            sentence.clone().any(|at| {
                let end = self.phrase.match_at(&text, sentence, at);
                let counts = |end| self.counts(None, &text, sentence, &(at..end), &statements) == Some(self.aspect);
                end.is_some_and(counts)
            })
        })
    }
}

/// Whether one of `phrases` stands in the sentence.
fn excluded(phrases: &[Pattern], text: &Text, sentence: &Range<usize>) -> bool {
    phrases.iter().any(|phrase| sentence.clone().any(|at| phrase.match_at(text, sentence, at).is_some()))
}
