//! `verify`: a last look at any output for the people in a roster.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Exit, stdout};
use crate::anonymise::NameSearch;
use crate::error::{Error, ErrorKind, Result};
use crate::read;

/// Search files, or every file below a folder, for the people in a roster.
///
/// Prints where a name stands, by file, line and column, and which row of the roster it belongs to, never the
/// name itself. The exit status is 3 if one was found.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files or folders to search
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// CSV of who took part, with `name` and if known `aliases`
    #[arg(long, value_name = "FILE")]
    roster: PathBuf,

    /// Say nothing; the exit status tells
    #[arg(long, short)]
    quiet: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let roster = read::roster(&args.roster)?;
    let search = NameSearch::new(&roster);
    let mut files = Vec::new();
    for path in &args.paths {
        files_below(path, &mut files)?;
    }
    let mut out = stdout();
    let mut found = 0;
    for path in &files {
        #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
        let bytes = fs::read(path).map_err(|cause| Error::file(path, "read", &cause))?;
        let document = String::from_utf8_lossy(&bytes);
        for (at, person) in search.find_in(&document) {
            found += 1;
            if args.quiet {
                continue;
            }
            let before = &document[..at];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let written = writeln!(out, "{}:{line}:{column}: person {} of the roster", path.display(), person + 1);
            written.map_err(|cause| Error::output(&cause))?;
        }
    }
    if !args.quiet {
        let written = match found {
            0 => writeln!(out, "{} searched, nobody of the roster found", counted(files.len(), "file")),
            _ => writeln!(out, "{} searched, {} found", counted(files.len(), "file"), counted(found, "name")),
        };
        written.and_then(|()| out.flush()).map_err(|cause| Error::output(&cause))?;
    }
    Ok(if found > 0 { Exit::Refused } else { Exit::Done })
}

/// Every file at or below `path`, in order.
fn files_below(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let kind = fs::metadata(path).map_err(|cause| Error::file(path, "read", &cause))?;
    if !kind.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries = fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let mut entries = entries.map_err(|cause| Error::file(path, "read", &cause))?;
    entries.sort_by_key(fs::DirEntry::path);
    if entries.is_empty() {
        return Err(ErrorKind::Empty { path: path.to_owned() }.into());
    }
    entries.iter().try_for_each(|entry| files_below(&entry.path(), files))
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
