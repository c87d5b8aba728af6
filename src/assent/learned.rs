//! The learned part: two small logistic models that say how likely each outcome is, and one that says which to ask.
//!
//! One was taught by answers about work, the other by small talk. It knows no rule; where it may overrule the cue
//! lists is settled in [`Learned::amend`], nowhere else.

use std::borrow::Cow;

use super::cues::Class;
use super::lean::{How, Lean};
use super::reply::Reply;
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

/// Weights of a feature: for each outcome in talk about work, in small talk, and for this being small talk.
pub const COLUMNS: usize = 2 * OUTCOMES.len() + 1;

/// The weights that the program ships.
static SHIPPED: &[u8] = include_bytes!("../../models/assent.bin");

/// Bytes before the weights: the scale.
const HEADER: usize = 4;

/// How far the learned part pulls a number of the cue lists towards its own.
const PULL: f32 = 0.4;

/// The least margin where a cue was heard.
const HEARD: f32 = 0.85;

/// Doubt below this moves no number of a yes that was said.
const LITTLE: f32 = 0.2;

/// Talk is taken for work unless the evidence for small talk, in natural logarithms of the odds, is beyond this.
const SURE: f32 = 3.0;
/// How sharply the one gives way to the other.
const SHARPER: f32 = 2.0;

/// By how much the learned part must be surer of another label before it overrules the cue lists, in talk about work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// Where a particle or the verb given back decided the direction.
    pub firm: f32,
    /// Where an idiom or a qualification did.
    pub idiom: f32,
    /// Where the direction rests on a fact told.
    pub weak: f32,
    /// Between the kinds of yes, where the lists found a cue or a late verdict.
    pub marked: f32,
    /// Between the kinds of yes, where they found none.
    pub strength: f32,
}

impl Default for Margins {
    /// Found by training on all but one of our sets of answers and measuring on that one.
    fn default() -> Self {
        Margins { firm: 0.7, idiom: 0.4, weak: 0.0, marked: 0.6, strength: 0.3 }
    }
}

/// What the models make of an answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chances {
    /// How likely each outcome is.
    outcomes: [f32; OUTCOMES.len()],
    /// How likely this is small talk.
    small_talk: f32,
}

/// What the cue lists found that bounds the learned part.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bounds {
    /// Whether a yes or no was spoken, which no row of small talk has.
    spoken: bool,
    /// Whether a rule settled it: a look-alike of a cue was told apart, emphasis was typed, or a cue leaves no doubt.
    settled: bool,
}

impl Bounds {
    /// Those of `reply`, of which the cue lists made `rules`.
    pub(super) fn of(reply: &Reply<'_>, rules: &Assent) -> Self {
        let zone = 0..reply.end_of_sentences(2);
        let trap = reply.hit_in(Class::Shield, &reply.first_sentence()).is_some();
        let sure = |name| Class::ALL.iter().any(|class| class.name() == name && class.is_sure());
        Bounds {
            spoken: zone.clone().any(|at| reply.is_yes(at) || reply.is_no(at)),
            settled: trap
                || reply.says_nothing()
                || reply.is_all_cue()
                || (rules.label == Label::ResoundingYes && rules.cues.is_empty())
                || rules.cues.iter().any(|cue| sure(cue.kind)),
        }
    }
}

/// A trained model: a weight for each feature and column.
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
        (bytes.len() == HEADER + BUCKETS * COLUMNS).then_some(Learned { margins, scale, weights: bytes })
    }

    /// The same model, which the cue lists do not hold back.
    pub(super) fn unbound(self) -> Self {
        Learned { margins: Margins { firm: 0.0, idiom: 0.0, weak: 0.0, marked: 0.0, strength: 0.0 }, ..self }
    }

    /// How likely each outcome is for an answer with these features.
    pub(super) fn chances(&self, sketch: &[u32], bounds: Bounds) -> Chances {
        let mut sums = [0_i32; COLUMNS];
        for &bucket in sketch {
            let row = HEADER + bucket as usize * COLUMNS;
            let weights: &[u8; COLUMNS] = self.weights[row..].first_chunk().expect("a model has a row for each bucket");
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i32::from(weight.cast_signed());
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "sums of a few hundred bytes are small")]
        let scores = sums.map(|sum| sum as f32 * self.scale);
        let part = |from: usize| -> [f32; OUTCOMES.len()] { std::array::from_fn(|at| scores[from + at]) };
        let (work, talk) = (shares(part(0)), shares(part(OUTCOMES.len())));
        let small_talk = 1.0 / (1.0 + (-SHARPER * (scores[COLUMNS - 1] - SURE)).exp());
        let small_talk = if bounds.spoken { 0.0 } else { small_talk };
        let outcomes = std::array::from_fn(|at| work[at] + small_talk * (talk[at] - work[at]));
        Chances { outcomes, small_talk }
    }

    /// What the cue lists found, amended where the chances say otherwise by a margin.
    pub(super) fn amend(&self, rules: Assent, lean: &Lean, bounds: Bounds, chances: &Chances) -> Assent {
        let cued = !rules.cues.is_empty();
        // No answer with a reservation heard in it resounds; and small talk was never asked how strong a yes is.
        let talk = chances.small_talk > 0.5;
        let open = |label: &Label| match (rules.label, *label) {
            (Label::ReluctantYes, Label::ResoundingYes) => !cued,
            (Label::ResoundingYes, Label::PlainYes) => !talk,
            _ => true,
        };
        let best = Label::ALL.into_iter().filter(open).max_by(|&a, &b| chances.of(a).total_cmp(&chances.of(b)));
        let best = best.unwrap_or(rules.label);
        let margin = if best.is_yes() && rules.label.is_yes() {
            if rules.cues.is_empty() && lean.verdict.is_none() { self.margins.strength } else { self.margins.marked }
        } else {
            match lean.how {
                How::Said => self.margins.firm,
                How::Idiom | How::Qualified => self.margins.idiom,
                How::Related | How::Told => self.margins.weak,
            }
        };
        // What was said, or heard as a cue, gives way only to near certainty; in small talk a lone reservation does sooner.
        let firm = bounds.settled || (cued && matches!(lean.how, How::Said | How::Idiom));
        let margin = if cued || bounds.settled { margin.max(HEARD) } else { margin };
        let margin = if firm { margin } else { margin * (1.0 - chances.small_talk) };
        if chances.of(best) - chances.of(rules.label) > margin {
            return Assent { label: best, reluctance: chances.usual(best), ..rules };
        }
        // A bare yes that nothing speaks against keeps the number that the guideline gives it.
        if lean.how == How::Said && chances.doubt() < LITTLE && rules.label != Label::ReluctantYes {
            return rules;
        }
        let pull = PULL + (1.0 - PULL) * chances.small_talk;
        let usual = rules.reluctance.zip(chances.usual(rules.label));
        Assent { reluctance: usual.map(|(found, usual)| found + pull * (usual - found)), ..rules }
    }
}

/// Scores as shares of one.
fn shares(scores: [f32; OUTCOMES.len()]) -> [f32; OUTCOMES.len()] {
    let most = scores.into_iter().fold(f32::MIN, f32::max);
    let raised = scores.map(|score| (score - most).exp());
    let total: f32 = raised.iter().sum();
    raised.map(|it| it / total)
}

impl Chances {
    /// How likely `label` is.
    fn of(&self, label: Label) -> f32 {
        OUTCOMES.iter().zip(self.outcomes).filter(|((it, _), _)| *it == label).map(|(_, chance)| chance).sum()
    }

    /// How likely a yes is a reluctant one.
    fn doubt(&self) -> f32 {
        let yes: f32 = Label::ALL.into_iter().filter(|label| label.is_yes()).map(|label| self.of(label)).sum();
        self.of(Label::ReluctantYes) / yes.max(f32::MIN_POSITIVE)
    }

    /// The reluctance to expect of `label`, within the bounds of that label: the surer a reservation, the higher.
    fn usual(&self, label: Label) -> Option<f32> {
        let doubt = self.doubt();
        match label {
            Label::ResoundingYes => Some(0.12 * doubt),
            Label::PlainYes => Some(0.13 + 0.26 * doubt),
            Label::ReluctantYes => {
                let steps = OUTCOMES.iter().zip(self.outcomes).filter(|((it, _), _)| *it == label);
                let sum: f32 = steps.filter_map(|((_, step), chance)| step.map(|step| step * chance)).sum();
                let told = sum / self.of(label).max(f32::MIN_POSITIVE) - 0.25 * (1.0 - doubt);
                Some((told + self.small_talk * (doubt - told)).clamp(0.4, 1.0))
            }
            Label::No | Label::NonAnswer => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lean::Side;
    use super::*;

    fn model(bytes: &[(usize, i8)]) -> Learned {
        let mut raw = vec![0; HEADER + BUCKETS * COLUMNS];
        raw[..HEADER].copy_from_slice(&0.1_f32.to_le_bytes());
        raw[HEADER + COLUMNS - 1] = (-127_i8).cast_unsigned();
        for &(at, weight) in bytes {
            raw[HEADER + at] = weight.cast_unsigned();
        }
        Learned::of(raw.into(), Margins::default()).expect("it has the length of a model")
    }

    fn amended(cues: bool, settled: bool, lean: &Lean, weights: &[(usize, i8)]) -> Label {
        let model = model(weights);
        let cue = super::super::Cue { span: crate::text::Span::new(0, 1), kind: "hedge", weight: 0.25 };
        let rules =
            Assent { label: Label::PlainYes, reluctance: Some(0.25), cues: if cues { vec![cue] } else { vec![] } };
        let bounds = Bounds { spoken: false, settled };
        model.amend(rules, lean, bounds, &model.chances(&[0], bounds)).label
    }

    #[test]
    fn the_shipped_model_can_be_read() {
        let chances = Learned::shipped().chances(&[0, 1, 2], Bounds::default());
        assert!((chances.outcomes.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    }

    #[test]
    fn a_model_of_another_length_is_refused() {
        assert!(Learned::of(vec![0; 10].into(), Margins::default()).is_none());
    }

    #[test]
    fn what_the_rules_rest_on_decides_how_easily_they_are_overruled() {
        let (said, told) = (Lean::new(Side::Yes, How::Said), Lean::new(Side::Yes, How::Told));
        let denial = [(5, 30)];
        assert_eq!(amended(false, false, &told, &denial), Label::No);
        assert_eq!(amended(false, false, &said, &[(5, 12)]), Label::PlainYes);
        assert_eq!(amended(false, false, &said, &[(5, 127)]), Label::No);
        assert_eq!(amended(false, false, &said, &[(2, 25)]), Label::ReluctantYes);
        assert_eq!(amended(false, true, &told, &[(5, 15)]), Label::PlainYes);
        assert_eq!(amended(true, false, &said, &[(2, 15)]), Label::PlainYes);
    }
}
