//! The body of a Word document: lines of text, and the XML around them with nothing in it that is not text or look.
//!
//! Tracked insertions are text, deletions are not; hidden text, notes, fields, pictures and comments are left out and
//! counted. Nothing is decided about speakers here.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::keep;
use super::table::Table;
use crate::read::xml::{self, Item, attribute, local};

/// A document as text and the XML around it.
#[derive(Default)]
pub(super) struct Body {
    pub(super) lines: Vec<Text>,
    pub(super) ops: Vec<Op>,
    /// What was left out, by what it is.
    pub(super) left_out: BTreeMap<&'static str, usize>,
}

/// A line of text: a paragraph, or a part of one between line breaks.
#[derive(Default)]
pub(super) struct Text {
    pub(super) words: String,
    /// How many bytes at its start are bold.
    pub(super) bold: usize,
    /// Whether it stands in a table that is no talk.
    pub(super) aside: bool,
}

/// One step in writing the document again.
pub(super) enum Op {
    /// XML.
    Xml(String),
    /// The text of a run: a stretch of a line.
    Run { line: usize, start: usize, end: usize },
    /// A break behind a line.
    Break { line: usize, xml: &'static str },
    /// A paragraph begins; in a table it must stay, even without text.
    Paragraph { in_table: bool },
    /// The paragraph ends that held these lines.
    End { first: usize, last: usize },
}

/// Goes through the XML of a document's body; `style` gives the copy's name of a style, if it comes back; the error is the rule that it breaks.
pub(super) fn body(xml: &str, style: &dyn Fn(&str) -> Option<String>) -> Result<Body, &'static str> {
    let mut walk = Walk::new(style);
    xml::each(xml, |item| match item {
        Item::Open(start) => walk.open(&start),
        Item::Close(name) => walk.close(&name),
        Item::Text(text) => walk.text(&text),
    })?;
    Ok(walk.finish())
}

/// The walk through a document.
struct Walk<'s> {
    style: &'s dyn Fn(&str) -> Option<String>,
    /// The prefix of Word's own elements, with its colon.
    prefix: String,
    body: Body,
    /// How deep the walk is inside something left out.
    skipped: usize,
    /// Pictures and shapes around the walk, in which only text boxes count.
    drawn: usize,
    /// Paragraphs around the walk: one inside another is a text box's.
    paragraphs: Vec<Paragraph>,
    /// Paragraphs of text boxes that are to follow the one around them.
    boxes: Vec<Op>,
    run: Run,
    tables: Vec<Row>,
    /// The table that the walk is in.
    table: Option<Table>,
    /// Elements that came back, and are to be closed.
    kept: Vec<bool>,
    /// Whether the walk is in a text element.
    in_text: bool,
}

/// The paragraph that the walk is in.
struct Paragraph {
    ops: Vec<Op>,
    first: usize,
    line: usize,
    drawn: usize,
}

/// The run that the walk is in.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Copy, Default)]
struct Run {
    inside: bool,
    properties: bool,
    bold: bool,
    hidden: bool,
}

/// The table row that the walk is in.
#[derive(Default)]
struct Row {
    cells: usize,
    /// Lines in the cell so far.
    in_cell: usize,
    /// The line that the cells before make up.
    line: usize,
    /// Whether the cell goes on with that line.
    joins: bool,
}

impl<'s> Walk<'s> {
    fn new(style: &'s dyn Fn(&str) -> Option<String>) -> Self {
        Walk {
            style,
            prefix: "w:".to_owned(),
            body: Body::default(),
            skipped: 0,
            drawn: 0,
            paragraphs: Vec::new(),
            boxes: Vec::new(),
            run: Run::default(),
            tables: Vec::new(),
            table: None,
            kept: Vec::new(),
            in_text: false,
        }
    }

    fn finish(mut self) -> Body {
        self.body.ops.append(&mut self.boxes);
        self.body
    }

    fn push(&mut self, op: Op) {
        match self.paragraphs.last_mut() {
            Some(paragraph) => paragraph.ops.push(op),
            None => self.body.ops.push(op),
        }
    }

    fn count(&mut self, what: &'static str) {
        if !what.is_empty() {
            *self.body.left_out.entry(what).or_default() += 1;
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) {
        let name = start.name();
        let name: &str = name.as_ref();
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        if self.kept.is_empty() {
            self.prefix = name.rsplit_once(':').map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
        }
        let Some(local) = name.strip_prefix(self.prefix.as_str()) else {
            return self.foreign(name);
        };
        if let Some((_, what)) = keep::LEFT_OUT.iter().find(|it| it.0 == local) {
            self.count(what);
            self.skipped = 1;
            return;
        }
        match local {
            "drawing" | "pict" | "object" => {
                self.drawn += 1;
                self.count(if local == "object" { "embedded object" } else { "picture or shape" });
                self.kept.push(false);
            }
            _ if self.drawn > self.paragraphs.last().map_or(0, |it| it.drawn) && local != "p" => self.kept.push(false),
            "document" => {
                self.body.ops.push(Op::Xml(format!("<w:document xmlns:w=\"{}\">", super::package::MAIN)));
                self.kept.push(true);
            }
            "p" => self.paragraph(),
            "t" => {
                self.in_text = self.run.inside && !self.run.hidden;
                self.kept.push(false);
            }
            "br" | "cr" => self.line_break(start),
            _ => self.element(local, start),
        }
    }

    /// An element of another format: of two renderings of a thing the second is left out.
    fn foreign(&mut self, name: &str) {
        if local(name) == "Fallback" {
            self.skipped = 1;
        } else {
            self.kept.push(false);
        }
    }

    fn element(&mut self, local: &str, start: &BytesStart<'_>) {
        match local {
            "r" => self.run = Run { inside: true, ..Run::default() },
            "rPr" => self.run.properties = self.run.inside,
            "b" if self.run.properties => self.run.bold = is_on(start),
            "vanish" if self.run.properties => self.hide(start),
            "tab" if self.run.inside && !self.run.properties => self.add("\t"),
            "noBreakHyphen" => self.add("-"),
            "tbl" => self.start_table(),
            "tr" => self.row(),
            "tc" => self.cell(),
            _ => {}
        }
        let tag = keep::keeps(local).then(|| keep::tag(local, start, self.style)).flatten();
        // White space and hyphens of hidden runs go with their words.
        let tag = tag.filter(|_| !(self.run.hidden && matches!(local, "tab" | "noBreakHyphen" | "softHyphen")));
        self.kept.push(tag.is_some());
        if let Some(tag) = tag {
            self.push(Op::Xml(tag));
        }
    }

    fn hide(&mut self, start: &BytesStart<'_>) {
        self.run.hidden = is_on(start);
        if self.run.hidden {
            self.count("hidden text");
        }
    }

    /// A table in a text box is part of that; it begins where no paragraph is open.
    fn start_table(&mut self) {
        match &mut self.table {
            Some(table) => table.depth += 1,
            None if self.paragraphs.is_empty() => {
                self.table = Some(Table::new(self.body.lines.len(), self.body.ops.len()));
            }
            None => {}
        }
    }

    /// A table that is no talk does not come back: what it says is nobody's turn.
    fn end_table(&mut self) {
        let Some(table) = self.table.as_mut().filter(|_| self.paragraphs.is_empty()) else { return };
        table.depth -= 1;
        if table.depth > 0 {
            return;
        }
        let Some(table) = self.table.take() else { return };
        let aside = if table.is_talk() { table.heading() } else { table.first_line..self.body.lines.len() };
        self.body.lines[aside].iter_mut().for_each(|line| line.aside = true);
        if !table.is_talk() {
            self.body.ops.truncate(table.first_op);
            self.count("table that is no talk");
        }
    }

    fn row(&mut self) {
        self.tables.push(Row::default());
        self.table.iter_mut().for_each(|table| table.row(self.body.lines.len()));
    }

    /// A cell goes on with the line of the one before where that holds no more than a time or a name.
    fn cell(&mut self) {
        self.table.iter_mut().for_each(Table::cell);
        let Some(row) = self.tables.last_mut() else { return };
        let before = self.body.lines.get_mut(row.line).filter(|_| row.cells > 0 && row.in_cell == 1);
        let words = before.map(|line| &mut line.words).filter(|it| !it.trim().is_empty() && it.chars().count() <= 80);
        row.joins = words.is_some();
        row.cells += 1;
        row.in_cell = 0;
        if let Some(words) = words {
            let cell = words.rsplit('\t').next().unwrap_or("").trim();
            let named = cell.ends_with([':', '>']) || crate::read::clock::is_clock(cell);
            words.push_str(if named { "\t" } else { ":\t" });
        }
    }

    fn paragraph(&mut self) {
        let mut line = self.body.lines.len();
        if let Some(row) = self.tables.last_mut() {
            row.in_cell += 1;
            if std::mem::take(&mut row.joins) {
                line = row.line;
            }
            row.line = line;
        }
        if line == self.body.lines.len() {
            self.body.lines.push(Text::default());
        }
        let in_table = !self.tables.is_empty();
        let ops = vec![Op::Paragraph { in_table }, Op::Xml("<w:p>".to_owned())];
        self.paragraphs.push(Paragraph { ops, first: line, line, drawn: self.drawn });
        self.run = Run::default();
        self.kept.push(true);
    }

    fn line_break(&mut self, start: &BytesStart<'_>) {
        self.kept.push(false);
        let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !self.run.hidden) else { return };
        let page = attribute(start, "type").is_some_and(|it| it == "page");
        let xml = if page { "<w:br w:type=\"page\"/>" } else { "<w:br/>" };
        paragraph.ops.push(Op::Break { line: paragraph.line, xml });
        self.body.lines.push(Text::default());
        paragraph.line = self.body.lines.len() - 1;
        if let Some(row) = self.tables.last_mut() {
            row.in_cell += 1;
        }
    }

    /// Adds characters that have elements of their own to the line.
    fn add(&mut self, words: &str) {
        if let Some(paragraph) = self.paragraphs.last().filter(|_| !self.run.hidden) {
            self.body.lines[paragraph.line].words.push_str(words);
            self.table.iter_mut().for_each(|table| table.words(words));
        }
    }

    fn text(&mut self, text: &str) {
        if !self.in_text || self.skipped > 0 || text.is_empty() {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let line = &mut self.body.lines[paragraph.line];
        let start = line.words.len();
        self.table.iter_mut().for_each(|table| table.words(text));
        // A line break in the XML is a space in the text.
        line.words.extend(text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        if self.run.bold && line.bold == start {
            line.bold = line.words.len();
        }
        match paragraph.ops.last_mut() {
            // References cut a text in two.
            Some(Op::Run { line: same, end, .. }) if *same == paragraph.line && *end == start => {
                *end = line.words.len();
            }
            _ => paragraph.ops.push(Op::Run { line: paragraph.line, start, end: line.words.len() }),
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let kept = self.kept.pop().unwrap_or(false);
        let Some(local) = name.strip_prefix(self.prefix.as_str()) else { return };
        match local {
            "drawing" | "pict" | "object" => self.drawn = self.drawn.saturating_sub(1),
            "t" => self.in_text = false,
            "rPr" => self.run.properties = false,
            "r" => self.run = Run::default(),
            "tr" => _ = self.tables.pop(),
            "p" if kept => return self.end_paragraph(),
            _ => {}
        }
        if kept {
            self.push(Op::Xml(format!("</w:{local}>")));
        }
        if local == "tbl" {
            self.end_table();
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        paragraph.ops.push(Op::Xml("</w:p>".to_owned()));
        paragraph.ops.push(Op::End { first: paragraph.first, last: paragraph.line });
        if self.paragraphs.is_empty() {
            self.body.ops.append(&mut paragraph.ops);
            self.body.ops.append(&mut self.boxes);
        } else {
            self.boxes.append(&mut paragraph.ops);
            // The text box may stand in the middle of a run of the paragraph around it.
            self.run = Run { inside: true, ..Run::default() };
        }
    }
}

/// Whether a property that may be switched off is on.
fn is_on(start: &BytesStart<'_>) -> bool {
    attribute(start, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
}
