//! A dictionary written as codebooks of our own: a theme for each category at the top, an aspect for each within it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use super::{Category, Dictionary};
use crate::lexicons::themes::PRAISE;
use crate::text::{normal_form, stem};

/// One codebook a top category, in one file, named otherwise than those `taken`; empty if nothing can be looked for.
pub(super) fn write(
    path: &Path,
    maker: &str,
    only_names: bool,
    dictionary: &mut Dictionary,
    taken: &BTreeSet<String>,
) -> String {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut out = String::new();
    let mut themes = Names(taken.clone());
    for category in std::mem::take(&mut dictionary.categories) {
        let mut aspects = Vec::new();
        gather(&category, &mut Vec::new(), &mut aspects);
        if aspects.is_empty() {
            let what = format!("category `{}` has no entry that can be looked for, and is left out", category.name);
            dictionary.skipped.push((None, what));
            continue;
        }
        let theme = themes.unused(&category.name, "theme");
        if theme != Names::default().unused(&category.name, "theme") {
            let what =
                format!("category `{}` becomes theme `{theme}`: there is one of its own name already", category.name);
            dictionary.skipped.push((None, what));
        }
        // Writing into a string cannot fail.
        let _ = write!(
            out,
            "[[codebook]]\nwhat = {}\nsource = {}\ntheme = {}\ndefinition = {}\n\n",
            quoted(&format!("{maker}, category {}", category.name)),
            quoted(&file),
            quoted(&theme),
            quoted(if category.definition.is_empty() { &category.name } else { &category.definition }),
        );
        let mut names = Names::default();
        for (path, category) in aspects {
            out.push_str(&aspect(&names.unused(&path.join(" "), "aspect"), &path, category));
        }
    }
    if out.is_empty() {
        return out;
    }
    let advice = if only_names {
        "# The file has no words to look for: each code's name stands for now. Replace it by what people say.\n"
    } else {
        ""
    };
    format!(
        "# Made from {file}, a {maker}.\n{advice}# Dictionaries know no valence: read each `valence`, and change it where it is wrong.\n\n{}\n",
        out.trim_end()
    )
}

/// Every category with entries of its own, with the names that lead to it.
fn gather<'a>(category: &'a Category, above: &mut Vec<&'a str>, found: &mut Vec<(Vec<&'a str>, &'a Category)>) {
    above.push(&category.name);
    if !category.entries.is_empty() {
        // Within its theme an aspect needs no repetition of the theme's name.
        let path = if above.len() > 1 { &above[1..] } else { &above[..] };
        found.push((path.to_vec(), category));
    }
    category.children.iter().for_each(|child| gather(child, above, found));
    above.pop();
}

fn aspect(name: &str, path: &[&str], category: &Category) -> String {
    let says = if category.definition.is_empty() { path.join(", ") } else { category.definition.clone() };
    let valence = if path.iter().any(|name| praises(name)) { "strength" } else { "weakness" };
    let entries: Vec<String> = category.entries.iter().map(|entry| format!("  {},\n", quoted(entry))).collect();
    format!(
        "[[codebook.aspect]]\nname = {}\nsays = {}\nvalence = \"{valence}\"\nwords = [\n{}]\n\n",
        quoted(name),
        quoted(says.lines().next().unwrap_or_default()),
        entries.concat()
    )
}

/// Whether a category's name calls what it holds good.
fn praises(name: &str) -> bool {
    let words = name.split(|c: char| !c.is_alphanumeric()).map(normal_form);
    words.filter(|word| !word.is_empty()).any(|word| PRAISE.entries().any(|entry| stem(entry) == stem(&word)))
}

/// Names given so far.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    /// `written` as lower-case words joined by hyphens, with a number if that is taken.
    fn unused(&mut self, written: &str, otherwise: &str) -> String {
        let lower = normal_form(written);
        let words = lower.split(|c: char| !c.is_lowercase() && !c.is_ascii_digit()).filter(|word| !word.is_empty());
        let name = words.collect::<Vec<_>>().join("-");
        let name = if name.is_empty() { otherwise.to_owned() } else { name };
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|it| !self.0.contains(it)).unwrap_or(name);
        self.0.insert(free.clone());
        free
    }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    ::toml::Value::String(text.to_owned()).to_string()
}
