//! A coding as a table: one row a comment with a column for each code, or one row for each code given.

use super::coding::{Coding, Seen};
use super::names::{Name, hyphened, name, valence};

/// Headings of the column of ids.
const IDS: [&str; 6] = ["id", "unit-id", "unit", "comment-id", "comment", "row-id"];
/// Headings of a column that names codes.
const CODES: [&str; 5] = ["code", "theme", "themes", "codes", "tag"];
/// Headings of a column of valences beside it.
const SIDES: [&str; 3] = ["valence", "polarity", "side"];
/// Headings of a column of assent labels.
const LABELS: [&str; 3] = ["assent", "assent-label", "label"];

/// Reads a CSV file; none if it has no column of ids or nothing that may be a code.
pub(super) fn read(text: &str) -> Option<Coding> {
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let delimiter = [(count(','), b','), (count(';'), b';'), (count('\t'), b'\t')].into_iter().max_by_key(|it| it.0)?.1;
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let headings: Vec<String> =
        table.headers().ok()?.iter().map(|it| it.trim_start_matches('\u{feff}').to_owned()).collect();
    let rows: Vec<csv::StringRecord> = table.records().collect::<Result<_, _>>().ok()?;
    let column = |names: &[&str]| headings.iter().position(|it| names.contains(&hyphened(it).as_str()));
    let id = IDS.iter().find_map(|name| column(&[name]))?;
    let (code, side, label) = (column(&CODES), column(&SIDES), column(&LABELS));
    let marks: Vec<usize> = (0..headings.len())
        .filter(|at| ![Some(*at)].iter().any(|at| [Some(id), code, side, label].contains(at)))
        .filter(|at| rows.iter().all(|row| row.get(*at).is_none_or(|cell| mark(cell).is_some())))
        .collect();
    if code.is_none() && label.is_none() && marks.is_empty() {
        return None;
    }
    let mut coding = Coding { seen: if code.is_some() { Seen::All } else { Seen::Listed }, ..Coding::default() };
    for row in &rows {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default();
        let unit = coding.units.entry(cell(Some(id)).trim().to_owned()).or_default();
        for code in cell(code).split([';', '|']) {
            unit.add(match (name(code), valence(cell(side))) {
                (Name::Theme(theme, None), Some(valence)) => Name::Theme(theme, Some(valence)),
                (name, _) => name,
            });
        }
        if let it @ Name::Assent(_) = name(cell(label)) {
            unit.add(it);
        }
        for &at in &marks {
            for given in mark(cell(Some(at))).into_iter().flatten() {
                unit.add(match (name(&headings[at]), given) {
                    (Name::Theme(theme, None), Some(valence)) => Name::Theme(theme, Some(valence)),
                    (name, _) => name,
                });
            }
        }
    }
    coding.units.remove("");
    Some(coding)
}

/// What a cell under a code says: not given, or given, perhaps with valences; none if it is no mark at all.
fn mark(cell: &str) -> Option<Vec<Option<&'static str>>> {
    match cell.trim().to_lowercase().as_str() {
        "" | "0" | "no" | "n" | "false" | "none" => Some(Vec::new()),
        "1" | "x" | "yes" | "y" | "true" | "\u{2713}" => Some(vec![None]),
        cell => cell.split([';', '|', ',']).map(|it| valence(it).map(Some)).collect(),
    }
}
