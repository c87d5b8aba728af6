//! `analyse`: the main job, for people.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::options::{Coding, People};
use super::output::Folder;
use super::progress::Progress;
use super::working::Working;
use super::{Exit, files_in, open, say, tell, tell_all};
use crate::error::{ErrorKind, Result};
use crate::findings::Limits;
use crate::pipeline::{self, Analysis};
use crate::render;

/// Anonymise, code and summarise transcripts and surveys into one folder.
///
/// FILE is a transcript (`Name: text`, Zoom or Teams WebVTT), a survey export (CSV) or rows (JSONL); a folder
/// stands for every such file in it. DIR then holds findings.html, findings.md and findings.json, which may
/// leave the room, and the analyst's working files: comments.jsonl, transcripts/ and audit.json.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "four independent switches of a command line")]
pub(super) struct Args {
    /// Transcripts, survey exports, or folders of them
    #[arg(required = true, value_name = "FILE|DIR")]
    files: Vec<PathBuf>,

    /// Folder to write; it must not exist yet
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    #[command(flatten)]
    people: People,

    #[command(flatten)]
    coding: Coding,

    /// People that a figure of a group must stand on, at least 3; a quotation tied to a group needs twice as many
    #[arg(long, value_name = "N", default_value_t = 5)]
    min_group: usize,

    /// Forms of the findings to write, separated by commas
    #[arg(long, value_name = "LIST", value_enum, value_delimiter = ',', default_values = ["html", "md", "json"])]
    format: Vec<Format>,

    /// Leave out the analyst's working files
    #[arg(long)]
    publish: bool,

    /// Show reasons in comments.jsonl: each cue of `assent` with its place (`start`, `end`) and its `weight`
    #[arg(long, conflicts_with = "publish")]
    explain: bool,

    /// Replace DIR if it exists
    #[arg(long)]
    force: bool,

    /// Show no progress and no notices
    #[arg(long, short)]
    quiet: bool,
}

/// A form of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
enum Format {
    Html,
    Md,
    Json,
}

impl Format {
    /// The file it is written to, and what is written there.
    fn document(self, analysis: &Analysis) -> (&'static str, String) {
        match self {
            Format::Html => ("findings.html", render::html(&analysis.publishable)),
            Format::Md => ("findings.md", render::markdown(&analysis.publishable)),
            Format::Json => ("findings.json", render::json(&analysis.publishable)),
        }
    }
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let settings = args.people.settings(&args.coding, Limits::new(args.min_group)?)?;
    let (paths, passed_over) = files_in(&args.files)?;
    let folder = Folder::prepare(&args.out, args.force, &paths)?;
    let mut sources = open(&paths, &settings)?;
    let progress = Progress::new(args.quiet);

    let mut working = Working::new(&folder, &paths, args.publish, &progress).explaining(args.explain);
    let analysis = pipeline::analyse(&settings, &mut sources, &mut working)?;
    working.finish(&settings, &sources)?;
    for format in args.format.iter().copied().collect::<BTreeSet<_>>() {
        let (name, document) = format.document(&analysis);
        if let Some(at) = analysis.masked.first_telling_in(&document) {
            let line = document[..at].matches('\n').count() + 1;
            return Err(ErrorKind::MaskedWordInReport { document: name, line }.into());
        }
        folder.write(name, document.as_bytes())?;
    }
    folder.publish()?;

    drop(progress);
    if !args.quiet {
        tell(&passed_over);
        tell_all(&sources);
        say(&format!("findings are in `{}`; open findings.html first", args.out.display()));
    }
    Ok(Exit::for_rows(&sources))
}
