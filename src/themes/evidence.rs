//! What the learned layer looks at: words, pairs of words, and the shared word classes alone and together.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::statements::negates;
use crate::text::{Classes, Key, Kind, Pattern, PatternSet, Text, Token};

/// The shared word classes, ready to be looked for.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    names: Vec<String>,
    set: PatternSet,
}

/// A word class, by its place among the shared ones.
pub(super) type ClassId = usize;

/// The stem of a word, compared by its key. Its `Debug` shows a size, never the word.
#[derive(Clone, Copy)]
pub(super) struct Stem<'a> {
    word: &'a str,
    key: Key,
}

impl<'a> Stem<'a> {
    fn of(token: &'a Token) -> Self {
        Stem { word: token.stem(), key: token.stem_key() }
    }

    fn named(word: &'a str) -> Self {
        Stem { word, key: Key::of(word) }
    }
}

impl fmt::Debug for Stem<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stem({} bytes)", self.word.len())
    }
}

impl PartialEq for Stem<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Stem<'_> {}

impl Hash for Stem<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

/// One thing seen in a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Clue<'a> {
    /// There is a comment.
    Any,
    /// It has at least this many words.
    Words(usize),
    /// A stem.
    Word(Stem<'a>),
    /// Two stems in a row.
    Pair(Stem<'a>, Stem<'a>),
    /// An entry of a class.
    Class(ClassId),
    /// An entry of a class that is denied.
    Not(ClassId),
    /// Entries of two classes in one sentence, in this order.
    Then(ClassId, ClassId),
    /// Entries of two classes in two sentences, in this order.
    Later(ClassId, ClassId),
    /// A stem, then an entry of a class.
    Before(Stem<'a>, ClassId),
    /// An entry of a class, then a stem.
    After(ClassId, Stem<'a>),
}

/// Lengths, in words, that tell a remark from a story.
const LENGTHS: &[usize] = &[4, 7, 11, 16, 24];

/// How far apart two classes may stand to be read together, in tokens.
const NEAR: usize = 14;

impl Evidence {
    pub(super) fn new(names: impl Iterator<Item = String>, classes: &Classes) -> Self {
        let names: Vec<String> = names.collect();
        let phrase = |name| Pattern::new(&format!("{{{name}}}"), classes).expect("every shared class is there");
        let set = PatternSet::new(names.iter().map(phrase).collect());
        Evidence { names, set }
    }

    /// How many classes there are.
    pub(super) fn n_classes(&self) -> usize {
        self.names.len()
    }

    /// Calls `see` for everything seen in `comment`, with the token positions it covers.
    pub(super) fn visit<'t>(&self, comment: &'t Text, see: &mut impl FnMut(Clue<'t>, Range<usize>)) {
        let words = comment.tokens().iter().filter(|token| token.kind != Kind::Mark).count();
        see(Clue::Any, 0..0);
        LENGTHS.iter().filter(|&&length| words >= length).for_each(|&length| see(Clue::Words(length), 0..0));
        let mut before: Vec<ClassId> = Vec::new();
        let mut here: Vec<(ClassId, Range<usize>)> = Vec::new();
        let mut found = self.set.find(comment).into_iter().map(|it| (it.pattern, it.tokens)).peekable();
        for sentence in comment.sentences() {
            visit_words(comment, sentence, see);
            here.clear();
            here.extend(std::iter::from_fn(|| found.next_if(|(_, tokens)| tokens.start < sentence.end)));
            visit_classes(comment, sentence, &here, see);
            here.sort_by_key(|(class, at)| (*class, at.start));
            here.dedup_by_key(|(class, _)| *class);
            for &earlier in &before {
                for (class, at) in &here {
                    see(Clue::Later(earlier, *class), at.clone());
                }
            }
            before.extend(here.iter().map(|&(class, _)| class));
            before.sort_unstable();
            before.dedup();
        }
    }

    /// A clue as `models/themes.tsv` has it.
    pub(super) fn write(&self, clue: &Clue<'_>) -> String {
        let name = |class: &ClassId| &self.names[*class];
        match clue {
            Clue::Any => "any".to_owned(),
            Clue::Words(least) => format!("words {least}"),
            Clue::Word(stem) => format!("word {}", stem.word),
            Clue::Pair(first, second) => format!("pair {} {}", first.word, second.word),
            Clue::Class(class) => format!("class {}", name(class)),
            Clue::Not(class) => format!("not {}", name(class)),
            Clue::Then(first, second) => format!("then {} {}", name(first), name(second)),
            Clue::Later(first, second) => format!("later {} {}", name(first), name(second)),
            Clue::Before(stem, class) => format!("before {} {}", stem.word, name(class)),
            Clue::After(class, stem) => format!("after {} {}", name(class), stem.word),
        }
    }

    /// Reads what [`Evidence::write`] writes; none for a class that is no more.
    pub(super) fn read<'a>(&self, written: &'a str) -> Option<Clue<'a>> {
        let (kind, rest) = written.split_once(' ').unwrap_or((written, ""));
        let two = || rest.split_once(' ');
        let class = |name: &str| self.names.binary_search_by(|it| it.as_str().cmp(name)).ok();
        Some(match kind {
            "any" => Clue::Any,
            "words" => Clue::Words(rest.parse().ok()?),
            "word" => Clue::Word(Stem::named(rest)),
            "pair" => two().map(|(first, second)| Clue::Pair(Stem::named(first), Stem::named(second)))?,
            "class" => Clue::Class(class(rest)?),
            "not" => Clue::Not(class(rest)?),
            "then" => two().and_then(|(first, second)| Some(Clue::Then(class(first)?, class(second)?)))?,
            "later" => two().and_then(|(first, second)| Some(Clue::Later(class(first)?, class(second)?)))?,
            "before" => two().and_then(|(stem, name)| Some(Clue::Before(Stem::named(stem), class(name)?)))?,
            "after" => two().and_then(|(name, stem)| Some(Clue::After(class(name)?, Stem::named(stem))))?,
            _ => return None,
        })
    }
}

/// The classes found in a sentence, alone, with their neighbours, and together.
fn visit_classes<'t>(
    comment: &'t Text,
    sentence: &Range<usize>,
    here: &[(ClassId, Range<usize>)],
    see: &mut impl FnMut(Clue<'t>, Range<usize>),
) {
    let tokens = comment.tokens();
    let is_word = |at: &usize| tokens[*at].kind != Kind::Mark;
    for (place, &(class, ref at)) in here.iter().enumerate() {
        see(Clue::Class(class), at.clone());
        if let Some(word) = (sentence.start..at.start).rev().find(is_word) {
            see(Clue::Before(Stem::of(&tokens[word]), class), word..at.end);
        }
        if let Some(word) = (at.end..sentence.end).find(is_word) {
            see(Clue::After(class, Stem::of(&tokens[word])), at.start..word + 1);
        }
        if (sentence.start.max(at.start.saturating_sub(3))..at.start).any(|before| negates(&tokens[before])) {
            see(Clue::Not(class), at.clone());
        }
        for &(earlier, ref from) in here[..place].iter().rev() {
            if from.end <= at.start && at.start - from.end <= NEAR {
                see(Clue::Then(earlier, class), from.start..at.end);
            }
        }
    }
}

fn visit_words<'t>(comment: &'t Text, sentence: &Range<usize>, see: &mut impl FnMut(Clue<'t>, Range<usize>)) {
    let tokens = comment.tokens();
    let mut last: Option<usize> = None;
    for at in sentence.clone().filter(|&at| tokens[at].kind != Kind::Mark) {
        see(Clue::Word(Stem::of(&tokens[at])), at..at + 1);
        if let Some(last) = last {
            see(Clue::Pair(Stem::of(&tokens[last]), Stem::of(&tokens[at])), last..at + 1);
        }
        last = Some(at);
    }
}
