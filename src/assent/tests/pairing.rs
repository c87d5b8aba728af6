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
    assert_eq!(Scorer::points_at(&heard, &pairs), [None, None, Some(Pointer::Same(1)), Some(Pointer::Same(1)), None]);
}
