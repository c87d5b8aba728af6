//! The forms of a report, and the last search of each finished file.

use std::path::Path;

use crate::anonymise::Masked;
use crate::error::{ErrorKind, Result};
use crate::findings::{Comparison, Publishable};
use crate::render;

/// A form of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub(super) enum Form {
    /// A web page
    Html,
    /// A document to edit
    Docx,
    /// A document to pass round
    Pdf,
    /// Plain text
    Md,
    /// Figures for programs
    Json,
    /// Two workbooks: the tables of the findings, and every comment with its codes
    Xlsx,
}

impl Form {
    const ALL: [Form; 6] = [Form::Html, Form::Docx, Form::Pdf, Form::Md, Form::Json, Form::Xlsx];

    /// What its files end with.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Form::Html => "html",
            Form::Docx => "docx",
            Form::Pdf => "pdf",
            Form::Md => "md",
            Form::Json => "json",
            Form::Xlsx => "xlsx",
        }
    }

    /// The form that a file's ending asks for.
    pub(super) fn of(path: &Path) -> Result<Self> {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let form = Form::ALL.into_iter().find(|form| form.ending() == ending);
        form.ok_or_else(|| ErrorKind::UnknownForm { path: path.to_owned() }.into())
    }
}

/// The findings in a form.
pub(super) fn findings(form: Form, publishable: &Publishable) -> Vec<u8> {
    match form {
        Form::Json => render::json(publishable).into_bytes(),
        _ => document(form, &render::document(publishable)),
    }
}

/// A comparison in a form.
pub(super) fn comparison(form: Form, comparison: &Comparison) -> Vec<u8> {
    match form {
        Form::Json => render::comparison_json(comparison).into_bytes(),
        _ => document(form, &render::comparison(comparison)),
    }
}

fn document(form: Form, document: &render::Document) -> Vec<u8> {
    match form {
        Form::Html => render::html(document).into_bytes(),
        Form::Docx => render::docx(document),
        Form::Pdf => render::pdf(document),
        Form::Xlsx => render::xlsx(document),
        Form::Md | Form::Json => render::markdown(document).into_bytes(),
    }
}

/// Looks for masked words in a finished file: its text, its properties, its alternative texts; and in the words that
/// every form has, because what is drawn on the pages of a PDF are shapes of letters.
pub(super) fn search(masked: &Masked, publishable: &Publishable, name: &str, file: &[u8]) -> Result<()> {
    let words = render::document(publishable).words();
    for text in render::texts(file).into_iter().chain([words]) {
        if let Some(at) = masked.first_telling_in(&text) {
            let line = text[..at].matches('\n').count() + 1;
            return Err(ErrorKind::MaskedWordInReport { document: name.to_owned(), line }.into());
        }
    }
    Ok(())
}

/// Planted faults: a finished file with a name somewhere is refused, and one without is not.
#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;
    use crate::findings::examples::publishable;

    /// An office file with one part.
    fn office(part: &str, contents: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(part, zip::write::SimpleFileOptions::default()).expect("in memory");
        zip.write_all(contents.as_bytes()).expect("in memory");
        zip.finish().expect("in memory").into_inner()
    }

    #[track_caller]
    fn check(file: &[u8], refused: bool) {
        let found = search(&Masked::of_person("Siobhan Brennan"), &publishable(), "findings", file);
        assert_eq!(found.as_ref().is_err_and(crate::error::Error::is_refusal), refused);
        assert!(found.err().is_none_or(|error| !error.to_string().contains("Brennan")));
    }

    #[test]
    fn a_name_in_a_property_an_alternative_text_or_a_file_name_is_a_refusal() {
        check(&office("docProps/core.xml", "<core><creator>Siobhan Brennan</creator></core>"), true);
        check(&office("word/document.xml", "<document><docPr descr=\"Answers of Brennan\"/></document>"), true);
        check(&office("word/media/Siobhan.png", ""), true);
        check(b"%PDF-1.7\n<< /Author (Siobhan Brennan) >>", true);
        check(b"<p>Ask Siobhan.</p>", true);
    }

    #[test]
    fn every_form_of_sound_findings_passes() {
        for form in Form::ALL {
            check(&findings(form, &publishable()), false);
        }
    }
}
