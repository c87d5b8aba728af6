//! Which stretches of a text are masked, and whom or what each means.
//!
//! Goes by what the session knows; a name that is also a word has to show itself by its neighbours.

use std::ops::Range;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::alike::like;
use super::answered;
use super::caseless::may_name;
use super::cast::{Form, Part, People, PersonId};
use super::grounds;
use super::introductions;
use super::runs::{Run, key};
use super::session::{Known, Said, Verdict};
use super::subject;
use super::titles::titled_start;
use super::whole::{merge, widen};
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::anonymise::{Grounds, IdentifierKind};
use crate::text::{Kind, Span};

/// What a stretch means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::anonymise) enum Target {
    /// A person who is known.
    Person(PersonId),
    /// A place or firm, or a person known by this word alone, by key.
    Named(IdentifierKind, CompactString),
}

/// A stretch to be masked, or that a person should look at.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::anonymise) struct Mention {
    /// Where it stands.
    pub(in crate::anonymise) span: Span,
    /// What it means.
    pub(in crate::anonymise) target: Target,
    /// How sure that is.
    pub(in crate::anonymise) grounds: Grounds,
    /// Whether it is too unlikely to be masked unless every doubtful stretch is.
    pub(in crate::anonymise) doubtful: bool,
}

impl Mention {
    /// What it is.
    pub(in crate::anonymise) fn kind(&self) -> IdentifierKind {
        match &self.target {
            Target::Person(_) => IdentifierKind::Person,
            Target::Named(kind, _) => *kind,
        }
    }
}

/// Decides mentions by what a session knows.
pub(super) struct Resolver<'a> {
    pub(super) people: &'a People,
    pub(super) known: &'a Known,
    /// Who said each text.
    speakers: Vec<Option<PersonId>>,
    /// The texts that each of them said, in order.
    spoken: FxHashMap<PersonId, Vec<usize>>,
    /// Which texts are first turns.
    pub(super) openings: Vec<bool>,
}

/// Tokens with their meaning, before spans are made.
pub(super) type Found = (Range<usize>, Target);

impl<'a> Resolver<'a> {
    pub(super) fn new(people: &'a People, known: &'a Known, texts: &[Said<'_>]) -> Self {
        let speakers: Vec<Option<PersonId>> = texts.iter().map(|said| said.speaker).collect();
        let mut spoken: FxHashMap<PersonId, Vec<usize>> = FxHashMap::default();
        for (turn, speaker) in speakers.iter().enumerate() {
            if let Some(id) = *speaker {
                spoken.entry(id).or_default().push(turn);
            }
        }
        let openings = texts.iter().map(|said| said.opening).collect();
        Resolver { people, known, speakers, spoken, openings }
    }

    /// Every mention in text number `turn`, in order.
    pub(super) fn mentions(&self, turn: usize, scan: &Scan<'_>, runs: &[Run]) -> Vec<Mention> {
        let mut found: Vec<Found> = Vec::new();
        for run in runs {
            self.run(turn, scan, run, &mut found);
        }
        if let Some(speaker) = self.speakers[turn] {
            let first = self.known.own.partition_point(|(at, _)| *at < turn);
            let own = self.known.own[first..].iter().take_while(|(at, _)| *at == turn).map(|(_, tokens)| tokens);
            for tokens in own.filter(|tokens| scan.case != Case::Cased || scan.words[tokens.start].capital()) {
                if scan.case != Case::Cased {
                    put(&mut found, (tokens.clone(), Target::Person(speaker)));
                } else if let Some(it) = found.iter_mut().find(|it| it.0 == *tokens) {
                    // What somebody says that they are called is theirs, whatever it would be elsewhere.
                    if matches!(it.1, Target::Named(..)) {
                        it.1 = Target::Person(speaker);
                    }
                } else if !tokens.clone().any(|at| taken(&found, at)) {
                    found.push((tokens.clone(), Target::Person(speaker)));
                }
            }
        }
        self.spelt(turn, scan, &mut found);
        if self.openings[turn]
            && let Some(speaker) = self.speakers[turn]
            && !found.iter().any(|(_, target)| *target == Target::Person(speaker))
            && let Some(range) = introductions::heard_name(scan, self.people, speaker)
            && !range.clone().any(|at| taken(&found, at))
        {
            put(&mut found, (range, Target::Person(speaker)));
        }
        for at in 0..scan.words.len() {
            let free = scan.shape(at) == Shape::Lower || scan.case == Case::Shouted;
            if free
                && may_name(scan, at)
                && !taken(&found, at)
                && let Some(hit) = self.small(turn, scan, at, &found)
            {
                put(&mut found, hit);
            }
        }
        self.framed(turn, scan, &mut found);
        widen(scan, &mut found, |id| {
            let person = self.people.get(id);
            person.part == Part::Other && person.name.given.len() + person.name.family.len() == 1
        });
        for (_, target) in &mut found {
            if let Target::Named(IdentifierKind::Person, key) = target
                && !key.contains(' ')
                && let Some(id) = self.alike(key)
            {
                *target = Target::Person(id);
            }
        }
        found.sort_by_key(|(range, _)| range.start);
        merge(scan, &mut found);
        let span = |(range, target): &Found| {
            let start = titled_start(scan, &found, range, target);
            let whole = keeps_clitic(scan, range, target);
            if whole { scan.text.span_of(start..range.end) } else { scan.bare_span(start..range.end) }
        };
        let spans: Vec<Span> = found.iter().map(span).collect();
        let mut mentions: Vec<Mention> = Vec::with_capacity(found.len());
        let rejected = self.rejected(turn, scan, &found);
        let mut doubts = grounds::doubts(scan, &found);
        doubts.retain(|(range, _)| !rejected.iter().any(|(at, _)| range.contains(at)));
        for ((range, target), span) in found.into_iter().zip(spans) {
            let grounds = if self.guessed(turn, scan, &range, &target) {
                grounds::ONE_OF_SEVERAL
            } else if self.by_likeness(scan, &range, &target) {
                grounds::BY_LIKENESS
            } else {
                grounds::grounds(scan, &range, &target)
            };
            mentions.push(Mention { span, target, grounds, doubtful: false });
        }
        for (range, grounds) in doubts {
            let target = named(Verdict::Person, key(scan, range.clone()));
            mentions.push(Mention { span: scan.bare_span(range), target, grounds, doubtful: true });
        }
        mentions.extend(rejected.into_iter().map(|(at, id)| Mention {
            span: scan.bare_span(at..at + 1),
            target: Target::Person(id),
            grounds: grounds::A_WORD_TOO,
            doubtful: true,
        }));
        mentions.sort_by_key(|mention| mention.span);
        mentions
    }

    /// The firm that opens a call and the letter that closes a note.
    fn framed(&self, turn: usize, scan: &Scan<'_>, found: &mut Vec<Found>) {
        if self.openings[turn]
            && let Some(range) = answered::firm(scan, found)
        {
            let key = key(scan, range.clone());
            put(found, (range, named(Verdict::Firm, key)));
        }
        if let Some(range) = answered::signed(scan).filter(|range| !taken(found, range.start)) {
            let own =
                self.own(turn).filter(|&id| self.people.words_of(id).any(|it| it.starts_with(scan.bare(range.start))));
            let target = own.map_or_else(|| named(Verdict::Person, scan.bare(range.start).into()), Target::Person);
            found.push((range, target));
        }
    }

    /// Words that open a sentence, name somebody who is known, and were left as words: somebody should look at them.
    fn rejected(&self, turn: usize, scan: &Scan<'_>, found: &[Found]) -> Vec<(usize, PersonId)> {
        let may = |at: &usize| {
            let word = scan.words[*at];
            let known = || self.known.index.get(scan.bare(*at)).iter().any(|(form, _)| *form <= Form::Alias);
            word.first && word.capital() && word.ordinary() && !word.kept && !taken(found, *at) && known()
        };
        let open = (0..scan.words.len()).filter(|_| scan.case == Case::Cased).filter(may);
        open.filter(|&at| !subject::asks(scan, at))
            .filter_map(|at| Some((at, self.person(turn, scan, at, scan.bare(at), false)?)))
            .collect()
    }

    /// Whether nothing but a likeness of names says who is meant.
    fn by_likeness(&self, scan: &Scan<'_>, range: &Range<usize>, target: &Target) -> bool {
        let Target::Person(id) = target else { return false };
        let word = scan.bare(range.start);
        let named = [&self.known.index, self.people.everywhere()].map(|index| index.get(word));
        let by_name = named.into_iter().flatten().any(|(_, it)| it == id);
        range.len() == 1 && (self.known.likened.contains(word) || !by_name && self.alike(word) == Some(*id))
    }

    /// Whether the speaker of text number `turn` says there what they are called, in `tokens`.
    pub(super) fn introduces(&self, turn: usize, tokens: &Range<usize>) -> bool {
        let first = self.known.own.partition_point(|(at, _)| *at < turn);
        self.known.own[first..].iter().take_while(|(at, _)| *at == turn).any(|(_, own)| own == tokens)
    }

    /// Whether anybody may be meant by `word`.
    pub(super) fn may_mean(&self, word: &str) -> bool {
        !self.known.index.get(word).is_empty() || !self.people.everywhere().get(word).is_empty()
    }

    /// Who is meant by `word`, where somebody is.
    pub(super) fn person(
        &self,
        turn: usize,
        scan: &Scan<'_>,
        at: usize,
        word: &str,
        initials: bool,
    ) -> Option<PersonId> {
        match self.bearers(word, initials).as_slice() {
            [] => {
                let everywhere: Vec<(Form, PersonId)> = self
                    .people
                    .everywhere()
                    .get(word)
                    .iter()
                    .filter(|(form, _)| *form <= Form::Heard)
                    .copied()
                    .collect();
                // Somebody of another session is meant only if nobody else could be.
                match everywhere.as_slice() {
                    [(_, id)] => Some(*id),
                    _ => None,
                }
            }
            [(_, id)] => Some(*id),
            several => self.nearest(turn, scan, at, several),
        }
    }

    /// Who of this session may be meant by `word`, or the one of elsewhere who bears what is nobody's own name here.
    fn bearers(&self, word: &str, initials: bool) -> Vec<(Form, PersonId)> {
        let here = self.known.index.get(word).iter();
        let usable = |(form, _): &&(Form, PersonId)| *form != Form::Initials || initials;
        let mut ids: Vec<(Form, PersonId)> = here.filter(usable).copied().collect();
        // What somebody is called, in whatever way, comes before what they may be called.
        let Some(best) = ids.iter().map(|(form, _)| (*form).max(Form::Alias)).min() else { return ids };
        if best >= Form::Short
            && let Some(id) = self.elsewhere(word)
        {
            return vec![(Form::Given, id)];
        }
        ids.retain(|(form, _)| (*form).max(Form::Alias) == best);
        ids
    }

    /// Whether a name alone may mean several people here, and only who is nearest tells which.
    fn guessed(&self, turn: usize, scan: &Scan<'_>, range: &Range<usize>, target: &Target) -> bool {
        let Target::Person(id) = target else { return false };
        let at = range.start;
        let spoke = turn.checked_sub(1).and_then(|before| self.own(before)) == Some(*id) && thanked(scan, at);
        if range.len() != 1 || spoke || self.own(turn) == Some(*id) || scan.shape(at) == Shape::Letter {
            return false;
        }
        let bearers = self.bearers(scan.bare(at), false);
        let others = bearers.iter().filter(|(_, other)| Some(*other) != self.own(turn)).count();
        others > 1 && bearers.iter().any(|(_, other)| other == id)
    }

    /// Whoever of another session or the roster bears `word` itself, if only one does.
    fn elsewhere(&self, word: &str) -> Option<PersonId> {
        let borne = self.people.everywhere().get(word).iter().filter(|(form, _)| *form <= Form::Family);
        let borne: Vec<PersonId> = borne.map(|(_, id)| *id).collect();
        if let [id] = borne[..] { Some(id) } else { None }
    }

    /// Who said text number `turn`.
    pub(super) fn own(&self, turn: usize) -> Option<PersonId> {
        self.speakers[turn]
    }

    /// Of several people of one name, the one whom the talk is nearest to.
    fn nearest(&self, turn: usize, scan: &Scan<'_>, at: usize, ids: &[(Form, PersonId)]) -> Option<PersonId> {
        let among = |id: PersonId| ids.iter().any(|(_, it)| *it == id);
        let own = self.speakers[turn];
        let introduces = own.filter(|_| {
            let before = at.checked_sub(1).map_or("", |it| scan.normal(it));
            self.openings[turn] && at < 6 || matches!(before, "i'm" | "im" | "am" | "me")
        });
        if let Some(own) = introduces.filter(|&own| among(own)) {
            return Some(own);
        }
        let others = |id: PersonId| among(id) && Some(id) != own;
        let speaks = |turn: usize| self.speakers.get(turn).copied().flatten().filter(|&id| others(id));
        // Who is thanked has spoken.
        let last = turn.checked_sub(1).and_then(speaks).filter(|_| thanked(scan, at));
        if last.is_some() {
            return last;
        }
        let rest = ids.iter().map(|(_, id)| *id).filter(|id| Some(*id) != own);
        let near = rest.clone().filter_map(|id| Some((self.steps_to(id, turn)?, id))).min_by_key(|(steps, _)| *steps);
        near.map(|(_, id)| id).or_else(|| rest.min_by_key(|&id| self.known.place(id))).or(own)
    }

    /// How many turns lie between `turn` and the nearest of somebody's, and which side comes first where both are as near:
    /// the turn right behind, which may answer, else the one before; none where they say nothing else.
    fn steps_to(&self, id: PersonId, turn: usize) -> Option<(usize, bool)> {
        let turns = self.spoken.get(&id)?;
        let behind = turns.partition_point(|&it| it <= turn);
        let after = turns.get(behind).map(|it| it - turn).map(|steps| (steps, steps > 1));
        let before = turns[..behind].iter().rev().find(|&&it| it < turn).map(|it| turn - it);
        let before = before.map(|steps| (steps, steps == 1));
        after.into_iter().chain(before).min()
    }

    /// Somebody of the session whose name the word is a form of that no list has.
    pub(super) fn alike(&self, word: &str) -> Option<PersonId> {
        like(self.people, &self.known.compared, word)
    }
}

/// Whether thanks stand a few words before `at`.
fn thanked(scan: &Scan<'_>, at: usize) -> bool {
    (at.saturating_sub(8)..at).any(|it| matches!(scan.normal(it), "thank" | "thanks" | "cheers" | "ta"))
}

/// Whether a place or firm has its `'s` for good: `St Bride's hospice`, `they sell it at Wickham's, too`.
fn keeps_clitic(scan: &Scan<'_>, range: &Range<usize>, target: &Target) -> bool {
    let saint = matches!(scan.bare(range.start), "st" | "saint") && range.len() > 1;
    let left = range.start.checked_sub(1).map_or("", |it| scan.normal(it));
    let before = range.start.checked_sub(2).map_or("", |it| scan.normal(it));
    let went = matches!(before, "been" | "come" | "go" | "goes" | "going" | "gone" | "off" | "went");
    let shop = matches!(left, "at" | "from" | "outside" | "near" | "opposite") || (left == "to" && went);
    let behind = scan.token(range.end);
    let ends = behind.is_none_or(|it| it.kind == Kind::Mark) || scan.facts(range.end).rank() == 1;
    // `ring mather's for a kit`: what somebody owns stands behind their name, a shop is called by it.
    let alone = behind.is_none_or(|it| it.kind == Kind::Mark && !it.is_mark("-"))
        || matches!(scan.normal(range.end), "to" | "for" | "if" | "and" | "or");
    match target {
        Target::Named(IdentifierKind::Person, _) => (shop && ends) || alone,
        Target::Person(_) => shop && ends,
        Target::Named(..) => saint || ends,
    }
}

/// A place, firm or person known by this word alone.
pub(super) fn named(verdict: Verdict, key: CompactString) -> Target {
    let kind = match verdict {
        Verdict::Person => IdentifierKind::Person,
        Verdict::Place => IdentifierKind::Location,
        Verdict::Firm => IdentifierKind::Organisation,
    };
    Target::Named(kind, key)
}

/// Whether the token at `at` is part of a find.
pub(super) fn taken(found: &[Found], at: usize) -> bool {
    found.iter().any(|(range, _)| range.contains(&at))
}

/// Adds a find in place of those it overlaps; what they hid stays hidden.
pub(super) fn put(found: &mut Vec<Found>, (mut range, target): Found) {
    found.retain(|(other, _)| {
        let apart = other.end <= range.start || range.end <= other.start;
        if !apart {
            range = range.start.min(other.start)..range.end.max(other.end);
        }
        apart
    });
    found.push((range, target));
}
