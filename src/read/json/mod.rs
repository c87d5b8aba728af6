//! Transcripts as JSON: Whisper, `WhisperX`, AWS Transcribe, `AssemblyAI`, Deepgram, Rev, and lists of turns.
//!
//! The copy is the file with other strings in it. No string of the file comes back as it is but plain words of the
//! format: what was said is said with the turns, other text is anonymised as text, and identifiers go.

mod align;
mod dialect;
mod tree;

use std::collections::BTreeMap;

use super::cast::Cast;
use super::draft::{Draft, Heard};
use super::drift::drift;
use super::file::File;
use super::people::People;
use super::times::Times;
use crate::error::{ErrorKind, Result};
use crate::text::Text;
use crate::transcript::{Escape, Piece, Transcript};

use align::Aligner;
use dialect::{SPEAKER, Stretch};
use tree::{Key, Node, Value};

/// Whether `text`, or the beginning of one, is a recogniser's JSON by the keys in it.
pub(super) fn is_recognisers(text: &str) -> bool {
    const KEYS: [&str; 7] = [
        "\"results\"",
        "\"segments\"",
        "\"utterances\"",
        "\"monologues\"",
        "\"words\"",
        "\"jobName\"",
        "\"sentences\"",
    ];
    let start = text.get(..4_000).unwrap_or(text);
    KEYS.iter().any(|key| start.contains(key))
}

/// Reads `text`, the content of `file`; the copy opens with `mark`.
pub(super) fn read(file: &mut File, text: &str, mark: &str, people: &People, times: Times) -> Result<Transcript> {
    let unread = |file: &File| {
        let (found, then) = ("JSON of an unknown make", "give rows with `text` (.jsonl), or the transcript as .vtt");
        ErrorKind::NoReader { path: file.path.clone(), found, then }
    };
    let Some(tree) = tree::tree(text) else { return Err(unread(file).into()) };
    let Some(result) = dialect::result(&tree) else { return Err(unread(file).into()) };
    file.format = result.format;
    let line_of = |at: usize| 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count();
    let lines: Vec<usize> =
        result.stretches.iter().map(|it| it.words.first().map_or(1, |word| line_of(word.node.start))).collect();
    let mut cast = Cast::new(people);
    let labelled: Vec<(usize, &str)> =
        result.stretches.iter().zip(&lines).filter_map(|(it, &line)| Some((line, it.speaker.as_deref()?))).collect();
    let drift = drift(labelled.iter().map(|it| it.1), people);
    drift.note(file, |at| labelled[at].0);
    cast.respell(drift.spellings);
    let mut draft = Draft::new(cast, Escape::JsonPart, times);
    let mut holes: BTreeMap<usize, Heard> = BTreeMap::new();
    for (stretch, line) in result.stretches.iter().zip(lines) {
        hear(stretch, line, &mut draft, &mut holes);
    }
    if draft.is_empty() {
        return Err(ErrorKind::NothingSaid { path: file.path.clone() }.into());
    }
    let turns: Vec<String> = draft.words().map(str::to_owned).collect();
    let mut copy = Copy {
        text,
        aligner: Aligner::new(&turns),
        holes,
        unit: result.unit,
        headings: Vec::new(),
        at: 0,
        path: String::new(),
    };
    draft.literal(mark);
    copy.node(&tree, "", &mut draft);
    draft.literal(&text[copy.at..]);
    let headings = copy.headings;
    let mut transcript = draft.finish(file);
    transcript.headings = headings;
    Ok(transcript)
}

/// Takes a stretch into the draft, and notes where each of its strings stands in the turn.
fn hear(stretch: &Stretch<'_>, line: usize, draft: &mut Draft<'_>, holes: &mut BTreeMap<usize, Heard>) {
    let mut words = String::new();
    let mut spans = Vec::with_capacity(stretch.words.len());
    for word in &stretch.words {
        let trimmed = word.text.trim();
        if !words.is_empty() && !word.glued && !trimmed.is_empty() {
            words.push(' ');
        }
        let start = words.len();
        words.push_str(trimmed);
        spans.push((word.node.start, start, words.len()));
    }
    let speaker = stretch.speaker.as_ref().filter(|_| !words.is_empty()).map(|label| draft.cast.place(label));
    if let Some(heard) = draft.hear(line, speaker, &words) {
        holes.extend(spans.into_iter().map(|(node, start, end)| (node, heard.part(start, end))));
    }
}

/// The file on its way into its copy.
struct Copy<'a> {
    text: &'a str,
    aligner: Aligner<'a>,
    /// What was heard, by where its string begins.
    holes: BTreeMap<usize, Heard>,
    /// What a unit of the file's times is, in milliseconds.
    unit: f64,
    headings: Vec<Text>,
    /// How much of the file is copied.
    at: usize,
    /// The keys on the way to where the copy is, without places in arrays.
    path: String,
}

/// Fields that hold times.
const TIMES: &[&str] =
    &["start", "end", "start_time", "end_time", "startTime", "endTime", "ts", "end_ts", "begin", "timestamp"];

/// Fields whose plain words belong to the format.
const FORMAT: &[&str] = &[
    "acoustic_model",
    "confidence",
    "language",
    "language_code",
    "label",
    "model",
    "score",
    "sentiment",
    "status",
    "task",
    "type",
    "version",
];

/// What identifies an account, a file or a job, as part of a field's name.
const IDENTIFIES: &[&str] = &[
    "account", "arn", "bucket", "created", "date", "email", "file", "hash", "job", "key", "path", "phone", "request",
    "sha", "title", "token", "uri", "url", "user", "uuid",
];

impl Copy<'_> {
    fn node(&mut self, node: &Node, key: &str, draft: &mut Draft<'_>) {
        match &node.value {
            Value::Plain => {}
            Value::Number(number) => self.number(node, key, number, draft),
            Value::String(string) => self.string(node, key, string, draft),
            Value::Array(items) => items.iter().for_each(|item| self.node(item, key, draft)),
            Value::Object(fields) => {
                for (key, value) in fields {
                    self.key(key, draft);
                    let length = self.path.len();
                    self.path.push('/');
                    self.path.push_str(&key.name);
                    self.node(value, &key.name, draft);
                    self.path.truncate(length);
                }
            }
        }
    }

    /// Copies what stands before `start`, and goes to `end`.
    fn skip(&mut self, start: usize, end: usize, draft: &mut Draft<'_>) {
        draft.literal(&self.text[self.at..start]);
        self.at = end;
    }

    /// A key is syntax, unless it can be somebody's name.
    fn key(&mut self, key: &Key, draft: &mut Draft<'_>) {
        let plain =
            key.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'$'));
        let label = draft.cast.find(&key.name);
        if label.is_some() || !plain {
            self.skip(key.start, key.end, draft);
            match label {
                Some(speaker) => draft.layout.pieces.push(Piece::Label { speaker, escape: Escape::Json }),
                None => self.heading(&key.name, draft),
            }
        }
    }

    fn number(&mut self, node: &Node, key: &str, number: &str, draft: &mut Draft<'_>) {
        if TIMES.contains(&key) && !draft.retimed.keeps() {
            self.skip(node.start, node.end, draft);
            let number = draft.retimed.number(number, self.unit);
            draft.literal(&number);
        } else if identifies(key) || (key.to_lowercase().ends_with("id") && number.len() > 6) {
            self.skip(node.start, node.end, draft);
            draft.literal("0");
        }
    }

    fn string(&mut self, node: &Node, key: &str, string: &str, draft: &mut Draft<'_>) {
        self.skip(node.start, node.end, draft);
        if let Some(heard) = self.holes.get(&node.start).copied() {
            return self.said(string, &[heard], draft);
        }
        let label = if SPEAKER.contains(&key) { draft.cast.find(string) } else { None };
        if let Some(speaker) = label {
            draft.layout.pieces.push(Piece::Label { speaker, escape: Escape::Json });
        } else if string.trim().is_empty() {
            draft.literal(&self.text[node.start..node.end]);
        } else if TIMES.contains(&key) {
            self.time(string, draft);
        } else if FORMAT.contains(&key) && is_plain(string) {
            draft.literal(&self.text[node.start..node.end]);
        } else if identifies(key) || key == "id" || key.ends_with("_id") || key.ends_with("Id") {
            draft.literal("\"\"");
        } else {
            self.words(string, draft);
        }
    }

    /// A time in quotation marks; what is none of these goes.
    fn time(&mut self, time: &str, draft: &mut Draft<'_>) {
        let number = time.parse::<f64>().is_ok();
        let clock = super::clock::is_clock(time);
        let written = match (number, clock) {
            (true, _) => draft.retimed.number(time, self.unit),
            (_, true) => draft.retimed.line(time).into_owned(),
            _ => String::new(),
        };
        draft.literal(&format!("\"{written}\""));
    }

    /// Words that repeat what was said are said with the turns; others are anonymised by themselves.
    fn words(&mut self, string: &str, draft: &mut Draft<'_>) {
        match self.aligner.find(&self.path, string) {
            Some(heard) => self.said(string, &heard, draft),
            // A lone word that cannot be placed may be a name that nothing shows to be one.
            None if string.split_whitespace().nth(1).is_none() => draft.literal("\"\""),
            None => self.heading(string, draft),
        }
    }

    fn heading(&mut self, words: &str, draft: &mut Draft<'_>) {
        let heading = self.headings.len();
        self.headings.push(Text::new(words));
        draft.layout.pieces.push(Piece::Heading { heading, escape: Escape::Json });
    }

    /// Stretches of turns as one string, with the white space that was around the words.
    #[expect(clippy::unused_self, reason = "it reads like the others")]
    fn said(&self, string: &str, heard: &[Heard], draft: &mut Draft<'_>) {
        let (start, end) = (string.len() - string.trim_start().len(), string.trim_end().len());
        let space = |space: &str| space.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t");
        draft.literal("\"");
        draft.literal(&space(&string[..start.min(end)]));
        for (at, heard) in heard.iter().enumerate() {
            if at > 0 {
                draft.literal(" ");
            }
            draft.said(*heard);
        }
        draft.literal(&space(&string[end.max(start)..]));
        draft.literal("\"");
    }
}

/// Whether a field of this name tells whose file it is.
fn identifies(key: &str) -> bool {
    let key = key.to_lowercase();
    IDENTIFIES.iter().any(|it| key.contains(it))
}

/// Whether a string is one plain word of a format.
fn is_plain(string: &str) -> bool {
    string.len() <= 24 && string.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.:".contains(&byte))
}

#[cfg(test)]
mod tests;
