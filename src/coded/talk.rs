//! What a talk tells about its answers: which question each answers, and what it amounts to.
//!
//! Each turn is made ready once, for pairing and for judging; each question once, for all its answers.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::Answered;
use crate::anonymise::{Anonymised, Turn};
use crate::assent::{Assent, Cue, Exchange, Habit, Heard, Label, Pointer, Put, Scorer};
use crate::text::{Span, Text};
use crate::transcript::{Asked, Role};

/// What a turn answers, and what the answer amounts to.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    pub(super) question: Option<Answered>,
    pub(super) assent: Option<Assent>,
}

/// Where a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// A heading of the file.
    Heading(usize),
    /// A turn of the talk.
    Turn(usize),
}

/// For each turn of `anonymised` its answer.
pub(super) fn hear(scorer: &Scorer, anonymised: &Anonymised) -> Vec<Answer> {
    let turns = anonymised.turns();
    let heard: Vec<Option<Heard<'_>>> =
        turns.par_iter().map(|turn| participates(turn).then(|| scorer.hear(&turn.text))).collect();
    let (places, pointed) = places(scorer, turns, &heard);
    let words = |place: Place| -> Option<&Text> {
        match place {
            Place::Heading(at) => anonymised.headings().get(at),
            Place::Turn(at) => Some(&turns[at].text),
        }
    };
    let asking: BTreeSet<Place> = places.iter().flatten().copied().collect();
    let put = |place: Place| (place, words(place).and_then(|text| scorer.put(text)));
    let puts: BTreeMap<Place, Option<Put<'_>>> = asking.into_iter().map(put).collect();
    let habits = habits(turns, &heard);
    let answer = |at: usize| -> Answer {
        let Some(place) = places[at] else { return Answer::default() };
        let Some(text) = words(place) else { return Answer::default() };
        let put = puts.get(&place).and_then(Option::as_ref);
        let habit = turns[at].speaker.as_deref().and_then(|speaker| habits.get(speaker)).copied();
        let answered = put.zip(heard[at].as_ref()).filter(|(put, heard)| Scorer::is_answered(put, heard));
        let put = put.filter(|put| answered.is_some() || !put.is_stated());
        let assent = answered.map(|(put, heard)| scorer.judge(put, heard, habit.unwrap_or_default()));
        let question = Answered {
            turn: if let Place::Turn(at) = place { Some(turns[at].id.clone()) } else { None },
            words: text.clone(),
            asks: put.map(|put| put.question.span),
            meaning: put.and_then(|put| put.meaning).map(str::to_owned),
            fears: put.is_some_and(Put::fears),
        };
        Answer { question: Some(question), assent }
    };
    let mut answers: Vec<Answer> = (0..turns.len()).into_par_iter().map(answer).collect();
    follow(&pointed, turns, &mut answers);
    for at in 0..turns.len() {
        let Some(first) = first_half(&pointed, at) else { continue };
        let Some(put) = places[at].and_then(|place| puts.get(&place)).and_then(Option::as_ref) else { continue };
        answers[at].assent = Some(whole(scorer, put, turns, &pointed, first..at));
    }
    answers
}

/// Where the answer began that the turn at `at` goes on with.
fn first_half(pointed: &[Option<Pointer>], at: usize) -> Option<usize> {
    let Some(Pointer::More(before)) = pointed[at] else { return None };
    Some(first_half(pointed, before).unwrap_or(before))
}

/// What an answer given in several turns amounts to as a whole, shown by the cues of the last of them, which ends `range`.
fn whole(scorer: &Scorer, put: &Put<'_>, turns: &[Turn], pointed: &[Option<Pointer>], range: Range<usize>) -> Assent {
    let last = range.end;
    let parts = || range.clone().filter(|&at| at == range.start || first_half(pointed, at) == Some(range.start));
    // What comes hangs on what was said, whatever mark was set where the speaker drew breath.
    let before = |at: usize| turns[at].text.as_str().trim_end_matches(|c: char| !c.is_alphanumeric() && c != ']');
    let mut said: String = parts().flat_map(|at| [before(at), ", "]).collect();
    let start = said.len();
    said.push_str(turns[last].text.as_str());
    let said = Text::new(said);
    let mut assent = scorer.judge(put, &scorer.hear(&said), Habit::default());
    assent.cues.retain(|cue| cue.span.start >= start);
    for cue in &mut assent.cues {
        cue.span = Span::new(cue.span.start - start, cue.span.end - start);
    }
    assent
}

/// For each turn where its question stands, as the file tells or as the talk shows; and for each turn that points at
/// another's answer, how it does.
fn places(scorer: &Scorer, turns: &[Turn], heard: &[Option<Heard<'_>>]) -> (Vec<Option<Place>>, Vec<Option<Pointer>>) {
    // Survey answers have their questions printed, and point at nobody.
    if turns.iter().all(|turn| matches!(turn.asked, Asked::Heading(_))) {
        let heading = |turn: &Turn| if let Asked::Heading(at) = turn.asked { Some(Place::Heading(at)) } else { None };
        return (turns.iter().map(heading).collect(), vec![None; turns.len()]);
    }
    let by_id: BTreeMap<&str, usize> = turns.iter().enumerate().map(|(at, turn)| (turn.id.as_str(), at)).collect();
    let exchanges: Vec<Exchange<'_>> = turns.iter().map(exchange).collect();
    let found = scorer.pair(&exchanges, heard);
    let pairs = turns.iter().zip(found).map(|(turn, found)| match &turn.asked {
        Asked::Unsaid => found,
        Asked::Turn(id) => by_id.get(id.as_str()).copied(),
        Asked::Heading(_) => None,
    });
    let pairs: Vec<Option<usize>> = pairs.collect();
    let pointed = Scorer::points_at(&exchanges, heard, &pairs);
    let place = |(turn, pair): (&Turn, &Option<usize>)| match turn.asked {
        Asked::Heading(at) => Some(Place::Heading(at)),
        _ => pair.map(Place::Turn),
    };
    (turns.iter().zip(&pairs).map(place).collect(), pointed)
}

/// Whether the turn can be an answer.
fn participates(turn: &Turn) -> bool {
    turn.role == Role::Participant && !turn.text.is_empty()
}

fn exchange(turn: &Turn) -> Exchange<'_> {
    Exchange { speaker: turn.speaker.as_deref(), role: turn.role, text: &turn.text }
}

/// How each speaker usually talks.
fn habits<'a>(turns: &'a [Turn], heard: &[Option<Heard<'_>>]) -> BTreeMap<&'a str, Habit> {
    let mut habits: BTreeMap<&str, Habit> = BTreeMap::new();
    for (turn, heard) in turns.iter().zip(heard) {
        if let (Some(speaker), Some(heard)) = (turn.speaker.as_deref(), heard) {
            let habit = habits.entry(speaker).or_default();
            *habit = habit.and(heard.habit());
        }
    }
    habits
}

/// Gives an answer that points at another the label of that one; its cue is all that it says.
fn follow(pointed: &[Option<Pointer>], turns: &[Turn], answers: &mut [Answer]) {
    for (at, pointer) in pointed.iter().enumerate().filter_map(|(at, pointer)| Some((at, (*pointer)?))) {
        let (Pointer::Same(to) | Pointer::Nod(to) | Pointer::More(to) | Pointer::Against { answer: to, .. }) = pointer;
        let Some(Assent { label, reluctance, .. }) = answers[to].assent.clone() else { continue };
        let (label, reluctance) = match pointer {
            Pointer::Same(_) => (label, reluctance),
            Pointer::Nod(_) if label == Label::No => (label, reluctance),
            Pointer::Against { praises, .. } if (label == Label::No || praises) && !asks_to_agree(&answers[at]) => {
                (Label::PlainYes, Some(AGAINST_A_NO))
            }
            Pointer::Nod(_) | Pointer::More(_) | Pointer::Against { .. } => continue,
        };
        let span = turns[at].text.span_of(0..turns[at].text.tokens().len());
        answers[at].assent = Some(Assent { label, reluctance, cues: vec![Cue { span, kind: "same", weight: 0.0 }] });
    }
}

/// The reluctance of disagreeing with a "no": that of a plain yes.
const AGAINST_A_NO: f32 = 0.25;

/// "Do you agree that ...?": to disagree answers it, whatever others have said.
fn asks_to_agree(answer: &Answer) -> bool {
    let words = answer.question.as_ref().map(|question| &question.words);
    words.is_some_and(|words| words.tokens().iter().any(|token| matches!(token.stem(), "agre" | "disagre")))
}
