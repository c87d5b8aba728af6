//! What a run survives, and the user should know.

use std::fmt;
use std::path::PathBuf;

/// Something the user should know, though the run goes on: where, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// The file it is about.
    pub path: PathBuf,
    /// The line in that file, from 1, where there is one.
    pub line: Option<usize>,
    /// What was noticed, without a word that anybody said.
    pub what: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path.display(), self.what),
            None => write!(f, "{}: {}", self.path.display(), self.what),
        }
    }
}
