//! Labels that are initials: `HB` is the Helen Bracewell of the roster or of the attendee list.
//!
//! Ties a label to somebody only where one person alone has these initials and no label of their own.

use super::people::{People, key};
use crate::lexicons::{Is, facts};
use crate::transcript::Speaker;

/// Letters of initials at most.
const MOST: usize = 4;

/// The speakers among `speakers` whose labels are initials, each with the place of the one among `people` who has them.
pub(super) fn tied(speakers: &[Speaker], people: &People) -> Vec<(usize, usize)> {
    let labelled: Vec<usize> = speakers.iter().filter_map(|speaker| people.find(&speaker.label)).collect();
    let free = || (0..people.len()).filter(|place| !labelled.contains(place));
    let mut tied: Vec<(usize, usize)> = Vec::new();
    for (at, speaker) in speakers.iter().enumerate() {
        let Some(letters) = initials(&speaker.label).filter(|_| people.find(&speaker.label).is_none()) else {
            continue;
        };
        let mut fits = free().filter(|&place| stand_for(&letters, &people.get(place).label));
        if let (Some(one), None) = (fits.next(), fits.next()) {
            tied.push((at, one));
        }
    }
    // Two labels are two people.
    let several = |place: usize| tied.iter().filter(|it| it.1 == place).count() > 1;
    tied.iter().copied().filter(|it| !several(it.1)).collect()
}

/// The letters of a label that is nothing but initials: `hb` for `HB` and `H.B.`.
fn initials(label: &str) -> Option<String> {
    let label = label.trim();
    let fits = |c: char| c.is_uppercase() || matches!(c, '.' | ' ');
    let letters: String = label.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    (label.chars().all(fits) && (2..=MOST).contains(&letters.chars().count())).then_some(letters)
}

/// Whether the first letters of `name`, titles aside, are `letters`: all of them, or the first and the last.
fn stand_for(letters: &str, name: &str) -> bool {
    let name = key(name);
    let words: Vec<&str> =
        name.split([' ', '-']).filter(|word| !word.is_empty() && !facts(word).is(Is::Title)).collect();
    let all: String = words.iter().filter_map(|word| word.chars().next()).collect();
    let ends: String = [words.first(), words.last()].into_iter().flatten().filter_map(|it| it.chars().next()).collect();
    words.len() > 1 && (letters == all || letters == ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(labels: &[&str], names: &[&str], expected: &[(usize, usize)]) {
        let speaker = |label: &&str| Speaker { label: (*label).to_owned(), ..Speaker::default() };
        let speakers: Vec<Speaker> = labels.iter().map(speaker).collect();
        let people = People::new(&names.iter().map(speaker).collect::<Vec<_>>());
        assert_eq!(tied(&speakers, &people), expected, "{labels:?} {names:?}");
    }

    #[test]
    fn initials_are_tied_to_the_one_who_has_them() {
        check(&["HB", "Tom", "J.P."], &["Helen Bracewell", "Tom Ashcroft", "Jean Pugh"], &[(0, 0), (2, 2)]);
        check(&["AK"], &["Frau Dr. Annegret Kuhnle"], &[(0, 0)]);
        check(&["MLS", "MS"], &["Mary-Lou Sands"], &[]);
        check(&["MLS"], &["Mary-Lou Sands"], &[(0, 0)]);
    }

    #[test]
    fn initials_of_several_or_of_somebody_labelled_are_nobodys() {
        check(&["HB"], &["Helen Bracewell", "Hugh Bates"], &[]);
        check(&["HB", "Helen"], &["Helen Bracewell"], &[]);
        check(&["IT", "P1", "Al"], &["Iris Tuohy Wade", "Ana Lopes"], &[]);
    }
}
