//! Finds who runs a session: by the roster, by the label, else by who asks.
//!
//! It decides roles and nothing else; finding nobody is a possible answer.

use std::collections::BTreeSet;

use super::people::{People, parts};
use crate::lexicons::read::{HOSTS, MODERATORS, QUESTION_WORDS, WELCOMES, YES_NO_OPENERS};
use crate::text::{Text, normal_form};
use crate::transcript::{Role, Transcript};

/// Gives every speaker a role; false if nobody seems to moderate.
///
/// Where the roster knows some of the speakers and names no moderator, the one it leaves out is the likelier one.
pub(super) fn find(transcript: &mut Transcript, people: &People) -> bool {
    let speakers = &transcript.speakers;
    // Whoever has no turn runs nothing: `Moderator: Priya Raman` may stand above the talk only.
    let mut speaks = vec![false; speakers.len()];
    transcript.turns.iter().filter_map(|turn| turn.speaker).for_each(|at| speaks[at] = true);
    if speakers.iter().zip(&speaks).any(|(speaker, speaks)| *speaks && speaker.role == Role::Moderator) {
        return true;
    }
    let labelled: Vec<usize> = (0..speakers.len()).filter(|&at| speaks[at] && is_label(&speakers[at].label)).collect();
    let found = if labelled.is_empty() { by_asking(transcript, people).into_iter().collect() } else { labelled };
    for &at in &found {
        transcript.speakers[at].role = Role::Moderator;
    }
    !found.is_empty()
}

/// Whether a label says that its bearer moderates: `MODERATOR`, `Moderator 2`, `MODERATOR (NAME)`, `Ana (Facilitator)`.
pub(super) fn is_label(label: &str) -> bool {
    let (outside, inside) = parts(label);
    let forms = [outside, inside].map(|it| normal_form(it.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ')));
    let first = forms[0].split([' ', ',', '-', '/', '\u{2013}']).find(|word| !word.is_empty()).unwrap_or("");
    let last = forms[0].rsplit([',', '-', '/', '\u{2013}']).next().unwrap_or("").trim();
    forms.iter().any(|form| MODERATORS.contains(form.trim_end_matches('.')))
        || HOSTS.contains(&forms[0])
        || (first.len() > 3 && MODERATORS.contains(first))
        || (last.len() > 3 && MODERATORS.contains(last))
}

/// What one speaker did.
#[derive(Clone, Default)]
struct Tally {
    turns: usize,
    asking: usize,
    /// Words of all turns of others that followed at once.
    answered_by: BTreeSet<usize>,
    opens: bool,
    welcomes: bool,
}

/// The speaker who asks most of the questions, if one clearly does.
fn by_asking(transcript: &Transcript, people: &People) -> Option<usize> {
    let marks = transcript.turns.iter().any(|turn| turn.said.as_str().contains('?'));
    let mut tallies = vec![Tally::default(); transcript.speakers.len()];
    let mut last: Option<(usize, bool)> = None;
    for (at, turn) in transcript.turns.iter().enumerate() {
        let Some(speaker) = turn.speaker else { continue };
        let asks = asks(&turn.said, marks);
        let tally = &mut tallies[speaker];
        tally.turns += 1;
        tally.asking += usize::from(asks);
        tally.opens |= at == 0;
        tally.welcomes |= at < 3 && welcomes(&turn.said);
        if let Some((asker, true)) = last.filter(|&(asker, _)| asker != speaker) {
            tallies[asker].answered_by.insert(speaker);
        }
        last = Some((speaker, asks));
    }
    let asked: usize = tallies.iter().map(|tally| tally.asking).sum();
    let others = tallies.len().saturating_sub(1);
    if asked == 0 || others == 0 {
        return None;
    }
    let listed: Vec<bool> = transcript.speakers.iter().map(|it| people.find(&it.label).is_some()).collect();
    let score = |at: usize| {
        let left_out = if listed.contains(&true) && !listed[at] { 0.6 } else { 0.0 };
        tallies[at].score(asked, others, &transcript.speakers[at].label) + left_out
    };
    let scores: Vec<f64> = (0..tallies.len()).map(score).collect();
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    let (best, second) = (order[0], order[1]);
    let clearly = scores[best] >= 1.6 && scores[best] - scores[second] >= 0.5;
    (clearly && tallies[best].leads()).then_some(best)
}

impl Tally {
    /// Whether asking is what the speaker does there; whoever asks one thing in passing takes part.
    fn leads(&self) -> bool {
        (self.asking >= 2 && (self.asking * 4 >= self.turns || self.opens)) || (self.asking > 0 && self.welcomes)
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of turns are small")]
    fn score(&self, asked: usize, others: usize, label: &str) -> f64 {
        let share = self.asking as f64 / asked as f64;
        let rate = self.asking as f64 / self.turns.max(1) as f64;
        let spread = self.answered_by.len() as f64 / others as f64;
        let hosts = HOSTS.contains(&normal_form(parts(label).1));
        let told = [(self.opens, 0.3), (self.welcomes, 0.6), (hosts, 0.5)];
        2.0 * share + rate + 0.7 * spread + told.iter().map(|(is, worth)| if *is { *worth } else { 0.0 }).sum::<f64>()
    }
}

/// Whether the turn ends in a question; without question marks in the file, whether its last sentence opens like one.
fn asks(said: &Text, marks: bool) -> bool {
    if marks {
        let said = said.as_str();
        return memchr::memrchr(b'?', said.as_bytes()).is_some_and(|at| ends_in(&said[at + 1..]) <= 1);
    }
    said.sentences().iter().rev().take(2).any(|sentence| {
        let first = said.tokens()[sentence.clone()].first();
        first.is_some_and(|it| YES_NO_OPENERS.contains(it.normal()) || QUESTION_WORDS.contains(it.normal()))
    })
}

/// How many sentences stand in `rest`, by the marks at their ends; a lower-case word goes on with one.
fn ends_in(rest: &str) -> usize {
    let ends = |at: usize| {
        let behind = rest[at + 1..].trim_start_matches(['"', '\'', ')', '\u{201d}', '\u{2019}']);
        let next = behind.trim_start().chars().next();
        (behind.is_empty() || behind.starts_with(char::is_whitespace)) && next.is_none_or(|next| !next.is_lowercase())
    };
    let open = rest.trim_end().ends_with(char::is_alphanumeric);
    memchr::memchr2_iter(b'.', b'!', rest.as_bytes()).filter(|&at| ends(at)).count() + usize::from(open)
}

fn welcomes(said: &Text) -> bool {
    let words = normal_form(said.as_str());
    WELCOMES.iter().any(|phrase| words.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{moderators, open};
    use super::is_label;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let transcript = open("talk.txt", text).expect("a transcript").next_transcript().expect("good").expect("one");
        assert_eq!(moderators(&transcript), expected, "{text}");
    }

    #[test]
    fn labels_tell() {
        for label in [
            "MODERATOR",
            "Moderator 2",
            "MODERATOR (JANET)",
            "Ana Lopes (Facilitator)",
            "Interviewer:1",
            "Host",
            "Int.",
        ] {
            assert_eq!(is_label(label), label != "Interviewer:1", "{label}");
        }
        for label in ["Ana Lopes", "Jane Host", "Peter Chair", "Ana (Researcher)", "Participant 1", "Modesty Blaise"] {
            assert!(!is_label(label), "{label}");
        }
        check("Ana: Why?\nMODERATOR (LEE): Hm.\nAna: What?\nMODERATOR (LEE): Ha.\n", &["MODERATOR (LEE)"]);
    }

    #[test]
    fn whoever_asks_moderates() {
        check(
            "Ana: Welcome. Shall we begin? Who is here?\nLee: Lee.\nBo: Bo, why is it cold?\nAna: Does it work?\nLee: Yes.\n\
             Bo: No.\nAna: Why not?\nBo: It's slow, isn't it?\nLee: Mostly.\nAna: What would help?\nLee: Time.\nBo: Time.\n",
            &["Ana"],
        );
    }

    #[test]
    fn a_line_above_the_talk_names_who_moderates() {
        let talk = "Ana: So, the form.\nP1: It is slow.\nP2: It is.\nAna: I see.\nP1: Yes.\n";
        check(&format!("Moderator: Ana Lopes\n\n{talk}"), &["Ana"]);
        check(&format!("Date: 4 May\nModerator: Ana Lopes\nParticipants: Lee Wu (P1)\n\n{talk}"), &["Ana"]);
    }

    #[test]
    fn among_equals_nobody_moderates() {
        check("Ana: Why?\nLee: Why not?\nAna: Hm?\nLee: Hm?\nAna: Ha.\nLee: Ha.\n", &[]);
        check("Ana: Yes.\nLee: No.\nAna: Yes.\n", &[]);
        check("Ana: Yes.\nLee: No.\nAna: Yes.\nLee: Was it?\nAna: It was.\nLee: Fine.\n", &[]);
    }
}
