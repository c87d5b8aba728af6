//! Which aspect a comment is nearest to, where only learned words led to its theme and no cue names one.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::cues::Cues;
use super::{Codebook, Valence};
use crate::text::{Kind, Text, Token};

/// How much nearer than nothing a comment must be before an aspect is named.
const NEAR: f32 = 2.0;

/// An aspect, by its codebook and its place there.
type Place = (usize, usize);

/// The words of the claims and examples of each aspect, each word the heavier the fewer aspects share it.
#[derive(Debug, Default)]
pub(super) struct Aspects {
    /// For each stem, the aspects that have it, as codebook and aspect, with its weight there.
    by_stem: FxHashMap<String, Vec<(Place, f32)>>,
}

impl Aspects {
    pub(super) fn new(books: &[Codebook], cues: &Cues) -> Self {
        let mut stems: FxHashMap<String, BTreeSet<Place>> = FxHashMap::default();
        let mut add = |said: &str, aspect: Place| {
            let said = Text::new(said);
            for stem in words(&said) {
                stems.entry(stem.to_owned()).or_default().insert(aspect);
            }
        };
        let mut n_aspects = 0.0_f32;
        for (book, codebook) in books.iter().enumerate() {
            for (place, aspect) in codebook.aspects.iter().enumerate() {
                n_aspects += 1.0;
                add(&aspect.says, (book, place));
            }
        }
        for cue in cues.all() {
            cue.catches.iter().for_each(|example| add(&example.said, (cue.book, cue.aspect)));
        }
        let weigh = |(stem, aspects): (String, BTreeSet<Place>)| {
            #[expect(clippy::cast_precision_loss, reason = "there are a few dozen aspects")]
            let weight = (n_aspects / aspects.len() as f32).ln();
            (stem, aspects.into_iter().map(|aspect| (aspect, weight)).collect())
        };
        Aspects { by_stem: stems.into_iter().map(weigh).collect() }
    }

    /// The aspect of this codebook and valence that `comment` is nearest to, or the first one.
    pub(super) fn nearest(&self, book: usize, codebook: &Codebook, valence: Valence, comment: &Text) -> Option<usize> {
        let mut near = vec![0.0_f32; codebook.aspects.len()];
        for stem in words(comment) {
            for ((_, aspect), weight) in self.by_stem.get(stem).into_iter().flatten().filter(|(at, _)| at.0 == book) {
                near[*aspect] += weight;
            }
        }
        let mut best: Option<usize> = None;
        for place in (0..near.len()).filter(|&place| codebook.aspects[place].valence == valence) {
            let is_nearer = best.is_none_or(|best| near[place] > near[best].max(NEAR));
            best = if is_nearer { Some(place) } else { best };
        }
        best
    }
}

/// The stems of the words of `text`, each once, in order.
fn words(text: &Text) -> Vec<&str> {
    let words = text.tokens().iter().filter(|token| token.kind == Kind::Word);
    let mut stems: Vec<&str> = words.map(Token::stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}
