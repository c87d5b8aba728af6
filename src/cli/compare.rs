//! `compare`: two waves side by side.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::earlier;
use super::forms::{self, Form};
use super::output::Single;
use super::{Exit, say, stdout};
use crate::error::{Error, ErrorKind, Result};
use crate::findings::{Wave, compare};

/// Compare two waves: what moved, and whether the move is more than noise.
///
/// Reads the published figures of two findings.json, and nothing else: what was hidden there stays hidden here.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// findings.json of the earlier wave, or the folder that holds it
    earlier: PathBuf,

    /// findings.json of the later wave, or the folder that holds it
    later: PathBuf,

    /// File to write: .json, .html, .md, .docx, .pdf or .xlsx; without it, Markdown goes to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// File in which `analyse --history` remembers the reports of the project: two that differ by a handful of people are
    /// not compared
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,

    /// Replace FILE if it exists
    #[arg(long)]
    force: bool,

    /// Say nothing
    #[arg(long, short)]
    quiet: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let form = args.out.as_deref().map(Form::of).transpose()?;
    let history = args.history.as_deref().map(earlier::known).transpose()?.unwrap_or_default();
    let comparison = compare(&history, &read(&args.earlier)?, &read(&args.later)?)?;
    let (Some(out), Some(form)) = (&args.out, form) else {
        let page = forms::comparison(Form::Md, &comparison);
        let mut out = stdout();
        out.write_all(&page).and_then(|()| out.flush()).map_err(|cause| Error::output(&cause))?;
        return Ok(Exit::Done);
    };
    Single::prepare(out, args.force)?.write(&forms::comparison(form, &comparison))?;
    if !args.quiet {
        say(&format!("the comparison is in `{}`", out.display()));
    }
    Ok(Exit::Done)
}

fn read(path: &Path) -> Result<Wave> {
    let path = if path.is_dir() { path.join("findings.json") } else { path.to_owned() };
    #[expect(clippy::disallowed_methods, reason = "published findings are read here and nowhere else")]
    let file = std::fs::read(&path).map_err(|cause| Error::file(&path, "read", &cause))?;
    Wave::read(&file).ok_or_else(|| ErrorKind::NotOurs { path, what: "findings.json" }.into())
}
