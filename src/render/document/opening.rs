//! The cover, and the findings in one page.

use super::themes::points_at_strategy;
use super::words::{capital, counted, list, number, of_the, people, percent, reach, sentence, unstopped};
use super::{Bar, Block, Chart, Part, Row, Segment, Table};
use crate::findings::Report;
use crate::findings::report::{Matter, Overall, Question, Theme};

/// Questions that fit on the page; the others stand with the reluctant yes.
const QUESTIONS: usize = 5;

/// The kinds of answers, as a colour and as words.
const ANSWERS: [(&str, &str); 5] = [
    ("resounding-yes", "resounding yes"),
    ("plain-yes", "plain yes"),
    ("reluctant-yes", "reluctant yes"),
    ("no", "no"),
    ("non-answer", "no clear answer"),
];

/// What stands under the title.
pub(super) fn subtitle(report: &Report) -> String {
    format!("Findings summary: {}", basis(report))
}

/// "34 people in two focus groups and one survey".
pub(super) fn basis(report: &Report) -> String {
    let basis = &report.basis;
    let groups = (basis.sessions > 0).then(|| counted(basis.sessions, "focus group", "focus groups"));
    let surveys = (basis.surveys > 0).then(|| counted(basis.surveys, "survey", "surveys"));
    let sources: Vec<String> = groups.into_iter().chain(surveys).collect();
    format!("{} in {}", people(basis.people), list(&sources))
}

/// Confidential, how to handle it, what it is for, and how participants' words are used.
pub(super) fn cover(report: &Report) -> Part {
    let mut part = Part::new("cover", "How to handle this summary");
    part.paragraph(
        "For the strategy team and those they share it with by name. Please keep it in one place, pass it on only \
         as a whole, and do not hold quotations against staff lists, rotas or recordings. Guessing who said what \
         would break the promise under which people spoke.",
    );
    part.heading("What this is for");
    part.paragraph(
        "This summary supports the reset of our customer-relationship strategy. The reset asks three questions: are \
         we hitting the target, does the strategy work for our people, and what is it time to change? This summary \
         answers the second and prepares the third. Strengths and successes come first, then weaknesses in order of \
         priority.",
    );
    part.heading("How people’s words are used");
    part.paragraph(format!(
        "Everybody who took part was promised that comments might be quoted and that nobody would be identified. Names \
         and other telling details were replaced before anything was counted; words in square brackets stand in \
         their place, and an ellipsis (…) shows where a comment was shortened. Quotations carry no name, job or \
         place and stand in no particular order. Figures count people, not comments: {}.",
        this_rests_on(report)
    ));
    part
}

fn this_rests_on(report: &Report) -> String {
    let comments = counted(report.basis.comments, "comment", "comments");
    format!("this summary rests on {}, who made {comments}", basis(report))
}

/// The answer, the figures for each question, and how to read them.
pub(super) fn one_page(report: &Report) -> Part {
    let mut part = Part::new("one-page", "In one page");
    part.heading("Does the strategy work for our people?");
    part.blocks.push(Block::Lead(answer(report)));
    let mut points = Vec::new();
    let all = report.basis.people;
    let shared = |it: &Theme| {
        let top = it.aspects.first();
        let says = top.map_or(&it.definition, |aspect| &aspect.says);
        let shared = reach(top.map_or(it.reach, |aspect| aspect.reach), all, report.limits.figure);
        (sentence(says), shared)
    };
    if let Some((says, shared)) = report.strengths.first().map(shared) {
        points.push(format!("To celebrate first: {says} Said by {shared}."));
    }
    if let Some((says, shared)) = report.weaknesses.first().map(shared) {
        points.push(format!("To take up first: {says} Said by {shared}."));
    }
    points.extend(report.issue.map(|issue| points_at(report, issue).to_owned()));
    points.extend(report.reluctant.first().map(|&at| where_yes_is_not_yes(&report.questions[at])));
    part.list(points);
    part.paragraph(on_monday(report));
    questions(&mut part, report);
    part
}

/// The answer in a sentence or two, drawn from all yes/no questions together.
pub(super) fn answer(report: &Report) -> String {
    let Some(Overall { people: asked, yes, reluctant, no, .. }) = report.overall else {
        return "A count of yes and no cannot say, because too few people were asked a question that can be answered so. \
                 What they said of their own accord is set out below."
            .to_owned();
    };
    if yes == 0 {
        return format!("No. None of the {} who answered a yes/no question said yes.", people(asked));
    }
    let verdict = verdict(asked, yes, reluctant, no);
    let tally = format!(
        "Of the {} who answered yes/no questions, {} said yes to at least one",
        people(asked),
        if yes == asked { "all".to_owned() } else { number(yes) }
    );
    let some_of = |part: u64| if part == yes { "all".to_owned() } else { number(part) };
    match reluctant {
        0 => format!("{verdict} {tally}, and nobody held back."),
        1 => format!("{verdict} {tally}, one of them with reservations."),
        _ => format!("{verdict} {tally}, {} of them with reservations.", some_of(reluctant)),
    }
}

/// What the figures amount to in a word; `no` counts people who said no to anything, also beside a yes.
fn verdict(asked: u64, yes: u64, reluctant: u64, no: u64) -> &'static str {
    if yes * 2 < asked && no * 2 >= asked {
        "Not for most of them."
    } else if reluctant * 2 >= yes {
        "Less well than a count of yes suggests."
    } else if reluctant * 4 <= yes && no * 4 <= asked && yes * 3 >= asked * 2 {
        "Yes, by and large."
    } else {
        "In part."
    }
}

/// The question to look into first.
fn where_yes_is_not_yes(question: &Question) -> String {
    format!(
        "Where yes is not quite yes: “{}” {} who said yes did so with reservations.",
        question.wording,
        capital(&of_the(question.answers.reluctant_yes, question.yes))
    )
}

/// What a reader can do at once.
fn on_monday(report: &Report) -> String {
    let thanks = if report.strengths.is_empty() {
        "thank everybody who took part"
    } else {
        "thank everybody who took part and tell them what they said works"
    };
    let mut steps = vec![thanks.to_owned()];
    let tactics = |theme: &Theme| theme.aspects.iter().find(|it| it.matter == Some(Matter::TacticsTools)).cloned();
    if let Some(first) = report.weaknesses.iter().find_map(tactics) {
        steps.push(format!("find out who can change the first weakness (“{}”)", unstopped(&first.says)));
    }
    steps.push("set a date for the working session, for which an agenda stands below".to_owned());
    format!("On Monday: {}.", list(&steps))
}

fn points_at(report: &Report, issue: Matter) -> &'static str {
    match issue {
        Matter::TacticsTools if points_at_strategy(report) => {
            "What people find fault with is above all how the strategy is carried out, in tactics and tools, and hardly \
             the strategy itself."
        }
        Matter::TacticsTools => {
            "What people find fault with is how the strategy is carried out, in tactics and tools, and not the \
             strategy itself."
        }
        Matter::Strategy => "What people find fault with is the strategy itself: customers want something else by now.",
        Matter::Both => {
            "What people find fault with is partly the strategy itself and partly the tactics and tools that carry \
             it out; each weakness below says which."
        }
    }
}

fn questions(part: &mut Part, report: &Report) {
    if report.questions.is_empty() {
        part.paragraph(match report.overall {
            Some(_) => format!(
                "No single yes/no question was answered by {} or more, so there are no figures for each question.",
                people(report.limits.figure as u64)
            ),
            None => "No yes/no question was answered by enough people for figures.".to_owned(),
        });
        return;
    }
    let (first, further) = report.questions.split_at(report.questions.len().min(QUESTIONS));
    part.blocks.push(Block::Chart(Chart {
        caption: "Answers to each yes/no question, by people".to_owned(),
        bars: first.iter().map(bar).collect(),
        key: ANSWERS.to_vec(),
    }));
    part.blocks.push(tabled("How each yes/no question was answered, in people", first, reading_note(first)));
    if !further.is_empty() {
        part.paragraph(format!(
            "{} that fewer people answered stand at the end of the part on the reluctant yes.",
            capital(&counted(further.len() as u64, "further question", "further questions"))
        ));
    }
}

/// The questions for which the page has no room.
pub(super) fn further_questions(part: &mut Part, report: &Report) {
    if let Some(further) = report.questions.get(QUESTIONS..).filter(|it| !it.is_empty()) {
        part.heading("Questions that fewer people answered");
        part.blocks.push(tabled("How each further question was answered, in people", further, String::new()));
    }
}

fn tabled(caption: &str, questions: &[Question], note: String) -> Block {
    Block::Table(Table {
        caption: caption.to_owned(),
        columns: vec![
            "Question",
            "Answered",
            "Resounding yes",
            "Plain yes",
            "Reluctant yes",
            "No",
            "No clear answer",
            "Reluctant among yes",
        ],
        rows: questions.iter().map(question_row).collect(),
        note,
    })
}

fn question_row(question: &Question) -> Row {
    let answers = &question.answers;
    let counts = [answers.resounding_yes, answers.plain_yes, answers.reluctant_yes, answers.no, answers.non_answer];
    let mut cells = vec![question.people.to_string()];
    cells.extend(counts.iter().map(u64::to_string));
    cells.push(reluctant_share(question));
    Row { name: question.wording.clone(), cells }
}

/// "9 of 14 (64%; 39–84%)", without the first percentage where few said yes.
pub(super) fn reluctant_share(question: &Question) -> String {
    let counts = format!("{} of {}", question.answers.reluctant_yes, question.yes);
    match (question.share.share, question.share.interval) {
        // A share of fewer people than a figure needs is no figure.
        _ if question.yes == 0 || question.mean_reluctance.is_none() => "–".to_owned(),
        (Some(share), Some((low, high))) => {
            format!("{counts} ({}; {:.0}–{})", percent(share), low * 100.0, percent(high))
        }
        (None, Some((low, high))) => format!("{counts} ({:.0}–{})", low * 100.0, percent(high)),
        _ => counts,
    }
}

fn bar(question: &Question) -> Bar {
    let answers = &question.answers;
    let counts = [answers.resounding_yes, answers.plain_yes, answers.reluctant_yes, answers.no, answers.non_answer];
    let parts = ANSWERS.iter().zip(counts).filter(|(_, people)| *people > 0);
    let parts = parts.map(|(&(kind, name), people)| Segment { kind, name, people }).collect();
    let note = if question.people == 1 { "1 person".to_owned() } else { format!("{} people", question.people) };
    Bar { name: question.wording.clone(), of: question.people, note, parts }
}

fn reading_note(questions: &[Question]) -> String {
    let mut note =
        "A reluctant yes is a yes with a hedge, a condition or a “but”: a plain count takes it for a yes. Each person \
                    counts once for a question: by the last answer of those who changed their mind, else by the one that \
                    gives most reason to look again."
            .to_owned();
    if questions.iter().any(|question| question.share.interval.is_some()) {
        note.push_str(
            " The range in brackets is Wilson's 95% interval: how far the share could lie off if many more were asked.",
        );
    }
    note
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(asked: u64, yes: u64, reluctant: u64, no: u64, expected: &str) {
        assert_eq!(verdict(asked, yes, reluctant, no), expected);
    }

    #[test]
    fn a_yes_is_weighed_and_not_counted() {
        check(20, 18, 2, 1, "Yes, by and large.");
        check(20, 18, 9, 1, "Less well than a count of yes suggests.");
        check(20, 14, 4, 8, "In part.");
        check(20, 8, 1, 12, "Not for most of them.");
        check(20, 8, 0, 3, "In part.");
    }
}
