//! Scoring of answers: every class of cue and every trap.

use super::{SCORER, check_all, check_order};
use crate::assent::{Parts, Scorer};
use crate::text::Text;

#[test]
fn a_bare_yes_is_plain() {
    check_all(
        "plain-yes",
        &[
            "Yes.",
            "Yeah.",
            "yep",
            "yh",
            "Aye.",
            "Mm-hm.",
            "It does.",
            "It does, yes.",
            "Yes, I believe it does.",
            "Sure it does.",
        ],
    );
}

#[test]
fn hedges_raise_it() {
    check_all(
        "reluctant-yes",
        &[
            "Yes, I suppose.",
            "I guess so.",
            "Probably, yeah.",
            "I think so.",
            "I'd imagine so.",
            "As far as I know, yes.",
            "Hopefully.",
        ],
    );
}

#[test]
fn an_opinion_marker_before_a_strong_word_is_no_hedge() {
    check_all("resounding-yes", &["I think it's excellent.", "I think it is absolutely brilliant."]);
}

#[test]
fn cue_words_inside_nouns_are_left_alone() {
    check_all(
        "plain-yes",
        &[
            "Yes, the best guess field is quick now.",
            "Yes, it works for every kind of customer.",
            "It does, kind of job it is you need one.",
            "Yes, mostly because they wrote it with us.",
        ],
    );
}

#[test]
fn approximators_and_frequencies_limit_a_yes() {
    check_all(
        "reluctant-yes",
        &[
            "Mostly.",
            "More or less.",
            "Kind of, yes.",
            "To some extent.",
            "Sometimes.",
            "Now and then, yes.",
            "It does, most days.",
        ],
    );
}

#[test]
fn every_time_and_always_boost() {
    check_all("resounding-yes", &["Every time.", "Always.", "Every single time.", "Yes, without fail."]);
}

#[test]
fn quite_and_pretty_boost_before_a_strong_word() {
    check_all("resounding-yes", &["It's quite brilliant.", "I'm pretty thrilled with it."]);
}

#[test]
fn conditions_make_it_reluctant() {
    check_all(
        "reluctant-yes",
        &[
            "If they read it.",
            "Yes, provided the printer works.",
            "As long as we get the time.",
            "Only when it's quiet.",
            "Depends on the day, but yes.",
        ],
    );
}

#[test]
fn other_ifs_are_no_conditions() {
    check_all(
        "plain-yes",
        &[
            "Yes, if anything it's quicker.",
            "Yes, if you ask me.",
            "It does, even if it took a month.",
            "Yes, it did when I started too.",
        ],
    );
}

#[test]
fn a_concession_makes_it_reluctant() {
    check_all(
        "reluctant-yes",
        &[
            "Yes, but it's slow.",
            "It does, although I skip page two.",
            "Yes. However, nights never see it.",
            "On paper, yes.",
            "In principle.",
        ],
    );
}

#[test]
fn an_upgrade_is_no_concession() {
    check_all(
        "resounding-yes",
        &[
            "I don't just like it, I love it.",
            "Not only does it work, it's the best thing we have.",
            "Nothing but good news from mine, absolutely.",
        ],
    );
    check_all("plain-yes", &["It took time, but it works.", "Yeah, it took some getting used to, but it works."]);
}

#[test]
fn a_booster_before_a_concession_does_not_save_it() {
    check_all(
        "reluctant-yes",
        &[
            "Of course, but it's slow.",
            "Absolutely, in theory.",
            "Definitely, I just wish they'd read it.",
            "Obviously it does, on paper.",
        ],
    );
}

#[test]
fn time_limits_make_it_reluctant() {
    check_all(
        "reluctant-yes",
        &["So far, yes.", "For now it does.", "At the moment.", "Lately, yes.", "So far so good."],
    );
    check_all("resounding-yes", &["Absolutely, I'd sign right now."]);
}

#[test]
fn hearsay_makes_it_reluctant_unless_the_speaker_saw_it() {
    check_all(
        "reluctant-yes",
        &[
            "They say it does.",
            "Apparently.",
            "I'm told it does.",
            "Management thinks it does.",
            "According to the poster.",
        ],
    );
}

#[test]
fn obligation_makes_it_reluctant() {
    check_all(
        "reluctant-yes",
        &[
            "We have to, don't we.",
            "No choice, it won't close otherwise.",
            "Might as well.",
            "I can live with it.",
            "If that's what they want.",
        ],
    );
}

#[test]
fn having_to_say_boosts() {
    check_all("resounding-yes", &["I have to say, it's great, it's absolutely brilliant."]);
}

#[test]
fn faint_praise_makes_it_reluctant() {
    check_all(
        "reluctant-yes",
        &[
            "Not too shabby.",
            "It does the job.",
            "Seen worse.",
            "Better than nothing.",
            "It's workable.",
            "It has its moments.",
        ],
    );
    check_all("plain-yes", &["Not bad at all, I'd keep it."]);
}

#[test]
fn a_minimal_reply_to_a_strong_question_is_less_willing() {
    let number = |question: &str| {
        let asked = Text::new(question);
        SCORER.score(&asked, &Text::new("Yeah.")).and_then(|found| found.reluctance).expect("a yes")
    };
    assert!(number("Do you love the new form?") > number("Do you use the new form?"));
}

#[test]
fn halting_adds_a_little_and_never_decides() {
    check_all("plain-yes", &["Um, yes, er, it does.", "Well, yes, it does."]);
    check_order("It does.", "Um, [pause] it does.");
}

#[test]
fn adverbial_well_is_no_halting() {
    let number = |answer: &str| {
        let asked = Text::new("Does the new form work?");
        let rules = Scorer::new().with(Parts::Cues);
        rules.score(&asked, &Text::new(answer)).and_then(|found| found.reluctance).expect("a yes")
    };
    assert!(number("It works as well as ever, yes.") < number("Well, um, yes."));
}

#[test]
fn a_rise_makes_it_reluctant() {
    check_all("reluctant-yes", &["Yes?", "I think so?"]);
}

#[test]
fn conceding_makes_it_reluctant() {
    check_all(
        "reluctant-yes",
        &[
            "It works, I'll give it that.",
            "For what it is, yes.",
            "Put it like that, yes.",
            "If that's what you call working, yes.",
        ],
    );
}

#[test]
fn double_negatives_leave_little_yes() {
    check_all(
        "reluctant-yes",
        &["It's not unhelpful.", "I wouldn't say it doesn't.", "It doesn't not work.", "Nobody's said it doesn't."],
    );
}

#[test]
fn not_quite_is_no_booster() {
    check_all("reluctant-yes", &["Not entirely, but yes.", "Yes, not always though.", "Not exactly perfect, but yes."]);
}

#[test]
fn praise_with_a_negative_word_is_resounding() {
    check_all(
        "resounding-yes",
        &["Couldn't agree more.", "Can't fault it.", "They can't get enough of it.", "No doubt about it.", "Not half!"],
    );
}

#[test]
fn mockery_is_yes_in_name_only() {
    check_all(
        "reluctant-yes",
        &["Yeah, right.", "Oh great.", "Just what we needed.", "Oh sure, ask the man who is still waiting."],
    );
    check_order("Yes, but it's slow.", "Oh great.");
}

#[test]
fn a_short_answer_stays_near_the_step_of_its_cue() {
    let near = |step: f32, answers: &[&str]| {
        for question in ["Do you keep the promise?", "Does the strategy work for our people?"] {
            for answer in answers {
                let found = SCORER.score(&Text::new(question), &Text::new(*answer)).and_then(|it| it.reluctance);
                let number = found.unwrap_or_else(|| panic!("{answer} is a yes"));
                assert!((number - step).abs() < 0.2, "{question} {answer} {number}");
            }
        }
    };
    near(0.5, &["Sometimes.", "When I can.", "As long as the app works.", "If we're quick.", "I suppose so."]);
    near(0.75, &["In theory."]);
    near(1.0, &["Oh sure, and pigs fly.", "Yes, because we'd be sacked otherwise."]);
}
