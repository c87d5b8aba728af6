//! The pseudonym key: who is called what, from one run to the next.
//!
//! Holds real names. It is written into an encrypting writer and read from memory that is wiped; it has no `Display`,
//! its `Debug` shows sizes, and it wipes itself when it goes.

use std::fmt;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Which form of the key this is.
const FORM: u32 = 1;

/// Everybody and everything that has a pseudonym, with what it stands for.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Key {
    undertone_key: u32,
    pub(super) entries: Vec<Entry>,
    /// Respondents of surveys, who are told apart by their place there.
    pub(super) unnamed: Vec<Block>,
    /// Sessions whose own name held somebody's, with the number they go by.
    pub(super) sessions: Vec<Renamed>,
    /// Pseudonyms whose bearers a review has called otherwise; they are never given again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) retired: Vec<String>,
    /// Files read so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) read: Vec<Read>,
}

/// One pseudonym.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, Zeroize)]
pub struct Entry {
    /// Without brackets: `Participant 3`.
    pub pseudonym: String,
    /// `participant`, `moderator`, `person`, `location` and so on.
    pub kind: String,
    /// Every form that was hidden under it.
    pub forms: Vec<String>,
    /// The file or session in which it was first met.
    pub first_met: String,
    /// Who or what is meant.
    pub(super) meant: Meant,
    /// What else told of them in other files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) also: Vec<Meant>,
}

/// What a pseudonym stands for, as the anonymiser tells it from others.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, Zeroize)]
pub(super) struct Meant {
    /// Given names in normal form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) given: Vec<String>,
    /// The family name's words in normal form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) family: Vec<String>,
    /// Further words they go by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<String>,
    /// The session that somebody with half a name belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) session: Option<String>,
    /// Their label there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) label: Option<String>,
    /// What tells a place, firm or number, or somebody known by one word alone, from others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) word: Option<String>,
    /// Their place among the respondents of the session, which is a survey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) respondent: Option<u32>,
    /// The run that this was noted in.
    #[serde(default)]
    pub(super) run: u32,
}

/// A file that was read, told from others of its name by how long its turns are, so that no word has a part in it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, Zeroize)]
pub(super) struct Read {
    pub(super) session: String,
    pub(super) lengths: u64,
    /// The run that read it first.
    pub(super) run: u32,
}

/// Numbers given one after the other to respondents of one survey, in the order of its rows; 0 stands for none.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, Zeroize)]
pub(super) struct Block {
    pub(super) session: String,
    pub(super) first: u32,
    pub(super) count: u32,
}

/// A session and the number it goes by.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, Zeroize)]
pub(super) struct Renamed {
    pub(super) session: String,
    pub(super) number: usize,
}

impl Key {
    /// The key in `json`; none where that is something else.
    pub fn read(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok().filter(|key: &Key| key.undertone_key == FORM)
    }

    /// Writes the key as JSON; `out` encrypts it.
    pub fn write(&self, out: impl Write) -> io::Result<()> {
        serde_json::to_writer(out, self).map_err(io::Error::from)
    }

    /// Every pseudonym, in the order of kinds and numbers.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn new(
        mut entries: Vec<Entry>,
        unnamed: Vec<Block>,
        sessions: Vec<Renamed>,
        retired: Vec<String>,
        read: Vec<Read>,
    ) -> Self {
        entries.sort_by_cached_key(|entry| {
            let (word, number) = entry.pseudonym.rsplit_once(' ').unwrap_or((&entry.pseudonym, "1"));
            (word.to_owned(), number.parse::<usize>().unwrap_or(0), entry.first_met.clone(), entry.forms.clone())
        });
        Key { undertone_key: FORM, entries, unnamed, sessions, retired, read }
    }
}

impl Entry {
    /// Whether it stands for somebody, not something.
    pub fn is_person(&self) -> bool {
        matches!(self.kind.as_str(), "participant" | "moderator" | "person")
    }
}

/// Tells its size only.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({} pseudonyms)", self.entries.len())
    }
}

/// Tells the pseudonym only.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entry({})", self.pseudonym)
    }
}
