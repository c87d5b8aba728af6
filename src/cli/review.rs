//! The review: doubtful stretches out as a table for a person, and that person's decisions back in.
//!
//! A row shows the anonymised text alone; of what was masked it shows the pseudonym, never the words.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::anonymise::{Anonymised, Decisions, Doubtful};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Span;

/// How doubtful stretches are dealt with.
#[derive(Args, Debug)]
pub(super) struct Reviewing {
    /// A review.csv with your decisions in it: mask, keep, rename=NAME, merge=PSEUDONYM, as=PSEUDONYM, split or split
    /// all
    #[arg(long, value_name = "FILE")]
    review: Option<PathBuf>,

    /// Mask every doubtful stretch that no decision keeps
    #[arg(long)]
    pub(super) strict: bool,

    /// Refuse to write anything while a doubtful stretch has no decision
    #[arg(long)]
    pub(super) reviewed: bool,
}

impl Reviewing {
    /// The decisions in the review file, if one was named.
    pub(super) fn decisions(&self) -> Result<Decisions> {
        self.review.as_deref().map_or_else(|| Ok(Decisions::default()), read)
    }

    /// Whether every decision was followed; one that names nothing in these files, or shows a name, stops the run.
    pub(super) fn check(&self, unfollowed: Option<(usize, &'static str)>) -> Result<()> {
        match (&self.review, unfollowed) {
            (Some(path), Some((line, rule))) => Err(ErrorKind::Review { path: path.clone(), line, rule }.into()),
            _ => Ok(()),
        }
    }

    /// Refuses where a person is to look first; where all is masked, nobody has to.
    pub(super) fn refuse_undecided(&self, counts: Counts) -> Result<()> {
        match counts.undecided() {
            undecided if self.reviewed && !self.strict && undecided > 0 => {
                Err(ErrorKind::Undecided { undecided }.into())
            }
            _ => Ok(()),
        }
    }

    /// What to tell whoever should look, with where the doubtful stretches stand.
    pub(super) fn call_for(&self, counts: Counts, table: Option<&Path>) -> Option<String> {
        let undecided = Some(counts.undecided()).filter(|&it| it > 0 && !self.strict)?;
        Some(match table {
            Some(table) => format!(
                "{undecided} doubtful stretches want a person: fill in the column `decision` of `{}` and pass it with \
                 `--review`, or mask them all with `--strict`",
                table.display()
            ),
            None => format!("{undecided} doubtful stretches want a person: see them with a run that leaves a review"),
        })
    }
}

/// The columns, as written and as looked for.
const COLUMNS: [&str; 8] = ["id", "session", "kind", "confidence", "reason", "shown", "context", "decision"];

/// The reason of rows that stand for nothing doubtful.
const CARRIED: &str = "decided in the review before";

/// Characters of context on either side.
const AROUND: usize = 80;

/// Writes doubtful stretches as they come about, and counts them.
pub(super) struct Table<W: Write> {
    rows: csv::Writer<W>,
    counts: Counts,
    /// Ids of rows that hold a decision.
    decided: BTreeSet<String>,
}

/// How much was doubtful, for the audit and for whoever should look.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub(super) struct Counts {
    pub(super) doubtful: usize,
    pub(super) masked: usize,
    pub(super) decided: usize,
}

impl Counts {
    pub(super) fn undecided(self) -> usize {
        self.doubtful - self.decided
    }
}

impl<W: Write> Table<W> {
    pub(super) fn new(out: W) -> std::io::Result<Self> {
        let mut rows = csv::Writer::from_writer(out);
        rows.write_record(COLUMNS)?;
        Ok(Table { rows, counts: Counts::default(), decided: BTreeSet::new() })
    }

    /// Adds the doubtful stretches of `anonymised`.
    pub(super) fn add(&mut self, anonymised: &Anonymised, decisions: &Decisions) -> std::io::Result<()> {
        for turn in anonymised.turns() {
            for doubtful in turn.doubtful() {
                let Doubtful { kind, span, masked, grounds, .. } = doubtful;
                let id = turn.doubt_id(&doubtful);
                let decided = decisions.written(&id);
                self.counts.doubtful += 1;
                self.counts.masked += usize::from(masked);
                if !decided.is_empty() {
                    self.counts.decided += 1;
                    self.decided.insert(id.clone());
                }
                let confidence = format!("{:.2}", grounds.confidence);
                let context = context(turn.text.as_str(), span);
                let shown = decisions.shown(&id).unwrap_or_else(|| harmless(turn.text.slice(span)));
                let session = anonymised.session();
                self.rows.write_record([
                    &id,
                    session,
                    kind.name(),
                    &confidence,
                    grounds.reason,
                    &shown,
                    &context,
                    decided,
                ])?;
            }
        }
        Ok(())
    }

    /// Everything that was written, and how much that was; at its end what was decided beyond the doubtful stretches, so
    /// that this table is all that the next run needs.
    pub(super) fn finish(mut self, decisions: &Decisions) -> std::io::Result<(W, Counts)> {
        for id in decisions.all().filter(|id| !self.decided.contains(*id)) {
            let shown = decisions.shown(id).unwrap_or_default();
            self.rows.write_record([id, "", "", "", CARRIED, &shown, "", decisions.written(id)])?;
        }
        self.rows.flush()?;
        let counts = self.counts;
        let out = self.rows.into_inner().map_err(|failed| std::io::Error::from(failed.error().kind()))?;
        Ok((out, counts))
    }
}

/// The words around `span`, which stands between angle quotation marks.
fn context(text: &str, span: Span) -> String {
    let before: String = text[..span.start].chars().rev().take(AROUND).collect();
    let before: String = before.chars().rev().collect();
    let after: String = text[span.end..].chars().take(AROUND).collect();
    let dots = |cut: bool| if cut { "…" } else { "" };
    let cut = (before.len() < span.start, after.len() < text.len() - span.end);
    let words = format!("{}{before}»{}«{after}{}", dots(cut.0), &text[span.start..span.end], dots(cut.1));
    harmless(&words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_owned() }
}

/// The decisions in the file `path`, however a spreadsheet saved it.
fn read(path: &Path) -> Result<Decisions> {
    #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
    let bytes = std::fs::read(path).map_err(|cause| Error::file(path, "read", &cause))?;
    let (encoding, mark) = Encoding::for_bom(&bytes).unwrap_or((UTF_8, 0));
    let plain = std::str::from_utf8(&bytes[mark..]).is_err() && encoding == UTF_8;
    let text = if plain { WINDOWS_1252 } else { encoding }.decode_without_bom_handling(&bytes[mark..]).0;
    let wrong = |line: usize, rule: &'static str| Error::from(ErrorKind::Review { path: path.to_owned(), line, rule });
    // Excel may put the delimiter on a line of its own.
    let (skipped, table) = match text.split_once('\n') {
        Some((first, rest)) if first.trim_start().starts_with("sep=") => (1, rest),
        _ => (0, &*text),
    };
    // With both ends of a line, the reader of tables counts one line too few.
    let table = &*table.replace("\r\n", "\n");
    let head = table.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t', b','].into_iter().max_by_key(|&it| head.matches(char::from(it)).count());
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .has_headers(false)
        .from_reader(table.as_bytes())
        .into_records();
    let unreadable = "the row cannot be read; check its quotation marks";
    let head = rows.next().transpose().map_err(|_| wrong(1, unreadable))?.unwrap_or_default();
    let column = |name: &str| head.iter().position(|it| it.trim().eq_ignore_ascii_case(name));
    let (Some(id), Some(decision)) = (column("id"), column("decision")) else {
        return Err(wrong(1 + skipped, "no columns `id` and `decision`; pass the review.csv of an earlier run"));
    };
    let shown = column("shown");
    let mut decisions = Decisions::default();
    for row in rows {
        let row = row.map_err(|failed| {
            let line = failed.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
            wrong(line + skipped, unreadable)
        })?;
        let line = row.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1)) + skipped;
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default().trim();
        if !cell(Some(decision)).is_empty() {
            let added = decisions.add(cell(Some(id)), cell(shown), cell(Some(decision)), line);
            added.map_err(|rule| wrong(line, rule))?;
        }
    }
    Ok(decisions)
}
