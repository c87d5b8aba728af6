//! Rows to learn from: text with marked names, in bytes.

use std::collections::BTreeMap;

use serde_json::Value;

/// What a span names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Person = 1,
    Place = 2,
    Firm = 3,
}

/// A marked stretch, in bytes.
#[derive(Clone, Debug)]
pub(crate) struct Marked {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) label: Label,
}

/// A text with its names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) text: String,
    pub(crate) spans: Vec<Marked>,
    /// A sentence of our own with places for names: `ask {given}`.
    pub(crate) open: bool,
    /// A turn or comment of our own writing, as people talk.
    pub(crate) own: bool,
    /// Words in normal form that training takes for names of people who are known.
    pub(crate) known: Vec<String>,
}

/// Reads annotated rows, or sentences with places for names.
pub(crate) fn read(path: &str) -> Vec<Row> {
    let raw = std::fs::read_to_string(path).unwrap();
    if !path.ends_with("jsonl") {
        let sentences = raw.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        return sentences.map(|text| Row { text: text.to_owned(), open: true, ..Row::default() }).collect();
    }
    raw.lines().filter_map(|line| row(&serde_json::from_str(line).unwrap())).collect()
}

fn row(value: &Value) -> Option<Row> {
    let text = value["text"].as_str()?.to_owned();
    let spans = value["spans"].as_array().or_else(|| value["identifiers"].as_array())?;
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let place = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let mut marked: BTreeMap<usize, Marked> = BTreeMap::new();
    let mut handles = Vec::new();
    for span in spans {
        let (start, end) = (bytes[place(&span["start"])], bytes[place(&span["end"])]);
        let label = match span["type"].as_str().unwrap() {
            "person" | "PERSON" => Label::Person,
            "location" | "LOCATION" => Label::Place,
            "organisation" | "ORG" => Label::Firm,
            "handle" => {
                handles.push((start, end));
                continue;
            }
            _ => continue,
        };
        marked.insert(start, Marked { start, end, label });
    }
    let own = value["identifiers"].is_array();
    let mut row = Row { text, spans: marked.into_values().collect(), own, ..Row::default() };
    // Account names are nobody's spoken name: one word stands for all of them.
    handles.sort_unstable();
    for (start, end) in handles.into_iter().rev() {
        row.replace(start, end, "@user");
    }
    Some(row)
}

impl Row {
    /// Puts `text` in the place of a stretch; spans inside it go, those behind it move.
    pub(crate) fn replace(&mut self, start: usize, end: usize, text: &str) {
        self.text.replace_range(start..end, text);
        self.spans.retain(|span| span.end <= start || span.start >= end);
        for span in self.spans.iter_mut().filter(|span| span.start >= end) {
            span.start = span.start + text.len() - (end - start);
            span.end = span.end + text.len() - (end - start);
        }
    }
}
