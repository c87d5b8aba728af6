//! What a key tells of earlier runs: who and what was called what, and which files had been read by then.
//!
//! Answers when a pseudonym is given; it decides nobody's name. A file that was read before is shown only what was known
//! then, so that reading it again ends in the same bytes.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::IdentifierKind;
use super::key::{Entry, Key, Meant, Read};
use super::names::{Name, Part, parts};

/// Every kind of thing that has pseudonyms.
const THINGS: &[IdentifierKind] = &[
    IdentifierKind::Email,
    IdentifierKind::Phone,
    IdentifierKind::Address,
    IdentifierKind::Location,
    IdentifierKind::Organisation,
    IdentifierKind::Id,
    IdentifierKind::Date,
    IdentifierKind::Url,
    IdentifierKind::Handle,
];

/// Somebody of an earlier run.
pub(super) struct Before {
    pub(super) label: String,
    pub(super) part: Part,
    pub(super) name: Name,
    pub(super) meant: Meant,
}

/// All that earlier runs gave a pseudonym.
#[derive(Default)]
pub(super) struct Earlier {
    /// As the key had them; none is lost because this run does not meet them.
    pub(super) entries: Vec<Entry>,
    people: Vec<Before>,
    whole: FxHashMap<String, Vec<usize>>,
    /// By session and label.
    labelled: FxHashMap<(String, String), usize>,
    /// By survey and respondent.
    answered: FxHashMap<(String, u32), usize>,
    /// Respondents of this run who are one of several people of one name.
    claimed: FxHashSet<String>,
    single: FxHashMap<(String, CompactString), (u32, String)>,
    named: FxHashMap<(IdentifierKind, CompactString), (u32, String)>,
    /// Files read so far, with how long their turns are, by the run that read them first.
    read: FxHashMap<(String, u64), u32>,
    /// The number of this run.
    pub(super) run: u32,
    /// Up to which run everything was shown.
    shown: u32,
}

impl Earlier {
    pub(super) fn of(key: &Key) -> Self {
        let mut earlier = Earlier { entries: key.entries.clone(), ..Earlier::default() };
        for Read { session, lengths, run } in &key.read {
            earlier.run = earlier.run.max(*run);
            earlier.read.insert((session.clone(), *lengths), *run);
        }
        earlier.run += 1;
        for entry in &key.entries {
            std::iter::once(&entry.meant).chain(&entry.also).for_each(|meant| earlier.take_in(entry, meant));
        }
        // Whoever was met first comes first.
        earlier.people.sort_by_key(|it| (it.meant.run, it.meant.respondent));
        for (at, Before { name, meant, .. }) in earlier.people.iter().enumerate() {
            let full = name.full();
            if !full.is_empty() {
                earlier.whole.entry(full).or_default().push(at);
            }
            if let (Some(session), Some(label)) = (&meant.session, &meant.label) {
                earlier.labelled.entry((session.clone(), label.clone())).or_insert(at);
            }
            if let (Some(session), Some(respondent)) = (&meant.session, meant.respondent) {
                earlier.answered.entry((session.clone(), respondent)).or_insert(at);
            }
        }
        earlier
    }

    fn take_in(&mut self, entry: &Entry, meant: &Meant) {
        let label = entry.pseudonym.clone();
        let word: CompactString = meant.word.as_deref().unwrap_or_default().into();
        if let Some(&kind) = THINGS.iter().find(|kind| kind.name() == entry.kind) {
            self.named.insert((kind, word), (meant.run, label));
        } else if meant.word.is_some() {
            let session = meant.session.clone().unwrap_or_default();
            self.single.insert((session, word), (meant.run, label));
        } else {
            let words = |all: &[String]| all.iter().map(CompactString::from).collect();
            let name = Name { given: words(&meant.given), family: words(&meant.family) };
            self.people.push(Before { label, part: part(&entry.kind), name, meant: meant.clone() });
        }
    }

    /// Whoever has this full name; of several the first.
    pub(super) fn whole(&self, full: &str) -> Option<&str> {
        let first = self.whole.get(full)?.first()?;
        Some(&self.people[*first].label)
    }

    /// Whoever had this label in this session.
    pub(super) fn labelled(&self, session: &str, label: &str) -> Option<&str> {
        let at = self.labelled.get(&(session.to_owned(), label.to_owned()))?;
        Some(&self.people[*at].label)
    }

    /// Whoever of this full name is this respondent, else the first whom nobody of this run is; nobody where all are taken.
    pub(super) fn claim(&mut self, full: &str, session: &str, respondent: u32) -> Option<&str> {
        let bearers = self.whole.get(full)?;
        let same = |at: &&usize| {
            let meant = &self.people[**at].meant;
            meant.respondent == Some(respondent) && meant.session.as_deref() == Some(session)
        };
        let free = |at: &&usize| !self.claimed.contains(&self.people[**at].label);
        let at = bearers.iter().find(same).or_else(|| bearers.iter().find(free)).copied();
        self.claimed.extend(at.map(|at| self.people[at].label.clone()));
        at.map(|at| self.people[at].label.as_str())
    }

    /// Whether somebody called `name` may be whoever stood in this place of a survey.
    pub(super) fn may_answer(&self, session: &str, respondent: u32, name: &Name) -> bool {
        let known = self.answered.get(&(session.to_owned(), respondent));
        known.is_none_or(|&at| self.people[at].name == *name)
    }

    /// The one of the session of this name, not among `met`, who may go by `name` now: half a name for the whole, or the
    /// whole for half; a family name that grew.
    pub(super) fn likely(&self, session: &str, name: &Name, met: &FxHashSet<&str>) -> Option<&str> {
        let grew = |a: &CompactString, b: &CompactString| parts(a).any(|part| part == b.as_str());
        let fits = |it: &&Before| {
            let own = &it.name;
            let family = match (own.family.as_slice(), name.family.as_slice()) {
                ([], _) | (_, []) => true,
                ([a], [b]) => grew(a, b) || grew(b, a),
                _ => false,
            };
            let here = it.meant.session.as_deref() == Some(session) && it.meant.label.is_some();
            here && family && !own.given.is_empty() && own.given == name.given && !met.contains(it.label.as_str())
        };
        let mut fitting = self.people.iter().filter(fits).map(|it| it.label.as_str());
        let first = fitting.next()?;
        fitting.all(|label| label == first).then_some(first)
    }

    /// What somebody known by one word in a session was called.
    pub(super) fn single(&self, key: &(String, CompactString)) -> Option<&String> {
        self.single.get(key).map(|it| &it.1)
    }

    /// What a thing was called.
    pub(super) fn thing(&self, key: &(IdentifierKind, CompactString)) -> Option<&String> {
        self.named.get(key).map(|it| &it.1)
    }

    /// The run that read a file first, this one where none did.
    pub(super) fn first_read(&mut self, session: &str, lengths: u64) -> u32 {
        *self.read.entry((session.to_owned(), lengths)).or_insert(self.run)
    }

    /// Up to which run everything was shown; from now on up to `run`.
    pub(super) fn show(&mut self, run: u32) -> std::ops::Range<u32> {
        let before = self.shown;
        self.shown = before.max(run);
        before..self.shown
    }

    /// Everybody of these runs who took part and has a full name.
    pub(super) fn took_part(&self, runs: std::ops::Range<u32>) -> impl Iterator<Item = &Before> {
        let known = |it: &&Before| it.part != Part::Other && !it.name.full().is_empty();
        self.people.iter().filter(known).filter(move |it| runs.contains(&it.meant.run))
    }

    /// Words by which somebody else was known in one session, in order.
    pub(super) fn single_words(&self, runs: std::ops::Range<u32>) -> Vec<CompactString> {
        let met = self.single.iter().filter(|(_, (run, _))| runs.contains(run));
        let mut words: Vec<CompactString> = met.map(|((_, word), _)| word.clone()).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Every thing of these runs.
    pub(super) fn things(
        &self,
        runs: std::ops::Range<u32>,
    ) -> impl Iterator<Item = (&(IdentifierKind, CompactString), &String)> {
        self.named.iter().filter(move |(_, (run, _))| runs.contains(run)).map(|(key, (_, label))| (key, label))
    }

    /// The files read so far, in order.
    pub(super) fn files(&self) -> Vec<Read> {
        let file = |((session, lengths), run): (&(String, u64), &u32)| Read {
            session: session.clone(),
            lengths: *lengths,
            run: *run,
        };
        let mut files: Vec<Read> = self.read.iter().map(file).collect();
        files.sort_unstable_by(|a, b| (a.run, &a.session, a.lengths).cmp(&(b.run, &b.session, b.lengths)));
        files
    }
}

fn part(kind: &str) -> Part {
    match kind {
        "moderator" => Part::Moderator,
        "participant" => Part::Participant,
        _ => Part::Other,
    }
}
