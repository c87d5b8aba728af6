//! Reads TOML so that every mistake of form is told, not only the first: what is wrong is mended, and all is read again.
//!
//! What comes of a mended file is looked over for further mistakes only, and never used.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, Error};

/// The most mistakes of form that are told of one file.
const MOST: usize = 50;

/// What is written in `text`, with every mistake of form; nothing where it cannot be mended.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> (Option<T>, Vec<Error>) {
    let mut table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(cause) => return (None, vec![cause]),
    };
    let mut mistakes: Vec<Error> = Vec::new();
    while mistakes.len() < MOST {
        let cause = match T::deserialize(Deserializer::from(table.clone())) {
            Ok(it) => return (Some(it), mistakes),
            Err(cause) => cause,
        };
        let place = cause.span().unwrap_or_default();
        let missing = cause.message().strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
        let mended = match missing {
            Some(field) => fill_in(table.get_mut(), &place, field) || fill(table.get_mut(), &place, field),
            None => take_out(table.get_mut(), &place),
        };
        mistakes.push(cause);
        if !mended {
            break;
        }
    }
    (None, mistakes)
}

/// Puts something usual under the name of a missing field into the table at `place`, somewhere within `table`.
fn fill_in(table: &mut DeTable<'_>, place: &Range<usize>, field: &str) -> bool {
    table.iter_mut().any(|(_, value)| fill_value(value, place, field))
}

fn fill_value(value: &mut Spanned<DeValue<'_>>, place: &Range<usize>, field: &str) -> bool {
    let is_here = value.span() == *place;
    match value.get_mut() {
        DeValue::Table(table) => {
            fill_in(table, place, field) || is_here && !table.contains_key(field) && fill(table, place, field)
        }
        DeValue::Array(array) => array.iter_mut().any(|value| fill_value(value, place, field)),
        _ => false,
    }
}

fn fill(table: &mut DeTable<'_>, place: &Range<usize>, field: &str) -> bool {
    let usual = usual(field).and_then(|usual| DeValue::parse(usual).ok());
    let Some(usual) = usual else { return false };
    let name = Spanned::new(place.clone(), field.to_owned().into());
    table.insert(name, Spanned::new(place.clone(), usual.into_inner())).is_none()
}

/// Takes out the entry whose name or value stands at `place`; puts something usual there, if the name is known.
fn take_out(table: &mut DeTable<'_>, place: &Range<usize>) -> bool {
    let found = table.iter().find(|(key, value)| key.span() == *place || value.span() == *place);
    let found = found.map(|(key, value)| (key.clone(), value.span() == *place));
    if let Some((key, is_value)) = found {
        table.remove(&key);
        if is_value {
            fill(table, place, key.get_ref());
        }
        return true;
    }
    table.iter_mut().any(|(_, value)| take_out_of(value, place))
}

fn take_out_of(value: &mut Spanned<DeValue<'_>>, place: &Range<usize>) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => take_out(table, place),
        DeValue::Array(array) => {
            let kept = array.iter().filter(|it| it.span() != *place).cloned().collect::<Vec<_>>();
            if kept.len() < array.len() {
                *array = kept.into_iter().collect();
                return true;
            }
            array.iter_mut().any(|value| take_out_of(value, place))
        }
        _ => false,
    }
}

/// What may stand under this name without being wrong itself.
fn usual(field: &str) -> Option<&'static str> {
    Some(match field {
        "what" | "source" | "licence" | "version" | "definition" | "says" | "phrase" => "\"x\"",
        "theme" | "name" => "\"unnamed\"",
        "valence" => "\"weakness\"",
        "points_at" => "\"tactics\"",
        "negated" => "\"drop\"",
        "weight" => "1.0",
        "order" => "100",
        "cue" | "words" | "aspect" | "include" | "exclude" | "unless" | "context" | "catches" | "leaves" => "[]",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::written::Written;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let (read, mistakes) = read::<Written>(text);
        let said: Vec<&str> = mistakes.iter().map(|it| it.message().split(',').next().unwrap_or_default()).collect();
        assert_eq!(said, expected);
        assert!(read.is_some());
    }

    #[test]
    fn a_file_without_mistakes_has_none() {
        check("what = \"w\"\ntheme = \"t\"\ndefinition = \"d\"\n", &[]);
    }

    #[test]
    fn every_mistake_of_form_is_told() {
        check(
            "what = 1\ntheme = \"t\"\norder = \"10\"\n\n[[aspect]]\nname = \"a\"\nvalence = \"bad\"\npoint_at = \"x\"\n\n\
             [[aspect.cue]]\nphrase = \"p\"\nweight = 1\nleaves = [2]\n",
            &[
                "invalid type: integer `2`",
                "unknown field `point_at`",
                "unknown variant `bad`",
                "missing field `says`",
                "invalid type: string \"10\"",
                "invalid type: integer `1`",
                "missing field `definition`",
            ],
        );
    }
}
