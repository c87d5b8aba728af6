//! Questions as people would read them, out of headings as programs write them. Looks at no answer.

use crate::lexicons::read::FOLLOW_UPS;
use crate::read::table::heading_key;
use crate::read::xml::entity;

use super::row::is_blank;

/// A question without markup, line breaks and what its program adds.
pub(super) fn clean(heading: &str) -> String {
    let mut words = String::with_capacity(heading.len());
    let mut rest = heading;
    while let Some(at) = rest.find(['<', '&']) {
        words.push_str(&rest[..at]);
        let (markup, length) = if rest[at..].starts_with('<') { tag(&rest[at..]) } else { reference(&rest[at..]) };
        words.extend(markup);
        rest = &rest[at + length..];
    }
    words.push_str(rest);
    let words = words.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let bare = ADDED.iter().fold(words.as_str(), |words, added| words.strip_suffix(added).unwrap_or(words));
    bare.trim().to_owned()
}

/// What Qualtrics adds to questions.
const ADDED: &[&str] = &[" - Selected Choice", " - Text", " - Other (please specify)", " - Other"];

/// What stands for a tag, and how long that is: a space, or nothing inside a line; a lone `<` stays.
fn tag(text: &str) -> (Option<char>, usize) {
    let opens = text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let Some(end) = text.find('>').filter(|_| opens) else { return (Some('<'), 1) };
    let name = text[1..end].trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    let inside =
        ["a", "b", "em", "font", "i", "span", "strong", "sub", "sup", "u"].contains(&name.to_lowercase().as_str());
    ((!inside).then_some(' '), end + 1)
}

/// What a reference such as `&amp;` stands for, and how long that is; a lone `&` stays.
fn reference(text: &str) -> (Option<char>, usize) {
    let named = text.find(';').filter(|&end| end < 10).and_then(|end| {
        let name = &text[1..end];
        let letter = if name == "nbsp" { Some(' ') } else { entity(name) };
        letter.map(|letter| (Some(letter), end + 1))
    });
    named.unwrap_or((Some('&'), 1))
}

/// The code in `Q02[other]` or `Q02_SQ001`, and what stands in its brackets.
pub(super) fn code(heading: &str) -> Option<(&str, &str)> {
    let (code, rest) = heading.trim().split_once('[')?;
    let inside = rest.strip_suffix(']')?;
    let plain = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (plain(code) && plain(inside)).then_some((code, inside))
}

/// What a heading that belongs to the question of another column says about it.
pub(super) enum Follows {
    /// The question, without the words that make it one about comments.
    Question(String),
    /// Nothing: it belongs to the column before.
    Before,
}

/// Whether the heading asks for a comment on another question: `Why?`, `Q3 - Comment`, `Please explain your answer`.
pub(super) fn follows(heading: &str) -> Option<Follows> {
    let words = clean(heading);
    for (mark, end) in [(" - ", ""), (": ", ""), (" (", ")"), (" [", "]"), ("[", "]")] {
        if let Some((question, rest)) = words.rsplit_once(mark)
            && let Some(rest) = rest.strip_suffix(end)
            && is_follow_up(rest)
            && !question.trim().is_empty()
        {
            return Some(Follows::Question(question.trim().to_owned()));
        }
        if end.is_empty()
            && let Some((rest, question)) = words.split_once(mark)
            && is_follow_up(rest)
        {
            return Some(Follows::Question(question.trim().to_owned()));
        }
    }
    is_follow_up(&words).then_some(Follows::Before)
}

/// Whether these words ask for a comment on what was asked before.
pub(super) fn is_follow_up(words: &str) -> bool {
    FOLLOW_UPS.contains(&heading_key(words))
}

/// A statement has so many words; fewer name a thing.
const STATED: usize = 3;

/// Whether a row of a matrix is a statement to agree with rather than a thing that is named.
pub(super) fn is_statement(row: &str) -> bool {
    row.split_whitespace().count() >= STATED
}

/// The row of a matrix behind what is asked of all its rows: `How far do you agree? - The figures are accurate`.
pub(super) fn stated(words: &str) -> Option<&str> {
    let dashed = words.split_once(" - ");
    let (asked, row) = dashed.or_else(|| words.strip_suffix(']')?.split_once(" ["))?;
    let agrees = asked.split_whitespace().any(|word| heading_key(word) == "agree");
    (agrees && is_statement(row)).then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_line_breaks_go() {
        for (heading, expected) in [
            ("<p>Does it&nbsp;work?<br/>\nFor <b>you</b>?</p>", "Does it work? For you?"),
            ("R&amp;D & <3: is 1 < 2?\u{a0}", "R&D & <3: is 1 < 2?"),
            ("Where do you work? - Selected Choice", "Where do you work?"),
            ("Where do you work? - Other (please specify) - Text", "Where do you work?"),
        ] {
            assert_eq!(clean(heading), expected);
        }
    }

    #[test]
    fn comments_on_other_questions_are_told() {
        let told = |heading: &str| match follows(heading) {
            Some(Follows::Question(question)) => question,
            Some(Follows::Before) => "before".to_owned(),
            None => "no".to_owned(),
        };
        assert_eq!(told("Is it fair? - Comment"), "Is it fair?");
        assert_eq!(told("Comment: Is it fair?"), "Is it fair?");
        assert_eq!(told("Is it fair? [Comment]"), "Is it fair?");
        assert_eq!(told("Please explain your answer"), "before");
        assert_eq!(told("Why?"), "before");
        assert_eq!(told("Is it fair?"), "no");
        assert_eq!(code("Q02[other]"), Some(("Q02", "other")));
        assert_eq!(code("Q02"), None);
    }

    #[test]
    fn rows_of_a_matrix_are_statements() {
        assert_eq!(stated("How far do you agree? - The figures are accurate"), Some("The figures are accurate"));
        assert_eq!(stated("Do you agree or disagree? [The figures are accurate]"), Some("The figures are accurate"));
        assert_eq!(stated("Is it fair - and does it work?"), None);
        assert_eq!(stated("How far do you agree? - Desk"), None);
    }
}
