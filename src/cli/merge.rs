//! `merge`: the findings of several runs as those of one.

use std::path::{Path, PathBuf};

use super::earlier::Earlier;
use super::forms::{self, Form};
use super::output::{refuse_existing, write_files};
use super::{Exit, say};
use crate::anonymise::Masked;
use crate::error::{Error, ErrorKind, Result};
use crate::findings::{Findings, Limits, Runs, guard_beside};

/// Add up the findings of several runs, as if all files had been analysed together.
///
/// Beside each findings.json, `analyse` leaves the working file tally.json; it holds what adding up needs and is what
/// is read. The strictest minimum group size of all runs holds for the whole.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Args {
    /// findings.json of each run, with its tally.json beside it; or the folder that holds both
    #[arg(required = true, value_name = "FINDINGS")]
    findings: Vec<PathBuf>,

    /// File to write: .json, .html, .md, .docx, .pdf or .xlsx; a .json has its own working file written beside it
    #[arg(long, value_name = "FILE")]
    out: PathBuf,

    /// People that a figure of a group must stand on, where that is more than the runs asked for
    #[arg(long, value_name = "N", default_value_t = Limits::FLOOR)]
    min_group: usize,

    /// Even quotations out: hesitations, dialect spellings, capitals
    #[arg(long)]
    smooth: bool,

    #[command(flatten)]
    earlier: Earlier,

    /// Leave out the working file that a .json has beside it
    #[arg(long)]
    publish: bool,

    /// Replace FILE if it exists
    #[arg(long)]
    force: bool,

    /// Say nothing
    #[arg(long, short)]
    quiet: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let form = Form::of(&args.out)?;
    refuse_existing(&args.out, args.force)?;
    let at_least = Limits::new(args.min_group)?;
    let history = args.earlier.read()?;
    let mut runs = Runs::default();
    for path in &args.findings {
        let tally = tally_of(path);
        let (limits, findings) = read(path, &tally)?;
        if !runs.add(limits, findings) {
            return Err(ErrorKind::CountedTwice { path: path.clone() }.into());
        }
    }
    let (limits, findings) = runs.together();
    let limits = Limits { smooth: limits.smooth || args.smooth, ..limits.raised(at_least) };
    // What each run masked was taken out of its working file when that was written.
    let masked = Masked::default();
    let tally = findings.kept(limits, &masked);
    let publishable = guard_beside(limits, &history, &masked, findings)?;
    let document = forms::findings(form, &publishable);
    let mut files = vec![(args.out.clone(), document)];
    if form == Form::Json && !args.publish {
        files.push((sidecar(&args.out), tally));
    }
    args.earlier.remember(&history, publishable.entry())?;
    write_files(&files, args.force)?;
    if !args.quiet {
        let runs = match args.findings.len() {
            1 => "one run".to_owned(),
            several => format!("{several} runs"),
        };
        say(&format!("the findings of {runs} together are in `{}`", args.out.display()));
    }
    Ok(Exit::Done)
}

/// The working file that belongs to what the user named.
fn tally_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if path.is_dir() {
        path.join("tally.json")
    } else if name.ends_with("tally.json") {
        path.to_owned()
    } else {
        sidecar(path)
    }
}

/// `tally.json` beside `findings.json`, `NAME.tally.json` beside `NAME.json`.
fn sidecar(path: &Path) -> PathBuf {
    match path.file_stem().unwrap_or_default().to_string_lossy().as_ref() {
        "findings" => path.with_file_name("tally.json"),
        stem => path.with_file_name(format!("{stem}.tally.json")),
    }
}

fn read(named: &Path, tally: &Path) -> Result<(Limits, Findings)> {
    if !named.exists() {
        return Err(Error::file(named, "read", &std::io::ErrorKind::NotFound.into()));
    }
    if !tally.exists() {
        return Err(ErrorKind::NoTally { path: named.to_owned(), tally: tally.to_owned() }.into());
    }
    #[expect(clippy::disallowed_methods, reason = "a working file is read here and nowhere else")]
    let file = std::fs::read(tally).map_err(|cause| Error::file(tally, "read", &cause))?;
    Findings::from_kept(&file).ok_or_else(|| ErrorKind::NotOurs { path: tally.to_owned(), what: "tally.json" }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(findings: &str, tally: &str) {
        assert_eq!(tally_of(Path::new(findings)), Path::new(tally));
    }

    #[test]
    fn every_report_knows_its_working_file() {
        check("out/findings.json", "out/tally.json");
        check("all/north.json", "all/north.tally.json");
        check("out/tally.json", "out/tally.json");
    }
}
