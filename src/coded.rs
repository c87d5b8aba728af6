//! Comments with their themes and assent, each with the cues that explain it; and the row contract.

mod row;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::anonymise::Anonymised;
use crate::assent::{Cue, Exchange, Question, Scorer};
use crate::text::{Span, Text};
use crate::themes::Codebooks;
use crate::transcript::Asked;

pub use crate::anonymise::Turn;
pub use crate::assent::{Assent, Label};
pub use crate::themes::{Aspect, PointsAt, Tag, Valence};
pub use crate::transcript::{Role, SessionKind};
pub use row::Row;

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
        Coded { session: session.to_owned(), kind, by_comment: false, comments, meanings: BTreeMap::new() }
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
    let (session, kind) = (anonymised.session().to_owned(), anonymised.kind());
    let by_comment = anonymised.counts_comments();
    let Talk { questions, pointed } = Talk::of(&coder.scorer, &anonymised);
    let comments: Vec<(Turn, Option<Answered>)> = anonymised.into_turns().into_iter().zip(questions).collect();
    let mut comments: Vec<Comment> =
        comments.into_par_iter().map(|(turn, question)| coder.comment(turn, question)).collect();
    follow(&pointed, &mut comments);
    let meanings = meanings(&coder.codebooks, &comments);
    Coded { session, kind, by_comment, comments, meanings }
}

impl Coder {
    fn comment(&self, turn: Turn, mut question: Option<Answered>) -> Comment {
        if turn.role == Role::Moderator {
            return Comment { turn, question: None, tags: Vec::new(), assent: None };
        }
        let words = question.as_ref().map(|question| &question.words);
        let tags = self.codebooks.tag(words, &turn.text);
        let asks: Option<Question> = words.and_then(|words| self.scorer.question_in(words));
        let assent = words
            .zip(asks.as_ref())
            .filter(|_| !turn.text.is_empty())
            .map(|(words, asks)| self.scorer.score(words, asks, &turn.text));
        if let Some(question) = &mut question {
            question.asks = asks.map(|asks| asks.span);
        }
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

/// What the talk itself tells about its answers.
struct Talk {
    /// For each turn the question it answers: as the file tells, or as the talk shows.
    questions: Vec<Option<Answered>>,
    /// For each turn that says no more than "same here", the turn whose answer it takes.
    pointed: Vec<Option<usize>>,
}

impl Talk {
    fn of(scorer: &Scorer, anonymised: &Anonymised) -> Self {
        let turns = anonymised.turns();
        let by_id: BTreeMap<&str, usize> = turns.iter().enumerate().map(|(at, turn)| (turn.id.as_str(), at)).collect();
        // Survey answers have their questions printed, and point at nobody.
        let talk = turns.iter().any(|turn| !matches!(turn.asked, Asked::Heading(_)));
        let exchanges: Vec<Exchange<'_>> = turns.iter().filter(|_| talk).map(exchange).collect();
        let found = if talk { scorer.pair(&exchanges) } else { vec![None; turns.len()] };
        let pairs = turns.iter().zip(found).map(|(turn, found)| match &turn.asked {
            Asked::Unsaid => found,
            Asked::Turn(id) => by_id.get(id.as_str()).copied(),
            Asked::Heading(_) => None,
        });
        let pairs: Vec<Option<usize>> = pairs.collect();
        let pointed = if talk { scorer.points_at(&exchanges, &pairs) } else { vec![None; turns.len()] };
        let question = |(turn, pair): (&Turn, &Option<usize>)| match turn.asked {
            Asked::Heading(at) => {
                Some(Answered { turn: None, words: anonymised.headings().get(at)?.clone(), asks: None })
            }
            _ => {
                pair.map(|at| Answered { turn: Some(turns[at].id.clone()), words: turns[at].text.clone(), asks: None })
            }
        };
        Talk { questions: turns.iter().zip(&pairs).map(question).collect(), pointed }
    }
}

fn exchange(turn: &Turn) -> Exchange<'_> {
    Exchange { speaker: turn.speaker.as_deref(), role: turn.role, text: &turn.text }
}

/// Gives an answer that points at another the label of that one; its cue is all that it says.
fn follow(pointed: &[Option<usize>], comments: &mut [Comment]) {
    for (at, to) in pointed.iter().enumerate().filter_map(|(at, to)| Some((at, (*to)?))) {
        let Some(Assent { label, reluctance, .. }) = comments[to].assent.clone() else { continue };
        let span = comments[at].turn.text.span_of(0..comments[at].turn.text.tokens().len());
        comments[at].assent = Some(Assent { label, reluctance, cues: vec![Cue { span, kind: "same", weight: 0.0 }] });
    }
}
