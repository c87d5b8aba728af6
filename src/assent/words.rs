//! Groups of small words, looked up once per token.
//!
//! Holds no phrases: those are cues.

use rustc_hash::FxHashMap;

use super::listed::{self, Row};
use crate::lexicons::assent as lists;
use crate::text::{ByWord, Classes, Key, Text, Token};

/// A group of words; its name is that of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Yes,
    No,
    AfterNo,
    Filler,
    Address,
    Event,
    Subject,
    Possessive,
    Determiner,
    Aux,
    AuxNot,
    Negative,
    NoneOf,
    Wh,
    Conjunction,
    Contrast,
    Reason,
    Preposition,
    Tail,
    Common,
    Strong,
    Backchannel,
    Quantity,
    Complaint,
    Praise,
    Denial,
    Scoping,
    Gain,
    Denying,
    Own,
    Ready,
    Continuing,
    Merely,
    HarmlessOr,
    Tag,
    Existence,
    You,
    Good,
    Bad,
    Whole,
    Sort,
    Offer,
    // The learned part was taught without the groups from here on.
    Starting,
    Nod,
    Lessening,
    Numeral,
    Modest,
    Clipped,
}

/// Every group with its name in the lists.
const NAMES: &[(Group, &str)] = &[
    (Group::Yes, "yes"),
    (Group::No, "no"),
    (Group::AfterNo, "after_no"),
    (Group::Filler, "filler"),
    (Group::Address, "address"),
    (Group::Event, "event"),
    (Group::Subject, "subject"),
    (Group::Possessive, "possessive"),
    (Group::Determiner, "determiner"),
    (Group::Aux, "aux"),
    (Group::AuxNot, "aux_not"),
    (Group::Negative, "negative"),
    (Group::NoneOf, "none"),
    (Group::Wh, "wh"),
    (Group::Conjunction, "conjunction"),
    (Group::Contrast, "contrast"),
    (Group::Reason, "reason"),
    (Group::Preposition, "preposition"),
    (Group::Tail, "tail"),
    (Group::Common, "common"),
    (Group::Strong, "strong"),
    (Group::Backchannel, "backchannel"),
    (Group::Quantity, "quantity"),
    (Group::Complaint, "complaint"),
    (Group::Praise, "praise"),
    (Group::Denial, "denial"),
    (Group::Scoping, "scoping"),
    (Group::Gain, "gain"),
    (Group::Denying, "denying"),
    (Group::Own, "own"),
    (Group::Ready, "ready"),
    (Group::Continuing, "continuing"),
    (Group::Merely, "merely"),
    (Group::HarmlessOr, "harmless_or"),
    (Group::Tag, "tag"),
    (Group::Existence, "existence"),
    (Group::You, "you"),
    (Group::Good, "good"),
    (Group::Bad, "bad"),
    (Group::Whole, "whole"),
    (Group::Sort, "sort"),
    (Group::Offer, "offer"),
    (Group::Starting, "starting"),
    (Group::Nod, "nod"),
    (Group::Lessening, "lessening"),
    (Group::Numeral, "numeral"),
    (Group::Modest, "modest"),
    (Group::Clipped, "clipped"),
];

/// The table of verbs under their base form.
const BASES: &str = "base";

/// The groups a word is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Groups(u64);

impl Groups {
    /// Whether `group` is among them.
    pub(super) const fn has(self, group: Group) -> bool {
        self.0 & (1 << group as u64) != 0
    }

    /// Whether any of them is a group that the weights of the learned part were made with.
    pub(super) const fn is_taught(self) -> bool {
        self.0 & ((1 << Group::Starting as u64) - 1) != 0
    }

    /// Whether any of `groups` is among them.
    pub(super) fn any(self, groups: &[Group]) -> bool {
        groups.iter().any(|&group| self.has(group))
    }
}

/// What a word is compared by, as a number: its stem, or that of its base form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Root(pub(super) u64);

impl Root {
    /// FNV-1a, because learned weights rest on it.
    pub(super) const fn of(word: &str) -> Self {
        let (mut hash, word) = (0xcbf2_9ce4_8422_2325_u64, word.as_bytes());
        let mut at = 0;
        while at < word.len() {
            hash = (hash ^ word[at] as u64).wrapping_mul(0x0100_0000_01b3);
            at += 1;
        }
        Root(hash)
    }
}

/// What a word is by itself, whatever stands around it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    pub(super) groups: Groups,
    /// What it is compared by.
    pub(super) root: Root,
    /// Its normal form as a number.
    pub(super) normal: Root,
    /// Whether it is a contraction such as `they're`.
    pub(super) short: bool,
}

impl Word {
    /// Whether `group` is among its groups.
    pub(super) const fn has(&self, group: Group) -> bool {
        self.groups.has(group)
    }

    /// Whether any of `groups` is.
    pub(super) fn any(&self, groups: &[Group]) -> bool {
        self.groups.any(groups)
    }
}

/// Every listed word with its groups.
#[derive(Debug, Default)]
pub(super) struct Words {
    listed: FxHashMap<Key, Listed>,
    /// What spellings met before are.
    met: ByWord<Word>,
}

/// What the lists say of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Listed {
    groups: Groups,
    /// The base form of a verb whose forms do not share a stem.
    base: Option<Root>,
}

impl Words {
    /// Reads the embedded lists; the classes are the same groups for use in phrases.
    pub(super) fn new() -> (Self, Classes) {
        let mut words: FxHashMap<Key, Listed> = FxHashMap::default();
        let mut classes = Vec::new();
        for Row { table, name, words: entries } in lists::words().flat_map(|file| listed::words(file.text)) {
            if table == BASES {
                for form in &entries {
                    words.entry(Key::of(form)).or_default().base = Some(Root::of(name));
                }
                continue;
            }
            if let Some((group, _)) = NAMES.iter().find(|(_, known)| *known == name) {
                for word in &entries {
                    words.entry(Key::of(word)).or_default().groups.0 |= 1 << *group as u64;
                }
            }
            classes.push((name.to_owned(), entries.iter().map(|word| format!("={word}")).collect()));
        }
        (Words { listed: words, met: ByWord::new() }, classes.into_iter().collect())
    }

    fn listed(&self, word: Key) -> Listed {
        self.listed.get(&word).copied().unwrap_or_default()
    }

    /// What `token` is.
    pub(super) fn of(&self, token: &Token) -> Word {
        self.met.get(token, || {
            let Listed { groups, base } = self.listed(token.normal_key());
            let root = base.unwrap_or_else(|| Root::of(token.stem()));
            Word { groups, root, normal: Root::of(token.normal()), short: contraction(token.normal()).is_some() }
        })
    }

    /// What each token of `text` is.
    pub(super) fn tag(&self, text: &Text) -> Vec<Word> {
        text.tokens().iter().map(|token| self.of(token)).collect()
    }

    /// The groups of a word in normal form.
    pub(super) fn of_word(&self, normal: &str) -> Groups {
        self.listed(Key::of(normal)).groups
    }
}

/// Cuts a contraction such as `they're` into its subject and what is left of its auxiliary.
pub(super) fn contraction(normal: &str) -> Option<(&str, &str)> {
    let (subject, tail) = normal.split_once('\'')?;
    matches!(tail, "s" | "re" | "d" | "ve" | "m" | "ll").then_some((subject, tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_words() {
        let (words, _) = Words::new();
        for (group, name) in NAMES {
            assert!(words.listed.values().any(|it| it.groups.has(*group)), "`{name}` is empty");
        }
    }

    #[test]
    fn groups_are_known() {
        for Row { table, name, words } in lists::words().flat_map(|file| listed::words(file.text)) {
            let known = NAMES.iter().any(|(_, it)| *it == name);
            assert!(known || table == BASES, "`{name}` is used nowhere");
            assert!(words.iter().all(|word| !word.contains(['"', '\\'])), "`{name}`");
        }
    }

    #[test]
    fn the_quick_reader_finds_every_group() {
        for file in lists::words() {
            let slow: toml::Table = file.text.parse().expect(file.path);
            let inner = slow.values().filter_map(|value| value.as_table()).flat_map(|table| table.values());
            let arrays = slow.values().chain(inner).filter_map(|value| value.as_array());
            let quick: usize = listed::words(file.text).map(|row| row.words.len()).sum();
            assert_eq!(quick, arrays.map(Vec::len).sum::<usize>(), "{}", file.path);
        }
    }
}
