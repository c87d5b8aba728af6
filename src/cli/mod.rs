//! The command line: files, streams, progress and exit statuses. What is done with them lives elsewhere.

mod agree;
mod analyse;
mod annotate;
mod anonymise;
mod codebook;
mod compare;
mod config;
mod deep;
mod disclosures;
mod earlier;
mod eval;
mod exports;
mod forms;
mod inspect;
mod key;
mod kwic;
mod merge;
mod options;
mod output;
mod passphrase;
mod progress;
mod reveal;
mod review;
mod verify;
mod working;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::error::{Error, ErrorKind, Notice, Result};
use crate::pipeline::Settings;
use crate::read::{self, Source};

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done,
    /// It failed, wholly or for some rows.
    Failed,
    /// It was called wrongly.
    Usage,
    /// Publishing would break confidentiality.
    Refused,
}

impl Exit {
    /// Done, unless a row of some source could not be read.
    fn for_rows(sources: &[Source]) -> Self {
        if sources.iter().any(|source| source.failed() > 0) { Exit::Failed } else { Exit::Done }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Refused => 3,
        })
    }
}

/// Turns focus-group transcripts and employee-survey comments into findings that may leave the room.
///
/// Comments may be quoted, nobody will be identified: everything happens on this machine, names never reach a
/// report, a log or an error message, and a report that would break the promise is refused.
#[derive(Debug, Parser)]
#[command(name = "undertone", version, max_term_width = 100, after_help = STATUSES)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Configuration with options of every command; without it `undertone.toml` beside the first input, or in the
    /// current folder
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

const STATUSES: &str = "Exit status:
  0  done
  1  failed, wholly or for some rows
  2  wrong usage
  3  refused, because publishing would break confidentiality";

#[derive(Debug, Subcommand)]
enum Command {
    /// Anonymise, code and summarise: the main job.
    Analyse(analyse::Args),
    /// Give files back in the layout they came in, with nobody named.
    Anonymise(anonymise::Args),
    /// The same work as a filter: rows of JSON in, anonymised and coded rows out.
    Annotate(annotate::Args),
    /// Show how files are read: format, encoding, speakers, lines left out.
    Inspect(inspect::Args),
    /// Add up the findings of several runs.
    Merge(merge::Args),
    /// Compare two waves: what moved, and whether the move is more than noise.
    Compare(compare::Args),
    /// Search any output for the people in a roster.
    Verify(verify::Args),
    /// Open the encrypted pseudonym key, for whoever may.
    Reveal(reveal::Args),
    /// Show every place where a cue stands, with the words around it.
    Kwic(kwic::Args),
    /// Compare two codings of the same comments.
    Agree(agree::Args),
    /// Check, import and export codebooks.
    Codebook(codebook::Args),
    /// Measure this program on annotated data.
    Eval(eval::Args),
}

/// Runs the program as called.
pub fn main() -> Exit {
    std::panic::set_hook(Box::new(|fault| tell_fault(fault.location())));
    let arguments = match config::complete(Cli::command(), std::env::args_os().collect()) {
        Ok(arguments) => arguments,
        Err(error) => {
            complain(&error);
            return error.exit();
        }
    };
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(wrong) => {
            // A help text or a complaint that cannot be printed leaves nobody to tell.
            let _ = wrong.print();
            return if wrong.use_stderr() { Exit::Usage } else { Exit::Done };
        }
    };
    let ended = match cli.command {
        Command::Analyse(args) => analyse::run(&args),
        Command::Anonymise(args) => anonymise::run(&args),
        Command::Annotate(args) => annotate::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Merge(args) => merge::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Reveal(args) => reveal::run(&args),
        Command::Kwic(args) => kwic::run(&args),
        Command::Agree(args) => agree::run(&args),
        Command::Codebook(args) => codebook::run(&args),
        Command::Eval(args) => eval::run(&args),
    };
    ended.unwrap_or_else(|error| {
        if error.is_closed_pipe() {
            return Exit::Done;
        }
        complain(&error);
        error.exit()
    })
}

impl Error {
    /// The exit status this error leads to.
    fn exit(&self) -> Exit {
        if self.is_refusal() {
            Exit::Refused
        } else if self.is_usage() {
            Exit::Usage
        } else {
            Exit::Failed
        }
    }
}

#[expect(clippy::print_stderr, reason = "errors belong on standard error")]
fn complain(error: &Error) {
    eprintln!("undertone: {error}");
}

/// Tells a fault of the program by its place; what a panic says may hold a word that was said.
#[expect(clippy::print_stderr, reason = "errors belong on standard error")]
fn tell_fault(place: Option<&std::panic::Location<'_>>) {
    let place = place.map_or_else(String::new, |it| format!(" at {}:{}", it.file(), it.line()));
    eprintln!("undertone: a fault in the program{place}; please report it with this line, and no file");
}

/// Shows what the user should know, on standard error.
#[expect(clippy::print_stderr, reason = "notices belong on standard error")]
fn tell(notices: &[Notice]) {
    for notice in notices {
        eprintln!("{notice}");
    }
}

/// Shows what was noticed in every source.
fn tell_all(sources: &[Source]) {
    for source in sources {
        tell(source.notices());
    }
}

/// A last word for whoever watches, on standard error.
#[expect(clippy::print_stderr, reason = "standard output is for results")]
fn say(word: &str) {
    eprintln!("{word}");
}

/// Every file named, with the files of every folder named, and what was passed over in folders.
/// A roster may stand in the folder of the sessions, and is none of them.
fn files_in(named: &[PathBuf], people: &options::People) -> Result<(Vec<PathBuf>, Vec<Notice>)> {
    let (mut paths, mut passed_over) = (Vec::new(), Vec::new());
    for path in named {
        let (mut files, notices) = read::files_in(path)?;
        files.retain(|file| file == path || !people.roster.iter().any(|roster| output::same_file(roster, file)));
        paths.extend(files);
        passed_over.extend(notices);
    }
    Ok((paths, passed_over))
}

/// Opens every file, so that one that cannot be read stops the run before anything is written.
///
/// Sessions and comments are named after their files, so no two may be called the same.
fn open(paths: &[PathBuf], settings: &Settings, reading: &options::Reading) -> Result<Vec<Source>> {
    let mut by_stem: BTreeMap<&OsStr, &PathBuf> = BTreeMap::new();
    for path in paths {
        let stem = path.file_stem().unwrap_or_default();
        if let Some(one) = by_stem.insert(stem, path) {
            return Err(ErrorKind::SameName { one: one.clone(), other: path.clone() }.into());
        }
    }
    let options = reading.options();
    let open = |path: &PathBuf| Source::open_with(path, &settings.roster, &options);
    let typed = reading.typed_from();
    let sources: Vec<Source> = paths.iter().map(open).collect::<Result<_>>()?;
    for (at, overrule) in options.columns.iter().enumerate().skip(typed) {
        if !sources.iter().any(|source| source.followed().get(at) == Some(&true)) {
            return Err(ErrorKind::NoSuchColumn { name: overrule.name.clone() }.into());
        }
    }
    Ok(sources)
}

/// Standard output, locked and buffered.
fn stdout() -> io::BufWriter<io::StdoutLock<'static>> {
    io::BufWriter::with_capacity(1 << 16, io::stdout().lock())
}
