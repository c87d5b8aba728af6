//! Findings as one HTML page that fetches nothing and needs no script.

use askama::Template;

use super::document::{Bar, Block, Document, Segment, Table, document};
use crate::findings::Publishable;

/// The page; every value in it is escaped by the template.
#[derive(Template)]
#[template(path = "findings.html")]
struct Page {
    document: Document,
}

/// The findings as HTML, the same bytes for the same findings.
///
/// Guarded findings only; what has not been past the guard does not compile:
///
/// ```compile_fail,E0308
/// let findings = undertone::findings::Findings::default();
/// undertone::render::html(&findings);
/// ```
pub fn html(publishable: &Publishable) -> String {
    Page { document: document(publishable) }.render().expect("writing to a string cannot fail")
}

/// A piece of a bar, in four-hundredths of its width.
struct Piece {
    kind: &'static str,
    from: String,
    width: String,
}

impl Bar {
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    fn pieces(&self) -> Vec<Piece> {
        let all: u64 = self.parts.iter().map(|part| part.people).sum();
        let place = |people: u64| people as f64 * 400.0 / all.max(1) as f64;
        let mut before = 0;
        let piece = |part: &Segment| {
            let (from, width) = (place(before), place(part.people));
            before += part.people;
            Piece { kind: part.kind, from: format!("{from:.1}"), width: format!("{width:.1}") }
        };
        self.parts.iter().map(piece).collect()
    }
}

impl Table {
    /// Whether any row shows a bar, which then needs a key.
    fn has_bars(&self) -> bool {
        self.rows.iter().any(|row| row.bar.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::examples::publishable;

    #[test]
    fn what_people_wrote_is_no_markup() {
        let page = html(&publishable());
        assert!(!page.contains("<b>") && page.contains("not for &#60;b&#62;small&#60;/b&#62; ones &#38; *co*"));
    }

    #[test]
    fn the_page_fetches_nothing_and_runs_nothing() {
        let page = html(&publishable());
        for fetched in ["<script", "<link", "<img", "@import", "url(", "src=", "http://", "https://"] {
            assert!(!page.contains(fetched), "{fetched}");
        }
        assert!(page.contains("<html lang=\"en-GB\">") && page.contains("default-src 'none'"));
    }

    #[test]
    fn bars_have_their_numbers_in_words_and_fill_their_width() {
        let page = html(&publishable());
        assert!(page.contains("aria-label=\"six people: resounding yes 1, plain yes 1, reluctant yes 3, no 1\""));
        let bar = Bar {
            text: String::new(),
            parts: [("no", 1), ("plain-yes", 3)].map(|(kind, people)| Segment { kind, people }).into(),
        };
        let pieces: Vec<String> = bar.pieces().iter().map(|piece| format!("{} {}", piece.from, piece.width)).collect();
        assert_eq!(pieces, ["0.0 100.0", "100.0 300.0"]);
    }

    #[test]
    fn the_same_findings_give_the_same_bytes() {
        assert_eq!(html(&publishable()), html(&publishable()));
    }
}
