//! What the lists say about names, places, firms and ordinary words.
//!
//! Answers about one word or phrase at a time; it decides nothing about who or what is meant.

use std::cell::RefCell;
use std::hash::{BuildHasher, BuildHasherDefault};
use std::sync::LazyLock;

use compact_str::CompactString;
use fst::{IntoStreamer, Map, Streamer};
use rustc_hash::{FxHashMap, FxHasher};
use tokenizers::Model;
use tokenizers::models::wordpiece::WordPiece;

use super::Embedded;
use super::lists::{CITY, FAMILY, GIVEN, Is, LONGEST, RANK};
use crate::text::{Key, normal_form};

/// The packed lists, by header only: their words are in the map.
pub(super) static FILES: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/headers.rs"));

const NICKNAMES: &str = include_str!("../../lexicons/names/nicknames.tsv");

static FACTS: LazyLock<Map<&'static [u8]>> = LazyLock::new(|| {
    let bytes: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/facts.fst"));
    Map::new(bytes).expect("the build script wrote the map")
});

/// What the lists know about one word or phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts(u64);

impl Facts {
    /// How common it is as a given name: 0 unknown, 1 rare to 9.
    pub(crate) fn given(self) -> u8 {
        self.number(GIVEN)
    }

    /// How common it is as a family name: 0 unknown, 1 rare to 9.
    pub(crate) fn family(self) -> u8 {
        self.number(FAMILY)
    }

    /// How rare it is as an English word: 0 unknown, 1 everyday to 9.
    pub(crate) fn rank(self) -> u8 {
        self.number(RANK)
    }

    /// The number of digits of a town's population, less one; 0 for no town.
    pub(crate) fn city(self) -> u8 {
        self.number(CITY)
    }

    /// How many words the longest entry that starts with this word has.
    pub(crate) fn longest(self) -> usize {
        usize::from(self.number(LONGEST))
    }

    /// Whether it stands in `list`.
    pub(crate) fn is(self, list: Is) -> bool {
        self.0 >> (list as u32) & 1 == 1
    }

    /// Whether it stands in one of `lists`.
    pub(crate) fn any(self, lists: &[Is]) -> bool {
        lists.iter().any(|&list| self.is(list))
    }

    /// Which of `lists` it stands in: a bit each, in their order.
    pub(crate) fn lists(self, lists: &[Is]) -> u64 {
        if self.0 >> (Is::Region as u32) == 0 {
            return 0;
        }
        lists.iter().enumerate().fold(0, |bits, (at, &list)| bits | u64::from(self.is(list)) << at)
    }

    /// Whether it is kept readable: a region, tool, calendar word, acronym or capitalised ordinary word.
    ///
    /// A county that is also a town is taken for the town.
    pub(crate) fn kept(self) -> bool {
        self.any(&[Is::Region, Is::Tool, Is::Calendar, Is::Acronym, Is::Plain])
            || (self.is(Is::County) && self.city() == 0)
    }

    /// Whether it is some kind of personal name.
    pub(crate) fn named(self) -> bool {
        self.given() > 0 || self.family() > 0 || self.is(Is::Nickname)
    }

    fn number(self, shift: u32) -> u8 {
        (self.0 >> shift & 15) as u8
    }
}

/// Words remembered per thread before the memory is emptied: ordinary speech stays well below it.
const REMEMBERED: usize = 1 << 15;

/// Places for the words that a thread met last, each at the place that its number says.
const PLACES: usize = 1 << 14;

thread_local! {
    static SEEN: RefCell<Vec<(u64, Facts)>> = RefCell::new(vec![(0, Facts(0)); PLACES]);
}

/// What is known about a word, or a phrase with single spaces, in normal form.
///
/// Words are remembered by a number of 64 bits: that two of a million differ and share it is a matter of millions of
/// runs.
pub(crate) fn facts(normal: &str) -> Facts {
    let number = BuildHasherDefault::<FxHasher>::default().hash_one(normal);
    SEEN.with_borrow_mut(|seen| {
        let place = &mut seen[(number >> 20) as usize % PLACES];
        if place.0 != number || number == 0 {
            *place = (number, Facts(FACTS.get(normal).unwrap_or_default()));
        }
        place.1
    })
}

/// The words that come second in entries of the lists that start with `word`, each as one bit, which others may share.
pub(crate) fn seconds(word: &str) -> u64 {
    let (from, to) = (format!("{word} "), format!("{word}!"));
    let mut entries = FACTS.range().ge(&from).lt(&to).into_stream();
    let mut seconds = 0;
    while let Some((entry, _)) = entries.next() {
        let second = entry[from.len()..].split(|&byte| byte == b' ').next().unwrap_or_default();
        seconds |= str::from_utf8(second).map_or(u64::MAX, |second| Key::of(second).bit());
    }
    seconds
}

/// Whether `words`, as a cell of a table has them, are somebody's given and family name and nothing else.
pub(crate) fn is_full_name(words: &str) -> bool {
    let normal = normal_form(words.trim());
    let each: Vec<&str> = normal.split_whitespace().collect();
    let ([first, .., last], 2..=4) = (each.as_slice(), each.len()) else { return false };
    let capitals = words
        .split_whitespace()
        .all(|word| word.starts_with(char::is_uppercase) || facts(&normal_form(word)).is(Is::Particle));
    let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '\u{2019}' | '.');
    let place = [Is::Site, Is::SureSite, Is::PlaceHead, Is::Street, Is::SureStreet, Is::Firm, Is::Trade];
    let elsewhere = |word: &str| facts(word).any(&place) || facts(word).kept();
    let whole = facts(&normal);
    capitals
        && words.chars().all(letters)
        && facts(first).given() > 0
        && (facts(last).family() > 0 || facts(last).rank() == 0)
        && !(whole.kept() || whole.city() > 0 || elsewhere(last) || facts(first).kept())
}

/// Whether `words` hold no letters, or one word alone that is nobody's name and no town's: `3-5`, `Support`.
pub(crate) fn names_nobody(words: &str) -> bool {
    let bare = words.trim();
    let known = facts(&normal_form(bare));
    !bare.contains(char::is_alphabetic) || known.rank() > 0 && !known.named() && known.city() == 0
}

/// Cuts a word into everyday words, longest first; its vocabulary is what of them the word holds, so that nobody waits
/// for tens of thousands of words that are not in it.
fn cut_up(word: &str) -> Option<(usize, usize)> {
    let everyday = |piece: &str| matches!(Facts(FACTS.get(piece).unwrap_or_default()).rank(), 1..=5);
    let mut words = String::from("[UNK]\n");
    for start in 0..=word.len() - SHORTEST_PIECE {
        for end in start + SHORTEST_PIECE..=word.len() {
            if everyday(&word[start..end]) {
                words.push_str(if start == 0 { "" } else { "##" });
                words.push_str(&word[start..end]);
                words.push('\n');
            }
        }
    }
    let vocabulary = WordPiece::read_bytes(words.as_bytes()).ok()?;
    let tokens = WordPiece::builder().vocab(vocabulary).build().ok()?.tokenize(word).ok()?;
    let known = tokens.iter().all(|piece| piece.value != "[UNK]");
    tokens.last().filter(|_| known).map(|piece| (tokens.len(), piece.offsets.0))
}

/// Letters that a piece has at least: shorter ones are in any word.
const SHORTEST_PIECE: usize = 4;

thread_local! {
    static CUT: RefCell<FxHashMap<CompactString, Option<(usize, usize)>>> = RefCell::default();
}

/// Of a word made of everyday words, as products are, how many those are and where the last one starts.
pub(crate) fn pieces(word: &str) -> Option<(usize, usize)> {
    if !word.is_ascii() || word.len() < 2 * SHORTEST_PIECE {
        return None;
    }
    CUT.with_borrow_mut(|cut| {
        if let Some(&known) = cut.get(word) {
            return known;
        }
        let last = cut_up(word);
        if cut.len() >= REMEMBERED {
            cut.clear();
        }
        cut.insert(word.into(), last);
        last
    })
}

/// The short forms and full forms of names, by normal form.
#[derive(Debug, Default)]
struct Nicknames {
    full: FxHashMap<String, Vec<String>>,
    short: FxHashMap<String, Vec<String>>,
}

static SHORT_FORMS: LazyLock<Nicknames> = LazyLock::new(|| {
    let mut names = Nicknames::default();
    let entries = NICKNAMES.lines().filter(|line| !line.starts_with('#'));
    for (short, full) in entries.filter_map(|line| line.split_once('\t')) {
        let short = normal_form(short).to_string();
        for full in full.split(',').map(|full| normal_form(full).to_string()) {
            names.short.entry(full.clone()).or_default().push(short.clone());
            names.full.entry(short.clone()).or_default().push(full);
        }
    }
    names
});

thread_local! {
    /// The forms of the names of the list that a thread met.
    static FORMS: RefCell<FxHashMap<&'static str, Vec<&'static str>>> = RefCell::default();
}

/// The names that a given name is known by: its short forms, its full forms, and their short forms.
pub(crate) fn other_forms(given: &str) -> Vec<&'static str> {
    let names = &*SHORT_FORMS;
    let listed = names.short.get_key_value(given).or_else(|| names.full.get_key_value(given));
    let Some((given, _)) = listed else { return Vec::new() };
    FORMS.with_borrow_mut(|known| known.entry(given.as_str()).or_insert_with(|| forms_of(names, given)).clone())
}

fn forms_of(names: &'static Nicknames, given: &str) -> Vec<&'static str> {
    let listed =
        |map: &'static FxHashMap<String, Vec<String>>, name: &str| map.get(name).map_or(&[][..], Vec::as_slice);
    let full = listed(&names.full, given);
    // Rosie may be Roseann, and Roseann Ann: that makes no Ann of Rosie.
    let siblings = full.iter().flat_map(|full| listed(&names.short, full)).filter(|form| share_a_stem(given, form));
    let mut forms: Vec<&str> =
        listed(&names.short, given).iter().chain(full).chain(siblings).map(String::as_str).collect();
    forms.sort_unstable();
    forms.dedup();
    forms.retain(|form| *form != given);
    forms
}

/// The names that are taken for those of whoever bears `given`: of two short forms of one name only those that start
/// alike, as `kate` and `katie` do; `kate` and `cathy` are two people more often than one.
pub(crate) fn same_forms(given: &str) -> Vec<&'static str> {
    let names = &*SHORT_FORMS;
    let direct = |name: &str| {
        let listed = |map: &'static FxHashMap<String, Vec<String>>| {
            map.get(given).is_some_and(|all| all.iter().any(|it| it == name))
        };
        listed(&names.short) || listed(&names.full)
    };
    let alike = |name: &str| name.chars().take(2).eq(given.chars().take(2));
    // Two long names are two names, whatever one was short for once: `rupert` and `robert`.
    let short = |name: &str| given.len().min(name.len()) < 6 || name.starts_with(given) || given.starts_with(name);
    other_forms(given).into_iter().filter(|name| short(name) && (direct(name) || alike(name))).collect()
}

/// Whether two short forms sound like forms of one name: `bill` and `will`, `kate` and `katie`, not `rosie` and `ann`.
fn share_a_stem(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.chars().collect::<Vec<char>>();
    let (one, other) = (letters(one), letters(other));
    let enough = one.len().min(other.len()).div_ceil(2).clamp(2, 3);
    one.first() == other.first() && one.get(1) == other.get(1)
        || one.windows(enough).any(|part| other.windows(enough).any(|it| it == part))
}

/// Whether `word`, in normal form, says yes or no and nothing else.
pub(crate) fn says_yes_or_no(word: &str) -> bool {
    #[derive(serde::Deserialize)]
    struct Words {
        yes: Vec<String>,
        no: Vec<String>,
    }
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let listed = super::assent::words().find(|file| file.path.ends_with("/words.toml"));
        let words = listed.and_then(|file| toml::from_str::<Words>(file.text).ok());
        let mut all: Vec<String> = words.map(|words| [words.yes, words.no].concat()).unwrap_or_default();
        all.sort_unstable();
        all
    });
    // All of them are short.
    word.len() <= 6 && WORDS.binary_search_by(|it| it.as_str().cmp(word)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases_have_facts() {
        assert!(facts("xiomara").given() > 0 && facts("darko").family() > 0);
        assert!(facts("the").rank() == 1 && facts("falmouth").city() > 0);
        assert!(facts("british gas").is(Is::Tool) && facts("british").longest() >= 2);
        assert_eq!(facts("qqqq"), Facts::default());
    }

    #[test]
    fn what_comes_second_in_an_entry_is_known() {
        let second = |word: &str, next: &str| Key::of(next).is_among(seconds(word));
        assert!(second("british", "gas") && second("milton", "keynes"));
        assert_eq!(seconds("qqqq"), 0);
    }

    #[test]
    fn full_names_are_told_from_places_and_firms() {
        for name in ["Sam Rowe", "Ann Lee", "Priya Raman", "Ana de la Cruz", "Marta Kowalczyk"] {
            assert!(is_full_name(name), "{name}");
        }
        for other in
            ["Head Office", "Milton Keynes", "Customer Service", "Victoria Road", "Grace", "sam rowe", "May Day"]
        {
            assert!(!is_full_name(other), "{other}");
        }
    }

    #[test]
    fn words_made_of_words_are_cut() {
        assert_eq!(pieces("rentwise"), Some((2, 4)));
        assert_eq!(pieces("xiomarab"), None);
        assert_eq!(pieces("word"), None);
    }

    #[test]
    fn accents_make_no_difference() {
        assert!(facts(&normal_form("Vélez")).family() > 0);
        assert!(facts(&normal_form("Siân")).given() > 0);
    }

    #[test]
    fn nicknames_go_both_ways() {
        assert!(other_forms("william").contains(&"bill"));
        assert!(other_forms("bill").contains(&"william") && other_forms("bill").contains(&"will"));
        assert!(other_forms("katarzyna").contains(&"kasia"));
        assert!(same_forms("kate").contains(&"katie") && same_forms("bill").contains(&"william"));
        assert!(!same_forms("robert").contains(&"rupert") && same_forms("katarzyna").contains(&"kasia"));
        assert!(!same_forms("kate").contains(&"cathy"));
        assert!(!other_forms("rosie").contains(&"ann") && other_forms("bob").contains(&"rob"));
    }

    #[test]
    fn words_for_yes_and_no_are_known() {
        assert!(says_yes_or_no("yeh") && says_yes_or_no("nah") && says_yes_or_no("aye"));
        assert!(!says_yes_or_no("dana") && !says_yes_or_no(""));
    }
}
