//! `anonymise`: the same layout out as in.

use crate::run::Run;

#[test]
fn a_transcript_keeps_its_lines() {
    let said = "Dana: Welcome. Who is who?\nEmeka Obi: Emeka, from dispatch.\n\nSiân: Ask Emeka's team.\n";
    let ran = Run::new("anonymise a.txt --out b.txt --quiet").file("a.txt", said).ends(0);
    let expected = "Moderator: Welcome. Who is who?\nParticipant 1: [Participant 1], from dispatch.\n\n\
                    Participant 2: Ask [Participant 1]'s team.\n";
    assert_eq!(ran.read("b.txt"), expected);
}

#[test]
fn a_teams_file_keeps_its_cues() {
    let said = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000 align:start\n<v Obi, Emeka>Do you like it, Siân?</v>\n\n\
                2\n00:00:03.500 --> 00:00:05.000\n<v Siân Price>I do &amp; so does\n\n3\n00:00:05.000 --> 00:00:06.000\n\
                <v Siân Price>Emeka.</v>\n";
    let ran = Run::new("anonymise a.vtt --out b.vtt --quiet").file("a.vtt", said).ends(0);
    let copy = ran.read("b.vtt");
    for kept in ["WEBVTT", "00:00:01.000 --> 00:00:03.000 align:start", "I do &amp; so does"] {
        assert!(copy.contains(kept), "{copy}");
    }
    for gone in ["Emeka", "Obi", "Siân", "Price"] {
        assert!(!copy.contains(gone), "{copy}");
    }
    assert_eq!(copy.matches("<v ").count(), 3);
}

#[test]
fn a_survey_keeps_its_columns_but_the_identifying_ones() {
    let rows = "response_id,email,department,What would you change?\n\
                1,ann@acme.example,Support,\"Ask Ann, she knows what the visitors want from the desk\"\n\
                2,bob@acme.example,Sales,Nothing much really to be honest with you all\n\
                3,cat@acme.example,Support,The form asks for a gender before it prints a ticket\n";
    let ran = Run::new("anonymise a.csv --out b.csv --quiet").file("a.csv", rows).ends(0);
    let copy = ran.read("b.csv");
    let head = copy.lines().next().unwrap();
    assert_eq!(head, "response_id,department,What would you change?");
    assert!(copy.contains("\"Ask [") && !copy.contains("Ann") && !copy.contains('@'), "{copy}");
    assert_eq!(copy.lines().count(), 4);
}

#[test]
fn several_files_go_to_a_folder_and_share_pseudonyms() {
    let one = "Moderator: Shall we?\nEmeka Obi: Siân Price taught me.\nIvy Lane: True.\n";
    let two = "Moderator: Shall we?\nSiân Price: I did teach him.\nOmar Haddad: Emeka Obi says so too.\n";
    let ran = Run::new("anonymise one.txt two.txt --out out --quiet").file("one.txt", one).file("two.txt", two).ends(0);
    let label = |file: &str, line: usize| {
        let copy = ran.read(&format!("out/{file}"));
        copy.lines().nth(line).unwrap().split_once(':').unwrap().0.to_owned()
    };
    let (emeka, sian) = (label("one.txt", 1), label("two.txt", 1));
    assert!(ran.read("out/one.txt").contains(&format!("[{sian}] taught me")));
    assert!(ran.read("out/two.txt").contains(&format!("[{emeka}] says so")));
    assert_ne!(emeka, sian);
}

#[test]
fn a_file_called_after_somebody_is_renamed_and_told_by_number() {
    let said = "Moderator: Shall we?\nEmeka Obi: It works.\nIvy Lane: True.\n";
    let ran = Run::new("anonymise one.txt emeka.txt --out out").file("one.txt", said).file("emeka.txt", said).ends(0);
    assert!(ran.stderr().contains("file 2 of 2 goes by the name `session-1.txt`"), "{}", ran.stderr());
    assert!(!ran.stderr().to_lowercase().contains("emeka"), "{}", ran.stderr());
    assert!(ran.read("out/session-1.txt") == ran.read("out/one.txt"));
}

#[test]
fn a_roster_tells_who_is_meant() {
    let roster =
        "name,aliases,role,group\nDana Whitfield,,moderator,\nOluwaseun Obi,Shay;the Duke,participant,Stores\n";
    let said = "D. Whitfield: Shall we?\nOluwaseun: Call me Shay.\nIvy: Right, Shay. Ask the Duke.\n";
    let ran = Run::new("anonymise a.txt --roster who.csv --out b.txt --quiet");
    let copy = ran.file("a.txt", said).file("who.csv", roster).ends(0).read("b.txt");
    for gone in ["Shay", "Oluwaseun", "Duke", "Whitfield"] {
        assert!(!copy.contains(gone), "{copy}");
    }
}

#[test]
fn kept_words_stay() {
    let said = "Moderator: Is Grace Hopper good?\nIvy Lane: Grace Hopper is our ticket system.\nOmar: Yes.\n";
    let ran = Run::new("anonymise a.txt --keep Grace --keep Hopper --out b.txt --quiet").file("a.txt", said).ends(0);
    assert!(ran.read("b.txt").contains("Grace Hopper"), "{}", ran.read("b.txt"));
}

#[test]
fn the_copy_of_a_copy_is_the_copy() {
    for name in ["hotel-group.vtt", "parts-wholesaler.txt", "housing-association.vtt", "vet-practice.vtt"] {
        let ending = name.split_once('.').unwrap().1;
        let once = Run::new(&format!("anonymise fixtures/{name} --out b.{ending} --quiet")).ends(0);
        let once = once.read(&format!("b.{ending}"));
        let twice = Run::new(&format!("anonymise b.{ending} --out c.{ending} --quiet"));
        let twice = twice.file(&format!("b.{ending}"), &once).ends(0).read(&format!("c.{ending}"));
        assert!(once == twice, "{name}");
    }
}
