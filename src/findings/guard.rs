//! Decides what may be published.
//!
//! Nobody but this module makes a [`Publishable`], and no renderer reaches a number that has not been here.

use std::collections::BTreeMap;
use std::fmt;

use super::answered;
use super::audit::{self, Attack};
use super::desk::{Desk, Holds};
use super::history::{Entry, History};
use super::limits::Limits;
use super::merge::content_hash;
use super::report::{Basis, Question, Report};
use super::tables::Tables;
use super::tally::Findings;
use super::weigh;
use crate::anonymise::Masked;
use crate::error::{ErrorKind, Result};

/// Findings that may leave the room; only [`guard`] makes one.
pub struct Publishable {
    report: Report,
    entry: Entry,
}

/// Lets through what the limits and the last search for masked words allow.
///
/// Fails where too few people spoke for anything to be published, and where an attack on the result finds a way
/// round the limits; either is a refusal.
pub fn guard(limits: Limits, masked: &Masked, findings: Findings) -> Result<Publishable> {
    guard_beside(limits, &History::default(), masked, findings)
}

/// The same beside the project's earlier reports, so that none can be subtracted from another.
pub fn guard_beside(limits: Limits, history: &History, masked: &Masked, findings: Findings) -> Result<Publishable> {
    publish(limits, history, &|words| masked.first_in(words).is_some(), findings)
}

fn publish(limits: Limits, history: &History, holds: Holds<'_>, mut findings: Findings) -> Result<Publishable> {
    let limits = limits.floored();
    let limits = if findings.counts_comments() { limits.doubled() } else { limits };
    refuse_few(limits, &findings)?;
    let meetings = history.meetings(limits, findings.people(), &findings.population)?;
    let least = limits.figure as u64;
    findings.questions.retain(|_, it| {
        let people = it.labels.iter().sum();
        !meetings.iter().any(|meeting| meeting.forbids(&it.wording, people, least))
    });
    let findings = &findings;
    let mut desk = Desk::new(limits, holds, findings);
    if meetings.iter().any(|it| [it.came, it.went].iter().any(|&few| 0 < few && few < desk.slice())) {
        desk.give_themes_in_words();
    }
    let tables = Tables::new(&mut desk, findings, &meetings);
    let strengths = weigh::strengths(&mut desk, &tables, findings);
    let weaknesses = weigh::weaknesses(&mut desk, &tables, findings);
    let questions = answered::questions(&mut desk, &tables, findings);
    let (basis, overall) =
        (basis(&desk, &tables, findings), answered::overall(&mut desk, &tables, findings, questions.is_empty()));
    let (suppressed, quoted) = desk.closed();
    let mut report = Report {
        id: String::new(),
        limits,
        basis,
        overall,
        reluctant: ranked(&questions, least),
        questions,
        strengths,
        issue: weigh::issue(&weaknesses),
        weaknesses,
        suppressed,
        audit: audit::Audit::default(),
    };
    report.suppressed.handfuls = handfuls(&report);
    report.id = format!("{:016x}", content_hash(&[&plain(&report)]));
    let known = tables.known(findings);
    let attack = Attack { known: &known, earlier: &meetings, holds, quoted: &quoted };
    withhold(&mut report, &attack);
    report.audit = audit::attack(&report, &attack);
    // Of tables that are not printed a reader has no use for what they would have hidden.
    report.suppressed.cells = report.audit.cells_hidden;
    match audit::fault(report.audit) {
        Some(what) => Err(ErrorKind::UnsafeFindings { what }.into()),
        None => Ok(Publishable { entry: Entry::new(&report, &findings.population), report }),
    }
}

/// The questions with a reluctant yes, the most reluctant first, where enough people said yes for a share of them.
fn ranked(questions: &[Question], least: u64) -> Vec<usize> {
    let mut ranked = answered::ranked(questions);
    ranked.retain(|&at| questions[at].yes >= least);
    ranked
}

/// Takes out whatever table an attack gets too much from, until it gets nothing.
fn withhold(report: &mut Report, attack: &Attack<'_>) {
    loop {
        let weak = audit::weak(report, attack);
        let Some((subject, column)) = weak.first() else { return };
        report.suppressed.attacked += audit::drop_table(report, subject, column);
    }
}

/// The report as text, to make a number from.
fn plain(report: &Report) -> String {
    serde_json::to_string(report).expect("a report of plain values can be written as JSON")
}

impl Publishable {
    /// What may be said, for a renderer.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// What it adds to the history of the project.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }
}

/// Prints sizes, never words.
impl fmt::Debug for Publishable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { basis, questions, strengths, weaknesses, .. } = &self.report;
        let (questions, themes) = (questions.len(), strengths.len() + weaknesses.len());
        write!(f, "Publishable({} people, {questions} questions, {themes} themes)", basis.people)
    }
}

fn refuse_few(limits: Limits, findings: &Findings) -> Result<()> {
    let as_size = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let people = findings.people();
    if people >= limits.figure as u64 {
        return Ok(());
    }
    let unattributed: u64 = findings.sources.values().map(|source| source.unattributed).sum();
    let why = if people == 0 && unattributed > 0 {
        ErrorKind::NobodyKnown { comments: as_size(unattributed) }
    } else {
        ErrorKind::TooFewPeople { people: as_size(people), least: limits.figure }
    };
    Err(why.into())
}

/// Themes and aspects without numbers.
fn handfuls(report: &Report) -> u64 {
    let themes = report.strengths.iter().chain(&report.weaknesses);
    let reaches = themes.flat_map(|theme| theme.aspects.iter().map(|aspect| aspect.reach).chain([theme.reach]));
    reaches.filter(|reach| reach.people.is_none()).count() as u64
}

fn basis(desk: &Desk<'_>, tables: &Tables, findings: &Findings) -> Basis {
    let sources = || findings.sources.values();
    let written: u64 = sources().filter(|source| source.written).map(|source| source.people).sum();
    let spoken = findings.people() - written;
    let told = written >= desk.figure() && spoken >= desk.figure();
    let mut masked = BTreeMap::new();
    for (kind, count) in sources().flat_map(|source| &source.masked) {
        *masked.entry(kind.clone()).or_default() += count;
    }
    Basis {
        sessions: sources().filter(|source| !source.written).count() as u64,
        surveys: sources().filter(|source| source.written).count() as u64,
        people: findings.people(),
        people_in_sessions: told.then_some(spoken),
        people_in_surveys: told.then_some(written),
        comments: sources().map(|source| source.comments).sum(),
        comments_as_people: sources().map(|source| source.comments_as_people).sum(),
        unattributed: sources().map(|source| source.unattributed).sum(),
        moderator_turns: sources().map(|source| source.moderator_turns).sum(),
        masked,
        tidied: sources().filter(|source| source.is_tidied()).count() as u64,
        groups: tables.people(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::Talk;
    use super::super::tally::tally;
    use super::*;
    use crate::anonymise::Flag;
    use crate::assent::Label;
    use crate::coded::SessionKind::{FocusGroup, Survey};
    use crate::coded::Valence::Weakness;
    use crate::text::Span;
    use proptest::prelude::*;

    const QUESTION: &str = "Does the strategy work for your customers?";
    const SAID: &str = "The system insists on a code before anybody may talk to anybody";

    /// So many people who all say and answer something, each in their own words.
    fn talk(kind: crate::coded::SessionKind, people: usize) -> Talk {
        (0..people).fold(Talk::new("talk", kind), |talk, at| {
            let who = format!("Participant {at}");
            let words = format!("{SAID}, {at} times a day.");
            talk.answers(&who, QUESTION, "Yes, I suppose it does.", Label::ReluctantYes, "I suppose").says(
                &who,
                &words,
                &[("tools-driving-strategy", Weakness, "required-fields", "insists")],
            )
        })
    }

    fn report(talk: Talk) -> Report {
        published(talk, "").expect("enough people").report
    }

    /// As if `masked` were the one masked word.
    fn published(talk: Talk, masked: &str) -> Result<Publishable> {
        let holds: Holds<'_> = &|words| !masked.is_empty() && words.contains(masked);
        publish(Limits::default(), &History::default(), holds, tally(&talk.coded()))
    }

    #[track_caller]
    fn check_quotations(talk: Talk, masked: &str, expected: usize) {
        let report = published(talk, masked).expect("enough people").report;
        assert_eq!(report.weaknesses[0].aspects[0].quotations.len(), expected);
    }

    #[test]
    fn fewer_people_than_a_figure_needs_are_a_refusal() {
        let refused = published(talk(FocusGroup, 4), "").expect_err("too few");
        assert!(refused.is_refusal() && refused.to_string().starts_with("refused: findings would stand on `4` people"));
        assert!(published(talk(FocusGroup, 5), "").is_ok());
        let nobody = published(Talk::new("talk", FocusGroup).says("", SAID, &[]), "").expect_err("nobody known");
        assert!(nobody.is_refusal() && nobody.to_string().contains("none of the `1` comments says who made it"));
    }

    #[test]
    fn limits_have_a_floor() {
        assert!(Limits::new(2).is_err_and(|error| !error.is_refusal()));
        assert_eq!(Limits::new(3).expect("the floor"), Limits { figure: 3, quotation: 10, smooth: false });
        assert_eq!(Limits::new(20).expect("higher"), Limits { figure: 20, quotation: 20, smooth: false });
        assert_eq!(
            Limits { figure: 0, quotation: 0, smooth: false }.floored(),
            Limits { figure: 3, quotation: 3, smooth: false }
        );
    }

    #[test]
    fn small_rooms_and_small_surveys_are_not_quoted() {
        check_quotations(talk(FocusGroup, 5), "", 3);
        check_quotations(talk(Survey, 9), "", 0);
        check_quotations(talk(Survey, 10), "", 3);
        let two_small_rooms = tally(&talk(FocusGroup, 4).coded()).merge(tally(&{
            let talk = talk(FocusGroup, 4);
            talk.named("other").coded()
        }));
        let report =
            publish(Limits::default(), &History::default(), &|_| false, two_small_rooms).expect("eight people").report;
        assert!(report.weaknesses[0].aspects[0].quotations.is_empty() && report.basis.people == 8);
    }

    #[test]
    fn a_masked_word_sends_the_quotation_away() {
        check_quotations(talk(FocusGroup, 6), "insists", 0);
        let report = published(talk(FocusGroup, 6), "insists").expect("enough people").report;
        assert_eq!((report.suppressed.quotations, report.audit.lines_with_masked_words), (6, 0));
    }

    #[test]
    fn a_masked_word_withholds_a_question_and_a_group() {
        let report = published(talk(FocusGroup, 6), "strategy work").expect("enough people").report;
        assert_eq!(report.questions[0].wording, "(a question whose wording is withheld)");
        let mut grouped = Talk::new("talk", Survey);
        for at in 0..12 {
            let who = format!("Participant {at}");
            grouped = grouped.group(&who, "site", ["Ardlinn", "Dunmore"][at % 2]).says(&who, SAID, &[]);
        }
        let report = published(grouped, "Ardlinn").expect("enough people").report;
        let groups: Vec<&str> = report.basis.groups[0].rows.iter().map(|row| row.group.as_str()).collect();
        assert_eq!(groups, ["A (name withheld)", "Dunmore"]);
    }

    #[test]
    fn a_flagged_comment_is_never_quoted() {
        let flagged = (0..6).fold(Talk::new("talk", FocusGroup), |talk, at| {
            let tags = [("tools-driving-strategy", Weakness, "required-fields", "insists")];
            // Every other one tells of something that wants care, such as harassment.
            let flag = Flag { span: Span::new(0, 3), reason: "the only one of a kind", care: at % 2 == 0 };
            talk.says(&format!("Participant {at}"), SAID, &tags).last(|comment| comment.turn.flags.push(flag))
        });
        check_quotations(flagged, "", 0);
    }

    #[test]
    fn nobody_is_quoted_twice_in_one_turn_of_phrase() {
        let mut talk = Talk::new("talk", FocusGroup);
        for (at, theme) in (0..30).map(|at| (at, ["a", "b", "c", "d", "e"][at % 5])) {
            let words = format!("{SAID}, and I say so for the {at}th time.");
            talk = talk.says(&format!("Participant {}", at / 5), &words, &[(theme, Weakness, "aspect", "insists")]);
        }
        let report = report(talk);
        let mut said: Vec<String> = report
            .weaknesses
            .iter()
            .flat_map(|theme| &theme.aspects)
            .flat_map(|aspect| &aspect.quotations)
            .map(|it| it.words.clone())
            .collect();
        let all = said.len();
        said.sort();
        said.dedup();
        assert_eq!((all, said.len()), (6, 6));
    }

    #[test]
    fn few_people_are_given_as_a_range() {
        let talk =
            talk(FocusGroup, 3).says("Participant 8", "Nothing from me.", &[]).says("Participant 9", "Nor me.", &[]);
        let theme = &report(talk).weaknesses[0];
        assert_eq!((theme.reach.people, theme.reach.share), (None, super::super::report::Share::Few));
    }

    #[test]
    fn where_only_comments_can_be_counted_every_limit_doubles() {
        let by_comment = |people: usize| {
            let findings = tally(&talk(Survey, people).coded().by_comment());
            publish(Limits::default(), &History::default(), &|_| false, findings)
        };
        assert!(by_comment(9).is_err_and(|refused| refused.is_refusal()));
        let report = by_comment(12).expect("enough comments").report;
        assert_eq!((report.limits.figure, report.limits.quotation, report.basis.comments_as_people), (10, 20, 12));
    }

    #[test]
    fn smoothed_quotations_say_so() {
        let said = "Um, the SYSTEM insists on a code before I cannae talk to anybody at all.";
        let tags = [("tools-driving-strategy", Weakness, "required-fields", "insists")];
        let talk =
            (0..6).fold(Talk::new("talk", FocusGroup), |talk, at| talk.says(&format!("Participant {at}"), said, &tags));
        let limits = Limits { smooth: true, ..Limits::default() };
        let report = publish(limits, &History::default(), &|_| false, tally(&talk.coded())).expect("enough").report;
        let quotation = &report.weaknesses[0].aspects[0].quotations[0];
        assert!(quotation.edited);
        assert_eq!(quotation.words, "The system insists on a code before I cannot talk to anybody at all.");
    }

    #[test]
    fn a_quotation_that_names_a_small_group_is_kept_back() {
        let mut talk = talk(Survey, 12);
        for at in 0..12 {
            let who = format!("Participant {at}");
            let team = if at < 6 { "Quality Desk" } else { "Warehouse" };
            let words = format!("At the {team} the system insists on {at} codes before it lets us talk.");
            let tags = [("alignment", Weakness, "call-time", "insists")];
            talk = talk.group(&who, "team", team).says(&who, &words, &tags);
        }
        let report = report(talk);
        let theme = report.weaknesses.iter().find(|theme| theme.theme == "alignment").expect("the theme is there");
        assert!(theme.aspects[0].quotations.is_empty());
    }

    #[test]
    fn a_question_that_few_answered_is_counted_but_not_shown() {
        let talk = talk(FocusGroup, 4).says("Participant 8", "Nothing from me.", &[]);
        let report = report(talk);
        assert_eq!((report.questions.len(), report.suppressed.questions), (0, 1));
        assert!(report.overall.is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn nothing_small_is_published_and_the_audit_finds_no_way_round(
            people in prop::collection::vec((0usize..4, 0usize..6, 0usize..5, any::<bool>()), 5..80)
        ) {
            let mut talk = Talk::new("survey", Survey);
            for (at, &(team, site, label, says)) in people.iter().enumerate() {
                let who = format!("Participant {at}");
                // Sites lie within teams, so that one column can be subtracted from the other.
                talk = talk.group(&who, "team", &team.to_string()).group(&who, "site", &format!("{team}{}", site / 2));
                talk = talk.answers(&who, QUESTION, "Well, I suppose so.", Label::ALL[label], "I suppose");
                if says {
                    talk = talk.says(&who, SAID, &[("out-of-the-loop", Weakness, "told-late", "talk")]);
                }
            }
            let report = report(talk);
            prop_assert_eq!((report.audit.cells_worked_out, report.audit.lines_with_masked_words), (0, 0));
            let all = report.basis.people;
            for table in &report.basis.groups {
                let shown: u64 = table.rows.iter().map(|row| row.people).sum();
                prop_assert!(table.rows.iter().all(|row| row.people >= 5) && (shown == all || all - shown >= 5));
            }
            for table in report.weaknesses.iter().flat_map(|theme| &theme.by_group) {
                let shown: u64 = table.rows.iter().map(|row| row.people).sum();
                prop_assert!(table.rows.iter().all(|row| row.people >= 10 && row.said < row.people));
                prop_assert!(shown == all || all - shown >= 10);
            }
            for table in report.questions.iter().flat_map(|question| &question.by_group) {
                prop_assert!(table.rows.iter().all(|row| row.people >= 5 && row.reluctant <= row.yes && row.yes <= row.people));
            }
        }
    }
}
