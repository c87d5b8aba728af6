//! How many people a published figure must stand on.

use serde::{Deserialize, Serialize};

use crate::error::{ErrorKind, Result};

/// How many people a published figure must stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// For any figure of a group, and for the report as a whole.
    pub figure: usize,
    /// For a theme slice tied to a group, and for quotations from a survey.
    pub quotation: usize,
    /// Whether quotations are evened out, so that nobody is known by spelling or habits of speech.
    pub smooth: bool,
}

impl Limits {
    /// The least that either limit may be.
    pub const FLOOR: usize = 3;

    /// Speakers that a focus group needs before anybody in it is quoted, whatever the limits are.
    pub(super) const ROOM: usize = 5;

    /// The limits for `--min-group`: figures need `min_group` people, slices and quotations no fewer than ten.
    pub fn new(min_group: usize) -> Result<Self> {
        if min_group < Self::FLOOR {
            return Err(ErrorKind::LimitTooLow { limit: min_group, least: Self::FLOOR }.into());
        }
        let usual = Limits::default();
        Ok(Limits { figure: min_group, quotation: usual.quotation.max(min_group), smooth: false })
    }

    /// The same limits, none below those of `other`.
    #[must_use]
    pub fn raised(self, other: Self) -> Self {
        self.stricter(other)
    }

    /// Of each limit the stricter one.
    pub(super) fn stricter(self, other: Self) -> Self {
        Limits {
            figure: self.figure.max(other.figure),
            quotation: self.quotation.max(other.quotation),
            smooth: self.smooth || other.smooth,
        }
    }

    /// The limits where only comments can be counted: somebody may have made several.
    pub(super) fn doubled(self) -> Self {
        Limits { figure: self.figure * 2, quotation: self.quotation * 2, ..self }
    }

    /// The same limits, none of them below the floor, and slices never easier to have than figures.
    pub(super) fn floored(self) -> Self {
        let figure = self.figure.max(Self::FLOOR);
        Limits { figure, quotation: self.quotation.max(figure), ..self }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits { figure: 5, quotation: 10, smooth: false }
    }
}
