//! Cuts a comment into statements: sentences, and their parts where a contrast divides them.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::lexicons::themes::{ABSENCES, CONTRASTS, LAPSES, NEGATORS, SAYINGS};
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

/// Those of them that deny a thing: `the form that nobody wanted insists`.
static ABSENT: LazyLock<FxHashSet<Key>> = LazyLock::new(|| ABSENCES.entries().map(Key::of).collect());

/// Pairs of words that say that something is over.
static LAPSED: LazyLock<FxHashSet<(Key, Key)>> = LazyLock::new(|| {
    let pair = |entry: &str| entry.split_once(' ').map(|(first, second)| (Key::of(first), Key::of(second)));
    LAPSES.entries().filter_map(pair).collect()
});

/// Verbs of saying.
static SAID: LazyLock<FxHashSet<Key>> = LazyLock::new(|| SAYINGS.entries().map(Key::of).collect());

/// What words do to statements, once met: whether they open one, and whether they deny.
static DOES: ByWord<(bool, bool)> = ByWord::new();

/// How far before a cue a negation still reaches it, in words.
const REACH: usize = 3;

/// How far behind a negation the verb of saying stands that it denies, in words.
const SAYS: usize = 2;

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

    /// Whether a negation stands closely before the token at `at`, in the same statement, or denies that it is said.
    pub(super) fn is_negated(&self, text: &Text, at: usize) -> bool {
        let start = self.starts.get(self.at(at)).copied().unwrap_or(0);
        let tokens = text.tokens();
        let clause = (start..at).rev().take_while(|&it| tokens[it].kind != Kind::Mark).count();
        let mut before = at - clause..at;
        before.clone().rev().take(REACH).any(|it| denies(tokens, it) || lapses(tokens, it))
            || before.any(|it| negates(&tokens[it]) && tokens[it..at].iter().skip(1).take(SAYS).any(says))
    }
}

/// The part of `sentence` around `inside` that says one thing: another begins behind `;`, and behind a comma with
/// `and` or a contrast.
pub(super) fn clause(text: &Text, sentence: &Range<usize>, inside: &Range<usize>) -> Range<usize> {
    let tokens = text.tokens();
    let joins = |token: &Token| token.normal() == "and" || does(token).0;
    let begins =
        |at: usize| tokens[at].kind == Kind::Mark && (does(&tokens[at]).0 || tokens.get(at + 1).is_some_and(joins));
    let start = (sentence.start..inside.start).rev().find(|&at| begins(at)).unwrap_or(sentence.start);
    start..(inside.end..sentence.end).find(|&at| begins(at)).unwrap_or(sentence.end)
}

/// Whether what is done between these tokens is denied or over: `the form no longer insists`. `own` tells the words
/// that belong to the phrase itself.
pub(super) fn is_undone(text: &Text, inside: &Range<usize>, own: impl Fn(&Token) -> bool) -> bool {
    let tokens = text.tokens();
    let undoes = |it: usize| {
        let denied = denies(tokens, it) && !ABSENT.contains(&tokens[it].normal_key());
        (denied || lapses(tokens, it)) && !own(&tokens[it])
    };
    // Behind a comma stands who does it instead: `the system, not the customer, decides`.
    let last_mark = inside.clone().rev().find(|&it| tokens[it].kind == Kind::Mark);
    (last_mark.map_or(inside.start, |mark| mark + 1)..inside.end).any(undoes)
}

/// Whether the word at `at` denies what follows; `not only` and `not just` do not.
fn denies(tokens: &[Token], at: usize) -> bool {
    let adds = |next: &Token| matches!(next.normal(), "only" | "just" | "merely" | "simply");
    negates(&tokens[at]) && !tokens.get(at + 1).is_some_and(adds)
}

/// Whether the words at `at` say that something is over.
fn lapses(tokens: &[Token], at: usize) -> bool {
    let pair = tokens.get(at).zip(tokens.get(at + 1));
    pair.is_some_and(|(first, second)| LAPSED.contains(&(first.normal_key(), second.normal_key())))
        && !at.checked_sub(1).is_some_and(|before| is_state(&tokens[before]))
}

/// A form of to be or to get, behind which `used to` means accustomed.
fn is_state(token: &Token) -> bool {
    matches!(token.stem(), "be" | "get" | "got" | "are" | "is" | "am" | "was" | "were" | "been")
        || ["'re", "'m"].iter().any(|end| token.normal().ends_with(end))
}

fn says(token: &Token) -> bool {
    SAID.contains(&token.normal_key())
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
        assert!(!reaches("not only do they ask for it", 4));
    }

    #[test]
    fn a_clause_of_its_own_begins_behind_a_comma_and_an_and() {
        let found = |raw: &str, inside: Range<usize>| {
            let text = Text::new(raw);
            let sentence = text.sentence_of(0);
            text.slice(text.span_of(clause(&text, &sentence, &inside))).to_owned()
        };
        assert_eq!(found("Nowhere to park, and the form insists.", 6..8), ", and the form insists.");
        assert_eq!(found("Nowhere to park; the form insists.", 0..3), "Nowhere to park");
        assert_eq!(found("Here, the form insists.", 3..5), "Here, the form insists.");
    }

    #[test]
    fn a_denied_saying_denies_what_is_said() {
        let reaches = |raw: &str, at| {
            let text = Text::new(raw);
            Statements::of(&text).is_negated(&text, at)
        };
        assert!(reaches("nobody could say that we are all kept in the dark", 7));
        assert!(!reaches("nobody will listen and they all of them ask for it", 8));
    }

    #[test]
    fn what_is_over_or_denied_within_a_phrase_is_undone() {
        let undone = |raw: &str| {
            let text = Text::new(raw);
            is_undone(&text, &(0..text.tokens().len()), |token| token.normal() == "never")
        };
        for raw in ["the form no longer insists", "the form used to insist", "the form doesn't insist"] {
            assert!(undone(raw), "{raw}");
        }
        for raw in [
            "the form insists",
            "the form, not us, decides",
            "the form nobody wanted insists",
            "the form not only insists",
            "the form never insists",
            "the form we are used to insists",
        ] {
            assert!(!undone(raw), "{raw}");
        }
    }
}
