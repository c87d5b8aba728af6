//! Bytes from disk, and text from bytes. Decides nothing about formats.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind as Cause, Read};
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};

/// How much of a file is looked at to find out what it is.
const HEAD: u64 = 1 << 16;

/// An opened file whose first bytes have been looked at and will be read again.
pub(super) type Reader = Box<dyn BufRead + Send>;

/// Opens `path`, and gives its first bytes, whether these are all, and a reader from the start.
pub(super) fn open(path: &Path) -> Result<(Vec<u8>, bool, Reader)> {
    let failed = |cause: std::io::Error| Error::file(path, "read", &cause);
    if fs::metadata(path).map_err(failed)?.is_dir() {
        return Err(ErrorKind::Folder { path: path.to_owned() }.into());
    }
    let mut file = File::open(path).map_err(failed)?;
    let mut head = Vec::new();
    (&mut file).take(HEAD).read_to_end(&mut head).map_err(failed)?;
    let whole = u64::try_from(head.len()).is_ok_and(|read| read < HEAD);
    let start = without_mark(&head).to_vec();
    Ok((head, whole, Box::new(BufReader::with_capacity(1 << 16, std::io::Cursor::new(start).chain(file)))))
}

/// The bytes without a UTF-8 byte-order mark.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// The whole file as text, without byte-order mark.
pub(super) fn text(path: &Path) -> Result<String> {
    let (head, _, reader) = open(path)?;
    super::sniff::refuse(path, &head)?;
    rest(path, reader)
}

/// Everything `reader` still holds, as text.
pub(super) fn rest(path: &Path, mut reader: Reader) -> Result<String> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|cause| Error::file(path, "read", &cause))?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + line_breaks(&error.as_bytes()[..good]);
        ErrorKind::NotUtf8 { path: path.to_owned(), line }.into()
    })
}

/// How many lines end in `bytes`.
pub(super) fn line_breaks(bytes: &[u8]) -> usize {
    bytes.split(|&byte| byte == b'\n').count() - 1
}

/// An error of the `csv` crate without the bytes it may quote.
pub(super) fn failed_row(path: &Path, error: &csv::Error) -> Error {
    let cause = match error.kind() {
        csv::ErrorKind::Io(cause) => cause.kind(),
        _ => Cause::InvalidData,
    };
    Error::file(path, "read", &cause.into())
}
