//! The learned part: small logistic models that say how likely each outcome is, and one that says which to ask.
//!
//! One was taught by answers about work, the other by small talk; both see what the cue lists made of an answer. Where
//! the word of the lists counts for more than theirs is settled in [`Learned::amend`], nowhere else.

use std::borrow::Cow;

use super::bounds::Bounds;
use super::sketch::BUCKETS;
use super::{Assent, Label};

/// The outcomes told apart in talk about work: the labels, and three steps of reluctance.
pub const OUTCOMES: [(Label, Option<f32>); 7] = [
    (Label::ResoundingYes, Some(0.0)),
    (Label::PlainYes, Some(0.25)),
    (Label::ReluctantYes, Some(0.5)),
    (Label::ReluctantYes, Some(0.75)),
    (Label::ReluctantYes, Some(1.0)),
    (Label::No, None),
    (Label::NonAnswer, None),
];

/// The outcomes told apart in small talk, whose judges were not asked how strong a yes is.
pub const IN_TALK: [Label; 4] = [Label::PlainYes, Label::ReluctantYes, Label::No, Label::NonAnswer];

/// Weights of a feature: for each outcome in talk about work, in small talk, and for this being small talk.
pub const COLUMNS: usize = OUTCOMES.len() + IN_TALK.len() + 1;

/// The weights that the program ships.
static SHIPPED: &[u8] = include_bytes!("../../models/assent.bin");

/// Bytes before the weights: the scale.
const HEADER: usize = 4;
/// Bytes of a bucket: the tag of the feature it belongs to, and its weights. A feature with another tag has none.
pub const ROW: usize = 1 + COLUMNS;

/// Talk is taken for work unless the evidence for small talk, in natural logarithms of the odds, is beyond this.
const SURE: f32 = 1.5;
/// Small talk is certain from here on.
const CERTAIN: f32 = 0.98;
/// How sharply the one gives way to the other.
const SHARPER: f32 = 2.0;
/// What a reservation in small talk is taken for, by the three steps: its judges gave none.
const STEPS: [f32; 3] = [0.2, 0.3, 0.5];

/// So far from the step that its cues say may the number of such an answer be.
const NEAR: f32 = 0.15;
/// What a plain yes has by the lists when nothing is against it.
const PLAIN: f32 = 0.25;
/// A yes above this is no longer plain.
const MOST_PLAIN: f32 = 0.39;

/// What the models make of an answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chances {
    /// How likely each outcome is.
    outcomes: [f32; OUTCOMES.len()],
    /// How likely this is small talk.
    small_talk: f32,
}

/// A trained model: a weight for each feature and column.
#[derive(Clone, Debug)]
pub(super) struct Learned {
    scale: f32,
    bytes: Cow<'static, [u8]>,
    /// Whether the cue lists have a say of their own.
    bound: bool,
}

/// Weights of features being added up.
pub(super) struct Sums<'a> {
    scale: f32,
    tags: &'a [u8],
    weights: &'a [[u8; COLUMNS]],
    sums: [i32; COLUMNS],
    /// A bit for each bucket that was added.
    added: [u64; BUCKETS.div_ceil(64)],
    /// Buckets whose weights are still to be added: looked up together, they do not wait for each other.
    waiting: [usize; TOGETHER],
    /// How many of them there are.
    waits: usize,
}

/// The weights of features, added up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Total([i32; COLUMNS]);

/// So many buckets are looked up together.
const TOGETHER: usize = 32;

impl Sums<'_> {
    /// Adds the weights of a feature, once.
    pub(super) fn add(&mut self, bucket: usize, tag: u8) {
        let (word, bit) = (bucket / 64, 1 << (bucket % 64));
        if self.tags[bucket] != tag || self.added[word] & bit != 0 {
            return;
        }
        self.added[word] |= bit;
        self.waiting[self.waits] = bucket;
        self.waits += 1;
        if self.waits == TOGETHER {
            self.add_waiting();
        }
    }

    fn add_waiting(&mut self) {
        let mut sums = self.sums;
        for bucket in &self.waiting[..self.waits] {
            sums.iter_mut()
                .zip(&self.weights[*bucket])
                .for_each(|(sum, weight)| *sum += i32::from(weight.cast_signed()));
        }
        (self.sums, self.waits) = (sums, 0);
    }

    /// What the features added weigh.
    pub(super) fn total(mut self) -> Total {
        self.add_waiting();
        Total(self.sums)
    }

    /// How likely each outcome is for an answer with the features added.
    pub(super) fn chances(mut self, bounds: Bounds, rules: &Assent) -> Chances {
        self.add_waiting();
        #[expect(clippy::cast_precision_loss, reason = "sums of a few hundred bytes are small")]
        let scores = self.sums.map(|sum| sum as f32 * self.scale);
        let small_talk = 1.0 / (1.0 + (-SHARPER * (scores[COLUMNS - 1] - SURE)).exp());
        let small_talk = if bounds.spoken { 0.0 } else { small_talk };
        let work: [f32; OUTCOMES.len()] = shares(std::array::from_fn(|at| scores[at]));
        let talk = shares(std::array::from_fn(|at| scores[OUTCOMES.len() + at]));
        let talk = in_work(talk, rules.label == Label::ResoundingYes);
        let outcomes = std::array::from_fn(|at| work[at] + small_talk * (talk[at] - work[at]));
        Chances { outcomes, small_talk }
    }
}

/// The chances of small talk by the outcomes of talk about work; a yes that nothing is held against resounds where
/// the cue lists say so.
fn in_work([plain, reluctant, no, neither]: [f32; IN_TALK.len()], resounds: bool) -> [f32; OUTCOMES.len()] {
    let [half, more, full] = STEPS.map(|step| step * reluctant);
    let (strong, plain) = if resounds { (plain, 0.0) } else { (0.0, plain) };
    [strong, plain, half, more, full, no, neither]
}

impl Learned {
    /// The model that the program ships.
    pub(super) fn shipped() -> Self {
        Learned::of(Cow::Borrowed(SHIPPED)).expect("a test reads the shipped model")
    }

    /// Reads a model from `bytes`: the scale as little-endian `f32`, the tags, which are few enough bytes to
    /// stay at hand, and the weights.
    pub(super) fn of(bytes: Cow<'static, [u8]>) -> Option<Self> {
        let scale = f32::from_le_bytes(*bytes.first_chunk::<HEADER>()?);
        (bytes.len() == HEADER + BUCKETS * ROW).then_some(Learned { scale, bytes, bound: true })
    }

    /// The same model, which the cue lists do not hold back.
    pub(super) fn unbound(self) -> Self {
        Learned { bound: false, ..self }
    }

    /// The features of `before`, and none besides; what is added is to be others than those.
    pub(super) fn sums(&self, before: &Total) -> Sums<'_> {
        let (tags, weights) = self.bytes[HEADER..].split_at(BUCKETS);
        Sums {
            scale: self.scale,
            tags,
            weights: weights.as_chunks().0,
            sums: before.0,
            added: [0; BUCKETS.div_ceil(64)],
            waiting: [0; TOGETHER],
            waits: 0,
        }
    }

    /// What the cue lists found, amended where the chances say otherwise by a margin.
    pub(super) fn amend(&self, rules: Assent, bounds: Bounds, chances: &Chances) -> Assent {
        let gives = match bounds {
            Bounds { firm: true, .. } => 0.0,
            Bounds { sure: true, .. } => ((chances.small_talk - CERTAIN) / (1.0 - CERTAIN)).max(0.0),
            _ => chances.small_talk,
        };
        let margin = bounds.margin * (1.0 - gives);
        let margin = if self.bound { margin } else { 0.0 };
        let weight = |label: Label| chances.of(label) + if label == rules.label { margin } else { 0.0 };
        // No answer with a reservation heard in it resounds.
        let reserved = self.bound && rules.label == Label::ReluctantYes && !rules.cues.is_empty();
        let open = |label: &Label| !(reserved && *label == Label::ResoundingYes);
        let best = Label::ALL.into_iter().filter(open).max_by(|&a, &b| weight(a).total_cmp(&weight(b)));
        let label = best.unwrap_or(rules.label);
        let mut reluctance = chances.number(label);
        // Halting, and too little said to a strong question, add to a plain yes what the lists say.
        if let (Label::PlainYes, Label::PlainYes, Some(found)) = (label, rules.label, rules.reluctance) {
            let number = if bounds.bare { Some(PLAIN) } else { reluctance };
            reluctance = number.map(|number| (number + (found - PLAIN).max(0.0)).min(MOST_PLAIN));
        }
        if let (true, Label::ReluctantYes, Label::ReluctantYes, Some(found)) =
            (bounds.brief, label, rules.label, rules.reluctance)
        {
            reluctance = reluctance.map(|number| number.clamp(found - NEAR, (found + NEAR).min(1.0)));
        }
        Assent { label, reluctance, ..rules }
    }
}

/// Scores as shares of one.
fn shares<const N: usize>(scores: [f32; N]) -> [f32; N] {
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

    /// The reluctance to show with `label`: half of it how likely people read a reservation, half the step of the
    /// guideline to expect, within the bounds of the label. Among answers with the same number about that share is
    /// read as reluctant.
    fn number(&self, label: Label) -> Option<f32> {
        let (from, to) = match label {
            Label::ResoundingYes => (0.0, 0.12),
            Label::PlainYes => (0.13, MOST_PLAIN),
            Label::ReluctantYes => (0.4, 1.0),
            Label::No | Label::NonAnswer => return None,
        };
        let yes: f32 = Label::ALL.into_iter().filter(|label| label.is_yes()).map(|label| self.of(label)).sum();
        let steps = OUTCOMES.iter().zip(self.outcomes);
        let step: f32 = steps.filter_map(|((_, step), chance)| step.map(|step| step * chance)).sum();
        let number = (step + self.of(Label::ReluctantYes)) / (2.0 * yes).max(f32::MIN_POSITIVE);
        // A plain yes that nothing is against stands where the guideline puts it.
        let number = if label == Label::PlainYes { PLAIN + (number - PLAIN / 2.0) / 2.0 } else { number };
        Some(number.clamp(from, to))
    }
}

#[cfg(test)]
mod tests {
    use super::super::bounds::{MARGIN, SETTLED, SLIGHT};
    use super::*;

    const TAG: u8 = 7;

    fn model(bytes: &[(usize, i8)]) -> Learned {
        let mut raw = vec![0; HEADER + BUCKETS * ROW];
        raw[..HEADER].copy_from_slice(&0.1_f32.to_le_bytes());
        raw[HEADER] = TAG;
        raw[HEADER + BUCKETS + COLUMNS - 1] = (-127_i8).cast_unsigned();
        for &(at, weight) in bytes {
            raw[HEADER + BUCKETS + at] = weight.cast_unsigned();
        }
        Learned::of(raw.into()).expect("it has the length of a model")
    }

    fn amended(margin: f32, weights: &[(usize, i8)]) -> Assent {
        let model = model(weights);
        let rules = Assent { label: Label::PlainYes, reluctance: Some(0.25), cues: vec![] };
        let bounds = Bounds { spoken: false, margin, firm: true, sure: false, bare: false, brief: false };
        let mut sums = model.sums(&Total::default());
        sums.add(0, TAG);
        let chances = sums.chances(bounds, &rules);
        model.amend(rules, bounds, &chances)
    }

    #[test]
    fn the_shipped_model_can_be_read() {
        let learned = Learned::shipped();
        let rules = Assent { label: Label::PlainYes, reluctance: Some(0.25), cues: vec![] };
        let chances = learned.sums(&Total::default()).chances(Bounds::default(), &rules);
        assert!((chances.outcomes.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    }

    #[test]
    fn a_model_of_another_length_is_refused() {
        assert!(Learned::of(vec![0; 10].into()).is_none());
    }

    #[test]
    fn a_feature_counts_once_and_only_under_its_tag() {
        let model = model(&[(5, 20)]);
        let summed = |tags: &[u8]| {
            let mut sums = model.sums(&Total::default());
            for &tag in tags {
                sums.add(0, tag);
            }
            sums.total().0
        };
        assert_eq!(summed(&[TAG + 1]), [0; COLUMNS]);
        assert_eq!(summed(&[TAG, TAG]), summed(&[TAG]));
        assert_ne!(summed(&[TAG]), [0; COLUMNS]);
    }

    #[test]
    fn what_the_rules_rest_on_decides_how_easily_they_are_overruled() {
        let slight = [(5, 18), (1, 17)];
        assert_eq!(amended(0.0, &slight).label, Label::No);
        assert_eq!(amended(SLIGHT, &slight).label, Label::PlainYes);
        assert_eq!(amended(MARGIN, &[(5, 20)]).label, Label::No);
        assert_eq!(amended(SETTLED, &[(5, 127)]).label, Label::PlainYes);
    }

    #[test]
    fn the_surer_a_reservation_the_higher_the_number() {
        let number = |weight| amended(0.0, &[(2, weight)]).reluctance.expect("it is a yes");
        assert!(number(20) < number(30) && number(30) < number(60));
    }
}
