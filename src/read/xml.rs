//! XML of Office parts, event by event, with nothing in it that can grow: no entities of its own, no endless nesting.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// The deepest nesting; Office itself stays below fifty.
const DEEPEST: usize = 256;

/// One event, with references decoded.
pub(super) enum Item<'a> {
    /// `<a>`.
    Open(BytesStart<'a>),
    /// `</a>`, and that of `<a/>`; with the element's name.
    Close(String),
    /// Words.
    Text(String),
}

/// Goes through `xml` and hands over every event; the error is the rule that the XML breaks.
pub(super) fn each<'a>(xml: &'a str, mut take: impl FnMut(Item<'a>)) -> Result<(), &'static str> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| "is no well-formed XML")? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err("nests without end");
                }
                take(Item::Open(start));
            }
            Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                take(Item::Open(start));
                take(Item::Close(name));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                take(Item::Close(end.name().as_ref().to_owned()));
            }
            Event::Text(text) => take(Item::Text(text.into_inner().into_owned())),
            Event::CData(text) => take(Item::Text(text.into_inner().into_owned())),
            Event::GeneralRef(reference) => {
                let name = reference.into_inner();
                take(Item::Text(entity(&name).ok_or("uses an entity of its own")?.to_string()));
            }
            Event::DocType(_) => return Err("declares a document type"),
            Event::Eof if depth > 0 => return Err("ends too early"),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The character that `name` stands for between `&` and `;`.
pub(super) fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        number => {
            let digits = number.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

/// A name without its namespace.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of the attribute with this local name.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().with_checks(false).flatten().find(|it| local(it.key.as_ref()) == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        let mut told = String::new();
        let read = each(xml, |item| match item {
            Item::Open(start) => {
                told.push('<');
                told.push_str(local(start.name().as_ref()));
                told.push_str(&attribute(&start, "val").unwrap_or_default());
            }
            Item::Close(_) => told.push('>'),
            Item::Text(text) => told.push_str(&text),
        });
        assert_eq!(read.map_or_else(str::to_owned, |()| told), expected, "{xml}");
    }

    #[test]
    fn events_come_with_references_decoded() {
        check(
            "<?xml version=\"1.0\"?><w:a w:val=\"R&amp;D\">1 &lt; 2 &#x41;<b/><![CDATA[<x>]]></w:a>",
            "<aR&D1 < 2 A<b><x>>",
        );
    }

    #[test]
    fn what_could_grow_is_refused() {
        check("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "declares a document type");
        check("<a>&b;</a>", "uses an entity of its own");
        check(&"<a>".repeat(300), "nests without end");
        check("<a><b></a>", "is no well-formed XML");
        check("<a>", "ends too early");
    }
}
