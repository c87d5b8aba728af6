//! Bytes from disk, and text from bytes. Decides nothing about formats.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{BufRead, Read};
use std::path::Path;

use super::decode::{self, Decoding, Fault, Found};
use crate::error::{Error, ErrorKind, Result};

/// The largest transcript, roster or JSON file, in bytes: a hundred times an hour of talk in the wordiest format.
const LARGEST: u64 = 256 << 20;

/// An opened file as text whose beginning has been looked at and will be read again.
pub(super) type Reader = Box<dyn BufRead + Send>;

/// A text file that has been opened.
pub(super) struct Opened {
    /// Its first text, as UTF-8 and without byte-order mark.
    pub(super) head: Vec<u8>,
    /// Whether that is all of it.
    pub(super) whole: bool,
    /// The text from the start.
    pub(super) reader: Reader,
    /// How it is spelt.
    pub(super) found: Found,
}

/// The first bytes of the file at `path`, as they are.
pub(super) fn first_bytes(path: &Path) -> Result<Vec<u8>> {
    let failed = |cause: std::io::Error| Error::file(path, "read", &cause);
    if fs::metadata(path).map_err(failed)?.is_dir() {
        return Err(ErrorKind::Folder { path: path.to_owned() }.into());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(512).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Opens `path` as text, whatever it is encoded in; what is no text is refused.
pub(super) fn open(path: &Path) -> Result<Opened> {
    super::sniff::refuse(path, &first_bytes(path)?)?;
    let file = File::open(path).map_err(|cause| Error::file(path, "read", &cause))?;
    let decoding = Decoding::new(file).map_err(|cause| failed(path, &cause))?;
    let (head, whole) = decoding.head();
    Ok(Opened { head: head.to_vec(), whole, found: decoding.found(), reader: Box::new(decoding) })
}

/// The whole file as text, without byte-order mark.
pub(super) fn text(path: &Path) -> Result<String> {
    rest(path, open(path)?.reader)
}

/// Everything `reader` still holds, as text.
pub(super) fn rest(path: &Path, reader: Reader) -> Result<String> {
    let mut text = String::new();
    let read = reader.take(LARGEST).read_to_string(&mut text).map_err(|cause| failed(path, &cause))?;
    if read as u64 == LARGEST {
        return Err(ErrorKind::TooLarge { path: path.to_owned(), megabytes: LARGEST >> 20 }.into());
    }
    Ok(text)
}

/// A file that could not be read as text.
pub(super) fn failed(path: &Path, cause: &std::io::Error) -> Error {
    match decode::fault(cause) {
        Some(Fault::Nul { line }) => ErrorKind::NulBytes { path: path.to_owned(), line }.into(),
        Some(Fault::LongLine { line }) => ErrorKind::LongLine { path: path.to_owned(), line }.into(),
        None => Error::file(path, "read", cause),
    }
}

/// `text` with a line feed at the end of every line, where an old program ended lines with a carriage return alone.
pub(super) fn lines_ended(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    if memchr::memchr(b'\n', bytes).is_some() || memchr::memchr(b'\r', bytes).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('\r', "\n"))
}
