//! What a workbook looks like beside its cells: widths and panes, which a copy keeps, and the corners in which things
//! hide, which it does not.
//!
//! It reads markup only, and keeps no word of any part but the names of sheets.

use std::collections::{BTreeMap, BTreeSet};

use super::records::MOST_COLUMNS;
use crate::read::xml::{self, Item};

/// What a sheet looks like, as far as a copy keeps it.
#[derive(Default)]
pub(super) struct Look {
    /// Widths in characters, by column.
    pub(super) widths: BTreeMap<usize, f64>,
    /// Rows and columns that stay in sight.
    pub(super) frozen: (u32, u16),
    pub(super) hidden_rows: usize,
    pub(super) hidden_columns: usize,
}

/// Looks of sheets and what hides beside them, gathered part by part.
#[derive(Default)]
pub(super) struct Looks {
    /// Names of sheets with the ids of their parts.
    sheets: Vec<(String, String)>,
    /// Parts by id.
    parts: BTreeMap<String, String>,
    by_part: BTreeMap<String, Look>,
    corners: BTreeSet<&'static str>,
    /// Filled cells of an open spreadsheet, repeated ones counted.
    pub(super) repeated: usize,
}

/// Names of parts that are not in a copy, and what they are.
const LEFT_OUT: &[(&str, &str)] = &[
    ("xl/comments", "comments and their authors"),
    ("xl/threadedComments", "comments and their authors"),
    ("xl/persons", "comments and their authors"),
    ("xl/pivot", "pivot tables"),
    ("xl/embeddings", "embedded objects"),
    ("xl/media", "pictures"),
    ("xl/charts", "charts"),
    ("xl/externalLinks", "links to other workbooks"),
    ("xl/vbaProject", "macros"),
    ("xl/queryTables", "queries"),
    ("xl/connections", "queries"),
    ("customXml", "custom data"),
    ("docProps", "document properties"),
    ("meta.xml", "document properties"),
    ("Pictures/", "pictures"),
    ("Object ", "embedded objects"),
    ("Thumbnails/", "a thumbnail"),
];

/// Marks inside parts that are not in a copy, and what they are.
const MARKS: &[(&[u8], &str)] = &[
    (b"<definedName ", "defined names"),
    (b"<dataValidation ", "lists of allowed values"),
    (b"<headerFooter", "page headers and footers"),
    (b"<hyperlink ", "links"),
    (b"<f>", "formulas (their last values stay)"),
    (b"<office:annotation", "comments and their authors"),
    (b"table:formula", "formulas (their last values stay)"),
];

impl Looks {
    /// Takes in one part of the archive.
    pub(super) fn part(&mut self, name: &str, bytes: &[u8]) {
        for (_, what) in LEFT_OUT.iter().filter(|(start, _)| name.starts_with(start)) {
            self.corners.insert(what);
        }
        for (_, what) in MARKS.iter().filter(|(mark, _)| memchr::memmem::find(bytes, mark).is_some()) {
            self.corners.insert(what);
        }
        // What is no UTF-8 is refused by whoever reads the cells.
        let text = String::from_utf8_lossy(bytes);
        if name == "xl/workbook.xml" {
            self.names(&text);
        } else if name == "xl/_rels/workbook.xml.rels" {
            self.relations(&text);
        } else if name == "content.xml" {
            self.repetitions(&text);
        } else if let Some(part) = name.strip_prefix("xl/worksheets/").filter(|it| !it.contains('/')) {
            self.by_part.insert(part.to_owned(), look(&text));
        }
    }

    fn names(&mut self, text: &str) {
        let _ = xml::each(text, |item| {
            if let Item::Open(start) = item
                && xml::local(start.name().as_ref()) == "sheet"
                && let (Some(name), Some(id)) = (xml::attribute(&start, "name"), xml::attribute(&start, "id"))
            {
                self.sheets.push((name, id));
            }
        });
    }

    fn relations(&mut self, text: &str) {
        let _ = xml::each(text, |item| {
            if let Item::Open(start) = item
                && let (Some(id), Some(target)) = (xml::attribute(&start, "Id"), xml::attribute(&start, "Target"))
            {
                let part = target.rsplit('/').next().unwrap_or_default().to_owned();
                self.parts.insert(id, part);
            }
        });
    }

    /// Counts filled cells with their repetitions, before anything is unrolled.
    fn repetitions(&mut self, text: &str) {
        let (mut rows, mut columns, mut total) = (1_usize, 1_usize, 0_usize);
        let _ = xml::each(text, |item| {
            let Item::Open(start) = item else { return };
            let number = |name: &str| xml::attribute(&start, name).and_then(|it| it.parse().ok()).unwrap_or(1);
            match xml::local(start.name().as_ref()) {
                "table-row" => rows = number("number-rows-repeated"),
                "table-cell" => {
                    columns = number("number-columns-repeated");
                    if xml::attribute(&start, "value-type").is_some() {
                        total = total.saturating_add(rows.saturating_mul(columns));
                    }
                }
                _ => {}
            }
        });
        self.repeated = total;
    }

    /// The look of a sheet.
    pub(super) fn of(&mut self, sheet: &str) -> Option<Look> {
        let (_, id) = self.sheets.iter().find(|(name, _)| name == sheet)?;
        self.by_part.remove(self.parts.get(id)?)
    }

    /// What is in no copy, in words for the user.
    pub(super) fn corners(&self) -> Vec<&'static str> {
        self.corners.iter().copied().collect()
    }
}

/// The look of a sheet: its columns and panes stand before its rows.
fn look(text: &str) -> Look {
    let mut look = Look::default();
    let (head, rows) = text.split_at(text.find("sheetData").unwrap_or(text.len()));
    // The head alone ends early, which is no fault of the sheet's.
    let _ = xml::each(head, |item| {
        let Item::Open(start) = item else { return };
        let number = |name: &str| xml::attribute(&start, name).and_then(|it| it.parse::<f64>().ok());
        match xml::local(start.name().as_ref()) {
            "col" => {
                let (from, to) = (number("min").unwrap_or(1.0), number("max").unwrap_or(1.0));
                let from = whole_number(from).max(1);
                let columns = from..=whole_number(to).clamp(from, from + MOST_COLUMNS);
                let hidden = xml::attribute(&start, "hidden").is_some_and(|it| it == "1" || it == "true");
                look.hidden_columns += if hidden { columns.clone().count() } else { 0 };
                if let Some(width) = number("width").filter(|it| (1.0..=255.0).contains(it) && !hidden) {
                    look.widths.extend(columns.map(|column| (column - 1, width)));
                }
            }
            "pane" if xml::attribute(&start, "state").is_some_and(|it| it.starts_with("frozen")) => {
                let split = |name: &str| number(name).map_or(0, whole_number);
                look.frozen = (
                    u32::try_from(split("ySplit")).unwrap_or(0).min(1_000),
                    u16::try_from(split("xSplit")).unwrap_or(0).min(1_000),
                );
            }
            _ => {}
        }
    });
    look.hidden_rows = rows
        .split("<row ")
        .skip(1)
        .filter(|row| {
            row.split('>').next().is_some_and(|tag| tag.contains(" hidden=\"1\"") || tag.contains(" hidden=\"true\""))
        })
        .count();
    look
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a sheet, and clamped to one")]
fn whole_number(number: f64) -> usize {
    number.clamp(0.0, 2_000_000.0) as usize
}
