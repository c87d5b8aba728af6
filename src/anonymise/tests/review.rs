//! What a person decided about people is done everywhere, or told by its line.

use super::*;

/// The run over `transcript` after these decisions: what was shown, and what was decided.
fn reviewed(transcript: &Transcript, rows: &[(&str, &str, &str)]) -> (Vec<String>, Anonymiser) {
    let mut decisions = Decisions::default();
    for (line, (id, shown, written)) in rows.iter().enumerate() {
        decisions.add(id, shown, written, line + 2).unwrap();
    }
    let mut anonymiser = Anonymiser::default();
    anonymiser.mind(&Naming { decisions, ..Naming::default() });
    anonymiser.introduce(transcript);
    let lines = lines(&anonymiser.anonymise(transcript.clone()));
    (lines, anonymiser)
}

#[test]
fn people_are_merged_and_renamed_everywhere() {
    let talk = session("s", &["Ada Brown: I know Bohdan Kuzmenko.", "Ben Green: Bohdan Kuzmenko knows Kofi Darko."]);
    let (before, _) = reviewed(&talk, &[]);
    let placeholder = |line: &str, at: usize| line.split(['[', ']']).nth(at).unwrap().to_owned();
    let (bohdan, kofi) = (placeholder(&before[0], 1), placeholder(&before[1], 3));
    let (merged, run) = reviewed(&talk, &[(&kofi, "", &format!("merge={bohdan}"))]);
    assert_eq!(merged[1], before[1].replace(&kofi, &bohdan));
    assert_eq!((merged[0].as_str(), run.unfollowed()), (before[0].as_str(), None));
    let (renamed, _) = reviewed(&talk, &[(&bohdan, "", "rename=The driver")]);
    assert_eq!(renamed[0], before[0].replace(&bohdan, "The driver"));
    let label = before[0].split_once(':').unwrap().0;
    let (called, _) = reviewed(&talk, &[(label, "", "rename=Night shift")]);
    assert!(called[0].starts_with("Night shift: "), "{called:?}");
}

#[test]
fn decisions_that_nothing_fits_are_told_by_line() {
    let talk = session("s", &["Ada Brown: I know Bohdan Kuzmenko."]);
    let unfollowed = |rows: &[(&str, &str, &str)]| reviewed(&talk, rows).1.unfollowed().map(|(line, _)| line);
    assert_eq!(unfollowed(&[]), None);
    assert_eq!(unfollowed(&[("s-1@99", "Grace", "mask")]), Some(2));
    assert_eq!(unfollowed(&[("Person 1", "", "merge=Person 9")]), Some(2));
    assert_eq!(unfollowed(&[("Person 7", "", "rename=The boss")]), Some(2));
    assert_eq!(unfollowed(&[("Person 1", "", "rename=Kuzmenko")]), Some(2));
}
