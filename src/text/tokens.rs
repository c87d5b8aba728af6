//! Tokens and sentences.

use std::fmt;
use std::ops::Range;

use compact_str::CompactString;

use super::borders;
use super::span::Span;
use super::words::{self, Forms, Key};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, also with apostrophes inside: `don't`.
    Word,
    /// Starts with a digit: `42`, `31st`, `7pm`.
    Number,
    /// Punctuation and symbols; repeated dots and dashes are one token: `...`, `--`.
    Mark,
    /// A pseudonym in square brackets: `[Person 2]`.
    Placeholder,
}

/// One token with its normal form and stem. Its `Debug` shows where it stands, never what it says.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in its text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    forms: Forms,
}

impl Token {
    /// Lower case, without accents, with straight apostrophes; a placeholder's is `[person]`.
    pub fn normal(&self) -> &str {
        &self.forms.normal
    }

    /// Its English stem; marks and placeholders are their own.
    pub fn stem(&self) -> &str {
        &self.forms.stem
    }

    /// The key of its normal form.
    pub(crate) fn normal_key(&self) -> Key {
        self.forms.normal_key
    }

    /// The key of its stem.
    pub(crate) fn stem_key(&self) -> Key {
        self.forms.stem_key
    }

    /// The number of its spelling, if it has one: [`ByWord`](super::ByWord) goes by it.
    pub(super) fn number(&self) -> Option<u32> {
        self.forms.number
    }

    /// Whether it is the mark `mark`.
    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == Kind::Mark && self.normal() == mark
    }

    /// A placeholder's token, whose normal form is its kind without the number.
    pub(super) fn placeholder(span: Span, replacement: &str) -> Self {
        let kind = replacement.trim_matches(['[', ']']).trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
        let normal = compact_str::format_compact!("[{}]", kind.to_lowercase());
        Token { span, kind: Kind::Placeholder, forms: words::forms_as_is(&normal) }
    }

    /// The same token in a text where what stood at `from` now stands at `to`.
    pub(super) fn moved(&self, (to, from): (usize, usize)) -> Self {
        let span = Span::new(self.span.start - from + to, self.span.end - from + to);
        Token { span, ..self.clone() }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({}..{})", self.kind, self.span.start, self.span.end)
    }
}

/// The words that placeholders start with, as the program writes them and knows them again; for people first.
pub(crate) const PLACEHOLDERS: &[&str] = &[
    "Participant",
    "Moderator",
    "Person",
    "Organisation",
    "Location",
    "Email",
    "Phone",
    "Address",
    "Id",
    "Date",
    "Url",
    "Handle",
];

/// Cuts `raw` into tokens by the Unicode word boundaries, white space left out.
pub(super) fn tokenise(raw: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(raw.len() / 5 + 1);
    let mut skip_to = 0;
    let mut take = |start: usize, piece: &str| {
        if start < skip_to {
            return;
        }
        let span = Span::new(start, start + piece.len());
        if piece.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
            tokens.push(Token { span, kind: Kind::Word, forms: words::forms(piece) });
            return;
        }
        if piece.chars().all(char::is_whitespace) {
            return;
        }
        if piece == "["
            && let Some(end) = placeholder_end(&raw[start..])
        {
            skip_to = start + end;
            tokens.push(Token::placeholder(Span::new(start, skip_to), &raw[start..skip_to]));
            return;
        }
        let kind = kind_of(piece);
        if piece.chars().all(is_han)
            && let Some(last) = tokens.last_mut()
            && last.span.end == start
            && raw[last.span.start..start].chars().all(is_han)
        {
            last.span.end = span.end;
            last.forms = words::forms(&raw[last.span.start..span.end]);
            return;
        }
        if kind == Kind::Mark
            && let Some(last) = tokens.last_mut()
            && last.runs_on(raw, span)
        {
            last.span.end = span.end;
            let longer: CompactString = [last.normal(), piece].concat().into();
            last.forms = words::forms_as_is(&longer);
            return;
        }
        tokens.push(Token { span, kind, forms: words::forms(piece) });
    };
    borders::pieces(raw, |start, piece| {
        if piece == " " {
            return;
        }
        let mut from = 0;
        while let Some(mark) = forgotten_space(&piece[from..]).map(|at| from + at) {
            take(start + from, &piece[from..mark]);
            take(start + mark, &piece[mark..=mark]);
            from = mark + 1;
        }
        take(start + from, &piece[from..]);
    });
    tokens
}

/// Whether a character is one of those that Unicode takes for a word of its own, and that names are written in.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Where in a piece a full stop or colon stands behind which somebody forgot the space: `Mr.Patel`, `no.Ask`,
/// `J.Smith`, `manager:Sue`; neither `e.g` nor `monday.com` holds one.
fn forgotten_space(piece: &str) -> Option<usize> {
    if !piece.bytes().any(|byte| matches!(byte, b'.' | b':')) {
        return None;
    }
    piece.match_indices(['.', ':']).map(|(at, _)| at).find(|&at| {
        let (left, right) = (&piece[..at], &piece[at + 1..]);
        let own = left.rsplit(['.', ':']).next().unwrap_or(left);
        let mut behind = right.chars();
        let (first, second) = (behind.next(), behind.next());
        let long = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= 2;
        let small = own.chars().next_back().is_some_and(char::is_lowercase) && long(own);
        let initial = own.chars().count() == 1 && own.chars().all(char::is_uppercase);
        let capital = first.is_some_and(char::is_uppercase) && second.is_some_and(char::is_lowercase);
        if piece[at..].starts_with(':') { long(own) && long(right) } else { capital && (small || initial) }
    })
}

impl Token {
    /// Whether the mark at `next` continues this one, as in `...` and `--`.
    fn runs_on(&self, raw: &str, next: Span) -> bool {
        let piece = &raw[next.start..next.end];
        self.kind == Kind::Mark
            && self.span.end == next.start
            && matches!(piece, "." | "-" | "!" | "?")
            && raw[self.span.start..self.span.end].chars().all(|c| piece.starts_with(c) || matches!(c, '!' | '?'))
    }
}

fn kind_of(piece: &str) -> Kind {
    match piece.chars().next() {
        Some(c) if c.is_alphabetic() => Kind::Word,
        Some(c) if c.is_numeric() => Kind::Number,
        _ => Kind::Mark,
    }
}

/// Where the placeholder at the start of `rest` ends, if one stands there.
fn placeholder_end(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('[')?;
    let close = inside.find(']').filter(|&at| at < 24)?;
    let (kind, number) = inside[..close].split_once(' ').unwrap_or((&inside[..close], ""));
    let known = PLACEHOLDERS.contains(&kind) && number.chars().all(|c| c.is_ascii_digit());
    known.then_some(close + 2)
}

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &["dr", "eg", "ie", "jr", "mr", "mrs", "ms", "prof", "rev", "sr", "st", "vs"];

/// Tokens in one sentence at most: a recogniser may write an hour of talk without a full stop.
const LONGEST_SENTENCE: usize = 200;

/// Groups tokens into sentences: at `.`, `?`, `!` or a line break, but not behind `Dr.` or an initial.
pub(super) fn sentences(raw: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut sentences = Vec::with_capacity(tokens.len() / 12 + 1);
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1);
        let between = next.map_or("", |next| &raw[token.span.end..next.span.start]);
        let too_long = at + 1 - start >= LONGEST_SENTENCE;
        // `no.Ask`: only a forgotten space leaves a word right behind a word's full stop.
        let word = |it: usize| tokens.get(it).is_some_and(|it| it.kind == Kind::Word);
        let forgotten = || token.is_mark(".") && at > 0 && word(at - 1) && word(at + 1);
        let stops = token.kind == Kind::Mark && ends_sentence(tokens, at) && (!between.is_empty() || forgotten());
        let ends = next.is_none() || between.bytes().any(|byte| byte == b'\n') || stops || too_long;
        if ends {
            sentences.push(start..at + 1);
            start = at + 1;
        }
    }
    sentences
}

fn ends_sentence(tokens: &[Token], at: usize) -> bool {
    let closing = |mark: &str| matches!(mark, "\"" | "\u{201d}" | "'" | "\u{2019}" | ")");
    let mut end = at;
    while end > 0 && tokens[end].kind == Kind::Mark && closing(tokens[end].normal()) {
        end -= 1;
    }
    let token = &tokens[end];
    if token.kind != Kind::Mark {
        return false;
    }
    match token.normal() {
        "." => {
            let before = end.checked_sub(1).map(|before| &tokens[before]);
            !before.is_some_and(|word| {
                word.kind == Kind::Word
                    && word.span.end == token.span.start
                    && (ABBREVIATIONS.contains(&word.normal()) || (word.span.len() == 1 && word.normal() != "i"))
            })
        }
        mark => mark.starts_with(['?', '!', '\u{2026}']) || mark == "..",
    }
}

#[cfg(test)]
mod tests {
    use super::super::Text;
    use proptest::prelude::*;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let text = Text::new(raw);
        let found: Vec<&str> = text.tokens().iter().map(|token| text.slice(token.span)).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[track_caller]
    fn check_sentences(raw: &str, expected: &[&str]) {
        let text = Text::new(raw);
        let found: Vec<&str> = text.sentences().iter().map(|it| text.slice(text.span_of(it.clone()))).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn words_keep_their_apostrophes() {
        check("I don't, Vélez’s", &["I", "don't", ",", "Vélez’s"]);
    }

    #[test]
    fn a_forgotten_space_parts_words() {
        check("Mr.Patel said no.Ask Kofi.Dana", &["Mr", ".", "Patel", "said", "no", ".", "Ask", "Kofi", ".", "Dana"]);
        check("李伟 did it, and 王芳", &["李伟", "did", "it", ",", "and", "王芳"]);
        check("J.Smith, manager:Sue", &["J", ".", "Smith", ",", "manager", ":", "Sue"]);
        check("e.g. monday.com, J.R.R., GOV.UK", &["e.g", ".", "monday.com", ",", "J.R.R", ".", ",", "GOV.UK"]);
        check_sentences("Mr.Patel said no.Ask Kofi", &["Mr.Patel said no.", "Ask Kofi"]);
    }

    #[test]
    fn repeated_marks_are_one_token() {
        check("Well... no -- wait?!", &["Well", "...", "no", "--", "wait", "?!"]);
    }

    #[test]
    fn placeholders_are_one_token() {
        check("ask [Person 2], [pause]", &["ask", "[Person 2]", ",", "[", "pause", "]"]);
    }

    #[test]
    fn titles_and_initials_end_no_sentence() {
        check_sentences("Dr. J. Roe rang. She left.", &["Dr. J. Roe rang.", "She left."]);
        check_sentences("Yes! \"Really?\" he said\nNo", &["Yes!", "\"Really?\"", "he said", "No"]);
    }

    proptest! {
        #[test]
        fn spans_stand_on_borders_and_sentences_cover_every_token(raw in "\\PC{0,80}") {
            let text = Text::new(raw.clone());
            for token in text.tokens() {
                prop_assert!(raw.get(token.span.start..token.span.end).is_some());
            }
            let mut next = 0;
            for sentence in text.sentences() {
                prop_assert_eq!(sentence.start, next);
                next = sentence.end;
            }
            prop_assert_eq!(next, text.tokens().len());
        }

        #[test]
        fn replacing_carries_the_tokens_over(before in "[a-z ]{0,20}", after in "[a-z .]{0,20}") {
            let raw = format!("{before} Dana {after}");
            let span = crate::text::Span::new(before.len() + 1, before.len() + 5);
            let replaced = Text::new(raw).replaced(&[(span, "[Person 1]".to_owned())]);
            prop_assert_eq!(&replaced, &Text::new(format!("{before} [Person 1] {after}")));
        }
    }
}
