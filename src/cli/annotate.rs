//! `annotate`: the row contract as a filter, for programs and engines.

use std::io::{self, BufReader, Write};
use std::path::Path;

use super::deep::Second;
use super::options::{Coding, People};
use super::{Exit, stdout, tell};
use crate::error::{Error, Result};
use crate::findings::Limits;
use crate::pipeline;
use crate::read::Rows;

/// Turns handed to the cores at once: enough to keep them busy, few enough to stay small in memory.
const TURNS_AT_ONCE: usize = 4096;

/// Anonymise and code rows of JSON from standard input to standard output, in the same order.
///
/// A row needs only "text"; "id", "session", "speaker", "role", "question" and "attributes" are used when given.
/// Rows of one session stand together. A row that cannot be read is reported on standard error by its line
/// number, the rest go on, and the exit status is 1.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    people: People,

    #[command(flatten)]
    second: Second,

    #[command(flatten)]
    coding: Coding,

    /// Field of the input row to hand through untouched (may repeat)
    #[arg(long, value_name = "NAME")]
    pass: Vec<String>,

    /// Show reasons: each cue of `assent` with its place (`start`, `end`) and its `weight`
    #[arg(long)]
    explain: bool,

    /// Accepted for symmetry: `annotate` never draws a progress bar
    #[arg(long, short, hide = true)]
    quiet: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let mut settings = args.people.settings(Some(&args.coding), Limits::default())?;
    settings.second = args.second.opinion()?;
    let input = BufReader::with_capacity(1 << 16, io::stdin());
    let mut rows = Rows::new(Box::new(input), Path::new("stdin"), &settings.roster, &args.pass);
    let mut out = stdout();
    let mut told = 0;
    loop {
        let mut sessions = Vec::new();
        let mut turns = 0;
        while turns < TURNS_AT_ONCE
            && let Some(transcript) = rows.next_transcript()?
        {
            turns += transcript.turns.len();
            sessions.push(transcript);
        }
        tell(&rows.notices()[told..]);
        told = rows.notices().len();
        if sessions.is_empty() {
            break;
        }
        for coded in pipeline::annotate(&settings, sessions) {
            let rows = if args.explain { pipeline::rows_explained(&coded) } else { pipeline::rows(&coded) };
            out.write_all(&rows).map_err(|cause| Error::output(&cause))?;
        }
    }
    out.flush().map_err(|cause| Error::output(&cause))?;
    // Taking thousands of phrases apart would only hold up whoever waits for the end.
    std::mem::forget(settings);
    Ok(if rows.failed() > 0 { Exit::Failed } else { Exit::Done })
}
