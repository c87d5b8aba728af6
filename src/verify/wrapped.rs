//! Words as old formats wrap them up: `Si\'e2n` and `Si\u226?n` in rich text, `=?utf-8?Q?Si=C3=A2n?=` in mail.
//!
//! Forgiving: whatever is no proper wrapping is text, so that nothing escapes the search.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::mapped::Mapped;

/// Rich text as the words it shows.
pub(super) fn rich(raw: &str) -> Mapped {
    let mut mapped = Mapped::default();
    let mut at = 0;
    while at < raw.len() {
        let next = raw[at..].find(['\\', '{', '}', '\n', '\r']).map_or(raw.len(), |found| at + found);
        mapped.push(&raw[at..next], at);
        if next == raw.len() {
            break;
        }
        at = if raw[next..].starts_with('\\') { control(raw, next, &mut mapped) } else { next + 1 };
    }
    mapped
}

/// Reads the control word at `start`, and gives where it ends.
fn control(raw: &str, start: usize, mapped: &mut Mapped) -> usize {
    let rest = &raw[start + 1..];
    if let Some(byte) =
        rest.strip_prefix('\'').and_then(|it| it.get(..2)).and_then(|it| u8::from_str_radix(it, 16).ok())
    {
        mapped.push(&WINDOWS_1252.decode_without_bom_handling(&[byte]).0, start);
        return start + 4;
    }
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 {
        let length = rest.chars().next().map_or(0, char::len_utf8);
        mapped
            .push(if rest.starts_with('~') { " " } else { rest[..length].trim_matches(['-', '*', '\n', '\r']) }, start);
        return start + 1 + length;
    }
    let sign = usize::from(rest[letters..].starts_with('-'));
    let digits = rest[letters + sign..].bytes().take_while(u8::is_ascii_digit).count();
    let number = &rest[letters..letters + sign + digits];
    let mut end = start + 1 + letters + if digits > 0 { sign + digits } else { 0 };
    end += usize::from(raw[end..].starts_with(' '));
    match &rest[..letters] {
        "u" => {
            // What stands for the letter in programs without Unicode follows it.
            let code = number.parse::<i32>().unwrap_or(32).rem_euclid(0x1_0000);
            let said = u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(' ');
            mapped.push(said.encode_utf8(&mut [0; 4]), start);
            let fallback = &raw[end..];
            match fallback.chars().next() {
                Some('\\') if fallback.starts_with("\\'") => end + 4.min(fallback.len()),
                Some(c) if !matches!(c, '\\' | '{' | '}') => end + c.len_utf8(),
                _ => end,
            }
        }
        "par" | "line" | "row" | "sect" | "page" => push_end(mapped, "\n", start, end),
        "tab" | "cell" => push_end(mapped, " | ", start, end),
        _ => end,
    }
}

fn push_end(mapped: &mut Mapped, words: &str, start: usize, end: usize) -> usize {
    mapped.push(words, start);
    end
}

/// Mail with the encoded words of its headers resolved.
pub(super) fn mail(raw: &str) -> Mapped {
    let mut mapped = Mapped::default();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = raw[at..].find("=?") {
        let start = at + found;
        at = start + 2;
        if let Some((said, length)) = encoded(&raw[start..]) {
            mapped.push(&raw[from..start], from);
            mapped.push(&said, start);
            from = start + length;
            at = from;
        }
    }
    mapped.push(&raw[from..], from);
    mapped
}

/// The words of `=?charset?B or Q?words?=` at the start of `rest`, and its length.
fn encoded(rest: &str) -> Option<(String, usize)> {
    let mut parts = rest.get(2..)?.splitn(4, '?');
    let (charset, way, words, end) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if !end.starts_with('=') || words.contains(char::is_whitespace) {
        return None;
    }
    let bytes = if way.eq_ignore_ascii_case("b") { base64(words)? } else { quoted(words) };
    let encoding = Encoding::for_label(charset.as_bytes()).unwrap_or(UTF_8);
    let length = 2 + charset.len() + 1 + way.len() + 1 + words.len() + 2;
    Some((encoding.decode_without_bom_handling(&bytes).0.into_owned(), length))
}

fn quoted(words: &str) -> Vec<u8> {
    let bytes = words.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = words.get(at + 1..at + 3).filter(|_| byte == b'=').and_then(|it| u8::from_str_radix(it, 16).ok());
        out.push(hex.unwrap_or(if byte == b'_' { b' ' } else { byte }));
        at += if hex.is_some() { 3 } else { 1 };
    }
    out
}

fn base64(words: &str) -> Option<Vec<u8>> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut bits, mut held) = (Vec::with_capacity(words.len()), 0_u32, 0);
    for byte in words.trim_end_matches('=').bytes() {
        let value = u32::try_from(LETTERS.iter().position(|it| *it == byte)?).ok()?;
        (bits, held) = (bits << 6 | value, held + 6);
        if held >= 8 {
            held -= 8;
            out.push((bits >> held).to_be_bytes()[3]);
            bits &= (1 << held) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_shows_its_letters() {
        let raw = r"{\rtf1\ansi Si\'e2n \b Oye\b0laran\par J\u243?zef \u-3913 x}";
        let told = rich(raw).text;
        assert!(told.contains("Siân Oyelaran\nJózef"), "{told}");
    }

    #[test]
    fn mail_shows_its_subject() {
        assert_eq!(mail("Subject: =?utf-8?B?U2nDom4=?= =?iso-8859-1?q?O=27N=E9_x?=").text, "Subject: Siân O'Né x");
        assert_eq!(mail("a =?b? c").text, "a =?b? c");
    }
}
