//! What one coder made of each comment.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::names::Name;
use crate::coded::RowBack;
use crate::error::Notice;

/// Which comments a coder looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Seen {
    /// Those that are listed, coded or not.
    #[default]
    Listed,
    /// Every comment of the other coding too: only coded ones are listed.
    All,
}

/// One coder's work.
#[derive(Clone, Debug, Default)]
pub struct Coding {
    pub(super) units: BTreeMap<String, Unit>,
    pub(super) seen: Seen,
    /// The themes that the coder could give, where there is a list of them.
    pub(super) could: Option<BTreeSet<String>>,
    /// Cells that could not be read: their lines, and what is said of them.
    pub(super) unread: Vec<(Option<usize>, String)>,
}

/// The codes of one comment.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    pub(super) themes: BTreeSet<String>,
    /// Themes with a valence.
    pub(super) sides: BTreeSet<(String, &'static str)>,
    pub(super) assent: Option<&'static str>,
    /// Themes, or `assent`, of which it cannot be told what the coder said.
    pub(super) unread: BTreeSet<String>,
}

impl Coding {
    /// The coding of anonymised rows; a moderator's are no units.
    pub(super) fn of_rows(rows: &[RowBack]) -> Self {
        let mut coding = Coding::default();
        for row in rows.iter().filter(|row| row.role != "moderator") {
            let unit = coding.units.entry(row.id.clone()).or_default();
            for theme in &row.themes {
                unit.add(super::names::name(&format!("{}: {}", theme.theme, theme.valence)));
            }
            if let Some(assent) = &row.assent {
                unit.add(super::names::name(&assent.label));
            }
        }
        coding
    }

    /// What could not be read, as notices about the file at `path`.
    pub fn notices(&self, path: &Path) -> Vec<Notice> {
        let notice =
            |(line, what): &(Option<usize>, String)| Notice { path: path.to_owned(), line: *line, what: what.clone() };
        self.unread.iter().map(notice).collect()
    }

    /// Every theme that was given.
    pub(super) fn themes(&self) -> BTreeSet<String> {
        let given = self.units.values().flat_map(|unit| &unit.themes);
        given.chain(self.could.iter().flatten()).cloned().collect()
    }

    pub(super) fn could_give(&self, theme: &str) -> bool {
        self.could.as_ref().is_none_or(|could| could.contains(theme))
    }

    /// Every comment that is listed.
    pub(super) fn ids(&self) -> BTreeSet<String> {
        self.units.keys().cloned().collect()
    }
}

impl Unit {
    /// Adds what a code says.
    pub(super) fn add(&mut self, name: Name) {
        match name {
            Name::Theme(theme, valence) => {
                self.sides.extend(valence.map(|valence| (theme.clone(), valence)));
                self.themes.insert(theme);
            }
            Name::Assent(label) => self.assent = Some(label),
            Name::Neither => {}
        }
    }

    /// Whether it can be compared what the coder said of this theme, or of `assent`.
    pub(super) fn tells(&self, what: &str) -> bool {
        !self.unread.contains(what)
    }

    /// Whether it is known to which side each given `theme` belongs.
    pub(super) fn tells_side(&self, theme: &str) -> bool {
        self.tells(theme) && (!self.themes.contains(theme) || self.sides.iter().any(|(it, _)| it == theme))
    }
}
