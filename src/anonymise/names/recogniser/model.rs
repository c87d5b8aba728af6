//! The recogniser's weights, and how likely they make each label: a linear chain, read forward and backward.
//!
//! Knows no words: buckets in, chances out.

use std::borrow::Cow;

use super::features::{BUCKETS, Sketch};

/// Labels told apart: none, and the first and further tokens of a person, a place, an organisation.
pub const LABELS: usize = 7;

/// Bytes of weights for each bucket: one for each label, and one so that they stand evenly.
const STRIDE: usize = 8;

/// Numbers before the weights: the scale, the start of a sentence, and each pair of labels.
const HEADER: usize = 1 + LABELS + LABELS * LABELS;

/// Chances of each label.
pub(super) type Chances = [f32; LABELS];

/// Weights, as trained.
#[derive(Clone)]
pub(super) struct Model {
    scale: f32,
    start: Chances,
    /// By the label before, then the label; as factors.
    steps: [Chances; LABELS],
    weights: Cow<'static, [u8]>,
}

/// Room that is used again from sentence to sentence.
#[derive(Default)]
pub(super) struct Room {
    own: Vec<Chances>,
    forward: Vec<Chances>,
}

impl Model {
    /// Reads what training wrote; none where it has another length.
    pub(super) fn new(bytes: Cow<'static, [u8]>) -> Option<Self> {
        if bytes.len() != HEADER * 4 + BUCKETS * STRIDE {
            return None;
        }
        let number = |at: usize| {
            let four = bytes.get(at * 4..at * 4 + 4).and_then(|four| four.try_into().ok()).unwrap_or_default();
            f32::from_le_bytes(four)
        };
        let scale = number(0);
        let start = std::array::from_fn(|label| number(1 + label).exp());
        let steps = std::array::from_fn(|from| std::array::from_fn(|to| number(1 + LABELS + from * LABELS + to).exp()));
        let weights = match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[HEADER * 4..]),
            Cow::Owned(bytes) => Cow::Owned(bytes[HEADER * 4..].to_vec()),
        };
        Some(Model { scale, start, steps, weights })
    }

    /// The chances of each label for the tokens of one stretch, in order.
    pub(super) fn chances(&self, sketches: &[Sketch], room: &mut Room, out: &mut Vec<Chances>) {
        room.own.clear();
        room.own.extend(sketches.iter().map(|sketch| self.own(sketch)));
        self.forward(room);
        self.backward(room, out);
    }

    /// What a token's own features say, as factors of which the highest is one.
    fn own(&self, sketch: &Sketch) -> Chances {
        // Forty bytes or so add up to less than what two bytes hold.
        let mut sums = [0_i16; STRIDE];
        for &bucket in sketch.all() {
            let at = bucket as usize * STRIDE;
            let row: &[u8; STRIDE] = self.weights[at..at + STRIDE].try_into().unwrap_or(&[0; STRIDE]);
            for (sum, &weight) in sums.iter_mut().zip(row) {
                *sum += i16::from(weight.cast_signed());
            }
        }
        let most = sums[..LABELS].iter().copied().max().unwrap_or(0);
        std::array::from_fn(|label| (f32::from(sums[label] - most) * self.scale).exp())
    }

    fn forward(&self, room: &mut Room) {
        room.forward.clear();
        let mut before: Option<Chances> = None;
        for own in &room.own {
            let mut here: Chances = match before {
                None => self.start,
                Some(before) => {
                    let mut sums = [0.0; LABELS];
                    for (chance, steps) in before.iter().zip(&self.steps) {
                        for (sum, step) in sums.iter_mut().zip(steps) {
                            *sum += chance * step;
                        }
                    }
                    sums
                }
            };
            here.iter_mut().zip(own).for_each(|(here, own)| *here *= own);
            norm(&mut here);
            room.forward.push(here);
            before = Some(here);
        }
    }

    fn backward(&self, room: &Room, out: &mut Vec<Chances>) {
        let first = out.len();
        out.resize(first + room.own.len(), [0.0; LABELS]);
        let mut behind: Chances = [1.0; LABELS];
        for at in (0..room.own.len()).rev() {
            let mut chances: Chances = std::array::from_fn(|label| room.forward[at][label] * behind[label]);
            norm(&mut chances);
            out[first + at] = chances;
            let ahead: Chances = std::array::from_fn(|label| behind[label] * room.own[at][label]);
            for (sum, steps) in behind.iter_mut().zip(&self.steps) {
                *sum = steps.iter().zip(&ahead).map(|(step, ahead)| step * ahead).sum();
            }
            norm(&mut behind);
        }
    }
}

/// Makes the numbers add up to one.
fn norm(chances: &mut Chances) {
    let sum: f32 = chances.iter().sum();
    if sum > 0.0 {
        for chance in chances {
            *chance /= sum;
        }
    }
}
