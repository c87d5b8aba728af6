//! Answers to yes/no questions, as far as they may be shown.

use super::desk::{Desk, WITHHELD};
use super::merge::Merge;
use super::question::{self, Cues, Split};
use super::quotation::Quotations;
use super::report::{Answers, CueHeard, Overall, Question, ReluctantShare};
use super::tables::Tables;
use super::tally::Findings;

/// Yeses that a percentage needs.
const PERCENTAGE: u64 = 10;

/// Cues shown for a question.
const CUES: usize = 10;

/// All yes/no questions together; groups are compared only where no question is shown for itself, because the difference
/// between the two would tell of a question that is not shown.
pub(super) fn overall(desk: &mut Desk<'_>, tables: &Tables, findings: &Findings, alone: bool) -> Option<Overall> {
    let all = &findings.overall;
    if all.people < desk.figure() {
        return None;
    }
    let (mut heard, mut quotations) = (Cues::default(), Quotations::default());
    for answers in findings.questions.values() {
        heard.add(answers.cues.clone());
        quotations.add(answers.quotations.clone());
    }
    let split = Split { firm: all.yes - all.reluctant, reluctant: all.reluctant, other: all.people - all.yes };
    Some(Overall {
        people: all.people,
        yes: all.yes,
        reluctant: all.reluctant,
        resounding: all.resounding,
        no: all.no,
        share: ReluctantShare::new(all.reluctant, all.yes),
        cues: cues(desk, &heard, false),
        quotations: desk.quotations(&quotations, 4),
        by_group: if alone { tables.answered(desk, findings, &all.groups, split) } else { Vec::new() },
    })
}

/// The questions that enough people answered, the most answered first.
pub(super) fn questions(desk: &mut Desk<'_>, tables: &Tables, findings: &Findings) -> Vec<Question> {
    let people = |answers: &question::Answers| answers.labels.iter().sum::<u64>();
    let (enough, few): (Vec<_>, Vec<_>) =
        findings.questions.values().partition(|answers| people(answers) >= desk.figure());
    desk.suppressed.questions = few.len() as u64;
    let mut questions: Vec<Question> =
        enough.into_iter().map(|answers| one_question(desk, tables, findings, answers)).collect();
    questions.sort_by(|a, b| (b.people, &a.wording).cmp(&(a.people, &b.wording)));
    questions
}

fn one_question(desk: &mut Desk<'_>, tables: &Tables, findings: &Findings, answers: &question::Answers) -> Question {
    let [resounding, plain, reluctant, no, non_answer] = answers.labels;
    let yes = resounding + plain + reluctant;
    let split = Split { firm: resounding + plain, reluctant, other: no + non_answer };
    let wording = desk.name(&answers.wording);
    Question {
        wording: if wording == WITHHELD { "(a question whose wording is withheld)".to_owned() } else { wording },
        people: split.people(),
        answers: Answers::new(answers.labels),
        yes,
        share: ReluctantShare::new(reluctant, yes),
        mean_reluctance: (yes >= desk.figure()).then(|| number(answers.reluctance) / number(yes) / 100.0),
        in_writing: answers.written > 0,
        changed: Some(answers.changed).filter(|&changed| {
            let rest = split.people().saturating_sub(changed);
            changed >= desk.figure() && (rest == 0 || rest >= desk.figure())
        }),
        cues: cues(desk, &answers.cues, true),
        quotations: desk.quotations(&answers.quotations, 3),
        by_group: tables.answered(desk, findings, &answers.groups, split),
    }
}

/// The cues that made a yes reluctant, the most heard first; `counted` where each count is of different people.
fn cues(desk: &mut Desk<'_>, cues: &Cues, counted: bool) -> Vec<CueHeard> {
    let all = cues.iter().flat_map(|(kind, words)| words.iter().map(move |(words, &people)| (kind, words, people)));
    let mut heard: Vec<_> = all.filter(|(_, words, _)| desk.passes(words)).collect();
    heard.sort_by(|a, b| (b.2, a.1, a.0).cmp(&(a.2, b.1, b.0)));
    heard.truncate(CUES);
    let least = desk.figure();
    let cue = |(kind, words, people): (&String, &String, u64)| CueHeard {
        words: words.clone(),
        kind: kind.clone(),
        people: (counted && people >= least).then_some(people),
    };
    heard.into_iter().map(cue).collect()
}

/// The places of the questions with a reluctant yes: the largest share first, then the highest mean reluctance.
pub(super) fn ranked(questions: &[Question]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..questions.len()).filter(|&at| questions[at].answers.reluctant_yes > 0).collect();
    let share = |question: &Question| question.answers.reluctant_yes * 1000 / question.yes;
    let mean = |question: &Question| question.mean_reluctance.unwrap_or(0.0);
    places.sort_by(|&a, &b| {
        let (a, b) = (&questions[a], &questions[b]);
        share(b)
            .cmp(&share(a))
            .then(mean(b).total_cmp(&mean(a)))
            .then(b.yes.cmp(&a.yes))
            .then(a.wording.cmp(&b.wording))
    });
    places
}

impl ReluctantShare {
    /// The share of `reluctant` among `yes`, where there are enough for a percentage, with Wilson's 95 % interval.
    fn new(reluctant: u64, yes: u64) -> Self {
        if yes == 0 {
            return ReluctantShare { share: None, interval: None };
        }
        let (n, z) = (number(yes), 1.96_f64);
        let share = number(reluctant) / n;
        let scale = 1.0 + z * z / n;
        let middle = (share + z * z / (2.0 * n)) / scale;
        let half = z / scale * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
        let interval = ((middle - half).max(0.0), (middle + half).min(1.0));
        ReluctantShare { share: (yes >= PERCENTAGE).then_some(share), interval: Some(interval) }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
pub(super) fn number(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_intervals_and_are_told_where_ten_said_yes() {
        let ReluctantShare { share, interval } = ReluctantShare::new(9, 14);
        let (low, high) = interval.expect("enough");
        assert_eq!(format!("{:.2} {low:.2} {high:.2}", share.expect("enough")), "0.64 0.39 0.84");
        let ReluctantShare { share, interval } = ReluctantShare::new(6, 8);
        let (low, high) = interval.expect("somebody said yes");
        assert_eq!((share, format!("{low:.2} {high:.2}")), (None, "0.41 0.93".to_owned()));
        assert!(ReluctantShare::new(0, 0).interval.is_none());
    }
}
