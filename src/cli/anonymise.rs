//! `anonymise`: the same files with nobody named.

use std::path::PathBuf;

use super::key::Keeping;
use super::options::{Coding, People};
use super::output::{self, Folder};
use super::review::{Reviewing, Table};
use super::working::copy_name;
use super::{Exit, files_in, open, say, tell, tell_all};
use crate::anonymise::Naming;
use crate::error::{ErrorKind, Result};
use crate::findings::Limits;
use crate::pipeline;
use crate::render::same;

/// Give transcripts and survey exports back in the layout they came in, with nobody named.
///
/// One person has one pseudonym in every file of a run.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Transcripts and survey exports
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// File to write; for several FILEs a folder, in which they keep their names
    #[arg(long, value_name = "PATH")]
    out: PathBuf,

    #[command(flatten)]
    people: People,

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
    let mut settings = args.people.settings(&Coding::default(), Limits::default())?;
    let (paths, passed_over) = files_in(&args.files)?;
    let mut sources = open(&paths, &settings)?;
    let (keyfile, key) = args.keeping.open(&args.out)?.unzip();
    settings.naming = Naming { key, decisions: args.reviewing.decisions()?, strict: args.reviewing.strict };
    let into_folder = paths.len() > 1 || args.files.iter().any(|path| path.is_dir());

    let mut copies: Vec<(String, Vec<u8>)> = Vec::new();
    let mut doubtful = Table::new(Vec::new()).expect("memory can be written");
    let kept = pipeline::anonymise(&settings, &mut sources, |source, anonymised| {
        if copies.len() <= source {
            copies.push((copy_name(anonymised.session(), &paths[source]), Vec::new()));
        }
        same::write(anonymised, &mut copies[source].1).expect("memory can be written");
        doubtful.add(anonymised, &settings.naming.decisions).expect("memory can be written");
        Ok(())
    })?;

    let (table, doubtful) = doubtful.finish().expect("memory can be written");
    args.reviewing.check(kept.unfollowed)?;
    args.reviewing.refuse_undecided(doubtful)?;
    if let Some(path) = &args.review_out {
        output::write_file(path, args.force, &table)?;
    }
    if let (Some(keyfile), Some(key)) = (keyfile, &kept.key) {
        keyfile.write(key)?;
    }
    if into_folder {
        let folder = Folder::prepare(&args.out, args.force, &paths)?;
        for (name, copy) in &copies {
            folder.write(name, copy)?;
        }
        folder.publish()?;
    } else if let Some((_, copy)) = copies.first() {
        if paths.iter().any(|path| output::same_file(path, &args.out)) {
            return Err(ErrorKind::InputInOutput { input: paths[0].clone(), output: args.out.clone() }.into());
        }
        output::write_file(&args.out, args.force, copy)?;
    }
    if !args.quiet {
        tell(&passed_over);
        tell_all(&sources);
        if let Some(call) = args.reviewing.call_for(doubtful, args.review_out.as_deref()) {
            say(&call);
        }
    }
    Ok(Exit::for_rows(&sources))
}
