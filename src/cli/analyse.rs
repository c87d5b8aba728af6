//! `analyse`: the main job, for people.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::exports::Exports;
use super::key::Keeping;
use super::options::{Coding, People, Reading};
use super::output::Folder;
use super::progress::Progress;
use super::review::Reviewing;
use super::working::{REVIEW, Working};
use super::{Exit, files_in, open, say, tell, tell_all};
use crate::anonymise::Naming;
use crate::error::{ErrorKind, Result};
use crate::findings::Limits;
use crate::pipeline::{self, Analysis};
use crate::render;

/// Anonymise, code and summarise transcripts and surveys into one folder.
///
/// FILE is a transcript (`Name: text`, Zoom or Teams WebVTT), a survey export (CSV) or rows (JSONL); a folder
/// stands for every such file in it. DIR then holds findings.html, findings.md and findings.json, which may
/// leave the room, and the analyst's working files: comments.jsonl, transcripts/, review.csv (doubtful stretches, to
/// be decided) and audit.json.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
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
    reading: Reading,

    #[command(flatten)]
    coding: Coding,

    #[command(flatten)]
    keeping: Keeping,

    #[command(flatten)]
    reviewing: Reviewing,

    /// People that a figure of a group must stand on, at least 3; a quotation tied to a group needs twice as many
    #[arg(long, value_name = "N", default_value_t = 5)]
    min_group: usize,

    /// Forms to write, separated by commas: of the findings (html, md, json), of the coded comments (xlsx, qdpx), and the codebook alone (qdc)
    #[arg(long, value_name = "LIST", value_enum, value_delimiter = ',', default_values = ["html", "md", "json", "xlsx", "qdpx"])]
    format: Vec<Format>,

    /// Who looks after comments that tell of harassment, a crime, harm to oneself or a danger to people; disclosures.csv
    /// lists those by id, and they are never quoted
    #[arg(long, value_name = "NAME")]
    disclosures_to: Option<String>,

    /// Leave out the analyst's working files
    #[arg(long)]
    publish: bool,

    /// Tell on standard error how every file was read, as `inspect` does, and show in comments.jsonl each cue of
    /// `assent` with its place (`start`, `end`) and its `weight`
    #[arg(long)]
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
    let mut settings = args.people.settings(&args.coding, Limits::new(args.min_group)?)?;
    let (paths, passed_over) = files_in(&args.files, &args.people)?;
    let folder = Folder::prepare(&args.out, args.force, &paths)?;
    let mut sources = open(&paths, &settings, &args.reading)?;
    let (keyfile, key) = args.keeping.open(&args.out)?.unzip();
    settings.naming = Naming { key, decisions: args.reviewing.decisions()?, strict: args.reviewing.strict };
    let progress = Progress::new(args.quiet);

    let wanted = |format| !args.publish && args.format.contains(&format);
    let exports = Exports::new(&folder, &settings.coder.codebooks)
        .workbook(wanted(Format::Xlsx))
        .project(wanted(Format::Qdpx))?
        .codebook(wanted(Format::Qdc))?;
    let mut working =
        Working::new(&folder, &paths, args.publish, &progress, &settings.naming, exports)?.explaining(args.explain);
    let analysis = pipeline::analyse(&settings, &mut sources, &mut working)?;
    let disclosed = working.disclose(args.disclosures_to.as_deref())?;
    let (views, doubtful) = working.finish(&settings, &sources)?;
    args.reviewing.check(analysis.kept.unfollowed)?;
    args.reviewing.refuse_undecided(doubtful)?;
    for format in args.format.iter().copied().collect::<BTreeSet<_>>() {
        let Some((name, document)) = format.document(&analysis) else { continue };
        if let Some(at) = analysis.masked.first_telling_in(&document) {
            let line = document[..at].matches('\n').count() + 1;
            return Err(ErrorKind::MaskedWordInReport { document: name, line }.into());
        }
        folder.write(name, document.as_bytes())?;
    }
    if let (Some(keyfile), Some(key)) = (keyfile, &analysis.kept.key) {
        keyfile.write(key)?;
    }
    folder.publish()?;

    drop(progress);
    if args.explain {
        views.iter().for_each(|view| say(&view.told()));
    }
    if !args.quiet {
        tell(&passed_over);
        tell_all(&sources);
        if disclosed > 0 {
            say(&disclosures_notice(disclosed, args.publish));
        }
        let table = args.out.join(REVIEW);
        if let Some(call) = args.reviewing.call_for(doubtful, Some(table.as_path()).filter(|_| !args.publish)) {
            say(&call);
        }
        say(&format!("findings are in `{}`; open findings.html first", args.out.display()));
    }
    Ok(Exit::for_rows(&sources))
}

/// Says that some comments need care, and where their list is.
fn disclosures_notice(comments: usize, publish: bool) -> String {
    let what = if comments == 1 { "1 comment needs" } else { &format!("{comments} comments need") };
    let place = if publish { "run without `--publish` for their list" } else { "their ids are in disclosures.csv" };
    format!("{what} the care of a named person; {place}")
}
