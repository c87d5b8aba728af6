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
    /// How many comments only the first coding lists, and only the second: those are not compared.
    pub others: (usize, usize),
    /// By code: the themes that both could give, with valence where both tell it, assent labels, and assent as a whole.
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
            let known = beside.map(Coding::themes).unwrap_or_default();
            table::read(&text, &known)
                .ok_or("no coding; a table needs a column `id`, and a column a code or a column `code`")
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
    let both_could = |theme: &String| first.could_give(theme) && second.could_give(theme);
    let themes: Vec<String> =
        all(|unit| unit.themes.iter().cloned().collect()).into_iter().filter(both_could).collect();
    for theme in &themes {
        codes.extend(code(&units, theme.clone(), |unit| unit.tells(theme), |unit| unit.themes.contains(theme)));
    }
    let told = |coding: &Coding| coding.units.values().any(|unit| !unit.sides.is_empty());
    if told(first) && told(second) {
        for (theme, valence) in themes.iter().flat_map(|theme| ["strength", "weakness"].map(|it| (theme, it))) {
            let has = |unit: &Unit| unit.sides.contains(&(theme.clone(), valence));
            codes.extend(code(&units, format!("{theme}: {valence}"), |unit| unit.tells_side(theme), has));
        }
    }
    let answered = |coding: &Coding| coding.units.values().any(|unit| unit.assent.is_some());
    if answered(first) && answered(second) {
        for label in all(|unit| unit.assent.iter().map(|label| (*label).to_owned()).collect()) {
            let has = |unit: &Unit| unit.assent == Some(label.as_str());
            codes.extend(code(&units, format!("assent: {label}"), |unit| unit.tells("assent"), has));
        }
        codes.extend(assent(&units));
    }
    let others = |coding: &Coding| coding.ids().difference(&ids).count();
    Some(Agreement { units: ids.len(), others: (others(first), others(second)), codes })
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

/// One code over the comments of which both coders tell whether they gave it; none where neither did.
fn code(
    units: &[(&String, Unit, Unit)],
    name: String,
    tells: impl Fn(&Unit) -> bool,
    has: impl Fn(&Unit) -> bool,
) -> Option<Code> {
    let units: Vec<&(&String, Unit, Unit)> = units.iter().filter(|(_, a, b)| tells(a) && tells(b)).collect();
    let pairs: Vec<(bool, bool)> = units.iter().map(|(_, a, b)| (has(a), has(b))).collect();
    let only = |wanted: (bool, bool)| {
        let those = units.iter().zip(&pairs).filter(|(_, pair)| **pair == wanted);
        those.map(|((id, _, _), _)| (*id).clone()).collect()
    };
    let both = pairs.iter().filter(|pair| **pair == (true, true)).count();
    let (only_first, only_second): (Vec<String>, Vec<String>) = (only((true, false)), only((false, true)));
    let is_given = both + only_first.len() + only_second.len() > 0;
    is_given.then_some(())?;
    Some(Code { name, figures: Figures::of(&pairs)?, only_first, only_second, both })
}

/// The labels as one question with several answers, over the comments that either coder gave one.
fn assent(units: &[(&String, Unit, Unit)]) -> Option<Code> {
    let is_answered = |a: &Unit, b: &Unit| a.assent.is_some() || b.assent.is_some();
    let tell = |a: &Unit, b: &Unit| a.tells("assent") && b.tells("assent");
    let answered: Vec<&(&String, Unit, Unit)> =
        units.iter().filter(|(_, a, b)| is_answered(a, b) && tell(a, b)).collect();
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
