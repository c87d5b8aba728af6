//! The inventory of cues row by row, each trap in several wordings of our own. None of these teaches the learned part.

use super::{check, check_all};

#[test]
fn opinion_before_praise_is_no_hedge() {
    check_all(
        "resounding-yes",
        &[
            "I think it's excellent.",
            "I think it is a superb way of doing things.",
            "I believe it's outstanding, to be honest.",
            "I have to say, it's great.",
            "Got to say it's fantastic.",
        ],
    );
    check_all(
        "reluctant-yes",
        &["I'd imagine so.", "As far as I know, yes.", "Not sure, but yes.", "Perhaps it does."],
    );
}

#[test]
fn nouns_that_sound_like_hedges_are_none() {
    check("Does the form work?", "Yes, there's a yes/no/maybe box for it.", "plain-yes");
    check("Does the form work?", "Yes, we fill in the best guess field every morning.", "plain-yes");
    check("Do we ring them back?", "Yes, you should ring within the day and we do.", "plain-yes");
    check("Is the desk worth keeping?", "Yes, and I hope it never goes.", "plain-yes");
}

#[test]
fn a_scope_that_holds_for_all_is_none() {
    check("Does it work for customers?", "Yes, with every kind of customer.", "plain-yes");
    check("Does it work?", "Yes, for this kind of thing.", "plain-yes");
    check("Does it handle refunds?", "Yes, every kind of refund.", "plain-yes");
    check("Does it work?", "Yes, for the small ones.", "reluctant-yes");
    check("Is the new system working?", "It kind of works.", "reluctant-yes");
}

#[test]
fn what_came_before_a_praise_takes_nothing_from_it() {
    for answer in [
        "It took time, but it's brilliant.",
        "It was a slow start, but now it's fantastic.",
        "I had my doubts, but it's superb.",
        "Took a while but we love it now.",
    ] {
        check("Does it work?", answer, "resounding-yes");
    }
    check("Does it work?", "It's brilliant, but it's slow.", "reluctant-yes");
}

#[test]
fn of_course_is_firm_until_it_is_taken_back() {
    check("Does it work?", "Of course it does!", "resounding-yes");
    check("Does it work?", "Of course it does.", "plain-yes");
    check("Do you support the plan?", "Of course I do, but I'd have done it the other way.", "reluctant-yes");
    check("Do you support the plan?", "Naturally, although we'd no say in it.", "reluctant-yes");
    check("Do you support the plan?", "Obviously. On paper.", "reluctant-yes");
}

#[test]
fn what_it_depends_on_is_a_condition() {
    for answer in
        ["It depends who is on shift, I suppose.", "It depends who's on shift.", "That depends on the weather."]
    {
        check("Does it work on Sundays?", answer, "reluctant-yes");
    }
    check("Does it work on Sundays?", "Depends what you'd call working.", "non-answer");
    check("Does it help?", "It works, depending on who picks up.", "reluctant-yes");
    check("Does it help?", "Yes, even if the screen is small.", "plain-yes");
}

#[test]
fn a_no_with_something_granted_stays_a_no() {
    for answer in ["Not entirely, no.", "No, but it could.", "No, I never have.", "Not yet."] {
        check("Have you used it, and does it work?", answer, "no");
    }
    check("Does it work?", "Not entirely.", "reluctant-yes");
    check("Does it work?", "I could not tell you three words of it.", "no");
}

#[test]
fn a_reservation_behind_a_yes_is_no_denial() {
    check("Is it better?", "Yes, it's just that nobody told us.", "reluctant-yes");
    check("Is it better?", "It is. Mind you, it's slow.", "reluctant-yes");
    check("Is it so?", "I think there are cases, yeah, where it is.", "reluctant-yes");
}

#[test]
fn faint_praise_holds_in_small_talk_too() {
    let asked = "Do you like it?";
    for answer in ["It's not bad.", "It'll do.", "Could be worse."] {
        check(asked, answer, "reluctant-yes");
    }
    for answer in ["It's quite brilliant.", "I'm pretty thrilled, honestly.", "I don't just like it, I adore it."] {
        check(asked, answer, "resounding-yes");
    }
}

#[test]
fn emphasis_may_be_typed() {
    for answer in ["YES.", "Yes!!", "Yes, always.", "Yes yes yes.", "Agreed!"] {
        check("Does it work?", answer, "resounding-yes");
    }
}

#[test]
fn fillers_and_openers_say_nothing_by_themselves() {
    check("Does it work?", "Hm.", "non-answer");
    check("Does it work?", "Um, well...", "non-answer");
    check("Does it work?", "Mm-hm.", "plain-yes");
    check("Has it helped?", "It's, well, it's, how do I put it.", "non-answer");
}

#[test]
fn pointing_at_nobody_is_a_yes() {
    check("Does it work?", "Same here.", "plain-yes");
    check("Does it work?", "Ditto.", "plain-yes");
}
