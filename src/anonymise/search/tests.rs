//! What counts as a name in a finished document, and what does not.

use super::*;

const ROSTER: &[&[&str]] = &[
    &["Siân Oyelaran", "Shaz"],
    &["Frank Field"],
    &["Will Young"],
    &["William O'Brien", "Will"],
    &["Jean-Luc Müller", "JL"],
    &["May Obi"],
    &["Mark Price"],
    &["王伟"],
    &["The Klepadlo"],
    &["Siobhan Kettleworth", "REV"],
    &["Dan Oyster"],
];

fn search() -> NameSearch {
    let person = |names: &&[&str]| Speaker { names: names.iter().map(|&it| it.into()).collect(), ..Speaker::default() };
    NameSearch::new(&ROSTER.iter().map(person).collect::<Vec<_>>())
}

/// The first name in `document`, as its words and whose it is.
#[track_caller]
fn check(document: &str, expected: &str) {
    let told: Vec<String> = search()
        .find_in(document)
        .iter()
        .map(|it| format!("{} {}", it.whose, &document[it.span.start..it.span.end]))
        .collect();
    assert_eq!(told.join(", "), expected, "{document}");
}

/// No name stands in any of these.
#[track_caller]
fn clean(documents: &[&str]) {
    for document in documents {
        check(document, "");
    }
}

#[test]
fn names_are_found_in_every_spelling() {
    check("so Siân Oyelaran said", "0 Siân Oyelaran");
    check("sian oyelaran's list", "0 sian oyelaran");
    check("OYELARAN and Shaz", "0 OYELARAN, 0 Shaz");
    check("Oyelaran, Siân", "0 Oyelaran, Siân");
    check("Frank Field", "1 Frank Field");
    check("\"Frank\",\"Field\"", "1 Frank\",\"Field");
    check("brien", "3 brien");
    check("obrien and O\u{2019}Brien", "3 obrien, 3 O\u{2019}Brien");
    check("Jean Luc and jeanluc, Mueller, luc", "4 Jean Luc, 4 jeanluc, 4 Mueller, 4 luc");
    check("这是王伟说的", "7 王伟");
}

#[test]
fn other_forms_are_found() {
    check("Billy O'Brien", "3 Billy O'Brien");
    check("S. Oyelaran or F. Field or Siân O.", "0 S. Oyelaran, 1 F. Field, 0 Siân O");
    check("Mr Price and Ms. Field", "6 Price, 1 Field");
    check("s-h-a-z or S H A Z or S.I.A.N.", "0 s-h-a-z, 0 S H A Z, 0 S.I.A.N");
    check("oyeleran, Oyelarann", "0 oyeleran, 0 Oyelarann");
    check("sian_oyelaran2.docx", "0 sian_oyelaran");
    check("SianOyelaran@acme.example", "0 SianOyelaran");
    check("mail soyelaran or willyoung", "0 soyelaran, 2 willyoung");
}

#[test]
fn ordinary_words_count_where_they_are_names() {
    check("we asked Will about it", "2 Will");
    check("Will's list. Mark said so.", "2 Will, 6 Mark");
    check("thanks, Mark", "6 Mark");
    check("I saw May there", "5 May");
    check("i asked will young about it", "2 will young");
    check("ask will o'brien, #willobrien", "3 will o'brien, 3 willobrien");
    check("Will has left", "2 Will");
    check("JL did it", "4 JL");
    check("Mark in Leyburn\nMark in [Location 2]", "6 Mark, 6 Mark");
    check("May said so. thanks will\nthanks, hi mark.", "5 May, 2 will, 6 mark");
    check("MARK SAID SO", "6 MARK");
}

#[test]
fn words_and_parts_of_words_are_no_names() {
    clean(&[
        "a frank word in the Field",
        "Shazam",
        "it will do. Will it? Mark my words.",
        "in May 2024, by May; May I?",
        "the Mark of success, a young field at this price",
        "Part Two: Will People Mark the Price of Success",
        "Yes. Will do.\nMark the form, page 3.",
        "[Participant 3] said the price is right",
        "department,Will it work\nField,No",
        "a b c d e",
        "thanks will do. hi may i come? Mark in March. Mark in Red Ink.",
        "- Mark the form\n- Will it do?",
        "The list. ask The man",
    ]);
}

#[test]
fn initials_and_aliases_in_capitals_are_found() {
    check("S.K. said, and D. O. too", "9 S.K, 10 D. O");
    check("REV said no", "9 REV");
    clean(&["the rev counter", "from the U.K. or 9 A.M. on", "U.S.K. and S.K.Y.", "s.k. or s k"]);
}

#[test]
fn a_broken_name_is_found() {
    for broken in ["Kettle-\nworth", "kettle-worth", "Kettle\u{ad}worth", "Kettle\u{200b}worth", "Kettle-\r\n  worth"] {
        check(&format!("ask {broken}."), &format!("9 {broken}"));
    }
    clean(&["a kettle - worth it", "kettle,\nworth"]);
}

#[test]
fn whoever_is_asked_or_comes_from_somewhere_is_a_person() {
    check("Will, can you?", "2 Will");
    check("May from Finance agreed", "5 May");
    clean(&["Will you, can you?", "in May from March on", "May, as a month", "the Mark from Hull"]);
}

#[test]
fn long_documents_are_searched_to_their_end() {
    let document = format!("{}ask Oyelaran", "it will do, mark my words; ".repeat(40_000));
    assert_eq!(search().find_in(&document).len(), 1);
}
