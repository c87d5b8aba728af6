//! The whole program on one page.
//!
//! Each stage is a type that only its own module makes, so a step left out does not compile. What touches
//! files, the network or the clock is handed in by `cli`.

use std::sync::Arc;

use rayon::prelude::*;

use crate::anonymise::{Anonymised, Anonymiser, Key, Masked, Naming, SecondOpinion};
use crate::coded::{Coded, Coder, Comment, Row, code};
use crate::error::Result;
use crate::findings::{Findings, History, Limits, Publishable, guard_beside, tally};
use crate::read::Source;
use crate::transcript::{SessionKind, Speaker, Transcript};

/// What a run is told beside its files.
#[derive(Debug)]
pub struct Settings {
    /// Who took part, as far as a roster tells.
    pub roster: Vec<Speaker>,
    /// Words that stay readable whatever they look like.
    pub keep: Vec<String>,
    /// Whether what singles somebody out is put more widely in the texts themselves.
    pub generalise: bool,
    /// What comments are coded with.
    pub coder: Coder,
    /// How many people a published figure stands on.
    pub limits: Limits,
    /// What is known of pseudonyms beforehand.
    pub naming: Naming,
    /// Who is asked about names in doubtful sentences, beside the program itself.
    pub second: Option<Arc<SecondOpinion>>,
}

/// Takes the analyst's working files as they come about; they are anonymised, not group-guarded.
pub trait WorkingFiles {
    /// The anonymised copy of the transcripts of source number `source`, batch after batch.
    fn copy(&mut self, source: usize, anonymised: &Anonymised) -> Result<()>;
    /// The coded comments of one session or batch.
    fn comments(&mut self, coded: &Coded) -> Result<()>;
    /// Everything counted, for merging; nothing that the run masked may get into it.
    fn tally(&mut self, limits: Limits, masked: &Masked, findings: &Findings) -> Result<()>;
}

/// What `analyse` gives beside the working files.
#[derive(Debug)]
pub struct Analysis {
    /// What may leave the room.
    pub publishable: Publishable,
    /// Every word that was hidden, for the last search of the finished documents.
    pub masked: Masked,
    /// What the run knows beside what it wrote.
    pub kept: Kept,
}

/// What a run that hid people knows at its end.
#[derive(Debug)]
pub struct Kept {
    /// Who is called what, where that is to be kept.
    pub key: Option<Key>,
    /// The first line of the review that could not be followed, with the rule it breaks.
    pub unfollowed: Option<(usize, &'static str)>,
}

impl Kept {
    fn of(anonymiser: &Anonymiser) -> Self {
        Kept { key: anonymiser.key(), unfollowed: anonymiser.unfollowed() }
    }
}

/// Turns uploaded files into findings that may leave the room, beside the project's earlier reports.
pub fn analyse(
    settings: &Settings,
    history: &History,
    sources: &mut [Source],
    working: &mut dyn WorkingFiles,
) -> Result<Analysis> {
    let mut anonymiser = anonymiser(settings);
    let mut findings = Findings::default();
    for (number, transcripts) in introduce(&mut anonymiser, sources)?.into_iter().enumerate() {
        for transcript in transcripts {
            let anonymised = anonymiser.anonymise(transcript?);
            // ---- nobody is identifiable below this line ----
            working.copy(number, &anonymised)?;
            let coded = code(&settings.coder, anonymised);
            working.comments(&coded)?;
            findings = findings.merge(tally(&coded));
        }
    }
    let kept = Kept::of(&anonymiser);
    let masked = anonymiser.into_masked();
    working.tally(settings.limits, &masked, &findings)?;
    let publishable = guard_beside(settings.limits, history, &masked, findings)?;
    Ok(Analysis { publishable, masked, kept })
}

/// Hides the people in `sources`, one pseudonym a person over all of them, and hands each copy to `keep`.
pub fn anonymise(
    settings: &Settings,
    sources: &mut [Source],
    mut keep: impl FnMut(usize, &Anonymised) -> Result<()>,
) -> Result<Kept> {
    let mut anonymiser = anonymiser(settings);
    for (number, transcripts) in introduce(&mut anonymiser, sources)?.into_iter().enumerate() {
        for transcript in transcripts {
            keep(number, &anonymiser.anonymise(transcript?))?;
        }
    }
    Ok(Kept::of(&anonymiser))
}

/// Anonymises and codes sessions that have nothing to do with each other, on every core, in order.
pub fn annotate(settings: &Settings, transcripts: Vec<Transcript>) -> Vec<Coded> {
    let annotate = |transcript| code(&settings.coder, anonymiser(settings).anonymise(transcript));
    transcripts.into_par_iter().map(annotate).collect()
}

/// A coded session in the row contract, one JSON object a line.
pub fn rows(coded: &Coded) -> Vec<u8> {
    lines(coded, |row, _| row)
}

/// The same with the place and the weight of each cue of assent.
pub fn rows_explained(coded: &Coded) -> Vec<u8> {
    lines(coded, Row::explained)
}

fn lines<'a>(coded: &'a Coded, shape: impl Fn(Row<'a>, &'a Comment) -> Row<'a>) -> Vec<u8> {
    let mut lines = Vec::new();
    for comment in coded.comments() {
        let written = serde_json::to_writer(&mut lines, &shape(Row::new(coded.session(), comment), comment));
        written.expect("a row holds strings and finite numbers, and memory can be written");
        lines.push(b'\n');
    }
    lines
}

fn anonymiser(settings: &Settings) -> Anonymiser {
    let mut anonymiser = Anonymiser::new(&settings.roster, &settings.keep)
        .generalising(settings.generalise)
        .asking(settings.second.as_ref());
    anonymiser.mind(&settings.naming);
    anonymiser
}

/// Transcripts as they are needed: a focus group is in memory, a survey comes in batches.
type Transcripts<'a> = Box<dyn Iterator<Item = Result<Transcript>> + 'a>;

/// Makes every focus group's people known before any file is anonymised: who takes part in the last one may be
/// talked about in the first.
fn introduce<'a>(anonymiser: &mut Anonymiser, sources: &'a mut [Source]) -> Result<Vec<Transcripts<'a>>> {
    let mut introduced: Vec<Transcripts<'a>> = Vec::new();
    for source in sources {
        if source.kind() == SessionKind::Survey {
            introduced.push(Box::new(std::iter::from_fn(|| source.next_transcript().transpose())));
            continue;
        }
        let mut transcripts = Vec::new();
        while let Some(transcript) = source.next_transcript()? {
            anonymiser.introduce(&transcript);
            transcripts.push(Ok(transcript));
        }
        introduced.push(Box::new(transcripts.into_iter()));
    }
    Ok(introduced)
}
