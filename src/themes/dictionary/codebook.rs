//! REFI-QDA codebooks (`.qdc`): codes with descriptions and no words to look for, so a code's own name becomes its
//! first cue.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::yoshikoder::attribute;
use super::{Category, Dictionary};

/// Reads the XML.
pub(super) fn read(text: &str) -> Result<Dictionary, (usize, &'static str)> {
    let mut reader = Reader::from_str(text);
    let mut dictionary = Dictionary::default();
    let (mut depth, mut describing) = (0, false);
    loop {
        let event = reader.read_event().map_err(|_| (1, "this is no XML"))?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let is_open = matches!(event, Event::Start(_));
                match tag.local_name().as_ref() {
                    "Code" => {
                        let name = attribute(tag, "name").unwrap_or_default();
                        let entries = vec![name.replace([':', '_', '/'], " ")];
                        let category = Category { entries, ..Category::named(&name) };
                        super::add_at(&mut dictionary.categories, depth, category);
                        depth += usize::from(is_open);
                    }
                    "Description" => describing = is_open && depth > 0,
                    _ => {}
                }
            }
            Event::Text(said) if describing => {
                if let Some(category) = super::last_at(&mut dictionary.categories, depth - 1) {
                    category.definition.push_str(&said.html_content());
                }
            }
            Event::GeneralRef(entity) if describing => {
                let letter = entity.resolve_char_ref().ok().flatten();
                let letter = letter.or(match &**entity {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => None,
                });
                if let (Some(letter), Some(category)) = (letter, super::last_at(&mut dictionary.categories, depth - 1))
                {
                    category.definition.push(letter);
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "Code" => depth = depth.saturating_sub(1),
                "Description" => describing = false,
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    if dictionary.categories.is_empty() { Err((1, "no `Code`")) } else { Ok(dictionary) }
}
