//! Files in, transcripts out. Bad input is no error unless the run cannot go on: it becomes a [`Notice`].
//!
//! `decode` turns whatever encoding a file is in into UTF-8. One file per input family: `labelled` (`Name: text`), `webvtt` (with `cue` and `cues`), `survey` (tables of
//! answers) and `rows` (the row contract). `sniff` tells them apart by content. No file is written here, no word
//! of one is put into a message, and nobody is masked yet.

mod archive;
mod cast;
mod cue;
mod cues;
mod decode;
mod draft;
mod file;
mod folder;
mod input;
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
mod webvtt;
mod xml;

use std::fmt;
use std::path::Path;

use crate::error::{ErrorKind, Notice, Result};
use crate::transcript::{SessionKind, Speaker, Transcript};

pub use decode::Spelling;
pub use folder::files_in;
pub use options::{ColumnKind, ColumnReport, Ids, Options, Overrule, SurveyReport};
pub use roster::roster;
pub use rows::Rows;

use decode::Found;
use file::File;
use input::Opened;
use people::People;
use sniff::{Container, Family};
use survey::Survey;

/// An opened file that gives its transcripts one after the other.
pub struct Source {
    reader: Reader,
    found: Found,
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
        Self::open_as(path, roster, &Options::default())
    }

    /// The same, read as `options` say.
    pub fn open_as(path: &Path, roster: &[Speaker], options: &Options) -> Result<Self> {
        if sniff::container(path, &input::first_bytes(path)?)? == Some(Container::Workbook) {
            let survey = Survey::open_workbook(path, roster, options)?;
            return Ok(Source { reader: Reader::Survey(Box::new(survey)), found: Found::utf8() });
        }
        let Opened { head, whole, reader: input, found } = input::open(path)?;
        let family = sniff::family(path, &head, whole)?;
        let reader = match family {
            Family::Labelled | Family::Cues => {
                let text = input::rest(path, input)?;
                Reader::whole(path, family, &text, &People::new(roster))?
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
        Ok(Source { reader, found })
    }

    /// How the file spells its text, complete once the last transcript is read.
    pub fn spelling(&self) -> Spelling {
        self.found.spelling()
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
    fn whole(path: &Path, family: Family, text: &str, people: &People) -> Result<Self> {
        let mut file = File::new(path);
        let mut transcript = match family {
            Family::Cues => webvtt::read(&mut file, text, people)?,
            _ => labelled::read(&mut file, text, people)?,
        };
        if !moderator::find(&mut transcript, people) {
            file.note_all("no moderator found; say who it is in a roster (`--roster`)");
        }
        Ok(Reader::Whole { file, transcript: Some(transcript) })
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
