//! The lists of `assent`.

use super::Embedded;

/// One file of `lexicons/assent/`.
macro_rules! file {
    ($name:literal) => {
        Embedded { path: concat!("assent/", $name), text: include_str!(concat!("../../lexicons/assent/", $name)) }
    };
}

/// The embedded files.
pub(super) static FILES: &[Embedded] = &[
    file!("answers/affirmation.toml"),
    file!("answers/approximator.toml"),
    file!("answers/aside.toml"),
    file!("answers/booster.toml"),
    file!("answers/both-ways.toml"),
    file!("answers/change-of-mind.toml"),
    file!("answers/conceded.toml"),
    file!("answers/concession.toml"),
    file!("answers/condition.toml"),
    file!("answers/disfluency.toml"),
    file!("answers/double-negative.toml"),
    file!("answers/evasion.toml"),
    file!("answers/faint-praise.toml"),
    file!("answers/frequency.toml"),
    file!("answers/hearsay.toml"),
    file!("answers/hedge.toml"),
    file!("answers/obligation.toml"),
    file!("answers/refusal.toml"),
    file!("answers/rise.toml"),
    file!("answers/same.toml"),
    file!("answers/sarcasm.toml"),
    file!("answers/shield.toml"),
    file!("answers/softener.toml"),
    file!("answers/time-limit.toml"),
    file!("questions/embedded.toml"),
    file!("questions/follow-up.toml"),
    file!("questions/procedure.toml"),
    file!("questions/prompt.toml"),
    file!("questions/request.toml"),
    file!("words/irregular.toml"),
    file!("words/leanings.toml"),
    file!("words/valence.toml"),
    file!("words/words.toml"),
];

/// Cues of answers, one class a file.
pub(crate) fn answers() -> impl Iterator<Item = &'static Embedded> {
    FILES.iter().filter(|file| file.path.starts_with("assent/answers/"))
}

/// Cues of questions, one class a file.
pub(crate) fn questions() -> impl Iterator<Item = &'static Embedded> {
    FILES.iter().filter(|file| file.path.starts_with("assent/questions/"))
}

/// Questions known by meaning.
static KNOWN: Embedded =
    Embedded { path: "questions/known.toml", text: include_str!("../../lexicons/questions/known.toml") };

/// Questions known by meaning, with the phrases that give their wordings away.
pub(crate) fn known() -> &'static Embedded {
    &KNOWN
}

/// Groups of words: `name = ["word", ...]`.
pub(crate) fn words() -> impl Iterator<Item = &'static Embedded> {
    FILES.iter().filter(|file| file.path.starts_with("assent/words/"))
}
