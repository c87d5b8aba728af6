//! What a row tells about its respondent's name. Hides nobody; that comes later, and needs the names.

use super::Table;
use super::cells::is_pseudonym;
use super::columns::{Part, Use};
use super::row::Row;
use crate::read::people::key;

/// The respondent's names: whole ones first, then first and last put together, then what an address tells.
pub(super) fn names(table: &Table, row: &Row) -> Vec<String> {
    if table.naming.is_empty() {
        return Vec::new();
    }
    let (mut whole, mut first, mut last, mut emails) = (Vec::new(), "", "", Vec::new());
    for &at in &table.naming {
        let (column, cell) = (&table.columns[at], row.cell(at));
        match (column.is, column.part) {
            (Use::Email, _) => emails.push(cell),
            _ if !cell.chars().any(char::is_alphabetic) || key(cell) == "anonymous" || is_pseudonym(cell) => {}
            (_, Part::First) => first = cell,
            (_, Part::Last) => last = cell,
            (_, Part::Whole) => whole.push(cell.to_owned()),
        }
    }
    let both = format!("{first} {last}");
    whole.extend(Some(both.trim().to_owned()).filter(|name| !name.is_empty()));
    if whole.is_empty() {
        whole.extend(emails.into_iter().filter_map(name_in));
    }
    whole
}

/// `Gethin Prosser` for `gethin.prosser@work.example`; nothing where the address is not made of a name.
fn name_in(address: &str) -> Option<String> {
    let (local, _) = address.split_once('@')?;
    let parts: Vec<&str> = local.split(['.', '_']).collect();
    let fits = |part: &&str| part.chars().count() >= 2 && part.chars().all(|c| c.is_alphabetic() || c == '-');
    if parts.len() < 2 || !parts.iter().all(fits) {
        return None;
    }
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect::<String>())
    };
    let name = |part: &str| part.split('-').map(capital).collect::<Vec<_>>().join("-");
    Some(parts.into_iter().map(name).collect::<Vec<_>>().join(" "))
}
