//! Puts the two layers together and decides which themes a comment carries.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cues::Heard;
use super::statements::Statements;
use super::{Codebooks, Parts, Tag, Valence};
use crate::text::{Kind, Span, Text};

/// From which score on a theme is given where nothing was learned about it.
const ENOUGH: f32 = 0.5;

/// What is left of a cue where a more specific theme claims its statement.
const YIELDED: f32 = 0.3;

/// The learned reasons shown with a tag, at most.
const SHOWN: usize = 3;

/// Comments of at most this many words may borrow their context from the question.
const SHORT: usize = 8;

/// A theme's place and a valence.
type Side = (usize, Valence);

/// Every theme that `comment` carries.
pub(super) fn tag(codebooks: &Codebooks, question: Option<&Text>, comment: &Text) -> Vec<Tag> {
    if comment.is_empty() {
        return Vec::new();
    }
    let heard = hear(codebooks, question, comment);
    let cues = weigh(codebooks, &heard);
    let leaning = codebooks.learned.lean(&codebooks.evidence, comment);
    let cues_of = |side: Side| cues.get(&side).copied().filter(|_| codebooks.parts != Parts::Learned).unwrap_or(0.0);
    let above = codebooks.learned.judge(&leaning, |label| cues_of((label.book, label.valence)));
    let mut tags = Vec::new();
    for (book, codebook) in codebooks.books.iter().enumerate() {
        for valence in [Valence::Strength, Valence::Weakness] {
            let side = (book, valence);
            let learned = codebooks.learned.labels().iter().position(|it| (it.book, it.valence) == side);
            let learned = learned.filter(|_| codebooks.parts != Parts::Cues);
            let score = learned.map_or_else(|| cues_of(side), |at| 1.0 / (1.0 + (-above[at]).exp()));
            if score >= ENOUGH {
                let reasons = learned.map(|at| codebooks.learned.reasons(&leaning, &codebooks.learned.labels()[at]));
                let mine: Vec<&Heard> = heard.iter().filter(|it| codebooks.side(it) == side).collect();
                let aspects = aspects(codebooks, side, &mine, comment);
                let cues = shown(comment, &mine, reasons.unwrap_or_default());
                if !aspects.is_empty() && !cues.is_empty() {
                    tags.push(Tag { theme: codebook.theme.clone(), valence, score, aspects, cues });
                }
            }
        }
    }
    tags
}

/// What the cue phrases alone say, by `theme:valence`.
pub(super) fn cue_scores(codebooks: &Codebooks, question: Option<&Text>, comment: &Text) -> Vec<(String, f32)> {
    let weighed = weigh(codebooks, &hear(codebooks, question, comment));
    let named =
        |((book, valence), score): (Side, f32)| (format!("{}:{}", codebooks.books[book].theme, valence.name()), score);
    weighed.into_iter().map(named).collect()
}

fn hear(codebooks: &Codebooks, question: Option<&Text>, comment: &Text) -> Vec<Heard> {
    let words = comment.tokens().iter().filter(|token| token.kind != Kind::Mark).count();
    let statements = Statements::of(comment);
    codebooks.cues.hear(question.filter(|_| words <= SHORT), comment, &statements)
}

impl Codebooks {
    fn side(&self, heard: &Heard) -> Side {
        (heard.book, self.books[heard.book].aspects[heard.aspect].valence)
    }
}

/// How strongly the cues speak for each side: overlapping cues count once, and each statement counts in full
/// for its most specific theme only.
fn weigh(codebooks: &Codebooks, heard: &[Heard]) -> BTreeMap<Side, f32> {
    let mut order: Vec<&Heard> = heard.iter().collect();
    order.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.tokens.start.cmp(&b.tokens.start)));
    let mut kept: BTreeMap<Side, Vec<&Heard>> = BTreeMap::new();
    for it in order {
        let kept = kept.entry(codebooks.side(it)).or_default();
        if !kept.iter().any(|other| overlap(&other.tokens, &it.tokens)) {
            kept.push(it);
        }
    }
    let claims = |book: usize, statement: usize| {
        let missed: f32 = kept
            .iter()
            .filter(|((other, _), _)| *other < book)
            .flat_map(|(_, kept)| kept)
            .filter(|it| it.statement == statement)
            .map(|it| 1.0 - it.weight)
            .product();
        1.0 - missed >= ENOUGH
    };
    let weigh = |(book, _): Side, kept: &[&Heard]| {
        let missed: f32 = kept
            .iter()
            .map(|it| 1.0 - if claims(book, it.statement) { it.weight * YIELDED } else { it.weight })
            .product();
        1.0 - missed
    };
    kept.iter().map(|(&side, kept)| (side, weigh(side, kept))).collect()
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The aspects that were heard, or the one the comment is nearest to where only learned words led there.
fn aspects(codebooks: &Codebooks, (book, valence): Side, mine: &[&Heard], comment: &Text) -> Vec<String> {
    let all = &codebooks.books[book].aspects;
    let mut names: Vec<String> = mine.iter().map(|it| all[it.aspect].name.clone()).collect();
    if names.is_empty() {
        let nearest = codebooks.aspects.nearest(book, &codebooks.books[book], valence, comment);
        names.extend(nearest.map(|place| all[place].name.clone()));
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// The cues heard and the strongest learned reasons beside them, in order, without overlaps.
fn shown(comment: &Text, mine: &[&Heard], reasons: Vec<Range<usize>>) -> Vec<Span> {
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut heard: Vec<&&Heard> = mine.iter().collect();
    heard.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.tokens.start.cmp(&b.tokens.start)));
    for tokens in heard.into_iter().map(|it| it.tokens.clone()).chain(reasons.into_iter().take(SHOWN)) {
        if !places.iter().any(|place| overlap(place, &tokens)) {
            places.push(tokens);
        }
    }
    places.sort_by_key(|place| place.start);
    places.into_iter().map(|place| comment.span_of(place)).collect()
}
