//! Scoring of answers: every class of cue and every trap.

use std::sync::LazyLock;

use crate::assent::Scorer;
use crate::text::Text;

static SCORER: LazyLock<Scorer> = LazyLock::new(Scorer::new);

/// A question for answers that need none in particular.
const WORKS: &str = "Do you think the new form works for your customers?";

#[track_caller]
fn check(question: &str, answer: &str, expected: &str) {
    let (asked, answer) = (Text::new(question), Text::new(answer));
    let question = SCORER.question_in(&asked).expect("a yes/no question");
    let found = SCORER.score(&asked, &question, &answer);
    let cues: Vec<&str> = found.cues.iter().map(|cue| cue.kind).collect();
    assert_eq!(found.label.name(), expected, "{} {:?} {cues:?}", answer.as_str(), found.reluctance);
}

#[track_caller]
fn check_all(expected: &str, answers: &[&str]) {
    for answer in answers {
        check(WORKS, answer, expected);
    }
}

#[track_caller]
fn check_order(lower: &str, higher: &str) {
    let number = |answer: &str| {
        let asked = Text::new(WORKS);
        let question = SCORER.question_in(&asked).expect("a yes/no question");
        SCORER.score(&asked, &question, &Text::new(answer)).reluctance.expect("a yes")
    };
    assert!(number(lower) < number(higher), "{lower} {} {higher} {}", number(lower), number(higher));
}

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
        let question = SCORER.question_in(&asked).expect("a yes/no question");
        SCORER.score(&asked, &question, &Text::new("Yeah.")).reluctance.expect("a yes")
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
    check_order("It works as well as ever, yes.", "Well, um, yes.");
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
fn the_last_particle_and_its_clause_decide() {
    check_all("resounding-yes", &["Yeah, no, definitely.", "No, absolutely, it works."]);
    check_all("plain-yes", &["Yeah, no, it does.", "No, yeah, it does."]);
    check_all("no", &["Yeah, no, not for me.", "Yeah, nah.", "Well, no.", "No, no, it doesn't."]);
}

#[test]
fn a_negative_question_is_answered_by_its_proposition() {
    let asked = "Don't they ring back?";
    check(asked, "No, they do.", "plain-yes");
    check(asked, "They do.", "plain-yes");
    check(asked, "No.", "no");
    check(asked, "No, they don't.", "no");
    check(asked, "Yes, they don't ring.", "no");
    let asked = "You weren't asked, were you?";
    check(asked, "We were, as it happens.", "plain-yes");
    check(asked, "Correct.", "no");
    check(asked, "No, never.", "no");
}

#[test]
fn good_news_and_bad_news_do_not_matter() {
    check("Any concerns?", "No, none.", "no");
    check("Any concerns?", "Yes, the hold music.", "plain-yes");
    check("Have you any problems with it?", "None.", "no");
}

#[test]
fn no_knowledge_is_no_answer() {
    check_all(
        "non-answer",
        &[
            "Don't know.",
            "No idea.",
            "Hard to say.",
            "Couldn't tell you.",
            "idk",
            "dunno tbh",
            "n/a",
            "doesn't apply to me",
            "maybe",
        ],
    );
    check_all("reluctant-yes", &["I don't know, yes, I guess."]);
}

#[test]
fn what_was_not_done_answers_a_question_about_doing_it() {
    check("Have you seen the new plan?", "Haven't seen it.", "no");
    check("Does the new plan help?", "Haven't seen it.", "non-answer");
}

#[test]
fn both_ways_is_a_reluctant_yes() {
    check_all("reluctant-yes", &["Yes and no.", "In some ways."]);
    check_all("non-answer", &["Mixed feelings.", "I'm in two minds."]);
}

#[test]
fn a_no_is_not_a_reluctant_yes() {
    check_all(
        "no",
        &[
            "No.",
            "nope",
            "Not really.",
            "Not at all.",
            "It doesn't.",
            "I don't think so.",
            "Absolutely not.",
            "No, but they mean well.",
            "Nobody reads it.",
            "Does it heck.",
            "Hardly.",
        ],
    );
}

#[test]
fn a_contrary_fact_denies() {
    check(
        "Would people on the quay say they hear about changes in good time?",
        "A coach driver showed me the new timetable in May.",
        "no",
    );
    check(
        "Do you feel the figures reach the right desks?",
        "If they reach anyone it isn't a soul with a spanner.",
        "no",
    );
}

#[test]
fn a_scope_with_a_contrast_or_alone_is_reluctant() {
    check_all(
        "reluctant-yes",
        &[
            "For bikes.",
            "For bikes. For scooters, no chance.",
            "The older ones, yes.",
            "For mine, yes. The rest never look.",
        ],
    );
}

#[test]
fn a_scope_with_a_reason_is_plain() {
    check_all(
        "plain-yes",
        &["For mine, yes, because I read it to them.", "Mine do, I go through it on the first morning."],
    );
}

#[test]
fn a_late_verdict_decides() {
    check_all("plain-yes", &["I came in ready to argue. I had my list. But I've watched them use it. So, yes."]);
    check_all("no", &["They like the colour and they like the paper, so, er, no."]);
}

#[test]
fn talk_behind_the_answer_is_not_weighed() {
    check_all(
        "plain-yes",
        &[
            "Yes. If the till jams I ring Bob and he comes down.",
            "It does. Sometimes we have a cake on Fridays, and the depot comes over for it.",
        ],
    );
}

#[test]
fn recogniser_text_needs_no_marks() {
    check_all("plain-yes", &["yeah it does we use it every day"]);
    check_all("reluctant-yes", &["well yeah i suppose mostly", "yeah but only if people fill it in"]);
    check_all("no", &["no it doesn't nobody reads it", "um no to be honest no"]);
}

#[test]
fn the_cues_are_the_words_that_carry_the_label() {
    let asked = Text::new(WORKS);
    let question = SCORER.question_in(&asked).expect("a yes/no question");
    let answer = Text::new("Now and then, I suppose.");
    let found = SCORER.score(&asked, &question, &answer);
    let cues: Vec<(&str, &str)> = found.cues.iter().map(|cue| (answer.slice(cue.span), cue.kind)).collect();
    assert_eq!(cues, [("Now and then", "frequency"), ("I suppose", "hedge")]);
}

#[test]
fn nothing_said_breaks_nothing() {
    let asked = Text::new(WORKS);
    let question = SCORER.question_in(&asked).expect("a yes/no question");
    for raw in ["", " ", "...", "?", "\u{1f642}", "[pause]", "\"", "no no no no", "but"] {
        let _ = SCORER.score(&asked, &question, &Text::new(raw));
    }
}
