//! Themes and aspects in the order in which a reader should meet them.

use std::collections::BTreeMap;

use super::answered::number;
use super::desk::Desk;
use super::report::{Aspect, Dissent, Matter, Theme};
use super::tables::Tables;
use super::tally::Findings;
use super::theme::{self, AspectTally, Said, Side};
use crate::coded::Valence;

/// What to celebrate, the most widely shared first.
pub(super) fn strengths(desk: &mut Desk<'_>, tables: &Tables, findings: &Findings) -> Vec<Theme> {
    themes(desk, tables, findings, Valence::Strength)
}

/// What to mend, in priority order.
pub(super) fn weaknesses(desk: &mut Desk<'_>, tables: &Tables, findings: &Findings) -> Vec<Theme> {
    themes(desk, tables, findings, Valence::Weakness)
}

/// What the weaknesses as a whole point at.
pub(super) fn issue(weaknesses: &[Theme]) -> Option<Matter> {
    let has = |matter: Matter| weaknesses.iter().any(|theme| theme.matter == Some(matter));
    match (has(Matter::Strategy), has(Matter::TacticsTools)) {
        (true, true) => Some(Matter::Both),
        (true, false) if !has(Matter::Both) => Some(Matter::Strategy),
        (false, true) if !has(Matter::Both) => Some(Matter::TacticsTools),
        _ => has(Matter::Both).then_some(Matter::Both),
    }
}

fn themes(desk: &mut Desk<'_>, tables: &Tables, findings: &Findings, valence: Valence) -> Vec<Theme> {
    let sides = findings.themes.iter().map(|(name, theme)| (name, theme, side(theme, valence)));
    let mut sides: Vec<_> = sides.filter(|(_, _, side)| side.said.people > 0).collect();
    sides.sort_by(|a, b| priority(b.2).cmp(&priority(a.2)).then(a.0.cmp(b.0)));
    sides
        .into_iter()
        .map(|(name, theme, side)| {
            let enough = desk.enough(side.said.people);
            let reach = desk.reach(&side.said);
            let by_group =
                if enough { tables.said(desk, findings, &side.groups, side.said.people) } else { Vec::new() };
            Theme {
                theme: desk.name(name),
                title: desk.name(&sided(name, valence)),
                definition: desk.name(&defined(&theme.definition, valence)),
                reach,
                strongly: desk.enough(side.strongly).then_some(side.strongly),
                held_back: desk.enough(side.held_back).then_some(side.held_back),
                clearness: enough.then(|| number(side.said.score) / number(side.said.comments) / 100.0),
                matter: (valence == Valence::Weakness).then(|| matter(side)),
                aspects: aspects(desk, side, valence),
                by_group,
                dissent: (valence == Valence::Weakness).then(|| dissent(desk, &theme.strength.said)).flatten(),
            }
        })
        .collect()
}

/// Priority: people first, then the sessions and surveys and the groups it came from, then how many put it in strong
/// words, then how many of them held back elsewhere, then comments.
fn priority(side: &Side) -> (u64, usize, usize, u64, u64, u64) {
    let groups = side.groups.values().map(BTreeMap::len).max().unwrap_or(0);
    (side.said.people, side.said.sources.len(), groups, side.strongly, side.held_back, side.said.comments)
}

/// Priority of an aspect: people first, then the sessions and surveys it came from, then comments.
fn weight(said: &Said) -> (u64, usize, u64) {
    (said.people, said.sources.len(), said.comments)
}

fn side(theme: &theme::Theme, valence: Valence) -> &Side {
    match valence {
        Valence::Strength => &theme.strength,
        Valence::Weakness => &theme.weakness,
    }
}

fn aspects(desk: &mut Desk<'_>, side: &Side, valence: Valence) -> Vec<Aspect> {
    let mut aspects: Vec<(&String, &AspectTally)> = side.aspects.iter().collect();
    aspects.sort_by(|a, b| weight(&b.1.said).cmp(&weight(&a.1.said)).then(a.0.cmp(b.0)));
    let most = |at: usize| match at {
        0 => 3,
        1 | 2 => 2,
        _ => 1,
    };
    let aspect = |(at, (name, tally)): (usize, (&String, &AspectTally))| {
        let says = if tally.says.is_empty() { title(name) } else { tally.says.clone() };
        Aspect {
            aspect: desk.name(name),
            says: desk.name(&says),
            reach: desk.reach(&tally.said),
            matter: (valence == Valence::Weakness).then_some(if tally.strategy {
                Matter::Strategy
            } else {
                Matter::TacticsTools
            }),
            quotations: desk.quotations(&tally.said.quotations, most(at)),
        }
    };
    aspects.into_iter().enumerate().map(aspect).collect()
}

/// What a weakness points at, by how many people said what; a fifth or less does not colour the whole.
fn matter(side: &Side) -> Matter {
    let all: u64 = side.aspects.values().map(|aspect| aspect.said.people).sum();
    let strategy: u64 = side.aspects.values().filter(|aspect| aspect.strategy).map(|aspect| aspect.said.people).sum();
    if strategy * 5 <= all {
        Matter::TacticsTools
    } else if strategy * 5 >= all * 4 {
        Matter::Strategy
    } else {
        Matter::Both
    }
}

fn dissent(desk: &mut Desk<'_>, against: &Said) -> Option<Dissent> {
    (against.people > 0)
        .then(|| Dissent { reach: desk.reach(against), quotations: desk.quotations(&against.quotations, 1) })
}

/// The title of a theme on one of its sides: what fits is not called what does not.
fn sided(name: &str, valence: Valence) -> String {
    match (name, valence) {
        ("alignment", Valence::Strength) => "A good fit (alignment)".to_owned(),
        ("alignment", Valence::Weakness) => "A poor fit (alignment)".to_owned(),
        _ => title(name),
    }
}

/// What a theme is on one of its sides.
fn defined(definition: &str, valence: Valence) -> String {
    match definition.strip_prefix("Fit or misfit") {
        Some(rest) if valence == Valence::Strength => format!("Fit{rest}"),
        Some(rest) => format!("Misfit{rest}"),
        None => definition.to_owned(),
    }
}

/// A codebook name as a title: `out-of-the-loop` is "Out of the loop".
fn title(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
