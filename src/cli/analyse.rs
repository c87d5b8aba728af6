//! `analyse`: the main job, for people.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::earlier::Earlier;
use super::forms::{self, Form};
use super::options::{Coding, People};
use super::output::Folder;
use super::progress::Progress;
use super::working::Working;
use super::{Exit, files_in, open, say, tell, tell_all};
use crate::error::Result;
use crate::findings::Limits;
use crate::pipeline;

/// Anonymise, code and summarise transcripts and surveys into one folder.
///
/// FILE is a transcript (`Name: text`, Zoom or Teams WebVTT), a survey export (CSV) or rows (JSONL); a folder
/// stands for every such file in it. DIR then holds findings.html, .docx, .pdf, .md, .json and .xlsx, which may leave
/// the room, and the analyst's working files: comments.jsonl, transcripts/, tally.json and audit.json.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
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
    #[arg(long, value_name = "LIST", value_enum, value_delimiter = ',', default_values = ["html", "docx", "pdf", "md", "json", "xlsx"])]
    format: Vec<Form>,

    /// Even quotations out, so that nobody is known by spelling or habits of speech: hesitations, dialect, capitals
    #[arg(long)]
    smooth: bool,

    #[command(flatten)]
    earlier: Earlier,

    /// Leave out the analyst's working files
    #[arg(long)]
    publish: bool,

    /// Replace DIR if it exists
    #[arg(long)]
    force: bool,

    /// Show no progress and no notices
    #[arg(long, short)]
    quiet: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let settings =
        args.people.settings(&args.coding, Limits { smooth: args.smooth, ..Limits::new(args.min_group)? })?;
    let history = args.earlier.read()?;
    let (paths, passed_over) = files_in(&args.files)?;
    let folder = Folder::prepare(&args.out, args.force, &paths)?;
    let mut sources = open(&paths, &settings)?;
    let progress = Progress::new(args.quiet);

    let mut working = Working::new(&folder, &paths, args.publish, &progress);
    let analysis = pipeline::analyse(&settings, &history, &mut sources, &mut working)?;
    working.finish(&settings, &sources)?;
    for form in args.format.iter().copied().collect::<BTreeSet<_>>() {
        let name = format!("findings.{}", form.ending());
        let document = forms::findings(form, &analysis.publishable);
        forms::search(&analysis.masked, &analysis.publishable, &name, &document)?;
        folder.write(&name, &document)?;
    }
    args.earlier.remember(&history, analysis.publishable.entry())?;
    folder.publish()?;

    drop(progress);
    if !args.quiet {
        tell(&passed_over);
        tell_all(&sources);
        say(&format!("findings are in `{}`; open findings.html first", args.out.display()));
    }
    Ok(Exit::for_rows(&sources))
}
