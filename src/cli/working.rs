//! The analyst's working files of `analyse`: anonymised, not group-guarded.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::disclosures::{self, Disclosures};
use super::exports::Exports;
use super::inspect::View;
use super::output::Folder;
use super::progress::Progress;
use super::review::{Counts, Table};
use crate::anonymise::{Anonymised, Masked, Naming};
use crate::coded::Coded;
use crate::error::{Error, Result};
use crate::findings::{Findings, Limits};
use crate::lexicons;
use crate::pipeline::{self, Settings, WorkingFiles};
use crate::read::{Dropped, Source, SurveyReport};
use crate::render::same::Copy;
use crate::transcript::{Level, SessionKind};

/// The table of doubtful stretches.
pub(super) const REVIEW: &str = "review.csv";

/// Where the copies stand in the folder.
const TRANSCRIPTS: &str = "transcripts";

/// Writes `comments.jsonl` and `transcripts/` as a run goes on, and `audit.json` at its end.
pub(super) struct Working<'a> {
    folder: &'a Folder,
    paths: &'a [PathBuf],
    progress: &'a Progress,
    /// Only the audit is kept, for findings that go round.
    publish: bool,
    /// Whether the comments show the reasons of their scores.
    explain: bool,
    comments: Option<BufWriter<File>>,
    copy: Option<(usize, Copy<BufWriter<File>>)>,
    /// What other tools open.
    exports: Exports<'a>,
    read: Vec<Read>,
    views: Vec<View>,
    masked: BTreeMap<&'static str, usize>,
    flagged: usize,
    naming: &'a Naming,
    doubtful: Table<Box<dyn Write>>,
    disclosures: Disclosures,
}

/// What was read from one file, for the audit.
#[derive(Serialize)]
struct Read {
    name: String,
    kind: &'static str,
    comments: usize,
    format: &'static str,
    /// The text's encoding; for archives, whose parts are decoded one by one, always this one.
    encoding: &'static str,
    byte_order_mark: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    survey: Option<SurveyReport>,
    verbatim: Option<&'static str>,
    fillers_and_false_starts_in_1000_words: u64,
    /// Lines that nobody says, by rule.
    dropped: BTreeMap<&'static str, Vec<usize>>,
}

/// The numbers of dropped lines, by rule.
pub(super) fn by_rule(dropped: &[Dropped]) -> BTreeMap<&'static str, Vec<usize>> {
    let mut rules: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
    for line in dropped {
        rules.entry(line.rule).or_default().push(line.line);
    }
    rules
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
    review: Counts,
    settings: AuditSettings,
    lexicons: BTreeMap<&'static str, &'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    second_opinion: Option<SecondAsked>,
}

/// How often somebody else was asked about names.
#[derive(Serialize)]
struct SecondAsked {
    sentences: usize,
    asked: usize,
}

#[derive(Serialize)]
struct AuditSettings {
    people_behind_a_figure: usize,
    people_behind_a_quotation_of_a_group: usize,
    people_on_the_roster: usize,
    words_kept: usize,
    codebooks: Vec<String>,
    pseudonym_key: bool,
    doubtful_masked: bool,
}

impl<'a> Working<'a> {
    pub(super) fn new(
        folder: &'a Folder,
        paths: &'a [PathBuf],
        publish: bool,
        progress: &'a Progress,
        naming: &'a Naming,
        exports: Exports<'a>,
    ) -> Result<Self> {
        let table: Box<dyn Write> = if publish { Box::new(io::sink()) } else { Box::new(folder.create(REVIEW)?) };
        let doubtful = Table::new(table).map_err(|cause| Error::file(folder.target(), "write into", &cause))?;
        Ok(Working {
            folder,
            paths,
            progress,
            publish,
            explain: false,
            comments: None,
            copy: None,
            exports,
            read: Vec::new(),
            views: Vec::new(),
            masked: BTreeMap::new(),
            flagged: 0,
            disclosures: Disclosures::default(),
            naming,
            doubtful,
        })
    }

    /// The same, showing the reasons of scores or not.
    pub(super) fn explaining(self, explain: bool) -> Self {
        Working { explain, ..self }
    }

    /// Writes which comments need somebody's care, and says how many those are.
    pub(super) fn disclose(&self, recipient: Option<&str>) -> Result<usize> {
        if let Some(csv) = self.disclosures.csv(recipient).filter(|_| !self.publish) {
            self.folder.write(disclosures::FILE, &csv)?;
        }
        Ok(self.disclosures.comments())
    }

    /// Says which files go by other names here than outside.
    pub(super) fn new_names(&self) -> Vec<String> {
        let read = self.read.iter().enumerate();
        read.filter_map(|(source, read)| renamed(&read.name, source, self.paths)).collect()
    }

    /// Closes the files and writes the audit; tells how every file was read, and how much was doubtful.
    pub(super) fn finish(mut self, settings: &Settings, sources: &[Source]) -> Result<(Vec<View>, Counts)> {
        if let Some(file) = self.comments.take() {
            self.close(file)?;
        }
        self.close_copy()?;
        self.exports.finish()?;
        for (read, source) in self.read.iter_mut().zip(sources) {
            read.format = source.format();
            read.dropped = by_rule(source.dropped());
            if let Some(spelling) = source.spelling() {
                (read.encoding, read.byte_order_mark) = (spelling.encoding, spelling.mark);
            }
            read.survey = source.survey().cloned();
        }
        let target = self.folder.target();
        let finished = self
            .doubtful
            .finish(&settings.naming.decisions)
            .and_then(|(mut table, counts)| table.flush().map(|()| counts));
        let doubtful = finished.map_err(|cause| Error::file(target, "write into", &cause))?;
        let audit = Audit {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            handling: "comments.*, coded.qdpx, review.csv, tally.json and transcripts/ are anonymised working files for the analyst: \
                       small groups are not protected in them",
            read: &self.read,
            notices: sources.iter().map(|source| source.notices().len()).sum(),
            masked: &self.masked,
            flagged: self.flagged,
            review: doubtful,
            settings: AuditSettings {
                people_behind_a_figure: settings.limits.figure,
                people_behind_a_quotation_of_a_group: settings.limits.quotation,
                people_on_the_roster: settings.roster.len(),
                words_kept: settings.keep.len(),
                codebooks: settings.coder.codebooks.books().iter().map(|book| book.theme.clone()).collect(),
                pseudonym_key: settings.naming.key.is_some(),
                doubtful_masked: settings.naming.strict,
            },
            lexicons: lexicons::all().filter_map(|file| Some((file.path, file.header("version")?))).collect(),
            second_opinion: settings
                .second
                .as_ref()
                .map(|it| SecondAsked { sentences: it.sentences(), asked: it.asked() }),
        };
        let mut written = serde_json::to_vec_pretty(&audit).expect("an audit holds strings and whole numbers");
        written.push(b'\n');
        self.folder.write("audit.json", &written)?;
        for ((view, path), source) in self.views.iter_mut().zip(self.paths).zip(sources) {
            view.finish(path, source);
        }
        Ok((self.views, doubtful))
    }

    fn close(&self, mut file: BufWriter<File>) -> Result<()> {
        file.flush().map_err(|cause| self.failed(&cause))
    }

    fn close_copy(&mut self) -> Result<()> {
        match self.copy.take() {
            Some((_, copy)) => copy.finish().map(drop).map_err(|cause| self.failed(&cause)),
            None => Ok(()),
        }
    }

    fn failed(&self, cause: &std::io::Error) -> Error {
        Error::file(self.folder.target(), "write into", cause)
    }

    /// The file that the copies of source number `source` go to; its name holds nobody's name either.
    fn copy_of(&mut self, source: usize, session: &str) -> Result<&mut Copy<BufWriter<File>>> {
        if self.copy.as_ref().is_none_or(|(open, _)| *open != source) {
            self.close_copy()?;
            let name = copy_name(session, &self.paths[source]);
            let file = self.folder.create(&format!("{TRANSCRIPTS}/{name}"))?;
            self.copy = Some((source, Copy::new(file)));
        }
        Ok(&mut self.copy.as_mut().expect("it was opened above").1)
    }

    fn note(&mut self, source: usize, anonymised: &Anonymised) {
        if self.read.len() <= source {
            let kind = match anonymised.kind() {
                SessionKind::FocusGroup => "focus group",
                SessionKind::Survey => "survey",
            };
            let name = anonymised.session().to_owned();
            let verbatim = anonymised.verbatim();
            self.read.push(Read {
                name,
                kind,
                comments: 0,
                format: "",
                encoding: "UTF-8",
                byte_order_mark: false,
                verbatim: verbatim.level().map(Level::name),
                fillers_and_false_starts_in_1000_words: verbatim.left_per_thousand(),
                dropped: BTreeMap::new(),
                survey: None,
            });
        }
        if self.views.len() <= source {
            self.views.push(View::default());
        }
        self.views[source].add(anonymised);
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
        self.doubtful.add(anonymised, &self.naming.decisions).map_err(|cause| self.failed(&cause))?;
        if self.publish {
            return Ok(());
        }
        let written = self.copy_of(source, anonymised.session())?.add(anonymised);
        written.map_err(|cause| self.failed(&cause))
    }

    fn comments(&mut self, coded: &Coded) -> Result<()> {
        self.progress.add(coded.comments().len());
        self.disclosures.note(coded);
        if self.publish {
            return Ok(());
        }
        let mut file = match self.comments.take() {
            Some(file) => file,
            None => self.folder.create("comments.jsonl")?,
        };
        let rows = if self.explain { pipeline::rows_explained(coded) } else { pipeline::rows(coded) };
        file.write_all(&rows).map_err(|cause| self.failed(&cause))?;
        self.comments = Some(file);
        self.exports.add(coded)?;
        Ok(())
    }
}

/// Says that the copy of source number `source` goes by another name than its file, which holds somebody's; the file is
/// told by its number among those given.
pub(super) fn renamed(session: &str, source: usize, paths: &[PathBuf]) -> Option<String> {
    let name = copy_name(session, &paths[source]);
    let same = Path::new(&name).file_stem() == paths[source].file_stem();
    let told =
        || format!("file {} of {} goes by the name `{name}`: its own may hold somebody's", source + 1, paths.len());
    (!same).then(told)
}

/// The name of the anonymised copy of `path`, whose session goes by `session` after anonymising.
pub(super) fn copy_name(session: &str, path: &Path) -> String {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or("txt");
    // Workbooks of every kind come back as the one kind that all programs read.
    let ending = if matches!(ending.to_lowercase().as_str(), "ods" | "xlsm" | "xltx") { "xlsx" } else { ending };
    // Rows bring session names of their own, several to a file.
    let stem = path.file_stem().and_then(OsStr::to_str).filter(|_| ending == "jsonl");
    format!("{}.{ending}", stem.unwrap_or(session))
}
