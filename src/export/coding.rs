//! Which codes a comment carries, each with the words that led to it.

use crate::coded::Comment;
use crate::text::{Span, Text};

use super::codes::{band_code, label_code, theme_code};

/// A code that a comment carries.
pub(super) struct Coding {
    pub(super) name: String,
    /// The score and the cues, for a reader.
    pub(super) reasons: String,
}

/// The codes of `comment`: its themes, then its assent and the band of its reluctance.
pub(super) fn codes_of(comment: &Comment) -> Vec<Coding> {
    let text = &comment.turn.text;
    let mut codes: Vec<Coding> = comment
        .tags
        .iter()
        .map(|tag| Coding {
            name: theme_code(&tag.theme, tag.valence),
            reasons: format!("score {:.2}; {}", tag.score, heard(text, &tag.cues)),
        })
        .collect();
    if let Some(assent) = &comment.assent {
        let cues: Vec<Span> = assent.cues.iter().map(|cue| cue.span).collect();
        let reasons = heard(text, &cues);
        if let Some(reluctance) = assent.reluctance {
            let reasons = format!("reluctance {reluctance:.2}; {reasons}");
            codes.push(Coding { name: band_code(reluctance).to_owned(), reasons });
        }
        codes.push(Coding { name: label_code(assent.label), reasons });
    }
    codes
}

/// The cues in quotation marks.
fn heard(text: &Text, cues: &[Span]) -> String {
    let quoted: Vec<String> = cues.iter().map(|&cue| format!("\u{201c}{}\u{201d}", text.slice(cue))).collect();
    if quoted.is_empty() { "no cue".to_owned() } else { format!("cues: {}", quoted.join(", ")) }
}
