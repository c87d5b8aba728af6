//! The parts of a Word document's copy: the body, the looks it names, and nothing else.
//!
//! Properties, headers, comments, people, pictures, custom XML and whatever more a document carries are left out, because
//! words can hide in them that nobody would look for; the user is told which were there.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::keep;
use crate::read::xml::{self, Item, attribute, local};
use crate::transcript::Part;

/// The namespace of Word's own elements.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The part that holds the body.
pub(super) const BODY: &str = "word/document.xml";

const DECLARED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What parts are called that are left out, by the start of their names.
const LEFT_OUT: &[(&str, &str)] = &[
    ("customXml/", "custom XML"),
    ("docProps/thumbnail", "a thumbnail"),
    ("docProps/", "document properties"),
    ("word/activeX", "embedded objects"),
    ("word/comments", "comments"),
    ("word/embeddings/", "embedded objects"),
    ("word/endnotes", "endnotes"),
    ("word/footer", "footers"),
    ("word/footnotes", "footnotes"),
    ("word/glossary/", "building blocks"),
    ("word/header", "headers"),
    ("word/media/", "pictures"),
    ("word/people", "a list of people"),
    ("word/vbaProject", "macros"),
];

/// The kinds of parts among `names` that are left out, in words.
pub(super) fn left_out(names: &[String]) -> Vec<&'static str> {
    let mut found: Vec<&'static str> =
        names.iter().filter_map(|name| LEFT_OUT.iter().find(|it| name.starts_with(it.0)).map(|it| it.1)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The styles of a document that Word itself brings along.
#[derive(Default)]
pub(super) struct Styles {
    /// What the copy calls them, by what the document does.
    names: BTreeMap<String, String>,
    xml: String,
}

/// Styles that every Word has, by their English names, which documents in all languages use.
#[rustfmt::skip]
const BUILT_IN: &[&str] = &[
    "body text", "caption", "default paragraph font", "emphasis", "footer", "header", "heading 1", "heading 2",
    "heading 3", "heading 4", "heading 5", "heading 6", "heading 7", "heading 8", "heading 9", "hyperlink",
    "intense quote", "list bullet", "list number", "list paragraph", "no spacing", "normal", "normal (web)",
    "normal table", "plain text", "quote", "strong", "subtitle", "table grid", "title",
];

/// The part that holds the text, by the relations of the whole; some programs call it `word/document2.xml`.
pub(super) fn main_part(relations: &str) -> Option<String> {
    let mut found = None;
    let read = xml::each(relations, |item| {
        if let Item::Open(start) = item
            && attribute(&start, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            && let Some(target) = attribute(&start, "Target")
        {
            found = found.take().or_else(|| Some(target.trim_start_matches('/').to_owned()));
        }
    });
    read.ok().and(found)
}

impl Styles {
    /// Reads the styles part; one that cannot be read gives none.
    pub(super) fn of(xml: &str) -> Self {
        let mut names = BTreeMap::new();
        let mut id = None;
        let read = xml::each(xml, |item| {
            if let Item::Open(start) = item {
                match local(start.name().as_ref()) {
                    "style" => id = attribute(&start, "styleId"),
                    "name" => {
                        let name = attribute(&start, "val").unwrap_or_default().to_lowercase();
                        if let Some(id) = id.take().filter(|_| BUILT_IN.contains(&name.as_str())) {
                            names.insert(id, joined(&name));
                        }
                    }
                    _ => {}
                }
            }
        });
        if read.is_err() {
            return Styles::default();
        }
        let mut styles = Styles { names, xml: String::new() };
        styles.xml = styles.cleaned(xml);
        styles
    }

    /// What the copy calls a style of the document.
    pub(super) fn name(&self, id: &str) -> Option<String> {
        self.names.get(id).cloned()
    }

    /// The styles part with the styles that are known, and the look they have.
    fn cleaned(&self, xml: &str) -> String {
        let mut out = Cleaned::new("styles");
        let _ = xml::each(xml, |item| match item {
            Item::Open(start) => {
                let name = start.name();
                match local(name.as_ref()) {
                    "style" => {
                        let known = attribute(&start, "styleId").and_then(|id| self.name(&id));
                        out.style(&start, known.as_deref());
                    }
                    "basedOn" | "next" | "link" => {
                        let known = attribute(&start, "val").and_then(|id| self.name(&id));
                        let tag = known.map(|it| format!("<w:{} w:val=\"{it}\">", local(name.as_ref())));
                        out.open(tag, false);
                    }
                    "name" | "latentStyles" => out.open(None, local(name.as_ref()) == "latentStyles"),
                    other => out.element(other, &start, &|id| self.name(id)),
                }
            }
            Item::Close(name) => out.close(local(&name)),
            Item::Text(_) => {}
        });
        out.finish()
    }
}

/// `heading 1` as `Heading1`.
fn joined(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars().filter(|c| c.is_alphanumeric());
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect::<String>())
    };
    name.split(' ').map(capital).collect()
}

/// XML being cleaned: elements that may come back, without text.
struct Cleaned {
    root: &'static str,
    out: String,
    kept: Vec<bool>,
    skipped: usize,
}

impl Cleaned {
    fn new(root: &'static str) -> Self {
        Cleaned { root, out: DECLARED.to_owned(), kept: Vec::new(), skipped: 0 }
    }

    fn finish(self) -> String {
        self.out
    }

    fn open(&mut self, tag: Option<String>, skip: bool) {
        if self.skipped > 0 || (tag.is_none() && skip) {
            self.skipped += 1;
            return;
        }
        self.kept.push(tag.is_some());
        self.out.push_str(&tag.unwrap_or_default());
    }

    fn element(&mut self, name: &str, start: &BytesStart<'_>, style: &dyn Fn(&str) -> Option<String>) {
        let tag = if name == self.root && self.kept.is_empty() {
            Some(format!("<w:{name} xmlns:w=\"{MAIN}\">"))
        } else {
            keep::keeps(name).then(|| keep::tag(name, start, style)).flatten()
        };
        self.open(tag, true);
    }

    fn style(&mut self, start: &BytesStart<'_>, id: Option<&str>) {
        let kind = attribute(start, "type").filter(|it| matches!(it.as_str(), "paragraph" | "character" | "table"));
        let default = attribute(start, "default").filter(|it| matches!(it.as_str(), "1" | "true"));
        let tag = id.zip(kind).map(|(id, kind)| {
            let default = if default.is_some() { " w:default=\"1\"" } else { "" };
            let name = BUILT_IN.iter().find(|it| joined(it) == id).copied().unwrap_or("normal");
            format!("<w:style w:type=\"{kind}\"{default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>")
        });
        self.open(tag, true);
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else if self.kept.pop().unwrap_or(false) {
            self.out.extend(["</w:", name, ">"]);
        }
    }
}

/// The numbering part without words, or none where it cannot be read.
pub(super) fn numbering(xml: &str) -> Option<String> {
    let mut out = Cleaned::new("numbering");
    let read = xml::each(xml, |item| match item {
        Item::Open(start) => {
            let name = start.name();
            out.element(local(name.as_ref()), &start, &|_| None);
        }
        Item::Close(name) => out.close(local(&name)),
        Item::Text(_) => {}
    });
    read.ok().map(|()| out.finish())
}

/// The parts of the copy; the body's contents come from the layout.
pub(super) fn parts(styles: Styles, numbering: Option<String>) -> Vec<Part> {
    let mut types = String::new();
    let mut relations = String::new();
    let mut looks = Vec::new();
    let found = [("styles", Some(styles.xml).filter(|xml| !xml.is_empty())), ("numbering", numbering)];
    for (kind, xml) in found {
        let Some(xml) = xml else { continue };
        let content = "application/vnd.openxmlformats-officedocument.wordprocessingml";
        types += format!("<Override PartName=\"/word/{kind}.xml\" ContentType=\"{content}.{kind}+xml\"/>").as_str();
        relations += format!("<Relationship Id=\"{kind}\" Type=\"{OFFICE}/{kind}\" Target=\"{kind}.xml\"/>").as_str();
        looks.push(Part { name: format!("word/{kind}.xml"), contents: Some(xml) });
    }
    let types = format!(
        "{DECLARED}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/{BODY}\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>{types}</Types>"
    );
    let related = |inside: &str| {
        let namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("{DECLARED}<Relationships xmlns=\"{namespace}\">{inside}</Relationships>")
    };
    let whole = related(&format!("<Relationship Id=\"document\" Type=\"{OFFICE}/officeDocument\" Target=\"{BODY}\"/>"));
    let mut parts = vec![
        Part { name: "[Content_Types].xml".to_owned(), contents: Some(types) },
        Part { name: "_rels/.rels".to_owned(), contents: Some(whole) },
        Part { name: BODY.to_owned(), contents: None },
        Part { name: "word/_rels/document.xml.rels".to_owned(), contents: Some(related(&relations)) },
    ];
    parts.extend(looks);
    parts
}

/// What opens the body.
pub(super) fn declaration() -> &'static str {
    DECLARED
}
