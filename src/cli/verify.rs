//! `verify`: a last look at any output for the people in a roster.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::key::Opening;
use super::{Exit, say, stdout};
use crate::anonymise::{Entry, Key, NameSearch};
use crate::error::{Error, ErrorKind, Result};
use crate::read;
use crate::transcript::Speaker;
use crate::verify::{self, Searched};

/// Search files, or every file below a folder, for the people in a roster.
///
/// Looks into text in any encoding, CSV, JSON, HTML, Word, Excel and REFI-QDA files, archives and PDF, their properties
/// and names included, for names in every form: case, accents, possessives, nicknames, initials, misspellings, names
/// spelt out. Prints where a name stands and which row of the roster it belongs to, never the name itself. The exit
/// status is 3 if one was found, else 1 if a file could not be read.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files or folders to search
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// CSV of who took part, with `name` and if known `aliases`
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,

    /// Pseudonym key: everybody in it is searched for too, and every address, number, place and firm
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,

    #[command(flatten)]
    opening: Opening,

    /// Say nothing; the exit status tells
    #[arg(long, short)]
    quiet: bool,
}

/// What the search of all files came to.
#[derive(Default)]
struct Sum {
    files: usize,
    found: usize,
    unread: usize,
    pictures: usize,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    if args.roster.is_none() && args.key.is_none() {
        return Err(ErrorKind::NobodyToSearch.into());
    }
    let roster = args.roster.as_deref().map(read::roster).transpose()?.unwrap_or_default();
    let key = args.key.as_deref().map(|path| args.opening.read(path)).transpose()?;
    let search = Search::new(roster, key.as_ref(), args.quiet);
    let mut files = Files::default();
    for path in &args.paths {
        files.add(path, path.parent().unwrap_or(Path::new("")))?;
    }
    let mut sum = Sum::default();
    for path in &files.links {
        search.unread(path, "", "a link to a folder; name the folder itself", &mut sum);
    }
    for (path, below) in &files.found {
        search.file(path, below, &mut sum)?;
    }
    search.tell(&sum)?;
    Ok(if sum.found > 0 {
        Exit::Refused
    } else if sum.unread > 0 {
        Exit::Failed
    } else {
        Exit::Done
    })
}

/// Whom to search for, and how to tell.
struct Search {
    names: NameSearch,
    /// What places are told of, by their number.
    whose: Vec<String>,
    quiet: bool,
}

impl Search {
    fn new(roster: Vec<Speaker>, key: Option<&Key>, quiet: bool) -> Self {
        let mut whose: Vec<String> =
            (1..=roster.len()).map(|number| format!("person {number} of the roster")).collect();
        let mut people = roster;
        let kept = key.map(Key::entries).unwrap_or_default();
        let (persons, things): (Vec<&Entry>, Vec<&Entry>) = kept.iter().partition(|entry| entry.is_person());
        let of_key = |entry: &&Entry| format!("`{}` of the key", entry.pseudonym);
        whose.extend(persons.iter().chain(&things).map(of_key));
        people.extend(persons.iter().map(|it| Speaker { names: it.forms.clone(), ..Speaker::default() }));
        let mut names = NameSearch::new(&people);
        for (place, thing) in things.iter().enumerate() {
            thing.forms.iter().for_each(|form| names.add_exactly(form, people.len() + place));
        }
        Search { names, whose, quiet }
    }

    fn file(&self, path: &Path, below: &Path, sum: &mut Sum) -> Result<()> {
        sum.files += 1;
        let named = path.strip_prefix(below).unwrap_or(path).to_string_lossy().into_owned();
        let shown = verify::shown(&self.names, &path.to_string_lossy());
        for place in self.names.find_in(&named) {
            sum.found += 1;
            self.line(&shown, "its name", place.whose)?;
        }
        #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
        let Ok(bytes) = fs::read(path) else {
            self.unread(path, "", "it cannot be opened; see who may read it", sum);
            return Ok(());
        };
        let Searched { found, unread, pictures } = verify::search(&self.names, &named, &bytes);
        sum.found += found.len();
        sum.pictures += pictures;
        for it in &found {
            self.line(&shown, &it.place, it.whose)?;
        }
        for (part, why) in &unread {
            self.unread(path, part, why, sum);
        }
        Ok(())
    }

    fn unread(&self, path: &Path, part: &str, why: &str, sum: &mut Sum) {
        sum.unread += 1;
        if !self.quiet {
            let file = verify::shown(&self.names, &path.to_string_lossy());
            let part = if part.is_empty() { String::new() } else { format!(", {part}") };
            say(&format!("{file}{part}: not searched: {why}"));
        }
    }

    fn line(&self, file: &str, place: &str, whose: usize) -> Result<()> {
        if self.quiet {
            return Ok(());
        }
        let gap = if place.starts_with(|c: char| c.is_ascii_digit()) { ":" } else { ": " };
        let written = writeln!(stdout(), "{file}{gap}{place}: {}", self.whose[whose]);
        written.map_err(|cause| Error::output(&cause))
    }

    fn tell(&self, sum: &Sum) -> Result<()> {
        if self.quiet {
            return Ok(());
        }
        if sum.pictures > 0 {
            say(&format!(
                "{} are pictures or the like: what they show was not searched",
                counted(sum.pictures, "part")
            ));
        }
        let searched = counted(sum.files, "file");
        let written = match sum.found {
            0 if sum.unread > 0 => {
                writeln!(
                    stdout(),
                    "{searched} searched, nobody found, but {} could not be read",
                    counted(sum.unread, "part")
                )
            }
            0 => writeln!(stdout(), "{searched} searched, nobody found"),
            found => writeln!(stdout(), "{} in {searched}", counted(found, "name")),
        };
        written.map_err(|cause| Error::output(&cause))
    }
}

fn counted(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// What is to be searched.
#[derive(Default)]
struct Files {
    /// Every file, with the folder its name is searched below.
    found: Vec<(PathBuf, PathBuf)>,
    /// Links to folders, which may lead back up.
    links: Vec<PathBuf>,
}

impl Files {
    /// Adds `path` itself, or every file below it in order.
    fn add(&mut self, path: &Path, below: &Path) -> Result<()> {
        let failed = |cause: std::io::Error| Error::file(path, "read", &cause);
        if !fs::metadata(path).map_err(failed)?.is_dir() {
            self.found.push((path.to_owned(), below.to_owned()));
            return Ok(());
        }
        let entries = fs::read_dir(path).and_then(|entries| entries.map(|it| Ok(it?.path())).collect());
        let mut entries: Vec<PathBuf> = entries.map_err(failed)?;
        if entries.is_empty() {
            return Err(ErrorKind::Empty { path: path.to_owned() }.into());
        }
        entries.sort();
        for entry in entries {
            let link = fs::symlink_metadata(&entry).is_ok_and(|it| it.is_symlink());
            if link && !entry.is_file() {
                self.links.push(entry);
            } else {
                self.add(&entry, below)?;
            }
        }
        Ok(())
    }
}
