//! Real names in, pseudonyms out. What lies behind this module sees placeholders only.
//!
//! [`Anonymiser`] goes over a session twice: first it gathers evidence about who is meant by what, then it
//! decides each mention, so that a name once certain is masked in every form, earlier and later.

mod anonymiser;
mod detect;
mod masked;
mod name_search;
mod names;
mod pseudonyms;
mod scan;
mod strategy;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use crate::text::{Span, Text};
use crate::transcript::{Asked, Layout, Role, SessionKind};

pub use anonymiser::Anonymiser;
pub use masked::Masked;
pub use name_search::NameSearch;

/// What an identifier is. The order is the order of the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentifierKind {
    /// Somebody's name.
    Person,
    /// An e-mail address.
    Email,
    /// A telephone number or extension.
    Phone,
    /// A street address or postcode.
    Address,
    /// A place that tells where somebody works, lives or was served.
    Location,
    /// The employer or a client.
    Organisation,
    /// A staff, account, policy, ticket or vehicle number.
    Id,
    /// A day of one person's life.
    Date,
    /// A web address.
    Url,
    /// A social-media handle.
    Handle,
}

impl IdentifierKind {
    /// The row contract's word for it.
    pub const fn name(self) -> &'static str {
        match self {
            IdentifierKind::Person => "person",
            IdentifierKind::Email => "email",
            IdentifierKind::Phone => "phone",
            IdentifierKind::Address => "address",
            IdentifierKind::Location => "location",
            IdentifierKind::Organisation => "organisation",
            IdentifierKind::Id => "id",
            IdentifierKind::Date => "date",
            IdentifierKind::Url => "url",
            IdentifierKind::Handle => "handle",
        }
    }
}

/// A replaced stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// What was there.
    pub kind: IdentifierKind,
    /// Where the replacement stands in the anonymised text.
    pub span: Span,
    /// Where the identifier stood in the text as read.
    pub was: Span,
    /// The placeholder, with its brackets.
    pub replacement: String,
}

/// A stretch that may single somebody out without naming them; such a comment is never quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Where it stands in the anonymised text.
    pub span: Span,
    /// Which rule saw it, in words for a reader.
    pub reason: &'static str,
}

/// A turn or comment without identifiers.
#[derive(Clone)]
pub struct Turn {
    /// Its id, as in the transcript.
    pub id: String,
    /// The speaker's pseudonym without brackets: `Participant 3`, `Moderator`; none where nobody was labelled.
    pub speaker: Option<String>,
    /// What the speaker did there.
    pub role: Role,
    /// The question as far as the file tells.
    pub asked: Asked,
    /// The anonymised words.
    pub text: Text,
    /// What was replaced, in order.
    pub masks: Vec<Mask>,
    /// What a person should look at, in order.
    pub flags: Vec<Flag>,
    /// Groups the speaker belongs to: the row's and the roster's.
    pub attributes: BTreeMap<String, String>,
    /// Fields of the row contract that are handed through untouched.
    pub passed: BTreeMap<String, serde_json::Value>,
}

impl Turn {
    /// Where `span` of the text as read stands in the anonymised text.
    pub fn now(&self, span: Span) -> Span {
        Span::new(self.moved(span.start), self.moved(span.end))
    }

    /// The anonymised words that stand where `span` stood in the text as read.
    ///
    /// A replacement that reaches over the border of `span` belongs to the stretch it starts in.
    pub fn at(&self, span: Span) -> &str {
        &self.text.as_str()[self.moved(span.start)..self.moved(span.end)]
    }

    /// Where a byte of the text as read stands now; inside a mask, the end of its replacement.
    fn moved(&self, byte: usize) -> usize {
        let before = self.masks.iter().rev().find(|mask| mask.was.start < byte);
        match before {
            Some(mask) if byte < mask.was.end => mask.span.end,
            Some(mask) => mask.span.end + (byte - mask.was.end),
            None => byte,
        }
    }
}

/// Prints sizes, never words.
impl fmt::Debug for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Turn({:?}, {} masks, {} flags)", self.text, self.masks.len(), self.flags.len())
    }
}

/// A transcript in which nobody is named; only [`Anonymiser::anonymise`] makes one.
#[derive(Clone)]
pub struct Anonymised {
    session: String,
    kind: SessionKind,
    by_comment: bool,
    labels: Vec<String>,
    headings: Vec<Text>,
    turns: Vec<Turn>,
    layout: Layout,
}

impl Anonymised {
    /// The session's name; where the given name held somebody's name, a number instead.
    pub fn session(&self) -> &str {
        &self.session
    }

    /// What kind of gathering it was.
    pub fn kind(&self) -> SessionKind {
        self.kind
    }

    /// Whether nobody can tell which answers are one person's.
    pub fn counts_comments(&self) -> bool {
        self.by_comment
    }

    /// The pseudonyms of the transcript's speakers, in its order.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The anonymised questions printed in the file.
    pub fn headings(&self) -> &[Text] {
        &self.headings
    }

    /// Every turn, in order.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// How the file is laid out.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// How many stretches were masked, by kind.
    pub fn masks_by_kind(&self) -> BTreeMap<IdentifierKind, usize> {
        let mut counts = BTreeMap::new();
        for mask in self.turns.iter().flat_map(|turn| &turn.masks) {
            *counts.entry(mask.kind).or_default() += 1;
        }
        counts
    }

    /// The turns, for whoever builds on them.
    pub(crate) fn into_turns(self) -> Vec<Turn> {
        self.turns
    }
}
/// Hides nobody: labels become `Participant n`, words stay. For tests of what comes after.
#[cfg(test)]
pub(crate) fn unchanged(transcript: crate::transcript::Transcript) -> Anonymised {
    let labels: Vec<String> = (1..=transcript.speakers.len()).map(|n| format!("Participant {n}")).collect();
    let turn = |turn: crate::transcript::Turn| Turn {
        id: turn.id,
        speaker: turn.speaker.map(|at| labels[at].clone()),
        role: turn.speaker.map_or(Role::Participant, |at| transcript.speakers[at].role),
        asked: turn.asked,
        text: turn.said,
        masks: Vec::new(),
        flags: Vec::new(),
        attributes: turn.attributes,
        passed: turn.passed,
    };
    let turns = transcript.turns.into_iter().map(turn).collect();
    let crate::transcript::Transcript { session, kind, headings, layout, .. } = transcript;
    Anonymised { session, kind, by_comment: false, labels, headings, turns, layout }
}
