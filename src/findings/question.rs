//! What people answered to a yes/no question, one answer a person, and which words count as the same question.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::groups::Groups;
use super::merge::{Merge, settle_wording};
use super::quotation::{Quotations, cleaned, plain_words};
use crate::coded::{Answered, Assent, Label};
use crate::lexicons::asking;
use crate::text::{Kind, Text, Token};

/// The longest wording that is printed, in characters; what is longer is cut.
const LONGEST: usize = 240;

/// The answers to one question.
///
/// A person counts once. Where somebody said that they changed their mind, the later answer counts. Beside a choice that
/// was ticked, words written about it count only where they take a yes back in part. Else, of several answers, the one
/// that gives most reason to look again: a reluctant yes before a no, a no before a plain yes, a plain yes before a
/// resounding one.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answers {
    /// The question for a reader.
    pub(super) wording: String,
    /// People by label, in the order of [`Label::ALL`].
    pub(super) labels: [u64; 5],
    /// Sum of reluctance over the people who said a kind of yes, in hundredths.
    pub(super) reluctance: u64,
    /// People who answered in writing.
    pub(super) written: u64,
    /// People who changed their mind aloud.
    pub(super) changed: u64,
    /// People by kind of cue and the words heard.
    pub(super) cues: Cues,
    /// The kinds of yes by group.
    pub(super) groups: Groups<Split>,
    /// Answers that show a reluctant yes.
    pub(super) quotations: Quotations,
}

/// People by kind of cue and the words heard.
pub(super) type Cues = BTreeMap<String, BTreeMap<String, u64>>;

/// People by the three things an answer may be to a reader of a group table.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Split {
    /// Yes without reservation.
    pub(super) firm: u64,
    /// Yes with reservation.
    pub(super) reluctant: u64,
    /// No, or no answer to the question.
    pub(super) other: u64,
}

/// All yes/no questions together to which yes is no bad news: what each person said at least once.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Overall {
    /// People who answered any.
    pub(super) people: u64,
    /// Who said any kind of yes.
    pub(super) yes: u64,
    /// Who said a reluctant yes.
    pub(super) reluctant: u64,
    /// Who said a resounding yes.
    pub(super) resounding: u64,
    /// Who said no.
    pub(super) no: u64,
    /// By group: people with any reluctant yes, those with other kinds of yes only, and the rest.
    pub(super) groups: Groups<Split>,
}

impl Merge for Answers {
    fn add(&mut self, other: Self) {
        settle_wording(&mut self.wording, other.wording);
        self.labels.add(other.labels);
        self.reluctance.add(other.reluctance);
        self.written.add(other.written);
        self.changed.add(other.changed);
        self.cues.add(other.cues);
        self.groups.add(other.groups);
        self.quotations.add(other.quotations);
    }
}

impl Merge for Split {
    fn add(&mut self, other: Self) {
        self.firm.add(other.firm);
        self.reluctant.add(other.reluctant);
        self.other.add(other.other);
    }
}

impl Merge for Overall {
    fn add(&mut self, other: Self) {
        self.people.add(other.people);
        self.yes.add(other.yes);
        self.reluctant.add(other.reluctant);
        self.resounding.add(other.resounding);
        self.no.add(other.no);
        self.groups.add(other.groups);
    }
}

impl Split {
    /// One person who gave an answer of this label.
    pub(super) fn of(label: Label) -> Self {
        let mut split = Split::default();
        match label {
            Label::ReluctantYes => split.reluctant = 1,
            Label::ResoundingYes | Label::PlainYes => split.firm = 1,
            Label::No | Label::NonAnswer => split.other = 1,
        }
        split
    }

    /// How many people.
    pub(super) fn people(self) -> u64 {
        self.firm + self.reluctant + self.other
    }
}

/// How much reason an answer gives to look again.
pub(super) fn weight(assent: &Assent) -> (u8, u64) {
    let rank = match assent.label {
        Label::NonAnswer => 0,
        Label::ResoundingYes => 1,
        Label::PlainYes => 2,
        Label::No => 3,
        Label::ReluctantYes => 4,
    };
    (rank, hundredths(assent.reluctance.unwrap_or(0.0)))
}

/// Whether the speaker takes back what they answered before.
pub(super) fn changes_mind(assent: &Assent) -> bool {
    assent.cues.iter().any(|cue| cue.kind == "change-of-mind")
}

/// A score between 0 and 1 as a whole number, so that sums do not depend on their order.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100 after the clamp")]
pub(super) fn hundredths(score: f32) -> u64 {
    (score.clamp(0.0, 1.0) * 100.0).round() as u64
}

/// A question as a key, under which its answers add up, and as wording.
pub(super) struct Question {
    pub(super) key: String,
    pub(super) wording: String,
}

impl Question {
    /// The question that was answered: one known by meaning under its own wording; else a heading whole, of a moderator's turn the sentence that asks.
    pub(super) fn asked(answered: &Answered) -> Option<Self> {
        if let Some(meaning) = &answered.meaning {
            return Some(Question { key: meaning.to_lowercase(), wording: meaning.clone() });
        }
        let text = &answered.words;
        let all = 0..text.tokens().len();
        let range = match (&answered.turn, answered.asks) {
            (Some(_), Some(asks)) => {
                let asks = text.tokens_in(asks);
                let range = asking_sentence(text, &asks);
                if leads_in(text, range.start..asks.start) { asks.start..range.end } else { range }
            }
            _ => all,
        };
        let range = bare(text, range);
        let key = text.tokens()[range.clone()].iter().filter(|token| token.kind != Kind::Mark);
        let key = key.map(Token::normal).collect::<Vec<_>>().join(" ");
        (!key.is_empty()).then(|| Question { key, wording: wording(text, &range, answered.asks.is_some()) })
    }
}

/// The sentences that `asks` touches; with the one before where they are too short to say what is asked.
fn asking_sentence(text: &Text, asks: &Range<usize>) -> Range<usize> {
    let sentences = text.sentences();
    let first = sentences.iter().position(|sentence| sentence.end > asks.start).unwrap_or(0);
    let last = sentences.iter().rposition(|sentence| sentence.start < asks.end).unwrap_or(first);
    let Some(mut range) = sentences.get(first).map(|sentence| sentence.start..sentences[last.max(first)].end) else {
        return asks.clone();
    };
    let words = text.tokens()[range.clone()].iter().filter(|token| token.kind == Kind::Word).count();
    if words < 5 && first > 0 {
        range.start = sentences[first - 1].start;
    }
    range
}

/// Whether words before a question only lead up to it: "So, to come back to it, ...", "Let me put it another way: ..."
fn leads_in(text: &Text, before: Range<usize>) -> bool {
    let tokens = &text.tokens()[before];
    let small = |token: &Token| {
        token.kind == Kind::Mark || asking().leads_in.has(token.normal()) || asking().leads_up.has(token.normal())
    };
    tokens.last().is_some_and(|last| last.is_mark(",") || last.is_mark(":")) && tokens.iter().all(small)
}

/// `range` without openers and names called at its start, and without names called at its end.
fn bare(text: &Text, mut range: Range<usize>) -> Range<usize> {
    let tokens = text.tokens();
    let called = |token: &Token| token.kind == Kind::Placeholder;
    while range.len() > 1 {
        let token = &tokens[range.start];
        let next_is_comma = tokens[range.start + 1].is_mark(",");
        let leads_up = token.kind == Kind::Mark && !token.is_mark("\"") && !token.is_mark("\u{201c}");
        if !(leads_up || asking().leads_up.has(token.normal()) || (called(token) && next_is_comma)) {
            break;
        }
        range.start += 1;
    }
    while range.len() > 3
        && tokens[range.end - 1].kind == Kind::Mark
        && called(&tokens[range.end - 2])
        && tokens[range.end - 3].is_mark(",")
    {
        range.end -= 3;
    }
    range
}

/// The question as a reader sees it: a capital first, a mark at the end, and not too long.
fn wording(text: &Text, range: &Range<usize>, asks: bool) -> String {
    let words = cleaned(&plain_words(text, range));
    let mut chars = words.chars();
    let mut line: String = chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default();
    if line.chars().count() > LONGEST {
        let end = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
        line.truncate(line[..end].rfind(' ').unwrap_or(end));
        line.push('…');
    } else if asks && line.ends_with(|c: char| c.is_alphanumeric()) {
        line.push('?');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[track_caller]
    fn check(turn: &str, asks: &str, key: &str, wording: &str) {
        let start = turn.find(asks).expect("the question stands in the turn");
        let asks = Some(Span::new(start, start + asks.len()));
        let answered =
            Answered { turn: Some("t".to_owned()), words: Text::new(turn), asks, meaning: None, fears: false };
        let question = Question::asked(&answered).expect("a question");
        assert_eq!((question.key.as_str(), question.wording.as_str()), (key, wording));
    }

    #[test]
    fn the_sentence_that_asks_is_the_question() {
        check(
            "Thanks, everybody. So, does the strategy work for your customers? Take your time.",
            "does the strategy work for your customers?",
            "does the strategy work for your customers",
            "Does the strategy work for your customers?",
        );
    }

    #[test]
    fn what_only_leads_up_to_it_is_no_part_of_it() {
        for lead in ["So, to come back to it,", "Let me put it another way:", "And, once more, everybody,"] {
            let asks = "does the new rota work for you?";
            let turn = format!("{lead} {asks}");
            check(&turn, asks, "does the new rota work for you", "Does the new rota work for you?");
        }
        check("If it snows, does it run?", "does it run?", "if it snows does it run", "If it snows, does it run?");
    }

    #[test]
    fn names_called_are_no_part_of_it() {
        check(
            "[Participant 3], does the strategy work for you, [Participant 3]?",
            "does the strategy work for you",
            "does the strategy work for you",
            "Does the strategy work for you?",
        );
    }

    #[test]
    fn a_question_too_short_to_stand_alone_takes_the_sentence_before() {
        check(
            "We promise one face to every customer. Do you agree?",
            "Do you agree?",
            "we promise one face to every customer do you agree",
            "We promise one face to every customer. Do you agree?",
        );
    }

    #[test]
    fn a_heading_is_taken_whole() {
        let words = Text::new("\"Every Door Open\" fits what borrowers ask for. Do you agree?");
        let question = Question::asked(&Answered { turn: None, words, asks: None, meaning: None, fears: false })
            .expect("a question");
        assert_eq!(question.wording, "\"Every Door Open\" fits what borrowers ask for. Do you agree?");
    }
}
