//! Planted faults: each is found, and what is sound is left alone.

use std::collections::BTreeMap;

use super::*;
use crate::coded::SessionKind::Survey;
use crate::coded::Valence::Weakness;
use crate::findings::examples::Talk;
use crate::findings::history::{History, Population};
use crate::findings::{Limits, guard, guard_beside, tally};
use proptest::prelude::*;

/// A printed table of people; the rest of `all` are in hidden groups.
fn people(column: &str, all: u64, rows: &[(&str, u64)], hidden: u64) -> Printed {
    let rows = rows.iter().map(|&(group, people)| (group.to_owned(), vec![people])).collect();
    Printed { subject: Subject::People, column: column.to_owned(), totals: vec![all], rows, hidden, least: 5 }
}

fn known(groups: &[(&str, &[&str])]) -> Known {
    let groups =
        groups.iter().flat_map(|(column, groups)| groups.iter().map(|it| ((*column).to_owned(), (*it).to_owned())));
    Known { groups: groups.collect(), nests: Vec::new() }
}

#[track_caller]
fn check(tables: &[Printed], known: &Known, earlier: &[Meeting<'_>], broken: &[&str]) {
    let found = bounds::Bounds::new(tables, 5, known, earlier).broken();
    let found: Vec<&str> = found.iter().map(|(_, column)| column.as_str()).collect();
    assert_eq!(found, broken);
}

const TEAMS: (&str, &[&str]) = ("team", &["Bar", "Desk", "Door", "Kitchen"]);

#[test]
fn a_hidden_cell_that_follows_from_the_total_is_found() {
    let known = known(&[TEAMS]);
    check(&[people("team", 40, &[("Bar", 12), ("Desk", 13), ("Door", 11)], 1)], &known, &[], &["team"]);
    check(&[people("team", 40, &[("Bar", 17), ("Desk", 18)], 2)], &known, &[], &["team"]);
    check(&[people("team", 40, &[("Bar", 12), ("Desk", 13)], 2)], &known, &[], &[]);
}

#[test]
fn a_hidden_cell_that_follows_from_two_tables_is_found() {
    let sites: (&str, &[&str]) = ("site", &["Hull", "Leeds", "York"]);
    let mut known = known(&[TEAMS, sites]);
    let tables = [
        people("team", 60, &[("Bar", 20), ("Desk", 20)], 2),
        people("site", 60, &[("Hull", 24), ("Leeds", 17), ("York", 19)], 0),
    ];
    check(&tables, &known, &[], &[]);
    // Everybody at Hull works on the door or at the bar, and nobody else does: the door has four people.
    let group = |column: &str, name: &str| (column.to_owned(), name.to_owned());
    let inner = vec![group("team", "Bar"), group("team", "Door")];
    known.nests.push(Nest { outer: group("site", "Hull"), inner, whole: true });
    check(&tables, &known, &[], &["team"]);
}

#[test]
fn a_hidden_cell_that_follows_from_two_reports_is_found() {
    let known = known(&[TEAMS]);
    let now = [people("team", 40, &[("Bar", 12), ("Desk", 13)], 2)];
    let before = Earlier::for_tests(40, vec![people("team", 40, &[("Bar", 12), ("Kitchen", 11)], 2)]);
    check(&now, &known, &[Meeting { earlier: &before, came: 0, went: 0 }], &["team"]);
    // With enough new people in between, the two do not fit together so closely.
    check(&now, &known, &[Meeting { earlier: &before, came: 12, went: 12 }], &[]);
}

/// A report on a survey of `people`, who belong to teams in turn.
fn survey(people: std::ops::Range<usize>, teams: usize) -> Talk {
    people.fold(Talk::new("survey", Survey), |talk, at| {
        let who = format!("Participant {at}");
        let number: String = at.to_string().chars().map(|digit| char::from(digit as u8 + 50)).collect();
        let words = format!("In my part of the house we are told about tariff {number} after the customers are.");
        let talk = talk.group(&who, "team", ["Bar", "Desk", "Door", "Kitchen"][at % teams]);
        talk.says(&who, &words, &[("out-of-the-loop", Weakness, "told-late", "told")])
    })
}

#[test]
fn a_report_that_adds_a_handful_of_people_is_refused() {
    let masked = crate::anonymise::Masked::default();
    let first = guard(Limits::default(), &masked, tally(&survey(0..40, 2).coded())).expect("enough people");
    let history = History::default().with(first.entry());
    let history = History::read(&history.written()).expect("what was written can be read");
    let beside = |people| guard_beside(Limits::default(), &history, &masked, tally(&survey(people, 2).coded()));
    let refused = beside(0..42).expect_err("two more people");
    assert!(refused.is_refusal() && refused.to_string().contains("`2`"), "{refused}");
    assert!(beside(0..38).is_err() && beside(3..43).is_err());
    let more = beside(0..60).expect("twenty more");
    assert_eq!(more.report().audit.earlier_reports, 1);
    assert!(beside(0..40).is_ok(), "the same people again");
    let others = beside(100..142).expect("other people");
    assert_eq!(others.report().audit.earlier_reports, 0);
    let six = beside(0..46).expect("six more");
    assert!(six.report().weaknesses[0].reach.people.is_none(), "a theme of six people is given in words");
}

#[test]
fn a_flagged_quotation_and_one_from_elsewhere_are_found() {
    let publishable = crate::findings::examples::publishable();
    let report = publishable.report();
    let words: Vec<String> = linked::tests_quotations(report);
    let quoted = |flagged| -> Vec<Quoted> {
        words.iter().enumerate().map(|(at, words)| Quoted::for_tests(words, at as u64, flagged)).collect()
    };
    let known = Known::default();
    let try_with =
        |quoted: &[Quoted]| fault(attack(report, &Attack { known: &known, earlier: &[], holds: &|_| false, quoted }));
    assert_eq!(try_with(&quoted(false)), None);
    assert_eq!(try_with(&quoted(true)), Some("a quotation that could single somebody out"));
    assert_eq!(try_with(&[]), Some("quotations that together point at one person"));
    // All from one person, who says the same thing three times.
    let of_one: Vec<Quoted> = words.iter().map(|words| Quoted::for_tests(words, 1, false)).collect();
    assert_eq!(try_with(&of_one), Some("quotations that together point at one person"));
}

#[test]
fn a_masked_word_in_any_line_is_found() {
    let publishable = crate::findings::examples::publishable();
    let known = Known::default();
    let attacked = attack(
        publishable.report(),
        &Attack { known: &known, earlier: &[], holds: &|line| line.contains("strategy work"), quoted: &[] },
    );
    assert_eq!((attacked.lines_with_masked_words, fault(attacked)), (1, Some("a masked word")));
}

#[test]
fn what_stands_on_too_few_or_says_the_same_of_all_is_found() {
    let table = |rows: &[(&str, [u64; 3])]| Printed {
        subject: Subject::Weakness("tools".to_owned()),
        column: "team".to_owned(),
        totals: vec![60, 20, 40],
        rows: rows.iter().map(|(group, row)| ((*group).to_owned(), row.to_vec())).collect::<BTreeMap<_, _>>(),
        hidden: 0,
        least: 10,
    };
    assert!(table(&[("Bar", [9, 3, 6])]).is_too_small() && !table(&[("Bar", [10, 3, 7])]).is_too_small());
    assert!(table(&[("Bar", [12, 12, 0])]).is_of_one_mind() && !table(&[("Bar", [12, 0, 12])]).is_of_one_mind());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_hidden_figure_of_a_random_survey_stays_wide_open(
        people in prop::collection::vec((0usize..5, 0usize..8, any::<bool>()), 5..120), seed in 0usize..50
    ) {
        let mut talk = Talk::new("survey", Survey);
        for (at, &(team, site, says)) in people.iter().enumerate() {
            let who = format!("Participant {at}");
            // Some sites lie within teams, and the sizes are uneven.
            let team = if (at + seed) % 7 < 3 { 0 } else { team };
            talk = talk.group(&who, "team", &format!("team {team}")).group(&who, "site", &format!("site {team} {}", site / 3));
            let tags = [("out-of-the-loop", Weakness, "told-late", "told")];
            talk = talk.says(&who, "We are told late.", if says { &tags } else { &[] });
        }
        let findings = tally(&talk.coded());
        let publishable = guard(Limits::default(), &crate::anonymise::Masked::default(), findings).expect("five people or more");
        let tables = printed(publishable.report());
        for table in &tables {
            prop_assert!(!table.is_too_small() && !table.is_of_one_mind());
        }
        prop_assert_eq!(publishable.report().audit.cells_worked_out, 0);
    }
}

impl Earlier {
    fn for_tests(people: u64, tables: Vec<Printed>) -> Self {
        Earlier::new("earlier".to_owned(), people, &Population::default(), tables, Vec::new())
    }
}
