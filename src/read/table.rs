//! What every reader of comma-separated values needs: the delimiter, cells as text, the end of a line.

use crate::text::normal_form;

/// The delimiters that are told apart.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// How many records are looked at.
const RECORDS: usize = 60;

/// The delimiter under which most rows have the most common width, the wider table in a tie.
pub(super) fn delimiter(head: &[u8]) -> u8 {
    let best = DELIMITERS.into_iter().rev().max_by_key(|&delimiter| {
        let (width, share, _) = shape(head, delimiter, true);
        if width > 1 { (share, width) } else { (0, 0) }
    });
    best.unwrap_or(b',')
}

/// The most common width under `delimiter`, the percentage of rows that have it, and how many rows were seen.
///
/// Unless the `whole` file is given, its last row may be cut and does not count.
pub(super) fn shape(head: &[u8], delimiter: u8, whole: bool) -> (usize, usize, usize) {
    let reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(head);
    let mut widths: Vec<usize> =
        reader.into_byte_records().map_while(Result::ok).take(RECORDS).map(|record| record.len()).collect();
    if !whole && widths.len() > 1 && widths.len() < RECORDS {
        widths.pop();
    }
    widths.sort_unstable();
    let common = widths.chunk_by(|a, b| a == b).max_by_key(|run| run.len());
    let (width, times) = common.map_or((0, 0), |run| (run[0], run.len()));
    (width, times * 100 / widths.len().max(1), widths.len())
}

/// The cells as text; bytes that are no UTF-8 become the replacement character.
pub(super) fn cells(record: &csv::ByteRecord) -> Vec<String> {
    record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}

/// How rows end in `head`; a line break inside quotation marks ends none.
pub(super) fn line_end(head: &[u8]) -> &'static str {
    let mut quoted = false;
    let first = head.iter().position(|&byte| {
        quoted ^= byte == b'"';
        byte == b'\n' && !quoted
    });
    if first.is_some_and(|at| at > 0 && head[at - 1] == b'\r') { "\r\n" } else { "\n" }
}

/// A heading as compared: `RecipientLastName`, `recipient_last_name` and `Recipient last name` are one.
pub(super) fn heading_key(heading: &str) -> String {
    let mut spaced = String::with_capacity(heading.len() + 4);
    let mut last = ' ';
    for c in heading.chars() {
        if last.is_lowercase() && c.is_uppercase() {
            spaced.push(' ');
        }
        spaced.push(if c.is_alphanumeric() { c } else { ' ' });
        last = c;
    }
    let normal = normal_form(&spaced);
    normal.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, expected: char) {
        assert_eq!(char::from(delimiter(head.as_bytes())), expected, "{head}");
    }

    #[test]
    fn delimiters_are_sniffed() {
        check("a,b,c\n1,\"x; y; z\",3\n", ',');
        check("a;b\n1;\"one, two\nthree\"\n2;three, four, five\n", ';');
        check("a\tb\nyes, mostly\tno; never\n", '\t');
        check("comment\nyes\n", ',');
    }

    #[test]
    fn headings_are_compared_without_case_and_marks() {
        for heading in ["RecipientLastName", "recipient_last_name", "Recipient  Last-Name "] {
            assert_eq!(heading_key(heading), "recipient last name");
        }
        assert_eq!(heading_key("IPAddress"), "ipaddress");
    }
}
