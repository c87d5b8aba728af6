//! `kwic`: a cue in its context, over anonymised words only.

use std::io::{BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use super::options::{Coding, People, Reading};
use super::{Exit, files_in, open, say, stdout, tell, tell_all};
use crate::coded::RowBack;
use crate::error::{Error, ErrorKind, Result};
use crate::findings::Limits;
use crate::pipeline;
use crate::text::{Pattern, Text};
use crate::themes;
use crate::transcript::Role;

/// Show every place where a cue stands, with the words around it.
///
/// CUE is a word or phrase as codebooks write it: `told` also finds tells and telling, `=told` does not; `crm*`,
/// `told .. after`, `{customer} (want|ask)`. FILE is a folder that `analyse` wrote, its comments.jsonl, or what
/// `analyse` reads, which is anonymised first. Moderators' turns are left out.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to look for
    #[arg(value_name = "CUE")]
    cue: String,

    /// Where to look
    #[arg(required = true, value_name = "FILE|DIR")]
    files: Vec<PathBuf>,

    /// Characters of context on either side
    #[arg(long, value_name = "N", default_value_t = 40)]
    width: usize,

    /// How lines are written
    #[arg(long, value_name = "FORM", value_enum, default_value = "plain")]
    format: Format,

    #[command(flatten)]
    people: People,

    #[command(flatten)]
    reading: Reading,

    /// Show no notices
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One line a place, the cue in a column
    Plain,
    /// id, session, speaker, left, cue, right
    Csv,
}

/// Where places are written to.
struct Places<'a> {
    args: &'a Args,
    cue: Pattern,
    out: BufWriter<StdoutLock<'static>>,
    found: usize,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let cue = themes::phrase(&args.cue).map_err(|(at, mistake)| {
        let column = 1 + args.cue.get(..at).map_or(0, |before| before.chars().count());
        Error::from(ErrorKind::Cue { column, mistake: mistake.to_string() })
    })?;
    let mut places = Places { args, cue, out: stdout(), found: 0 };
    places.heading().map_err(|cause| Error::output(&cause))?;
    let (mut rows, mut rest) = (Vec::new(), Vec::new());
    for path in &args.files {
        match anonymised_rows(path)? {
            Some(read) => rows.extend(read),
            None => rest.push(path.clone()),
        }
    }
    for row in rows.iter().filter(|row| row.role != "moderator") {
        let text = Text::new(row.text.as_str());
        places.look(&row.id, &row.session, row.speaker.as_deref(), &text).map_err(|cause| Error::output(&cause))?;
    }
    let exit = if rest.is_empty() { Exit::Done } else { places.anonymise(&rest)? };
    places.out.flush().map_err(|cause| Error::output(&cause))?;
    if !args.quiet {
        say(&format!(
            "{} found",
            if places.found == 1 { "1 place".to_owned() } else { format!("{} places", places.found) }
        ));
    }
    Ok(exit)
}

/// The rows of a folder that `analyse` wrote, or of a file of such rows; none for what is still to be anonymised.
fn anonymised_rows(path: &Path) -> Result<Option<Vec<RowBack>>> {
    let file = if path.is_dir() { path.join("comments.jsonl") } else { path.to_owned() };
    if !file.is_file() || file.extension().is_none_or(|it| it != "jsonl") {
        return Ok(None);
    }
    #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
    let bytes = std::fs::read(&file).map_err(|cause| Error::file(&file, "read", &cause))?;
    Ok(RowBack::read_all(&String::from_utf8_lossy(&bytes)))
}

impl Places<'_> {
    fn anonymise(&mut self, paths: &[PathBuf]) -> Result<Exit> {
        let settings = self.args.people.settings(Some(&Coding::default()), Limits::default())?;
        let (paths, passed_over) = files_in(paths, &self.args.people)?;
        let mut sources = open(&paths, &settings, &self.args.reading)?;
        pipeline::anonymise(&settings, &mut sources, |_, anonymised| {
            let turns = anonymised.turns().iter().filter(|turn| turn.role == Role::Participant);
            for turn in turns {
                let looked = self.look(&turn.id, anonymised.session(), turn.speaker.as_deref(), &turn.text);
                looked.map_err(|cause| Error::output(&cause))?;
            }
            Ok(())
        })?;
        if !self.args.quiet {
            tell(&passed_over);
            tell_all(&sources);
        }
        Ok(Exit::for_rows(&sources))
    }

    fn heading(&mut self) -> std::io::Result<()> {
        if self.args.format == Format::Csv { writeln!(self.out, "id,session,speaker,left,cue,right") } else { Ok(()) }
    }

    /// Writes every place of the cue in `text`; places do not overlap.
    fn look(&mut self, id: &str, session: &str, speaker: Option<&str>, text: &Text) -> std::io::Result<()> {
        let mut from = 0;
        for sentence in text.sentences() {
            for at in sentence.clone() {
                let end = if at < from { None } else { self.cue.match_at(text, sentence, at).filter(|end| *end > at) };
                let Some(end) = end else { continue };
                from = end;
                let first = (at..end).find(|&it| text.tokens()[it].kind != crate::text::Kind::Mark).unwrap_or(at);
                let span = text.span_of(first..end);
                let (before, after) = (&text.as_str()[..span.start], &text.as_str()[span.end..]);
                self.found += 1;
                self.write([id, session, speaker.unwrap_or("")], before, text.slice(span), after)?;
            }
        }
        Ok(())
    }

    fn write(
        &mut self,
        [id, session, speaker]: [&str; 3],
        before: &str,
        cue: &str,
        after: &str,
    ) -> std::io::Result<()> {
        let width = self.args.width;
        let skipped = before.chars().count().saturating_sub(width);
        let left: String = plain(before).chars().skip(skipped).collect();
        let right: String = plain(after).chars().take(width).collect();
        match self.args.format {
            Format::Plain => {
                let id = plain(id);
                writeln!(self.out, "{id:16} {left:>width$}[{}]{right}", plain(cue))
            }
            Format::Csv => {
                let cells = [id, session, speaker, &left, &plain(cue), &right].map(cell);
                let mut row = csv::WriterBuilder::new().from_writer(&mut self.out);
                row.write_record(&cells).map_err(std::io::Error::other)?;
                row.flush()
            }
        }
    }
}

/// A terminal obeys control and direction marks, and a line must stay one.
fn plain(text: &str) -> String {
    let is_plain = |c: char| {
        !c.is_control() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if is_plain(c) { c } else { ' ' }).collect()
}

/// A spreadsheet takes a cell that starts so for a formula.
fn cell(text: &str) -> String {
    if text.trim_start().starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() }
}
