//! Who of the roster speaks under a label that names nobody: `Speaker 2: Siobhan, claims, upstairs.`
//!
//! Goes by what is said in a first turn; it gives no pseudonym and changes nobody.

use compact_str::CompactString;

use super::cast::{People, PersonId};
use super::introductions::{name_in, self_names};
use super::likeness;
use super::name::Name;
use super::runs::runs;
use crate::anonymise::scan::Scan;
use crate::lexicons::{facts, same_forms};
use crate::text::Text;

/// Who of the roster says who they are in a first turn, and whether they do so in words rather than by opening it with
/// their name.
pub(in crate::anonymise) fn introduced(text: &Text, people: &People) -> Option<(PersonId, bool)> {
    let listed = |word: &str| people.listed().iter().any(|&id| people.words_of(id).any(|own| own == word));
    let scan = Scan::knowing(text, &[], &listed);
    // `Siobhan, would you start?` is said to somebody.
    let asks = |start: usize| {
        let sentence = scan.sentence(start);
        let you = |at: usize| matches!(scan.normal(at), "you" | "your" | "you're" | "shall" | "please");
        sentence.clone().any(you) || sentence.last().is_some_and(|at| scan.normal(at).starts_with('?'))
    };
    let found = self_names(&scan, &runs(&scan), true);
    found.iter().find_map(|own| {
        let name = name_in(&scan, &own.tokens);
        let heard = own.said || !asks(own.tokens.start);
        listed_as(people, &name).filter(|_| heard).map(|id| (id, own.said))
    })
}

/// The one person of the roster whom a name fits: as it is written, as a short form, as it may be heard.
fn listed_as(people: &People, name: &Name) -> Option<PersonId> {
    let word = name.given.first()?;
    let whole = |id: PersonId| name.family.is_empty() || people.get(id).name.agrees(name);
    let only = |fits: &dyn Fn(&CompactString) -> bool| {
        let own = |id: PersonId| {
            let person = people.get(id);
            person.name.given.iter().chain(&person.name.family).chain(&person.aliases).any(fits)
        };
        let mut ids = people.listed().iter().copied().filter(|&id| whole(id) && own(id));
        ids.next().filter(|_| ids.next().is_none())
    };
    let odd = facts(word).rank() == 0;
    only(&|own| own == word)
        .or_else(|| only(&|own| same_forms(own).contains(&word.as_str())))
        .or_else(|| only(&|own| likeness::misheard(word, own) || likeness::echo(word, own)).filter(|_| odd))
}
