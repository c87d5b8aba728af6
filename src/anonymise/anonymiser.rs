//! The whole of anonymising on one page: look over, know the people, decide mentions, replace.
//!
//! A transcript goes in once; nothing here keeps a text.

use std::collections::BTreeMap;
use std::fmt;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::detect::{self, Circumstance, Hit};
use super::masked::Masked;
use super::names::{self, Mention, People, PersonId, Said, Target};
use super::pseudonyms::{Pseudonyms, given_before};
use super::scan::{Kept, Scan};
use super::strategy;
use super::{Anonymised, Flag, IdentifierKind, Mask, Turn};
use crate::text::{Span, Text};
use crate::transcript::{self, Asked, Role, SessionKind, Speaker, Transcript};

/// What a run knows about whom to hide, and the pseudonyms it has given so far.
#[derive(Default)]
pub struct Anonymiser {
    people: People,
    kept: Kept,
    pseudonyms: Pseudonyms,
    masked: Masked,
    counts: BTreeMap<IdentifierKind, usize>,
    /// Who bears which label in which session.
    labels: FxHashMap<(String, String), PersonId>,
    /// New names of sessions whose own name held somebody's.
    sessions: BTreeMap<String, Option<usize>>,
}

/// A text with what is to be hidden in it.
struct Found {
    hits: Vec<Hit>,
    mentions: Vec<Mention>,
    flags: Vec<Circumstance>,
}

/// An anonymised text.
struct Replaced {
    text: Text,
    masks: Vec<Mask>,
    flags: Vec<Flag>,
}

impl Anonymiser {
    /// Knows the people of `roster` from the start; the words and phrases of `keep` stay readable whatever they are.
    pub fn new(roster: &[Speaker], keep: &[String]) -> Self {
        let mut anonymiser = Anonymiser::default();
        for speaker in roster {
            anonymiser.people.add_speaker(speaker);
        }
        for phrase in keep {
            anonymiser.kept.insert(phrase);
        }
        anonymiser
    }

    /// Meets the people of a transcript, so that they are known in every other one and have their numbers in order.
    pub fn introduce(&mut self, transcript: &Transcript) {
        self.reserve(transcript);
        // Whoever has no label is met with their answer, and only once.
        let labelled = transcript.speakers.iter().filter(|speaker| !speaker.label.is_empty());
        self.meet(&transcript.session, labelled);
    }

    /// Hides the people of `transcript`: one person, one pseudonym, in every transcript given to this value.
    pub fn anonymise(&mut self, transcript: Transcript) -> Anonymised {
        self.reserve(&transcript);
        let speakers = self.meet(&transcript.session, transcript.speakers.iter());
        let found = self.find(&transcript, &speakers.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        let labels: Vec<String> = speakers.into_iter().map(|(_, label)| label).collect();

        let Transcript { session, keyed, kind, by_comment, speakers, headings, turns, layout } = transcript;
        let texts: Vec<&Text> = headings.iter().chain(turns.iter().map(|turn| &turn.said)).collect();
        let edits: Vec<Vec<(Span, IdentifierKind, String)>> =
            texts.iter().zip(&found).map(|(text, found)| self.edits(&session, text, found)).collect();
        let replaced: Vec<Replaced> = texts
            .par_iter()
            .zip(&found)
            .zip(edits)
            .map(|((text, found), edits)| replace(text, edits, &found.flags))
            .collect();
        let mut replaced = replaced.into_iter();
        let headings: Vec<Text> = replaced.by_ref().take(headings.len()).map(|heading| heading.text).collect();
        let session_now = if keyed { session.clone() } else { self.session_name(&session) };
        let ids = Ids::new(&session, &session_now, &turns);
        let turns: Vec<Turn> = turns
            .into_iter()
            .zip(replaced)
            .map(|(turn, replaced)| finish(turn, replaced, &speakers, &labels, &ids))
            .collect();
        Anonymised { session: session_now, kind, by_comment, labels, headings, turns, layout }
    }

    /// Every word hidden so far, for the last search.
    pub fn masked(&self) -> &Masked {
        &self.masked
    }

    /// The words hidden in the whole run, once it is over.
    pub fn into_masked(self) -> Masked {
        self.masked
    }

    /// How many stretches were masked so far, by kind.
    pub fn masks_by_kind(&self) -> &BTreeMap<IdentifierKind, usize> {
        &self.counts
    }

    fn reserve(&mut self, transcript: &Transcript) {
        for text in transcript.headings.iter().chain(transcript.turns.iter().map(|turn| &turn.said)) {
            self.pseudonyms.reserve_in(text);
        }
        transcript.speakers.iter().for_each(|speaker| self.pseudonyms.reserve(&speaker.label));
    }

    /// The person and the pseudonym of every speaker.
    fn meet<'s>(
        &mut self,
        session: &str,
        speakers: impl Iterator<Item = &'s Speaker>,
    ) -> Vec<(Option<PersonId>, String)> {
        let mut meet = |speaker: &Speaker| {
            if given_before(&speaker.label).is_some() {
                return (None, speaker.label.clone());
            }
            let key = (session.to_owned(), speaker.label.clone());
            let known = self.labels.get(&key).copied().filter(|_| !speaker.label.is_empty());
            let named = known.or_else(|| self.people.add_speaker(speaker));
            let id = named.unwrap_or_else(|| self.people.add_nameless(speaker.role));
            let label = match named.filter(|&id| !self.people.get(id).name.given.is_empty()) {
                Some(id) => self.pseudonyms.person(&self.people, id, session),
                None => self.pseudonyms.nameless(id, self.people.get(id).part),
            };
            self.labels.insert(key, id);
            (Some(id), label)
        };
        speakers.map(&mut meet).collect()
    }

    /// What is to be hidden in every heading and turn.
    fn find(&mut self, transcript: &Transcript, speakers: &[Option<PersonId>]) -> Vec<Found> {
        let strategy = strategy::phrases(transcript);
        let texts: Vec<(&Text, Option<usize>)> = transcript
            .headings
            .iter()
            .map(|heading| (heading, None))
            .chain(transcript.turns.iter().map(|turn| (&turn.said, turn.speaker)))
            .collect();
        let kept = [&self.kept, &strategy];
        let people = &self.people;
        let own: FxHashSet<&str> = speakers.iter().flatten().flat_map(|&id| people.name_parts(id)).collect();
        let named = |word: &str| own.contains(word) || people.bears(word);
        let look = |text| {
            let mut scan = Scan::knowing(text, &kept, &named);
            let hits = detect::find(&scan);
            scan.settle(hits.iter().map(|hit| hit.span));
            (scan, hits)
        };
        let (scans, hits): (Vec<Scan<'_>>, Vec<Vec<Hit>>) = texts.par_iter().map(|(text, _)| look(text)).unzip();
        let flags: Vec<Vec<Circumstance>> = texts.par_iter().map(|(text, _)| detect::flags(text)).collect();

        let talks = transcript.kind == SessionKind::FocusGroup;
        let mut opened = vec![false; speakers.len()];
        let said: Vec<Said<'_>> = scans
            .into_iter()
            .zip(&texts)
            .map(|(scan, (_, speaker))| {
                let opening = speaker.is_some_and(|speaker| talks && !std::mem::replace(&mut opened[speaker], true));
                Said { scan, speaker: speaker.and_then(|speaker| speakers[speaker]), opening }
            })
            .collect();
        let mut speaking: Vec<PersonId> = speakers.iter().copied().flatten().collect();
        speaking.sort_unstable();
        speaking.dedup();
        let mentions = names::mentions(&mut self.people, &said, &speaking, &sites(transcript));
        hits.into_iter()
            .zip(mentions)
            .zip(flags)
            .map(|((hits, mentions), flags)| Found { hits, mentions, flags })
            .collect()
    }

    /// The replacements for one text, in order; this is where numbers are given and counted.
    fn edits(&mut self, session: &str, text: &Text, found: &Found) -> Vec<(Span, IdentifierKind, String)> {
        let mut edits = Vec::with_capacity(found.hits.len() + found.mentions.len());
        for stretch in stretches(text, found) {
            let surface = text.slice(stretch.span);
            let label = match stretch.target {
                None => self.pseudonyms.thing(stretch.kind, surface),
                Some(Target::Person(id)) => self.pseudonyms.person(&self.people, *id, session),
                Some(Target::Named(IdentifierKind::Person, key)) => self.pseudonyms.single(session, key),
                Some(Target::Named(kind, key)) => self.pseudonyms.thing(*kind, key),
            };
            self.masked.insert(stretch.kind, surface);
            *self.counts.entry(stretch.kind).or_default() += 1;
            edits.push((stretch.span, stretch.kind, format!("[{label}]")));
        }
        edits
    }

    /// The session's name, or a number where it holds a hidden word.
    fn session_name(&mut self, session: &str) -> String {
        let numbered = self.sessions.values().flatten().count();
        let renamed = self.sessions.entry(session.to_owned()).or_default();
        if renamed.is_none() && self.masked.names_file(session) {
            *renamed = Some(numbered + 1);
        }
        renamed.map_or_else(|| session.to_owned(), |number| format!("session-{number}"))
    }
}

/// A stretch to be masked, whoever found it.
struct Stretch<'a> {
    span: Span,
    kind: IdentifierKind,
    target: Option<&'a Target>,
}

/// Hits first, then names; of a name that lies partly under a hit only the rest.
fn stretches<'a>(text: &Text, found: &'a Found) -> Vec<Stretch<'a>> {
    let mut all: Vec<Stretch<'a>> =
        found.hits.iter().map(|hit| Stretch { span: hit.span, kind: hit.kind, target: None }).collect();
    for mention in &found.mentions {
        let mut span = mention.span;
        for hit in &found.hits {
            if hit.span.start <= span.start && span.start < hit.span.end {
                span.start = hit.span.end.min(span.end);
            } else if span.start < hit.span.start && hit.span.start < span.end {
                span.end = hit.span.start;
            }
        }
        let rest = text.slice(span);
        span.start += rest.len() - rest.trim_start().len();
        span.end = span.start + rest.trim().len();
        let kind = match &mention.target {
            Target::Person(_) => IdentifierKind::Person,
            Target::Named(kind, _) => *kind,
        };
        if text.slice(span).chars().any(char::is_alphabetic) {
            all.push(Stretch { span, kind, target: Some(&mention.target) });
        }
    }
    all.sort_by_key(|stretch| stretch.span);
    all.dedup_by(|next, last| next.span.overlaps(last.span));
    all
}

/// The text with its replacements, and the flags where they stand now.
fn replace(text: &Text, edits: Vec<(Span, IdentifierKind, String)>, flags: &[Circumstance]) -> Replaced {
    let pairs: Vec<(Span, String)> = edits.iter().map(|(span, _, label)| (*span, label.clone())).collect();
    let replaced = text.replaced(&pairs);
    let mut shift = 0_isize;
    let mut masks = Vec::with_capacity(edits.len());
    for (was, kind, replacement) in edits {
        let start = was.start.saturating_add_signed(shift);
        let span = Span::new(start, start + replacement.len());
        shift += replacement.len().cast_signed() - was.len().cast_signed();
        masks.push(Mask { kind, span, was, replacement });
    }
    let flags = flags.iter().map(|flag| Flag { span: moved(flag.span, &masks), reason: flag.reason }).collect();
    Replaced { text: replaced, masks, flags }
}

/// Where a stretch of the text as read stands now; masks that it touches are taken in whole.
fn moved(span: Span, masks: &[Mask]) -> Span {
    let place = |byte: usize, end: bool| {
        let before = masks.iter().rev().find(|mask| mask.was.start < byte || (!end && mask.was.start == byte));
        match before {
            Some(mask) if byte < mask.was.end => {
                if end {
                    mask.span.end
                } else {
                    mask.span.start
                }
            }
            Some(mask) => mask.span.end + (byte - mask.was.end),
            None => byte,
        }
    };
    Span::new(place(span.start, false), place(span.end, true))
}

/// The names of sites in the group columns, which the answers may mention.
fn sites(transcript: &Transcript) -> Vec<String> {
    let mut values: Vec<&str> = Vec::new();
    for attributes in
        transcript.turns.iter().map(|turn| &turn.attributes).chain(transcript.speakers.iter().map(|it| &it.attributes))
    {
        values.extend(attributes.values().map(String::as_str));
    }
    values.sort_unstable();
    values.dedup();
    values.into_iter().filter_map(names::site).collect()
}

/// New ids for a session whose name was hidden.
struct Ids<'a> {
    old: &'a str,
    new: &'a str,
    known: FxHashMap<String, String>,
}

impl<'a> Ids<'a> {
    fn new(old: &'a str, new: &'a str, turns: &[transcript::Turn]) -> Self {
        let mut ids = Ids { old, new, known: FxHashMap::default() };
        if old != new {
            for (at, turn) in turns.iter().enumerate() {
                let id = ids.rename(&turn.id, at);
                ids.known.insert(turn.id.clone(), id);
            }
        }
        ids
    }

    fn rename(&self, id: &str, at: usize) -> String {
        match id.strip_prefix(self.old) {
            Some(rest) => format!("{}{rest}", self.new),
            None => format!("{}-{}", self.new, at + 1),
        }
    }

    fn of(&self, id: String) -> String {
        self.known.get(&id).cloned().unwrap_or(id)
    }
}

fn finish(turn: transcript::Turn, replaced: Replaced, speakers: &[Speaker], labels: &[String], ids: &Ids<'_>) -> Turn {
    let speaker = turn.speaker.and_then(|speaker| speakers.get(speaker));
    let mut attributes = speaker.map_or_else(BTreeMap::new, |speaker| speaker.attributes.clone());
    attributes.extend(turn.attributes);
    let asked = match turn.asked {
        Asked::Turn(id) => Asked::Turn(ids.of(id)),
        asked => asked,
    };
    Turn {
        id: ids.of(turn.id),
        speaker: turn.speaker.and_then(|speaker| labels.get(speaker).cloned()),
        role: speaker.map_or(Role::Participant, |speaker| speaker.role),
        asked,
        text: replaced.text,
        masks: replaced.masks,
        flags: replaced.flags,
        attributes,
        passed: turn.passed,
    }
}

/// Prints sizes, never names.
impl fmt::Debug for Anonymiser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Anonymiser({} people, {:?})", self.people.len(), self.masked)
    }
}
