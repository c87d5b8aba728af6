//! Figures about labels and reluctance.

use std::fmt;

use undertone::assent::{Assent, Label};

/// Right, found and gold by label, and what ranking needs.
#[derive(Default)]
pub(crate) struct Figures {
    rows: usize,
    right: usize,
    unasked: usize,
    counts: [[usize; 3]; 5],
    /// Answers that are a yes: whether a reluctant one, and the number found.
    ranked: Vec<(bool, f32)>,
}

impl Figures {
    /// Counts one answer.
    pub(crate) fn count(&mut self, label: Label, _: Option<f32>, found: Option<&Assent>) {
        self.rows += 1;
        self.unasked += usize::from(found.is_none());
        let named = found.map(|it| it.label);
        self.right += usize::from(named == Some(label));
        for (place, it) in Label::ALL.into_iter().enumerate() {
            self.counts[place][0] += usize::from(named == Some(it) && label == it);
            self.counts[place][1] += usize::from(named == Some(it));
            self.counts[place][2] += usize::from(label == it);
        }
        if let Some(number) = found.and_then(|it| it.reluctance).filter(|_| label.is_yes()) {
            self.ranked.push((label == Label::ReluctantYes, number));
        }
    }

    /// Adds those of other answers.
    pub(crate) fn add(&mut self, other: Figures) {
        self.rows += other.rows;
        self.right += other.right;
        self.unasked += other.unasked;
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        }
        self.ranked.extend(other.ranked);
    }

    /// The chance that a reluctant yes is ranked above another yes.
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    fn auc(&self) -> f64 {
        let mut order: Vec<(bool, f32)> = self.ranked.clone();
        order.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (mut below, mut wins, mut reluctant) = (0_usize, 0.0, 0_usize);
        for tied in order.chunk_by(|a, b| a.1.total_cmp(&b.1).is_eq()) {
            let positive = tied.iter().filter(|it| it.0).count();
            let negative = tied.len() - positive;
            wins += positive as f64 * (below as f64 + negative as f64 / 2.0);
            below += negative;
            reluctant += positive;
        }
        wins / (reluctant * below).max(1) as f64
    }
}

impl fmt::Display for Figures {
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each = self.counts.map(|[both, found, gold]| 2.0 * both as f64 / (found + gold).max(1) as f64);
        let named: Vec<String> = each.iter().map(|it| format!("{it:.3}")).collect();
        let macro_f1 = each.iter().sum::<f64>() / 5.0;
        let accuracy = self.right as f64 / self.rows.max(1) as f64;
        write!(f, "macro-F1 {macro_f1:.3} accuracy {accuracy:.3} AUC {:.3} each {}", self.auc(), named.join(" "))?;
        write!(f, " of {} ({} unasked)", self.rows, self.unasked)
    }
}
