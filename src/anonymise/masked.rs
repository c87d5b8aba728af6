//! The words that were hidden, as something that can be searched for and nothing else.
//!
//! It cannot be listed, copied, printed or written; whoever holds it learns only whether and where a document holds
//! one of them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use super::IdentifierKind;
use crate::lexicons::{Is, facts};
use crate::text::{Kind, Text, normal_form};

/// What was masked. It answers whether a document holds one of these words; it cannot be listed, copied or printed.
///
/// Words are searched for between word borders and in the case they were said in. A name that is also an ordinary
/// word (`Will`) does not count at the start of a sentence, and one that is also a month not at all.
#[derive(Default)]
pub struct Masked {
    /// Each surface, and whether it is an ordinary word too.
    words: BTreeMap<String, bool>,
    finder: OnceLock<Option<AhoCorasick>>,
}

impl Masked {
    /// Where in `document` the first masked word stands, as said and between word borders.
    pub fn first_in(&self, document: &str) -> Option<usize> {
        self.places(document).min()
    }

    /// Where in a finished report the first masked word stands that is no ordinary word.
    ///
    /// A name that is also an ordinary word (`Page`) says nothing where the report's own wording has it; the guard
    /// has searched everything that came from the room for it before.
    pub fn first_telling_in(&self, document: &str) -> Option<usize> {
        self.hits(document).filter(|(_, ordinary)| !ordinary).map(|(at, _)| at).min()
    }

    /// Whether any masked word stands in `document`.
    pub fn stands_in(&self, document: &str) -> bool {
        self.places(document).next().is_some()
    }

    /// How many places of `document` hold a masked word.
    pub fn count_in(&self, document: &str) -> usize {
        let mut places: Vec<usize> = self.places(document).collect();
        places.sort_unstable();
        places.dedup();
        places.len()
    }

    /// As if one person had been masked.
    #[cfg(test)]
    pub(crate) fn of_person(name: &str) -> Self {
        let mut masked = Masked::default();
        masked.insert(IdentifierKind::Person, name);
        masked
    }

    /// Takes in what another run masked.
    pub fn merge(&mut self, other: Masked) {
        self.words.extend(other.words);
        self.finder = OnceLock::new();
    }

    /// Notes a masked stretch; of somebody's name also the words it is made of.
    pub(super) fn insert(&mut self, kind: IdentifierKind, surface: &str) {
        let surface = if kind == IdentifierKind::Person { untitled(surface) } else { surface };
        let text = Text::new(surface);
        let words: Vec<&str> =
            text.tokens().iter().filter(|it| it.kind == Kind::Word).map(|it| text.slice(it.span)).collect();
        let whole = surface.trim();
        if words.len() > 1 || whole.chars().any(|c| c.is_ascii_digit() || c == '@') {
            self.add(whole, false);
        }
        match kind {
            IdentifierKind::Person if words.len() > 1 => {
                let telling = |word: &&&str| word.chars().count() > 2 && facts(&normal_form(word)).rank() == 0;
                words.iter().filter(telling).for_each(|word| self.add(word, false));
            }
            _ if words.len() == 1 && whole.chars().count() > 1 => {
                let known = facts(&normal_form(words[0]));
                if !known.is(Is::Calendar) {
                    self.add(whole, known.rank() > 0);
                }
            }
            _ => {}
        }
    }

    /// Whether a part of a file's name, cut at whatever is no letter, is a masked word in any case.
    pub(super) fn names_file(&self, stem: &str) -> bool {
        let parts = stem.split(|c: char| !c.is_alphabetic()).filter(|part| part.chars().count() > 2);
        let parts: Vec<String> = parts.map(|part| normal_form(part).to_string()).collect();
        self.words.iter().any(|(word, ordinary)| {
            !ordinary
                && word.split(|c: char| !c.is_alphabetic()).any(|piece| {
                    let piece = normal_form(piece);
                    piece.chars().count() > 2 && facts(&piece).rank() == 0 && parts.iter().any(|part| *part == *piece)
                })
        })
    }

    fn add(&mut self, word: &str, ordinary: bool) {
        if !self.words.contains_key(word) {
            self.words.insert(word.to_owned(), ordinary);
            self.finder = OnceLock::new();
        }
    }

    /// The starts of masked words in `document`.
    fn places<'a>(&'a self, document: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.hits(document).map(|(at, _)| at)
    }

    /// The starts of masked words in `document`, and whether each is an ordinary word too.
    fn hits<'a>(&'a self, document: &'a str) -> impl Iterator<Item = (usize, bool)> + 'a {
        let ordinary: Vec<bool> = self.words.values().copied().collect();
        let finder = self.finder.get_or_init(|| AhoCorasick::new(self.words.keys()).ok()).as_ref();
        let found = finder.into_iter().flat_map(move |finder| finder.find_overlapping_iter(document));
        found
            .filter(move |hit| borders(document, hit.start(), hit.end()))
            .map(move |hit| (hit.start(), ordinary[hit.pattern().as_usize()]))
            .filter(move |&(at, ordinary)| !(ordinary && starts_sentence(document, at)))
    }
}

/// Whether no letter or digit touches the stretch from outside.
pub(super) fn borders(document: &str, start: usize, end: usize) -> bool {
    let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let first = document[start..end].chars().next();
    let last = document[start..end].chars().next_back();
    let runs_in = inner(document[..start].chars().next_back()) && inner(first);
    let goes_on = inner(document[end..].chars().next()) && inner(last);
    !runs_in && !goes_on
}

/// Whether a sentence, a line, a cell or a quotation starts at `at`.
fn starts_sentence(document: &str, at: usize) -> bool {
    let before = document[..at].trim_end_matches([' ', '\u{a0}']);
    before.chars().next_back().is_none_or(|c| !(c.is_alphanumeric() || matches!(c, ',' | ';' | '-' | '&' | ']')))
}

impl fmt::Debug for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Masked({} words)", self.words.len())
    }
}

/// A name without the titles before it, which tell nothing.
fn untitled(name: &str) -> &str {
    let title = |word: &str| facts(&normal_form(word.trim_end_matches('.'))).is(Is::Courtesy);
    let mut rest = name.trim();
    while let Some((_, behind)) = rest.split_once(char::is_whitespace).filter(|(word, _)| title(word)) {
        rest = behind.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(document: &str, expected: Option<usize>) {
        let mut masked = Masked::default();
        masked.insert(IdentifierKind::Person, "Xiomara Vélez");
        masked.insert(IdentifierKind::Person, "Will");
        masked.insert(IdentifierKind::Person, "May");
        masked.insert(IdentifierKind::Phone, "01632 960112");
        assert_eq!(masked.first_in(document), expected, "{document}");
    }

    #[test]
    fn masked_words_are_found_between_borders() {
        check("so Xiomara Vélez said", Some(3));
        check("so Vélez said", Some(3));
        check("call 01632 960112.", Some(5));
        check("Vélezian times", None);
    }

    #[test]
    fn words_that_are_also_words_do_not_refuse_a_report() {
        check("it will do. Will it?", None);
        check("ask Will about it", Some(4));
        check("in May we start", None);
    }

    #[test]
    fn merged_words_are_searched_too() {
        let mut masked = Masked::default();
        let mut other = Masked::default();
        other.insert(IdentifierKind::Email, "jo@acme.example");
        masked.merge(other);
        assert_eq!(masked.count_in("jo@acme.example or jo@acme.example"), 2);
        assert!(masked.stands_in("jo@acme.example") && !masked.stands_in("nothing"));
    }

    #[test]
    fn it_tells_its_size_only() {
        let mut masked = Masked::default();
        masked.insert(IdentifierKind::Person, "Xiomara");
        assert_eq!(format!("{masked:?}"), "Masked(1 words)");
        assert!(masked.names_file("session_xiomara_2") && !masked.names_file("session_two"));
    }
}
