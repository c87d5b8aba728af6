//! The decisions of a review, followed: what is hidden, what stays readable, who is called what.
//!
//! Numbers do not depend on decisions, so that a pseudonym named in a review means the same person when it is followed.

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::anonymiser::{Anonymiser, Found, Ids};
use super::decisions::{Apart, Decision, Decisions};
use super::names::Mention;
use super::pseudonyms::given_before;
use super::stretches::stretches;
use super::{SURE, doubt_id};
use crate::text::{Span, Text, normal_form};
use crate::transcript::Transcript;

/// What was decided about one session.
pub(super) struct Choice {
    strict: bool,
    /// By text, in the order of headings and turns, and by where a stretch starts.
    stretches: Vec<BTreeMap<usize, Decision>>,
    /// Doubtful words that are all hidden, or all stay readable.
    words: BTreeMap<CompactString, bool>,
    /// Who is meant by words under a pseudonym that is somebody else's.
    apart: BTreeMap<(String, CompactString), Apart>,
}

/// What was decided about one text.
pub(super) struct OfText<'a> {
    strict: bool,
    stretches: Option<&'a BTreeMap<usize, Decision>>,
    words: &'a BTreeMap<CompactString, bool>,
    apart: &'a BTreeMap<(String, CompactString), Apart>,
}

impl Anonymiser {
    /// Finds out what was decided about the stretches of a session.
    pub(super) fn choose(&mut self, transcript: &Transcript, texts: &[&Text], found: &[Found], ids: &Ids) -> Choice {
        let (words, apart) = (BTreeMap::new(), BTreeMap::new());
        let mut choice = Choice { strict: self.strict, stretches: Vec::new(), words, apart };
        if self.decisions.is_empty() && !self.strict {
            return choice;
        }
        self.number(&transcript.session, texts, found);
        choice.stretches.resize(texts.len(), BTreeMap::new());
        let headings = transcript.headings.len();
        for (at, turn) in transcript.turns.iter().enumerate() {
            let (text, at) = (texts[headings + at], headings + at);
            let turn = ids.of(turn.id.clone());
            for mention in &found[at].mentions {
                let id = doubt_id(&turn, mention.span);
                let Some(decision) = self.decisions.of(&id) else { continue };
                let decision = decision.clone();
                if let Decision::MaskAll | Decision::KeepAll = decision {
                    choice.words.insert(word(text, mention), decision == Decision::MaskAll);
                }
                if let Decision::Everywhere(whose) = &decision {
                    let one = self.pseudonym(&transcript.session, &mention.target);
                    choice.apart.insert((one, word(text, mention)), whose.clone());
                }
                choice.stretches[at].insert(mention.span.start, decision);
                self.followed.insert(id);
            }
        }
        self.choose_counted(transcript, texts, found, ids, &mut choice);
        choice
    }

    /// The same for people who are named by where they stand in the copy: `group-4#1` for the first pseudonym of the fourth
    /// comment.
    fn choose_counted(
        &mut self,
        transcript: &Transcript,
        texts: &[&Text],
        found: &[Found],
        ids: &Ids,
        choice: &mut Choice,
    ) {
        if !self.decisions.counts() {
            return;
        }
        let headings = transcript.headings.len();
        for (at, turn) in transcript.turns.iter().enumerate() {
            let (text, at) = (texts[headings + at], headings + at);
            let turn = ids.of(turn.id.clone());
            let shown = stretches(text, &found[at], &|mention| choice.of(at).hides(text, mention));
            for (stretch, count) in shown.iter().zip(1_usize..) {
                let id = format!("{turn}#{count}");
                let Some((decision, target)) = self.decisions.of(&id).cloned().zip(stretch.target) else { continue };
                if let Decision::Everywhere(whose) = &decision {
                    let one = self.pseudonym(&transcript.session, target);
                    choice.apart.insert((one, normal_form(text.slice(stretch.span))), whose.clone());
                }
                choice.stretches[at].insert(stretch.span.start, decision);
                self.followed.insert(id);
            }
        }
    }

    /// Keeps numbers for what is doubtful, whether or not it is hidden.
    pub(super) fn keep_numbers(&mut self, session: &str, found: &[Found]) {
        for mention in found.iter().flat_map(|found| &found.mentions).filter(|mention| mention.doubtful) {
            self.pseudonym(session, &mention.target);
        }
    }

    /// The first line of the review that could not be followed, with the rule it breaks.
    pub fn unfollowed(&self) -> Option<(usize, &'static str)> {
        let strange = |(word, number): (&str, usize)| !self.pseudonyms.gave(word, number);
        let unknown = |id: &str| given_before(id).map_or_else(|| !self.followed.contains(id), strange);
        let stray = self.decisions.ids().filter(|(id, _)| unknown(id));
        let stray = stray.map(|(_, line)| (line, "nothing in these files has this id; take the line out"));
        let nobody = self.decisions.labels().filter(|(label, _)| given_before(label).is_some_and(strange));
        let nobody = nobody.map(|(_, line)| (line, "no such pseudonym in these files; name one that was given"));
        let telling = self.decisions.labels().filter(|(label, _)| self.masked.stands_in(label));
        let telling = telling.map(|(_, line)| (line, "the new name holds a word that is masked; choose another"));
        stray.chain(nobody).chain(telling).min()
    }
}

impl Choice {
    /// What was decided about text number `at`.
    pub(super) fn of(&self, at: usize) -> OfText<'_> {
        OfText { strict: self.strict, stretches: self.stretches.get(at), words: &self.words, apart: &self.apart }
    }
}

impl OfText<'_> {
    /// Whether a mention is to be hidden.
    pub(super) fn hides(&self, text: &Text, mention: &Mention) -> bool {
        let usual = self.strict || !mention.doubtful;
        match self.stretches.and_then(|all| all.get(&mention.span.start)) {
            Some(Decision::Mask | Decision::MaskAll | Decision::As(_)) => true,
            Some(Decision::Keep | Decision::KeepAll) => false,
            Some(Decision::Apart(_) | Decision::Everywhere(_) | Decision::Pseudonym) => usual,
            None if self.words.is_empty() || !(mention.doubtful || mention.grounds.confidence < SURE) => usual,
            None => self.words.get(&word(text, mention)).copied().unwrap_or(usual),
        }
    }

    /// What stands in place of the stretch at `span` with the words `surface`, whose pseudonym is `label`.
    pub(super) fn label(&self, decisions: &Decisions, span: Span, surface: &str, label: &str) -> String {
        let decided = self.stretches.and_then(|all| all.get(&span.start));
        let everywhere = || {
            let known = Some(self.apart).filter(|all| !all.is_empty());
            known.and_then(|all| all.get(&(label.to_owned(), normal_form(surface))))
        };
        let apart = match decided {
            Some(Decision::As(other)) => return decisions.called(other).to_owned(),
            Some(Decision::Apart(letter)) => return format!("{}{letter}", decisions.called(label)),
            Some(Decision::Everywhere(apart)) => Some(apart),
            _ => everywhere(),
        };
        match apart {
            Some(Apart::Person(other)) => decisions.called(other).to_owned(),
            Some(Apart::Letter(letter)) => format!("{}{letter}", decisions.called(label)),
            None => decisions.called(label).to_owned(),
        }
    }
}

/// The words of a mention, as compared.
fn word(text: &Text, mention: &Mention) -> CompactString {
    normal_form(text.slice(mention.span))
}
