//! What to do next, and what the findings rest on.

use super::opening::basis;
use super::words::{capital, column, counted, hidden, list, number, people, sentence, unstopped};
use super::{Block, Part, Row, Table};
use crate::findings::report::{Aspect, Matter, Theme};
use crate::findings::{Report, SIDES};

/// Points about the strategy that are put off.
const ITEMS: usize = 8;

/// Claims of one theme that a session can take up at once.
const CLAIMS: usize = 3;

/// Part seven.
pub(super) fn working_session(report: &Report) -> Part {
    let mut part = Part::new("working-session", "For the working session");
    part.paragraph(
        "A proposed agenda. Tactics and tools come first and in order of priority, because they can be changed soonest and \
         account for most of what goes wrong.",
    );
    part.blocks.push(Block::Steps(agenda(report)));
    let strategy: Vec<String> =
        items(report, Matter::Strategy).map(|(_, aspect)| sentence(&aspect.says)).take(ITEMS).collect();
    if !strategy.is_empty() {
        part.heading("Leave until the tactics and tools are settled");
        part.paragraph(
            "These points concern the strategy itself. Look at them again once the items above are under way:",
        );
        part.list(strategy);
    }
    part.heading("Dates to set");
    part.list(vec![
        "For each item above, an owner and a date: to be set in the session.".to_owned(),
        "Telling everybody who took part what came of it: set a date (within a month is usual).".to_owned(),
        "Another round of listening, with the same questions in the same words so that the two can be compared: set a \
         date."
            .to_owned(),
        "Next reset: set a date (a quarter from now is usual).".to_owned(),
    ]);
    part
}

fn agenda(report: &Report) -> Vec<String> {
    let mut agenda = Vec::new();
    if !report.strengths.is_empty() {
        agenda.push("Begin with part one. What made these successes possible, and how do we keep it?".to_owned());
    }
    for theme in &report.weaknesses {
        let claims = theme.aspects.iter().filter(|aspect| aspect.matter == Some(Matter::TacticsTools));
        let claims: Vec<String> = claims.map(|aspect| sentence(&aspect.says)).take(CLAIMS).collect();
        if !claims.is_empty() {
            agenda.push(format!("{}. {} {}", theme.title, claims.join(" "), to_settle(theme)));
        }
    }
    if let Some(&most) = report.reluctant.first() {
        agenda.push(format!(
            "Ask again, and leave time for the answer: “{}” What would make it an unreserved yes?",
            report.questions[most].wording
        ));
    }
    if agenda.is_empty() {
        agenda.push("Ask what works and should be kept.".to_owned());
        agenda.push("Ask what one tool or tactic, if it changed, would help customers most.".to_owned());
    }
    agenda
}

/// Aspects of weaknesses that concern `matter`, in priority order.
fn items(report: &Report, matter: Matter) -> impl Iterator<Item = (&Theme, &Aspect)> {
    let aspects = report.weaknesses.iter().flat_map(|theme| theme.aspects.iter().map(move |aspect| (theme, aspect)));
    aspects.filter(move |(_, aspect)| aspect.matter == Some(matter))
}

/// What the session has to settle about an item.
fn to_settle(theme: &Theme) -> &'static str {
    match theme.theme.as_str() {
        "tools-driving-strategy" => {
            "To settle: which field, form, score or rule decides here? Who owns it? Can it be changed, switched off, or \
             left to judgement?"
        }
        "out-of-the-loop" => {
            "To settle: who needs to know what, by when and from whom? How do we notice that it arrived?"
        }
        "alignment" => {
            "To settle: which measure, incentive or routine pulls away from what customers want? Who can change it?"
        }
        _ => "To settle: who can change this, and how do people notice that it has changed?",
    }
}

/// Part eight.
pub(super) fn method(report: &Report) -> Part {
    let mut part = Part::new("method", "Method and limits");
    part.heading("What was read");
    part.list(what_was_read(report));
    groups(&mut part, report);
    part.heading("What was replaced");
    part.paragraph(masked(report));
    part.heading("What was left out");
    part.list(left_out(report));
    part.paragraph(audit(report));
    part.heading("How it was counted");
    part.paragraph(
        "A program looked for themes and for kinds of yes by words and phrases, and kept the words behind each decision, so \
         that the analyst can check any of them. A moderator’s turns are never counted. The order of weaknesses follows the \
         rule given in part two and was not chosen by hand.",
    );
    part.paragraph(
        "How often the program is right was measured on sessions and surveys that people had annotated. It misses some \
         comments and misplaces others, so numbers are near, not exact.",
    );
    if report.basis.groups.iter().any(|table| table.column == SIDES) {
        part.paragraph(
            "Whether a team is front line or support was told by its name, and by nobody’s answers. Teams whose names do \
             not tell are “not given” there.",
        );
    }
    if let Some(words) = super::accuracy::measured() {
        part.paragraph(words);
    }
    part.heading("What a reader must not conclude");
    part.list(not_to_conclude(report));
    part
}

fn what_was_read(report: &Report) -> Vec<String> {
    let read = &report.basis;
    let mut lines =
        vec![format!("{}, with {}.", capital(&basis(report)), counted(read.comments, "comment", "comments"))];
    if let (Some(spoken), Some(written)) = (read.people_in_sessions, read.people_in_surveys) {
        lines.push(format!(
            "{} spoke in focus groups and {} wrote in surveys.",
            capital(&people(spoken)),
            number(written)
        ));
    }
    if read.moderator_turns > 0 {
        lines.push(format!(
            "Moderators’ turns were read for their questions only: {}.",
            counted(read.moderator_turns, "turn", "turns")
        ));
    }
    if read.unattributed > 0 {
        let verb = if read.unattributed == 1 { "is" } else { "are" };
        lines.push(format!(
            "{} without a speaker {verb} in none of the figures, because people could not be counted.",
            capital(&counted(read.unattributed, "comment", "comments"))
        ));
    }
    lines
}

fn groups(part: &mut Part, report: &Report) {
    for table in &report.basis.groups {
        let rows = table.rows.iter();
        part.blocks.push(Block::Table(Table {
            caption: format!("People by {}", column(&table.column)),
            columns: vec!["Group", "People"],
            rows: rows.map(|row| Row { name: row.group.clone(), cells: vec![row.people.to_string()] }).collect(),
            note: hidden(table),
        }));
    }
}

/// "34 names of people, two telephone numbers and ..."
fn masked(report: &Report) -> String {
    let kinds: Vec<String> = report.basis.masked.iter().map(|(kind, &count)| replaced(kind, count)).collect();
    if kinds.is_empty() {
        return "Nothing was found that had to be replaced.".to_owned();
    }
    format!(
        "Before anything was counted, these mentions were replaced by neutral words: {}. Speakers’ names were replaced \
         throughout.",
        list(&kinds)
    )
}

fn replaced(kind: &str, count: u64) -> String {
    let (one, many) = match kind {
        "person" => ("name of a person", "names of people"),
        "email" => ("e-mail address", "e-mail addresses"),
        "phone" => ("telephone number", "telephone numbers"),
        "address" => ("postal address", "postal addresses"),
        "location" => ("place", "places"),
        "organisation" => ("organisation", "organisations"),
        "id" => ("reference number", "reference numbers"),
        "date" => ("date", "dates"),
        "url" => ("web address", "web addresses"),
        "handle" => ("user name", "user names"),
        _ => ("other detail", "other details"),
    };
    counted(count, one, many)
}

fn left_out(report: &Report) -> Vec<String> {
    let (limits, out) = (report.limits, &report.suppressed);
    let mut lines = vec![
        format!(
            "A figure for a group needs at least {}; what a group said about a theme, and a quotation from a survey, need \
             at least {}.",
            people(limits.figure as u64),
            number(limits.quotation as u64)
        ),
        format!(
            "A focus group is one unit. Its quotations carry no attribute, and a group with fewer than {} speakers is not \
             quoted.",
            number(limits.figure.max(5) as u64)
        ),
        "No comment is quoted that describes something which could single a person out.".to_owned(),
        "No table crosses two columns, and a group in which everybody says the same is not shown.".to_owned(),
    ];
    if report.basis.comments_as_people > 0 {
        lines.push(format!(
            "{} could not be told apart by person, so each was counted as one, and all limits above are twice what they \
             would be.",
            capital(&counted(report.basis.comments_as_people, "answer", "answers"))
        ));
    }
    if limits.smooth {
        lines.push(
            "Quotations marked “lightly edited” had hesitations, dialect spellings and capitals evened out; what they say \
             was not changed."
                .to_owned(),
        );
    }
    let mut say = |count: u64, one: &str, many: &str, why: &str| {
        if count > 0 {
            lines.push(format!("{} {why}", capital(&counted(count, one, many))));
        }
    };
    let figure = number(limits.figure as u64);
    say(out.questions, "question", "questions", &format!("not shown one by one: fewer than {figure} people answered."));
    say(
        out.handfuls,
        "theme or part of a theme",
        "themes or parts of themes",
        &format!("given as a range only: fewer than {figure} people spoke of each."),
    );
    say(out.quotations, "quotation", "quotations", "kept back.");
    say(out.cells, "group figure", "group figures", "hidden, small groups and those that would give them away.");
    say(
        out.tables,
        "comparison of groups",
        "comparisons of groups",
        "not made, because too few groups could be shown.",
    );
    say(
        out.attacked,
        "comparison of groups",
        "comparisons of groups",
        "not made, because hidden figures could have been narrowed down too far.",
    );
    say(
        out.columns,
        "comparison",
        "comparisons",
        "not made, because together with another it would give a small group away.",
    );
    say(
        out.columns_too_long,
        "column",
        "columns",
        "not used as groups: more than 40 different values, as numbers and free text have.",
    );
    say(out.names, "name or wording", "names or wordings", "withheld, for holding a word that was replaced.");
    lines
}

fn audit(report: &Report) -> String {
    let audit = report.audit;
    let hidden = match audit.cells_hidden {
        0 => "no cells are hidden in its group tables".to_owned(),
        some => format!(
            "{} cells are hidden in its group tables, and none can be narrowed down to a range of fewer than {} from all \
             totals and tables taken together",
            number(some),
            number(report.limits.figure as u64)
        ),
    };
    let earlier = match audit.earlier_reports {
        0 => String::new(),
        1 => {
            " An earlier summary on some of the same people was held beside it, and neither gives away what the other \
              hides."
                .to_owned()
        }
        some => format!(
            " {} earlier summaries on some of the same people were held beside it, and none gives away what another hides.",
            capital(&number(some))
        ),
    };
    let quotations = match audit.quotations {
        0 => String::new(),
        some => format!(
            " {} checked: none describes something that could single a person out, and no two can be known as one \
             person’s by a turn of phrase.",
            capital(&match some {
                1 => "One quotation was".to_owned(),
                some => format!("{} quotations were", number(some)),
            })
        ),
    };
    let lines = match audit.lines_searched {
        0 => String::new(),
        _ => format!(
            " {} of it were searched for every replaced word, and none holds one; so was every file made from it, with its \
             properties and the descriptions of its pictures.",
            capital(&counted(audit.lines_searched, "line", "lines"))
        ),
    };
    format!(
        "Audit: before it was released, this summary was attacked with nothing but its own figures. {}.{earlier}{quotations}{lines}",
        capital(&hidden)
    )
}

fn not_to_conclude(report: &Report) -> Vec<String> {
    let mut lines = vec![
        "That any one person said or thinks anything.".to_owned(),
        "That those who took part stand for everybody: a focus group shows what is said and why, not how common it is."
            .to_owned(),
        "That a theme does not exist because it is not here, or that silence is agreement.".to_owned(),
        "That a reluctant yes is a no, or that whoever gave it was insincere.".to_owned(),
        "That two summaries can be compared by subtraction: do not publish one on part of these people beside this one."
            .to_owned(),
    ];
    if report.basis.groups.iter().any(|table| table.hidden > 0) {
        lines.push("That a group without figures had nothing to say.".to_owned());
    }
    if let Some(theme) = report.weaknesses.first().filter(|theme| theme.matter == Some(Matter::TacticsTools)) {
        lines.push(format!("That the strategy has failed because of “{}”.", unstopped(&theme.title)));
    }
    lines
}
