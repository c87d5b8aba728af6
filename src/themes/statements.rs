//! Cuts a comment into statements: sentences, and their parts where a contrast divides them.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::lexicons::themes::{CONTRASTS, NEGATORS};
use crate::text::{ByWord, Key, Kind, Text, Token};

/// Where the statements of one comment start, as token positions.
#[derive(Debug)]
pub(super) struct Statements {
    starts: Vec<usize>,
}

/// Words that open a statement of their own.
static OPENERS: LazyLock<FxHashSet<Key>> = LazyLock::new(|| CONTRASTS.entries().map(Key::of).collect());

/// Words that deny what follows, besides those in `n't`.
static DENIERS: LazyLock<FxHashSet<Key>> = LazyLock::new(|| NEGATORS.entries().map(Key::of).collect());

/// What words do to statements, once met: whether they open one, and whether they deny.
static DOES: ByWord<(bool, bool)> = ByWord::new();

/// How far before a cue a negation still reaches it, in words.
const REACH: usize = 3;

/// The fewest words a statement may have.
const SHORTEST: usize = 3;

impl Statements {
    /// The statements of `text`.
    pub(super) fn of(text: &Text) -> Self {
        let mut starts = Vec::new();
        for sentence in text.sentences() {
            starts.push(sentence.start);
            let mut last = sentence.start;
            for at in sentence.clone().skip(1) {
                if divides(text.tokens(), sentence, last, at) {
                    starts.push(at);
                    last = at;
                }
            }
        }
        Statements { starts }
    }

    /// Which statement the token at `at` belongs to.
    pub(super) fn at(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at).saturating_sub(1)
    }

    /// Whether a negation stands closely before the token at `at`, in the same statement.
    pub(super) fn is_negated(&self, text: &Text, at: usize) -> bool {
        let start = self.starts.get(self.at(at)).copied().unwrap_or(0);
        let before = text.tokens()[start..at].iter().rev();
        before.take_while(|token| token.kind != Kind::Mark).take(REACH).any(negates)
    }
}

fn divides(tokens: &[Token], sentence: &Range<usize>, last: usize, at: usize) -> bool {
    let far = at - last >= SHORTEST && sentence.end - at > SHORTEST;
    far && does(&tokens[at]).0
}

fn does(token: &Token) -> (bool, bool) {
    DOES.get(token, || {
        let (normal, key) = (token.normal(), token.normal_key());
        let opens = OPENERS.contains(&key) || matches!(normal, ";" | ":" | "\u{2014}" | "--");
        (opens, normal.ends_with("n't") || DENIERS.contains(&key))
    })
}

/// Whether a word denies what follows it.
pub(super) fn negates(token: &Token) -> bool {
    does(token).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let text = Text::new(raw);
        let mut starts = Statements::of(&text).starts;
        starts.push(text.tokens().len());
        let found: Vec<&str> = starts.windows(2).map(|it| text.slice(text.span_of(it[0]..it[1]))).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn a_contrast_makes_two_statements() {
        check(
            "The idea is sound, but the form is not. Fine.",
            &["The idea is sound,", "but the form is not.", "Fine."],
        );
        check("Nothing but the form.", &["Nothing but the form."]);
    }

    #[test]
    fn a_negation_reaches_three_words_and_no_comma() {
        let reaches = |raw: &str, at| {
            let text = Text::new(raw);
            Statements::of(&text).is_negated(&text, at)
        };
        assert!(reaches("they do not ask for it", 3));
        assert!(!reaches("no, they ask for it", 3));
        assert!(!reaches("not that you would ever care to ask", 7));
    }
}
