//! Who is meant by a word that no list has as a form of their name: `Tunny`, `KMc`, `Shivon`.
//!
//! Compares with the people it is given; it reads no text and adds nobody.

use compact_str::CompactString;

use super::cast::{Form, Part, People, PersonId};
use super::likeness::{self, Sound};
use super::name::{Name, parts};
use super::runs::Run;
use super::session::Known;
use crate::anonymise::scan::{Scan, Shape};
use crate::lexicons::{Is, facts, same_forms};

/// So many people at most are compared letter by letter; in a crowd a likeness means nothing.
pub(super) const MOST_COMPARED: usize = 60;

/// How common a given name must be to be somebody's own rather than a slip of another one.
const BORNE: u8 = 3;

/// The same for a family name.
const BORNE_BY_FAMILIES: u8 = 4;

/// A name that misspelt ones are compared with.
pub(super) struct Compared {
    /// Who bears it.
    pub(super) id: PersonId,
    /// The name in normal form.
    pub(super) name: CompactString,
    /// It and the parts of it that a hyphen joins.
    parts: Vec<Sound>,
    /// Its short and full forms, by the list.
    forms: Vec<Sound>,
}

impl Compared {
    pub(super) fn new(id: PersonId, name: &str) -> Self {
        let parts = parts(name).chain([name]).map(Sound::of).collect();
        let forms = same_forms(name).into_iter().map(Sound::of).collect();
        Compared { id, name: name.into(), parts, forms }
    }
}

/// The words that misspelt names are compared with: those of whoever speaks, then of whoever is on the roster.
pub(super) fn compared(people: &People, known: &Known) -> Vec<Compared> {
    let mut ids: Vec<PersonId> = known.speaking.iter().copied().collect();
    ids.sort_unstable();
    ids.extend(people.listed().iter().filter(|id| !known.speaking.contains(id)));
    if ids.len() > MOST_COMPARED {
        ids.truncate(known.speaking.len());
    }
    if ids.len() > MOST_COMPARED {
        return Vec::new();
    }
    ids.iter().flat_map(|&id| people.words_of(id).map(move |word| Compared::new(id, word))).collect()
}

/// Somebody who is meant by a word that no list has as a form of their name: `Tunny`, `KMc`, `Shivon`.
pub(super) fn alike(
    people: &People,
    known: &Known,
    compared: &[Compared],
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
pub(super) fn like(people: &People, compared: &[Compared], word: &str) -> Option<PersonId> {
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
        let mut ids = compared.iter().filter(|it| fits(it.id, &it.name)).map(|it| it.id);
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
    // `You don't have Morags over there?`
    let several = |it: &&Compared| word.strip_suffix('s').is_some_and(|one| one.len() >= 3 && it.name == one);
    if let Some(one) = compared.iter().find(several) {
        return Some(one.id);
    }
    let sound = Sound::of(word);
    // Whoever speaks may be called by another name that is nearly theirs; of two who are talked about it is not known.
    let called = |id: PersonId, part: &Sound| people.get(id).part != Part::Other && sound.nearly(part);
    let slip =
        |id: PersonId, part: &Sound| sound.misheard(part) && (!two_of_record(word, part.word()) || called(id, part));
    // `Carlo` is not Carla with another ending.
    let cut = |id: PersonId, part: &str| {
        let two = || people.get(id).part == Part::Other && two_of_record(word, part);
        likeness::shortened(word, part) && (part.starts_with(word) || !two())
    };
    let fits = |it: &&Compared| {
        it.name.split('-').chain([it.name.as_str()]).any(|part| cut(it.id, part))
            || (word.len() >= 4 && ends(it.id))
            || (!own && it.parts.iter().any(|part| slip(it.id, part)))
    };
    let found = compared.iter().find(fits).map(|it| it.id);
    // A short form may be misheard too: `Kasha` for Kasia.
    let heard = |it: &&Compared| !own && it.forms.iter().any(|form| slip(it.id, form));
    let found = found.or_else(|| compared.iter().find(heard).map(|it| it.id));
    let short = |it: &Compared| {
        let mut forms = it.forms.iter().map(Sound::word).filter(|form| form.chars().next() == word.chars().next());
        word.chars().count() >= 5 && forms.any(|form| likeness::sounds_same(word, form))
    };
    let slight = |id: PersonId, name: &str| {
        people.get(id).name.given.iter().any(|given| given == name)
            && (likeness::clipped(word, name) || likeness::sounds_same(word, name))
    };
    // Whoever is on the roster is there to be meant: `Eefa` for Aoife.
    let listed = |id: PersonId, name: &str| {
        let person = people.get(id);
        people.listed().contains(&id)
            && person.name.given.iter().any(|given| given == name)
            && likeness::echo(word, name)
            && (known.given() < BORNE || sound.nearly(&Sound::of(name)) || likeness::respelt(word, name))
    };
    let echoed = || only(&listed).filter(|_| known.rank() == 0);
    let formed = || compared.iter().find(|it| !own && known.given() < BORNE && short(it)).map(|it| it.id);
    found.or_else(|| only(&slight).filter(|_| !own)).or_else(formed).or_else(echoed)
}

/// Whether both are names that many bear, so that one is no slip of the other: `Carla` and `Carlo`, `Hart` and `Harte`.
pub(super) fn two_of_record(one: &str, other: &str) -> bool {
    let borne = |name: &str| facts(name).given() >= BORNE || facts(name).family() >= BORNE_BY_FAMILIES;
    borne(one) && borne(other)
}

/// Somebody known by one name only whose whole name this is: `Oluwatobi Adeyemi` for Tobi.
pub(super) fn fuller(people: &People, compared: &[Compared], name: &Name) -> Option<PersonId> {
    let given = name.given.first()?;
    let fits = |Compared { id, name: own, .. }: &&Compared| {
        let known = &people.get(*id).name;
        let part = own.len() >= 3
            && own.len() < given.len()
            && (given.ends_with(own.as_str()) || given.starts_with(own.as_str()));
        known.family.is_empty() && known.given.len() == 1 && (part || likeness::misheard(own, given))
    };
    compared.iter().find(fits).map(|it| it.id)
}
