//! The tally as a working file, so that runs made apart can be merged.
//!
//! It is for the analyst and not for readers: small groups are not protected in it. Whatever holds a word that the run
//! masked is taken out before it is written; a merged report is guarded as any other.

use serde::{Deserialize, Serialize};

use super::groups::Columns;
use super::history::Population;
use super::limits::Limits;
use super::question::{Answers, Overall};
use super::quotation::Quotations;
use super::source::Source;
use super::tally::Findings;
use super::theme::{Side, Theme};
use crate::anonymise::Masked;

use std::collections::BTreeMap;

/// The version of the file; it changes when a field changes its meaning or goes.
const VERSION: u32 = 1;

const HANDLING: &str = "the analyst's working file, for `undertone merge`: anonymised, but small groups are not protected \
                        in it";

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    handling: String,
    limits: Limits,
    sources: BTreeMap<u64, Source>,
    population: Population,
    columns: Columns,
    questions: BTreeMap<String, Answers>,
    overall: Overall,
    themes: BTreeMap<String, Theme>,
}

impl Findings {
    /// The tally as a file; `masked` is what the run hid.
    pub fn kept(&self, limits: Limits, masked: &Masked) -> Vec<u8> {
        let holds = |words: &str| masked.first_in(words).is_some();
        let Findings { sources, population, columns, questions, overall, themes } = self.clone().without(&holds);
        let handling = HANDLING.to_owned();
        let file =
            File { version: VERSION, handling, limits, sources, population, columns, questions, overall, themes };
        let mut written = serde_json::to_vec(&file).expect("a tally holds strings and whole numbers");
        written.push(b'\n');
        written
    }

    /// The tally in a file, with the limits of its run; none where it is no such file.
    pub fn from_kept(file: &[u8]) -> Option<(Limits, Findings)> {
        let file: File = serde_json::from_slice(file).ok()?;
        let File { version, handling: _, limits, sources, population, columns, questions, overall, themes } = file;
        (version == VERSION).then_some((limits, Findings { sources, population, columns, questions, overall, themes }))
    }

    /// Whether both count one session or survey.
    pub fn overlaps(&self, other: &Findings) -> bool {
        self.sources.keys().any(|source| other.sources.contains_key(source))
    }

    /// The tally without whatever `holds` a masked word.
    fn without(mut self, holds: &dyn Fn(&str) -> bool) -> Self {
        self.columns.dropped.extend(named(&self.columns, holds));
        self.questions.retain(|key, answers| !holds(key) && !holds(&answers.wording));
        for answers in self.questions.values_mut() {
            answers.quotations.retain(|words| !holds(words));
            for heard in answers.cues.values_mut() {
                heard.retain(|words, _| !holds(words));
            }
        }
        for theme in self.themes.values_mut() {
            clean(&mut theme.strength, holds);
            clean(&mut theme.weakness, holds);
        }
        let mut settled = Findings::default().merge(self);
        settled.questions.retain(|_, answers| !answers.wording.is_empty());
        settled
    }
}

/// Columns whose name, or a group of which, holds a masked word.
fn named(columns: &Columns, holds: &dyn Fn(&str) -> bool) -> Vec<String> {
    let named =
        columns.people.iter().filter(|(column, groups)| holds(column) || groups.keys().any(|group| holds(group)));
    named.map(|(column, _)| column.clone()).collect()
}

fn clean(side: &mut Side, holds: &dyn Fn(&str) -> bool) {
    let aspects = side.aspects.values_mut().map(|aspect| &mut aspect.said.quotations);
    for quotations in aspects.chain([&mut side.said.quotations]) {
        quotations.retain(|words| !holds(words));
    }
}

/// What came of several runs, as if all had been one.
#[derive(Default)]
pub struct Runs {
    /// The strictest limits of any.
    limits: Option<Limits>,
    findings: Findings,
}

impl Runs {
    /// Takes in a run; false where it counts a session that another has counted.
    #[must_use]
    pub fn add(&mut self, limits: Limits, findings: Findings) -> bool {
        if self.findings.overlaps(&findings) {
            return false;
        }
        self.findings = std::mem::take(&mut self.findings).merge(findings);
        self.limits = Some(self.limits.map_or(limits, |known| known.stricter(limits)));
        true
    }

    /// The limits that hold for all, and what was found.
    pub fn together(self) -> (Limits, Findings) {
        (self.limits.unwrap_or_default(), self.findings)
    }
}

impl Quotations {
    /// Keeps the candidates whose words are `fine`.
    fn retain(&mut self, fine: impl Fn(&str) -> bool) {
        let kept: Vec<_> = self.iter().filter(|it| fine(&it.words)).cloned().collect();
        *self = Quotations::default();
        for candidate in kept {
            self.offer(candidate);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assent::Label;
    use crate::coded::SessionKind::{FocusGroup, Survey};
    use crate::coded::Valence::{Strength, Weakness};
    use crate::findings::examples::Talk;
    use crate::findings::{guard, tally};
    use proptest::prelude::*;

    /// What somebody does: session, person, group, and an answer or a theme.
    type Deed = (usize, usize, usize, usize);

    fn runs(deeds: &[Deed]) -> Vec<Findings> {
        let mut talks: BTreeMap<usize, Talk> = BTreeMap::new();
        for &(session, person, group, what) in deeds {
            let kind = if session % 2 == 0 { FocusGroup } else { Survey };
            let talk = talks.remove(&session).unwrap_or_else(|| Talk::new(&session.to_string(), kind));
            let who = format!("Participant {person}");
            let talk = talk.group(&who, "team", &(group % 3).to_string());
            let words = format!("Nobody at all told us a single thing about number {group}.");
            let talk = match what {
                0..5 => talk.answers(&who, "Does it work?", "Well, I suppose so.", Label::ALL[what], "I suppose"),
                5 => talk.says(&who, &words, &[("out-of-the-loop", Weakness, "told-late", "told")]),
                _ => talk.says(&who, &words, &[("alignment", Strength, "listening", "told")]),
            };
            talks.insert(session, talk);
        }
        talks.into_values().map(|talk| tally(&talk.coded())).collect()
    }

    #[test]
    fn a_run_is_not_merged_with_itself() {
        let deeds = [(0, 0, 0, 0), (0, 1, 0, 1)];
        let mut all = Runs::default();
        let one = || runs(&deeds).remove(0);
        assert!(all.add(Limits::default(), one()) && !all.add(Limits::default(), one()));
    }

    #[test]
    fn the_strictest_limits_hold() {
        let mut all = Runs::default();
        let talks = runs(&[(0, 0, 0, 0), (1, 1, 0, 1)]);
        for (findings, least) in talks.into_iter().zip([7, 4]) {
            assert!(all.add(Limits::new(least).expect("above the floor"), findings));
        }
        assert_eq!(all.together().0, Limits::new(7).expect("above the floor"));
    }

    #[test]
    fn masked_words_do_not_get_into_the_file() {
        let talk = (0..6).fold(Talk::new("talk", FocusGroup), |talk, at| {
            let who = format!("Participant {at}");
            let words = format!("Ardlinn was told about number {at} after all the customers were.");
            let talk = talk.group(&who, "site", ["Ardlinn", "Dunmore"][at % 2]);
            let talk =
                talk.answers(&who, "Does Ardlinn work?", "Yes, for Ardlinn.", Label::ReluctantYes, "for Ardlinn");
            talk.says(&who, &words, &[("out-of-the-loop", Weakness, "told-late", "told")])
        });
        let file = tally(&talk.coded()).without(&|words| words.to_lowercase().contains("ardlinn"));
        let file = String::from_utf8(file.kept(Limits::default(), &Masked::default())).expect("JSON is text");
        assert!(!file.to_lowercase().contains("ardlinn"));
        assert!(file.contains("out-of-the-loop"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn merged_runs_say_what_one_run_over_all_says(
            deeds in prop::collection::vec((0usize..4, 0usize..9, 0usize..60, 0usize..7), 20..90)
        ) {
            let (mut all, masked) = (Runs::default(), Masked::default());
            for run in runs(&deeds) {
                let (limits, read) = Findings::from_kept(&run.kept(Limits::default(), &masked)).expect("our own file");
                prop_assert!(read == run);
                prop_assert!(all.add(limits, read));
            }
            let (limits, merged) = all.together();
            let at_once = runs(&deeds).into_iter().fold(Findings::default(), Findings::merge);
            let report = |findings| guard(limits, &masked, findings).map(|it| serde_json::to_string(it.report()).expect("plain"));
            let (merged, at_once) = (report(merged), report(at_once));
            prop_assert_eq!(merged.map_err(|it| it.to_string()), at_once.map_err(|it| it.to_string()));
        }
    }
}
