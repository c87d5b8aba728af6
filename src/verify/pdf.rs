//! The words of a PDF: what its pages show, by the letters its fonts tell, and what its properties say.
//!
//! Reads as much of the format as finished reports use. A part whose letters cannot be told is told as unread, never
//! taken for clean.

mod content;
mod fonts;
mod objects;

use std::collections::BTreeMap;

use self::fonts::Fonts;
use self::objects::{Object, references, strings};
use super::markup::{self, Dialect};
use super::place::Within;
use super::{Found, Searched};
use crate::anonymise::NameSearch;

/// Searches the PDF in `bytes`.
pub(super) fn search(searched: &mut Searched, names: &NameSearch, bytes: &[u8], within: &Within) {
    let objects = objects::read(bytes);
    if objects::encrypted(bytes) {
        searched.unread.push((within.to_string(), "a PDF with a password; save it without one"));
        return;
    }
    let all = Fonts::of_all(&objects);
    let pages = pages(&objects);
    let mut look = |text: &str, place: &str| {
        for hit in names.find_in(text) {
            searched.found.insert(Found { place: within.part(place), whose: hit.whose });
        }
    };
    let mut dark = false;
    let mut packed = false;
    for (number, object) in &objects {
        look(&strings(&object.dictionary).join("\n"), "properties, links or headings");
        packed |= object.packed;
        let Some(stream) = &object.stream else { continue };
        if content::shows_text(object, stream) {
            let page = pages.get(number);
            let place = page.map_or_else(|| "a part of a page".to_owned(), |(page, _)| format!("page {page}"));
            let named = page.and_then(|(_, page)| objects.get(page)).unwrap_or(object);
            let own = Fonts::of_one(&named.dictionary, &objects);
            let shown = content::read(stream, own.as_ref().unwrap_or(&all));
            dark |= shown.dark;
            look(&shown.apart, &place);
            look(&shown.together, &place);
        } else if object.is("/XML") || stream.starts_with(b"<?xpacket") || stream.starts_with(b"<?xml") {
            let text = String::from_utf8_lossy(stream);
            let markup = markup::read(&text, Dialect::Page);
            look(&markup.shown.text, "properties");
            look(&markup.attributes.text, "properties");
        } else if object.is("/EmbeddedFile") {
            look(&String::from_utf8_lossy(stream), "a file inside it");
        }
    }
    if dark {
        searched
            .unread
            .push((within.to_string(), "a PDF with letters that its fonts do not tell; search what it was made from"));
    }
    if packed || objects.is_empty() {
        searched
            .unread
            .push((within.to_string(), "a PDF packed in a way that is not opened here; search what it was made from"));
    }
}

/// The number of the page that each content stream belongs to, and the page's object.
fn pages(objects: &BTreeMap<u32, Object>) -> BTreeMap<u32, (usize, u32)> {
    let mut pages = BTreeMap::new();
    let root = objects.values().find(|object| object.is("/Pages") && !object.dictionary.contains("/Parent"));
    let mut left: Vec<u32> = root.map(|root| references(&root.dictionary, "/Kids")).unwrap_or_default();
    left.reverse();
    let mut page = 0;
    // A tree that leads back to itself would never end.
    for _ in 0..objects.len() {
        let Some(number) = left.pop() else { break };
        let Some(object) = objects.get(&number) else { continue };
        let kids = references(&object.dictionary, "/Kids");
        if kids.is_empty() {
            page += 1;
            pages
                .extend(references(&object.dictionary, "/Contents").into_iter().map(|stream| (stream, (page, number))));
        }
        left.extend(kids.into_iter().rev());
    }
    pages
}
