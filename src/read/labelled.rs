//! Transcripts as text: `Name: text`, with or without times and bold marks.
//!
//! Every line before the first label, and every record or closing line, is left out and told by line and rule.

use super::cast::Cast;
use super::draft::Draft;
use super::file::{File, counted};
use super::labels::{Labels, Learner, Never, is_name_like, never};
use super::moderator;
use super::people::People;
use super::prefix::{is_clock, prefix, untimed};
use crate::error::{ErrorKind, Result};
use crate::lexicons::read::CLOSING_LINES;
use crate::text::normal_form;
use crate::transcript::{Escape, Transcript};

/// Reads `text`, the content of `file`.
pub(super) fn read(file: &mut File, text: &str, people: &People) -> Result<Transcript> {
    let lines: Vec<Line<'_>> = text.split_inclusive('\n').enumerate().map(Line::of).collect();
    let mut learner = Learner::new(people);
    for line in &lines {
        learner.line(line.words);
    }
    let labels = learner.finish();
    let first = (0..lines.len()).find(|&at| labels.of(lines[at].words).is_some() && !names_a_role(&lines, at));
    let Some(first) = first.filter(|_| !labels.is_empty()) else {
        return Err(ErrorKind::NoSpeakers { path: file.path.clone() }.into());
    };
    let (prelude, talk) = lines.split_at(first);
    let mut draft = Draft::new(Cast::new(people), Escape::Plain);
    leave_out_prelude(file, prelude);
    Talk { file, labels: &labels, lines: talk, wrapped: is_wrapped(talk, &labels), speaker: None }.write(&mut draft);
    add_names(prelude, &labels, &mut draft);
    Ok(draft.finish(&file.stem))
}

/// One line without and with its end.
#[derive(Clone, Copy)]
struct Line<'a> {
    number: usize,
    words: &'a str,
    end: &'a str,
}

impl<'a> Line<'a> {
    fn of((at, line): (usize, &'a str)) -> Self {
        let words = line.trim_end_matches(['\r', '\n']);
        Line { number: at + 1, words, end: &line[words.len()..] }
    }

    fn is_blank(&self) -> bool {
        self.words.trim().is_empty()
    }
}

/// The lines from the first label on.
struct Talk<'f, 'a> {
    file: &'f mut File,
    labels: &'a Labels,
    lines: &'a [Line<'a>],
    wrapped: bool,
    speaker: Option<usize>,
}

impl Talk<'_, '_> {
    fn write(mut self, draft: &mut Draft<'_>) {
        let last = self.lines.iter().rposition(|line| self.labels.of(line.words).is_some()).unwrap_or(0);
        for (at, line) in self.lines.iter().enumerate() {
            if let Some(found) = self.labels.of(line.words) {
                let speaker = draft.cast.place(found.label);
                self.speaker = Some(speaker);
                draft.literal(found.before);
                draft.label(speaker);
                draft.literal(found.after);
                draft.say(line.number, self.speaker, found.rest);
                draft.literal(line.end);
            } else if line.is_blank() || is_clock(line.words) || is_rule(line.words) {
                draft.literal(line.words);
                draft.literal(line.end);
            } else if at > last && closes(line.words) {
                self.file.note(line.number, "a closing line is left out (nobody says it)");
            } else if let Some(why) = self.left_out(at) {
                self.file.note(line.number, why);
            } else {
                self.goes_on(line, draft);
            }
        }
    }

    /// A line without label belongs to whoever spoke last.
    fn goes_on(&self, line: &Line<'_>, draft: &mut Draft<'_>) {
        let words = untimed(line.words).map_or(line.words.trim_start(), |it| it.rest);
        draft.literal(&line.words[..line.words.len() - words.len()]);
        draft.say(line.number, self.speaker, words);
        draft.literal(line.end);
    }

    /// Why the line is nobody's words, if it stands alone and opens like a record or a heading.
    fn left_out(&self, at: usize) -> Option<&'static str> {
        let line = &self.lines[at];
        let found = prefix(line.words).filter(|it| !it.label.is_empty() && !it.heads)?;
        let why = match never(found.label)? {
            Never::Record => "a record line is left out (such as a date or a place)",
            Never::Heading => "a heading line is left out (such as a question number or a time check)",
            Never::Opener => return None,
        };
        let alone = !self.wrapped || self.lines[at - 1].is_blank();
        alone.then_some(why)
    }
}

/// Whether turns run over several lines, so that a line without label is most likely speech.
fn is_wrapped(lines: &[Line<'_>], labels: &Labels) -> bool {
    let is_speech = |line: &Line<'_>| {
        let listed = prefix(line.words).is_some_and(|it| never(it.label).is_some());
        !listed && !line.is_blank() && !is_clock(line.words) && !closes(line.words)
    };
    let after_speech = lines.windows(2).filter(|pair| !pair[0].is_blank() && is_speech(&pair[1]));
    let (bare, all) = after_speech
        .fold((0, 0), |(bare, all), pair| (bare + usize::from(labels.of(pair[1].words).is_none()), all + 1));
    bare * 4 > all && bare > 2
}

/// Whether the line is a rule such as `---`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '~'))
}

/// Whether the line is what transcription programs add at the end.
fn closes(line: &str) -> bool {
    let line = normal_form(line.trim().trim_matches(['*', '_', '#', ' ']));
    CLOSING_LINES.iter().any(|opening| line.starts_with(opening))
}

/// Whether the line says who moderates, as in `Moderator: Janet Pruitt` between a date and a place.
fn names_a_role(lines: &[Line<'_>], at: usize) -> bool {
    let Some(found) = prefix(lines[at].words) else { return false };
    let name = found.rest.trim_end();
    let is_record = |line: &Line<'_>| prefix(line.words).is_some_and(|it| never(it.label) == Some(Never::Record));
    let mut near = lines[..at].iter().rev().filter(|line| !line.is_blank()).take(1);
    let mut next = lines[at + 1..].iter().filter(|line| !line.is_blank()).take(1);
    moderator::is_label(found.label)
        && !name.is_empty()
        && name.split_whitespace().count() <= 5
        && !name.ends_with(|c: char| c.is_ascii_punctuation() && c != ')')
        && is_name_like(name)
        && (near.any(is_record) || next.any(is_record))
}

fn leave_out_prelude(file: &mut File, prelude: &[Line<'_>]) {
    let mut said = prelude.iter().filter(|line| !line.is_blank());
    if let Some(first) = said.next() {
        let what = counted(1 + said.count(), "line");
        file.note(first.number, format!("{what} before the first speaker label left out (title, date, attendees)"));
    }
}

/// Gives speakers the full names that an attendee list has for them.
fn add_names(prelude: &[Line<'_>], labels: &Labels, draft: &mut Draft<'_>) {
    let listed = People::of_names(prelude.iter().flat_map(|line| names_in(line.words, labels)));
    for place in 0..draft.cast.speakers_mut().len() {
        let label = draft.cast.speakers_mut()[place].label.clone();
        if let Some(person) = listed.find(&label) {
            let name = listed.get(person).label.clone();
            draft.cast.add_name(place, &name);
        }
    }
    for found in prelude.iter().filter_map(|line| labels.of(line.words)) {
        let place = draft.cast.place(found.label);
        draft.cast.add_name(place, found.rest.trim());
    }
}

/// The names in a line such as `Attendees: Ana Lopes, Lee Wu (Sales)`, or on a line of their own.
fn names_in<'a>(line: &'a str, labels: &Labels) -> Vec<&'a str> {
    let list = match prefix(line).filter(|it| !it.label.is_empty() && !it.heads) {
        Some(found) if labels.of(line).is_some() => found.rest,
        Some(found) if never(found.label) == Some(Never::Record) => found.rest,
        Some(_) => return Vec::new(),
        None => line,
    };
    let names = list
        .split([',', ';', '\u{2022}'])
        .map(|it| super::people::parts(it).0.trim_start_matches(['-', '*', ' ']).trim());
    let fits = |name: &&str| (2..=4).contains(&name.split_whitespace().count()) && is_name_like(name);
    names
        .filter(fits)
        .filter(|name| name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.' | '\u{2019}')))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{copy, notices, turns};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(turns("talk.txt", text), expected, "{text}");
    }

    #[test]
    fn lines_without_label_go_on() {
        check(
            "Ana: I think so.\nReally.\n\n  And more.\nLee: No.\nLee: Never.\nAna: Ha.\n",
            &["1 Ana: I think so. Really. And more.", "5 Lee: No. Never.", "7 Ana: Ha."],
        );
    }

    #[test]
    fn times_and_bold_marks_are_no_words() {
        check(
            "**Ana (00:01):** Hi.\n**Lee:** Ho.\n(00:07): Still.\n00:08:00\n**Ana:** So.\n",
            &["1 Ana: Hi.", "2 Lee: Ho. Still.", "5 Ana: So."],
        );
        check("[00:01] Ana: Hi.\r\n[00:02] Lee: At 10:30: no.\r\n", &["1 Ana: Hi.", "2 Lee: At 10:30: no."]);
    }

    #[test]
    fn header_lines_label_what_follows() {
        check(
            "Ana Lopes  0:03  \nOne thing: hi.\n\nLee Wu  0:07  \nHo.\n\nAna Lopes  0:09\nSo.\n\nTranscribed by https://otter.ai\n",
            &["2 Ana Lopes: One thing: hi.", "5 Lee Wu: Ho.", "8 Ana Lopes: So."],
        );
    }

    #[test]
    fn what_is_nobodys_is_left_out_and_told() {
        let text = "Focus group 3\nDate: 4 May\nAttendees: Ana Lopes, Lee Wu\n\nAna: Hi.\nTime check: 14:05\nLee: Ho.\n\
                    Question 2: Why?\nAna: https://x.example says so.\nLee: Yes.\nTranscription ended after 00:26:31\n";
        check(text, &["5 Ana: Hi.", "7 Lee: Ho.", "9 Ana: https://x.example says so.", "10 Lee: Yes."]);
        assert_eq!(
            notices("talk.txt", text),
            [
                "1: 3 lines before the first speaker label left out (title, date, attendees)",
                "6: a heading line is left out (such as a question number or a time check)",
                "8: a heading line is left out (such as a question number or a time check)",
                "11: a closing line is left out (nobody says it)",
                "no moderator found; say who it is in a roster (`--roster`)",
            ]
        );
    }

    #[test]
    fn the_one_who_moderates_may_be_named_above() {
        check(
            "Date: 4 May\nModerator: Janet Pruitt\nPlace: Hull\n\nModerator: Welcome.\nAna: Hi.\nModerator: So?\nAna: Yes.\n",
            &["5 Moderator: Welcome.", "6 Ana: Hi.", "7 Moderator: So?", "8 Ana: Yes."],
        );
    }

    #[test]
    fn a_copy_has_the_same_lines() {
        assert_eq!(
            copy("talk.txt", "Minutes\n\n**Ana (0:01):** Hi.\r\n  More.\r\n\r\n**Lee:** Ho."),
            "**Participant 1 (0:01):** Hi.\r\n  More.\r\n\r\n**Participant 2:** Ho."
        );
    }

    #[test]
    fn one_huge_line_is_a_turn() {
        let text = format!("Ana: Hi.\nLee: {}\nAna: So.\n", "word and ".repeat(300_000));
        let lengths: Vec<usize> = turns("talk.txt", &text).iter().map(String::len).collect();
        assert_eq!(lengths, [10, 2_699_999 + 7, 10]);
    }
}
