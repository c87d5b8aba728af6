//! The first layer: the cue phrases of the codebooks, with negation, exclusions and context.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::BookMistake;
use super::statements::Statements;
use crate::error::{ErrorKind, Result};
use crate::text::{Pattern, PatternSet, Text};

/// A phrase of a codebook that speaks for one of its aspects.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// Place of its codebook in the order of ties.
    pub(super) book: usize,
    /// Place of its codebook in the order of reading.
    pub(super) read: usize,
    pub(super) aspect: usize,
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

/// Every cue, ready to be looked for.
#[derive(Debug, Default)]
pub(super) struct Cues {
    cues: Vec<Cue>,
    set: PatternSet,
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
    pub(super) fn new(cues: Vec<Cue>) -> Self {
        let set = PatternSet::new(cues.iter().map(|cue| cue.phrase.clone()).collect());
        Cues { cues, set }
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
        heard
    }

    /// Every example that fails, for the test of the built-in codebooks.
    #[cfg(test)]
    pub(super) fn failing_examples(&self) -> Vec<String> {
        self.cues.iter().filter_map(|cue| cue.try_examples().err()).map(|wrong| wrong.to_string()).collect()
    }

    /// Tries the examples of every cue but those of the first `skipped` codebooks read.
    pub(super) fn try_examples(&self, skipped: usize) -> Result<()> {
        self.cues.iter().filter(|cue| cue.read >= skipped).try_for_each(Cue::try_examples)
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
        if self.unless.iter().any(|phrase| stands_in(phrase, comment, sentence)) {
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

    fn try_examples(&self) -> Result<()> {
        let wrong = |(place, example): (usize, &Example), mistake: fn(usize) -> BookMistake| {
            let path = example.path.to_path_buf();
            Err(ErrorKind::Codebook { path, line: example.line, mistake: mistake(place + 1).to_string() }.into())
        };
        if let Some(missed) = self.catches.iter().enumerate().find(|(_, example)| !self.catches(&example.said)) {
            return wrong(missed, BookMistake::NotCaught);
        }
        match self.leaves.iter().enumerate().find(|(_, example)| self.catches(&example.said)) {
            Some(caught) => wrong(caught, BookMistake::NotLeft),
            None => Ok(()),
        }
    }

    /// Whether the cue counts for its own aspect somewhere in `said`.
    fn catches(&self, said: &str) -> bool {
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

fn stands_in(phrase: &Pattern, text: &Text, sentence: &Range<usize>) -> bool {
    sentence.clone().any(|at| phrase.match_at(text, sentence, at).is_some())
}
