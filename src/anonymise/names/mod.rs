//! Who, which firm and which place is meant: evidence from a whole session, then a decision for each mention.

mod alike;
mod answered;
mod apart;
mod capitals;
mod caseless;
mod cast;
mod context;
mod contrasts;
mod cut;
mod grounds;
mod groups;
mod hints;
mod inside;
mod introductions;
mod learned;
mod likeness;
mod mentions;
mod name;
pub mod recogniser;
mod rest;
mod rostered;
mod runs;
mod same;
mod session;
mod siblings;
mod slips;
mod spelling;
mod spread;
mod subject;
mod titles;
mod told;
mod unite;
mod variants;
mod verdicts;
mod whole;

use crate::lexicons::{Is, facts, is_full_name};
use crate::text::normal_form;

pub(super) use cast::{Part, People, Person, PersonId};
pub(super) use introductions::whole_name;
pub(super) use mentions::{Mention, Target};
pub(super) use name::{Name, parts};
pub(super) use rostered::introduced;
pub(super) use session::{Said, mentions};

/// Whether a label names somebody.
pub(super) fn is_name(label: &str) -> bool {
    Name::parse(label).is_some()
}

/// The value of a group column as a place to look for, unless ordinary words make it up.
pub(super) fn site(value: &str) -> Option<String> {
    let normal = normal_form(value.trim());
    let plain = |word: &str| facts(word).rank() > 0 || facts(word).kept() || !word.chars().all(char::is_alphabetic);
    let words = normal.split_whitespace().count();
    let kept = facts(&normal).any(&[Is::Region, Is::Plain, Is::Tool, Is::Calendar]);
    (words > 0 && words <= 4 && !kept && !is_full_name(value) && !normal.split_whitespace().all(plain))
        .then(|| normal.to_string())
}
