//! Counting what was found against what should have been.

use std::collections::{BTreeMap, BTreeSet};

use super::assent::Answers;
use super::gold::{Must, Unit};
use super::hidden::{Given, Hidden};
use super::spearman::{as_f64, spearman};
use crate::coded::{Coded, Comment};
use crate::lexicons::{Is, facts};
use crate::text::{Span, normal_form};
use crate::themes::Valence;

/// Right ones, wrongly found ones, missed ones.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Score {
    pub(super) right: usize,
    pub(super) wrong: usize,
    pub(super) missed: usize,
}

/// A share with the number it is taken of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Share {
    pub(super) of: usize,
    pub(super) is: usize,
}

/// Every figure of an evaluation; figures of several files add up.
#[derive(Clone, Debug, Default)]
pub(super) struct Measures {
    /// Spans to be masked, by type: wholly hidden or not.
    pub(super) masked: BTreeMap<String, Share>,
    /// People of a session: all their masked mentions under one pseudonym.
    pub(super) one_pseudonym: Share,
    /// Spans to be flagged: touched by a flag.
    pub(super) flagged: Share,
    /// Flags raised: touching a span that is to be flagged.
    pub(super) flags_meant: Share,
    /// Look-alikes: left readable.
    pub(super) kept: Share,
    /// Masks set: touching a span that is to be masked or flagged.
    pub(super) masks_meant: Share,
    /// Labels, documents, other words and pseudonyms.
    pub(super) hidden: Hidden,
    /// By theme, whatever its valence.
    pub(super) themes: BTreeMap<String, Score>,
    /// By theme and valence.
    pub(super) valenced: BTreeMap<String, Score>,
    /// Themes that gold and program both see in a comment, and whether with the same valence.
    pub(super) valence: Share,
    /// Comments without any theme, and whether they got none.
    pub(super) left_alone: Share,
    /// Those of them that use a theme's words.
    pub(super) bait_left_alone: Share,
    /// By assent label, over answers to yes/no questions.
    pub(super) assent: BTreeMap<String, Score>,
    /// Whether a unit answers a yes/no question at all.
    pub(super) answers: Score,
    /// Gold and found reluctance where both say yes.
    pub(super) reluctance: Vec<(f64, f64)>,
    /// Who was taken for whom, ranking and calibration.
    pub(super) told: Answers,
    /// Sentences: doubtful, and asked about, where somebody is asked.
    pub(super) asked: Share,
}

impl Score {
    pub(super) fn precision(self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    pub(super) fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    pub(super) fn f1(self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }

    pub(super) fn add(&mut self, other: Score) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

impl Share {
    pub(super) fn share(self) -> f64 {
        ratio(self.is, self.of)
    }

    pub(super) fn count(&mut self, is: bool) {
        self.of += 1;
        self.is += usize::from(is);
    }

    pub(super) fn add(&mut self, other: Share) {
        self.of += other.of;
        self.is += other.is;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { as_f64(part) / as_f64(whole) }
}

impl Measures {
    /// Counts one session of gold units against what the program made of them.
    pub(super) fn session(&mut self, units: &[&Unit], coded: &[Coded]) {
        let found: BTreeMap<&str, &Comment> =
            coded.iter().flat_map(Coded::comments).map(|comment| (comment.turn.id.as_str(), comment)).collect();
        let mut pseudonyms = Given::new();
        let before = self.masked.get("PERSON").copied().unwrap_or_default();
        for unit in units {
            let Some(comment) = found.get(unit.unit_id.as_str()) else { continue };
            self.identifiers(unit, comment, &mut pseudonyms);
            self.themes(unit, comment);
            self.assent(unit, comment);
        }
        for given in pseudonyms.values() {
            self.one_pseudonym.count(given.len() == 1);
        }
        let after = self.masked.get("PERSON").copied().unwrap_or_default();
        self.hidden.session(&pseudonyms, after.of - after.is > before.of - before.is);
    }

    fn identifiers<'a>(&mut self, unit: &'a Unit, comment: &'a Comment, pseudonyms: &mut Given<'a>) {
        let turn = &comment.turn;
        let mut meant: Vec<(Span, Must)> = Vec::new();
        for identifier in &unit.identifiers {
            let span = untitled(&unit.text, in_bytes(&unit.text, identifier.start, identifier.end));
            meant.push((span, identifier.must));
            let touching = || turn.masks.iter().filter(move |mask| mask.was.overlaps(span));
            match identifier.must {
                Must::Mask => {
                    let hidden = unit.text[span.start..span.end].char_indices().all(|(at, letter)| {
                        let at = span.start + at;
                        !letter.is_alphanumeric() || touching().any(|mask| mask.was.start <= at && at < mask.was.end)
                    });
                    self.masked.entry(identifier.kind.clone()).or_default().count(hidden);
                    if let (Some(entity), Some(mask)) = (&identifier.entity, touching().next()) {
                        pseudonyms.entry(entity).or_default().insert(&mask.replacement);
                    }
                }
                Must::Flag => {
                    let now = turn.now(span);
                    self.flagged.count(turn.flags.iter().any(|flag| flag.span.overlaps(now)));
                }
                Must::Keep => self.kept.count(touching().next().is_none()),
            }
        }
        self.hidden.unit(unit, turn, &meant);
        for mask in &turn.masks {
            let hit = meant.iter().any(|(span, must)| *must != Must::Keep && span.overlaps(mask.was));
            self.masks_meant.count(hit);
        }
        for flag in &turn.flags {
            let hit = meant.iter().any(|(span, must)| *must == Must::Flag && turn.now(*span).overlaps(flag.span));
            self.flags_meant.count(hit);
        }
    }

    fn themes(&mut self, unit: &Unit, comment: &Comment) {
        if !unit.themes_scored {
            return;
        }
        let valence = |valence| if valence == Valence::Strength { "strength" } else { "weakness" };
        let gold: BTreeSet<(&str, &str)> =
            unit.themes.iter().map(|it| (it.theme.as_str(), it.polarity.as_str())).collect();
        let found: BTreeSet<(&str, &str)> =
            comment.tags.iter().map(|tag| (tag.theme.as_str(), valence(tag.valence))).collect();
        if gold.is_empty() {
            self.left_alone.count(found.is_empty());
            if unit.hard_negative {
                self.bait_left_alone.count(found.is_empty());
            }
        }
        compare(&mut self.valenced, &gold, &found, |(theme, valence)| format!("{theme} {valence}"));
        let names = |of: &BTreeSet<(&'_ str, &'_ str)>| of.iter().map(|it| it.0.to_owned()).collect::<BTreeSet<_>>();
        let (gold_names, found_names) = (names(&gold), names(&found));
        for both in gold_names.intersection(&found_names) {
            let of =
                |all: &BTreeSet<(&str, &str)>| all.iter().filter(|it| it.0 == both).map(|it| it.1.to_owned()).collect();
            let (gold, found): (Vec<String>, Vec<String>) = (of(&gold), of(&found));
            self.valence.count(gold == found);
        }
        compare(&mut self.themes, &gold_names, &found_names, Clone::clone);
    }

    fn assent(&mut self, unit: &Unit, comment: &Comment) {
        let gold = unit.assent.as_ref();
        let found = comment.assent.as_ref();
        self.told.count(gold.map(|it| (it.label.as_str(), it.reluctance)), found);
        match (gold, found) {
            (Some(_), Some(_)) => self.answers.right += 1,
            (Some(_), None) => self.answers.missed += 1,
            (None, Some(_)) => self.answers.wrong += 1,
            (None, None) => {}
        }
        let gold_label: BTreeSet<&str> = gold.iter().map(|it| it.label.as_str()).collect();
        let found_label: BTreeSet<&str> = found.iter().map(|it| it.label.name()).collect();
        compare(&mut self.assent, &gold_label, &found_label, |label| (*label).to_owned());
        let reluctance = gold.and_then(|it| it.reluctance).zip(found.and_then(|it| it.reluctance));
        if let Some((gold, found)) = reluctance {
            self.reluctance.push((gold, f64::from(found)));
        }
    }

    /// Those about identifiers alone.
    pub(super) fn of_identifiers(self) -> Self {
        Measures {
            themes: BTreeMap::new(),
            valenced: BTreeMap::new(),
            valence: Share::default(),
            left_alone: Share::default(),
            bait_left_alone: Share::default(),
            assent: BTreeMap::new(),
            answers: Score::default(),
            reluctance: Vec::new(),
            told: Answers::default(),
            ..self
        }
    }

    /// Adds the figures of another file.
    pub(super) fn add(&mut self, other: &Measures) {
        for (kind, share) in &other.masked {
            self.masked.entry(kind.clone()).or_default().add(*share);
        }
        self.one_pseudonym.add(other.one_pseudonym);
        self.flagged.add(other.flagged);
        self.flags_meant.add(other.flags_meant);
        self.kept.add(other.kept);
        self.masks_meant.add(other.masks_meant);
        self.hidden.add(&other.hidden);
        self.valence.add(other.valence);
        self.left_alone.add(other.left_alone);
        self.bait_left_alone.add(other.bait_left_alone);
        for (mine, theirs) in [
            (&mut self.themes, &other.themes),
            (&mut self.valenced, &other.valenced),
            (&mut self.assent, &other.assent),
        ] {
            for (name, score) in theirs {
                mine.entry(name.clone()).or_default().add(*score);
            }
        }
        self.answers.add(other.answers);
        self.reluctance.extend(&other.reluctance);
        self.told.add(&other.told);
        self.asked.add(other.asked);
    }

    /// All types of spans to be masked together.
    pub(super) fn masked_in_all(&self) -> Share {
        let mut all = Share::default();
        self.masked.values().for_each(|share| all.add(*share));
        all
    }

    /// Spearman's correlation of reluctance where gold and program both say yes.
    pub(super) fn spearman(&self) -> Option<f64> {
        spearman(&self.reluctance)
    }
}

/// The mean F1 over the names that stand in the gold.
pub(super) fn macro_f1(scores: &BTreeMap<String, Score>) -> f64 {
    let in_gold: Vec<f64> =
        scores.values().filter(|score| score.right + score.missed > 0).map(|score| score.f1()).collect();
    if in_gold.is_empty() { 0.0 } else { in_gold.iter().sum::<f64>() / as_f64(in_gold.len()) }
}

fn compare<T: Ord>(
    scores: &mut BTreeMap<String, Score>,
    gold: &BTreeSet<T>,
    found: &BTreeSet<T>,
    name: impl Fn(&T) -> String,
) {
    for it in gold.intersection(found) {
        scores.entry(name(it)).or_default().right += 1;
    }
    for it in found.difference(gold) {
        scores.entry(name(it)).or_default().wrong += 1;
    }
    for it in gold.difference(found) {
        scores.entry(name(it)).or_default().missed += 1;
    }
}

/// The span without titles at its head, which the guideline puts inside a name or outside as it comes.
fn untitled(text: &str, span: Span) -> Span {
    let mut start = span.start;
    while let Some((title, rest)) = text[start..span.end].split_once(' ')
        && facts(&normal_form(title.trim_end_matches('.'))).is(Is::Title)
    {
        start = span.end - rest.trim_start().len();
    }
    Span::new(start, span.end)
}

fn in_bytes(text: &str, start: usize, end: usize) -> Span {
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    Span::new(byte(start), byte(end))
}
