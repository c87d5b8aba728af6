//! Normal forms and stems of words, remembered per thread because speech repeats itself.

use std::cell::RefCell;
use std::hash::{DefaultHasher, Hasher};

use compact_str::CompactString;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use tokenizers::normalizers::{Lowercase, NFD, StripAccents};
use tokenizers::{NormalizedString, Normalizer};

/// Words remembered per thread before the memory is emptied: ordinary speech stays well below it.
const REMEMBERED: usize = 1 << 16;

/// A word as compared (`normal`) and its stem, each with its key.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Forms {
    pub(super) normal: CompactString,
    pub(super) stem: CompactString,
    pub(super) normal_key: Key,
    pub(super) stem_key: Key,
}

impl Forms {
    pub(super) fn new(normal: CompactString, stem: CompactString) -> Self {
        Forms { normal_key: Key::of(&normal), stem_key: Key::of(&stem), normal, stem }
    }
}

/// A word as a number, so that phrases are compared by numbers: equal words have equal keys, and among a
/// million words two that differ share a key once in some ten million runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(u64);

impl Key {
    /// The key of a word in normal form, or of a stem.
    pub(crate) fn of(word: &str) -> Self {
        // The standard hasher with its fixed start: the same key in every run.
        let mut hasher = DefaultHasher::new();
        hasher.write(word.as_bytes());
        Key(hasher.finish())
    }

    /// The key as one bit of 64, which others share.
    pub(super) fn bit(self) -> u64 {
        1 << (self.0 % 64)
    }

    /// Whether its bit is among those of `keys`.
    pub(super) fn is_among(self, keys: u64) -> bool {
        keys & self.bit() != 0
    }
}

thread_local! {
    static FORMS: RefCell<FxHashMap<CompactString, Forms>> = RefCell::default();
    static STEMMER: Stemmer = Stemmer::create(Algorithm::English);
}

/// Both forms of `word`.
pub(super) fn forms(word: &str) -> Forms {
    FORMS.with_borrow_mut(|known| {
        if let Some(forms) = known.get(word) {
            return forms.clone();
        }
        let normal = normal_form(word);
        let stem = stem(&normal);
        let forms = Forms::new(normal, stem);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(word.into(), forms.clone());
        forms
    })
}

/// Lower case, without accents, with straight apostrophes: `Vélez’s` is compared as `velez's`.
pub fn normal_form(word: &str) -> CompactString {
    if word.is_ascii() {
        return word.chars().map(|c| c.to_ascii_lowercase()).collect();
    }
    let mut normal = NormalizedString::from(word);
    let done = NFD.normalize(&mut normal).and_then(|()| StripAccents.normalize(&mut normal));
    let done = done.and_then(|()| Lowercase.normalize(&mut normal));
    let lower = if done.is_ok() { normal.get().to_owned() } else { word.to_lowercase() };
    lower.chars().map(|c| if matches!(c, '\u{2019}' | '\u{2018}' | '\u{02bc}') { '\'' } else { c }).collect()
}

/// The same word without accents, its case kept.
pub fn without_accents(word: &str) -> String {
    let mut bare = NormalizedString::from(word);
    let done = NFD.normalize(&mut bare).and_then(|()| StripAccents.normalize(&mut bare));
    if done.is_ok() { bare.get().to_owned() } else { word.to_owned() }
}

/// The English stem of a word in normal form; a word with letters beyond ASCII is its own stem.
pub fn stem(normal: &str) -> CompactString {
    if !normal.is_ascii() {
        return normal.into();
    }
    let bare = normal.strip_suffix("'s").unwrap_or(normal);
    STEMMER.with(|stemmer| CompactString::from(stemmer.stem(bare).as_ref()))
}
