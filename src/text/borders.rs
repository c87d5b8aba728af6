//! Where words begin and end by the rules of Unicode, in which plain ASCII takes a short way.
//!
//! Both ways give the same pieces; a test compares them.

use unicode_segmentation::UnicodeSegmentation;

/// Calls `each` with every piece of `raw` between two borders, white space included, and with the byte it starts at.
pub(super) fn pieces<'a>(raw: &'a str, mut each: impl FnMut(usize, &'a str)) {
    let bytes = raw.as_bytes();
    let mut at = 0;
    while at < raw.len() {
        let odd = bytes[at..].iter().position(|byte| !byte.is_ascii()).map(|offset| at + offset);
        let plain =
            odd.map_or(raw.len(), |odd| (at..=odd).rev().find(|&cut| cut == at || is_cut(bytes, cut)).unwrap_or(at));
        while at < plain {
            let end = ascii_end(&bytes[..plain], at);
            each(at, &raw[at..end]);
            at = end;
        }
        let Some(odd) = odd else { break };
        let end = (odd..raw.len()).find(|&cut| is_cut(bytes, cut)).unwrap_or(raw.len());
        raw[at..end].split_word_bound_indices().for_each(|(offset, piece)| each(at + offset, piece));
        at = end;
    }
}

/// Whether there is a border at `at` whatever stands around: behind a space, before something else in ASCII.
fn is_cut(bytes: &[u8], at: usize) -> bool {
    at > 0 && bytes[at - 1] == b' ' && bytes.get(at).is_some_and(|byte| byte.is_ascii() && *byte != b' ')
}

/// Where the piece that starts at `at` ends; all bytes are ASCII.
fn ascii_end(bytes: &[u8], at: usize) -> usize {
    let behind = |at: usize| bytes.get(at).copied().unwrap_or_default();
    match bytes[at] {
        b' ' => at + bytes[at..].iter().take_while(|byte| **byte == b' ').count(),
        b'\r' if behind(at + 1) == b'\n' => at + 2,
        byte if is_word(byte) => {
            let mut end = at + 1;
            loop {
                let (last, mark, next) = (bytes[end - 1], behind(end), behind(end + 1));
                if is_word(mark) {
                    end += 1;
                } else if joins(last, mark, next) {
                    end += 2;
                } else {
                    return end;
                }
            }
        }
        _ => at + 1,
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether `mark` joins what stands around it, as in `don't` and `3.5`.
fn joins(last: u8, mark: u8, next: u8) -> bool {
    match mark {
        b'\'' | b'.' => {
            (last.is_ascii_alphabetic() && next.is_ascii_alphabetic())
                || (last.is_ascii_digit() && next.is_ascii_digit())
        }
        b':' => last.is_ascii_alphabetic() && next.is_ascii_alphabetic(),
        b',' | b';' => last.is_ascii_digit() && next.is_ascii_digit(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(raw: &str) {
        let mut found = Vec::new();
        pieces(raw, |start, piece| found.push((start, piece)));
        assert_eq!(found, raw.split_word_bound_indices().collect::<Vec<_>>(), "{raw:?}");
    }

    #[test]
    fn the_short_way_minds_every_rule() {
        check("I don't, 3.5 or 3,000; e.g. a:b c_d 4th x1 it's' 1:2 a;b a,b 1_000.x ...\r\n\n  \t end");
        check(
            "Vélez’s caf\u{301}e and \u{301} \u{3000} a \u{200d}b \u{1f468}\u{200d}\u{1f469} x \u{1f1e9}\u{1f1ea}\u{1f1e9} .",
        );
        check("");
    }

    proptest! {
        #[test]
        fn any_text_is_cut_as_unicode_has_it(
            raw in "([a-z]{1,3}|[0-9]{1,2}|[ -~]|[\u{0}-\u{1f}]|  ?|\r\n|['.:,;_]|[’éß\u{301}\u{ad}\u{3000}\u{200d}\u{1f468}\u{1f1e9}\u{5d0}\u{30a2}]|\\PC){0,24}"
        ) {
            check(&raw);
        }
    }
}
