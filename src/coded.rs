//! Comments with their themes and assent, each with the cues that explain it; and the row contract.

mod back;
mod row;
mod talk;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::anonymise::Anonymised;
use crate::assent::Scorer;
use crate::text::{Span, Text};
use crate::themes::Codebooks;
use crate::transcript::Verbatim;

pub use crate::anonymise::Turn;
pub use crate::assent::{Assent, Label};
pub use crate::themes::{Aspect, PointsAt, Tag, Valence};
pub use crate::transcript::{Role, SessionKind};
pub use back::{AssentBack, RowBack, ThemeBack};
pub use row::Row;

use talk::Answer;

/// What comments are coded with.
#[derive(Debug)]
pub struct Coder {
    /// The themes to look for.
    pub codebooks: Codebooks,
    /// The judge of yes and no.
    pub scorer: Scorer,
}

/// A coded session or batch; only [`code`] makes one.
#[derive(Debug)]
pub struct Coded {
    session: String,
    kind: SessionKind,
    verbatim: Verbatim,
    by_comment: bool,
    comments: Vec<Comment>,
    meanings: BTreeMap<String, Meaning>,
}

/// What a theme found in a session means, in words for the findings.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// The theme in a sentence.
    pub definition: String,
    /// Those of its aspects that were found, by name.
    pub aspects: BTreeMap<String, Aspect>,
}

/// One turn or answer with its codes.
#[derive(Debug)]
pub struct Comment {
    /// The anonymised turn.
    pub turn: Turn,
    /// The question it answers, if one was found; it may be an open one.
    pub question: Option<Answered>,
    /// Its themes; none for a moderator.
    pub tags: Vec<Tag>,
    /// What it amounts to, where it answers a yes/no question.
    pub assent: Option<Assent>,
}

/// The question that a comment answers.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The id of the turn that asked; none where the file prints the question.
    pub turn: Option<String>,
    /// The question's own words, anonymised; a moderator's whole turn.
    pub words: Text,
    /// Where in the words the yes/no question stands, if they put one.
    pub asks: Option<Span>,
    /// The wording under which it counts, where its meaning is known whatever the words.
    pub meaning: Option<String>,
    /// Whether yes is bad news, by its words.
    pub fears: bool,
}

impl Coded {
    /// The session's name.
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

    /// Whether nobody can tell which answers are one person's, so that only comments can be counted.
    pub fn counts_comments(&self) -> bool {
        self.by_comment
    }

    /// Every turn or answer, in order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// What the themes that were found mean, by name.
    pub fn meanings(&self) -> &BTreeMap<String, Meaning> {
        &self.meanings
    }

    /// A coded session made by hand.
    #[cfg(test)]
    pub(crate) fn for_tests(session: &str, kind: SessionKind, comments: Vec<Comment>) -> Self {
        let verbatim = crate::transcript::Verbatim::default();
        Coded { session: session.to_owned(), kind, verbatim, by_comment: false, comments, meanings: BTreeMap::new() }
    }

    /// The same session with the meanings of its themes.
    #[cfg(test)]
    pub(crate) fn meaning(self, meanings: BTreeMap<String, Meaning>) -> Self {
        Coded { meanings, ..self }
    }

    /// The same session as if nobody could tell which answers are one person's.
    #[cfg(test)]
    pub(crate) fn by_comment(self) -> Self {
        Coded { by_comment: true, ..self }
    }
}

/// Codes every comment of a session; turns are independent of each other once questions are paired.
pub fn code(coder: &Coder, anonymised: Anonymised) -> Coded {
    let (session, kind, verbatim) = (anonymised.session().to_owned(), anonymised.kind(), anonymised.verbatim());
    let by_comment = anonymised.counts_comments();
    let heard = talk::hear(&coder.scorer, &anonymised);
    let comments: Vec<(Turn, Answer)> = anonymised.into_turns().into_iter().zip(heard).collect();
    let comments: Vec<Comment> = comments.into_par_iter().map(|(turn, answer)| coder.comment(turn, answer)).collect();
    let meanings = meanings(&coder.codebooks, &comments);
    Coded { session, kind, verbatim, by_comment, comments, meanings }
}

impl Coder {
    fn comment(&self, turn: Turn, answer: Answer) -> Comment {
        if turn.role == Role::Moderator {
            return Comment { turn, question: None, tags: Vec::new(), assent: None };
        }
        let Answer { question, assent } = answer;
        let tags = self.codebooks.tag(question.as_ref().map(|question| &question.words), &turn.text);
        Comment { turn, question, tags, assent }
    }
}

/// The meanings of the themes and aspects that `comments` carry, and of no others.
fn meanings(codebooks: &Codebooks, comments: &[Comment]) -> BTreeMap<String, Meaning> {
    let mut meanings: BTreeMap<String, Meaning> = BTreeMap::new();
    for tag in comments.iter().flat_map(|comment| &comment.tags) {
        let Some(book) = codebooks.books().iter().find(|book| book.theme == tag.theme) else { continue };
        let meaning = meanings.entry(tag.theme.clone()).or_default();
        if meaning.definition.is_empty() {
            meaning.definition.clone_from(&book.definition);
        }
        for name in &tag.aspects {
            let found = book.aspects.iter().find(|aspect| aspect.name == *name);
            if let Some(aspect) = found.filter(|_| !meaning.aspects.contains_key(name)) {
                meaning.aspects.insert(name.clone(), aspect.clone());
            }
        }
    }
    meanings
}
