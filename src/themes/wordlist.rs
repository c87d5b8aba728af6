//! Plain dictionary entries (`crm*`, `after the fact`), looked up word by word: twenty thousand cost little more
//! than twenty.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::text::{ByWord, Kind, Text, Token, normal_form};

/// An entry that cannot be looked for: it has no letter or digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoWord;

/// One word of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// This word, whatever its case and accents.
    Word(String),
    /// Any word that starts so: `crm*`.
    Start(String),
    /// `*` for any letters, `?` for one: `*wom?n*`.
    Glob(Vec<char>),
}

/// An entry behind its first word, and what it speaks for.
#[derive(Clone, Debug)]
struct Entry {
    rest: Vec<Piece>,
    side: usize,
}

/// Every entry by its first word.
#[derive(Clone, Debug, Default)]
pub(super) struct WordList {
    by_word: FxHashMap<String, Vec<Entry>>,
    by_start: FxHashMap<String, Vec<Entry>>,
    /// The lengths of the keys of `by_start`, in bytes, in order.
    lengths: Vec<usize>,
    globs: Vec<(Vec<char>, Entry)>,
    entries: usize,
    /// Whether any entry starts with a word, once met: entries are all added before anything is looked for.
    known: Box<ByWord<bool>>,
}

/// Whether an entry, as dictionaries write it, can be looked for.
pub(super) fn can_be_looked_for(written: &str) -> bool {
    !pieces(written).is_empty()
}

impl WordList {
    /// Adds an entry as dictionaries write it; `side` comes back where it is found.
    pub(super) fn add(&mut self, written: &str, side: usize) -> Result<(), NoWord> {
        let mut pieces = pieces(written).into_iter();
        let first = pieces.next().ok_or(NoWord)?;
        let entry = Entry { rest: pieces.collect(), side };
        self.entries += 1;
        match first {
            Piece::Word(word) => self.by_word.entry(word).or_default().push(entry),
            Piece::Start(start) => {
                if let Err(at) = self.lengths.binary_search(&start.len()) {
                    self.lengths.insert(at, start.len());
                }
                self.by_start.entry(start).or_default().push(entry);
            }
            Piece::Glob(glob) => self.globs.push((glob, entry)),
        }
        Ok(())
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.entries
    }

    /// Calls `found` for every entry that stands in `text`, with its side and the token positions it covers; never
    /// across the end of a sentence.
    pub(super) fn visit(&self, text: &Text, found: &mut impl FnMut(usize, Range<usize>)) {
        if self.entries == 0 {
            return;
        }
        for sentence in text.sentences() {
            for at in sentence.clone().filter(|&at| self.may_start(&text.tokens()[at])) {
                for entry in self.starting_with(text.tokens()[at].normal()) {
                    if let Some(end) = entry.ends(text, at + 1..sentence.end) {
                        found(entry.side, at..end);
                    }
                }
            }
        }
    }
}

impl WordList {
    fn may_start(&self, token: &Token) -> bool {
        token.kind != Kind::Mark && self.known.get(token, || self.starting_with(token.normal()).next().is_some())
    }

    /// The entries whose first word is `word`.
    fn starting_with(&self, word: &str) -> impl Iterator<Item = &Entry> {
        let starts = self.lengths.iter().take_while(move |&&length| length <= word.len());
        let by_start = starts.filter_map(move |&length| self.by_start.get(word.get(..length)?)).flatten();
        let globs = self.globs.iter().filter(move |(glob, _)| matches(glob, word)).map(|(_, entry)| entry);
        self.by_word.get(word).into_iter().flatten().chain(by_start).chain(globs)
    }
}

impl Entry {
    /// Where it ends if its further words follow; marks such as commas are stepped over.
    fn ends(&self, text: &Text, rest: Range<usize>) -> Option<usize> {
        let mut end = rest.start;
        for piece in &self.rest {
            let next = (end..rest.end).find(|&at| text.tokens()[at].kind != Kind::Mark)?;
            if !piece.takes(text.tokens()[next].normal()) {
                return None;
            }
            end = next + 1;
        }
        Some(end)
    }
}

impl Piece {
    fn takes(&self, word: &str) -> bool {
        match self {
            Piece::Word(it) => it == word,
            Piece::Start(start) => word.starts_with(start.as_str()),
            Piece::Glob(glob) => matches(glob, word),
        }
    }
}

/// The words of an entry as a text would have them.
fn pieces(written: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in written.split(|c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}')) {
        if part.contains(['*', '?']) && part.contains(char::is_alphanumeric) {
            let part = normal_form(part.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '*' | '?')));
            pieces.push(match part.strip_suffix('*') {
                Some(start) if !start.contains(['*', '?']) => Piece::Start(start.to_owned()),
                _ => Piece::Glob(part.chars().collect()),
            });
        } else {
            let words = Text::new(part);
            let words = words.tokens().iter().filter(|token| token.kind != Kind::Mark);
            pieces.extend(words.map(|token| Piece::Word(token.normal().to_owned())));
        }
    }
    pieces
}

/// Whether `word` is one that `glob` describes.
fn matches(glob: &[char], word: &str) -> bool {
    fn from(glob: &[char], word: &mut std::str::Chars<'_>) -> bool {
        match glob.split_first() {
            None => word.next().is_none(),
            Some(('*', rest)) => {
                let mut word = word.clone();
                loop {
                    if from(rest, &mut word.clone()) {
                        return true;
                    }
                    if word.next().is_none() {
                        return false;
                    }
                }
            }
            Some(('?', rest)) => word.next().is_some() && from(rest, word),
            Some((letter, rest)) => word.next() == Some(*letter) && from(rest, word),
        }
    }
    from(glob, &mut word.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(entry: &str, said: &str, expected: &[&str]) {
        let mut list = WordList::default();
        list.add(entry, 7).expect("the entry has a word");
        let text = Text::new(said);
        let mut found = Vec::new();
        list.visit(&text, &mut |side, tokens| {
            assert_eq!(side, 7);
            found.push(text.slice(text.span_of(tokens)).to_owned());
        });
        assert_eq!(found, expected, "{entry} in {said}");
    }

    #[test]
    fn words_match_whole_and_whatever_their_case_and_accents() {
        check("Tool", "A tool, TOOL and toolbox; tools", &["tool", "TOOL"]);
        check("cafe", "The café shut", &["café"]);
        check("don't", "I don’t know", &["don’t"]);
    }

    #[test]
    fn stars_and_question_marks_stand_for_letters() {
        check("crm*", "The CRM and the crms, not ecrm", &["CRM", "crms"]);
        check("*ing", "Selling sold", &["Selling"]);
        check("wom?n*", "women womans woman", &["women", "womans", "woman"]);
    }

    #[test]
    fn several_words_follow_each_other_within_a_sentence() {
        check("after the fact", "Told after, the fact. After the. Fact", &["after, the fact"]);
        check("e-mail*", "by e-mails", &["e-mails"]);
        check("told *ly", "told lately", &["told lately"]);
    }

    #[test]
    fn an_entry_of_marks_has_no_word() {
        assert_eq!(WordList::default().add(":-)", 0), Err(NoWord));
        assert!(!can_be_looked_for(":-)") && can_be_looked_for("e-mail*"));
        assert_eq!(WordList::default().add("*", 0), Err(NoWord));
    }
}
