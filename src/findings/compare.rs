//! Two waves side by side: what moved, and whether the move is more than noise.
//!
//! Reads published findings only, so that nothing can come to light here that the guard has kept back before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::history::History;
use super::merge::content_hash;
use crate::error::{ErrorKind, Result};

/// People that a share needs.
const LEAST: u64 = 10;

/// A wave, as its published findings tell of it.
#[derive(Deserialize)]
pub struct Wave {
    version: u32,
    #[serde(default)]
    id: String,
    limits: Least,
    basis: Basis,
    questions: Vec<Question>,
    strengths: Vec<Theme>,
    weaknesses: Vec<Theme>,
}

#[derive(Deserialize)]
struct Least {
    figure: u64,
}

#[derive(Deserialize)]
struct Basis {
    people: u64,
}

#[derive(Deserialize)]
struct Question {
    wording: String,
    people: u64,
    yes: u64,
    answers: Answers,
}

#[derive(Deserialize)]
struct Answers {
    #[serde(rename = "resounding-yes")]
    resounding_yes: u64,
    #[serde(rename = "reluctant-yes")]
    reluctant_yes: u64,
    no: u64,
}

#[derive(Deserialize)]
struct Theme {
    theme: String,
    title: String,
    people: Option<u64>,
}

/// What moved between two waves; made from published figures only.
#[derive(Serialize)]
pub struct Comparison {
    /// People in the earlier and in the later wave.
    pub people: (u64, u64),
    /// Each question that both waves asked.
    pub questions: Vec<QuestionMoved>,
    /// Questions that only the earlier or only the later wave has figures for.
    pub asked_once: (Vec<String>, Vec<String>),
    /// Strengths, by theme.
    pub strengths: Vec<ThemeMoved>,
    /// Weaknesses, by theme.
    pub weaknesses: Vec<ThemeMoved>,
}

/// How the answers to a question moved.
#[derive(Serialize)]
pub struct QuestionMoved {
    /// The question.
    pub wording: String,
    /// Any kind of yes among all who answered.
    pub yes: Moved,
    /// Reluctant yes among every kind of yes.
    pub reluctant: Moved,
    /// Resounding yes among every kind of yes.
    pub resounding: Moved,
    /// No among all who answered.
    pub no: Moved,
}

/// How many people named a theme.
#[derive(Serialize)]
pub struct ThemeMoved {
    /// The theme's name for a reader.
    pub title: String,
    /// People who named it, among all; none where either wave gives it in words only.
    pub people: Option<Moved>,
}

/// A share in two waves.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Moved {
    /// Part and whole in the earlier wave.
    pub earlier: (u64, u64),
    /// Part and whole in the later wave.
    pub later: (u64, u64),
    /// The difference with its 95 % interval, from -1 to 1; none where either wave is too small.
    pub difference: Option<Difference>,
    /// What that amounts to.
    pub verdict: Verdict,
}

/// A difference between two shares, with Newcombe's interval.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Difference {
    /// Later less earlier.
    pub by: f64,
    /// The least that the data allow.
    pub least: f64,
    /// The most that they allow.
    pub most: f64,
}

/// What a difference amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// More than noise.
    ClearlyUp,
    /// More than noise.
    ClearlyDown,
    /// The data allow no change as well.
    MayBeNoise,
    /// Fewer than ten people in a wave.
    TooFewToSay,
}

impl Wave {
    /// The wave in a `findings.json`; none where it is no such file.
    pub fn read(file: &[u8]) -> Option<Self> {
        serde_json::from_slice(file).ok().filter(|it: &Wave| it.version == 1)
    }
}

impl Comparison {
    /// Whether any figure has enough people in both waves to be compared.
    pub fn says_anything(&self) -> bool {
        let questions = self.questions.iter().flat_map(|it| [it.yes, it.reluctant, it.resounding, it.no]);
        let themes = self.strengths.iter().chain(&self.weaknesses).filter_map(|it| it.people);
        questions.chain(themes).any(|moved| moved.difference.is_some())
    }
}

/// Compares two waves; refused where the history says that they differ by a handful of people.
pub fn compare(history: &History, earlier: &Wave, later: &Wave) -> Result<Comparison> {
    let least = earlier.limits.figure.max(later.limits.figure);
    if let Some(people) = history.apart(&earlier.id, &later.id).filter(|&few| few < least) {
        return Err(ErrorKind::Subtractable { people, least }.into());
    }
    let key = |it: &Question| content_hash(&[&plain(&it.wording)]);
    let before: BTreeMap<u64, &Question> = earlier.questions.iter().map(|it| (key(it), it)).collect();
    let after: BTreeMap<u64, &Question> = later.questions.iter().map(|it| (key(it), it)).collect();
    let both = later.questions.iter().filter_map(|it| Some(question(before.get(&key(it))?, it)));
    let only = |all: &[Question], other: &BTreeMap<u64, &Question>| -> Vec<String> {
        all.iter().filter(|it| !other.contains_key(&key(it))).map(|it| it.wording.clone()).collect()
    };
    let people = (earlier.basis.people, later.basis.people);
    Ok(Comparison {
        people,
        questions: both.collect(),
        asked_once: (only(&earlier.questions, &after), only(&later.questions, &before)),
        strengths: themes(people, &earlier.strengths, &later.strengths),
        weaknesses: themes(people, &earlier.weaknesses, &later.weaknesses),
    })
}

fn question(earlier: &Question, later: &Question) -> QuestionMoved {
    let among = |part: fn(&Question) -> u64, whole: fn(&Question) -> u64| {
        Moved::new((part(earlier), whole(earlier)), (part(later), whole(later)))
    };
    QuestionMoved {
        wording: later.wording.clone(),
        yes: among(|it| it.yes, |it| it.people),
        reluctant: among(|it| it.answers.reluctant_yes, |it| it.yes),
        resounding: among(|it| it.answers.resounding_yes, |it| it.yes),
        no: among(|it| it.answers.no, |it| it.people),
    }
}

/// Every theme of either wave, in the order of the later one. A wave without a theme has nobody who named it.
fn themes(people: (u64, u64), earlier: &[Theme], later: &[Theme]) -> Vec<ThemeMoved> {
    let gone = earlier.iter().filter(|it| !later.iter().any(|other| other.theme == it.theme));
    let count =
        |themes: &[Theme], name: &str| themes.iter().find(|it| it.theme == name).map_or(Some(0), |it| it.people);
    let moved = |it: &Theme| {
        let counts = count(earlier, &it.theme).zip(count(later, &it.theme));
        let people = counts.map(|(then, now)| Moved::new((then, people.0), (now, people.1)));
        ThemeMoved { title: it.title.clone(), people }
    };
    later.iter().chain(gone).map(moved).collect()
}

impl Moved {
    fn new(earlier: (u64, u64), later: (u64, u64)) -> Self {
        if earlier.1 < LEAST || later.1 < LEAST {
            return Moved { earlier, later, difference: None, verdict: Verdict::TooFewToSay };
        }
        let difference = newcombe(earlier, later);
        let verdict = match difference {
            Difference { least, .. } if least > 0.0 => Verdict::ClearlyUp,
            Difference { most, .. } if most < 0.0 => Verdict::ClearlyDown,
            _ => Verdict::MayBeNoise,
        };
        Moved { earlier, later, difference: Some(difference), verdict }
    }
}

/// The difference of two shares with Newcombe's 95 % interval, which holds for small samples too.
fn newcombe(earlier: (u64, u64), later: (u64, u64)) -> Difference {
    let (then, (then_low, then_high)) = wilson(earlier);
    let (now, (now_low, now_high)) = wilson(later);
    let by = now - then;
    let rounded = |share: f64| (share * 1000.0).round() / 1000.0;
    Difference {
        by: rounded(by),
        least: rounded(by - ((now - now_low).powi(2) + (then_high - then).powi(2)).sqrt()),
        most: rounded(by + ((now_high - now).powi(2) + (then - then_low).powi(2)).sqrt()),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn wilson((part, whole): (u64, u64)) -> (f64, (f64, f64)) {
    let (n, z) = (whole as f64, 1.96_f64);
    let share = part as f64 / n;
    let scale = 1.0 + z * z / n;
    let middle = (share + z * z / (2.0 * n)) / scale;
    let half = z / scale * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    (share, ((middle - half).max(0.0), (middle + half).min(1.0)))
}

/// A wording by which the same question is known, whatever its capitals and marks.
fn plain(wording: &str) -> String {
    let words = wording.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    #[track_caller]
    fn check(earlier: (u64, u64), later: (u64, u64), expected: &str) {
        let moved = Moved::new(earlier, later);
        let found =
            moved.difference.map_or("-".to_owned(), |it| format!("{:+.2} {:+.2} {:+.2}", it.by, it.least, it.most));
        assert_eq!(format!("{:?} {found}", moved.verdict), expected);
    }

    #[test]
    fn a_large_move_is_clear_and_a_small_one_may_be_noise() {
        check((20, 100), (45, 100), "ClearlyUp +0.25 +0.12 +0.37");
        check((45, 100), (20, 100), "ClearlyDown -0.25 -0.37 -0.12");
        check((5, 20), (8, 20), "MayBeNoise +0.15 -0.13 +0.40");
    }

    #[test]
    fn fewer_than_ten_are_too_few_to_say() {
        check((1, 9), (9, 10), "TooFewToSay -");
        check((9, 10), (0, 8), "TooFewToSay -");
    }

    /// The published findings of a wave.
    pub(crate) fn wave(id: &str, people: u64, reluctant: u64, weakness: Option<u64>) -> Wave {
        let yes = people - 2;
        let file = serde_json::json!({
            "version": 1, "id": id, "limits": { "figure": 5 }, "basis": { "people": people },
            "questions": [{ "wording": "Does the strategy work for you?", "people": people, "yes": yes,
                            "answers": { "resounding-yes": 1, "reluctant-yes": reluctant, "no": 2 } }],
            "strengths": [],
            "weaknesses": [{ "theme": "out-of-the-loop", "title": "Out of the loop", "people": weakness }],
        });
        Wave::read(file.to_string().as_bytes()).expect("a wave")
    }

    #[test]
    fn questions_and_themes_are_matched() {
        let found =
            compare(&History::default(), &wave("a", 40, 30, Some(30)), &wave("b", 50, 8, None)).expect("two waves");
        assert_eq!(found.questions[0].reluctant.verdict, Verdict::ClearlyDown);
        assert_eq!(found.questions[0].yes.verdict, Verdict::MayBeNoise);
        assert!(found.weaknesses[0].people.is_none(), "a handful is not compared");
        assert_eq!(found.asked_once, (vec![], vec![]));
        assert!(found.says_anything());
        let few = compare(&History::default(), &wave("a", 9, 3, None), &wave("b", 50, 8, None)).expect("two waves");
        assert!(!few.says_anything(), "nine people are too few");
    }
}
