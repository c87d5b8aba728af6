//! Which words of a comment are shown as the reasons for a theme: never words that anything could be said with.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::cues::Heard;
use super::tagger::overlap;
use crate::lexicons::themes::GLUE;
use crate::text::{Key, Kind, Span, Text};

/// Words that tell nothing by themselves.
static TOO_COMMON: LazyLock<FxHashSet<Key>> = LazyLock::new(|| GLUE.entries().map(Key::of).collect());

/// The learned reasons shown with a tag, at most.
const SHOWN: usize = 3;

/// How many words a reader needs at least to see why, where only learned words led to a theme.
const ENOUGH: usize = 3;

/// The cues heard and the strongest learned reasons beside them, in order, without overlaps.
pub(super) fn shown(comment: &Text, mine: &[&Heard], reasons: &[Range<usize>]) -> Vec<Span> {
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut heard: Vec<&&Heard> = mine.iter().collect();
    heard.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.tokens.start.cmp(&b.tokens.start)));
    let heard = heard.into_iter().map(|it| it.tokens.clone());
    // Where a phrase was heard, a lone word beside it explains nothing.
    let least = if mine.is_empty() { 1 } else { 2 };
    let telling = reasons.iter().filter(|tokens| tokens.len() >= least && is_telling(comment, tokens)).take(SHOWN);
    for tokens in heard.chain(telling.map(|tokens| widened(comment, tokens.clone(), 2))) {
        if !places.iter().any(|place| overlap(place, &tokens)) {
            places.push(tokens);
        }
    }
    if places.is_empty() {
        places.extend(reasons.first().map(|tokens| widened(comment, tokens.clone(), ENOUGH)));
    }
    places.sort_by_key(|place| place.start);
    places.into_iter().map(|place| comment.span_of(place)).collect()
}

/// Whether one of the words is not too common to tell anything.
fn is_telling(comment: &Text, tokens: &Range<usize>) -> bool {
    let words = comment.tokens()[tokens.clone()].iter().filter(|token| token.kind != Kind::Mark);
    words.into_iter().any(|token| !TOO_COMMON.contains(&token.normal_key()))
}

/// The words with those around them, until they are `least`: those in front first, never beyond a comma or a sentence.
fn widened(comment: &Text, mut tokens: Range<usize>, least: usize) -> Range<usize> {
    let sentence = comment.sentence_of(tokens.start);
    let is_word = |at: usize| comment.tokens()[at].kind != Kind::Mark;
    while tokens.len() < least {
        let before = (tokens.start > sentence.start && is_word(tokens.start - 1)).then(|| tokens.start - 1);
        let behind = (tokens.end < sentence.end && is_word(tokens.end)).then_some(tokens.end + 1);
        tokens = match (before, behind) {
            (Some(start), Some(end)) => start..end,
            (Some(start), None) => start..tokens.end,
            (None, Some(end)) => tokens.start..end,
            (None, None) => break,
        };
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(comment: &str, reasons: &[(usize, usize)], expected: &[&str]) {
        let text = Text::new(comment);
        let reasons: Vec<Range<usize>> = reasons.iter().map(|&(start, end)| start..end).collect();
        let found: Vec<&str> = shown(&text, &[], &reasons).into_iter().map(|span| text.slice(span)).collect();
        assert_eq!(found, expected, "{comment}");
    }

    #[test]
    fn a_lone_word_brings_its_neighbours_and_a_common_one_is_left_out() {
        check("They drop the parcel and that's it.", &[(4, 5), (1, 2), (5, 6)], &["They drop the"]);
        check("They drop the parcel, fine.", &[(3, 4)], &["the parcel"]);
    }

    #[test]
    fn where_nothing_else_led_there_a_common_word_is_shown_among_others() {
        check("So what they get, and now.", &[(1, 2)], &["So what they"]);
    }
}
