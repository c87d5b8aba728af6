//! What somebody works out about words, kept by the numbers of their spellings: worked out once, then one look away.
//!
//! Keeps no word. What is kept must follow from the spelling alone, since every token that is written so shares it.

use std::fmt;
use std::sync::OnceLock;

use super::Token;
use super::words::NUMBERED;

/// Spellings on one page.
const PAGE: usize = 512;

type Page<T> = Box<[OnceLock<T>]>;

/// Something small about every spelling that was met.
pub(crate) struct ByWord<T>([OnceLock<Page<T>>; NUMBERED / PAGE]);

impl<T: Copy> ByWord<T> {
    pub(crate) const fn new() -> Self {
        ByWord([const { OnceLock::new() }; NUMBERED / PAGE])
    }

    /// What is kept about the spelling of `token`; `work_out` is asked the first time, and each time for spellings
    /// without a number.
    #[inline]
    pub(crate) fn get(&self, token: &Token, work_out: impl FnOnce() -> T) -> T {
        let Some(number) = token.number().map(|number| number as usize) else { return work_out() };
        let page = self.0[number / PAGE].get();
        let known = page.and_then(|page| page[number % PAGE].get());
        known.copied().unwrap_or_else(|| self.keep(number, work_out))
    }

    #[cold]
    fn keep(&self, number: usize, work_out: impl FnOnce() -> T) -> T {
        let page = self.0[number / PAGE].get_or_init(|| std::iter::repeat_with(OnceLock::new).take(PAGE).collect());
        *page[number % PAGE].get_or_init(work_out)
    }
}

impl<T: Copy> Default for ByWord<T> {
    fn default() -> Self {
        ByWord::new()
    }
}

/// Starts anew: everything can be worked out again.
impl<T: Copy> Clone for ByWord<T> {
    fn clone(&self) -> Self {
        ByWord::new()
    }
}

impl<T> fmt::Debug for ByWord<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByWord")
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::super::Text;
    use super::*;

    #[test]
    fn a_spelling_is_worked_out_once_and_others_are_their_own() {
        let (lengths, asked) = (ByWord::new(), Cell::new(0));
        let text = Text::new("Tills till tills Tills, [Person 1] [Person 2] tills");
        let length = |token: &Token| {
            asked.set(asked.get() + 1);
            token.normal().len()
        };
        let found: Vec<usize> = text.tokens().iter().map(|token| lengths.get(token, || length(token))).collect();
        assert_eq!((found, asked.get()), (vec![5, 4, 5, 5, 1, 8, 8, 5], 5));
    }
}
