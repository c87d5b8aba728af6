//! Pairing turns with questions.

use std::sync::LazyLock;

use crate::assent::{Exchange, Heard, Pointer, Scorer};
use crate::text::Text;
use crate::transcript::Role;

static SCORER: LazyLock<Scorer> = LazyLock::new(Scorer::new);

/// Turns as `("M", ...)` for the moderator and any other letter for a participant.
#[track_caller]
fn check(turns: &[(&str, &str)], expected: &[Option<usize>]) {
    let texts: Vec<Text> = turns.iter().map(|(_, raw)| Text::new(*raw)).collect();
    let exchanges = exchanges(turns, &texts);
    assert_eq!(SCORER.pair(&exchanges, &heard(&exchanges)), expected);
}

fn exchanges<'a>(turns: &'a [(&'a str, &'a str)], texts: &'a [Text]) -> Vec<Exchange<'a>> {
    let role = |who: &str| if who == "M" { Role::Moderator } else { Role::Participant };
    turns.iter().zip(texts).map(|(&(who, _), text)| Exchange { speaker: Some(who), role: role(who), text }).collect()
}

fn heard<'a>(exchanges: &[Exchange<'a>]) -> Vec<Option<Heard<'a>>> {
    exchanges.iter().map(|turn| (turn.role == Role::Participant).then(|| SCORER.hear(turn.text))).collect()
}

#[test]
fn several_people_answer_one_question() {
    check(
        &[("M", "Does it work?"), ("A", "Yes."), ("B", "It doesn't."), ("C", "Mostly.")],
        &[None, Some(0), Some(0), Some(0)],
    );
}

#[test]
fn an_open_question_closes_the_one_before() {
    check(
        &[("M", "Does it work?"), ("A", "Yes."), ("M", "What would help?"), ("B", "Ten minutes more.")],
        &[None, Some(0), None, None],
    );
}

#[test]
fn a_new_question_takes_the_place_of_the_old() {
    check(
        &[("M", "Does it work?"), ("A", "Yes."), ("M", "Do you all use it?"), ("A", "We do.")],
        &[None, Some(0), None, Some(2)],
    );
}

#[test]
fn passing_a_question_on_keeps_it_open() {
    check(
        &[
            ("M", "Does it work?"),
            ("A", "Yes."),
            ("M", "Thanks. Anyone else?"),
            ("B", "No."),
            ("M", "Frank?"),
            ("C", "Sometimes."),
        ],
        &[None, Some(0), None, Some(0), None, Some(0)],
    );
}

#[test]
fn participants_may_ask() {
    check(
        &[("A", "Can you override it with the code?"), ("B", "In theory, yes."), ("C", "You can.")],
        &[None, Some(0), Some(0)],
    );
}

#[test]
fn signs_of_listening_are_no_answers() {
    check(
        &[
            ("M", "Does it work?"),
            ("A", "It does, we ring every one of them before the boat leaves and they are glad of it."),
            ("B", "Mm-hm."),
            ("C", "Right."),
            ("D", "Yes, it does."),
        ],
        &[None, Some(0), None, None, Some(0)],
    );
    check(&[("M", "Does it work?"), ("A", "Mm-hm.")], &[None, Some(0)]);
}

#[test]
fn a_change_of_subject_is_no_answer() {
    check(
        &[
            ("M", "Has it been useful to you?"),
            ("A", "Now and then, I suppose."),
            ("B", "May I complain about the booking site? It knows adult, child, infant and dog."),
            ("C", "And I can't take it off. The machine closes the fare once it has a category."),
        ],
        &[None, Some(0), None, None],
    );
}

#[test]
fn facts_answer_until_the_talk_drifts() {
    check(
        &[
            ("M", "Do people hear about changes in good time?"),
            ("A", "A coach driver showed me the new timetable in May."),
            ("B", "While we're on timetables, the one in the yard fell down."),
            ("C", "They put it up again with string."),
        ],
        &[None, Some(0), None, None],
    );
}

#[test]
fn moderators_never_answer() {
    check(&[("M", "Does it work?"), ("M", "Yes, so I hear.")], &[None, None]);
}

#[test]
fn pointing_at_an_answer_is_seen() {
    let turns =
        [("M", "Does it work?"), ("A", "No, never."), ("B", "Same here."), ("C", "Ditto."), ("D", "Me too, mostly.")];
    let texts: Vec<Text> = turns.iter().map(|(_, raw)| Text::new(*raw)).collect();
    let exchanges = exchanges(&turns, &texts);
    let heard = heard(&exchanges);
    let pairs = SCORER.pair(&exchanges, &heard);
    assert_eq!(pairs, [None, Some(0), Some(0), Some(0), Some(0)]);
    assert_eq!(
        Scorer::points_at(&exchanges, &heard, &pairs),
        [None, None, Some(Pointer::Same(1)), Some(Pointer::Same(1)), None]
    );
}

#[test]
fn an_explanation_leaves_the_answer_standing() {
    for why in ["Why?", "Why is that?", "How come?", "In what way?", "Such as?", "Can you say more?", "Tell me more."] {
        check(
            &[
                ("M", "Does it work?"),
                ("A", "Yes."),
                ("M", why),
                ("A", "Because the customers come back."),
                ("B", "The form takes twenty minutes."),
                ("C", "No, it doesn't."),
                ("A", "I take that back. No."),
            ],
            &[None, Some(0), None, None, None, Some(0), Some(0)],
        );
    }
}

#[test]
fn answers_about_the_meeting_answer_nothing_else() {
    for aside in [
        "Before we go on, can everybody hear me at the back?",
        "Are we all here?",
        "Could you pass the water?",
        "Do you mind if I record this?",
        "Shall we start the next part?",
        "Is everyone comfortable?",
        "Can you see the slide?",
    ] {
        check(
            &[("M", "Does it work?"), ("A", "No."), ("M", aside), ("A", "Yes."), ("M", "So, Ben?"), ("B", "It does.")],
            &[None, Some(0), None, None, None, Some(0)],
        );
    }
}

#[test]
fn a_tag_behind_an_answer_asks_nobody() {
    check(
        &[("M", "It's working well, isn't it?"), ("A", "It is, isn't it?"), ("B", "It isn't.")],
        &[None, Some(0), Some(0)],
    );
    check(&[("M", "Do they ring?"), ("A", "They do, yeah?"), ("B", "No.")], &[None, Some(0), Some(0)]);
}

#[test]
fn a_fragment_uses_no_turn_up() {
    check(
        &[("M", "Would you recommend it?"), ("A", "Well, I,"), ("B", "I wouldn't."), ("A", "I would.")],
        &[None, None, Some(0), Some(0)],
    );
}

#[test]
fn nods_and_disagreement_point_at_the_answer_before() {
    let pointers = |turns: &[(&str, &str)]| {
        let texts: Vec<Text> = turns.iter().map(|(_, raw)| Text::new(*raw)).collect();
        let exchanges = exchanges(turns, &texts);
        let heard = heard(&exchanges);
        Scorer::points_at(&exchanges, &heard, &SCORER.pair(&exchanges, &heard))
    };
    let told = ("A", "It does not, customers wait for days.");
    for nod in ["Yeah.", "Mm-hm, exactly.", "Right, totally.", "Yeah, I know.", "Agreed.", "Hear, hear."] {
        assert_eq!(pointers(&[("M", "Does it work?"), told, ("B", nod)])[2], Some(Pointer::Nod(1)), "{nod}");
    }
    // Asked by name, or behind a bare "no", a "yeah" is an answer of one's own.
    assert_eq!(pointers(&[("M", "Does it work?"), told, ("M", "Ben?"), ("B", "Yeah.")])[3], None);
    assert_eq!(pointers(&[("M", "Does it work?"), ("A", "No."), ("B", "Yeah.")])[2], None);
    assert_eq!(pointers(&[("M", "Is it good?"), ("A", "It's useless."), ("B", "Yeah.")])[2], Some(Pointer::Nod(1)));
    let against = Some(Pointer::Against { answer: 1, praises: false });
    assert_eq!(pointers(&[("M", "Does it work?"), told, ("B", "I disagree.")])[2], against);
}
