//! Findings as a document to edit: headings, styles, a table of contents, page numbers, tables that are tables.
//!
//! Written by hand as a zip of XML with fixed times and without anybody's name in its properties.

mod body;
mod package;

use super::document::Document;

/// The report as a DOCX file, the same bytes for the same findings.
pub fn docx(document: &Document) -> Vec<u8> {
    package::package(document, &body::body(document))
}

#[cfg(test)]
mod tests {
    use super::super::document::document;
    use super::super::texts;
    use super::*;
    use crate::findings::examples::publishable;

    #[test]
    fn it_has_headings_contents_and_a_confidential_header() {
        let file = docx(&document(&publishable()));
        let all = texts(&file).join("\n");
        for part in ["Heading1", "TOC \\o", "Confidential", "NUMPAGES", "Part two: weaknesses"] {
            assert!(all.contains(part), "{part}");
        }
        assert!(body::body(&document(&publishable())).xml.contains("<w:tblHeader/>"));
    }

    #[test]
    fn its_properties_name_nobody() {
        let file = docx(&document(&publishable()));
        let core = texts(&file)
            .into_iter()
            .find(|text| text.contains("cp:coreProperties") || text.starts_with("docProps/core.xml"));
        let core = core.expect("the properties are there");
        assert!(core.contains("undertone") && core.contains("What our people told us"));
    }

    #[test]
    fn the_same_findings_give_the_same_bytes() {
        assert!(docx(&document(&publishable())) == docx(&document(&publishable())));
    }
}
