//! The blocks of a `WebVTT` or `SubRip` file. Looks at lines and times, never at what is said.

use std::borrow::Cow;

/// The cues of a file.
#[derive(Default)]
pub(super) struct Cues<'a> {
    /// Whether the file opens with `WEBVTT`.
    pub(super) header: bool,
    /// How lines end.
    pub(super) end: &'static str,
    /// Whether a blank line follows the last cue.
    pub(super) blank_end: bool,
    pub(super) all: Vec<Cue<'a>>,
    /// Lines that belong to no cue.
    pub(super) left_out: Vec<(usize, &'a str)>,
}

/// One cue.
pub(super) struct Cue<'a> {
    /// Its id, where it is a number or a machine's.
    pub(super) id: Option<&'a str>,
    /// Its times and settings.
    pub(super) timing: Cow<'a, str>,
    /// The line on which its text begins.
    pub(super) line: usize,
    /// Its text, with line breaks.
    pub(super) text: &'a str,
    /// Where its text begins in the file.
    start: usize,
    /// Whether its last line ends with a line break.
    pub(super) ends: bool,
}

/// Cuts `text` into cues.
pub(super) fn cues(text: &str) -> Cues<'_> {
    let crlf = memchr::memchr(b'\n', text.as_bytes()).is_some_and(|at| text[..at].ends_with('\r'));
    let mut blocks = Blocks {
        text,
        next: 0,
        number: 0,
        line: Line::default(),
        cues: Cues { end: if crlf { "\r\n" } else { "\n" }, ..Cues::default() },
    };
    blocks.cues.blank_end = text.ends_with("\n\n") || text.ends_with("\n\r\n");
    blocks.step();
    blocks.header();
    while !blocks.at_end() {
        blocks.block();
    }
    let mut cues = blocks.cues;
    if let Some(last) = cues.all.last_mut() {
        last.ends = text.ends_with('\n') || cues.left_out.last().is_some_and(|it| it.0 > last.line);
    }
    cues
}

/// One line without its end.
#[derive(Clone, Copy, Default)]
struct Line<'a> {
    start: usize,
    words: &'a str,
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.words.bytes().all(|byte| byte.is_ascii_whitespace()) || self.words.trim().is_empty()
    }

    fn end(&self) -> usize {
        self.start + self.words.len()
    }
}

/// The lines, and how far they are read.
struct Blocks<'a> {
    text: &'a str,
    /// Where the line behind the current one begins; beyond the text at its end.
    next: usize,
    /// The current line's number.
    number: usize,
    line: Line<'a>,
    cues: Cues<'a>,
}

impl<'a> Blocks<'a> {
    fn at_end(&self) -> bool {
        self.next > self.text.len() + 1
    }

    /// Goes to the next line.
    fn step(&mut self) {
        if self.next > self.text.len() || (self.next == self.text.len() && self.number > 0) {
            self.next = self.text.len() + 2;
            self.line = Line { start: self.text.len(), words: "" };
            return;
        }
        let (line, next) = line_at(self.text, self.next);
        (self.line, self.next) = (line, next);
        self.number += 1;
    }

    /// The line behind the current one.
    fn peek(&self) -> &'a str {
        if self.next < self.text.len() { line_at(self.text, self.next).0.words } else { "" }
    }

    /// Steps over `WEBVTT` and what belongs to it.
    fn header(&mut self) {
        while !self.at_end() && self.line.is_blank() {
            self.step();
        }
        if self.line.words.starts_with("WEBVTT") {
            self.cues.header = true;
            self.step();
            self.leave_out();
        }
    }

    /// Whether the current line is in the middle of a block: neither blank nor the beginning of a cue.
    fn goes_on(&self) -> bool {
        let begins = |line: &str| timing(line).is_some() || (is_id(line) && timing(self.peek()).is_some());
        !(self.at_end() || self.line.is_blank() || begins(self.line.words))
    }

    fn leave_out(&mut self) {
        while self.goes_on() {
            self.cues.left_out.push((self.number, self.line.words));
            self.step();
        }
    }

    fn block(&mut self) {
        let words = self.line.words;
        if self.line.is_blank() {
            self.step();
        } else if let Some(timing) = timing(words) {
            self.step();
            self.cue(None, timing);
        } else if let Some(timing) = timing(self.peek()) {
            self.step();
            self.step();
            self.cue(Some(words.trim()).filter(|id| is_id(id)), timing);
        } else if self.cues.header && is_comment(words) {
            self.leave_out();
        } else {
            self.stray();
        }
    }

    fn cue(&mut self, id: Option<&'a str>, timing: Cow<'a, str>) {
        let (line, start) = (self.number, self.line.start);
        let end = self.run();
        self.cues.all.push(Cue { id, timing, line, text: &self.text[start..end.max(start)], start, ends: true });
    }

    /// Text behind a blank line inside a cue: it belongs to the cue before, so that no word is lost.
    fn stray(&mut self) {
        if self.cues.all.is_empty() {
            return self.leave_out();
        }
        let end = self.run();
        let text = self.text;
        if let Some(cue) = self.cues.all.last_mut() {
            cue.text = &text[cue.start..end];
        }
    }

    /// Steps over the rest of the block, and gives its end.
    fn run(&mut self) -> usize {
        let mut end = 0;
        while self.goes_on() {
            end = self.line.end();
            self.step();
        }
        end
    }
}

/// The line that begins at `start`, and where the next one does.
fn line_at(text: &str, start: usize) -> (Line<'_>, usize) {
    let rest = &text[start..];
    let length = memchr::memchr(b'\n', rest.as_bytes());
    let words = &rest[..length.unwrap_or(rest.len())];
    let next = length.map_or(text.len() + 1, |length| start + length + 1);
    (Line { start, words: words.trim_end_matches('\r') }, next)
}

/// Whether the line opens a block that is no cue.
fn is_comment(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or("");
    word == "NOTE" || (matches!(word, "STYLE" | "REGION") && line.trim() == word)
}

/// Whether a cue id is a number or a machine's, so that nobody's name can be in it.
fn is_id(line: &str) -> bool {
    let line = line.trim();
    let digits = line.bytes().take(81).filter(u8::is_ascii_digit).count();
    let machine = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b'-' | b'/' | b'_' | b'{' | b'}');
    digits > 0 && line.len() <= 80 && line.bytes().all(machine) && (digits == line.len() || line.len() >= 16)
}

/// The times and settings of a timing line, everything else left out.
fn timing(line: &str) -> Option<Cow<'_, str>> {
    let first = line.as_bytes().first()?;
    if !first.is_ascii_digit() && !first.is_ascii_whitespace() {
        return None;
    }
    let arrow = memchr::memmem::find(line.as_bytes(), b"-->")?;
    let (start, rest) = (line[..arrow].trim(), &line[arrow + 3..]);
    let mut rest = rest.split_whitespace();
    let end = rest.next()?;
    if !is_time(start) || !is_time(end) {
        return None;
    }
    if rest.clone().next().is_none() && line.len() == start.len() + end.len() + 5 {
        return Some(Cow::Borrowed(line));
    }
    let settings = rest.filter(|setting| is_setting(setting));
    Some(settings.fold(format!("{start} --> {end}"), |timing, setting| format!("{timing} {setting}")).into())
}

fn is_time(word: &str) -> bool {
    let groups = word.bytes().filter(|&byte| byte == b':').count() + 1;
    (1..=3).contains(&groups)
        && !word.is_empty()
        && word.bytes().all(|byte| byte.is_ascii_digit() || b":.,".contains(&byte))
}

fn is_setting(word: &str) -> bool {
    const KEYS: [&str; 9] = ["align", "line", "position", "size", "vertical", "X1", "X2", "Y1", "Y2"];
    word.split_once(':').is_some_and(|(key, value)| {
        let plain = |c: char| c.is_ascii_digit() || ".,%-".contains(c);
        let words = ["start", "center", "middle", "end", "left", "right", "rl", "lr", "line-left", "line-right"];
        KEYS.contains(&key) && value.split(',').all(|it| words.contains(&it) || it.chars().all(plain))
    })
}
