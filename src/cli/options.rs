//! Options that several commands share.

use std::path::PathBuf;

use clap::Args;

use super::tell;
use crate::anonymise::Naming;
use crate::assent::Scorer;
use crate::coded::Coder;
use crate::error::Result;
use crate::findings::Limits;
use crate::pipeline::Settings;
use crate::read::{self, Ids, Overrule};
use crate::themes::Codebooks;

/// Who is to be hidden, and what is not.
#[derive(Args, Debug)]
pub(super) struct People {
    /// CSV of who took part: `name`, and if known `aliases`, `role` (moderator or participant), `group`
    #[arg(long, value_name = "FILE")]
    pub(super) roster: Option<PathBuf>,

    /// Words or names to leave readable, separated by commas: your strategy's name, a public tool
    #[arg(long, value_name = "WORDS", value_delimiter = ',')]
    keep: Vec<String>,

    /// Put flagged circumstances more widely: "after my hip operation" as "after [health matter]"
    #[arg(long)]
    generalise: bool,

    /// Language of the transcripts
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = ["en"])]
    language: String,
}

/// How files are read.
#[derive(Args, Debug, Default)]
pub(super) struct Reading {
    /// What a column of a survey is, where the program takes it for something else (may repeat): its heading, letter or
    /// number, and one of identifying, id, group, closed, open, question, date, ignored
    #[arg(long, value_name = "NAME=KIND")]
    column: Vec<Overrule>,

    /// Columns of the project's `undertone.toml`, which need not be in every file
    #[arg(long, value_name = "NAME=KIND", hide = true)]
    project_column: Vec<Overrule>,

    /// What becomes of identifying columns of a survey in its copy
    #[arg(long, value_enum, default_value_t)]
    ids: Ids,

    /// What becomes of the times in copies of transcripts
    #[arg(long, value_name = "WHAT", value_enum, default_value = "keep")]
    times: Times,
}

/// What becomes of times.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Times {
    /// They stay
    #[default]
    Keep,
    /// The first becomes zero, the others keep their distance to it
    Shift,
    /// They go; captions and JSON, which need some, have zeros
    Drop,
}

impl Reading {
    /// As the readers take it.
    pub(super) fn options(&self) -> read::Options {
        let times = match self.times {
            Times::Keep => read::Times::Keep,
            Times::Shift => read::Times::Shift,
            Times::Drop => read::Times::Drop,
        };
        let columns = self.project_column.iter().chain(&self.column).cloned().collect();
        read::Options { columns, ids: self.ids, times }
    }

    /// From which place on columns were typed, and must be in one of the files.
    pub(super) fn typed_from(&self) -> usize {
        self.project_column.len()
    }
}

/// What comments are coded with.
#[derive(Args, Debug, Default)]
pub(super) struct Coding {
    /// Codebook of your own, or a LIWC, WordStat, Lexicoder, Yoshikoder, YAML or REFI-QDA file, used beside the three
    /// built-in themes (may repeat)
    #[arg(long, value_name = "FILE")]
    codebook: Vec<PathBuf>,
}

impl Coding {
    /// The built-in codebooks and the user's; what a dictionary loses on the way is told.
    pub(super) fn codebooks(&self) -> Result<Codebooks> {
        let (codebooks, notices) = Codebooks::with_notices(&self.codebook)?;
        tell(&notices);
        Ok(codebooks)
    }
}

impl People {
    /// Settings for a run; where nothing is coded there is no `coding`, where nothing is published the limits are the
    /// usual ones.
    pub(super) fn settings(&self, coding: Option<&Coding>, limits: Limits) -> Result<Settings> {
        let roster = self.roster.as_deref().map(read::roster).transpose()?.unwrap_or_default();
        let keep = self.keep.iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
        let coder = match coding {
            Some(coding) => Coder { codebooks: coding.codebooks()?, scorer: Scorer::new() },
            None => Coder { codebooks: Codebooks::none(), scorer: Scorer::none() },
        };
        Ok(Settings {
            roster,
            keep,
            generalise: self.generalise,
            coder,
            limits,
            naming: Naming::default(),
            second: None,
        })
    }
}
