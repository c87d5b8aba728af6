//! What a meeting calls somebody: a name, an address, a room, a number. Judges one line; whether it is a label is for the
//! whole file to say.

use super::labels::never;
use super::prefix::Prefix;

/// What stands before the first colon of a cue, if it may be what a meeting calls somebody.
pub(super) fn display_name(words: &str) -> Option<Prefix<'_>> {
    let colon = words.find(": ").or_else(|| words.ends_with(':').then(|| words.len() - 1))?;
    let (label, after) = (words[..colon].trim(), words.len() - words[colon + 1..].trim_start().len());
    let n_words = label.split_whitespace().count();
    let speech = label.contains(['?', '!', ';']) || (n_words > 2 && label.starts_with(char::is_lowercase));
    let named = !label.is_empty() && label.chars().count() <= LONGEST_NAME && !speech && never(label).is_none();
    let start = words.len() - words.trim_start().len();
    let label = &words[start..start + label.len()];
    let (before, after, rest) = (&words[..start], &words[start + label.len()..after], &words[after..]);
    named.then_some(Prefix { before, label, to: "", after, rest, marked: false, heads: false })
}

/// The most characters of what a meeting calls somebody.
const LONGEST_NAME: usize = 63;

/// Whether nobody opens a sentence so.
pub(super) fn is_odd(label: &str) -> bool {
    label.contains(['@', '|', '+', '_'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: Option<&str>) {
        assert_eq!(display_name(words).map(|it| it.label), expected, "{words}");
    }

    #[test]
    fn whatever_stands_before_the_first_colon_may_be_a_name() {
        check("+44 7700 900123: Yes.", Some("+44 7700 900123"));
        check("Marta Ek | Leeds: At 10:30: no.", Some("Marta Ek | Leeds"));
        check("Time check: five to ten", None);
        check("Is it so? Yes: it is", None);
        check("so the thing is: no", None);
        check("at 10:30 we stop", None);
    }
}
