//! The learned part: a small logistic model that says how likely each outcome is.
//!
//! It knows no rule; where it may overrule the cue lists is settled in [`Learned::amend`], nowhere else.

use std::borrow::Cow;

use super::lean::{How, Lean};
use super::sketch::BUCKETS;
use super::{Assent, Label};

/// The outcomes told apart: the labels, and three steps of reluctance.
pub const OUTCOMES: [(Label, Option<f32>); 7] = [
    (Label::ResoundingYes, Some(0.0)),
    (Label::PlainYes, Some(0.25)),
    (Label::ReluctantYes, Some(0.5)),
    (Label::ReluctantYes, Some(0.75)),
    (Label::ReluctantYes, Some(1.0)),
    (Label::No, None),
    (Label::NonAnswer, None),
];

/// The weights that the program ships.
static SHIPPED: &[u8] = include_bytes!("../../models/assent.bin");

/// Bytes before the weights: the scale.
const HEADER: usize = 4;

/// By how much the learned part must be surer of another label before it overrules the cue lists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// Where a particle or the verb given back decided the direction.
    pub firm: f32,
    /// Where an idiom did.
    pub idiom: f32,
    /// Where the direction rests on a fact told or a lone qualification.
    pub weak: f32,
    /// Between the kinds of yes, where the lists found a cue or a late verdict.
    pub marked: f32,
    /// Between the kinds of yes, where they found none.
    pub strength: f32,
}

impl Default for Margins {
    /// Found by training on two of our three sets of answers and measuring on the third.
    fn default() -> Self {
        Margins { firm: 0.7, idiom: 0.4, weak: 0.0, marked: 0.6, strength: 0.3 }
    }
}

/// A trained model: one weight for each feature and outcome.
#[derive(Clone, Debug)]
pub(super) struct Learned {
    margins: Margins,
    scale: f32,
    weights: Cow<'static, [u8]>,
}

impl Learned {
    /// The model that the program ships.
    pub(super) fn shipped() -> Self {
        Learned::of(Cow::Borrowed(SHIPPED), Margins::default()).expect("a test reads the shipped model")
    }

    /// Reads a model from `bytes`: the scale as little-endian `f32`, then a signed byte for each weight.
    pub(super) fn of(bytes: Cow<'static, [u8]>, margins: Margins) -> Option<Self> {
        let scale = f32::from_le_bytes(*bytes.first_chunk::<HEADER>()?);
        (bytes.len() == HEADER + BUCKETS * OUTCOMES.len()).then_some(Learned { margins, scale, weights: bytes })
    }

    /// How likely each outcome is for an answer with these features.
    pub(super) fn chances(&self, sketch: &[u32]) -> [f32; OUTCOMES.len()] {
        let mut sums = [0_i32; OUTCOMES.len()];
        for &bucket in sketch {
            let row = HEADER + bucket as usize * OUTCOMES.len();
            for (sum, &weight) in sums.iter_mut().zip(&self.weights[row..row + OUTCOMES.len()]) {
                *sum += i32::from(weight.cast_signed());
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "sums of a few hundred bytes are small")]
        let scores = sums.map(|sum| sum as f32 * self.scale);
        let most = scores.into_iter().fold(f32::MIN, f32::max);
        let raised = scores.map(|score| (score - most).exp());
        let total: f32 = raised.iter().sum();
        raised.map(|it| it / total)
    }

    /// What the cue lists found, amended where the chances say otherwise by a margin.
    pub(super) fn amend(&self, rules: Assent, lean: &Lean, chances: &[f32; OUTCOMES.len()]) -> Assent {
        let chance = |label| chance(chances, label);
        let best = Label::ALL.into_iter().max_by(|&a, &b| chance(a).total_cmp(&chance(b)));
        let best = best.unwrap_or(rules.label);
        let margin = if best.is_yes() && rules.label.is_yes() {
            if rules.cues.is_empty() && lean.verdict.is_none() { self.margins.strength } else { self.margins.marked }
        } else {
            match lean.how {
                How::Said => self.margins.firm,
                How::Idiom => self.margins.idiom,
                How::Qualified | How::Related | How::Told => self.margins.weak,
            }
        };
        if chance(best) - chance(rules.label) <= margin {
            return rules;
        }
        Assent { label: best, reluctance: usual(chances, best), ..rules }
    }
}

/// How likely `label` is.
fn chance(chances: &[f32; OUTCOMES.len()], label: Label) -> f32 {
    OUTCOMES.iter().zip(chances).filter(|((it, _), _)| *it == label).map(|(_, chance)| chance).sum()
}

/// The reluctance to expect of `label`.
fn usual(chances: &[f32; OUTCOMES.len()], label: Label) -> Option<f32> {
    let steps = || OUTCOMES.iter().zip(chances).filter(|((it, _), _)| *it == label);
    let total: f32 = steps().map(|(_, chance)| chance).sum();
    let sum: Option<f32> = steps().map(|((_, number), chance)| number.map(|number| number * chance)).sum();
    sum.map(|sum| sum / total)
}

#[cfg(test)]
mod tests {
    use super::super::lean::Side;
    use super::*;

    fn model(bytes: &[(usize, i8)]) -> Learned {
        let mut raw = vec![0; HEADER + BUCKETS * OUTCOMES.len()];
        raw[..HEADER].copy_from_slice(&0.1_f32.to_le_bytes());
        for &(at, weight) in bytes {
            raw[HEADER + at] = weight.cast_unsigned();
        }
        Learned::of(raw.into(), Margins::default()).expect("it has the length of a model")
    }

    fn amended(cues: bool, lean: &Lean, weights: &[(usize, i8)]) -> Label {
        let model = model(weights);
        let cue = super::super::Cue { span: crate::text::Span::new(0, 1), kind: "hedge", weight: 0.25 };
        let rules =
            Assent { label: Label::PlainYes, reluctance: Some(0.25), cues: if cues { vec![cue] } else { vec![] } };
        model.amend(rules, lean, &model.chances(&[0])).label
    }

    #[test]
    fn the_shipped_model_can_be_read() {
        let chances = Learned::shipped().chances(&[0, 1, 2]);
        assert!((chances.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    }

    #[test]
    fn a_model_of_another_length_is_refused() {
        assert!(Learned::of(vec![0; 10].into(), Margins::default()).is_none());
    }

    #[test]
    fn what_the_rules_rest_on_decides_how_easily_they_are_overruled() {
        let (said, told) = (Lean::new(Side::Yes, How::Said), Lean::new(Side::Yes, How::Told));
        let denial = [(5, 30)];
        assert_eq!(amended(false, &told, &denial), Label::No);
        assert_eq!(amended(false, &said, &[(5, 12)]), Label::PlainYes);
        assert_eq!(amended(false, &said, &[(5, 127)]), Label::No);
        assert_eq!(amended(false, &said, &[(2, 25)]), Label::ReluctantYes);
        assert_eq!(amended(true, &said, &[(2, 15)]), Label::PlainYes);
    }
}
