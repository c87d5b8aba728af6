//! What a heading says about its column. Looks at no cell.

use super::super::table::heading_key;
use crate::lexicons::read::{
    COMMENT_COLUMNS, GROUP_COLUMNS, ID_COLUMNS, IDENTIFYING_COLUMNS, NAME_COLUMNS, QUESTION_COLUMNS, QUESTION_WORDS,
    RECORD_COLUMNS, YES_NO_OPENERS,
};
use crate::lexicons::{facts, names_nobody};
use crate::text::normal_form;

/// A heading, looked up.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub(super) struct Heading {
    /// The list it stands in.
    pub(super) listed: Listed,
    /// Whether one of its words names a group.
    pub(super) groups: bool,
    /// Whether the whole heading is known to tell who somebody is, whatever groups its words name.
    pub(super) surely: bool,
    /// Whether it is a question or a request.
    pub(super) asks: bool,
    /// Whether it asks for a yes or no.
    pub(super) yes_no: bool,
}

/// The list of headings that a heading stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// Numbers of responses.
    Id,
    /// The respondent's own name.
    Name,
    /// Whatever else identifies people.
    Identifying,
    /// The question of a row.
    Question,
    /// What a survey program fills in.
    Record,
    /// Open answers.
    Comment,
    /// Groups of people.
    Group,
    /// None.
    Nowhere,
}

/// A longer heading is a question, whatever its words.
const MOST_WORDS: usize = 4;

impl Heading {
    pub(super) fn new(heading: &str) -> Self {
        let key = heading_key(heading);
        let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
        let asks =
            heading.trim_end().ends_with('?') || words.len() > MOST_WORDS || opens(words.first()) || is_code(&words);
        let groups = any_phrase(&words, |it| GROUP_COLUMNS.contains(it));
        let short = words.len() <= MOST_WORDS && !heading.contains('?');
        let listed = if short { listed(&key, &words, groups) } else { Listed::Nowhere };
        let surely = IDENTIFYING_COLUMNS.contains(&key) && !GROUP_COLUMNS.contains(&key);
        Heading { listed, groups, surely, asks, yes_no: asks_yes_no(heading) }
    }
}

/// Whether a question is called by its number alone: `Q1`, `Q2_TEXT`, `Question 3`.
fn is_code(words: &[&str]) -> bool {
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    match words {
        [first, ..] if first.strip_prefix('q').is_some_and(number) => true,
        [first, second, ..] => QUESTION_COLUMNS.contains(first) && number(second),
        _ => false,
    }
}

fn opens(word: Option<&&str>) -> bool {
    word.is_some_and(|word| QUESTION_WORDS.contains(word) || YES_NO_OPENERS.contains(word))
}

/// The list that `key` stands in, first as a whole, then by a phrase in it.
fn listed(key: &str, words: &[&str], groups: bool) -> Listed {
    let lists = [
        (Listed::Id, ID_COLUMNS.contains(key)),
        (Listed::Name, NAME_COLUMNS.contains(key)),
        (Listed::Identifying, IDENTIFYING_COLUMNS.contains(key)),
        (Listed::Question, QUESTION_COLUMNS.contains(key)),
        (Listed::Record, RECORD_COLUMNS.contains(key)),
        (Listed::Comment, COMMENT_COLUMNS.contains(key)),
        (Listed::Group, GROUP_COLUMNS.contains(key)),
    ];
    if let Some((list, _)) = lists.into_iter().find(|it| it.1) {
        return list;
    }
    let last = words.last().copied().unwrap_or("");
    if any_phrase(words, |it| IDENTIFYING_COLUMNS.contains(it)) {
        Listed::Identifying
    } else if matches!(last, "comment" | "comments" | "verbatim" | "feedback") {
        Listed::Comment
    } else if groups {
        Listed::Group
    } else if last == "id" {
        Listed::Id
    } else {
        Listed::Nowhere
    }
}

/// Whether a heading is a usual name of columns, and so is every word in it: `Team of Ana` is somebody's words.
pub(super) fn is_usual(heading: &str) -> bool {
    let lists = [
        &ID_COLUMNS,
        &NAME_COLUMNS,
        &IDENTIFYING_COLUMNS,
        &QUESTION_COLUMNS,
        &RECORD_COLUMNS,
        &COMMENT_COLUMNS,
        &GROUP_COLUMNS,
    ];
    let in_lists = |phrase: &str| lists.iter().any(|list| list.contains(phrase));
    let everyday = |word: &str| {
        let known = facts(word);
        word.chars().count() < 2
            || names_nobody(word)
            || matches!(known.rank(), 1..=4) && known.given() < COMMON && known.family() < COMMON
    };
    let key = heading_key(heading);
    let listed = Heading::new(heading).listed != Listed::Nowhere;
    listed && (in_lists(&key) || key.split(' ').all(|word| in_lists(word) || everyday(word)))
}

/// How common a name is that an everyday word may be all the same.
const COMMON: u8 = 5;

/// Whether a key of the row contract's `attributes` may tell who somebody is.
pub(in super::super) fn identifies(key: &str) -> bool {
    matches!(Heading::new(key).listed, Listed::Name | Listed::Identifying | Listed::Id) && !Heading::new(key).groups
}

fn any_phrase(words: &[&str], listed: impl Fn(&str) -> bool) -> bool {
    (0..words.len()).any(|from| (from + 1..=words.len()).any(|to| listed(&words[from..to].join(" "))))
}

/// Whether one of its clauses opens like a yes/no question: "Finally, do you agree?"
fn asks_yes_no(heading: &str) -> bool {
    let normal = normal_form(heading);
    let clauses = normal.split(['.', ',', ';', ':', '!', '?', '\n', '\u{2013}']);
    let asks = heading.contains('?');
    let opener = |clause: &str| {
        let first = clause.split_whitespace().find(|word| !matches!(*word, "and" | "so" | "overall" | "or" | "but"));
        first.is_some_and(|word| YES_NO_OPENERS.contains(word))
    };
    let agree = normal.contains("agree") || normal.contains("whether");
    clauses.into_iter().any(opener) && (asks || normal.split_whitespace().count() > 2) || agree
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(heading: &str, expected: &str) {
        let it = Heading::new(heading);
        let told =
            format!("{:?}{}{}", it.listed, if it.asks { " asks" } else { "" }, if it.yes_no { " yes/no" } else { "" });
        assert_eq!(told, expected, "{heading}");
    }

    #[test]
    fn columns_are_told_by_their_headings() {
        check("response_id", "Id");
        check("RecipientLastName", "Name");
        check("Work e-mail address", "Identifying");
        check("Employee ID", "Identifying");
        check("Line manager", "Identifying");
        check("IPAddress", "Identifying");
        check("tenure_band", "Group");
        check("Department", "Group");
        check("Your comments", "Comment");
        check("Duration (in seconds)", "Record");
        check("question", "Question");
    }

    #[test]
    fn headings_with_anybodys_words_are_not_usual() {
        for usual in ["Department", "Work e-mail address", "RecipientLastName", "Your comments", "tenure_band"] {
            assert!(is_usual(usual), "{usual}");
        }
        for words in ["Team of Gavin Prudhoe", "Manager Rupert", "Team Grace", "How is it?", "Rupert"] {
            assert!(!is_usual(words), "{words}");
        }
    }

    #[test]
    fn questions_are_told_from_names_of_columns() {
        check("Is our name well known among customers?", "Nowhere asks yes/no");
        check("Finally, can you tell us whether it works?", "Nowhere asks yes/no");
        check("\"Every Door Open\" fits. Do you agree?", "Nowhere asks yes/no");
        check("What is holding us back?", "Nowhere asks");
        check("Q2_TEXT", "Nowhere asks");
        check("Please describe the best moment of your week", "Nowhere asks");
        check("Aren't you told about changes before the public is?", "Nowhere asks yes/no");
    }
}
