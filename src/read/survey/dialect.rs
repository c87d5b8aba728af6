//! Which program a table comes from, and where its headings stand. Looks at no answer.

use super::headings::{Heading, Listed};
use super::questions;
use super::row::Row;
use crate::lexicons::read::TIMESTAMP_COLUMNS;
use crate::read::table::heading_key;

/// The heading rows are among the first of a table.
const LOOKED_AT: usize = 15;

/// A program that writes tables of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Qualtrics,
    QualtricsLegacy,
    SurveyMonkey,
    MicrosoftForms,
    GoogleForms,
    LimeSurvey,
    Table,
}

impl Dialect {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Dialect::Qualtrics => "Qualtrics",
            Dialect::QualtricsLegacy => "Qualtrics, legacy export",
            Dialect::SurveyMonkey => "SurveyMonkey",
            Dialect::MicrosoftForms => "Microsoft Forms",
            Dialect::GoogleForms => "Google Forms",
            Dialect::LimeSurvey => "LimeSurvey",
            Dialect::Table => "survey table",
        }
    }
}

/// Where a table's headings stand and what they say.
pub(super) struct Frame {
    pub(super) dialect: Dialect,
    /// Rows above the headings.
    pub(super) above: usize,
    /// Rows of headings.
    pub(super) rows: usize,
    pub(super) titles: Vec<Title>,
}

/// What the headings say about one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// The column's name.
    pub(super) name: String,
    /// The question in its own words, where there is one beside the name.
    pub(super) question: String,
    /// What stands below the question: an option, `Response`, `Other (please specify)`.
    pub(super) below: String,
}

impl Title {
    /// The words that tell what the column asks or holds.
    pub(super) fn words(&self) -> &str {
        if self.question.is_empty() { &self.name } else { &self.question }
    }
}

impl Frame {
    /// Finds the headings in the first rows.
    pub(super) fn of(rows: &[&Row]) -> Frame {
        let rows = &rows[..rows.len().min(LOOKED_AT)];
        imports(rows).or_else(|| several(rows)).unwrap_or_else(|| single(rows))
    }
}

/// Qualtrics, by the row of import ids, which follows the questions.
fn imports(rows: &[&Row]) -> Option<Frame> {
    let at = rows.iter().position(|row| {
        let filled = row.cells().filter(|cell| !cell.is_empty()).count();
        filled > 0 && row.cells().filter(|cell| is_import(cell)).count() * 2 > filled
    })?;
    let above = at.saturating_sub(2);
    let titles = (0..rows[at].width()).map(|column| match at {
        0 => Title::default(),
        1 => Title { name: rows[0].cell(column).to_owned(), ..Title::default() },
        _ => questioned(rows[at - 2].cell(column), rows[at - 1].cell(column)),
    });
    Some(Frame { dialect: Dialect::Qualtrics, above, rows: at + 1 - above, titles: titles.collect() })
}

/// `{"ImportId":"QID3_TEXT"}`.
pub(super) fn is_import(cell: &str) -> bool {
    cell.starts_with('{') && cell.contains("\"ImportId\"")
}

fn questioned(name: &str, question: &str) -> Title {
    Title { name: name.to_owned(), question: questions::clean(question), below: String::new() }
}

/// Exports with two heading rows.
fn several(rows: &[&Row]) -> Option<Frame> {
    let (above, dialect) = rows.windows(2).enumerate().find_map(|(at, pair)| {
        let (first, second) = (heading_key(pair[0].cell(0)), heading_key(pair[1].cell(0)));
        let dialect = match (first.as_str(), second.as_str()) {
            ("v1" | "responseid" | "response id", "response id" | "responseid") => Dialect::QualtricsLegacy,
            ("start date" | "startdate", "start date" | "startdate") => Dialect::Qualtrics,
            ("respondent id", "") if gaps(pair[0]) => Dialect::SurveyMonkey,
            _ => return None,
        };
        Some((at, dialect))
    })?;
    let (names, questions) = (rows[above], rows[above + 1]);
    let width = names.width().max(questions.width());
    let titles = match dialect {
        Dialect::SurveyMonkey => filled_forward(names, questions, width),
        Dialect::QualtricsLegacy => legacy(names, questions, width),
        _ => (0..width).map(|at| questioned(names.cell(at), questions.cell(at))).collect(),
    };
    Some(Frame { dialect, above, rows: 2, titles })
}

fn gaps(row: &Row) -> bool {
    row.cells().any(str::is_empty)
}

/// In legacy exports the columns of the program are called `V1` and so on, and their names stand below.
fn legacy(names: &Row, questions: &Row, width: usize) -> Vec<Title> {
    let title = |at: usize| {
        let name = names.cell(at);
        let numbered = name.strip_prefix('V').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        if numbered {
            Title { name: questions.cell(at).to_owned(), ..Title::default() }
        } else {
            questioned(name, questions.cell(at))
        }
    };
    (0..width).map(title).collect()
}

/// A question stands over the first of its columns only; what each holds stands below.
fn filled_forward(names: &Row, below: &Row, width: usize) -> Vec<Title> {
    let mut last = "";
    let mut titles = Vec::with_capacity(width);
    for at in 0..width {
        let (name, below) = (names.cell(at), below.cell(at));
        if !name.is_empty() {
            last = name;
        }
        let response = matches!(heading_key(below).as_str(), "" | "response" | "open ended response");
        titles.push(Title {
            name: last.to_owned(),
            question: if below.is_empty() { String::new() } else { questions::clean(last) },
            below: if response { String::new() } else { below.to_owned() },
        });
    }
    titles
}

/// Everything else: one row of headings, the first that is as wide as most.
fn single(rows: &[&Row]) -> Frame {
    let above = heading_row(rows);
    let titles: Vec<Title> = rows.get(above).map_or_else(Vec::new, |row| {
        row.cells().map(|cell| Title { name: cell.to_owned(), ..Title::default() }).collect()
    });
    let key = |at: usize| titles.get(at).map_or_else(String::new, |it: &Title| heading_key(&it.name));
    let codes = titles.iter().filter(|it| questions::code(&it.name).is_some()).count();
    let has = |names: &[&str]| titles.iter().any(|it| names.contains(&heading_key(&it.name).as_str()));
    let record = |at: usize| {
        let words = titles.get(at).map_or("", |it: &Title| it.name.as_str());
        Heading::new(words).listed == Listed::Record
    };
    let dialect = if TIMESTAMP_COLUMNS.contains(&key(0)) {
        Dialect::GoogleForms
    } else if has(&["last page", "start language", "lastpage", "startlanguage"]) || codes > 1 {
        Dialect::LimeSurvey
    } else if key(0) == "id" && record(1) && record(2) && titles.len() > 4 {
        Dialect::MicrosoftForms
    } else if key(0) == "respondent id" && has(&["collector id"]) {
        Dialect::SurveyMonkey
    } else {
        Dialect::Table
    };
    let titles = match dialect {
        Dialect::SurveyMonkey => filled_forward(rows[above], &Row::default(), titles.len()),
        _ => titles,
    };
    Frame { dialect, above, rows: usize::from(!titles.is_empty()), titles }
}

/// The first row that reaches as far as most rows do; a later one where its headings are known and those are not.
fn heading_row(rows: &[&Row]) -> usize {
    let mut extents: Vec<usize> = rows.iter().map(|row| row.extent()).filter(|&extent| extent > 0).collect();
    extents.sort_unstable();
    let mode = extents.chunk_by(|a, b| a == b).max_by_key(|run| run.len()).map_or(0, |run| run[0]);
    let wide = |row: &Row| row.extent() >= mode && row.cells().filter(|cell| !cell.is_empty()).count() * 2 > mode;
    let listed = |row: &Row| row.cells().filter(|cell| Heading::new(cell).listed != Listed::Nowhere).count();
    let first = rows.iter().position(|row| wide(row)).unwrap_or(0);
    let plain = rows.get(first).is_none_or(|row| listed(row) == 0 && !row.cells().any(|cell| Heading::new(cell).asks));
    let known = rows.iter().position(|row| wide(row) && listed(row) >= 2 && listed(row) * 2 >= mode);
    known.filter(|_| plain).unwrap_or(first)
}
