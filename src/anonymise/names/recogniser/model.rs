//! The recogniser's weights, and how likely they make each label: a linear chain, read forward and backward.
//!
//! Knows no words: buckets in, chances out.

use std::borrow::Cow;

use std::ops::Range;

use super::super::super::scan::Scan;
use super::features::{self, BUCKETS, MOST, View, Window};
use crate::text::ByWord;

/// Labels told apart: none, and the first and further tokens of a person, a place, an organisation.
pub const LABELS: usize = 7;

/// Bytes of weights for each bucket: one for each label, and one so that they stand evenly.
const STRIDE: usize = 8;

/// Numbers before the weights: the scale, the start of a sentence, and each pair of labels.
const HEADER: usize = 1 + LABELS + LABELS * LABELS;

/// Sums further below the highest than this are rare enough to be worked out each time.
const FACTORS: usize = 1 << 10;

/// Chances of each label, and a nought behind them so that they stand evenly, too.
pub(super) type Chances = [f32; STRIDE];

/// Weights of some buckets added up.
type Sums = [i16; STRIDE];

/// Chances from what `of` gives for each label.
fn each(of: impl Fn(usize) -> f32) -> Chances {
    std::array::from_fn(|label| if label < LABELS { of(label) } else { 0.0 })
}

/// Weights, as trained.
#[derive(Clone)]
pub(super) struct Model {
    scale: f32,
    start: Chances,
    /// By the label before, then the label; as factors.
    steps: [Chances; LABELS],
    /// The same by the label, then the label before.
    back: [Chances; LABELS],
    weights: Cow<'static, [u8]>,
    /// The factors of sums by how far they lie below the highest.
    factors: Box<[f32; FACTORS]>,
    /// What neighbours beyond the sentence add.
    beyond: [Sums; 4],
    /// What the weights of spellings met so far add up to.
    known: Box<Known>,
}

/// Sums of what follows from a spelling alone, by whether it opens its sentence.
#[derive(Clone, Default)]
struct Known {
    /// Of a token's own features, by the case of the text too.
    own: [[ByWord<Sums>; 3]; 2],
    /// Of those of one neighbour: on the left, on the right, and beyond these.
    beside: [ByWord<[Sums; 4]>; 2],
}

/// Room that is used again from sentence to sentence.
#[derive(Default)]
pub(super) struct Room {
    views: Vec<View>,
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
        let start = each(|label| number(1 + label).exp());
        let step = |from: usize, to: usize| number(1 + LABELS + from * LABELS + to).exp();
        let steps = std::array::from_fn(|from| each(|to| step(from, to)));
        let back = std::array::from_fn(|to| each(|from| step(from, to)));
        let weights = match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[HEADER * 4..]),
            Cow::Owned(bytes) => Cow::Owned(bytes[HEADER * 4..].to_vec()),
        };
        let mut factors = Box::new([0.0; FACTORS]);
        (0_i16..).zip(factors.iter_mut()).for_each(|(below, factor)| *factor = factor_of(-below, scale));
        let (beyond, known) = (Default::default(), Box::default());
        let mut model = Model { scale, start, steps, back, weights, factors, beyond, known };
        model.beyond = model.sums_beside(&View::default());
        Some(model)
    }

    /// The chances of each label for the tokens of one stretch, in order.
    pub(super) fn chances(
        &self,
        scan: &Scan<'_>,
        sentence: &Range<usize>,
        range: Range<usize>,
        room: &mut Room,
        out: &mut Vec<Chances>,
    ) {
        let Room { views, own, .. } = room;
        own.clear();
        features::windows(scan, sentence, range, views, |at, window| {
            own.push(self.factors(&self.sums(scan, sentence, at, window)));
        });
        self.forward(room);
        self.backward(room, out);
    }

    /// What a token's own features say, as factors of which the highest is one.
    fn factors(&self, sums: &Sums) -> Chances {
        let most = sums[..LABELS].iter().copied().max().unwrap_or(0);
        each(|label| {
            let below = usize::from(most.abs_diff(sums[label]));
            self.factors.get(below).copied().unwrap_or_else(|| factor_of(sums[label] - most, self.scale))
        })
    }

    /// The weights of all features of the token at `at`, added up.
    fn sums(&self, scan: &Scan<'_>, sentence: &Range<usize>, at: usize, window: &Window) -> Sums {
        let mut sums = self.own(scan, at, window);
        for (place, (offset, view)) in
            [(1, window[1]), (3, window[3]), (0, window[0]), (4, window[4])].into_iter().enumerate()
        {
            let neighbour = (at + offset).checked_sub(2).filter(|at| sentence.contains(at));
            add(&mut sums, &self.beside(scan, neighbour, &view)[place]);
        }
        let (mut buckets, mut count) = ([0; MOST], 0);
        features::among(scan, sentence, at, window, |bucket| {
            buckets[count] = bucket;
            count += 1;
        });
        self.add_all(&mut sums, &buckets[..count]);
        sums
    }

    #[inline]
    fn own(&self, scan: &Scan<'_>, at: usize, window: &Window) -> Sums {
        let work_out = || {
            let mut sums = Sums::default();
            features::own(scan, at, window, |bucket| self.add_all(&mut sums, &[bucket]));
            sums
        };
        let known = &self.known.own[usize::from(scan.words[at].first)][scan.case as usize];
        scan.token(at).map_or_else(work_out, |token| known.get(token, work_out))
    }

    /// What a neighbour adds, by where it stands; beyond the sentence there is none.
    fn beside(&self, scan: &Scan<'_>, neighbour: Option<usize>, view: &View) -> [Sums; 4] {
        match neighbour.and_then(|at| Some((at, scan.token(at)?))) {
            Some((at, token)) => {
                self.known.beside[usize::from(scan.words[at].first)].get(token, || self.sums_beside(view))
            }
            None => self.beyond,
        }
    }

    fn sums_beside(&self, view: &View) -> [Sums; 4] {
        features::beside(view).map(|buckets| {
            let mut sums = Sums::default();
            buckets.into_iter().flatten().for_each(|bucket| self.add_all(&mut sums, &[bucket]));
            sums
        })
    }

    /// Adds the weights of `buckets`. Some seventy bytes add up to less than what two bytes hold.
    fn add_all(&self, sums: &mut Sums, buckets: &[u32]) {
        let (rows, _) = self.weights.as_chunks::<STRIDE>();
        let mut all = *sums;
        for &bucket in buckets {
            for (sum, &weight) in all.iter_mut().zip(&rows[bucket as usize]) {
                *sum += i16::from(weight.cast_signed());
            }
        }
        *sums = all;
    }

    fn forward(&self, room: &mut Room) {
        room.forward.clear();
        let mut before: Option<Chances> = None;
        for own in &room.own {
            let mut here: Chances = match before {
                None => self.start,
                Some(before) => steps_on(&before, &self.steps),
            };
            here.iter_mut().zip(own).for_each(|(here, own)| *here *= own);
            norm(&mut here);
            room.forward.push(here);
            before = Some(here);
        }
    }

    fn backward(&self, room: &Room, out: &mut Vec<Chances>) {
        let first = out.len();
        out.resize(first + room.own.len(), [0.0; STRIDE]);
        let mut behind: Chances = [1.0; STRIDE];
        for at in (0..room.own.len()).rev() {
            let mut chances: Chances = std::array::from_fn(|label| room.forward[at][label] * behind[label]);
            norm(&mut chances);
            out[first + at] = chances;
            let ahead: Chances = std::array::from_fn(|label| behind[label] * room.own[at][label]);
            behind = steps_on(&ahead, &self.back);
            norm(&mut behind);
        }
    }
}

/// What a sum says as a factor, by how far it lies beside the highest.
fn factor_of(beside: i16, scale: f32) -> f32 {
    (f32::from(beside) * scale).exp()
}

fn add(sums: &mut Sums, more: &Sums) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

/// How likely each label is one step on.
fn steps_on(chances: &Chances, steps: &[Chances; LABELS]) -> Chances {
    let mut sums = [0.0; STRIDE];
    for (chance, steps) in chances.iter().zip(steps) {
        for (sum, step) in sums.iter_mut().zip(steps) {
            *sum += chance * step;
        }
    }
    sums
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

#[cfg(test)]
mod tests {
    use super::super::super::super::scan::Scan;
    use super::super::MODEL;
    use super::*;
    use crate::text::Text;

    /// What is kept of spellings must add up to what all features of a token add up to one by one.
    #[track_caller]
    fn check(raw: &str) {
        let text = Text::new(raw);
        let scan = Scan::knowing(&text, &[], &|word| word == "will");
        for sentence in text.sentences() {
            let mut sketches = Vec::new();
            features::sketches(&scan, sentence, sentence.clone(), &mut sketches);
            let mut all = sketches.iter();
            features::windows(&scan, sentence, sentence.clone(), &mut Vec::new(), |at, window| {
                let mut expected = Sums::default();
                MODEL.add_all(&mut expected, all.next().unwrap().all());
                assert_eq!(MODEL.sums(&scan, sentence, at, window), expected, "{raw}: {at}");
            });
        }
    }

    #[test]
    fn what_is_kept_of_spellings_adds_up_to_all_features() {
        check("Will said Dana's team met at Tullaroe, 42 of them. will said it, Will did.");
        check("will from the depot and dana");
        check("WILL FROM THE DEPOT. DANA");
        check("Will said Dana's team met at Tullaroe, 42 of them. will said it, Will did.");
    }
}
