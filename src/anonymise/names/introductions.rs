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
#[expect(clippy::struct_excessive_bools, reason = "each says something else about how a name is told")]
pub(super) struct SelfName {
    /// The tokens of the name.
    pub(super) tokens: Range<usize>,
    /// Whether the speaker says so in words, rather than by opening a turn with it.
    pub(super) said: bool,
    /// Whether that makes a name of the words even where nothing has a capital.
    pub(super) sure: bool,
    /// Whether they say that they are called so, which need not be what their label says.
    pub(super) firm: bool,
    /// Whether no word leads up to it, and nothing but its place at the start of a turn tells whose it is.
    pub(super) opens: bool,
}

/// The stretches of `scan` in which its speaker names themselves; `opening` marks their first turn.
pub(super) fn self_names(scan: &Scan<'_>, runs: &[Run], opening: bool) -> Vec<SelfName> {
    let mut found: Vec<SelfName> = Vec::new();
    for run in runs {
        if titled(scan, &run.tokens) || pronoun(scan, run) || of_another(scan, &run.tokens) {
            continue;
        }
        let firm = called(scan, &run.tokens);
        let said = firm || says_so(scan, &run.tokens, opening, !found.is_empty());
        let follows = || found.last().is_some_and(|last| follows_on(scan, &last.tokens, run));
        if said || (opening && (opens(scan, run) || follows())) {
            found.push(SelfName { tokens: run.tokens.clone(), said, sure: false, firm, opens: false });
        }
    }
    if scan.case != Case::Cased {
        for tokens in told_names(scan, opening).into_iter().filter(|tokens| !of_another(scan, tokens)) {
            let longer = found.iter().any(|it| it.tokens.start <= tokens.start && tokens.end <= it.tokens.end);
            if !longer {
                found.retain(|it| it.tokens.end <= tokens.start || tokens.end <= it.tokens.start);
                let firm = called(scan, &tokens);
                found.push(SelfName { tokens, said: true, sure: true, firm, opens: false });
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
        // `hi david tom here`: who is greeted is somebody else where the speaker gives another name.
        let said = found.iter().any(|it| it.said);
        let greeted = |name: &Range<usize>| {
            said && name.start.checked_sub(1).is_some_and(|at| neighbours().greetings.has(scan.normal(at)))
        };
        let own = |name: &Range<usize>| free(name) && !greeted(name) && !of_another(scan, name);
        let loose: Vec<Range<usize>> = loose.into_iter().filter(own).collect();
        let told = |tokens: Range<usize>| {
            let firm = called(scan, &tokens);
            let before = tokens.start.checked_sub(1).map_or("", |at| scan.normal(at));
            let opens = lead(scan, tokens.start).is_none() && !matches!(before, "says" | "say");
            SelfName { tokens, said: true, sure: false, firm, opens }
        };
        found.extend(loose.into_iter().map(told));
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

/// Where what leads up to a run ends: before its title, if it has one.
fn lead_end(scan: &Scan<'_>, run: &Range<usize>) -> usize {
    let dot = usize::from(run.start > 1 && scan.is_mark(run.start - 1, "."));
    let title = run.start.checked_sub(1 + dot).filter(|&at| scan.facts(at).is(Is::Courtesy));
    title.unwrap_or(run.start)
}

/// Whether the words around a run make it somebody else's whatever leads up to it: `I'm Beryl's deputy`, `it's Beryl who
/// decides`, `hello Kayleigh`, `she said my name is Beryl`.
fn of_another(scan: &Scan<'_>, run: &Range<usize>) -> bool {
    let start = lead_end(scan, run);
    let left = |back: usize| start.checked_sub(back).map_or("", |at| scan.normal(at));
    let greeted = matches!(left(1), "hello" | "hi" | "hey" | "hiya" | "dear" | "morning" | "thanks" | "thank");
    let meant = matches!(left(1), "it's" | "its" | "is" | "was");
    let leads = matches!(left(1), "is" | "i'm" | "im" | "am" | "it's" | "its" | "name's");
    let picked =
        meant && matches!(scan.normal(run.end), "who" | "who's" | "that" | "that's" | "you" | "i" | "we" | "all");
    // `I'm Beryl and Tom's apprentice`, `it's Beryl or nobody`
    let named = |at: usize| scan.shape(at) == Shape::Capital && scan.facts(at).named();
    let several = scan.normal(run.end) == "or" || scan.normal(run.end) == "and" && named(run.end + 1);
    scan.possessive(run.end - 1)
        || several && leads
        || greeted
        || picked
        || leads && (quoted(scan, start - 1) || quoted_behind(scan, run.end))
}

/// How many words before `I'm` may say whose words it opens.
const QUOTED: usize = 7;

/// Whether the words that lead up to a name, one of them at `lead`, are somebody else's: `a man rang and said I'm Alan`.
pub(super) fn quoted(scan: &Scan<'_>, lead: usize) -> bool {
    let from = scan.sentence(lead).start.max(lead.saturating_sub(QUOTED));
    let tells = |at: usize| {
        let says = neighbours().quoting.has(scan.normal(at));
        says && !at.checked_sub(1).is_some_and(|who| matches!(scan.normal(who), "i" | "i've" | "just" | "to"))
    };
    (from..lead).any(|at| tells(at) || at > from && matches!(scan.normal(at), "\"" | "\u{201c}" | "\u{2018}"))
}

/// Whether the words that end at token `end` are said to be somebody else's: `"This is Petra Hale," she says`.
fn quoted_behind(scan: &Scan<'_>, end: usize) -> bool {
    let other = |at: usize| matches!(scan.normal(at), "he" | "she" | "they");
    let marks = (end..end + 3).take_while(|&at| scan.token(at).is_some_and(|it| it.kind == Kind::Mark)).count();
    marks > 0 && other(end + marks) && neighbours().quoting.has(scan.normal(end + marks + 1))
}

/// Whether a clause ends at token `at`, or goes on as it does behind a speaker's own name.
fn ends(scan: &Scan<'_>, at: usize) -> bool {
    let mark = scan.token(at).is_none_or(|token| token.kind == Kind::Mark);
    mark || scan.case != Case::Cased
        || matches!(
            scan.normal(at),
            "from" | "and" | "here" | "speaking" | "in" | "at" | "on" | "with" | "calling" | "by" | "i" | "i'm" | "but"
        )
}

/// `call me X`, `X to my friends`, `LN they call me`, `Bud for short`: what somebody is called, whatever their label says.
fn called(scan: &Scan<'_>, run: &Range<usize>) -> bool {
    let left = |back: usize| run.start.checked_sub(back).map_or("", |at| scan.normal(at));
    let dot = usize::from(scan.is_mark(run.end, ".") && scan.normal(run.end - 1).contains('.'));
    let right = |on: usize| scan.normal(run.end + dot + on);
    // `he answers to`, `the fitter is down as` lead up to somebody else's.
    let also = match (left(3), left(2), left(1)) {
        (_, "me", "just") | (_, "known", "as") | ("me", "down", "as") => true,
        // `I answer to Beryl Stokes` tells of a manager.
        (who, "answer", "to") => run.len() == 1 && !matches!(who, "they" | "you" | "we"),
        _ => false,
    };
    let crowd = |on: usize| neighbours().crowd.has(right(on));
    let known_to =
        crowd(1) || (neighbours().owners.has(right(1)) && (crowd(2) || neighbours().owners.has(right(2)) && crowd(3)));
    let opens = scan.sentence(run.start).start == run.start && tells(scan, run);
    lead(scan, run.start) == Some(Lead::Called)
        || also
        || (right(0) == "to" && known_to && opens)
        || (neighbours().everyone.has(right(0)) || right(0) == "they")
            && right(1).starts_with("call")
            && right(2) == "me"
        || (right(0) == "for" && right(1) == "short")
}

/// `I'm X`, `my name is X`, `you're through to X`, `X is fine`; `named` says whether a name was given before.
fn says_so(scan: &Scan<'_>, run: &Range<usize>, opening: bool, named: bool) -> bool {
    let start = lead_end(scan, run);
    let left = |back: usize| start.checked_sub(back).map_or("", |at| scan.normal(at));
    let right = |on: usize| scan.normal(run.end + on);
    let through = matches!((left(2), left(1)), ("through", "to") | ("speaking", "to" | "with"));
    match lead(scan, start) {
        Some(Lead::Name | Lead::Am | Lead::Called) => return true,
        Some(Lead::This) if opening && ends(scan, run.end) => return true,
        None if opening && (left(1) == "it's" || through) && ends(scan, run.end) => return true,
        _ => {}
    }
    // `Ron is fine` says so behind the whole name, or alone.
    let sentence = scan.sentence(run.start);
    let fine = right(0) == "is" && right(1) == "fine" && ends(scan, run.end + 2);
    let alone = sentence.len() <= run.len() + 3 && sentence.end == scan.words.len();
    let here = right(0) == "here" && run.start < 4 && tells(scan, run) && (opening && ends(scan, run.end + 1));
    let speaking = right(0) == "speaking" && run.start < 4 && tells(scan, run) && ends(scan, run.end + 1);
    opening && ((fine && (alone || named)) || (right(0) == "if" && left(1) == ",") || here || speaking)
}

/// Whether a text ends by asking for somebody else than who answers: `Who do you trust with it?`
pub(super) fn asks_who(scan: &Scan<'_>) -> bool {
    let Some(last) = scan.text.sentences().last() else { return false };
    let who = |at: usize| matches!(scan.normal(at), "who" | "whom" | "which" | "anyone" | "anybody");
    let about =
        |at: usize| matches!(scan.normal(at), "do" | "did" | "would" | "will" | "can" | "could" | "in" | "else");
    last.clone().any(|at| who(at) && about(at + 1) && scan.normal(at + 2) != "we")
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
    fn names_of_others_are_not_the_speakers() {
        check("It's Beryl you want. It's Beryl who decides.", &[]);
        check("This is Beryl's idea, and I'm Beryl's deputy.", &[]);
        check("This is Beryl all over. Beryl here does all of it.", &[]);
        check("She said \"my name is Beryl and I'm in charge\".", &[]);
        check("A man rang and said I'm Alan Kirk. He goes, it's Alan here.", &[]);
        check("Well, Marcus is fine. Beryl is fine too.", &[]);
        check("Kudos to the team. Marcus to the rescue.", &[]);
        check("\"This is Mrs Petra Hale,\" she says. \"I'm Olga,\" he goes.", &[]);
        check("Hello Kayleigh.", &[]);
        check("I'm Beryl and Tom's apprentice. It's Tom and Beryl. I answer to Beryl Stokes.", &[]);
        check("The manager's name is Alan, her English name is May.", &[]);
    }

    #[test]
    fn speakers_are_called_in_many_ways() {
        check("Ronald, if you must. Ron is fine.", &["Ronald", "Ron"]);
        check("Hi, you're through to Kayleigh.", &["Kayleigh"]);
        check("It's Mrs Szymanska. Halina Szymanska.", &["Szymanska", "Halina Szymanska"]);
        check("I'm called Jo. Van to the lads.", &["Jo", "Van"]);
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
