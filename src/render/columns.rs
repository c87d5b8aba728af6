//! How wide the columns of a table are: no word is broken, and the names of the rows get what is left.

use super::document::Table;
use super::letters::Face;

/// Room at the sides of a cell.
pub(super) const SIDES: f32 = 8.0;

/// The least that the names of the rows need, as a part of the whole.
const NAMES: f32 = 0.3;

/// The least that a column of figures needs, in points.
const NARROWEST: f32 = 28.0;

/// The widths of all columns, `all` together, in letters of `size`.
pub(super) fn widths(table: &Table, size: f32, all: f32) -> Vec<f32> {
    let (least, wanted): (Vec<f32>, Vec<f32>) = (1..table.columns.len()).map(|at| column(table, at, size, all)).unzip();
    let (least_all, wanted_all) = (least.iter().sum::<f32>(), wanted.iter().sum::<f32>());
    let most = all * (1.0 - NAMES);
    // Cells give way to the names of the rows before words are broken.
    let part = if wanted_all <= most { 1.0 } else { ((most - least_all) / (wanted_all - least_all)).clamp(0.0, 1.0) };
    let scale = (all * 0.8 / least_all).min(1.0);
    let others: Vec<f32> =
        least.iter().zip(&wanted).map(|(least, wanted)| (least + (wanted - least) * part) * scale).collect();
    let first = all - others.iter().sum::<f32>();
    [first].into_iter().chain(others).collect()
}

/// Wide enough for its longest word; and what it would take for a whole cell, where that is no wider than its share.
fn column(table: &Table, at: usize, size: f32, all: f32) -> (f32, f32) {
    let cells = || table.rows.iter().filter_map(move |row| row.cells.get(at - 1)).map(String::as_str);
    let word = |words: &str, face: Face| words.split_whitespace().map(|it| face.width(it, size)).fold(0.0, f32::max);
    let longest = cells().map(|cell| word(cell, Face::Regular)).fold(word(table.columns[at], Face::Bold), f32::max);
    let whole = cells().map(|cell| Face::Regular.width(cell, size)).fold(0.0, f32::max);
    let usual = all * 1.1 / f32::from(u8::try_from(table.columns.len()).unwrap_or(u8::MAX));
    let least = longest + SIDES + 2.0;
    (least, least.max(whole.min(usual).max(NARROWEST) + SIDES + 2.0))
}

#[cfg(test)]
mod tests {
    use super::super::document::Row;
    use super::*;

    #[test]
    fn no_heading_is_broken() {
        let columns =
            vec!["Question", "Answered", "Resounding yes", "Plain yes", "Reluctant yes", "No", "No clear answer"];
        let cells = ["36", "5", "8", "16", "4", "3"].map(str::to_owned).into();
        let rows = vec![Row { name: "Does it work for the people who ring us?".to_owned(), cells }];
        let table = Table { caption: String::new(), columns, rows, note: String::new() };
        let found = widths(&table, 7.5, 471.0);
        assert!((found.iter().sum::<f32>() - 471.0).abs() < 0.1 && found[0] > 471.0 * 0.29);
        for (column, wide) in table.columns.iter().zip(found) {
            let longest = column.split(' ').map(|it| Face::Bold.width(it, 7.5)).fold(0.0, f32::max);
            assert!(longest + SIDES <= wide, "{column}");
        }
    }
}
