//! What single cells of a table look like. Knows nothing about headings.

use crate::lexicons::months;
use crate::lexicons::read::PLACEHOLDERS;
use crate::text::normal_form;

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `4`, `-2.5`, `80%`.
    Number,
    /// A day or a time of day, in digits.
    Date,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// An internet address of a computer.
    Computer,
    /// One word of letters and digits, such as `R_1x8Kd02`.
    Code,
    /// Anything else.
    Words,
}

/// What `cell` looks like.
pub(super) fn shape(cell: &str) -> Shape {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let only = |others: &str| cell.chars().all(|c| c.is_ascii_digit() || others.contains(c));
    let spaced = cell.contains(char::is_whitespace);
    if is_pseudonym(cell) {
        return Shape::Code;
    }
    if !spaced && cell.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')) {
        Shape::Email
    } else if is_computer(cell) {
        Shape::Computer
    } else if digits > 0
        && only("+-.,%\u{20ac}$\u{a3}")
        && cell.matches(['-', '.', ',']).count() <= 1
        && digits < 11
        && !cell.starts_with('0')
        || cell == "0"
    {
        Shape::Number
    } else if digits >= 3 && is_date(cell) {
        Shape::Date
    } else if digits >= 7 && only("+-.() /") {
        Shape::Phone
    } else if digits > 0 && only("+-.,%<> ") {
        Shape::Number
    } else if !spaced
        && digits > 0
        && cell.len() >= 6
        && cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-{}:".contains(&byte))
    {
        Shape::Code
    } else {
        Shape::Words
    }
}

fn is_computer(cell: &str) -> bool {
    let four = cell.split('.').count() == 4 && cell.split('.').all(|part| part.parse::<u8>().is_ok());
    let colons = cell.matches(':').count();
    four || (colons >= 3
        && cell.contains(|c: char| c.is_ascii_alphabetic() || cell.contains("::"))
        && cell.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':'))
}

/// `2024-05-04`, `4/5/24 10:30`, `2024-05-04T10:30:00Z`, `10:30`, `4 May 2024`.
fn is_date(cell: &str) -> bool {
    let marks = cell.matches(['-', '/', '.']).count();
    let words: Vec<&str> = cell.split(|c: char| !c.is_ascii_alphabetic()).filter(|it| !it.is_empty()).collect();
    let zone =
        |it: &&str| it.len() <= 4 && it.bytes().all(|byte| byte.is_ascii_uppercase()) || matches!(*it, "am" | "pm");
    let plain = words.iter().all(zone) && !cell.starts_with('+');
    let month = |it: &&str| it.len() >= 3 && months().any(|month| month.starts_with(&it.to_lowercase()));
    let clock = cell.matches(':').count() >= 1;
    (plain && (marks >= 2 || clock) && cell.len() <= 35) || (words.len() == 1 && month(&words[0]) && cell.len() <= 20)
}

/// A response's number such as `E017`: its prefix and the number.
pub(super) fn numbered(cell: &str) -> Option<(&str, u64)> {
    let cell = cell.trim();
    let start = cell.find(|c: char| c.is_ascii_digit())?;
    let (prefix, number) = cell.split_at(start);
    let short = prefix.chars().count() <= 4 && prefix.chars().all(|c| c.is_alphabetic() || "-_#. ".contains(c));
    (short && number.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| number.parse().ok().map(|number| (prefix, number)))?
}

/// Whether a cell of a closed column may stay in the copy: no address, and each of its choices too short to tell a story.
pub(super) fn is_harmless(cell: &str) -> bool {
    let short = |choice: &str| choice.chars().count() <= 60 && choice.split_whitespace().count() <= 8;
    let fine = !matches!(shape(cell), Shape::Email | Shape::Phone | Shape::Computer);
    fine && !cell.contains(['@', '\n', '\r']) && cell.len() <= 400 && cell.split(';').all(short)
}

/// Whether a heading is a survey program's code and nobody's words: `Q2_6_TEXT`, `NPS_2024`, `G01Q04[comment]`.
pub(super) fn is_heading_code(cell: &str) -> bool {
    let one = cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'[' | b']'));
    one && cell.bytes().any(|byte| byte.is_ascii_digit()) && cell.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Whether an answer says nothing at all: `n/a`, `-`, `none`, `No comment.`
pub(super) fn is_placeholder(answer: &str) -> bool {
    if answer.len() > 40 {
        return false;
    }
    let marks =
        |c: char| c.is_ascii_punctuation() || c.is_whitespace() || matches!(c, '\u{2013}' | '\u{2014}' | '\u{2026}');
    let bare = answer.trim_matches(marks);
    bare.is_empty() || PLACEHOLDERS.contains(&normal_form(bare))
}

/// Whether an id is a pseudonym that this program has given.
pub(super) fn is_pseudonym(id: &str) -> bool {
    let number = id.strip_prefix("Participant ");
    number.is_some_and(|it| !it.is_empty() && it.len() <= 9 && it.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the cell is two to four capitalised words and nothing else, as a full name is.
pub(super) fn is_name_like(cell: &str) -> bool {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let letters = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '\u{2019}' | '.' | ',');
    (2..=4).contains(&words.len())
        && cell.chars().all(|c| letters(c) || c == ' ')
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(shape_of: Shape, cells: &[&str]) {
        for cell in cells {
            assert_eq!(shape(cell), shape_of, "{cell}");
        }
    }

    #[test]
    fn shapes_are_told_apart() {
        check(Shape::Number, &["4", "-2.5", "80%", "0", "3-5", "<1", "11+", "2024"]);
        check(
            Shape::Date,
            &[
                "2024-05-04",
                "4/5/24 10:30",
                "2024-05-04T10:30:00Z",
                "10:30",
                "4 May 2024",
                "04.05.2024",
                "2024-05-04 10:30:00 UTC",
            ],
        );
        check(Shape::Email, &["a.b@parks.example"]);
        check(Shape::Phone, &["01632 960455", "+44 1632 960455", "(01632) 960455"]);
        check(Shape::Computer, &["192.168.0.17", "2001:db8::17"]);
        check(Shape::Code, &["R_1x8Kd02", "6f0c1c1e-aaaa-bbbb-cccc-0123456789ab"]);
        check(Shape::Words, &["yes", "Head Office", "100% sure", "n/a", "-", "10:30 was too late"]);
    }

    #[test]
    fn placeholders_say_nothing() {
        for answer in ["n/a", "N/A.", "-", "--", "None", "no comment", "Nothing!", "nil", "?"] {
            assert!(is_placeholder(answer), "{answer}");
        }
        for answer in ["no", "None of it works", "\u{1f44d}", "nothing but praise", "yes"] {
            assert!(!is_placeholder(answer), "{answer}");
        }
    }

    #[test]
    fn running_numbers_have_a_short_prefix() {
        assert_eq!(numbered("E017"), Some(("E", 17)));
        assert_eq!(numbered("17"), Some(("", 17)));
        assert_eq!(numbered("R_1x8"), None);
    }
}
