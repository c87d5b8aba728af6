//! What the talk itself says about who is whom: `Effie, short for Euphemia`, `they have me down as Sean`, `not Kehau,
//! Keahi`, and `Thank you, Mary` to Mairi.
//!
//! Looks over the mentions of a session once all are decided; it finds no name and loses none.

use std::collections::BTreeMap;
use std::iter::successors;
use std::ops::{Bound, Range};

use rustc_hash::FxHashMap;

use super::cast::{People, PersonId};
use super::groups::Groups;
use super::introductions::quoted;
use super::likeness;
use super::mentions::{Mention, Target};
use super::session::{Known, Said};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::Scan;
use crate::lexicons::{Is, MOST_WORDS, Whose, called_before, called_behind, facts, neighbours};
use crate::text::Kind;

/// A mention of somebody, with where it stands.
pub(super) struct Named {
    /// The text and the place among its mentions.
    pub(super) turn: usize,
    pub(super) place: usize,
    /// Its tokens, a title left out.
    pub(super) tokens: Range<usize>,
    /// The title, if there is one.
    pub(super) title: Option<usize>,
    pub(super) target: Target,
}

/// How many words may stand between a name and the words that say it is the last one's.
const FAR: usize = 12;

/// The same where they must stand side by side.
const NEAR: usize = 3;

/// How many words at the start of a turn may stand before a name that is put right.
const ANSWER: usize = 2;

/// How many words may stand between a name and another way to say it.
const PUT_RIGHT: usize = 8;

/// How common a given name is that is somebody's own.
const COMMON: u8 = 4;

/// Everybody who is named, in order.
pub(super) fn named(texts: &[Said<'_>], mentions: &[Vec<Mention>]) -> Vec<Named> {
    let mut all = Vec::new();
    for (turn, (said, found)) in texts.iter().zip(mentions).enumerate() {
        for (place, mention) in found.iter().enumerate() {
            let person = matches!(mention.target, Target::Person(_) | Target::Named(IdentifierKind::Person, _));
            if person && !mention.doubtful {
                let (tokens, title) = name_of(&said.scan, mention);
                all.push(Named { turn, place, tokens, title, target: mention.target.clone() });
            }
        }
    }
    all
}

/// The tokens of a mention behind its title, and the title.
fn name_of(scan: &Scan<'_>, mention: &Mention) -> (Range<usize>, Option<usize>) {
    let tokens = scan.text.tokens_in(mention.span);
    let title = Some(tokens.start).filter(|&at| scan.facts(at).is(Is::Courtesy) && tokens.len() > 1);
    let start = title.map_or(tokens.start, |at| at + 1 + usize::from(scan.is_mark(at + 1, ".")));
    (start.min(tokens.end)..tokens.end, title)
}

/// Makes those names one person's that somebody says are, but for those of `two` people.
pub(super) fn told(
    people: &People,
    known: &Known,
    texts: &[Said<'_>],
    two: &[(Target, Target)],
    mentions: &mut [Vec<Mention>],
) {
    let all = named(texts, mentions);
    let mut turns: FxHashMap<&Target, (usize, usize)> = FxHashMap::default();
    for it in &all {
        turns.entry(&it.target).or_insert((it.turn, it.turn)).1 = it.turn;
    }
    let session = Session { people, known, texts, all: &all, turns, families: families(texts, &all) };
    let mut groups = Groups::new(people, known);
    for (one, other) in two {
        groups.keep_apart(one, other);
    }
    for (at, it) in all.iter().enumerate() {
        if let Some(speaker) = session.called_so(at).or_else(|| session.syllables(at)) {
            groups.unite_as_told(&it.target, &speaker);
            continue;
        }
        if let Some((other, alike)) = session.by_words(at) {
            let unite = if alike { Groups::unite } else { Groups::unite_as_said };
            unite(&mut groups, &it.target, &other);
            continue;
        }
        let same = session.addressed(at).or_else(|| session.by_title(at)).or_else(|| session.variant(at));
        if let Some(other) = same {
            groups.unite(&it.target, &other);
        }
    }
    for it in &all {
        if let Some(target) = groups.meant(&it.target) {
            mentions[it.turn][it.place].target = target;
        }
    }
}

/// A session, as far as it is looked over.
pub(super) struct Session<'a> {
    pub(super) people: &'a People,
    pub(super) known: &'a Known,
    pub(super) texts: &'a [Said<'a>],
    pub(super) all: &'a [Named],
    /// The first and the last turn in which each is named.
    pub(super) turns: FxHashMap<&'a Target, (usize, usize)>,
    /// The family names that were said, each with the places in `all` where it was.
    families: BTreeMap<&'a str, Vec<usize>>,
}

/// Where each family name was said: behind a title, or as the last of several words.
fn families<'a>(texts: &'a [Said<'a>], all: &[Named]) -> BTreeMap<&'a str, Vec<usize>> {
    let mut families: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, it) in all.iter().enumerate() {
        let scan = &texts[it.turn].scan;
        let mut words = it.tokens.clone().filter(|&at| is_word(scan, at));
        let last = words.next_back().filter(|_| it.title.is_some() || words.next().is_some());
        if let Some(last) = last {
            families.entry(scan.bare(last)).or_default().push(at);
        }
    }
    families
}

impl Session<'_> {
    /// The speaker, where they say that others call them so.
    fn called_so(&self, at: usize) -> Option<Target> {
        let it = &self.all[at];
        let scan = self.scan(it);
        let start = it.title.unwrap_or(it.tokens.start);
        let before = |back: usize| start.checked_sub(back).map_or("", |at| scan.normal(at));
        let down = matches!((before(2), before(1)), ("me", "as") | ("down", "as" | "under"));
        let me = (1..=5).any(|back| before(back) == "me");
        self.texts[it.turn].speaker.filter(|_| down && me).map(Target::Person)
    }

    /// Who is meant by the words before and behind the mention at `at`, and whether they say no more than that it is like
    /// another name.
    fn by_words(&self, at: usize) -> Option<(Target, bool)> {
        let it = &self.all[at];
        let scan = &self.texts[it.turn].scan;
        let (whose, from) = cue(scan, it)?;
        let meant = match whose {
            Whose::Speaker if scan.possessive(it.tokens.end - 1) || quoted(scan, from) => None,
            Whose::Speaker => self.texts[it.turn].speaker.map(Target::Person),
            Whose::Own => {
                let own = self.texts[it.turn].speaker.map(Target::Person);
                self.last(at, from, FAR, false).filter(|last| Some(last) == own.as_ref())
            }
            Whose::Last => self.last(at, from, FAR, false),
            Whose::Beside => self.last(at, from, NEAR, true),
            Whose::Alike => self.last_alike(at, from),
        };
        Some((meant?, whose == Whose::Alike))
    }

    /// Whoever was named last before the word at `from` in the same text, with `most` words between.
    fn last(&self, at: usize, from: usize, most: usize, close: bool) -> Option<Target> {
        let it = &self.all[at];
        let last = at.checked_sub(1).map(|at| &self.all[at]).filter(|last| last.turn == it.turn)?;
        let scan = &self.texts[it.turn].scan;
        let between: Vec<usize> = (last.tokens.end..from).filter(|&at| is_word(scan, at)).collect();
        let anew = |at: &usize| matches!(scan.normal(*at), "a" | "an" | "the" | "and" | "with" | "my" | "his" | "her");
        (between.len() <= most && !(close && between.iter().any(anew))).then(|| last.target.clone())
    }

    /// Whoever was just called something like it, in the same text or the one before.
    fn last_alike(&self, at: usize, from: usize) -> Option<Target> {
        let it = &self.all[at];
        let scan = &self.texts[it.turn].scan;
        let answers = (0..from).filter(|&at| is_word(scan, at)).count() <= ANSWER;
        let near = |last: &&Named| {
            if last.turn == it.turn {
                (last.tokens.end..from).filter(|&at| is_word(scan, at)).count() <= PUT_RIGHT
            } else {
                answers && last.turn + 1 >= it.turn
            }
        };
        let before = self.all[..at].iter().rev().take_while(near).take(4);
        before.into_iter().find(|last| last.target != it.target && self.alike(last, it)).map(|it| it.target.clone())
    }

    /// Whether two mentions have words that one could be taken for the other.
    fn alike(&self, one: &Named, other: &Named) -> bool {
        let words = |it: &Named| -> Vec<&str> {
            let scan = &self.texts[it.turn].scan;
            it.tokens.clone().filter(|&at| is_word(scan, at)).map(|at| scan.bare(at)).collect()
        };
        let (one, other) = (words(one), words(other));
        // `Ian Blue`, not `Ian Grey`: two people of one given name.
        let shared = one.iter().any(|word| other.contains(word));
        !shared && one.iter().any(|a| other.iter().any(|b| slip(a, b)))
    }

    /// Whether somebody is called by a name like that of whoever spoke last or speaks next.
    fn addressed(&self, at: usize) -> Option<Target> {
        let it = &self.all[at];
        let scan = &self.texts[it.turn].scan;
        let [word] = it.tokens.clone().filter(|&at| is_word(scan, at)).collect::<Vec<_>>()[..] else { return None };
        // Whoever has a whole name of their own is nobody else put wrong.
        let settled = |id: PersonId| self.known.speaking.contains(&id) || !self.people.get(id).name.full().is_empty();
        if matches!(it.target, Target::Person(id) if settled(id)) || scan.possessive(word) {
            return None;
        }
        let start = it.title.unwrap_or(it.tokens.start);
        let greeted = words_before(scan, start).next().is_some_and(|at| neighbours().greetings.has(scan.normal(at)));
        let ends = (it.tokens.end..scan.words.len()).all(|at| !is_word(scan, at));
        let opens = (0..start).all(|at| !is_word(scan, at) || scan.facts(at).is(Is::Opener));
        let comma = scan.is_mark(it.tokens.end, ",");
        if !(greeted || ends || opens && comma) {
            return None;
        }
        let own = self.texts[it.turn].speaker;
        let speaks = |turn: usize| self.texts.get(turn).and_then(|said| said.speaker).filter(|id| Some(*id) != own);
        let near = [it.turn.checked_sub(1).and_then(speaks), speaks(it.turn + 1)];
        let said = scan.bare(word);
        let like = |id: &PersonId| {
            self.people.words_of(*id).any(|own| slip(said, own) && likeness::kindred_closely(said, own))
        };
        near.into_iter().flatten().find(like).map(Target::Person)
    }

    /// Whose family name is cut short behind a title: `Mr P`, `Mrs Ram`.
    fn by_title(&self, at: usize) -> Option<Target> {
        let it = &self.all[at];
        let scan = &self.texts[it.turn].scan;
        it.title?;
        let [word] = it.tokens.clone().filter(|&at| is_word(scan, at)).collect::<Vec<_>>()[..] else { return None };
        let short = scan.bare(word);
        let longer = |name: &str| name.len() > short.len() && name.starts_with(short) && (short.len() != 2);
        let speaking =
            self.known.speaking.iter().filter(|&&id| self.people.get(id).name.family.iter().any(|name| longer(name)));
        let begun = self.families.range::<str, _>((Bound::Included(short), Bound::Unbounded));
        let named = begun.take_while(|(name, _)| name.starts_with(short)).filter(|(name, _)| longer(name));
        let before = named.flat_map(|(_, places)| places.iter().take_while(|&&place| place < at));
        let mut meant: Vec<Target> = speaking.map(|&id| Target::Person(id)).collect();
        for other in before.map(|&place| &self.all[place]) {
            if !meant.contains(&other.target) {
                meant.push(other.target.clone());
            }
        }
        match meant.as_slice() {
            [one] if *one != it.target => Some(one.clone()),
            _ => None,
        }
    }

    pub(super) fn scan(&self, it: &Named) -> &Scan<'_> {
        &self.texts[it.turn].scan
    }
}

/// Whose name the words before or behind a mention say it is, and where those before it start.
fn cue(scan: &Scan<'_>, it: &Named) -> Option<(Whose, usize)> {
    let start = it.title.unwrap_or(it.tokens.start);
    let before: Vec<usize> = words_before(scan, start).take(MOST_WORDS).collect();
    let said: Vec<&str> = before.iter().rev().map(|&at| scan.normal(at)).collect();
    let said = said.join(" ");
    // The longest phrase first, then without its first word, and so on.
    let mut phrase = said.as_str();
    for &first in before.iter().rev() {
        if let Some(whose) = called_behind(phrase) {
            return Some((whose, first));
        }
        phrase = phrase.split_once(' ').map_or("", |(_, rest)| rest);
    }
    let behind: Vec<&str> = words_behind(scan, it.tokens.end).take(MOST_WORDS).collect();
    let said = behind.join(" ");
    let mut phrases = successors(Some(said.as_str()), |phrase| Some(phrase.rsplit_once(' ')?.0));
    phrases.find_map(called_before).map(|whose| (whose, start))
}

/// Whether the talk says outright that the mention at `at` is another name of somebody.
pub(super) fn called(texts: &[Said<'_>], all: &[Named], at: usize) -> bool {
    cue(&texts[all[at].turn].scan, &all[at]).is_some_and(|(whose, _)| whose != Whose::Alike)
}

/// Whether a word stands at `at`.
pub(super) fn is_word(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at).is_some_and(|token| token.kind == Kind::Word)
}

/// Whether one word may be the other put wrong: two names that many bear are two names.
fn slip(one: &str, other: &str) -> bool {
    let borne = |word: &str| facts(word).given() >= COMMON;
    !(borne(one) && borne(other)) && likeness::kindred(one, other)
}

/// The words before `start` from the last one on, fillers left out, as far as a placeholder or number.
fn words_before<'a>(scan: &'a Scan<'_>, start: usize) -> impl Iterator<Item = usize> + 'a {
    let told = move |at: &usize| !scan.token(*at).is_some_and(|token| token.kind == Kind::Mark);
    let said = (0..start).rev().filter(told).filter(|&at| !neighbours().said_in_passing.has(scan.normal(at)));
    said.take_while(|&at| is_word(scan, at))
}

/// The words behind `end`, fillers left out.
fn words_behind<'a>(scan: &'a Scan<'_>, end: usize) -> impl Iterator<Item = &'a str> + 'a {
    let told = move |at: &usize| is_word(scan, *at);
    (end..scan.words.len())
        .filter(told)
        .map(|at| scan.normal(at))
        .filter(|word| !neighbours().said_in_passing.has(word))
}
