//! From coded comments to findings that may leave the room.
//!
//! [`tally()`] counts people, [`Findings::merge`] adds up sessions and shards, [`guard()`] decides what may be shown, and
//! [`Report`] is what a renderer may see of it.

mod answered;
mod audit;
mod compare;
mod desk;
/// Made-up sessions.
#[cfg(test)]
pub(crate) mod examples;
mod groups;
mod guard;
mod history;
mod kept;
mod limits;
mod merge;
mod person;
mod question;
mod quotation;
pub mod report;
mod smooth;
mod source;
mod suppression;
mod tables;
mod tally;
mod theme;
mod weigh;

pub(crate) use groups::{NOT_GIVEN, SIDES, is_side};

pub use compare::{Comparison, Difference, Moved, QuestionMoved, ThemeMoved, Verdict, Wave, compare};
pub use guard::{Publishable, guard, guard_beside};
pub use history::{Entry, History};
pub use kept::Runs;
pub use limits::Limits;
pub use report::Report;
pub use tally::{Findings, tally};
