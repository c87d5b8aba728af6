//! Every message the user can meet.
//!
//! A message names the file, the place and the rule, and never what a participant said: logs get pasted.

mod notice;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

pub use notice::Notice;

/// What this crate's fallible functions give.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a run could not go on.
pub struct Error(Box<ErrorKind>);

/// The cases behind [`Error`], each with its message.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ErrorKind {
    /// A file could not be read or written.
    #[error("cannot {doing} `{}`: {}", .path.display(), in_words(*.cause))]
    File { path: PathBuf, doing: &'static str, cause: io::ErrorKind },
    /// A file holds nothing, or white space only.
    #[error("`{}` is empty", .path.display())]
    Empty { path: PathBuf },
    /// Something stands where output is to go.
    #[error("`{}` exists; choose another place, or pass `--force` to replace it", .path.display())]
    Exists { path: PathBuf },
    /// Writing the output would replace an input.
    #[error("`{}` would be replaced by writing `{}`; choose another `--out`", .input.display(), .output.display())]
    InputInOutput { input: PathBuf, output: PathBuf },
    /// Two inputs whose comments would bear the same ids.
    #[error(
        "`{}` and `{}` have the same name, and comments are numbered by it; rename one of them",
        .one.display(),
        .other.display()
    )]
    SameName { one: PathBuf, other: PathBuf },
    /// Standard output could not be written.
    #[error("cannot write to standard output: {cause}")]
    Output { cause: io::ErrorKind },
    /// A line of a gold file that is no annotation.
    #[error(
        "`{}`, line {line}: not an annotated unit; expected one JSON object as in `docs/guideline.md`",
        .path.display()
    )]
    GoldRow { path: PathBuf, line: usize },
    /// The last search of a finished document met a word that was masked.
    #[error("refused: line {line} of `{document}` holds a word that was masked; nothing was written")]
    MaskedWordInReport { document: String, line: usize },
    /// A folder was given where a file is wanted.
    #[error("`{}` is a folder; name the files in it", .path.display())]
    Folder { path: PathBuf },
    /// A folder holds no file that can be read.
    #[error(
        "no transcript or survey in the folder `{}`; put .vtt, .txt, .csv or .jsonl files into it",
        .path.display()
    )]
    NothingReadable { path: PathBuf },
    /// A file of a kind that holds no plain text.
    #[error("`{}` is {found}; {then}", .path.display())]
    NotText { path: PathBuf, found: &'static str, then: &'static str },
    /// A file with a byte that no text holds.
    #[error("`{}`, line {line}: no text, it holds NUL bytes; export the transcript or survey again", .path.display())]
    NulBytes { path: PathBuf, line: usize },
    /// A line longer than any that people write.
    #[error(
        "`{}`, line {line}: the line is too long to be anybody's words; check that the export is complete",
        .path.display()
    )]
    LongLine { path: PathBuf, line: usize },
    /// A file that is larger than any of its kind.
    #[error("`{}` is larger than {megabytes} MB, which no transcript is; split it by session", .path.display())]
    TooLarge { path: PathBuf, megabytes: u64 },
    /// An archive or Office document that must not or cannot be unpacked.
    #[error("`{}` {wrong}", .path.display())]
    Archive { path: PathBuf, wrong: Wrong },
    /// A text format that has no reader.
    #[error("`{}` is {found}; {then}", .path.display())]
    NoReader { path: PathBuf, found: &'static str, then: &'static str },
    /// A transcript in which nobody is labelled.
    #[error("no speaker labels in `{}`; begin every turn with its speaker, as in `NAME: text`", .path.display())]
    NoSpeakers { path: PathBuf },
    /// Captions in which nobody is named.
    #[error(
        "no speaker labels in `{}`: it has times but no names, as Teams' plain text and bare captions have; export \
         it with speakers (from Teams as .vtt or .docx)",
        .path.display()
    )]
    SpeakersLost { path: PathBuf },
    /// A transcript in which nothing is said.
    #[error("nobody says anything in `{}`; check that the export is complete", .path.display())]
    NothingSaid { path: PathBuf },
    /// A table without a column of open answers.
    #[error(
        "no column of open answers in `{}`; name one `comment`, or give the question as its heading",
        .path.display()
    )]
    NoComments { path: PathBuf },
    /// A table that ends after its headings.
    #[error("`{}` has a heading row and nothing below it; export the answers too", .path.display())]
    OnlyHeadings { path: PathBuf },
    /// A row with more columns than any survey has.
    #[error(
        "`{}`, line {line}: more than {most} columns, which no survey has; check what parts the columns",
        .path.display()
    )]
    TooWide { path: PathBuf, line: usize, most: usize },
    /// A workbook with more cells than can be held.
    #[error(
        "`{}` has more than {most} cells; export the answers as .csv, or delete what lies far out in its sheets",
        .path.display()
    )]
    TooManyCells { path: PathBuf, most: usize },
    /// A column named by the user that no file has.
    #[error(
        "no survey has a column called `{name}`; give its heading, letter or number, as `undertone inspect` shows them"
    )]
    NoSuchColumn { name: String },
    /// A workbook that would be written under another ending.
    #[error("`{}` would hold an Excel workbook; give `--out` a name that ends in .xlsx", .out.display())]
    NotAWorkbook { out: PathBuf },
    /// A setting of a configuration file that cannot be followed.
    #[error("`{}`, line {line}: {wrong}", .path.display())]
    Config { path: PathBuf, line: usize, wrong: String },
    /// Rows of which none could be read; `line` is the first.
    #[error(
        "no row of `{}` could be read, the first on line {line}; expected one JSON object a line with a `text`",
        .path.display()
    )]
    NoRows { path: PathBuf, line: usize },
    /// A roster that cannot be followed.
    #[error("roster `{}`, line {line}: {rule}", .path.display())]
    Roster { path: PathBuf, line: usize, rule: &'static str },
    /// A codebook that cannot be used.
    #[error("codebook `{}`, line {line}: {mistake}", .path.display())]
    Codebook { path: PathBuf, line: usize, mistake: String },
    /// A file that holds no coding that can be compared.
    #[error("`{}` holds {what}", .path.display())]
    Coding { path: PathBuf, what: &'static str },
    /// Two codings without a comment in common.
    #[error(
        "`{}` and `{}` have no comment in common; both must name comments by the ids of `comments.jsonl`",
        .first.display(),
        .second.display()
    )]
    NothingInCommon { first: PathBuf, second: PathBuf },
    /// A phrase to look for that cannot be read.
    #[error("the cue cannot be read at column {column}: {mistake}; `docs/codebooks.md` explains phrases")]
    Cue { column: usize, mistake: String },
    /// Too few people to publish anything about them.
    #[error(
        "refused: findings would stand on `{people}` people and need at least `{least}`, or people could be \
         recognised; add another session or survey to the same run"
    )]
    TooFewPeople { people: usize, least: usize },
    /// Comments, but none that says who made it.
    #[error(
        "refused: none of the `{comments}` comments says who made it, so people cannot be counted; give a \
         transcript with speaker labels, or a survey with one row a respondent"
    )]
    NobodyKnown { comments: usize },
    /// A key file that would lie inside what the run writes.
    #[error(
        "the key `{}` would lie inside `{}`, which is handed on; keep it somewhere else",
        .key.display(),
        .output.display()
    )]
    KeyInOutput { key: PathBuf, output: PathBuf },
    /// A key file that another run holds.
    #[error("another run is using the key `{}`; wait until it has ended", .path.display())]
    KeyInUse { path: PathBuf },
    /// A key that does not open with what was given.
    #[error(
        "the key `{}` does not open: wrong passphrase, or an identity it was not encrypted to; try again",
        .path.display()
    )]
    KeyShut { path: PathBuf },
    /// A key that is encrypted to recipients, where no identity was given.
    #[error("the key `{}` opens with an identity file; pass it with `--key-identity`", .path.display())]
    KeyNeedsIdentity { path: PathBuf },
    /// A key of which a part is missing or was changed.
    #[error("the key `{}` is cut short or was changed; take its copy from your backup", .path.display())]
    KeyDamaged { path: PathBuf },
    /// A file that is no pseudonym key.
    #[error("`{}` is no key of this program; name the file that `--key` wrote", .path.display())]
    NotAKey { path: PathBuf },
    /// A recipient that is none.
    #[error("`{told}` is no recipient; expected `age1...`, or a file with one such line each")]
    Recipient { told: String },
    /// An identity file without a usable identity.
    #[error("no identity in `{}`; expected lines that start with `AGE-SECRET-KEY-1`", .path.display())]
    Identity { path: PathBuf },
    /// A passphrase is needed and nobody is there to be asked.
    #[error(
        "the key needs a passphrase and there is no terminal to ask on; pass `--key-passphrase-file`, or set \
         `UNDERTONE_KEY_PASSPHRASE`"
    )]
    NoPassphrase,
    /// A passphrase of nothing.
    #[error("the passphrase is empty; choose several words")]
    EmptyPassphrase,
    /// A passphrase that was typed twice, and differently.
    #[error("the two passphrases differ; nothing was done, try again")]
    PassphrasesDiffer,
    /// A review that cannot be followed.
    #[error("review `{}`, line {line}: {rule}", .path.display())]
    Review { path: PathBuf, line: usize, rule: &'static str },
    /// A search without anybody to search for.
    #[error("nobody to search for; name a roster with `--roster`, or a key with `--key`")]
    NobodyToSearch,
    /// Doubtful stretches without a decision, where there must be none.
    #[error(
        "refused: `{undecided}` doubtful stretches have no decision; run without `--reviewed`, decide in its \
         review.csv, and pass that with `--review`"
    )]
    Undecided { undecided: usize },
    /// A pseudonym that a key does not hold.
    #[error("no such pseudonym in the key `{}`; leave out `--pseudonym` to see all", .path.display())]
    NoSuchPseudonym { path: PathBuf },
    /// The last look at finished findings found something that must not leave the room.
    #[error("refused: the finished findings hold {what}; report this as a fault")]
    UnsafeFindings { what: &'static str },
    /// A report that differs from an earlier one by a handful of people.
    #[error(
        "refused: an earlier report in the history is about the same people but for `{people}`, and subtracting one \
         from the other would tell what those said; wait until at least `{least}` more have spoken, or report on \
         the same people again"
    )]
    Subtractable { people: u64, least: u64 },
    /// Findings that were published without the working file that merging needs.
    #[error(
        "no `{}` beside `{}`, and merging needs it; run `analyse` again without `--publish`",
        .tally.display(),
        .path.display()
    )]
    NoTally { path: PathBuf, tally: PathBuf },
    /// A file that this program has not written.
    #[error("`{}` is no {what} of this version; give one that this program has written", .path.display())]
    NotOurs { path: PathBuf, what: &'static str },
    /// Two runs that count one session.
    #[error(
        "`{}` holds a session or survey that another run has counted already; leave one of them out",
        .path.display()
    )]
    CountedTwice { path: PathBuf },
    /// A file whose ending names no form of a report.
    #[error("`{}` has no ending that names a form; use .html, .docx, .pdf, .md, .json or .xlsx", .path.display())]
    UnknownForm { path: PathBuf },
    /// A file or folder that is no model which can be asked about names.
    #[cfg(feature = "deep")]
    #[error("model `{}`: {rule}", .path.display())]
    Model { path: PathBuf, rule: &'static str },
    /// An option that this program was built without.
    #[cfg(not(feature = "deep"))]
    #[error("this program was built without `{option}`; build it with `cargo build --release --features {feature}`")]
    NotBuiltIn { option: &'static str, feature: &'static str },
    /// A minimum group size below what can protect anybody.
    #[error("`--min-group {limit}` protects nobody; the least is `{least}`")]
    LimitTooLow { limit: usize, least: usize },
}

/// What to do about a document that is not as it should be.
const AGAIN: &str = "open it in the program that made it and save it again";
/// What to do about one that somebody may have made to harm.
const BEWARE: &str = "do not open it unless you know who made it";

/// What is wrong with an archive, and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Wrong {
    /// It cannot be read as a zip archive.
    #[error("is damaged, or is no Office document; {}", AGAIN)]
    Damaged,
    /// It has too many parts.
    #[error("has too many parts; {}", AGAIN)]
    Parts,
    /// It unpacks to far more than it should.
    #[error("unpacks to far more than a document can hold; {}", BEWARE)]
    Bomb,
    /// A part's name leads out of the archive.
    #[error("has a part whose name leads out of it; {}", BEWARE)]
    Climbs,
    /// It is locked with a password.
    #[error("is locked with a password; take the password off and save it again")]
    Locked,
    /// A part is no text.
    #[error("has a part that is no text; {}", AGAIN)]
    Text,
    /// A part breaks this rule of XML.
    #[error("{_0}; {}", AGAIN)]
    Xml(&'static str),
}

/// A cause as a user would say it.
fn in_words(cause: io::ErrorKind) -> String {
    match cause {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        cause => cause.to_string(),
    }
}

impl Error {
    /// A file that could not be opened, read or written; `doing` is the verb.
    pub(crate) fn file(path: &Path, doing: &'static str, cause: &io::Error) -> Self {
        ErrorKind::File { path: path.to_owned(), doing, cause: cause.kind() }.into()
    }

    /// Standard output that could not be written.
    pub(crate) fn output(cause: &io::Error) -> Self {
        ErrorKind::Output { cause: cause.kind() }.into()
    }

    /// Whether whoever read standard output has gone, which is no failure.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(*self.0, ErrorKind::Output { cause: io::ErrorKind::BrokenPipe })
    }

    /// Whether publishing was refused because it would break confidentiality.
    pub fn is_refusal(&self) -> bool {
        use ErrorKind::{MaskedWordInReport, NobodyKnown, Subtractable, TooFewPeople, Undecided, UnsafeFindings};
        matches!(
            *self.0,
            MaskedWordInReport { .. }
                | NobodyKnown { .. }
                | Subtractable { .. }
                | TooFewPeople { .. }
                | Undecided { .. }
                | UnsafeFindings { .. }
        )
    }

    /// The line it is about, where the message names one.
    pub(crate) fn line(&self) -> Option<usize> {
        match *self.0 {
            ErrorKind::Codebook { line, .. } => Some(line),
            _ => None,
        }
    }

    /// Whether the program was called wrongly.
    pub fn is_usage(&self) -> bool {
        use ErrorKind::{
            Config, CountedTwice, Cue, Exists, InputInOutput, KeyInOutput, LimitTooLow, NoPassphrase, NoSuchColumn,
            NobodyToSearch, NotAWorkbook, Recipient, SameName, UnknownForm,
        };
        #[cfg(not(feature = "deep"))]
        if matches!(*self.0, ErrorKind::NotBuiltIn { .. }) {
            return true;
        }
        matches!(
            *self.0,
            Config { .. }
                | CountedTwice { .. }
                | Cue { .. }
                | Exists { .. }
                | InputInOutput { .. }
                | KeyInOutput { .. }
                | LimitTooLow { .. }
                | NoPassphrase
                | NobodyToSearch
                | NoSuchColumn { .. }
                | NotAWorkbook { .. }
                | Recipient { .. }
                | SameName { .. }
                | UnknownForm { .. }
        )
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Error(Box::new(kind))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&*self.0, f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
