//! Which of the things that look like labels are speakers: decided over the whole file, never by one line.
//!
//! A label recurs, stands beside a time, is on the roster, or at least looks like a name where a turn begins.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::moderator;
use super::people::{People, key, parts};
use super::prefix::Prefix;
use crate::lexicons::names_nobody;
use crate::lexicons::read::{GENERIC_LABELS, HEADING_LINES, RECORD_LINES, SENTENCE_OPENERS, SOUND_LABELS};
use crate::text::normal_form;

/// The labels of a file.
#[derive(Default)]
pub(super) struct Labels {
    accepted: BTreeSet<String>,
    only_marked: bool,
    /// Whether labels as they are written are accepted: the same few come again and again.
    written: FxHashMap<String, bool>,
}

/// Why something that looks like a label is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Never {
    /// It keeps record of the session: `Date: ...`
    Record,
    /// It heads a part of the session: `Question 1: ...`
    Heading,
    /// It opens a sentence: `For example: ...`
    Opener,
}

/// Longer words are remembered by nobody's name.
const MOST_LETTERS: usize = 24;

/// What was seen of one label.
#[derive(Default)]
struct Seen {
    label: String,
    times: usize,
    marked: usize,
    /// How often it stood where a turn may begin.
    fresh: usize,
    /// How often of these it was not marked.
    bare_fresh: usize,
}

/// The labels in the making.
pub(super) struct Learner<'r> {
    people: &'r People,
    seen: BTreeMap<String, Seen>,
    /// The keys of labels as they are written; none for what can be no label.
    keys: FxHashMap<String, Option<String>>,
    lines: usize,
    labelled: usize,
    ended: bool,
    /// Words seen in lower case, which a name is not.
    lower: FxHashSet<String>,
}

impl<'r> Learner<'r> {
    pub(super) fn new(people: &'r People) -> Self {
        let (seen, keys, lower) = (BTreeMap::new(), FxHashMap::default(), FxHashSet::default());
        Learner { people, seen, keys, lines: 0, labelled: 0, ended: true, lower }
    }

    /// Takes in one line, and what may be a label at its start.
    pub(super) fn line(&mut self, line: &str, prefix: Option<Prefix<'_>>) {
        let line = line.trim_end();
        if line.trim_start().is_empty() {
            self.ended = true;
            return;
        }
        self.lines += 1;
        let found = prefix.filter(|it| !it.label.is_empty());
        if let Some(found) = found {
            self.label(&found);
        }
        self.ended = ends_a_turn(line);
        if line.is_ascii() {
            let words = line.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
            let lower = words.filter(|word| word.first().is_some_and(u8::is_ascii_lowercase));
            lower.filter_map(|word| std::str::from_utf8(word).ok()).for_each(|word| self.lower(word));
        } else {
            let words = line.split(|c: char| !c.is_alphanumeric());
            words.filter(|word| word.starts_with(char::is_lowercase)).for_each(|word| self.lower(word));
        }
    }

    /// Remembers a word that was written small.
    fn lower(&mut self, word: &str) {
        if word.len() <= MOST_LETTERS && !self.lower.contains(word) {
            self.lower.insert(word.to_owned());
        }
    }

    fn label(&mut self, found: &Prefix<'_>) {
        if !self.keys.contains_key(found.label) {
            let may_be = self.people.find(found.label).is_some() || never(found.label).is_none();
            self.keys.insert(found.label.to_owned(), may_be.then(|| key(found.label)));
        }
        let Some(Some(key)) = self.keys.get(found.label) else { return };
        if !self.seen.contains_key(key) {
            self.seen.insert(key.clone(), Seen { label: found.label.to_owned(), ..Seen::default() });
        }
        let Some(seen) = self.seen.get_mut(key) else { return };
        seen.times += 1;
        seen.marked += usize::from(found.marked);
        seen.fresh += usize::from(self.ended);
        seen.bare_fresh += usize::from(self.ended && !found.marked);
        self.labelled += 1;
    }

    /// Decides.
    pub(super) fn finish(self) -> Labels {
        let dense = self.labelled * 5 >= self.lines * 4;
        let sure = self.seen.iter().filter(|it| self.is_sure(it.1, dense));
        let mut accepted: BTreeSet<String> = sure.map(|it| it.0.clone()).collect();
        if accepted.is_empty() && !(self.lines <= 3 && dense) {
            return Labels::default();
        }
        let short_names = dense || accepted.iter().any(|it| !it.contains(' '));
        for (key, seen) in &self.seen {
            let n_words = seen.label.split_whitespace().count();
            if (seen.fresh > 0 || dense)
                && is_name_like(&seen.label)
                && n_words <= 5
                && (n_words > 1 || short_names || !self.lower.contains(key))
            {
                accepted.insert(key.clone());
            }
        }
        self.add_small(&mut accepted, dense);
        let only_marked = self.marks_tell(&accepted);
        if only_marked {
            accepted.retain(|key| self.seen.get(key).is_some_and(|seen| seen.marked > 0));
        }
        let is_accepted = |key: Option<String>| key.is_some_and(|key| accepted.contains(&key));
        let written = self.keys.into_iter().map(|(label, key)| (label, is_accepted(key))).collect();
        Labels { accepted, only_marked, written }
    }

    /// Adds labels that no capital shows: those that say somebody without a name, those numbered like one that is known,
    /// and, where labels are written small and nearly every line has one, those that come once.
    fn add_small(&self, accepted: &mut BTreeSet<String>, dense: bool) {
        let known: BTreeSet<String> = accepted.iter().flat_map(|key| [stem(key), key.clone()]).collect();
        let everywhere = self.has_small_ones_everywhere(accepted);
        for (key, seen) in self.seen.iter().filter(|it| it.1.fresh > 0 || dense) {
            let words: Vec<&str> = key.split(' ').collect();
            let numbered = stem(key).len() < key.len() && known.contains(&stem(key));
            let once = match words.as_slice() {
                [only] => !names_nobody(only),
                [first, _] => known.contains(*first),
                _ => false,
            };
            if numbered || (everywhere && once) || is_anybody(&seen.label) {
                accepted.insert(key.clone());
            }
        }
    }

    /// Whether labels are written small and nearly every line has what may be one, most of them one that is known.
    fn has_small_ones_everywhere(&self, accepted: &BTreeSet<String>) -> bool {
        let taken = || self.seen.iter().filter(|it| accepted.contains(it.0)).map(|it| it.1);
        let times: usize = taken().map(|it| it.times).sum();
        let small: usize = taken().filter(|it| it.label.starts_with(char::is_lowercase)).map(|it| it.times).sum();
        self.labelled * 20 >= self.lines * 19 && times * 2 >= self.lines && small * 2 > times
    }

    /// Whether labels are marked in this file, so that a colon without a mark is speech: nearly all are, or at least two
    /// people's, and of the others none comes back.
    fn marks_tell(&self, accepted: &BTreeSet<String>) -> bool {
        let taken = || self.seen.iter().filter(|it| accepted.contains(it.0)).map(|it| it.1);
        let (times, marked) = taken().fold((0, 0), |(times, marked), it| (times + it.times, marked + it.marked));
        let people = taken().filter(|it| it.marked > 0).count();
        // Whoever is labelled both ways over and over was typed in by hand.
        let plain: usize = taken().filter(|it| it.marked > 0).map(|it| it.bare_fresh).sum();
        let bare = taken().filter(|it| it.marked == 0);
        let (once, back) =
            bare.fold((0, 0), |(once, back), it| if it.times > 1 { (once, back + 1) } else { (once + 1, back) });
        marked * 10 >= times * 9 || (people >= 2 && back == 0 && once <= marked && (plain < 2 || plain * 6 < marked))
    }

    /// Whether a label needs no further evidence.
    fn is_sure(&self, seen: &Seen, dense: bool) -> bool {
        let n_words = parts(&seen.label).0.split_whitespace().count();
        let recurs = seen.times >= 2 && (seen.fresh >= 1 || dense);
        self.people.find(&seen.label).is_some()
            || moderator::is_label(&seen.label)
            || (is_name_like(&seen.label) && n_words <= 5 && (recurs || seen.marked > 0))
            || (n_words <= 2 && recurs)
    }
}

impl Labels {
    /// Whether nobody is labelled.
    pub(super) fn is_empty(&self) -> bool {
        self.accepted.is_empty()
    }

    /// Whether what looks like a label is a speaker's.
    pub(super) fn accept(&self, prefix: &Prefix<'_>) -> bool {
        let known = || self.written.get(prefix.label).copied();
        (prefix.marked || !self.only_marked) && known().unwrap_or_else(|| self.accepted.contains(&key(prefix.label)))
    }

    /// The label that opens `line`, if a speaker's does.
    pub(super) fn of<'a>(&self, line: &'a str) -> Option<Prefix<'a>> {
        super::prefix::prefix(line).filter(|it| self.accept(it))
    }
}

/// Whether `label` can be no speaker, and why.
pub(super) fn never(label: &str) -> Option<Never> {
    let normal = normal_form(parts(label).0);
    let numbered = normal.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '#' | ' '));
    let words = numbered.split_whitespace().collect::<Vec<_>>().join(" ");
    let has_number = numbered.len() < normal.trim_end().len();
    let opens =
        |listed: fn(&str) -> bool| listed(&words) || words.match_indices(' ').skip(1).any(|it| listed(&words[..it.0]));
    if opens(|it| RECORD_LINES.contains(it)) {
        Some(Never::Record)
    } else if opens(|it| HEADING_LINES.contains(it)) || (words == "q" && has_number) {
        Some(Never::Heading)
    } else if SENTENCE_OPENERS.contains(&words) || SOUND_LABELS.contains(words.split(' ').next().unwrap_or("")) {
        Some(Never::Opener)
    } else {
        None
    }
}

/// A label without the number at its end: `speaker` for `speaker 3`.
fn stem(key: &str) -> String {
    key.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end().to_owned()
}

/// Whether the label says somebody without a name: `Unknown speaker`, `Several voices`.
fn is_anybody(label: &str) -> bool {
    let normal = normal_form(parts(label).0);
    let words: Vec<&str> = normal.split_whitespace().collect();
    words.len() == 2 && words.last().is_some_and(|it| GENERIC_LABELS.contains(it))
}

/// Whether a turn may end with this line.
fn ends_a_turn(line: &str) -> bool {
    !line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '\'' | '\u{2019}' | ';' | '&'))
}

/// Whether every word begins like a name's; a short lower-case word may stand inside, as in `Ana de la Cruz`.
pub(super) fn is_name_like(label: &str) -> bool {
    let words: Vec<&str> = parts(label).0.split_whitespace().collect();
    let begins = |word: &&str| !word.starts_with(|c: char| c.is_lowercase());
    let inside = |word: &&str| begins(word) || word.chars().count() <= 3;
    match words.as_slice() {
        [] => false,
        [only] => begins(only),
        [first, middle @ .., last] => begins(first) && begins(last) && middle.iter().all(inside),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(learner: &mut Learner<'_>, line: &str) {
        learner.line(line, super::super::prefix::prefix(line));
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let people = People::new(&[]);
        let mut learner = Learner::new(&people);
        text.lines().for_each(|line| learner.line(line, super::super::prefix::prefix(line)));
        let labels: Vec<String> = learner.finish().accepted.into_iter().collect();
        assert_eq!(labels, expected, "{text}");
    }

    #[test]
    fn recurring_labels_are_speakers() {
        check("Ana: Hi.\nLee: Hello.\nAna: So.\nLee: Yes.", &["ana", "lee"]);
        check("p1: hi\np2: hello\np1: so\np2: yes\n", &["p1", "p2"]);
    }

    #[test]
    fn somebody_who_speaks_once_is_a_speaker() {
        check("Ana: Hi.\nLee: Hello.\nAna: So.", &["ana", "lee"]);
        check("Ana Lopes: Hi.\nLee Wu: Hello there\nmy dear.\nAna Lopes: So.", &["ana lopes", "lee wu"]);
    }

    #[test]
    fn somebody_who_speaks_once_in_small_letters_is_a_speaker() {
        check(
            "speaker 1: so has anyone\nspeaker 2: i did\nspeaker 1: and you\nspeaker 3: no\nspeaker 2: me neither",
            &["speaker 1", "speaker 2", "speaker 3"],
        );
        check(
            "helen: so\nrory: i did\nhelen: and you\ngill: no\nrory: hm\nhelen: right\np7: yes\nrory mcphail: me",
            &["gill", "helen", "p7", "rory", "rory mcphail"],
        );
        check("helen: so\nrory: i did\nhelen: and you\nhonestly: no\nrory: hm\nhelen: right", &["helen", "rory"]);
    }

    #[test]
    fn whoever_is_not_known_by_name_is_a_speaker() {
        check(
            "Ana: Hi.\nLee: Hello.\nAna: So.\nUnknown speaker: Sorry.\nSeveral voices: Ha!\nMale participant: No.",
            &["ana", "lee", "male participant", "several voices", "unknown speaker"],
        );
        check("Ana: Hi.\nLee: Hello.\nThe customer: no.\nAna: So.\nThe point: no.\nLee: Yes.", &["ana", "lee"]);
    }

    #[test]
    fn records_headings_and_sentences_are_none() {
        check(
            "Date: today\nTime check: 14:05\nQuestion 1: why?\nAna: Hi.\nAna: One thing though: no.\nNote: x\nFor example: y",
            &["ana"],
        );
        check("Ana Lopes: It is hard.\nHonest truth be told: yes\nLook: I said so.\nAna Lopes: No.", &["ana lopes"]);
    }

    #[test]
    fn prose_with_colons_has_no_speakers() {
        check("Strengths: we talk.\nWeaknesses: we talk.\nBudget: none.\nOutlook: good.", &[]);
    }

    #[test]
    fn beside_times_a_bare_colon_is_speech() {
        let people = People::new(&[]);
        let mut learner = Learner::new(&people);
        for _ in 0..9 {
            take(&mut learner, "[00:01] Ana: Hi.");
            take(&mut learner, "[00:02] Lee: Ho.");
        }
        take(&mut learner, "Ana: she said so.");
        let labels = learner.finish();
        assert!(labels.of("[00:04] Lee: Yes.").is_some());
        assert!(labels.of("Lee: is the one who knows.").is_none());
    }

    #[test]
    fn people_labelled_in_bold_and_plain_are_labelled_both_ways() {
        let people = People::new(&[]);
        let mut learner = Learner::new(&people);
        for _ in 0..4 {
            for line in ["**Ana:** Hi.", "**Lee:** Ho.", "Ana: So.", "Lee: Yes."] {
                take(&mut learner, line);
            }
        }
        assert!(learner.finish().of("Ana: No.").is_some());
    }

    #[test]
    fn names_look_like_names() {
        for name in ["Ana de la Cruz", "MODERATOR", "Will D", "P1", "Brennan, Aoife (front office)", "山田"] {
            assert!(is_name_like(name), "{name}");
        }
        for phrase in ["My point is", "the thing", "Honest truth be told"] {
            assert!(!is_name_like(phrase), "{phrase}");
        }
    }
}
