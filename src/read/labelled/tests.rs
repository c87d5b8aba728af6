//! Cases of labelled lines, read from text files.

use crate::anonymise::unchanged;
use crate::read::tests::{all, copy, notices, turns};
use crate::read::{Options, Source, Times};
use crate::render::same;

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(turns("talk.txt", text), expected, "{text}");
}

#[test]
fn lines_without_label_go_on() {
    check(
        "Ana: I think so.\nReally.\n\n  And more.\nLee: No.\nLee: Never.\nAna: Ha.\n",
        &["1 Ana: I think so. Really. And more.", "5 Lee: No. Never.", "7 Ana: Ha."],
    );
}

#[test]
fn times_and_bold_marks_are_no_words() {
    check(
        "**Ana (00:01):** Hi.\n**Lee:** Ho.\n(00:07): Still.\n00:08:00\n**Ana:** So.\n",
        &["1 Ana: Hi.", "2 Lee: Ho. Still.", "5 Ana: So."],
    );
    check("[00:01] Ana: Hi.\r\n[00:02] Lee: At 10:30: no.\r\n", &["1 Ana: Hi.", "2 Lee: At 10:30: no."]);
}

#[test]
fn header_lines_label_what_follows() {
    check(
        "Ana Lopes  0:03  \nOne thing: hi.\n\nLee Wu  0:07  \nHo.\n\nAna Lopes  0:09\nSo.\n\nTranscribed by https://otter.ai\n",
        &["2 Ana Lopes: One thing: hi.", "5 Lee Wu: Ho.", "8 Ana Lopes: So."],
    );
}

#[test]
fn what_is_nobodys_is_left_out_and_told() {
    let text = "Focus group 3\nDate: 4 May\nAttendees: Ana Lopes, Lee Wu\n\nAna: Hi.\nTime check: 14:05\nLee: Ho.\n\
                Question 2: Why?\nAna: https://x.example says so.\nLee: Yes.\nTranscription ended after 00:26:31\n";
    check(text, &["5 Ana: Hi.", "7 Lee: Ho.", "9 Ana: https://x.example says so.", "10 Lee: Yes."]);
    assert_eq!(
        notices("talk.txt", text),
        [
            "1: 3 lines left out: it stands before the first speaker (title, date, attendees)",
            "6: 2 lines left out: it is a heading, such as a question number or a time check",
            "11: 1 line left out: it is a closing line",
            "no moderator found; say who it is in a roster (`--roster`)",
        ]
    );
}

#[test]
fn the_one_who_moderates_may_be_named_above() {
    check(
        "Date: 4 May\nModerator: Janet Pruitt\nPlace: Hull\n\nModerator: Welcome.\nAna: Hi.\nModerator: So?\nAna: Yes.\n",
        &["5 Moderator: Welcome.", "6 Ana: Hi.", "7 Moderator: So?", "8 Ana: Yes."],
    );
}

#[test]
fn a_copy_has_the_same_lines() {
    assert_eq!(
        copy("talk.txt", "Minutes\n\n**Ana (0:01):** Hi.\r\n  More.\r\n\r\n**Lee:** Ho."),
        "**Participant 1 (0:01):** Hi.\r\n  More.\r\n\r\n**Participant 2:** Ho."
    );
}

#[test]
fn labels_of_every_make_are_read() {
    check("P1> Hi.\nP2> Ho.\nP1> Ha.\n", &["1 P1: Hi.", "2 P2: Ho.", "3 P1: Ha."]);
    check(
        "[Ana] Hi.\n[Lee] Ho. [laughs]\n[Ana] So.\n[Lee] No.\n",
        &["1 Ana: Hi.", "2 Lee: Ho. [laughs]", "3 Ana: So.", "4 Lee: No."],
    );
    check("@Ana: Hi.\n#Lee: Ho.\n@Ana: So.\n#Lee: No.\n", &["1 Ana: Hi.", "2 Lee: Ho.", "3 Ana: So.", "4 Lee: No."]);
    check("דנה: שלום\nרון: כן\nדנה: טוב\n", &["1 דנה: שלום", "2 רון: כן", "3 דנה: טוב"]);
    check("Ana Lopes | 00:01\nHi.\n\nLee Wu | 00:03\nHo.\n", &["2 Ana Lopes: Hi.", "5 Lee Wu: Ho."]);
}

#[test]
fn a_time_without_a_name_is_somebody_unknown() {
    check(
        "Ana Lopes  0:03  \nHi.\n\n0:05\nWho?\n\nLee Wu  0:07\nHo.\n",
        &["2 Ana Lopes: Hi.", "5 ?: Who?", "8 Lee Wu: Ho."],
    );
}

#[test]
fn one_person_under_two_labels_is_one_speaker() {
    check(
        "JOHN SMITH: Hi.\nAna Lopes: Ho.\nJohn: So.\nSmith, John (Sales): Yes.\n",
        &["1 JOHN SMITH: Hi.", "2 Ana Lopes: Ho.", "3 JOHN SMITH: So. Yes."],
    );
    let text = "Jon Smith: Hi.\nAna Lopes: Ho.\nJohn Smith: So.\nAna Lopes: Yes.\n";
    assert!(notices("talk.txt", text)[0].starts_with("1: the speakers of lines 1 and 3 may be one person"));
}

#[test]
fn one_huge_line_is_a_turn() {
    let text = format!("Ana: Hi.\nLee: {}\nAna: So.\n", "word and ".repeat(300_000));
    let lengths: Vec<usize> = turns("talk.txt", &text).iter().map(String::len).collect();
    assert_eq!(lengths, [10, 2_699_999 + 7, 10]);
}

#[test]
fn brackets_on_an_attendee_list_say_who_a_label_is() {
    let text = "Participants: Lee Wu (P1), Bo Ek (P2)\n\nAna: Why?\nP1: Because.\nAna: And you?\nP2: So.\n";
    let transcripts = all("talk.txt", text).expect("readable");
    let p1 = transcripts[0].speakers.iter().find(|it| it.label == "P1").expect("speaks");
    assert_eq!(p1.names, ["Lee Wu"]);
}

#[test]
fn lines_may_end_with_a_carriage_return_alone() {
    check("Ana: Hi.\rLee: Ho.\rAna: So.\r", &["1 Ana: Hi.", "2 Lee: Ho.", "3 Ana: So."]);
}

#[test]
fn labels_stay_labels_without_their_times() {
    let dropped = |text: &str| {
        let written = crate::read::tests::file("talk.txt", text);
        let options = Options { times: Times::Drop, ..Options::default() };
        let mut source = Source::open_with(written.path(), &[], &options).expect("readable");
        let transcript = source.next_transcript().expect("readable").expect("one");
        let mut out = Vec::new();
        same::write(&unchanged(transcript), &mut out).expect("written");
        String::from_utf8(out).expect("text")
    };
    let word = "00:00:03 Ana Lopes\nWhy?\n00:00:09 Lee Wu\nBecause.\n";
    assert_eq!(dropped(word), "Participant 1:\nWhy?\nParticipant 2:\nBecause.\n");
    let zoom = "[Ana Lopes] 10:02:11\nWhy?\n\n[Lee Wu] 10:02:15\nBecause.\n";
    assert_eq!(dropped(zoom), "[Participant 1]\nWhy?\n\n[Participant 2]\nBecause.\n");
    let descript = "**Ana Lopes:** [00:00:05] Why?\n\n**Lee Wu:** [00:00:09] Because.\n";
    assert_eq!(dropped(descript), "**Participant 1:** Why?\n\n**Participant 2:** Because.\n");
}
