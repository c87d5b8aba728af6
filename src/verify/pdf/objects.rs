//! The objects of a PDF: dictionaries as text, streams unpacked.
//!
//! Goes through the file from front to back instead of by its tables, so that a damaged one is searched too.

use std::collections::BTreeMap;
use std::io::Read;

use encoding_rs::{UTF_16BE, WINDOWS_1252};
use flate2::read::ZlibDecoder;

/// Bytes that one stream may unpack to.
const LARGEST: u64 = 64 << 20;

/// One object.
pub(super) struct Object {
    /// What stands before its stream, one character a byte.
    pub(super) dictionary: String,
    /// Its stream, unpacked.
    pub(super) stream: Option<Vec<u8>>,
    /// Whether it holds a stream that could not be unpacked and is no picture or typeface.
    pub(super) packed: bool,
}

impl Object {
    /// Whether `/Type` or `/Subtype` is `name`.
    pub(super) fn is(&self, name: &str) -> bool {
        ["/Type", "/Subtype"].iter().any(|key| {
            self.dictionary.match_indices(key).any(|(at, _)| {
                let value = self.dictionary[at + key.len()..].trim_start();
                value.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
            })
        })
    }
}

/// Every object by its number; of several with one number the last counts.
pub(super) fn read(bytes: &[u8]) -> BTreeMap<u32, Object> {
    let mut objects = BTreeMap::new();
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b" obj") {
        let opened = at + found;
        at = opened + 4;
        let Some(number) = number_before(&bytes[..opened]) else { continue };
        let end = find(&bytes[at..], b"endobj").map_or(bytes.len(), |found| at + found);
        let body = &bytes[at..end];
        let stream = find(body, b"stream").filter(|&start| find(&body[start..], b"endstream").is_some());
        let dictionary = latin(&body[..stream.unwrap_or(body.len())]);
        let (stream, packed) = match stream {
            Some(start) => unpacked(&dictionary, &bytes[at + start + 6..], &mut at),
            None => (None, false),
        };
        at = at.max(end.min(bytes.len()));
        objects.insert(number, Object { dictionary, stream, packed });
    }
    let inside: Vec<(u32, Object)> = objects.values().filter(|it| it.is("/ObjStm")).flat_map(packed_objects).collect();
    for (number, object) in inside {
        objects.entry(number).or_insert(object);
    }
    objects
}

/// Whether the file has a password.
pub(super) fn encrypted(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(4096)..];
    find(tail, b"/Encrypt ").is_some() || find(tail, b"/Encrypt\n").is_some()
}

/// The objects that the value of `key` refers to: `/Kids [3 0 R 4 0 R]`, `/Contents 7 0 R`.
pub(super) fn references(dictionary: &str, key: &str) -> Vec<u32> {
    let Some(at) = dictionary.find(key) else { return Vec::new() };
    let value = dictionary[at + key.len()..].trim_start();
    let value = match value.strip_prefix('[') {
        Some(list) => list.split(']').next().unwrap_or_default(),
        None => value.split(['/', '>']).next().unwrap_or_default(),
    };
    let words: Vec<&str> = value.split_whitespace().collect();
    words.windows(3).filter(|it| it[2] == "R").filter_map(|it| it[0].parse().ok()).collect()
}

/// The texts in a dictionary.
pub(super) fn strings(dictionary: &str) -> Vec<String> {
    let bytes: Vec<u8> = dictionary.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (said, end) = match bytes[at] {
            b'(' => literal(&bytes, at),
            b'<' if bytes.get(at + 1) == Some(&b'<') => (None, at + 2),
            b'<' => hexadecimal(&bytes, at),
            _ => (None, at + 1),
        };
        found.extend(said.map(|said| text(&said)));
        at = end;
    }
    found
}

/// A text as PDF has it outside pages.
pub(super) fn text(said: &[u8]) -> String {
    match said.strip_prefix(b"\xfe\xff") {
        Some(wide) => UTF_16BE.decode_without_bom_handling(wide).0.into_owned(),
        None => match std::str::from_utf8(said.strip_prefix(b"\xef\xbb\xbf").unwrap_or(said)) {
            Ok(said) => said.to_owned(),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(said).0.into_owned(),
        },
    }
}

/// A string in parentheses that starts at `start`, and where it ends.
pub(super) fn literal(bytes: &[u8], start: usize) -> (Option<Vec<u8>>, usize) {
    let (mut said, mut depth, mut at) = (Vec::new(), 0_usize, start);
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'(' => {
                depth += 1;
                if depth > 1 {
                    said.push(byte);
                }
            }
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return (Some(said), at);
                }
                said.push(byte);
            }
            b'\\' => {
                let octal = bytes[at..].iter().take(3).take_while(|it| (b'0'..=b'7').contains(it)).count();
                if octal > 0 {
                    let value = bytes[at..at + octal].iter().fold(0_u32, |value, it| value * 8 + u32::from(it - b'0'));
                    said.push(u8::try_from(value & 255).unwrap_or(b' '));
                    at += octal;
                } else {
                    match bytes.get(at) {
                        Some(b'n') => said.push(b'\n'),
                        Some(b'r') => said.push(b'\r'),
                        Some(b't') => said.push(b'\t'),
                        Some(b'b') => said.push(8),
                        Some(b'f') => said.push(12),
                        Some(b'\n' | b'\r') | None => {}
                        Some(&other) => said.push(other),
                    }
                    at += 1;
                }
            }
            _ => said.push(byte),
        }
    }
    (None, bytes.len())
}

/// A string of hexadecimal digits that starts at `start`, and where it ends.
pub(super) fn hexadecimal(bytes: &[u8], start: usize) -> (Option<Vec<u8>>, usize) {
    let Some(length) = bytes[start..].iter().position(|&byte| byte == b'>') else { return (None, bytes.len()) };
    let digits: Option<Vec<u8>> = bytes[start + 1..start + length]
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|&byte| char::from(byte).to_digit(16).and_then(|it| u8::try_from(it).ok()))
        .collect();
    let said = digits.map(|digits| digits.chunks(2).map(|it| it[0] * 16 + it.get(1).copied().unwrap_or(0)).collect());
    (said, start + length + 1)
}

/// The stream whose bytes stand behind the word `stream`, unpacked; `at` is moved behind it.
fn unpacked(dictionary: &str, rest: &[u8], at: &mut usize) -> (Option<Vec<u8>>, bool) {
    let start = if rest.starts_with(b"\r\n") { 2 } else { 1 }.min(rest.len());
    let told = dictionary.split("/Length").nth(1).filter(|it| it.starts_with([' ', '\n', '\r']));
    let told = told.and_then(|it| {
        let mut words = it.split_whitespace();
        let length: usize = words.next()?.split(['/', '>']).next()?.parse().ok()?;
        (words.nth(1).is_none_or(|it| !it.starts_with('R'))).then_some(length)
    });
    let ends = |length: &usize| {
        rest.get(start + length..).is_some_and(|it| find(&it[..it.len().min(16)], b"endstream").is_some())
    };
    let length = told.filter(ends).or_else(|| find(&rest[start..], b"endstream")).unwrap_or(rest.len() - start);
    *at += length;
    let raw = &rest[start..start + length];
    let filters = dictionary.matches("Decode").count() - dictionary.matches("DecodeParms").count();
    if filters == 0 {
        return (Some(raw.to_vec()), false);
    }
    if dictionary.contains("/FlateDecode") && filters == 1 {
        let mut bytes = Vec::new();
        // What was unpacked before a damaged place is searched.
        let whole = ZlibDecoder::new(raw).take(LARGEST).read_to_end(&mut bytes).is_ok();
        return (Some(bytes), !whole);
    }
    let silent = ["/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/FontFile"];
    (None, !silent.iter().any(|it| dictionary.contains(it)) && !dictionary.contains("/Image"))
}

/// The objects inside an object stream.
fn packed_objects(object: &Object) -> Vec<(u32, Object)> {
    let number = |key: &str| -> Option<usize> {
        let value = object.dictionary.split(key).nth(1)?.split_whitespace().next()?;
        value.split(['/', '>']).next()?.parse().ok()
    };
    let (Some(stream), Some(first)) = (&object.stream, number("/First")) else { return Vec::new() };
    let head = latin(&stream[..first.min(stream.len())]);
    let numbers: Vec<usize> = head.split_whitespace().filter_map(|it| it.parse().ok()).collect();
    let pairs: Vec<(usize, usize)> = numbers.chunks_exact(2).map(|it| (it[0], first + it[1])).collect();
    let ends = pairs.iter().skip(1).map(|pair| pair.1).chain([stream.len()]);
    let body = |from: usize, to: usize| latin(stream.get(from..to.max(from)).unwrap_or_default());
    pairs
        .iter()
        .zip(ends)
        .filter_map(|(&(number, from), to)| {
            let dictionary = body(from, to);
            Some((u32::try_from(number).ok()?, Object { dictionary, stream: None, packed: false }))
        })
        .collect()
}

/// The number of an object, which stands before its generation: `12 0`.
fn number_before(before: &[u8]) -> Option<u32> {
    let tail = latin(&before[before.len().saturating_sub(24)..]);
    let mut words = tail.rsplit(char::is_whitespace);
    let generation = words.next()?;
    generation.parse::<u32>().ok()?;
    words.next()?.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

/// Where `needle` first stands in `bytes`.
pub(super) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(found) = bytes[from..].iter().position(|&byte| byte == first) {
        if bytes[from + found..].starts_with(needle) {
            return Some(from + found);
        }
        from += found + 1;
    }
    None
}
