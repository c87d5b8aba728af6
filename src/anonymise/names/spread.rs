//! What a first reading of a session found is looked for everywhere in it: a name once certain is masked in every turn.
//!
//! Learns from mentions; it makes none.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::cast::{Part, People, PersonId};
use super::mentions::{Mention, Target};
use super::name::Name;
use super::session::{Known, Said, Verdict, who};
use crate::anonymise::IdentifierKind;
use crate::anonymise::outlines::Outlines;
use crate::anonymise::scan::Scan;
use crate::lexicons::{Is, facts, neighbours};

/// Letters that a word has at least to be looked for elsewhere.
const SHORTEST: usize = 3;

/// How likely the recogniser must think a name that no list has to look for it elsewhere.
const SURE: f32 = 0.5;

/// Adds to what is known of a session what `mentions` tell of it; gives the words that may be named by that elsewhere.
pub(super) fn learn(
    people: &mut People,
    known: &mut Known,
    texts: &[Said<'_>],
    mentions: &mut [Vec<Mention>],
) -> FxHashSet<CompactString> {
    let mut words = FxHashSet::default();
    let mut met = FxHashMap::default();
    for (said, mentions) in texts.iter().zip(mentions) {
        for mention in mentions.iter_mut().filter(|mention| !mention.doubtful) {
            if mention.kind() == IdentifierKind::Person {
                let tokens = said.scan.text.tokens_in(mention.span);
                // `the novaks` says that somebody is called `novak`, not `novaks`.
                let meant = |word: &str| match &mention.target {
                    Target::Named(_, key) => key.split(' ').any(|part| part == word),
                    Target::Person(id) => people.name_parts(*id).any(|part| part == word),
                };
                let tokens = tokens.filter(|&at| borne(&said.scan, at) && meant(said.scan.bare(at)));
                words.extend(tokens.map(|at| CompactString::from(said.scan.bare(at))));
            }
            let Target::Named(kind, key) = &mention.target else { continue };
            if *kind == IdentifierKind::Person && key.contains(' ') {
                let id = *met.entry(key.clone()).or_insert_with_key(|key| whole(people, known, key));
                mention.target = id.map_or_else(|| mention.target.clone(), Target::Person);
            } else if !key.contains(' ') && telling(&said.scan, mention, key) {
                let verdict = match kind {
                    IdentifierKind::Person => Verdict::Person,
                    IdentifierKind::Location => Verdict::Place,
                    _ => Verdict::Firm,
                };
                let entry = known.verdicts.entry(key.clone()).or_insert((verdict, false));
                if !entry.1 {
                    *entry = (entry.0, true);
                    words.insert(key.clone());
                }
            }
        }
    }
    words
}

/// Whether the word at `at`, part of somebody's name, may name them elsewhere.
fn borne(scan: &Scan<'_>, at: usize) -> bool {
    let known = scan.facts(at);
    // What everybody says all the time is hardly ever meant: `mark that as read`.
    let name = known.rank() == 0 || known.rank() > 3 && (known.given() >= 3 || known.family() >= 4);
    let word = known.any(&[Is::Title, Is::Particle, Is::Epithet]) || neighbours().nobody.has(scan.bare(at));
    name && !word && !scan.words[at].named && scan.bare(at).chars().count() >= SHORTEST
}

/// Meets somebody by their whole name, so that half of it finds them; nobody where somebody known may be meant.
fn whole(people: &mut People, known: &mut Known, key: &str) -> Option<PersonId> {
    let name = Name::of_run(key);
    if name.given.is_empty() || name.family.is_empty() || who(people, known, &name, None).is_some() {
        return None;
    }
    let id = people.add(name.clone(), Part::Other);
    known.index.insert_name(&name, id);
    Some(id)
}

/// Whether a word of `names`, roughly `outlines`, stands in a text outside what is masked there.
pub(super) fn left_out(
    said: &Said<'_>,
    mentions: &[Mention],
    names: &FxHashSet<CompactString>,
    outlines: &Outlines,
) -> bool {
    let masked = |at: usize| {
        let span = said.scan.text.tokens()[at].span;
        mentions.iter().any(|it| !it.doubtful && it.span.start <= span.start && span.start < it.span.end)
    };
    let named = |word: &str| outlines.may_hold(word) && names.contains(word);
    (0..said.scan.words.len()).any(|at| named(said.scan.bare(at)) && !masked(at))
}

/// Whether a word found once is a name wherever it stands: no English word, and a name by the lists or the recogniser.
fn telling(scan: &Scan<'_>, mention: &Mention, key: &str) -> bool {
    let known = facts(key);
    let likely = scan.text.tokens_in(mention.span).map(|at| {
        let likely = scan.likely(at);
        likely.person + likely.place + likely.firm
    });
    let listed = known.named() || known.city() >= 3;
    known.rank() == 0
        && !known.kept()
        && !known.any(&[Is::Site, Is::Thing, Is::Trade])
        && key.chars().count() >= SHORTEST
        && (listed || likely.fold(0.0, f32::max) >= SURE)
}
