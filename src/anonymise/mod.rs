//! Real names in, pseudonyms out. What lies behind this module sees placeholders only.
//!
//! [`Anonymiser`] goes over a session twice: first it gathers evidence about who is meant by what, then it
//! decides each mention, so that a name once certain is masked in every form, earlier and later.

mod aloud;
mod anonymiser;
mod decisions;
#[cfg(feature = "deep")]
pub mod deep;
mod detect;
mod kept;
mod key;
mod keyed;
mod masked;
mod names;
mod naming;
mod outlines;
mod paragraphs;
mod plain;
mod pseudonyms;
mod review;
mod scan;
mod search;
mod second;
mod strategy;
mod stretches;
#[cfg(test)]
mod tests;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::text::{Span, Text};
use crate::transcript::{Asked, Layout, Role, SessionKind, Verbatim};

pub use anonymiser::Anonymiser;
pub use decisions::Decisions;
pub use key::{Entry, Key};
pub use masked::Masked;
pub use names::recogniser;
pub use search::{NameSearch, Place};
pub use second::{Adviser, SecondOpinion};

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
    /// What a flagged clause said, put more widely; only where that is asked for.
    Circumstance,
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
            IdentifierKind::Circumstance => "circumstance",
        }
    }
}

/// What a run is told about pseudonyms.
#[derive(Debug, Default)]
pub struct Naming {
    /// The key of an earlier run, or an empty one where a key is to be made.
    pub key: Option<Key>,
    /// What a person decided about doubtful stretches.
    pub decisions: Decisions,
    /// Whether doubtful stretches are masked unless a decision keeps them.
    pub strict: bool,
}

/// How sure a decision is, and what it rests on; never what was said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grounds {
    /// From 0 to 1.
    pub confidence: f32,
    /// Which evidence spoke for it, in words for a reader.
    pub reason: &'static str,
}

/// A stretch that may be an identifier and was left readable, for a person to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// What it would be.
    pub kind: IdentifierKind,
    /// Where it stands in the anonymised text.
    pub span: Span,
    /// Where it stood in the text as read.
    pub was: Span,
    /// How likely it is one, and why.
    pub grounds: Grounds,
}

/// A stretch that a person should look at, masked or left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Doubtful {
    /// What it is or would be.
    pub kind: IdentifierKind,
    /// Where it, or what stands for it, stands in the anonymised text.
    pub span: Span,
    /// Where it stood in the text as read.
    pub was: Span,
    /// Whether it is masked.
    pub masked: bool,
    /// How sure that is, and why.
    pub grounds: Grounds,
}

/// How sure it must be that something had to be hidden for nobody to look at it.
const SURE: f32 = 0.7;

/// A replaced stretch.
#[derive(Clone, Debug, PartialEq)]
pub struct Mask {
    /// What was there.
    pub kind: IdentifierKind,
    /// Where the replacement stands in the anonymised text.
    pub span: Span,
    /// Where the identifier stood in the text as read.
    pub was: Span,
    /// The placeholder, with its brackets.
    pub replacement: String,
    /// How sure it is that this had to be hidden, and why.
    pub grounds: Grounds,
}

/// A stretch that may single somebody out without naming them; such a comment is never quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Where it stands in the anonymised text.
    pub span: Span,
    /// Why, in words for a reader.
    pub reason: &'static str,
    /// Whether somebody is to look after it: harassment, a crime, harm to oneself, a danger to people.
    pub care: bool,
}

/// The clauses of `text`, each with its clues and how much they count: what the weights of flags are learned from.
pub fn clause_clues(text: &Text) -> Vec<(Span, Vec<(String, f32)>)> {
    detect::clause_clues(text)
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
    /// What may be a name and was left, in order; empty where doubtful stretches are masked too.
    pub doubts: Vec<Doubt>,
    /// What a person should look at, in order.
    pub flags: Vec<Flag>,
    /// Groups the speaker belongs to: the row's and the roster's.
    pub attributes: BTreeMap<String, String>,
    /// Which of them were numbers or truths in the row contract, and come back as such.
    pub typed: BTreeSet<String>,
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

    /// What a person should decide about, in order: masks that are not sure, and what was left.
    pub fn doubtful(&self) -> Vec<Doubtful> {
        let unsure = self.masks.iter().filter(|mask| mask.grounds.confidence < SURE);
        let masked = unsure.map(|it| (it.kind, it.span, it.was, true, it.grounds));
        let left = self.doubts.iter().map(|it| (it.kind, it.span, it.was, false, it.grounds));
        let mut all: Vec<Doubtful> = masked
            .chain(left)
            .map(|(kind, span, was, masked, grounds)| Doubtful { kind, span, was, masked, grounds })
            .collect();
        all.sort_by_key(|it| it.was);
        all
    }

    /// The id under which a decision about `doubtful` is found again: the turn, and where it stood.
    pub fn doubt_id(&self, doubtful: &Doubtful) -> String {
        doubt_id(&self.id, doubtful.was)
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

fn doubt_id(turn: &str, was: Span) -> String {
    format!("{turn}@{}", was.start)
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
    verbatim: Verbatim,
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

    /// How closely the transcript keeps to what was said.
    pub fn verbatim(&self) -> Verbatim {
        self.verbatim
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
        doubts: Vec::new(),
        flags: Vec::new(),
        attributes: turn.attributes,
        typed: turn.typed,
        passed: turn.passed,
    };
    let turns = transcript.turns.into_iter().map(turn).collect();
    let crate::transcript::Transcript { session, kind, verbatim, by_comment, headings, layout, .. } = transcript;
    Anonymised { session, kind, verbatim, by_comment, labels, headings, turns, layout }
}
