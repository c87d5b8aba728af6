//! Times as transcripts write them, from a lone clock to a stretch between two. Knows nothing of labels.

/// Whether the line holds nothing but a time.
pub(super) fn is_clock(line: &str) -> bool {
    let line = line.trim();
    time(line) == Some(line.len())
}

/// Whether the line holds nothing but two times and an arrow, as above every speaker in older Teams documents.
pub(super) fn is_stretch(line: &str) -> bool {
    line.contains("-->") && is_clock(line)
}

/// How long the clock at the start of `rest` is where an arrow shows that it is one: `0:0:1.510` too.
fn loose_clock(rest: &str) -> Option<usize> {
    let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b',')).count();
    (rest[..length].contains(':') && rest.starts_with(|c: char| c.is_ascii_digit())).then_some(length)
}

/// How long the time at the start of `rest` is: `0:03`, `[00:05:32]`, `(00:05 - 00:07)`, `00:05 --> 00:07`.
pub(super) fn time(rest: &str) -> Option<usize> {
    let (open, close) = match rest.chars().next()? {
        '[' => (1, "]"),
        '(' => (1, ")"),
        _ => (0, ""),
    };
    let arrow = |from: usize, length: usize| rest[from + length..].trim_start().starts_with("-->");
    let clocked = clock(&rest[open..]);
    let mut end = open + clocked.or_else(|| loose_clock(&rest[open..]).filter(|&length| arrow(open, length)))?;
    let behind = rest[end..].trim_start_matches(' ');
    let dash = ["-->", "-", "\u{2013}"].into_iter().find_map(|dash| behind.strip_prefix(dash));
    if let Some(second) = dash.map(|it| it.trim_start_matches(' ')) {
        let second_end = clock(second).or_else(|| loose_clock(second).filter(|_| behind.starts_with("-->")));
        end = second_end.map_or(end, |length| rest.len() - second.len() + length);
    }
    rest[end..].starts_with(close).then_some(end + close.len())
}

/// How long the clock at the start of `rest` is: `0:03`, `00:05:32`, `00:05:32.120`.
pub(super) fn clock(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let digits = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = Some(digits(0)).filter(|&count| (1..=3).contains(&count))?;
    let mut groups = 0;
    while bytes.get(end) == Some(&b':') && digits(end + 1) == 2 {
        end += 3;
        groups += 1;
    }
    if matches!(bytes.get(end), Some(b'.' | b',')) && (1..=3).contains(&digits(end + 1)) {
        end += 1 + digits(end + 1);
    }
    let over = rest[end..].chars().next().is_some_and(|c| c.is_alphanumeric() || c == ':');
    ((1..=2).contains(&groups) && !over).then_some(end)
}

/// Where the time at the end of `head` begins, white space before it included.
pub(super) fn time_at_end(head: &str) -> Option<usize> {
    let start = if head.ends_with([')', ']']) {
        head.rfind(['(', '['])?
    } else {
        head.rfind(char::is_whitespace).map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8))
    };
    // Markdown may set the time in italics.
    let start = start + head[start..].bytes().take_while(|byte| matches!(byte, b'*' | b'_')).count();
    let fits = time(&head[start..]) == Some(head.len() - start);
    let gap = head[..start].trim_end_matches(['*', '_']).len();
    let (head, start) = if gap < start { (&head[..gap], gap) } else { (head, start) };
    let spaced = start == 0 || head[..start].ends_with(char::is_whitespace) || head[start..].starts_with(['(', '[']);
    (fits && spaced).then(|| head[..start].trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_from_sentences_about_them() {
        assert!(is_clock("00:05:00") && is_clock("[00:05:00]"));
        assert!(!is_clock("at 00:05:00"));
        assert!(is_stretch("0:0:0.0 --> 0:0:1.510") && !is_stretch("00:05:00"));
    }

    #[test]
    fn a_time_at_the_end_begins_behind_the_words() {
        assert_eq!(time_at_end("Ana Lopes  0:03"), Some("Ana Lopes".len()));
        assert_eq!(time_at_end("Ana Lopes *(00:21)*"), None);
        assert_eq!(time_at_end("see you at ten"), None);
    }
}
