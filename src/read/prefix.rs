//! What may be a speaker label at the start of a line: cuts it out, and judges nothing but its shape.

use super::clock::{is_clock, time, time_at_end};
use super::labels::is_name_like;

/// A line with what may be a label, cut into parts that add up to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prefix<'a> {
    /// Indent, bullets, bold marks and a time before the label.
    pub(super) before: &'a str,
    /// The label; empty where a time alone opens the line.
    pub(super) label: &'a str,
    /// To whom it is said, as a chat has it; it holds names and does not come back.
    pub(super) to: &'a str,
    /// A time, the colon, bold marks and white space behind the label.
    pub(super) after: &'a str,
    /// What is said.
    pub(super) rest: &'a str,
    /// Whether a time or bold marks stand beside the label.
    pub(super) marked: bool,
    /// Whether the line holds the label and a time only, so that the words follow below.
    pub(super) heads: bool,
}

/// The most characters and words of a label.
const MOST: (usize, usize) = (63, 6);

/// Cuts the label off `line`, if it opens with something of that shape.
pub(super) fn prefix(line: &str) -> Option<Prefix<'_>> {
    let lead = Lead::of(line);
    inline(line, lead)
        .or_else(|| bracketed(line, lead))
        .or_else(|| tabbed(line, lead))
        .or_else(|| heading(line, lead))
        .or_else(|| timed(line, lead))
}

/// The line as a label and nothing else, where the line above says that one follows.
pub(super) fn alone(line: &str) -> Option<Prefix<'_>> {
    let start = line.len() - line.trim_start().len();
    let parts = Parts { start, end: line.trim_end().len().max(start), after: line.len() };
    parts.of(line, true, true).filter(|it| is_shaped(it.label))
}

/// The line cut behind the time that opens it, if one does and no words belong to it.
pub(super) fn untimed(line: &str) -> Option<Prefix<'_>> {
    let lead = Lead::of(line);
    inline(line, lead).filter(|it| it.label.is_empty()).or_else(|| timed(line, lead))
}

/// Bullets, headings, bold marks and marks of direction that may stand before a label.
const MARKS: [&str; 18] = [
    "**",
    "__",
    ">>",
    "- ",
    "-\t",
    "\u{2013} ",
    "\u{2022}",
    "| ",
    "# ",
    "## ",
    "### ",
    "#### ",
    "> ",
    "\u{200e}",
    "\u{200f}",
    "\u{202a}",
    "\u{202b}",
    "\u{feff}",
];

/// What stands before a label.
#[derive(Clone, Copy, Default)]
struct Lead {
    end: usize,
    timed: bool,
    bracketed: bool,
    bold: bool,
}

impl Lead {
    fn of(line: &str) -> Self {
        let mut lead = Lead::default();
        loop {
            let rest = &line[lead.end..];
            let skipped = rest.len() - rest.trim_start().len();
            let rest = rest.trim_start();
            if let Some(mark) = MARKS.into_iter().find(|mark| rest.starts_with(mark)) {
                lead.bold |= matches!(mark, "**" | "__");
                lead.end += skipped + mark.len();
            } else if let Some(length) = time(rest).filter(|_| !lead.timed) {
                lead.timed = true;
                lead.bracketed = rest.starts_with(['[', '(']);
                lead.end += skipped + length;
            } else {
                lead.end += skipped;
                return lead;
            }
        }
    }
}

/// `Name: text`, with a time before or behind the name.
fn inline(line: &str, lead: Lead) -> Option<Prefix<'_>> {
    let colon = lead.end + colon(&line[lead.end..])?;
    let mut end = colon;
    let (mut timed, mut bold) = (lead.timed, lead.bold);
    loop {
        let head = line[lead.end..end].trim_end();
        end = lead.end + head.len();
        if let Some(head) = head.strip_suffix("**").or_else(|| head.strip_suffix("__")) {
            (end, bold) = (lead.end + head.len(), true);
        } else if let Some(cut) = time_at_end(head) {
            (end, timed) = (lead.end + cut, true);
        } else {
            break;
        }
    }
    let (start, end) = unbracketed(line, lead.end, end);
    // Behind a time, two spaces part the name from the words, which may hold a colon.
    if lead.timed && line.get(start..end).is_some_and(|label| !label.starts_with("From ") && label.contains("  ")) {
        return None;
    }
    let mut after = colon + line[colon..].chars().next().map_or(1, char::len_utf8);
    if line[after..].starts_with(['/', '\\']) {
        return None;
    }
    if bold && (line[after..].starts_with("**") || line[after..].starts_with("__")) {
        after += 2;
    }
    after += line[after..].len() - line[after..].trim_start().len();
    // `**Name:** [00:00:05] text`: in brackets a time is nobody's word, and the words may stand below it.
    let clocked = behind(line, after).filter(|_| line[after..].starts_with(['[', '(']) && end > start);
    after = clocked.unwrap_or(after);
    let heads = clocked == Some(line.len());
    let parts = Parts { start, end, after };
    parts
        .of(line, timed || bold || clocked.is_some(), heads)
        .filter(|it| it.label.is_empty() && timed || is_shaped(it.label))
}

/// Where the words begin behind the time that stands at byte `at` of `line`.
fn behind(line: &str, at: usize) -> Option<usize> {
    let end = at + time(&line[at..])?;
    let rest = &line[end..];
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| line.len() - rest.trim_start().len())
}

/// `[Name] text` and `Name> text`, which recorders and people type.
fn bracketed(line: &str, lead: Lead) -> Option<Prefix<'_>> {
    let rest = &line[lead.end..];
    let (start, end, behind) = match rest.chars().next()? {
        '[' => (lead.end + 1, lead.end + rest.find(']')?, 1),
        '{' => (lead.end + 1, lead.end + rest.find('}')?, 1),
        _ => (lead.end, lead.end + rest.find('>').filter(|&at| at <= MOST.0)?, 1),
    };
    let after = end + behind;
    let after = after + line[after..].len() - line[after..].trim_start().len();
    let label = line.get(start..end)?;
    // `[Name] 10:02:11`, and the words below.
    let heads = is_clock(&line[after..]) && line.as_bytes()[end] != b'>';
    let after = if heads { line.len() } else { after };
    let parts = Parts { start, end: start + label.trim_end().len(), after };
    // `[Person 2]'s desk, ...` in a copy that this program has made, and `[Moderator], yes.`: nobody speaks there.
    let goes_on =
        line[end + behind..].starts_with(['\'', '\u{2019}', ',', '.', ';', '?', '!']) || is_talked_about(label);
    let fits = |it: &Prefix<'_>| is_shaped(it.label) && is_name_like(it.label) && (heads || !it.rest.is_empty());
    parts.of(line, lead.timed || heads, heads).filter(|it| !goes_on && fits(it))
}

/// Whether this is a pseudonym for somebody or something that is talked about: those in the room alone speak.
fn is_talked_about(label: &str) -> bool {
    let number = ["Person ", "Location ", "Organisation "].into_iter().find_map(|kind| label.strip_prefix(kind));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `00:00:03<TAB>Name<TAB>text`, and the same with two spaces.
fn tabbed(line: &str, lead: Lead) -> Option<Prefix<'_>> {
    if !lead.timed {
        return None;
    }
    let rest = &line[lead.end..];
    let tab = rest.find('\t');
    let end = lead.end + tab.or_else(|| rest.find("  "))?;
    let after = end + line[end..].len() - line[end..].trim_start().len();
    let parts = Parts { start: lead.end, end, after };
    let fits = |label: &str| tab.is_some() || (is_name_like(label) && !lead.bracketed);
    parts.of(line, true, false).filter(|it| is_shaped(it.label) && fits(it.label) && !it.rest.is_empty())
}

/// `Name  0:03`, `Name (0:03)`, `Name | 0:03` or `0:03 Name` alone on a line, or a name in bold.
fn heading(line: &str, lead: Lead) -> Option<Prefix<'_>> {
    let whole = line[lead.end..].trim_end();
    let bare = whole.trim_end_matches(['*', '_']).trim_end();
    let bold = lead.bold && bare.len() < whole.len();
    let cut = time_at_end(bare);
    let end = match cut {
        Some(cut) => heading_end(bare, cut)?,
        None if is_name_like(bare) && !bare.ends_with('.') && (lead.timed || bold) => bare.len(),
        _ => return None,
    };
    let parts = Parts { start: lead.end, end: lead.end + end, after: line.len() };
    let marked = cut.is_some() || lead.timed;
    parts.of(line, marked, true).filter(|it| is_shaped(it.label) && (cut.is_some() || !it.label.contains(',')))
}

/// Where the label of a heading ends whose time begins at `cut`: before spaces, a bar or a dash.
fn heading_end(whole: &str, cut: usize) -> Option<usize> {
    let gap = &whole[cut..];
    let spaced =
        gap.starts_with("  ") || gap.trim_start_matches([' ', '*']).starts_with(['\t', '(', '[']) || gap.contains('*');
    let label = whole[..cut].trim_end();
    let bare = label.trim_end_matches(['|', '-', '\u{2013}', '\u{2014}', '\u{b7}', '*', '_']);
    let barred = bare.len() < label.len();
    (spaced || barred).then(|| bare.trim_end().len())
}

/// `[00:06:07] text`: a time that is no part of what is said.
fn timed(line: &str, lead: Lead) -> Option<Prefix<'_>> {
    let parts = Parts { start: lead.end, end: lead.end, after: lead.end };
    parts.of(line, true, false).filter(|_| lead.timed && (lead.bracketed || lead.end >= "00:00:00".len()))
}

/// Where the parts of a line meet.
struct Parts {
    start: usize,
    end: usize,
    after: usize,
}

impl Parts {
    fn of<'a>(&self, line: &'a str, marked: bool, heads: bool) -> Option<Prefix<'a>> {
        let label = line.get(self.start..self.end)?;
        let (from, name) = from_and_name(label);
        Some(Prefix {
            before: &line[..self.start + from],
            label: name,
            to: &label[from + name.len()..],
            after: &line[self.end..self.after],
            rest: &line[self.after..],
            marked,
            heads,
        })
    }
}

/// Where the name in `From Ana Lopes to Everyone` begins, and the name; other labels are names as they are.
fn from_and_name(label: &str) -> (usize, &str) {
    let Some(rest) = label.strip_prefix("From ") else { return (0, label) };
    let name = rest.split(" to ").next().unwrap_or(rest).split("  to").next().unwrap_or(rest);
    let start = name.len() - name.trim_start().len();
    let name = name.trim();
    if name.is_empty() { (0, label) } else { ("From ".len() + start, name) }
}

/// The first colon that may end a label: outside brackets, and no part of a clock.
fn colon(rest: &str) -> Option<usize> {
    let (mut depth, mut last) = (0_usize, ' ');
    for (at, c) in rest.char_indices().take(MOST.0 * 2) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ':' | '\u{ff1a}' if depth == 0 => {
                let next = rest[at + c.len_utf8()..].chars().next();
                if !(last.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit())) {
                    return Some(at);
                }
            }
            '?' | '!' | ';' | '"' | '\u{201c}' | '\u{201d}' | '<' | '>' | '=' => return None,
            _ => {}
        }
        last = c;
    }
    None
}

/// A label's borders without `[` and `]`, `{` and `}` or `#` and `@` around it.
fn unbracketed(line: &str, start: usize, end: usize) -> (usize, usize) {
    let label = &line[start..end];
    for (open, close) in [('[', ']'), ('{', '}'), ('(', ')')] {
        let inner = label.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if inner.is_some_and(|inner| !inner.contains([open, close])) {
            return (start + 1, end - 1);
        }
    }
    if label.starts_with(['#', '@']) && label[1..].starts_with(char::is_alphabetic) {
        (start + 1, end)
    } else {
        (start, end)
    }
}

/// Whether `label` could be one: short, with a letter or digit, and no piece of a sentence's punctuation.
fn is_shaped(label: &str) -> bool {
    let (outside, _) = super::people::parts(label);
    let (mut letters, mut capital) = (0, false);
    let fine = |c: char| {
        let fits = match c {
            '.' => (1..=4).contains(&letters) && capital,
            '?' | '!' | ';' | '"' | '\u{201c}' | '\u{201d}' | '|' | '\u{2026}' | ':' | '\t' => false,
            _ => true,
        };
        capital = if letters == 0 { c.is_uppercase() } else { capital };
        letters = if c.is_alphanumeric() { letters + 1 } else { 0 };
        fits
    };
    label == label.trim()
        && label.chars().count() <= MOST.0
        && outside.split_whitespace().count() <= MOST.1
        && label.chars().any(char::is_alphanumeric)
        && label.starts_with(|c: char| c.is_alphanumeric() || c == '@')
        && outside.matches(',').count() <= 1
        && outside.chars().all(fine)
        && !is_clock(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, &str)>) {
        assert_eq!(prefix(line).map(|it| (it.label, it.rest)), expected, "{line}");
    }

    #[test]
    fn labels_are_cut_out_of_every_layout() {
        for line in [
            "Ana Lopes: Yes, mostly.",
            "Ana Lopes : Yes, mostly.",
            "  Ana Lopes:\tYes, mostly.",
            "**Ana Lopes:** Yes, mostly.",
            "**Ana Lopes**: Yes, mostly.",
            "**Ana Lopes (00:12):** Yes, mostly.",
            "[00:05:32] Ana Lopes: Yes, mostly.",
            "00:05:32 Ana Lopes: Yes, mostly.",
            "[00:05 - 00:07] **Ana Lopes**: Yes, mostly.",
            "Ana Lopes (00:06:07): Yes, mostly.",
            "Ana Lopes [00:06:07]: Yes, mostly.",
            "Ana Lopes 00:06:07: Yes, mostly.",
            "00:00:03\tAna Lopes\tYes, mostly.",
            "00:00:03\tAna Lopes:\tYes, mostly.",
            "[Ana Lopes]: Yes, mostly.",
            "- Ana Lopes: Yes, mostly.",
            ">> Ana Lopes: Yes, mostly.",
            "#Ana Lopes: Yes, mostly.",
            "@Ana Lopes: Yes, mostly.",
            "[Ana Lopes] Yes, mostly.",
            "{Ana Lopes} Yes, mostly.",
            "Ana Lopes> Yes, mostly.",
            "\u{200f}Ana Lopes: Yes, mostly.",
            "00:05:32  Ana Lopes  Yes, mostly.",
            "10:02:11\t From Ana Lopes to Everyone: Yes, mostly.",
            "10:02:11\t From  Ana Lopes  to  Lee Wu(Direct Message) : Yes, mostly.",
        ] {
            check(line, Some(("Ana Lopes", "Yes, mostly.")));
        }
        check("Brennan, Aoife (Front office): Aye", Some(("Brennan, Aoife (Front office)", "Aye")));
        check("Dr. J.R. Tolliver: No", Some(("Dr. J.R. Tolliver", "No")));
    }

    #[test]
    fn header_lines_hold_a_label_alone() {
        check("Ana Lopes  0:03  ", Some(("Ana Lopes", "")));
        check("Ana Lopes (00:21)", Some(("Ana Lopes", "")));
        check("Ana Lopes (00:21):", Some(("Ana Lopes", "")));
        check("Ana Lopes   0:21", Some(("Ana Lopes", "")));
        check("Ana Lopes | 00:21", Some(("Ana Lopes", "")));
        check("**Ana Lopes** *00:21*", Some(("Ana Lopes", "")));
        check("### Ana Lopes (00:21)", Some(("Ana Lopes", "")));
        check("**Ana Lopes**", Some(("Ana Lopes", "")));
        check("00:00:03 Speaker 1", Some(("Speaker 1", "")));
        check("[Ana Lopes] 10:02:11", Some(("Ana Lopes", "")));
        check("**Ana Lopes:** [00:00:05] Yes.", Some(("Ana Lopes", "Yes.")));
        check("**Ana Lopes:** [00:00:05]", Some(("Ana Lopes", "")));
        check("Ana Lopes: 10:30", Some(("Ana Lopes", "10:30")));
        check("[Ana Lopes], yes.", None);
        check("(00:06:07): Still me.", Some(("", "Still me.")));
        check("[00:06:07] Still me.", Some(("", "Still me.")));
    }

    #[test]
    fn sentences_urls_and_clocks_hold_none() {
        check("https://example.org/a is the page", None);
        check("at 10:30 we stop", None);
        check("We meet at 10:30", None);
        check("Is it good? Yes: very", None);
        check("That was it. Then: nothing", None);
        check("a label of many more than the six words allowed: no", None);
        check("no colon at all", None);
        check("[Person 7] never rings back", None);
        check("[Ana Lopes]'s desk never rings back", None);
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_line(line in "[ \\t*\\[(]{0,3}([0-9]{1,2}:[0-9]{2})?[\\])]?\\PC{0,12}[: ]{0,3}\\PC{0,12}") {
            if let Some(it) = prefix(&line) {
                prop_assert_eq!(format!("{}{}{}{}{}", it.before, it.label, it.to, it.after, it.rest), line);
            }
        }
    }
}
