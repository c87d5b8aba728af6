//! WordStat `.cat` files: a category a line, deeper by tabs or spaces, its entries marked with a number in brackets.

use super::{Category, Dictionary};

/// Reads a `.cat` file.
pub(super) fn read(text: &str) -> Dictionary {
    let mut dictionary = Dictionary::default();
    // How far in each category stands that is still open.
    let mut open: Vec<usize> = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let indent = indent(line);
        let written = line.trim();
        let Some((entry, weight)) = leaf(written) else {
            open.retain(|it| *it < indent);
            super::add_at(&mut dictionary.categories, open.len(), Category::named(written));
            open.push(indent);
            continue;
        };
        let mut skip = |what: &str| dictionary.skipped.push((Some(number), what.to_owned()));
        if entry.starts_with('@') || entry.contains(['&', '|', '[', ']']) {
            skip("a rule is left out; write it as a phrase");
            continue;
        }
        if weight != "1" {
            skip("the weight of an entry is left out");
        }
        // An entry belongs to the category above that stands further out, or to the last one where tabs and
        // spaces are mixed.
        let depth = open.iter().filter(|it| **it < indent).count().max(1) - 1;
        match super::last_at(&mut dictionary.categories, depth) {
            Some(category) => category.entries.push(entry.replace('_', " ")),
            None => {
                dictionary.skipped.push((Some(number), "an entry before the first category is left out".to_owned()));
            }
        }
    }
    dictionary
}

/// How far in a line stands; a tab is as far as eight spaces.
fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 8 } else { 1 }).sum()
}

/// `crm* (1)`: an entry and its weight.
fn leaf(written: &str) -> Option<(&str, &str)> {
    let (entry, weight) = written.strip_suffix(')')?.rsplit_once('(')?;
    let weight = weight.trim();
    let is_number = !weight.is_empty() && weight.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    (is_number && !entry.trim().is_empty()).then(|| (entry.trim(), weight))
}
