//! Who is meant by a word that no list has as a form of their name: `Tunny`, `KMc`, `Shivon`.
//!
//! Compares with the people it is given; it reads no text and adds nobody.

use compact_str::CompactString;

use super::cast::{Form, People, PersonId};
use super::likeness;
use super::name::Name;
use super::runs::Run;
use super::session::Known;
use crate::anonymise::scan::{Scan, Shape};
use crate::lexicons::{Is, facts, other_forms};

/// So many people at most are compared letter by letter; in a crowd a likeness means nothing.
pub(super) const MOST_COMPARED: usize = 60;

/// The words that misspelt names are compared with: those of whoever speaks.
pub(super) fn compared(people: &People, known: &Known) -> Vec<(PersonId, CompactString)> {
    let mut ids: Vec<PersonId> = known.speaking.iter().copied().collect();
    ids.sort_unstable();
    if ids.len() > MOST_COMPARED {
        return Vec::new();
    }
    ids.iter().flat_map(|&id| people.words_of(id).map(move |word| (id, word.into()))).collect()
}

/// Somebody who is meant by a word that no list has as a form of their name: `Tunny`, `KMc`, `Shivon`.
pub(super) fn alike(
    people: &People,
    known: &Known,
    compared: &[(PersonId, CompactString)],
    scan: &Scan<'_>,
    run: &Run,
) -> Option<PersonId> {
    let at = run.tokens.start;
    if matches!(scan.shape(at), Shape::Upper | Shape::Mixed) {
        let initials = known.index.get(&run.key).iter().find(|(form, _)| *form == Form::Initials);
        if initials.is_some() || run.key.len() < 4 || scan.shape(at) == Shape::Mixed {
            return initials.map(|(_, id)| *id);
        }
    }
    like(people, compared, &run.key)
}

/// Somebody among `compared` whose name `word` is a form of: cut short, misspelt or misheard.
pub(super) fn like(people: &People, compared: &[(PersonId, CompactString)], word: &str) -> Option<PersonId> {
    let known = facts(word);
    if (1..5).contains(&known.rank()) || known.kept() {
        return None;
    }
    // A name that many people bear is more likely their own than a slip.
    let own = known.given() >= 5 || known.family() >= 6;
    let ends = |id: PersonId| {
        let given = &people.get(id).name.given;
        word.len() >= 3 && given.iter().any(|given| given.len() > word.len() + 1 && given.ends_with(word))
    };
    let only = |fits: &dyn Fn(PersonId, &str) -> bool| {
        let mut ids = compared.iter().filter(|(id, name)| fits(*id, name)).map(|(id, _)| *id);
        let first = ids.next()?;
        ids.all(|id| id == first).then_some(first)
    };
    if own && (word.len() <= 4 || known.is(Is::Nickname)) {
        let short = |id: PersonId, name: &str| {
            people.get(id).name.given.iter().any(|given| given == name)
                && (likeness::shortened(word, name) || likeness::clipped(word, name))
        };
        if let Some(id) = only(&|id, name| short(id, name) || ends(id)) {
            return Some(id);
        }
    }
    if known.given() >= 6 {
        return None;
    }
    let fits = |id: PersonId, name: &str| {
        let mut parts = name.split('-').chain([name]);
        parts.clone().any(|part| likeness::shortened(word, part))
            || (word.len() >= 4 && ends(id))
            || (!own && parts.any(|part| likeness::misheard(word, part)))
    };
    let found = compared.iter().find(|(id, name)| fits(*id, name)).map(|(id, _)| *id);
    // A short form may be misheard too: `Kasha` for Kasia.
    let heard = |name: &str| !own && other_forms(name).iter().any(|form| likeness::misheard(word, form));
    let found = found.or_else(|| compared.iter().find(|(_, name)| heard(name)).map(|(id, _)| *id));
    let slight = |id: PersonId, name: &str| {
        people.get(id).name.given.iter().any(|given| given == name)
            && (likeness::clipped(word, name) || likeness::sounds_same(word, name))
    };
    found.or_else(|| only(&slight).filter(|_| !own))
}

/// Somebody known by one name only whose whole name this is: `Oluwatobi Adeyemi` for Tobi.
pub(super) fn fuller(people: &People, compared: &[(PersonId, CompactString)], name: &Name) -> Option<PersonId> {
    let given = name.given.first()?;
    let fits = |(id, own): &&(PersonId, CompactString)| {
        let known = &people.get(*id).name;
        let part = own.len() >= 3
            && own.len() < given.len()
            && (given.ends_with(own.as_str()) || given.starts_with(own.as_str()));
        known.family.is_empty() && known.given.len() == 1 && (part || likeness::misheard(own, given))
    };
    compared.iter().find(fits).map(|(id, _)| *id)
}
