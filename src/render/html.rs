//! Findings as one HTML page that fetches nothing and needs no script.

use askama::Template;

use super::document::{Block, Chart, Document};
use super::picture::Picture;

/// The page; every value in it is escaped by the template.
#[derive(Template)]
#[template(path = "findings.html")]
struct Page<'d> {
    document: &'d Document,
}

/// A chart for a wide and for a narrow screen, of which one is shown.
fn pictures(chart: &Chart) -> [(&'static str, Picture); 2] {
    [("wide", Picture::of(chart)), ("narrow", Picture::narrow(chart))]
}

/// The findings as HTML, the same bytes for the same findings.
///
/// Guarded findings only; what has not been past the guard does not compile, because only guarded findings make a
/// document:
///
/// ```compile_fail,E0308
/// let findings = undertone::findings::Findings::default();
/// undertone::render::document(&findings);
/// ```
///
/// ```
/// fn publish(publishable: &undertone::findings::Publishable) -> String {
///     undertone::render::html(&undertone::render::document(publishable))
/// }
/// ```
pub fn html(document: &Document) -> String {
    Page { document }.render().expect("writing to a string cannot fail")
}

#[cfg(test)]
mod tests {
    use super::super::document::document;
    use super::*;
    use crate::findings::examples::publishable;

    #[test]
    fn what_people_wrote_is_no_markup() {
        let page = html(&document(&publishable()));
        assert!(!page.contains("<b>") && page.contains("not for &#60;b&#62;small&#60;/b&#62; ones &#38; *co*"));
    }

    #[test]
    fn the_page_fetches_nothing_and_runs_nothing() {
        let page = html(&document(&publishable()));
        for fetched in ["<script", "<link", "<img", "@import", "url(", "src=", "http://", "https://"] {
            assert!(!page.contains(fetched), "{fetched}");
        }
        assert!(page.contains("<html lang=\"en-GB\">") && page.contains("default-src 'none'"));
    }

    #[test]
    fn pictures_have_their_numbers_in_words() {
        let page = html(&document(&publishable()));
        assert!(page.contains("(6 people): resounding yes 1, plain yes 1, reluctant yes 3, no 1."));
    }

    #[test]
    fn it_is_made_for_light_and_dark_and_for_print() {
        let page = html(&document(&publishable()));
        assert!(page.contains("prefers-color-scheme: dark") && page.contains("@media print"));
    }

    #[test]
    fn the_same_findings_give_the_same_bytes() {
        assert_eq!(html(&document(&publishable())), html(&document(&publishable())));
    }
}
