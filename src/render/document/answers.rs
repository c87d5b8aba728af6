//! The reluctant yes: where yes is not resounding, what was heard, and who is apart.

use super::opening::{further_questions, reluctant_share};
use super::themes::no_gap;
use super::words::{capital, column, hidden, list, number, of_the, people, percent};
use super::{Bar, Block, Chart, Part, Row, Segment, Table};
use crate::findings::report::{CueHeard, GroupTable, Overall, Question, YesRow};
use crate::findings::{NOT_GIVEN, Report};

/// Questions that are looked at one by one.
const QUESTIONS: usize = 5;

/// A gap between groups that is worth a sentence, in percentage points.
const GAP: f64 = 0.2;

/// People who said yes that a group needs before its share is looked at, and before it is given as a percentage.
const LEAST_FOR_TABLE: u64 = 5;
const LEAST_FOR_PERCENT: u64 = 10;

/// Part five.
pub(super) fn reluctant_yes(report: &Report) -> Part {
    let mut part = Part::new("reluctant-yes", "The reluctant yes");
    part.paragraph(
        "A plain no is easy to hear. A yes that comes with “I suppose”, “mostly” or “yes, but” passes for agreement, \
         and so a misfit stays where it is. These are answers to look into, ranked by the evidence. They are no verdict on \
         anybody: a careful speaker hedges out of habit.",
    );
    let Some(overall) = &report.overall else {
        part.paragraph("Too few people answered a yes/no question for anything to be said about their yes.");
        return part;
    };
    part.blocks.push(Block::Lead(plain_count(overall)));
    ranking(&mut part, report);
    for (at, question) in report.reluctant.iter().take(QUESTIONS).map(|&at| &report.questions[at]).enumerate() {
        one_question(&mut part, question, at == 0);
    }
    together(&mut part, report, overall);
    further_questions(&mut part, report);
    cautions(&mut part, report);
    part
}

/// What a plain count of yes would have hidden.
fn plain_count(overall: &Overall) -> String {
    if overall.yes == 0 {
        return "Nobody said yes, so there is no reluctant yes to look for.".to_owned();
    }
    let plain = format!(
        "A plain count would report that {} said yes to at least one question",
        some_of(overall.yes, overall.people)
    );
    match overall.reluctant {
        0 => format!("{plain}. It would be right: nobody was heard to hold back."),
        held if held == overall.yes => {
            format!("{plain}. It would not show that every one of them held back at least once.")
        }
        held => format!("{plain}. It would not show that {} of them held back at least once.", number(held)),
    }
}

/// "14 of 20 people", "all six people".
fn some_of(part: u64, whole: u64) -> String {
    if part == whole { format!("all {}", people(whole)) } else { format!("{} of {}", number(part), people(whole)) }
}

fn ranking(part: &mut Part, report: &Report) {
    if report.reluctant.is_empty() {
        if !report.questions.is_empty() {
            part.paragraph("None of the questions with figures of their own drew a reluctant yes.");
        }
        return;
    }
    let row = |&at: &usize| {
        let question = &report.questions[at];
        let mean = question.mean_reluctance.map_or_else(|| "–".to_owned(), |mean| format!("{mean:.2}"));
        Row { name: question.wording.clone(), cells: vec![reluctant_share(question), mean] }
    };
    part.blocks.push(Block::Chart(Chart {
        caption: "Reluctant yes among all who said yes, by question".to_owned(),
        bars: report.reluctant.iter().map(|&at| bar(&report.questions[at])).collect(),
        key: Vec::new(),
    }));
    part.blocks.push(Block::Table(Table {
        caption: "Questions by share of reluctant yes among those who said yes".to_owned(),
        columns: vec!["Question", "Reluctant among yes", "Average reluctance"],
        rows: report.reluctant.iter().map(row).collect(),
        note: "Ranked by share, then by average reluctance (0 resounding, 1 yes in name only). The range in brackets is Wilson's 95% interval. Few answers make for shaky numbers: read \
               neighbours in the list as equal."
            .to_owned(),
    }));
}

fn bar(question: &Question) -> Bar {
    let people = question.answers.reluctant_yes;
    let parts = vec![Segment { kind: "reluctant-yes", name: "reluctant yes", people }];
    Bar { name: question.wording.clone(), of: question.yes, note: format!("of {}", question.yes), parts }
}

fn one_question(part: &mut Part, question: &Question, first: bool) {
    part.heading(&question.wording);
    let reluctant = question.answers.reluctant_yes;
    let said = some_of(question.yes, question.people);
    part.paragraph(match (reluctant == question.yes, first) {
        (true, true) => format!("A plain count would report that {said} said yes. Every one of them had reservations."),
        (true, false) => format!("{} said yes, every one of them with reservations.", capital(&said)),
        (false, true) => format!(
            "A plain count would report that {said} said yes. It would not show that {} had reservations.",
            of_the(reluctant, question.yes)
        ),
        (false, false) => {
            format!("{} said yes, {} of them with reservations.", capital(&said), number(reluctant))
        }
    });
    if let Some(changed) = question.changed {
        part.paragraph(format!(
            "{} changed their mind as they spoke, and count by what they came to.",
            capital(&some_of(changed, question.people))
        ));
    }
    heard(part, &question.cues);
    part.quotations(&question.quotations);
    groups_apart(part, &question.by_group);
}

/// What was heard over all questions, those included that too few people answered.
fn together(part: &mut Part, report: &Report, overall: &Overall) {
    if overall.reluctant == 0 {
        return;
    }
    if !report.questions.is_empty() {
        if !overall.quotations.is_empty() {
            part.heading("Further answers with reservations");
            part.quotations(&overall.quotations);
        }
        return;
    }
    part.heading("Over all questions");
    heard(part, &overall.cues);
    part.quotations(&overall.quotations);
    groups_apart(part, &overall.by_group);
}

fn heard(part: &mut Part, cues: &[CueHeard]) {
    if cues.is_empty() {
        return;
    }
    let cue = |cue: &CueHeard| match cue.people {
        Some(count) => format!("“{}” ({})", as_said(&cue.words), people(count)),
        None => format!("“{}”", as_said(&cue.words)),
    };
    part.paragraph(format!("Words that made a yes reluctant: {}.", list(&cues.iter().map(cue).collect::<Vec<_>>())));
}

/// Cues are compared in lower case; "I" is written large.
fn as_said(words: &str) -> String {
    let word = |word: &str| match word {
        "i" => "I".to_owned(),
        _ if word.starts_with("i'") => format!("I’{}", &word[2..]),
        _ => word.replace('\'', "’"),
    };
    words.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// How groups answered, where they are far apart; otherwise that they are not.
fn groups_apart(part: &mut Part, tables: &[GroupTable<YesRow>]) {
    let (apart, alike): (Vec<_>, Vec<_>) = tables.iter().partition(|table| gap(table, LEAST_FOR_TABLE).is_some());
    for table in apart {
        group(part, table);
    }
    let columns: Vec<String> = alike.into_iter().map(|table| column(&table.column)).collect();
    part.blocks.extend(no_gap(&columns));
}

fn group(part: &mut Part, table: &GroupTable<YesRow>) {
    let row = |row: &YesRow| Row {
        name: row.group.clone(),
        cells: vec![row.people.to_string(), row.yes.to_string(), row.reluctant.to_string()],
    };
    part.blocks.push(Block::Table(Table {
        caption: format!("The same by {}, in people", column(&table.column)),
        columns: vec!["Group", "Answered", "Yes", "Of these reluctant"],
        rows: table.rows.iter().map(row).collect(),
        note: hidden(table),
    }));
    if let Some((most, least)) = gap(table, LEAST_FOR_PERCENT) {
        part.paragraph(format!(
            "Who is apart: {} of those who said yes in {} did so with reservations, against {} in {}.",
            percent(share(most)),
            most.group,
            percent(share(least)),
            least.group
        ));
    } else {
        part.paragraph("These groups are small: differences like these can come about by chance.");
    }
}

/// The two groups that are furthest apart, if they are far apart, among those with at least `least` people who said yes.
fn gap(table: &GroupTable<YesRow>, least: u64) -> Option<(&YesRow, &YesRow)> {
    let rows = || table.rows.iter().filter(|row| row.yes >= least && row.group != NOT_GIVEN);
    let most = rows().max_by(|a, b| share(a).total_cmp(&share(b)))?;
    let fewest = rows().min_by(|a, b| share(a).total_cmp(&share(b)))?;
    (share(most) - share(fewest) >= GAP).then_some((most, fewest))
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn share(row: &YesRow) -> f64 {
    row.reluctant as f64 / row.yes.max(1) as f64
}

fn cautions(part: &mut Part, report: &Report) {
    let tidied = report.basis.tidied;
    if tidied > 0 {
        let (which, them) = match (tidied, report.basis.sessions) {
            (1, 1) => ("The transcript".to_owned(), "it"),
            (1, all) => (format!("One of the {} transcripts", number(all)), "it"),
            (some, all) => (format!("{} transcripts", capital(&of_the(some, all))), "them"),
        };
        part.note(
            "Hedges seem to have been edited out",
            format!(
                "{which} held hardly a hesitation, as talk never does: somebody, or some program, has tidied {them}. \
                 Hedges go the same way, so the real number of reluctant yeses is likely to be higher. Keep \
                 transcripts verbatim next time."
            ),
        );
    }
    if report.questions.iter().any(|question| question.in_writing) {
        part.note(
            "Agreeing is easy in a survey",
            "Some people agree with whatever an employer asks, and more so when asked in writing whether they agree. An \
             unqualified yes in a survey is weak evidence by itself. Look at it beside what people added in their own words.",
        );
    }
}
