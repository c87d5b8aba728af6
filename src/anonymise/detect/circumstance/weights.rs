//! The learned weights of clues, made by `examples/train_flags.rs`.
//!
//! A weight belongs to something that can be shown: a word class, two classes near each other, a phrase.

use std::sync::LazyLock;

use super::clues::{CLASSES, Clue, MOST_CLASSES};
use super::phrases::{MOST_RULES, PHRASES};

/// The weights, in hundredths, one clue a line.
const MODEL: &str = include_str!("../../../../models/flags.tsv");

/// What was learned: the weight of every clue, nothing for what was never learned.
pub(super) struct Weights {
    any: f32,
    phrase: f32,
    rule: [f32; MOST_RULES],
    class: [f32; MOST_CLASSES],
    opens: [f32; MOST_CLASSES],
    before: [f32; MOST_CLASSES],
    after: [f32; MOST_CLASSES],
    near: Vec<[f32; MOST_CLASSES]>,
    /// The sum from which on a clause is flagged.
    pub(super) threshold: f32,
}

pub(super) static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::read(MODEL));

impl Weights {
    fn read(model: &str) -> Self {
        let none = [0.0; MOST_CLASSES];
        let mut weights = Weights {
            any: 0.0,
            phrase: 0.0,
            rule: [0.0; MOST_RULES],
            class: none,
            opens: none,
            before: none,
            after: none,
            near: vec![none; MOST_CLASSES],
            threshold: 0.0,
        };
        for line in model.lines().filter(|line| !line.starts_with('#')) {
            let Some((key, value)) = line.split_once('\t') else { continue };
            let value = value.parse::<i16>().map_or(0.0, |hundredths| f32::from(hundredths) / 100.0);
            match read_clue(key) {
                Some(clue) => *weights.place(clue) = value,
                None if key == "threshold" => weights.threshold = value,
                None => {}
            }
        }
        weights
    }

    fn place(&mut self, clue: Clue) -> &mut f32 {
        match clue {
            Clue::Any => &mut self.any,
            Clue::Phrase => &mut self.phrase,
            Clue::Rule(rule) => &mut self.rule[rule],
            Clue::Class(class) => &mut self.class[class],
            Clue::Opens(class) => &mut self.opens[class],
            Clue::Before(class) => &mut self.before[class],
            Clue::After(class) => &mut self.after[class],
            Clue::Near(first, second) => &mut self.near[first][second],
        }
    }

    /// The weight of `clue`.
    pub(super) fn of(&self, clue: Clue) -> f32 {
        match clue {
            Clue::Any => self.any,
            Clue::Phrase => self.phrase,
            Clue::Rule(rule) => self.rule[rule],
            Clue::Class(class) => self.class[class],
            Clue::Opens(class) => self.opens[class],
            Clue::Before(class) => self.before[class],
            Clue::After(class) => self.after[class],
            Clue::Near(first, second) => self.near[first][second],
        }
    }
}

/// The clue as the model writes it.
pub(super) fn written(clue: Clue) -> String {
    let class = |at: usize| CLASSES.names[at].as_str();
    match clue {
        Clue::Any => "any".to_owned(),
        Clue::Phrase => "phrase".to_owned(),
        Clue::Rule(it) => format!("rule {}", PHRASES.names[it]),
        Clue::Class(it) => format!("class {}", class(it)),
        Clue::Opens(it) => format!("opens {}", class(it)),
        Clue::Near(first, second) => format!("near {} {}", class(first), class(second)),
        Clue::Before(it) => format!("before {}", class(it)),
        Clue::After(it) => format!("after {}", class(it)),
    }
}

/// Reads what [`written`] writes.
fn read_clue(key: &str) -> Option<Clue> {
    let mut parts = key.split(' ');
    let kind = parts.next()?;
    let class = |name: Option<&str>| CLASSES.names.iter().position(|it| Some(it.as_str()) == name);
    let rule = |name: Option<&str>| PHRASES.names.iter().position(|it| Some(*it) == name);
    Some(match kind {
        "any" => Clue::Any,
        "phrase" => Clue::Phrase,
        "rule" => Clue::Rule(rule(parts.next())?),
        "class" => Clue::Class(class(parts.next())?),
        "opens" => Clue::Opens(class(parts.next())?),
        "near" => Clue::Near(class(parts.next())?, class(parts.next())?),
        "before" => Clue::Before(class(parts.next())?),
        "after" => Clue::After(class(parts.next())?),
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
        assert!(WEIGHTS.threshold < 0.0 && WEIGHTS.phrase > 0.0, "the model is there");
    }
}
