//! Transcripts as text files: cuts them into lines, and lays the copy out line by line.

use super::cast::Cast;
use super::draft::Draft;
use super::file::File;
use super::labelled::{self, Cut, Fate, Is, Line};
use super::people::People;
use super::times::Times;
use crate::error::Result;
use crate::transcript::{Escape, Transcript};

/// Reads `text`, the content of `file`; the copy opens with `mark`.
pub(super) fn read(file: &mut File, text: &str, mark: &str, people: &People, times: Times) -> Result<Transcript> {
    let ended: Vec<(&str, &str)> = text.split_inclusive('\n').map(cut_end).collect();
    let lines: Vec<Line<'_>> =
        ended.iter().enumerate().map(|(at, it)| Line { number: at + 1, words: it.0, ..Line::default() }).collect();
    let mut draft = Draft::new(Cast::new(people), Escape::Plain, times);
    let fates = labelled::read(file, &lines, people, &mut draft)?;
    draft.literal(mark);
    for ((words, end), fate) in ended.into_iter().zip(&fates) {
        let Fate::Kept(cuts) = fate else { continue };
        let written = write(&mut draft, words, cuts);
        // A line that held nothing but a time goes with the time.
        if written || words.trim().is_empty() {
            draft.literal(end);
        }
    }
    Ok(draft.finish(file))
}

/// A line and its end.
fn cut_end(line: &str) -> (&str, &str) {
    let words = line.trim_end_matches(['\r', '\n']);
    (words, &line[words.len()..])
}

/// Lays a line out; false if nothing of it is left.
fn write(draft: &mut Draft<'_>, line: &str, cuts: &[Cut]) -> bool {
    if draft.retimed.keeps() {
        for cut in cuts {
            piece(draft, &line[cut.start..cut.end], cut.is);
        }
        return true;
    }
    let mut written = false;
    for (at, cut) in cuts.iter().enumerate() {
        if cut.is != Is::Syntax {
            piece(draft, &line[cut.start..cut.end], cut.is);
            let colon = labelled::colon(&draft.retimed, cuts, at);
            draft.literal(colon);
            written = true;
            continue;
        }
        let left = labelled::retimed(&mut draft.retimed, line, cuts, at);
        written |= !left.trim().is_empty();
        draft.literal(&left);
    }
    written
}

fn piece(draft: &mut Draft<'_>, stretch: &str, is: Is) {
    match is {
        Is::Syntax => draft.literal(stretch),
        Is::Label(speaker) => draft.label(speaker),
        Is::Said(heard) => draft.said(heard),
        Is::Gone => {}
    }
}
