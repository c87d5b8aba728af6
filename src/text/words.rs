//! Normal forms and stems of words, worked out once for each spelling because speech repeats itself.

use std::cell::RefCell;
use std::hash::{DefaultHasher, Hasher};
use std::ops::Deref;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use compact_str::CompactString;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use tokenizers::normalizers::{Lowercase, NFD, StripAccents};
use tokenizers::{NormalizedString, Normalizer};

/// Spellings that get a number, in one run of the program: ordinary speech stays well below it.
pub(super) const NUMBERED: usize = 1 << 17;

/// Spellings remembered per thread before the memory is emptied.
const REMEMBERED: usize = 1 << 16;

/// What the letters of a word tell: the word as compared (`normal`) and its stem, each with its key.
pub(super) struct Spelling {
    pub(super) normal: Box<str>,
    pub(super) stem: Box<str>,
    pub(super) normal_key: Key,
    pub(super) stem_key: Key,
    /// Its place among the spellings met first; numbers differ from run to run and reach no output.
    pub(super) number: Option<u32>,
}

/// A spelling, shared by all tokens that are written so: numbered ones stay for good, others as long as they are held.
#[derive(Clone)]
pub(super) enum Forms {
    Numbered(&'static Spelling),
    Held(Arc<Spelling>),
}

impl Deref for Forms {
    type Target = Spelling;

    fn deref(&self) -> &Spelling {
        match self {
            Forms::Numbered(spelling) => spelling,
            Forms::Held(spelling) => spelling,
        }
    }
}

impl PartialEq for Forms {
    fn eq(&self, other: &Self) -> bool {
        self.normal == other.normal && self.stem == other.stem
    }
}

impl Eq for Forms {}

impl Spelling {
    fn new(normal: &str, stem: &str, number: Option<u32>) -> Self {
        let (normal_key, stem_key) = (Key::of(normal), Key::of(stem));
        Spelling { normal: normal.into(), stem: stem.into(), normal_key, stem_key, number }
    }
}

/// The bits of a key that tell how long the word is, up to so many bytes.
const LENGTHS: u64 = 7;

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
        Key(hasher.finish() & !LENGTHS | LENGTHS.min(word.len() as u64))
    }

    /// The key as one bit of 64, which others share.
    pub(crate) fn bit(self) -> u64 {
        1 << (self.0 >> 58)
    }

    /// The key as one bit of 256, which others share: which number of four, and its bit.
    pub(super) fn place(self) -> (usize, u64) {
        ((self.0 >> 62) as usize, 1 << (self.0 >> 56 & 63))
    }

    /// How common such a word is in talk, going by its length alone: short words are common ones.
    pub(super) fn commonness(self) -> usize {
        match self.0 & LENGTHS {
            0..=2 => 100,
            3 => 50,
            4 => 15,
            5 => 6,
            _ => 2,
        }
    }

    /// Whether its bit is among those of `keys`.
    pub(crate) fn is_among(self, keys: u64) -> bool {
        keys & self.bit() != 0
    }
}

/// Spellings by what is written: words, and marks and placeholders, which are their own forms.
type Known<T> = [FxHashMap<CompactString, T>; 2];

/// Which of the two a spelling is.
#[derive(Clone, Copy)]
enum Side {
    Word,
    AsIs,
}

static FIRST: LazyLock<Mutex<Known<&'static Spelling>>> = LazyLock::new(Mutex::default);

/// Places for the short words that a thread met last, each at the place that its letters say.
const PLACES: usize = 1 << 12;

/// What a thread remembers of words.
struct Remembered {
    known: Known<Forms>,
    /// Short words as [`packed`], which are most of what is said.
    short: Vec<Option<(u64, &'static Spelling)>>,
}

thread_local! {
    static FORMS: RefCell<Remembered> = RefCell::new(Remembered { known: Known::default(), short: vec![None; PLACES] });
    static STEMMER: Stemmer = Stemmer::create(Algorithm::English);
}

/// Both forms of `word`.
pub(super) fn forms(word: &str) -> Forms {
    let Some(letters) = packed(word) else { return remembered(word, Side::Word) };
    let place = (letters.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % PLACES;
    let short = FORMS.with_borrow(|memory| memory.short[place].filter(|(it, _)| *it == letters));
    if let Some((_, spelling)) = short {
        return Forms::Numbered(spelling);
    }
    let forms = remembered(word, Side::Word);
    if let Forms::Numbered(spelling) = forms {
        FORMS.with_borrow_mut(|memory| memory.short[place] = Some((letters, spelling)));
    }
    forms
}

/// A word of seven bytes or fewer as a number: its bytes and how many they are.
fn packed(word: &str) -> Option<u64> {
    let mut bytes = [0; 8];
    bytes[..7].get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    bytes[7] = u8::try_from(word.len()).ok()?;
    Some(u64::from_le_bytes(bytes))
}

/// The forms of a mark or placeholder, which is its own normal form and stem.
pub(super) fn forms_as_is(normal: &str) -> Forms {
    remembered(normal, Side::AsIs)
}

fn remembered(written: &str, side: Side) -> Forms {
    FORMS.with_borrow_mut(|memory| {
        let known = &mut memory.known[side as usize];
        if let Some(forms) = known.get(written) {
            return forms.clone();
        }
        let forms = numbered(written, side);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(written.into(), forms.clone());
        forms
    })
}

/// The spelling that all threads share; a new one is numbered as long as there are numbers.
fn numbered(written: &str, side: Side) -> Forms {
    let met = |first: &Known<&'static Spelling>| first[side as usize].get(written).copied();
    if let Some(spelling) = met(&first_met()) {
        return Forms::Numbered(spelling);
    }
    let (normal, stem) = match side {
        Side::Word => {
            let normal = normal_form(written);
            let stem = stem(&normal);
            (normal, stem)
        }
        Side::AsIs => (written.into(), written.into()),
    };
    let mut first = first_met();
    if let Some(spelling) = met(&first) {
        return Forms::Numbered(spelling);
    }
    let number = first.iter().map(FxHashMap::len).sum::<usize>();
    let number = u32::try_from(number).ok().filter(|_| number < NUMBERED);
    let spelling = Spelling::new(&normal, &stem, number);
    if number.is_none() {
        return Forms::Held(Arc::new(spelling));
    }
    // There are few enough of them to be kept to the end of the run.
    let spelling: &'static Spelling = Box::leak(Box::new(spelling));
    first[side as usize].insert(written.into(), spelling);
    Forms::Numbered(spelling)
}

fn first_met() -> MutexGuard<'static, Known<&'static Spelling>> {
    FIRST.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lower case, without accents, with straight apostrophes: `Vélez’s` is compared as `velez's`.
pub fn normal_form(word: &str) -> CompactString {
    if word.is_ascii() {
        let mut normal = CompactString::new(word);
        normal.as_mut_str().make_ascii_lowercase();
        return normal;
    }
    let lower = if word.chars().all(is_plain) { word.to_ascii_lowercase() } else { lower_without_accents(word) };
    lower.chars().map(|c| if matches!(c, '\u{2019}' | '\u{2018}' | '\u{02bc}') { '\'' } else { c }).collect()
}

/// Whether a character has no accent, and a case at most in ASCII: dashes and quotation marks are what most texts have
/// besides.
fn is_plain(c: char) -> bool {
    c.is_ascii()
        || matches!(
            c,
            '\u{2013}' | '\u{2014}' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '\u{2026}' | '\u{a3}'
        )
}

fn lower_without_accents(word: &str) -> String {
    let mut normal = NormalizedString::from(word);
    let done = NFD.normalize(&mut normal).and_then(|()| StripAccents.normalize(&mut normal));
    let done = done.and_then(|()| Lowercase.normalize(&mut normal));
    if done.is_ok() { normal.get().to_owned() } else { word.to_lowercase() }
}

/// The same word without accents, its case kept.
pub fn without_accents(word: &str) -> String {
    if word.chars().all(is_plain) {
        return word.to_owned();
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str) {
        assert!(written.chars().all(is_plain), "{written:?}");
        assert_eq!(lower_without_accents(written), written.to_ascii_lowercase(), "{written:?}");
    }

    #[test]
    fn the_short_way_to_a_normal_form_gives_the_same() {
        let plain: String = (0..0x2030).filter_map(char::from_u32).filter(|&c| is_plain(c)).collect();
        check(&plain);
        check("Don\u{2019}t \u{201c}ASK\u{201d} \u{2013} \u{a3}40\u{2026}");
        assert_eq!(normal_form("V\u{c9}LEZ\u{2019}s"), "velez's");
    }
}
