//! Who is whom in what whoever anonymises gets back: one person, one pseudonym; two people, two.

use super::{anonymise, lines, session};
use crate::anonymise::{Anonymiser, Decisions, Naming};
use crate::transcript::{Speaker, Transcript};

/// What stands in the brackets of a line, in order.
fn called(line: &str) -> Vec<&str> {
    let behind = line.split('[').skip(1);
    behind.filter_map(|rest| rest.split_once(']').map(|(label, _)| label)).collect()
}

/// Checks whether the two places given by turn and bracket have one pseudonym.
#[track_caller]
fn check(said: &[&str], one: (usize, usize), other: (usize, usize), same: bool) {
    let found = anonymise(session("s1", said));
    let label = |(turn, place): (usize, usize)| {
        let all = called(&found[turn]);
        assert!(place < all.len(), "{found:?}");
        all[place].to_owned()
    };
    assert_eq!(label(one) == label(other), same, "{found:?}");
}

#[test]
fn what_somebody_is_also_called_is_theirs() {
    check(
        &["A: There was a man called Goh Ah Seng, everybody said Botak because he had no hair."],
        (0, 0),
        (0, 1),
        true,
    );
    check(&["A: Ask for Oluwadarasimi (we say Dara) on the ward."], (0, 0), (0, 1), true);
    check(&["A: That is Mr Papadimitriou. He rings.", "B: Ask Mr P. about it."], (0, 0), (1, 0), true);
}

#[test]
fn a_name_put_right_is_the_same_persons() {
    check(&["Mairi: You are through to Mairi.", "Bob: Will do. Thank you, Mary."], (0, 0), (1, 0), true);
    check(&["A: They spell names wrong. Siosaia not Josiah."], (0, 0), (0, 1), true);
    check(&["A: Is it Bertie or Gertie who has the card?"], (0, 0), (0, 1), false);
}

#[test]
fn people_of_one_name_are_told_apart() {
    check(&["A: Mrs Allen in bed two, and Mr Allen in ward nine."], (0, 0), (0, 1), false);
    check(&["A: Jim wants Jimmy's number."], (0, 0), (0, 1), false);
    check(&["A: Yonas walked with us.", "A: There was another Yonas at the camp."], (0, 0), (1, 0), false);
}

#[test]
fn an_initial_tells_whom_of_two_is_meant() {
    let said = |text: &str| {
        let text = text.to_owned();
        [
            "Sarah Pickering: Highways.".to_owned(),
            "Sarah Nwosu: Social care.".to_owned(),
            format!("Sarah Nwosu: {text}"),
        ]
    };
    let lines = said("Ask Sarah P about it, as Sarah Pickering said.");
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    check(&lines, (2, 0), (2, 1), true);
    let lines = said("Ask Sarah P about it, not Sarah N.");
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    check(&lines, (2, 0), (2, 1), false);
}

#[test]
fn one_name_set_against_itself_is_two_people() {
    check(&["A: Hi Caleb, it's Daniel, not Daniel Cho from your side."], (0, 1), (0, 2), false);
    check(&["A: Pat with the bad leg, or Pat Illingworth?"], (0, 0), (0, 1), false);
    check(&["A: You'd meet Sunil, our foreman, and Sunil, our other foreman."], (0, 0), (0, 1), false);
    check(&["A: It says Kerensa Rosevear. I'm not Kerensa."], (0, 0), (0, 1), true);
    check(&["A: Stavros is coming, and Stav's bringing cake."], (0, 0), (0, 1), true);
}

#[test]
fn a_name_said_back_wrong_is_the_same_persons() {
    let spelt = ["A: And hers, she's Catriona.", "B: Katrina, with a K?", "A: Catriona. With a C."];
    check(&spelt, (0, 0), (1, 0), true);
    check(&["A: I owe Mattias.", "B: Swedish Mattias, or your course Matthias?"], (1, 0), (1, 1), false);
    check(&["Sunniva: Sunniva Thorsrud, orders. People say Savannah."], (0, 0), (0, 1), true);
    check(&["Padraig Foley: Padraig. Half the farmers have me as Paudie Sullivan."], (0, 0), (0, 1), true);
    check(&["A: Ask Skeeter.", "B: What's Skeeter's name? Lindsay."], (1, 0), (1, 1), true);
    check(&["A: Ask Morag.", "A: You don't have Morags there?", "B: Murugan is near."], (1, 0), (2, 0), false);
    check(&["Ngaire: ngaire from accounts nye ree i pay people"], (0, 0), (0, 1), true);
}

#[test]
fn the_other_of_two_may_speak_for_themselves() {
    let said = ["Dan H: Dan Hollis, renewals.", "Dan O: The other Dan. Dan Oyelaran, brokers."];
    check(&said, (1, 0), (1, 1), true);
    check(&said, (0, 0), (1, 0), false);
}

#[test]
fn kin_are_not_the_speaker() {
    check(
        &["Abdullahi Noor: Abdullahi Noor, I'm in charge.", "Abdullahi Noor: My father is Noor."],
        (0, 0),
        (1, 0),
        false,
    );
    check(&["Murdo: I'm Murdo, hello.", "Murdo: My wife's name is Effie."], (0, 0), (1, 0), false);
    check(&["Prem: I'm Prem, hello.", "Prem: One boy, his good name is Rajkumar Sahni."], (0, 0), (1, 0), false);
    check(&["Themba Mokoena: I'm Themba.", "Themba Mokoena: Mr Mokoena. You met him."], (0, 0), (1, 0), false);
    check(&["Murdo MacAulay: I'm Murdo.", "Murdo MacAulay: He said, Mr MacAulay, wait."], (0, 0), (1, 0), true);
}

#[test]
fn two_people_stay_two_whatever_is_put_right() {
    check(&["A: they said we've got a Brad and a Bradley", "B: Pray it's Bradley."], (0, 0), (0, 1), false);
    check(&["A: we've got a Brad and a Bradley", "B: Pray it's Bradley.", "A: Or Brad."], (0, 0), (1, 0), false);
}

#[test]
fn whoever_opens_a_turn_is_not_the_speaker_whose_label_says_another() {
    let said =
        ["Noreen: is that the last of it", "Colette: oh clive he'll be there while dark", "Noreen: it snowed colette"];
    check(&said, (1, 0), (2, 0), false);
}

#[test]
fn without_commas_two_people_are_two() {
    check(&["A: hello there", "B: hi david tom here from stores", "B: will call at two tom"], (1, 0), (1, 1), false);
    check(&["A: hello there", "B: hi david tom here from stores", "B: will call at two tom"], (1, 1), (2, 0), true);
    check(&["A: ask dana whitfield about it", "A: whitfield said no to dana"], (0, 0), (1, 0), true);
}

#[test]
fn who_is_thanked_has_spoken() {
    let said = [
        "*Moderator: Names, please?",
        "Dan Hollis: Dan Hollis, team lead.",
        "Dan Oyelaran: Dan Oyelaran, brokers.",
        "Dan Hollis: A client shouted at me.",
        "*Moderator: Thank you for telling us that, Dan.",
        "Dan Oyelaran: Yes, it works.",
    ];
    check(&said, (1, 0), (4, 0), true);
}

#[test]
fn who_is_guessed_among_namesakes_is_doubtful() {
    let said = [
        "*Moderator: Names, please?",
        "Dan Hollis: Dan Hollis, team lead.",
        "Dan Oyelaran: Dan Oyelaran, brokers.",
        "Ada Brown: Ask Dan about it. Ask Dan Hollis. Ada Brown said so.",
    ];
    let transcript = session("s1", &said);
    let (mut anonymiser, naming) = (Anonymiser::default(), Naming::default());
    anonymiser.mind(&naming);
    anonymiser.introduce(&transcript);
    let found = anonymiser.anonymise(transcript.clone());
    let doubtful = found.turns()[3].doubtful();
    assert_eq!(doubtful.iter().filter(|it| it.masked).count(), 1, "{:?}", lines(&found));
    let (turn, labels) = (&found.turns()[3], found.labels());
    let shown = turn.text.slice(doubtful[0].span).to_owned();
    let other = labels[1..3].iter().find(|label| shown != format!("[{label}]")).unwrap();

    let mut decisions = Decisions::default();
    decisions.add(&turn.doubt_id(&doubtful[0]), &shown, &format!("as={other}"), 2).unwrap();
    let mut again = Anonymiser::default();
    again.mind(&Naming { decisions, ..Naming::default() });
    again.introduce(&transcript);
    let followed = lines(&again.anonymise(transcript));
    assert_eq!((called(&followed[3])[0], again.unfollowed()), (other.as_str(), None), "{followed:?}");
    assert_eq!(called(&followed[3])[1..], called(&lines(&found)[3])[1..]);
}

#[test]
fn a_formal_name_beats_a_nickname() {
    let said = ["Kate Lowe: Cathy said no. Cathy Bryant, I mean.", "Jim Speight: I met James Boyd. James wrote it."];
    check(&said, (0, 0), (0, 1), true);
    check(&said, (1, 0), (1, 1), true);
    let said = ["Bill Sweetman: Bill from accounts. Rupert is my boss."];
    check(&said, (0, 0), (0, 1), false);
}

#[test]
fn a_place_behind_an_introduction_is_no_name() {
    check(&["Grace Tindall: Grace Tindall, training. Hexham.", "Joe: I am at Hexham."], (0, 0), (0, 1), false);
}

#[test]
fn a_whole_name_given_in_one_file_is_known_in_all() {
    let first = session("s1", &["Sue Marks: Sue. Tamsin Okonjo wrote the training."]);
    let second = session("s2", &["Tamsin: Tamsin Okonjo, training."]);
    let mut run = Anonymiser::default();
    run.introduce(&first);
    run.introduce(&second);
    let (first, second) = (lines(&run.anonymise(first)), lines(&run.anonymise(second)));
    assert_eq!(called(&first[0])[1], called(&second[0])[0], "{first:?} {second:?}");
}

/// The session anonymised where these people are on the roster.
fn rostered(names: &[&str], sessions: &[Transcript]) -> Vec<Vec<String>> {
    let person = |name: &&str| Speaker { label: (*name).to_owned(), ..Speaker::default() };
    let roster: Vec<Speaker> = names.iter().map(person).collect();
    let mut anonymiser = Anonymiser::new(&roster, &[]);
    for it in sessions {
        anonymiser.introduce(it);
    }
    sessions.iter().map(|it| lines(&anonymiser.anonymise(it.clone()))).collect()
}

#[test]
fn whoever_is_on_the_roster_is_one_person_under_every_name() {
    let names = ["Siobhan Kettleworth", "Xavier Oduya", "Catherine Bryant", "Kate Lowe", "Aoife Culhane"];
    let said = [
        "Speaker 1: Siobhan, would you start us off?",
        "Speaker 2: Siobhan, claims, upstairs.",
        "Speaker 3: I'm Zavier, from the vans.",
        "Speaker 1: Kettleworth wrote it, and Catherine Bryant signed it.",
        "Speaker 2: Ask Kate, Xavier. Cathy knows, Oduya.",
        "Speaker 3: There is Eefa in design. Aoife Culhane trained me.",
    ];
    let other = ["Siobhan Kettleworth: Yes, it works."];
    let found = rostered(&names, &[session("s1", &said), session("s2", &other)]);
    let label = |line: &str| line.split(':').next().unwrap().to_owned();
    let (first, names) = (&found[0], |turn: usize| called(&found[0][turn]));
    assert_eq!([label(&first[1]), label(&found[1][0])], [names(1)[0], names(1)[0]], "{found:?}");
    assert_eq!([names(0)[0], names(3)[0]], [names(1)[0]; 2], "{found:?}");
    assert_eq!([label(&first[2]), names(4)[1].into(), names(4)[3].into()], [names(2)[0]; 3], "{found:?}");
    assert!(names(4)[0] != names(3)[1] && names(4)[2] == names(3)[1], "{found:?}");
    assert_eq!(names(5)[0], names(5)[1], "{found:?}");
}

#[test]
fn whoever_is_called_by_their_label_is_meant() {
    let said = ["*Moderator: P3, will you start?", "P1: I agree with P3.", "P2: Me too.", "P3: As P1 said, it works."];
    check(&said, (0, 0), (1, 0), true);
    check(&said, (0, 0), (3, 0), false);
    let found = anonymise(session("s1", &said));
    let label = |at: usize| found[at].split(':').next().unwrap_or_default().to_owned();
    assert_eq!(called(&found[1]), [label(3)]);
    assert_eq!(called(&found[3]), [label(1)]);
    let found =
        anonymise(session("s1", &["Speaker 1: Is Speaker 2 right?", "Speaker 2: On the A1, yes, with P9 and Plan 2."]));
    assert!(
        found[0].contains("Is [Participant") && found[1].ends_with("On the A1, yes, with P9 and Plan 2."),
        "{found:?}"
    );
}

#[test]
fn a_label_that_says_what_somebody_does_names_nobody() {
    let found = anonymise(session(
        "s1",
        &[
            "*Helen: What was it like?",
            "Narrator: We had uncles from Nakodar. The Narrator speaks.",
            "Porter: A porter came.",
        ],
    ));
    assert!(found[1].ends_with("The Narrator speaks.") && !found[1].contains("[Participant"), "{found:?}");
    assert!(found[2].ends_with("A porter came."), "{found:?}");
    check(&["*Helen: And?", "Porter: Cole Porter was on."], (1, 0), (1, 0), true);
    // Where people go by their family names, so does he.
    let found = anonymise(session("s1", &["Jenkins: Ask Porter.", "Porter: Ask Jenkins."]));
    assert!(found.iter().all(|line| line.contains("Ask [Participant")), "{found:?}");
}
