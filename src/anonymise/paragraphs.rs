//! No mask spans a paragraph: `Claire`, an empty line, `Claire, nobody called` are two places.
//!
//! Parts what was found; it finds nothing.

use super::names::Mention;
use crate::text::{Span, Text};

/// Parts every mention in which an empty line stands.
pub(super) fn part(text: &Text, mentions: &mut Vec<Mention>) {
    let broken = |mention: &Mention| pieces(text, mention.span).len() > 1;
    if !text.as_str().contains('\n') || !mentions.iter().any(broken) {
        return;
    }
    let parted = |mention: Mention| {
        let spans = pieces(text, mention.span);
        spans.into_iter().map(move |span| Mention { span, ..mention.clone() })
    };
    *mentions = std::mem::take(mentions).into_iter().flat_map(parted).collect();
}

/// The parts of `span` between empty lines, without white space around them.
fn pieces(text: &Text, span: Span) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    let mut open = false;
    let mut at = span.start;
    for line in text.slice(span).split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        match pieces.last_mut() {
            _ if line.trim().is_empty() => open = false,
            Some(last) if open => last.end = start + line.trim().len(),
            _ => {
                pieces.push(Span::new(start, start + line.trim().len()));
                open = true;
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let text = Text::new(raw);
        let found: Vec<&str> = pieces(&text, Span::new(0, raw.len())).into_iter().map(|it| text.slice(it)).collect();
        assert_eq!(found, expected, "{raw:?}");
    }

    #[test]
    fn an_empty_line_parts_and_a_break_does_not() {
        check("Claire\n\nClaire", &["Claire", "Claire"]);
        check("Claire\r\n \r\n> Ann", &["Claire", "> Ann"]);
        check("Claire\nHale", &["Claire\nHale"]);
        check("Claire Hale", &["Claire Hale"]);
    }
}
