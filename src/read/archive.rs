//! Zip containers, which Office documents are: their parts by name, each read within limits.
//!
//! Nothing is unpacked to disk, and no declared size is believed. What a part means is its reader's business.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::decode;
use crate::error::{Error, ErrorKind, Result, Wrong};

/// The most parts.
const MOST_PARTS: usize = 10_000;

/// The most bytes of all parts together, unpacked.
const MOST_BYTES: u64 = 2 << 30;

/// How many times larger than packed a part may be; text packs a tenth as well at best.
const MOST_RATIO: u64 = 400;

/// Parts smaller than this may have any ratio.
const SMALL: u64 = 8 << 20;

/// Anything bytes can be read from in any order.
trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

/// An opened archive.
pub(super) struct Archive {
    path: PathBuf,
    zip: ZipArchive<Box<dyn Bytes>>,
    names: Vec<String>,
    unpacked: u64,
}

impl Archive {
    /// Opens the archive at `path` and looks at the names of its parts.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|cause| Error::file(path, "read", &cause))?;
        Self::of(path, Box::new(BufReader::new(file)))
    }

    /// An archive in memory, which messages call `path`.
    #[cfg(test)]
    pub(super) fn in_memory(path: &Path, bytes: Vec<u8>) -> Result<Self> {
        Self::of(path, Box::new(std::io::Cursor::new(bytes)))
    }

    fn of(path: &Path, bytes: Box<dyn Bytes>) -> Result<Self> {
        let wrong = |wrong| Error::from(ErrorKind::Archive { path: path.to_owned(), wrong });
        let mut zip = ZipArchive::new(bytes).map_err(|_| wrong(Wrong::Damaged))?;
        if zip.len() > MOST_PARTS {
            return Err(wrong(Wrong::Parts));
        }
        let mut names = Vec::with_capacity(zip.len());
        for at in 0..zip.len() {
            let part = zip.by_index_raw(at).map_err(|_| wrong(Wrong::Damaged))?;
            let name = String::from_utf8_lossy(part.name_raw()).into_owned();
            if part.encrypted() {
                return Err(wrong(Wrong::Locked));
            }
            if climbs(&name) {
                return Err(wrong(Wrong::Climbs));
            }
            names.push(name);
        }
        Ok(Archive { path: path.to_owned(), zip, names, unpacked: 0 })
    }

    /// The names of the parts, in their order.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The bytes of a part, if there is one of this name.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        let Some(place) = self.place(name) else { return Ok(None) };
        let left = MOST_BYTES - self.unpacked;
        let wrong = |path: &Path, wrong| Error::from(ErrorKind::Archive { path: path.to_owned(), wrong });
        let Ok(part) = self.zip.by_index(place) else { return Err(wrong(&self.path, Wrong::Damaged)) };
        let most = left.min(SMALL.max(part.compressed_size().saturating_mul(MOST_RATIO)));
        let mut bytes = Vec::new();
        part.take(most + 1).read_to_end(&mut bytes).map_err(|_| wrong(&self.path, Wrong::Damaged))?;
        if bytes.len() as u64 > most {
            return Err(wrong(&self.path, Wrong::Bomb));
        }
        self.unpacked += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// The text of a part, whatever it is encoded in.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        match decode::text(&bytes) {
            Ok((text, _)) => Ok(Some(text)),
            Err(_) => Err(self.wrong(Wrong::Text)),
        }
    }

    /// The error that says what is wrong with this archive.
    pub(super) fn wrong(&self, wrong: Wrong) -> Error {
        ErrorKind::Archive { path: self.path.clone(), wrong }.into()
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|it| it.eq_ignore_ascii_case(name))
    }
}

/// Whether unpacking a part of this name could write outside the folder it is unpacked to.
fn climbs(name: &str) -> bool {
    let rooted = name.starts_with(['/', '\\']) || name.as_bytes().get(1) == Some(&b':');
    rooted || name.split(['/', '\\']).any(|step| step == "..")
}

/// What an Office file of the old kind is, by the names of its streams: found, and what to do about it.
pub(super) fn old_office(path: &Path) -> Result<(&'static str, &'static str)> {
    let failed = |cause: std::io::Error| Error::file(path, "read", &cause);
    let mut bytes = Vec::new();
    File::open(path).map_err(failed)?.take(SMALL * 8).read_to_end(&mut bytes).map_err(failed)?;
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(&bytes, &name).is_some()
    };
    Ok(if holds("EncryptedPackage") {
        ("locked with a password", "open it in Office, take the password off (File, Info, Protect) and save it again")
    } else if holds("WordDocument") {
        ("an old Word document (.doc)", "open it in Word and save it as .docx first")
    } else if holds("Workbook") || holds("Book") {
        ("an old Excel workbook (.xls)", "open it in Excel and save it as .xlsx first")
    } else {
        ("an old Office document", "open it and save it as .docx or .xlsx first")
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).expect("started");
            zip.write_all(bytes).expect("written");
        }
        zip.finish().expect("finished").into_inner()
    }

    #[track_caller]
    fn check(bytes: Vec<u8>, expected: &str) {
        let read = Archive::in_memory(Path::new("a.docx"), bytes).and_then(|mut it| it.text("Word/document.xml"));
        let told = match read {
            Ok(text) => format!("{text:?}"),
            Err(error) => error.to_string(),
        };
        assert!(told.contains(expected), "{told}");
    }

    #[test]
    fn parts_are_found_and_read() {
        check(zipped(&[("word/document.xml", b"<a/>".to_vec())]), "Some(\"<a/>\")");
        check(zipped(&[("word/other.xml", b"<a/>".to_vec())]), "None");
        let utf16 = "\u{feff}<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(zipped(&[("word/document.xml", utf16)]), "Some(\"<a/>\")");
    }

    #[test]
    fn archives_that_would_do_harm_are_refused() {
        check(zipped(&[("word/document.xml", vec![b' '; 40 << 20])]), "unpacks to far more");
        check(zipped(&[("../../etc/cron", Vec::new())]), "leads out of");
        check(zipped(&[("a\\..\\..\\b", Vec::new())]), "leads out of");
        check(zipped(&[("/etc/cron", Vec::new())]), "leads out of");
        check(b"PK\x03\x04 and then nothing".to_vec(), "damaged");
        let many: Vec<(String, Vec<u8>)> = (0..=MOST_PARTS).map(|n| (n.to_string(), Vec::new())).collect();
        let many: Vec<(&str, Vec<u8>)> = many.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
        check(zipped(&many), "too many parts");
    }
}
