//! A text as a reader sees it, with the way back to the bytes it was written in.

/// A decoded text; the marks tell where its stretches stood before.
#[derive(Default)]
pub(super) struct Mapped {
    pub(super) text: String,
    /// Where in `text` a stretch starts, and where it stood.
    marks: Vec<(usize, usize)>,
}

impl Mapped {
    /// A text that needed no decoding.
    pub(super) fn plain(text: &str) -> Self {
        Mapped { text: text.to_owned(), marks: vec![(0, 0)] }
    }

    /// Adds `words`, which stood at `from`.
    pub(super) fn push(&mut self, words: &str, from: usize) {
        if words.is_empty() {
            return;
        }
        self.marks.push((self.text.len(), from));
        self.text.push_str(words);
    }

    /// Where the character at `at` stood.
    pub(super) fn before(&self, at: usize) -> usize {
        let mark = self.marks.partition_point(|(start, _)| *start <= at);
        let (start, from) = mark.checked_sub(1).map_or((0, 0), |mark| self.marks[mark]);
        from + (at - start)
    }
}

/// JSON with the escapes of its strings resolved.
pub(super) fn json(raw: &str) -> Mapped {
    let mut mapped = Mapped::default();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = raw[at..].find('\\') {
        let start = at + found;
        let (said, length) = escape(&raw[start..]);
        mapped.push(&raw[from..start], from);
        mapped.push(said.encode_utf8(&mut [0; 4]), start);
        from = start + length;
        at = from;
    }
    mapped.push(&raw[from..], from);
    mapped
}

/// The character that the escape at the start of `rest` stands for, and its length.
fn escape(rest: &str) -> (char, usize) {
    let unit = |at: usize| rest.get(at..at + 6).and_then(|it| it.strip_prefix("\\u")).and_then(hex);
    match rest.as_bytes().get(1) {
        Some(b'n' | b'r') => ('\n', 2),
        Some(b't') => ('\t', 2),
        Some(b'"') => ('"', 2),
        Some(b'u') => match (unit(0), unit(6)) {
            (Some(high @ 0xD800..0xDC00), Some(low @ 0xDC00..0xE000)) => {
                (char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)).unwrap_or(' '), 12)
            }
            (Some(unit), _) => (char::from_u32(unit).unwrap_or(' '), 6),
            (None, _) => ('\\', 1),
        },
        _ => ('\\', 1),
    }
}

fn hex(digits: &str) -> Option<u32> {
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved_and_places_kept() {
        let raw = r#"{"a": "Si\u00e2n \ud83d\ude00\nMex"}"#;
        let mapped = json(raw);
        assert!(mapped.text.contains("Siân 😀\nMex"));
        assert_eq!(mapped.before(mapped.text.find("Mex").unwrap()), raw.find("Mex").unwrap());
        assert_eq!(mapped.before(mapped.text.find("Si").unwrap()), raw.find("Si").unwrap());
    }
}
