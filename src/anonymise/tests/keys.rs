//! What a key keeps from run to run: everybody's pseudonym, whatever the order, and nobody's taken by somebody else.

use super::*;

/// A run over `sessions`, with the key it leaves.
fn run(key: Option<&Key>, sessions: &[Transcript]) -> (Vec<String>, Key) {
    let mut anonymiser = Anonymiser::default();
    anonymiser.take_up(key.unwrap_or(&Key::default()));
    for session in sessions {
        anonymiser.introduce(session);
    }
    let lines = sessions.iter().flat_map(|session| lines(&anonymiser.anonymise(session.clone()))).collect();
    (lines, anonymiser.key().unwrap())
}

#[test]
fn a_key_keeps_pseudonyms_from_run_to_run() {
    let one = session(
        "one",
        &["Dana: Ask Odette Marchbanks in Falmouth.", "Kofi Darko: Or Bohdan. Or Dana.", "Speaker 9: I'm Ines."],
    );
    let two = session(
        "two",
        &["Odette Marchbanks: Falmouth is shut, says Kofi Darko.", "Dana: Bohdan said so.", "Ivy Lane: Yes."],
    );
    let poll = survey(&["Yes, said Kofi Darko.", "No."]);
    let (first, key) = run(None, &[one.clone(), poll.clone()]);
    let mut json = Vec::new();
    key.write(&mut json).unwrap();
    let kept = Key::read(&json).unwrap();
    assert!(kept == key);
    let (again, second) = run(Some(&kept), &[two.clone(), one.clone(), poll.clone()]);
    assert_eq!(again[3..], first, "what was met before keeps its pseudonyms");
    let label = |line: &str| line.split_once(':').unwrap().0.to_owned();
    let of = |line: &str, at: usize| line.split(['[', ']']).nth(at).unwrap().to_owned();
    assert_eq!(label(&again[0]), of(&first[0], 1), "who was talked about takes part in the next wave");
    assert_eq!(of(&again[0], 1), of(&first[0], 3));
    assert_ne!(label(&again[1]), label(&first[0]), "two people with one first name are two");
    let (third, last) = run(Some(&second), &[one, two, poll]);
    assert_eq!(third[..3], again[3..6]);
    assert!(last == second, "nothing new, nothing changed");
}

#[test]
fn a_key_tells_its_size_only() {
    let (_, key) = run(None, &[session("one", &["Xiomara Vélez: Yes."])]);
    assert_eq!(format!("{key:?} {:?}", key.entries()), "Key(1 pseudonyms) [Entry(Participant 1)]");
    assert_eq!(key.entries()[0].forms, ["Xiomara Vélez"]);
    assert!(Key::read(b"{\"undertone_key\": 9, \"entries\": [], \"unnamed\": [], \"sessions\": []}").is_none());
}

/// A survey of these respondents, each with one answer.
fn named_survey(answers: &[(&str, &str)]) -> Transcript {
    let said: Vec<&str> = answers.iter().map(|(_, said)| *said).collect();
    let mut asked = survey(&said);
    asked.speakers.clear();
    for (respondent, (turn, (name, _))) in (0..).zip(asked.turns.iter_mut().zip(answers)) {
        let names = vec![(*name).to_owned()];
        asked.speakers.push(Speaker { names, respondent: Some(respondent), ..Speaker::default() });
        turn.speaker = Some(asked.speakers.len() - 1);
    }
    asked
}

/// Whoever speaks in each line.
fn speaking(lines: &[String]) -> Vec<&str> {
    lines.iter().map(|line| line.split_once(':').unwrap().0).collect()
}

/// Checks that runs over the same sessions, each with the key of the one before, end alike.
#[track_caller]
fn check(sessions: &[Transcript]) -> (Vec<String>, Key) {
    let (first, key) = run(None, sessions);
    let (second, again) = run(Some(&key), sessions);
    assert_eq!(second, first);
    assert!(again == key, "nothing new, nothing changed");
    (first, key)
}

#[test]
fn two_employees_of_one_name_stay_two() {
    let asked = named_survey(&[("Ann Lee", "It works."), ("Ann Lee", "It does not."), ("Jo Tordoff", "Fine.")]);
    let (first, key) = check(std::slice::from_ref(&asked));
    assert_eq!(speaking(&first).into_iter().collect::<BTreeSet<_>>().len(), 3, "{first:?}");
    assert_eq!(key.entries().len(), 3, "none of them is lost");
    let turned =
        named_survey(&[("Jo Tordoff", "Fine."), ("Ann Lee", "Yes."), ("Ann Lee", "No, no."), ("Ann Lee", "Third.")]);
    let (second, key) = run(Some(&key), &[turned]);
    let (before, now) = (speaking(&first), speaking(&second));
    assert_eq!(now[0], before[2], "rows in another order");
    assert_eq!(BTreeSet::from([now[1], now[2]]), BTreeSet::from([before[0], before[1]]));
    assert!(!before.contains(&now[3]) && key.entries().len() == 4, "a third of the name is a new one");
}

#[test]
fn a_client_is_not_the_employee_whom_the_key_knows() {
    let group = session(
        "group-a",
        &[
            "Dana Whitfield: Mr Tordoff from Brightwell rang four times.",
            "Luca Ferri: Tordoff rings everybody.",
            "Dana Whitfield: Yes.",
        ],
    );
    let asked = named_survey(&[("Jo Tordoff", "Mostly."), ("Luca Ferri", "It works.")]);
    let (first, key) = check(&[group.clone(), asked.clone()]);
    assert_ne!(first[0].split(['[', ']']).nth(1), speaking(&first).get(3).copied(), "{first:?}");
    let (alone, again) = run(Some(&key), &[group]);
    assert_eq!(alone, first[..3], "one file of them alone");
    assert!(again == key, "whoever is not met in a run stays in the key");
    let wave = session("group-c", &["Kit Marsh: Ask Tordoff.", "Uma Rao: I asked Luca and Tordoff."]);
    let (third, key) = run(Some(&again), std::slice::from_ref(&wave));
    let of = |line: &str| line.split(['[', ']']).nth(1).unwrap().to_owned();
    assert!(!speaking(&first).contains(&of(&third[0]).as_str()), "a name of two people decides nothing: {third:?}");
    assert_eq!(of(&third[1]), speaking(&first)[1], "a name of one does");
    assert_eq!(run(Some(&key), &[wave]).0, third, "also the second time");
}

#[test]
fn half_a_name_is_the_same_person_in_the_file_of_the_same_name() {
    let spring = session("team", &["Luca Ferri: I like it.", "Dana: Me too.", "Oksana Melnyk: Mostly."]);
    let autumn = session("team", &["Luca: Still good.", "Dana Whitfield: So it is.", "Oksana Melnyk-Hart: Hm, yes."]);
    let (first, key) = check(&[spring]);
    let (second, key) = run(Some(&key), &[autumn]);
    assert_eq!(speaking(&second), speaking(&first));
    let winter = session("team", &["Luca Brandt: Hello.", "Luca Ferri: Yes.", "Dana Whitfield: Hm."]);
    let (third, _) = run(Some(&key), &[winter]);
    assert_eq!(speaking(&third)[1..], speaking(&first)[..2], "{third:?}");
    assert!(!speaking(&first).contains(&speaking(&third)[0]), "another Luca");
}

#[test]
fn a_key_made_with_a_roster_serves_without_it() {
    let lines = ["Dana: Ask Petra Hale.", "Luca: Or Dee.", "Dana: Yes."];
    let roster = [Speaker { label: "Dana Whitfield".to_owned(), names: vec!["Dee".to_owned()], ..Speaker::default() }];
    let mut with = Anonymiser::new(&roster, &[]);
    with.take_up(&Key::default());
    let said = session("s1", &lines);
    with.introduce(&said);
    let first = super::lines(&with.anonymise(said.clone()));
    let (second, _) = run(Some(&with.key().unwrap()), &[said]);
    assert_eq!(speaking(&second), speaking(&first));
    assert_eq!(second[0], first[0]);
}
