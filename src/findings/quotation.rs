//! Which words could be quoted: a bounded number of candidates, each of a different person.
//!
//! Candidates are only proposed here. Whether one may be printed is decided by the guard.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::merge::{Merge, content_hash};
use crate::coded::Comment;
use crate::lexicons::facts;
use crate::text::{Kind, Span, Text, Token};

/// Candidates kept for each theme, aspect and question: enough for three after the guard has sent some away.
const KEPT: usize = 12;

/// The longest quotation, in words: what a reader takes in at a glance.
const LONGEST: usize = 45;

/// A quotation somebody may agree to print. The order is from the best to the worst.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Candidate {
    /// How far it is from a typical, complete, readable comment.
    penalty: u64,
    /// A number made from the words, so that ties are broken without regard to order.
    pub(super) hash: u64,
    /// The words, with placeholders generalised.
    pub(super) words: String,
    /// A number that stands for the person.
    pub(super) person: u64,
    /// A number that stands for the session or survey.
    pub(super) source: u64,
    /// Whether the comment describes something which could single a person out.
    pub(super) flagged: bool,
}

/// Whose words they are.
#[derive(Clone, Copy)]
pub(super) struct Whose {
    pub(super) person: u64,
    pub(super) source: u64,
    /// People in the room, where it was a focus group.
    pub(super) room: Option<usize>,
}

/// The best candidates, at most one of each person.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Quotations(BTreeSet<Candidate>);

impl Quotations {
    /// From the best to the worst.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Candidate> {
        self.0.iter()
    }

    /// Takes in a candidate if it is among the best.
    pub(super) fn offer(&mut self, candidate: Candidate) {
        let known = self.0.iter().find(|it| it.person == candidate.person);
        match known.cloned() {
            Some(known) if known <= candidate => return,
            Some(known) => self.0.remove(&known),
            None => false,
        };
        self.0.insert(candidate);
        if self.0.len() > KEPT {
            self.0.pop_last();
        }
    }
}

impl Merge for Quotations {
    fn add(&mut self, other: Self) {
        for candidate in other.0 {
            self.offer(candidate);
        }
    }
}

impl Candidate {
    /// The stretch of `comment` around `cues` as a quotation of at least `shortest` words; `off` says how far the
    /// comment is from a typical one. A flagged comment is never quoted.
    pub(super) fn new(comment: &Comment, cues: &[Span], shortest: usize, off: u64, whose: Whose) -> Option<Self> {
        let flagged = !comment.turn.flags.is_empty();
        if flagged || whose.room.is_some_and(|people| people < 3) {
            return None;
        }
        let text = &comment.turn.text;
        let range = excerpt(text, cues, shortest)?;
        let words = quoted(text, &range);
        let hash = content_hash(&[&words]);
        let penalty = off + roughness(text, &range) + if whose.room.is_some_and(|people| people < 5) { 50 } else { 0 };
        Some(Candidate { penalty, hash, words, person: whose.person, source: whose.source, flagged })
    }
}

/// A run of so many of the same words in two quotations is a turn of phrase.
const TURN_OF_PHRASE: usize = 4;

/// Whether two quotations could be known as one person's: they share a turn of phrase or a word that hardly anybody uses.
pub(super) fn ties(one: &str, other: &str) -> bool {
    let words = |line: &str| -> Vec<String> {
        let text = Text::new(line);
        text.tokens().iter().filter(|it| it.kind == Kind::Word).map(|it| it.normal().to_owned()).collect()
    };
    let (one, other) = (words(one), words(other));
    let phrase = one.windows(TURN_OF_PHRASE).any(|run| other.windows(TURN_OF_PHRASE).any(|it| it == run));
    let rare =
        |word: &&String| word.chars().count() > 3 && word.chars().all(char::is_alphabetic) && facts(word).rank() == 0;
    phrase || one.iter().filter(rare).any(|word| other.contains(word))
}

/// How unreadable a stretch is: short or long, full of placeholders, broken off, or cut out of its sentence.
fn roughness(text: &Text, range: &Range<usize>) -> u64 {
    let tokens = &text.tokens()[range.clone()];
    let words = word_count(text, range);
    let hole = |token: &Token| match token.normal() {
        // Whoever gives a number or an address speaks of one case, and is easily known by it.
        "[phone]" | "[email]" | "[address]" | "[id]" | "[handle]" | "[url]" | "[date]" => 8,
        _ => 2,
    };
    let holes: u64 = tokens.iter().filter(|token| token.kind == Kind::Placeholder).map(hole).sum();
    let breaks =
        tokens.iter().filter(|token| token.is_mark("--") || token.is_mark("...") || token.is_mark("[")).count();
    let length = if (10..=35).contains(&words) { 0 } else { 2 };
    let whole = tokens.last().is_some_and(|last| last.kind == Kind::Mark);
    length + holes + breaks as u64 + u64::from(!whole)
}

fn word_count(text: &Text, range: &Range<usize>) -> usize {
    text.tokens()[range.clone()].iter().filter(|token| token.kind != Kind::Mark).count()
}

/// The whole comment if it is short enough, else the sentences around the first cue, else a stretch of its sentence.
fn excerpt(text: &Text, cues: &[Span], shortest: usize) -> Option<Range<usize>> {
    let all = 0..text.tokens().len();
    let words = word_count(text, &all);
    if words < shortest {
        return None;
    }
    if words <= LONGEST {
        return Some(all);
    }
    let cue = cues.first().map_or(0..0, |&cue| text.tokens_in(cue));
    let at = text.sentences().iter().position(|sentence| sentence.contains(&cue.start))?;
    let sentence = text.sentences()[at].clone();
    if word_count(text, &sentence) > LONGEST {
        return Some(stretch(text, &sentence, &cue));
    }
    let range = grown(text, at);
    (word_count(text, &range) >= shortest).then_some(range)
}

/// The sentence at `at` with the next ones, then the ones before, as long as it stays short.
fn grown(text: &Text, at: usize) -> Range<usize> {
    let sentences = text.sentences();
    let mut range = sentences[at].clone();
    for next in &sentences[at + 1..] {
        let longer = range.start..next.end;
        if word_count(text, &range) >= 18 || word_count(text, &longer) > LONGEST {
            break;
        }
        range = longer;
    }
    for before in sentences[..at].iter().rev() {
        let longer = before.start..range.end;
        if word_count(text, &range) >= 12 || word_count(text, &longer) > LONGEST {
            break;
        }
        range = longer;
    }
    range
}

/// About thirty words around a cue in a sentence without end, from a comma on where one is near.
fn stretch(text: &Text, sentence: &Range<usize>, cue: &Range<usize>) -> Range<usize> {
    let tokens = text.tokens();
    let mut start = cue.start.saturating_sub(14).max(sentence.start);
    if start > sentence.start
        && let Some(comma) = (start..cue.start).find(|&at| tokens[at].is_mark(","))
    {
        start = comma + 1;
    }
    let mut end = (cue.end.max(cue.start + 1) + 16).min(sentence.end);
    if end < sentence.end
        && let Some(comma) = (cue.end..end).rev().find(|&at| tokens[at].is_mark(","))
    {
        end = comma;
    }
    start..end.min(start + LONGEST)
}

/// The words of a stretch for a reader, with an ellipsis where the comment goes on.
fn quoted(text: &Text, range: &Range<usize>) -> String {
    let words = plain_words(text, range);
    let before = if range.start > 0 { "… " } else { "" };
    let after = if range.end < text.tokens().len() { " …" } else { "" };
    format!("{before}{words}{after}")
}

/// The words of a stretch on one line, with each numbered placeholder in plain words: a number would tie one
/// quotation to another.
pub(super) fn plain_words(text: &Text, range: &Range<usize>) -> String {
    let span = text.span_of(range.clone());
    let (mut words, mut from) = (String::new(), span.start);
    for token in text.tokens()[range.clone()].iter().filter(|token| token.kind == Kind::Placeholder) {
        words.push_str(text.slice(Span::new(from, token.span.start)));
        words.push_str(in_plain_words(token.normal()));
        from = token.span.end;
    }
    words.push_str(text.slice(Span::new(from, span.end)));
    cleaned(&words)
}

/// What a reader sees instead of a placeholder of a kind.
fn in_plain_words(placeholder: &str) -> &'static str {
    match placeholder {
        "[participant]" => "[a colleague]",
        "[moderator]" => "[the moderator]",
        "[organisation]" => "[an organisation]",
        "[location]" => "[a place]",
        "[email]" => "[an e-mail address]",
        "[phone]" => "[a telephone number]",
        "[address]" => "[an address]",
        "[id]" => "[a number]",
        "[date]" => "[a date]",
        "[url]" => "[a web address]",
        "[handle]" => "[a user name]",
        _ => "[somebody]",
    }
}

/// One line without control characters and without characters that turn the direction of writing.
pub(super) fn cleaned(raw: &str) -> String {
    let visible = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}' | '\u{fff9}'..='\u{fffb}')
    };
    let line: String = raw.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(visible).collect();
    line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, cue: &str, expected: &str) {
        let text = Text::new(raw);
        let start = raw.find(cue).expect("the cue stands in the comment");
        let found = excerpt(&text, &[Span::new(start, start + cue.len())], 6).map(|range| quoted(&text, &range));
        assert_eq!(found.as_deref().unwrap_or("nothing"), expected);
    }

    #[test]
    fn short_comments_are_quoted_whole_and_scraps_are_not() {
        check(
            "The system insists on a code before we may talk.",
            "insists",
            "The system insists on a code before we may talk.",
        );
        check("It insists.", "insists", "nothing");
    }

    #[test]
    fn long_comments_are_cut_at_sentences() {
        let filler = "We do the usual things in the usual way and nobody minds much. ".repeat(5);
        let raw =
            format!("{filler}The system insists on a code before we may talk to anybody who rings us at all. {filler}");
        check(
            &raw,
            "insists",
            "… The system insists on a code before we may talk to anybody who rings us at all. We do the usual things in the usual way and nobody minds much. …",
        );
    }

    #[test]
    fn endless_sentences_are_cut_around_the_cue() {
        let raw =
            format!("{}and the system insists on it {}", "so then we go on ".repeat(12), "and so on we go ".repeat(12));
        let text = Text::new(raw.as_str());
        let at = raw.find("insists").expect("it is there");
        let range = excerpt(&text, &[Span::new(at, at + 7)], 6).expect("a stretch");
        assert!(
            word_count(&text, &range) <= LONGEST && plain_words(&text, &range).contains("the system insists on it")
        );
    }

    #[test]
    fn placeholders_lose_their_numbers() {
        check(
            "Ask [Person 2] or [Participant 3], they both work at [Location 1].",
            "work",
            "Ask [somebody] or [a colleague], they both work at [a place].",
        );
    }

    #[test]
    fn control_and_direction_characters_go() {
        assert_eq!(cleaned(" a\u{202e}b\u{7}\n c\t\u{feff}"), "ab c");
    }
}
