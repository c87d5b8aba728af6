//! Searching any document for the people of a roster, whoever wrote it.
//!
//! Tells where a name stands and whose it is, never the name.

use std::collections::BTreeMap;
use std::fmt;

use aho_corasick::{AhoCorasick, MatchKind};

use super::masked::borders;
use crate::lexicons::facts;
use crate::text::{normal_form, without_accents};
use crate::transcript::Speaker;

/// The names of a roster, ready to be searched for.
///
/// A name is looked for as it is written, without its accents, and in capitals; of a name of several words also
/// each word that is no ordinary word.
pub struct NameSearch {
    finder: Option<AhoCorasick>,
    /// Whose the pattern is, as a place in the roster.
    people: Vec<usize>,
}

impl NameSearch {
    /// Makes the names of `roster` ready.
    pub fn new(roster: &[Speaker]) -> Self {
        let mut patterns: BTreeMap<String, usize> = BTreeMap::new();
        for (place, person) in roster.iter().enumerate() {
            for name in person.names.iter().chain([&person.label]).filter(|name| !name.is_empty()) {
                let words = name.split_whitespace().filter(|_| name.contains(' ')).filter(|word| tells(word));
                for name in words.chain([name.as_str()]) {
                    let bare = without_accents(name);
                    for form in [name.to_uppercase(), bare.to_uppercase(), bare, name.to_owned()] {
                        patterns.entry(form).or_insert(place);
                    }
                }
            }
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns.keys());
        let finder = finder.ok().filter(|_| !patterns.is_empty());
        NameSearch { finder, people: patterns.into_values().collect() }
    }

    /// Every place of `document` where a name stands between word borders, and whose it is in the roster.
    pub fn find_in(&self, document: &str) -> Vec<(usize, usize)> {
        let found = self.finder.iter().flat_map(|finder| finder.find_iter(document));
        let found = found.filter(|hit| borders(document, hit.start(), hit.end()));
        found.map(|hit| (hit.start(), self.people[hit.pattern().as_usize()])).collect()
    }
}

/// Whether one word of a longer name tells who is meant.
fn tells(word: &str) -> bool {
    word.chars().count() > 2 && facts(&normal_form(word)).rank() == 0
}

/// Tells its size only.
impl fmt::Debug for NameSearch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameSearch({} names)", self.people.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(document: &str, expected: &[(usize, usize)]) {
        let person =
            |names: &[&str]| Speaker { names: names.iter().map(|&it| it.into()).collect(), ..Speaker::default() };
        let search = NameSearch::new(&[person(&["Siân Oyelaran", "Shaz"]), person(&["Frank Field"])]);
        assert_eq!(search.find_in(document), expected, "{document}");
    }

    #[test]
    fn names_are_found_in_every_spelling() {
        check("so Siân Oyelaran said", &[(3, 0)]);
        check("Sian Oyelaran", &[(0, 0)]);
        check("OYELARAN and Shaz", &[(0, 0), (13, 0)]);
        check("Frank Field", &[(0, 1)]);
    }

    #[test]
    fn words_and_parts_of_words_are_no_names() {
        check("a frank word in the Field", &[]);
        check("Shazam", &[]);
    }
}
