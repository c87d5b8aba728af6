//! What the learned part looks at: an answer as hashed features.
//!
//! Words are compared by root; a word that the question has too is written `Q`, an unlisted word `_`, so that
//! many features hold for every topic. Draws no conclusion.

use std::ops::Range;

use super::asked::{Asked, Tone};
use super::echo::{is_denial, shares};
use super::hash::{Hash, hashes};
use super::lean::{Lean, Side};
use super::reply::Reply;
use super::words::{Group, Root};
use super::{Assent, Label};
use crate::text::Kind;

/// How many features of answers, and of what the cue lists made of them, are told apart.
const OF_ANSWERS: usize = 44 << 10;
/// The same of questions and of tone.
const OF_QUESTIONS: usize = 8 << 10;
/// The same of the words of questions, which only tell talk about work from small talk.
const OF_TALK: usize = 4 << 10;

/// Features below this say what an answer amounts to; those behind them only what the talk is about.
pub const OF_OUTCOMES: usize = OF_ANSWERS + OF_QUESTIONS;

/// How many features are told apart in all.
pub const BUCKETS: usize = OF_OUTCOMES + OF_TALK;

/// Words behind so many tokens are no part of the answer proper.
const READ: usize = 40;
/// So many clauses are looked at, and so many words of each.
const CLAUSES: usize = 6;
const WORDS: usize = 12;

/// Out of a hundred longer phrases so many are hidden in training.
const HIDDEN: u64 = 50;

/// Gives `take` the features of `reply`, each a bucket below [`BUCKETS`] and a tag that few others of that bucket have,
/// some more than once; `lean` and `assent` are what the cue lists made of it. What only the question tells is left out.
pub(super) fn sketch(asked: &Asked, reply: &Reply<'_>, lean: &Lean, assent: &Assent, take: impl FnMut(usize, u8)) {
    let mut sketch = Sketch { take, from: 0, count: OF_ANSWERS };
    let meets = Meets::of(asked, reply);
    sketch.put(const { Hash::of("bias") }, Hash::START);
    sketch.words(asked, reply);
    sketch.clauses(reply);
    sketch.skeleton(asked, reply);
    sketch.shape(asked, reply, &meets);
    sketch.rules(reply, lean, assent, &meets);
    (sketch.from, sketch.count) = (OF_ANSWERS, OF_QUESTIONS);
    sketch.question(asked, &meets);
    sketch.tone(asked, reply);
}

/// Gives `take` the features of the question that tell talk about work from small talk.
pub(super) fn sketch_question(asked: &Asked, take: impl FnMut(usize, u8)) {
    let mut sketch = Sketch { take, from: OF_OUTCOMES, count: OF_TALK };
    asked.words().for_each(|word| sketch.put(Hash::ASKED, word));
}

/// Whether a phrase of the lists is among those hidden for `seed`.
pub(super) fn is_hidden(phrase: &str, seed: u64) -> bool {
    phrase.contains(' ') && Hash::of(phrase).and(Hash::root(Root(seed))).mixed() % 100 < HIDDEN
}

/// Features being given away.
struct Sketch<F> {
    take: F,
    /// Where the buckets of the features at hand begin.
    from: usize,
    /// How many there are of them.
    count: usize,
}

/// How the first sentence of an answer meets the question.
struct Meets {
    /// Its first two words with the topic taken out.
    first: Option<Hash>,
    second: Option<Hash>,
    /// Whether it takes up a word of the question.
    shared: Hash,
    /// Whether it denies anything.
    denied: Hash,
}

impl Meets {
    const SHARED: Hash = Hash::of("shared");
    const APART: Hash = Hash::of("apart");
    const DENIED: Hash = Hash::of("denied");
    const AFFIRMED: Hash = Hash::of("affirmed");

    fn of(asked: &Asked, reply: &Reply<'_>) -> Self {
        let mut first = reply.first_sentence();
        let mut words = reply.words(first.clone()).map(|at| symbol(asked, reply, at));
        Meets {
            first: words.next(),
            second: words.next(),
            denied: Meets::denied(reply, &first),
            shared: if first.any(|at| shares(asked, reply, at)) { Self::SHARED } else { Self::APART },
        }
    }

    fn denied(reply: &Reply<'_>, zone: &Range<usize>) -> Hash {
        if zone.clone().any(|at| is_denial(reply, at)) { Self::DENIED } else { Self::AFFIRMED }
    }
}

impl<F: FnMut(usize, u8)> Sketch<F> {
    /// Adds the feature of this name with these parts, one behind the other.
    fn add<const N: usize>(&mut self, name: Hash, parts: [Hash; N]) {
        self.put(name, parts.into_iter().fold(Hash::START, Hash::and));
    }

    /// Adds the feature of this name with these parts.
    #[expect(clippy::cast_possible_truncation, reason = "a mixed hash has 32 bits, a tag the lowest of them")]
    fn put(&mut self, name: Hash, parts: Hash) {
        let hash = name.and(parts).mixed();
        (self.take)(self.from + ((hash * self.count as u64) >> 32) as usize, (hash as u8).max(1));
    }

    /// The words, apart by whether they stand in the first sentence; runs of two and three; and small words beside
    /// how the question opens.
    fn words(&mut self, asked: &Asked, reply: &Reply<'_>) {
        let first = reply.first_sentence();
        let (mut before, mut last) = (Hash::START, Hash::START);
        for at in (0..reply.tokens().len().min(READ)).filter(|&at| !reply.is_mark(at)) {
            let word = Hash::root(reply.root(at));
            self.put(Hash::WORD, word);
            self.put(if first.contains(&at) { Hash::FIRST } else { Hash::LATER }, word);
            let pair = last.and(word);
            self.put(Hash::PAIR, pair);
            self.put(Hash::TRIPLE, before.and(pair));
            if reply.is_small(at) {
                self.put(asked.opens, word);
            }
            (before, last) = (last, word);
        }
        self.put(Hash::LAST, last);
        self.put(Hash::LAST, before.and(last));
    }

    /// The words of each clause, apart by how far it is from the answer; how it begins and ends.
    fn clauses(&mut self, reply: &Reply<'_>) {
        for clause in reply.clauses.iter().take(CLAUSES) {
            let mut words = reply.words(clause.tokens.clone()).map(|at| Hash::root(reply.root(at))).take(WORDS);
            let Some(first) = words.next() else { continue };
            let name = Hash::CLAUSE[clause.rank.min(2)];
            self.put(name, first);
            self.put(Hash::BEGINS, first);
            let mut last = first;
            for (place, word) in words.enumerate() {
                self.put(name, word);
                if place == 0 {
                    self.put(Hash::BEGINS, first.and(word));
                }
                last = word;
            }
            self.put(Hash::ENDS, last);
        }
    }

    /// Runs of two and three tokens, and the opening, with the topic taken out.
    fn skeleton(&mut self, asked: &Asked, reply: &Reply<'_>) {
        let mut symbols = [Hash::END; READ + 2];
        symbols[0] = Hash::START;
        let (mut count, mut held) = (1, false);
        for at in 0..reply.tokens().len().min(READ) {
            let symbol = symbol(asked, reply, at);
            // A run of unlisted words is one stretch of talk.
            let again = symbol == UNLISTED && held;
            held = symbol == UNLISTED;
            if !again {
                symbols[count] = symbol;
                count += 1;
            }
        }
        let symbols = &symbols[..=count];
        for (at, run) in symbols.windows(2).enumerate() {
            let two = run[0].and(run[1]);
            self.put(Hash::TWO, two);
            if let Some(third) = symbols.get(at + 2) {
                self.put(Hash::THREE, two.and(*third));
            }
        }
        let mut opening = Hash::START;
        for (name, symbol) in Hash::OPENING.iter().zip(symbols.iter().skip(1)) {
            opening = opening.and(*symbol);
            self.put(*name, opening);
        }
    }

    /// Lengths, marks, and how question and answer meet.
    fn shape(&mut self, asked: &Asked, reply: &Reply<'_>, meets: &Meets) {
        const QUALITIES: [Hash; 4] = hashes(["negative", "strong", "exists", "denies"]);
        const BEHIND: Hash = Hash::of("behind");
        let all = 0..reply.tokens().len();
        let (length, sentences) = (Hash::step(reply.length()), reply.text.sentences().len());
        self.add(const { Hash::of("length") }, [length]);
        self.add(const { Hash::of("sentences") }, [Hash::step(sentences)]);
        let opener = meets.first.unwrap_or(Hash::START);
        for (name, holds) in QUALITIES.into_iter().zip([asked.negative, asked.strong, asked.exists, asked.denies]) {
            if holds {
                self.add(name, []);
                self.put(name, opener);
            }
        }
        let behind = if sentences < 2 {
            const { Hash::of("nothing") }
        } else if (reply.first_sentence().end..all.end).any(|at| is_denial(reply, at)) {
            const { Hash::of("denial") }
        } else {
            const { Hash::of("more") }
        };
        self.add(Hash::MEETS, [meets.shared, meets.denied]);
        self.add(Hash::MEETS, [meets.shared, meets.denied, behind]);
        self.add(BEHIND, [behind, length]);
        for at in all.clone().filter(|&at| reply.is_mark(at)) {
            if let Some(mark) = Hash::mark(reply.normal(at)) {
                self.add(const { Hash::of("mark") }, [mark]);
            }
        }
        let repeats = all.skip(2).any(|at| !reply.is_mark(at) && reply.root(at) == reply.root(at - 2));
        if repeats {
            self.add(const { Hash::of("repeats") }, []);
        }
    }

    /// What the question is about, and how its opening meets that of the answer.
    fn question(&mut self, asked: &Asked, meets: &Meets) {
        let (first, second) = (meets.first.unwrap_or(Hash::END), meets.second.unwrap_or(Hash::END));
        let put = asked.opens;
        self.put(Hash::PUT, put);
        self.put(Hash::PUT, put.and(first));
        self.put(Hash::PUT, put.and(first).and(second));
        for root in asked.roots() {
            self.put(Hash::ASKED, Hash::root(root));
            self.put(Hash::ASKED, Hash::root(root).and(first));
        }
        self.put(if asked.personal { const { Hash::of("you") } } else { const { Hash::of("they") } }, first);
    }

    /// Whether what is told sounds good or bad, beside what the question sounds like; and when it was.
    fn tone(&mut self, asked: &Asked, reply: &Reply<'_>) {
        const TONE: Hash = Hash::of("tone");
        const NOT: Hash = Hash::of("");
        let zone = 0..reply.end_of_sentences(2);
        let any = |group| zone.clone().any(|at| reply.is(at, group));
        let told = Hash::tone(Tone::of(any(Group::Good), any(Group::Bad)));
        let denied = Meets::denied(reply, &zone);
        let either = |name, holds| if holds { name } else { NOT };
        let negative = either(const { Hash::of("negative") }, asked.negative);
        self.add(TONE, [told, denied]);
        self.add(TONE, [told, denied, Hash::tone(asked.tone), negative]);
        self.put(const { Hash::of("tone of") }, told.and(asked.verb));
        let past = zone.clone().any(|at| reply.normal(at).len() > 4 && reply.normal(at).ends_with("ed"));
        let past = either(const { Hash::of("past") }, past);
        let number = zone.clone().any(|at| reply.tokens()[at].kind == Kind::Number);
        let number = either(const { Hash::of("number") }, number);
        self.add(const { Hash::of("told") }, [past, number, denied]);
        self.put(const { Hash::of("told of") }, past.and(asked.verb).and(denied));
    }

    /// What the cue lists found, and what they made of it.
    fn rules(&mut self, reply: &Reply<'_>, lean: &Lean, assent: &Assent, meets: &Meets) {
        const LABEL: Hash = Hash::of("label");
        const NUMBERS: [Hash; 3] = hashes(["", "3/4", "1"]);
        const CUE: Hash = Hash::of("cue");
        let (label, how) = (Hash::label(assent.label), Hash::how(lean.how));
        self.add(LABEL, [label]);
        self.add(LABEL, [label, how]);
        self.add(LABEL, [label, how, Hash::step(reply.length())]);
        if lean.side == Side::Yes && assent.label != Label::ResoundingYes {
            let number = assent.reluctance.unwrap_or_default();
            self.add(const { Hash::of("number") }, [NUMBERS[usize::from(number > 0.6) + usize::from(number > 0.8)]]);
        }
        let first = reply.first_sentence();
        for hit in &reply.hits {
            let class = Hash::class(hit.class);
            self.add(CUE, [class, if first.contains(&hit.tokens.start) { Hash::FIRST } else { Hash::LATER }]);
            self.add(CUE, [class, label]);
        }
        if assent.cues.is_empty() {
            self.add(const { Hash::of("no cue") }, [label]);
        }
        self.add(LABEL, [label, meets.shared]);
    }
}

/// An unlisted word.
const UNLISTED: Hash = Hash::of("_");

/// A token with the topic taken out.
fn symbol(asked: &Asked, reply: &Reply<'_>, at: usize) -> Hash {
    const NUMBER: Hash = Hash::of("#");
    const PLACEHOLDER: Hash = Hash::of("@");
    const QUESTION: Hash = Hash::of("Q");
    const YES: Hash = Hash::of("Y");
    const DETERMINER: Hash = Hash::of("D");
    match reply.tokens().get(at).map(|token| token.kind) {
        None => Hash::END,
        Some(Kind::Number) => NUMBER,
        Some(Kind::Placeholder) => PLACEHOLDER,
        Some(Kind::Mark) => reply.spelling(at),
        Some(Kind::Word) if shares(asked, reply, at) => QUESTION,
        Some(Kind::Word) if reply.is(at, Group::Yes) => YES,
        Some(Kind::Word) if reply.is(at, Group::Determiner) => DETERMINER,
        Some(Kind::Word) if reply.is_small(at) => reply.spelling(at),
        Some(Kind::Word) => UNLISTED,
    }
}
