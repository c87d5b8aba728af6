//! Other ways to say or hear somebody's name: `Katrina, with a K?` after Catriona, `People say Savannah` by Sunniva,
//! `What's Skeeter's name? Lindsay.`
//!
//! Asks only about names that are hardly said elsewhere; whoever has a whole name of their own is nobody's variant.

use super::cast::PersonId;
use super::likeness;
use super::mentions::Target;
use super::same::{Named, Session, is_word};
use crate::anonymise::scan::Case;
use crate::lexicons::{Is, facts, neighbours};

/// How many words may stand between a speaker's own name and another way to say it.
const OWN: usize = 12;

/// How many words may lead from somebody's `name` to it.
const ASKED: usize = 6;

/// How common a given name is that is nobody's syllable.
const COMMON: u8 = 4;

/// How rare a word of four letters is that may be a syllable.
const RARE: u8 = 5;

/// How many syllables may stand before the part of a name that was found.
const SYLLABLES: usize = 2;

impl Session<'_> {
    /// Who is meant where the mention at `at` is another way to say a name that was just said.
    pub(super) fn variant(&self, at: usize) -> Option<Target> {
        let it = &self.all[at];
        if !self.seldom(it) {
            return None;
        }
        self.only_word(it)?;
        self.echoed(at).or_else(|| self.own_variant(at)).or_else(|| self.asked_for(at)).or_else(|| self.quoted(at))
    }

    /// Whether a mention is of somebody who has no whole name, does not speak and is said in one turn only.
    fn seldom(&self, it: &Named) -> bool {
        let settled = |id: PersonId| !self.people.get(id).name.full().is_empty();
        self.once(it) && !matches!(it.target, Target::Person(id) if settled(id))
    }

    /// Whether somebody does not speak and is named in one turn only.
    fn once(&self, it: &Named) -> bool {
        let speaks = matches!(it.target, Target::Person(id) if self.known.speaking.contains(&id));
        !speaks && self.turns.get(&it.target).is_some_and(|(first, last)| first == last)
    }

    /// The word of a mention, where it has one only.
    fn only_word(&self, it: &Named) -> Option<&str> {
        let mut words = it.tokens.clone().filter(|&at| is_word(self.scan(it), at)).map(|at| self.scan(it).bare(at));
        words.next().filter(|_| words.next().is_none())
    }

    /// A name that sounds just like one in the turn before or behind: what was said is said back.
    fn echoed(&self, at: usize) -> Option<Target> {
        let it = &self.all[at];
        let own = self.only_word(it).filter(|word| word.chars().count() >= 4)?;
        let near = |other: &&Named| other.turn.abs_diff(it.turn) == 1 && other.target != it.target;
        let like = |other: &&Named| {
            let words = other.tokens.clone().filter(|&at| is_word(self.scan(other), at));
            words.map(|at| self.scan(other).bare(at)).any(|word| likeness::echo(own, word))
        };
        let from = self.all.partition_point(|other| other.turn + 1 < it.turn);
        let mut heard = self.all[from..].iter().take_while(|other| other.turn <= it.turn + 1).filter(near).filter(like);
        let first = heard.next()?.target.clone();
        // Said beside it, it is another name: `Swedish Mattias, or your course Matthias?`
        let beside = |other: &Named| other.turn == it.turn && other.target == first;
        if self.all[from..].iter().take_while(|other| other.turn <= it.turn).any(beside) {
            return None;
        }
        heard.all(|other| other.target == first).then_some(first)
    }

    /// A name said syllable by syllable beside itself: `ngaire from accounts nye ree`, `ag nyesh ka did i get it`.
    pub(super) fn syllables(&self, at: usize) -> Option<Target> {
        let it = &self.all[at];
        let scan = self.scan(it);
        let syllable = |at: usize| {
            let (known, letters) = (scan.facts(at), scan.bare(at).len());
            let odd = known.rank() == 0 && known.given() < COMMON || known.rank() >= RARE && letters == 4;
            is_word(scan, at) && letters > 1 && (odd || letters <= 3)
        };
        if scan.case == Case::Cased || it.title.is_some() || !self.once(it) || !it.tokens.clone().all(syllable) {
            return None;
        }
        let before = (0..it.tokens.start).rev().take(SYLLABLES).take_while(|&at| syllable(at)).count();
        let near = |other: &&Named| other.turn.abs_diff(it.turn) <= 1 && other.target != it.target;
        let from = self.all.partition_point(|other| other.turn + 1 < it.turn);
        let near: Vec<&Named> =
            self.all[from..].iter().take_while(|other| other.turn <= it.turn + 1).filter(near).collect();
        let names = |other: &Named, said: &str| {
            let words = other.tokens.clone().filter(|&at| is_word(self.scan(other), at));
            words.map(|at| self.scan(other).bare(at)).any(|word| likeness::spoken_as(said, word))
        };
        (0..=before).rev().find_map(|more| {
            let tokens = it.tokens.start - more..it.tokens.end;
            let said: String = tokens.clone().map(|at| scan.bare(at)).collect();
            let enough = tokens.len() >= 2 && said.len() >= 4;
            near.iter().find(|other| enough && names(other, &said)).map(|other| other.target.clone())
        })
    }

    /// What others make of a speaker's name, told where they say who they are: `They've got David on my badge`.
    fn own_variant(&self, at: usize) -> Option<Target> {
        let it = &self.all[at];
        let said = &self.texts[it.turn];
        let scan = &said.scan;
        let speaker = Target::Person(said.speaker.filter(|_| said.opening && it.title.is_none())?);
        let last = self.all[..at].iter().rev().take_while(|other| other.turn == it.turn).next()?;
        let words: Vec<&str> =
            (last.tokens.end..it.tokens.start).filter(|&at| is_word(scan, at)).map(|at| scan.normal(at)).collect();
        let calls = |word: &str| {
            matches!(
                word,
                "say" | "says" | "call" | "calls" | "goes" | "as" | "not" | "or" | "back" | "got" | "spell" | "spells"
            )
        };
        let own = last.target == speaker && words.len() <= OWN && words.iter().any(|word| calls(word));
        let told = words.last().is_some_and(|word| {
            matches!(*word, "say" | "says" | "call" | "as" | "not" | "with" | "back" | "got" | "or" | "just")
                || scan.case != Case::Cased && *word == "it"
        });
        // `Van to this lot`, `Rodrigo only when the client is listening`
        let behind = |on: usize| scan.normal(it.tokens.end + on);
        let company = |word: &&str| {
            matches!(*word, "with" | "for" | "by" | "under" | "to" | "from" | "and" | "of" | "at" | "ask")
        };
        let only = match (behind(0), behind(1)) {
            ("only", "when" | "if") | ("if", "you" | "you're") => true,
            ("to", next) => neighbours().everyone.has(next),
            _ => false,
        };
        let only = only && last.target == speaker && words.len() <= OWN && !words.last().is_some_and(company);
        let acts = scan.possessive(it.tokens.end - 1) || facts(scan.normal(it.tokens.end)).is(Is::PersonVerb);
        ((own && told || only) && !acts).then_some(speaker)
    }

    /// `Swede's name isn't even Swede. It's Donald.`, `What's Skeeter's name? Lindsay.`
    fn asked_for(&self, at: usize) -> Option<Target> {
        let it = &self.all[at];
        let scan = self.scan(it);
        let named = |other: &&Named| {
            let end = other.tokens.end;
            let real = usize::from(matches!(scan.normal(end), "real" | "full" | "first" | "proper" | "actual"));
            scan.possessive(end - 1) && scan.normal(end + real) == "name"
        };
        let before = self.all[..at].iter().rev().take_while(|other| other.turn == it.turn).take(2);
        let owner = before.into_iter().find(named)?;
        let between: Vec<usize> = (owner.tokens.end..it.tokens.start).filter(|&at| is_word(scan, at)).collect();
        let last = *between.last()?;
        let told = matches!(scan.normal(last), "is" | "was" | "it's" | "its" | "actually" | "really" | "name")
            || scan.words[it.tokens.start].first && scan.sentence(it.tokens.start).len() <= it.tokens.len() + 1;
        (told && between.len() <= 2 * ASKED).then(|| owner.target.clone())
    }

    /// A speaker who tells how somebody spoke to them: `He said, good afternoon, Mrs Ampofo`.
    fn quoted(&self, at: usize) -> Option<Target> {
        let it = &self.all[at];
        let scan = self.scan(it);
        let id = self.texts[it.turn].speaker.filter(|id| self.people.get(*id).name.family.is_empty())?;
        let title = it.title?;
        let greets = |word: &str| {
            matches!(
                word,
                "good" | "morning" | "afternoon" | "evening" | "hello" | "oh" | "well" | "now" | "so" | "yes" | "no"
            )
        };
        let mut words = (0..title).rev().filter(|&at| is_word(scan, at)).map(|at| scan.normal(at));
        let verb = words.find(|word| !greets(word))?;
        let spoken = matches!(verb, "said" | "says" | "goes" | "saying") && scan.is_mark(title - 1, ",");
        spoken.then_some(Target::Person(id))
    }
}
