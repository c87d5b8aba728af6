//! Searching any document for people, whoever wrote it.
//!
//! Tells where a name stands and whose it is, never the name.

mod company;
mod forms;
mod near;
mod words;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use compact_str::CompactString;
use rustc_hash::FxHashMap;

use self::company::{among_small, are_initials, as_name, behind_title, typed_small};
use self::forms::{LONG, Need, Pattern};
use self::near::Near;
use self::words::{Word, Written};
use super::masked::borders;
use crate::lexicons::facts;
use crate::text::{Span, normal_form};
use crate::transcript::Speaker;

/// The names of a roster, ready to be searched for.
///
/// A name is looked for as it is written and in other case, without accents, as a nickname, with initials, joined as
/// in an account's name, spelt letter by letter, and, where it is long, with one wrong letter. A name that is also
/// an ordinary word counts only where it is written and placed as a name.
pub struct NameSearch {
    /// Patterns by their first word, with whose they are.
    patterns: FxHashMap<CompactString, Vec<(Pattern, usize)>>,
    near: Near,
    /// What is searched for as it is written: names in letters without case, which know no word borders (`王伟`), and
    /// things, which do.
    exact: BTreeMap<String, usize>,
    finder: OnceLock<Option<AhoCorasick>>,
}

/// A place where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Where it stands in the document.
    pub span: Span,
    /// Whose it is, as a place in the roster.
    pub whose: usize,
}

/// Bytes searched at once, so that a long document needs little memory.
const AT_ONCE: usize = 1 << 18;

/// Letters of a name from which on it is looked for spelt out.
const SPELT: usize = 3;

impl NameSearch {
    /// Makes the names of `roster` ready.
    pub fn new(roster: &[Speaker]) -> Self {
        let mut search = NameSearch {
            patterns: FxHashMap::default(),
            near: Near::default(),
            exact: BTreeMap::new(),
            finder: OnceLock::new(),
        };
        for (whose, person) in roster.iter().enumerate() {
            for pattern in forms::patterns(person) {
                search.insert(pattern, whose);
            }
            for word in forms::long_words(person) {
                search.near.insert(&word, whose);
            }
            let exact = |name: &&String| uncut(name) || is_coded(name);
            search.exact.extend(person.names.iter().filter(exact).map(|name| (name.clone(), whose)));
        }
        search
    }

    /// Also searches for `words` as they are written; a single ordinary word tells nothing.
    pub fn add_exactly(&mut self, words: &str, whose: usize) {
        let words = words.trim();
        let known = facts(&normal_form(words));
        if words.chars().count() > 2 && known.rank() == 0 && !known.kept() {
            self.exact.entry(words.to_owned()).or_insert(whose);
            self.finder = OnceLock::new();
        }
    }

    /// Every place of `document` where a name stands, in order.
    pub fn find_in(&self, document: &str) -> Vec<Place> {
        let mut places = Vec::new();
        let mut from = 0;
        while from < document.len() {
            let end = chunk_end(document, from);
            self.find_in_words(&document[from..end], from, &mut places);
            from = end;
        }
        let exact: Vec<usize> = self.exact.values().copied().collect();
        let finder = self.finder.get_or_init(|| {
            Some(&self.exact).filter(|all| !all.is_empty()).and_then(|all| AhoCorasick::new(all.keys()).ok())
        });
        for hit in finder.iter().flat_map(|finder| finder.find_overlapping_iter(document)) {
            let span = Span::new(hit.start(), hit.end());
            if uncut(&document[span.start..span.end]) || borders(document, span.start, span.end) {
                places.push(Place { span, whose: exact[hit.pattern().as_usize()] });
            }
        }
        places.sort_unstable();
        places.dedup_by(|next, last| {
            let same = next.span.overlaps(last.span);
            if same {
                last.span = last.span.union(next.span);
            }
            same
        });
        places
    }

    fn insert(&mut self, pattern: Pattern, whose: usize) {
        let known = self.patterns.entry(pattern.words[0].clone()).or_default();
        match known.iter_mut().find(|(it, _)| it.words == pattern.words) {
            Some((it, _)) => it.need = it.need.min(pattern.need),
            None => known.push((pattern, whose)),
        }
    }

    fn find_in_words(&self, document: &str, offset: usize, places: &mut Vec<Place>) {
        let words = words::words(document);
        let mut put = |range: Range<usize>, whose: usize| {
            let span = Span::new(words[range.start].span.start + offset, words[range.end - 1].span.end + offset);
            places.push(Place { span, whose });
        };
        let mut at = 0;
        while at < words.len() {
            let found = self.pattern_at(document, &words, at).or_else(|| self.broken_at(document, &words, at));
            if let Some((length, whose)) = found.or_else(|| self.spelt_at(document, &words, at)) {
                put(at..at + length, whose);
                at += length;
            } else {
                if let Some(whose) = self.misspelt(&words[at]) {
                    put(at..at + 1, whose);
                }
                at += 1;
            }
        }
    }

    /// The longest pattern at word number `at`, as words covered and whose it is.
    fn pattern_at(&self, document: &str, words: &[Word], at: usize) -> Option<(usize, usize)> {
        let known = self.patterns.get(&words[at].normal)?;
        let stands = |pattern: &Pattern| {
            let length = pattern.words.len();
            let here = words.get(at..at + length)?;
            let same = pattern.words.iter().zip(here).all(|(name, word)| *name == word.normal);
            let close = here.windows(2).all(|pair| close(&document[pair[0].span.end..pair[1].span.start]));
            let counts = same
                && close
                && match pattern.need {
                    Need::Nothing => true,
                    Need::Capitals => {
                        here.iter().all(|word| word.written != Written::Lower)
                            || typed_small(document, words, at..at + length)
                    }
                    Need::Initials => are_initials(document, here),
                    Need::Alias => among_small(document, &words[at]) || as_name(document, words, at),
                    Need::Name => as_name(document, words, at),
                    Need::Title => behind_title(document, words, at),
                };
            counts.then_some(length)
        };
        known.iter().filter_map(|(pattern, whose)| Some((stands(pattern)?, *whose))).max_by_key(|(length, _)| *length)
    }

    /// A name that a hyphen breaks, at the end of a line or not: `Oyela-ran`.
    fn broken_at(&self, document: &str, words: &[Word], at: usize) -> Option<(usize, usize)> {
        let [first, second, ..] = words.get(at..)? else { return None };
        let between = document[first.span.end..second.span.start].strip_prefix(['-', '\u{2010}', '\u{2011}'])?;
        let breaks = between.trim().is_empty() && (between.is_empty() || between.contains('\n'));
        let whole = compact_str::format_compact!("{}{}", first.normal, second.normal);
        let known = self.patterns.get(&whole).filter(|_| breaks)?;
        let (_, whose) = known.iter().find(|(it, _)| it.words.len() == 1 && it.need == Need::Nothing)?;
        Some((2, *whose))
    }

    /// A name letter by letter: `K-O-F-I`, `k o f i`.
    fn spelt_at(&self, document: &str, words: &[Word], at: usize) -> Option<(usize, usize)> {
        let letter = |word: &Word| word.normal.chars().count() == 1;
        let before = at.checked_sub(1).is_some_and(|before| letter(&words[before]) && joins(document, words, before));
        if before || !letter(&words[at]) {
            return None;
        }
        let mut spelt = words[at].normal.clone();
        let mut end = at + 1;
        while end < words.len() && letter(&words[end]) && joins(document, words, end - 1) {
            spelt.push_str(&words[end].normal);
            end += 1;
        }
        // What is spelt may have a letter before it: `that's a K-O-F-I`.
        (0..spelt.chars().count().checked_sub(SPELT - 1)?).find_map(|skip| {
            let word: CompactString = spelt.chars().skip(skip).collect();
            let known = self.patterns.get(&word)?;
            let (_, whose) = known.iter().find(|(pattern, _)| pattern.words.len() == 1)?;
            Some((end - at, *whose))
        })
    }

    /// Whose name a word is but for one letter, if it is no word of its own.
    fn misspelt(&self, word: &Word) -> Option<usize> {
        if word.normal.len() + 1 < LONG {
            return None;
        }
        let whose = self.near.whose(&word.normal)?;
        let known = facts(&word.normal);
        (known.rank() == 0 && !known.kept() && !inflected(&word.normal)).then_some(whose)
    }
}

/// Whether a word without its ending is an ordinary word, so that it is one too.
fn inflected(word: &str) -> bool {
    let endings = ["s", "es", "ed", "d", "ing", "er", "ers", "ly", "ness", "al", "ic"];
    endings.iter().filter_map(|ending| word.strip_suffix(ending)).any(|stem| stem.len() > 2 && facts(stem).rank() > 0)
}

/// Whether two words with `between` them may belong to one name; a table has a border or two there.
fn close(between: &str) -> bool {
    between.chars().count() <= 4 && !between.contains(['!', '?', '\n']) && between.chars().all(|c| !c.is_alphanumeric())
}

/// Whether the letters at `at` and behind are said one after the other.
fn joins(document: &str, words: &[Word], at: usize) -> bool {
    let between = &document[words[at].span.end..words[at + 1].span.start];
    matches!(between, "-" | " " | "." | ". " | " - " | ", " | "\u{2013}" | "\u{2011}")
}

/// Whether a name is written in letters without case.
fn uncut(name: &str) -> bool {
    let mut letters = name.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase() && !c.is_uppercase())
}

/// Whether a name is letters and figures in one word, as the alias `P3` is.
fn is_coded(name: &str) -> bool {
    let letters = name.chars().any(char::is_alphabetic);
    letters && name.chars().any(|c| c.is_ascii_digit()) && name.chars().all(char::is_alphanumeric)
}

/// Where a chunk that starts at `from` ends: behind a line break, else between words.
fn chunk_end(document: &str, from: usize) -> usize {
    let mut end = from + AT_ONCE;
    if end >= document.len() {
        return document.len();
    }
    while !document.is_char_boundary(end) {
        end -= 1;
    }
    let chunk = &document[from..end];
    let cut = chunk.rfind('\n').or_else(|| chunk.rfind(char::is_whitespace)).unwrap_or(chunk.len() - 1);
    let after = from + cut;
    after + document[after..].chars().next().map_or(1, char::len_utf8)
}

/// Tells its size only.
impl fmt::Debug for NameSearch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameSearch({} first words)", self.patterns.len())
    }
}

#[cfg(test)]
mod tests;
