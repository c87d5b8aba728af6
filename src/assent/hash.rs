//! Features as numbers: names and parts are hashed at compile time, so that an answer is not spelt out to be learnt from.
//!
//! Learned weights rest on these numbers; what features there are is said elsewhere.

use super::Label;
use super::asked::Tone;
use super::cues::Class;
use super::lean::How;
use super::words::Root;

/// The opening is compared by so many tokens.
pub(super) const OPENING: usize = 4;

/// A feature, or a part of one, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hash(u64);

impl Hash {
    const PRIME: u64 = 0x517c_c1b7_2722_0a95;
    /// Before the first word.
    pub(super) const START: Hash = Hash::of("^");
    /// Behind the last.
    pub(super) const END: Hash = Hash::of("$");
    pub(super) const MEETS: Hash = Hash::of("meets");
    // The names that features of every word or token have.
    pub(super) const WORD: Hash = Hash::of("word");
    pub(super) const FIRST: Hash = Hash::of("first");
    pub(super) const LATER: Hash = Hash::of("later");
    pub(super) const PAIR: Hash = Hash::of("pair");
    pub(super) const TRIPLE: Hash = Hash::of("triple");
    pub(super) const LAST: Hash = Hash::of("last");
    pub(super) const ASKED: Hash = Hash::of("asked");
    pub(super) const CLAUSE: [Hash; 3] = hashes(["clause", "second clause", "further clause"]);
    pub(super) const BEGINS: Hash = Hash::of("begins");
    pub(super) const ENDS: Hash = Hash::of("ends");
    pub(super) const TWO: Hash = Hash::of("two");
    pub(super) const THREE: Hash = Hash::of("three");
    pub(super) const PUT: Hash = Hash::of("put");
    pub(super) const OPENING: [Hash; OPENING] = hashes(["opens", "opens 2", "opens 3", "opens 4"]);

    /// That of a word.
    pub(super) const fn of(word: &str) -> Self {
        Hash::root(Root::of(word))
    }

    pub(super) const fn root(root: Root) -> Self {
        Hash(root.0)
    }

    /// The same with one part more.
    pub(super) const fn and(self, part: Hash) -> Self {
        Hash((self.0.rotate_left(5) ^ part.0).wrapping_mul(Hash::PRIME))
    }

    pub(super) const fn mixed(self) -> u64 {
        (self.0 ^ (self.0 >> 32)).wrapping_mul(Hash::PRIME) >> 32
    }

    /// That of what an answer amounts to.
    pub(super) const fn label(label: Label) -> Self {
        const LABELS: [Hash; 5] = {
            let (mut hashes, mut at) = ([Hash::START; 5], 0);
            while at < hashes.len() {
                hashes[at] = Hash::of(Label::ALL[at].name());
                at += 1;
            }
            hashes
        };
        LABELS[label as usize]
    }

    /// That of a class of cues.
    pub(super) const fn class(class: Class) -> Self {
        const COUNT: usize = Class::ALL.len();
        const CLASSES: [Hash; COUNT] = {
            let (mut hashes, mut at) = ([Hash::START; COUNT], 0);
            while at < hashes.len() {
                hashes[at] = Hash::of(Class::ALL[at].name());
                at += 1;
            }
            hashes
        };
        CLASSES[class as usize]
    }

    /// That of what a direction rests on.
    pub(super) const fn how(how: How) -> Self {
        match how {
            How::Said => const { Hash::of("said") },
            How::Idiom => const { Hash::of("idiom") },
            How::Qualified => const { Hash::of("qualified") },
            How::Related => const { Hash::of("related") },
            How::Told => const { Hash::of("told") },
        }
    }

    /// That of how words sound.
    pub(super) const fn tone(tone: Tone) -> Self {
        match tone {
            Tone::Even => const { Hash::of("even") },
            Tone::Good => const { Hash::of("good") },
            Tone::Bad => const { Hash::of("bad") },
            Tone::Mixed => const { Hash::of("mixed") },
        }
    }

    /// That of a count, by steps.
    pub(super) const fn step(count: usize) -> Self {
        match count {
            0 => const { Hash::of("0") },
            1 => const { Hash::of("1") },
            2 => const { Hash::of("2") },
            3 => const { Hash::of("3") },
            4..=5 => const { Hash::of("5") },
            6..=8 => const { Hash::of("8") },
            9..=13 => const { Hash::of("13") },
            14..=24 => const { Hash::of("24") },
            _ => const { Hash::of("more") },
        }
    }

    /// That of a mark which says something.
    pub(super) fn mark(mark: &str) -> Option<Self> {
        match mark.as_bytes() {
            [b'!', ..] => Some(const { Hash::of("!") }),
            [b'?', ..] => Some(const { Hash::of("?") }),
            [b'.', b'.', b'.', ..] => Some(const { Hash::of("...") }),
            [b'"', ..] => Some(const { Hash::of("\"") }),
            [b',', ..] => Some(const { Hash::of(",") }),
            _ => None,
        }
    }
}

/// Those of several words.
pub(super) const fn hashes<const N: usize>(words: [&str; N]) -> [Hash; N] {
    let (mut hashes, mut at) = ([Hash::START; N], 0);
    while at < N {
        hashes[at] = Hash::of(words[at]);
        at += 1;
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_classes_stand_in_order() {
        for label in Label::ALL {
            assert_eq!(Hash::label(label), Hash::of(label.name()));
        }
        for &class in Class::ALL {
            assert_eq!(Hash::class(class), Hash::of(class.name()));
        }
    }
}
