//! Names compared: `Brennan, Aoife (Front office)` is the Aoife Brennan of the roster.

use std::collections::BTreeMap;

use crate::lexicons::read::{GENERIC_LABELS, HOSTS, MODERATORS};
use crate::text::normal_form;
use crate::transcript::Speaker;

/// The people of a roster, found by any form of their names.
#[derive(Default)]
pub(super) struct People {
    all: Vec<Speaker>,
    /// Full names and aliases.
    by_name: BTreeMap<String, usize>,
    /// First names, and first names with the initial of the last; none where several people share one.
    by_short: BTreeMap<String, Option<usize>>,
}

impl People {
    pub(super) fn new(roster: &[Speaker]) -> Self {
        let mut people = People { all: roster.to_vec(), ..People::default() };
        for (place, person) in roster.iter().enumerate() {
            for name in std::iter::once(&person.label).chain(&person.names).filter(|name| !name.trim().is_empty()) {
                people.by_name.entry(key(name)).or_insert(place);
            }
            for short in shorts(&key(&person.label)) {
                people.by_short.entry(short).and_modify(|it| *it = None).or_insert(Some(place));
            }
        }
        people
    }

    /// People of whom nothing but a full name is known.
    pub(super) fn of_names<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let person =
            |name: &str| Speaker { label: name.to_owned(), names: vec![name.to_owned()], ..Speaker::default() };
        let mut people: Vec<Speaker> = names.map(person).collect();
        people.sort_by_key(|it| key(&it.label));
        people.dedup_by_key(|it| key(&it.label));
        People::new(&people)
    }

    /// Who is meant by `label`, if one person can be.
    pub(super) fn find(&self, label: &str) -> Option<usize> {
        let (outside, inside) = parts(label);
        [outside, inside].into_iter().filter(|name| !name.is_empty()).find_map(|name| {
            let name = key(name);
            self.by_name.get(&name).copied().or_else(|| self.by_short.get(&name).copied().flatten())
        })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, place: usize) -> &Speaker {
        &self.all[place]
    }

    pub(super) fn into_all(self) -> Vec<Speaker> {
        self.all
    }
}

/// `aoife` and `aoife b` for `aoife brennan`.
fn shorts(name: &str) -> Vec<String> {
    let mut words = name.split(' ');
    let (Some(first), Some(last)) = (words.next(), words.next_back()) else { return Vec::new() };
    let initial: String = last.chars().take(1).collect();
    vec![first.to_owned(), format!("{first} {initial}")]
}

/// A label as compared: without case, accents, dots and a role in brackets, first name first.
pub(super) fn key(label: &str) -> String {
    let (outside, inside) = parts(label);
    let name = if outside.is_empty() || tells_apart(outside, inside) { label } else { outside };
    let name = normal_form(&straight(name)).replace('.', " ");
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A label's name as one would write it, where the label is written in another way.
pub(super) fn tidy(label: &str) -> Option<String> {
    let (outside, inside) = parts(label);
    let role = normal_form(outside);
    let name = if MODERATORS.contains(&role) || HOSTS.contains(&role) { inside } else { outside };
    let name = straight(name);
    (name != label && name.chars().any(char::is_alphabetic)).then_some(name)
}

/// What stands outside and inside the brackets at the end of a label.
pub(super) fn parts(label: &str) -> (&str, &str) {
    let label = label.trim();
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(at) = label.strip_suffix(close).and_then(|rest| rest.rfind(open)) {
            return (label[..at].trim(), label[at + 1..label.len() - 1].trim());
        }
    }
    (label, "")
}

/// Whether the brackets tell two speakers apart, as in `iPhone (2)` and `Participant (F)`.
fn tells_apart(outside: &str, inside: &str) -> bool {
    let bare = inside.chars().all(|c| !c.is_alphabetic()) || inside.chars().count() == 1;
    bare || GENERIC_LABELS.contains(&normal_form(outside))
}

/// `Surname, First` as `First Surname`.
fn straight(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) if !last.trim().is_empty() && !first.trim().is_empty() && !first.contains(',') => {
            format!("{} {}", first.trim(), last.trim())
        }
        _ => name.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(label: &str, expected: Option<&str>) {
        let person = |name: &str, alias: &str| Speaker {
            label: name.to_owned(),
            names: vec![name.to_owned(), alias.to_owned()],
            ..Speaker::default()
        };
        let roster = [
            person("Aoife Brennan", "Effie"),
            person("Xiomara Vélez", ""),
            person("Will Tuohy", ""),
            person("Will Dunn", ""),
        ];
        let people = People::new(&roster);
        assert_eq!(people.find(label).map(|place| people.get(place).label.as_str()), expected, "{label}");
    }

    #[test]
    fn labels_find_their_person() {
        check("AOIFE BRENNAN", Some("Aoife Brennan"));
        check("Brennan, Aoife (Front office)", Some("Aoife Brennan"));
        check("effie", Some("Aoife Brennan"));
        check("Xiomara Velez", Some("Xiomara Vélez"));
        check("xiomara", Some("Xiomara Vélez"));
        check("MODERATOR (Aoife Brennan)", Some("Aoife Brennan"));
        check("Will D", Some("Will Dunn"));
    }

    #[test]
    fn shared_first_names_find_nobody() {
        check("Will", None);
        check("Brennan", None);
        check("", None);
    }

    #[test]
    fn brackets_with_numbers_tell_people_apart() {
        assert_ne!(key("iPhone (2)"), key("iPhone"));
        assert_ne!(key("Participant (Ana)"), key("Participant (Lee)"));
        assert_eq!(key("Deborah Tuckwell (Guest)"), key("TUCKWELL, Deborah"));
    }

    #[test]
    fn tidy_names_are_what_one_would_write() {
        assert_eq!(tidy("Brennan, Aoife (Front office)").as_deref(), Some("Aoife Brennan"));
        assert_eq!(tidy("MODERATOR (Janet Pruitt)").as_deref(), Some("Janet Pruitt"));
        assert_eq!(tidy("Janet Pruitt"), None);
        assert_eq!(tidy("MODERATOR"), None);
    }
}
