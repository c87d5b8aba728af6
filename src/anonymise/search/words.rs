//! A document as words: stretches of letters, compared without case and accents.
//!
//! Finer than the tokens of speech: `sian_price@`, `O'Brien` and `SianPrice` fall into the parts names are made of.
//! It knows no name.

use compact_str::CompactString;

use crate::text::{Span, normal_form};

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// No capital.
    Lower,
    /// One capital, at its start.
    Capital,
    /// Capitals only, two and more.
    Upper,
    /// Anything else.
    Mixed,
}

/// A stretch of letters.
pub(super) struct Word {
    /// Where it stands.
    pub(super) span: Span,
    /// What it is compared by.
    pub(super) normal: CompactString,
    /// How it is written.
    pub(super) written: Written,
}

/// Every stretch of letters in `document`; `SianPrice` comes as `Sian` and `Price`.
pub(super) fn words(document: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(document.len() / 6);
    let mut start = None;
    for (at, c) in document.char_indices().chain([(document.len(), ' ')]) {
        match (c.is_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) if !is_accent(c) && !is_unseen(c) => {
                cut(document, Span::new(from, at), &mut words);
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The words of a name, as compared.
pub(super) fn parts(name: &str) -> Vec<CompactString> {
    words(name).into_iter().map(|word| word.normal).collect()
}

/// Accents that stand beside their letter.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Marks that nobody sees and that part no words: soft hyphens, joiners, spaces without width.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Adds the stretch, cut before each capital that follows a small letter.
fn cut(document: &str, span: Span, words: &mut Vec<Word>) {
    let raw = &document[span.start..span.end];
    let mut from = 0;
    let mut last = ' ';
    // `&LSian` is how the header of a sheet has a name on its left.
    let coded = document[..span.start].ends_with('&') && raw.starts_with(['L', 'C', 'R']);
    for (at, c) in raw.char_indices() {
        // `McAteer` is one name.
        if c.is_uppercase()
            && (last.is_lowercase() || (coded && at == 1))
            && !matches!(&raw[from..at], "Mc" | "Mac" | "De" | "Di" | "Le" | "La")
        {
            words.push(word(&raw[from..at], span.start + from));
            from = at;
        }
        last = c;
    }
    words.push(word(&raw[from..], span.start + from));
}

fn word(raw: &str, start: usize) -> Word {
    let capitals = raw.chars().filter(|c| c.is_uppercase()).count();
    let first = raw.chars().next().is_some_and(char::is_uppercase);
    let written = match capitals {
        0 => Written::Lower,
        1 if first => Written::Capital,
        _ if raw.chars().all(|c| c.is_uppercase() || is_accent(c) || is_unseen(c)) => Written::Upper,
        _ if first => Written::Capital,
        _ => Written::Mixed,
    };
    Word { span: Span::new(start, start + raw.len()), normal: folded(raw), written }
}

/// The normal form, with letters that carry no accent but a stroke or another letter made plain.
fn folded(raw: &str) -> CompactString {
    let normal = if raw.contains(is_unseen) { normal_form(&raw.replace(is_unseen, "")) } else { normal_form(raw) };
    if normal.is_ascii() {
        return normal;
    }
    let mut plain = CompactString::default();
    for c in normal.chars() {
        match c {
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ħ' => plain.push('h'),
            'ı' => plain.push('i'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(document: &str, expected: &str) {
        let told: Vec<CompactString> = words(document).into_iter().map(|word| word.normal).collect();
        assert_eq!(told.join(" "), expected, "{document}");
    }

    #[test]
    fn names_fall_into_their_parts() {
        check("sian_price2@acme", "sian price acme");
        check("SianPrice asked O'Brien-Lee", "sian price asked o brien lee");
        check("McAteer, Müller, Søren, Łukasz, Groß", "mcateer muller soren lukasz gross");
        check("Sia\u{302}n", "sian");
        check("Oye\u{ad}la\u{200b}ran, &LSian &CAcme", "oyelaran l sian c acme");
    }
}
