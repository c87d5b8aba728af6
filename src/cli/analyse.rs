//! `analyse`: the main job, for people.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::exports::Exports;
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

    /// Forms to write, separated by commas: of the findings (html, md, json), of the coded comments (xlsx, qdpx), and the codebook alone (qdc)
    #[arg(long, value_name = "LIST", value_enum, value_delimiter = ',', default_values = ["html", "md", "json", "xlsx", "qdpx"])]
    format: Vec<Format>,

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

/// A form of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
enum Format {
    Html,
    Md,
    Json,
    /// Every comment with its codes, as a workbook
    Xlsx,
    /// Coded sessions for NVivo, MAXQDA, ATLAS.ti and QualCoder
    Qdpx,
    /// The codebook for those tools
    Qdc,
}

impl Format {
    /// The file the findings are written to, and what is written there; none for a working file.
    fn document(self, analysis: &Analysis) -> Option<(&'static str, String)> {
        match self {
            Format::Html => Some(("findings.html", render::html(&analysis.publishable))),
            Format::Md => Some(("findings.md", render::markdown(&analysis.publishable))),
            Format::Json => Some(("findings.json", render::json(&analysis.publishable))),
            Format::Xlsx | Format::Qdpx | Format::Qdc => None,
        }
    }
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let settings = args.people.settings(&args.coding, Limits::new(args.min_group)?)?;
    let (paths, passed_over) = files_in(&args.files)?;
    let folder = Folder::prepare(&args.out, args.force, &paths)?;
    let mut sources = open(&paths, &settings)?;
    let progress = Progress::new(args.quiet);

    let wanted = |format| !args.publish && args.format.contains(&format);
    let exports = Exports::new(&folder, &settings.coder.codebooks)
        .workbook(wanted(Format::Xlsx))
        .project(wanted(Format::Qdpx))?
        .codebook(wanted(Format::Qdc))?;
    let mut working = Working::new(&folder, &paths, args.publish, &progress, exports);
    let analysis = pipeline::analyse(&settings, &mut sources, &mut working)?;
    working.finish(&settings, &sources)?;
    for format in args.format.iter().copied().collect::<BTreeSet<_>>() {
        let Some((name, document)) = format.document(&analysis) else { continue };
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
