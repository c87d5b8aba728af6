//! A file being read: where it is, what its turns are called after, and what the user should know of it.

use std::path::{Path, PathBuf};

use crate::error::Notice;

/// A file being read.
pub(super) struct File {
    pub(super) path: PathBuf,
    /// The name without its ending.
    pub(super) stem: String,
    pub(super) notices: Vec<Notice>,
}

impl File {
    pub(super) fn new(path: &Path) -> Self {
        let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        File { path: path.to_owned(), stem, notices: Vec::new() }
    }

    /// Notes something about a line.
    pub(super) fn note(&mut self, line: usize, what: impl Into<String>) {
        self.notices.push(Notice { path: self.path.clone(), line: Some(line), what: what.into() });
    }

    /// Notes something about the whole file.
    pub(super) fn note_all(&mut self, what: impl Into<String>) {
        self.notices.push(Notice { path: self.path.clone(), line: None, what: what.into() });
    }
}

/// `1 line`, `2 lines`.
pub(super) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
