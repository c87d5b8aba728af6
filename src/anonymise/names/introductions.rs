//! Who says what they are called: `I'm Dana`, `Naebody calls me Agnes but. It's Senga`, or just `Dana, night shift`.

use std::ops::Range;

use compact_str::CompactString;

use super::cast::{Index, People, PersonId};
use super::likeness;
use super::name::Name;
use super::runs::{Run, runs};
use super::told::{Lead, lead, loose_names, told_names};
use crate::anonymise::scan::{Case, Scan, Shape};
use crate::lexicons::{Is, neighbours};
use crate::text::{Kind, Text};

/// A stretch in which the speaker names themselves.
pub(super) struct SelfName {
    /// The tokens of the name.
    pub(super) tokens: Range<usize>,
    /// Whether the speaker says so in words, rather than by opening a turn with it.
    pub(super) said: bool,
    /// Whether that makes a name of the words even where nothing has a capital.
    pub(super) sure: bool,
}

/// The stretches of `scan` in which its speaker names themselves; `opening` marks their first turn.
pub(super) fn self_names(scan: &Scan<'_>, runs: &[Run], opening: bool) -> Vec<SelfName> {
    let mut found: Vec<SelfName> = Vec::new();
    for run in runs {
        if titled(scan, &run.tokens) || pronoun(scan, run) {
            continue;
        }
        let said = says_so(scan, &run.tokens, opening);
        let follows = || found.last().is_some_and(|last| follows_on(scan, &last.tokens, run));
        if said || (opening && (opens(scan, run) || follows())) {
            found.push(SelfName { tokens: run.tokens.clone(), said, sure: false });
        }
    }
    if scan.case != Case::Cased {
        for tokens in told_names(scan, opening) {
            let longer = found.iter().any(|it| it.tokens.start <= tokens.start && tokens.end <= it.tokens.end);
            if !longer {
                found.retain(|it| it.tokens.end <= tokens.start || tokens.end <= it.tokens.start);
                found.push(SelfName { tokens, said: true, sure: true });
            }
        }
        let loose = loose_names(scan, opening);
        let told = |name: &Range<usize>, it: &SelfName| {
            if it.sure {
                name.start < it.tokens.end && it.tokens.start < name.end
            } else {
                it.tokens.contains(&name.start)
            }
        };
        let free = |name: &Range<usize>| !found.iter().any(|it| told(name, it));
        let loose: Vec<Range<usize>> = loose.into_iter().filter(free).collect();
        found.extend(loose.into_iter().map(|tokens| SelfName { tokens, said: true, sure: false }));
    }
    found
}

/// Whether a turn opens with a title and a name: that is somebody else's, `Mr. Patel, he said`.
fn titled(scan: &Scan<'_>, run: &Range<usize>) -> bool {
    let dot = usize::from(run.start > 1 && scan.is_mark(run.start - 1, "."));
    run.start == 1 + dot && scan.facts(0).is(Is::Courtesy)
}

/// Whether a run is a word that stands for anybody: `You can call me Ebi`.
fn pronoun(scan: &Scan<'_>, run: &Run) -> bool {
    let at = run.tokens.start;
    run.tokens.len() == 1 && !scan.words[at].named && neighbours().verb_company.has(scan.bare(at))
}

/// `I'm X`, `my name is X`, `call me X`, `X is fine`.
fn says_so(scan: &Scan<'_>, run: &Range<usize>, opening: bool) -> bool {
    let left = |back: usize| run.start.checked_sub(back).map_or("", |at| scan.normal(at));
    let dot = usize::from(scan.is_mark(run.end, ".") && scan.normal(run.end - 1).contains('.'));
    let right = |on: usize| scan.normal(run.end + dot + on);
    let also =
        matches!((left(2), left(1)), ("me", "just") | ("known", "as") | ("answer" | "answers" | "down", "to" | "as"));
    let named = match lead(scan, run.start) {
        Some(Lead::Name | Lead::Am | Lead::Called) => true,
        Some(Lead::This) => opening,
        None => also || (opening && left(1) == "it's"),
    };
    // `Van to this lot`, `LN they call me`, `Bud for short`.
    let sentence = scan.sentence(run.start);
    let known_as = (right(0) == "to" && neighbours().everyone.has(right(1)) && sentence.start == run.start)
        || (neighbours().everyone.has(right(0)) || right(0) == "they")
            && right(1).starts_with("call")
            && right(2) == "me"
        || (right(0) == "for" && right(1) == "short");
    let named = named || known_as;
    named
        || (opening && right(0) == "is" && right(1) == "fine")
        || (opening && right(0) == "if" && left(1) == ",")
        || (opening && matches!(right(0), "here" | "speaking") && run.start < 4 && tells(scan, run))
}

/// Whether a word of the run is more likely a name than a word: `Dana here` names somebody, `Same here` nobody.
fn tells(scan: &Scan<'_>, run: &Range<usize>) -> bool {
    run.clone().any(|at| {
        let word = scan.words[at];
        word.named || !word.ordinary() || word.facts.given() >= 4
    })
}

/// Whether the turn opens with the run: `Dana, night shift`, `And Dana. Hello.`
fn opens(scan: &Scan<'_>, run: &Run) -> bool {
    let before_fits = (0..run.tokens.start).all(|at| {
        scan.token(at).is_some_and(|it| it.kind == Kind::Mark)
            || (scan.facts(at).is(Is::Opener)
                && !matches!(scan.bare(at), "thanks" | "cheers" | "ta" | "sorry" | "thank"))
            || matches!(scan.bare(at), "and" | "my" | "me" | "then" | "afternoon" | "evening" | "everyone" | "all")
    });
    let before_fits = before_fits && tells(scan, &run.tokens);
    let behind = scan.normal(run.tokens.end);
    // `John from the depot rang` is about somebody else.
    let told = (run.tokens.end..scan.sentence(run.tokens.start).end)
        .take_while(|&at| scan.token(at).is_some_and(|it| it.kind == Kind::Word) && scan.normal(at) != "i")
        .any(|at| scan.facts(at).any(&[Is::PersonVerb, Is::SurePersonVerb]));
    before_fits
        && !(behind == "from" && told)
        && run.tokens.start < 7
        && (behind.is_empty() || matches!(behind, "," | "." | "..." | "-" | "\u{2014}" | "from" | "and"))
}

/// Whether the run says the name just said again, more fully, or is a sentence of its own behind it.
fn follows_on(scan: &Scan<'_>, last: &Range<usize>, run: &Run) -> bool {
    let near = run.tokens.start <= last.end + 2;
    let repeats = run.tokens.clone().any(|at| last.clone().any(|it| scan.bare(it) == scan.bare(at)));
    let sentence = scan.sentence(run.tokens.start);
    let alone = sentence.end <= run.tokens.end + 1 && sentence.start == run.tokens.start && run.tokens.len() == 1;
    let word = scan.words[run.tokens.start];
    let rare = !word.ordinary() || word.facts.given() >= 3 || word.facts.is(Is::Nickname);
    // `Grace Tindall, training. Hexham.` says where, not who.
    let rare = rare && !(word.facts.city() > 0 && word.facts.given() < 4);
    (near && repeats) || (alone && rare && run.tokens.start <= last.end + 14)
}

/// At the start of a first turn, a word before the family name that the speaker's label has: `rob field` for `r.field`.
pub(super) fn by_label(scan: &Scan<'_>, own: &Name) -> Option<Range<usize>> {
    let initial = own.given.iter().all(|word| word.chars().count() == 1);
    let family = match (&*own.family, &*own.given) {
        ([.., family], _) if initial => family,
        ([], [label]) => label,
        _ => return None,
    };
    let starts = |at: &usize| scan.facts(*at).is(Is::Opener) || scan.token(*at).is_some_and(|it| it.kind == Kind::Mark);
    let start = (0..scan.words.len().min(8)).find(|at| !starts(at))?;
    let fits =
        own.given.first().is_none_or(|given| own.family.is_empty() || scan.bare(start).starts_with(given.as_str()));
    let told = scan.bare(start + 1) == family.as_str() && scan.bare(start) != family.as_str() && fits;
    let word = scan.shape(start) != Shape::Other && scan.facts(start).rank() != 1 && !scan.facts(start).is(Is::Title);
    (told && word && scan.bare(start).chars().count() > 1).then_some(start..start + 2)
}

/// At the start of a first turn, words that sound like the speaker's own name as a recogniser heard it.
pub(super) fn heard_name(scan: &Scan<'_>, people: &People, speaker: PersonId) -> Option<Range<usize>> {
    let own: Vec<&str> = people
        .get(speaker)
        .name
        .given
        .iter()
        .chain(&people.get(speaker).name.family)
        .map(CompactString::as_str)
        .collect();
    let whole = own.concat();
    let start = (0..scan.words.len().min(8)).find(|&at| scan.token(at).is_some_and(|it| it.kind == Kind::Word))?;
    for from in start..(start + 6).min(scan.words.len()) {
        for length in (1..=4).rev() {
            let range = from..(from + length).min(scan.words.len());
            if range.len() < length || !range.clone().all(|at| scan.token(at).is_some_and(|it| it.kind == Kind::Word)) {
                continue;
            }
            if range.clone().any(|at| scan.words[at].kept || own.contains(&scan.bare(at))) {
                continue;
            }
            let said: String = range.clone().map(|at| scan.bare(at)).collect();
            let function = range.clone().all(|at| matches!(scan.facts(at).rank(), 1 | 2));
            if said.len() >= 6 && !function && own.len() > 1 && likeness::sounds_like(&said, &whole) {
                return Some(range);
            }
        }
    }
    None
}

/// The whole name that the speaker of a first turn gives, where their label has the given name alone.
pub(in crate::anonymise) fn whole_name(text: &Text, label: &Name) -> Option<String> {
    let scan = Scan::knowing(text, &[], &|word| label.given.iter().any(|given| given == word));
    let whole = |tokens: &Range<usize>| {
        let name = name_in(&scan, tokens);
        !name.full().is_empty() && name.given.iter().any(|word| label.given.contains(word))
    };
    let found = self_names(&scan, &runs(&scan), true).into_iter().find(|own| whole(&own.tokens))?;
    Some(text.slice(scan.bare_span(found.tokens)).to_owned())
}

/// Whether a stretch names exactly one other person who is known already, and so not the speaker.
pub(super) fn names_other(scan: &Scan<'_>, tokens: &Range<usize>, index: &Index, speaker: PersonId) -> bool {
    let ids: Vec<PersonId> = index.get(scan.bare(tokens.start)).iter().map(|(_, id)| *id).collect();
    !ids.is_empty() && !ids.contains(&speaker)
}

/// The name said in `tokens`.
pub(super) fn name_in(scan: &Scan<'_>, tokens: &Range<usize>) -> Name {
    Name::of_run(&super::runs::key(scan, tokens.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let text = Text::new(raw);
        let scan = Scan::new(&text, &[]);
        let found: Vec<&str> =
            self_names(&scan, &runs(&scan), true).into_iter().map(|it| text.slice(scan.bare_span(it.tokens))).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn people_say_who_they_are() {
        check("I'm Sorcha, Sorcha Mannion, I don't work here.", &["Sorcha", "Sorcha Mannion"]);
        check(
            "William Ketchum, but I don't answer to it. Bud. Uh, drive the south route.",
            &["William Ketchum", "Bud"],
        );
        check("hi everyone this is maricel dimaculangan from the desk", &["maricel dimaculangan"]);
        check("Harpreet Sandhu, rents. Everyone since nursery's called me Happy.", &["Harpreet Sandhu", "Happy"]);
    }

    #[test]
    fn a_label_tells_whose_family_name_opens_a_turn() {
        let told = |raw: &str, label: &str| {
            let text = Text::new(raw);
            let range = by_label(&Scan::new(&text, &[]), &Name::parse(label).unwrap());
            range.map(|range| text.slice(text.span_of(range)).to_owned())
        };
        assert_eq!(told("rob field i'm out in the field", "r.field").as_deref(), Some("rob field"));
        assert_eq!(told("uh ger heffernan feed lorry", "Heffernan").as_deref(), Some("ger heffernan"));
        assert_eq!(told("mr heffernan told me", "Heffernan"), None);
        assert_eq!(told("rob field i'm out", "Dana Field"), None);
    }

    #[test]
    fn other_talk_names_nobody() {
        check("I'm sure it's shared. We saw Poland.", &[]);
        check("D-O-K-U-B-O. You can call me that.", &[]);
        check("We had a new lad. His name's Dexter, he goes by Dex.", &[]);
        check("i'm out at the back, this is what we do", &[]);
        check("Dana from the depot rang and said the lorry was late.", &[]);
    }
}
