//! What the cue lists found that the learned part must not overrule, or only where it is sure.
//!
//! Weighs nothing; what comes of it is settled where the two meet.

use super::boost::is_complaint;
use super::cues::{Class, Hit};
use super::lean::{How, Lean, Side};
use super::reply::Reply;
use super::words::Group;
use super::{Assent, Label};

/// By how much another label must be likelier than that of the cue lists to take its place; these were found by
/// training on all but one of our sets of answers, with idioms hidden from the lists, and measuring on that one.
pub(super) const MARGIN: f32 = 0.25;
/// The same where nothing but a fact was told.
pub(super) const SLIGHT: f32 = 0.05;
/// The same where an idiom of the lists decided.
pub(super) const KNOWN: f32 = 0.5;
/// The same where a trap rule spoke, which is never overruled: a cue was heard beside a spoken answer, leaves no doubt or
/// stands alone, a look-alike of a cue was told apart, or emphasis was typed.
pub(super) const SETTLED: f32 = 1.0;
/// An answer of up to so many words says little beside its cues.
const BRIEF: usize = 8;
/// A denial of so many words stands.
const DENIAL: usize = 3;

/// What the cue lists found that bounds the learned part.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "five independent findings about one answer")]
pub(super) struct Bounds {
    /// Whether a yes or no was spoken, which no row of small talk has.
    pub(super) spoken: bool,
    /// By how much the learned part must be surer of another label.
    pub(super) margin: f32,
    /// Whether that holds in small talk too.
    pub(super) firm: bool,
    /// Whether it holds there too unless that is certain: "It's alright" of a song is no complaint.
    pub(super) sure: bool,
    /// Whether nothing is said but yes.
    pub(super) bare: bool,
    /// Whether little is said beside the cues, so that their step of the guideline holds.
    pub(super) brief: bool,
}

impl Bounds {
    /// Those of `reply`, of which the cue lists made `rules` because it leans so.
    pub(super) fn of(reply: &Reply<'_>, lean: &Lean, rules: &Assent) -> Self {
        let bare = (0..reply.tokens().len()).all(|at| reply.is_padding(at) || reply.is_yes(at));
        let mut zone = 0..reply.end_of_sentences(2);
        let typed = rules.label == Label::ResoundingYes && rules.cues.is_empty();
        let is_sure = |name| Class::ALL.iter().any(|class| class.name() == name && class.is_sure());
        let sure = rules.cues.iter().any(|cue| is_sure(cue.kind));
        let heard = matches!(lean.how, How::Said | How::Idiom) && !rules.cues.is_empty()
            || reply.hit_in(Class::Shield, &reply.first_sentence()).is_some();
        // "It isn't.": no more was said.
        let denied = rules.label == Label::No && lean.how == How::Said && reply.length() <= DENIAL;
        let brief = reply.length() <= BRIEF && !rules.cues.is_empty();
        let firm = typed
            || denied
            || takes_back(reply, rules)
            || reply.says_nothing()
            || (reply.is_stray() && lean.side != Side::No)
            || reply.is_sign()
            || is_affirmed(reply, rules)
            || (rules.label == Label::No
                && lean.how == How::Idiom
                && reply.hit_in(Class::Booster, &(0..SHORT)).is_some()
                && !reply.hits.iter().any(|hit| hit.class.qualifies()))
            || is_denied(reply, rules)
            || praises_by_denial(reply, lean, rules)
            || reply.is_all_cue()
            || (sure && is_whole(reply));
        let margin = match lean.how {
            _ if firm || sure || heard => SETTLED,
            How::Idiom => KNOWN,
            How::Said | How::Qualified => MARGIN,
            How::Related | How::Told => SLIGHT,
        };
        Bounds { spoken: zone.any(|at| reply.is_yes(at) || reply.is_no(at)), margin, firm, sure, bare, brief }
    }
}

/// "Of course it does.": nothing but an affirmation.
fn is_affirmed(reply: &Reply<'_>, rules: &Assent) -> bool {
    let first = reply.first_sentence();
    let small = [Group::Subject, Group::Aux, Group::Tail];
    let said = |at: usize| {
        let cue = |hit: &Hit| hit.tokens.contains(&at) && matches!(hit.class, Class::Affirmation | Class::Booster);
        reply.hits.iter().any(cue) || small.iter().any(|&group| reply.is(at, group))
    };
    let whole = reply.text.sentences().len() == 1 && reply.words(first.clone()).all(said);
    rules.label.is_yes() && whole && reply.hit_in(Class::Affirmation, &first).is_some()
}

/// "I can't fault it.", "Couldn't be happier.": the denial is part of the praise.
fn praises_by_denial(reply: &Reply<'_>, lean: &Lean, rules: &Assent) -> bool {
    let denies = |hit: &Hit| hit.tokens.clone().any(|at| reply.is(at, Group::AuxNot) || reply.is(at, Group::Negative));
    rules.label.is_yes()
        && lean.how == How::Idiom
        && reply.hits.iter().any(|hit| hit.class == Class::Booster && denies(hit))
}

/// "It's not bad.": nothing but cues and small words.
fn is_whole(reply: &Reply<'_>) -> bool {
    let small = |at: usize| [Group::Subject, Group::Aux, Group::Tail].iter().any(|&group| reply.is(at, group));
    let cue = |at: usize| reply.hits.iter().any(|hit| hit.tokens.contains(&at) && hit.class.decides());
    (0..reply.tokens().len()).all(|at| reply.is_padding(at) || cue(at) || small(at) || reply.is_short(at))
}

/// A denial in a sentence of up to so many words is all that it says.
const SHORT: usize = 6;

/// "They are not happy.", "It never works.": a denial of the matter that no further word turns around.
fn is_denied(reply: &Reply<'_>, rules: &Assent) -> bool {
    let words: Vec<usize> = reply.words(0..reply.tokens().len()).take(SHORT + 1).collect();
    let [subject, verb, ref rest @ ..] = words[..] else { return false };
    let third = matches!(reply.normal(subject), "it" | "it's" | "that" | "that's" | "they" | "they're");
    let not = |at: usize| reply.is(at, Group::Denying);
    let denies = not(verb)
        || (matches!(reply.normal(verb), "is" | "are" | "was" | "were") && rest.iter().take(1).any(|&at| not(at)));
    let turned = |at: usize| is_complaint(reply, at) || reply.is(at, Group::Denial) || reply.normal(at) == "yet";
    let qualified = reply.hits.iter().any(|hit| hit.class.qualifies() || hit.class == Class::Evasion);
    rules.label == Label::No
        && words.len() <= SHORT
        && third
        && denies
        && !qualified
        && !rest.iter().any(|&at| turned(at))
}

/// "Of course, but ...": what was firm is taken back.
fn takes_back(reply: &Reply<'_>, rules: &Assent) -> bool {
    let concession = reply.hits.iter().position(|hit| hit.class == Class::Concession);
    let firm = |hit: &Hit| matches!(hit.class, Class::Booster | Class::Affirmation);
    rules.label == Label::ReluctantYes
        && concession.is_some_and(|at| reply.hits[..at].iter().any(firm))
        && rules.cues.iter().any(|cue| cue.kind == Class::Concession.name())
}
