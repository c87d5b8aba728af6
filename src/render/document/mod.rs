//! The findings summary as parts and blocks, written once for every format.
//!
//! All wording of the report is below this module. A renderer turns blocks into its format and adds no words; it must
//! escape what it is given, because quotations hold whatever people wrote.

mod answers;
mod closing;
mod opening;
mod themes;
mod words;

use crate::findings::report::{Quotation, Voice};
use crate::findings::{Publishable, Report};

/// A whole report.
pub struct Document {
    /// What stands above everything else.
    pub banner: &'static str,
    /// The title.
    pub title: &'static str,
    /// What stands under it.
    pub subtitle: String,
    /// The eight parts.
    pub parts: Vec<Part>,
}

/// A part of the report.
pub struct Part {
    /// A short name without spaces, for links.
    pub anchor: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A piece of a part.
pub enum Block {
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
}

/// A table whose rows start with a name.
pub struct Table {
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
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its cells, one for each column after the first.
    pub cells: Vec<String>,
    /// The same as a picture, for formats that have pictures.
    pub bar: Option<Bar>,
}

/// A stacked bar.
pub struct Bar {
    /// What it shows, in words.
    pub text: String,
    /// Its parts, from left to right; none is empty.
    pub parts: Vec<Segment>,
}

/// One part of a stacked bar.
pub struct Segment {
    /// A name for its colour: `resounding-yes`, `no`, ...
    pub kind: &'static str,
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
            voice: match it.voice {
                Voice::Participant => "a participant",
                Voice::Respondent => "a respondent",
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
