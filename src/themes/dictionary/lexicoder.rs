//! Lexicoder `.lcd` and `.lc3` files: `+name` opens a category, every other line is an entry.

use super::{Category, Dictionary};

/// Reads a file in lines; the older form in XML is read as Yoshikoder's.
pub(super) fn read(text: &str) -> Result<Dictionary, (usize, &'static str)> {
    let mut dictionary = Dictionary::default();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('+') {
            dictionary.categories.push(Category::named(name));
        } else if line.starts_with("~~") || line.is_empty() {
            // A remark.
        } else if let Some(category) = dictionary.categories.last_mut() {
            category.entries.push(line.to_owned());
        } else {
            dictionary.skipped.push((Some(number), "an entry before the first `+category` is left out".to_owned()));
        }
    }
    if dictionary.categories.is_empty() { Err((1, "no line `+category`")) } else { Ok(dictionary) }
}
