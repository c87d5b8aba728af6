//! When a word is another way to write or hear a name: misspelt, cut short, made smaller, said letter by letter.
//!
//! Compares normal forms only; whether a likeness counts is for the caller to weigh.

use compact_str::CompactString;

/// A word with what comparing it by ear needs, so that a name is taken apart once and compared often.
pub(super) struct Sound {
    word: CompactString,
    letters: usize,
    kinds: u32,
    bones: CompactString,
}

impl Sound {
    pub(super) fn of(word: &str) -> Self {
        Sound { letters: word.chars().count(), kinds: letters_of(word), bones: skeleton(word), word: word.into() }
    }

    /// The word itself.
    pub(super) fn word(&self) -> &str {
        &self.word
    }

    /// Whether one letter behind the first makes the difference: `Kasha` and `Kasia`.
    pub(super) fn nearly(&self, name: &Sound) -> bool {
        self.word.chars().next() == name.word.chars().next() && distance(&self.word, &name.word) <= 1
    }

    /// Whether this is `name` with a slip of the pen or of the recogniser.
    pub(super) fn misheard(&self, name: &Sound) -> bool {
        let (short, long) = (self.letters.min(name.letters), self.letters.max(name.letters));
        if short < 4 || long - short > 3 || self.word == name.word {
            return false;
        }
        let allowed = if long >= 7 { 2 } else { 1 };
        let same_start = self.word.chars().next() == name.word.chars().next();
        let apart = long - short;
        // Of a longer word also the first letter may be wrong: `Zimena`.
        let most = if same_start { allowed } else { usize::from(short >= 5) };
        let changed = (self.kinds ^ name.kinds).count_ones();
        if most > 0 && apart <= most && changed as usize <= 2 * most && distance(&self.word, &name.word) <= most {
            return true;
        }
        let (a, b) = (&self.bones, &name.bones);
        // Any vowel may start a name like any other, but two short names are not one for that: `Ibra` and `Abara`.
        let start = same_start || !(a.starts_with('a') && b.starts_with('a')) || a.len() >= 4;
        let same = a.len() >= 3 && a == b && start && apart <= 2;
        same || (a.len() >= 4 && b.len() >= 4 && same_start && distance(a, b) <= 1)
    }
}

/// Whether `heard` is `name` with a slip of the pen or of the recogniser.
pub(super) fn misheard(heard: &str, name: &str) -> bool {
    Sound::of(heard).misheard(&Sound::of(name))
}

/// Which of thirty-two kinds of letters a word has: every edit changes two of them at most.
fn letters_of(word: &str) -> u32 {
    word.bytes().fold(0, |letters, byte| letters | 1 << (byte & 31))
}

/// Whether one may be a wrong way to say or write the other where somebody puts it right: `Josiah` for Siosaia.
pub(super) fn kindred(heard: &str, name: &str) -> bool {
    let (a, b) = (heard.chars().count(), name.chars().count());
    let (bones, own) = (skeleton(heard), skeleton(name));
    let (short, long) = (a.min(b), a.max(b));
    let starts = short >= 5 && heard.chars().take(2).eq(name.chars().take(2));
    let most = if short >= 6 { 6 } else { 4 };
    short >= 3 && (starts || 10 * distance(heard, name) <= most * long || bones.len() >= 2 && bones == own)
}

/// The same where nobody puts it right, so that more must agree: `Mary` for Mairi.
pub(super) fn kindred_closely(heard: &str, name: &str) -> bool {
    let (a, b) = (heard.chars().count(), name.chars().count());
    let (bones, own) = (skeleton(heard), skeleton(name));
    let same_start = heard.chars().next() == name.chars().next();
    a.min(b) >= 4 && (10 * distance(heard, name) <= 4 * a.max(b) || same_start && bones.len() >= 2 && bones == own)
}

/// Whether one is the other as heard a moment ago: the same consonants in the same order, however they are spelt, and
/// about as long.
pub(super) fn echo(heard: &str, name: &str) -> bool {
    let (a, b) = (heard.chars().count(), name.chars().count());
    // `gh` is not heard: `Ashleigh`.
    let heard_of = |word: &str| skeleton(&word.replace("gh", ""));
    let (bones, own) = (heard_of(heard), heard_of(name));
    let vowels = |rest: &str| rest.chars().all(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'));
    // `Dan` and Dana are two names.
    let longer = |one: &str, other: &str| one.strip_prefix(other).is_some_and(vowels);
    !longer(heard, name)
        && !longer(name, heard)
        && a.min(b) >= 3
        && a.abs_diff(b) <= 3
        && (bones == own && !bones.is_empty() && (bones.len() >= 2 || a.min(b) >= 4)
            || a.min(b) >= 4 && heard.chars().take(2).eq(name.chars().take(2)) && distance(heard, name) <= 1)
}

/// Whether one letter makes the difference, be it the first: `Zavier` for Xavier.
pub(super) fn respelt(heard: &str, name: &str) -> bool {
    heard.chars().count() >= 5 && distance(heard, name) <= 1
}

/// Whether a short word sounds just like a short name: `Dru` for Drew, `Iyan` for Ayaan.
pub(super) fn sounds_same(heard: &str, name: &str) -> bool {
    let (a, b) = (heard.chars().count(), name.chars().count());
    let bones = skeleton(heard);
    a >= 3 && b >= 3 && a.abs_diff(b) <= 1 && bones.len() == 2 && bones == skeleton(name)
}

/// What is hung on a name cut short.
const ENDINGS: &[&str] = &[
    "ster", "iko", "die", "dy", "sie", "es", "zo", "ski", "zza", "ers", "ie", "ey", "zy", "y", "i", "o", "s", "z", "a",
    "u",
];

/// Whether `short` is `name` cut short, with or without a small ending: `xio`, `tunny`, `bron`.
pub(super) fn shortened(short: &str, name: &str) -> bool {
    let length = short.chars().count();
    // Whatever is left of it, its first letter stays.
    if length < 3 || short == name || short.as_bytes().first() != name.as_bytes().first() {
        return false;
    }
    if name.starts_with(short) && length < name.chars().count() {
        return true;
    }
    ENDINGS.iter().filter_map(|ending| short.strip_suffix(ending)).any(|stem| {
        let undoubled = match stem.as_bytes() {
            [.., a, b] if a == b && a.is_ascii() => &stem[..stem.len() - 1],
            _ => stem,
        };
        [stem, undoubled].iter().any(|stem| stem.chars().count() >= 3 && name.starts_with(stem))
    })
}

/// Whether `short` may stand for `name` where nobody else could be meant: `El` for Eluned, `Ify` for Ifeoluwa.
pub(super) fn clipped(short: &str, name: &str) -> bool {
    let two = |stem: &str| stem.len() == 2 && name.len() > 3 && name.starts_with(stem);
    let stems = ["ie", "y"].iter().filter_map(|ending| short.strip_suffix(ending));
    two(short)
        || stems
            .into_iter()
            .any(|stem| two(stem) || (stem.len() == 3 && stem.as_bytes()[1] == stem.as_bytes()[2] && two(&stem[..2])))
}

/// Whether words said one after the other sound like `name`: `tomarty horror mona`, `on tee vair os`.
pub(super) fn sounds_like(said: &str, name: &str) -> bool {
    let (a, b) = (skeleton(said), skeleton(name));
    let allowed = match b.len() {
        0..3 => return false,
        3..5 => 0,
        5 => 1,
        _ => 2,
    };
    a.chars().next() == b.chars().next() && distance(&a, &b) <= allowed
}

/// Whether syllables are how `name` is said: `seersha`, `tuhwee`, `blawnid`.
pub(super) fn spoken_as(said: &str, name: &str) -> bool {
    let (a, b) = (skeleton(said), skeleton(name));
    let most = usize::from(b.len() >= 3);
    name.len() >= 3 && a.chars().next() == b.chars().next() && distance(&a, &b) <= most
}

/// The consonants as heard: vowels, `h`, `w` and `y` dropped, letters of one sound made one.
pub(super) fn skeleton(word: &str) -> CompactString {
    let mut bones = CompactString::default();
    let mut last = ' ';
    let mut letters = word.chars().enumerate().peekable();
    while let Some((at, c)) = letters.next() {
        // Two letters of one sound.
        let pair = match (c, letters.peek().map(|next| next.1)) {
            ('p', Some('h')) => Some('f'),
            ('b' | 'm', Some('h')) => Some('v'),
            ('c', Some('k')) => Some('k'),
            ('d', Some('g')) => Some('j'),
            _ => None,
        };
        if pair.is_some() {
            letters.next();
        }
        let c = pair.unwrap_or(c);
        let sound = match c {
            'x' if at == 0 => 's',
            'c' | 'q' | 'x' => 'k',
            'z' => 's',
            'b' => 'v',
            'g' => 'j',
            'd' => 't',
            'w' if at == 0 => 'w',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' if at == 0 => 'a',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'w' => {
                last = ' ';
                continue;
            }
            c if c.is_alphabetic() => c,
            _ => continue,
        };
        if sound != last {
            bones.push(sound);
        }
        last = sound;
    }
    bones
}

/// Bytes that a word may have to be compared.
const LONGEST: usize = 32;

/// Edits (change, drop, add, swap of neighbours) between two words.
fn distance(a: &str, b: &str) -> usize {
    // Names are short; what is longer is no slip of one.
    if a.len() >= LONGEST || b.len() >= LONGEST {
        return LONGEST;
    }
    let letters = |word: &str| {
        let mut all = ['\0'; LONGEST];
        let mut count = 0;
        word.chars().zip(all.iter_mut()).for_each(|(c, place)| {
            *place = c;
            count += 1;
        });
        (all, count)
    };
    let ((a, a_len), (b, b_len)) = (letters(a), letters(b));
    let mut before = [0_usize; LONGEST + 1];
    let mut above: [usize; LONGEST + 1] = std::array::from_fn(|at| at);
    for i in 0..a_len {
        let mut row = [0_usize; LONGEST + 1];
        row[0] = i + 1;
        for j in 0..b_len {
            let mut least = (above[j] + usize::from(a[i] != b[j])).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(before[j - 1] + 1);
            }
            row[j + 1] = least;
        }
        before = above;
        above = row;
    }
    above[b_len]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_heard() {
        assert!(misheard("kasha", "kasia") && misheard("shivon", "siobhan") && misheard("oyeleran", "oyelaran"));
        assert!(!misheard("frank", "grace") && !misheard("dan", "dana"));
    }

    #[test]
    fn what_is_said_back_is_heard() {
        assert!(echo("katrina", "catriona") && echo("mora", "morag") && echo("drysdel", "drysdale"));
        assert!(echo("ashleigh", "ashley") && echo("voychek", "voychekh"));
        assert!(!echo("dana", "dan") && !echo("murugan", "morag") && !echo("frank", "fiona"));
    }

    #[test]
    fn short_forms_are_seen() {
        assert!(shortened("xio", "xiomara") && shortened("tunny", "tunnicliffe") && shortened("manny", "manjit"));
        assert!(shortened("doddie", "dod") && shortened("birdie", "bird") && shortened("hodes", "hodan"));
        assert!(clipped("el", "eluned") && clipped("ify", "ifeoluwa") && !clipped("al", "eluned"));
        assert!(!shortened("will", "frank") && !shortened("xi", "xiomara"));
    }

    #[test]
    fn syllables_sound_like_names() {
        assert!(sounds_like("onteevairos", "ontiveros"));
        assert!(sounds_like("tomartyhorrormona", "tamatihoromona"));
        assert!(!sounds_like("bookingoffice", "odettemarchbanks"));
    }
}
