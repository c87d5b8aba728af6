//! When a word is another way to write or hear a name: misspelt, cut short, made smaller, said letter by letter.
//!
//! Compares normal forms only; whether a likeness counts is for the caller to weigh.

use compact_str::CompactString;

/// Whether `heard` is `name` with a slip of the pen or of the recogniser.
pub(super) fn misheard(heard: &str, name: &str) -> bool {
    let (short, long) =
        (heard.chars().count().min(name.chars().count()), heard.chars().count().max(name.chars().count()));
    if short < 4 || heard == name {
        return false;
    }
    let allowed = if long >= 7 { 2 } else { 1 };
    let same_start = heard.chars().next() == name.chars().next();
    if same_start && long - short <= allowed && distance(heard, name) <= allowed {
        return true;
    }
    let (a, b) = (skeleton(heard), skeleton(name));
    a.len() >= 3 && a == b && long - short <= 3
}

/// What is hung on a name cut short.
const ENDINGS: &[&str] = &["sie", "zza", "ers", "ie", "ey", "zy", "y", "i", "o", "s", "z", "a"];

/// Whether `short` is `name` cut short, with or without a small ending: `xio`, `tunny`, `bron`.
pub(super) fn shortened(short: &str, name: &str) -> bool {
    let length = short.chars().count();
    if length < 3 || short == name {
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
        [stem, undoubled]
            .iter()
            .any(|stem| stem.chars().count() >= 3 && name.starts_with(stem) && name.len() > stem.len())
    })
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

/// The consonants as heard: vowels, `h`, `w` and `y` dropped, letters of one sound made one.
pub(super) fn skeleton(word: &str) -> CompactString {
    let word = word.replace("ph", "f").replace("bh", "v").replace("mh", "v").replace("ck", "k").replace("dg", "j");
    let mut bones = CompactString::default();
    let mut last = ' ';
    for (at, c) in word.chars().enumerate() {
        let sound = match c {
            'c' | 'q' | 'x' => 'k',
            'z' => 's',
            'b' => 'v',
            'g' => 'j',
            'd' => 't',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'w' if at == 0 => 'a',
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

/// Edits (change, drop, add, swap of neighbours) between two words.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
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
    fn short_forms_are_seen() {
        assert!(shortened("xio", "xiomara") && shortened("tunny", "tunnicliffe") && shortened("manny", "manjit"));
        assert!(!shortened("will", "frank") && !shortened("xi", "xiomara"));
    }

    #[test]
    fn syllables_sound_like_names() {
        assert!(sounds_like("onteevairos", "ontiveros"));
        assert!(sounds_like("tomartyhorrormona", "tamatihoromona"));
        assert!(!sounds_like("bookingoffice", "odettemarchbanks"));
    }
}
