//! YAML dictionaries: names with lists of entries, or with further names.

use yaml_rust2::{Yaml, YamlLoader};

use super::{Category, Dictionary};

/// Reads the first document of the file.
pub(super) fn read(text: &str) -> Result<Dictionary, (usize, &'static str)> {
    let documents = YamlLoader::load_from_str(text);
    let documents = documents.map_err(|cause| (cause.marker().line(), "this is no YAML"))?;
    let mut dictionary = Dictionary::default();
    match documents.first() {
        Some(Yaml::Hash(names)) => {
            for (name, content) in names {
                let category = category(name, content, &mut dictionary.skipped);
                dictionary.categories.push(category);
            }
            Ok(dictionary)
        }
        _ => Err((1, "names with entries are expected, as in `tools: [crm*, dashboard*]`")),
    }
}

fn category(name: &Yaml, content: &Yaml, skipped: &mut Vec<(Option<usize>, String)>) -> Category {
    let mut category = Category::named(&scalar(name).unwrap_or_default());
    add(&mut category, content, skipped);
    category
}

fn add(category: &mut Category, content: &Yaml, skipped: &mut Vec<(Option<usize>, String)>) {
    match content {
        Yaml::Array(entries) => entries.iter().for_each(|entry| add(category, entry, skipped)),
        Yaml::Hash(names) => {
            for (name, content) in names {
                let child = self::category(name, content, skipped);
                category.children.push(child);
            }
        }
        Yaml::Null => {}
        other => match scalar(other) {
            Some(entry) => category.entries.push(entry),
            None => skipped.push((None, format!("category `{}`: an entry that is no text is left out", category.name))),
        },
    }
}

/// A text; `no` and `42` are words too, whatever YAML makes of them.
fn scalar(yaml: &Yaml) -> Option<String> {
    match yaml {
        Yaml::String(text) | Yaml::Real(text) => Some(text.clone()),
        Yaml::Integer(number) => Some(number.to_string()),
        Yaml::Boolean(yes) => Some(yes.to_string()),
        _ => None,
    }
}
