//! Whether an ordinary word that is also a name is one where it stands: `ask Will`, not `Will it`.
//!
//! Goes by how the word is written and by its neighbours.

use std::ops::Range;

use super::words::{Word, Written};
use crate::lexicons::read::{QUESTION_WORDS, YES_NO_OPENERS};
use crate::lexicons::{Is, facts, neighbours};

/// How common a given name must be to be one though the word is among the commonest of all.
const COMMON: u8 = 5;

/// Whether the word at `at`, alone, is written and placed as a name.
pub(super) fn as_name(document: &str, words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let known = facts(&word.normal);
    // `JL` is an alias in capitals; `GRACE SAID SO` is all in them.
    let short = word.span.len() <= 3 && known.rank() == 0 && !known.kept();
    let upper = word.written == Written::Upper && (short || !line(document, word).contains(char::is_lowercase));
    if word.written == Written::Lower {
        return thanked(document, words, at);
    }
    if word.written != Written::Capital && !upper {
        return false;
    }
    if behind_title(document, words, at) {
        return true;
    }
    let before = neighbour(document, words, at.checked_sub(1), at);
    let behind = neighbour(document, words, Some(at + 1), at);
    if known.rank() == 1 && known.given() < COMMON {
        return false;
    }
    if !neighbours().articles.has(before) && (asked(document, words, at) || comes_from(document, words, at)) {
        return true;
    }
    let possessive = document[word.span.end..].starts_with(['\'', '\u{2019}']) && behind == "s";
    if known.is(Is::Calendar) {
        let dated = before.is_empty() || neighbours().dated.has(before) || next_is_digit(document, word.span.end);
        // `May said so`
        let says = starts_sentence(document, word.span.start) && facts(behind).is(Is::SurePersonVerb);
        return (says || !dated) && !heading(document, word);
    }
    if neighbours().articles.has(before) || heading(document, word) {
        return false;
    }
    if starts_sentence(document, word.span.start) {
        let acts = neighbours().acting.has(&word.normal) && neighbours().finite.has(behind);
        return possessive
            || acts
            || (short && upper)
            || facts(behind).is(Is::SurePersonVerb)
            || is_placed(document, words, at);
    }
    // A capitalised word among capitalised words is part of another name, or of a title.
    let part = |other: &str, it: Option<usize>| {
        !other.is_empty() && it.and_then(|it| words.get(it)).is_some_and(|it| it.written == Written::Capital) && {
            let known = facts(other);
            known.rank() > 0 && !known.is(Is::Opener) && other != "i"
        }
    };
    !part(behind, Some(at + 1)) || known.given() >= 7
}

/// Whether the word at `at` is asked something: `Will, can you?`
fn asked(document: &str, words: &[Word], at: usize) -> bool {
    let Some(next) = words.get(at + 1) else { return false };
    let opens = YES_NO_OPENERS.contains(&next.normal) || QUESTION_WORDS.contains(&next.normal);
    opens && &document[words[at].span.end..next.span.start] == ", "
}

/// Whether whoever the word at `at` names is told by their team: `May from Finance`.
fn comes_from(document: &str, words: &[Word], at: usize) -> bool {
    let Some(team) = words.get(at + 2).filter(|team| team.written != Written::Lower) else { return false };
    let from = neighbour(document, words, Some(at + 1), at) == "from";
    from && !facts(&team.normal).is(Is::Calendar) && !neighbour(document, words, Some(at + 2), at + 1).is_empty()
}

/// Whether whoever the word at `at` names is told by where they work: `Grace in Leyburn`, `Grace in [Location 2]`.
fn is_placed(document: &str, words: &[Word], at: usize) -> bool {
    let Some(place) = words.get(at + 2).filter(|place| place.written == Written::Capital) else { return false };
    let inside = matches!(neighbour(document, words, Some(at + 1), at), "in" | "at" | "from");
    let hidden = &document[words[at + 1].span.end..place.span.start] == " [";
    let unknown = facts(&place.normal).rank() == 0 && !facts(&place.normal).kept();
    inside && facts(&words[at].normal).given() >= COMMON && (hidden || unknown)
}

/// Whether a word in small letters is a name at the end of what is said to somebody: `thanks will`.
fn thanked(document: &str, words: &[Word], at: usize) -> bool {
    let behind = document[words[at].span.end..].trim_start_matches([' ', '\t']);
    let ends = behind.is_empty() || behind.starts_with(['.', ',', '!', '\r', '\n', '<', '"']);
    let before = neighbour(document, words, at.checked_sub(1), at);
    ends && matches!(before, "thanks" | "cheers" | "hi" | "hello" | "hey" | "dear" | "hiya")
        && facts(&words[at].normal).given() > 0
}

/// Whether a word in capitals stands in a line that has small letters too.
pub(super) fn among_small(document: &str, word: &Word) -> bool {
    word.written == Written::Upper && line(document, word).contains(char::is_lowercase)
}

/// Whether letters are somebody's initials, with their full stops, and not short for something everybody knows.
pub(super) fn are_initials(document: &str, letters: &[Word]) -> bool {
    let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return false };
    let stopped = letters.windows(2).all(|pair| {
        let between = &document[pair[0].span.end..pair[1].span.start];
        matches!(between, "." | ". ")
    });
    let ends = document[last.span.end..].strip_prefix('.').is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    let begins = !document[..first.span.start].ends_with(|c: char| c.is_alphanumeric() || c == '.');
    let short: String = letters.iter().map(|letter| letter.normal.as_str()).collect();
    let capitals = letters.iter().all(|letter| letter.written == Written::Capital);
    capitals && stopped && ends && begins && !facts(&short).kept()
}

/// Whether whole names that are ordinary words too stand among words that somebody typed without any capital.
pub(super) fn typed_small(document: &str, words: &[Word], range: Range<usize>) -> bool {
    let here = &words[range.clone()];
    let noun = range.start.checked_sub(1).is_some_and(|at| neighbours().articles.has(&words[at].normal));
    let long = |word: Option<&Word>| word.is_some_and(|word| word.normal.chars().count() > 1);
    let whole = here.len() > 1 && long(here.first()) && long(here.last());
    whole && !noun && !line(document, &here[0]).contains(char::is_uppercase)
}

/// The line or cell that a word stands in.
fn line<'d>(document: &'d str, word: &Word) -> &'d str {
    let start = document[..word.span.start].rfind(['\n', '|', '>', '"']).map_or(0, |at| at + 1);
    let end = document[word.span.end..].find(['\n', '|', '<', '"']).map_or(document.len(), |at| word.span.end + at);
    &document[start..end]
}

/// Whether a form of address or an initial stands before the word at `at`, which has a capital.
pub(super) fn behind_title(document: &str, words: &[Word], at: usize) -> bool {
    let capital = words[at].written == Written::Capital || words[at].written == Written::Upper;
    let before = at.checked_sub(1).map(|before| &words[before]);
    let Some(before) = before.filter(|_| capital) else { return false };
    let between = &document[before.span.end..words[at].span.start];
    let title = facts(&before.normal).is(Is::Courtesy);
    let initial = before.normal.chars().count() == 1 && before.written == Written::Capital && before.normal != "i";
    (title && matches!(between, " " | ". " | "." | "\u{a0}")) || (initial && matches!(between, ". " | "."))
}

/// The word at `other` if only white space or an apostrophe parts it from the one at `at`; else nothing.
fn neighbour<'w>(document: &str, words: &'w [Word], other: Option<usize>, at: usize) -> &'w str {
    let Some(word) = other.and_then(|other| words.get(other)) else { return "" };
    let (first, second) = if word.span < words[at].span { (word, &words[at]) } else { (&words[at], word) };
    let between = &document[first.span.end..second.span.start];
    if between.chars().all(|c| c == ' ' || c == '\u{a0}' || c == '\'' || c == '\u{2019}') { &word.normal } else { "" }
}

fn next_is_digit(document: &str, end: usize) -> bool {
    document[end..].trim_start_matches([' ', ',', '\u{a0}']).starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a sentence, a line, a cell or a quotation starts at `start`.
fn starts_sentence(document: &str, start: usize) -> bool {
    let before = &document[..start];
    let spaced = before.ends_with([' ', '\u{a0}', '\t']);
    let bare = before.trim_end_matches([' ', '\u{a0}', '\t']);
    match bare.chars().next_back() {
        None => true,
        Some(',' | ';') => !spaced,
        Some(')' | ']' | '\'' | '\u{2019}') => false,
        // A dash before a space is a bullet.
        Some('-') => spaced,
        Some(c) => !(c.is_alphanumeric() || matches!(c, '-' | '&' | '/' | '@' | '_')),
    }
}

/// Whether most words of the line at `word` have capitals, as titles have.
fn heading(document: &str, word: &Word) -> bool {
    let line = line(document, word);
    if line.len() > 200 {
        return false;
    }
    let long = line.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 3);
    let (mut capital, mut all) = (0, 0);
    for word in long {
        all += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    all >= 3 && capital * 3 >= all * 2
}
