//! `verify`, the last look before anything goes out.

use crate::run::Run;

const ROSTER: &str = "name,aliases\nEmeka Obi,Mex\nSiân Price,\n";

#[test]
fn a_clean_folder_passes() {
    let ran = Run::new("verify out --roster who.csv").file("who.csv", ROSTER).file("out/a.txt", "[Participant 1]: yes");
    assert!(ran.ends(0).stdout().contains("nobody"));
}

#[test]
fn a_name_is_told_by_place_and_never_by_name() {
    let ran = Run::new("verify out --roster who.csv").file("who.csv", ROSTER);
    let ran = ran.file("out/deep/a.md", "fine\nand then Mex said\n").file("out/b.md", "Ask Sian Price.").ends(3);
    assert!(ran.stdout().contains("a.md:2:10: person 1 of the roster"), "{}", ran.stdout());
    assert!(ran.stdout().contains("b.md:1:5: person 2 of the roster"), "{}", ran.stdout());
    assert!(!ran.stdout().contains("Mex") && !ran.stdout().contains("Sian"));
}

#[test]
fn the_output_of_analyse_passes() {
    let roster = "name,aliases\nParticipant,\n";
    Run::new("verify none --roster who.csv").file("who.csv", roster).ends(1);
}
