//! Files in, transcripts out. Bad input is no error unless the run cannot go on: it becomes a [`Notice`].
//!
//! `decode` turns whatever encoding a file is in into UTF-8. One file per input family: `labelled` (`Name: text`),
//! `webvtt` (with `cue` and `cues`), `docx`, `json` (of recognisers), `survey` (tables of answers, workbooks too) and
//! `rows` (the row contract). `sniff` tells them apart by content. No file is written here, no word of one is put into
//! a message, and nobody is masked yet.

mod archive;
mod attendees;
mod cast;
mod clock;
mod cue;
mod cues;
mod decode;
mod display;
mod docx;
mod draft;
mod drift;
mod file;
mod folder;
mod initials;
mod input;
mod json;
mod labelled;
mod labels;
mod moderator;
mod options;
mod people;
mod prefix;
mod roster;
mod rows;
mod sniff;
mod survey;
mod table;
mod text;
mod times;
mod verbatim;
mod webvtt;
mod xml;

use std::fmt;
use std::path::Path;

use crate::error::{ErrorKind, Notice, Result};
use crate::transcript::{SessionKind, Speaker, Transcript};

pub use decode::Spelling;
pub use file::Dropped;
pub use folder::files_in;
pub use options::{ColumnKind, ColumnReport, Ids, Options, Overrule, SurveyReport};
pub use roster::roster;
pub use rows::Rows;
pub use times::Times;

use archive::Archive;
use decode::Found;
use file::File;
use input::Opened;
use people::People;
use sniff::{Container, Family};
use survey::Survey;

/// An opened file that gives its transcripts one after the other.
pub struct Source {
    reader: Reader,
    /// How its text is spelt; none for archives, whose parts say so themselves.
    found: Option<Found>,
}

/// The reader behind a source, one for each way of going through a file.
enum Reader {
    /// A transcript, read whole.
    Whole { file: File, transcript: Option<Transcript> },
    /// A survey, read batch by batch.
    Survey(Box<Survey>),
    /// Rows, read session by session; the first is read ahead to learn what they are.
    Rows { rows: Box<Rows>, first: Option<Transcript>, kind: SessionKind },
}

impl Source {
    /// Opens `path` and finds out what it is; `roster` tells who is a moderator and who took part.
    pub fn open(path: &Path, roster: &[Speaker]) -> Result<Self> {
        Self::open_with(path, roster, &Options::default())
    }

    /// The same, with wishes for the copy.
    pub fn open_with(path: &Path, roster: &[Speaker], options: &Options) -> Result<Self> {
        match sniff::container(path, &input::first_bytes(path)?)? {
            Some(Container::Document) => return Self::document(path, roster, options),
            Some(Container::Workbook) => {
                let survey = Survey::open_workbook(path, roster, options)?;
                return Ok(Source { reader: Reader::Survey(Box::new(survey)), found: None });
            }
            None => {}
        }
        let Opened { head, whole, reader: input, found } = input::open(path)?;
        let family = sniff::family(path, &head, whole)?;
        let reader = match family {
            Family::Labelled | Family::Cues | Family::Json => {
                let text = input::rest(path, input)?;
                Reader::whole(path, family, &text, found.spelling().mark_of_copy(), &People::new(roster), options)?
            }
            Family::Survey => {
                let mark = found.spelling().mark_of_copy();
                Reader::Survey(Box::new(Survey::open(path, &head, input, mark, roster, options)?))
            }
            Family::Rows => {
                let mut rows = Box::new(Rows::new(input, path, roster, &[]));
                let first = rows.next_transcript()?;
                if let (None, Some(notice)) = (&first, rows.notices().first()) {
                    let line = notice.line.unwrap_or(1);
                    return Err(ErrorKind::NoRows { path: path.to_owned(), line }.into());
                }
                let kind = first.as_ref().map_or(SessionKind::Survey, |first| first.kind);
                Reader::Rows { rows, first, kind }
            }
        };
        Ok(Source { reader, found: Some(found) })
    }

    /// Opens a Word document.
    fn document(path: &Path, roster: &[Speaker], options: &Options) -> Result<Self> {
        let people = People::new(roster);
        let mut file = File::new(path);
        let transcript = docx::read(&mut file, &mut Archive::open(path)?, &people, options.times)?;
        Ok(Source { reader: Reader::finish(file, transcript, &people), found: None })
    }

    /// How the file spells its text, complete once the last transcript is read; none for archives.
    pub fn spelling(&self) -> Option<Spelling> {
        self.found.as_ref().map(Found::spelling)
    }

    /// What the file was taken for.
    pub fn format(&self) -> &'static str {
        match &self.reader {
            Reader::Whole { file, .. } => file.format,
            Reader::Survey(survey) => survey.report().dialect,
            Reader::Rows { .. } => "rows of JSON",
        }
    }

    /// The lines that were left out because nobody says them.
    pub fn dropped(&self) -> &[Dropped] {
        match &self.reader {
            Reader::Whole { file, .. } => &file.dropped,
            Reader::Survey(_) | Reader::Rows { .. } => &[],
        }
    }

    /// What kind of gathering the file holds.
    pub fn kind(&self) -> SessionKind {
        match &self.reader {
            Reader::Whole { .. } => SessionKind::FocusGroup,
            Reader::Survey(_) => SessionKind::Survey,
            Reader::Rows { kind, .. } => *kind,
        }
    }

    /// The next session, or the next batch of a survey; one person's answers never fall into two batches.
    pub fn next_transcript(&mut self) -> Result<Option<Transcript>> {
        match &mut self.reader {
            Reader::Whole { transcript, .. } => Ok(transcript.take()),
            Reader::Survey(survey) => survey.next_transcript(),
            Reader::Rows { rows, first, .. } => first.take().map_or_else(|| rows.next_transcript(), |it| Ok(Some(it))),
        }
    }

    /// How a survey was understood; none for anything else.
    pub fn survey(&self) -> Option<&SurveyReport> {
        match &self.reader {
            Reader::Survey(survey) => Some(survey.report()),
            _ => None,
        }
    }

    /// Which of [`Options::columns`] named a column of this file, by place.
    pub fn followed(&self) -> &[bool] {
        match &self.reader {
            Reader::Survey(survey) => survey.followed(),
            _ => &[],
        }
    }

    /// What the user should know about the file, complete once the last transcript is read.
    pub fn notices(&self) -> &[Notice] {
        match &self.reader {
            Reader::Whole { file, .. } => &file.notices,
            Reader::Survey(survey) => survey.notices(),
            Reader::Rows { rows, .. } => rows.notices(),
        }
    }

    /// How many rows could not be read so far; each has its notice.
    pub fn failed(&self) -> usize {
        match &self.reader {
            Reader::Whole { .. } => 0,
            Reader::Survey(survey) => survey.failed(),
            Reader::Rows { rows, .. } => rows.failed(),
        }
    }
}

impl Reader {
    fn whole(path: &Path, family: Family, text: &str, mark: &str, people: &People, options: &Options) -> Result<Self> {
        let mut file = File::new(path);
        let text = &*input::lines_ended(text);
        let transcript = match family {
            Family::Cues => webvtt::read(&mut file, text, mark, people, options.times)?,
            Family::Json => json::read(&mut file, text, mark, people, options.times)?,
            _ => text::read(&mut file, text, mark, people, options.times)?,
        };
        Ok(Self::finish(file, transcript, people))
    }

    /// Says who moderates and what was left out.
    fn finish(mut file: File, mut transcript: Transcript, people: &People) -> Self {
        file.note_dropped();
        if !moderator::find(&mut transcript, people) {
            file.note_all("no moderator found; say who it is in a roster (`--roster`)");
        }
        Reader::Whole { file, transcript: Some(transcript) }
    }
}

/// Shows how far it is, never what was said.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({:?}, {} notices)", self.kind(), self.notices().len())
    }
}

#[cfg(test)]
mod tests;
