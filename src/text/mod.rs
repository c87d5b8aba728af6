//! What was said, cut once into tokens and sentences, so that every later stage works on spans of it.
//!
//! Knows nothing about names, themes or cues, and never prints what it holds.

mod borders;
mod by_word;
mod pattern;
mod span;
mod tokens;
mod words;

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

pub(crate) use by_word::ByWord;
pub use pattern::{Classes, Found, Pattern, PatternMistake, PatternSet};
pub use span::Span;
pub(crate) use tokens::PLACEHOLDERS;
pub use tokens::{Kind, Token};
pub(crate) use words::Key;
pub use words::{normal_form, stem, without_accents};

/// A turn or comment with its tokens and sentences. Its `Debug` shows sizes, never words.
#[derive(Clone, Default)]
pub struct Text {
    raw: String,
    /// What the words are cut into, once somebody asks: whoever reads files does not, and whoever does has many cores.
    cut: OnceLock<Cut>,
}

/// What a text is cut into.
#[derive(Clone, Default, PartialEq, Eq)]
struct Cut {
    tokens: Vec<Token>,
    sentences: Vec<Range<usize>>,
}

impl Text {
    /// Takes in `raw`, which is tokenised once in the life of what was said, as soon as its tokens are needed.
    pub fn new(raw: impl Into<String>) -> Self {
        Text { raw: raw.into(), cut: OnceLock::new() }
    }

    fn cut(&self) -> &Cut {
        self.cut.get_or_init(|| {
            let tokens = tokens::tokenise(&self.raw);
            let sentences = tokens::sentences(&self.raw, &tokens);
            Cut { tokens, sentences }
        })
    }

    /// The words as a string.
    pub fn as_str(&self) -> &str {
        &self.raw
    }

    /// Whether nothing but white space was said.
    pub fn is_empty(&self) -> bool {
        self.raw.trim().is_empty()
    }

    /// Every token, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.cut().tokens
    }

    /// Every sentence as a range of token positions, in order and without gaps.
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.cut().sentences
    }

    /// The sentence in which the token at this position stands.
    pub fn sentence_of(&self, token: usize) -> Range<usize> {
        let at = self.sentences().partition_point(|sentence| sentence.end <= token);
        self.sentences().get(at).cloned().unwrap_or_default()
    }

    /// The characters a span covers.
    pub fn slice(&self, span: Span) -> &str {
        &self.raw[span.start..span.end]
    }

    /// The span from the first to the last token of `range`, empty at the end for an empty range.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        match (self.tokens().get(range.start), range.end.checked_sub(1).and_then(|last| self.tokens().get(last))) {
            (Some(first), Some(last)) if range.start < range.end => Span::new(first.span.start, last.span.end),
            _ => Span::new(self.raw.len(), self.raw.len()),
        }
    }

    /// The positions of the tokens that a span touches.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens().partition_point(|token| token.span.end <= span.start);
        let end = self.tokens().partition_point(|token| token.span.start < span.end);
        start..end.max(start)
    }

    /// The text with each span replaced by a placeholder such as `[Person 2]`.
    ///
    /// `edits` are in order, on character boundaries, and do not overlap. The tokens are carried over, not
    /// cut again: a replaced stretch becomes one [`Kind::Placeholder`] token.
    #[must_use]
    pub fn replaced(&self, edits: &[(Span, String)]) -> Text {
        if edits.is_empty() {
            return self.clone();
        }
        let own = self.tokens();
        let mut raw = String::with_capacity(self.raw.len() + edits.len() * 16);
        let mut tokens = Vec::with_capacity(own.len());
        let (mut from, mut next) = (0, 0);
        for (span, replacement) in edits {
            let shift = (raw.len(), from);
            raw.push_str(&self.raw[from..span.start]);
            while next < own.len() && own[next].span.end <= span.start {
                tokens.push(own[next].moved(shift));
                next += 1;
            }
            while next < own.len() && own[next].span.start < span.end {
                next += 1;
            }
            let start = raw.len();
            raw.push_str(replacement);
            tokens.push(Token::placeholder(Span::new(start, raw.len()), replacement));
            from = span.end;
        }
        let shift = (raw.len(), from);
        raw.push_str(&self.raw[from..]);
        tokens.extend(own[next..].iter().map(|token| token.moved(shift)));
        let sentences = tokens::sentences(&raw, &tokens);
        Text { raw, cut: OnceLock::from(Cut { tokens, sentences }) }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw && self.cut() == other.cut()
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes, {} tokens)", self.raw.len(), self.tokens().len())
    }
}
