//! Yoshikoder `.ykd` files, and the XML form of Lexicoder's: `cnode` is a category, `pnode` an entry.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Category, Dictionary};

/// Reads the XML.
pub(super) fn read(text: &str) -> Result<Dictionary, (usize, &'static str)> {
    let mut reader = Reader::from_str(text);
    let mut dictionary = Dictionary::default();
    let mut depth = 0;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let line = 1 + text.get(..at).map_or(0, |before| before.matches('\n').count());
        let event = reader.read_event().map_err(|_| (line, "this is no XML"))?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let is_open = matches!(event, Event::Start(_));
                match tag.local_name().as_ref() {
                    "dictionary" if attribute(tag, "patternengine").is_some_and(|engine| engine != "substring") => {
                        let what =
                            "the pattern engine is not `substring`: entries that are no plain words are read as words";
                        dictionary.skipped.push((Some(line), what.to_owned()));
                    }
                    "cnode" => {
                        let category = Category {
                            definition: attribute(tag, "desc").unwrap_or_default(),
                            ..Category::named(&attribute(tag, "name").unwrap_or_default())
                        };
                        super::add_at(&mut dictionary.categories, depth, category);
                        depth += usize::from(is_open);
                    }
                    "pnode" => {
                        let entry = attribute(tag, "name").filter(|entry| !entry.trim().is_empty());
                        let category = super::last_at(&mut dictionary.categories, depth.saturating_sub(1));
                        match (entry, category) {
                            (Some(entry), Some(category)) => category.entries.push(entry.trim().to_owned()),
                            _ => {
                                dictionary.skipped.push((Some(line), "an entry without a name is left out".to_owned()));
                            }
                        }
                    }
                    _ => {}
                }
            }
            Event::End(tag) if tag.local_name().as_ref() == "cnode" => depth = depth.saturating_sub(1),
            Event::Eof => break,
            _ => {}
        }
    }
    if dictionary.categories.is_empty() { Err((1, "no `cnode`")) } else { Ok(dictionary) }
}

/// The value of an attribute, with its entities resolved.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|it| it.key.as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}
