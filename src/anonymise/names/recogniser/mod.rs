//! The learned part of finding names: how likely each word is part of a person's, a place's or an organisation's name.
//!
//! It sees one text and the lists, no session; what is masked is decided in `session` and `mentions`, with its word
//! as one piece of evidence.

mod features;
mod model;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::scan::{Case, Scan, Shape};
use super::session::Verdict;
use crate::text::Text;

pub use features::{BUCKETS, Sketch};
pub use model::LABELS;
use model::{Chances, Model, Room};

/// The weights that the program ships.
static SHIPPED: &[u8] = include_bytes!("../../../../models/names.bin");

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::new(Cow::Borrowed(SHIPPED)).expect("the weights have the length that training writes"));

/// How likely a token is part of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Likely {
    /// Of a person.
    pub person: f32,
    /// Of a place.
    pub place: f32,
    /// Of a firm or other organisation.
    pub firm: f32,
    /// How likely a person's name starts with it.
    pub opens: f32,
}

/// How likely a name must be to start, of all that makes it likely to go on there, to be another one.
const ANEW: f32 = 0.7;

impl Likely {
    /// Whether the recogniser was asked at all: it never says that something cannot be.
    pub(in crate::anonymise) fn asked(self) -> bool {
        self != Likely::default()
    }

    /// The higher chance of each kind.
    pub(in crate::anonymise) fn most(self, other: Likely) -> Likely {
        Likely {
            person: self.person.max(other.person),
            place: self.place.max(other.place),
            firm: self.firm.max(other.firm),
            opens: self.opens.max(other.opens),
        }
    }

    /// Whether somebody else's name starts here: `fitz lupe nacho`.
    pub(super) fn starts_anew(self) -> bool {
        self.opens >= ANEW && self.opens >= self.person * ANEW
    }

    /// The same where somebody's name is known to start here.
    pub(in crate::anonymise) fn opening(self) -> Self {
        let person = self.person.max(ANEW);
        Likely { person, opens: person, ..self }
    }

    /// What it most likely names; in doubt a person.
    pub(super) fn verdict(self) -> Verdict {
        if self.person >= self.place.max(self.firm) {
            Verdict::Person
        } else if self.place >= self.firm {
            Verdict::Place
        } else {
            Verdict::Firm
        }
    }
}

/// What training and measuring use; the program itself goes by `likely`.
pub struct Recogniser(Model);

impl Recogniser {
    /// The recogniser that the program ships.
    pub fn shipped() -> Self {
        Recogniser(MODEL.clone())
    }

    /// One with other weights; none where they have another length.
    pub fn with_model(weights: Vec<u8>) -> Option<Self> {
        Model::new(Cow::Owned(weights)).map(Recogniser)
    }

    /// How likely each token of `text` is part of a name; `named` are words that somebody who is known bears.
    pub fn likely(&self, text: &Text, named: &[String]) -> Vec<Likely> {
        let scan = Scan::knowing(text, &[], &|word| named.iter().any(|it| it == word));
        let mut all = vec![Likely::default(); scan.words.len()];
        let mut work = Work::default();
        for sentence in text.sentences() {
            work.stretch(&self.0, &scan, sentence, sentence.clone(), &mut all);
        }
        all
    }
}

/// The sketches of every sentence of `text`, for training; `named` are words that somebody who is known bears.
pub fn sketches(text: &Text, named: &[String]) -> Vec<(Range<usize>, Vec<Sketch>)> {
    let scan = Scan::knowing(text, &[], &|word| named.iter().any(|it| it == word));
    let of = |sentence: &Range<usize>| {
        let mut out = Vec::new();
        features::sketches(&scan, sentence, sentence.clone(), &mut out);
        (sentence.clone(), out)
    };
    text.sentences().iter().map(of).collect()
}

/// Room that is used again from stretch to stretch.
#[derive(Default)]
struct Work {
    room: Room,
    chances: Vec<Chances>,
}

impl Work {
    fn stretch(
        &mut self,
        model: &Model,
        scan: &Scan<'_>,
        sentence: &Range<usize>,
        range: Range<usize>,
        all: &mut [Likely],
    ) {
        self.chances.clear();
        model.chances(scan, sentence, range.clone(), &mut self.room, &mut self.chances);
        for (likely, chances) in all[range].iter_mut().zip(&self.chances) {
            let [_, person, persons, place, places, firm, firms, _] = *chances;
            let (person, opens) = (person + persons, person);
            *likely = Likely { person, place: place + places, firm: firm + firms, opens };
        }
    }
}

thread_local! {
    static WORK: RefCell<Work> = RefCell::default();
}

/// Tokens beside a candidate that are read with it.
const BESIDE: usize = 3;

/// How likely each token of a text is part of a name; only stretches around words that may be one are read.
pub(in crate::anonymise) fn likely(scan: &Scan<'_>) -> Vec<Likely> {
    let mut all = vec![Likely::default(); scan.words.len()];
    WORK.with_borrow_mut(|work| {
        for sentence in scan.text.sentences() {
            let mut from = sentence.start;
            while let Some(first) = (from..sentence.end).find(|&at| candidate(scan, at)) {
                let start = first.saturating_sub(BESIDE).max(from).max(sentence.start);
                let mut end = first + 1 + BESIDE;
                let mut at = first + 1;
                while at < sentence.end && at < end {
                    if candidate(scan, at) {
                        end = at + 1 + BESIDE;
                    }
                    at += 1;
                }
                let end = end.min(sentence.end);
                work.stretch(&MODEL, scan, sentence, start..end, &mut all);
                from = end;
            }
        }
    });
    all
}

/// Whether a word may be part of a name at all.
fn candidate(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.words[at];
    let rank = word.facts.rank();
    match word.shape {
        Shape::Other => false,
        Shape::Lower if scan.case == Case::Cased => rank == 0,
        Shape::Lower => matches!(rank, 0 | 4..) || word.facts.given() >= 4 || word.named,
        _ => !(word.first && rank == 1) || word.named || word.facts.given() >= 5,
    }
}
