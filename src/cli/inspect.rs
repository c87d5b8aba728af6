//! `inspect`: how files are read, so that a user can see why one was read the way it was.
//!
//! It shows formats, numbers and pseudonyms, and never a word of a file.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::options::{Coding, People, Reading};
use super::working::by_rule;
use super::{Exit, files_in, open, stdout, tell};
use crate::anonymise::Anonymised;
use crate::error::{Error, Result};
use crate::findings::Limits;
use crate::pipeline::{self, Settings};
use crate::read::{Source, SurveyReport};
use crate::transcript::{Level, SessionKind};

/// Show how files are read: format, encoding, speakers as pseudonyms with their turns, lines left out and by which
/// rule, how closely a transcript keeps to what was said, and what each column of a survey was taken for.
///
/// A column taken for the wrong thing is put right with `--column NAME=KIND`, or in `undertone.toml`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Transcripts and survey exports, or folders of them
    #[arg(required = true, value_name = "FILE|DIR")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    people: People,

    #[command(flatten)]
    reading: Reading,

    /// Give one JSON object a file
    #[arg(long)]
    json: bool,
}

/// How one file was read.
#[derive(Default, Serialize)]
pub(super) struct View {
    file: String,
    kind: &'static str,
    format: &'static str,
    encoding: Option<&'static str>,
    byte_order_mark: bool,
    comments: usize,
    /// Turns by pseudonym; a moderator's is called so. For surveys only how many people answered.
    speakers: BTreeMap<String, usize>,
    people: usize,
    unlabelled: usize,
    verbatim: Option<&'static str>,
    verbatim_stated: bool,
    fillers_and_false_starts_in_1000_words: u64,
    /// Lines that nobody says, by rule.
    dropped: BTreeMap<&'static str, Vec<usize>>,
    /// How a survey was understood: its dialect, where its headings stand, and every column with its kind and why.
    survey: Option<SurveyReport>,
    notices: Vec<String>,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let settings = args.people.settings(Some(&Coding::default()), Limits::default())?;
    let (paths, passed_over) = files_in(&args.files, &args.people)?;
    let mut sources = open(&paths, &settings, &args.reading)?;
    let views = views(&settings, &paths, &mut sources)?;
    let mut out = stdout();
    let written = views.iter().try_for_each(|view| {
        if args.json {
            let line = serde_json::to_string(view).expect("a view holds strings and whole numbers");
            writeln!(out, "{line}")
        } else {
            out.write_all(view.told().as_bytes())
        }
    });
    written.and_then(|()| out.flush()).map_err(|cause| Error::output(&cause))?;
    tell(&passed_over);
    Ok(Exit::for_rows(&sources))
}

/// How every file is read; they are anonymised on the way, so that speakers have pseudonyms.
fn views(settings: &Settings, paths: &[PathBuf], sources: &mut [Source]) -> Result<Vec<View>> {
    let mut views: Vec<View> = paths.iter().map(|_| View::default()).collect();
    pipeline::anonymise(settings, sources, |source, anonymised| {
        views[source].add(anonymised);
        Ok(())
    })?;
    for ((view, path), source) in views.iter_mut().zip(paths).zip(sources.iter()) {
        view.finish(path, source);
    }
    Ok(views)
}

impl View {
    /// Takes in a session, or a batch of a survey.
    pub(super) fn add(&mut self, anonymised: &Anonymised) {
        let talk = anonymised.kind() == SessionKind::FocusGroup;
        self.kind = if talk { "focus group" } else { "survey" };
        self.comments += anonymised.turns().len();
        self.people += anonymised.labels().len();
        for turn in anonymised.turns() {
            match &turn.speaker {
                None => self.unlabelled += 1,
                Some(speaker) if talk => *self.speakers.entry(speaker.clone()).or_default() += 1,
                Some(_) => {}
            }
        }
        let verbatim = anonymised.verbatim();
        self.verbatim = verbatim.level().map(Level::name);
        self.verbatim_stated = verbatim.stated.is_some();
        self.fillers_and_false_starts_in_1000_words = verbatim.left_per_thousand();
    }

    /// Takes in what the reader knows once it is at the end.
    pub(super) fn finish(&mut self, path: &Path, source: &Source) {
        self.file = path.display().to_string();
        self.format = source.format();
        self.encoding = source.spelling().map(|it| it.encoding);
        self.byte_order_mark = source.spelling().is_some_and(|it| it.mark);
        self.dropped = by_rule(source.dropped());
        let told = |it: &crate::error::Notice| match it.line {
            Some(line) => format!("line {line}: {}", it.what),
            None => it.what.clone(),
        };
        // What was left out is told by line already.
        let news = source.notices().iter().filter(|it| !self.dropped.keys().any(|rule| it.what.ends_with(rule)));
        self.notices = news.map(told).collect();
        self.survey = source.survey().cloned();
    }

    /// The view for people.
    pub(super) fn told(&self) -> String {
        let mut told = vec![self.file.clone()];
        let mut tell = |what: &str, how: String| told.push(format!("  {what:<12} {how}"));
        tell("format", format!("{}, read as a {}", self.format, self.kind));
        if let Some(encoding) = self.encoding {
            let mark = if self.byte_order_mark { ", with a byte-order mark" } else { "" };
            tell("encoding", format!("{encoding}{mark}"));
        }
        tell("comments", format!("{}, of {} people", self.comments, self.people));
        for (speaker, turns) in &self.speakers {
            tell("", format!("{speaker:<20} {turns}"));
        }
        if self.unlabelled > 0 {
            tell("", format!("{:<20} {}", "(nobody named)", self.unlabelled));
        }
        if self.kind == "focus group" {
            tell("verbatim", self.verbatim());
        }
        for (rule, lines) in &self.dropped {
            let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
            tell("left out", format!("{rule}: line {}", lines.join(", ")));
        }
        if let Some(survey) = &self.survey {
            columns(survey, &mut tell);
        }
        for notice in &self.notices {
            tell("note", notice.clone());
        }
        told.join("\n") + "\n"
    }

    fn verbatim(&self) -> String {
        let left = self.fillers_and_false_starts_in_1000_words;
        let why = if self.verbatim_stated {
            "as the file says".to_owned()
        } else {
            format!("{left} fillers and false starts in 1,000 words")
        };
        match self.verbatim {
            Some("clean") => format!("clean ({why}): hedges may have gone with the fillers"),
            Some(level) => format!("{level} ({why})"),
            None => "too short to tell".to_owned(),
        }
    }
}

/// What is known of a survey's columns, for people.
fn columns(survey: &SurveyReport, tell: &mut impl FnMut(&str, String)) {
    let delimiter = match survey.delimiter {
        Some('\t') => "parted by tabs, ".to_owned(),
        Some(delimiter) => format!("parted by `{delimiter}`, "),
        None => String::new(),
    };
    let rows = if survey.heading_rows == 1 { "row" } else { "rows" };
    tell("table", format!("{delimiter}{} {rows} of headings from line {}", survey.heading_rows, survey.headings_on));
    for it in &survey.columns {
        let heading = it.heading.as_ref().map(|it| format!(" `{it}`")).unwrap_or_default();
        tell("column", format!("{:<3} {:<12} {}{heading}", it.column, it.kind, it.why));
    }
    let counts = [
        (survey.placeholders, "answers such as `n/a`, `-` or `none`, which count as answered"),
        (survey.previews, "rows of previews or tests left out"),
        (survey.unfinished, "rows of unfinished answers left out"),
        (survey.misfits, "rows that do not fit the headings left out"),
    ];
    for (number, what) in counts.into_iter().filter(|(number, _)| *number > 0) {
        tell("", format!("{number} {what}"));
    }
}
