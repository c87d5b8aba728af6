//! The text of a `WebVTT` cue: voices, other tags and entities.

/// A part of a cue's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bit {
    /// `<v Name>`, with an empty name where it names nobody.
    Voice(String),
    /// `</v>`.
    Close,
    /// Words, entities decoded.
    Words(String),
    /// A line break.
    Break,
}

/// Cuts the text of a cue into bits. Tags other than voices are dropped; a `<` that opens no tag is a word.
pub(super) fn bits(text: &str) -> Vec<Bit> {
    let mut bits = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '<' if let Some((tag, behind)) = tag(rest) => {
                if let Some(bit) = voice(tag) {
                    flush(&mut words, &mut bits);
                    bits.push(bit);
                }
                rest = behind;
            }
            '&' if let Some((decoded, behind)) = entity(rest) => {
                words.extend(decoded);
                rest = behind;
            }
            '\n' => {
                flush(&mut words, &mut bits);
                bits.push(Bit::Break);
                rest = &rest[1..];
            }
            '\r' => rest = &rest[1..],
            c => {
                words.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    flush(&mut words, &mut bits);
    bits
}

fn flush(words: &mut String, bits: &mut Vec<Bit>) {
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
    let name: String = inside.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric()).collect();
    let known = matches!(name.as_str(), "v" | "c" | "i" | "b" | "u" | "ruby" | "rt" | "lang" | "font");
    let is_time = inside.contains(':') && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    (known || is_time).then_some((inside, behind))
}

/// The voice that a tag opens or closes.
fn voice(tag: &str) -> Option<Bit> {
    if tag.trim_end() == "/v" {
        return Some(Bit::Close);
    }
    let rest = tag.strip_prefix('v').filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))?;
    let name = rest.split_once(char::is_whitespace).map_or("", |(_, name)| name);
    let name: String = bits_as_words(name);
    Some(Bit::Voice(name.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// A name with its entities decoded.
fn bits_as_words(name: &str) -> String {
    let words = bits(name).into_iter().map(|bit| match bit {
        Bit::Words(words) => words,
        _ => " ".to_owned(),
    });
    words.collect()
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
        let told = bits(text).into_iter().map(|bit| match bit {
            Bit::Voice(name) => format!("<{name}>"),
            Bit::Close => "</>".to_owned(),
            Bit::Words(words) => words,
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
        check("R&amp;D &lt;b&gt;&nbsp;ok&lrm;", "R&D <b> ok");
    }

    proptest! {
        #[test]
        fn any_text_is_cut(text in "[<>/v.& ;#a-z0-9\\n]{0,60}") {
            let _ = bits(&text);
        }
    }
}
