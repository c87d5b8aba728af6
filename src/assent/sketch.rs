//! What the learned part looks at: an answer as hashed features.
//!
//! Words are compared by root; a word that the question has too is written `Q`, an unlisted word `_`, so that
//! many features hold for every topic. Draws no conclusion.

use super::asked::{Asked, Tone};
use super::cues::Class;
use super::echo::{is_denial, shares};
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
/// The opening is compared by so many tokens.
const OPENING: usize = 4;
/// So many clauses are looked at, and so many words of each.
const CLAUSES: usize = 6;
const WORDS: usize = 12;

/// Out of a hundred longer phrases so many are hidden in training.
const HIDDEN: u64 = 50;

/// Gives `take` the features of `reply`, each a bucket below [`BUCKETS`] and a tag that few others of that bucket have,
/// some more than once; `lean` and `assent` are what the cue lists made of it.
pub(super) fn sketch(asked: &Asked, reply: &Reply<'_>, lean: &Lean, assent: &Assent, take: impl FnMut(usize, u8)) {
    let mut sketch = Sketch { take, from: 0, count: OF_ANSWERS };
    sketch.add("bias", &[]);
    sketch.words(asked, reply);
    sketch.clauses(reply);
    sketch.skeleton(asked, reply);
    sketch.shape(asked, reply);
    sketch.rules(asked, reply, lean, assent);
    (sketch.from, sketch.count) = (OF_ANSWERS, OF_QUESTIONS);
    sketch.question(asked, reply);
    sketch.tone(asked, reply);
    (sketch.from, sketch.count) = (OF_OUTCOMES, OF_TALK);
    asked.words().for_each(|word| sketch.put(Hash::ASKED, word));
}

/// Whether a phrase of the lists is among those hidden for `seed`.
pub(super) fn is_hidden(phrase: &str, seed: u64) -> bool {
    phrase.contains(' ') && Hash::of(phrase).and(Hash(seed)).mixed() % 100 < HIDDEN
}

/// A feature, or a part of one, as a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hash(u64);

impl Hash {
    const PRIME: u64 = 0x517c_c1b7_2722_0a95;
    /// Before the first word.
    pub(super) const START: Hash = Hash::of("^");
    /// Behind the last.
    const END: Hash = Hash::of("$");
    // The names that features of every word or token have.
    const WORD: Hash = Hash::of("word");
    const FIRST: Hash = Hash::of("first");
    const LATER: Hash = Hash::of("later");
    const PAIR: Hash = Hash::of("pair");
    const TRIPLE: Hash = Hash::of("triple");
    const LAST: Hash = Hash::of("last");
    const ASKED: Hash = Hash::of("asked");
    const CLAUSE: [Hash; 3] = [Hash::of("clause"), Hash::of("second clause"), Hash::of("further clause")];
    const BEGINS: Hash = Hash::of("begins");
    const ENDS: Hash = Hash::of("ends");
    const TWO: Hash = Hash::of("two");
    const THREE: Hash = Hash::of("three");
    const PUT: Hash = Hash::of("put");
    const OPENING: [Hash; OPENING] = [Hash::of("opens"), Hash::of("opens 2"), Hash::of("opens 3"), Hash::of("opens 4")];

    /// That of a word.
    pub(super) const fn of(word: &str) -> Self {
        Hash::root(Root::of(word))
    }

    pub(super) const fn root(root: Root) -> Self {
        Hash(root.0)
    }

    /// The same with one part more.
    pub(super) const fn and(self, part: Hash) -> Self {
        Hash((self.0.rotate_left(5) ^ part.0).wrapping_mul(Hash::PRIME))
    }

    const fn mixed(self) -> u64 {
        (self.0 ^ (self.0 >> 32)).wrapping_mul(Hash::PRIME) >> 32
    }
}

/// Features being given away.
struct Sketch<F> {
    take: F,
    /// Where the buckets of the features at hand begin.
    from: usize,
    /// How many there are of them.
    count: usize,
}

impl<F: FnMut(usize, u8)> Sketch<F> {
    /// Adds the feature called `name` with `parts`.
    fn add(&mut self, name: &str, parts: &[&str]) {
        self.put(Hash::of(name), parts.iter().fold(Hash::START, |hash, part| hash.and(Hash::of(part))));
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
            let again = symbol.0 == UNLISTED.0 && held;
            held = symbol.0 == UNLISTED.0;
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
    fn shape(&mut self, asked: &Asked, reply: &Reply<'_>) {
        let all = 0..reply.tokens().len();
        let first = reply.first_sentence();
        let (length, sentences) = (reply.words(all.clone()).count(), reply.text.sentences().len());
        self.add("length", &[step(length)]);
        self.add("sentences", &[step(sentences)]);
        let opener = reply.words(first.clone()).next().map_or(Hash::START, |at| symbol(asked, reply, at));
        for (name, holds) in
            [("negative", asked.negative), ("strong", asked.strong), ("exists", asked.exists), ("denies", asked.denies)]
        {
            if holds {
                self.add(name, &[]);
                self.put(Hash::of(name), opener);
            }
        }
        let mut taken = first.clone().filter(|&at| shares(asked, reply, at));
        let shared = if taken.next().is_some() { "shared" } else { "apart" };
        let denied = if first.clone().any(|at| is_denial(reply, at)) { "denied" } else { "affirmed" };
        let later = (first.end..all.end).any(|at| is_denial(reply, at));
        let behind = if sentences < 2 {
            "nothing"
        } else if later {
            "denial"
        } else {
            "more"
        };
        self.add("meets", &[shared, denied]);
        self.add("meets", &[shared, denied, behind]);
        self.add("behind", &[behind, step(length)]);
        for mark in ["!", "?", "...", "\"", ","] {
            if all.clone().any(|at| reply.is_mark(at) && reply.normal(at).starts_with(mark)) {
                self.add("mark", &[mark]);
            }
        }
        let repeats = all.clone().skip(2).any(|at| !reply.is_mark(at) && reply.root(at) == reply.root(at - 2));
        if repeats {
            self.add("repeats", &[]);
        }
    }

    /// What the question is about, and how its opening meets that of the answer.
    fn question(&mut self, asked: &Asked, reply: &Reply<'_>) {
        let mut words = reply.words(reply.first_sentence());
        let first = words.next().map_or(Hash::END, |at| symbol(asked, reply, at));
        let second = words.next().map_or(Hash::END, |at| symbol(asked, reply, at));
        let put = asked.opens;
        self.put(Hash::PUT, put);
        self.put(Hash::PUT, put.and(first));
        self.put(Hash::PUT, put.and(first).and(second));
        for root in asked.roots() {
            self.put(Hash::ASKED, Hash::root(root));
            self.put(Hash::ASKED, Hash::root(root).and(first));
        }
        self.put(Hash::of(if asked.personal { "you" } else { "they" }), first);
    }

    /// Whether what is told sounds good or bad, beside what the question sounds like; and when it was.
    fn tone(&mut self, asked: &Asked, reply: &Reply<'_>) {
        let zone = 0..reply.end_of_sentences(2);
        let any = |group| zone.clone().any(|at| reply.is(at, group));
        let told = Tone::of(any(Group::Good), any(Group::Bad)).name();
        let denied = if zone.clone().any(|at| is_denial(reply, at)) { "denied" } else { "affirmed" };
        let wish = asked.tone.name();
        let negative = if asked.negative { "negative" } else { "" };
        self.add("tone", &[told, denied]);
        self.add("tone", &[told, denied, wish, negative]);
        self.put(Hash::of("tone of"), Hash::of(told).and(asked.verb));
        let past = zone.clone().any(|at| reply.normal(at).len() > 4 && reply.normal(at).ends_with("ed"));
        let number = zone.clone().any(|at| reply.tokens()[at].kind == Kind::Number);
        let told = [if past { "past" } else { "" }, if number { "number" } else { "" }];
        self.add("told", &[told[0], told[1], denied]);
        self.put(Hash::of("told of"), Hash::of(told[0]).and(asked.verb).and(Hash::of(denied)));
    }

    /// What the cue lists found, and what they made of it.
    fn rules(&mut self, asked: &Asked, reply: &Reply<'_>, lean: &Lean, assent: &Assent) {
        let label = assent.label.name();
        let how = lean.how.name();
        self.add("label", &[label]);
        self.add("label", &[label, how]);
        let length = reply.words(0..reply.tokens().len()).count();
        self.add("label", &[label, how, step(length)]);
        if lean.side == Side::Yes && assent.label != Label::ResoundingYes {
            let number = assent.reluctance.unwrap_or_default();
            self.add(
                "number",
                &[if number > 0.8 {
                    "1"
                } else if number > 0.6 {
                    "3/4"
                } else {
                    ""
                }],
            );
        }
        let first = reply.first_sentence();
        let mut seen: Vec<(Class, bool)> = Vec::new();
        for hit in &reply.hits {
            let key = (hit.class, first.contains(&hit.tokens.start));
            if seen.contains(&key) {
                continue;
            }
            seen.push(key);
            let place = if key.1 { "first" } else { "later" };
            self.add("cue", &[hit.class.name(), place]);
            self.add("cue", &[hit.class.name(), label]);
        }
        if assent.cues.is_empty() {
            self.add("no cue", &[label]);
        }
        let meets = first.clone().any(|at| shares(asked, reply, at));
        self.add("label", &[label, if meets { "shared" } else { "apart" }]);
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
        Some(Kind::Mark) => Hash::of(reply.normal(at)),
        Some(Kind::Word) if shares(asked, reply, at) => QUESTION,
        Some(Kind::Word) if reply.is(at, Group::Yes) => YES,
        Some(Kind::Word) if reply.is(at, Group::Determiner) => DETERMINER,
        Some(Kind::Word) if reply.is_small(at) => Hash::of(reply.normal(at)),
        Some(Kind::Word) => UNLISTED,
    }
}

/// A count by steps.
pub(super) fn step(count: usize) -> &'static str {
    match count {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "5",
        6..=8 => "8",
        9..=13 => "13",
        14..=24 => "24",
        _ => "more",
    }
}
