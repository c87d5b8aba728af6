//! Dictionaries and codebooks of other tools, rewritten as codebooks of our own.
//!
//! What cannot be carried over is listed with its line, never dropped in silence.

mod codebook;
mod decode;
mod lexicoder;
mod liwc;
#[cfg(test)]
mod tests;
mod toml;
mod wordstat;
mod yaml;
mod yoshikoder;

use std::collections::BTreeSet;
use std::path::Path;

use crate::error::{Error, ErrorKind, Notice, Result};

/// A category of a dictionary: entries, and the categories within it.
#[derive(Clone, Debug, Default)]
struct Category {
    name: String,
    definition: String,
    entries: Vec<String>,
    children: Vec<Category>,
}

/// What was read of a dictionary.
#[derive(Debug, Default)]
struct Dictionary {
    categories: Vec<Category>,
    /// Lines, where the format has them, with what was not carried over.
    skipped: Vec<(Option<usize>, String)>,
    /// Whether it had codes that are built in.
    had_ours: bool,
}

impl Dictionary {
    /// Leaves out the codes that this program writes into every codebook: it has them already.
    fn leave_out_ours(&mut self) {
        let ours: Vec<&str> = super::built_in_themes().chain(["Assent", "Reluctance"]).collect();
        let skipped = &mut self.skipped;
        let before = self.categories.len();
        self.categories.retain(|category| {
            let is_ours = ours.contains(&category.name.as_str());
            if is_ours {
                skipped.push((None, format!("code `{}` is built in, and is left out", category.name)));
            }
            !is_ours
        });
        self.had_ours = self.categories.len() < before;
    }
}

/// The programs whose files are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Maker {
    Liwc,
    LiwcTable,
    WordStat,
    Lexicoder,
    Yoshikoder,
    Yaml,
    RefiQda,
}

impl Maker {
    /// Told by the file's ending, and by how it begins where several programs share one.
    fn of(path: &Path, text: &str) -> Option<Maker> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        let is_xml = text.trim_start().starts_with('<');
        Some(match ending.as_str() {
            "dic" => Maker::Liwc,
            "dicx" => Maker::LiwcTable,
            "cat" => Maker::WordStat,
            "lcd" | "lc3" if is_xml => Maker::Yoshikoder,
            "lcd" | "lc3" => Maker::Lexicoder,
            "ykd" => Maker::Yoshikoder,
            "yml" | "yaml" => Maker::Yaml,
            "qdc" => Maker::RefiQda,
            _ => return None,
        })
    }

    const fn name(self) -> &'static str {
        match self {
            Maker::Liwc | Maker::LiwcTable => "LIWC dictionary",
            Maker::WordStat => "WordStat dictionary",
            Maker::Lexicoder => "Lexicoder dictionary",
            Maker::Yoshikoder => "Yoshikoder dictionary",
            Maker::Yaml => "YAML dictionary",
            Maker::RefiQda => "REFI-QDA codebook",
        }
    }

    fn read(self, text: &str) -> Result<Dictionary, (usize, &'static str)> {
        match self {
            Maker::Liwc => liwc::read(text),
            Maker::LiwcTable => liwc::read_table(text),
            Maker::WordStat => Ok(wordstat::read(text)),
            Maker::Lexicoder => lexicoder::read(text),
            Maker::Yoshikoder => yoshikoder::read(text),
            Maker::Yaml => yaml::read(text),
            Maker::RefiQda => codebook::read(text),
        }
    }
}

/// The file as a codebook of our own, with what could not be carried over; a codebook of our own stays as it is.
/// Themes are named otherwise than those that are `taken`. Empty, with notices, where all of it is built in.
pub(super) fn as_toml(path: &Path, bytes: &[u8], taken: &BTreeSet<String>) -> Result<(String, Vec<Notice>)> {
    let text = decode::decode(bytes);
    let Some(maker) = Maker::of(path, &text) else { return Ok((text.into_owned(), Vec::new())) };
    let wrong = |(line, what): (usize, &str)| -> Error {
        ErrorKind::Codebook { path: path.to_owned(), line, mistake: format!("no {}: {what}", maker.name()) }.into()
    };
    let mut dictionary = maker.read(&text).map_err(wrong)?;
    if maker == Maker::RefiQda && text.contains("origin=\"undertone") {
        dictionary.leave_out_ours();
    }
    dictionary.categories.iter_mut().for_each(|category| category.tidy(&mut dictionary.skipped));
    let written = toml::write(path, maker.name(), maker == Maker::RefiQda, &mut dictionary, taken);
    if written.is_empty() && !dictionary.had_ours {
        return Err(wrong((1, "it has no category with a word to look for")));
    }
    let notice = |(line, what)| Notice { path: path.to_owned(), line, what };
    Ok((written, dictionary.skipped.into_iter().map(notice).collect()))
}

impl Category {
    fn named(name: &str) -> Self {
        Category { name: name.trim().to_owned(), ..Category::default() }
    }

    /// Drops entries that no word list can look for, and says so.
    fn tidy(&mut self, skipped: &mut Vec<(Option<usize>, String)>) {
        let before = self.entries.len();
        self.entries.retain(|entry| super::wordlist::WordList::default().add(entry, 0).is_ok());
        self.entries.sort_unstable();
        self.entries.dedup();
        let marks = before - self.entries.len();
        if marks > 0 {
            let what =
                format!("category `{}`: {marks} entries are repeated or have no letter, and are left out", self.name);
            skipped.push((None, what));
        }
        self.children.iter_mut().for_each(|child| child.tidy(skipped));
    }
}

/// The last category `depth` levels down, or as far down as there is one.
fn last_at(categories: &mut [Category], depth: usize) -> Option<&mut Category> {
    let last = categories.last_mut()?;
    if depth == 0 || last.children.is_empty() { Some(last) } else { last_at(&mut last.children, depth - 1) }
}

/// Adds a category as the child of the last one at each of the `depth` levels above it.
fn add_at(categories: &mut Vec<Category>, depth: usize, category: Category) {
    match categories.last_mut() {
        Some(last) if depth > 0 => add_at(&mut last.children, depth - 1, category),
        _ => categories.push(category),
    }
}
