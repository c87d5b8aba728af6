//! Code names as people and programs write them, brought to one form.

use crate::assent::Label;

/// What a code says about a comment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    /// A theme, with its valence if the name tells one.
    Theme(String, Option<&'static str>),
    /// An assent label.
    Assent(&'static str),
    /// A folder, or a band of reluctance, which follows from the label.
    Neither,
}

/// Words for the two valences, ours first.
const VALENCES: [(&str, &str); 6] = [
    ("strength", "strength"),
    ("weakness", "weakness"),
    ("strengths", "strength"),
    ("weaknesses", "weakness"),
    ("positive", "strength"),
    ("negative", "weakness"),
];

/// Reads `Out of the loop`, `alignment: weakness`, `assent/plain-yes`.
pub(super) fn name(written: &str) -> Name {
    let name = hyphened(written);
    let label = name.strip_prefix("assent-").unwrap_or(&name);
    if let Some(label) = Label::ALL.iter().find(|it| it.name() == label) {
        return Name::Assent(label.name());
    }
    if name.is_empty() || name == "assent" || name == "reluctance" || name.starts_with("reluctance-") {
        return Name::Neither;
    }
    for (word, valence) in VALENCES {
        if let Some(theme) = name.strip_suffix(word).and_then(|it| it.strip_suffix('-')).filter(|it| !it.is_empty()) {
            return Name::Theme(theme.to_owned(), Some(valence));
        }
    }
    Name::Theme(name, None)
}

/// An assent label by itself, also by its first word: `reluctant`.
pub(super) fn label(written: &str) -> Option<&'static str> {
    if let Name::Assent(label) = name(written) {
        return Some(label);
    }
    let short = hyphened(written);
    let begins = |it: &Label| it.name().split_once('-').is_some_and(|(first, rest)| rest == "yes" && first == short);
    Label::ALL.iter().find(|it| begins(it)).map(|it| it.name())
}

/// A valence by itself: `strength`, `positive`, `+`.
pub(super) fn valence(written: &str) -> Option<&'static str> {
    match written.trim() {
        "+" | "s" | "S" => Some("strength"),
        "-" | "\u{2212}" | "\u{2013}" | "w" | "W" => Some("weakness"),
        word => VALENCES.iter().find(|(it, _)| *it == hyphened(word)).map(|(_, valence)| *valence),
    }
}

/// Lower-case words joined by hyphens.
pub(super) fn hyphened(written: &str) -> String {
    let lower = written.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_written() {
        let theme = |name: &str, valence| Name::Theme(name.to_owned(), valence);
        assert_eq!(name("Out of the loop"), theme("out-of-the-loop", None));
        assert_eq!(name("alignment: weakness"), theme("alignment", Some("weakness")));
        assert_eq!(name("Alignment (Strength)"), theme("alignment", Some("strength")));
        assert_eq!(name("assent: reluctant-yes"), Name::Assent("reluctant-yes"));
        assert_eq!(name("Reluctant yes"), Name::Assent("reluctant-yes"));
        assert_eq!(name("reluctance: 0.5 one qualification"), Name::Neither);
        assert_eq!(
            (label("Reluctant"), label("plain yes"), label("perhaps")),
            (Some("reluctant-yes"), Some("plain-yes"), None)
        );
        assert_eq!((valence("+"), valence("Negative"), valence("x")), (Some("strength"), Some("weakness"), None));
    }
}
