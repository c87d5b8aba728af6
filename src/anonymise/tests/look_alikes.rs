//! Names that look alike: two of record are two people, a slip is the one it is a slip of, and a guess says so.

use super::*;
use crate::anonymise::SURE;

/// Checks how many people the brackets in these turns tell of.
#[track_caller]
fn check(said: &[&str], people: usize) {
    let found = anonymise(session("s1", said)).join(" ");
    let labels: BTreeSet<&str> = found.split(['[', ']']).skip(1).step_by(2).collect();
    assert_eq!(labels.len(), people, "{found}");
}

#[test]
fn two_names_of_record_are_two_people() {
    check(&["A: Carla said no. Carlo said yes."], 2);
    check(&["Oda: Alan Hart and Alan Harte are brothers."], 2);
    check(&["A: Thomson did it with Thompson."], 2);
}

#[test]
fn forms_of_one_name_set_side_by_side_are_two_people() {
    check(&["A: Kris is the driver. Chris is the clerk. Christine runs it."], 3);
    check(&["A: Theresa came. Tessa came too. Terry came last."], 3);
    check(&["A: Tony in the yard and Anthony at the desk."], 2);
    check(&["A: Jo in sales does it, Joanne in HR does not."], 2);
    check(&["A: Ian came and then Iain."], 2);
    check(&["A: Marc said so but Marcus did not."], 2);
}

#[test]
fn a_nickname_alone_is_still_whoever_bears_the_name() {
    check(&["A: Christine runs it.", "B: Ask Chris then.", "A: Chris knows."], 1);
    check(&["A: Oyelaran runs it.", "B: Ask Oyeleran then."], 1);
}

#[test]
fn who_is_known_by_a_likeness_only_is_for_the_review() {
    let said = session("s1", &["A: Oyelaran runs it.", "B: Ask Oyeleran then."]);
    let anonymised = Anonymiser::default().anonymise(said);
    let grounds = anonymised.turns()[1].masks[0].grounds;
    assert!(grounds.confidence < SURE && grounds.reason.contains("same person"), "{}", grounds.reason);
}
