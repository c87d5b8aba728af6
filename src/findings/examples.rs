//! Made-up coded sessions for tests.

use std::collections::{BTreeMap, BTreeSet};

use super::{Limits, Publishable, guard, tally};
use crate::anonymise::{Masked, Turn};
use crate::assent::{Assent, Cue, Label};
use crate::coded::{Answered, Aspect, Coded, Comment, Meaning, PointsAt, Role, SessionKind, Tag, Valence};
use crate::text::{Span, Text};
use crate::transcript::Asked;

/// A session in the making.
pub(crate) struct Talk {
    session: String,
    kind: SessionKind,
    groups: BTreeMap<String, BTreeMap<String, String>>,
    comments: Vec<Comment>,
}

/// A theme as tagged: theme, valence, aspect, cue words.
pub(crate) type Tagged<'a> = (&'a str, Valence, &'a str, &'a str);

impl Talk {
    pub(crate) fn new(session: &str, kind: SessionKind) -> Self {
        Talk { session: session.to_owned(), kind, groups: BTreeMap::new(), comments: Vec::new() }
    }

    /// The same talk as another session.
    pub(crate) fn named(mut self, session: &str) -> Self {
        session.clone_into(&mut self.session);
        self
    }

    /// Puts a speaker into a group; what they say from now on carries it.
    pub(crate) fn group(mut self, speaker: &str, column: &str, value: &str) -> Self {
        self.groups.entry(speaker.to_owned()).or_default().insert(column.to_owned(), value.to_owned());
        self
    }

    /// Somebody says something that carries themes.
    pub(crate) fn says(mut self, speaker: &str, words: &str, tags: &[Tagged<'_>]) -> Self {
        let mut comment = self.comment(speaker, words);
        comment.tags = tags
            .iter()
            .map(|&(theme, valence, aspect, cue)| Tag {
                theme: theme.to_owned(),
                valence,
                score: 0.8,
                aspects: vec![aspect.to_owned()],
                cues: vec![span(words, cue)],
            })
            .collect();
        self.comments.push(comment);
        self
    }

    /// Somebody answers a yes/no question; `cue` is a hedge in the answer or nothing.
    pub(crate) fn answers(mut self, speaker: &str, question: &str, words: &str, label: Label, cue: &str) -> Self {
        let mut comment = self.comment(speaker, words);
        let (asked, written) = (Text::new(question), self.kind == SessionKind::Survey);
        let asks = Some(Span::new(0, question.len()));
        comment.question = Some(Answered {
            turn: (!written).then(|| "q".to_owned()),
            words: asked,
            asks,
            meaning: None,
            fears: false,
        });
        let reluctance = match label {
            Label::ResoundingYes => Some(0.0),
            Label::PlainYes => Some(0.25),
            Label::ReluctantYes => Some(0.5),
            Label::No | Label::NonAnswer => None,
        };
        let cue = (!cue.is_empty()).then(|| Cue { span: span(words, cue), kind: "hedge", weight: 0.5 });
        comment.assent = Some(Assent { label, reluctance, cues: cue.into_iter().collect() });
        self.comments.push(comment);
        self
    }

    /// Changes what was said last.
    pub(crate) fn last(mut self, change: impl FnOnce(&mut Comment)) -> Self {
        change(self.comments.last_mut().expect("somebody spoke"));
        self
    }

    pub(crate) fn coded(self) -> Coded {
        Coded::for_tests(&self.session, self.kind, self.comments).meaning(meanings())
    }

    fn comment(&self, speaker: &str, words: &str) -> Comment {
        let turn = Turn {
            id: String::new(),
            speaker: (!speaker.is_empty()).then(|| speaker.to_owned()),
            role: if speaker == "Moderator" { Role::Moderator } else { Role::Participant },
            asked: Asked::Unsaid,
            text: Text::new(words),
            masks: Vec::new(),
            doubts: Vec::new(),
            flags: Vec::new(),
            attributes: self.groups.get(speaker).cloned().unwrap_or_default(),
            typed: BTreeSet::new(),
            passed: BTreeMap::new(),
        };
        Comment { turn, question: None, tags: Vec::new(), assent: None }
    }
}

fn span(words: &str, cue: &str) -> Span {
    let start = words.find(cue).expect("the cue stands in the words");
    Span::new(start, start + cue.len())
}

/// The codebook of the examples.
fn meanings() -> BTreeMap<String, Meaning> {
    let aspects = [
        (
            "alignment",
            "listening",
            "The promise to listen first is what customers ask for",
            Valence::Strength,
            PointsAt::Tactics,
        ),
        (
            "alignment",
            "call-time",
            "Call time is measured although customers want time",
            Valence::Weakness,
            PointsAt::Tactics,
        ),
        (
            "alignment",
            "outgrown",
            "Customers want something else than the strategy offers",
            Valence::Weakness,
            PointsAt::Strategy,
        ),
        (
            "out-of-the-loop",
            "told-late",
            "Changes reach people after they reach customers",
            Valence::Weakness,
            PointsAt::Tactics,
        ),
        (
            "tools-driving-strategy",
            "required-fields",
            "The form decides what customers are asked",
            Valence::Weakness,
            PointsAt::Tactics,
        ),
    ];
    let definitions = [
        ("alignment", "Whether what customers want, the strategy and daily work fit together."),
        ("out-of-the-loop", "People lack, or get late, what they need to know about the strategy and its changes."),
        ("tools-driving-strategy", "A system or form decides what is done for customers."),
    ];
    let mut meanings = BTreeMap::new();
    for (theme, definition) in definitions {
        meanings.insert(theme.to_owned(), Meaning { definition: definition.to_owned(), aspects: BTreeMap::new() });
    }
    for (theme, name, says, valence, points_at) in aspects {
        let aspect = Aspect { name: name.to_owned(), says: says.to_owned(), valence, points_at };
        meanings.entry(theme.to_owned()).or_insert_with(Meaning::default).aspects.insert(name.to_owned(), aspect);
    }
    meanings
}

/// Guarded findings of a focus group of eight, enough for every part of a report to say something.
pub(crate) fn publishable() -> Publishable {
    const QUESTION: &str = "Does the strategy work for your customers?";
    let answers = [
        ("Absolutely, every day.", Label::ResoundingYes, ""),
        ("Yes, I suppose so.", Label::ReluctantYes, "I suppose"),
        ("Yes, but not for <b>small</b> ones & *co*.", Label::ReluctantYes, "but"),
        ("Mostly, yes, as far as I know.", Label::ReluctantYes, "Mostly"),
        ("Yes.", Label::PlainYes, ""),
        ("No.", Label::No, ""),
    ];
    let mut talk = Talk::new("group", SessionKind::FocusGroup);
    for (at, (words, label, cue)) in answers.into_iter().enumerate() {
        talk = talk.answers(&format!("Participant {at}"), QUESTION, words, label, cue);
    }
    for at in 2..8 {
        let words = format!("The system insists on {at} codes before it lets me talk to anybody.");
        let tag = ("tools-driving-strategy", Valence::Weakness, "required-fields", "insists");
        talk = talk.says(&format!("Participant {at}"), &words, &[tag]);
    }
    let talk = talk
        .says(
            "Participant 1",
            "When [Person 4] rings back on the day we promised, they stay with us.",
            &[("alignment", Valence::Strength, "listening", "rings back")],
        )
        .says(
            "Participant 2",
            "I heard of the new tariff from a customer who had read of it.",
            &[("out-of-the-loop", Valence::Weakness, "told-late", "heard")],
        );
    guard(Limits::default(), &Masked::default(), tally(&talk.coded())).expect("eight people are enough")
}
