//! The text of a `WebVTT` cue: voices, other tags and entities.

use std::borrow::Cow;

/// A part of a cue's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bit<'a> {
    /// `<v Name>`, with an empty name where it names nobody.
    Voice(Cow<'a, str>),
    /// `</v>`.
    Close,
    /// Words, entities decoded.
    Words(Cow<'a, str>),
    /// A line break.
    Break,
}

/// Cuts the text of a cue into bits. Tags other than voices are dropped; a `<` that opens no tag is a word.
pub(super) fn bits<'a>(text: &'a str, bits: &mut Vec<Bit<'a>>) {
    let mut words: Cow<'a, str> = Cow::Borrowed("");
    let mut rest = text;
    let styled = text.contains("{\\");
    while let Some(at) = special(rest, styled) {
        let end = if rest[at..].starts_with('\n') { rest[..at].trim_end_matches('\r').len() } else { at };
        join(&mut words, &rest[..end]);
        rest = &rest[at..];
        match rest.as_bytes()[0] {
            b'<' if let Some((tag, behind)) = tag(rest) => {
                if let Some(bit) = voice(tag) {
                    flush(&mut words, bits);
                    bits.push(bit);
                }
                rest = behind;
            }
            b'&' if let Some((decoded, behind)) = entity(rest) => {
                words.to_mut().extend(decoded);
                rest = behind;
            }
            b'{' if let Some(end) = rest.starts_with("{\\").then(|| rest.find('}')).flatten() => {
                rest = &rest[end + 1..];
            }
            b'\n' => {
                flush(&mut words, bits);
                bits.push(Bit::Break);
                rest = &rest[1..];
            }
            _ => {
                join(&mut words, &rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    join(&mut words, rest);
    flush(&mut words, bits);
}

/// Where the next character stands that may be more than a word's.
fn special(rest: &str, styled: bool) -> Option<usize> {
    let found = memchr::memchr3(b'<', b'&', b'\n', rest.as_bytes());
    if !styled {
        return found;
    }
    let brace = memchr::memchr(b'{', rest.as_bytes());
    [found, brace].into_iter().flatten().min()
}

/// Adds to words, which stay borrowed as long as they are one stretch.
fn join<'a>(words: &mut Cow<'a, str>, more: &'a str) {
    if words.is_empty() {
        *words = Cow::Borrowed(more);
    } else if !more.is_empty() {
        words.to_mut().push_str(more);
    }
}

fn flush<'a>(words: &mut Cow<'a, str>, bits: &mut Vec<Bit<'a>>) {
    if !words.is_empty() {
        bits.push(Bit::Words(std::mem::take(words)));
    }
}

/// The most bytes between `<` and `>`.
const LONGEST_TAG: usize = 300;

/// The inside of the tag at the start of `rest`, and what follows it.
fn tag(rest: &str) -> Option<(&str, &str)> {
    let inside = &rest[1..];
    let window = inside.bytes().take(LONGEST_TAG).position(|byte| matches!(byte, b'>' | b'<'))?;
    let (inside, behind) = (&inside[..window], inside[window..].strip_prefix('>')?);
    let bare = inside.trim_start_matches('/');
    let name = &bare[..bare.bytes().take_while(u8::is_ascii_alphanumeric).count()];
    let known = matches!(name, "v" | "c" | "i" | "b" | "u" | "ruby" | "rt" | "lang" | "font");
    let is_time = inside.contains(':') && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    (known || is_time).then_some((inside, behind))
}

/// The voice that a tag opens or closes.
fn voice(tag: &str) -> Option<Bit<'_>> {
    if tag.trim_end() == "/v" {
        return Some(Bit::Close);
    }
    let rest = tag.strip_prefix('v').filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))?;
    let name = rest.split_once(char::is_whitespace).map_or("", |(_, name)| name);
    let plain = !name.contains(['&', '\n', '\t', '\r', '<']) && !name.contains("  ") && name.trim() == name;
    Some(Bit::Voice(if plain { Cow::Borrowed(name) } else { decoded(name).into() }))
}

/// A name with its entities decoded and single spaces in it.
fn decoded(name: &str) -> String {
    let mut cut = Vec::new();
    bits(name, &mut cut);
    let words = cut.into_iter().map(|bit| match bit {
        Bit::Words(words) => words,
        _ => " ".into(),
    });
    words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The character that the entity at the start of `rest` stands for, if any is left of it, and what follows it.
fn entity(rest: &str) -> Option<(Option<char>, &str)> {
    let end = rest.bytes().take(10).position(|byte| byte == b';')?;
    let decoded = match &rest[1..end] {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "lrm" | "rlm" => None,
        number => {
            let digits = number.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => digits.parse(),
            };
            Some(char::from_u32(code.ok()?).map(|c| if c.is_control() || c == '\u{a0}' { ' ' } else { c })?)
        }
    };
    Some((decoded, &rest[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut found = Vec::new();
        bits(text, &mut found);
        let told = found.into_iter().map(|bit| match bit {
            Bit::Voice(name) => format!("<{name}>"),
            Bit::Close => "</>".to_owned(),
            Bit::Words(words) => words.into_owned(),
            Bit::Break => "|".to_owned(),
        });
        assert_eq!(told.collect::<String>(), expected, "{text}");
    }

    #[test]
    fn voices_are_found() {
        check("<v Ana>Yes.</v>", "<Ana>Yes.</>");
        check("<v.loud.first Haddad, Amal (Sales)>Yes", "<Haddad, Amal (Sales)>Yes");
        check("<v Ana>Yes.</v><v O&#39;Neil>No\nway.", "<Ana>Yes.</><O'Neil>No|way.");
        check("<v>Who?</v>", "<>Who?</>");
    }

    #[test]
    fn other_tags_go_and_look_alikes_stay() {
        check("<i>I</i> <c.red>mean</c> <00:00:01.000>it", "I mean it");
        check("3 < 4 <laughs> <3 & more &bogus;", "3 < 4 <laughs> <3 & more &bogus;");
        check("{\\an8}Top {\\i1}line{x}", "Top line{x}");
        check("R&amp;D &lt;b&gt;&nbsp;ok&lrm;", "R&D <b> ok");
    }

    proptest! {
        #[test]
        fn any_text_is_cut(text in "[<>/v.& ;#a-z0-9\\n]{0,60}") {
            bits(&text, &mut Vec::new());
        }
    }
}
