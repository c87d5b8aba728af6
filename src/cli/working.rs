//! The analyst's working files of `analyse`: anonymised, not group-guarded.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::output::Folder;
use super::progress::Progress;
use crate::anonymise::{Anonymised, Masked};
use crate::coded::Coded;
use crate::error::{Error, Result};
use crate::findings::{Findings, Limits};
use crate::lexicons;
use crate::pipeline::{self, Settings, WorkingFiles};
use crate::read::Source;
use crate::render::same;
use crate::transcript::SessionKind;

/// Where the copies stand in the folder.
const TRANSCRIPTS: &str = "transcripts";

/// Writes `comments.jsonl` and `transcripts/` as a run goes on, and `audit.json` at its end.
pub(super) struct Working<'a> {
    folder: &'a Folder,
    paths: &'a [PathBuf],
    progress: &'a Progress,
    /// Only the audit is kept, for findings that go round.
    publish: bool,
    comments: Option<BufWriter<File>>,
    copy: Option<(usize, BufWriter<File>)>,
    read: Vec<Read>,
    masked: BTreeMap<&'static str, usize>,
    flagged: usize,
}

/// What was read from one file, for the audit.
#[derive(Serialize)]
struct Read {
    name: String,
    kind: &'static str,
    comments: usize,
}

/// What was done, without a name in it.
#[derive(Serialize)]
struct Audit<'a> {
    program: &'static str,
    version: &'static str,
    handling: &'static str,
    read: &'a [Read],
    notices: usize,
    masked: &'a BTreeMap<&'static str, usize>,
    flagged: usize,
    settings: AuditSettings,
    lexicons: BTreeMap<&'static str, &'static str>,
}

#[derive(Serialize)]
struct AuditSettings {
    people_behind_a_figure: usize,
    people_behind_a_quotation_of_a_group: usize,
    people_on_the_roster: usize,
    words_kept: usize,
    codebooks: Vec<String>,
}

impl<'a> Working<'a> {
    pub(super) fn new(folder: &'a Folder, paths: &'a [PathBuf], publish: bool, progress: &'a Progress) -> Self {
        Working {
            folder,
            paths,
            progress,
            publish,
            comments: None,
            copy: None,
            read: Vec::new(),
            masked: BTreeMap::new(),
            flagged: 0,
        }
    }

    /// Closes the files and writes the audit.
    pub(super) fn finish(mut self, settings: &Settings, sources: &[Source]) -> Result<()> {
        for file in [self.comments.take(), self.copy.take().map(|(_, file)| file)].into_iter().flatten() {
            self.close(file)?;
        }
        let audit = Audit {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            handling: "comments.jsonl, transcripts/ and tally.json are anonymised working files for the analyst: \
                       small groups are not protected in them",
            read: &self.read,
            notices: sources.iter().map(|source| source.notices().len()).sum(),
            masked: &self.masked,
            flagged: self.flagged,
            settings: AuditSettings {
                people_behind_a_figure: settings.limits.figure,
                people_behind_a_quotation_of_a_group: settings.limits.quotation,
                people_on_the_roster: settings.roster.len(),
                words_kept: settings.keep.len(),
                codebooks: settings.coder.codebooks.books().iter().map(|book| book.theme.clone()).collect(),
            },
            lexicons: lexicons::all().filter_map(|file| Some((file.path, file.header("version")?))).collect(),
        };
        let mut written = serde_json::to_vec_pretty(&audit).expect("an audit holds strings and whole numbers");
        written.push(b'\n');
        self.folder.write("audit.json", &written)
    }

    fn close(&self, mut file: BufWriter<File>) -> Result<()> {
        file.flush().map_err(|cause| self.failed(&cause))
    }

    fn failed(&self, cause: &std::io::Error) -> Error {
        Error::file(self.folder.target(), "write into", cause)
    }

    /// The file that the copies of source number `source` go to; its name holds nobody's name either.
    fn copy_of(&mut self, source: usize, session: &str) -> Result<&mut BufWriter<File>> {
        if self.copy.as_ref().is_none_or(|(open, _)| *open != source) {
            if let Some((_, file)) = self.copy.take() {
                self.close(file)?;
            }
            let name = copy_name(session, &self.paths[source]);
            let file = self.folder.create(&format!("{TRANSCRIPTS}/{name}"))?;
            self.copy = Some((source, file));
        }
        Ok(&mut self.copy.as_mut().expect("it was opened above").1)
    }

    fn note(&mut self, source: usize, anonymised: &Anonymised) {
        if self.read.len() <= source {
            let kind = match anonymised.kind() {
                SessionKind::FocusGroup => "focus group",
                SessionKind::Survey => "survey",
            };
            self.read.push(Read { name: anonymised.session().to_owned(), kind, comments: 0 });
        }
        self.read[source].comments += anonymised.turns().len();
        for (kind, masked) in anonymised.masks_by_kind() {
            *self.masked.entry(kind.name()).or_default() += masked;
        }
        self.flagged += anonymised.turns().iter().map(|turn| turn.flags.len()).sum::<usize>();
    }
}

impl WorkingFiles for Working<'_> {
    fn tally(&mut self, limits: Limits, masked: &Masked, findings: &Findings) -> Result<()> {
        if self.publish {
            return Ok(());
        }
        self.folder.write("tally.json", &findings.kept(limits, masked))
    }

    fn copy(&mut self, source: usize, anonymised: &Anonymised) -> Result<()> {
        self.note(source, anonymised);
        if self.publish {
            return Ok(());
        }
        let written = same::write(anonymised, self.copy_of(source, anonymised.session())?);
        written.map_err(|cause| self.failed(&cause))
    }

    fn comments(&mut self, coded: &Coded) -> Result<()> {
        self.progress.add(coded.comments().len());
        if self.publish {
            return Ok(());
        }
        let mut file = match self.comments.take() {
            Some(file) => file,
            None => self.folder.create("comments.jsonl")?,
        };
        file.write_all(&pipeline::rows(coded)).map_err(|cause| self.failed(&cause))?;
        self.comments = Some(file);
        Ok(())
    }
}

/// The name of the anonymised copy of `path`, whose session goes by `session` after anonymising.
pub(super) fn copy_name(session: &str, path: &Path) -> String {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or("txt");
    // Rows bring session names of their own, several to a file.
    let stem = path.file_stem().and_then(OsStr::to_str).filter(|_| ending == "jsonl");
    format!("{}.{ending}", stem.unwrap_or(session))
}
