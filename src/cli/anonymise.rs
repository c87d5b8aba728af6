//! `anonymise`: the same files with nobody named.

use std::path::PathBuf;

use super::options::{Coding, People, Reading};
use super::output::{self, Folder};
use super::working::copy_name;
use super::{Exit, files_in, open, tell, tell_all};
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
    reading: Reading,

    /// Replace PATH if it exists
    #[arg(long)]
    force: bool,

    /// Show no notices
    #[arg(long, short)]
    quiet: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let settings = args.people.settings(&Coding::default(), Limits::default())?;
    let (paths, passed_over) = files_in(&args.files)?;
    let mut sources = open(&paths, &settings, &args.reading)?;
    let into_folder = paths.len() > 1 || args.files.iter().any(|path| path.is_dir());

    let mut copies: Vec<(String, Vec<u8>)> = Vec::new();
    pipeline::anonymise(&settings, &mut sources, |source, anonymised| {
        if copies.len() <= source {
            copies.push((copy_name(anonymised.session(), &paths[source]), Vec::new()));
        }
        same::write(anonymised, &mut copies[source].1).expect("memory can be written");
        Ok(())
    })?;

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
    }
    Ok(Exit::for_rows(&sources))
}
