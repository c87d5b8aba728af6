//! `eval`: measures this program on annotated data.
//!
//! The gold form is that of `docs/guideline.md`. Gold texts go the way of the row contract: what is measured is what
//! `annotate` does with them, with the speaker's label and role given and the question of a session's turn not.

mod assent;
mod gold;
mod hidden;
mod measure;
mod show;
mod spearman;
mod style;
mod table;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use super::deep::Second;
use super::options::{Coding, People};
use super::{Exit, stdout};
use crate::assent::{Parts, Scorer};
use crate::coded::Coded;
use crate::error::{Error, Result};
use crate::findings::Limits;
use crate::pipeline::{self, Settings};
use crate::read::Rows;

use gold::Gold;
use measure::{Measures, Share};
use style::Style;
use table::Table;

/// Measure identifiers, themes and assent on annotated data.
///
/// Prints identifier recall by kind (hidden, flagged), how many look-alikes and other words stayed readable, labels,
/// documents with a surviving name, and whether pseudonyms are consistent and distinct; precision, recall
/// and F1 per theme with macro-F1; the same for answers, with who was taken for whom, AUC and rank correlation of
/// reluctance, its calibration, and the classes of cues. What the gold files are not about is not told. Rows are units of the gold files; nothing of their text is printed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Gold annotations, one JSON object a line
    #[arg(required = true, value_name = "GOLD.jsonl")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    people: People,

    #[command(flatten)]
    second: Second,

    #[command(flatten)]
    coding: Coding,

    /// How the texts are shown to the program: as written, or lower-cased and without punctuation (both: a comma between)
    #[arg(long, value_name = "STYLE", value_enum, value_delimiter = ',', default_values = ["cased"])]
    style: Vec<Style>,

    /// Give each session's cast as a roster, as an owner who knows who took part would
    #[arg(long, value_name = "WHEN", num_args = 0..=1, require_equals = true, default_missing_value = "always")]
    roster_from_gold: Option<Rosters>,

    /// Print one JSON object, figures unrounded
    #[arg(long, conflicts_with = "markdown")]
    json: bool,

    /// Print a Markdown section about what cue lists and learned parts are worth, alone and together; about answers
    /// also who was taken for whom, each class of cue, and the calibration
    #[arg(long, conflicts_with_all = ["markdown", "json"])]
    parts: bool,

    /// Print a Markdown page with one section a file
    #[arg(long)]
    markdown: bool,
}

/// In which figures a session's cast is given as a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Rosters {
    /// In all of them
    Always,
    /// Figures are taken twice: without a roster, and with it those about identifiers
    Both,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let mut settings = args.people.settings(Some(&args.coding), Limits::default())?;
    settings.second = args.second.opinion()?;
    if args.parts {
        let shown = parts(args, &mut settings)?;
        return print(&shown);
    }
    let (by_file, all) = measure(args, &mut settings)?;
    let shown = if args.json {
        show::json(&by_file, &all)
    } else if args.markdown {
        show::markdown(&by_file)
    } else {
        show::table(&all)
    };
    print(&shown)
}

fn print(shown: &str) -> Result<Exit> {
    let mut out = stdout();
    let written = out.write_all(shown.as_bytes()).and_then(|()| out.flush());
    written.map_err(|cause| Error::output(&cause))?;
    Ok(Exit::Done)
}

/// The figures of each file, and all together.
fn measure(args: &Args, settings: &mut Settings) -> Result<(Vec<(String, Measures)>, Measures)> {
    let mut all = Measures::default();
    let mut by_file = Vec::new();
    for path in &args.files {
        for &style in &args.style {
            let gold = Gold::read(path)?;
            let gold = if style == Style::Recogniser { gold.recognised() } else { gold };
            for &with_roster in args.rosters() {
                let mut measures = measure_file(&gold, path, with_roster, settings)?;
                if with_roster && args.roster_from_gold == Some(Rosters::Both) {
                    measures = measures.of_identifiers();
                }
                all.add(&measures);
                by_file.push((section(path, style, with_roster), measures));
            }
        }
    }
    Ok((by_file, all))
}

/// The figures of one file shown in one way.
fn measure_file(gold: &Gold, path: &Path, with_roster: bool, settings: &mut Settings) -> Result<Measures> {
    let asked = |settings: &Settings| settings.second.as_ref().map_or((0, 0), |it| (it.asked(), it.sentences()));
    let (roster, before) = (settings.roster.clone(), asked(settings));
    let mut measures = Measures::default();
    for session in gold.sessions() {
        if with_roster {
            settings.roster.extend(gold.cast(&session));
        }
        let mut rows = Rows::new(Box::new(Cursor::new(session.rows())), path, &settings.roster, &[]);
        let mut transcripts = Vec::new();
        while let Some(transcript) = rows.next_transcript()? {
            transcripts.push(transcript);
        }
        let coded: Vec<Coded> = pipeline::annotate(settings, transcripts);
        measures.session(&session.units, &coded);
        settings.roster.clone_from(&roster);
    }
    let after = asked(settings);
    measures.asked = Share { is: after.0 - before.0, of: after.1 - before.1 };
    Ok(measures)
}

/// What cue lists and learned parts are worth, for themes and for answers; then the tables of both about answers.
fn parts(args: &Args, settings: &mut Settings) -> Result<String> {
    let (mut themes, mut answers) = (BTreeMap::<usize, String>::new(), BTreeMap::<usize, String>::new());
    let mut tables = Vec::new();
    for (parts, name) in Parts::ALL {
        settings.coder.codebooks = args.coding.codebooks()?.with_parts(parts);
        settings.coder.scorer = Scorer::new().with(parts);
        let (mut by_file, all) = measure(args, settings)?;
        tables = all.told.tables();
        by_file.push(("all".to_owned(), all));
        for (at, (file, measures)) in by_file.iter().enumerate() {
            let name = format!("{file}: {name}");
            themes.entry(at).or_default().push_str(&show::themes_line(&name, measures));
            answers.entry(at).or_default().push_str(&measures.told.line(&name));
        }
    }
    let together = |rows: BTreeMap<usize, String>| rows.into_values().collect::<String>();
    Ok([show::THEMES_HEAD, &together(themes), show::ANSWERS_HEAD, &together(answers)].concat()
        + &tables.iter().map(Table::markdown).collect::<String>())
}

impl Args {
    /// Whether a roster is given, for each time that figures are taken.
    fn rosters(&self) -> &'static [bool] {
        match self.roster_from_gold {
            None => &[false],
            Some(Rosters::Always) => &[true],
            Some(Rosters::Both) => &[false, true],
        }
    }
}

/// What the figures of one file stand under, shown in one style with or without a roster.
fn section(path: &Path, style: Style, with_roster: bool) -> String {
    let mut name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if style != Style::Cased {
        name = format!("{name}, {} style", style.name());
    }
    if with_roster {
        name.push_str(", with a roster");
    }
    name
}
