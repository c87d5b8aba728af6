//! Closed cells, short headings, names of sheets and attributes: groups and choices stay readable, whoever is named in
//! them does not, and what is hidden in the answers is hidden here as well.
//!
//! Decides which finds count there and keeps groups apart; it finds nothing itself.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::anonymiser::Found;
use super::names::{Mention, Part, People, Target};
use super::pseudonyms::Pseudonyms;
use super::{IdentifierKind, Turn};
use crate::lexicons::read::GROUP_COLUMNS;
use crate::lexicons::{facts, names_nobody};
use crate::text::{Kind, Span, Text, normal_form};
use crate::transcript::Transcript;

/// Words from which on a closed cell is a sentence, in which a name is no group's.
const SENTENCE: usize = 4;

/// How common a given name must be to be one wherever it stands.
const COMMON: u8 = 4;

/// Digits, less one, of the people of a town that is more likely meant than somebody of its name.
const TOWN: u8 = 4;

/// How many groups are remembered from one batch to the next.
const MOST_GROUPS: usize = 10_000;

/// Adds the names and values of attributes that no closed cell has to the closed cells.
pub(super) fn take_in_attributes(transcript: &mut Transcript) {
    let mut known: FxHashSet<&str> = transcript.layout.values.iter().map(Text::as_str).collect();
    let turns = transcript.turns.iter().map(|turn| &turn.attributes);
    let all = turns.chain(transcript.speakers.iter().map(|speaker| &speaker.attributes));
    let words = all.flatten().flat_map(|(name, value)| [name.as_str(), value.as_str()]);
    let new: Vec<Text> = words.filter(|it| known.insert(it) && !names_nobody(it)).map(Text::new).collect();
    transcript.layout.values.extend(new);
}

/// What is known when closed cells are gone through.
pub(super) struct Closed<'a> {
    pub(super) people: &'a People,
    pub(super) pseudonyms: &'a Pseudonyms,
    pub(super) session: &'a str,
    /// Which of the closed cells are names of sheets.
    pub(super) sheets: BTreeSet<usize>,
}

impl Closed<'_> {
    /// Of what was `found` in the closed cells, which begin at `first`, leaves what is to be hidden there.
    pub(super) fn settle(&self, texts: &[(&Text, Option<usize>)], found: &mut [Found], first: usize) {
        let (said, values) = found.split_at_mut(first);
        if values.is_empty() {
            return;
        }
        let sure = said.iter().flat_map(|found| &found.mentions).filter(|mention| !mention.doubtful);
        let hidden: FxHashSet<&Target> = sure.map(|mention| &mention.target).collect();
        for (at, found) in values.iter_mut().enumerate() {
            let text = texts[first + at].0;
            let sheet = self.sheets.contains(&at);
            found.keep_direct();
            found.mentions.retain(|it| {
                hidden.contains(&it.target) || self.bears_pseudonym(&it.target) || self.names(text, it, sheet)
            });
        }
    }

    /// Whether somebody or something was given a pseudonym in the run before.
    fn bears_pseudonym(&self, target: &Target) -> bool {
        match target {
            Target::Person(id) => self.pseudonyms.knows_person(self.people, *id, self.session),
            Target::Named(IdentifierKind::Person, key) => self.pseudonyms.knows_single(self.session, key),
            Target::Named(kind, key) => self.pseudonyms.knows_thing(*kind, key),
        }
    }

    /// Whether a mention is a name by itself, whatever the answers say.
    fn names(&self, text: &Text, mention: &Mention, sheet: bool) -> bool {
        let whole = || {
            let (before, behind) = (&text.as_str()[..mention.span.start], &text.as_str()[mention.span.end..]);
            !before.chars().chain(behind.chars()).any(char::is_alphabetic)
        };
        let person = match &mention.target {
            Target::Person(id) if self.people.get(*id).part != Part::Other => return true,
            Target::Person(_) => true,
            Target::Named(kind, _) => *kind == IdentifierKind::Person,
        };
        if !person {
            return sheet && whole();
        }
        let several = text.slice(mention.span).split_whitespace().count() > 1;
        several || (sheet && whole()) || owns(text, mention.span) || is_persons(text, mention.span)
    }
}

/// Whether the one word at `span` is somebody's name: in a sentence any that was found, else one that is nothing else.
fn is_persons(text: &Text, span: Span) -> bool {
    let words = || text.tokens().iter().filter(|token| token.kind == Kind::Word);
    let team = words().any(|token| GROUP_COLUMNS.contains(token.normal()));
    words().count() >= SENTENCE || is_name(&normal_form(text.slice(span)), team)
}

/// Whether `word` is a given name and neither a word, a town that people know nor kept; beside a word for a group any
/// name (`Team Kowalski`), while `Team Phoenix` is called after nobody.
fn is_name(word: &str, team: bool) -> bool {
    let known = facts(word);
    known.rank() == 0 && !known.kept() && known.city() < TOWN && (known.given() >= COMMON || team && known.named())
}

/// Whether a group is called after somebody, and is no site: `Rupert`, `Claims Siobhan`.
pub(super) fn names_somebody(group: &str) -> bool {
    let normal = normal_form(group);
    let words = || normal.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let team = words().any(|word| GROUP_COLUMNS.contains(word));
    words().any(|word| is_name(word, team))
}

/// Whether what stands at `span` has something: `Sam's team`.
fn owns(text: &Text, span: Span) -> bool {
    let behind = &text.as_str()[span.end..];
    behind.starts_with("'s ") || behind.starts_with("\u{2019}s ")
}

/// What groups are called in the copies and findings of a run: one that has a pseudonym has it everywhere, one that stays
/// does so to the last row of its survey, and no two are called the same.
#[derive(Default)]
pub(super) struct Groups {
    now: BTreeMap<String, String>,
    taken: BTreeSet<String>,
    /// The survey at hand, and those of its groups that stay.
    stay: (String, BTreeSet<String>),
}

impl Groups {
    /// Gives the attributes of `turns` the words that closed cells have now, and cells those of the batches before.
    pub(super) fn rename(&mut self, session: &str, turns: &mut [Turn], before: &[Text], after: &mut [Text]) {
        if self.stay.0 != session {
            self.stay = (session.to_owned(), BTreeSet::new());
        }
        let mut groups: FxHashSet<&str> = FxHashSet::default();
        for (name, value) in turns.iter().flat_map(|turn| &turn.attributes) {
            groups.insert(name);
            groups.insert(value);
        }
        for (before, after) in before.iter().zip(&mut *after).filter(|(before, _)| groups.contains(before.as_str())) {
            let called = self.called(before.as_str(), after.as_str());
            if called != after.as_str() {
                *after = Text::new(called);
            }
        }
        rename(turns, before, after);
    }

    /// What the group `before` is called, which would be called `after`.
    fn called(&mut self, before: &str, after: &str) -> String {
        if let Some(known) = self.now.get(before) {
            return known.clone();
        }
        if self.stay.1.contains(before) {
            return before.to_owned();
        }
        if self.now.len() + self.stay.1.len() >= MOST_GROUPS {
            return after.to_owned();
        }
        if before == after {
            self.stay.1.insert(before.to_owned());
            return before.to_owned();
        }
        let numbered = |number: usize| if number == 1 { after.to_owned() } else { format!("{after} ({number})") };
        let called = (1..=self.taken.len() + 1)
            .map(numbered)
            .find(|it| !self.taken.contains(it))
            .unwrap_or_else(|| after.to_owned());
        self.taken.insert(called.clone());
        self.now.insert(before.to_owned(), called.clone());
        called
    }
}

fn rename(turns: &mut [Turn], before: &[Text], after: &[Text]) {
    let changed: FxHashMap<&str, &str> = before
        .iter()
        .zip(after)
        .map(|(before, after)| (before.as_str(), after.as_str()))
        .filter(|(before, after)| before != after)
        .collect();
    if changed.is_empty() {
        return;
    }
    let renamed = |words: &String| changed.get(words.as_str()).map_or_else(|| words.clone(), |now| (*now).to_owned());
    for turn in turns {
        for value in turn.attributes.values_mut().filter(|value| changed.contains_key(value.as_str())) {
            *value = renamed(value);
        }
        // A heading may name somebody too: `Sam's team`.
        if turn.attributes.keys().any(|key| changed.contains_key(key.as_str())) {
            let attributes = std::mem::take(&mut turn.attributes);
            turn.attributes = attributes.into_iter().map(|(key, value)| (renamed(&key), value)).collect();
        }
        if turn.typed.iter().any(|key| changed.contains_key(key.as_str())) {
            turn.typed = turn.typed.iter().map(&renamed).collect();
        }
    }
}

/// Of closed cells that are names of sheets, their places.
pub(super) fn sheets(transcript: &Transcript) -> BTreeSet<usize> {
    transcript.layout.book.iter().flat_map(|book| &book.sheets).map(|sheet| sheet.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anonymise::Anonymiser;
    use crate::transcript::{self, SessionKind, Speaker};

    /// A survey of answers, each with the group of whoever gave it.
    fn survey(answers: &[(&str, &str)]) -> Transcript {
        let turn = |(at, (group, answer)): (usize, &(&str, &str))| transcript::Turn {
            speaker: Some(at),
            said: Text::new(*answer),
            attributes: BTreeMap::from([("Region".to_owned(), (*group).to_owned())]),
            ..transcript::Turn::default()
        };
        let speakers = (0..).zip(answers).map(|(at, _)| Speaker { respondent: Some(at), ..Speaker::default() });
        Transcript {
            session: "survey".to_owned(),
            kind: SessionKind::Survey,
            speakers: speakers.collect(),
            turns: answers.iter().enumerate().map(turn).collect(),
            ..Transcript::default()
        }
    }

    /// What the groups are called after all `batches`.
    fn groups(batches: &[&[(&str, &str)]]) -> Vec<String> {
        let mut anonymiser = Anonymiser::default();
        let batches = batches.iter().map(|answers| anonymiser.anonymise(survey(answers)));
        let groups = |turn: &Turn| turn.attributes["Region"].clone();
        batches.flat_map(|batch| batch.turns().iter().map(groups).collect::<Vec<_>>()).collect()
    }

    #[track_caller]
    fn check(answers: &[(&str, &str)], expected: &[&str]) {
        assert_eq!(groups(&[answers]), expected, "{answers:?}");
    }

    #[test]
    fn a_group_called_after_somebody_goes_by_their_pseudonym() {
        for group in ["Rupert", "Siobhan K", "Ask Rupert.", "Siobhan's team", "Team Kowalski", "Claims Siobhan"] {
            let told = groups(&[&[(group, "It works."), ("North", "It does not.")]]);
            assert!(told[0].contains("[Person 1]") && told[1] == "North", "{group}: {told:?}");
        }
    }

    #[test]
    fn what_the_answers_name_goes_from_groups_too() {
        check(&[("Ossett", "Our Ossett branch never rings."), ("Ossett", "No.")], &["[Location 1]", "[Location 1]"]);
        check(&[("Zelenka's team", "Ask Zelenka."), ("Team Kick", "No.")], &["[Person 1]'s team", "Team Kick"]);
    }

    #[test]
    fn ordinary_groups_stay() {
        for group in ["Sales", "North", "Mark-ups", "Leeds", "Ticket Hut", "Head Office", "3-5", "Team Phoenix", "Cafe"]
        {
            check(&[(group, "It works."), ("Support", "No.")], &[group, "Support"]);
        }
    }

    #[test]
    fn groups_stay_apart_and_keep_their_names_from_batch_to_batch() {
        let told = groups(&[&[("Rupert Ellingham-Voss", "Yes."), ("Rupert", "Rupert Ellingham-Voss said so.")]]);
        assert_ne!(told[0], told[1]);
        let told = groups(&[
            &[("Ossett", "Yes."), ("Rupert", "Yes.")],
            &[("Ossett", "The Ossett branch does."), ("Rupert", "Rupert Vale said so.")],
        ]);
        assert_eq!((&told[0], &told[1]), (&told[2], &told[3]));
    }
}
