//! The words the program goes by: data under `lexicons/`, embedded, each file with its origin.
//!
//! A text list opens with four lines `# what:`, `# source:`, `# licence:`, `# version:`; a TOML file has keys of
//! these names. Other modules ask for lists by meaning, never by path.

mod asking;
pub(crate) mod assent;
mod beside;
mod called;
mod identifiers;
mod lists;
mod neighbours;
mod people;
pub(crate) mod read;
pub(crate) mod report;
pub(crate) mod themes;
mod words;

pub(crate) use asking::asking;
pub(crate) use beside::beside;
pub(crate) use called::{MOST_WORDS, Whose, called_before, called_behind};
pub(crate) use identifiers::{
    asked_for, circumstance_rules, circumstances, circumstances_told, days_of, disclosures, has_number,
    is_spelling_word, months, ordinary_talk, public_head, street_end,
};
pub(crate) use lists::Is;
pub(crate) use neighbours::neighbours;
pub(crate) use people::{
    Facts, facts, is_full_name, names_nobody, other_forms, pieces, same_forms, says_yes_or_no, seconds,
};
pub(crate) use words::Words;

/// Which parts of a judge have a say; for measuring what each is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// The cue lists alone.
    Cues,
    /// The learned part alone.
    Learned,
    /// Both, as shipped.
    Both,
}

impl Parts {
    /// Each with its name for a reader.
    pub(crate) const ALL: [(Parts, &'static str); 3] =
        [(Parts::Cues, "cue lists alone"), (Parts::Learned, "learned part alone"), (Parts::Both, "both")];
}

/// One embedded file of `lexicons/`.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    /// Its path below `lexicons/`.
    pub path: &'static str,
    /// Its text, header included; of a list that is packed at build time only the header.
    pub text: &'static str,
}

impl Embedded {
    /// The entries of a text list: every line that is neither empty nor a `#` comment.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &'static str> {
        self.text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
    }

    /// A header value: `what`, `source`, `licence` or `version`.
    pub fn header(&self, key: &str) -> Option<&'static str> {
        self.text.lines().take(12).find_map(|line| {
            let line = line.trim_start_matches('#').trim_start();
            let value = line.strip_prefix(key)?.trim_start();
            let value = value.strip_prefix([':', '='])?.trim();
            Some(value.trim_matches('"'))
        })
    }
}

/// Every embedded file, for the audit and the tests.
pub fn all() -> impl Iterator<Item = &'static Embedded> {
    people::FILES
        .iter()
        .chain(identifiers::FILES)
        .chain(asking::FILES)
        .chain(beside::FILES)
        .chain(called::FILES)
        .chain(neighbours::FILES)
        .chain(themes::FILES)
        .chain(assent::FILES)
        .chain(read::FILES)
        .chain(report::FILES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_says_where_it_came_from() {
        for file in all() {
            for key in ["what", "source", "licence", "version"] {
                assert!(file.header(key).is_some_and(|value| !value.is_empty()), "{}: no `{key}`", file.path);
            }
        }
    }

    /// The whole file, also where only its header is embedded.
    #[expect(clippy::disallowed_methods, reason = "the test reads the lists as they were written")]
    fn written(file: &Embedded) -> String {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons").join(file.path);
        std::fs::read_to_string(path).unwrap()
    }

    #[test]
    fn lists_are_sorted_and_unique() {
        let is_toml =
            |file: &Embedded| std::path::Path::new(file.path).extension().is_some_and(|ending| ending == "toml");
        for file in all().filter(|file| !is_toml(file)) {
            let text = written(file);
            let entries = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
            let entries: Vec<&str> = entries.map(|line| line.split('\t').next().unwrap_or(line)).collect();
            assert!(!entries.is_empty(), "{} is empty", file.path);
            for pair in entries.windows(2) {
                assert!(pair[0] < pair[1], "{}: `{}` does not belong after `{}`", file.path, pair[1], pair[0]);
            }
        }
    }
}
