//! The second layer: small weights, learned from annotated comments by `examples/train_themes.rs`.
//!
//! A weight belongs to something that can be shown: a word, two words, or word classes near each other.

use std::hash::BuildHasher;
use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::evidence::{Clue, Evidence};
use super::{Codebook, Valence};
use crate::text::Text;

/// The weights, made again by `cargo run --release --example train_themes`.
const MODEL: &str = include_str!("../../models/themes.tsv");

/// The most labels a model may have.
const LABELS: usize = 4;

/// Where a label comes to stand that yields to a stronger one: just below its threshold.
const YIELDING: f32 = -0.01;

/// What was learned about themes and valences.
#[derive(Debug, Default)]
pub(super) struct Learned {
    labels: Vec<Label>,
    /// How far above its threshold a label must be beside a stronger one.
    second: f32,
    weights: Vec<[f32; LABELS]>,
    /// Places in `weights`.
    by_clue: FxHashMap<Clue<'static>, u32>,
    /// Their hashes, each as one bit of [`HINTS`], which others may share: few clues of a comment bear a weight.
    hints: Vec<u64>,
    /// The same for two classes in one sentence, then for two classes in two; [`NOWHERE`] where there is none.
    by_classes: [Vec<u32>; 2],
    n_classes: usize,
}

const NOWHERE: u32 = u32::MAX;

/// Bits of hints: many more than there are clues.
const HINTS: usize = 1 << 16;

/// Where the hint of a clue stands: which number, and its bit.
fn hint(clue: &Clue<'_>) -> (usize, u64) {
    let hash = FxBuildHasher.hash_one(clue);
    let bit = (hash >> 32) as usize % HINTS;
    (bit / 64, 1 << (bit % 64))
}

/// A theme and valence that was learned.
#[derive(Debug)]
pub(super) struct Label {
    pub(super) book: usize,
    pub(super) valence: Valence,
    /// Its column in the model.
    column: usize,
    /// What the cue phrases add, times their score.
    cues: f32,
    /// The sum from which on the label is given.
    threshold: f32,
}

/// What was learned about one comment: the places of weights, each once, with the tokens that led there.
#[derive(Debug)]
pub(super) struct Leaning(Vec<(u32, Range<usize>)>);

impl Learned {
    /// The labels of the model that `books` have.
    pub(super) fn read(books: &[Codebook], evidence: &Evidence) -> Self {
        let n_classes = evidence.n_classes();
        let by_classes = [(); 2].map(|()| vec![NOWHERE; n_classes * n_classes]);
        let mut learned = Learned { by_classes, n_classes, hints: vec![0; HINTS / 64], ..Learned::default() };
        let mut columns = 0;
        for line in MODEL.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let key = fields.next().unwrap_or_default();
            if key == "second" {
                learned.second = fields.next().and_then(|margin| margin.parse().ok()).unwrap_or_default();
            } else if let Some(label) = key.strip_prefix("label ") {
                learned.labels.extend(label_of(label, columns, &mut fields, books));
                columns += 1;
            } else if let Some(clue) = evidence.read(key) {
                let mut weights = [0.0; LABELS];
                for (weight, field) in weights.iter_mut().zip(fields) {
                    *weight = field.parse::<i16>().map_or(0.0, |hundredths| f32::from(hundredths) / 100.0);
                }
                learned.insert(clue, weights);
            }
        }
        learned
    }

    fn insert(&mut self, clue: Clue<'static>, weights: [f32; LABELS]) {
        let place = u32::try_from(self.weights.len()).unwrap_or(NOWHERE);
        self.weights.push(weights);
        match clue {
            Clue::Then(first, second) => self.by_classes[0][first * self.n_classes + second] = place,
            Clue::Later(first, second) => self.by_classes[1][first * self.n_classes + second] = place,
            _ => {
                let (at, bit) = hint(&clue);
                self.hints[at] |= bit;
                self.by_clue.insert(clue, place);
            }
        }
    }

    fn place(&self, clue: &Clue<'_>) -> Option<u32> {
        let place = match *clue {
            Clue::Then(first, second) => self.by_classes[0][first * self.n_classes + second],
            Clue::Later(first, second) => self.by_classes[1][first * self.n_classes + second],
            _ => {
                let (at, bit) = hint(clue);
                if self.hints.get(at)? & bit == 0 {
                    return None;
                }
                *self.by_clue.get(clue)?
            }
        };
        (place != NOWHERE).then_some(place)
    }

    pub(super) fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// What was learned about `comment`. Everything counts once, however often it stands there.
    pub(super) fn lean(&self, evidence: &Evidence, comment: &Text) -> Leaning {
        let mut seen: Vec<(u32, Range<usize>)> = Vec::with_capacity(comment.tokens().len());
        evidence.visit(comment, &mut |clue, tokens| seen.extend(self.place(&clue).map(|place| (place, tokens))));
        seen.sort_unstable_by_key(|(place, tokens)| (*place, tokens.start));
        seen.dedup_by_key(|(place, _)| *place);
        Leaning(seen)
    }

    /// How far each label is above its threshold, given what the cue phrases say of each, and where `clear` ones leave
    /// no doubt; a label that stands beside a stronger one must be well above it.
    pub(super) fn judge(
        &self,
        leaning: &Leaning,
        cues: impl Fn(&Label) -> f32,
        clear: impl Fn(&Label) -> Option<f32>,
    ) -> Vec<f32> {
        let mut sums = [0.0; LABELS];
        for &(place, _) in &leaning.0 {
            sums.iter_mut().zip(self.weights[place as usize]).for_each(|(sum, weight)| *sum += weight);
        }
        let above = |label: &Label| sums[label.column] + label.cues * cues(label) - label.threshold;
        let clear: Vec<Option<f32>> = self.labels.iter().map(clear).collect();
        let above: Vec<f32> =
            self.labels.iter().zip(&clear).map(|(it, clear)| above(it).max(clear.unwrap_or(f32::MIN))).collect();
        let top = above.iter().copied().fold(f32::MIN, f32::max);
        let yields = |it: f32, clear: &Option<f32>| it < top && it < self.second && clear.is_none();
        let judged = above.iter().zip(&clear);
        judged.map(|(&it, clear)| if yields(it, clear) { it.min(YIELDING) } else { it }).collect()
    }

    /// What speaks for `label`: weights and places, the strongest first.
    pub(super) fn reasons(&self, leaning: &Leaning, label: &Label) -> Vec<Range<usize>> {
        let weight = |place: u32| self.weights[place as usize][label.column];
        let mut reasons: Vec<&(u32, Range<usize>)> =
            leaning.0.iter().filter(|(place, tokens)| weight(*place) > 0.0 && !tokens.is_empty()).collect();
        reasons.sort_by(|a, b| weight(b.0).total_cmp(&weight(a.0)).then(a.1.start.cmp(&b.1.start)));
        reasons.into_iter().map(|(_, tokens)| tokens.clone()).collect()
    }
}

/// Reads `label THEME:VALENCE <tab> cues <tab> threshold`; none where no codebook has that theme.
fn label_of<'a>(
    written: &str,
    column: usize,
    fields: &mut impl Iterator<Item = &'a str>,
    books: &[Codebook],
) -> Option<Label> {
    let (theme, valence) = written.split_once(':')?;
    let book = books.iter().position(|book| book.theme == theme)?;
    let valence = [Valence::Strength, Valence::Weakness].into_iter().find(|it| it.name() == valence)?;
    let mut number = || fields.next()?.parse().ok();
    Some(Label { book, valence, column, cues: number()?, threshold: number()? })
}
