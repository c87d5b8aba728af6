//! Where something stands in a file, in the words of whoever has it open.

use std::fmt;

/// A part of a file: of an archive, or the whole where it has none.
#[derive(Clone, Debug, Default)]
pub(super) struct Within {
    /// The parts on the way, the outermost first; names of people are already hidden in them.
    parts: Vec<String>,
    /// What the innermost part is.
    kind: Part,
}

/// What a part of an archive is, as far as places go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// Lines and columns tell.
    #[default]
    Lines,
    /// Paragraphs tell.
    Paragraphs,
    /// Cells of the sheet with this number tell.
    Sheet(usize),
    /// Texts that sheets share, by their number.
    Shared,
    /// The element tells.
    Elements,
}

impl Within {
    /// The part `name` in here.
    pub(super) fn inside(&self, name: &str, kind: Part) -> Self {
        let mut parts = self.parts.clone();
        parts.push(name.to_owned());
        Within { parts, kind }
    }

    /// How many archives are around it.
    pub(super) fn depth(&self) -> usize {
        self.parts.len()
    }

    /// Whether it is the words of an Office file.
    pub(super) fn office(&self) -> bool {
        !matches!(self.kind, Part::Lines)
    }

    /// Whether it holds the texts that sheets share.
    pub(super) fn shared(&self) -> bool {
        self.kind == Part::Shared
    }

    /// The place of the byte `at` of `raw`.
    pub(super) fn place(&self, raw: &str, at: usize) -> String {
        let mut at = at.min(raw.len());
        while !raw.is_char_boundary(at) {
            at -= 1;
        }
        let before = &raw[..at];
        match self.kind {
            Part::Lines if self.parts.is_empty() => format!("{}:{}", line(before), column(before)),
            Part::Lines => self.part(&format!("line {}", line(before))),
            Part::Paragraphs => {
                let paragraphs = before.match_indices("<w:p").chain(before.match_indices("<a:p"));
                let opened = paragraphs.filter(|(at, it)| before[at + it.len()..].starts_with(['>', ' '])).count();
                self.part(&format!("paragraph {opened}, in `{}`", element(before)))
            }
            Part::Sheet(number) => match cell(before) {
                Some(cell) => self.part(&format!("sheet {number}, cell {cell}")),
                None => self.part(&format!("sheet {number}, in `{}`", element(before))),
            },
            Part::Shared => self.part(&format!("text {}", before.matches("<si>").count())),
            Part::Elements => self.part(&format!("in `{}`", element(before))),
        }
    }

    /// Something about this part.
    pub(super) fn part(&self, what: &str) -> String {
        if self.parts.is_empty() { what.to_owned() } else { format!("{self}, {what}") }
    }
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.parts.iter().map(|part| format!("`{part}`")).collect();
        f.write_str(&parts.join(", "))
    }
}

fn line(before: &str) -> usize {
    before.matches('\n').count() + 1
}

fn column(before: &str) -> usize {
    before.rsplit('\n').next().unwrap_or_default().chars().count() + 1
}

/// The element that was opened last: its name is the format's own.
fn element(before: &str) -> &str {
    let inner = before.rsplit('<').find(|it| !it.starts_with('/') && !it.is_empty()).unwrap_or_default();
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_'))).unwrap_or(inner.len());
    &inner[..end.min(40)]
}

/// The cell that was opened last.
fn cell(before: &str) -> Option<&str> {
    let start = before.rfind("<c r=\"")? + 6;
    // Headers, comments and the like stand behind the cells.
    if before[start..].contains("</sheetData>") {
        return None;
    }
    let end = before[start..].find('"')?;
    Some(&before[start..start + end]).filter(|it| it.len() < 12 && it.chars().all(|c| c.is_ascii_alphanumeric()))
}
