//! An answer made ready for judging: its words by group, its clauses, and its cues.
//!
//! Says what stands where, and draws no conclusion from it.

use std::ops::Range;

use super::cues::{Class, CueBook, Hit};
use super::hash::Hash;
use super::lean::Side;
use super::words::{Group, Root, Word, Words};
use crate::lexicons::read::is_on_scale;
use crate::text::{Kind, Text, Token};

/// A mark on a scale has up to so many words: "Neither agree nor disagree".
const RATING: usize = 5;

/// Most answers have no more clauses than that.
const CLAUSES: usize = 8;

/// A question of up to so many words is held up, not asked.
const HELD_UP: usize = 2;

/// An answer with everything that judging it looks at.
#[derive(Debug)]
pub(super) struct Reply<'a> {
    pub(super) text: &'a Text,
    pub(super) hits: Vec<Hit>,
    pub(super) clauses: Vec<Clause>,
    /// What each token is by itself.
    words: Vec<Word>,
    /// What each is in its place.
    stands: Vec<Stand>,
    /// How many words it has.
    length: usize,
}

/// What a token is in its place, found once because judging asks for it again and again.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "four independent findings about one token")]
struct Stand {
    padding: bool,
    covered: bool,
    yes: bool,
    no: bool,
}

/// A stretch between marks or conjunctions.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// Its tokens, the conjunction that opens it included.
    pub(super) tokens: Range<usize>,
    /// Which sentence of the text it belongs to.
    pub(super) sentence: usize,
    /// How many clauses with words of their own stand before it.
    pub(super) rank: usize,
}

impl<'a> Reply<'a> {
    /// Cuts `text` up and finds its cues.
    pub(super) fn new(words: &Words, cues: &CueBook, text: &'a Text) -> Self {
        let words = words.tag(text);
        let hits = cues.find(&words, text);
        let stands = vec![Stand::default(); words.len()];
        let mut reply = Reply { text, hits, clauses: Vec::new(), words, stands, length: 0 };
        reply.length = reply.words(0..reply.words.len()).count();
        reply.place();
        reply.clauses = reply.cut();
        reply
    }

    pub(super) fn tokens(&self) -> &'a [Token] {
        self.text.tokens()
    }

    pub(super) fn normal(&self, at: usize) -> &'a str {
        self.tokens().get(at).map_or("", Token::normal)
    }

    /// What a word is compared by.
    pub(super) fn root(&self, at: usize) -> Root {
        self.words.get(at).map_or_else(Root::default, |word| word.root)
    }

    /// Its normal form, for the learned part.
    pub(super) fn spelling(&self, at: usize) -> Hash {
        self.words.get(at).map_or(Hash::START, |word| Hash::root(word.normal))
    }

    pub(super) fn is(&self, at: usize, group: Group) -> bool {
        self.words.get(at).is_some_and(|word| word.has(group))
    }

    /// Whether the token is a contraction such as `they're`.
    pub(super) fn is_short(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.short)
    }

    /// Whether the learned part knows the word from the lists.
    pub(super) fn is_small(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.groups.is_taught())
    }

    pub(super) fn is_mark(&self, at: usize) -> bool {
        self.tokens().get(at).is_none_or(|token| token.kind == Kind::Mark)
    }

    /// Whether the token adds nothing: a mark, a filler, a form of address, a bracketed event.
    pub(super) fn is_padding(&self, at: usize) -> bool {
        self.stands.get(at).is_none_or(|stand| stand.padding)
    }

    fn is_bracketed(&self, at: usize) -> bool {
        let open = (at.saturating_sub(3)..at).any(|at| matches!(self.normal(at), "[" | "(" | "*"));
        open && (at + 1..at + 4).any(|at| matches!(self.normal(at), "]" | ")" | "*"))
    }

    /// Whether it is a filler and no more: "Hm.", "Well, um..."
    pub(super) fn says_nothing(&self) -> bool {
        let filler = |at: usize| self.is_padding(at) && !self.is(at, Group::Yes) && !self.is(at, Group::No);
        let all = 0..self.tokens().len();
        let halts = |at: usize| filler(at) || (self.is(at, Group::Starting) && !self.is_mark(at));
        let empty = all.clone().all(filler) || (self.breaks_off() && all.clone().all(halts));
        empty && !self.hits.iter().any(|hit| hit.class.decides())
    }

    /// Whether the text ends within a sentence: "Well, I,"
    pub(super) fn breaks_off(&self) -> bool {
        let mark = self.tokens().last().filter(|token| token.kind == Kind::Mark).map_or("", Token::normal);
        mark.starts_with([',', '-', '\u{2013}', '\u{2014}', '\u{2026}']) || mark.starts_with("..")
    }

    /// Whether it holds nothing but numbers, both boxes of the form, an address of the web or a formula.
    pub(super) fn is_stray(&self) -> bool {
        let raw = self.text.as_str().trim();
        let typed = raw.starts_with('=') || raw.starts_with("http://") || raw.starts_with("https://");
        let mut words = self.words(0..self.tokens().len()).filter(|&at| !self.is_padding(at)).peekable();
        typed
            || self.ticks_both()
            || (words.peek().is_some()
                && words.all(|at| {
                    matches!(self.tokens()[at].kind, Kind::Number | Kind::Placeholder) || self.is(at, Group::Numeral)
                })
                && !self.hits.iter().any(|hit| hit.class.decides()))
    }

    /// "Yes/No": both boxes of the form.
    fn ticks_both(&self) -> bool {
        let mut words = self.words(0..self.tokens().len());
        let (Some(first), Some(last), None) = (words.next(), words.next(), words.next()) else { return false };
        let slash = (first..last).any(|at| self.tokens()[at].is_mark("/"));
        slash && self.is(first, Group::Yes) && self.is(last, Group::No)
    }

    /// Whether all its tokens are marks: a tick, a thumb up.
    pub(super) fn is_sign(&self) -> bool {
        (0..self.tokens().len()).all(|at| self.is_mark(at))
    }

    /// Whether it is a mark on a scale of agreement: "Strongly agree".
    pub(super) fn rates(&self) -> bool {
        let mut words = self.words(self.first_sentence());
        let evades = self.is_all_cue() && self.hits.iter().any(|hit| hit.class == Class::Evasion);
        let rated = |at: usize| matches!(self.tokens()[at].stem(), "agre" | "disagre");
        words.clone().count() <= RATING && (evades || words.any(rated))
    }

    /// Whether it is such a mark and nothing else, for or against; none where it takes no side.
    pub(super) fn rating(&self) -> Option<Side> {
        let stem = self.tokens().iter().map(Token::stem).find(|stem| matches!(*stem, "agre" | "disagre"))?;
        let evades = self.hits.iter().any(|hit| hit.class == Class::Evasion);
        let side = if stem == "agre" { Side::Yes } else { Side::No };
        (!evades && is_on_scale(self.text.as_str())).then_some(side)
    }

    /// Whether nothing stands beside the cues that answer: "Not entirely."
    pub(super) fn is_all_cue(&self) -> bool {
        let answers = |at: usize| self.hits.iter().any(|hit| hit.tokens.contains(&at) && hit.class.decides());
        let mut words = (0..self.tokens().len()).filter(|&at| !self.is_padding(at)).peekable();
        words.peek().is_some() && words.all(answers)
    }

    /// Whether every sentence ends with a question mark.
    pub(super) fn only_asks(&self) -> bool {
        let asks = |range: &Range<usize>| self.tokens()[range.clone()].iter().any(|it| it.normal().starts_with('?'));
        self.text.sentences().iter().all(asks)
    }

    /// How many words it has.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// The words of `range`, marks left out.
    pub(super) fn words(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        range.filter(|&at| !self.is_mark(at))
    }

    /// The first hit of `class` that touches `range`.
    pub(super) fn hit_in(&self, class: Class, range: &Range<usize>) -> Option<&Hit> {
        self.hits.iter().find(|hit| hit.class == class && hit.tokens.start < range.end && range.start < hit.tokens.end)
    }

    /// Whether a cue other than a small softener or halting word covers the token.
    pub(super) fn is_covered(&self, at: usize) -> bool {
        self.stands.get(at).is_some_and(|stand| stand.covered)
    }

    /// Whether the token is a "no" that stands for an answer rather than before a noun.
    pub(super) fn is_no(&self, at: usize) -> bool {
        self.stands.get(at).is_some_and(|stand| stand.no)
    }

    /// Whether the token is a "yes" that stands for an answer.
    pub(super) fn is_yes(&self, at: usize) -> bool {
        self.stands.get(at).is_some_and(|stand| stand.yes)
    }

    /// Finds what each token is in its place.
    fn place(&mut self) {
        let sign = self.is_sign();
        for at in 0..self.words.len() {
            let word = self.words[at];
            let (mark, spoken) = (self.is_mark(at), !self.is_mark(at) || sign);
            let over = |hit: &&Hit| hit.tokens.contains(&at) && hit.class.covers();
            // Of a look-alike told apart only the first word is no yes.
            let hides = |hit: &Hit| hit.class != Class::Shield || hit.tokens.start == at;
            let covered = self.hits.iter().any(|hit| over(&hit));
            self.stands[at] = Stand {
                padding: mark
                    || word.any(&[Group::Filler, Group::Address])
                    || (word.has(Group::Event) && self.is_bracketed(at)),
                covered,
                yes: spoken && word.has(Group::Yes) && !self.hits.iter().filter(over).any(hides),
                no: spoken && word.has(Group::No) && !covered && (mark || self.stands_alone(at)),
            };
        }
    }

    /// Whether a "no" stands for itself, and not before a noun.
    fn stands_alone(&self, at: usize) -> bool {
        let small = [Group::AfterNo, Group::Address, Group::Filler, Group::Yes, Group::No, Group::AuxNot];
        self.normal(at) != "no" || self.is_mark(at + 1) || self.words[at + 1].any(&small)
    }

    /// The first sentence's tokens.
    pub(super) fn first_sentence(&self) -> Range<usize> {
        self.text.sentences().first().cloned().unwrap_or(0..0)
    }

    /// Where the first `count` sentences end.
    pub(super) fn end_of_sentences(&self, count: usize) -> usize {
        let sentences = self.text.sentences();
        sentences.get(count.min(sentences.len()).wrapping_sub(1)).map_or(0, |sentence| sentence.end)
    }

    /// The clause that holds token `at`.
    pub(super) fn clause_at(&self, at: usize) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.tokens.contains(&at))
    }

    /// Whether the text has a mark that ends or joins clauses at all.
    fn is_punctuated(&self) -> bool {
        self.tokens()
            .iter()
            .any(|token| token.kind == Kind::Mark && matches!(token.normal(), "," | "." | ";" | "?" | "!"))
    }

    fn cut(&self) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::with_capacity(CLAUSES);
        let loose = !self.is_punctuated();
        let mut rank = 0;
        let mut wondering = true;
        for (sentence, range) in self.text.sentences().iter().enumerate() {
            // "Working? Sure, if ...": a word of the question held up first is no clause of the answer.
            wondering &= self.is_held_up(range);
            let mut start = range.start;
            for at in range.clone() {
                let ends = self.ends_clause(at) && !self.opens(at + 1, range.end, loose);
                let next = at + 1;
                if next == range.end || ends || (next < range.end && self.opens(next, range.end, loose)) {
                    clauses.push(Clause { tokens: start..next, sentence, rank });
                    let own = (start..next).any(|at| {
                        !self.is_padding(at) && !self.is(at, Group::Yes) && !self.is(at, Group::No) && !self.turns(at)
                    });
                    rank += usize::from(own && !wondering);
                    start = next;
                }
            }
        }
        clauses
    }

    /// Whether the token only says that something else comes: "Going back to the rota, I've changed my mind, ..."
    fn turns(&self, at: usize) -> bool {
        let turns = |hit: &Hit| matches!(hit.class, Class::Aside | Class::Change) && hit.tokens.contains(&at);
        self.hits.iter().any(turns)
    }

    /// Whether nothing of a clause answers: it only says that something else comes.
    pub(super) fn only_turns(&self, clause: &Clause) -> bool {
        clause.tokens.clone().all(|at| self.is_padding(at) || self.turns(at))
    }

    /// Whether a sentence holds up a word or two with a question mark.
    pub(super) fn is_held_up(&self, sentence: &Range<usize>) -> bool {
        let asks = sentence.clone().any(|at| self.is_mark(at) && self.normal(at).starts_with('?'));
        asks && self.words(sentence.clone()).count() <= HELD_UP
    }

    /// The sentence in which the answer begins.
    pub(super) fn answering(&self) -> usize {
        let held = self.text.sentences().iter().take_while(|sentence| self.is_held_up(sentence)).count();
        if held < self.text.sentences().len() { held } else { 0 }
    }

    fn ends_clause(&self, at: usize) -> bool {
        let Some(token) = self.tokens().get(at).filter(|token| token.kind == Kind::Mark) else { return false };
        match token.normal() {
            "," | ";" | ":" | "(" | ")" | "\u{2013}" | "\u{2014}" | "\u{2026}" => true,
            "-" => self.tokens().get(at + 1).is_none_or(|next| next.span.start > token.span.end),
            mark => mark.starts_with(['.', '?', '!']) || mark.starts_with("--"),
        }
    }

    /// Whether a clause opens at word `at` without a mark before it.
    fn opens(&self, at: usize, end: usize, loose: bool) -> bool {
        if at >= end || self.is_mark(at) || at == 0 || self.ends_clause(at - 1) {
            return false;
        }
        let next_starts = self.is(at + 1, Group::Subject) || self.is_short(at + 1);
        if self.is(at, Group::Conjunction) {
            let weak = matches!(self.normal(at), "and" | "so" | "cause" | "since" | "yet");
            return !weak || next_starts || self.is(at + 1, Group::Yes) || self.is(at + 1, Group::No);
        }
        let starts = self.is(at, Group::Subject) || self.is_short(at);
        let answered = self.is(at - 1, Group::Yes) || self.is(at - 1, Group::No);
        starts && (answered || (loose && self.is(at - 1, Group::Aux)))
    }
}
