//! Words by which a name is told from a word, beside it or itself.
//!
//! Answers about one word at a time; whether it makes a name of another is for `anonymise::names` to say.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Embedded;
use super::words::{Words, classes};

/// The embedded file.
pub(super) static FILES: &[Embedded] = &[FILE];

const FILE: Embedded =
    Embedded { path: "names/neighbours.toml", text: include_str!("../../lexicons/names/neighbours.toml") };

/// Every class of words, as the file tells of it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Neighbours {
    /// Before `to`, `with`, `from` or `by` and a person: what is done with somebody.
    pub(crate) dealings: Words,
    /// Of these, what is hardly done but to somebody, so that a verb behind `to` is a name: `spoke to will`.
    pub(crate) speech: Words,
    /// Before a person: what is asked of somebody or told to them.
    pub(crate) askers: Words,
    /// The same where they open a sentence; elsewhere they are things too.
    pub(crate) callers: Words,
    /// Behind a name without a capital, where the sentence goes on.
    pub(crate) joints: Words,
    /// Everyday words that lists of record have as given names and that call nobody.
    pub(crate) nobody: Words,
    /// Between a person and a verb.
    pub(crate) adverbs: Words,
    /// What only a person has: `Sandy's leaving do`.
    pub(crate) owned: Words,
    /// Behind a name and a comma, to somebody who is called by it: `Dana, what about you`.
    pub(crate) turns: Words,
    /// Before `for`, `at`, `with`, `by`, `of`, `in` or `from` and a firm.
    pub(crate) employment: Words,
    /// What firms do, behind their name.
    pub(crate) firm_acts: Words,
    /// What is done with a tool, before its name.
    pub(crate) tool_use: Words,
    /// Behind which a word without a capital is hardly a name.
    pub(crate) determiners: Words,
    /// Behind a word without a capital that is somebody's name too, where it is the subject.
    pub(crate) acts: Words,
    /// Behind a word that is a verb rather than a name: `Will it`, `Mark my words`.
    pub(crate) verb_company: Words,
    /// The same behind a word without a capital that opens a turn.
    pub(crate) clause: Words,
    /// Before a month or weekday that is no name.
    pub(crate) dated: Words,
    /// Who calls somebody by a name: `Van to this lot`.
    pub(crate) everyone: Words,
    /// What a label says that names nobody.
    pub(crate) roles: Words,
    /// What somebody does who is labelled so.
    pub(crate) posts: Words,
    /// Verbs that stand behind the subject of a sentence, not behind another verb.
    pub(crate) finite: Words,
    /// Names whose word stands alone as a subject too: `Hope is all we have`.
    pub(crate) mass: Words,
    /// Who may be asked or told something by a verb: `Will you`.
    pub(crate) pronouns: Words,
    /// Titles that are nothing else, so that they need no capital.
    pub(crate) courtesy: Words,
    /// Kin as they are called before a name, which need no capital either.
    pub(crate) kin_titles: Words,
    /// Titles that are words too.
    pub(crate) office: Words,
    /// Before such a word where it is no title: `the doctor will`.
    pub(crate) before_office: Words,
    /// Before `miss` as a verb.
    pub(crate) before_miss: Words,
    /// Words that open a question before a name.
    pub(crate) auxiliaries: Words,
    /// Ends of firms' names behind `and`.
    pub(crate) heirs: Words,
    /// Parts of a firm that are called by the town they stand in: `the leith office` is any office.
    pub(crate) branches: Words,
    /// Words that make a name that of somebody else than the one already named.
    pub(crate) others: Words,
    /// Words that tell two people of one name apart where both are said.
    pub(crate) telling: Words,
    /// The same behind a name, with or without `the`.
    pub(crate) telling_behind: Words,
    /// Words between two names of two people.
    pub(crate) between: Words,
    /// Between a name and what leads to another one, saying nothing.
    pub(crate) said_in_passing: Words,
    /// Before somebody who is called by name: `thanks dana`.
    pub(crate) greetings: Words,
    /// Names that are verbs or adjectives too, and nothing that a sentence could be about.
    pub(crate) acting: Words,
    /// Before a noun, and no name: `the Mark`, `a Grace`.
    pub(crate) articles: Words,
    /// What somebody else says, reads or asks before words that are theirs: `she said I'm Bev`.
    pub(crate) quoting: Words,
    /// Who knows somebody by another name: `Van to this lot`.
    pub(crate) crowd: Words,
    /// Before those.
    pub(crate) owners: Words,
    /// Before `of` and a name: bodies and houses that are called by it.
    pub(crate) bodies: Words,
    /// Behind a greeting on the telephone: who is greeted, or a part of any firm.
    pub(crate) greeted: Words,
}

static NEIGHBOURS: LazyLock<Neighbours> = LazyLock::new(|| classes(&FILE));

/// The classes of words beside names.
pub(crate) fn neighbours() -> &'static Neighbours {
    &NEIGHBOURS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_sorted_unique_and_asked_for() {
        super::super::words::check::<Neighbours>(&FILE);
        assert!(neighbours().mass.has("hope") && !neighbours().mass.has("will"));
    }
}
