//! Figures about answers to yes/no questions: who was taken for whom, ranking, cues, calibration.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::measure::{Score, Share};
use super::spearman::{as_f64, spearman};
use super::table::{Table, figure, figure_or_dash};
use crate::assent::{Assent, Label};

/// What stands for a unit that answers no yes/no question.
const NONE: &str = "none";

/// Answers counted against gold.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    /// Units by gold label and found label.
    confusion: BTreeMap<(String, &'static str), usize>,
    /// Gold yeses: whether reluctant, and the number found.
    ranked: Vec<(bool, f64)>,
    /// Gold and found reluctance where both say yes.
    pairs: Vec<(f64, f64)>,
    /// By class of a cue shown: how often the label was right.
    classes: BTreeMap<&'static str, Share>,
    /// By tenth of the number found: how many of these answers people read as reluctant.
    tenths: [Share; 10],
}

impl Answers {
    /// Counts a unit; `gold` is its label and reluctance.
    pub(super) fn count(&mut self, gold: Option<(&str, Option<f64>)>, found: Option<&Assent>) {
        let label = gold.map_or(NONE, |(label, _)| label);
        *self.confusion.entry((label.to_owned(), found.map_or(NONE, |it| it.label.name()))).or_default() += 1;
        let (Some((label, reluctance)), Some(found)) = (gold, found) else { return };
        for class in found.cues.iter().map(|cue| cue.kind) {
            self.classes.entry(class).or_default().count(label == found.label.name());
        }
        let Some(number) = found.reluctance.map(f64::from) else { return };
        let reluctant = label == Label::ReluctantYes.name();
        if let Some(gold) = reluctance {
            self.ranked.push((reluctant, number));
            self.pairs.push((gold, number));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1")]
        self.tenths[((number * 10.0) as usize).min(9)].count(reluctant);
    }

    /// Adds those of other files.
    pub(super) fn add(&mut self, other: &Answers) {
        for (key, count) in &other.confusion {
            *self.confusion.entry(key.clone()).or_default() += count;
        }
        for (class, share) in &other.classes {
            self.classes.entry(class).or_default().add(*share);
        }
        self.tenths.iter_mut().zip(other.tenths).for_each(|(mine, theirs)| mine.add(theirs));
        self.ranked.extend(&other.ranked);
        self.pairs.extend(&other.pairs);
    }

    fn score(&self, label: &str) -> Score {
        let mut score = Score::default();
        for ((gold, found), count) in &self.confusion {
            match (gold == label, *found == label) {
                (true, true) => score.right += count,
                (false, true) => score.wrong += count,
                (true, false) => score.missed += count,
                (false, false) => {}
            }
        }
        score
    }

    /// The chance that a reluctant yes is ranked above another yes; none where one of the two is missing.
    pub(super) fn auc(&self) -> Option<f64> {
        let mut order = self.ranked.clone();
        order.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (mut below, mut reluctant, mut wins) = (0, 0, 0.0);
        for tied in order.chunk_by(|a, b| a.1.total_cmp(&b.1).is_eq()) {
            let these = tied.iter().filter(|it| it.0).count();
            let others = tied.len() - these;
            wins += as_f64(these) * (as_f64(below) + as_f64(others) / 2.0);
            below += others;
            reluctant += these;
        }
        (reluctant > 0 && below > 0).then(|| wins / (as_f64(reluctant) * as_f64(below)))
    }

    /// Yeses of gold that the program ranked.
    pub(super) fn yeses(&self) -> usize {
        self.ranked.len()
    }

    /// One row of the comparison of parts; nothing where nothing answers a question.
    pub(super) fn line(&self, name: &str) -> String {
        if !self.any_in_gold() {
            return String::new();
        }
        let scores = Label::ALL.map(|label| self.score(label.name()));
        let in_gold: Vec<f64> =
            scores.iter().filter(|score| score.right + score.missed > 0).map(|score| score.f1()).collect();
        let macro_f1 = in_gold.iter().sum::<f64>() / as_f64(in_gold.len().max(1));
        let reluctant = scores[Label::ReluctantYes as usize];
        format!(
            "| {name} | {macro_f1:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {} | {} |\n",
            reluctant.precision(),
            reluctant.recall(),
            reluctant.f1(),
            scores[Label::ResoundingYes as usize].f1(),
            figure_or_dash(self.auc()),
            figure_or_dash(spearman(&self.pairs)),
        )
    }

    /// Whether gold holds an answer to a yes/no question at all.
    pub(super) fn any_in_gold(&self) -> bool {
        self.confusion.keys().any(|(gold, _)| gold != NONE)
    }

    /// Who was taken for whom, the figures of each class of cue, and the calibration; none where gold holds no answer.
    pub(super) fn tables(&self) -> Vec<Table> {
        if !self.any_in_gold() {
            return Vec::new();
        }
        let names = labels();
        let mut confusion = Table::new("gold, down; found, across", names);
        for gold in names {
            confusion.push(gold, names.map(|found| self.confused(gold, found).to_string()));
        }
        let mut classes = Table::new("class of a cue shown", ["answers", "label right"]);
        for (class, share) in &self.classes {
            classes.push(*class, [share.of.to_string(), figure(share.share())]);
        }
        let mut calibration = Table::new("reluctance found", ["answers", "read as reluctant"]);
        for (from, share) in self.calibration() {
            let to = from + 0.1;
            calibration.push(format!("{from:.1} to {to:.1}"), [share.of.to_string(), format!("{:.2}", share.share())]);
        }
        vec![confusion, classes, calibration]
    }

    /// The same for programs, with the AUC.
    pub(super) fn json(&self) -> Map<String, Value> {
        let row = |gold| labels().map(|found| (found.to_owned(), json!(self.confused(gold, found))));
        let confusion = labels().map(|gold| (gold.to_owned(), Map::from_iter(row(gold)).into()));
        let classes = self
            .classes
            .iter()
            .map(|(class, share)| ((*class).to_owned(), json!({ "answers": share.of, "label_right": share.share() })));
        let calibration = self
            .calibration()
            .map(|(from, share)| json!({ "from": from, "answers": share.of, "read_as_reluctant": share.share() }));
        Map::from_iter([
            ("auc_among_yeses".to_owned(), self.auc().into()),
            ("confusion".to_owned(), Map::from_iter(confusion).into()),
            ("cue_classes".to_owned(), classes.collect::<Map<_, _>>().into()),
            ("calibration".to_owned(), calibration.collect()),
        ])
    }

    fn confused(&self, gold: &str, found: &'static str) -> usize {
        self.confusion.get(&(gold.to_owned(), found)).copied().unwrap_or_default()
    }

    /// Where each tenth that holds answers begins, and how many of them people read as reluctant.
    fn calibration(&self) -> impl Iterator<Item = (f64, Share)> {
        self.tenths.iter().enumerate().filter(|(_, share)| share.of > 0).map(|(at, share)| (as_f64(at) / 10.0, *share))
    }
}

/// The labels, and what stands for none.
fn labels() -> [&'static str; Label::ALL.len() + 1] {
    let mut names = [NONE; Label::ALL.len() + 1];
    names.iter_mut().zip(Label::ALL).for_each(|(name, label)| *name = label.name());
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(label: Label, reluctance: Option<f32>) -> Assent {
        Assent { label, reluctance, cues: Vec::new() }
    }

    #[track_caller]
    fn check(rows: &[(&str, f64, f32)], auc: Option<f64>) {
        let mut answers = Answers::default();
        for &(gold, reluctance, number) in rows {
            answers.count(Some((gold, Some(reluctance))), Some(&found(Label::PlainYes, Some(number))));
        }
        assert_eq!(answers.auc(), auc);
    }

    #[test]
    fn ranking_is_the_chance_that_a_reluctant_yes_stands_above_another() {
        check(&[("plain-yes", 0.25, 0.2), ("reluctant-yes", 0.5, 0.6)], Some(1.0));
        check(&[("plain-yes", 0.25, 0.6), ("reluctant-yes", 0.5, 0.6)], Some(0.5));
        check(&[("plain-yes", 0.25, 0.2)], None);
    }

    #[test]
    fn the_tables_count_every_unit() {
        let mut answers = Answers::default();
        answers.count(Some(("no", None)), Some(&found(Label::PlainYes, Some(0.65))));
        answers.count(None, Some(&found(Label::No, None)));
        answers.count(Some(("no", None)), None);
        let tables: String = answers.tables().iter().map(Table::markdown).collect();
        assert!(tables.contains("| no | 0 | 1 | 0 | 0 | 0 | 1 |"), "{tables}");
        assert!(tables.contains("| none | 0 | 0 | 0 | 1 | 0 | 0 |"), "{tables}");
        assert!(tables.contains("| 0.6 to 0.7 | 1 | 0.00 |"), "{tables}");
    }
}
