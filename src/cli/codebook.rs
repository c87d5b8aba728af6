//! `codebook`: checks, imports and exports codebooks, for researchers.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::options::Coding;
use super::output::Single;
use super::{Exit, complain, stdout, tell};
use crate::error::{Error, Result};
use crate::export;
use crate::themes::{self, Checked};

/// Check a codebook, make one from another tool's dictionary, or hand ours to another tool.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, clap::Subcommand)]
enum Task {
    /// Explain what is wrong with a codebook, by line and column, and try its examples
    ///
    /// Mistakes stop a codebook from being used, and the exit status is 1. Advice does not: a cue without an example,
    /// a cue that another one makes needless, entries of a dictionary that cannot be carried over.
    Check {
        /// Codebooks (TOML) or dictionaries of other tools
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,

        /// Show mistakes only
        #[arg(long, short)]
        quiet: bool,
    },
    /// Rewrite another tool's dictionary as a codebook to be edited
    ///
    /// Reads LIWC (.dic, .dicx), WordStat (.cat), Lexicoder (.lcd, .lc3), Yoshikoder (.ykd), YAML (.yml, .yaml) and
    /// REFI-QDA codebooks (.qdc). Each category at the top becomes a theme, each within it an aspect. What cannot
    /// be carried over is listed on standard error. `--codebook FILE` reads the same files directly.
    Import {
        /// The dictionary
        #[arg(value_name = "FILE")]
        file: PathBuf,

        /// File to write; standard output if left out
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,

        /// Replace the file if it exists
        #[arg(long)]
        force: bool,
    },
    /// Write the themes, assent labels and reluctance bands as a REFI-QDA codebook (.qdc) for NVivo, MAXQDA, ATLAS.ti
    /// or QualCoder
    Export {
        /// File to write; standard output if left out
        #[arg(long, value_name = "FILE.qdc")]
        out: Option<PathBuf>,

        #[command(flatten)]
        coding: Coding,

        /// Replace the file if it exists
        #[arg(long)]
        force: bool,
    },
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    match &args.task {
        Task::Check { files, quiet } => check(files, *quiet),
        Task::Import { file, out, force } => {
            #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
            let bytes = std::fs::read(file).map_err(|cause| Error::file(file, "read", &cause))?;
            let (written, notices) = themes::as_toml(file, &bytes)?;
            tell(&notices);
            put(out.as_deref(), *force, written.as_bytes())
        }
        Task::Export { out, coding, force } => {
            put(out.as_deref(), *force, export::codebook(&coding.codebooks()?).as_bytes())
        }
    }
}

fn check(files: &[PathBuf], quiet: bool) -> Result<Exit> {
    let mut exit = Exit::Done;
    let mut out = stdout();
    for file in files {
        let Checked { mistakes, advice, themes, cues, examples } = themes::check(file)?;
        mistakes.iter().for_each(complain);
        if !quiet {
            tell(&advice);
        }
        if !mistakes.is_empty() {
            exit = Exit::Failed;
        } else if !quiet {
            let (file, themes) = (file.display(), themes.join(", "));
            let said = if themes.is_empty() {
                writeln!(out, "{file}: fine: all of it is built in")
            } else {
                writeln!(out, "{file}: fine: {themes}; {cues} cues and words, {examples} examples tried")
            };
            said.map_err(|cause| Error::output(&cause))?;
        }
    }
    out.flush().map_err(|cause| Error::output(&cause))?;
    Ok(exit)
}

fn put(out: Option<&Path>, force: bool, contents: &[u8]) -> Result<Exit> {
    if let Some(path) = out {
        Single::prepare(path, force)?.write(contents)?;
    } else {
        let mut out = stdout();
        out.write_all(contents).and_then(|()| out.flush()).map_err(|cause| Error::output(&cause))?;
    }
    Ok(Exit::Done)
}
