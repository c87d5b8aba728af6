//! One name said twice in one breath of two people.
//!
//! Goes by the words between the two and behind them; who each of them is otherwise is for `apart` to say.

use compact_str::{CompactString, format_compact};

use super::apart::{FAR, Session, somebody};
use super::same::{Named, called, is_word};

impl Session<'_> {
    /// `Daniel, not Daniel Cho`, `Pat with the bad leg, or Pat Illingworth?`, `Sunil, our foreman, and Sunil, our other
    /// foreman`: one name said twice in one breath of two people.
    pub(super) fn contrasts(&self, all: &mut [Named]) {
        for at in 1..all.len() {
            let (one, other) = (&all[at - 1], &all[at]);
            if one.target != other.target || one.turn != other.turn || !self.contrasted(one, other) {
                continue;
            }
            let (a, b) = (self.words(one), self.words(other));
            let shorter = if a.len() < b.len() { at - 1 } else { at };
            let name: Vec<CompactString> = self.words(&all[shorter]).into_iter().map(CompactString::from).collect();
            let (target, words) = (all[at].target.clone(), format_compact!("other {}", name.join(" ")));
            // Whoever is told from a whole name goes by the short one elsewhere too.
            if shorter < at && !self.speaks(&target) {
                for it in all.iter_mut().filter(|it| it.target == target) {
                    if self.words(it).iter().eq(name.iter()) {
                        it.target = somebody(words.clone());
                    }
                }
            } else {
                all[shorter].target = somebody(words);
            }
        }
    }

    /// The word that sets a mention against the one before it, if one does.
    fn link(&self, one: &Named, other: &Named) -> Option<&str> {
        let scan = self.scan(one);
        let start = other.title.unwrap_or(other.tokens.start);
        let small = |word: &str| matches!(word, "the" | "a" | "from" | "in" | "to" | "for" | "with" | "at" | "by");
        let words: Vec<usize> = (one.tokens.end..start).filter(|&at| is_word(scan, at)).collect();
        let link = words.iter().copied().rfind(|&at| !small(scan.normal(at)))?;
        // `I'm not Kerensa` says no more than that, `no, not Steve` puts a slip right.
        let denied = |word: &str| {
            matches!(word, "no" | "am" | "is" | "are" | "was" | "im" | "its")
                || word.ends_with("'m")
                || word.ends_with("'s")
        };
        let denies = scan.normal(link) == "not" && link > one.tokens.end && denied(scan.normal(link - 1));
        (words.len() <= FAR && !denies && matches!(scan.normal(link), "not" | "or" | "and")).then(|| scan.normal(link))
    }

    fn contrasted(&self, one: &Named, other: &Named) -> bool {
        let scan = self.scan(one);
        let (a, b) = (self.words(one), self.words(other));
        let shared = a.iter().any(|word| word.len() > 1 && b.contains(word));
        let behind = scan.normal(other.tokens.end);
        let placed = matches!(behind, "in" | "from" | "at" | "who" | "who's" | "whos" | "the" | "with" | "over");
        match self.link(one, other) {
            Some("not") if a.len() < b.len() => {
                let told = matches!(self.before(one, 1), "it's" | "its" | "i'm" | "im" | "is" | "am");
                shared && (told || self.qualifier(other).is_some())
            }
            Some("not") => shared || placed && !called(self.texts, std::slice::from_ref(other), 0),
            Some("or") => shared,
            Some("and") => a == b && scan.is_mark(one.tokens.end, ",") && scan.is_mark(other.tokens.end, ","),
            _ => false,
        }
    }
}
