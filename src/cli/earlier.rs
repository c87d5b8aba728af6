//! The history of a project: read before a report is made, and written when it is.

use std::path::{Path, PathBuf};

use super::output::Single;
use crate::error::{Error, ErrorKind, Result};
use crate::findings::{Entry, History};

/// Earlier reports of the project.
#[derive(clap::Args, Debug)]
pub(super) struct Earlier {
    /// File that remembers what earlier reports of the project published, so that two cannot be subtracted from each
    /// other; made if it does not exist, and brought up to date with every report
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
}

/// The history in a file that has to be there.
pub(super) fn known(path: &Path) -> Result<History> {
    #[expect(clippy::disallowed_methods, reason = "the history is read here and nowhere else")]
    let file = std::fs::read(path).map_err(|cause| Error::file(path, "read", &cause))?;
    History::read(&file).ok_or_else(|| ErrorKind::NotOurs { path: path.to_owned(), what: "history" }.into())
}

impl Earlier {
    /// What earlier reports published; nothing where there is no history yet.
    pub(super) fn read(&self) -> Result<History> {
        self.history.as_deref().filter(|path| path.exists()).map_or_else(|| Ok(History::default()), known)
    }

    /// Adds a report, in one step; before the report itself is put in its place, so that none can be forgotten.
    pub(super) fn remember(&self, history: &History, entry: &Entry) -> Result<()> {
        match &self.history {
            Some(path) => Single::prepare(path, true)?.write(&history.with(entry).written()),
            None => Ok(()),
        }
    }
}
