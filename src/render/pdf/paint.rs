//! Pages as PDF, with a tag for everything on them.

use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::configure::{Configuration, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    ArtifactType, ContentTag, Identifier, ListNumbering, Node as TagNode, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagKind, TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document as Pdf, SerializeSettings};

use super::layout::Layout;
use super::pages::{Drawn, LEFT, Mark, PAGE, Pages, RIGHT, Role};
use crate::render::document::Document;
use crate::render::letters::Face;
use crate::render::picture::{Rgb, Shape};

const SOFT: Rgb = (82, 96, 107);
const WARNING: Rgb = (124, 45, 58);

/// The fonts, embedded once; a PDF holds the letters it uses.
struct Fonts([Font; 3]);

impl Fonts {
    fn new() -> Self {
        let font = |face: Face| Font::new(face.file().to_vec().into(), 0).expect("the fonts are tested");
        Fonts([Face::Regular, Face::Bold, Face::Italic].map(font))
    }

    fn draw(&self, surface: &mut Surface<'_>, face: Face, size: f32, (x, y): (f32, f32), words: &str, colour: Rgb) {
        let glyph = |(at, letter): (usize, char)| {
            let (glyph, wide) = face.glyph(letter);
            KrillaGlyph::new(GlyphId::new(glyph.to_u32()), wide, 0.0, 0.0, 0.0, at..at + letter.len_utf8(), None)
        };
        let glyphs: Vec<KrillaGlyph> = words.char_indices().map(glyph).collect();
        surface.set_fill(Some(fill(colour)));
        surface.draw_glyphs(Point::from_xy(x, y), &glyphs, self.0[face as usize].clone(), words, size, false);
    }
}

/// The finished file.
pub(super) fn painted(document: &Document, layout: &Layout) -> Vec<u8> {
    let configuration = Configuration::new_with_version(PdfVersion::Pdf17);
    let mut pdf =
        Pdf::new_with(SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() });
    let fonts = Fonts::new();
    let pages = &layout.pages;
    let mut shown: Vec<Vec<Identifier>> = pages.nodes.iter().map(|_| Vec::new()).collect();
    for (at, marks) in pages.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).expect("A4 has a size");
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            let identifier = surface.start_tagged(tag_of(mark));
            paint(&mut surface, &fonts, &mark.drawn);
            surface.end_tagged();
            if let Some(node) = mark.node {
                shown[node].push(identifier);
            }
        }
        margins(&mut surface, &fonts, document, (at + 1, pages.pages.len()));
        surface.finish();
        page.finish();
    }
    pdf.set_tag_tree(tree(pages, shown));
    pdf.set_outline(outline(document, layout));
    pdf.set_metadata(
        Metadata::new()
            .title(document.title.to_owned())
            .language("en-GB".to_owned())
            .creator("undertone".to_owned())
            .producer("undertone".to_owned()),
    );
    pdf.finish().expect("a page of words and boxes can be written")
}

/// "Confidential" above, the page's number below.
fn margins(surface: &mut Surface<'_>, fonts: &Fonts, document: &Document, (page, of): (usize, usize)) {
    let _ = surface.start_tagged(ContentTag::Artifact(ArtifactType::Header));
    fonts.draw(surface, Face::Bold, 8.5, (LEFT, 48.0), &document.banner.to_uppercase(), WARNING);
    surface.end_tagged();
    let _ = surface.start_tagged(ContentTag::Artifact(ArtifactType::Footer));
    let words = format!("{page} of {of}");
    let x = RIGHT - Face::Regular.width(&words, 8.5);
    fonts.draw(surface, Face::Regular, 8.5, (x, 806.0), &words, SOFT);
    surface.end_tagged();
}

fn tag_of(mark: &Mark) -> ContentTag<'static> {
    match (&mark.drawn, mark.node) {
        (_, None) => ContentTag::Artifact(ArtifactType::Other),
        (Drawn::Words { .. }, Some(_)) => ContentTag::Span(SpanTag::empty()),
        (_, Some(_)) => ContentTag::Other,
    }
}

fn paint(surface: &mut Surface<'_>, fonts: &Fonts, drawn: &Drawn) {
    match drawn {
        Drawn::Words { x, y, size, face, words, colour } => {
            fonts.draw(surface, *face, *size, (*x, *y), &format!("{words} "), *colour);
        }
        Drawn::Boxed { x, y, wide, high, fill } => boxed(surface, *x, *y, *wide, *high, *fill),
        Drawn::Picture { x, y, scale, picture } => {
            for shape in &picture.shapes {
                match shape {
                    Shape::Box { x: dx, y: dy, wide, high, fill } => {
                        boxed(surface, x + dx * scale, y + dy * scale, wide * scale, high * scale, *fill);
                    }
                    Shape::Words { x: dx, y: dy, size, face, words, colour } => {
                        fonts.draw(surface, *face, size * scale, (x + dx * scale, y + dy * scale), words, *colour);
                    }
                }
            }
        }
    }
}

fn boxed(surface: &mut Surface<'_>, x: f32, y: f32, wide: f32, high: f32, colour: Rgb) {
    let Some(rect) = Rect::from_xywh(x, y, wide, high) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(colour)));
        surface.draw_path(&path);
    }
}

fn fill((red, green, blue): Rgb) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

fn tree(pages: &Pages, mut shown: Vec<Vec<Identifier>>) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some("en-GB".to_owned()));
    for &root in &pages.roots {
        tree.push(group(pages, root, &mut shown));
    }
    tree
}

fn group(pages: &Pages, at: usize, shown: &mut [Vec<Identifier>]) -> TagNode {
    let node = &pages.nodes[at];
    let mut group = TagGroup::new(tag(&node.role));
    let mut inner = if node.role == Role::Item { Some(TagGroup::new(Tag::LBody)) } else { None };
    for identifier in std::mem::take(&mut shown[at]) {
        inner.as_mut().unwrap_or(&mut group).push(identifier);
    }
    for &child in &node.children {
        let child = self::group(pages, child, shown);
        group.push(child);
    }
    if let Some(inner) = inner {
        group.push(inner);
    }
    TagNode::Group(group)
}

fn tag(role: &Role) -> TagKind {
    match role {
        Role::Title => Tag::Hn(NonZeroU16::MIN, None).into(),
        Role::Heading(level) => Tag::Hn(NonZeroU16::MIN.saturating_add(*level), None).into(),
        Role::Paragraph | Role::Caption => Tag::P.into(),
        Role::Quotation => Tag::BlockQuote.into(),
        Role::List { numbered: true } => Tag::L(ListNumbering::Decimal).into(),
        Role::List { numbered: false } => Tag::L(ListNumbering::Disc).into(),
        Role::Item => Tag::LI.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::Head { of_row: true } => Tag::TH(TableHeaderScope::Row).into(),
        Role::Head { of_row: false } => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell => Tag::TD.into(),
        Role::Figure { alt } => Tag::Figure(Some(alt.clone())).into(),
    }
}

/// A bookmark for each part.
fn outline(document: &Document, layout: &Layout) -> Outline {
    let mut outline = Outline::new();
    for (part, &page) in document.parts.iter().zip(&layout.starts) {
        let place = XyzDestination::new(page, Point::from_xy(0.0, 0.0));
        outline.push_child(OutlineNode::new(part.title.to_owned(), place));
    }
    outline
}
