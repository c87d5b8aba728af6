//! Evens quotations out: hesitations, repeated words, dialect spellings and capitals, by which colleagues know a voice.
//!
//! What is said stays as it is; only how it is written changes.

use crate::lexicons::report::{is_filler, plain_spelling};
use crate::text::{Kind, Text, Token};

/// How often words are gone over: what is taken out can bring a stutter together.
const PASSES: usize = 3;

/// The words evened out.
pub(super) fn smooth(words: &str) -> String {
    (0..PASSES).fold(words.to_owned(), |words, _| once_over(&words))
}

fn once_over(words: &str) -> String {
    let text = Text::new(words);
    let mut smooth = String::with_capacity(words.len());
    let mut last: Option<&Token> = None;
    let mut dropped = false;
    let stutters = stutters(text.tokens());
    for (at, token) in text.tokens().iter().enumerate() {
        if stutters[at] {
            continue;
        }
        let said = text.slice(token.span);
        let again =
            last.is_some_and(|it| it.kind == Kind::Word && token.kind == Kind::Word && it.normal() == token.normal());
        let stray =
            dropped && token.kind == Kind::Mark && (token.is_mark(",") || token.is_mark("...") || token.is_mark("-"));
        dropped = (token.kind == Kind::Word && is_filler(token.normal())) || again || (stray && dropped);
        if dropped {
            continue;
        }
        let gap = last.map_or("", |_| gap(&text, token, &smooth));
        smooth.push_str(gap);
        match token.kind {
            Kind::Word => smooth.push_str(&plain(said, token.normal())),
            Kind::Mark => smooth.push_str(calm(said)),
            _ => smooth.push_str(said),
        }
        last = Some(token);
    }
    sentences(&smooth)
}

/// The longest run of words that is taken for a stutter when it is said again.
const STUTTER: usize = 3;

/// Which tokens belong to words that are said again after a comma, "with a, with a": the comma and those before it.
fn stutters(tokens: &[Token]) -> Vec<bool> {
    let mut stutters = vec![false; tokens.len()];
    for comma in (0..tokens.len()).filter(|&at| tokens[at].is_mark(",")) {
        let again = |long: &usize| {
            let (Some(before), Some(after)) =
                (comma.checked_sub(*long).map(|start| &tokens[start..comma]), tokens.get(comma + 1..=comma + long))
            else {
                return false;
            };
            before.iter().zip(after).all(|(one, other)| one.kind == Kind::Word && one.normal() == other.normal())
        };
        if let Some(long) = (1..=STUTTER).rev().find(again) {
            stutters[comma - long..=comma].fill(true);
        }
    }
    stutters
}

/// One mark for several: "!!!" is "!".
fn calm(mark: &str) -> &str {
    let first = mark.chars().next().filter(|first| matches!(first, '!' | '?') && mark.chars().all(|c| c == *first));
    first.map_or(mark, |first| &mark[..first.len_utf8()])
}

/// White space before a token, as it was.
fn gap<'t>(text: &'t Text, token: &Token, so_far: &str) -> &'t str {
    let spaced = text.as_str()[..token.span.start].ends_with(char::is_whitespace);
    if spaced && !so_far.is_empty() && !so_far.ends_with(' ') { " " } else { "" }
}

/// A word in its plain spelling, and in small letters where all of it was in capitals.
fn plain(said: &str, normal: &str) -> String {
    if let Some(spelling) = plain_spelling(normal) {
        return spelling.to_owned();
    }
    let letters = said.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = letters > 3 && said.chars().all(|c| !c.is_lowercase()) && crate::lexicons::facts(normal).rank() > 0;
    match normal {
        "i" | "i'm" | "i'd" | "i've" | "i'll" => said.replacen('i', "I", 1),
        _ if shouted => said.to_lowercase(),
        _ => said.to_owned(),
    }
}

/// A capital at the start of every sentence, and a mark at the end.
fn sentences(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    let mut start = true;
    for c in words.trim_start_matches([',', ' ']).chars() {
        if start && c.is_alphabetic() {
            line.extend(c.to_uppercase());
        } else {
            line.push(c);
        }
        start = match c {
            '.' | '!' | '?' => true,
            _ if c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '‘' | '(') => start,
            _ => false,
        };
    }
    if line.ends_with(char::is_alphanumeric) {
        line.push('.');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: &str) {
        assert_eq!(smooth(said), expected);
    }

    #[test]
    fn hesitations_and_stutters_go() {
        check("Um, it's, er, the the form that decides.", "It's, the form that decides.");
    }

    #[test]
    fn what_is_said_again_after_a_comma_is_said_once() {
        check("And, and he came with a, with a clean one.", "And he came with a clean one.");
        check("I get it from the, uh, from the dock.", "I get it from the dock.");
        check("They told us, and they told him.", "They told us, and they told him.");
    }

    #[test]
    fn dialect_and_capitals_are_evened_out() {
        check("aye but they NEVER told us, i cannae say why", "Yes but they never told us, I cannot say why.");
        check("nobody asked!!! it wasnae me", "Nobody asked! It was not me.");
    }

    #[test]
    fn placeholders_and_acronyms_stay() {
        check("Ask [somebody] about the CRM.", "Ask [somebody] about the CRM.");
    }

    #[test]
    fn smoothing_twice_changes_nothing() {
        let once = smooth("Um, yeah, I dunno, it's like the SYSTEM says no.");
        assert_eq!(smooth(&once), once);
    }
}
