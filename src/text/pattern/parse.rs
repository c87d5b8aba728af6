//! Reading a phrase as a researcher writes it.

use std::collections::BTreeMap;
use std::sync::Arc;

use compact_str::CompactString;

use super::alternatives::Alternatives;
use super::outline::{Outline, Rough};
use super::{Class, Pattern, Step, Word};
use crate::text::normal_form;
use crate::text::words::{self, Key};

/// Word classes by name, ready to be named in phrases.
#[derive(Clone, Debug, Default)]
pub struct Classes(BTreeMap<String, Arc<Class>>);

/// What is wrong with a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternMistake {
    /// Nothing to look for.
    Empty,
    /// A bracket without its partner.
    Unclosed(char),
    /// `{name}` that no class bears.
    UnknownClass(String),
    /// Nothing fixed at its start.
    StartsLoose,
    /// A gap that is not `..` or `..N`.
    Gap(String),
}

impl FromIterator<(String, Vec<String>)> for Classes {
    /// Builds classes from their entries; an entry is a word, or several.
    fn from_iter<T: IntoIterator<Item = (String, Vec<String>)>>(classes: T) -> Self {
        Classes::default().with(classes)
    }
}

impl Classes {
    /// These classes and `more`; a class of the same name gives way.
    #[must_use]
    pub fn with(&self, more: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        let mut all = self.0.clone();
        all.extend(more.into_iter().map(|(name, entries)| (name, Arc::new(Class::new(&entries)))));
        Classes(all)
    }
}

impl Class {
    fn new(entries: &[String]) -> Self {
        let mut class = Class::default();
        // Entries are tried in this order: those that begin with a stem, with a word, with anything else.
        let [mut by_stem, mut by_word, mut other] = [const { Vec::new() }; 3];
        for entry in entries {
            if let Some(noun) = entry.strip_prefix('~').filter(|noun| !noun.contains(char::is_whitespace)) {
                class.words.extend(noun_forms(noun).iter().map(|form| Key::of(form)));
                continue;
            }
            let words: Vec<Step> = entry.split_whitespace().map(word).collect();
            match *words.as_slice() {
                [Step::Stem(stem)] => _ = class.stems.insert(stem.key),
                [Step::Exact(word)] => _ = class.words.insert(word.key),
                [Step::Stem(_), ..] => by_stem.push(words),
                // Marks are stepped over before a class, so that no entry can begin with one.
                [Step::Exact(word), ..] if word.mark => {}
                [Step::Exact(_), ..] => by_word.push(words),
                _ => other.push(words),
            }
        }
        by_stem.append(&mut by_word);
        by_stem.append(&mut other);
        class.phrases = Alternatives::new(by_stem);
        class.rough = Rough::of_keys(class.keys());
        class.common = class.keys().map(Key::commonness).sum();
        class.commonest = class.keys().map(|key| (key.commonness(), key)).max();
        class
    }
}

impl Pattern {
    /// Reads a phrase; `classes` are those it may name.
    pub fn new(written: &str, classes: &Classes) -> Result<Self, PatternMistake> {
        Pattern::parse(written, classes).map_err(|(_, mistake)| mistake)
    }

    /// Reads a phrase; a mistake comes with the byte of `written` where the part that has it starts.
    pub fn parse(written: &str, classes: &Classes) -> Result<Self, (usize, PatternMistake)> {
        let mut parser = Parser { rest: written, step: written, classes };
        let steps = parser.sequence(None);
        let steps = steps.map_err(|mistake| (written.len() - parser.step.len(), mistake))?;
        let fixed = steps.iter().find(|step| !matches!(step, Step::Start));
        match fixed {
            None => Err((0, PatternMistake::Empty)),
            Some(Step::Gap(_) | Step::Unless(_) | Step::End) => Err((0, PatternMistake::StartsLoose)),
            Some(_) => Ok(Pattern { outline: Outline::of(&steps), steps: steps.into() }),
        }
    }
}

/// One written word as a step.
fn word(written: &str) -> Step {
    if let Some(noun) = written.strip_prefix('~').filter(|noun| !noun.is_empty()) {
        let forms = noun_forms(noun).into_iter().map(|form| vec![Step::Exact(Word::new(&form))]);
        return Step::Choice(Box::new(Alternatives::new(forms.collect())));
    }
    if let Some(exact) = written.strip_prefix('=') {
        return Step::Exact(Word::new(&normal_form(exact)));
    }
    if let Some(start) = written.strip_suffix('*').filter(|start| !start.is_empty()) {
        return Step::Prefix(normal_form(start));
    }
    if written.contains('-') && written.split('-').all(|part| part.starts_with(char::is_alphanumeric)) {
        // A hyphen is a mark of its own in a text, and marks are stepped over.
        return Step::Choice(Box::new(Alternatives::new(vec![written.split('-').map(word).collect()])));
    }
    // Lists repeat their words as speech does.
    let forms = words::forms(written);
    let is_word = forms.normal.starts_with(char::is_alphabetic);
    if is_word { Step::Stem(Word::new(&forms.stem)) } else { Step::Exact(Word::new(&forms.normal)) }
}

/// A noun, its plural and the possessives of both.
fn noun_forms(noun: &str) -> Vec<CompactString> {
    let one = normal_form(noun);
    let many: CompactString = match one.strip_suffix('y') {
        Some(start) if !start.ends_with(['a', 'e', 'o', 'u']) => format!("{start}ies").into(),
        _ if one.ends_with(['s', 'x', 'z']) || one.ends_with("ch") || one.ends_with("sh") => format!("{one}es").into(),
        _ => format!("{one}s").into(),
    };
    let possessives = [format!("{one}'s").into(), format!("{many}'").into()];
    [one, many].into_iter().chain(possessives).collect()
}

struct Parser<'a> {
    rest: &'a str,
    /// What was left where the step being read starts.
    step: &'a str,
    classes: &'a Classes,
}

impl Parser<'_> {
    /// Steps up to the closing bracket, or to the end.
    fn sequence(&mut self, closing: Option<char>) -> Result<Vec<Step>, PatternMistake> {
        let mut steps = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            let Some(next) = self.rest.chars().next() else {
                return closing.map_or(Ok(steps), |_| Err(PatternMistake::Unclosed('(')));
            };
            if closing.is_some() && matches!(next, ')' | '|') {
                return Ok(steps);
            }
            self.step = self.rest;
            let step = self.step(next)?;
            if self.rest.starts_with('?') {
                self.rest = &self.rest[1..];
                steps.push(Step::Optional(vec![step]));
            } else {
                steps.push(step);
            }
        }
    }

    fn step(&mut self, next: char) -> Result<Step, PatternMistake> {
        match next {
            '(' => self.choices().map(|choices| Step::Choice(Box::new(Alternatives::new(choices)))),
            '!' if self.rest.starts_with("!(") => {
                self.rest = &self.rest[1..];
                self.choices().map(|choices| Step::Unless(Box::new(Alternatives::new(choices))))
            }
            '{' => {
                let close = self.rest.find('}').ok_or(PatternMistake::Unclosed('{'))?;
                let name = &self.rest[1..close];
                self.rest = &self.rest[close + 1..];
                let class = self.classes.0.get(name).ok_or_else(|| PatternMistake::UnknownClass(name.to_owned()))?;
                Ok(Step::Class(Arc::clone(class)))
            }
            _ => {
                let bare = self.rest.starts_with('=');
                let end = self.rest.find(|c: char| c.is_whitespace() || "(){}|".contains(c) || (c == '?' && !bare));
                let written = &self.rest[..end.unwrap_or(self.rest.len())];
                self.rest = &self.rest[written.len()..];
                match written {
                    "^" => Ok(Step::Start),
                    "$" => Ok(Step::End),
                    ".." => Ok(Step::Gap(3)),
                    gap if gap.starts_with("..") && gap != "..." => {
                        gap[2..].parse().map(Step::Gap).map_err(|_| PatternMistake::Gap(gap.to_owned()))
                    }
                    "" => Err(PatternMistake::Unclosed(next)),
                    written => Ok(word(written)),
                }
            }
        }
    }

    /// `(a|b c|d)`, the opening bracket still to be read.
    fn choices(&mut self) -> Result<Vec<Vec<Step>>, PatternMistake> {
        let mut choices = Vec::new();
        let open = self.step;
        loop {
            self.rest = &self.rest[1..];
            let choice = self.sequence(Some(')')).inspect_err(|mistake| {
                if matches!(mistake, PatternMistake::Unclosed('(')) {
                    self.step = open;
                }
            });
            choices.push(choice?);
            if self.rest.starts_with(')') {
                self.rest = &self.rest[1..];
                return Ok(choices);
            }
        }
    }
}
