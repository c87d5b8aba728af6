//! Groups of small words, looked up once per token.
//!
//! Holds no phrases: those are cues.

use std::collections::BTreeMap;

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::lexicons::assent as lists;
use crate::text::{Classes, Token};

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
];

/// The groups a word is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Groups(u64);

impl Groups {
    /// Whether `group` is among them.
    pub(super) const fn has(self, group: Group) -> bool {
        self.0 & (1 << group as u64) != 0
    }

    /// Whether any of `groups` is among them.
    pub(super) fn any(self, groups: &[Group]) -> bool {
        groups.iter().any(|&group| self.has(group))
    }
}

/// Every listed word with its groups.
#[derive(Debug)]
pub(super) struct Words {
    groups: FxHashMap<CompactString, Groups>,
    /// The base form of a verb whose forms do not share a stem.
    bases: FxHashMap<CompactString, CompactString>,
}

/// A file of word groups.
#[derive(Deserialize)]
struct File {
    #[serde(flatten)]
    entries: BTreeMap<String, Entry>,
}

/// A header line, or a group.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Group(Vec<String>),
    Bases(BTreeMap<String, Vec<String>>),
    Header(IgnoredAny),
}

impl Words {
    /// Reads the embedded lists; the classes are the same groups for use in phrases.
    pub(super) fn new() -> (Self, Classes) {
        let mut words: FxHashMap<CompactString, Groups> = FxHashMap::default();
        let mut bases: FxHashMap<CompactString, CompactString> = FxHashMap::default();
        let mut classes = Vec::new();
        for file in lists::words() {
            let file: File = toml::from_str(file.text).expect("the embedded lists are read by a test");
            for (name, entry) in file.entries {
                let entries = match entry {
                    Entry::Group(entries) => entries,
                    Entry::Bases(verbs) => {
                        for (base, forms) in verbs {
                            bases.extend(forms.iter().map(|form| (form.as_str().into(), base.as_str().into())));
                        }
                        continue;
                    }
                    Entry::Header(IgnoredAny) => continue,
                };
                if let Some((group, _)) = NAMES.iter().find(|(_, known)| *known == name) {
                    for word in &entries {
                        words.entry(word.as_str().into()).or_default().0 |= 1 << *group as u64;
                    }
                }
                classes.push((name, entries.into_iter().map(|word| format!("={word}")).collect()));
            }
        }
        (Words { groups: words, bases }, classes.into_iter().collect())
    }

    /// The groups of `token`.
    pub(super) fn of(&self, token: &Token) -> Groups {
        self.of_word(token.normal())
    }

    /// The stem by which `token` is compared with the question: that of its base form.
    pub(super) fn root<'a>(&'a self, token: &'a Token) -> &'a str {
        self.bases.get(token.normal()).map_or(token.stem(), CompactString::as_str)
    }

    /// The groups of a word in normal form.
    pub(super) fn of_word(&self, normal: &str) -> Groups {
        self.groups.get(normal).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_words() {
        let (words, _) = Words::new();
        for (group, name) in NAMES {
            assert!(words.groups.values().any(|groups| groups.has(*group)), "`{name}` is empty");
        }
    }

    #[test]
    fn groups_are_known() {
        for file in lists::words() {
            let file: File = toml::from_str(file.text).expect("the list is TOML");
            for (name, entry) in file.entries {
                let known = NAMES.iter().any(|(_, it)| *it == name);
                assert!(known || !matches!(entry, Entry::Group(_)), "`{name}` is used nowhere");
            }
        }
    }
}
