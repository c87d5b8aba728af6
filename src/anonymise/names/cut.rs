//! Two people named one after the other where nothing has a capital or a comma: `ask ruan lindiwe has gone`.
//!
//! Tells where somebody else's name starts; it finds no name and decides nothing about who is meant.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::runs::Run;
use super::session::Said;
use crate::anonymise::scan::{Case, Scan};
use crate::lexicons::{Is, facts};
use crate::text::Kind;

/// How common a given name is that may stand alone.
const GIVEN: u8 = 3;

/// How common one is that opens another name wherever it stands behind one.
const SURELY: u8 = 5;

/// How many words may be taken for names of several people, whoever they are.
const LONGEST: usize = 3;

/// Has every word open a name of its own that stands behind somebody else's; gives the texts that changed.
///
/// `own` tells which words are given names of whoever speaks.
pub(super) fn cut(texts: &mut [Said<'_>], found: &[Vec<Run>], own: &dyn Fn(&str) -> bool) -> Vec<usize> {
    let mut alone: FxHashSet<CompactString> = FxHashSet::default();
    // What stands behind two names is a family name.
    let mut behind: FxHashMap<CompactString, u32> = FxHashMap::default();
    for (said, runs) in texts.iter().zip(found).filter(|(said, _)| said.scan.case != Case::Cased) {
        for run in runs {
            if run.tokens.len() == 1 {
                alone.insert(run.key.clone());
            }
            for at in run.tokens.clone().skip(1) {
                *behind.entry(said.scan.bare(at).into()).or_default() += 1;
            }
        }
    }
    let stands = |word: &str| alone.contains(word) || own(word);
    let apart = |scan: &Scan<'_>, run: &Run, at: usize| {
        let word = |at: usize| scan.token(at).is_some_and(|it| it.kind == Kind::Word);
        if !word(at - 1) || !word(at) {
            return false;
        }
        let (one, other) = (scan.bare(at - 1), scan.bare(at));
        let titled = at > 1 && scan.facts(at - 2).is(Is::Courtesy);
        let once = behind.get(other).is_none_or(|times| *times == 1);
        let short = run.tokens.len() <= LONGEST || own(other);
        one == other || once && short && !titled && two_people(one, other, &stands)
    };
    let mut changed = Vec::new();
    for (place, (said, runs)) in texts.iter_mut().zip(found).enumerate() {
        if said.scan.case == Case::Cased {
            continue;
        }
        let of = |run: &Run| run.tokens.clone().skip(1).filter(|&at| apart(&said.scan, run, at)).collect::<Vec<_>>();
        let starts: Vec<usize> = runs.iter().flat_map(of).collect();
        for &at in &starts {
            let likely = said.scan.likely(at).opening();
            said.scan.heed(at, likely);
        }
        if !starts.is_empty() {
            changed.push(place);
        }
    }
    changed
}

/// Whether `other` behind `one` is another person's name; `stands` tells which names stand alone elsewhere too.
fn two_people(one: &str, other: &str, stands: &dyn Fn(&str) -> bool) -> bool {
    let given = |word: &str, least: u8| facts(word).given() >= least.max(facts(word).family());
    let named = given(one, GIVEN) || stands(one) && given(one, 0);
    let both = stands(other) && given(other, 1) && (stands(one) || given(other, GIVEN));
    named && (both || given(other, SURELY) && facts(other).family() < GIVEN)
}
