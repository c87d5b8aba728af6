//! How a phrase may begin, and how many words it takes.

use std::sync::Arc;

use compact_str::CompactString;

use super::{Class, Step};
use crate::text::words::Key;

/// Stems, words and beginnings of words.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) stems: Vec<Key>,
    pub(super) exact: Vec<Key>,
    pub(super) starts: Vec<CompactString>,
}

/// How some steps may begin.
#[derive(Debug, Default)]
pub(super) struct Begins<'a> {
    pub(super) words: Words,
    pub(super) classes: Vec<&'a Arc<Class>>,
    /// With any word at all.
    anything: bool,
    /// With a mark, perhaps.
    pub(super) mark: bool,
}

/// How many words some steps take, at least and at most; marks are not counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Width {
    pub(super) least: usize,
    pub(super) most: usize,
}

impl<'a> Begins<'a> {
    /// How `steps` may begin; none where that may be any word, or no word at all.
    pub(super) fn of(steps: &'a [Step]) -> Option<Self> {
        let mut begins = Begins::default();
        let empty = begins.with_all(steps);
        (!empty && !begins.anything).then_some(begins)
    }

    /// Whether they are stems and words alone.
    pub(super) fn are_plain(&self) -> bool {
        self.classes.is_empty() && self.words.starts.is_empty() && !self.mark
    }

    /// Collects how `steps` may begin; true if they may match nothing at all.
    fn with_all(&mut self, steps: &'a [Step]) -> bool {
        steps.iter().all(|step| self.with(step))
    }

    /// Collects how `step` may begin; true if it may match nothing.
    fn with(&mut self, step: &'a Step) -> bool {
        match step {
            Step::Stem(word) => self.words.stems.push(word.key),
            Step::Exact(word) => {
                self.words.exact.push(word.key);
                self.mark |= word.mark;
            }
            Step::Prefix(start) => self.words.starts.push(start.clone()),
            Step::Class(class) => {
                self.classes.push(class);
                // Entries that begin with neither a stem nor a word have their beginnings collected one by one.
                for phrase in class.phrases.loose() {
                    self.anything |= self.with_all(phrase);
                }
            }
            Step::Choice(choices) => {
                return choices.iter().map(|choice| self.with_all(choice)).fold(false, |any, empty| any | empty);
            }
            Step::Optional(steps) => {
                self.with_all(steps);
                return true;
            }
            Step::Gap(_) => {
                self.anything = true;
                return true;
            }
            Step::Unless(_) | Step::Start | Step::End => return true,
        }
        false
    }
}

impl Width {
    pub(super) fn of(steps: &[Step]) -> Self {
        steps
            .iter()
            .map(Width::of_step)
            .fold(Width::default(), |sum, it| Width { least: sum.least + it.least, most: sum.most + it.most })
    }

    fn of_step(step: &Step) -> Self {
        match step {
            Step::Stem(_) | Step::Exact(_) | Step::Prefix(_) => {
                let words = usize::from(!step.names_mark());
                Width { least: words, most: words }
            }
            Step::Class(class) => {
                let single =
                    (!class.stems.is_empty() || !class.words.is_empty()).then_some(Width { least: 1, most: 1 });
                Width::of_any(class.phrases.iter().map(|phrase| Width::of(phrase)).chain(single))
            }
            Step::Choice(choices) => Width::of_any(choices.iter().map(|choice| Width::of(choice))),
            Step::Optional(steps) => Width { least: 0, ..Width::of(steps) },
            Step::Gap(most) => Width { least: 0, most: *most },
            Step::Unless(_) | Step::Start | Step::End => Width::default(),
        }
    }

    /// The width of one of several, whichever it is.
    fn of_any(widths: impl Iterator<Item = Width>) -> Self {
        let either =
            |one: Width, other: Width| Width { least: one.least.min(other.least), most: one.most.max(other.most) };
        widths.reduce(either).unwrap_or_default()
    }
}
