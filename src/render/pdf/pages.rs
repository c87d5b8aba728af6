//! Pages with things drawn on them, and the tree that says what they are.

use crate::render::letters::Face;
#[cfg(test)]
use crate::render::picture::Shape;
use crate::render::picture::{Picture, Rgb};

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.0, 842.0);

/// Where text starts and ends.
pub(super) const LEFT: f32 = 62.0;
pub(super) const RIGHT: f32 = 533.0;
const TOP: f32 = 78.0;
const BOTTOM: f32 = 776.0;

/// What a part of the document is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Role {
    Title,
    Heading(u16),
    Paragraph,
    Quotation,
    Caption,
    List { numbered: bool },
    Item,
    Table,
    Row,
    Head { of_row: bool },
    Cell,
    Figure { alt: String },
}

/// Something drawn on a page.
pub(super) enum Drawn {
    Words { x: f32, y: f32, size: f32, face: Face, words: String, colour: Rgb },
    Boxed { x: f32, y: f32, wide: f32, high: f32, fill: Rgb },
    Picture { x: f32, y: f32, scale: f32, picture: Picture },
}

/// A drawn thing and the part of the document it shows; none for ornament.
pub(super) struct Mark {
    pub(super) drawn: Drawn,
    pub(super) node: Option<usize>,
}

/// A part of the document.
pub(super) struct Node {
    pub(super) role: Role,
    pub(super) children: Vec<usize>,
}

/// Pages in the making.
#[derive(Default)]
pub(super) struct Pages {
    pub(super) pages: Vec<Vec<Mark>>,
    pub(super) nodes: Vec<Node>,
    /// Parts that stand in no other.
    pub(super) roots: Vec<usize>,
    /// How far down the last page is filled.
    pub(super) y: f32,
}

impl Pages {
    /// A new part of the document, within `parent` if there is one.
    pub(super) fn node(&mut self, role: Role, parent: Option<usize>) -> usize {
        let node = self.nodes.len();
        self.nodes.push(Node { role, children: Vec::new() });
        match parent {
            Some(parent) => self.nodes[parent].children.push(node),
            None => self.roots.push(node),
        }
        node
    }

    /// Begins a new page.
    pub(super) fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// Makes sure that so much fits below.
    pub(super) fn room(&mut self, high: f32) {
        if self.pages.is_empty() || (self.y + high > BOTTOM && self.y > TOP) {
            self.turn();
        }
    }

    /// Leaves space, unless a page has just begun.
    pub(super) fn space(&mut self, high: f32) {
        if self.y > TOP {
            self.y += high;
        }
    }

    pub(super) fn draw(&mut self, drawn: Drawn, node: Option<usize>) {
        self.pages.last_mut().expect("room was made before anything is drawn").push(Mark { drawn, node });
    }

    /// How many pages there are.
    pub(super) fn count(&self) -> usize {
        self.pages.len()
    }

    /// The words on all pages, in reading order, those of pictures too.
    #[cfg(test)]
    pub(super) fn lines(&self) -> Vec<String> {
        let marks = self.pages.iter().flatten();
        let words = marks.flat_map(|mark| match &mark.drawn {
            Drawn::Words { words, .. } => vec![words.clone()],
            Drawn::Picture { picture, .. } => picture.shapes.iter().filter_map(words_of).collect(),
            Drawn::Boxed { .. } => Vec::new(),
        });
        words.collect()
    }
}

#[cfg(test)]
fn words_of(shape: &Shape) -> Option<String> {
    match shape {
        Shape::Words { words, .. } => Some(words.clone()),
        Shape::Box { .. } => None,
    }
}
