//! Which letters the codes of a font stand for.

use std::collections::BTreeMap;

use encoding_rs::{UTF_16BE, WINDOWS_1252};

use super::objects::{Object, hexadecimal, references};

/// The fonts that a page, a drawing or a whole file uses, by the names they have there.
#[derive(Default)]
pub(super) struct Fonts(BTreeMap<String, Vec<Font>>);

/// One font.
#[derive(Clone)]
pub(super) enum Font {
    /// Each code is told; all codes have this many bytes.
    Told(usize, BTreeMap<Vec<u8>, String>),
    /// A letter a byte, as on Windows.
    Plain,
    /// Codes whose letters nobody tells.
    Dark,
}

impl Fonts {
    /// The fonts of the whole file; pages may use one name for several.
    pub(super) fn of_all(objects: &BTreeMap<u32, Object>) -> Self {
        let mut fonts = Fonts::default();
        for object in objects.values() {
            fonts.add(&object.dictionary, objects);
        }
        fonts
    }

    /// The fonts that a page or drawing with this `dictionary` names; none where it leaves that to others.
    pub(super) fn of_one(dictionary: &str, objects: &BTreeMap<u32, Object>) -> Option<Self> {
        let mut fonts = Fonts::default();
        fonts.add(dictionary, objects);
        for number in references(dictionary, "/Resources") {
            objects.get(&number).into_iter().for_each(|object| fonts.add(&object.dictionary, objects));
        }
        (!fonts.0.is_empty()).then_some(fonts)
    }

    fn add(&mut self, dictionary: &str, objects: &BTreeMap<u32, Object>) {
        for (at, _) in dictionary.match_indices("/Font") {
            let value = dictionary[at + 5..].trim_start();
            let list = match value.strip_prefix("<<") {
                Some(list) => list.split(">>").next().unwrap_or_default(),
                None => referred(objects, value),
            };
            for (name, number) in named(list) {
                if let Some(font) = objects.get(&number).filter(|it| it.is("/Font")) {
                    self.0.entry(name).or_default().push(Font::of(font, objects));
                }
            }
        }
    }

    /// Every font that pages call `name`.
    pub(super) fn called(&self, name: &str) -> &[Font] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

impl Font {
    fn of(font: &Object, objects: &BTreeMap<u32, Object>) -> Self {
        let told = references(&font.dictionary, "/ToUnicode").first().and_then(|number| objects.get(number));
        match told.and_then(|it| it.stream.as_deref()) {
            Some(map) => told_by(map),
            None if font.is("/Type0") => Font::Dark,
            None => Font::Plain,
        }
    }

    /// What `codes` show; none where it cannot be told.
    pub(super) fn read(&self, codes: &[u8]) -> Option<String> {
        match self {
            Font::Told(width, told) => {
                Some(codes.chunks(*width).filter_map(|code| told.get(code)).map(String::as_str).collect())
            }
            Font::Plain => Some(WINDOWS_1252.decode_without_bom_handling(codes).0.into_owned()),
            Font::Dark => None,
        }
    }
}

/// The dictionary that a reference at the start of `value` leads to, without its brackets.
fn referred<'o>(objects: &'o BTreeMap<u32, Object>, value: &str) -> &'o str {
    let mut words = value.split_whitespace();
    let number = words
        .next()
        .and_then(|it| it.parse::<u32>().ok())
        .filter(|_| words.nth(1).is_some_and(|it| it.starts_with('R')));
    number.and_then(|number| objects.get(&number)).map_or("", |object| &object.dictionary)
}

/// The names and numbers in `/F1 5 0 R /F2 6 0 R`.
fn named(list: &str) -> Vec<(String, u32)> {
    let entries = list.split('/').skip(1).filter_map(|entry| {
        let mut words = entry.split_whitespace();
        let name = words.next()?;
        Some((name.to_owned(), words.next()?.parse().ok()?))
    });
    entries.collect()
}

/// The codes that a `ToUnicode` map tells.
fn told_by(map: &[u8]) -> Font {
    let text: String = map.iter().map(|&byte| char::from(byte)).collect();
    let mut told = BTreeMap::new();
    for (open, close, ranged) in [("beginbfchar", "endbfchar", false), ("beginbfrange", "endbfrange", true)] {
        for block in text.split(open).skip(1) {
            let block = block.split(close).next().unwrap_or_default();
            if ranged { ranges(block, &mut told) } else { chars(block, &mut told) }
        }
    }
    let width = told.keys().map(Vec::len).max().unwrap_or(2).max(1);
    Font::Told(width, told)
}

fn chars(block: &str, told: &mut BTreeMap<Vec<u8>, String>) {
    for pair in codes(block).chunks_exact(2) {
        told.insert(pair[0].clone(), wide(&pair[1]));
    }
}

fn ranges(block: &str, told: &mut BTreeMap<Vec<u8>, String>) {
    let mut rest = block;
    while let Some(start) = rest.find('<') {
        let bracket = rest.find('[').unwrap_or(usize::MAX);
        let ends = codes(&rest[start..]);
        let (Some(first), Some(last)) = (ends.first(), ends.get(1)) else { return };
        let many = number(last).saturating_sub(number(first)).min(0xffff) as usize + 1;
        let third = rest.match_indices('<').nth(2).map_or(rest.len(), |it| it.0);
        let list = bracket < third;
        let letters = |step: usize| -> String {
            if list {
                ends.get(2 + step).map(|it| wide(it)).unwrap_or_default()
            } else {
                let base = ends.get(2).map(|it| wide(it)).unwrap_or_default();
                let last =
                    base.chars().next_back().and_then(|c| char::from_u32(u32::from(c) + u32::try_from(step).ok()?));
                let kept = base.chars().count().saturating_sub(1);
                base.chars().take(kept).chain(last).collect()
            }
        };
        for step in 0..many {
            let code = number(first) + step as u64;
            let code = code.to_be_bytes()[8 - first.len().min(8)..].to_vec();
            told.insert(code, letters(step));
        }
        let end = if list { rest.find(']').map(|it| it + 1) } else { rest[third..].find('>').map(|it| third + it + 1) };
        rest = end.map_or("", |end| &rest[end..]);
    }
}

/// Every code in angle brackets.
fn codes(block: &str) -> Vec<Vec<u8>> {
    let bytes = block.as_bytes();
    let starts = block.match_indices('<').map(|(at, _)| at);
    starts.filter_map(|at| hexadecimal(bytes, at).0).collect()
}

fn number(code: &[u8]) -> u64 {
    code.iter().fold(0, |value, &byte| (value << 8) | u64::from(byte))
}

fn wide(code: &[u8]) -> String {
    UTF_16BE.decode_without_bom_handling(code).0.into_owned()
}
