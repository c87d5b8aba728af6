//! Transcripts as Word documents: Teams, Word's own transcribing, Otter, Rev, Google Meet, and what people type.
//!
//! `body` walks the XML and gives lines, `labelled` decides who says what, and here the two are put together again;
//! `keep` and `package` see to it that no word comes back but through the layout.

mod body;
mod keep;
mod package;
mod table;

use super::archive::Archive;
use super::cast::Cast;
use super::draft::Draft;
use super::file::{File, counted};
use super::labelled::{self, Cut, Fate, Is, Line};
use super::people::People;
use super::times::Times;
use crate::error::{ErrorKind, Result, Wrong};
use crate::transcript::{Escape, Transcript};

use body::{Body, Op};
use package::Styles;

/// Reads the document in `archive`, the content of `file`.
pub(super) fn read(file: &mut File, archive: &mut Archive, people: &People, times: Times) -> Result<Transcript> {
    let main = archive.text("_rels/.rels")?.and_then(|xml| package::main_part(&xml));
    let main = main.filter(|main| archive.names().iter().any(|name| name == main));
    let main = main.unwrap_or_else(|| package::BODY.to_owned());
    let Some(xml) = archive.text(&main)? else { return Err(archive.wrong(Wrong::Damaged)) };
    let styles = archive.text("word/styles.xml")?.map_or_else(Styles::default, |xml| Styles::of(&xml));
    let numbering = archive.text("word/numbering.xml")?.and_then(|xml| package::numbering(&xml));
    let body = body::body(&xml, &|id| styles.name(id)).map_err(|rule| archive.wrong(Wrong::Xml(rule)))?;
    let lines: Vec<Line<'_>> = body
        .lines
        .iter()
        .enumerate()
        .map(|(at, text)| Line { number: at + 1, words: &text.words, bold: text.bold, aside: text.aside })
        .collect();
    if lines.iter().all(|line| line.words.trim().is_empty()) {
        return Err(ErrorKind::Empty { path: file.path.clone() }.into());
    }
    let mut draft = Draft::new(Cast::new(people), Escape::Xml, times);
    let fates = labelled::read(file, &lines, people, &mut draft)?;
    tell(file, &body, archive);
    Copy { lines: &lines, fates: &fates, leads: Vec::new() }.write(&body, &mut draft);
    let mut transcript = draft.finish(file);
    transcript.layout.package = package::parts(styles, numbering);
    Ok(transcript)
}

/// Says what does not come back.
fn tell(file: &mut File, body: &Body, archive: &Archive) {
    let mut gone: Vec<String> = package::left_out(archive.names()).into_iter().map(str::to_owned).collect();
    gone.extend(body.left_out.iter().map(|(what, &times)| counted(times, what)));
    if !gone.is_empty() {
        file.note_all(format!("left out of the copy, because names may hide there: {}", gone.join(", ")));
    }
}

/// The document being written again.
struct Copy<'a> {
    lines: &'a [Line<'a>],
    fates: &'a [Fate],
    /// Labels and syntax that were written already, by line and start: a later run of theirs stays empty.
    leads: Vec<(usize, usize)>,
}

impl Copy<'_> {
    fn write(mut self, body: &Body, draft: &mut Draft<'_>) {
        draft.literal(package::declaration());
        let mut at = 0;
        while let Some(op) = body.ops.get(at) {
            match op {
                Op::Paragraph { in_table: false } if self.is_gone(&body.ops[at..]) => {
                    at += body.ops[at..].iter().position(|op| matches!(op, Op::End { .. })).unwrap_or(0);
                }
                Op::Xml(xml) => draft.literal(xml),
                Op::Run { line, start, end } => self.run(*line, *start, *end, draft),
                Op::Break { line, xml } if matches!(self.fates[*line], Fate::Kept(_)) => draft.literal(xml),
                Op::Break { .. } | Op::Paragraph { .. } | Op::End { .. } => {}
            }
            at += 1;
        }
    }

    /// Whether every line of the paragraph that begins here is dropped; one that ends a section stays.
    fn is_gone(&self, ops: &[Op]) -> bool {
        let mut ops = ops.iter();
        let end = ops.find_map(|op| match op {
            Op::End { first, last } => Some(Some((*first, *last))),
            Op::Xml(xml) if xml.starts_with("<w:sectPr") => Some(None),
            _ => None,
        });
        end.flatten().is_some_and(|(first, last)| {
            let words = |line: &Line<'_>| !line.words.trim().is_empty();
            (first..=last).all(|at| self.fates[at] == Fate::Dropped) && (first..=last).any(|at| words(&self.lines[at]))
        })
    }

    /// The text of a run: what stands in the copy for its stretch of the line.
    fn run(&mut self, line: usize, start: usize, end: usize, draft: &mut Draft<'_>) {
        let Fate::Kept(cuts) = &self.fates[line] else { return };
        draft.literal("<w:t xml:space=\"preserve\">");
        for (at, cut) in cuts.iter().enumerate() {
            let (from, to) = (cut.start.max(start), cut.end.min(end));
            if from >= to {
                continue;
            }
            match cut.is {
                Is::Gone => {}
                Is::Label(speaker) => {
                    if self.first(line, cut) {
                        draft.label(speaker);
                        let colon = labelled::colon(&draft.retimed, cuts, at);
                        draft.literal(colon);
                    }
                }
                Is::Said(heard) => draft.said(heard.part(from - cut.start, to - cut.start)),
                Is::Syntax if draft.retimed.keeps() => syntax(draft, &self.lines[line].words[from..to]),
                Is::Syntax => {
                    if self.first(line, cut) {
                        let left = labelled::retimed(&mut draft.retimed, self.lines[line].words, cuts, at);
                        syntax(draft, &left);
                    }
                }
            }
        }
        draft.literal("</w:t>");
    }

    /// Whether nothing was written for the cut yet.
    fn first(&mut self, line: usize, cut: &Cut) -> bool {
        let first = self.leads.last() != Some(&(line, cut.start));
        if first {
            self.leads.push((line, cut.start));
        }
        first
    }
}

/// Syntax between words; tabs have elements of their own.
fn syntax(draft: &mut Draft<'_>, syntax: &str) {
    let mut written = String::with_capacity(syntax.len());
    Escape::Xml.write(&syntax.replace('\t', " "), &mut written);
    draft.literal(&written);
}

#[cfg(test)]
mod tests;
