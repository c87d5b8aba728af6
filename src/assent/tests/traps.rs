//! The traps: words that look like a cue and are none, or that turn by what stands beside them.
//!
//! Every class of cue has its rows, in wording of its own.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{SCORER, check, check_all};
use crate::text::Text;

#[test]
fn a_hedge_before_a_strong_word_is_none() {
    check_all("resounding-yes", &["I think it's absolutely brilliant.", "I'd say it's the best thing we've done."]);
    check_all("reluctant-yes", &["I think so.", "I guess it does.", "Yes, I suppose.", "It does, I think so."]);
}

#[test]
fn hedge_words_as_nouns_duties_and_wishes_are_none() {
    check_all("plain-yes", &["Yes, the best guess field fills itself.", "Yes, and it should, we paid for it."]);
    check_all("plain-yes", &["Yes. I hope you keep it."]);
    check_all("reluctant-yes", &["I hope so.", "Maybe, yeah.", "Probably, yes."]);
}

#[test]
fn kind_of_behind_a_determiner_is_a_noun() {
    check_all("reluctant-yes", &["It kind of does.", "Sort of, yes.", "More or less.", "To some extent."]);
}

#[test]
fn approximators_before_a_strong_word_boost() {
    check_all("resounding-yes", &["Yes, it's quite brilliant.", "Yes, I'm pretty thrilled with it."]);
    check_all("reluctant-yes", &["Pretty much.", "Partly, yes.", "By and large, yes."]);
    check("Has it got better?", "A bit better, yes.", "reluctant-yes");
}

#[test]
fn frequencies_limit_or_boost() {
    check_all("resounding-yes", &["Yes, every time.", "Always.", "Every single time it does."]);
    check_all("reluctant-yes", &["Sometimes.", "Usually, yes.", "Now and then.", "On occasion, yes.", "Most days."]);
}

#[test]
fn conditions_qualify_and_their_look_alikes_do_not() {
    check_all(
        "reluctant-yes",
        &["Yes, if the list is right.", "As long as it's quiet.", "Yes, provided they read it."],
    );
    check_all("reluctant-yes", &["Depends on the day.", "Unless it rains, yes.", "Only if you know the trick."]);
    check_all("plain-yes", &["Yes, if you ask me.", "It does, even if it rains.", "Yes. It was odd when I started."]);
}

#[test]
fn concessions_qualify_and_their_look_alikes_do_not() {
    check_all("reluctant-yes", &["Yes, but it's slow.", "It does, although nobody reads it.", "Yes, in principle."]);
    check_all("reluctant-yes", &["On paper, yes.", "Yes. Having said that, it's slow."]);
    check_all("resounding-yes", &["I don't just like it, I love it.", "Not only does it work, I love it."]);
    check_all("resounding-yes", &["Nothing but good things. Absolutely, yes."]);
    check_all("no", &["No, but I'd like it to.", "No, although I see what they meant."]);
}

#[test]
fn a_booster_with_a_concession_behind_it_is_reluctant() {
    check_all("reluctant-yes", &["Of course it does, but not for my lot.", "Absolutely, in theory."]);
    check_all("reluctant-yes", &["Definitely. I just wish somebody read it.", "Obviously it does, on paper."]);
    check_all("resounding-yes", &["Absolutely, and I'd do it again."]);
}

#[test]
fn time_limits_qualify_and_at_once_boosts() {
    check_all(
        "reluctant-yes",
        &["So far, yes.", "For now.", "At the moment, yes.", "Lately, yes.", "These days, yes."],
    );
    check("Would you sign it?", "I'd sign right now!", "resounding-yes");
}

#[test]
fn hearsay_qualifies_unless_the_speaker_saw_it() {
    check_all("reluctant-yes", &["They say so.", "Apparently.", "I'm told it does.", "Supposedly, yes."]);
    check_all("non-answer", &["Ask them.", "That's above my pay grade.", "You'd have to ask my boss."]);
    check_all("plain-yes", &["They say it does, and I see it every day."]);
}

#[test]
fn obligation_is_reluctant_and_its_look_alikes_are_not() {
    let asked = "Will you use the new form?";
    for answer in
        ["We have to.", "No choice, have we.", "Might as well.", "If that's what they want.", "Whatever works."]
    {
        check(asked, answer, "reluctant-yes");
    }
    check_all("resounding-yes", &["I have to say, it's great.", "You have to try it, it's brilliant."]);
}

#[test]
fn faint_praise_is_reluctant_and_strong_denial_of_fault_is_not() {
    check_all("reluctant-yes", &["Not bad.", "It's okay.", "It's decent enough.", "Better than nothing."]);
    check_all("reluctant-yes", &["I've seen worse.", "It does the job.", "It has its moments.", "It's workable."]);
    check_all("resounding-yes", &["Couldn't agree more.", "Can't fault it.", "I can't get enough of it."]);
}

#[test]
fn a_bare_yes_is_plain_whatever_the_question() {
    check_all("plain-yes", &["Yes.", "Yeah.", "Mm-hm.", "Sure.", "It does."]);
    check("Are you excited about it?", "Yes.", "plain-yes");
    super::check_order("Yes.", "Yes, mostly.");
}

#[test]
fn a_tag_of_the_speaker_qualifies() {
    check_all("reluctant-yes", &["Yes, I hope?", "It does, doesn't it?"]);
    check("It works, doesn't it?", "Yes.", "plain-yes");
}

#[test]
fn damning_tags_qualify() {
    check_all("reluctant-yes", &["It works, I'll give it that.", "Yes, for what it is.", "It does, considering."]);
}

#[test]
fn negated_boosters_qualify_or_deny() {
    check_all("reluctant-yes", &["Not completely.", "Not always.", "Fairly."]);
    check_all("no", &["Not at all.", "Not really.", "Absolutely not.", "Definitely not."]);
}

#[test]
fn sarcasm_needs_two_signs() {
    check_all("reluctant-yes", &["Oh great, another form. Just what we needed.", "Yeah, right."]);
    check_all("resounding-yes", &["Brilliant, I love it."]);
}

#[test]
fn stacked_particles_go_by_what_follows() {
    check_all("resounding-yes", &["Yeah, no, definitely.", "No, absolutely, it works."]);
    check_all("no", &["Yeah, no, not for me.", "Well, no.", "No, no, it doesn't."]);
    check_all("plain-yes", &["No, yeah, it does."]);
}

#[test]
fn answers_to_negative_questions_go_by_their_clause() {
    check("Don't they ring back?", "No, they do.", "plain-yes");
    check("Don't they ring back?", "No, never.", "no");
    check("You weren't asked, were you?", "We were, as it happens.", "plain-yes");
    check("Any concerns?", "No.", "no");
    check("Any concerns?", "None at all.", "no");
    check("You don't have problems with it, do you?", "No, none.", "no");
}

#[test]
fn not_knowing_is_no_answer_unless_a_yes_follows() {
    check_all("non-answer", &["I don't know.", "No idea.", "Hard to say.", "Couldn't tell you.", "Don't know, sorry."]);
    check_all("reluctant-yes", &["I don't know, yes, I guess.", "It depends who's on shift."]);
}

#[test]
fn both_ways_keeps_a_little_yes() {
    check_all("reluctant-yes", &["Yes and no.", "In some ways."]);
}

/// Answers of the fixtures that stand in for each trap, both ways.
const CASES: &str = include_str!("../../../fixtures/gold/cases/assent-traps.jsonl");

/// Traps that are not told apart today.
const MISSED: &[&str] = &["a fact told"];

#[test]
fn traps_are_told_apart_but_for_those_known() {
    let mut traps: BTreeMap<String, usize> = BTreeMap::new();
    let mut missed: BTreeSet<String> = BTreeSet::new();
    for line in CASES.lines() {
        let row: Value = serde_json::from_str(line).expect("the fixture is JSON");
        let (Some(trap), Some(question), Some(answer)) =
            (row["trap"].as_str(), row["question"].as_str(), row["text"].as_str())
        else {
            continue;
        };
        *traps.entry(trap.to_owned()).or_default() += 1;
        let found = SCORER.score(&Text::new(question), &Text::new(answer)).expect("a yes/no question");
        if Some(found.label.name()) != row["assent"]["label"].as_str() {
            missed.insert(trap.to_owned());
        }
    }
    println!("traps told apart: {} of {}", traps.len() - missed.len(), traps.len());
    assert!(traps.values().all(|&cases| cases > 1), "each trap has a case that goes and one that stays");
    assert_eq!(missed.iter().map(String::as_str).collect::<Vec<_>>(), MISSED);
}
