//! Two people of one name: `the other Matt`, `Big Col and Little Col`, `Mr Ng` beside `Mrs Ng`, `Jim wants Jimmy's
//! number`, and whom of them a name alone means.
//!
//! Looks over the mentions of a session once all are decided; it makes two of one, never one of two.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::{CompactString, format_compact};
use rustc_hash::{FxHashMap, FxHashSet};

use super::cast::{Form, People, PersonId};
use super::grounds::ONE_OF_SEVERAL;
use super::likeness;
use super::mentions::{Mention, Target};
use super::same::{Named, called, is_word, named};
use super::session::{Known, Said};
use super::siblings::siblings;
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::{Case, Scan};
use crate::lexicons::{Is, facts, neighbours, same_forms};
use crate::text::Kind;

/// How many words may stand between two names that are told apart.
const NEAR: usize = 3;

/// The same where both have the same name.
pub(super) const FAR: usize = 7;

/// Tells people of one name apart; gives the pairs that were taken for one person until then.
pub(super) fn apart(
    people: &People,
    known: &Known,
    texts: &[Said<'_>],
    mentions: &mut [Vec<Mention>],
) -> Vec<(Target, Target)> {
    let mut all = named(texts, mentions);
    let before: Vec<Target> = all.iter().map(|it| it.target.clone()).collect();
    let session = Session { people, known, texts };
    session.others(&mut all);
    session.titles(&mut all);
    session.contrasts(&mut all);
    session.qualified(&mut all);
    session.forms(&mut all);
    siblings(known, texts, &mut all);
    let guessed = session.nearest(&mut all);
    for at in guessed {
        mentions[all[at].turn][all[at].place].grounds = ONE_OF_SEVERAL;
    }
    let mut two: Vec<(Target, Target)> = Vec::new();
    for (it, before) in all.into_iter().zip(before) {
        let pair = (before, it.target.clone());
        if pair.0 != pair.1 && !two.contains(&pair) {
            two.push(pair);
        }
        mentions[it.turn][it.place].target = it.target;
    }
    two
}

/// A session, as far as people of one name are told apart in it.
pub(super) struct Session<'a> {
    people: &'a People,
    known: &'a Known,
    pub(super) texts: &'a [Said<'a>],
}

/// Somebody who is known by these words alone.
pub(super) fn somebody(words: CompactString) -> Target {
    Target::Named(IdentifierKind::Person, words)
}

impl Session<'_> {
    pub(super) fn scan(&self, it: &Named) -> &Scan<'_> {
        &self.texts[it.turn].scan
    }

    /// The words of a mention.
    pub(super) fn words(&self, it: &Named) -> Vec<&str> {
        it.tokens.clone().filter(|&at| is_word(self.scan(it), at)).map(|at| self.scan(it).bare(at)).collect()
    }

    /// The word `back` places before a mention and its title.
    pub(super) fn before(&self, it: &Named, back: usize) -> &str {
        let start = it.title.unwrap_or(it.tokens.start);
        start.checked_sub(back).map_or("", |at| self.scan(it).normal(at))
    }

    pub(super) fn speaks(&self, target: &Target) -> bool {
        matches!(target, Target::Person(id) if self.known.speaking.contains(id))
    }

    /// `another Yonas`, `there's a Moody at the other place`, `my aunt Merit` from Merit.
    fn others(&self, all: &mut [Named]) {
        let mut met: FxHashSet<Target> = FxHashSet::default();
        for it in all.iter_mut() {
            let name = self.words(it).join(" ");
            let known = met.contains(&it.target) || self.speaks(&it.target);
            let own = self.texts[it.turn].speaker.map(Target::Person).as_ref() == Some(&it.target);
            // `You wouldn't be wrong kasha has it` says nothing of another one.
            let alone =
                matches!(self.before(it, 1), "another" | "other") || neighbours().determiners.has(self.before(it, 2));
            if self.opener(it) {
                it.target = self.texts[it.turn].speaker.map_or_else(|| it.target.clone(), Target::Person);
                continue;
            }
            let other = neighbours().others.has(self.before(it, 1)) && alone && known
                || own && (self.kin(it) || self.of_another(it))
                || known && self.one_more(it);
            let words = other.then(|| format_compact!("other {name}"));
            met.insert(it.target.clone());
            if let Some(words) = words {
                it.target = somebody(words);
            }
        }
    }

    /// `The other Dan. Dan Oyelaran, brokers.`: a speaker's first words.
    fn opener(&self, it: &Named) -> bool {
        let said = &self.texts[it.turn];
        let start = it.title.unwrap_or(it.tokens.start);
        let first = (0..start).filter(|&at| is_word(&said.scan, at)).count() <= 5;
        let am = first && said.opening && matches!(self.before(it, 1), "other" | "second");
        let bears = |id: PersonId| {
            let own =
                |word: &&str| self.known.index.get(word).iter().any(|(form, it)| *form <= Form::Alias && *it == id);
            self.words(it).iter().all(own)
        };
        am && said.speaker.is_some_and(bears)
    }

    /// `my aunt Merit`, `my father is Noor`, `her brother, Abdi`.
    fn kin(&self, it: &Named) -> bool {
        let scan = self.scan(it);
        let start = it.title.unwrap_or(it.tokens.start);
        let mut words = (0..start).rev().filter(|&at| is_word(scan, at)).map(|at| scan.normal(at));
        let said = |word: &&str| !matches!(*word, "is" | "was");
        let Some(last) = words.find(said) else { return false };
        let owned = |word: &str| matches!(word, "my" | "our" | "his" | "her" | "their");
        facts(last).is(Is::Kin) && words.take(2).any(owned)
    }

    /// `Mr Mokoena. You met him.`: nobody speaks of themselves with a title, unless they say who they are or what
    /// somebody called them.
    fn of_another(&self, it: &Named) -> bool {
        let scan = self.scan(it);
        let Some(title) = it.title.filter(|&title| man(scan.normal(title)).is_some()) else { return false };
        let own = |word: &str| {
            matches!(word, "i" | "i'm" | "im" | "i've" | "i'd" | "i'll" | "me" | "my" | "myself" | "mine" | "here")
        };
        let told = |word: &str| {
            matches!(word, "said" | "says" | "say" | "goes" | "went" | "like" | "it's" | "this" | "call" | "called")
        };
        let sentence = scan.sentence(title);
        let called = (title.saturating_sub(6)..title).any(|at| told(scan.normal(at)));
        let cased = scan.case == Case::Cased && !self.texts[it.turn].opening;
        cased && !called && !sentence.into_iter().any(|at| own(scan.normal(at)))
    }

    /// `There's a Dlodlo at our church`.
    fn one_more(&self, it: &Named) -> bool {
        let there = matches!(self.before(it, 2), "there's" | "theres" | "is" | "was" | "got" | "have");
        let end = it.tokens.end;
        let placed = matches!(self.scan(it).normal(end), "at" | "in" | "on" | "from" | "as" | "too" | "also" | "who");
        matches!(self.before(it, 1), "a" | "an") && there && placed
    }

    /// `Mr Ng` is not `Mrs Ng`.
    fn titles(&self, all: &mut [Named]) {
        let mut sexes: FxHashMap<Target, bool> = FxHashMap::default();
        for it in all.iter_mut() {
            let Some(man) = it.title.and_then(|title| man(self.scan(it).normal(title))) else { continue };
            match sexes.get(&it.target) {
                Some(&known) if known != man => {
                    let title = if man { "mr" } else { "mrs" };
                    let last = self.words(it).last().copied().unwrap_or_default().to_owned();
                    it.target = somebody(format_compact!("{title} {last}"));
                }
                Some(_) => {}
                None => {
                    sexes.insert(it.target.clone(), man);
                }
            }
        }
    }

    /// What a mention is told apart by: a word before, a word or a letter behind.
    pub(super) fn qualifier(&self, it: &Named) -> Option<CompactString> {
        let words = self.words(it);
        let scan = self.scan(it);
        let start = usize::from(words.len() > 1 && neighbours().telling.has(words[0]));
        if start == 1 {
            return Some(words[0].into());
        }
        if words.len() > 1 && neighbours().telling_behind.has(words[words.len() - 1]) {
            return Some(words[words.len() - 1].into());
        }
        if let [_, letter] = words.as_slice()
            && letter.chars().count() == 1
        {
            return Some((*letter).into());
        }
        let behind =
            |at: usize| neighbours().telling_behind.has(scan.normal(at)).then(|| CompactString::from(scan.normal(at)));
        let end = it.tokens.end;
        let told = if scan.normal(end) == "the" {
            behind(end + 1)
        } else {
            behind(end).filter(|word| word != "son" && word != "father")
        };
        told.or_else(|| Some(self.before(it, 1)).filter(|word| neighbours().telling.has(word)).map(CompactString::from))
    }

    /// `Big Col` and `Little Col`, `Grzegorz K` and `Grzegorz M`.
    fn qualified(&self, all: &mut [Named]) {
        let mut told: BTreeMap<CompactString, BTreeSet<CompactString>> = BTreeMap::new();
        let name = |it: &Named| -> CompactString {
            let words = self.words(it);
            let word = words.iter().find(|word| !neighbours().telling.has(word) && word.len() > 1);
            word.map_or_else(CompactString::default, |word| (*word).into())
        };
        for it in all.iter() {
            if let Some(qualifier) = self.qualifier(it) {
                told.entry(name(it)).or_default().insert(qualifier);
            }
        }
        told.retain(|_, qualifiers| qualifiers.len() > 1);
        if told.is_empty() {
            return;
        }
        let mut last: BTreeMap<CompactString, Target> = BTreeMap::new();
        for it in all.iter_mut() {
            let word = name(it);
            if !told.contains_key(&word) || self.words(it).len() > 2 {
                continue;
            }
            if let Some(qualifier) = self.qualifier(it) {
                let own = self.speaks(&it.target)
                    && (self.initial(&it.target, &qualifier)
                        || self.own_form(&it.target, &format!("{qualifier} {word}")));
                if !own {
                    it.target = somebody(format_compact!("{qualifier} {word}"));
                }
                last.insert(word, it.target.clone());
            } else if let Some(target) = last.get(&word).filter(|_| !self.speaks(&it.target)) {
                it.target = target.clone();
            }
        }
    }

    /// Whether a letter is the initial of somebody's family name: `Sarah P` of Sarah Pickering.
    fn initial(&self, target: &Target, letter: &str) -> bool {
        let Target::Person(id) = target else { return false };
        let family = &self.people.get(*id).name.family;
        letter.chars().count() == 1 && family.iter().any(|word| word.starts_with(letter))
    }

    /// Whether a speaker says somewhere that these words are theirs.
    fn own_form(&self, target: &Target, form: &str) -> bool {
        let Target::Person(id) = target else { return false };
        self.known.own.iter().any(|(turn, tokens)| {
            let said = &self.texts[*turn];
            let words: Vec<&str> = tokens.clone().map(|at| said.scan.bare(at)).collect();
            said.speaker == Some(*id) && words.join(" ") == form
        })
    }

    /// `Jim wants Jimmy's number`: two forms of one name for two people in one breath.
    fn forms(&self, all: &mut [Named]) {
        let mut told: FxHashMap<(Target, CompactString), Target> = FxHashMap::default();
        for at in 1..all.len() {
            let (one, other) = (&all[at - 1], &all[at]);
            if one.target != other.target
                || one.turn != other.turn
                || !(self.joined(one, other) || self.placed(one, other))
            {
                continue;
            }
            let (a, b) = (self.words(one), self.words(other));
            let ([a], [b]) = (a.as_slice(), b.as_slice()) else { continue };
            let own = |word: &str| match &one.target {
                Target::Person(id) => {
                    self.known.index.get(word).iter().any(|(form, it)| it == id && *form == Form::Given)
                }
                Target::Named(_, key) => key == word,
            };
            let own_words = self.texts[one.turn].speaker.map(Target::Person).as_ref() == Some(&one.target);
            let either = self.scan(one).bare(other.tokens.start - 1) == "or" && (a.starts_with(b) || b.starts_with(a));
            // A given and a family name are one person's.
            let alike = a.starts_with(b) || b.starts_with(a) || same_forms(a).contains(b) || likeness::kindred(a, b);
            if a == b || !alike || own_words || either || called(self.texts, all, at) {
                continue;
            }
            let second = if own(b) && !own(a) { *a } else { *b };
            told.insert((one.target.clone(), second.into()), somebody(second.into()));
        }
        for it in all.iter_mut() {
            if let [word] = self.words(it).as_slice()
                && let Some(target) = told.get(&(it.target.clone(), CompactString::from(*word)))
            {
                it.target = target.clone();
            }
        }
    }

    /// Whether words between two mentions make two people of them.
    fn joined(&self, one: &Named, other: &Named) -> bool {
        let scan = self.scan(one);
        let words: Vec<usize> = (one.tokens.end..other.tokens.start).filter(|&at| is_word(scan, at)).collect();
        // Behind a verb another clause starts: `Stavros is coming, and Stav's bringing it`.
        let ends = scan.token(other.tokens.end).is_none_or(|token| token.kind == Kind::Mark);
        let last = words.last().map_or("", |&at| scan.normal(at));
        // `Thomson did it with Thompson.`, `Marc said so but Marcus did not`
        let set = last == "but" || ends && matches!(last, "and" | "then" | "with" | "against" | "than");
        words.len() <= NEAR && (set || words.first().is_some_and(|&at| neighbours().between.has(scan.normal(at))))
    }

    /// `Tony in the yard and Anthony at the desk`: each has another place.
    fn placed(&self, one: &Named, other: &Named) -> bool {
        let scan = self.scan(one);
        let place = |it: &Named| {
            let end = it.tokens.end;
            let word = usize::from(matches!(scan.normal(end + 1), "the" | "our" | "your" | "my")) + end + 1;
            matches!(scan.normal(end), "in" | "at" | "from" | "on").then(|| scan.normal(word))
        };
        let words = (one.tokens.end..other.tokens.start).filter(|&at| is_word(scan, at)).count();
        words <= FAR && place(one).zip(place(other)).is_some_and(|(a, b)| a != b)
    }

    /// Whom a name alone means where two people of whom more was said bear it: the one named last. Gives the places of
    /// what that alone decided.
    fn nearest(&self, all: &mut [Named]) -> Vec<usize> {
        let mut bearers: BTreeMap<CompactString, Vec<Target>> = BTreeMap::new();
        for it in all.iter().filter(|it| !self.speaks(&it.target)) {
            let words = self.words(it);
            for word in words.iter().filter(|word| words.len() > 1 && word.len() > 1) {
                let bearing = bearers.entry((*word).into()).or_default();
                if !bearing.contains(&it.target) {
                    bearing.push(it.target.clone());
                }
            }
        }
        bearers.retain(|_, bearing| bearing.len() > 1);
        let mut last: FxHashMap<CompactString, Target> = FxHashMap::default();
        let mut guessed = Vec::new();
        for (at, it) in all.iter_mut().enumerate() {
            let words: Vec<CompactString> = self.words(it).into_iter().map(CompactString::from).collect();
            let alone = words.as_slice().first().filter(|_| words.len() == 1).and_then(|word| bearers.get(word));
            if let Some(bearing) = alone.filter(|bearing| bearing.contains(&it.target)) {
                guessed.push(at);
                if let Some(target) = last.get(&words[0]).filter(|target| bearing.contains(target)) {
                    it.target = target.clone();
                }
                continue;
            }
            for (word, bearing) in &bearers {
                if bearing.contains(&it.target) {
                    last.insert(word.clone(), it.target.clone());
                }
            }
        }
        guessed
    }
}

/// Whether a title is a man's or a woman's, where it is one of them only.
fn man(title: &str) -> Option<bool> {
    match title {
        "mr" | "mr." | "mister" | "sir" | "herr" | "uncle" => Some(true),
        "mrs" | "mrs." | "ms" | "miss" | "madam" | "frau" | "auntie" | "aunty" | "aunt" => Some(false),
        _ => None,
    }
}
