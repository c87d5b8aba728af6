//! A second opinion about names, asked for doubtful sentences only.
//!
//! Finds the sentences worth asking about and weighs the answer with the recogniser's own into one chance for each word.
//! Whoever is asked decides nothing: what is masked is decided in `names`, by the same rules as ever.

use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::names::recogniser::Likely;
use super::scan::{Case, Scan};
use crate::text::Kind;

/// Somebody who can tell how likely words are part of a name: a larger model, say.
pub trait Adviser: Send + Sync {
    /// How likely each of `words`, which stand together, is part of a name; fewer where it can read no more.
    fn likely(&self, words: &[&str]) -> Vec<Likely>;
}

/// An adviser, and how often it was asked.
pub struct SecondOpinion {
    adviser: Box<dyn Adviser>,
    sentences: AtomicUsize,
    asked: AtomicUsize,
}

/// Chances of a name, of whatever kind, at which the recogniser is in two minds.
const DOUBTFUL: Range<f32> = 0.08..0.7;

/// The same in a text without capitals, where less speaks for a name.
const DOUBTFUL_SMALL: Range<f32> = 0.04..0.7;

/// Words on either side that are shown with a doubtful one, where a sentence is longer than that.
const REACH: usize = 40;

/// What the answer counts, where the recogniser's own word counts 1.
const WEIGHT: f32 = 0.25;

/// What is added for persons, since an adviser knows fewer names than there are.
const PERSON: f32 = 0.7;

/// What is added for places.
const PLACE: f32 = 1.0;

impl SecondOpinion {
    /// Asks `adviser`.
    pub fn new(adviser: Box<dyn Adviser>) -> Self {
        SecondOpinion { adviser, sentences: AtomicUsize::new(0), asked: AtomicUsize::new(0) }
    }

    /// How many sentences were read so far.
    pub fn sentences(&self) -> usize {
        self.sentences.load(Ordering::Relaxed)
    }

    /// How many of them were doubtful and asked about.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    /// Asks about every doubtful sentence of a text that the recogniser has read.
    pub(super) fn weigh(&self, scan: &mut Scan<'_>) {
        let sentences = scan.text.sentences();
        self.sentences.fetch_add(sentences.len(), Ordering::Relaxed);
        for sentence in sentences {
            let mut from = sentence.start;
            while let Some(first) = (from..sentence.end).find(|&at| doubtful(scan, at)) {
                let once = usize::from(from == sentence.start);
                self.asked.fetch_add(once, Ordering::Relaxed);
                let shown = first.saturating_sub(REACH).max(sentence.start)..(first + REACH).min(sentence.end);
                from = if shown.end == sentence.end { sentence.end } else { first + REACH / 2 };
                self.ask(scan, shown, first..from);
            }
        }
    }

    /// Shows the words of `shown` and heeds what is said of those of `about`.
    fn ask(&self, scan: &mut Scan<'_>, shown: Range<usize>, about: Range<usize>) {
        let tokens = &scan.text.tokens()[shown.clone()];
        let words: Vec<&str> = tokens.iter().map(|token| scan.text.slice(token.span)).collect();
        for (at, told) in shown.zip(self.adviser.likely(&words)) {
            let own = scan.likely(at);
            // What the recogniser was not asked about is no candidate, whoever takes it for one.
            if about.contains(&at) && own.asked() {
                scan.heed(at, both(own, told));
            }
        }
    }
}

/// Whether the recogniser is in two minds about a word that may still be a name.
fn doubtful(scan: &Scan<'_>, at: usize) -> bool {
    let likely = scan.likely(at);
    let band = if scan.case == Case::Cased { DOUBTFUL } else { DOUBTFUL_SMALL };
    let word = scan.token(at).is_some_and(|token| token.kind == Kind::Word);
    word && !scan.words[at].kept && band.contains(&(likely.person + likely.place + likely.firm))
}

/// Both chances as one; of firms an adviser of persons and places knows nothing.
fn both(own: Likely, told: Likely) -> Likely {
    let mix = |own: f32, told: f32, more: f32| {
        let odds = odds(own) + WEIGHT * odds(told) + more;
        1.0 / (1.0 + (-odds).exp())
    };
    let mut both = own;
    both.person = mix(own.person, told.person, PERSON);
    both.place = mix(own.place, told.place, PLACE);
    both
}

/// The logarithm of the odds; nobody is surer than one in two hundred.
fn odds(chance: f32) -> f32 {
    let chance = chance.clamp(0.005, 0.995);
    (chance / (1.0 - chance)).ln()
}

/// Prints counts, never words.
impl fmt::Debug for SecondOpinion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecondOpinion({} of {} sentences)", self.asked(), self.sentences())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    /// Takes some words for somebody's name, and no others.
    struct Knows(&'static [&'static str]);

    impl Adviser for Knows {
        fn likely(&self, words: &[&str]) -> Vec<Likely> {
            let one = |word: &&str| {
                let person = if self.0.contains(word) { 0.99 } else { 0.01 };
                Likely { person, place: 0.01, ..Likely::default() }
            };
            assert!(words.len() <= 2 * REACH, "a sentence is shown in part");
            words.iter().map(one).collect()
        }
    }

    /// What becomes of the chances of `words`, where the adviser takes them for names or not, and how often it was asked.
    fn heard(raw: &str, words: &[(&str, f32)], knows: &'static [&'static str]) -> (Vec<f32>, usize) {
        let text = Text::new(raw);
        let mut scan = Scan::new(&text, &[]);
        scan.recognise();
        let place =
            |word: &str| (0..scan.words.len()).find(|&at| text.slice(scan.bare_span(at..at + 1)) == word).unwrap();
        let places: Vec<usize> = words.iter().map(|(word, _)| place(word)).collect();
        for at in 0..scan.words.len() {
            scan.heed(at, Likely::default());
        }
        for (&at, &(_, person)) in places.iter().zip(words) {
            scan.heed(at, Likely { person, ..Likely::default() });
        }
        let second = SecondOpinion::new(Box::new(Knows(knows)));
        second.weigh(&mut scan);
        (places.iter().map(|&at| scan.likely(at).person).collect(), second.asked())
    }

    #[test]
    fn doubtful_sentences_are_asked_about_and_no_others() {
        let raw = "Ask Merrin today. Then Velka rang. Nobody knew.";
        assert_eq!(heard(raw, &[("Merrin", 0.3), ("Velka", 0.99)], &[]).1, 1);
        assert_eq!(heard(raw, &[("Merrin", 0.3), ("Velka", 0.5)], &[]).1, 2);
        assert_eq!(heard(raw, &[("Merrin", 0.97), ("Velka", 0.01)], &[]).1, 0);
    }

    #[test]
    fn texts_without_capitals_are_doubted_earlier() {
        assert_eq!(heard("so we asked merrin today", &[("merrin", 0.06)], &[]).1, 1);
        assert_eq!(heard("So we asked Merrin today", &[("Merrin", 0.06)], &[]).1, 0);
    }

    #[test]
    fn an_answer_raises_or_lowers_a_chance_and_never_settles_it() {
        let raw = "Ask Merrin today.";
        let (yes, no) = (heard(raw, &[("Merrin", 0.3)], &["Merrin"]).0[0], heard(raw, &[("Merrin", 0.3)], &[]).0[0]);
        assert!(0.5 < yes && yes < 0.95, "{yes}");
        assert!(0.1 < no && no < 0.3, "{no}");
    }

    #[test]
    fn what_is_no_candidate_stays_none() {
        let (chances, asked) = heard("Ask Merrin to mark it.", &[("Merrin", 0.3), ("mark", 0.0)], &["mark", "Merrin"]);
        assert_eq!((chances[1], asked), (0.0, 1));
    }

    #[test]
    fn a_long_sentence_is_shown_in_parts_that_overlap() {
        let raw = format!("so {} velka said {} merrin did", "we ask them ".repeat(25), "and so on ".repeat(25));
        let (chances, asked) = heard(&raw, &[("velka", 0.1), ("merrin", 0.1)], &["velka", "merrin"]);
        assert!(chances.iter().all(|&chance| chance > 0.2), "{chances:?}");
        assert_eq!(asked, 1);
    }
}
