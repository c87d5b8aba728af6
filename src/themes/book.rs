//! Reading a codebook as a researcher writes it; `docs/codebooks.md` explains the format.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::cues::{Cue, Cues, Example, Negated};
use super::evidence::Evidence;
use super::learned::Learned;
use super::{Aspect, BookMistake, Codebook, Codebooks, PointsAt, Valence};
use crate::error::{Error, ErrorKind, Result};
use crate::lexicons::themes::CLASSES;
use crate::text::{Classes, Pattern};

/// Codebooks read so far.
pub(super) struct Shelf {
    written: BTreeMap<String, Vec<String>>,
    classes: Classes,
    books: Vec<(Codebook, Vec<Cue>)>,
}

#[derive(Deserialize)]
struct WrittenClasses {
    classes: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "what")]
    _what: String,
    #[serde(default, rename = "source")]
    _source: String,
    #[serde(default, rename = "licence")]
    _licence: String,
    #[serde(default)]
    version: String,
    theme: Spanned<String>,
    definition: String,
    #[serde(default)]
    include: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
    #[serde(default = "last")]
    order: u32,
    #[serde(default)]
    unless: Vec<Spanned<String>>,
    #[serde(default)]
    classes: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    aspect: Vec<WrittenAspect>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAspect {
    name: Spanned<String>,
    says: String,
    valence: WrittenValence,
    #[serde(default)]
    points_at: WrittenPointsAt,
    #[serde(default)]
    cue: Vec<WrittenCue>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WrittenValence {
    Strength,
    Weakness,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WrittenPointsAt {
    Strategy,
    #[default]
    Tactics,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCue {
    phrase: Spanned<String>,
    weight: f32,
    #[serde(default)]
    unless: Vec<Spanned<String>>,
    #[serde(default)]
    context: Vec<Spanned<String>>,
    #[serde(default)]
    negated: WrittenNegated,
    flips_to: Option<String>,
    #[serde(default)]
    catches: Vec<Spanned<String>>,
    #[serde(default)]
    leaves: Vec<Spanned<String>>,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum WrittenNegated {
    #[default]
    Drop,
    Keep,
    Flip,
}

/// A user's own themes come after the built-in ones unless they say otherwise.
const fn last() -> u32 {
    100
}

/// A codebook while it is read: what its mistakes are named by.
struct Page<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Shelf {
    /// An empty shelf with the shared word classes.
    pub(super) fn new() -> Result<Self> {
        let page = Page { path: CLASSES.path.as_ref(), text: CLASSES.text };
        let written: WrittenClasses = toml::from_str(CLASSES.text).map_err(|cause| page.format(&cause))?;
        let classes = Classes::from_iter(written.classes.clone());
        Ok(Shelf { written: written.classes, classes, books: Vec::new() })
    }

    /// How many codebooks there are.
    pub(super) fn len(&self) -> usize {
        self.books.len()
    }

    /// Adds the codebook in the file `path`.
    #[expect(clippy::disallowed_methods, reason = "a codebook is a setting, not something that was said")]
    pub(super) fn add_file(&mut self, path: &Path) -> Result<()> {
        let text = std::fs::read_to_string(path).map_err(|cause| Error::file(path, "read", &cause))?;
        self.add(path, &text)
    }

    /// Adds the codebook written in `text`.
    pub(super) fn add(&mut self, path: &Path, text: &str) -> Result<()> {
        let page = Page { path, text };
        let written: Written = toml::from_str(text).map_err(|cause| page.format(&cause))?;
        let theme = page.name(&written.theme)?;
        if self.books.iter().any(|(book, _)| book.theme == theme) {
            return Err(page.mistake(written.theme.span(), &BookMistake::Twice(theme)));
        }
        if written.aspect.is_empty() {
            return Err(page.mistake(written.theme.span(), &BookMistake::NoAspects));
        }
        let classes = self.classes_with(&written.classes);
        let aspects = page.aspects(&written.aspect)?;
        let never = page.phrases(&written.unless, &classes)?;
        let mut cues = Vec::new();
        for (place, aspect) in written.aspect.into_iter().enumerate() {
            for cue in aspect.cue {
                let mut cue = page.cue(cue, place, &aspects, &classes)?;
                cue.unless.extend(never.iter().cloned());
                cues.push(cue);
            }
        }
        let Written { version, definition, include, exclude, order, .. } = written;
        self.books.push((Codebook { theme, definition, include, exclude, order, version, aspects }, cues));
        Ok(())
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
        let mut in_order: Vec<(usize, (Codebook, Vec<Cue>))> = self.books.into_iter().enumerate().collect();
        in_order.sort_by_key(|(read, (book, _))| (book.order, *read));
        let mut books = Vec::new();
        let mut all = Vec::new();
        for (place, (read, (book, cues))) in in_order.into_iter().enumerate() {
            books.push(book);
            all.extend(cues.into_iter().map(|cue| Cue { book: place, read, ..cue }));
        }
        let learned = Learned::read(&books, &evidence);
        Codebooks { books, cues: Cues::new(all), evidence, learned }
    }
}

impl Page<'_> {
    fn mistake(&self, span: Range<usize>, mistake: &BookMistake) -> Error {
        let line = self.line(span.start);
        let path = self.path.to_owned();
        ErrorKind::Codebook { path, line, mistake: mistake.to_string() }.into()
    }

    fn line(&self, at: usize) -> usize {
        1 + self.text.get(..at).map_or(0, |before| before.matches('\n').count())
    }

    fn format(&self, cause: &toml::de::Error) -> Error {
        let what = cause.message().lines().next().unwrap_or("this is no TOML").trim_end_matches('.').to_owned();
        self.mistake(cause.span().unwrap_or_default(), &BookMistake::Format(what))
    }

    fn name(&self, name: &Spanned<String>) -> Result<String> {
        let is_name = |name: &str| {
            !name.is_empty() && name.split('-').all(|word| !word.is_empty() && word.chars().all(is_name_letter))
        };
        if is_name(name.get_ref()) {
            return Ok(name.get_ref().clone());
        }
        Err(self.mistake(name.span(), &BookMistake::Name(name.get_ref().clone())))
    }

    fn aspects(&self, written: &[WrittenAspect]) -> Result<Vec<Aspect>> {
        let mut aspects: Vec<Aspect> = Vec::new();
        for it in written {
            let name = self.name(&it.name)?;
            if aspects.iter().any(|aspect| aspect.name == name) {
                return Err(self.mistake(it.name.span(), &BookMistake::AspectTwice(name)));
            }
            if it.cue.is_empty() {
                return Err(self.mistake(it.name.span(), &BookMistake::NoCues(name)));
            }
            let valence = match it.valence {
                WrittenValence::Strength => Valence::Strength,
                WrittenValence::Weakness => Valence::Weakness,
            };
            let points_at = match it.points_at {
                WrittenPointsAt::Strategy => PointsAt::Strategy,
                WrittenPointsAt::Tactics => PointsAt::Tactics,
            };
            aspects.push(Aspect { name, says: it.says.clone(), valence, points_at });
        }
        Ok(aspects)
    }

    fn cue(&self, written: WrittenCue, aspect: usize, aspects: &[Aspect], classes: &Classes) -> Result<Cue> {
        let span = written.phrase.span();
        if !(written.weight > 0.0 && written.weight <= 1.0) {
            return Err(self.mistake(span, &BookMistake::Weight));
        }
        let negated = match (written.negated, written.flips_to) {
            (WrittenNegated::Drop, _) => Negated::Drop,
            (WrittenNegated::Keep, _) => Negated::Keep,
            (WrittenNegated::Flip, to) => {
                let to = to.and_then(|to| aspects.iter().position(|aspect| aspect.name == to));
                Negated::Flip(to.ok_or_else(|| self.mistake(span, &BookMistake::FlipTo))?)
            }
        };
        Ok(Cue {
            book: 0,
            read: 0,
            aspect,
            phrase: self.phrase(&written.phrase, classes)?,
            weight: written.weight,
            unless: self.phrases(&written.unless, classes)?,
            context: self.phrases(&written.context, classes)?,
            negated,
            catches: self.examples(written.catches),
            leaves: self.examples(written.leaves),
        })
    }

    fn phrases(&self, written: &[Spanned<String>], classes: &Classes) -> Result<Vec<Pattern>> {
        written.iter().map(|phrase| self.phrase(phrase, classes)).collect()
    }

    fn phrase(&self, written: &Spanned<String>, classes: &Classes) -> Result<Pattern> {
        Pattern::new(written.get_ref(), classes)
            .map_err(|mistake| self.mistake(written.span(), &BookMistake::Phrase(mistake)))
    }

    fn examples(&self, written: Vec<Spanned<String>>) -> Vec<Example> {
        written
            .into_iter()
            .map(|example| Example {
                path: Arc::from(self.path),
                line: self.line(example.span().start),
                said: example.into_inner(),
            })
            .collect()
    }
}

fn is_name_letter(c: char) -> bool {
    c.is_lowercase() || c.is_ascii_digit()
}
