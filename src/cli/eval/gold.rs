//! Annotated data as read from its JSON lines.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::style;
use crate::error::{Error, ErrorKind, Result};
use crate::transcript::{Role, Speaker};

/// A gold file: the units of each session or survey, in order.
pub(super) struct Gold {
    sessions: BTreeMap<String, Vec<Unit>>,
    /// Who took part in each session, where a record says so.
    casts: BTreeMap<String, Vec<Speaker>>,
}

/// The units that are annotated together.
pub(super) struct Session<'a> {
    name: &'a str,
    pub(super) units: Vec<&'a Unit>,
}

/// One turn or comment with its annotations.
#[derive(Deserialize)]
pub(super) struct Unit {
    kind: String,
    pub(super) unit_id: String,
    session: Option<String>,
    survey: Option<String>,
    pub(super) speaker_label: Option<String>,
    role: Option<String>,
    question: Option<String>,
    pub(super) text: String,
    #[serde(default)]
    pub(super) identifiers: Vec<Identifier>,
    #[serde(default)]
    pub(super) themes_scored: bool,
    #[serde(default)]
    pub(super) themes: Vec<Theme>,
    /// Whether it uses a theme's words and carries none.
    #[serde(default)]
    pub(super) hard_negative: bool,
    pub(super) assent: Option<Assent>,
}

/// A span that must be masked, flagged or kept; offsets in characters.
#[derive(Deserialize)]
pub(super) struct Identifier {
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) must: Must,
    pub(super) entity: Option<String>,
}

/// What must be done with a span.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Must {
    Mask,
    Flag,
    Keep,
}

/// A theme with its polarity.
#[derive(Deserialize)]
pub(super) struct Theme {
    pub(super) theme: String,
    pub(super) polarity: String,
}

/// An assent label with its reluctance.
#[derive(Deserialize)]
pub(super) struct Assent {
    pub(super) label: String,
    pub(super) reluctance: Option<f64>,
}

impl Gold {
    /// Reads the turns and comments of `path`; other records are passed over.
    pub(super) fn read(path: &Path) -> Result<Self> {
        #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
        let text = fs::read_to_string(path).map_err(|cause| Error::file(path, "read", &cause))?;
        let mut sessions: BTreeMap<String, Vec<Unit>> = BTreeMap::new();
        let mut casts = BTreeMap::new();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let wrong = |_| Error::from(ErrorKind::GoldRow { path: path.to_owned(), line: number + 1 });
            let record: Value = serde_json::from_str(line).map_err(wrong)?;
            if !matches!(record["kind"].as_str(), Some("turn" | "comment")) {
                if let Some(session) = record["session"].as_str() {
                    casts.insert(session.to_owned(), cast(&record));
                }
                continue;
            }
            let unit: Unit = serde_json::from_value(record).map_err(wrong)?;
            let session = unit.session.as_ref().or(unit.survey.as_ref()).cloned().unwrap_or_default();
            sessions.entry(session).or_default().push(unit);
        }
        if sessions.is_empty() {
            return Err(ErrorKind::Empty { path: path.to_owned() }.into());
        }
        Ok(Gold { sessions, casts })
    }

    /// The same words as a recogniser writes them.
    pub(super) fn recognised(mut self) -> Self {
        for unit in self.sessions.values_mut().flatten() {
            let (text, places) = style::recognised(&unit.text);
            for identifier in &mut unit.identifiers {
                let place = |at: usize| places.get(at).copied().unwrap_or(places[places.len() - 1]);
                (identifier.start, identifier.end) = (place(identifier.start), place(identifier.end));
            }
            unit.identifiers.retain(|it| it.start < it.end);
            unit.text = text;
        }
        self
    }

    /// Who took part in a session: its record, or else whoever speaks in it.
    pub(super) fn cast(&self, session: &Session<'_>) -> Vec<Speaker> {
        if let Some(cast) = self.casts.get(session.name).filter(|cast| !cast.is_empty()) {
            return cast.clone();
        }
        let mut cast: BTreeMap<&str, Speaker> = BTreeMap::new();
        for unit in &session.units {
            if let Some(label) = unit.speaker_label.as_deref() {
                let role = if unit.role.as_deref() == Some("moderator") { Role::Moderator } else { Role::Participant };
                cast.entry(label).or_insert_with(|| speaker(label, label, role));
            }
        }
        cast.into_values().collect()
    }

    pub(super) fn sessions(&self) -> impl Iterator<Item = Session<'_>> {
        self.sessions.iter().map(|(name, units)| Session { name, units: units.iter().collect() })
    }
}

/// The participants of a session's record.
fn cast(record: &Value) -> Vec<Speaker> {
    let participants = record["participants"].as_array().into_iter().flatten();
    let person = |it: &Value| {
        let moderates = matches!(it["role"].as_str(), Some("moderator" | "facilitator"));
        let role = if moderates { Role::Moderator } else { Role::Participant };
        Some(speaker(it["full_name"].as_str()?, it["label"].as_str().unwrap_or_default(), role))
    };
    participants.filter_map(person).collect()
}

fn speaker(name: &str, label: &str, role: Role) -> Speaker {
    let other = Some(label).filter(|label| !label.is_empty() && *label != name);
    let names = std::iter::once(name).chain(other).map(str::to_owned).collect();
    Speaker { label: name.to_owned(), names, role, ..Speaker::default() }
}

impl Session<'_> {
    /// The session's units as lines of the row contract.
    pub(super) fn rows(&self) -> Vec<u8> {
        let mut lines = Vec::new();
        for unit in &self.units {
            let mut row = json!({ "id": unit.unit_id, "session": self.name, "text": unit.text });
            let question = unit.question.as_ref().filter(|_| unit.kind == "comment");
            for (key, value) in
                [("speaker", &unit.speaker_label.as_ref()), ("role", &unit.role.as_ref()), ("question", &question)]
            {
                if let Some(value) = value {
                    row[key] = json!(value);
                }
            }
            lines.extend(row.to_string().into_bytes());
            lines.push(b'\n');
        }
        lines
    }
}
