//! How well two codings of the same comments agree: per code, with the disagreements by id.
//!
//! Knows ids and codes only; no word of a comment gets into a result.

mod coding;
mod figures;
mod names;
mod project;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::Path;

use crate::coded::RowBack;
use crate::error::{Error, ErrorKind, Result};

pub use coding::Coding;
pub use figures::{Figures, alpha};

use coding::{Seen, Unit};

/// What two codings amount to.
#[derive(Debug)]
pub struct Agreement {
    /// The comments that both looked at.
    pub units: usize,
    /// By code: themes, themes with valence where both tell it, assent labels, and assent as a whole.
    pub codes: Vec<Code>,
}

/// One code in two codings.
#[derive(Debug)]
pub struct Code {
    /// Its name.
    pub name: String,
    /// How well they agree on it.
    pub figures: Figures,
    /// Comments that only the first coder gave it, and those that only the second did. For assent as a whole: those
    /// with different labels.
    pub only_first: Vec<String>,
    /// Comments that only the second coder gave it.
    pub only_second: Vec<String>,
    /// How many comments both gave it.
    pub both: usize,
}

impl Coding {
    /// Reads `comments.jsonl`, a table (`.csv`) or a project (`.qdpx`). `beside` is a coding of the same comments that
    /// was read before, and `coder` chooses one of the people who coded a project.
    pub fn read(path: &Path, bytes: &[u8], coder: Option<&str>, beside: Option<&Coding>) -> Result<Coding> {
        let unreadable = |what| Error::from(ErrorKind::Coding { path: path.to_owned(), what });
        let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_lowercase();
        if ending == "qdpx" || bytes.starts_with(b"PK") {
            let known = beside.map(Coding::ids);
            return project::read(bytes, coder, known.as_ref()).ok_or_else(|| {
                unreadable(
                    "no project with our comments in it; code the sources of `coded.qdpx`, which head each with its id",
                )
            });
        }
        let text = String::from_utf8_lossy(bytes);
        let coding = if matches!(ending.as_str(), "csv" | "tsv") {
            table::read(&text).ok_or("no coding; a table needs a column `id`, and a column a code or a column `code`")
        } else {
            let rows = RowBack::read_all(&text).map(|rows| Coding::of_rows(&rows));
            rows.ok_or("no coded rows; expected `comments.jsonl`, a `.csv` or a `.qdpx`")
        };
        coding.map_err(unreadable)
    }
}

/// Compares two codings; none if they have no comment in common.
pub fn compare(first: &Coding, second: &Coding) -> Option<Agreement> {
    let ids = in_common(first, second);
    if ids.is_empty() {
        return None;
    }
    let nothing = Unit::default();
    let of = |coding: &'_ Coding, id: &String| -> Unit { coding.units.get(id).unwrap_or(&nothing).clone() };
    let units: Vec<(&String, Unit, Unit)> = ids.iter().map(|id| (id, of(first, id), of(second, id))).collect();
    let mut codes = Vec::new();
    let all = |each: fn(&Unit) -> Vec<String>| -> BTreeSet<String> {
        units.iter().flat_map(|(_, a, b)| each(a).into_iter().chain(each(b))).collect()
    };
    for theme in all(|unit| unit.themes.iter().cloned().collect()) {
        codes.extend(code(&units, theme.clone(), |unit| unit.themes.contains(&theme)));
    }
    let told = |coding: &Coding| coding.units.values().any(|unit| !unit.sides.is_empty());
    if told(first) && told(second) {
        let side = |(theme, valence): &(String, &str)| format!("{theme}: {valence}");
        for name in all(|unit| unit.sides.iter().map(|(theme, valence)| format!("{theme}: {valence}")).collect()) {
            codes.extend(code(&units, name.clone(), |unit| unit.sides.iter().any(|it| side(it) == name)));
        }
    }
    let answered = |coding: &Coding| coding.units.values().any(|unit| unit.assent.is_some());
    if answered(first) && answered(second) {
        for label in all(|unit| unit.assent.iter().map(|label| (*label).to_owned()).collect()) {
            codes.extend(code(&units, format!("assent: {label}"), |unit| unit.assent == Some(label.as_str())));
        }
        codes.extend(assent(&units));
    }
    Some(Agreement { units: ids.len(), codes })
}

/// The comments that both coders looked at.
fn in_common(first: &Coding, second: &Coding) -> BTreeSet<String> {
    let (a, b) = (first.ids(), second.ids());
    match (&first.seen, &second.seen) {
        (Seen::Listed, Seen::Listed) => &a & &b,
        // Codes for comments that the other coding does not know are nobody's.
        (Seen::Listed, Seen::All) | (Seen::All, Seen::Listed) if a.is_disjoint(&b) => BTreeSet::new(),
        (Seen::Listed, Seen::All) => a,
        (Seen::All, Seen::Listed) => b,
        (Seen::All, Seen::All) => &a | &b,
    }
}

fn code(units: &[(&String, Unit, Unit)], name: String, has: impl Fn(&Unit) -> bool) -> Option<Code> {
    let pairs: Vec<(bool, bool)> = units.iter().map(|(_, a, b)| (has(a), has(b))).collect();
    let only = |wanted: (bool, bool)| {
        let those = units.iter().zip(&pairs).filter(|(_, pair)| **pair == wanted);
        those.map(|((id, _, _), _)| (*id).clone()).collect()
    };
    let both = pairs.iter().filter(|pair| **pair == (true, true)).count();
    let (only_first, only_second) = (only((true, false)), only((false, true)));
    Some(Code { name, figures: Figures::of(&pairs)?, only_first, only_second, both })
}

/// The labels as one question with several answers, over the comments that either coder gave one.
fn assent(units: &[(&String, Unit, Unit)]) -> Option<Code> {
    let answered: Vec<&(&String, Unit, Unit)> =
        units.iter().filter(|(_, a, b)| a.assent.is_some() || b.assent.is_some()).collect();
    let pairs: Vec<_> = answered.iter().map(|(_, a, b)| (a.assent, b.assent)).collect();
    let apart = |wanted: fn(Option<&str>, Option<&str>) -> bool| {
        let those = answered.iter().filter(|(_, a, b)| a.assent != b.assent && wanted(a.assent, b.assent));
        those.map(|(id, _, _)| (*id).clone()).collect()
    };
    Some(Code {
        name: "assent".to_owned(),
        figures: Figures::of(&pairs)?,
        only_first: apart(|a, _| a.is_some()),
        only_second: apart(|a, _| a.is_none()),
        both: pairs.iter().filter(|(a, b)| a == b).count(),
    })
}
