//! What a model calls what it finds, as kinds of names.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Part, Unfit};
use crate::anonymise::names::recogniser::Likely;

/// What a label means; labels that are here no names, such as phone numbers, mean nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Person,
    Place,
    Firm,
    Nothing,
}

/// What models call names, in lower case and without the mark of a beginning (`B-`) or a further piece (`I-`).
const CALLED: &[(&str, Meaning)] = &[
    ("city", Meaning::Place),
    ("company", Meaning::Firm),
    ("firstname", Meaning::Person),
    ("fullname", Meaning::Person),
    ("givenname", Meaning::Person),
    ("gpe", Meaning::Place),
    ("lastname", Meaning::Person),
    ("loc", Meaning::Place),
    ("location", Meaning::Place),
    ("middlename", Meaning::Person),
    ("name", Meaning::Person),
    ("org", Meaning::Firm),
    ("organisation", Meaning::Firm),
    ("organization", Meaning::Firm),
    ("per", Meaning::Person),
    ("person", Meaning::Person),
    ("street", Meaning::Place),
    ("streetname", Meaning::Place),
    ("surname", Meaning::Person),
];

/// The part of `config.json` that counts.
#[derive(Deserialize)]
struct Config {
    id2label: BTreeMap<String, String>,
    max_position_embeddings: Option<usize>,
}

/// The meaning of each number that a model gives for a piece, in their order.
#[derive(Debug)]
pub(super) struct Labels {
    meanings: Vec<Meaning>,
    /// How many pieces the model reads at once.
    pub(super) most: usize,
}

impl Labels {
    /// Reads `config.json`.
    pub(super) fn read(config: &[u8]) -> Result<Self, Unfit> {
        const FORM: Unfit = Unfit(Part::Config, "expected `id2label`, which numbers the labels from 0");
        let config: Config = serde_json::from_slice(config).map_err(|_| FORM)?;
        let meaning = |id: usize| config.id2label.get(&id.to_string()).map(|label| meaning(label)).ok_or(FORM);
        let meanings: Vec<Meaning> = (0..config.id2label.len()).map(meaning).collect::<Result<_, _>>()?;
        if !meanings.contains(&Meaning::Person) {
            return Err(Unfit(
                Part::Config,
                "none of its labels is a person's name, such as `B-PER` or `B-GIVEN_NAME`",
            ));
        }
        Ok(Labels { meanings, most: config.max_position_embeddings.unwrap_or(512) })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.meanings.len()
    }

    /// What the numbers of one piece, one for each label, make likely.
    pub(super) fn likely(&self, numbers: &[f32]) -> Likely {
        let highest = numbers.iter().copied().fold(f32::MIN, f32::max);
        let (mut likely, mut all) = (Likely::default(), 0.0);
        for (number, meaning) in numbers.iter().zip(&self.meanings) {
            let share = (number - highest).exp();
            all += share;
            match meaning {
                Meaning::Person => likely.person += share,
                Meaning::Place => likely.place += share,
                Meaning::Firm => likely.firm += share,
                Meaning::Nothing => {}
            }
        }
        // In hundredths, so that machines which add up in another order come to the same.
        let share = |sum: f32| (sum / all * 100.0).round() / 100.0;
        (likely.person, likely.place, likely.firm) = (share(likely.person), share(likely.place), share(likely.firm));
        likely
    }
}

/// What `label` means.
fn meaning(label: &str) -> Meaning {
    let bare = label.split_once('-').filter(|(mark, _)| mark.len() == 1).map_or(label, |(_, bare)| bare);
    let bare: String = bare.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    CALLED.iter().find(|(name, _)| *name == bare).map_or(Meaning::Nothing, |(_, meaning)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_many_models_are_understood() {
        for label in ["B-PER", "I-GIVEN_NAME", "PERSON", "B-private_person", "LAST_NAME", "S-FirstName", "surname"] {
            let person = meaning(label) == Meaning::Person;
            assert_eq!(person, !label.contains("private"), "{label}");
        }
        assert_eq!(meaning("I-LOC"), Meaning::Place);
        assert_eq!(meaning("B-ORG"), Meaning::Firm);
        for label in ["O", "B-MISC", "B-PHONE", "STATE", "B-STATE", ""] {
            assert_eq!(meaning(label), Meaning::Nothing, "{label}");
        }
    }

    #[test]
    fn numbers_become_chances() {
        let labels = Labels::read(br#"{"id2label": {"0": "O", "1": "B-PER", "2": "I-PER", "3": "B-LOC"}}"#).unwrap();
        assert_eq!((labels.len(), labels.most), (4, 512));
        let likely = labels.likely(&[0.0, 0.0, 0.0, 0.0]);
        assert_eq!((likely.person, likely.place, likely.firm), (0.5, 0.25, 0.0));
        let likely = labels.likely(&[-900.0, 900.0, -900.0, -900.0]);
        assert_eq!((likely.person, likely.place), (1.0, 0.0));
    }
}
