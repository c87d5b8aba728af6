//! What the module promises, case by case.

mod answers;
mod directions;
mod inventory;
mod lists;
mod pairing;
mod questions;
mod sessions;
mod traps;

use std::sync::LazyLock;

use crate::assent::Scorer;
use crate::text::Text;

static SCORER: LazyLock<Scorer> = LazyLock::new(Scorer::new);

/// A question for answers that need none in particular.
const WORKS: &str = "Do you think the new form works for your customers?";

#[track_caller]
fn check(question: &str, answer: &str, expected: &str) {
    let (asked, answer) = (Text::new(question), Text::new(answer));
    let found = SCORER.score(&asked, &answer).expect("a yes/no question");
    let cues: Vec<&str> = found.cues.iter().map(|cue| cue.kind).collect();
    assert_eq!(found.label.name(), expected, "{} {:?} {cues:?}", answer.as_str(), found.reluctance);
}

#[track_caller]
fn check_all(expected: &str, answers: &[&str]) {
    for answer in answers {
        check(WORKS, answer, expected);
    }
}

#[track_caller]
fn check_order(lower: &str, higher: &str) {
    let number = |answer: &str| {
        let asked = Text::new(WORKS);
        SCORER.score(&asked, &Text::new(answer)).and_then(|found| found.reluctance).expect("a yes")
    };
    assert!(number(lower) < number(higher), "{lower} {} {higher} {}", number(lower), number(higher));
}
