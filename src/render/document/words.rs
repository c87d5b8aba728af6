//! Numbers, lists and shares in plain English.

use crate::findings::report::{GroupTable, Matter, Reach, Share};

const SMALL: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// A number in words up to ten, then in figures with thousands apart.
pub(super) fn number(count: u64) -> String {
    if let Some(word) = usize::try_from(count).ok().and_then(|count| SMALL.get(count)) {
        return (*word).to_owned();
    }
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// "one person", "five people", "24 people".
pub(super) fn people(count: u64) -> String {
    counted(count, "person", "people")
}

/// A number with its noun.
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// "nine of the 14", "none of the 14", "all 14", "both".
pub(super) fn of_the(part: u64, whole: u64) -> String {
    match (part, whole) {
        (1, 1) => "one".to_owned(),
        (2, 2) => "both".to_owned(),
        (0, _) => format!("none of the {}", number(whole)),
        _ if part == whole => format!("all {}", number(whole)),
        _ => format!("{} of the {}", number(part), number(whole)),
    }
}

/// "a", "a and b", "a, b and c".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The words with a capital first.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The name of a survey column as words: `tenure_band` is "tenure band".
pub(super) fn column(name: &str) -> String {
    name.replace(['_', '-'], " ").trim().to_owned()
}

/// The words as a sentence: a capital first and a mark at the end.
pub(super) fn sentence(words: &str) -> String {
    let mut line = capital(words.trim());
    if !line.is_empty() && !line.ends_with(['.', '!', '?', '…', ')']) {
        line.push('.');
    }
    line
}

/// The words as part of a sentence: no full stop at the end.
pub(super) fn unstopped(words: &str) -> &str {
    words.trim().trim_end_matches('.')
}

/// A share as a whole percentage.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// How widely something is shared, in words and with the number where there is one: "most people (14 of 20)".
pub(super) fn reach(reach: Reach, all: u64, figure: usize) -> String {
    match reach.people {
        Some(people) => format!("{} ({} of {})", share(reach.share, figure), number(people), number(all)),
        None => share(reach.share, figure),
    }
}

/// A share of people in words.
pub(super) fn share(share: Share, figure: usize) -> String {
    match share {
        Share::OneOrTwo => "one or two people".to_owned(),
        Share::Few if figure <= 4 => "three people".to_owned(),
        Share::Few if figure == 5 => "three or four people".to_owned(),
        Share::Few => format!("three to {} people", number(figure as u64 - 1)),
        Share::Some => "some people".to_owned(),
        Share::Many => "a good many people".to_owned(),
        Share::Half => "about half of the people".to_owned(),
        Share::Majority => "more than half of the people".to_owned(),
        Share::Most => "most people".to_owned(),
        Share::NearlyAll => "nearly everyone".to_owned(),
    }
}

/// A number of people, as a range where a number would tell of too few.
pub(super) fn roughly(count: u64, figure: usize) -> String {
    match count {
        0..=2 => share(Share::OneOrTwo, figure),
        _ if count < figure as u64 => share(Share::Few, figure),
        _ => people(count),
    }
}

/// A label for what a weakness points at.
pub(super) fn matter(matter: Matter) -> &'static str {
    match matter {
        Matter::Strategy => "The strategy itself",
        Matter::TacticsTools => "Tactics and tools",
        Matter::Both => "Partly the strategy, partly tactics and tools",
    }
}

/// What a group table leaves out.
pub(super) fn hidden<Row>(table: &GroupTable<Row>) -> String {
    match table.hidden {
        0 => String::new(),
        hidden => format!("Not shown: {}, to protect small groups.", counted(hidden, "group", "groups")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_words() {
        assert_eq!(
            [people(1), people(7), people(14), people(12_345)],
            ["one person", "seven people", "14 people", "12,345 people"]
        );
        assert_eq!(number(1_000_000), "1,000,000");
    }

    #[test]
    fn parts_of_a_whole_read_naturally() {
        let found = [of_the(9, 14), of_the(14, 14), of_the(0, 5), of_the(2, 2)];
        assert_eq!(found, ["nine of the 14", "all 14", "none of the five", "both"]);
    }

    #[test]
    fn lists_and_sentences() {
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!([sentence("they wait"), sentence("Do they?")], ["They wait.", "Do they?"]);
    }
}
