//! The lists of `read`: what the lines and columns of transcripts and surveys are called.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::Embedded;
use crate::text::normal_form;

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(Embedded {
            path: concat!("read/", $name, ".txt"),
            text: include_str!(concat!("../../lexicons/read/", $name, ".txt")),
        }),*]
    };
}

/// The embedded files.
pub(super) static FILES: &[Embedded] = embedded![
    "attendee-lines",
    "closing-lines",
    "comment-columns",
    "doubled-words",
    "fillers",
    "follow-ups",
    "generic-labels",
    "group-columns",
    "heading-lines",
    "hosts",
    "id-columns",
    "identifying-columns",
    "meeting-events",
    "moderators",
    "name-columns",
    "placeholders",
    "question-columns",
    "question-words",
    "record-columns",
    "record-lines",
    "scale-answers",
    "sentence-openers",
    "sound-labels",
    "table-headings",
    "verbatim-clean",
    "verbatim-full",
    "timestamp-columns",
    "welcomes",
    "yes-no-openers",
];

/// A set of lower-case phrases.
#[derive(Debug)]
pub(crate) struct Phrases {
    sorted: BTreeSet<&'static str>,
    set: FxHashSet<&'static str>,
    /// For each first byte the lengths of those that begin with it, so that most words are told apart by one look.
    lengths: [u32; 256],
}

impl Phrases {
    fn of(name: &str) -> Self {
        let file = FILES.iter().find(|file| file.path == format!("read/{name}.txt"));
        let sorted: BTreeSet<&'static str> = file.expect("every list named here is embedded").entries().collect();
        let mut lengths = [0; 256];
        for phrase in &sorted {
            lengths[first_byte(phrase)] |= length_bit(phrase);
        }
        Phrases { set: sorted.iter().copied().collect(), lengths, sorted }
    }

    /// Whether `phrase` is one of them.
    pub(crate) fn contains(&self, phrase: &str) -> bool {
        self.lengths[first_byte(phrase)] & length_bit(phrase) != 0 && self.set.contains(phrase)
    }

    /// Whether `word`, in small letters or capitals, may be one of them; most that are not are told by one look.
    pub(crate) fn may_hold(&self, word: &str) -> bool {
        self.lengths[first_byte(word) | usize::from(b' ')] & length_bit(word) != 0
            || self.lengths[first_byte(word)] & length_bit(word) != 0
    }

    /// Every phrase, sorted.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.sorted.iter().copied()
    }
}

fn first_byte(phrase: &str) -> usize {
    phrase.bytes().next().map_or(0, usize::from)
}

/// The length of a phrase as one bit of 32, which longer ones share.
fn length_bit(phrase: &str) -> u32 {
    1 << (phrase.len() % 32)
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {
        $($(#[$doc])* pub(crate) static $name: LazyLock<Phrases> = LazyLock::new(|| Phrases::of($file));)*
    };
}

lists! {
    /// What opens a line that lists who was present.
    ATTENDEE_LINES = "attendee-lines";
    /// Words said twice on purpose.
    DOUBLED_WORDS = "doubled-words";
    /// Sounds that tidy transcripts leave out.
    FILLERS = "fillers";
    /// How a line ends that a meeting program writes behind a name.
    MEETING_EVENTS = "meeting-events";
    /// What is put in brackets and names nobody.
    SOUND_LABELS = "sound-labels";
    /// Phrases that say a transcript was tidied.
    VERBATIM_CLEAN = "verbatim-clean";
    /// Phrases that say it was not.
    VERBATIM_FULL = "verbatim-full";
    /// How lines begin that a transcriber adds at the end.
    CLOSING_LINES = "closing-lines";
    /// Headings of columns with open answers.
    COMMENT_COLUMNS = "comment-columns";
    /// Headings that ask for a comment on what another column asks.
    FOLLOW_UPS = "follow-ups";
    /// Labels that name nobody.
    GENERIC_LABELS = "generic-labels";
    /// Headings of columns that put respondents into groups.
    GROUP_COLUMNS = "group-columns";
    /// What opens a line that heads a part of a session.
    HEADING_LINES = "heading-lines";
    /// Labels that are often a moderator's.
    HOSTS = "hosts";
    /// Headings of columns that number responses.
    ID_COLUMNS = "id-columns";
    /// Headings of columns that tell who a respondent is.
    IDENTIFYING_COLUMNS = "identifying-columns";
    /// Labels of whoever runs a session.
    MODERATORS = "moderators";
    /// Headings of columns with the respondent's own name.
    NAME_COLUMNS = "name-columns";
    /// Answers that say nothing at all.
    PLACEHOLDERS = "placeholders";
    /// Headings of the column that holds the question.
    QUESTION_COLUMNS = "question-columns";
    /// Words that open an open question.
    QUESTION_WORDS = "question-words";
    /// Headings of columns that a survey program fills in by itself.
    RECORD_COLUMNS = "record-columns";
    /// What opens a line that keeps record of a session.
    RECORD_LINES = "record-lines";
    /// Choices by which people say yes, no or how far they agree.
    SCALE_ANSWERS = "scale-answers";
    /// Words before a colon in speech that are nobody's name.
    SENTENCE_OPENERS = "sentence-openers";
    /// Headings of tables in documents whose rows are turns.
    TABLE_HEADINGS = "table-headings";
    /// Heading of the first column of a Google Forms export, by language.
    TIMESTAMP_COLUMNS = "timestamp-columns";
    /// Phrases with which a session is opened.
    WELCOMES = "welcomes";
    /// Words that open a yes/no question.
    YES_NO_OPENERS = "yes-no-openers";
}

/// Whether a choice says yes, no or how far somebody agrees; a number in front of it does no harm: `5 - Strongly agree`.
pub(crate) fn is_on_scale(choice: &str) -> bool {
    let worded =
        choice.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | ')' | '=' | ':'));
    choice.len() <= 60 && SCALE_ANSWERS.contains(normal_form(worded).trim_end_matches(['.', '!']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_known() {
        for choice in ["Yes", "5 - Strongly agree", "Neither agree nor disagree", "Don't know", "Disagree."] {
            assert!(is_on_scale(choice), "{choice}");
        }
        assert!(!is_on_scale("Yes, and more") && !is_on_scale("5"));
    }
}
