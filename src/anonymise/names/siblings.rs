//! `Kris`, `Chris` and `Christine`: two short forms that are none of each other are two people's, and nobody says which
//! of them the whole name's bearer goes by.
//!
//! Looks over the mentions of a session; whoever speaks may go by as many forms as they like.

use std::collections::BTreeSet;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::cast::Form;
use super::likeness::shortened;
use super::mentions::Target;
use super::same::{Named, is_word};
use super::session::{Known, Said};
use crate::anonymise::IdentifierKind;

/// Makes people of their own of those who are called by short forms of one name that are none of each other.
pub(super) fn siblings(known: &Known, texts: &[Said<'_>], all: &mut [Named]) {
    let mut used: FxHashMap<Target, BTreeSet<CompactString>> = FxHashMap::default();
    for it in all.iter() {
        if let Some(word) = short(known, texts, it) {
            used.entry(it.target.clone()).or_default().insert(word.into());
        }
    }
    let one = |a: &str, b: &str| a == b || shortened(a, b) || shortened(b, a);
    used.retain(|_, words| words.iter().any(|a| words.iter().any(|b| !one(a, b))));
    for it in all.iter_mut() {
        if let Some(word) = short(known, texts, it).filter(|_| used.contains_key(&it.target)) {
            it.target = Target::Named(IdentifierKind::Person, word.into());
        }
    }
}

/// The word of a mention that is a short form of the name of somebody who is talked about, and not the name itself.
fn short<'a>(known: &Known, texts: &'a [Said<'_>], it: &Named) -> Option<&'a str> {
    let Target::Person(id) = it.target else { return None };
    let scan = &texts[it.turn].scan;
    let mut words = it.tokens.clone().filter(|&at| is_word(scan, at)).map(|at| scan.bare(at));
    let word = words.next().filter(|_| words.next().is_none())?;
    let form = known.index.get(word).iter().find(|(_, other)| *other == id)?.0;
    (form == Form::Short && !known.speaking.contains(&id)).then_some(word)
}
