//! The learned weights of clues, made by `examples/train_flags.rs`.
//!
//! A weight belongs to something that can be shown: a word, two words, word classes near each other.

use std::fmt::Write;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::clues::{CLASSES, Clue};

/// The weights, in hundredths, one clue a line.
const MODEL: &str = include_str!("../../../../models/flags.tsv");

/// What was learned.
#[derive(Default)]
pub(super) struct Weights {
    /// By clue, words aside.
    by_clue: FxHashMap<Clue<'static>, f32>,
    words: FxHashMap<&'static str, f32>,
    pairs: FxHashMap<(&'static str, &'static str), f32>,
    /// The sum from which on a clause is flagged.
    pub(super) threshold: f32,
}

pub(super) static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::read(MODEL));

impl Weights {
    fn read(model: &'static str) -> Self {
        let mut weights = Weights::default();
        for line in model.lines().filter(|line| !line.starts_with('#')) {
            let Some((key, value)) = line.split_once('\t') else { continue };
            let value = value.parse::<i16>().map_or(0.0, |hundredths| f32::from(hundredths) / 100.0);
            match read_clue(key) {
                _ if key == "threshold" => weights.threshold = value,
                Some(Clue::Word(word)) => _ = weights.words.insert(word, value),
                Some(Clue::Pair(first, second)) => _ = weights.pairs.insert((first, second), value),
                Some(clue) => _ = weights.by_clue.insert(clue, value),
                None => {}
            }
        }
        weights
    }

    /// The weight of `clue`; nothing for what was never learned.
    pub(super) fn of(&self, clue: Clue<'_>) -> f32 {
        let weight = match clue {
            Clue::Word(word) => self.words.get(word),
            Clue::Pair(first, second) => self.pairs.get(&(first, second)),
            Clue::Any => self.by_clue.get(&Clue::Any),
            Clue::Length => self.by_clue.get(&Clue::Length),
            Clue::Class(class) => self.by_clue.get(&Clue::Class(class)),
            Clue::Opens(class) => self.by_clue.get(&Clue::Opens(class)),
            Clue::Near(first, second) => self.by_clue.get(&Clue::Near(first, second)),
            Clue::Then(first, second) => self.by_clue.get(&Clue::Then(first, second)),
            Clue::Before(class) => self.by_clue.get(&Clue::Before(class)),
            Clue::After(class) => self.by_clue.get(&Clue::After(class)),
        };
        weight.copied().unwrap_or(0.0)
    }
}

/// The clue as the model writes it.
pub(super) fn written(clue: Clue<'_>) -> String {
    let mut line = String::new();
    let class = |at: usize| CLASSES.names[at].as_str();
    let _ = match clue {
        Clue::Any => write!(line, "any"),
        Clue::Length => write!(line, "length"),
        Clue::Class(it) => write!(line, "class {}", class(it)),
        Clue::Opens(it) => write!(line, "opens {}", class(it)),
        Clue::Near(first, second) => write!(line, "near {} {}", class(first), class(second)),
        Clue::Then(first, second) => write!(line, "then {} {}", class(first), class(second)),
        Clue::Before(it) => write!(line, "before {}", class(it)),
        Clue::After(it) => write!(line, "after {}", class(it)),
        Clue::Word(word) => write!(line, "word {word}"),
        Clue::Pair(first, second) => write!(line, "pair {first} {second}"),
    };
    line
}

/// Reads what [`written`] writes.
fn read_clue(key: &'static str) -> Option<Clue<'static>> {
    let mut parts = key.split(' ');
    let kind = parts.next()?;
    let class = |name: Option<&str>| CLASSES.names.iter().position(|it| Some(it.as_str()) == name);
    Some(match kind {
        "any" => Clue::Any,
        "length" => Clue::Length,
        "class" => Clue::Class(class(parts.next())?),
        "opens" => Clue::Opens(class(parts.next())?),
        "near" => Clue::Near(class(parts.next())?, class(parts.next())?),
        "then" => Clue::Then(class(parts.next())?, class(parts.next())?),
        "before" => Clue::Before(class(parts.next())?),
        "after" => Clue::After(class(parts.next())?),
        "word" => Clue::Word(parts.next()?),
        "pair" => Clue::Pair(parts.next()?, parts.next()?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_model_is_a_clue() {
        for line in MODEL.lines().filter(|line| !line.starts_with('#')) {
            let key = line.split('\t').next().unwrap();
            if key != "threshold" {
                assert_eq!(read_clue(key).map(written).as_deref(), Some(key));
            }
        }
        assert!(WEIGHTS.threshold < 0.0 && WEIGHTS.words.len() > 100, "the model is there");
    }
}
