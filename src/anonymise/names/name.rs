//! A name taken apart: from a label, from a stretch of talk.
//!
//! Knows nobody; whether two names are one person's is asked of it, who that person is not.

use compact_str::CompactString;

use super::alike::two_of_record;
use super::likeness;
use crate::lexicons::{Is, facts, neighbours, same_forms};
use crate::text::{Kind, Text};

/// A name in its parts, in normal form.
#[derive(Clone, Default, PartialEq, Eq)]
pub(in crate::anonymise) struct Name {
    /// Given names in order.
    pub(in crate::anonymise) given: Vec<CompactString>,
    /// The family name's words, particles included.
    pub(in crate::anonymise) family: Vec<CompactString>,
}

impl Name {
    /// The name in a label such as `Brennan, Aoife (Front office)`; none where it names nobody.
    pub(in crate::anonymise) fn parse(label: &str) -> Option<Self> {
        let (outside, inside) = brackets(label);
        Self::of_words(&outside).or_else(|| Self::of_words(&inside).filter(Name::likely))
    }

    /// The name in the brackets of a label that stand for the same in other letters: `李伟 (Wei Li)`.
    pub(in crate::anonymise) fn in_other_letters(label: &str) -> [Option<Self>; 2] {
        let (outside, inside) = brackets(label);
        let latin = |part: &str| part.chars().any(|c| c.is_ascii_alphabetic());
        let lettered = |part: &str| part.chars().any(char::is_alphabetic);
        if latin(&outside) == latin(&inside) || !lettered(&outside) || !lettered(&inside) {
            return [None, None];
        }
        [Self::of_words(&outside), Self::of_words(&inside)]
    }

    fn of_words(label: &str) -> Option<Self> {
        let label = label.split('@').next().unwrap_or(label).replace(['_', '.'], " ");
        // `QA - Rhealyn`, `Rhealyn - QA`: the part that is a name, else the first that may be one.
        let parts = label.split(['|', '/', ':', ';', '–', '—']).flat_map(|part| part.split(" - "));
        let names: Vec<Name> = parts.filter(|part| !part.trim().is_empty()).filter_map(Self::of_part).collect();
        let strange = |name: &&Name| name.given.iter().all(|word| facts(word).rank() == 0 && !facts(word).kept());
        let best = names.iter().find(|name| name.likely()).or_else(|| names.iter().find(strange));
        best.or(names.first()).cloned()
    }

    fn of_part(label: &str) -> Option<Self> {
        let (front, back) = label.split_once(',').unwrap_or((label, ""));
        let (front, back) = (words(front), words(back));
        let reversed = !back.is_empty()
            && back.first().is_some_and(|word| facts(word).given() > 0 || facts(word).rank() == 0)
            && !back.iter().any(|word| facts(word).is(Is::Plain));
        if reversed {
            return Some(Name { given: back, family: front }).filter(|name| !name.given.is_empty());
        }
        let mut given = front;
        if given.is_empty() || generic(&given) {
            return None;
        }
        let mut split = given.len() - 1;
        while split > 1 && facts(&given[split - 1]).is(Is::Particle) {
            split -= 1;
        }
        // `Ó Súilleabháin` has one name only.
        let one =
            given.len() == 2 && (facts(&given[0]).is(Is::Particle) || matches!(given[0].as_str(), "o" | "nic" | "mac"));
        let family = if given.len() > 1 && !one { given.split_off(split) } else { Vec::new() };
        Some(Name { given, family })
    }

    /// The name in a stretch of talk, words in normal form with single spaces: titles and initials' dots left out.
    pub(in crate::anonymise) fn of_run(key: &str) -> Self {
        let mut words: Vec<CompactString> =
            key.split(' ').filter(|word| *word != ".").map(CompactString::from).collect();
        if words.len() > 1 && facts(&words[0]).is(Is::Epithet) {
            words.remove(0);
        }
        let split = (1..words.len()).rev().find(|&at| !facts(&words[at - 1]).is(Is::Particle)).unwrap_or(1);
        let mut given = words;
        let family = if given.len() > 1 { given.split_off(split) } else { Vec::new() };
        Name { given, family }
    }

    /// Whether the lists know a part of it as a name.
    fn likely(&self) -> bool {
        let name = |word: &CompactString| facts(word).named() && facts(word).rank() == 0 && !facts(word).kept();
        self.given.iter().chain(&self.family).any(name)
    }

    /// Given and family names with single spaces; empty unless both are known, an initial being no name.
    pub(in crate::anonymise) fn full(&self) -> String {
        if self.given.is_empty() || self.family.iter().all(|word| word.chars().count() == 1) {
            return String::new();
        }
        let words: Vec<&str> = self.given.iter().chain(&self.family).map(CompactString::as_str).collect();
        words.join(" ")
    }

    /// Whether its words written together are `word`.
    fn spells(&self, word: &str) -> bool {
        let mut rest = Some(word);
        for part in self.given.iter().chain(&self.family) {
            rest = rest.and_then(|rest| rest.strip_prefix(part.as_str()));
        }
        rest == Some("")
    }

    /// Whether `other` may be the same person's name: no part contradicts.
    pub(in crate::anonymise) fn agrees(&self, other: &Name) -> bool {
        // `Baba Tunde` for Babatunde.
        if self.given.iter().any(|own| other.spells(own)) {
            return true;
        }
        // A label of one word may be the family name.
        let telling = |word: &&CompactString| !facts(word).is(Is::Particle) && word.chars().count() > 1;
        if self.family.is_empty() && other.family.iter().filter(telling).any(|word| self.given.contains(word)) {
            return true;
        }
        let given = self.given.is_empty()
            || other.given.is_empty()
            || self.given.iter().any(|own| other.given.first().is_some_and(|word| same_given(own, word)))
            || other.given.iter().any(|word| self.given.contains(word));
        let family = self.family.is_empty()
            || other.family.is_empty()
            || other.family.iter().any(|word| !facts(word).is(Is::Particle) && self.family.contains(word))
            || other.family.iter().all(|word| self.given.contains(word))
            || other.family.last().zip(self.family.last()).is_some_and(|(a, b)| {
                likeness::misheard(a, b) && !two_of_record(a, b)
                    || (a.len() == 1 || b.len() == 1) && a.chars().next() == b.chars().next()
            });
        given && family
    }
}

/// What stands outside and inside the brackets of a label.
fn brackets(label: &str) -> (String, String) {
    let mut outside = String::new();
    let mut inside = String::new();
    let mut depth = 0_usize;
    for c in label.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inside.push(c),
            _ => outside.push(c),
        }
    }
    (outside, inside)
}

/// Whether two given names may be one person's: equal, short for each other, an initial, or misheard.
fn same_given(own: &str, other: &str) -> bool {
    own == other
        || (own.len() == 1 || other.len() == 1) && own.chars().next() == other.chars().next()
        || same_forms(own).contains(&other)
        || parts(own).any(|part| part == other)
        || other.len() >= 3 && own.len() > other.len() && own.starts_with(other)
        || likeness::misheard(other, own)
}

/// The name words of a piece of a label, titles and numbers left out.
fn words(piece: &str) -> Vec<CompactString> {
    let text = Text::new(piece.trim());
    let mut words: Vec<CompactString> = Vec::new();
    let mut joined = false;
    for token in text.tokens() {
        match token.kind {
            Kind::Word if joined => {
                if let Some(last) = words.last_mut() {
                    last.push('-');
                    last.push_str(token.normal());
                }
                joined = false;
            }
            Kind::Word if token.normal().contains(|c: char| c.is_ascii_digit()) => {}
            Kind::Word => {
                let title = words.is_empty() && facts(token.normal()).is(Is::Title) && text.tokens().len() > 1;
                if !title {
                    words.push(token.normal().into());
                }
            }
            Kind::Mark if token.is_mark("-") => joined = !words.is_empty(),
            _ => joined = false,
        }
    }
    words
}

/// Words that say what somebody is rather than who.
fn generic(words: &[CompactString]) -> bool {
    words.iter().all(|word| {
        let known = facts(word);
        neighbours().roles.has(word) || word.chars().count() == 1 || (known.is(Is::Plain) && known.given() < 5)
    })
}

/// The parts of a word joined by hyphens, if there are any.
pub(in crate::anonymise) fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split('-').filter(move |part| part.len() < word.len() && part.chars().count() > 1)
}

/// The initials that may stand for a name: `kdl`, `kd`, `k.d`.
pub(in crate::anonymise) fn initials(name: &Name) -> Vec<CompactString> {
    let first = |word: &CompactString| word.chars().next().unwrap_or(' ');
    let split = |words: &[CompactString]| -> CompactString {
        words.iter().flat_map(|word| word.split('-')).filter_map(|part| part.chars().next()).collect()
    };
    if name.given.is_empty() || name.family.is_empty() {
        return Vec::new();
    }
    let whole: CompactString = split(&name.given) + &split(&name.family);
    let ends: CompactString = [name.given.first(), name.family.last()].into_iter().flatten().map(first).collect();
    let plain: CompactString = name.given.iter().chain(&name.family).map(first).collect();
    let mut forms = vec![whole, ends, plain];
    if name.given.len() > 1 {
        forms.push(name.given.iter().map(first).collect());
    }
    // `KMc` for Kieran McAteer.
    if let (Some(given), Some(family)) = (name.given.first(), name.family.last())
        && family.starts_with("mc")
    {
        forms.push(compact_str::format_compact!("{}mc", first(given)));
    }
    let dotted: Vec<CompactString> =
        forms.iter().map(|form| form.chars().map(|c| c.to_string()).collect::<Vec<_>>().join(".").into()).collect();
    forms.extend(dotted);
    forms.retain(|form| form.chars().count() > 1);
    forms.sort_unstable();
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(label: &str, expected: &str) {
        let found = Name::parse(label)
            .map_or(String::from("nobody"), |name| format!("{}/{}", name.given.join(" "), name.family.join(" ")));
        assert_eq!(found, expected, "{label}");
    }

    #[test]
    fn labels_are_read() {
        check("Dana Whitfield", "dana/whitfield");
        check("Brennan, Aoife (Front office)", "aoife/brennan");
        check("Dr Xiomara Vélez", "xiomara/velez");
        check("Kofi Darko-Lamptey", "kofi/darko-lamptey");
        check("Maria del Carmen", "maria/del carmen");
        check("Dana Whitfield, Support", "dana/whitfield");
        check("William", "william/");
        check("Moderator (Janet Pruitt)", "janet/pruitt");
        check("QA - Rhealyn", "rhealyn/");
        check("Agent 07 - Kofi", "kofi/");
        check("facilitator – paige", "paige/");
    }

    #[test]
    fn labels_without_a_name_name_nobody() {
        for label in ["MODERATOR", "Speaker 3", "P4", "Interviewer", "Participant 2", "Facilitator 1", ""] {
            check(label, "nobody");
        }
    }
}
