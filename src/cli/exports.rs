//! The working files of `analyse` that other tools open: `comments.xlsx`, `coded.qdpx` and `codebook.qdc`.

use std::fs::File;
use std::io;
use std::path::PathBuf;

use super::output::Folder;
use crate::coded::Coded;
use crate::error::{Error, Result};
use crate::export::{self, MakeStore, Project, Table};
use crate::themes::Codebooks;

/// Bytes of a part of a project that are kept in memory before they go to disk, inside the folder being filled.
const IN_MEMORY: usize = 1 << 20;

/// What is asked for, while it is filled.
pub(super) struct Exports<'a> {
    folder: &'a Folder,
    codebooks: &'a Codebooks,
    table: Option<Table>,
    project: Option<Project<'a, File>>,
}

impl<'a> Exports<'a> {
    /// Nothing so far.
    pub(super) fn new(folder: &'a Folder, codebooks: &'a Codebooks) -> Self {
        Exports { folder, codebooks, table: None, project: None }
    }

    /// With `comments.xlsx`, if wanted.
    pub(super) fn workbook(mut self, wanted: bool) -> Self {
        self.table = wanted.then(|| Table::new(self.codebooks));
        self
    }

    /// With `coded.qdpx`, if wanted.
    pub(super) fn project(mut self, wanted: bool) -> Result<Self> {
        if wanted {
            let file = self.folder.create_file("coded.qdpx")?;
            let staging: PathBuf = self.folder.staging().to_owned();
            let store: MakeStore<'a> =
                Box::new(move || Box::new(tempfile::spooled_tempfile_in(IN_MEMORY, staging.clone())));
            self.project = Some(Project::new(self.codebooks, file, store));
        }
        Ok(self)
    }

    /// With `codebook.qdc`, if wanted.
    pub(super) fn codebook(self, wanted: bool) -> Result<Self> {
        if wanted {
            self.folder.write("codebook.qdc", export::codebook(self.codebooks).as_bytes())?;
        }
        Ok(self)
    }

    /// Adds one session, or the next batch of a survey.
    pub(super) fn add(&mut self, coded: &Coded) -> Result<()> {
        let added = self.table.as_mut().map_or(Ok(()), |table| table.add(coded));
        let added = added.and_then(|()| self.project.as_mut().map_or(Ok(()), |project| project.add(coded)));
        added.map_err(|cause| self.failed(&cause))
    }

    /// Closes the files.
    pub(super) fn finish(mut self) -> Result<()> {
        if let Some(table) = self.table.take() {
            let file = self.folder.create_file("comments.xlsx")?;
            table.finish(file).map_err(|cause| self.failed(&cause))?;
        }
        if let Some(project) = self.project.take() {
            project.finish().map_err(|cause| self.failed(&cause))?;
        }
        Ok(())
    }

    fn failed(&self, cause: &io::Error) -> Error {
        Error::file(self.folder.target(), "write into", cause)
    }
}
