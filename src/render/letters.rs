//! The letters of the PDF and of the pictures: how wide words are, where they break, and their outlines.

use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// A cut of the typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Face {
    Regular,
    Bold,
    Italic,
}

/// What stands for a letter that the typeface does not have.
const MISSING: char = '?';

static FONTS: LazyLock<[FontRef<'static>; 3]> = LazyLock::new(|| {
    [Face::Regular, Face::Bold, Face::Italic].map(|face| FontRef::new(face.file()).expect("the fonts are tested"))
});

impl Face {
    /// The font file.
    pub(super) fn file(self) -> &'static [u8] {
        match self {
            Face::Regular => include_bytes!("../../fonts/OpenSans-Regular.ttf"),
            Face::Bold => include_bytes!("../../fonts/OpenSans-Bold.ttf"),
            Face::Italic => include_bytes!("../../fonts/OpenSans-Italic.ttf"),
        }
    }

    fn font(self) -> &'static FontRef<'static> {
        &FONTS[self as usize]
    }

    /// The glyph of a letter and its width as a part of the size.
    pub(super) fn glyph(self, letter: char) -> (GlyphId, f32) {
        let font = self.font();
        let map = font.charmap();
        let glyph = map.map(letter).or_else(|| map.map(MISSING)).unwrap_or_default();
        let wide = font.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(glyph).unwrap_or(0.0);
        (glyph, wide / f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em))
    }

    /// Whether a letter can be shown, if only by what stands for it; pictures such as smileys are left out.
    fn can_show(self, letter: char) -> bool {
        letter.is_alphanumeric() || letter.is_whitespace() || self.font().charmap().map(letter).is_some()
    }

    /// How wide words are.
    pub(super) fn width(self, words: &str, size: f32) -> f32 {
        words.chars().map(|letter| self.glyph(letter).1).sum::<f32>() * size
    }

    /// Words broken into lines no wider than `wide`; a word that is wider by itself is broken anywhere.
    pub(super) fn lines(self, words: &str, size: f32, wide: f32) -> Vec<String> {
        let words: String = words.chars().filter(|&letter| self.can_show(letter)).collect();
        let mut lines = vec![String::new()];
        let mut filled = 0.0;
        let space = self.width(" ", size);
        for word in words.split_whitespace() {
            let needs = self.width(word, size);
            if filled > 0.0 && filled + space + needs > wide {
                lines.push(String::new());
                filled = 0.0;
            }
            let line = lines.last_mut().expect("there is always a line");
            if filled > 0.0 {
                line.push(' ');
                filled += space;
            }
            if needs <= wide {
                line.push_str(word);
                filled += needs;
            } else {
                filled = self.broken(word, size, wide, filled, &mut lines);
            }
        }
        lines
    }

    fn broken(self, word: &str, size: f32, wide: f32, mut filled: f32, lines: &mut Vec<String>) -> f32 {
        for letter in word.chars() {
            let needs = self.glyph(letter).1 * size;
            if filled > 0.0 && filled + needs > wide {
                lines.push(String::new());
                filled = 0.0;
            }
            lines.last_mut().expect("there is always a line").push(letter);
            filled += needs;
        }
        filled
    }

    /// Draws the outlines of words; `pen` gets them with their place and size, y downwards.
    pub(super) fn draw(self, words: &str, (x, y): (f32, f32), size: f32, pen: &mut dyn Pen) {
        let outlines = self.font().outline_glyphs();
        let mut at = x;
        for letter in words.chars() {
            let (glyph, wide) = self.glyph(letter);
            if let Some(outline) = outlines.get(glyph) {
                let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
                // An outline that cannot be drawn leaves a gap as wide as its letter.
                let _ = outline.draw(settings, &mut Placed { pen, x: at, y });
            }
            at += wide * size;
        }
    }
}

/// Takes outlines.
pub(super) trait Pen {
    fn move_to(&mut self, x: f32, y: f32);
    fn line_to(&mut self, x: f32, y: f32);
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32);
    fn cubic_to(&mut self, c0: (f32, f32), c1: (f32, f32), to: (f32, f32));
    fn close(&mut self);
}

/// A pen at a place, with y turned over.
struct Placed<'p> {
    pen: &'p mut dyn Pen,
    x: f32,
    y: f32,
}

impl OutlinePen for Placed<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.pen.move_to(self.x + x, self.y - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.pen.line_to(self.x + x, self.y - y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.pen.quad_to(self.x + cx, self.y - cy, self.x + x, self.y - y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let at = |x: f32, y: f32| (self.x + x, self.y - y);
        let (c0, c1, to) = (at(cx0, cy0), at(cx1, cy1), at(x, y));
        self.pen.cubic_to(c0, c1, to);
    }

    fn close(&mut self) {
        self.pen.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_asked_and_lose_no_word() {
        let words =
            "The form decides what customers are asked, and Llanfairpwllgwyngyllgogerychwyrndrobwllllantysilio.";
        let lines = Face::Regular.lines(words, 10.0, 120.0);
        assert!(lines.len() > 3 && lines.iter().all(|line| Face::Regular.width(line, 10.0) <= 121.0));
        assert_eq!(lines.concat().replace(' ', ""), words.replace(' ', ""));
    }

    #[test]
    fn every_face_has_the_letters_of_the_report() {
        for face in [Face::Regular, Face::Bold, Face::Italic] {
            for letter in "aZé’“”…–−%ß".chars() {
                assert!(face.glyph(letter).0 != face.glyph(MISSING).0, "{letter}");
            }
        }
    }
}
