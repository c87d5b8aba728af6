//! Anonymised copies in the layout they came in.
//!
//! It fills the holes of a [`Layout`](crate::transcript::Layout); it knows nothing of formats, and every word it
//! writes comes from [`Anonymised`].

mod copy;

use std::io::{self, Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::anonymise::Anonymised;
use crate::transcript::{Escape, Piece};

pub use copy::Copy;

/// Writes `anonymised` as its file was laid out; batches of one file are written one after the other.
pub fn write(anonymised: &Anonymised, out: &mut dyn Write) -> io::Result<()> {
    let package = &anonymised.layout().package;
    if package.is_empty() {
        return pieces(anonymised, out);
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in package {
        // Without a time of its own every part has the same one, and so have equal copies.
        zip.start_file(part.name.as_str(), SimpleFileOptions::default())?;
        match &part.contents {
            Some(contents) => zip.write_all(contents.as_bytes())?,
            None => pieces(anonymised, &mut zip)?,
        }
    }
    out.write_all(zip.finish()?.get_ref())
}

/// Writes the pieces of a layout one after the other.
fn pieces(anonymised: &Anonymised, out: &mut dyn Write) -> io::Result<()> {
    let mut written = String::new();
    for piece in &anonymised.layout().pieces {
        fill(anonymised, piece, &mut written);
        if written.len() > 1 << 16 {
            out.write_all(written.as_bytes())?;
            written.clear();
        }
    }
    out.write_all(written.as_bytes())
}

/// Adds the anonymised words of one piece.
pub(super) fn fill(anonymised: &Anonymised, piece: &Piece, out: &mut String) {
    match piece {
        Piece::Literal(syntax) => out.push_str(syntax),
        Piece::Label { speaker, escape } => escape.write(&anonymised.labels()[*speaker], out),
        // A placeholder that reached over the end of the stretch before leaves a space at its start.
        Piece::Said { turn, span, escape } => {
            let words = anonymised.turns()[*turn].at(*span);
            // Runs of a document and words of a recogniser have their spaces where they belong.
            let exact = matches!(escape, Escape::Xml | Escape::JsonPart);
            escape.write(if span.start > 0 && !exact { words.trim_start() } else { words }, out);
        }
        Piece::Heading { heading, escape } => escape.write(anonymised.headings()[*heading].as_str(), out),
        Piece::Value { value, escape } => escape.write(anonymised.layout().values[*value].as_str(), out),
        // Cells are the business of `copy`; a layout of text has none.
        Piece::Cell { .. } => {}
        Piece::Id { turn, escape } => escape.write(&anonymised.turns()[*turn].id, out),
        Piece::Session { escape } => escape.write(anonymised.session(), out),
    }
}
