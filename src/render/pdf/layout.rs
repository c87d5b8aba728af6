//! Blocks on pages.

use super::pages::{Drawn, LEFT, Pages, RIGHT, Role};
use crate::render::columns::{SIDES, widths};
use crate::render::document::{Block, Chart, Document, Table};
use crate::render::letters::Face;
use crate::render::picture::{Picture, Rgb, WIDTH};

const INK: Rgb = (29, 39, 48);
const SOFT: Rgb = (82, 96, 107);
const ACCENT: Rgb = (11, 72, 84);
const WARNING: Rgb = (124, 45, 58);
const RULE: Rgb = (213, 219, 224);

/// How words look.
#[derive(Clone, Copy)]
struct Style {
    face: Face,
    size: f32,
    colour: Rgb,
    before: f32,
    after: f32,
    indent: f32,
}

const BODY: Style = Style { face: Face::Regular, size: 10.0, colour: INK, before: 0.0, after: 7.0, indent: 0.0 };
const H1: Style = Style { face: Face::Bold, size: 17.0, colour: ACCENT, before: 0.0, after: 12.0, indent: 0.0 };
const H2: Style = Style { face: Face::Bold, size: 12.5, colour: INK, before: 12.0, after: 5.0, indent: 0.0 };
const QUOTE: Style = Style { face: Face::Italic, after: 5.0, indent: 16.0, ..BODY };
const SMALL: Style = Style { size: 8.5, colour: SOFT, ..BODY };
const CAPTION: Style = Style { face: Face::Bold, size: 9.5, before: 8.0, after: 4.0, ..BODY };
const CLAIM: Style = Style { face: Face::Bold, before: 7.0, after: 0.0, ..BODY };

/// How far one line is from the next, as a part of the size.
const LEADING: f32 = 1.42;

/// A document on pages.
pub(super) struct Layout {
    pub(super) pages: Pages,
    /// The page on which each part starts, from 0.
    pub(super) starts: Vec<usize>,
}

impl Layout {
    /// Lays a document out; `starts` are the pages that the contents tell.
    pub(super) fn of(document: &Document, starts: &[usize]) -> Self {
        let mut layout = Layout { pages: Pages::default(), starts: Vec::new() };
        layout.cover(document, starts);
        for (at, part) in document.parts.iter().enumerate() {
            // The first part stands under the contents, as on any cover.
            if at == 0 {
                layout.pages.space(26.0);
            } else {
                layout.pages.turn();
            }
            layout.starts.push(layout.pages.count() - 1);
            layout.words(&Role::Heading(1), H1, part.title);
            for block in &part.blocks {
                layout.block(block);
            }
        }
        layout
    }

    fn cover(&mut self, document: &Document, starts: &[usize]) {
        self.pages.room(0.0);
        let banner = Style { face: Face::Bold, size: 11.0, colour: WARNING, after: 22.0, ..BODY };
        self.words(&Role::Paragraph, banner, &document.banner.to_uppercase());
        self.words(&Role::Title, Style { size: 26.0, colour: INK, after: 6.0, ..H1 }, document.title);
        self.words(&Role::Paragraph, Style { size: 12.0, colour: SOFT, after: 30.0, ..BODY }, &document.subtitle);
        self.words(&Role::Paragraph, H2, "Contents");
        let list = self.pages.node(Role::List { numbered: false }, None);
        for (at, part) in document.parts.iter().enumerate() {
            let item = self.pages.node(Role::Item, Some(list));
            let page = starts.get(at).map(|start| (start + 1).to_string()).unwrap_or_default();
            let high = BODY.size * LEADING + 2.0;
            self.pages.room(high);
            let y = self.pages.y + BODY.size;
            let right = RIGHT - Face::Regular.width(&page, BODY.size);
            self.line(LEFT, y, BODY, part.title.to_owned(), Some(item));
            self.line(right, y, BODY, page, Some(item));
            self.pages.y += high;
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(words) => self.words(&Role::Heading(2), H2, words),
            Block::Lead(words) => self.boxed(ACCENT, (233, 242, 243), Style { size: 12.0, ..BODY }, None, words),
            Block::Note { title, words } => self.boxed((176, 112, 8), (253, 245, 228), BODY, Some(title), words),
            Block::Paragraph(words) => self.words(&Role::Paragraph, BODY, words),
            Block::Mark(words) => {
                self.words(
                    &Role::Paragraph,
                    Style { face: Face::Bold, size: 8.5, colour: ACCENT, after: 4.0, ..BODY },
                    words,
                );
            }
            Block::Claim { says, reach } => {
                self.pages.space(CLAIM.before);
                self.pages.room(110.0);
                self.words(&Role::Paragraph, Style { before: 0.0, ..CLAIM }, says);
                self.words(&Role::Paragraph, Style { after: 5.0, ..SMALL }, reach);
            }
            Block::Quotation { words, voice } => self.quotation(&format!("“{words}”"), &format!("({voice})")),
            Block::List(items) => self.list(items, false),
            Block::Steps(items) => self.list(items, true),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
        }
    }

    fn line(&mut self, x: f32, y: f32, style: Style, words: String, node: Option<usize>) {
        let Style { face, size, colour, .. } = style;
        self.pages.draw(Drawn::Words { x, y, size, face, words, colour }, node);
    }

    /// A paragraph of its own.
    fn words(&mut self, role: &Role, style: Style, words: &str) {
        if words.is_empty() {
            return;
        }
        self.pages.space(style.before);
        if matches!(role, Role::Heading(_) | Role::Caption) {
            self.pages.room(style.size * LEADING + 60.0);
        }
        let node = self.pages.node(role.clone(), None);
        self.run(node, style, LEFT + style.indent, RIGHT, words);
        self.pages.y += style.after;
    }

    /// Lines between two edges.
    fn run(&mut self, node: usize, style: Style, left: f32, right: f32, words: &str) {
        for line in style.face.lines(words, style.size, right - left) {
            self.pages.room(style.size * LEADING);
            self.line(left, self.pages.y + style.size, style, line, Some(node));
            self.pages.y += style.size * LEADING;
        }
    }

    fn quotation(&mut self, words: &str, voice: &str) {
        let node = self.pages.node(Role::Quotation, None);
        let lines = QUOTE.face.lines(words, QUOTE.size, RIGHT - LEFT - QUOTE.indent);
        #[expect(clippy::cast_precision_loss, reason = "a quotation has a few lines")]
        let high = (lines.len() + 1) as f32 * QUOTE.size * LEADING;
        self.pages.room(high);
        let top = self.pages.y;
        self.run(node, QUOTE, LEFT + QUOTE.indent, RIGHT, words);
        self.run(node, SMALL, LEFT + QUOTE.indent, RIGHT, voice);
        let bar = Drawn::Boxed { x: LEFT + 6.0, y: top, wide: 2.0, high: self.pages.y - top, fill: RULE };
        self.pages.draw(bar, None);
        self.pages.y += QUOTE.after;
    }

    /// Words on a coloured ground with a bar at the left.
    fn boxed(&mut self, bar: Rgb, ground: Rgb, style: Style, title: Option<&str>, words: &str) {
        self.pages.space(4.0);
        let (left, right) = (LEFT + 14.0, RIGHT - 8.0);
        let lines = style.face.lines(words, style.size, right - left).len() + usize::from(title.is_some());
        #[expect(clippy::cast_precision_loss, reason = "a caution has a few lines")]
        let high = lines as f32 * style.size * LEADING + 14.0;
        self.pages.room(high);
        let y = self.pages.y;
        self.pages.draw(Drawn::Boxed { x: LEFT, y, wide: RIGHT - LEFT, high, fill: ground }, None);
        self.pages.draw(Drawn::Boxed { x: LEFT, y, wide: 4.0, high, fill: bar }, None);
        self.pages.y += 7.0;
        let node = self.pages.node(Role::Paragraph, None);
        if let Some(title) = title {
            self.run(node, Style { face: Face::Bold, ..style }, left, right, title);
        }
        self.run(node, style, left, right, words);
        self.pages.y += 7.0 + style.after;
    }

    fn list(&mut self, items: &[String], numbered: bool) {
        let list = self.pages.node(Role::List { numbered }, None);
        for (at, words) in items.iter().enumerate() {
            let item = self.pages.node(Role::Item, Some(list));
            let label = if numbered { format!("{}.", at + 1) } else { "•".to_owned() };
            self.pages.room(BODY.size * LEADING);
            self.line(LEFT + 6.0, self.pages.y + BODY.size, BODY, label, Some(item));
            self.run(item, BODY, LEFT + 24.0, RIGHT, words);
            self.pages.y += 3.0;
        }
        self.pages.y += BODY.after - 3.0;
    }

    fn table(&mut self, table: &Table) {
        let edges = edges(table);
        let head: Vec<String> = table.columns.iter().map(|column| (*column).to_owned()).collect();
        let rows = table.rows.iter().map(|row| [&row.name].into_iter().chain(&row.cells).cloned().collect());
        let rows: Vec<Cells> = rows.map(|cells: Vec<String>| Cells::new(&cells, &edges, false)).collect();
        let head = Cells::new(&head, &edges, true);
        // A table that fits on a page is not torn.
        let high = head.high + rows.iter().map(|row| row.high).sum::<f32>() + CAPTION.size * LEADING + 24.0;
        self.pages.room(if high < WHOLE { high } else { 0.0 });
        self.words(&Role::Caption, CAPTION, &table.caption);
        let node = self.pages.node(Role::Table, None);
        self.row(node, &edges, head);
        for row in rows {
            self.row(node, &edges, row);
        }
        self.pages.y += 3.0;
        self.words(&Role::Paragraph, SMALL, &table.note);
        self.pages.y += 4.0;
    }

    /// A row; one that does not fit goes to the next page whole.
    fn row(&mut self, table: usize, edges: &[f32], cells: Cells) {
        let Cells { lines, style, high, head } = cells;
        self.pages.room(if head { high + 30.0 } else { high });
        let y = self.pages.y;
        if head {
            self.pages.draw(Drawn::Boxed { x: LEFT, y, wide: RIGHT - LEFT, high, fill: (233, 242, 243) }, None);
        }
        self.pages.draw(Drawn::Boxed { x: LEFT, y: y + high - 0.5, wide: RIGHT - LEFT, high: 0.5, fill: RULE }, None);
        let row = self.pages.node(Role::Row, Some(table));
        for (at, lines) in lines.into_iter().enumerate() {
            let role = match (head, at) {
                (true, _) => Role::Head { of_row: false },
                (false, 0) => Role::Head { of_row: true },
                (false, _) => Role::Cell,
            };
            let cell = self.pages.node(role, Some(row));
            let mut down = y + 3.0 + style.size;
            for line in lines {
                let wide = style.face.width(&line, style.size);
                let x = if at == 0 { edges[0] + 4.0 } else { edges[at + 1] - 4.0 - wide };
                self.line(x, down, style, line, Some(cell));
                down += style.size * LEADING;
            }
        }
        self.pages.y = y + high;
    }

    fn chart(&mut self, chart: &Chart) {
        let picture = Picture::of(chart);
        let scale = (RIGHT - LEFT) / WIDTH;
        let high = picture.high * scale;
        self.pages.space(CAPTION.before);
        self.pages.room(high.min(600.0) + 24.0);
        self.words(&Role::Caption, Style { before: 0.0, ..CAPTION }, &chart.caption);
        let node = self.pages.node(Role::Figure { alt: chart.words() }, None);
        let y = self.pages.y;
        self.pages.draw(Drawn::Picture { x: LEFT, y, scale, picture }, Some(node));
        self.pages.y += high + 8.0;
    }
}

/// The highest table that is kept on one page.
const WHOLE: f32 = 420.0;

/// The cells of a row, broken into lines.
struct Cells {
    lines: Vec<Vec<String>>,
    style: Style,
    high: f32,
    head: bool,
}

impl Cells {
    fn new(cells: &[String], edges: &[f32], head: bool) -> Self {
        let size = table_size(edges.len() - 1);
        let style = Style { face: if head { Face::Bold } else { Face::Regular }, size, ..BODY };
        let wide = |at: usize| edges[at + 1] - edges[at] - SIDES;
        let lines: Vec<Vec<String>> =
            cells.iter().enumerate().map(|(at, cell)| style.face.lines(cell, size, wide(at))).collect();
        #[expect(clippy::cast_precision_loss, reason = "a cell has a few lines")]
        let high = lines.iter().map(Vec::len).max().unwrap_or(1) as f32 * size * LEADING + 6.0;
        Cells { lines, style, high, head }
    }
}

/// Where the columns of a table start, and where the last one ends.
fn edges(table: &Table) -> Vec<f32> {
    let mut edges = vec![LEFT];
    for wide in widths(table, table_size(table.columns.len()), RIGHT - LEFT) {
        edges.push(edges.last().copied().unwrap_or(LEFT) + wide);
    }
    edges
}

/// The size of letters in a table of so many columns.
fn table_size(columns: usize) -> f32 {
    if columns > 6 { 7.5 } else { 8.8 }
}
