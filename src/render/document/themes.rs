//! Strengths, weaknesses in priority order, and who is out of the loop.

use super::words::{
    capital, column, counted, hidden, matter, number, of_the, people, percent, reach, roughly, sentence, share,
    unstopped,
};
use super::{Bar, Block, Chart, Part, Row, Segment, Table};
use crate::findings::report::{Aspect, GroupTable, Matter, Reach, SaidRow, Theme};
use crate::findings::{NOT_GIVEN, Report, SIDES, is_side};

/// Aspects of a theme that are shown with quotations; the rest are listed.
const IN_FULL: usize = 6;

/// The theme that has a part of its own.
const LOOP: &str = "out-of-the-loop";

/// A gap between groups that is worth a sentence, in percentage points.
const GAP: f64 = 0.2;

/// People that a group needs before its share is given as a percentage.
const LEAST_FOR_PERCENT: u64 = 20;

/// Part one.
pub(super) fn strengths(report: &Report) -> Part {
    let mut part = Part::new("strengths", "Part one: strengths and successes");
    if report.strengths.is_empty() {
        part.paragraph(
            "No comment was found that speaks of a strength under the themes that were looked for. That is not to say \
             that there are none: people are asked about problems more often than about successes, and a plain “it \
             works” was not counted. Ask for successes first when the findings are discussed.",
        );
        return part;
    }
    part.paragraph(
        "These are to be celebrated before anything else is discussed, and kept when tools and tactics change. The most \
         widely shared stand first.",
    );
    part.blocks.extend(chart(report, &report.strengths, "People who named each strength", "strength"));
    for theme in &report.strengths {
        part.heading(&theme.title);
        describe(&mut part, report, theme);
        aspects(&mut part, report, theme);
        groups_apart(&mut part, theme);
    }
    part
}

/// Part two.
pub(super) fn weaknesses(report: &Report) -> Part {
    let mut part = Part::new("weaknesses", "Part two: weaknesses in priority order");
    if report.weaknesses.is_empty() {
        part.paragraph(
            "No comment was found that speaks of a weakness under the themes that were looked for. Before concluding \
             that all is well, read the part on the reluctant yes: people who would rather not complain often say so \
             there.",
        );
        return part;
    }
    part.paragraph(
        "The order is by how many different people said it. Where that is the same, what was heard in more sessions and \
         surveys comes first, then what came from more groups, then what more people put in strong words, then what more \
         people said who held back elsewhere. One person who says a thing ten times counts once.",
    );
    part.blocks.extend(chart(report, &report.weaknesses, "People who named each weakness", "weakness"));
    part.blocks.extend(caution(report));
    part.blocks.extend(resounding(report));
    for (at, theme) in report.weaknesses.iter().enumerate() {
        part.heading(format!("{}. {}", at + 1, theme.title));
        part.blocks.extend(theme.matter.map(|it| Block::Mark(matter(it).to_owned())));
        describe(&mut part, report, theme);
        aspects(&mut part, report, theme);
        if theme.theme != LOOP {
            groups_apart(&mut part, theme);
        }
        dissent(&mut part, report, theme);
    }
    part
}

/// The themes that have numbers, as bars of all people.
fn chart(report: &Report, themes: &[Theme], caption: &str, kind: &'static str) -> Option<Block> {
    let all = report.basis.people;
    let bar = |theme: &Theme| {
        let people = theme.reach.people?;
        let parts = vec![Segment { kind, name: "people", people }];
        Some(Bar { name: theme.title.clone(), of: all, note: format!("of {all}"), parts })
    };
    let bars: Vec<Bar> = themes.iter().filter_map(bar).collect();
    (!bars.is_empty()).then(|| Block::Chart(Chart { caption: caption.to_owned(), bars, key: Vec::new() }))
}

/// Weaknesses mostly concern tactics and tools, and a call for a new strategy is often a call for a better tool.
fn caution(report: &Report) -> Option<Block> {
    let words = match report.issue? {
        Matter::TacticsTools if points_at_strategy(report) => {
            "Nearly everything below points at tactics and tools; what points at the strategy itself is marked so. A \
             tool’s fault is a reason to mend or replace the tool; it is no reason to redesign the strategy, and a call \
             for a total redesign finds little support here."
        }
        Matter::TacticsTools => {
            "Everything below that could be placed points at tactics and tools. A tool’s fault is a reason to mend or \
             replace the tool; it is no reason to redesign the strategy, and a call for a total redesign finds no support \
             here."
        }
        Matter::Both => {
            "Most weaknesses of a strategy turn out to be tactics and tools. Take those up first and see what is left: \
             a tool’s fault is no reason to redesign the strategy. What points at the strategy itself is marked so."
        }
        Matter::Strategy => {
            "What is said below points at the strategy itself. Before redesigning it, check with customers whether they \
             have moved on as people here believe, and whether a tactic or tool would put it right."
        }
    };
    Some(Block::Note { title: "Before anybody asks for a new strategy", words: words.to_owned() })
}

/// Whether anything that was said points at the strategy itself.
pub(super) fn points_at_strategy(report: &Report) -> bool {
    let mut aspects = report.weaknesses.iter().flat_map(|theme| &theme.aspects);
    aspects.any(|aspect| aspect.matter == Some(Matter::Strategy))
}

/// What the theme is, and how widely it is shared.
fn describe(part: &mut Part, report: &Report, theme: &Theme) {
    let shared = how_widely(report, theme.reach);
    let further = [strongly(theme), breadth(theme)].into_iter().flatten().map(|words| format!(" {words}"));
    let further: String = further.collect();
    part.paragraph(format!("{} {shared}{further}", sentence(&theme.definition)).trim().to_owned());
}

/// How strongly it was said, and by how many who held back elsewhere.
fn strongly(theme: &Theme) -> Option<String> {
    theme.matter?;
    match (theme.strongly, theme.held_back) {
        (Some(strong), Some(held)) => Some(format!(
            "{} of them put it in strong words, and {} of them held back in a yes elsewhere.",
            capital(&number(strong)),
            number(held)
        )),
        (Some(strong), None) => Some(format!("{} of them put it in strong words.", capital(&number(strong)))),
        (None, Some(held)) => Some(format!("{} of them held back in a yes elsewhere.", capital(&number(held)))),
        (None, None) => None,
    }
}

/// In how many groups it was said, where every group of a column is shown.
fn breadth(theme: &Theme) -> Option<String> {
    let whole = theme.by_group.iter().filter(|table| table.hidden == 0 && table.column != SIDES);
    let table = whole.max_by_key(|table| table.rows.len())?;
    let named = || table.rows.iter().filter(|row| row.group != NOT_GIVEN);
    let reached = named().filter(|row| row.said > 0).count() as u64;
    let groups = of_the(reached, named().count() as u64);
    Some(format!("By {}, it came from {groups} groups.", column(&table.column)))
}

fn how_widely(report: &Report, reached: Reach) -> String {
    let shared = capital(&reach(reached, report.basis.people, report.limits.figure));
    let (Some(people), Some(comments), Some(sources)) = (reached.people, reached.comments, reached.sources) else {
        return format!("{shared} spoke of it.");
    };
    let all = report.basis.sessions + report.basis.surveys;
    let source = sources_read(report);
    let heard = match (sources, all) {
        (_, 1) => String::new(),
        (1, _) => format!("; it came up in one {} only", source.0),
        (2, 2) => format!("; it came up in both {}", source.1),
        _ if sources == all => format!("; it came up in all {} {}", number(all), source.1),
        _ => format!("; it came up in {} of {} {}", number(sources), number(all), source.1),
    };
    let often = match comments / people.max(1) {
        0 | 1 => "",
        _ => ", several times each on average",
    };
    format!("{shared} spoke of it, in {}{often}{heard}.", counted(comments, "comment", "comments"))
}

/// One and several of what was read.
fn sources_read(report: &Report) -> (&'static str, &'static str) {
    match (report.basis.sessions, report.basis.surveys) {
        (_, 0) => ("session", "sessions"),
        (0, _) => ("survey", "surveys"),
        _ => ("session or survey", "sessions and surveys"),
    }
}

fn aspects(part: &mut Part, report: &Report, theme: &Theme) {
    let mixed = theme.matter == Some(Matter::Both);
    let marked = |aspect: &Aspect| aspect.matter.filter(|it| mixed || *it == Matter::Strategy).map(matter);
    // A claim without anybody's words is one of the list.
    let (shown, listed): (Vec<_>, Vec<_>) =
        theme.aspects.iter().enumerate().partition(|(at, aspect)| *at < IN_FULL && !aspect.quotations.is_empty());
    for (_, aspect) in &shown {
        part.blocks.push(claim(report, aspect, marked(aspect)));
        part.quotations(&aspect.quotations);
    }
    if !listed.is_empty() {
        part.paragraph(if shown.is_empty() { "What was said:" } else { "Also said:" });
        part.list(listed.iter().map(|(_, aspect)| also(report, aspect, marked(aspect))).collect());
    }
}

fn claim(report: &Report, aspect: &Aspect, marked: Option<&str>) -> Block {
    let mut shared = reach(aspect.reach, report.basis.people, report.limits.figure);
    let all = report.basis.sessions + report.basis.surveys;
    if let Some(sources) = aspect.reach.sources.filter(|_| all > 1) {
        let of = match (sources, all) {
            (2, 2) => "both".to_owned(),
            _ if sources == all => format!("all {}", number(all)),
            _ => format!("{} of {}", number(sources), number(all)),
        };
        shared = format!("{shared}, in {of} {}", sources_read(report).1);
    }
    if let Some(marked) = marked {
        shared = format!("{shared}; {}", marked.to_lowercase());
    }
    Block::Claim { says: sentence(&aspect.says), reach: capital(&shared) }
}

fn also(report: &Report, aspect: &Aspect, marked: Option<&str>) -> String {
    let marked = marked.map(|it| format!("; {}", it.to_lowercase())).unwrap_or_default();
    format!("{} ({}{marked})", unstopped(&capital(&aspect.says)), share(aspect.reach.share, report.limits.figure))
}

fn dissent(part: &mut Part, report: &Report, theme: &Theme) {
    if let Some(dissent) = &theme.dissent {
        let shared = reach(dissent.reach, report.basis.people, report.limits.figure);
        part.paragraph(format!("Not everybody sees it so: {shared} named a strength under the same theme."));
        part.quotations(&dissent.quotations);
    }
}

/// Those who said yes without reservation, to set against all weaknesses.
fn resounding(report: &Report) -> Option<Block> {
    let sure = report.overall.as_ref().map(|it| it.resounding).filter(|&sure| sure > 0)?;
    let sure = roughly(sure, report.limits.figure);
    Some(Block::Paragraph(format!(
        "To set against all of it: {sure} answered a yes/no question with a resounding yes, though not always one about \
         these matters."
    )))
}

/// Part six.
pub(super) fn out_of_the_loop(report: &Report) -> Part {
    let mut part = Part::new("out-of-the-loop", "Out of the loop");
    part.paragraph(
        "Support teams often hear last what the front line hears first, or the other way about. A strategy cannot work \
         for people who have not been told of it, of changes to it, or of what came of it.",
    );
    let Some(theme) = report.weaknesses.iter().find(|theme| theme.theme == LOOP) else {
        part.paragraph("Nobody was heard to say that they are out of the loop. Perhaps those who are were not asked.");
        return part;
    };
    part.paragraph(how_widely(report, theme.reach));
    part.blocks.extend(theme.by_group.iter().find_map(sides));
    let claims: Vec<String> = theme.aspects.iter().take(IN_FULL).map(|aspect| also(report, aspect, None)).collect();
    part.list(claims);
    if theme.by_group.is_empty() {
        part.paragraph(if report.basis.groups.is_empty() {
            "It is not known which groups people belong to, or the groups are too small to be told apart. A roster with a \
             group for each person, or a survey that asks for it, would show whether support and front line differ."
                .to_owned()
        } else {
            format!(
                "No groups are compared here: that takes at least {} in each, so placed that nobody’s answer can be \
                 worked out.",
                people(report.limits.quotation as u64)
            )
        });
    }
    for table in &theme.by_group {
        group(&mut part, theme, table);
    }
    part
}

/// Front line against support in a sentence, where a table tells the two apart.
fn sides(table: &GroupTable<SaidRow>) -> Option<Block> {
    let sides: Vec<&SaidRow> = table.rows.iter().filter(|row| is_side(&row.group)).collect();
    let [one, other] = sides.as_slice() else { return None };
    let (more, fewer) = if part_of(one) < part_of(other) { (other, one) } else { (one, other) };
    let place = |row: &SaidRow| if row.group.to_lowercase() == "support" { "in support" } else { "on the front line" };
    let said = |row: &SaidRow| format!("{} {}", of_the(row.said, row.people), place(row));
    let first = if part_of(more) - part_of(fewer) < GAP {
        "Front line and support are not far apart".to_owned()
    } else {
        format!("More say so {}", place(more))
    };
    Some(Block::Lead(format!("{first}: {}, and {}.", said(more), said(fewer))))
}

/// Who said it, by group, where groups are far apart; otherwise that they are not.
fn groups_apart(part: &mut Part, theme: &Theme) {
    let (apart, alike): (Vec<_>, Vec<_>) = theme.by_group.iter().partition(|table| gap(table).is_some());
    for table in apart {
        group(part, theme, table);
    }
    let columns: Vec<String> = alike.into_iter().map(|table| column(&table.column)).collect();
    part.blocks.extend(no_gap(&columns));
}

/// That no group is far from the others, by any of these columns.
pub(super) fn no_gap(columns: &[String]) -> Option<Block> {
    (!columns.is_empty()).then(|| Block::Paragraph(format!("No group stands far apart by {}.", columns.join(" or "))))
}

fn group(part: &mut Part, theme: &Theme, table: &GroupTable<SaidRow>) {
    let row = |row: &SaidRow| Row {
        name: row.group.clone(),
        cells: vec![
            row.people.to_string(),
            row.said.to_string(),
            if row.people < LEAST_FOR_PERCENT { "–".to_owned() } else { percent(part_of(row)) },
        ],
    };
    part.blocks.push(Block::Table(Table {
        caption: format!("{} by {}, in people", theme.title, column(&table.column)),
        columns: vec!["Group", "People", "Said it", "Share"],
        rows: table.rows.iter().map(row).collect(),
        note: hidden(table),
    }));
    part.blocks.extend(gap(table).map(Block::Paragraph));
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn part_of(row: &SaidRow) -> f64 {
    row.said as f64 / row.people.max(1) as f64
}

/// A sentence on the two groups that are furthest apart, if they are far apart.
fn gap(table: &GroupTable<SaidRow>) -> Option<String> {
    let groups = || table.rows.iter().filter(|row| row.group != NOT_GIVEN);
    let most = groups().max_by(|a, b| part_of(a).total_cmp(&part_of(b)))?;
    let least = groups().min_by(|a, b| part_of(a).total_cmp(&part_of(b)))?;
    let said = |row: &SaidRow| format!("{} in {}", of_the(row.said, row.people), row.group);
    (part_of(most) - part_of(least) >= GAP)
        .then(|| format!("The groups are furthest apart here: {}, {}.", said(most), said(least)))
}
