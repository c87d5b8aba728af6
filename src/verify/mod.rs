//! A last look at finished files, whoever wrote them: does a name stand in one, and where.
//!
//! Looks into every format the program writes, and those its users make of them: text in any usual encoding, JSON,
//! HTML, Office files, archives, PDF. It tells places, never words, and a part that it cannot read is told too.

mod archive;
mod decode;
mod mapped;
mod markup;
mod pdf;
mod place;
mod wrapped;

use std::collections::BTreeSet;

use self::decode::Held;
use self::mapped::Mapped;
use self::markup::Dialect;
use self::place::Within;
use crate::anonymise::NameSearch;

/// A name that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Where, within the file.
    pub place: String,
    /// Whose, as a place in the roster.
    pub whose: usize,
}

/// What the search of one file gave.
#[derive(Debug, Default)]
pub struct Searched {
    /// Every place with a name, each told once.
    pub found: BTreeSet<Found>,
    /// Parts that could not be read, and why.
    pub unread: Vec<(String, &'static str)>,
    /// Pictures and the like, of which only the words around the picture were searched.
    pub pictures: usize,
}

/// Letters that a name between other bytes has at least: shorter ones come about by chance.
const SHORTEST_IN_BYTES: usize = 5;

/// Searches the file `name` with these `bytes`.
pub fn search(names: &NameSearch, name: &str, bytes: &[u8]) -> Searched {
    let mut searched = Searched::default();
    searched.file(names, name, bytes, &Within::default());
    searched
}

/// `name`, with stars where it holds somebody's.
pub fn shown(names: &NameSearch, name: &str) -> String {
    let mut shown = name.to_owned();
    for place in names.find_in(name).iter().rev() {
        shown.replace_range(place.span.start..place.span.end, "***");
    }
    shown
}

impl Searched {
    /// Searches a file or a part of one by what it is.
    fn file(&mut self, names: &NameSearch, name: &str, bytes: &[u8], within: &Within) {
        match bytes {
            [] => {}
            [b'P', b'K', 3 | 5, ..] => archive::search(self, names, bytes, within),
            [b'%', b'P', b'D', b'F', ..] => pdf::search(self, names, bytes, within),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => {
                self.bytes(names, bytes, within);
                self.unread.push((within.to_string(), "an old or encrypted Office file; save it as .docx or .xlsx"));
            }
            [0x1F, 0x8B, ..] | [b'7', b'z', 0xBC, 0xAF, ..] | [b'R', b'a', b'r', b'!', ..] => {
                self.unread.push((within.to_string(), "packed in a way that is not opened here; unpack it first"));
            }
            _ => match decode::decode(bytes) {
                Held::Text(text) => self.text(names, name, &text, within),
                Held::Other => {
                    self.pictures += 1;
                    self.bytes(names, bytes, within);
                }
            },
        }
    }

    /// Searches text by what it is written in.
    fn text(&mut self, names: &NameSearch, name: &str, text: &str, within: &Within) {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let start = text.trim_start();
        if start.starts_with("{\\rtf") {
            self.mapped(names, &wrapped::rich(text), text, within);
        } else if matches!(ending.as_str(), "json" | "jsonl" | "ndjson") || start.starts_with('{') {
            self.mapped(names, &mapped::json(text), text, within);
        } else if matches!(ending.as_str(), "html" | "htm" | "xhtml" | "xml" | "svg" | "qde" | "rels")
            || start.starts_with('<')
        {
            let dialect = if within.office() { Dialect::Office } else { Dialect::Page };
            let markup = markup::read(text, dialect);
            self.mapped(names, &markup.shown, text, within);
            self.mapped(names, &markup.attributes, text, within);
        } else {
            self.mapped(names, &Mapped::plain(text), text, within);
            if text.contains("</") {
                // Captions and notes may set a part of a name in italics.
                self.mapped(names, &markup::read(text, Dialect::Page).shown, text, within);
            }
            if text.contains("=?") {
                self.mapped(names, &wrapped::mail(text), text, within);
            }
        }
    }

    /// Searches decoded text and tells places in the `raw` one.
    fn mapped(&mut self, names: &NameSearch, mapped: &Mapped, raw: &str, within: &Within) {
        for place in names.find_in(&mapped.text) {
            let place_in_file = within.place(raw, mapped.before(place.span.start));
            self.found.insert(Found { place: place_in_file, whose: place.whose });
        }
    }

    /// Searches the words between other bytes.
    fn bytes(&mut self, names: &NameSearch, bytes: &[u8], within: &Within) {
        let strings = decode::strings(bytes);
        for place in names.find_in(&strings) {
            if strings[place.span.start..place.span.end].chars().filter(|c| c.is_alphabetic()).count()
                >= SHORTEST_IN_BYTES
            {
                self.found.insert(Found { place: within.part("between other bytes"), whose: place.whose });
            }
        }
    }
}
