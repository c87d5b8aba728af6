//! The blocks of a `WebVTT` or `SubRip` file. Looks at lines and times, never at what is said.

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
    /// The lines at which blocks begin that are no cues.
    pub(super) left_out: Vec<usize>,
}

/// One cue.
pub(super) struct Cue<'a> {
    /// Its id, where it is a number or a machine's.
    pub(super) id: Option<&'a str>,
    /// Its times and settings.
    pub(super) timing: String,
    /// The line on which its text begins.
    pub(super) line: usize,
    /// The lines of its text.
    lines: Vec<&'a str>,
    /// Whether its last line ends with a line break.
    pub(super) ends: bool,
}

impl Cue<'_> {
    /// Its text, with line breaks.
    pub(super) fn text(&self) -> String {
        self.lines.join("\n")
    }
}

/// Cuts `text` into cues.
pub(super) fn cues(text: &str) -> Cues<'_> {
    let lines: Vec<&str> = text.lines().map(|line| line.trim_end_matches('\r')).collect();
    let end =
        if text.lines().next().is_some_and(|first| text[first.len()..].starts_with("\r\n")) { "\r\n" } else { "\n" };
    let blank_end = text.ends_with("\n\n") || text.ends_with("\n\r\n");
    let mut blocks = Blocks { lines: &lines, at: 0, cues: Cues { end, blank_end, ..Cues::default() } };
    blocks.header();
    while blocks.at < lines.len() {
        blocks.block();
    }
    let mut cues = blocks.cues;
    if let Some(last) = cues.all.last_mut() {
        last.ends = text.ends_with('\n') || cues.left_out.last().is_some_and(|&line| line > last.line);
    }
    cues
}

/// The lines, and how far they are read.
struct Blocks<'a, 'l> {
    lines: &'l [&'a str],
    at: usize,
    cues: Cues<'a>,
}

impl<'a> Blocks<'a, '_> {
    /// Steps over `WEBVTT` and what belongs to it.
    fn header(&mut self) {
        while self.line(self.at).is_some_and(|line| line.trim().is_empty()) {
            self.at += 1;
        }
        if self.line(self.at).is_some_and(|line| line.starts_with("WEBVTT")) {
            self.cues.header = true;
            self.at += 1;
            self.skip_block();
        }
    }

    fn line(&self, at: usize) -> Option<&'a str> {
        self.lines.get(at).copied()
    }

    /// Steps to the next blank line, or to the next cue.
    fn skip_block(&mut self) {
        while let Some(line) = self.line(self.at).filter(|line| !line.trim().is_empty() && timing(line).is_none()) {
            if is_id(line) && self.line(self.at + 1).is_some_and(|next| timing(next).is_some()) {
                return;
            }
            self.at += 1;
        }
    }

    fn block(&mut self) {
        let line = self.lines[self.at];
        if line.trim().is_empty() {
            self.at += 1;
        } else if let Some(timing) = timing(line) {
            self.at += 1;
            self.cue(None, timing);
        } else if let Some(timing) = self.line(self.at + 1).and_then(timing) {
            self.at += 2;
            self.cue(Some(line.trim()).filter(|id| is_id(id)), timing);
        } else if self.cues.header && is_comment(line) {
            self.cues.left_out.push(self.at + 1);
            self.skip_block();
        } else {
            self.stray();
        }
    }

    fn cue(&mut self, id: Option<&'a str>, timing: String) {
        let line = self.at + 1;
        let start = self.at;
        self.skip_block();
        let lines = self.lines[start..self.at].to_vec();
        self.cues.all.push(Cue { id, timing, line, lines, ends: true });
    }

    /// Text behind a blank line inside a cue: it belongs to the cue before, so that no word is lost.
    fn stray(&mut self) {
        let start = self.at;
        self.skip_block();
        match self.cues.all.last_mut() {
            Some(cue) => cue.lines.extend(&self.lines[start..self.at]),
            None => self.cues.left_out.push(start + 1),
        }
    }
}

/// Whether the line opens a block that is no cue.
fn is_comment(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or("");
    word == "NOTE" || (matches!(word, "STYLE" | "REGION") && line.trim() == word)
}

/// Whether a cue id is a number or a machine's, so that nobody's name can be in it.
fn is_id(line: &str) -> bool {
    let line = line.trim();
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let machine = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b'-' | b'/' | b'_' | b'{' | b'}');
    digits > 0 && line.len() <= 80 && line.bytes().all(machine) && (digits == line.len() || line.len() >= 16)
}

/// The times and settings of a timing line, everything else left out.
fn timing(line: &str) -> Option<String> {
    let (start, rest) = line.split_once("-->")?;
    let mut rest = rest.split_whitespace();
    let (start, end) = (start.trim(), rest.next()?);
    if !is_time(start) || !is_time(end) {
        return None;
    }
    let settings = rest.filter(|setting| is_setting(setting));
    Some(settings.fold(format!("{start} --> {end}"), |timing, setting| format!("{timing} {setting}")))
}

fn is_time(word: &str) -> bool {
    let groups = word.split(':').count();
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
