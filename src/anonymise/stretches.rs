//! What is hidden in a text, in order and without overlaps, whoever found it.
//!
//! Decides between finds that overlap; it gives no pseudonym and replaces nothing.

use super::anonymiser::Found;
use super::detect::Hit;
use super::names::{Mention, Target};
use super::{Grounds, IdentifierKind};
use crate::text::{Span, Text};

/// A stretch to be masked, whoever found it.
pub(super) struct Stretch<'a> {
    pub(super) span: Span,
    pub(super) kind: IdentifierKind,
    pub(super) target: Option<&'a Target>,
    pub(super) grounds: Grounds,
    /// What stands there instead, where that is no pseudonym.
    pub(super) label: Option<&'static str>,
}

/// What the detectors of structured identifiers go by.
const BY_FORM: Grounds = Grounds { confidence: 0.97, reason: "it is written as such things are" };

/// What flagged clauses are put more widely by.
const BY_CLAUSE: Grounds = Grounds { confidence: 0.9, reason: "a clause that may single somebody out" };

/// Hits first, then the names that are to be hidden, the sure ones before the doubtful: of a name that lies partly under
/// what stands there already only the rest, so that a further name never uncovers a word.
pub(super) fn stretches<'a>(text: &Text, found: &'a Found, hides: &dyn Fn(&Mention) -> bool) -> Vec<Stretch<'a>> {
    let hit = |hit: &Hit| Stretch { span: hit.span, kind: hit.kind, target: None, grounds: BY_FORM, label: None };
    let mut all: Vec<Stretch<'a>> = found.hits.iter().map(hit).collect();
    let mut hidden: Vec<&Mention> = found.mentions.iter().filter(|mention| hides(mention)).collect();
    hidden.sort_by_key(|mention| mention.doubtful);
    for mention in hidden {
        // A longer name takes the place of the shorter inside it.
        let wider = |it: &Stretch<'_>| {
            let longer = mention.span.len() > it.span.len();
            it.target.is_some() && longer && mention.span.start <= it.span.start && it.span.end <= mention.span.end
        };
        all.retain(|it| !wider(it));
        let mut span = mention.span;
        for other in &all {
            if other.span.start <= span.start && span.start < other.span.end {
                span.start = other.span.end.min(span.end);
            } else if span.start < other.span.start && other.span.start < span.end {
                span.end = other.span.start;
            }
        }
        let rest = text.slice(span);
        span.start += rest.len() - rest.trim_start().len();
        span.end = span.start + rest.trim().len();
        let kind = mention.kind();
        if text.slice(span).chars().any(char::is_alphabetic) {
            all.push(Stretch { span, kind, target: Some(&mention.target), grounds: mention.grounds, label: None });
        }
    }
    for general in &found.general {
        let inside = |it: &Stretch<'_>| general.span.start <= it.span.start && it.span.end <= general.span.end;
        if all.iter().all(|it| inside(it) || !it.span.overlaps(general.span)) {
            all.retain(|it| !inside(it));
            let (kind, label) = (IdentifierKind::Circumstance, Some(general.label));
            all.push(Stretch { span: general.span, kind, target: None, grounds: BY_CLAUSE, label });
        }
    }
    all.sort_by_key(|stretch| stretch.span);
    all.dedup_by(|next, last| next.span.overlaps(last.span));
    all
}
