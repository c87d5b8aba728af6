//! `eval`: measures this program on annotated data.
//!
//! The gold form is that of `docs/guideline.md`. Gold texts go the way of the row contract: what is measured is what
//! `annotate` does with them, with the speaker's label and role given and the question of a session's turn not.

mod gold;
mod hidden;
mod measure;
mod show;
mod spearman;
mod style;

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use super::options::{Coding, People};
use super::{Exit, stdout};
use crate::coded::Coded;
use crate::error::{Error, Result};
use crate::findings::Limits;
use crate::pipeline;
use crate::read::Rows;

use gold::Gold;
use measure::Measures;
use style::Style;

/// Measure identifiers, themes and assent on annotated data.
///
/// Prints identifier recall by kind (hidden, flagged), how many look-alikes and other words stayed readable, labels,
/// documents with a surviving name, and whether pseudonyms are consistent and distinct; precision, recall
/// and F1 per theme with macro-F1; the same for assent, for reluctant yes alone, and the rank correlation of
/// reluctance. Rows are units of the gold files; nothing of their text is printed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Gold annotations, one JSON object a line
    #[arg(required = true, value_name = "GOLD.jsonl")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    people: People,

    #[command(flatten)]
    coding: Coding,

    /// How the texts are shown to the program: as written, or lower-cased and without punctuation (both: a comma between)
    #[arg(long, value_name = "STYLE", value_enum, value_delimiter = ',', default_values = ["cased"])]
    style: Vec<Style>,

    /// Give each session's cast as a roster, as an owner who knows who took part would
    #[arg(long)]
    roster_from_gold: bool,

    /// Print one JSON object, figures unrounded
    #[arg(long, conflicts_with = "markdown")]
    json: bool,

    /// Print a Markdown page with one section a file
    #[arg(long)]
    markdown: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let mut settings = args.people.settings(&args.coding, Limits::default())?;
    let roster = settings.roster.clone();
    let mut all = Measures::default();
    let mut by_file = Vec::new();
    for path in &args.files {
        for &style in &args.style {
            let gold = Gold::read(path)?;
            let gold = if style == Style::Recogniser { gold.recognised() } else { gold };
            let mut measures = Measures::default();
            for session in gold.sessions() {
                settings.roster.clone_from(&roster);
                if args.roster_from_gold {
                    settings.roster.extend(gold.cast(&session));
                }
                let mut rows = Rows::new(Box::new(Cursor::new(session.rows())), path, &settings.roster, &[]);
                let mut transcripts = Vec::new();
                while let Some(transcript) = rows.next_transcript()? {
                    transcripts.push(transcript);
                }
                let coded: Vec<Coded> = pipeline::annotate(&settings, transcripts);
                measures.session(&session.units, &coded);
            }
            all.add(&measures);
            by_file.push((args.section(path, style), measures));
        }
    }
    let shown = if args.json {
        show::json(&by_file, &all)
    } else if args.markdown {
        show::markdown(&by_file)
    } else {
        show::table(&all)
    };
    let mut out = stdout();
    let written = out.write_all(shown.as_bytes()).and_then(|()| out.flush());
    written.map_err(|cause| Error::output(&cause))?;
    Ok(Exit::Done)
}

impl Args {
    /// What the figures of one file in one style stand under.
    fn section(&self, path: &Path, style: Style) -> String {
        let mut name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if style != Style::Cased {
            name = format!("{name}, {} style", style.name());
        }
        if self.roster_from_gold {
            name.push_str(", with a roster");
        }
        name
    }
}
