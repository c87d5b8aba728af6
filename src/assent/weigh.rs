//! Weighs the evidence of an answer into a label and a number between 0 and 1.
//!
//! [`number`] alone turns evidence into reluctance, so that a learned part can join there.

use super::asked::Asked;
use super::cues::{Class, Hit};
use super::lean::{Lean, Side};
use super::mock::mocks;
use super::reach::Reach;
use super::reply::Reply;
use super::scope::{Scope, scope, takes_back};
use super::told::manner;
use super::{Assent, Cue, Label};

/// A yes without emphasis or reservation.
const PLAIN: f32 = 0.25;
/// From here on a yes is reluctant.
const RELUCTANT: f32 = 0.4;
/// Below this a yes is resounding.
const RESOUNDING: f32 = 0.125;

/// Everything that the number is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// What takes away from the yes: the sum over different qualifications.
    pub(super) doubt: f32,
    /// Whether one of them leaves a yes in name only.
    pub(super) in_name_only: bool,
    /// How many words or signs of emphasis there are.
    pub(super) emphasis: usize,
    /// Halting speech and other small signs.
    pub(super) halting: f32,
    /// Whether the question was strong and the reply no more than a bare yes.
    pub(super) faint: bool,
}

/// Reluctance from 0.0 (resounding) to 1.0 (yes in name only).
pub(super) fn number(evidence: &Evidence) -> f32 {
    let Evidence { doubt, in_name_only, emphasis, halting, faint } = *evidence;
    if doubt <= 0.0 && emphasis > 0 {
        return 0.0;
    }
    if doubt <= 0.0 {
        let small = halting + if faint { 0.1 } else { 0.0 };
        return PLAIN + small.min(0.12);
    }
    let most = if in_name_only { 1.0 } else { 0.75 };
    (PLAIN + doubt + halting.min(0.05)).clamp(0.5, most)
}

/// What `reply` amounts to; `halts` says what halting weighs in this speaker.
pub(super) fn weigh(asked: &Asked, reply: &Reply<'_>, lean: &Lean, halts: f32) -> Assent {
    let (label, reluctance, hits) = match lean.side {
        Side::No => (Label::No, None, chosen(reply, &[Class::Refusal])),
        Side::Neither => (Label::NonAnswer, None, chosen(reply, &[Class::Evasion])),
        Side::Yes => {
            let (mut evidence, hits) = evidence(asked, reply, lean);
            evidence.halting *= halts;
            let number = number(&evidence);
            let label = if number >= RELUCTANT {
                Label::ReluctantYes
            } else if number < RESOUNDING {
                Label::ResoundingYes
            } else {
                Label::PlainYes
            };
            (label, Some(number), hits)
        }
    };
    let changes =
        reply.hits.iter().filter(|hit| hit.class == Class::Change && hit.tokens.start < reply.end_of_sentences(2));
    let hits = hits.into_iter().chain(changes.cloned());
    let cue = |hit: Hit| Cue { span: reply.text.span_of(hit.tokens), kind: hit.class.name(), weight: hit.weight };
    Assent { label, reluctance, cues: hits.map(cue).collect() }
}

fn chosen(reply: &Reply<'_>, classes: &[Class]) -> Vec<Hit> {
    reply.hits.iter().filter(|hit| classes.contains(&hit.class)).take(2).cloned().collect()
}

/// Collects what speaks for and against the yes, and the cues that show it.
fn evidence(asked: &Asked, reply: &Reply<'_>, lean: &Lean) -> (Evidence, Vec<Hit>) {
    let mut evidence = Evidence::default();
    let mut hits: Vec<Hit> = Vec::new();
    let mut seen: Vec<Class> = Vec::new();
    let reach = Reach::new(asked, reply, lean);
    let counts = |hit: &&Hit| hit.class.qualifies() && !(asked.exists && hit.class == Class::Approximator);
    for hit in reply.hits.iter().filter(counts).filter(|hit| reach.holds(hit)) {
        // Two cues of one class in one answer say the same thing twice.
        let again = seen.contains(&hit.class);
        evidence.doubt += if again { 0.0 } else { hit.weight };
        evidence.in_name_only |= hit.weight >= 0.75;
        seen.push(hit.class);
        hits.push(hit.clone());
    }
    if takes_back(reply) {
        evidence.doubt += 0.25;
    }
    if mocks(reply) && !evidence.in_name_only {
        evidence.doubt += 0.75;
        evidence.in_name_only = true;
    }
    if seen.is_empty() && manner(reply).is_some() {
        evidence.doubt += 0.25;
    }
    let narrow = lean.echo.as_ref().is_some_and(|echo| echo.narrow);
    if matches!(scope(asked, reply, narrow), Scope::Part | Scope::Contrast) && !seen.contains(&Class::Approximator) {
        evidence.doubt += 0.25;
    }
    let boosters = reply.hits.iter().filter(|hit| hit.class == Class::Booster && reach.is_near(hit));
    // A verdict such as ", so absolutely" at the end outweighs a lesser word before it.
    if boosters.clone().any(|hit| reach.is_verdict(hit)) && evidence.doubt <= 0.25 {
        evidence.doubt = 0.0;
        hits.clear();
    }
    if evidence.doubt <= 0.0 {
        hits.extend(boosters.clone().cloned());
    }
    evidence.emphasis = boosters.count() + usize::from(repeated(reply)) + usize::from(shouted(reply));
    let halting = reply.hits.iter().filter(|hit| hit.class == Class::Disfluency && reach.is_near(hit));
    evidence.halting = halting.map(|hit| hit.weight).sum();
    evidence.faint = asked.strong && reply.length() <= 3;
    (evidence, hits)
}

/// Emphasis by repetition shows within so many tokens.
const REPEATS: usize = 8;

/// "Yes, yes", "Agreed, agreed", "asked and asked and asked".
fn repeated(reply: &Reply<'_>) -> bool {
    let (mut run, mut last) = (1, "");
    for at in reply.first_sentence().take(REPEATS) {
        let word = reply.normal(at);
        if reply.is_mark(at) {
            // Halting speech repeats itself too.
            if word.starts_with("..") || word.starts_with('-') {
                return false;
            }
            continue;
        }
        if word == "and" {
            continue;
        }
        run = if word == last { run + 1 } else { 1 };
        let affirms = reply.is_yes(at)
            || reply.hits.iter().any(|hit| hit.tokens.contains(&at) && hit.class == Class::Affirmation);
        if (run == 2 && affirms) || (run == 3 && word.len() > 3) {
            return true;
        }
        last = word;
    }
    false
}

/// "YES", "Yes!!", "Of course it does!".
fn shouted(reply: &Reply<'_>) -> bool {
    let end = reply.end_of_sentences(2);
    let first = reply.first_sentence();
    let called = first.clone().next_back().is_some_and(|at| reply.is_mark(at) && reply.normal(at).starts_with('!'));
    if called && reply.hit_in(Class::Affirmation, &first).is_some() {
        return true;
    }
    (0..end).any(|at| {
        let token = &reply.tokens()[at];
        let raw = reply.text.slice(token.span);
        let capital = raw.len() >= 3 && raw.chars().all(char::is_uppercase);
        reply.is_yes(at) && (capital || reply.normal(at + 1).starts_with('!'))
    })
}
