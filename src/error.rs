//! Every message the user can meet.
//!
//! A message names the file, the place and the rule, and never what a participant said: logs get pasted.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What this crate's fallible functions give.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a run could not go on.
pub struct Error(Box<ErrorKind>);

/// The cases behind [`Error`]; each message is written in its `Display`.
#[derive(Debug)]
pub(crate) enum ErrorKind {
    /// A file could not be read or written.
    File { path: PathBuf, doing: &'static str, cause: io::ErrorKind },
    /// A file holds nothing, or white space only.
    Empty { path: PathBuf },
    /// Something stands where output is to go.
    Exists { path: PathBuf },
    /// Writing the output would replace an input.
    InputInOutput { input: PathBuf, output: PathBuf },
    /// Two inputs whose comments would bear the same ids.
    SameName { one: PathBuf, other: PathBuf },
    /// Standard output could not be written.
    Output { cause: io::ErrorKind },
    /// A line of a gold file that is no annotation.
    GoldRow { path: PathBuf, line: usize },
    /// The last search of a finished document met a word that was masked.
    MaskedWordInReport { document: String, line: usize },
    /// A folder was given where a file is wanted.
    Folder { path: PathBuf },
    /// A folder holds no file that can be read.
    NothingReadable { path: PathBuf },
    /// A file of a kind that holds no plain text.
    NotText { path: PathBuf, found: &'static str, then: &'static str },
    /// A text file in another encoding.
    NotUtf8 { path: PathBuf, line: usize },
    /// A text format that has no reader.
    NoReader { path: PathBuf, found: &'static str, then: &'static str },
    /// A transcript in which nobody is labelled.
    NoSpeakers { path: PathBuf },
    /// A transcript in which nothing is said.
    NothingSaid { path: PathBuf },
    /// A table without a column of open answers.
    NoComments { path: PathBuf },
    /// A table that ends after its headings.
    OnlyHeadings { path: PathBuf },
    /// A table with several heading rows.
    SeveralHeadings { path: PathBuf, rows: usize },
    /// Rows of which none could be read; `line` is the first.
    NoRows { path: PathBuf, line: usize },
    /// A roster that cannot be followed.
    Roster { path: PathBuf, line: usize, rule: &'static str },
    /// A codebook that cannot be used.
    Codebook { path: PathBuf, line: usize, mistake: String },
    /// Too few people to publish anything about them.
    TooFewPeople { people: usize, least: usize },
    /// Comments, but none that says who made it.
    NobodyKnown { comments: usize },
    /// The last look at finished findings found something that must not leave the room.
    UnsafeFindings { what: &'static str },
    /// A report that differs from an earlier one by a handful of people.
    Subtractable { people: u64, least: u64 },
    /// Findings that were published without the working file that merging needs.
    NoTally { path: PathBuf, tally: PathBuf },
    /// A file that this program has not written.
    NotOurs { path: PathBuf, what: &'static str },
    /// Two runs that count one session.
    CountedTwice { path: PathBuf },
    /// A file whose ending names no form of a report.
    UnknownForm { path: PathBuf },
    /// A minimum group size below what can protect anybody.
    LimitTooLow { limit: usize, least: usize },
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
        use ErrorKind::{MaskedWordInReport, NobodyKnown, Subtractable, TooFewPeople, UnsafeFindings};
        matches!(
            *self.0,
            MaskedWordInReport { .. }
                | NobodyKnown { .. }
                | Subtractable { .. }
                | TooFewPeople { .. }
                | UnsafeFindings { .. }
        )
    }

    /// Whether the program was called wrongly.
    pub fn is_usage(&self) -> bool {
        use ErrorKind::{CountedTwice, Exists, InputInOutput, LimitTooLow, SameName, UnknownForm};
        matches!(
            *self.0,
            CountedTwice { .. }
                | Exists { .. }
                | InputInOutput { .. }
                | LimitTooLow { .. }
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

impl fmt::Display for ErrorKind {
    #[expect(clippy::too_many_lines, reason = "every message stands here, so that tone is edited in one place")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ErrorKind::File { path, doing, cause } => write!(f, "cannot {doing} `{}`: {cause}", path.display()),
            ErrorKind::Empty { path } => write!(f, "`{}` is empty", path.display()),
            ErrorKind::Exists { path } => {
                write!(f, "`{}` exists; choose another place, or pass `--force` to replace it", path.display())
            }
            ErrorKind::InputInOutput { input, output } => write!(
                f,
                "`{}` would be replaced by writing `{}`; choose another `--out`",
                input.display(),
                output.display()
            ),
            ErrorKind::SameName { one, other } => write!(
                f,
                "`{}` and `{}` have the same name, and comments are numbered by it; rename one of them",
                one.display(),
                other.display()
            ),
            ErrorKind::Output { cause } => write!(f, "cannot write to standard output: {cause}"),
            ErrorKind::GoldRow { path, line } => write!(
                f,
                "`{}`, line {line}: not an annotated unit; expected one JSON object as in `docs/guideline.md`",
                path.display()
            ),
            ErrorKind::MaskedWordInReport { document, line } => {
                write!(f, "refused: line {line} of `{document}` holds a word that was masked; nothing was written")
            }
            ErrorKind::Folder { path } => write!(f, "`{}` is a folder; name the files in it", path.display()),
            ErrorKind::NothingReadable { path } => write!(
                f,
                "no transcript or survey in the folder `{}`; put .vtt, .txt, .csv or .jsonl files into it",
                path.display()
            ),
            ErrorKind::NotText { path, found, then } | ErrorKind::NoReader { path, found, then } => {
                write!(f, "`{}` is {found}; {then}", path.display())
            }
            ErrorKind::NotUtf8 { path, line } => write!(
                f,
                "`{}`, line {line}: not UTF-8 text; save the file again with the encoding UTF-8",
                path.display()
            ),
            ErrorKind::NoSpeakers { path } => write!(
                f,
                "no speaker labels in `{}`; begin every turn with its speaker, as in `NAME: text`",
                path.display()
            ),
            ErrorKind::NothingSaid { path } => {
                write!(f, "nobody says anything in `{}`; check that the export is complete", path.display())
            }
            ErrorKind::NoComments { path } => write!(
                f,
                "no column of open answers in `{}`; name one `comment`, or give the question as its heading",
                path.display()
            ),
            ErrorKind::OnlyHeadings { path } => {
                write!(f, "`{}` has a heading row and nothing below it; export the answers too", path.display())
            }
            ErrorKind::SeveralHeadings { path, rows } => write!(
                f,
                "`{}` has {rows} heading rows; keep the one with the questions and delete the others",
                path.display()
            ),
            ErrorKind::NoRows { path, line } => write!(
                f,
                "no row of `{}` could be read, the first on line {line}; expected one JSON object a line with a `text`",
                path.display()
            ),
            ErrorKind::Roster { path, line, rule } => write!(f, "roster `{}`, line {line}: {rule}", path.display()),
            ErrorKind::Codebook { path, line, mistake } => {
                write!(f, "codebook `{}`, line {line}: {mistake}", path.display())
            }
            ErrorKind::TooFewPeople { people, least } => write!(
                f,
                "refused: findings would stand on `{people}` people and need at least `{least}`, or people could be \
                 recognised; add another session or survey to the same run"
            ),
            ErrorKind::NobodyKnown { comments } => write!(
                f,
                "refused: none of the `{comments}` comments says who made it, so people cannot be counted; \
                 give a transcript with speaker labels, or a survey with one row a respondent"
            ),
            ErrorKind::Subtractable { people, least } => write!(
                f,
                "refused: an earlier report in the history is about the same people but for `{people}`, and subtracting \
                 one from the other would tell what those said; wait until at least `{least}` more have spoken, or report \
                 on the same people again"
            ),
            ErrorKind::UnsafeFindings { what } => {
                write!(f, "refused: the finished findings hold {what}; report this as a fault")
            }
            ErrorKind::NoTally { path, tally } => write!(
                f,
                "no `{}` beside `{}`, and merging needs it; run `analyse` again without `--publish`",
                tally.display(),
                path.display()
            ),
            ErrorKind::NotOurs { path, what } => {
                write!(f, "`{}` is no {what} of this version; give one that this program has written", path.display())
            }
            ErrorKind::CountedTwice { path } => write!(
                f,
                "`{}` holds a session or survey that another run has counted already; leave one of them out",
                path.display()
            ),
            ErrorKind::UnknownForm { path } => write!(
                f,
                "`{}` has no ending that names a form; use .html, .docx, .pdf, .md, .json or .xlsx",
                path.display()
            ),
            ErrorKind::LimitTooLow { limit, least } => {
                write!(f, "`--min-group {limit}` protects nobody; the least is `{least}`")
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

/// Something the user should know, though the run goes on: where, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// The file it is about.
    pub path: PathBuf,
    /// The line in that file, from 1, where there is one.
    pub line: Option<usize>,
    /// What was noticed, without a word that anybody said.
    pub what: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path.display(), self.what),
            None => write!(f, "{}: {}", self.path.display(), self.what),
        }
    }
}
