//! Who is called what in a run: speakers first, then whoever and whatever is talked about.
//!
//! Gives pseudonyms; it looks for nobody and hides nothing.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::anonymiser::{Anonymiser, Found};
use super::key::Key;
use super::keyed::{self, Forms};
use super::names::{self, Name, PersonId, Target};
use super::pseudonyms::{given_before, in_no_order};
use super::{IdentifierKind, Naming};
use crate::lexicons::{facts, is_full_name, neighbours};
use crate::text::{Text, normal_form};
use crate::transcript::{Role, SessionKind, Speaker, Transcript};

impl Anonymiser {
    /// Minds the decisions of a review, and the pseudonyms of an earlier run where there was one.
    pub fn mind(&mut self, naming: &Naming) {
        self.strict = naming.strict;
        self.decisions = naming.decisions.clone();
        if let Some(key) = &naming.key {
            self.take_up(key);
        }
    }

    /// Takes up the pseudonyms of an earlier run, and remembers from now on what stands behind each.
    pub(super) fn take_up(&mut self, key: &Key) {
        keyed::take_up(key, &mut self.people, &mut self.pseudonyms, &mut self.labels);
        for renamed in &key.sessions {
            self.sessions.insert(renamed.session.clone(), Some(renamed.number));
        }
        self.forms = Some(Forms::of(key));
    }

    /// The key to all pseudonyms; none unless one, if only an empty one, was taken up.
    pub fn key(&self) -> Option<Key> {
        let sessions = self.sessions.iter().filter_map(|(session, number)| Some((session.as_str(), (*number)?)));
        Some(keyed::key(self.forms.as_ref()?, self, sessions))
    }

    /// The person and the pseudonym of every speaker; numbers are given in the order of `seed`, not of speaking.
    pub(super) fn meet(&mut self, transcript: &Transcript, speakers: &[&Speaker]) -> Vec<(Option<PersonId>, String)> {
        let (session, seed) = (&transcript.session, seed(transcript));
        let told = self.told(transcript);
        // Among first names `Porter` is what somebody does.
        let surnames = speakers.iter().any(|speaker| is_surname(&speaker.label));
        let named = |speaker: &Speaker| surnames || !speaker.names.is_empty() || !says_post(&speaker.label);
        let met = |speaker: &&Speaker| match told.get(speaker.label.as_str()) {
            Some(whole) => {
                let mut speaker = (*speaker).clone();
                speaker.names.push(whole.clone());
                self.person(session, &speaker, true)
            }
            None => self.person(session, speaker, named(speaker)),
        };
        let met: Vec<Option<PersonId>> = speakers.iter().map(met).collect();
        let mut order: Vec<usize> = (0..speakers.len()).filter(|&at| met[at].is_some()).collect();
        let hidden = |at: &usize| speakers[*at].role == Role::Participant && !speakers[*at].label.is_empty();
        let first = order.iter().filter(|at| !hidden(at)).count();
        order.sort_by_key(hidden);
        in_no_order(&mut order[first..], seed);
        let mut labels: Vec<String> = speakers.iter().map(|speaker| speaker.label.clone()).collect();
        for at in order {
            if let Some(id) = met[at] {
                labels[at] = self.label(session, speakers[at], id);
            }
        }
        met.into_iter().zip(labels).collect()
    }

    /// The whole names that speakers give in their first turns, by label, where that has their given name alone: whoever
    /// goes by a given name here may go by the whole name in another file.
    fn told(&self, transcript: &Transcript) -> FxHashMap<String, String> {
        let mut told = FxHashMap::default();
        if transcript.kind != SessionKind::FocusGroup {
            return told;
        }
        let mut met = vec![false; transcript.speakers.len()];
        let mut claims: Vec<(usize, PersonId, bool)> = Vec::new();
        for turn in &transcript.turns {
            let Some(at) = turn.speaker.filter(|&at| at < met.len() && !std::mem::replace(&mut met[at], true)) else {
                continue;
            };
            let label = &transcript.speakers[at].label;
            let known = self.labels.contains_key(&(transcript.session.clone(), label.clone()));
            let name = Name::parse(label).filter(|name| !known && name.family.is_empty());
            if let Some(whole) = name.and_then(|name| names::whole_name(&turn.said, &name)) {
                told.insert(label.clone(), whole);
            } else if !label.is_empty() && !known && Name::parse(label).is_none() && !self.people.listed().is_empty() {
                claims.extend(names::introduced(&turn.said, &self.people).map(|(id, said)| (at, id, said)));
            }
        }
        // Nobody of the roster is two speakers: who says so counts more than who only opens with the name.
        for &(at, id, said) in &claims {
            let others = claims.iter().filter(|other| other.1 == id && other.0 != at);
            let labelled = |speaker: &Speaker| {
                Name::parse(&speaker.label).is_some_and(|name| self.people.get(id).name.agrees(&name))
            };
            if others.clone().all(|other| said && !other.2) && !transcript.speakers.iter().any(labelled) {
                told.insert(transcript.speakers[at].label.clone(), self.people.get(id).name.full());
            }
        }
        told
    }

    /// Who a speaker is; nobody where the label is a pseudonym already. `named` where it may be a name.
    fn person(&mut self, session: &str, speaker: &Speaker, named: bool) -> Option<PersonId> {
        if given_before(&speaker.label).is_some() {
            return None;
        }
        let key = (!speaker.label.is_empty()).then(|| (session.to_owned(), speaker.label.clone()));
        let known = key.as_ref().and_then(|key| self.labels.get(key).copied());
        let named = known.or_else(|| if named { self.people.add_speaker(speaker) } else { None });
        let mut id = named.unwrap_or_else(|| self.people.add_nameless(speaker.role));
        if let Some(respondent) = speaker.respondent
            && !self.pseudonyms.answers_as(session, id, respondent)
        {
            id = self.people.add_namesake(id);
            self.pseudonyms.answers_as(session, id, respondent);
        }
        self.labels.extend(key.map(|key| (key, id)));
        if let Some(respondent) = speaker.respondent {
            self.pseudonyms.know_respondent(session, respondent, id);
        }
        Some(id)
    }

    /// What a speaker is called from now on.
    fn label(&mut self, session: &str, speaker: &Speaker, id: PersonId) -> String {
        let person = self.people.get(id);
        let label = if person.name.given.is_empty() {
            self.pseudonyms.nameless(id, person.part)
        } else {
            self.pseudonyms.person(&self.people, id, session)
        };
        if let Some(respondent) = speaker.respondent {
            self.pseudonyms.keep_respondent(session, respondent, &label);
        }
        let label = self.decisions.called(&label).to_owned();
        if let Some(forms) = &mut self.forms {
            for name in speaker.names.iter().chain([&speaker.label]) {
                forms.note(&label, name, session);
            }
        }
        label
    }

    /// Gives the people who are talked about their pseudonyms, so that nobody's number tells who was named first.
    pub(super) fn name_in_no_order(&mut self, transcript: &Transcript, found: &[Found]) {
        let mut seen = FxHashSet::default();
        let mut people: Vec<&Target> = Vec::new();
        for mention in found.iter().flat_map(|found| &found.mentions).filter(|mention| !mention.doubtful) {
            let person = matches!(mention.target, Target::Person(_) | Target::Named(IdentifierKind::Person, _));
            if person && seen.insert(&mention.target) {
                people.push(&mention.target);
            }
        }
        in_no_order(&mut people, seed(transcript));
        for target in people {
            self.pseudonym(&transcript.session, target);
        }
    }

    /// The pseudonym of whom or what a mention means.
    pub(super) fn pseudonym(&mut self, session: &str, target: &Target) -> String {
        match target {
            Target::Person(id) => self.pseudonyms.person(&self.people, *id, session),
            Target::Named(IdentifierKind::Person, key) => self.pseudonyms.single(session, key),
            Target::Named(kind, key) => self.pseudonyms.thing(*kind, key),
        }
    }

    /// The session's name, or a number where it holds the name of somebody met in it or before.
    pub(super) fn session_name(&mut self, transcript: &Transcript, texts: &[&Text], found: &[Found]) -> String {
        let session = &transcript.session;
        let numbered = self.sessions.values().flatten().count();
        let known = self.sessions.get(session).copied().flatten();
        let named = || self.masked.names_file(session) || names_somebody(transcript, texts, found);
        let renamed = known.or_else(|| named().then_some(numbered + 1));
        self.sessions.insert(session.clone(), renamed);
        renamed.map_or_else(|| session.clone(), |number| format!("session-{number}"))
    }
}

/// Whether the session's name has a part that is a common given name, is hidden in its texts or stands on a label.
fn names_somebody(transcript: &Transcript, texts: &[&Text], found: &[Found]) -> bool {
    let parts: Vec<CompactString> = pieces(&transcript.session).collect();
    let said = || {
        texts.iter().zip(found).any(|(text, found)| {
            let mut sure = found.mentions.iter().filter(|mention| !mention.doubtful);
            sure.any(|mention| pieces(text.slice(mention.span)).any(|word| parts.contains(&word)))
        })
    };
    let given = |word: &CompactString| facts(word).given() >= 4 && !facts(word).kept() && facts(word).city() == 0;
    !parts.is_empty() && (parts.iter().any(given) || Borne::of(transcript).holds(&transcript.session) || said())
}

/// Whether a label says what somebody does: `Porter`, `Nurse 2`.
fn says_post(label: &str) -> bool {
    let label = normal_form(label);
    neighbours().posts.has(label.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '))
}

/// Whether a label is a family name and no other word.
fn is_surname(label: &str) -> bool {
    let label = normal_form(label);
    let known = facts(&label);
    known.family() > known.given() && !neighbours().posts.has(&label) && !neighbours().roles.has(&label)
}

/// The words of `words` that are no everyday ones.
fn pieces(words: &str) -> impl Iterator<Item = CompactString> {
    let telling = |word: &&str| word.chars().count() > 2 && facts(&normal_form(word)).rank() == 0;
    words.split(|c: char| !c.is_alphabetic()).filter(telling).map(normal_form)
}

/// The names on the labels of a session, to look for in keys: the words that are no everyday ones, and whole names.
#[derive(Default)]
pub(super) struct Borne {
    words: FxHashSet<CompactString>,
    whole: Vec<String>,
}

impl Borne {
    pub(super) fn of(transcript: &Transcript) -> Self {
        let fresh = transcript.speakers.iter().filter(|speaker| given_before(&speaker.label).is_none());
        let names = || fresh.clone().flat_map(|speaker| speaker.names.iter().chain([&speaker.label]));
        let words = names().filter(|name| names::is_name(name)).flat_map(|name| pieces(name)).collect();
        let whole = names().filter(|name| is_full_name(name)).map(|name| spaced(name)).collect();
        Borne { words, whole }
    }

    /// Whether one of them stands in `key`.
    pub(super) fn holds(&self, key: &str) -> bool {
        let known = !self.words.is_empty() && pieces(key).any(|word| self.words.contains(&word));
        known
            || !self.whole.is_empty() && {
                let key = spaced(key);
                self.whole.iter().any(|name| key.contains(name.as_str()))
            }
    }
}

/// The words of `key` in normal form, each between spaces.
fn spaced(key: &str) -> String {
    let words = key.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.fold(String::from(" "), |all, word| all + &normal_form(word) + " ")
}

/// Where the order of a transcript's numbers starts: from how long its turns are, so that no word has a part in it.
fn seed(transcript: &Transcript) -> u64 {
    let lengths = transcript.turns.iter().map(|turn| turn.said.as_str().len() as u64);
    lengths.fold(0x9e37_79b9, |seed, length| (seed ^ length).wrapping_mul(0x0100_0000_01b3).rotate_left(17))
}
