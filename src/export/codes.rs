//! The codes that comments carry, as a tree whose names are unique; and the codebook file of REFI-QDA.

use std::fmt::Write as _;

use crate::assent::Label;
use crate::themes::{Codebook, Codebooks, Valence};

use super::guid::guid;
use super::xml::xml;

/// A code, or a folder of codes.
pub(super) struct Code {
    pub(super) name: String,
    description: String,
    color: Option<&'static str>,
    /// A folder holds codes and is given to nothing itself.
    children: Vec<Code>,
}

/// Bands of reluctance: up to where each reaches, its name, and what the guideline says of it.
const BANDS: [(f32, &str, &str); 5] = [
    (0.125, "reluctance: 0 resounding", "Affirms with emphasis and no reservation."),
    (0.375, "reluctance: 0.25 plain", "Affirms without emphasis or reservation."),
    (0.625, "reluctance: 0.5 one qualification", "A hedge, a condition, a time limit, or yes-but."),
    (
        0.875,
        "reluctance: 0.75 little yes left",
        "Two qualifications, in theory, hearsay, faint praise, conceded under pressure.",
    ),
    (f32::INFINITY, "reluctance: 1 yes in name only", "Sarcasm, compulsion, a condition the speaker treats as false."),
];

/// The code of a theme with its valence: unique, because no two codebooks share a theme.
pub(super) fn theme_code(theme: &str, valence: Valence) -> String {
    format!("{theme}: {}", valence.name())
}

/// The code of an assent label.
pub(super) fn label_code(label: Label) -> String {
    format!("assent: {}", label.name())
}

/// The code of the band in which a reluctance lies.
pub(super) fn band_code(reluctance: f32) -> &'static str {
    BANDS.iter().find(|(upto, _, _)| reluctance < *upto).map_or(BANDS[4].1, |(_, name, _)| name)
}

/// The identifier of the code of this name, the same in every project, so that projects can be joined.
pub(super) fn code_guid(name: &str) -> String {
    guid("code", &[name])
}

/// Every code there is.
pub(super) fn tree(codebooks: &Codebooks) -> Vec<Code> {
    let mut tree: Vec<Code> = codebooks.books().iter().map(theme).collect();
    let label = |label: Label| Code {
        name: label_code(label),
        description: meaning(label).to_owned(),
        color: Some(if label.is_yes() { "#4C8C4A" } else { "#8C6D4A" }),
        children: Vec::new(),
    };
    tree.push(Code {
        name: "Assent".to_owned(),
        description: "What the answer to a yes/no question amounts to.".to_owned(),
        color: None,
        children: Label::ALL.into_iter().map(label).collect(),
    });
    let band = |&(_, name, description): &(f32, &str, &str)| Code {
        name: name.to_owned(),
        description: description.to_owned(),
        color: Some("#B0883B"),
        children: Vec::new(),
    };
    tree.push(Code {
        name: "Reluctance".to_owned(),
        description: "How reluctant a yes is, from 0 (resounding) to 1 (yes in name only), in bands.".to_owned(),
        color: None,
        children: BANDS.iter().map(band).collect(),
    });
    tree
}

fn theme(book: &Codebook) -> Code {
    let sides = [Valence::Strength, Valence::Weakness].into_iter().filter_map(|valence| {
        let claims: Vec<&str> =
            book.aspects.iter().filter(|aspect| aspect.valence == valence).map(|aspect| aspect.says.as_str()).collect();
        (!claims.is_empty()).then(|| Code {
            name: theme_code(&book.theme, valence),
            description: claims.join("\n"),
            color: Some(if valence == Valence::Strength { "#2F6FA8" } else { "#B3472F" }),
            children: Vec::new(),
        })
    });
    let mut description = book.definition.clone();
    for (heading, notes) in [("Include", &book.include), ("Exclude", &book.exclude)] {
        for note in notes {
            description.extend(["\n", heading, ": ", note]);
        }
    }
    Code { name: book.theme.clone(), description, color: None, children: sides.collect() }
}

const fn meaning(label: Label) -> &'static str {
    match label {
        Label::ResoundingYes => "Affirms with emphasis and no reservation.",
        Label::PlainYes => "Affirms without emphasis or reservation.",
        Label::ReluctantYes => "Affirms with a qualification, or in name only.",
        Label::No => "Denies, also by telling a contrary fact.",
        Label::NonAnswer => "Evades, does not know, or says maybe without leaning.",
    }
}

/// `codes` as the content of a `Codes` element.
pub(super) fn written(codes: &[Code]) -> String {
    let mut out = String::new();
    for code in codes {
        write_code(code, &mut out);
    }
    out
}

fn write_code(code: &Code, out: &mut String) {
    let color = code.color.map(|color| format!(" color=\"{color}\"")).unwrap_or_default();
    // Writing into a string cannot fail.
    let _ = write!(
        out,
        "<Code guid=\"{}\" name=\"{}\" isCodable=\"{}\"{color}><Description>{}</Description>",
        code_guid(&code.name),
        xml(&code.name),
        code.children.is_empty(),
        xml(&code.description)
    );
    for child in &code.children {
        write_code(child, out);
    }
    out.push_str("</Code>\n");
}

/// The codebooks as a REFI-QDA codebook file (`.qdc`), for tools that code by hand.
pub fn codebook(codebooks: &Codebooks) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"undertone {}\">\n\
         <Codes>\n{}</Codes>\n</CodeBook>\n",
        env!("CARGO_PKG_VERSION"),
        written(&tree(codebooks))
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn code_names_are_unique_over_the_whole_tree() {
        let tree = tree(&Codebooks::built_in());
        let names: Vec<&str> =
            tree.iter().flat_map(|code| code.children.iter().chain([code])).map(|code| code.name.as_str()).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
        assert!(names.contains(&"alignment: strength") && names.contains(&"assent: reluctant-yes"));
        assert!(!names.contains(&"out-of-the-loop: strength"), "it has no strengths");
    }

    #[test]
    fn every_reluctance_has_its_band() {
        let bands = [0.0, 0.25, 0.5, 0.75, 1.0].map(band_code);
        assert_eq!(bands, BANDS.map(|(_, name, _)| name));
    }
}
