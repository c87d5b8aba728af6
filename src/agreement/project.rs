//! A coding in a REFI-QDA project that was made of ours: which comments the selections of a coder lie in.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::coding::{Coding, Seen};
use super::names::{Name, name};

/// The name of the user in whose name the program codes.
const OURS: &str = "undertone";

/// A project as far as agreement needs it.
#[derive(Default)]
struct Project {
    users: BTreeMap<String, String>,
    codes: BTreeMap<String, Name>,
    sources: Vec<Source>,
}

#[derive(Default)]
struct Source {
    path: Option<String>,
    content: String,
    selections: Vec<Selection>,
}

struct Selection {
    places: Range<usize>,
    code: String,
    user: Option<String>,
}

/// Reads the codings of `coder`, or of everybody but the program if somebody else coded. `known` are the ids of the
/// comments, where another coding tells them.
pub(super) fn read(bytes: &[u8], coder: Option<&str>, known: Option<&BTreeSet<String>>) -> Option<Coding> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let mut text = |wanted: &str| -> Option<String> {
        let name = names.iter().find(|name| name.to_lowercase() == wanted.to_lowercase())?;
        let mut bytes = Vec::new();
        archive.by_name(name).ok()?.read_to_end(&mut bytes).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    };
    let qde = names.iter().find(|name| name.to_lowercase().ends_with(".qde"))?;
    let project = Project::read(&text(qde)?)?;
    let counts = |selection: &Selection| project.counts(selection, coder);
    let theme = |name: &Name| if let Name::Theme(theme, _) = name { Some(theme.clone()) } else { None };
    let could = Some(project.codes.values().filter_map(theme).collect());
    let mut coding = Coding { seen: Seen::Listed, could, ..Coding::default() };
    for source in &project.sources {
        let said = match &source.path {
            Some(path) => text(&format!("sources/{path}")).unwrap_or_default(),
            None => source.content.clone(),
        };
        // Places count code points; a tool that writes CR LF counts both.
        let letters: Vec<char> = said.trim_start_matches('\u{feff}').chars().collect();
        for (id, body) in units(&letters, known) {
            let unit = coding.units.entry(id).or_default();
            for selection in source.selections.iter().filter(|it| counts(it)) {
                let shared =
                    selection.places.start.max(body.start)..selection.places.end.min(body.end).min(letters.len());
                if shared.start < shared.end
                    && letters[shared].iter().any(|c| !c.is_whitespace())
                    && let Some(name) = project.codes.get(&selection.code)
                {
                    unit.add(name.clone());
                }
            }
        }
    }
    (!coding.units.is_empty()).then_some(coding)
}

impl Project {
    fn counts(&self, selection: &Selection, coder: Option<&str>) -> bool {
        let name = |user: &String| self.users.get(user).map_or("", String::as_str);
        let by = selection.user.as_ref().map_or("", name);
        if let Some(coder) = coder {
            return by == coder;
        }
        let all = self.sources.iter().flat_map(|source| &source.selections);
        let others = all.filter_map(|it| it.user.as_ref()).any(|user| name(user) != OURS);
        !others || by != OURS
    }

    fn read(xml: &str) -> Option<Project> {
        let mut reader = Reader::from_str(xml);
        let mut project = Project::default();
        // The names of the codes that are open, and the selection that is.
        let mut above: Vec<String> = Vec::new();
        let mut open: Option<(Range<usize>, Option<String>)> = None;
        let (mut user, mut in_content) = (None, false);
        loop {
            let event = reader.read_event().ok()?;
            let opens = matches!(event, Event::Start(_));
            match &event {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "User" => {
                        project.users.insert(attribute(tag, "guid")?, attribute(tag, "name").unwrap_or_default());
                    }
                    "Code" => {
                        above.push(attribute(tag, "name").unwrap_or_default());
                        project.codes.insert(attribute(tag, "guid")?, named(&above));
                        if !opens {
                            above.pop();
                        }
                    }
                    "TextSource" => {
                        let path = attribute(tag, "plainTextPath");
                        let path = path.map(|it| it.rsplit('/').next().unwrap_or_default().to_owned());
                        project.sources.push(Source { path, ..Source::default() });
                    }
                    "PlainTextContent" => in_content = opens,
                    "PlainTextSelection" => {
                        let place = |key| attribute(tag, key).and_then(|it| it.parse().ok()).unwrap_or(0);
                        open = Some((place("startPosition")..place("endPosition"), attribute(tag, "creatingUser")));
                    }
                    "Coding" => user = attribute(tag, "creatingUser"),
                    "CodeRef" => {
                        if let (Some((places, by)), Some(source)) = (&open, project.sources.last_mut()) {
                            let (places, user) = (places.clone(), user.take().or_else(|| by.clone()));
                            source.selections.push(Selection { places, code: attribute(tag, "targetGUID")?, user });
                        }
                    }
                    _ => {}
                },
                Event::Text(said) if in_content => {
                    if let Some(source) = project.sources.last_mut() {
                        source.content.push_str(&said.xml10_content());
                    }
                }
                Event::End(tag) => match tag.local_name().as_ref() {
                    "Code" => _ = above.pop(),
                    "PlainTextSelection" => open = None,
                    "PlainTextContent" => in_content = false,
                    _ => {}
                },
                Event::Eof => return Some(project),
                _ => {}
            }
        }
    }
}

/// A code by its own name, or by that of its folder too where it is a bare `strength`.
fn named(above: &[String]) -> Name {
    let own = above.last().map_or("", String::as_str);
    match (super::names::valence(own), above.len().checked_sub(2)) {
        (Some(valence), Some(parent)) => name(&format!("{}: {valence}", above[parent])),
        _ => name(own),
    }
}

/// Every comment of a source: its id, and where its words stand. A comment is headed `[id] `.
fn units(letters: &[char], known: Option<&BTreeSet<String>>) -> Vec<(String, Range<usize>)> {
    let mut units: Vec<(String, Range<usize>)> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let end = (at..letters.len()).find(|&it| letters[it] == '\n').unwrap_or(letters.len());
        if let Some(length) = heading(&letters[at..end]) {
            let id: String = letters[at + 1..at + length - 1].iter().collect();
            let is_ours = known.map_or_else(|| !id.contains(char::is_whitespace), |known| known.contains(&id));
            // A moderator's turn is headed too; without a list of ids it is left out by its speaker.
            if is_ours || known.is_some() && !is_placeholder(&id) {
                if let Some((_, last)) = units.last_mut() {
                    last.end = at;
                }
                units.push((id, at + length..letters.len()));
            }
        }
        at = end + 1;
    }
    units.retain(|(id, body)| known.is_none_or(|known| known.contains(id)) && !by_moderator(&letters[body.clone()]));
    units
}

/// `Person 2`, as in `[Person 2] rang`: somebody masked at the start of a line.
fn is_placeholder(id: &str) -> bool {
    id.rsplit_once(' ').is_some_and(|(_, number)| number.chars().all(|c| c.is_ascii_digit()))
}

fn by_moderator(body: &[char]) -> bool {
    let start: String = body.iter().take(40).collect();
    let speaker = start.split(':').next().unwrap_or_default().trim();
    speaker.strip_prefix("Moderator").is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit()))
        && start.contains(':')
}

/// The length of `[id]` at the start of a line.
fn heading(line: &[char]) -> Option<usize> {
    let close = line.iter().position(|c| *c == ']').filter(|_| line.first() == Some(&'['))?;
    (close > 1).then_some(close + 1)
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|it| it.key.as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}
