//! What the learned part looks at: an answer as hashed features.
//!
//! Words are compared by stem; a word that the question has too is written `Q`, an unlisted word `_`, so that
//! most features hold for every topic. Draws no conclusion.

use super::asked::{Asked, Tone};
use super::cues::Class;
use super::echo::{is_denial, shares};
use super::lean::{Lean, Side};
use super::reply::Reply;
use super::words::Group;
use super::{Assent, Label};
use crate::text::Kind;

/// How many features of an answer and of what the cue lists made of it are told apart.
pub const OF_ANSWERS: usize = 1 << 15;

/// How many features are told apart in all: behind those of answers stand those of questions and tone, which only small
/// talk has enough examples to teach.
pub const BUCKETS: usize = OF_ANSWERS + (1 << 13);

/// Words behind so many tokens are no part of the answer proper.
const READ: usize = 40;
/// The opening is compared by so many tokens.
const OPENING: usize = 4;

/// Out of a hundred longer phrases so many are hidden in training.
const HIDDEN: u64 = 50;

/// The features of `reply`, each a bucket below [`BUCKETS`], in order; `lean` and `assent` are
/// what the cue lists made of it.
pub(super) fn sketch(asked: &Asked<'_>, reply: &Reply<'_>, lean: &Lean, assent: &Assent) -> Vec<u32> {
    let mut sketch = Sketch { buckets: Vec::with_capacity(256), beyond: false };
    sketch.add("bias", &[]);
    sketch.words(reply);
    sketch.skeleton(asked, reply);
    sketch.shape(asked, reply);
    sketch.rules(asked, reply, lean, assent);
    sketch.beyond = true;
    sketch.question(asked, reply);
    sketch.tone(asked, reply);
    sketch.buckets.sort_unstable();
    sketch.buckets.dedup();
    sketch.buckets
}

/// Whether a phrase of the lists is among those hidden for `seed`.
pub(super) fn is_hidden(phrase: &str, seed: u64) -> bool {
    phrase.contains(' ') && hash(&[phrase, &seed.to_string()]) % 100 < HIDDEN
}

/// FNV-1a over `parts`, mixed.
fn hash(parts: &[&str]) -> u64 {
    parts.iter().fold(Hash::NOTHING, |hash, part| hash.with(part)).mixed()
}

/// FNV-1a over some parts, to which others can be added.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    const NOTHING: Hash = Hash(0xcbf2_9ce4_8422_2325);
    const PRIME: u64 = 0x0100_0000_01b3;
    // The names that features of every word or token have.
    const WORD: Hash = Hash::NOTHING.with("word");
    const FIRST: Hash = Hash::NOTHING.with("first");
    const LATER: Hash = Hash::NOTHING.with("later");
    const PAIR: Hash = Hash::NOTHING.with("pair");
    const TWO: Hash = Hash::NOTHING.with("two");
    const THREE: Hash = Hash::NOTHING.with("three");

    /// The same with one part more.
    const fn with(self, part: &str) -> Self {
        let (mut hash, part) = (self.0, part.as_bytes());
        let mut at = 0;
        while at < part.len() {
            hash = (hash ^ part[at] as u64).wrapping_mul(Hash::PRIME);
            at += 1;
        }
        Hash(hash.wrapping_mul(Hash::PRIME))
    }

    const fn mixed(self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// Features being collected.
struct Sketch {
    buckets: Vec<u32>,
    /// Whether features of questions and tone are being collected.
    beyond: bool,
}

impl Sketch {
    /// Adds the feature called `name` with `parts`.
    fn add(&mut self, name: &str, parts: &[&str]) {
        self.put(Hash::NOTHING.with(name), parts.iter().fold(Hash::NOTHING, |hash, part| hash.with(part)));
    }

    /// Adds the feature of this name with these parts.
    fn put(&mut self, name: Hash, parts: Hash) {
        let hash = name.mixed() ^ parts.mixed().rotate_left(7);
        let (first, count) = if self.beyond { (OF_ANSWERS, BUCKETS - OF_ANSWERS) } else { (0, OF_ANSWERS) };
        let bucket = first as u64 + (hash & (count as u64 - 1));
        self.buckets.push(u32::try_from(bucket).expect("there are fewer buckets than that"));
    }

    /// The words, apart by whether they stand in the first sentence, and pairs of them.
    fn words(&mut self, reply: &Reply<'_>) {
        let first = reply.first_sentence();
        let mut last = Hash::NOTHING.with("^");
        for (at, token) in reply.tokens().iter().enumerate().take(READ) {
            if token.kind == Kind::Mark {
                continue;
            }
            let stem = Hash::NOTHING.with(reply.root(at));
            self.put(Hash::WORD, stem);
            self.put(if first.contains(&at) { Hash::FIRST } else { Hash::LATER }, stem);
            self.put(Hash::PAIR, last.with(reply.root(at)));
            last = stem;
        }
        self.put(Hash::NOTHING.with("last"), last);
    }

    /// Runs of two and three tokens, and the opening, with the topic taken out.
    fn skeleton(&mut self, asked: &Asked<'_>, reply: &Reply<'_>) {
        let mut symbols: Vec<&str> = vec!["^"];
        let mut held = false;
        for at in 0..reply.tokens().len().min(READ) {
            let symbol = symbol(asked, reply, at);
            // A run of unlisted words is one stretch of talk.
            let again = symbol == "_" && held;
            held = symbol == "_";
            if !again {
                symbols.push(symbol);
            }
        }
        symbols.push("$");
        for (at, run) in symbols.windows(2).enumerate() {
            let two = Hash::NOTHING.with(run[0]).with(run[1]);
            self.put(Hash::TWO, two);
            if let Some(third) = symbols.get(at + 2) {
                self.put(Hash::THREE, two.with(third));
            }
        }
        for most in 1..=OPENING {
            self.add("opening", symbols.get(1..=most).unwrap_or(&symbols[1..]));
        }
    }

    /// Lengths, marks, and how question and answer meet.
    fn shape(&mut self, asked: &Asked<'_>, reply: &Reply<'_>) {
        let all = 0..reply.tokens().len();
        let first = reply.first_sentence();
        let (length, sentences) = (reply.words(all.clone()).count(), reply.text.sentences().len());
        self.add("length", &[step(length)]);
        self.add("sentences", &[step(sentences)]);
        let opener = reply.words(first.clone()).next().map_or("", |at| symbol(asked, reply, at));
        for (name, holds) in
            [("negative", asked.negative), ("strong", asked.strong), ("exists", asked.exists), ("denies", asked.denies)]
        {
            if holds {
                self.add(name, &[]);
                self.add(name, &[opener]);
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

    /// The question's own words, and how its opening meets that of the answer.
    fn question(&mut self, asked: &Asked<'_>, reply: &Reply<'_>) {
        let mut words = reply.words(reply.first_sentence());
        let first = words.next().map_or("$", |at| symbol(asked, reply, at));
        let second = words.next().map_or("$", |at| symbol(asked, reply, at));
        let [a, b] = asked.opening;
        self.add("put", &[a, b]);
        self.add("put", &[a, b, first]);
        self.add("put", &[a, b, first, second]);
        for stem in asked.roots() {
            self.add("asked", &[stem]);
            self.add("asked", &[stem, first]);
        }
        self.add("personal", &[if asked.personal { "you" } else { "" }, first]);
    }

    /// Whether what is told sounds good or bad, beside what the question sounds like; and when it was.
    fn tone(&mut self, asked: &Asked<'_>, reply: &Reply<'_>) {
        let zone = 0..reply.end_of_sentences(2);
        let any = |group| zone.clone().any(|at| reply.is(at, group));
        let told = Tone::of(any(Group::Good), any(Group::Bad)).name();
        let denied = if zone.clone().any(|at| is_denial(reply, at)) { "denied" } else { "affirmed" };
        let wish = asked.tone.name();
        let negative = if asked.negative { "negative" } else { "" };
        self.add("tone", &[told, denied]);
        self.add("tone", &[told, denied, wish, negative]);
        self.add("tone", &[told, asked.opening[0]]);
        let past = zone.clone().any(|at| reply.normal(at).len() > 4 && reply.normal(at).ends_with("ed"));
        let number = zone.clone().any(|at| reply.tokens()[at].kind == Kind::Number);
        let told = [if past { "past" } else { "" }, if number { "number" } else { "" }];
        self.add("told", &[told[0], told[1], denied]);
        self.add("told", &[told[0], asked.opening[0], denied]);
    }

    /// What the cue lists found, and what they made of it.
    fn rules(&mut self, asked: &Asked<'_>, reply: &Reply<'_>, lean: &Lean, assent: &Assent) {
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

/// A token with the topic taken out.
fn symbol<'a>(asked: &Asked<'_>, reply: &Reply<'a>, at: usize) -> &'a str {
    match reply.tokens().get(at).map(|token| token.kind) {
        None => "$",
        Some(Kind::Number) => "#",
        Some(Kind::Placeholder) => "@",
        Some(Kind::Mark) => reply.normal(at),
        Some(Kind::Word) if shares(asked, reply, at) => "Q",
        Some(Kind::Word) if reply.is(at, Group::Yes) => "Y",
        Some(Kind::Word) if reply.is(at, Group::Determiner) => "D",
        Some(Kind::Word) if reply.is_small(at) => reply.normal(at),
        Some(Kind::Word) => "_",
    }
}

/// A count by steps.
fn step(count: usize) -> &'static str {
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
