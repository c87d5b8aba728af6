//! Which way an answer goes: particles, negative questions, facts, and answers that are none.

use super::{SCORER, WORKS, check, check_all};
use crate::text::Text;

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
fn a_mark_on_a_scale_agrees_with_the_words_as_they_stand() {
    for statement in ["I was not consulted.", "Nobody listens here. Do you agree?", "The system works."] {
        check(statement, "Strongly agree", "resounding-yes");
        check(statement, "Agree", "plain-yes");
        check(statement, "Tend to agree", "reluctant-yes");
        check(statement, "Neither agree nor disagree", "non-answer");
        check(statement, "Disagree", "no");
        check(statement, "Strongly disagree.", "no");
    }
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
    let answer = Text::new("Now and then, I suppose.");
    let found = SCORER.score(&asked, &answer).expect("a yes/no question");
    let cues: Vec<(&str, &str)> = found.cues.iter().map(|cue| (answer.slice(cue.span), cue.kind)).collect();
    assert_eq!(cues, [("Now and then", "frequency"), ("I suppose", "hedge")]);
}

#[test]
fn nothing_said_breaks_nothing() {
    let asked = Text::new(WORKS);
    for raw in ["", " ", "...", "?", "\u{1f642}", "[pause]", "\"", "no no no no", "but"] {
        assert!(SCORER.score(&asked, &Text::new(raw)).is_some());
    }
}

#[test]
fn a_booster_before_a_complaint_or_behind_a_denial_is_no_yes() {
    for answer in [
        "Not very well.",
        "No, not very well.",
        "Absolutely useless.",
        "Totally pointless.",
        "Completely broken.",
        "No, definitely worse.",
        "No, completely the opposite.",
        "No, every single day somebody complains.",
        "No, a hundred percent no.",
    ] {
        check(WORKS, answer, "no");
        check("Does the strategy work for our people?", answer, "no");
    }
    check_all("resounding-yes", &["Definitely fewer complaints.", "Every single time.", "It never fails."]);
    check("Are customers frustrated by it?", "Absolutely frustrated.", "resounding-yes");
    let loved = SCORER.score(&Text::new("Do you like the films?"), &Text::new("I love a film with fighting in it."));
    assert!(loved.is_some_and(|found| found.label.is_yes()));
}

#[test]
fn a_plain_denial_stands() {
    for answer in [
        "It never helps.",
        "It never works.",
        "It makes things worse.",
        "They are not happy.",
        "They're not happy at all.",
        "By no means.",
        "In no way.",
        "On the contrary.",
        "They're not, no.",
        "It's not, no.",
    ] {
        check("Does the strategy work for our people?", answer, "no");
    }
    check("Aren't customers happy with it?", "They're not, no.", "no");
    check_all("plain-yes", &["Of course it does.", "Absolutely no problem."]);
}

#[test]
fn letters_and_signs_of_a_form_answer() {
    check_all("plain-yes", &["Y", "y", "\u{2713}", "\u{1F44D}", "\u{1F44D}\u{1F44D}"]);
    check_all("no", &["N", "n", "\u{2717}", "\u{1F44E}"]);
    check_all("non-answer", &["5", "123", "Seven.", "Both", "Yes/No", "=HYPERLINK(\"x\")", "https://x.example"]);
    check("Any complaints?", "Seven.", "plain-yes");
}

#[test]
fn the_last_word_of_a_turn_counts_where_the_mind_changes() {
    check(WORKS, "Yes. On second thoughts, no.", "no");
    check(WORKS, "No. Actually, no, sorry, I meant yes.", "plain-yes");
    check(WORKS, "At weekends? No.", "no");
}

#[test]
fn a_bare_denial_stands_whatever_is_asked() {
    for asked in ["Is the form working?", "Is it a help to you?", "Is it any quicker?"] {
        check(asked, "It isn't.", "no");
    }
    check("Can you say no to a customer without asking upstairs?", "I can't.", "no");
}

#[test]
fn what_follows_a_change_of_mind_decides() {
    check("Does the desk work?", "I take it back, the desk does work.", "plain-yes");
    check("Does the rota suit you?", "Going back to the rota, I've changed my mind, it doesn't suit me at all.", "no");
    let back = "Actually, going back to whether the goal is clear, I take it back, it's not clear at all.";
    check("Is the goal clear to you?", back, "no");
}
