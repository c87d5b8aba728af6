//! A file being read: where it is, what its turns are called after, and what the user should know of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::Notice;
use crate::transcript::{Level, Speaker};

/// A file being read.
pub(super) struct File {
    pub(super) path: PathBuf,
    /// The name without its ending.
    pub(super) stem: String,
    pub(super) notices: Vec<Notice>,
    /// What the file is, for `inspect` and the audit.
    pub(super) format: &'static str,
    /// Lines that are nobody's words.
    pub(super) dropped: Vec<Dropped>,
    /// People the file lists as present; a speaker may be among them.
    pub(super) present: Vec<Speaker>,
    /// How closely the file says that it keeps to what was said.
    pub(super) stated: Option<Level>,
}

/// A line that was left out because nobody says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dropped {
    /// The line in the file, from 1; in a document the line of text.
    pub line: usize,
    /// By which rule.
    pub rule: &'static str,
}

impl File {
    pub(super) fn new(path: &Path) -> Self {
        let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        File {
            path: path.to_owned(),
            stem,
            notices: Vec::new(),
            format: "",
            dropped: Vec::new(),
            present: Vec::new(),
            stated: None,
        }
    }

    /// Notes something about a line.
    pub(super) fn note(&mut self, line: usize, what: impl Into<String>) {
        self.notices.push(Notice { path: self.path.clone(), line: Some(line), what: what.into() });
    }

    /// Notes something about the whole file.
    pub(super) fn note_all(&mut self, what: impl Into<String>) {
        self.notices.push(Notice { path: self.path.clone(), line: None, what: what.into() });
    }

    /// Leaves a line out.
    pub(super) fn drop(&mut self, line: usize, rule: &'static str) {
        self.dropped.push(Dropped { line, rule });
    }

    /// Notes how many lines were left out by which rule, the first line of each.
    pub(super) fn note_dropped(&mut self) {
        let mut by_rule: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
        for dropped in &self.dropped {
            by_rule.entry(dropped.rule).or_insert((dropped.line, 0)).1 += 1;
        }
        let mut rules: Vec<_> = by_rule.into_iter().collect();
        rules.sort_by_key(|(_, (first, _))| *first);
        for (rule, (first, times)) in rules {
            self.note(first, format!("{} left out: {rule}", counted(times, "line")));
        }
    }
}

/// `1 line`, `2 lines`.
pub(super) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
