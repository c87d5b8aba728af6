//! Finds yes/no questions, however they are put, and tells them from open ones and from talk about the meeting.

use std::borrow::Cow;
use std::ops::Range;

use super::Question;
use super::bare;
use super::cues::{Class, CueBook, Hit};
use super::words::{Group, Word, Words, contraction};
use crate::text::{Kind, Text};

/// A statement that a lone "Yes?" turns into a question has so many words.
const STATEMENT: usize = 4;

/// A statement to agree with has at least so many words.
const STATED: usize = 3;

/// The number of a question has at most so many letters.
const CODE: usize = 2;

/// What a sentence does to the question on the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Puts a yes/no question.
    YesNo {
        /// Where its proposition starts; a tag such as "Do you agree?" points at the sentence before.
        from: usize,
        negative: bool,
    },
    /// Puts a question that is not one of yes and no.
    Open,
    /// Passes the question on.
    Prompt,
    /// Is about the meeting.
    Procedure,
    /// Asks why, and leaves the question standing.
    FollowUp,
    /// Anything else.
    Statement,
}

/// A text with what its sentences ask.
pub(super) struct Speech<'a> {
    words: &'a Words,
    pub(super) text: &'a Text,
    /// What each token is.
    pub(super) each: Vec<Word>,
    hits: Vec<Hit>,
    /// Whether anything is quoted at all.
    quotes: bool,
    /// Whether nothing ends a sentence.
    bare: bool,
    sentences: Cow<'a, [Range<usize>]>,
}

impl<'a> Speech<'a> {
    /// Looks for the cues of questions in `text`.
    pub(super) fn new(words: &'a Words, cues: &CueBook, text: &'a Text) -> Self {
        let each = words.tag(text);
        let hits = cues.find(&each, text);
        let quotes = text.tokens().iter().any(|token| token.is_mark("\"") || token.is_mark("\u{201c}"));
        let bare = bare::is_bare(text);
        let sentences = bare::sentences(text, &each, bare);
        Speech { words, text, each, hits, quotes, bare, sentences }
    }

    /// How many sentences there are.
    pub(super) fn count(&self) -> usize {
        self.sentences.len()
    }

    /// The tokens of sentence number `place`.
    pub(super) fn sentence(&self, place: usize) -> Range<usize> {
        self.sentences[place].clone()
    }

    /// The last yes/no question, unless an open one takes its place.
    pub(super) fn question(&self) -> Option<Question> {
        let mut last = None;
        for (place, sentence) in self.sentences.iter().enumerate() {
            match self.shape(place) {
                // "Is it useful? Is it?"
                Shape::YesNo { from, .. } if last.is_some() && !self.names_any(from..sentence.end) => {}
                Shape::YesNo { from, negative } => last = Some(self.put(from..sentence.end, negative)),
                Shape::Open => last = None,
                Shape::Prompt | Shape::Procedure | Shape::FollowUp | Shape::Statement => {}
            }
        }
        last
    }

    /// The question that a text puts by itself, outside a meeting: there "Are you ready?" is one of yes and no.
    pub(super) fn posed(&self) -> Option<Question> {
        let sentences = &self.sentences;
        let (place, sentence) = sentences.iter().enumerate().next_back()?;
        let procedure = |hit: &Hit| hit.class == Class::Procedure && sentence.contains(&hit.tokens.start);
        let poses = self.shape(place) == Shape::Procedure && self.hits.iter().any(procedure);
        // "How about some curry?" proposes; "How about you?" passes a question on.
        let words = [0, 1].map(|nth| self.normal(sentence.start + nth));
        let proposes = words == ["how", "about"] && !self.is(sentence.start + 2, Group::You);
        (self.asks(sentence) && (poses || proposes)).then(|| self.put(sentence.clone(), self.denies(sentence)))
    }

    /// The statement that the text ends with, where it asks nothing.
    pub(super) fn statement(&self) -> Option<Question> {
        let sentences = &self.sentences;
        let states = |place| matches!(self.shape(place), Shape::Statement) && !self.asks(&sentences[place]);
        let last = sentences.last().filter(|last| self.content((*last).clone()) >= STATED)?;
        (0..sentences.len()).all(states).then(|| self.put(last.clone(), self.denies(last)))
    }

    fn put(&self, tokens: Range<usize>, negative: bool) -> Question {
        let strong = tokens.clone().any(|at| self.is(at, Group::Strong));
        Question { span: self.text.span_of(tokens), negative, strong }
    }

    /// Whether some word says what the question is about.
    fn names_any(&self, mut range: Range<usize>) -> bool {
        let small = [Group::Common, Group::Aux, Group::AuxNot, Group::Address];
        range.any(|at| self.text.tokens()[at].kind == Kind::Word && !self.each[at].any(&small))
    }

    /// What sentence number `place` does.
    pub(super) fn shape(&self, place: usize) -> Shape {
        let sentence = &self.sentences[place];
        if self.quotes && self.is_quoted(sentence.start) {
            return Shape::Statement;
        }
        let starts = self.clause_starts(sentence);
        if let Some(shape) = self.listed(place, sentence, &starts) {
            return shape;
        }
        let asks = self.asks(sentence);
        if let Some(shape) = self.tagged(sentence, asks).or_else(|| self.tag_apart(place, asks)) {
            return shape;
        }
        for (nth, &start) in starts.iter().enumerate().rev() {
            if let Some(negative) = self.inverted(start, sentence, asks, nth == 0) {
                let other = start > 0 && self.normal(start - 1) == "or";
                if other && self.is_denied(start, sentence.end) {
                    continue;
                }
                if other || self.is_alternative(start..sentence.end) {
                    return Shape::Open;
                }
                return Shape::YesNo { from: start, negative };
            }
            if self.is_open(start, sentence, nth == 0, asks) {
                return Shape::Open;
            }
        }
        if asks { self.declared(sentence, &starts) } else { Shape::Statement }
    }

    /// Sentences that the lists know.
    fn listed(&self, place: usize, sentence: &Range<usize>, starts: &[usize]) -> Option<Shape> {
        let hits = || self.hits.iter().filter(|hit| sentence.contains(&hit.tokens.start));
        hits().next()?;
        let has = |class| hits().any(|hit| hit.class == class);
        if has(Class::FollowUp) {
            return Some(Shape::FollowUp);
        }
        let heads = |class| hits().any(|hit| hit.class == class && starts.contains(&hit.tokens.start));
        if heads(Class::Procedure) {
            // "Can I ask [Participant 3]?" passes the question on.
            let named = self.text.tokens()[sentence.clone()].iter().any(|token| token.kind == Kind::Placeholder);
            return Some(if named { Shape::Prompt } else { Shape::Procedure });
        }
        if let Some(hit) = hits().find(|hit| hit.class == Class::Embedded) {
            let head = self.content(sentence.start..hit.tokens.start);
            let rest = self.content(hit.tokens.end..sentence.end);
            let agree = self.text.tokens()[hit.tokens.clone()].iter().any(|token| token.stem() == "agre");
            let lone = agree && head <= 2 && rest <= 2;
            let from = if lone && place > 0 { self.sentences[place - 1].start } else { sentence.start };
            let negative = lone && place > 0 && self.denies(&self.sentences[place - 1]);
            let puts = agree || self.asks(sentence) || head <= 4;
            return puts.then_some(Shape::YesNo { from, negative });
        }
        if has(Class::Prompt) && self.content(sentence.clone()) <= 7 {
            return Some(Shape::Prompt);
        }
        if has(Class::Request) {
            return Some(Shape::Open);
        }
        None
    }

    /// "..., don't they?", "..., is it?", "..., right?"
    fn tagged(&self, sentence: &Range<usize>, asks: bool) -> Option<Shape> {
        if !asks {
            return self.tagged_bare(sentence);
        }
        let comma = sentence.clone().rev().find(|&at| self.text.tokens()[at].is_mark(","))?;
        let tail: Vec<usize> = (comma + 1..sentence.end).filter(|&at| !self.is_mark(at)).collect();
        let head = sentence.start..comma;
        if self.content(head.clone()) < 3 || tail.is_empty() || tail.len() > 3 {
            // "..., don't you, Frank?" has the tag before a name.
            return self.tag_before_name(sentence, comma, &tail);
        }
        let verb = self.is(tail[0], Group::Aux) || self.is(tail[0], Group::AuxNot);
        let tag = tail.len() >= 2 && verb && self.is(tail[1], Group::Subject);
        let word = tail.len() == 1 && self.is(tail[0], Group::Tag);
        let first = self.clause_starts(&head).first().copied().unwrap_or(head.start);
        let asked_already = self.inverted(first, &head, true, true).is_some() || self.is(first, Group::Wh);
        ((tag || word) && !asked_already).then(|| Shape::YesNo { from: sentence.start, negative: self.denies(&head) })
    }

    /// "they ring back don't they": a tag that ends talk without punctuation.
    fn tagged_bare(&self, sentence: &Range<usize>) -> Option<Shape> {
        let last = sentence.end.checked_sub(1).filter(|_| self.bare && sentence.end == self.text.tokens().len())?;
        let head = sentence.start..last.saturating_sub(1);
        let tag = last > sentence.start
            && self.is(last, Group::Subject)
            && (self.is(last - 1, Group::AuxNot) || self.is(last - 1, Group::Aux) && self.denies(&head));
        (tag && self.content(head.clone()) >= 3)
            .then(|| Shape::YesNo { from: sentence.start, negative: self.denies(&head) })
    }

    /// "The firm keeps its word. Yes?"
    fn tag_apart(&self, place: usize, asks: bool) -> Option<Shape> {
        let before = &self.sentences[place.checked_sub(1).filter(|_| asks)?];
        let mut words = self.sentences[place].clone().filter(|&at| !self.is_mark(at));
        let tag = words.next().is_some_and(|at| self.each[at].has(Group::Tag) || self.normal(at) == "fair");
        let lone = tag && words.next().is_none() && !self.asks(before) && self.content(before.clone()) >= STATEMENT;
        lone.then(|| Shape::YesNo { from: before.start, negative: self.denies(before) })
    }

    fn tag_before_name(&self, sentence: &Range<usize>, comma: usize, tail: &[usize]) -> Option<Shape> {
        let before = (sentence.start..comma).rev().find(|&at| self.text.tokens()[at].is_mark(","))?;
        let tag: Vec<usize> = (before + 1..comma).filter(|&at| !self.is_mark(at)).collect();
        let verb = (2..=3).contains(&tag.len())
            && (self.is(tag[0], Group::Aux) || self.is(tag[0], Group::AuxNot))
            && self.is(tag[1], Group::Subject);
        let head = sentence.start..before;
        (verb && tail.len() <= 2 && self.content(head.clone()) >= 3)
            .then(|| Shape::YesNo { from: sentence.start, negative: self.denies(&head) })
    }

    /// Whether an auxiliary stands before its subject at `start`; if so, whether it is negative.
    fn inverted(&self, start: usize, sentence: &Range<usize>, asks: bool, first: bool) -> Option<bool> {
        let not = self.is(start, Group::AuxNot);
        if !not && !self.is(start, Group::Aux) {
            return None;
        }
        let mut words = (start + 1..sentence.end).filter(|&at| !self.is_mark(at));
        let (subject, next) = (words.next()?, words.next());
        let pronoun = self.is(subject, Group::Subject);
        let nominal = pronoun
            || self.is(subject, Group::Determiner)
            || self.text.tokens()[subject].kind == Kind::Placeholder
            || self.normal(subject) == "not";
        let idle = matches!(self.normal(start), "been" | "be" | "ought");
        // "Have a look", "Do come in" and "May the best win" ask nothing.
        let order = matches!(self.normal(start), "have" | "do" | "may" | "be") && !pronoun && !asks;
        let fits = if asks { true } else { first && nominal && !order && next.is_some() };
        let negated = not
            || (subject..sentence.end.min(subject + 4))
                .any(|at| self.normal(at) == "not" && !self.is(at - 1, Group::Aux) && pronoun);
        (fits && !idle).then_some(negated)
    }

    /// Whether a clause asks who, what, where, when, why or how.
    fn is_open(&self, start: usize, sentence: &Range<usize>, first: bool, asks: bool) -> bool {
        let wh = |at: usize| {
            self.is(at, Group::Wh)
                || contraction(self.normal(at)).is_some_and(|(word, _)| self.words.of_word(word).has(Group::Wh))
        };
        let at = if wh(start) {
            start
        } else if self.is(start, Group::Preposition) && wh(start + 1) {
            start + 1
        } else {
            return self.normal(start) == "tell" && asks;
        };
        let verb = |at: usize| self.is(at, Group::Aux) || self.is(at, Group::AuxNot);
        let near = (at..(at + 5).min(sentence.end)).any(|at| verb(at) || self.normal(at).contains('\''));
        let temporal = matches!(self.normal(at), "when" | "where" | "whatever");
        if !asks && !self.bare && self.explains(at, sentence) {
            return false;
        }
        if first { asks || (near && !temporal) || (temporal && verb(at + 1)) } else { asks && verb(at + 1) }
    }

    /// "What the strategy is, I mean.", "How, I'd like to know.": said of the question before it.
    fn explains(&self, wh: usize, sentence: &Range<usize>) -> bool {
        let next = wh + 1;
        next < sentence.end
            && (self.is_mark(next) || self.each[next].any(&[Group::Determiner, Group::Subject, Group::Possessive]))
    }

    /// "Is it, or is it not, working?": what stands behind the "or" only denies.
    fn is_denied(&self, start: usize, end: usize) -> bool {
        (start..end.min(start + 3)).any(|at| self.normal(at) == "not")
    }

    /// "Is it the staff or the system?"
    fn is_alternative(&self, range: Range<usize>) -> bool {
        let Some(or) = range.clone().find(|&at| self.normal(at) == "or") else { return false };
        let next = self.normal(or + 1);
        // "So you do a lot of that, or?" leaves the other half unsaid.
        let unsaid = self.content(or + 1..range.end) == 0;
        if unsaid || self.is(or + 1, Group::HarmlessOr) || self.is_denied(or + 1, range.end) {
            return false;
        }
        let comma = or > range.start && self.text.tokens()[or - 1].is_mark(",");
        let verb = self.is(or + 1, Group::Aux) || self.is(or + 1, Group::AuxNot);
        let article = matches!(next, "the" | "a" | "an" | "just" | "rather" | "is" | "it's" | "they're");
        let before = (range.start..or).any(|at| matches!(self.normal(at), "the" | "a" | "more"));
        let copula =
            self.is(range.start, Group::Aux) && matches!(self.normal(range.start), "is" | "are" | "was" | "were");
        let before = before || matches!(next, "a" | "an");
        comma || verb || (article && before && copula) || matches!(next, "is" | "it's" | "rather")
    }

    /// Where clauses begin, behind conjunctions, fillers, names and forms of address.
    fn clause_starts(&self, sentence: &Range<usize>) -> Vec<usize> {
        let mut starts = Vec::new();
        let mut open = true;
        for at in sentence.clone() {
            let token = &self.text.tokens()[at];
            if token.kind == Kind::Mark {
                let gap = self.text.tokens().get(at + 1).is_none_or(|next| next.span.start > token.span.end);
                open |= gap || token.normal() == "\"";
                continue;
            }
            if !open {
                continue;
            }
            let name =
                token.kind == Kind::Placeholder && self.text.tokens().get(at + 1).is_some_and(|next| next.is_mark(","));
            let small = self.each[at].any(&[Group::Filler, Group::Address, Group::Yes, Group::No])
                || is_code(token.normal())
                || matches!(
                    token.normal(),
                    "and" | "but" | "so" | "or" | "then" | "also" | "now" | "again" | "because"
                );
            if !small && !name {
                starts.push(at);
                open = false;
            }
        }
        starts
    }

    pub(super) fn asks(&self, sentence: &Range<usize>) -> bool {
        let tail = sentence.end.saturating_sub(3).max(sentence.start);
        self.text.tokens()[tail..sentence.end]
            .iter()
            .any(|token| token.kind == Kind::Mark && token.normal().contains('?'))
    }

    pub(super) fn denies(&self, range: &Range<usize>) -> bool {
        range
            .clone()
            .take(8)
            .any(|at| self.is(at, Group::AuxNot) || matches!(self.normal(at), "not" | "never" | "nobody" | "no"))
    }

    /// Whether an odd number of quotation marks stands before token `at`.
    fn is_quoted(&self, at: usize) -> bool {
        let tokens = &self.text.tokens()[..at];
        let plain = tokens.iter().filter(|token| token.is_mark("\"")).count();
        let open = tokens.iter().filter(|token| token.is_mark("\u{201c}")).count();
        let close = tokens.iter().filter(|token| token.is_mark("\u{201d}")).count();
        plain % 2 == 1 || open > close
    }

    fn content(&self, range: Range<usize>) -> usize {
        range.filter(|&at| !self.is_mark(at)).count()
    }

    pub(super) fn is(&self, at: usize, group: Group) -> bool {
        self.each.get(at).is_some_and(|word| word.has(group))
    }

    /// Whether the token is a contraction such as `they're`.
    pub(super) fn is_short(&self, at: usize) -> bool {
        self.each.get(at).is_some_and(|word| word.short)
    }

    pub(super) fn is_mark(&self, at: usize) -> bool {
        self.text.tokens()[at].kind == Kind::Mark
    }

    pub(super) fn normal(&self, at: usize) -> &str {
        self.text.tokens().get(at).map_or("", |token| token.normal())
    }
}

/// Whether a word is the number of a question, as survey programs write it: `3`, `q7`, `g01q03`.
fn is_code(normal: &str) -> bool {
    let digits = normal.bytes().filter(u8::is_ascii_digit).count();
    normal.is_ascii() && digits > 0 && normal.len() - digits <= CODE
}
