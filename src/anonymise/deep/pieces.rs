//! Words as the pieces that a model reads, and which word each piece belongs to.

use tokenizers::Tokenizer;

use super::{Part, Unfit};

/// Cuts words into pieces.
pub(super) struct Pieces {
    tokenizer: Tokenizer,
    /// How many pieces can be read at once.
    most: usize,
}

/// Words in pieces.
#[derive(Debug, PartialEq)]
pub(super) struct Cut {
    /// The numbers of the pieces.
    pub(super) ids: Vec<i32>,
    /// The word that each piece is of; none for the marks at either end.
    pub(super) words: Vec<Option<usize>>,
}

impl Pieces {
    /// Reads `tokenizer.json`; a model reads at most `most` pieces at once.
    pub(super) fn read(tokenizer: &[u8], most: usize) -> Result<Self, Unfit> {
        const FORM: Unfit = Unfit(Part::Tokenizer, "it does not say how words are cut into pieces");
        let mut tokenizer = Tokenizer::from_bytes(tokenizer).map_err(|_| FORM)?;
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None).map_err(|_| FORM)?;
        Ok(Pieces { tokenizer, most })
    }

    /// The pieces of `words`, of as many words as can be read at once; none where not one can be.
    pub(super) fn cut(&self, words: &[&str]) -> Option<Cut> {
        let encoded = self.tokenizer.encode(words, true).ok()?;
        let ids: Vec<i32> = encoded.get_ids().iter().map(|&id| i32::try_from(id)).collect::<Result<_, _>>().ok()?;
        let of: Vec<Option<usize>> = encoded.get_word_ids().iter().map(|word| word.map(|it| it as usize)).collect();
        if ids.len() <= self.most {
            return of.iter().any(Option::is_some).then_some(Cut { ids, words: of });
        }
        // The word across the border is left out, and every one behind it.
        let over = of.iter().skip(self.most.saturating_sub(1)).find_map(|word| *word)?;
        self.cut(&words[..over.min(words.len() - 1)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENIZER: &[u8] = include_bytes!("../../../fixtures/deep/tokenizer.json");

    /// How many pieces each word has, and whether every other piece is one of the marks at either end.
    #[track_caller]
    fn check(words: &[&str], most: usize, expected: &[usize]) {
        let pieces = Pieces::read(TOKENIZER, most).expect("the tokenizer is ours");
        let cut = pieces.cut(words).unwrap_or(Cut { ids: Vec::new(), words: Vec::new() });
        let of = |word: usize| cut.words.iter().filter(|it| **it == Some(word)).count();
        assert_eq!((0..expected.len()).map(of).collect::<Vec<_>>(), expected, "{words:?}");
        let all: usize = expected.iter().sum();
        assert_eq!(cut.words.len(), if all > 0 { all + 2 } else { 0 }, "{words:?}");
        assert_eq!(cut.ids.len(), cut.words.len());
        assert!(cut.words.iter().flatten().is_sorted());
    }

    #[test]
    fn each_piece_belongs_to_a_word() {
        check(&["asked", "zorblin", "will"], 16, &[1, 2, 1]);
        check(&["Zorblin's", "Velka", "Qua\u{301}"], 16, &[4, 2, 1]);
    }

    #[test]
    fn words_that_can_be_read_no_more_are_left_out_whole() {
        check(&["asked", "zorblin", "zorblin", "will"], 6, &[1, 2, 0, 0]);
        check(&["asked", "zorblin", "zorblin", "will"], 7, &[1, 2, 2, 0]);
        check(&["zorblin's"], 5, &[0]);
    }

    #[test]
    fn nothing_has_no_pieces() {
        check(&[], 16, &[]);
        check(&["", "\u{200b}"], 16, &[0, 0]);
    }
}
