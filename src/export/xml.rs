//! The little XML that is written: escaped, and without the characters that XML forbids.

use std::borrow::Cow;

use quick_xml::escape::escape;

/// `text` as the content of an element or an attribute.
pub(super) fn xml(text: &str) -> String {
    let allowed: Cow<'_, str> = if text.contains(is_forbidden) {
        Cow::Owned(text.chars().filter(|c| !is_forbidden(*c)).collect())
    } else {
        Cow::Borrowed(text)
    };
    escape(&*allowed).replace('\n', "&#10;")
}

/// Control characters that no XML file may hold, escaped or not.
fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_control_characters_go() {
        assert_eq!(xml("a < b & \"c\"\u{1b}\u{0}\nd"), "a &lt; b &amp; &quot;c&quot;&#10;d");
    }
}
