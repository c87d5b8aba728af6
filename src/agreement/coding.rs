//! What one coder made of each comment.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Name;
use crate::coded::RowBack;

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
}

/// The codes of one comment.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    pub(super) themes: BTreeSet<String>,
    /// Themes with a valence.
    pub(super) sides: BTreeSet<(String, &'static str)>,
    pub(super) assent: Option<&'static str>,
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
}
