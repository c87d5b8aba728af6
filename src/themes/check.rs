//! `codebook check`: everything that is wrong with a codebook, and what may be better, each with its line.

use std::path::Path;

use super::book::Shelf;
use super::cues::Cue;
use crate::error::{Error, Notice, Result};
use crate::text::Text;

/// What a codebook file amounts to.
#[derive(Debug)]
pub struct Checked {
    /// What stops it from being used, in the order of the file.
    pub mistakes: Vec<Error>,
    /// What may be better.
    pub advice: Vec<Notice>,
    /// Its themes.
    pub themes: Vec<String>,
    /// How many cues and plain entries it has.
    pub cues: usize,
    /// How many examples were tried.
    pub examples: usize,
}

/// Reads one file beside the shared word classes and the names of the built-in themes, tries its examples and compares its cues with each other.
pub fn check(path: &Path) -> Result<Checked> {
    let is_built_in = |theme: &str| path.ends_with(format!("lexicons/themes/{theme}.toml"));
    let built_in = super::built_in_themes().filter(|theme| !is_built_in(theme));
    let mut shelf = Shelf::new()?.reserving(built_in.map(str::to_owned));
    let mut mistakes = shelf.add_file(path).err().unwrap_or_default();
    let mut advice = shelf.take_notices();
    let codebooks = shelf.finish();
    let cues = codebooks.cues.all();
    mistakes.extend(codebooks.cues.failing_examples(0));
    for (place, cue) in cues.iter().enumerate() {
        let before = cues[..place].iter().find(|other| other.covers(cue));
        if let Some(before) = before {
            let (_, line) = before.place;
            let shadowed = format!("the cue on line {line} already hears every example of this one; drop one of them");
            advice.push(cue.notice(shadowed));
        }
        if cue.catches.is_empty() {
            advice.push(cue.notice("the cue has no `catches`; add a comment that it must catch".to_owned()));
        } else if cue.leaves.is_empty() {
            advice.push(cue.notice("the cue has no `leaves`; add a comment that it must leave alone".to_owned()));
        }
    }
    advice.sort_by_key(|notice| notice.line);
    mistakes.sort_by_key(Error::line);
    Ok(Checked {
        mistakes,
        advice,
        themes: codebooks.books().iter().map(|book| book.theme.clone()).collect(),
        cues: cues.len() + codebooks.cues.entries(),
        examples: cues.iter().map(|cue| cue.catches.len() + cue.leaves.len()).sum(),
    })
}

impl Cue {
    fn notice(&self, what: String) -> Notice {
        let (path, line) = &self.place;
        Notice { path: path.to_path_buf(), line: Some(*line), what }
    }

    /// Whether this cue hears all that `other` must hear, over the same words at least, and counts as much.
    fn covers(&self, other: &Cue) -> bool {
        let hears = |said: &str| {
            let text = Text::new(said);
            let mine = self.phrase.find(&text);
            let theirs = other.phrase.find(&text);
            self.catches(said)
                && mine.zip(theirs).is_some_and(|(mine, theirs)| mine.start <= theirs.start && theirs.end <= mine.end)
        };
        (self.book, self.aspect) == (other.book, other.aspect)
            && self.weight >= other.weight
            && !other.catches.is_empty()
            && other.catches.iter().all(|example| hears(&example.said))
    }
}
