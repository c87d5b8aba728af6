//! Pairing where people talk as people do: side talk, second thoughts, halves of answers, names.

use crate::assent::{Exchange, Heard, Pointer, Scorer};
use crate::text::Text;
use crate::transcript::Role;

use super::SCORER;

/// Turns as `"who: what"`, `M` for the moderator; expected is the turn of the question, or `-`.
#[track_caller]
fn check(turns: &[&str], expected: &str) {
    let found = hear(turns, |exchanges, heard| SCORER.pair(exchanges, heard));
    let found: Vec<String> = found.iter().map(|pair| pair.map_or("-".to_owned(), |at| at.to_string())).collect();
    assert_eq!(found.join(" "), expected);
}

#[track_caller]
fn check_points(turns: &[&str], expected: &[Option<Pointer>]) {
    let found = hear(turns, |exchanges, heard| Scorer::points_at(exchanges, heard, &SCORER.pair(exchanges, heard)));
    assert_eq!(found, expected);
}

fn hear<T>(turns: &[&str], then: impl Fn(&[Exchange<'_>], &[Option<Heard<'_>>]) -> T) -> T {
    let turns: Vec<(&str, Text)> = turns
        .iter()
        .map(|turn| turn.split_once(": ").expect("who: what"))
        .map(|(who, it)| (who, Text::new(it)))
        .collect();
    let role = |who: &str| if who == "M" { Role::Moderator } else { Role::Participant };
    let exchanges: Vec<Exchange<'_>> =
        turns.iter().map(|(who, text)| Exchange { speaker: Some(who), role: role(who), text }).collect();
    let part = |who: &str| role(who) == Role::Participant;
    let heard: Vec<Option<Heard<'_>>> = turns.iter().map(|(who, text)| part(who).then(|| SCORER.hear(text))).collect();
    then(&exchanges, &heard)
}

#[test]
fn a_named_same_takes_the_answer_of_whom_it_names() {
    for same in [
        "What [Participant 1] said.",
        "I'm with [Participant 1].",
        "I agree with [Participant 1].",
        "Same as [Participant 1].",
        "Same as what [Participant 1] said, really.",
        "Precisely what [Participant 1] said.",
        "Like [Participant 1] said, no.",
        "[Participant 1]'s right.",
        "Yeah, same as [Participant 1].",
    ] {
        let turns = [
            "M: Does it work?",
            "Participant 1: No, not really.",
            "Participant 2: Oh yes, very much.",
            &format!("Participant 3: {same}"),
        ];
        check(&turns, "- 0 0 0");
        check_points(&turns, &[None, None, None, Some(Pointer::Same(1))]);
    }
}

#[test]
fn a_named_same_reaches_back_to_the_question_before() {
    let turns = [
        "M: Is it fair?",
        "Participant 1: No.",
        "M: Let me put it another way: do they treat us well?",
        "Participant 2: Oh yes.",
        "Participant 3: What [Participant 1] said.",
    ];
    check_points(&turns, &[None, None, None, None, Some(Pointer::Same(1))]);
}

#[test]
fn a_side_question_takes_its_direct_reply_only() {
    check(
        &[
            "M: And is the goal clear to you?",
            "B: Sorry, is there any more coffee?",
            "A: On the side there.",
            "B: Ta.",
            "C: Yes, it's clear.",
            "D: No. I've never seen it written down.",
        ],
        "- - - - 0 0",
    );
    check(
        &[
            "M: Does the promise work?",
            "A: Yes.",
            "B: Do they tell the new ones, D?",
            "D: Some of them.",
            "C: It doesn't work for me.",
            "E: Yes.",
        ],
        "- 0 - 2 0 0",
    );
}

#[test]
fn an_open_question_of_a_participant_is_side_talk() {
    check(
        &["M: Is the briefing useful?", "A: Where's that draught from?", "B: The window.", "A: Anyway, yes, very."],
        "- - - 0",
    );
    check(&["M: Is it useful?", "A: Who wants to know?", "B: Yes."], "- 0 0");
}

#[test]
fn an_answer_may_come_with_a_question() {
    check(
        &["M: Is the plan clear?", "A: Yes. Is there a copy somewhere?", "B: On the wall.", "C: It's clear enough."],
        "- 0 - 0",
    );
}

#[test]
fn a_question_bounced_back_asks_nothing_new() {
    check(&["M: Does the scheme work?", "A: It works,", "C: Does it?", "A: mostly.", "D: Yes."], "- 0 - 0 0");
    check(
        &["M: Is the promise kept?", "A: Yes.", "D: Do you think so, A?", "A: I do, mostly.", "E: No, never."],
        "- 0 - 0 0",
    );
}

#[test]
fn side_talk_is_no_answer() {
    for aside in
        ["Sorry, my phone. Go on.", "Hang on, somebody's at the door.", "That's the door, I'll get it.", "Thanks."]
    {
        check(&["M: Do you get the figures?", &format!("A: {aside}"), "A: Yes, we do."], "- - 0");
    }
    check(&["M: Do you get them?", "A: Can somebody open a window?", "B: Sure, hang on.", "C: No."], "- - - 0");
    check(&["M: Do you want it back?", "A: No, thanks."], "- 0");
    check(&["M: Do you get them?", "A: Hang on, no, we don't."], "- 0");
}

#[test]
fn a_mind_may_change_without_saying_so() {
    check(
        &["M: Does it work?", "A: Yes.", "M: Okay.", "A: Well, no, actually, thinking about it, it doesn't."],
        "- 0 - 0",
    );
    check(&["M: Do you get it?", "A: Yes.", "B: Always.", "A: Yes. Hmm. No. No, we don't."], "- 0 0 0");
    check(&["M: Is it clear?", "A: Yes.", "B: It's never clear.", "A: No."], "- 0 0 -");
}

#[test]
fn a_mind_may_change_about_an_earlier_question() {
    let talk = |last| {
        let turns = ["M: Does the new rota work for you?", "A: Yes.", "M: And the pay, is it fair?", "A: Yes.", last];
        hear(&turns, |exchanges, heard| SCORER.pair(exchanges, heard)[4])
    };
    assert_eq!(talk("A: I've changed my mind about the rota. It doesn't work."), Some(0));
    assert_eq!(talk("A: Going back to the rota, I take it back, it doesn't work."), Some(0));
    assert_eq!(talk("A: I've changed my mind about the pay. It isn't fair."), Some(2));
    let turns = [
        "M: Is the goal clear?",
        "A: Yes.",
        "M: Do they ring back?",
        "A: Going back to whether the goal is clear, I take it back, it's not clear at all.",
    ];
    check(&turns, "- 0 - 0");
    check(
        &["M: Is the pay fair?", "A: Yes.", "M: What would you change?", "A: Actually no, the pay isn't fair."],
        "- 0 - 0",
    );
}

#[test]
fn an_answer_goes_on_behind_a_sign_of_listening() {
    let turns = ["M: Does it work?", "A: Yes it does.", "M: Mm-hm.", "A: When the vans turn up, that is."];
    check(&turns, "- 0 - 0");
    check_points(&turns, &[None, None, None, Some(Pointer::More(1))]);
    check(&["M: Does it work?", "A: Well, I suppose it does,", "M: Mm-hm.", "A: on a good day, anyway."], "- 0 - 0");
    check(&["M: Does it work?", "A: Yes.", "M: Mm-hm.", "A: My sister drives a van."], "- 0 - -");
}

#[test]
fn one_word_of_manner_answers() {
    check(&["M: The new form saves time. Do you agree?", "A: Strongly.", "B: Hardly."], "- 0 0");
}

#[test]
fn an_afterthought_leaves_the_question_standing() {
    for after in ["What the strategy is, I mean.", "What we send on Fridays.", "How, I'd like to know too."] {
        check(&[&format!("M: Has it been explained to you? {after}"), "A: Sort of.", "B: Nope."], "- 0 0");
    }
    check(&["M: Has it been explained to you? What did they say.", "A: Nothing."], "- -");
}
