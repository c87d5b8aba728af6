//! Words that single somebody out without naming them; they are flagged for a person, never masked.
//!
//! A clause is weighed by what it shows: who it speaks of, what classes of words stand beside that, which phrases it
//! holds. The weights are learned, classes and phrases are written by hand; each flag says in plain words what spoke
//! loudest. What is told beyond doubt, and disclosures that need somebody's care, are flagged by their phrases alone;
//! words of ordinary talk ("blind to it by now") say nothing.

mod clues;
mod generalise;
mod phrases;
mod weights;

use crate::text::{Span, Text};

use clues::{CLASSES, Clause, Clue, MOST_CLASSES, clauses, each};
use phrases::{PHRASES, Told};
use weights::WEIGHTS;

pub(in crate::anonymise) use generalise::{General, generalised};

/// A stretch to be flagged, in the text as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::anonymise) struct Circumstance {
    /// Where it stands.
    pub(in crate::anonymise) span: Span,
    /// What spoke loudest, for a reader.
    pub(in crate::anonymise) reason: &'static str,
    /// Whether it needs somebody's care, not only discretion.
    pub(in crate::anonymise) care: bool,
}

/// What a class has to speak for a clause at least to be named as the reason.
const FAINT: f32 = 0.25;
/// How much more has to speak for a clause in which nothing stands that is a reason by itself.
const FAINTER: f32 = 1.0;
/// What is said of a clause that is flagged for many small things.
const OWN_STORY: &str = "one person's own story";

/// Every circumstance of `text`, in order and without overlaps.
pub(in crate::anonymise) fn flags(text: &Text) -> Vec<Circumstance> {
    let met = PHRASES.met(text);
    let clauses = clauses(text, &met);
    let mut found: Vec<Circumstance> = Vec::new();
    let mut last = None;
    for at in 0..clauses.len() {
        let range = &clauses[at].range;
        let reaches = |it: &&Told| it.tokens.start < range.end && range.start < it.tokens.end;
        let told = met.told.iter().filter(reaches).min_by_key(|it| !it.care).map(|it| (it.reason, it.care));
        let Some((reason, care)) = told.or_else(|| weigh(&clauses, at)) else { continue };
        let span = text.span_of(range.clone());
        // Clauses side by side in a sentence tell one thing.
        let goes_on = last == at.checked_sub(1) && last.is_some();
        let joins = |known: &Circumstance| {
            goes_on && known.care == care && !text.as_str()[known.span.end..span.start].contains(['.', '?', '!', '\n'])
        };
        match found.last_mut() {
            Some(known) if joins(known) => known.span.end = span.end,
            _ => found.push(Circumstance { span, reason, care }),
        }
        last = Some(at);
    }
    found
}

/// Why the clause at `at` is to be flagged, and whether it needs care; none where it is not.
fn weigh(clauses: &[Clause], at: usize) -> Option<(&'static str, bool)> {
    let (clause, weights, known) = (&clauses[at], &*WEIGHTS, &*CLASSES);
    let (before, after) = beside(clauses, at);
    let mut sum = 0.0;
    clause.visit(before, after, &mut |clue, scale| sum += weights.of(clue) * scale);
    let faint = clause.classes & known.plain == 0 && clause.rules == 0;
    if sum < weights.threshold + if faint { FAINTER } else { 0.0 } && clause.classes & known.sure == 0 {
        return None;
    }
    let care = clause.classes & known.care;
    Some((reason(clause, care), care != 0))
}

/// What speaks loudest for a clause and stands in its words: what needs care before anything else, then a class, then
/// the phrase of a rule. Where all that stands there is faint, nothing in particular is named.
fn reason(clause: &Clause, care: u64) -> &'static str {
    let (weights, known) = (&*WEIGHTS, &*CLASSES);
    let mut says = [0.0_f32; MOST_CLASSES];
    clause.visit(0, 0, &mut |clue, scale| {
        let weight = weights.of(clue) * scale;
        match clue {
            Clue::Class(class) => says[class] += weight,
            Clue::Near(first, second) => {
                says[first] += weight / 2.0;
                says[second] += weight / 2.0;
            }
            _ => {}
        }
    });
    let mut best: Option<(f32, &'static str)> = None;
    each(if care == 0 { clause.classes } else { care }, |class| {
        let holds = known.needs[class] == 0 || known.needs[class] & clause.classes != 0;
        let least = if care == 0 { FAINT } else { f32::MIN };
        if let Some(reason) = known.reasons[class]
            && holds
            && says[class] >= best.map_or(least, |(most, _)| most)
        {
            best = Some((says[class], reason));
        }
    });
    let mut rules: Vec<usize> = Vec::new();
    each(u64::from(clause.rules), |rule| rules.push(rule));
    let worth = |rule: &usize| weights.of(Clue::Rule(*rule));
    let rule = rules.into_iter().max_by(|one, other| worth(one).total_cmp(&worth(other)));
    let by_rule = || rule.map_or(OWN_STORY, |it| PHRASES.reasons[it]);
    best.map_or_else(by_rule, |(_, reason)| reason)
}

/// The classes of the clauses before and behind.
fn beside(clauses: &[Clause], at: usize) -> (u64, u64) {
    let classes = |at: Option<usize>| at.and_then(|at| clauses.get(at)).map_or(0, |clause| clause.classes);
    (classes(at.checked_sub(1)), classes(Some(at + 1)))
}

/// The clauses of `text`, each with what it shows and how much that counts: what the trainer learns from.
pub(crate) fn clause_clues(text: &Text) -> Vec<(Span, Vec<(String, f32)>)> {
    let clauses = clauses(text, &PHRASES.met(text));
    (0..clauses.len())
        .map(|at| {
            let (before, after) = beside(&clauses, at);
            let mut clues = Vec::new();
            clauses[at].visit(before, after, &mut |clue, scale| clues.push((weights::written(clue), scale)));
            clues.sort_by(|a, b| a.0.cmp(&b.0));
            clues.dedup_by(|a, b| a.0 == b.0);
            (text.span_of(clauses[at].range.clone()), clues)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let text = Text::new(raw);
        let found: Vec<String> =
            flags(&text).iter().map(|flag| format!("{}: {}", flag.reason, text.slice(flag.span))).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[track_caller]
    fn check_care(raw: &str, care: bool) {
        let found = flags(&Text::new(raw));
        assert!(!found.is_empty() && found.iter().any(|flag| flag.care) == care, "{raw}: {found:?}");
    }

    #[test]
    fn a_flag_covers_the_clause_and_says_why() {
        check(
            "I'm the only one who knows the stopcock, so ask.",
            &["the only one of a kind: I'm the only one who knows the stopcock"],
        );
        check(
            "I was seven months pregnant when they moved me.",
            &["pregnancy or birth: I was seven months pregnant when they moved me"],
        );
        check(
            "My brother-in-law is the district manager here.",
            &["kinship with somebody at work: My brother-in-law is the district manager here"],
        );
    }

    #[test]
    fn ordinary_talk_stays_free() {
        check("The only thing I want is a chair. My team works hard and we like our customers.", &[]);
        check("The system crashed and we lost the notes. My phone died on a call.", &[]);
        check("Customers with a disability get a call. My mum says the app is easy.", &[]);
        check("I had a meeting with Ms. Nkemelu in the pilot. He fell asleep on the sofa.", &[]);
        check("The fire marshal has a list. It's a flood of tickets.", &[]);
    }

    #[test]
    fn the_reason_is_what_the_words_show() {
        check(
            "Beryl's husband is the union rep.",
            &["kinship with somebody at work: Beryl's husband is the union rep"],
        );
        check("The lad with one arm knows.", &["how somebody is recognised: The lad with one arm knows"]);
        check("They demoted Sue for it.", &["a dismissal, a warning or a complaint: They demoted Sue for it"]);
        check(
            "We had Bev off for six months with her back.",
            &["illness or disability: We had Bev off for six months with her back"],
        );
    }

    #[test]
    fn figures_of_speech_stay_free() {
        check("I'm blind to it by now. I nearly had a heart attack when I saw the queue.", &[]);
        check("I was born and bred in this business. I gave birth to that spreadsheet.", &[]);
        check("It's suicide to launch in December. I don't want to live in the capital.", &[]);
        check("The union says no. The works council has to agree. I was in the pilot group.", &[]);
        check("My wife says, marry the customer. I've been saying this for two years.", &[]);
        check("It's the only form we have. I canceled my subscription last month.", &[]);
    }

    #[test]
    fn what_needs_care_is_told_apart() {
        check_care("My manager slapped me in front of the queue.", true);
        check_care("I've thought about killing myself.", true);
        check_care("I had a stroke at my desk in the spring.", false);
    }

    #[test]
    fn what_is_disclosed_needs_nothing_learned() {
        for raw in [
            "The CRM screen decides what we ask, and he sexually harassed me in the stock room.",
            "The script makes us ask for data customers don't want. I want to die some days.",
            "I am being stalked by a customer because the app shows our names.",
            "We were told about the launch. Someone is stealing from the stock room.",
        ] {
            check_care(raw, true);
        }
        check("Just kill the process. The abuse of the discount field shows in the figures.", &[]);
    }
}
