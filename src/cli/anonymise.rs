//! `anonymise`: the same files with nobody named.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use super::deep::Second;
use super::key::Keeping;
use super::options::{People, Reading};
use super::output::{self, Folder, Single};
use super::review::{Reviewing, Table};
use super::working::{copy_name, renamed};
use super::{Exit, files_in, open, say, tell, tell_all};
use crate::anonymise::{Anonymised, Naming};
use crate::error::{Error, ErrorKind, Result};
use crate::findings::Limits;
use crate::pipeline;
use crate::render::same::Copy;

/// Give transcripts and survey exports back in the layout they came in, with nobody named.
///
/// One person has one pseudonym in every file of a run.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Transcripts and survey exports
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// File to write; for several FILEs a folder, in which they keep their names, but for those that hold somebody's:
    /// these become session-1, session-2 and so on, and a notice tells by number which of the FILEs they are
    #[arg(long, value_name = "PATH")]
    out: PathBuf,

    #[command(flatten)]
    people: People,

    #[command(flatten)]
    second: Second,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    keeping: Keeping,

    #[command(flatten)]
    reviewing: Reviewing,

    /// Table of doubtful stretches to write, for `--review`
    #[arg(long, value_name = "FILE")]
    review_out: Option<PathBuf>,

    /// Replace PATH if it exists
    #[arg(long)]
    force: bool,

    /// Show no notices
    #[arg(long, short)]
    quiet: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let mut settings = args.people.settings(None, Limits::default())?;
    settings.second = args.second.opinion()?;
    let (paths, passed_over) = files_in(&args.files, &args.people)?;
    let mut sources = open(&paths, &settings, &args.reading)?;
    let (keyfile, key) = args.keeping.open(&args.out)?.unzip();
    settings.naming = Naming { key, decisions: args.reviewing.decisions()?, strict: args.reviewing.strict };
    let mut target = Target::prepare(args, &paths)?;
    let review = args.review_out.as_deref().map(|path| Single::prepare(path, args.force)).transpose()?;
    let mut doubtful = Table::new(Vec::new()).expect("memory can be written");
    let mut copy: Option<(usize, Copy<BufWriter<File>>)> = None;
    let mut new_names: Vec<String> = Vec::new();
    let finish = |copy: Option<(usize, Copy<BufWriter<File>>)>| match copy {
        Some((_, copy)) => copy.finish().map(drop).map_err(|cause| Error::file(&args.out, "write", &cause)),
        None => Ok(()),
    };
    let kept = pipeline::anonymise(&settings, &mut sources, |source, anonymised| {
        doubtful.add(anonymised, &settings.naming.decisions).expect("memory can be written");
        if copy.as_ref().is_none_or(|(open, _)| *open != source) {
            finish(copy.take())?;
            if let Target::Folder(_) = target {
                new_names.extend(renamed(anonymised.session(), source, &paths));
            }
            copy = Some((source, Copy::new(target.create(anonymised, &paths[source])?)));
        }
        let written = copy.as_mut().map_or(Ok(()), |(_, copy)| copy.add(anonymised));
        written.map_err(|cause| Error::file(&args.out, "write", &cause))
    })?;
    finish(copy.take())?;

    let (table, doubtful) = doubtful.finish(&settings.naming.decisions).expect("memory can be written");
    args.reviewing.check(kept.unfollowed)?;
    args.reviewing.refuse_undecided(doubtful)?;
    if let Some(review) = review {
        review.write(&table)?;
    }
    if let (Some(keyfile), Some(key)) = (keyfile, &kept.key) {
        keyfile.write(key)?;
    }
    target.publish()?;
    if !args.quiet {
        tell(&passed_over);
        tell_all(&sources);
        for told in &new_names {
            say(told);
        }
        if let Some(call) = args.reviewing.call_for(doubtful, args.review_out.as_deref()) {
            say(&call);
        }
    }
    Ok(Exit::for_rows(&sources))
}

/// Where copies go: nothing stands there before all are written.
enum Target {
    Folder(Folder),
    Single(Single),
}

impl Target {
    fn prepare(args: &Args, paths: &[PathBuf]) -> Result<Self> {
        if paths.len() > 1 || args.files.iter().any(|path| path.is_dir()) {
            return Ok(Target::Folder(Folder::prepare(&args.out, args.force, paths)?));
        }
        if let Some(input) = paths.iter().find(|path| output::same_file(path, &args.out)) {
            return Err(ErrorKind::InputInOutput { input: input.clone(), output: args.out.clone() }.into());
        }
        Ok(Target::Single(Single::prepare(&args.out, args.force)?))
    }

    /// The file for the copy of `path`, of which this is the beginning.
    fn create(&mut self, anonymised: &Anonymised, path: &Path) -> Result<BufWriter<File>> {
        match self {
            Target::Folder(folder) => folder.create(&copy_name(anonymised.session(), path)),
            Target::Single(single) if anonymised.layout().book.is_some() && !single.ends_in("xlsx") => {
                Err(ErrorKind::NotAWorkbook { out: single.target().to_owned() }.into())
            }
            Target::Single(single) => single.create(),
        }
    }

    fn publish(self) -> Result<()> {
        match self {
            Target::Folder(folder) => folder.publish(),
            Target::Single(single) => single.publish(),
        }
    }
}
