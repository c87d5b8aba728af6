//! `analyse`: the main job, for people.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::builder::PossibleValue;

use super::deep::Second;
use super::earlier::Earlier;
use super::exports::Exports;
use super::forms::{self, Form};
use super::key::Keeping;
use super::options::{Coding, People, Reading};
use super::output::Folder;
use super::progress::Progress;
use super::review::Reviewing;
use super::working::{REVIEW, Working};
use super::{Exit, files_in, open, say, tell, tell_all};
use crate::anonymise::Naming;
use crate::error::Result;
use crate::findings::Limits;
use crate::pipeline;

/// Anonymise, code and summarise transcripts and surveys into one folder.
///
/// FILE is a transcript (`Name: text`, Zoom or Teams WebVTT), a survey export (CSV) or rows (JSONL); a folder
/// stands for every such file in it. DIR then holds findings.html, .docx, .pdf, .md, .json and .xlsx, which may leave
/// the room, and the analyst's working files: comments.jsonl and comments.xlsx, coded.qdpx, transcripts/, review.csv
/// (doubtful stretches, to be decided), tally.json and audit.json.
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
    second: Second,

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

    /// Forms to write, separated by commas: of the findings (html, docx, pdf, md, json, xlsx); of the coded comments
    /// (xlsx, qdpx); of the codebook (qdc)
    #[arg(long, value_name = "LIST", value_enum, value_delimiter = ',', default_values = ["html", "docx", "pdf", "md", "json", "xlsx", "qdpx"])]
    format: Vec<Format>,

    /// Even quotations out, so that nobody is known by spelling or habits of speech: hesitations, dialect, capitals
    #[arg(long)]
    smooth: bool,

    #[command(flatten)]
    earlier: Earlier,

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

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// The findings; as a workbook, the coded comments too.
    Findings(Form),
    /// Coded sessions for other tools.
    Qdpx,
    /// The codebook for those tools.
    Qdc,
}

impl clap::ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        use Form::{Docx, Html, Json, Md, Pdf, Xlsx};
        use Format::{Findings, Qdc, Qdpx};
        &[Findings(Html), Findings(Docx), Findings(Pdf), Findings(Md), Findings(Json), Findings(Xlsx), Qdpx, Qdc]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Format::Findings(form) => form.to_possible_value(),
            Format::Qdpx => {
                Some(PossibleValue::new("qdpx").help("Coded sessions for NVivo, MAXQDA, ATLAS.ti and QualCoder"))
            }
            Format::Qdc => Some(PossibleValue::new("qdc").help("The codebook for those tools")),
        }
    }
}

impl Format {
    /// The form of the findings that this asks for.
    fn form(self) -> Option<Form> {
        if let Format::Findings(form) = self { Some(form) } else { None }
    }
}

/// Why the summary has letters where groups, questions or cues had names.
fn names_notice(withheld: u64) -> String {
    let (names, hold) = if withheld == 1 { ("name or wording", "holds") } else { ("names or wordings", "hold") };
    format!(
        "the summary withholds {withheld} {names} of groups, questions or codes, which {hold} a word that was replaced in \
         somebody's comments; `--keep WORD` leaves a word readable everywhere"
    )
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let limits = Limits { smooth: args.smooth, ..Limits::new(args.min_group)? };
    let mut settings = args.people.settings(Some(&args.coding), limits)?;
    settings.second = args.second.opinion()?;
    let history = args.earlier.read()?;
    let (paths, passed_over) = files_in(&args.files, &args.people)?;
    let folder = Folder::prepare(&args.out, args.force, &paths)?;
    let mut sources = open(&paths, &settings, &args.reading)?;
    let (keyfile, key) = args.keeping.open(&args.out)?.unzip();
    settings.naming = Naming { key, decisions: args.reviewing.decisions()?, strict: args.reviewing.strict };
    let progress = Progress::new(args.quiet);

    let wanted = |format| !args.publish && args.format.contains(&format);
    let exports = Exports::new(&folder, &settings.coder.codebooks)
        .workbook(wanted(Format::Findings(Form::Xlsx)))
        .project(wanted(Format::Qdpx))?
        .codebook(wanted(Format::Qdc))?;
    let mut working =
        Working::new(&folder, &paths, args.publish, &progress, &settings.naming, exports)?.explaining(args.explain);
    let analysis = pipeline::analyse(&settings, &history, &mut sources, &mut working)?;
    let disclosed = working.disclose(args.disclosures_to.as_deref())?;
    let new_names = working.new_names();
    let (views, doubtful) = working.finish(&settings, &sources)?;
    args.reviewing.check(analysis.kept.unfollowed)?;
    args.reviewing.refuse_undecided(doubtful)?;
    for form in args.format.iter().filter_map(|format| format.form()).collect::<BTreeSet<_>>() {
        let name = format!("findings.{}", form.ending());
        let document = forms::findings(form, &analysis.publishable);
        forms::search(&analysis.masked, &analysis.publishable, &name, &document)?;
        folder.write(&name, &document)?;
    }
    if let (Some(keyfile), Some(key)) = (keyfile, &analysis.kept.key) {
        keyfile.write(key)?;
    }
    args.earlier.remember(&history, analysis.publishable.entry())?;
    folder.publish()?;

    drop(progress);
    if args.explain {
        for view in &views {
            say(&view.told());
        }
    }
    if !args.quiet {
        tell(&passed_over);
        tell_all(&sources);
        for told in &new_names {
            say(told);
        }
        if disclosed > 0 {
            say(&disclosures_notice(disclosed, args.publish));
        }
        let withheld = analysis.publishable.report().suppressed.names;
        if withheld > 0 {
            say(&names_notice(withheld));
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
