//! Transcripts as lines: `Name: text`, with or without times and bold marks, from a text file or a document.
//!
//! It decides for every line who says what of it. What nobody says is dropped and told by line and rule.

use super::attendees::{self, attendees};
use super::clock::{is_clock, is_stretch};
use super::draft::{Draft, Heard};
use super::drift::drift;
use super::file::File;
use super::initials;
use super::labels::{Learner, Never, is_name_like, never};
use super::moderator;
use super::people::{People, parts};
use super::prefix::{Prefix, alone, prefix, untimed};
use super::times::Retimed;
use super::verbatim;
use crate::error::{ErrorKind, Result};
use crate::lexicons::is_full_name;
use crate::lexicons::read::{ATTENDEE_LINES, CLOSING_LINES};
use crate::text::normal_form;
use crate::transcript::{Role, Speaker};

/// One line without its end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line<'a> {
    /// Its number in the file, from 1.
    pub(super) number: usize,
    pub(super) words: &'a str,
    /// How many bytes at its start are set in bold.
    pub(super) bold: usize,
    /// Whether it stands beside the talk, as a list of those present in a table does.
    pub(super) aside: bool,
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.words.trim().is_empty()
    }
}

/// A stretch of a line, and what stands there in the copy. The cuts of a line add up to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) is: Is,
}

/// What a stretch of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    /// White space, bullets, bold marks, colons and times.
    Syntax,
    /// A speaker's label.
    Label(usize),
    /// Words.
    Said(Heard),
    /// Something that does not come back.
    Gone,
}

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It comes back, cut up.
    Kept(Vec<Cut>),
    /// It is left out.
    Dropped,
}

/// Decides about every line, and takes what is said into `draft`.
pub(super) fn read(file: &mut File, lines: &[Line<'_>], people: &People, draft: &mut Draft<'_>) -> Result<Vec<Fate>> {
    let prefixes: Vec<Option<Prefix<'_>>> = (0..lines.len()).map(|at| prefix_at(lines, at)).collect();
    let mut learner = Learner::new(people);
    for (line, prefix) in lines.iter().zip(&prefixes).filter(|(line, _)| !line.aside) {
        learner.line(line.words, *prefix);
    }
    let labels = learner.finish();
    let accept = |line: &Line<'_>, it: &Prefix<'_>| {
        if line.aside { moderator::is_label(it.label) } else { labels.accept(it) }
    };
    let mut labelled: Vec<Option<Prefix<'_>>> =
        lines.iter().zip(&prefixes).map(|(line, prefix)| prefix.filter(|it| accept(line, it))).collect();
    let talks = |at: &usize| labelled[*at].is_some() && !lines[*at].aside && !names_a_role(lines, *at, &labelled);
    let Some(first) = (0..lines.len()).find(talks).filter(|_| !labels.is_empty()) else {
        return Err(ErrorKind::NoSpeakers { path: file.path.clone() }.into());
    };
    let first = below_clocks(lines, first);
    for at in (first..lines.len()).filter(|&at| lines[at].aside) {
        labelled[at] = None;
    }
    let said: Vec<(usize, &str)> =
        (first..lines.len()).filter_map(|at| Some((lines[at].number, labelled[at]?.label))).collect();
    let drift = drift(said.iter().map(|it| it.1), people);
    drift.note(file, |at| said[at].0);
    draft.cast.respell(drift.spellings);
    file.format = if is_headed(&labelled) { "labels on lines of their own" } else { "labelled lines (`Name: text`)" };
    let mut talk = Talk {
        wrapped: is_wrapped(&lines[first..], &labelled[first..]),
        headed: is_headed(&labelled),
        last: labelled.iter().rposition(Option::is_some).unwrap_or(0),
        speaker: None,
        file,
        lines,
        labelled: &labelled,
    };
    let mut fates = talk.prelude(first);
    fates.extend((first..lines.len()).map(|at| talk.fate(at, draft)));
    note_people(file, lines, first, &labelled, draft);
    Ok(fates)
}

/// The first of the lines that hold nothing but times above line number `at`.
fn below_clocks(lines: &[Line<'_>], at: usize) -> usize {
    let above = lines[..at].iter().rev().take_while(|line| line.is_blank() || is_clock(line.words));
    let clocks = above.enumerate().filter(|(_, line)| !line.is_blank()).map(|(up, _)| up + 1).last();
    at - clocks.unwrap_or(0)
}

/// What may be a label at the start of a line; below two times and an arrow the whole line is one.
fn prefix_at<'a>(lines: &[Line<'a>], at: usize) -> Option<Prefix<'a>> {
    let line = lines[at];
    if at > 0 && is_stretch(lines[at - 1].words) {
        return alone(line.words);
    }
    let found = prefix(line.words)?;
    let bold = line.bold >= found.before.len() + found.label.len() && !found.label.is_empty();
    Some(Prefix { marked: found.marked || bold, ..found })
}

/// The lines of a transcript while they are gone through.
struct Talk<'f, 'a> {
    file: &'f mut File,
    lines: &'a [Line<'a>],
    labelled: &'a [Option<Prefix<'a>>],
    /// Whether turns run over several lines.
    wrapped: bool,
    /// Whether labels stand on lines of their own, above what is said.
    headed: bool,
    /// The last line with a label.
    last: usize,
    speaker: Option<usize>,
}

impl Talk<'_, '_> {
    /// Drops everything before the first label.
    fn prelude(&mut self, first: usize) -> Vec<Fate> {
        for line in self.lines[..first].iter().filter(|line| !line.is_blank()) {
            self.file.stated = self.file.stated.or_else(|| verbatim::stated(line.words));
            self.file.drop(line.number, "it stands before the first speaker (title, date, attendees)");
        }
        vec![Fate::Dropped; first]
    }

    fn fate(&mut self, at: usize, draft: &mut Draft<'_>) -> Fate {
        let line = &self.lines[at];
        if let Some(found) = self.labelled[at] {
            return self.labelled_line(line, &found, draft);
        }
        if line.is_blank() || is_rule(line.words) {
            return Fate::Kept(vec![syntax(0, line.words.len())]);
        }
        if is_clock(line.words) {
            // Above the words of somebody whom the program did not recognise stands a time alone.
            if self.headed && (at == 0 || self.lines[at - 1].is_blank()) {
                self.speaker = None;
            }
            return Fate::Kept(vec![syntax(0, line.words.len())]);
        }
        if let Some(rule) = self.dropped(at) {
            self.file.stated = self.file.stated.or_else(|| verbatim::stated(line.words));
            self.file.drop(line.number, rule);
            return Fate::Dropped;
        }
        let start = untimed(line.words).map_or(0, |it| line.words.len() - it.rest.len());
        let mut cuts = vec![syntax(0, start)];
        cuts.extend(self.words(line, start, draft));
        cuts.retain(|cut| cut.start < cut.end);
        Fate::Kept(cuts)
    }

    fn labelled_line(&mut self, line: &Line<'_>, found: &Prefix<'_>, draft: &mut Draft<'_>) -> Fate {
        let speaker = draft.cast.place(found.label);
        self.speaker = Some(speaker);
        let label = found.before.len();
        let to = label + found.label.len();
        let after = to + found.to.len();
        let rest = after + found.after.len();
        let mut cuts = vec![syntax(0, label), Cut { start: label, end: to, is: Is::Label(speaker) }];
        cuts.push(Cut { start: to, end: after, is: Is::Gone });
        cuts.push(syntax(after, rest));
        cuts.extend(self.words(line, rest, draft));
        cuts.retain(|cut| cut.start < cut.end);
        Fate::Kept(cuts)
    }

    /// The cuts of a line from `start` on, which belongs to whoever speaks.
    fn words(&mut self, line: &Line<'_>, start: usize, draft: &mut Draft<'_>) -> Vec<Cut> {
        let words = &line.words[start..];
        let (from, to) = (start + words.len() - words.trim_start().len(), start + words.trim_end().len());
        let mut cuts = Vec::with_capacity(4);
        match draft.hear(line.number, self.speaker, words) {
            Some(heard) => {
                cuts.push(syntax(start, from));
                cuts.push(Cut { start: from, end: to, is: Is::Said(heard) });
                cuts.push(syntax(to, line.words.len()));
            }
            None => cuts.push(syntax(start, line.words.len())),
        }
        cuts
    }

    /// By which rule a line without label is nobody's words.
    fn dropped(&self, at: usize) -> Option<&'static str> {
        let line = &self.lines[at];
        if line.aside {
            return Some("it heads a table, or stands in one that is no talk");
        }
        if attendees::event(line.words).is_some() {
            return Some("the meeting program says it (somebody came, went or started the recording)");
        }
        if at > self.last && closes(line.words) {
            return Some("it is a closing line");
        }
        let found = prefix(line.words).filter(|it| !it.label.is_empty() && !it.heads)?;
        let rule = match never(found.label)? {
            Never::Record => "it keeps record, such as a date or a place",
            Never::Heading => "it is a heading, such as a question number or a time check",
            Never::Opener => return None,
        };
        let alone = !self.wrapped || at == 0 || self.lines[at - 1].is_blank();
        alone.then_some(rule)
    }
}

fn syntax(start: usize, end: usize) -> Cut {
    Cut { start, end, is: Is::Syntax }
}

/// The syntax of cut number `at` with its times shifted or dropped.
pub(super) fn retimed(retimed: &mut Retimed, line: &str, cuts: &[Cut], at: usize) -> String {
    let left = retimed.syntax(&line[cuts[at].start..cuts[at].end]).into_owned();
    let behind = at > 0 && matches!(cuts[at - 1].is, Is::Label(_) | Is::Gone);
    let more = cuts.len() > at + 1;
    if !retimed.drops() || !behind {
        // Nothing of `(00:10):` is left but what belonged to the time.
        let lone = retimed.drops() && left.trim() == ":";
        return if lone { String::new() } else { left };
    }
    // Without its time, a label needs a colon to be one.
    if !left.contains([':', '\u{ff1a}', '>', ']', '}']) {
        return String::from(if more { ": " } else { ":" });
    }
    if more && !left.ends_with(char::is_whitespace) { left + " " } else { left }
}

/// What a label needs behind it in the copy where it stood alone below or behind a time that is dropped.
pub(super) fn colon(retimed: &Retimed, cuts: &[Cut], at: usize) -> &'static str {
    let alone = retimed.drops() && at + 1 == cuts.len() && matches!(cuts[at].is, Is::Label(_));
    if alone { ":" } else { "" }
}

/// Whether turns run over several lines, so that a line without label is most likely speech.
fn is_wrapped(lines: &[Line<'_>], labelled: &[Option<Prefix<'_>>]) -> bool {
    let is_speech = |at: usize| {
        let line = &lines[at];
        if line.aside {
            return false;
        }
        let listed = || prefix(line.words).is_some_and(|it| never(it.label).is_some());
        labelled[at].is_some() || !(line.is_blank() || is_clock(line.words) || listed() || closes(line.words))
    };
    let after_speech = (1..lines.len()).filter(|&at| !lines[at - 1].is_blank() && is_speech(at));
    let (bare, all) =
        after_speech.fold((0, 0), |(bare, all), at| (bare + usize::from(labelled[at].is_none()), all + 1));
    bare * 4 > all && bare > 2
}

/// Whether most labels stand on lines of their own.
fn is_headed(labelled: &[Option<Prefix<'_>>]) -> bool {
    let (heads, all) =
        labelled.iter().flatten().fold((0, 0), |(heads, all), it| (heads + usize::from(it.heads), all + 1));
    heads * 2 > all
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
fn names_a_role(lines: &[Line<'_>], at: usize, labelled: &[Option<Prefix<'_>>]) -> bool {
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
        && (near.any(is_record) || next.any(is_record) || speaks_later(name, &labelled[at + 1..]))
}

/// Whether somebody with this name is labelled later on.
fn speaks_later(name: &str, labelled: &[Option<Prefix<'_>>]) -> bool {
    let person = People::of_names(std::iter::once(name));
    labelled.iter().flatten().any(|it| !moderator::is_label(it.label) && person.find(it.label).is_some())
}

/// Gives speakers the full names that an attendee list has for them, and makes the others on it known.
fn note_people(
    file: &mut File,
    lines: &[Line<'_>],
    first: usize,
    labelled: &[Option<Prefix<'_>>],
    draft: &mut Draft<'_>,
) {
    let (prelude, talk) = lines.split_at(first);
    let told = prelude.iter().filter(|line| !line.aside || says_role(line));
    let mut names = attendees(told.map(|line| line.words));
    names.extend(lines.iter().filter(|line| line.aside).filter_map(listed));
    names.extend(talk.iter().filter_map(|line| attendees::event(line.words)).flatten());
    let listed = People::of_names(names.iter().map(String::as_str));
    for place in 0..draft.cast.speakers_mut().len() {
        let label = draft.cast.speakers_mut()[place].label.clone();
        if let Some(person) = listed.find(&label) {
            let name = listed.get(person).label.clone();
            draft.cast.add_name(place, &name);
        }
    }
    for (place, person) in initials::tied(draft.cast.speakers_mut(), &listed) {
        let name = listed.get(person).label.clone();
        draft.cast.add_name(place, &name);
    }
    let mut present = listed.into_all();
    for found in prelude.iter().zip(labelled).filter_map(|(_, found)| *found) {
        let name = found.rest.trim();
        if let Some(place) = draft.cast.find(found.label) {
            draft.cast.add_name(place, name);
        } else if let Some(place) = speaks(name, draft) {
            draft.cast.add_name(place, name);
            draft.cast.speakers_mut()[place].role = Role::Moderator;
        } else {
            present.extend(People::of_names(std::iter::once(name)).into_all());
        }
    }
    for (place, name) in bracketed(prelude, draft) {
        draft.cast.add_name(place, &name);
    }
    file.present.extend(present);
}

/// Whether a row of a table says who was there as what: `Moderator: Ana Lopes`.
fn says_role(row: &Line<'_>) -> bool {
    let told = |label: &str| ATTENDEE_LINES.contains(&normal_form(parts(label).0));
    let record = |label: &str| never(label) == Some(Never::Record);
    prefix(row.words).is_some_and(|it| moderator::is_label(it.label) || told(it.label) || record(it.label))
}

/// The full name that a row of a table begins with: `Ana Lopes: Head of Operations`.
fn listed(row: &Line<'_>) -> Option<String> {
    let name = prefix(row.words)?.label;
    is_full_name(name).then(|| name.to_owned())
}

/// The one speaker whose label `name` fits.
fn speaks(name: &str, draft: &mut Draft<'_>) -> Option<usize> {
    let person = People::of_names(std::iter::once(name));
    let fits = |speaker: &Speaker| person.find(&speaker.label).is_some();
    let mut found = draft.cast.speakers_mut().iter().enumerate().filter(|(_, speaker)| fits(speaker)).map(|it| it.0);
    found.next().filter(|_| found.next().is_none())
}

/// Names on an attendee list whose brackets hold a speaker's label: `Tom O'Brien (P1)`.
fn bracketed(prelude: &[Line<'_>], draft: &mut Draft<'_>) -> Vec<(usize, String)> {
    let labels: Vec<String> =
        draft.cast.speakers_mut().iter().map(|speaker| normal_form(&speaker.label).to_string()).collect();
    let items = prelude.iter().flat_map(|line| line.words.rsplit(':').next().unwrap_or_default().split([',', ';']));
    let named = items.filter_map(|item| {
        let (name, label) = parts(item.trim_start_matches(['-', '*', ' ', '\u{2022}', '\u{2013}']));
        let place = labels.iter().position(|it| *it == *normal_form(label)).filter(|_| !label.is_empty())?;
        (is_name_like(name) && name.split_whitespace().count() <= 5).then(|| (place, name.to_owned()))
    });
    named.collect()
}

#[cfg(test)]
mod tests;
