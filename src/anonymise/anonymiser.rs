//! The whole of anonymising on one page: look over, know the people, decide mentions, replace.
//!
//! A transcript goes in once; nothing here keeps a text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::aloud;
use super::decisions::Decisions;
use super::detect::{self, Circumstance, General, Hit};
use super::kept::Kept;
use super::keyed::Forms;
use super::masked::Masked;
use super::names::{self, Mention, People, PersonId, Said};
use super::naming::Borne;
use super::outlines::Outlines;
use super::paragraphs;
use super::pseudonyms::Pseudonyms;
use super::review::OfText;
use super::scan::Scan;
use super::second::SecondOpinion;
use super::strategy;
use super::stretches::stretches;
use super::values::{self, Closed, Groups};
use super::{Anonymised, Doubt, Flag, Grounds, IdentifierKind, Mask, Turn};
use crate::text::{Span, Text};
use crate::transcript::{self, Asked, Role, SessionKind, Speaker, Transcript};

/// What a run knows about whom to hide, and the pseudonyms it has given so far.
#[derive(Default)]
pub struct Anonymiser {
    pub(super) people: People,
    kept: Kept,
    pub(super) strict: bool,
    /// What a person decided about doubtful stretches.
    pub(super) decisions: Decisions,
    /// Stretches whose decision was followed, by id.
    pub(super) followed: BTreeSet<String>,
    pub(super) pseudonyms: Pseudonyms,
    pub(super) masked: Masked,
    counts: BTreeMap<IdentifierKind, usize>,
    /// Who bears which label in which session.
    pub(super) labels: FxHashMap<(String, String), PersonId>,
    /// New names of sessions whose own name held somebody's.
    pub(super) sessions: BTreeMap<String, Option<usize>>,
    /// What stood where a pseudonym stands now; kept only where a key is to be made.
    pub(super) forms: Option<Forms>,
    /// What groups are called.
    groups: Groups,
    /// Whether what is flagged is put more widely.
    generalise: bool,
    /// Whom doubtful sentences are shown to.
    second: Option<Arc<SecondOpinion>>,
}

/// How many people of surveys are known from one batch to the next.
const MOST_PEOPLE: usize = 20_000;

/// A text with what is to be hidden in it.
pub(super) struct Found {
    pub(super) hits: Vec<Hit>,
    pub(super) mentions: Vec<Mention>,
    flags: Vec<Circumstance>,
    pub(super) general: Vec<General>,
}

impl Found {
    /// Leaves, beside mentions, only hits that point at somebody by themselves.
    pub(super) fn keep_direct(&mut self) {
        use IdentifierKind::{Email, Handle, Phone, Url};
        self.hits.retain(|hit| matches!(hit.kind, Email | Handle | Phone | Url));
    }
}

/// A replacement to be made.
struct Edit {
    span: Span,
    kind: IdentifierKind,
    replacement: String,
    grounds: Grounds,
}

/// An anonymised text.
struct Replaced {
    text: Text,
    masks: Vec<Mask>,
    doubts: Vec<Doubt>,
    flags: Vec<Flag>,
}

impl Anonymiser {
    /// Knows the people of `roster` from the start; the words and phrases of `keep` stay readable whatever they are.
    pub fn new(roster: &[Speaker], keep: &[String]) -> Self {
        let mut anonymiser = Anonymiser::default();
        for speaker in roster {
            if let Some(id) = anonymiser.people.add_speaker(speaker) {
                anonymiser.people.list(id);
            }
        }
        for phrase in keep {
            anonymiser.kept.insert(phrase);
        }
        anonymiser
    }

    /// Puts what is flagged more widely in the texts themselves: `after my operation` as `after [health matter]`.
    #[must_use]
    pub fn generalising(mut self, generalise: bool) -> Self {
        self.generalise = generalise;
        self
    }

    /// Asks `second` about doubtful sentences.
    #[must_use]
    pub fn asking(mut self, second: Option<&Arc<SecondOpinion>>) -> Self {
        self.second = second.cloned();
        self
    }

    /// Meets the people of a transcript, so that they are known in every other one and have their numbers in order.
    pub fn introduce(&mut self, transcript: &Transcript) {
        self.reserve(transcript);
        // Whoever has no label is met with their answer, and only once.
        let labelled: Vec<&Speaker> = transcript.speakers.iter().filter(|speaker| !speaker.label.is_empty()).collect();
        self.meet(transcript, &labelled);
        self.know_present(transcript);
    }

    /// Hides the people of `transcript`: one person, one pseudonym, in every transcript given to this value.
    pub fn anonymise(&mut self, mut transcript: Transcript) -> Anonymised {
        self.reserve(&transcript);
        values::take_in_attributes(&mut transcript);
        let before = self.people.len();
        let speakers = self.meet(&transcript, &transcript.speakers.iter().collect::<Vec<_>>());
        self.know_present(&transcript);
        let found = self.find(&transcript, &speakers.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        let labels: Vec<String> = speakers.into_iter().map(|(_, label)| label).collect();
        let said = transcript.turns.iter().map(|turn| &turn.said);
        let texts: Vec<&Text> = transcript.headings.iter().chain(said).chain(&transcript.layout.values).collect();
        self.name_in_no_order(&transcript, &found);
        let borne = if transcript.keyed { Borne::of(&transcript) } else { Borne::default() };
        let keeps = transcript.keyed && !borne.holds(&transcript.session);
        let session_now =
            if keeps { transcript.session.clone() } else { self.session_name(&transcript, &texts, &found) };
        let ids = Ids::new(&transcript, &session_now, &borne);
        let choice = self.choose(&transcript, &texts, &found, &ids);

        let Transcript { session, kind, by_comment, speakers, verbatim, headings, turns, mut layout, .. } = transcript;
        let texts: Vec<&Text> =
            headings.iter().chain(turns.iter().map(|turn| &turn.said)).chain(&layout.values).collect();
        let edits: Vec<Vec<Edit>> = (texts.iter().zip(&found).enumerate())
            .map(|(at, (text, found))| self.edits(&session, text, found, &choice.of(at)))
            .collect();
        self.keep_numbers(&session, &found);
        let replaced: Vec<Replaced> =
            texts.par_iter().zip(&found).zip(edits).map(|((text, found), edits)| replace(text, edits, found)).collect();
        let mut replaced = replaced.into_iter();
        let headings: Vec<Text> = replaced.by_ref().take(headings.len()).map(|heading| heading.text).collect();
        let mut turns: Vec<Turn> = turns
            .into_iter()
            .zip(replaced.by_ref())
            .map(|(turn, replaced)| finish(turn, replaced, &speakers, &labels, &ids))
            .collect();
        let mut values: Vec<Text> = replaced.map(|value| value.text).collect();
        self.groups.rename(&session, &mut turns, &layout.values, &mut values);
        layout.values = values;
        self.forget(before, kind);
        Anonymised { session: session_now, kind, verbatim, by_comment, labels, headings, turns, layout }
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

    /// Makes the people known whom the file lists as present.
    fn know_present(&mut self, transcript: &Transcript) {
        for person in &transcript.present {
            self.people.add_speaker(person);
        }
    }

    fn reserve(&mut self, transcript: &Transcript) {
        let said = transcript.turns.iter().map(|turn| &turn.said);
        for text in transcript.headings.iter().chain(said).chain(&transcript.layout.values) {
            self.pseudonyms.reserve_in(text);
        }
        transcript.speakers.iter().for_each(|speaker| self.pseudonyms.reserve(&speaker.label));
    }

    /// What is to be hidden in every heading and turn.
    fn find(&mut self, transcript: &Transcript, speakers: &[Option<PersonId>]) -> Vec<Found> {
        let strategy = strategy::phrases(transcript);
        let texts: Vec<(&Text, Option<usize>)> = transcript
            .headings
            .iter()
            .map(|heading| (heading, None))
            .chain(transcript.turns.iter().map(|turn| (&turn.said, turn.speaker)))
            .chain(transcript.layout.values.iter().map(|value| (value, None)))
            .collect();
        let first_value = transcript.headings.len() + transcript.turns.len();
        let kept = [&self.kept, &strategy];
        let people = &self.people;
        let own: FxHashSet<&str> = speakers.iter().flatten().flat_map(|&id| people.name_parts(id)).collect();
        let outlines = Outlines::of(own.iter().copied().chain(people.borne()));
        let named = |word: &str| outlines.may_hold(word) && (own.contains(word) || people.bears(word));
        let talks = transcript.kind == SessionKind::FocusGroup;
        let before = |at: usize| {
            let turn = at.checked_sub(transcript.headings.len() + 1).filter(|_| talks)?;
            transcript.turns.get(turn).map(|turn| &turn.said)
        };
        let look = |(at, text)| {
            let mut scan = Scan::knowing(text, &kept, &named);
            scan.recognise();
            let hits = detect::find(&scan, before(at));
            scan.settle(hits.iter().map(|hit| hit.span));
            if let Some(second) = &self.second {
                second.weigh(&mut scan);
            }
            (scan, hits)
        };
        let (mut scans, mut hits): (Vec<Scan<'_>>, Vec<Vec<Hit>>) =
            texts.par_iter().enumerate().map(|(at, (text, _))| look((at, text))).unzip();
        detect::again(&scans, &mut hits, talks);
        scans.iter_mut().zip(&hits).for_each(|(scan, hits)| scan.settle(hits.iter().map(|hit| hit.span)));
        let flagged = texts[..first_value].par_iter().map(|(text, _)| detect::flags(text));
        let mut flags: Vec<Vec<Circumstance>> = flagged.collect();
        flags.resize_with(texts.len(), Vec::new);

        let mut opened = vec![false; speakers.len()];
        let mut said: Vec<Said<'_>> = scans
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
        let sites = sites(transcript, &self.people);
        let mut mentions = names::mentions(&mut self.people, &mut said, &speaking, &sites);
        aloud::labels(transcript, speakers, texts.iter().map(|it| it.0), &mut mentions);
        let mut found: Vec<Found> = hits
            .into_iter()
            .zip(mentions)
            .zip(flags)
            .zip(&texts)
            .map(|(((hits, mut mentions), flags), (text, _))| {
                paragraphs::part(text, &mut mentions);
                let general = if self.generalise { detect::generalised(text, &flags) } else { Vec::new() };
                Found { hits, mentions, flags, general }
            })
            .collect();
        let (people, pseudonyms, sheets) = (&self.people, &self.pseudonyms, values::sheets(transcript));
        Closed { people, pseudonyms, session: &transcript.session, sheets }.settle(&texts, &mut found, first_value);
        found
    }

    /// Forgets whoever a survey of thousands brought along, but not their pseudonyms: a batch must not grow with the
    /// file. Whoever wants a key wants everybody in it.
    fn forget(&mut self, before: usize, kind: SessionKind) {
        if kind == SessionKind::Survey && self.people.len() > MOST_PEOPLE && self.forms.is_none() {
            let least = before.max(MOST_PEOPLE).min(self.people.len());
            self.pseudonyms.forget_people(&self.people, least);
            self.people.forget(least);
        }
    }

    /// Gives everything its number in the usual order, so that no decision moves another one's number.
    pub(super) fn number(&mut self, session: &str, texts: &[&Text], found: &[Found]) {
        for (text, found) in texts.iter().zip(found) {
            let numbered = stretches(text, found, &|mention| !mention.doubtful);
            for stretch in numbered.iter().filter(|stretch| stretch.label.is_none()) {
                match stretch.target {
                    None => self.pseudonyms.thing(stretch.kind, text.slice(stretch.span)),
                    Some(target) => self.pseudonym(session, target),
                };
            }
        }
        self.keep_numbers(session, found);
    }

    /// The replacements for one text, in order; this is where numbers are given and counted.
    fn edits(&mut self, session: &str, text: &Text, found: &Found, choice: &OfText<'_>) -> Vec<Edit> {
        let mut edits = Vec::with_capacity(found.hits.len() + found.mentions.len());
        for stretch in stretches(text, found, &|mention| choice.hides(text, mention)) {
            let surface = text.slice(stretch.span);
            if let Some(label) = stretch.label {
                *self.counts.entry(stretch.kind).or_default() += 1;
                let replacement = format!("[{label}]");
                edits.push(Edit { span: stretch.span, kind: stretch.kind, replacement, grounds: stretch.grounds });
                continue;
            }
            let label = match stretch.target {
                None => self.pseudonyms.thing(stretch.kind, surface),
                Some(target) => self.pseudonym(session, target),
            };
            let label = choice.label(&self.decisions, stretch.span, surface, &label);
            self.masked.insert(stretch.kind, surface);
            if let Some(forms) = &mut self.forms {
                forms.note(&label, surface, session);
            }
            *self.counts.entry(stretch.kind).or_default() += 1;
            let replacement = format!("[{label}]");
            edits.push(Edit { span: stretch.span, kind: stretch.kind, replacement, grounds: stretch.grounds });
        }
        edits
    }
}

/// The text with its replacements, and the flags and doubts where they stand now.
fn replace(text: &Text, edits: Vec<Edit>, found: &Found) -> Replaced {
    let pairs: Vec<(Span, String)> = edits.iter().map(|edit| (edit.span, edit.replacement.clone())).collect();
    let replaced = text.replaced(&pairs);
    let mut shift = 0_isize;
    let mut masks = Vec::with_capacity(edits.len());
    for Edit { span: was, kind, replacement, grounds } in edits {
        let start = was.start.saturating_add_signed(shift);
        let span = Span::new(start, start + replacement.len());
        shift += replacement.len().cast_signed() - was.len().cast_signed();
        masks.push(Mask { kind, span, was, replacement, grounds });
    }
    let left = |mention: &&Mention| !masks.iter().any(|mask| mask.was.overlaps(mention.span));
    let doubt = |mention: &Mention| Doubt {
        kind: mention.kind(),
        span: moved(mention.span, &masks),
        was: mention.span,
        grounds: mention.grounds,
    };
    let doubts = found.mentions.iter().filter(left).map(doubt).collect();
    let flag = |it: &Circumstance| Flag { span: moved(it.span, &masks), reason: it.reason, care: it.care };
    let flags = found.flags.iter().map(flag).collect();
    Replaced { text: replaced, masks, doubts, flags }
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

/// The names of sites in the group columns, which the answers may mention; a team may be called after whoever leads it.
fn sites(transcript: &Transcript, people: &People) -> Vec<String> {
    let mut values: Vec<&str> = Vec::new();
    for attributes in
        transcript.turns.iter().map(|turn| &turn.attributes).chain(transcript.speakers.iter().map(|it| &it.attributes))
    {
        values.extend(attributes.values().map(String::as_str));
    }
    values.sort_unstable();
    values.dedup();
    let places = values.into_iter().filter(|value| !people.knows(value) && !values::names_somebody(value));
    places.filter_map(names::site).collect()
}

/// New ids for a session whose name was hidden.
pub(super) struct Ids {
    old: String,
    new: String,
    known: FxHashMap<String, String>,
}

impl Ids {
    /// Ids made from a file's name go with it; a caller's own change only where they hold a speaker's name.
    fn new(transcript: &Transcript, new: &str, borne: &Borne) -> Self {
        let mut ids = Ids { old: transcript.session.clone(), new: new.to_owned(), known: FxHashMap::default() };
        for (at, turn) in transcript.turns.iter().enumerate() {
            let changes = if transcript.keyed { borne.holds(&turn.id) } else { ids.old != ids.new };
            if changes {
                let id = if transcript.keyed { format!("{new}-{}", at + 1) } else { ids.rename(&turn.id, at) };
                ids.known.insert(turn.id.clone(), id);
            }
        }
        ids
    }

    fn rename(&self, id: &str, at: usize) -> String {
        match id.strip_prefix(&self.old) {
            Some(rest) => format!("{}{rest}", self.new),
            None => format!("{}-{}", self.new, at + 1),
        }
    }

    pub(super) fn of(&self, id: String) -> String {
        self.known.get(&id).cloned().unwrap_or(id)
    }
}

fn finish(turn: transcript::Turn, replaced: Replaced, speakers: &[Speaker], labels: &[String], ids: &Ids) -> Turn {
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
        doubts: replaced.doubts,
        flags: replaced.flags,
        attributes,
        typed: turn.typed,
        passed: turn.passed,
    }
}

/// Prints sizes, never names.
impl fmt::Debug for Anonymiser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Anonymiser({} people, {:?})", self.people.len(), self.masked)
    }
}
