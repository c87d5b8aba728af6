//! Puts the two layers together and decides which themes a comment carries.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::cues::{Heard, Hearing};
use super::reasons;
use super::statements::Statements;
use super::{Codebooks, Parts, Tag, Valence};
use crate::text::{Kind, Text};

/// From which score on a theme is given where nothing was learned about it.
const ENOUGH: f32 = 0.5;

/// What is left of a cue where a more specific theme claims its statement.
const YIELDED: f32 = 0.3;

/// From which weight on a cue that stands undenied gives its theme, whatever else the comment says.
const CLEAR: f32 = 0.7;

/// No single cue makes a theme surer than this.
const SUREST: f32 = 0.95;

/// Comments of at most this many words may borrow their context from the question.
const SHORT: usize = 8;

/// A theme's place and a valence.
type Side = (usize, Valence);

/// Every theme that `comment` carries.
pub(super) fn tag(codebooks: &Codebooks, question: Option<&Text>, comment: &Text) -> Vec<Tag> {
    if comment.is_empty() {
        return Vec::new();
    }
    let Hearing { heard, denied } = hear(codebooks, question, comment);
    let kept = keep(codebooks, &heard);
    let leaning = codebooks.learned.lean(&codebooks.evidence, comment);
    let has_cues = codebooks.parts != Parts::Learned;
    let cues_of = |side: Side| if has_cues { weigh(codebooks, &kept, side, |_| true) } else { 0.0 };
    let clear_of = |side: Side| clear(codebooks, &kept, side).filter(|_| has_cues).map(|it| (it / (1.0 - it)).ln());
    let above = codebooks.learned.judge(
        &leaning,
        |label| cues_of((label.book, label.valence)),
        |label| clear_of((label.book, label.valence)),
    );
    let mut tags = Vec::new();
    let mut given: BTreeSet<Side> = BTreeSet::new();
    for (book, codebook) in codebooks.books.iter().enumerate() {
        for valence in [Valence::Strength, Valence::Weakness] {
            let side = (book, valence);
            let learned = codebooks.learned.labels().iter().position(|it| (it.book, it.valence) == side);
            let learned = learned.filter(|_| codebooks.parts != Parts::Cues);
            let score = match learned {
                None => weigh(codebooks, &kept, side, |other| given.contains(&other)),
                Some(_) if has_cues && is_denied(codebooks, &kept, side, &denied) => 0.0,
                Some(at) => 1.0 / (1.0 + (-above[at]).exp()),
            };
            if score >= ENOUGH {
                given.insert(side);
                let reasons = learned.map(|at| codebooks.learned.reasons(&leaning, &codebooks.learned.labels()[at]));
                let mine: Vec<&Heard> = heard.iter().filter(|it| codebooks.side(it) == side).collect();
                let aspects = aspects(codebooks, side, &mine, comment);
                let cues = reasons::shown(comment, &mine, &reasons.unwrap_or_default());
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
    let hearing = hear(codebooks, question, comment);
    let kept = keep(codebooks, &hearing.heard);
    let named = |&side: &Side| {
        let (book, valence) = side;
        let score = weigh(codebooks, &kept, side, |_| true);
        (format!("{}:{}", codebooks.books[book].theme, valence.name()), score)
    };
    kept.keys().map(named).collect()
}

fn hear(codebooks: &Codebooks, question: Option<&Text>, comment: &Text) -> Hearing {
    let words = comment.tokens().iter().filter(|token| token.kind != Kind::Mark).count();
    let statements = Statements::of(comment);
    codebooks.cues.hear(question.filter(|_| words <= SHORT), comment, &statements)
}

impl Codebooks {
    fn side(&self, heard: &Heard) -> Side {
        (heard.book, self.books[heard.book].aspects[heard.aspect].valence)
    }
}

/// The cues that count for each side: of those that overlap, the strongest.
type Kept<'h> = BTreeMap<Side, Vec<&'h Heard>>;

fn keep<'h>(codebooks: &Codebooks, heard: &'h [Heard]) -> Kept<'h> {
    let mut order: Vec<&Heard> = heard.iter().collect();
    order.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.tokens.start.cmp(&b.tokens.start)));
    let mut kept = Kept::new();
    for it in order {
        let kept = kept.entry(codebooks.side(it)).or_default();
        if !kept.iter().any(|other| overlap(&other.tokens, &it.tokens)) {
            kept.push(it);
        }
    }
    kept
}

/// How strongly the cues speak for `side`; a statement counts in full only where no more specific theme that `may`
/// claim it does. Plain entries of dictionaries yield to nothing.
fn weigh(codebooks: &Codebooks, kept: &Kept<'_>, side: Side, may: impl Fn(Side) -> bool) -> f32 {
    let left = |it: &Heard| {
        let yields = !it.is_entry && is_claimed(codebooks, kept, side.0, it.statement, &may);
        if yields { it.weight * YIELDED } else { it.weight }
    };
    let missed: f32 = kept.get(&side).into_iter().flatten().map(|it| 1.0 - left(it)).product();
    1.0 - missed
}

/// Whether themes of a lower order than that of `book` speak for this statement strongly enough to claim it.
fn is_claimed(
    codebooks: &Codebooks,
    kept: &Kept<'_>,
    book: usize,
    statement: usize,
    may: impl Fn(Side) -> bool,
) -> bool {
    let order = |book: usize| codebooks.books[book].order;
    let missed: f32 = kept
        .iter()
        .take_while(|((other, _), _)| order(*other) < order(book))
        .filter(|(side, _)| may(**side))
        .flat_map(|(_, kept)| kept)
        .filter(|it| it.statement == statement)
        .map(|it| 1.0 - it.weight)
        .product();
    1.0 - missed >= ENOUGH
}

/// The weight of the strongest cue of `side` that leaves no doubt, if there is one: it gives the theme whatever else
/// the comment says.
fn clear(codebooks: &Codebooks, kept: &Kept<'_>, side: Side) -> Option<f32> {
    let clear = kept.get(&side)?.iter().filter(|it| it.weight >= CLEAR);
    let clear = clear.filter(|it| !is_claimed(codebooks, kept, side.0, it.statement, |_| true));
    clear.map(|it| it.weight.min(SUREST)).max_by(f32::total_cmp)
}

/// Whether words alone must not give `side`: all that speaks for it is denied, or the opposite stands clear in the
/// same statement.
fn is_denied(codebooks: &Codebooks, kept: &Kept<'_>, side: Side, denied: &[(usize, usize, f32)]) -> bool {
    let mine = kept.get(&side).map_or(&[][..], Vec::as_slice);
    let (book, valence) = side;
    let is_mine = |&(other, aspect, weight): &(usize, usize, f32)| {
        weight >= ENOUGH && other == book && codebooks.books[book].aspects[aspect].valence == valence
    };
    let opposite = if valence == Valence::Strength { Valence::Weakness } else { Valence::Strength };
    let against: Vec<&&Heard> =
        kept.get(&(book, opposite)).into_iter().flatten().filter(|it| it.weight >= CLEAR).collect();
    let stands = |it: &&Heard| it.weight >= CLEAR || against.iter().all(|other| other.statement != it.statement);
    (mine.is_empty() && denied.iter().any(is_mine)) || (!against.is_empty() && !mine.iter().any(stands))
}

pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
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
