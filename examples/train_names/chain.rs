//! A linear chain of labels, learned by adaptive steps.

use undertone::anonymise::recogniser::{BUCKETS, LABELS, Sketch};

use crate::vary::Random;

/// Weights of a bucket stand in so many places.
const STRIDE: usize = 8;
/// The first step; later ones shrink for each weight as it is moved.
const STEP: f32 = 0.05;
/// How strongly weights are drawn towards nothing.
const SHRINK: f32 = 1e-5;
/// How often a token's own word is hidden.
const HIDDEN: f64 = 0.4;
/// How often any one feature is.
const DROPPED: f64 = 0.2;

type Chances = [f32; LABELS];

/// Weights being learned.
pub(crate) struct Chain {
    weights: Vec<f32>,
    moved: Vec<f32>,
    start: Chances,
    start_moved: Chances,
    steps: [Chances; LABELS],
    steps_moved: [Chances; LABELS],
    /// Whether more than one row has the bucket's features.
    shared: Vec<bool>,
    /// Sums of the weights as they stood at the end of rounds, and how many.
    sums: Vec<f32>,
    rounds: f32,
}

impl Chain {
    pub(crate) fn new() -> Self {
        Chain {
            weights: vec![0.0; BUCKETS * STRIDE],
            moved: vec![1e-6; BUCKETS * STRIDE],
            start: [0.0; LABELS],
            start_moved: [1e-6; LABELS],
            steps: [[0.0; LABELS]; LABELS],
            steps_moved: [[1e-6; LABELS]; LABELS],
            shared: vec![true; BUCKETS],
            sums: vec![0.0; BUCKETS * STRIDE],
            rounds: 0.0,
        }
    }

    /// Notes which buckets are met in more than one row: no other gets a weight.
    pub(crate) fn count<'a>(&mut self, met: impl Iterator<Item = (u32, &'a Sketch)>) {
        let mut last = vec![u32::MAX; BUCKETS];
        self.shared = vec![false; BUCKETS];
        for (row, sketch) in met {
            for &bucket in sketch.all() {
                let bucket = bucket as usize;
                if last[bucket] != u32::MAX && last[bucket] != row {
                    self.shared[bucket] = true;
                }
                last[bucket] = row;
            }
        }
    }

    /// Notes the weights as they stand: what is written is the mean of what was noted.
    pub(crate) fn note(&mut self) {
        self.sums.iter_mut().zip(&self.weights).for_each(|(sum, weight)| *sum += weight);
        self.rounds += 1.0;
    }

    /// Learns from one sentence; gives how badly it was known.
    pub(crate) fn step(&mut self, sketches: &[Sketch], gold: &[usize], random: &mut Random) -> f64 {
        let seen: Vec<Vec<u32>> = sketches.iter().map(|sketch| self.seen(sketch, random)).collect();
        let own: Vec<Chances> = seen.iter().map(|buckets| self.own(buckets)).collect();
        let steps = self.steps.map(|row| row.map(f32::exp));
        let forward = self.forward(&own, &steps);
        let mut loss = 0.0;
        let mut behind: Chances = [1.0; LABELS];
        let mut steps_pull = [[0.0_f32; LABELS]; LABELS];
        for at in (0..own.len()).rev() {
            let mut chances: Chances = std::array::from_fn(|label| forward[at][label] * behind[label]);
            norm(&mut chances);
            loss -= f64::from(chances[gold[at]].max(1e-9).ln());
            let mut pull = chances;
            pull[gold[at]] -= 1.0;
            self.pull(&seen[at], &pull);
            if at == 0 {
                for (label, pull) in pull.iter().enumerate() {
                    adapt(&mut self.start[label], &mut self.start_moved[label], *pull);
                }
                break;
            }
            let ahead: Chances = std::array::from_fn(|label| behind[label] * own[at][label]);
            let mut pairs = [[0.0_f32; LABELS]; LABELS];
            let mut sum = 0.0;
            for from in 0..LABELS {
                for to in 0..LABELS {
                    pairs[from][to] = forward[at - 1][from] * steps[from][to] * ahead[to];
                    sum += pairs[from][to];
                }
            }
            for from in 0..LABELS {
                for to in 0..LABELS {
                    steps_pull[from][to] += pairs[from][to] / sum;
                }
                behind[from] = (0..LABELS).map(|to| steps[from][to] * ahead[to]).sum();
            }
            steps_pull[gold[at - 1]][gold[at]] -= 1.0;
            norm(&mut behind);
        }
        let weights = self.steps.iter_mut().flatten().zip(self.steps_moved.iter_mut().flatten());
        for ((step, moved), pull) in weights.zip(steps_pull.iter().flatten()) {
            adapt(step, moved, *pull);
        }
        loss
    }

    fn seen(&self, sketch: &Sketch, random: &mut Random) -> Vec<u32> {
        let all = if random.happens(HIDDEN) { sketch.without_word() } else { sketch.all() };
        all.iter().copied().filter(|&bucket| self.shared[bucket as usize] && !random.happens(DROPPED)).collect()
    }

    fn own(&self, buckets: &[u32]) -> Chances {
        let mut sums = [0.0; LABELS];
        for &bucket in buckets {
            let row = &self.weights[bucket as usize * STRIDE..][..LABELS];
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
        }
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        sums.map(|sum| (sum - most).exp())
    }

    fn forward(&self, own: &[Chances], steps: &[Chances; LABELS]) -> Vec<Chances> {
        let mut forward: Vec<Chances> = Vec::with_capacity(own.len());
        for (at, own) in own.iter().enumerate() {
            let mut here: Chances = match at.checked_sub(1) {
                None => self.start.map(f32::exp),
                Some(before) => {
                    std::array::from_fn(|to| (0..LABELS).map(|from| forward[before][from] * steps[from][to]).sum())
                }
            };
            here.iter_mut().zip(own).for_each(|(here, own)| *here *= own);
            norm(&mut here);
            forward.push(here);
        }
        forward
    }

    fn pull(&mut self, buckets: &[u32], pull: &Chances) {
        for &bucket in buckets {
            let at = bucket as usize * STRIDE;
            for (label, pull) in pull.iter().enumerate() {
                adapt(&mut self.weights[at + label], &mut self.moved[at + label], *pull);
            }
        }
    }

    /// The weights as the program reads them: numbers, then a signed byte for each weight.
    #[expect(clippy::cast_possible_truncation, reason = "weights are scaled to fit a byte")]
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let rounds = self.rounds.max(1.0);
        let weights: Vec<f32> = self.sums.iter().map(|sum| sum / rounds).collect();
        let mut sizes: Vec<f32> = weights.iter().map(|it| it.abs()).filter(|it| *it > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        // The few largest weights are cut, so that the many small ones keep their differences.
        let most = sizes.get(sizes.len() * 9995 / 10_000).copied().unwrap_or(1.0);
        let scale = most / 127.0;
        let mut bytes = scale.to_le_bytes().to_vec();
        for number in self.start.iter().chain(self.steps.iter().flatten()) {
            bytes.extend(number.to_le_bytes());
        }
        let weights = weights.iter().map(|it| (it / scale).round().clamp(-127.0, 127.0) as i8);
        bytes.extend(weights.map(i8::cast_unsigned));
        bytes
    }
}

fn adapt(weight: &mut f32, moved: &mut f32, pull: f32) {
    let pull = pull + SHRINK * *weight;
    *moved += pull * pull;
    *weight -= STEP * pull / (moved.sqrt() + 0.05);
}

fn norm(chances: &mut Chances) {
    let sum: f32 = chances.iter().sum();
    for chance in chances {
        *chance /= sum.max(1e-30);
    }
}
