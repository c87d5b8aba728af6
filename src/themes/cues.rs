//! The first layer: the cue phrases of the codebooks, with negation, exclusions and context.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::BookMistake;
use super::statements::{Statements, clause, is_undone};
use super::wordlist::WordList;
use crate::error::{Error, ErrorKind};
use crate::text::{Kind, Pattern, PatternSet, Text};

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
    /// It does not count where one of these, which hold for its whole codebook, stands in the same clause.
    pub(super) never: Vec<Pattern>,
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
    /// Whether it is a plain entry of a dictionary, which counts whatever else is said.
    pub(super) is_entry: bool,
}

/// What the cues make of a comment.
#[derive(Clone, Debug, Default)]
pub(super) struct Hearing {
    /// Every cue that counts, in order of place.
    pub(super) heard: Vec<Heard>,
    /// The codebooks and aspects of the cues that stand there denied, with their weights.
    pub(super) denied: Vec<(usize, usize, f32)>,
}

/// What a match of a cue says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// It does not belong here.
    Nothing,
    /// That it is not so.
    Denied,
    /// That it is so: this aspect.
    So(usize),
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

    /// What counts in `comment`, and what stands there denied.
    pub(super) fn hear(&self, question: Option<&Text>, comment: &Text, statements: &Statements) -> Hearing {
        let mut hearing = Hearing::default();
        for found in self.set.find(comment) {
            let &Cue { book, aspect, weight, .. } = &self.cues[found.pattern];
            let sentence = comment.sentence_of(found.tokens.start);
            let says = self.cues[found.pattern].says(question, comment, &sentence, &found.tokens, statements);
            if let Says::So(aspect) = says {
                let statement = statements.at(found.tokens.start);
                hearing.heard.push(Heard { book, aspect, weight, tokens: found.tokens, statement, is_entry: false });
            } else if says == Says::Denied {
                hearing.denied.push((book, aspect, weight));
            }
        }
        self.hear_words(comment, statements, &mut hearing.heard);
        hearing
    }

    /// Plain entries count as dictionaries have them: wherever they stand, denied or not.
    fn hear_words(&self, comment: &Text, statements: &Statements, heard: &mut Vec<Heard>) {
        self.words.visit(comment, &mut |side, tokens| {
            let (book, aspect) = self.sides[side];
            let never = &self.never[book];
            if never.is_empty()
                || !excluded(never, comment, &clause(comment, &comment.sentence_of(tokens.start), &tokens))
            {
                let statement = statements.at(tokens.start);
                heard.push(Heard { book, aspect, weight: ENTRY, tokens, statement, is_entry: true });
            }
        });
    }

    /// Every example that fails, but for those of the first `skipped` codebooks read.
    pub(super) fn failing_examples(&self, skipped: usize) -> Vec<Error> {
        self.cues.iter().filter(|cue| cue.read >= skipped).flat_map(Cue::failing_examples).collect()
    }
}

impl Cue {
    /// What this match says: what it speaks for, that it is denied, or nothing.
    fn says(
        &self,
        question: Option<&Text>,
        comment: &Text,
        sentence: &Range<usize>,
        tokens: &Range<usize>,
        statements: &Statements,
    ) -> Says {
        let is_elsewhere = !self.never.is_empty() && excluded(&self.never, comment, &clause(comment, sentence, tokens));
        if is_elsewhere || excluded(&self.unless, comment, sentence) {
            return Says::Nothing;
        }
        let in_context = |text: &Text| self.context.iter().any(|phrase| phrase.find(text).is_some());
        if !self.context.is_empty() && !in_context(comment) && !question.is_some_and(in_context) {
            return Says::Nothing;
        }
        let is_denied = || {
            let inside = tokens.start + 1..tokens.end;
            statements.is_negated(comment, tokens.start) || is_undone(comment, &inside, |it| self.phrase.names(it))
        };
        match self.negated {
            Negated::Drop if is_denied() && is_open(comment, sentence) => Says::Nothing,
            Negated::Drop if is_denied() => Says::Denied,
            Negated::Flip(to) if is_denied() => Says::So(to),
            Negated::Keep | Negated::Drop | Negated::Flip(_) => Says::So(self.aspect),
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
                let counts = |end| self.says(None, &text, sentence, &(at..end), &statements) == Says::So(self.aspect);
                end.is_some_and(counts)
            })
        })
    }
}

/// Whether a sentence denies nothing by its negations, because it asks or supposes: `couldn't someone tell us`.
fn is_open(text: &Text, sentence: &Range<usize>) -> bool {
    let first = text.tokens()[sentence.clone()].iter().find(|token| token.kind != Kind::Mark);
    first.is_some_and(|word| matches!(word.normal(), "if" | "why") || word.normal().ends_with("n't"))
}

/// Whether one of `phrases` stands in the sentence.
fn excluded(phrases: &[Pattern], text: &Text, sentence: &Range<usize>) -> bool {
    phrases.iter().any(|phrase| sentence.clone().any(|at| phrase.match_at(text, sentence, at).is_some()))
}
