//! The findings summary as parts and blocks, written once for every format; the comparison of two waves likewise.
//!
//! All wording of the reports is below this module. A renderer turns blocks into its format and adds no words; it must
//! escape what it is given, because quotations hold whatever people wrote.

mod accuracy;
mod answers;
mod closing;
mod moved;
mod opening;
mod themes;
mod words;

use crate::findings::report::{Quotation, Voice};
use crate::findings::{Comparison, Publishable, Report};

/// A whole report in words; [`document`] makes one of guarded findings, [`comparison`] of published ones, and nothing
/// else does.
pub struct Document {
    /// What stands above everything else.
    pub(super) banner: &'static str,
    /// The title.
    pub(super) title: &'static str,
    /// What stands under it.
    pub(super) subtitle: String,
    /// The parts.
    pub(super) parts: Vec<Part>,
}

/// A part of the report.
pub(in crate::render) struct Part {
    /// A short name without spaces, for links.
    pub anchor: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A piece of a part.
pub(in crate::render) enum Block {
    /// A heading within the part.
    Heading(String),
    /// The sentence to remember.
    Lead(String),
    /// A paragraph.
    Paragraph(String),
    /// A claim with how widely it is shared.
    Claim {
        /// The claim.
        says: String,
        /// How widely it is shared.
        reach: String,
    },
    /// A label such as "Tactics and tools".
    Mark(String),
    /// A caution.
    Note {
        /// What it is about.
        title: &'static str,
        /// What to mind.
        words: String,
    },
    /// Somebody's words.
    Quotation {
        /// The words, without quotation marks.
        words: String,
        /// Who speaks: "a participant".
        voice: &'static str,
    },
    /// Things in no order.
    List(Vec<String>),
    /// Things in order.
    Steps(Vec<String>),
    /// A table.
    Table(Table),
    /// The figures of a table as a picture.
    Chart(Chart),
}

/// A table whose rows start with a name.
pub(in crate::render) struct Table {
    /// What it shows.
    pub caption: String,
    /// The columns, the first above the row names.
    pub columns: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What a reader must know to read it; may be empty.
    pub note: String,
}

/// A row of a table.
pub(in crate::render) struct Row {
    /// Its name.
    pub name: String,
    /// Its cells, one for each column after the first.
    pub cells: Vec<String>,
}

/// Bars, one under the other.
pub(in crate::render) struct Chart {
    /// What they show.
    pub caption: String,
    /// The bars.
    pub bars: Vec<Bar>,
    /// What the colours stand for; empty where there is only one.
    pub key: Vec<(&'static str, &'static str)>,
}

/// A stacked bar.
pub(in crate::render) struct Bar {
    /// What it stands for.
    pub name: String,
    /// How many people the whole width stands for.
    pub of: u64,
    /// The same in words: "14 people".
    pub note: String,
    /// Its parts, from left to right; none is empty.
    pub parts: Vec<Segment>,
}

/// One part of a stacked bar.
pub(in crate::render) struct Segment {
    /// A name for its colour: `resounding-yes`, `no`, ...
    pub kind: &'static str,
    /// What it stands for.
    pub name: &'static str,
    /// People.
    pub people: u64,
}

impl Part {
    fn new(anchor: &'static str, title: &'static str) -> Self {
        Part { anchor, title, blocks: Vec::new() }
    }

    fn heading(&mut self, words: impl Into<String>) {
        self.blocks.push(Block::Heading(words.into()));
    }

    fn paragraph(&mut self, words: impl Into<String>) {
        self.blocks.push(Block::Paragraph(words.into()));
    }

    fn note(&mut self, title: &'static str, words: impl Into<String>) {
        self.blocks.push(Block::Note { title, words: words.into() });
    }

    fn quotations(&mut self, quotations: &[Quotation]) {
        let quotation = |it: &Quotation| Block::Quotation {
            words: it.words.clone(),
            voice: match (it.voice, it.edited) {
                (Voice::Participant, false) => "a participant",
                (Voice::Participant, true) => "a participant, lightly edited",
                (Voice::Respondent, false) => "a respondent",
                (Voice::Respondent, true) => "a respondent, lightly edited",
            },
        };
        self.blocks.extend(quotations.iter().map(quotation));
    }

    fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }
}

impl Document {
    /// Every word of the report, a line for each piece.
    pub fn words(&self) -> String {
        let mut lines = vec![self.banner.to_owned(), self.title.to_owned(), self.subtitle.clone()];
        for part in &self.parts {
            lines.push(part.title.to_owned());
            part.blocks.iter().for_each(|block| block.words(&mut lines));
        }
        lines.join("\n")
    }
}

impl Block {
    fn words(&self, lines: &mut Vec<String>) {
        match self {
            Block::Heading(words) | Block::Lead(words) | Block::Paragraph(words) | Block::Mark(words) => {
                lines.push(words.clone());
            }
            Block::Claim { says, reach } => lines.extend([says.clone(), reach.clone()]),
            Block::Note { title, words } => lines.extend([(*title).to_owned(), words.clone()]),
            Block::Quotation { words, voice } => lines.extend([words.clone(), (*voice).to_owned()]),
            Block::List(items) | Block::Steps(items) => lines.extend(items.iter().cloned()),
            Block::Table(table) => {
                lines.push(table.caption.clone());
                lines.extend(table.columns.iter().map(|column| (*column).to_owned()));
                for row in &table.rows {
                    lines.push(row.name.clone());
                    lines.extend(row.cells.iter().cloned());
                }
                lines.push(table.note.clone());
            }
            Block::Chart(chart) => lines.push(chart.words()),
        }
    }
}

impl Chart {
    /// What the chart shows, in words: the alternative text.
    pub(super) fn words(&self) -> String {
        let bars = self.bars.iter().map(|bar| {
            let parts: Vec<String> = bar.parts.iter().map(|it| format!("{} {}", it.name, it.people)).collect();
            let parts = if parts.is_empty() { "none".to_owned() } else { parts.join(", ") };
            format!("{} ({}): {parts}", bar.name, bar.note)
        });
        format!("{}. {}.", self.caption, bars.collect::<Vec<_>>().join("; "))
    }
}

/// What moved between two waves, in words.
pub fn comparison(comparison: &Comparison) -> Document {
    moved::document(comparison)
}

/// The report in words.
pub fn document(publishable: &Publishable) -> Document {
    let report: &Report = publishable.report();
    Document {
        banner: "Confidential",
        title: "What our people told us",
        subtitle: opening::subtitle(report),
        parts: vec![
            opening::cover(report),
            opening::one_page(report),
            themes::strengths(report),
            themes::weaknesses(report),
            answers::reluctant_yes(report),
            themes::out_of_the_loop(report),
            closing::working_session(report),
            closing::method(report),
        ],
    }
}
