//! Words by which a number, a day, an address or an account is told.
//!
//! Answers about one word at a time; what stands where is for `anonymise::detect` to look at.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Embedded;
use super::words::{Words, classes};

/// The embedded file.
pub(super) static FILES: &[Embedded] = &[FILE];

const FILE: Embedded =
    Embedded { path: "identifiers/beside.toml", text: include_str!("../../lexicons/identifiers/beside.toml") };

/// Every class of words, as the file tells of it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Beside {
    /// Ends of domains that are believed when said aloud: `dot com`.
    pub(crate) mail_ends: Words,
    /// Ends of domains that are believed behind `point`, which is also a word.
    pub(crate) point_ends: Words,
    /// What is said about how an address is written, between its words: `all one word`.
    pub(crate) spelt_how: Words,
    /// Before a day without a month that is none of the first ten, or is written in figures.
    pub(crate) before_day: Words,
    /// Between a thing and its number: `account number is`.
    pub(crate) before_number: Words,
    /// What tells that a number stands behind words for one, where those before it leave that open.
    pub(crate) numbers: Words,
    /// Before numbers of every kind: alone they tell nothing.
    pub(crate) vague_numbers: Words,
    /// Ends of domains that are believed without `http` or `www` before them.
    pub(crate) web_ends: Words,
    /// What makes any long number a telephone's.
    pub(crate) calling: Words,
    /// What makes a short number a telephone's, too.
    pub(crate) surely_calling: Words,
    /// Behind which a short number after `on` is a telephone's.
    pub(crate) ringing: Words,
    /// What is opened by a code of its own.
    pub(crate) locks: Words,
    /// Titles before the number of a constable.
    pub(crate) officers: Words,
    /// What an office brings in new on a day of its own.
    pub(crate) renewed: Words,
    /// Before an extension.
    pub(crate) extensions: Words,
    /// What is counted or measured in ways, walks and drives: `a ten minute drive`.
    pub(crate) counted: Words,
    /// Kinds of street that mean much else unless an address is announced.
    pub(crate) shared_streets: Words,
    /// Behind which a number may open an address.
    pub(crate) before_house: Words,
    /// What tells that a number is one of a house.
    pub(crate) homes: Words,
    /// What opens an address, besides numbers and words for streets in other languages.
    pub(crate) address_words: Words,
    /// Parts of a house or of a street, with a number or letter.
    pub(crate) home_parts: Words,
    /// Small words inside the names of houses and places.
    pub(crate) inside_streets: Words,
    /// Small words inside the names of streets in other languages.
    pub(crate) inside_streets_abroad: Words,
    /// Behind which an account name is given.
    pub(crate) handles: Words,
    /// What is done with a day that is put off.
    pub(crate) moving: Words,
    /// Behind a day that stands for a date.
    pub(crate) after_day: Words,
    /// What is booked under a code of letters and digits.
    pub(crate) booked: Words,
    /// Beside spelt numbers, what makes it worthwhile to look for addresses said aloud.
    pub(crate) spoken_signs: Words,
    /// Everyday words that open the names of streets.
    pub(crate) street_adjectives: Words,
    /// Small words that stand in no name of a street.
    pub(crate) function_words: Words,
    /// What houses with names are called.
    pub(crate) houses: Words,
    /// Parts of an address that are told by number: `House 12, Road 5`.
    pub(crate) plots: Words,
    /// Behind a number that is an amount.
    pub(crate) amounts: Words,
    /// Behind a long number that counts something.
    pub(crate) counted_many: Words,
}

static BESIDE: LazyLock<Beside> = LazyLock::new(|| classes(&FILE));

/// The classes of words beside and inside of structured identifiers.
pub(crate) fn beside() -> &'static Beside {
    &BESIDE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_sorted_unique_and_asked_for() {
        super::super::words::check::<Beside>(&FILE);
        assert!(beside().surely_calling.has("ring") && !beside().surely_calling.has("line"));
    }
}
