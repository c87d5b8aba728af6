//! Who is called now by half a name and now by the whole: one person, one pseudonym.
//!
//! Looks over the mentions of a session once all are decided; it finds no name and loses none.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::cast::{Part, People, PersonId};
use super::mentions::{Mention, Target};
use super::session::Said;
use crate::anonymise::IdentifierKind;
use crate::lexicons::{Is, facts};
use crate::text::normal_form;

/// Gives people who are known by no list the same key wherever one whole name holds the word: `duckworth` and
/// `bill duckworth`.
pub(super) fn unite(mentions: &mut [Vec<Mention>]) {
    let person = |target: &Target| match target {
        Target::Named(IdentifierKind::Person, key) => Some(key.clone()),
        _ => None,
    };
    let firm = mentions.iter().flatten().filter(|mention| !mention.doubtful);
    let (whole, single): (BTreeSet<CompactString>, BTreeSet<CompactString>) =
        firm.filter_map(|mention| person(&mention.target)).partition(|key| key.contains(' '));
    let mut by_word: FxHashMap<&str, Option<&CompactString>> = FxHashMap::default();
    for key in &whole {
        let alone: Vec<&str> = key.split(' ').filter(|word| single.contains(*word)).collect();
        // Where both stand alone elsewhere, two people may have been called in one breath.
        let one = match alone.as_slice() {
            [_] => true,
            [_, family] => key.split(' ').count() == 2 && key.ends_with(*family) && family_name(family),
            _ => false,
        };
        for word in alone.into_iter().filter(|_| one) {
            by_word.entry(word).and_modify(|known| *known = None).or_insert(Some(key));
        }
    }
    for mention in mentions.iter_mut().flatten() {
        if let Some(key) = person(&mention.target)
            && let Some(Some(whole)) = by_word.get(key.as_str())
        {
            mention.target = Target::Named(IdentifierKind::Person, (*whole).clone());
        }
    }
}

/// Whether hardly anybody bears a word as a given name.
fn family_name(word: &str) -> bool {
    facts(word).given() < 2
}

/// Takes a name that stands alone for the one person who was called by it and more: `halvorsen` after `rich halvorsen`.
pub(super) fn join(people: &People, texts: &[Said<'_>], mentions: &mut [Vec<Mention>]) {
    let mut whole: BTreeMap<CompactString, Option<PersonId>> = BTreeMap::new();
    for (said, mention) in
        texts.iter().zip(mentions.iter()).flat_map(|(said, all)| all.iter().map(move |it| (said, it)))
    {
        let Target::Person(id) = mention.target else { continue };
        let name = normal_form(said.scan.text.slice(mention.span));
        let words =
            name.split([' ', '-']).filter(|word| word.len() >= 3 && !facts(word).any(&[Is::Title, Is::Particle]));
        let words: Vec<&str> = words.collect();
        for word in words.iter().filter(|_| words.len() > 1 && !mention.doubtful) {
            whole.entry((*word).into()).and_modify(|known| *known = known.filter(|it| *it == id)).or_insert(Some(id));
        }
    }
    let bearer = |key: &str| whole.get(key).copied().flatten();
    for mention in mentions.iter_mut().flatten() {
        let meant = match &mention.target {
            Target::Named(IdentifierKind::Person, key) => bearer(key),
            Target::Person(id) => {
                let person = people.get(*id);
                let mut words = person.name.given.iter().chain(&person.name.family);
                let only = words.next().filter(|_| person.part == Part::Other && person.aliases.is_empty());
                only.filter(|_| words.next().is_none()).and_then(|word| bearer(word))
            }
            Target::Named(..) => None,
        };
        if let Some(id) = meant {
            mention.target = Target::Person(id);
        }
    }
}
