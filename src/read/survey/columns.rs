//! What the columns of a survey are for, told from headings and the first rows.
//!
//! In doubt a column is left out: what is kept unread could name somebody.

use super::dialect::Title;
use super::headings::{Heading, Listed};
use super::questions::{self, Follows};
use super::row::{Row, letters};
use super::seen::Seen;
use crate::read::options::{ColumnKind, Overrule};
use crate::read::table::heading_key;

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// What the column is called, in a line.
    pub(super) heading: String,
    /// What its answers are to, where it has answers.
    pub(super) asked: String,
    pub(super) is: Use,
    /// Why it was taken for that.
    pub(super) why: &'static str,
    /// Whether the user said so.
    pub(super) overruled: bool,
    /// What of a name it holds.
    pub(super) part: Part,
    /// How many of the first rows have something in it.
    pub(super) filled: usize,
}

/// What of a respondent's name a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    First,
    Last,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// A running number of responses, which says no more than a row's place; kept.
    Number,
    /// An id that means something elsewhere; a pseudonym takes its place.
    Opaque,
    /// The respondent's name or part of it; left out.
    Name,
    /// The respondent's e-mail address; left out.
    Email,
    /// Whatever else may identify people; left out.
    Identifying,
    /// Empty or of unclear use; left out.
    Unclear,
    /// The question that the row answers.
    Question,
    /// Open answers.
    Open,
    /// A group that the respondent belongs to; kept.
    Group,
    /// Scores, choices and the like; kept.
    Closed,
    /// Days and times; kept.
    Date,
}

impl Use {
    /// The kind it goes by.
    pub(super) const fn kind(self) -> ColumnKind {
        match self {
            Use::Number | Use::Opaque => ColumnKind::Id,
            Use::Name | Use::Email | Use::Identifying => ColumnKind::Identifying,
            Use::Unclear => ColumnKind::Ignored,
            Use::Question => ColumnKind::Question,
            Use::Open => ColumnKind::Open,
            Use::Group => ColumnKind::Group,
            Use::Closed => ColumnKind::Closed,
            Use::Date => ColumnKind::Date,
        }
    }

    /// What a column is that the user says is of this kind; what it was taken for tells which sort of it.
    fn said(kind: ColumnKind, taken: Use) -> Use {
        match kind {
            kind if taken.kind() == kind => taken,
            ColumnKind::Identifying => Use::Identifying,
            ColumnKind::Id => Use::Opaque,
            ColumnKind::Group => Use::Group,
            ColumnKind::Closed => Use::Closed,
            ColumnKind::Open => Use::Open,
            ColumnKind::Question => Use::Question,
            ColumnKind::Date => Use::Date,
            ColumnKind::Ignored => Use::Unclear,
        }
    }

    /// Whether the column is in the copy.
    pub(super) const fn is_kept(self) -> bool {
        !matches!(self, Use::Name | Use::Email | Use::Identifying | Use::Unclear)
    }
}

/// Tells what each column is for; `rows` are the first of the table.
pub(super) fn classify(titles: &[Title], rows: &[&Row]) -> Vec<Column> {
    let seen: Vec<Seen> = (0..titles.len()).map(|at| Seen::of(rows.iter().map(|row| row.cell(at)))).collect();
    let mut columns: Vec<Column> = titles.iter().zip(&seen).map(|(title, seen)| column(title, seen)).collect();
    only_one_question(&mut columns, &seen);
    if !columns.iter().any(|column| column.is == Use::Open) {
        promote(&mut columns, &seen);
    }
    started_work(&mut columns, titles, &seen);
    belong_together(&mut columns, titles, &seen);
    columns
}

/// Makes columns what the user says they are.
pub(super) fn overrule(columns: &mut [Column], titles: &[Title], overrules: &[Overrule]) {
    for (at, column) in columns.iter_mut().enumerate() {
        if let Some(overrule) = overrules.iter().rev().find(|it| names(it, at, &titles[at])) {
            column.is = Use::said(overrule.kind, column.is);
            (column.why, column.overruled) = ("you said so", true);
        }
    }
}

/// Whether the user means the column at this place.
pub(super) fn names(overrule: &Overrule, at: usize, title: &Title) -> bool {
    let key = heading_key(&overrule.name);
    let called = |words: &str| !key.is_empty() && heading_key(words) == key;
    overrule.name.eq_ignore_ascii_case(&letters(at))
        || overrule.name == (at + 1).to_string()
        || overrule.name.trim() == title.name
        || called(&title.name)
        || called(&title.question)
        || called(&format!("{} {}", title.question, title.below))
}

/// A column by its own heading and cells.
fn column(title: &Title, seen: &Seen) -> Column {
    let name = Heading::new(&title.name);
    let heading = match name.listed {
        Listed::Nowhere if !title.question.is_empty() => Heading::new(&title.question),
        _ => name,
    };
    let words = questions::clean(title.words());
    let (is, why) = if title.below.is_empty() { of(&heading, seen) } else { below(title, seen) };
    let (is, why) = match questions::code(&title.name) {
        Some((_, inside)) if !is_prose_code(inside) && !seen.is_prose() => (Use::Closed, "an option of a question"),
        _ => (is, why),
    };
    let (is, why) =
        if is == Use::Open && seen.is_truths() { (Use::Closed, "ticks, which say nothing") } else { (is, why) };
    let (is, why) =
        if is_graders(&title.name) { (Use::Unclear, "written by whoever marked a quiz") } else { (is, why) };
    let key = heading_key(&title.name);
    let part = if key.contains("first")
        || key.contains("given")
        || matches!(key.as_str(), "forename" | "prenom" | "vorname")
    {
        Part::First
    } else if key.contains("last")
        || key.contains("surname")
        || matches!(key.as_str(), "nachname" | "apellidos" | "cognome")
    {
        Part::Last
    } else {
        Part::Whole
    };
    let stated = if questions::is_statement(&title.below) {
        title.below.as_str()
    } else {
        questions::stated(&words).unwrap_or(&words)
    };
    let asks = stated.ends_with('?') || (heading.yes_no && *stated == words);
    let asked = if is == Use::Open && seen.is_scale() && !asks {
        let words = stated;
        let end = if words.ends_with(|c: char| c.is_alphanumeric()) { "." } else { "" };
        format!("{words}{end} Do you agree?")
    } else {
        words.clone()
    };
    let heading = if title.below.is_empty() { words } else { format!("{words} {}", title.below) };
    Column { heading, asked, is, why, overruled: false, part, filled: seen.filled }
}

/// A column below a question that has several: an option that was ticked, or room for another answer.
fn below(title: &Title, seen: &Seen) -> (Use, &'static str) {
    // A tick is written as the option's own words: `Phone` below `How do customers reach you?`
    if !seen.only.is_empty() && heading_key(&seen.only) == heading_key(&title.below) {
        return (Use::Closed, "an option below a question");
    }
    if seen.is_scale() && questions::is_statement(&title.below) {
        (Use::Open, "choices of how far people agree, which are scored")
    } else if questions::is_follow_up(&title.below) || seen.is_prose() {
        (Use::Open, "room for words below a question")
    } else if seen.mostly(seen.emails, 50) {
        (Use::Email, "its cells are e-mail addresses")
    } else if seen.is_names() || Heading::new(&title.below).listed == Listed::Name {
        (Use::Name, "its cells are names")
    } else if seen.filled > 0
        && (seen.mostly(seen.phones, 60) || Heading::new(&title.below).listed == Listed::Identifying)
    {
        (Use::Identifying, "its heading is one of what identifies people")
    } else {
        (Use::Closed, "an option below a question")
    }
}

/// Whether what stands in the brackets of a code, as in `Q02[other]`, makes its answers words.
fn is_prose_code(inside: &str) -> bool {
    let inside = inside.to_lowercase();
    inside == "other" || inside.ends_with("comment")
}

/// `Feedback - question` of a quiz is a marker's remark, `Points - question` a number.
fn is_graders(name: &str) -> bool {
    name.trim_start().to_lowercase().starts_with("feedback - ")
}

/// What a column with this heading and these cells is for, and why.
fn of(heading: &Heading, seen: &Seen) -> (Use, &'static str) {
    if seen.mostly(seen.emails, 50) {
        return (Use::Email, "its cells are e-mail addresses");
    }
    // Ids of eleven and twelve digits look like numbers of telephones.
    if (seen.mostly(seen.phones, 60) && heading.listed != Listed::Id) || seen.mostly(seen.computers, 60) {
        return (Use::Identifying, "its cells are telephone numbers or addresses of computers");
    }
    match heading.listed {
        Listed::Id if seen.is_textual() && !seen.running && seen.codes == 0 => {
            (named(heading, seen), "ids that are words")
        }
        Listed::Id if seen.running => (Use::Number, "running numbers, which say no more than a row's place"),
        Listed::Id => (Use::Opaque, "its heading is one of ids, which can be looked up elsewhere"),
        Listed::Name => (named(heading, seen), "its heading is one of names"),
        Listed::Identifying => identifying(heading, seen),
        Listed::Question if seen.filled > 0 && seen.is_textual() => (Use::Question, "its heading is one of questions"),
        Listed::Record if seen.is_prose() => (Use::Unclear, "prose under a heading of the survey program's own"),
        Listed::Record => (closed(seen), "what the survey program fills in"),
        Listed::Comment if seen.filled == 0 || seen.is_textual() => (Use::Open, "its heading is one of comments"),
        Listed::Group => group(seen),
        _ if heading.asks => answers(heading, seen),
        _ => by_content(seen),
    }
}

fn closed(seen: &Seen) -> Use {
    if seen.mostly(seen.dates, 80) { Use::Date } else { Use::Closed }
}

fn named(heading: &Heading, seen: &Seen) -> Use {
    let code = (seen.is_closed() && !seen.is_names()) || seen.length <= 3;
    if heading.listed == Listed::Id && code { Use::Opaque } else { Use::Name }
}

/// A column such as `Team name` or `Manager` (yes or no) puts people into groups after all.
fn identifying(heading: &Heading, seen: &Seen) -> (Use, &'static str) {
    if seen.is_scale() {
        // `Salary and benefits`, and how content people are with them.
        return by_content(seen);
    }
    let ticked = seen.is_textual() && seen.distinct <= 2 && seen.filled >= 4 && seen.length <= 5;
    if (heading.groups && !heading.surely && seen.is_closed() && !seen.mostly(seen.names, 60)) || ticked {
        (Use::Group, "few values in many rows under a heading of groups")
    } else {
        (Use::Identifying, "its heading is one of what identifies people")
    }
}

/// A group of one each is no group: it singles people out.
fn group(seen: &Seen) -> (Use, &'static str) {
    if seen.is_prose() && seen.length > 60 {
        (Use::Open, "prose, though its heading is one of groups")
    } else if seen.filled >= 20 && seen.mostly(seen.distinct, 70) && !seen.is_closed() {
        (Use::Identifying, "nearly every row is a group of its own")
    } else {
        (Use::Group, "its heading is one of groups")
    }
}

/// The answers to a question printed as heading.
fn answers(heading: &Heading, seen: &Seen) -> (Use, &'static str) {
    if seen.filled > 0 && !seen.is_textual() {
        return if heading.groups && seen.is_closed() {
            (Use::Group, "few values in many rows under a heading of groups")
        } else {
            (closed(seen), "numbers under a question")
        };
    }
    if seen.is_scale() {
        (Use::Open, "choices of how far people agree, which are scored")
    } else if heading.yes_no {
        (Use::Open, "its heading asks for a yes or no")
    } else if heading.groups && seen.is_closed() && seen.filled >= 4 {
        (Use::Group, "few values in many rows under a heading of groups")
    } else if seen.is_ticked() || seen.is_picked() {
        (Use::Closed, "few choices in many rows under a question")
    } else if seen.filled >= 2 && seen.length <= 3 {
        (Use::Closed, "codes of choices under a question")
    } else {
        (Use::Open, "its heading is a question")
    }
}

fn by_content(seen: &Seen) -> (Use, &'static str) {
    if seen.filled == 0 {
        (Use::Unclear, "it is empty in the first rows")
    } else if seen.is_names() {
        (Use::Name, "its cells are names")
    } else if seen.is_people() {
        (Use::Identifying, "its cells are names of a few people")
    } else if seen.mostly(seen.codes, 50) && seen.mostly(seen.distinct, 90) {
        (Use::Opaque, "its cells are codes, one a row")
    } else if seen.is_closed_questions() {
        (Use::Question, "its cells are questions")
    } else if seen.is_prose() {
        (Use::Open, "its cells are prose")
    } else if !seen.is_textual() {
        (closed(seen), "its cells are numbers, days or times")
    } else if seen.is_scale() {
        (Use::Open, "choices of how far people agree, which are scored")
    } else if seen.is_closed() {
        (Use::Group, "few values in many rows")
    } else {
        (Use::Unclear, "neither heading nor cells tell what it is for; name its kind with `--column`")
    }
}

/// Keeps the first question column as such; where no other column is left for answers, none is one.
fn only_one_question(columns: &mut [Column], seen: &[Seen]) {
    let mut found = false;
    for (column, seen) in columns.iter_mut().zip(seen) {
        if column.is == Use::Question && std::mem::replace(&mut found, true) {
            column.is = if seen.is_prose() { Use::Open } else { Use::Group };
            column.why = "another column holds the questions";
        }
    }
}

/// Without an `End Date` beside it, a `Start Date` is the day on which somebody began to work there.
fn started_work(columns: &mut [Column], titles: &[Title], seen: &[Seen]) {
    let called = |name: &str| titles.iter().position(|title| heading_key(&title.name) == name);
    let (Some(start), None) = (called("start date"), called("end date")) else { return };
    if columns[start].is == Use::Date && seen[start].clocks == 0 {
        columns[start].is = Use::Identifying;
        columns[start].why = "a day on which somebody may have begun to work";
    }
}

/// Makes the wordiest column of unclear use one of answers.
fn promote(columns: &mut [Column], seen: &[Seen]) {
    let fits = |at: &usize| {
        let listed = Heading::new(&columns[*at].heading).listed;
        let free = matches!(columns[*at].is, Use::Unclear | Use::Closed) && listed != Listed::Record;
        let alone = columns.len() == 1 && columns[*at].is == Use::Group && listed == Listed::Nowhere;
        (free || alone) && seen[*at].is_textual() && !seen[*at].is_truths()
    };
    if let Some(at) = (0..columns.len()).filter(fits).max_by_key(|&at| seen[at].length) {
        columns[at].is = Use::Open;
        columns[at].why = "the wordiest column, and no other holds answers";
    }
}

/// Gives a column of comments on another question that question: `Why?` behind it, or `Q3 - Comment`.
fn belong_together(columns: &mut [Column], titles: &[Title], seen: &[Seen]) {
    for at in 0..columns.len() {
        let follows = if titles[at].below.is_empty() { questions::follows(&columns[at].heading) } else { None };
        let before = columns[..at].iter().rposition(|it| !it.asked.is_empty());
        match follows {
            Some(Follows::Question(question)) if matches!(columns[at].is, Use::Open | Use::Unclear) => {
                let same = columns[..at].iter().find(|it| heading_key(&it.heading) == heading_key(&question));
                columns[at].asked = same.map_or(question, |it| it.asked.clone());
                comments_on(&mut columns[at]);
            }
            Some(Follows::Before) if columns[at].is == Use::Open => {
                let Some(before) = before.filter(|&it| is_closed_question(&columns[it], &seen[it])) else { continue };
                let asked = columns[before].asked.clone();
                columns[at].asked = asked;
                comments_on(&mut columns[at]);
            }
            _ => {}
        }
        if let Some((code, _)) = questions::code(&columns[at].heading.clone()) {
            let base = columns[..at].iter().find(|it| it.heading == code).map(|it| it.asked.clone());
            columns[at].asked = base.unwrap_or_else(|| columns[at].asked.clone());
        }
    }
}

fn comments_on(column: &mut Column) {
    column.is = Use::Open;
    column.why = "comments on the question of another column";
}

/// Whether a comment behind this column is about it: a choice or a score under a question.
fn is_closed_question(column: &Column, seen: &Seen) -> bool {
    let asks = Heading::new(&column.heading).asks || seen.is_scale();
    let choice = column.is == Use::Closed || (column.is == Use::Open && !seen.is_prose());
    asks && choice
}
