//! Bytes as text, whatever they were written in.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What bytes hold.
pub(super) enum Held {
    /// Text.
    Text(String),
    /// Something else.
    Other,
}

/// The text in `bytes`: UTF-8, UTF-16 with or without its mark, else Windows-1252.
pub(super) fn decode(bytes: &[u8]) -> Held {
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = match marked {
        Some(encoding) => encoding,
        None if head.len() > 3 && zeros(1) * 3 > head.len() && zeros(0) * 20 < head.len() => UTF_16LE,
        None if head.len() > 3 && zeros(0) * 3 > head.len() && zeros(1) * 20 < head.len() => UTF_16BE,
        None if head.contains(&0) => return Held::Other,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => {
            let controls = head.iter().filter(|&&byte| byte < 9 || (14..27).contains(&byte)).count();
            if controls * 50 > head.len() {
                return Held::Other;
            }
            WINDOWS_1252
        }
    };
    Held::Text(encoding.decode(bytes).0.into_owned())
}

/// Letters in a row that make bytes worth searching.
const SHORTEST: usize = 4;

/// The words that stand between other bytes, one after the other on lines of their own, in one byte or two a letter.
pub(super) fn strings(bytes: &[u8]) -> String {
    let mut found = String::new();
    for step in [1, 2] {
        let mut run = String::new();
        let mut at = 0;
        while at < bytes.len() {
            let letter = bytes[at];
            let wide = step == 1 || bytes.get(at + 1) == Some(&0);
            if wide && (letter == b' ' || letter.is_ascii_graphic() || letter >= 0xc0) {
                run.push(WINDOWS_1252.decode_without_bom_handling(&[letter]).0.chars().next().unwrap_or(' '));
                at += step;
                continue;
            }
            keep(&mut run, &mut found);
            at += 1;
        }
        keep(&mut run, &mut found);
    }
    found
}

fn keep(run: &mut String, found: &mut String) {
    if run.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST {
        found.push_str(run);
        found.push('\n');
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        match decode(bytes) {
            Held::Text(text) => assert_eq!(text, expected),
            Held::Other => assert_eq!("other", expected),
        }
    }

    #[test]
    fn encodings_are_told_apart() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        check("Siân".as_bytes(), "Siân");
        check(b"Si\xe2n", "Siân");
        check(&wide("Siân said"), "Siân said");
        check(&wide("\u{feff}Siân"), "Siân");
        check(b"\x00\x01\x02\x03PNG", "other");
    }

    #[test]
    fn strings_are_found_between_bytes() {
        assert_eq!(strings(b"\x00\x01Oyelaran\x00\x02x\x00"), "Oyelaran\n");
        assert!(strings(b"\x01\x00M\x00a\x00r\x00k\x00\x00\x00").contains("Mark"));
    }
}
