//! The files of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::input;
use super::roster::is_roster;
use super::sniff::{self, Family};
use crate::error::{Error, ErrorKind, Notice, Result};

/// `path` itself if it is a file; the transcripts and surveys of a folder, sorted by name.
///
/// Hidden files and folders in the folder are passed over, and so are settings (`.toml`); other files that cannot be
/// read are told.
pub fn files_in(path: &Path) -> Result<(Vec<PathBuf>, Vec<Notice>)> {
    let failed = |cause: std::io::Error| Error::file(path, "read", &cause);
    if !fs::metadata(path).map_err(failed)?.is_dir() {
        return Ok((vec![path.to_owned()], Vec::new()));
    }
    let mut paths: Vec<PathBuf> = fs::read_dir(path)
        .map_err(failed)?
        .map(|entry| entry.map(|it| it.path()))
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    paths.retain(|path| path.is_file() && !is_hidden(path) && path.extension().is_none_or(|it| it != "toml"));
    paths.sort();
    let mut notices = Vec::new();
    let mut files = Vec::new();
    for path in paths {
        match unread(&path).unwrap_or(Some("no transcript or survey")) {
            None => files.push(path),
            Some(why) => notices.push(Notice { path, line: None, what: format!("passed over: {why}") }),
        }
    }
    if files.is_empty() {
        return Err(ErrorKind::NothingReadable { path: path.to_owned() }.into());
    }
    Ok((files, notices))
}

/// Why a file of a folder is not read; an error, or a reason, or none if it is.
fn unread(path: &Path) -> Result<Option<&'static str>> {
    if sniff::container(path, &input::first_bytes(path)?)?.is_some() {
        return Ok(None);
    }
    let opened = input::open(path)?;
    Ok(match sniff::family(path, &opened.head, opened.whole)? {
        Family::Survey if is_roster(path, &opened.head) => Some("a roster; give it with `--roster`"),
        Family::Labelled if !sniff::is_labelled(&opened.head) => Some("nobody is named in it"),
        _ => None,
    })
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &str) {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, content) in files {
            #[expect(clippy::disallowed_methods, reason = "a test makes its files")]
            fs::write(folder.path().join(name), content).expect("written");
        }
        let told = match files_in(folder.path()) {
            Ok((files, notices)) => {
                let names = files.iter().map(|it| it.file_name().unwrap().to_string_lossy().into_owned());
                format!("{} +{}", names.collect::<Vec<_>>().join(" "), notices.len())
            }
            Err(error) => error.to_string(),
        };
        assert!(told.contains(expected), "{told}");
    }

    #[test]
    fn folders_give_what_can_be_read_in_order() {
        check(
            &[("b.txt", "Ana: Hi."), ("a.vtt", "WEBVTT"), (".c.txt", "Ana: Hi."), ("d.pdf", "%PDF-")],
            "a.vtt b.txt +1",
        );
        let roster = "name,role\nAna Lopes,moderator\n";
        check(
            &[("a.vtt", "WEBVTT"), ("roster.csv", roster), ("notes.txt", "All went well.\nWe talked.\n")],
            "a.vtt +2",
        );
        check(&[("d.pdf", "%PDF-")], "no transcript or survey in the folder");
        check(&[], "no transcript or survey in the folder");
    }
}
