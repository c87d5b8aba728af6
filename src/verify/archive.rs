//! Office files, REFI-QDA projects and other archives: every part, its name included, one archive deep.
//!
//! An archive that unpacks to more than anybody's report is not unpacked, and told.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::place::{Part, Within};
use super::{Found, Searched, shown};
use crate::anonymise::NameSearch;

/// Bytes that one part may have.
const LARGEST_PART: u64 = 256 << 20;
/// Bytes that an archive may unpack to.
const LARGEST: u64 = 1 << 30;
/// Parts that an archive may have.
const MOST_PARTS: usize = 20_000;
/// Archives inside each other.
const DEEPEST: usize = 2;

/// Searches every part of the archive in `bytes`.
pub(super) fn search(searched: &mut Searched, names: &NameSearch, bytes: &[u8], within: &Within) {
    let mut refuse = |why| searched.unread.push((within.to_string(), why));
    if within.depth() >= DEEPEST {
        return refuse("an archive in an archive in an archive; unpack it first");
    }
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return refuse("a damaged archive; make it again");
    };
    if archive.len() > MOST_PARTS {
        return refuse("more parts than any report has; unpack it first");
    }
    let comment = String::from_utf8_lossy(archive.comment()).into_owned();
    if !names.find_in(&comment).is_empty() {
        let whose = names.find_in(&comment)[0].whose;
        searched.found.insert(Found { place: within.part("comment of the archive"), whose });
    }
    let mut parts = BTreeMap::new();
    let mut unpacked = 0;
    for number in 0..archive.len() {
        if let Some((name, part)) = read_part(searched, names, &mut archive, number, within) {
            unpacked += part.len() as u64;
            if unpacked > LARGEST {
                searched.unread.push((within.to_string(), "unpacks to more than a gigabyte; unpack it first"));
                break;
            }
            let inside = within.inside(&shown(names, &name), kind(&name));
            if inside.shared() || name.starts_with("xl/worksheets/sheet") {
                parts.insert(name, part);
            } else {
                searched.file(names, &name, &part, &inside);
            }
        }
    }
    sheets(searched, names, &parts, within);
}

/// Part number `number` with its name, which is searched too; none where it is a folder or cannot be read.
fn read_part(
    searched: &mut Searched,
    names: &NameSearch,
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    number: usize,
    within: &Within,
) -> Option<(String, Vec<u8>)> {
    let place = within.part(&format!("part {}", number + 1));
    let Ok(part) = archive.by_index(number) else {
        searched.unread.push((place, "a part that is damaged or has a password; save it without one"));
        return None;
    };
    let name = part.name().map(Cow::into_owned).unwrap_or_default();
    for hit in names.find_in(&name) {
        searched.found.insert(Found { place: format!("{place}, its name"), whose: hit.whose });
    }
    if part.is_dir() {
        return None;
    }
    let mut bytes = Vec::new();
    match part.take(LARGEST_PART + 1).read_to_end(&mut bytes) {
        Ok(read) if read as u64 <= LARGEST_PART => Some((name, bytes)),
        Ok(_) => {
            searched.unread.push((place, "a part of more than 256 megabytes; unpack the archive first"));
            None
        }
        Err(_) => {
            searched.unread.push((place, "a part that is damaged or has a password; save it without one"));
            None
        }
    }
}

/// What a part is, by its name.
fn kind(name: &str) -> Part {
    let Some((folder, file)) = name.rsplit_once('/') else { return Part::Lines };
    let number = || file.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(1);
    match folder {
        _ if !matches!(file.rsplit_once('.'), Some((_, "xml" | "vml"))) => Part::Lines,
        "xl" if file == "sharedStrings.xml" => Part::Shared,
        "xl/worksheets" => Part::Sheet(number()),
        "docProps" | "customXml" => Part::Elements,
        _ if folder.starts_with("word") || folder.starts_with("ppt") => Part::Paragraphs,
        _ if folder.starts_with("xl") => Part::Elements,
        _ => Part::Lines,
    }
}

/// Searches sheets, and the texts they share as cells of the sheets that show them.
fn sheets(searched: &mut Searched, names: &NameSearch, parts: &BTreeMap<String, Vec<u8>>, within: &Within) {
    let mut shared = Searched::default();
    for (name, part) in parts {
        let inside = within.inside(name, kind(name));
        if !inside.shared() {
            searched.file(names, name, part, &inside);
            continue;
        }
        shared.file(names, name, part, &inside);
        for found in std::mem::take(&mut shared.found) {
            let text = found.place.rsplit(' ').next().and_then(|it| it.parse::<usize>().ok());
            let cells = text.map(|text| cells_of(parts, text.saturating_sub(1))).unwrap_or_default();
            if cells.is_empty() {
                searched.found.insert(found);
                continue;
            }
            for cell in cells {
                searched.found.insert(Found { place: within.part(&cell), whose: found.whose });
            }
        }
    }
    searched.unread.append(&mut shared.unread);
}

/// The cells that show the shared text number `text`.
fn cells_of(parts: &BTreeMap<String, Vec<u8>>, text: usize) -> Vec<String> {
    let shows = format!("<v>{text}</v>");
    let mut cells = Vec::new();
    for (name, part) in parts {
        let Part::Sheet(number) = kind(name) else { continue };
        let sheet = String::from_utf8_lossy(part);
        for (at, _) in sheet.match_indices(&shows) {
            let Some(opened) = sheet[..at].rfind("<c ") else { continue };
            let attributes = sheet[opened..at].split('>').next().unwrap_or_default();
            let cell = attributes.split("r=\"").nth(1).and_then(|it| it.split('"').next());
            if let Some(cell) = cell.filter(|_| attributes.contains("t=\"s\"")) {
                cells.push(format!("sheet {number}, cell {cell}"));
            }
        }
    }
    cells
}
