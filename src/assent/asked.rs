//! What a yes/no question asks: its polarity, its strength, and the words that an answer may take up.

use super::Question;
use super::echo::verb_of;
use super::hash::Hash;
use super::words::{Group, Root, Word, Words};
use crate::text::{Kind, Text, Token};

/// The verb of a question stands among so many words.
const HEAD: usize = 6;

/// "Is there anything" asks for existence within so many words.
const EXISTENCE: usize = 3;

/// A question taken apart.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "six independent findings about one question")]
pub(super) struct Asked {
    pub(super) negative: bool,
    pub(super) strong: bool,
    /// Whether it is a negative statement, so that "Correct." denies.
    pub(super) denies: bool,
    /// Whether it asks if there is any: then a thing named is a yes, and a few are no reservation.
    pub(super) exists: bool,
    /// Whether it speaks to the other: "do you", "your".
    pub(super) personal: bool,
    /// Whether it asks for no more than "fine": "Is the parking all right?"
    pub(super) modest: bool,
    /// Whether it names a fault: "Is the pace too fast?", "Are they upset?"
    pub(super) faults: bool,
    /// Whether its words sound good or bad.
    pub(super) tone: Tone,
    /// The verb that its first auxiliary is a form of.
    pub(super) auxiliary: Option<&'static str>,
    /// Its first word, for the learned part.
    pub(super) verb: Hash,
    /// Its first two words.
    pub(super) opens: Hash,
    /// Roots of the words that say what it is about, sorted.
    stems: Vec<Root>,
    /// Roots among its first words, where its verb stands.
    head: Vec<Root>,
    /// Roots of its further words, sorted.
    common: Vec<Root>,
    /// Its words, and its pairs of words, for the learned part.
    words: Vec<Hash>,
}

/// How words sound by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Even,
    Good,
    Bad,
    Mixed,
}

impl Tone {
    pub(super) fn of(good: bool, bad: bool) -> Self {
        match (good, bad) {
            (false, false) => Tone::Even,
            (true, false) => Tone::Good,
            (false, true) => Tone::Bad,
            (true, true) => Tone::Mixed,
        }
    }
}

impl Asked {
    /// Takes `question`, which stands in `text`, apart.
    pub(super) fn new(words: &Words, text: &Text, question: &Question) -> Self {
        let tokens = &text.tokens()[text.tokens_in(question.span)];
        let first = tokens.iter().find(|token| token.kind != Kind::Mark);
        let inverted = first.is_some_and(|token| words.of(token).any(&[Group::Aux, Group::AuxNot]));
        let small = &[Group::AuxNot, Group::Aux, Group::Address, Group::Subject, Group::Preposition, Group::Determiner];
        let all = words;
        let pick = |keep: &dyn Fn(Word) -> bool| {
            let words = tokens.iter().filter(|token| token.kind == Kind::Word && keep(all.of(token)));
            let mut stems: Vec<Root> = words.map(|token| all.of(token).root).collect();
            stems.sort_unstable();
            stems.dedup();
            stems
        };
        let spoken = || tokens.iter().filter(|token| token.kind == Kind::Word);
        let [verb, second] = [0, 1].map(|nth| Hash::of(spoken().nth(nth).map_or("", Token::normal)));
        let of = |group| tokens.iter().any(|token| words.of(token).has(group));
        Asked {
            personal: of(Group::You),
            tone: Tone::of(of(Group::Good), of(Group::Bad)),
            auxiliary: spoken().find_map(|token| verb_of(token.normal())),
            verb,
            opens: verb.and(second),
            words: runs(spoken().map(|token| words.of(token).root)),
            modest: of(Group::Modest)
                || tokens.windows(2).any(|pair| pair[0].normal() == "all" && pair[1].normal() == "right"),
            faults: tokens.windows(2).any(|pair| pair[0].normal() == "too" && pair[1].kind == Kind::Word)
                || tokens.iter().rfind(|token| token.kind == Kind::Word).is_some_and(|it| words.of(it).has(Group::Bad)),
            negative: question.negative,
            strong: question.strong,
            denies: question.negative && !inverted,
            exists: tokens
                .iter()
                .filter(|token| token.kind == Kind::Word)
                .take(EXISTENCE)
                .any(|token| words.of(token).has(Group::Existence)),
            head: tokens
                .iter()
                .filter(|token| token.kind == Kind::Word)
                .take(HEAD)
                .filter(|token| !words.of(token).any(small))
                .map(|token| words.of(token).root)
                .collect(),
            stems: pick(&|word| !word.any(&[Group::Common, Group::AuxNot, Group::Address])),
            common: pick(&|word| word.has(Group::Common) && !word.any(small)),
        }
    }

    /// Whether it says what it is about at all: "Do you?" does not.
    pub(super) fn names_any(&self) -> bool {
        !self.stems.is_empty()
    }

    /// Whether the question has a word of this root that says what it is about.
    pub(super) fn names(&self, root: Root) -> bool {
        self.stems.contains(&root)
    }

    /// Whether the question's first words hold this root.
    pub(super) fn opens_with(&self, root: Root) -> bool {
        self.head.contains(&root)
    }

    /// The roots that say what it is about.
    pub(super) fn roots(&self) -> impl Iterator<Item = Root> + '_ {
        self.stems.iter().chain(&self.common).copied()
    }

    /// Whether the question has a word of this root at all, small words left out.
    pub(super) fn uses(&self, root: Root) -> bool {
        self.names(root) || self.common.contains(&root)
    }

    /// Its words and its pairs of words, for the learned part.
    pub(super) fn words(&self) -> impl Iterator<Item = Hash> + '_ {
        self.words.iter().copied()
    }
}

/// Words, pairs of words, and how many there are.
fn runs(words: impl Iterator<Item = Root>) -> Vec<Hash> {
    let (mut runs, mut last, mut count) = (Vec::new(), Hash::START, 0);
    for word in words.map(Hash::root) {
        runs.extend([word, last.and(word)]);
        last = word;
        count += 1;
    }
    runs.push(Hash::step(count));
    runs
}
