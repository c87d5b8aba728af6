//! One codebook file while it is read: what its mistakes are named by.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use toml::Spanned;

use super::mend;
use super::written::{Several, Written, WrittenAspect, WrittenCue, WrittenNegated, WrittenPointsAt, WrittenValence};
use crate::error::{Error, ErrorKind};
use crate::text::{Classes, Pattern};
use crate::themes::cues::{Cue, Example, Negated};
use crate::themes::{Aspect, BookMistake, PointsAt, Valence};

/// A file, and the mistakes met in it so far.
pub(super) struct Page<'a> {
    path: &'a Path,
    text: &'a str,
    /// Where each line ends.
    ends: Vec<usize>,
    mistakes: Vec<Error>,
    mended: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(path: &'a Path, text: &'a str) -> Self {
        Page {
            path,
            text,
            ends: text.match_indices('\n').map(|(at, _)| at).collect(),
            mistakes: Vec::new(),
            mended: false,
        }
    }

    /// The codebooks of the file: one, or several under `[[codebook]]`.
    pub(super) fn written(&mut self) -> Vec<Written> {
        let several = self.text.lines().any(|line| line.trim() == "[[codebook]]");
        let (written, mistakes) = if several {
            let (read, mistakes) = mend::read(self.text);
            (read.map(|it: Several| it.codebook), mistakes)
        } else {
            let (read, mistakes) = mend::read(self.text);
            (read.map(|it: Written| vec![it]), mistakes)
        };
        self.mended = !mistakes.is_empty();
        for cause in &mistakes {
            self.format(cause);
        }
        written.unwrap_or_default()
    }

    /// Whether what was read is not what stands there.
    pub(super) fn is_mended(&self) -> bool {
        self.mended
    }

    /// What was wrong, in the order of reading.
    pub(super) fn into_mistakes(self) -> Vec<Error> {
        self.mistakes
    }

    pub(super) fn mistake(&mut self, span: Range<usize>, mistake: &BookMistake) {
        let (path, line) = (self.path.to_owned(), self.line(span.start));
        self.mistakes.push(ErrorKind::Codebook { path, line, mistake: mistake.to_string() }.into());
    }

    fn line(&self, at: usize) -> usize {
        1 + self.ends.partition_point(|&end| end < at)
    }

    /// The column of a place, in characters from 1.
    fn column(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        1 + before.rsplit('\n').next().unwrap_or_default().chars().count()
    }

    pub(super) fn format(&mut self, cause: &toml::de::Error) {
        let what = cause.message().lines().next().unwrap_or("this is no TOML").trim_end_matches('.').to_owned();
        self.mistake(cause.span().unwrap_or_default(), &BookMistake::Format(what));
    }

    pub(super) fn name(&mut self, name: &Spanned<String>) -> String {
        let is_name = |name: &str| {
            !name.is_empty() && name.split('-').all(|word| !word.is_empty() && word.chars().all(is_name_letter))
        };
        if !is_name(name.get_ref()) {
            self.mistake(name.span(), &BookMistake::Name(name.get_ref().clone()));
        }
        name.get_ref().clone()
    }

    pub(super) fn aspects(&mut self, written: &[WrittenAspect]) -> Vec<Aspect> {
        let mut aspects: Vec<Aspect> = Vec::new();
        for it in written {
            let name = self.name(&it.name);
            if aspects.iter().any(|aspect| aspect.name == name) {
                self.mistake(it.name.span(), &BookMistake::AspectTwice(name.clone()));
            }
            if it.cue.is_empty() && it.words.is_empty() {
                self.mistake(it.name.span(), &BookMistake::NoCues(name.clone()));
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
        aspects
    }

    pub(super) fn cue(
        &mut self,
        written: WrittenCue,
        aspect: usize,
        aspects: &[Aspect],
        classes: &Classes,
    ) -> Option<Cue> {
        let span = written.phrase.span();
        if !(written.weight > 0.0 && written.weight <= 1.0) {
            self.mistake(span.clone(), &BookMistake::Weight);
        }
        let negated = match (written.negated, written.flips_to) {
            (WrittenNegated::Drop, _) => Negated::Drop,
            (WrittenNegated::Keep, _) => Negated::Keep,
            (WrittenNegated::Flip, to) => {
                let to = to.and_then(|to| aspects.iter().position(|aspect| aspect.name == to));
                if to.is_none() {
                    self.mistake(span.clone(), &BookMistake::FlipTo);
                }
                Negated::Flip(to.unwrap_or(aspect))
            }
        };
        Some(Cue {
            book: 0,
            read: 0,
            aspect,
            place: self.place(span.start),
            phrase: self.phrase(&written.phrase, classes)?,
            weight: written.weight,
            unless: self.phrases(&written.unless, classes),
            never: Vec::new(),
            context: self.phrases(&written.context, classes),
            negated,
            catches: self.examples(written.catches),
            leaves: self.examples(written.leaves),
        })
    }

    pub(super) fn phrases(&mut self, written: &[Spanned<String>], classes: &Classes) -> Vec<Pattern> {
        written.iter().filter_map(|phrase| self.phrase(phrase, classes)).collect()
    }

    fn phrase(&mut self, written: &Spanned<String>, classes: &Classes) -> Option<Pattern> {
        let read = Pattern::parse(written.get_ref(), classes);
        let wrong = read.as_ref().err().map(|(at, mistake)| {
            // Behind the quotation mark; an escape before the place would shift it, and phrases need none.
            let column = self.column(written.span().start + 1 + at);
            BookMistake::Phrase(column, mistake.clone())
        });
        if let Some(wrong) = wrong {
            self.mistake(written.span(), &wrong);
        }
        read.ok()
    }

    fn place(&self, at: usize) -> (Arc<Path>, usize) {
        (Arc::from(self.path), self.line(at))
    }

    fn examples(&self, written: Vec<Spanned<String>>) -> Vec<Example> {
        let example = |written: Spanned<String>| {
            let (path, line) = self.place(written.span().start);
            Example { path, line, said: written.into_inner() }
        };
        written.into_iter().map(example).collect()
    }
}

fn is_name_letter(c: char) -> bool {
    c.is_lowercase() || c.is_ascii_digit()
}
