//! Reading codebooks as researchers write them, and dictionaries as other tools do.

mod mend;
mod page;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::aspects::Aspects;
use super::cues::{Cue, Cues};
use super::dictionary;
use super::evidence::Evidence;
use super::learned::Learned;
use super::wordlist;
use super::{BookMistake, Codebook, Codebooks, Parts};
use crate::error::{Error, Notice, Result};
use crate::lexicons::themes::CLASSES;
use crate::text::{Classes, Pattern, PatternMistake};

use page::Page;
use written::{Written, WrittenAspect};

/// Codebooks read so far.
pub(super) struct Shelf {
    written: BTreeMap<String, Vec<String>>,
    classes: Classes,
    books: Vec<Shelved>,
    /// Names of themes that are not here, and not to be given either.
    reserved: BTreeSet<String>,
    notices: Vec<Notice>,
}

/// A codebook with what is looked for.
struct Shelved {
    book: Codebook,
    cues: Vec<Cue>,
    /// Plain entries, each with the place of its aspect.
    words: Vec<(String, usize)>,
    /// No cue counts in a sentence with one of these.
    never: Vec<Pattern>,
}

#[derive(Deserialize)]
struct WrittenClasses {
    classes: BTreeMap<String, Vec<String>>,
}

/// Reads a phrase that may name the shared word classes; a mistake comes with its byte.
pub fn phrase(written: &str) -> Result<Pattern, (usize, PatternMistake)> {
    let classes = Shelf::new().map(|shelf| shelf.classes).unwrap_or_default();
    Pattern::parse(written, &classes)
}

impl Shelf {
    /// An empty shelf with the shared word classes.
    pub(super) fn new() -> Result<Self> {
        let read: Result<WrittenClasses, _> = toml::from_str(CLASSES.text);
        let written = read.map_err(|cause| {
            let mut page = Page::new(CLASSES.path.as_ref(), CLASSES.text);
            page.format(&cause);
            page.into_mistakes().remove(0)
        })?;
        let classes = Classes::from_iter(written.classes.clone());
        Ok(Shelf {
            written: written.classes,
            classes,
            books: Vec::new(),
            reserved: BTreeSet::new(),
            notices: Vec::new(),
        })
    }

    /// The same shelf, with these names of themes not to be given.
    pub(super) fn reserving(self, themes: impl Iterator<Item = String>) -> Self {
        Shelf { reserved: themes.collect(), ..self }
    }

    /// Every name of a theme that cannot be given.
    fn taken(&self) -> BTreeSet<String> {
        self.books.iter().map(|it| &it.book.theme).chain(&self.reserved).cloned().collect()
    }

    /// How many codebooks there are.
    pub(super) fn len(&self) -> usize {
        self.books.len()
    }

    /// What was noticed in dictionaries.
    pub(super) fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// Adds the codebooks of a file, or the categories of a dictionary; gives every mistake in it.
    #[expect(clippy::disallowed_methods, reason = "a codebook is a setting, not something that was said")]
    pub(super) fn add_file(&mut self, path: &Path) -> Result<(), Vec<Error>> {
        let bytes = std::fs::read(path).map_err(|cause| vec![Error::file(path, "read", &cause)])?;
        let (text, notices) = dictionary::as_toml(path, &bytes, &self.taken()).map_err(|cause| vec![cause])?;
        let nothing_new = text.is_empty() && !notices.is_empty();
        self.notices.extend(notices);
        if nothing_new { Ok(()) } else { self.add(path, &text) }
    }

    /// Adds the codebooks written in `text`.
    pub(super) fn add(&mut self, path: &Path, text: &str) -> Result<(), Vec<Error>> {
        let mut page = Page::new(path, text);
        let written = page.written();
        for written in written {
            let shelved = self.read(&mut page, written);
            if !page.is_mended() {
                self.books.push(shelved);
            }
        }
        let mistakes = page.into_mistakes();
        if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
    }

    fn read(&self, page: &mut Page<'_>, written: Written) -> Shelved {
        let theme = page.name(&written.theme);
        if self.taken().contains(&theme) {
            page.mistake(written.theme.span(), &BookMistake::Twice(theme.clone()));
        }
        if written.aspect.is_empty() {
            page.mistake(written.theme.span(), &BookMistake::NoAspects);
        }
        let classes = self.classes_with(&written.classes);
        let aspects = page.aspects(&written.aspect);
        let never = page.phrases(&written.unless, &classes);
        let (mut cues, mut words) = (Vec::new(), Vec::new());
        for (place, aspect) in written.aspect.into_iter().enumerate() {
            let WrittenAspect { cue, words: entries, .. } = aspect;
            for cue in cue {
                cues.extend(page.cue(cue, place, &aspects, &classes));
            }
            for entry in entries {
                if !wordlist::can_be_looked_for(entry.get_ref()) {
                    page.mistake(entry.span(), &BookMistake::NoWord);
                }
                words.push((entry.into_inner(), place));
            }
        }
        for cue in &mut cues {
            cue.never.clone_from(&never);
        }
        let Written { version, definition, include, exclude, order, .. } = written;
        let book = Codebook { theme, definition, include, exclude, order, version, aspects };
        Shelved { book, cues, words, never }
    }

    /// The shared classes, each with the entries that a codebook adds to it.
    fn classes_with(&self, own: &BTreeMap<String, Vec<String>>) -> Classes {
        let both = |(name, entries): (&String, &Vec<String>)| {
            let shared = self.written.get(name).into_iter().flatten();
            (name.clone(), shared.chain(entries).cloned().collect())
        };
        self.classes.with(own.iter().map(both))
    }

    /// Every codebook, made ready.
    pub(super) fn finish(self) -> Codebooks {
        let evidence = Evidence::new(self.written.keys().cloned(), &self.classes);
        let mut in_order: Vec<(usize, Shelved)> = self.books.into_iter().enumerate().collect();
        in_order.sort_by_key(|(read, shelved)| (shelved.book.order, *read));
        let mut books = Vec::new();
        let mut all = Cues::default();
        for (place, (read, shelved)) in in_order.into_iter().enumerate() {
            let Shelved { book, cues, words, never } = shelved;
            all.add_book(cues.into_iter().map(|cue| Cue { book: place, read, ..cue }), &words, never);
            books.push(book);
        }
        let learned = Learned::read(&books, &evidence);
        let cues = all.ready();
        let aspects = Aspects::new(&books, &cues);
        Codebooks { books, cues, evidence, learned, aspects, parts: Parts::Both }
    }
}
