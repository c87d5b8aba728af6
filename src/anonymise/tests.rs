//! What whoever anonymises may rely on, session by session.

mod forms;
mod keys;
mod linking;
mod look_alikes;
mod properties;
mod review;

use std::sync::Arc;

use super::*;
use crate::transcript::{self, Speaker, Transcript};

/// A session of `label: words` lines; a label with a star moderates, one line is one turn.
fn session(name: &str, lines: &[&str]) -> Transcript {
    let mut transcript = Transcript { session: name.to_owned(), ..Transcript::default() };
    for (at, line) in lines.iter().enumerate() {
        let (label, words) = line.split_once(": ").unwrap_or(("", line));
        let role = if label.starts_with('*') { Role::Moderator } else { Role::Participant };
        let label = label.trim_start_matches('*').to_owned();
        let known = transcript.speakers.iter().position(|speaker| speaker.label == label && !label.is_empty());
        let speaker = known.unwrap_or_else(|| {
            transcript.speakers.push(Speaker { label, role, ..Speaker::default() });
            transcript.speakers.len() - 1
        });
        transcript.turns.push(transcript::Turn {
            id: format!("{name}-{}", at + 1),
            speaker: Some(speaker),
            said: Text::new(words),
            ..transcript::Turn::default()
        });
    }
    transcript
}

/// A survey's answers, each by somebody else.
fn survey(answers: &[&str]) -> Transcript {
    let mut survey = Transcript { kind: SessionKind::Survey, ..session("survey", answers) };
    for (speaker, respondent) in survey.speakers.iter_mut().zip(0..) {
        speaker.respondent = Some(respondent);
    }
    survey
}

fn lines(anonymised: &Anonymised) -> Vec<String> {
    let line = |turn: &Turn| match turn.speaker.as_deref() {
        Some(speaker) => format!("{speaker}: {}", turn.text.as_str()),
        None => turn.text.as_str().to_owned(),
    };
    anonymised.turns().iter().map(line).collect()
}

fn anonymise(transcript: Transcript) -> Vec<String> {
    let mut anonymiser = Anonymiser::default();
    anonymiser.introduce(&transcript);
    lines(&anonymiser.anonymise(transcript))
}

/// The same lines with people numbered as they appear, since their own numbers tell no order.
fn renumbered(lines: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let one = |line: String| {
        let mut told = String::new();
        for piece in line.split_inclusive(|c: char| !c.is_ascii_digit()) {
            let digits = piece.trim_end_matches(|c: char| !c.is_ascii_digit());
            let word = ["Participant ", "Person "].into_iter().find(|word| told.ends_with(word));
            let Some(word) = word.filter(|_| !digits.is_empty()) else {
                told.push_str(piece);
                continue;
            };
            let label = format!("{word}{digits}");
            if !seen.contains(&label) {
                seen.push(label.clone());
            }
            let place = seen.iter().filter(|it| it.starts_with(word)).position(|it| *it == label).unwrap();
            told.push_str(&(place + 1).to_string());
            told.push_str(&piece[digits.len()..]);
        }
        told
    };
    lines.into_iter().map(one).collect()
}

#[track_caller]
fn check(before: &[&str], after: &[&str]) {
    let found = anonymise(session("s", before));
    let numbered = before.iter().any(|line| line.contains("Person 1") || line.contains("Participant 3"));
    assert_eq!(if numbered { found } else { renumbered(found) }, after);
}

/// One survey answer.
#[track_caller]
fn check_answer(answer: &str, expected: &str) {
    assert_eq!(renumbered(anonymise(survey(&[answer]))), [format!("Participant 1: {expected}")], "{answer}");
}

#[test]
fn a_strategy_keeps_its_name() {
    check(
        &["*Ann Bell: Does \"Grace and Favour\", the customer plan, work?", "Iolo Penhaligon: Grace and Favour does."],
        &["Moderator: Does \"Grace and Favour\", the customer plan, work?", "Participant 1: Grace and Favour does."],
    );
}

#[test]
fn sessions_share_whole_names_and_no_first_names() {
    let mut anonymiser = Anonymiser::default();
    let first = session("one", &["Dana: Yes.", "Kofi Darko: Ask Odette Marchbanks. Or Dana."]);
    let second = session("two", &["Dana: No.", "Odette Marchbanks: Kofi Darko said so. Dana too."]);
    anonymiser.introduce(&first);
    anonymiser.introduce(&second);
    let mut both = lines(&anonymiser.anonymise(first));
    both.extend(lines(&anonymiser.anonymise(second)));
    let expected = [
        "Participant 1: Yes.",
        "Participant 2: Ask [Participant 3]. Or [Participant 1].",
        "Participant 4: No.",
        "Participant 3: [Participant 2] said so. [Participant 4] too.",
    ];
    assert_eq!(renumbered(both), expected);
}

#[test]
fn kept_words_and_a_roster_are_minded() {
    let person = |name: &str| Speaker { names: vec![name.to_owned(), "Nobby".to_owned()], ..Speaker::default() };
    let mut anonymiser = Anonymiser::new(&[person("Norman Quist")], &["Xiomara House".to_owned()]);
    let found = lines(&anonymiser.anonymise(survey(&["Ask Nobby at Xiomara House, or Quist."])));
    assert_eq!(found, ["Participant 1: Ask [Participant 2] at Xiomara House, or [Participant 2]."]);
}

#[test]
fn headings_and_the_session_name_are_anonymised() {
    let mut transcript = session("talk-with-xiomara_2", &["Xiomara Vélez: Yes."]);
    transcript.headings.push(Text::new("Is Xiomara Vélez's plan working?"));
    let mut anonymiser = Anonymiser::default();
    let anonymised = anonymiser.anonymise(transcript);
    assert_eq!(anonymised.session(), "session-1");
    assert_eq!(anonymised.turns()[0].id, "session-1-1");
    assert_eq!(anonymised.headings()[0].as_str(), "Is [Participant 1]'s plan working?");
}

#[test]
fn what_was_masked_can_be_searched_for() {
    let mut anonymiser = Anonymiser::default();
    let anonymised = anonymiser.anonymise(survey(&["Ask Xiomara Vélez on 01632 960112."]));
    assert!(anonymiser.masked().stands_in("so Vélez said") && anonymiser.masked().stands_in("ring 01632 960112"));
    assert!(!anonymiser.masked().stands_in(anonymised.turns()[0].text.as_str()));
    assert_eq!(anonymised.masks_by_kind(), *anonymiser.masks_by_kind());
    assert_eq!(anonymiser.masks_by_kind().get(&IdentifierKind::Person), Some(&1));
}

#[test]
fn a_flag_stands_where_its_words_stand_now() {
    let mut anonymiser = Anonymiser::default();
    let anonymised = anonymiser.anonymise(survey(&["Ask Xiomara, I'm the only woman in Falmouth, honest."]));
    let turn = &anonymised.turns()[0];
    let flags: Vec<&str> = turn.flags.iter().map(|flag| turn.text.slice(flag.span)).collect();
    assert_eq!(flags, ["I'm the only woman in [Location 1]"]);
}

#[test]
fn pseudonyms_in_the_text_are_left_alone() {
    check(
        &["Moderator: Ask [Person 1].", "Participant 3: Or Xiomara."],
        &["Moderator: Ask [Person 1].", "Participant 3: Or [Person 2]."],
    );
}

#[test]
fn numbers_tell_no_order() {
    let lines: Vec<String> = ["Ada", "Ben", "Cyd", "Dee", "Eli", "Fay", "Gus", "Hal"]
        .iter()
        .map(|name| format!("{name} Brown: Yes, {name} it is, mostly."))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let given = anonymise(session("s", &lines));
    let mut sorted = given.clone();
    sorted.sort();
    assert_ne!(given, sorted);
    assert_eq!(given, anonymise(session("s", &lines)));
    sorted.dedup();
    assert_eq!(sorted.len(), 8);
}

/// What invented sessions are made of; `%` stands for a name, `&` for something else that may have to be hidden.
const SENTENCES: &[&str] = &[
    "% said the list is late.",
    "Thanks, %.",
    "I'm %, from stores.",
    "%, what about you?",
    "Ask % or Mrs %.",
    "Will % be there?",
    "I was at & on Monday.",
    "We ring & twice.",
    "It's %'s call, not &.",
    "May I say so?",
    "The & depot is shut since May.",
    "i think % knows & well",
    "Salesforce asked for &.",
    "Yes.",
    "Be frank, %.",
    "So % and % went to &.",
    "My number is &.",
    "Grace and patience, they say.",
    "No, % does it for &, I hope.",
];

const NAMES: &[&str] = &[
    "Xiomara",
    "Xiomara Vélez",
    "Vélez",
    "Frank",
    "Frank Oyelaran",
    "Kofi",
    "KD",
    "Grace",
    "May",
    "Will",
    "Loveday Tregear",
    "McAteer",
    "Kasia",
    "bohdan",
    "O'Brien",
    "[Person 2]",
    "[Participant 1]",
];

const THINGS: &[&str] = &[
    "Falmouth",
    "Pellworth Ferries",
    "Weir Lodge",
    "01632 960112",
    "jo@acme.example",
    "4 Quarry Steps",
    "14 October",
    "APT-5561",
    "@pellworth_ferries",
    "Penryn",
    "Zoom",
    "www.acme.example",
    "extension 3104",
    "[Location 3]",
];

/// Takes every word for a person's name.
struct Always;

impl Adviser for Always {
    fn likely(&self, words: &[&str]) -> Vec<recogniser::Likely> {
        vec![recogniser::Likely { person: 1.0, ..recogniser::Likely::default() }; words.len()]
    }
}

#[test]
fn a_second_opinion_cannot_hide_what_stays() {
    let said = [
        "*Moderator: Does it work, and will Zandile say so?",
        "B: Salesforce will mark it on Monday, and we may bill them in Poland.",
        "B: zandile and the others will mark it in may",
    ];
    let second = Arc::new(SecondOpinion::new(Box::new(Always)));
    let transcript = session("s", &said);
    let mut anonymiser = Anonymiser::default().asking(Some(&second));
    anonymiser.introduce(&transcript);
    let heard = lines(&anonymiser.anonymise(transcript)).join("\n");
    assert!(second.asked() > 0 && !heard.to_lowercase().contains("zandile"), "{heard}");
    for stays in ["Salesforce will mark it on Monday", "may bill them in Poland", "others will mark it in may"] {
        assert!(heard.contains(stays), "no `{stays}` in {heard}");
    }
}

#[test]
fn teams_called_after_their_leads_are_people() {
    let mut asked = survey(&["It works for us.", "So it does."]);
    for turn in &mut asked.turns {
        turn.attributes.insert("Team".to_owned(), "Sam Rowe".to_owned());
        turn.attributes.insert("Region".to_owned(), "North".to_owned());
    }
    asked.layout.values = vec![Text::new("Sam Rowe"), Text::new("North")];
    let mut anonymiser = Anonymiser::default();
    let anonymised = anonymiser.anonymise(asked);
    let attributes = &anonymised.turns()[0].attributes;
    assert_eq!(attributes.get("Team").map(String::as_str), Some("[Person 1]"));
    assert_eq!(attributes.get("Region").map(String::as_str), Some("North"));
}

#[test]
fn two_respondents_with_one_name_are_two_people() {
    let mut asked = survey(&["It works.", "It does not.", "It may."]);
    asked.speakers.clear();
    for (respondent, turn) in (0..).zip(&mut asked.turns) {
        let names = vec![String::from(if respondent < 2 { "Ana Lopes" } else { "Bo Ek" })];
        asked.speakers.push(Speaker { names, respondent: Some(respondent), ..Speaker::default() });
        turn.speaker = Some(asked.speakers.len() - 1);
    }
    let told = anonymise(asked);
    let people: BTreeSet<&str> = told.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(people.len(), 3, "{told:?}");
}

#[test]
fn keys_of_rows_change_only_where_they_name_a_speaker() {
    let mut named = session("Leeds group, Hannah Steiner", &["*Hannah Steiner: Why?", "Tom Baker: Because."]);
    named.keyed = true;
    named.turns[0].id = "a-1".to_owned();
    named.turns[1].id = "Tom_Baker-2".to_owned();
    let anonymised = Anonymiser::default().anonymise(named);
    assert_eq!(anonymised.session(), "session-1");
    let ids: Vec<&str> = anonymised.turns().iter().map(|turn| turn.id.as_str()).collect();
    assert_eq!(ids, ["a-1", "session-1-2"]);
}
