//! What a user may say about how files are to be read. Says nothing of any one file.

use std::str::FromStr;

use super::times::Times;

/// How files are to be read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Columns of surveys whose kind the user knows better, the last one first heard.
    pub columns: Vec<Overrule>,
    /// What becomes of identifying columns in copies.
    pub ids: Ids,
    /// What becomes of the times in copies of transcripts.
    pub times: Times,
}

/// A column and the kind that the user says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overrule {
    /// The column's heading, its letter (`C`) or its number (`3`).
    pub name: String,
    /// What it is.
    pub kind: ColumnKind,
}

/// What a column of a survey is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnKind {
    /// It tells who somebody is; left out of copies.
    Identifying,
    /// The respondent's number; in copies a pseudonym where the number can be looked up elsewhere.
    Id,
    /// It puts respondents into groups, which may single people out together.
    Group,
    /// Choices, scores and what the survey program fills in.
    Closed,
    /// Answers in words.
    Open,
    /// The question that a row answers.
    Question,
    /// A day or time.
    Date,
    /// Of no use that can be seen; left out.
    Ignored,
}

/// What becomes of identifying columns in copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Ids {
    /// They are left out
    #[default]
    Drop,
    /// A column of pseudonyms, headed `Respondent`, takes the place of the first; the others are left out
    Pseudonym,
}

impl ColumnKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [ColumnKind; 8] = [
        ColumnKind::Identifying,
        ColumnKind::Id,
        ColumnKind::Group,
        ColumnKind::Closed,
        ColumnKind::Open,
        ColumnKind::Question,
        ColumnKind::Date,
        ColumnKind::Ignored,
    ];

    /// Its name, as `--column` takes it.
    pub const fn name(self) -> &'static str {
        match self {
            ColumnKind::Identifying => "identifying",
            ColumnKind::Id => "id",
            ColumnKind::Group => "group",
            ColumnKind::Closed => "closed",
            ColumnKind::Open => "open",
            ColumnKind::Question => "question",
            ColumnKind::Date => "date",
            ColumnKind::Ignored => "ignored",
        }
    }

    /// The kind that goes by `name`, in the words people use for it.
    fn find(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace(['_', ' '], "-");
        let kind = match name.as_str() {
            "identifier" | "direct" | "name" | "email" => ColumnKind::Identifying,
            "respondent" | "pseudonym" => ColumnKind::Id,
            "quasi" | "quasi-identifying" | "quasi-identifier" | "attribute" => ColumnKind::Group,
            "choice" | "score" | "number" => ColumnKind::Closed,
            "open-text" | "text" | "comment" | "comments" | "answer" => ColumnKind::Open,
            "time" | "day" => ColumnKind::Date,
            "ignore" | "drop" => ColumnKind::Ignored,
            name => return ColumnKind::ALL.into_iter().find(|kind| kind.name() == name),
        };
        Some(kind)
    }
}

impl FromStr for Overrule {
    type Err = String;

    /// Reads `NAME=KIND`; the name may hold the equals sign too.
    fn from_str(said: &str) -> Result<Self, Self::Err> {
        let (name, kind) = said.rsplit_once('=').ok_or("write it as NAME=KIND")?;
        let kind = ColumnKind::find(kind).ok_or_else(|| {
            let kinds = ColumnKind::ALL.map(ColumnKind::name).join(", ");
            format!("the kind is one of {kinds}")
        })?;
        if name.trim().is_empty() {
            return Err("write it as NAME=KIND".to_owned());
        }
        Ok(Overrule { name: name.trim().to_owned(), kind })
    }
}

/// A column of a survey as it was understood, without a word of anybody's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ColumnReport {
    /// Its letter, as spreadsheets call it.
    pub column: String,
    /// Its heading where that is a name of columns; none where it may be anybody's words.
    pub heading: Option<String>,
    /// What it is.
    pub kind: &'static str,
    /// Why it was taken for that.
    pub why: &'static str,
    /// How many of the first rows have something in it.
    pub filled: usize,
}

/// How a survey was understood, without a word of anybody's.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct SurveyReport {
    /// Which program's export it is.
    pub dialect: &'static str,
    /// What parts a row into cells; none in a workbook.
    pub delimiter: Option<char>,
    /// Which line or row the headings start on.
    pub headings_on: usize,
    /// How many rows the headings take.
    pub heading_rows: usize,
    /// Every column, in order.
    pub columns: Vec<ColumnReport>,
    /// How many answers were written down so far, and how many of them are no more than `n/a`, `-` or `none`.
    pub answers: usize,
    /// Answers such as `n/a`, `-` or `none`.
    pub placeholders: usize,
    /// Rows left out because they are previews or tests.
    pub previews: usize,
    /// Rows left out because they were not finished.
    pub unfinished: usize,
    /// Rows left out because they do not fit the headings.
    pub misfits: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: &str) {
        let told = said.parse::<Overrule>().map_or_else(|why| why, |it| format!("{} is {}", it.name, it.kind.name()));
        assert_eq!(told, expected, "{said}");
    }

    #[test]
    fn kinds_are_said_in_the_words_people_use() {
        check("Line manager=identifying", "Line manager is identifying");
        check("Site = quasi-identifying", "Site is group");
        check("Is 1+1=2?=open text", "Is 1+1=2? is open");
        check("C=Comment", "C is open");
    }

    #[test]
    fn what_cannot_be_followed_is_told() {
        check("Site", "write it as NAME=KIND");
        check("=open", "write it as NAME=KIND");
        check("Site=colour", "the kind is one of identifying, id, group, closed, open, question, date, ignored");
    }
}
