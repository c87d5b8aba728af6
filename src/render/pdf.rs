//! Findings as a PDF to pass round: embedded letters, tags for screen readers, bookmarks, page numbers.
//!
//! `layout` puts blocks on pages, `paint` writes the pages down.

mod layout;
mod pages;
mod paint;

use super::document::Document;
use layout::Layout;

/// The report as a PDF file, the same bytes for the same findings.
pub fn pdf(document: &Document) -> Vec<u8> {
    // The contents tell page numbers, which are known once everything has been laid out.
    let first = Layout::of(document, &[]);
    let second = Layout::of(document, &first.starts);
    paint::painted(document, &second)
}

/// The lines of the pages, in reading order.
#[cfg(test)]
pub(super) fn lines(document: &Document) -> Vec<String> {
    Layout::of(document, &[]).pages.lines()
}

#[cfg(test)]
mod tests {
    use super::super::document::document;
    use super::super::texts;
    use super::*;
    use crate::findings::examples::publishable;

    #[test]
    fn it_is_tagged_and_names_nobody() {
        let file = pdf(&document(&publishable()));
        let all = texts(&file).join("\n");
        assert!(file.starts_with(b"%PDF-1.7"));
        for part in ["/StructTreeRoot", "/Table", "/Figure", "/Lang", "What our people told us"] {
            assert!(all.contains(part), "{part}");
        }
        assert!(!all.contains("/Author"));
    }

    #[test]
    fn the_same_findings_give_the_same_bytes() {
        assert!(pdf(&document(&publishable())) == pdf(&document(&publishable())));
    }
}
