//! Charts as pictures: the same boxes and words as SVG, as PNG and on a page of the PDF.
//!
//! Every kind differs in lightness or has stripes or an edge, so that a print in grey can be read.

use std::fmt::Write;

use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Transform};

use super::document::{Bar, Chart};
use super::letters::{Face, Pen};

/// How wide a picture is.
pub(super) const WIDTH: f32 = 600.0;

/// Room at the right for the number of people.
const NOTE: f32 = 84.0;

const BAR: f32 = 20.0;
const LINE: f32 = 16.0;
const SIZE: f32 = 12.0;

/// Pixels of a PNG for each unit.
const PIXELS: f32 = 2.0;

pub(super) type Rgb = (u8, u8, u8);

const INK: Rgb = (29, 39, 48);
const WHITE: Rgb = (255, 255, 255);

/// Something drawn.
pub(super) enum Shape {
    /// A box in the colour of a kind.
    Box { x: f32, y: f32, wide: f32, high: f32, fill: Rgb },
    /// Words on a line; `x` is where they start.
    Words { x: f32, y: f32, size: f32, face: Face, words: String, colour: Rgb },
}

/// How wide a picture is on a telephone.
const NARROW: f32 = 340.0;

/// A chart, laid out.
pub(super) struct Picture {
    pub(super) wide: f32,
    pub(super) high: f32,
    pub(super) shapes: Vec<Shape>,
}

/// How a kind of answer or theme looks.
struct Look {
    fill: Rgb,
    stripes: Option<Rgb>,
    edge: Option<Rgb>,
    words: Rgb,
}

fn look(kind: &str) -> Look {
    let plain = |fill: Rgb, words: Rgb| Look { fill, stripes: None, edge: None, words };
    match kind {
        "resounding-yes" | "strength" => plain((11, 72, 84), WHITE),
        "plain-yes" => plain((125, 184, 194), INK),
        "reluctant-yes" => Look { stripes: Some((176, 112, 8)), ..plain((247, 209, 138), INK) },
        "no" => Look { edge: Some((124, 45, 58)), ..plain(WHITE, INK) },
        "weakness" => plain((124, 45, 58), WHITE),
        _ => plain((214, 219, 224), INK),
    }
}

impl Picture {
    /// For a page.
    pub(super) fn of(chart: &Chart) -> Self {
        Self::sized(chart, WIDTH)
    }

    /// For a telephone: narrow, with letters of the same size.
    pub(super) fn narrow(chart: &Chart) -> Self {
        Self::sized(chart, NARROW)
    }

    fn sized(chart: &Chart, wide: f32) -> Self {
        let mut picture = Picture { wide, high: 0.0, shapes: Vec::new() };
        for bar in &chart.bars {
            picture.bar(bar);
        }
        picture.key(&chart.key);
        picture
    }

    fn bar(&mut self, bar: &Bar) {
        for line in Face::Regular.lines(&bar.name, SIZE, self.wide) {
            self.high += LINE;
            self.words(0.0, self.high - 4.0, Face::Regular, line, INK);
        }
        let room = self.wide - NOTE;
        #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
        let place = |people: u64| people as f32 / bar.of.max(1) as f32 * room;
        self.boxed(0.0, self.high, room, BAR, (238, 241, 243));
        let mut before = 0;
        for part in &bar.parts {
            let (x, wide) = (place(before), place(part.people));
            before += part.people;
            self.segment(x, wide, &look(part.kind), Some(part.people));
        }
        self.words(room + 8.0, self.high + 14.0, Face::Bold, bar.note.clone(), INK);
        self.high += BAR + 10.0;
    }

    fn segment(&mut self, x: f32, wide: f32, look: &Look, people: Option<u64>) {
        let y = self.high;
        self.boxed(x, y, wide, BAR, look.edge.unwrap_or(look.fill));
        if look.edge.is_some() && wide > 4.0 {
            self.boxed(x + 2.0, y + 2.0, wide - 4.0, BAR - 4.0, look.fill);
        }
        if let Some(stripes) = look.stripes {
            let mut at = x + 2.0;
            while at + 2.0 <= x + wide {
                self.boxed(at, y, 2.0, BAR, stripes);
                at += 6.0;
            }
        }
        let Some(words) = people.map(|people| people.to_string()) else { return };
        let needs = Face::Bold.width(&words, SIZE);
        if needs + 6.0 <= wide {
            let middle = x + (wide - needs) / 2.0;
            if look.stripes.is_some() {
                self.boxed(middle - 4.0, y, needs + 8.0, BAR, look.fill);
            }
            self.words(middle, y + 14.0, Face::Bold, words, look.words);
        }
    }

    fn key(&mut self, key: &[(&str, &str)]) {
        let mut x = 0.0;
        for (kind, name) in key {
            let needs = 30.0 + Face::Regular.width(name, SIZE) + 18.0;
            if x > 0.0 && x + needs - 18.0 > self.wide {
                x = 0.0;
                self.high += BAR + 4.0;
            }
            self.segment(x, 24.0, &look(kind), None);
            self.words(x + 30.0, self.high + 14.0, Face::Regular, (*name).to_owned(), INK);
            x += needs;
        }
        if !key.is_empty() {
            self.high += BAR + 4.0;
        }
    }

    fn boxed(&mut self, x: f32, y: f32, wide: f32, high: f32, fill: Rgb) {
        self.shapes.push(Shape::Box { x, y, wide, high, fill });
    }

    fn words(&mut self, x: f32, y: f32, face: Face, words: String, colour: Rgb) {
        self.shapes.push(Shape::Words { x, y, size: SIZE, face, words, colour });
    }

    /// The picture as the inside of an SVG; what is written in ink follows the page's own colour.
    pub(super) fn svg(&self) -> String {
        let mut svg = String::new();
        for shape in &self.shapes {
            let _ = match shape {
                Shape::Box { x, y, wide, high, fill: (r, g, b) } => write!(
                    svg,
                    "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\" fill=\"#{r:02x}{g:02x}{b:02x}\"/>"
                ),
                Shape::Words { x, y, size, face, words, colour } => {
                    let weight = if *face == Face::Bold { " font-weight=\"bold\"" } else { "" };
                    let inside = *face == Face::Bold && *x < self.wide - NOTE;
                    let fill = match colour {
                        (255, 255, 255) => "fill=\"#ffffff\"",
                        _ if inside => "fill=\"#1d2730\"",
                        _ => "class=\"ink\"",
                    };
                    write!(
                        svg,
                        "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\"{weight} {fill}>{}</text>",
                        escaped(words)
                    )
                }
            };
        }
        svg
    }

    /// The picture as a PNG of twice its size, and its size in pixels.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a picture is a few hundred units high"
    )]
    pub(super) fn png(&self) -> Vec<u8> {
        let (wide, high) = ((self.wide * PIXELS) as u32, (self.high.max(1.0) * PIXELS) as u32);
        let mut map = Pixmap::new(wide, high.max(1)).expect("a picture has a size");
        map.fill(Color::WHITE);
        for shape in &self.shapes {
            draw(shape, &mut map);
        }
        map.encode_png().expect("a picture in memory can be written")
    }
}

fn draw(shape: &Shape, map: &mut Pixmap) {
    let scale = Transform::from_scale(PIXELS, PIXELS);
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    match shape {
        Shape::Box { x, y, wide, high, fill: (r, g, b) } => {
            paint.set_color_rgba8(*r, *g, *b, 255);
            if let Some(rect) = Rect::from_xywh(*x, *y, *wide, *high) {
                map.fill_rect(rect, &paint, scale, None);
            }
        }
        Shape::Words { x, y, size, face, words, colour: (r, g, b) } => {
            paint.set_color_rgba8(*r, *g, *b, 255);
            let mut outline = Outline(PathBuilder::new());
            face.draw(words, (*x, *y), *size, &mut outline);
            if let Some(path) = outline.0.finish() {
                map.fill_path(&path, &paint, FillRule::Winding, scale, None);
            }
        }
    }
}

/// A path of the picture as a pen.
struct Outline(PathBuilder);

impl Pen for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, cy, x, y);
    }

    fn cubic_to(&mut self, c0: (f32, f32), c1: (f32, f32), to: (f32, f32)) {
        self.0.cubic_to(c0.0, c0.1, c1.0, c1.1, to.0, to.1);
    }

    fn close(&mut self) {
        self.0.close();
    }
}

/// Words in which nothing is taken for markup.
pub(super) fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // No XML may hold any other control character.
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::super::document::Segment;
    use super::*;

    fn chart() -> Chart {
        let parts = [("resounding-yes", "resounding yes", 3), ("reluctant-yes", "reluctant yes", 6), ("no", "no", 3)];
        let parts = parts.map(|(kind, name, people)| Segment { kind, name, people }).into();
        let bar = Bar { name: "Does it <work>?".to_owned(), of: 12, note: "12 people".to_owned(), parts };
        Chart { caption: "Answers".to_owned(), bars: vec![bar], key: vec![("no", "no")] }
    }

    #[test]
    fn parts_fill_the_bar() {
        let picture = Picture::of(&chart());
        let widest = picture.shapes.iter().filter_map(|shape| match shape {
            Shape::Box { x, wide, .. } => Some(x + wide),
            Shape::Words { .. } => None,
        });
        assert!((widest.fold(0.0, f32::max) - (WIDTH - NOTE)).abs() < 0.1);
    }

    #[test]
    fn on_a_telephone_nothing_stands_out_at_the_side() {
        let picture = Picture::narrow(&chart());
        for shape in &picture.shapes {
            let (x, wide) = match shape {
                Shape::Box { x, wide, .. } => (*x, *wide),
                Shape::Words { x, size, face, words, .. } => (*x, face.width(words, *size)),
            };
            assert!(x + wide <= NARROW);
        }
    }

    #[test]
    fn the_png_is_a_png_and_the_same_every_time() {
        let (one, other) = (Picture::of(&chart()).png(), Picture::of(&chart()).png());
        assert!(one.starts_with(b"\x89PNG") && one == other);
    }

    #[test]
    fn what_people_wrote_is_no_markup() {
        assert!(Picture::of(&chart()).svg().contains("Does it &lt;work&gt;?"));
    }

    #[test]
    fn kinds_differ_in_grey() {
        let grey = |(r, g, b): Rgb| (u32::from(r) * 30 + u32::from(g) * 59 + u32::from(b) * 11) / 100;
        let kinds = ["resounding-yes", "plain-yes", "reluctant-yes", "no", "non-answer"];
        for (at, one) in kinds.iter().enumerate() {
            for other in &kinds[at + 1..] {
                let (one, other) = (look(one), look(other));
                let apart = grey(one.fill).abs_diff(grey(other.fill)) > 30;
                assert!(
                    apart
                        || one.stripes.is_some() != other.stripes.is_some()
                        || one.edge.is_some() != other.edge.is_some()
                );
            }
        }
    }
}
