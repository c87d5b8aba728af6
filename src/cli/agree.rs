//! `agree`: compares two codings of the same comments.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Exit, stdout, tell};
use crate::agreement::{Agreement, Code, Coding, compare};
use crate::error::{Error, ErrorKind, Notice, Result};

/// Compare two codings of the same comments: percent agreement, Cohen's kappa, Krippendorff's alpha, per code.
///
/// A and B are each a folder that `analyse` wrote, its comments.jsonl, a project that a second coder made of
/// coded.qdpx, or a CSV: `id` with a column a code (1, x, yes, strength, weakness), or `id` and `code`, a row a code.
/// Lists the disagreements by id; no word of a comment is printed. A cell that cannot be read is named by its line
/// and heading and left out, and the exit status is 1.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The first coding
    #[arg(value_name = "A")]
    first: PathBuf,

    /// The second coding
    #[arg(value_name = "B")]
    second: PathBuf,

    /// Whose codings to take of a project that several people coded; everybody's but the program's if left out
    #[arg(long, value_name = "NAME")]
    coder: Option<String>,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    // A project tells its comments by the ids that rows or tables list, so those are read first.
    let is_project = |path: &Path| path.extension().is_some_and(|it| it.eq_ignore_ascii_case("qdpx"));
    let (first, second) = if is_project(&args.first) && !is_project(&args.second) {
        let second = read(&args.second, args, None)?;
        (read(&args.first, args, Some(&second))?, second)
    } else {
        let first = read(&args.first, args, None)?;
        let second = read(&args.second, args, Some(&first))?;
        (first, second)
    };
    let Some(agreement) = compare(&first, &second) else {
        return Err(ErrorKind::NothingInCommon { first: args.first.clone(), second: args.second.clone() }.into());
    };
    let shown = if args.json { as_json(&agreement) } else { as_text(&agreement) };
    let mut out = stdout();
    out.write_all(shown.as_bytes()).and_then(|()| out.flush()).map_err(|cause| Error::output(&cause))?;
    // Like a row that cannot be read: told, left out, and no success.
    let unread: Vec<Notice> = [(&args.first, &first), (&args.second, &second)]
        .into_iter()
        .flat_map(|(path, coding)| coding.notices(path))
        .collect();
    tell(&unread);
    Ok(if unread.is_empty() { Exit::Done } else { Exit::Failed })
}

fn read(path: &Path, args: &Args, beside: Option<&Coding>) -> Result<Coding> {
    let path = if path.is_dir() { path.join("comments.jsonl") } else { path.to_owned() };
    #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
    let bytes = std::fs::read(&path).map_err(|cause| Error::file(&path, "read", &cause))?;
    Coding::read(&path, &bytes, args.coder.as_deref(), beside)
}

fn as_text(agreement: &Agreement) -> String {
    let wide = agreement.codes.iter().map(|code| code.name.chars().count()).max().unwrap_or(0).max(4);
    let (a, b) = agreement.others;
    let others = if a + b > 0 { format!(" (and {a} that only A lists, {b} that only B does)") } else { String::new() };
    let mut out = format!("{} comments that both coders looked at{others}\n\n", agreement.units);
    // Writing into a string cannot fail.
    let _ = writeln!(out, "{:wide$}  comments  both  only A  only B  percent  kappa  alpha", "code");
    let figure = |figure: Option<f64>| figure.map_or("-".to_owned(), |it| format!("{:.3}", unsigned_zero(it)));
    for Code { name, figures, only_first, only_second, both } in &agreement.codes {
        let _ = writeln!(
            out,
            "{name:wide$}  {:8}  {both:4}  {:6}  {:6}  {:6.1}%  {:>5}  {:>5}",
            figures.units,
            only_first.len(),
            only_second.len(),
            figures.percent * 100.0,
            figure(figures.kappa),
            figure(figures.alpha)
        );
    }
    for Code { name, only_first, only_second, .. } in &agreement.codes {
        for (who, ids) in [("only A", only_first), ("only B", only_second)] {
            if !ids.is_empty() {
                let who = if name == "assent" { "labels differ" } else { who };
                let _ = write!(out, "\n{name}, {who}: {}", ids.join(", "));
            }
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn as_json(agreement: &Agreement) -> String {
    let code = |code: &Code| -> Value {
        json!({
            "code": code.name,
            "comments": code.figures.units,
            "both": code.both,
            "percent": code.figures.percent,
            "kappa": code.figures.kappa.map(unsigned_zero),
            "alpha": code.figures.alpha.map(unsigned_zero),
            "only_a": code.only_first,
            "only_b": code.only_second,
        })
    };
    let codes: Vec<Value> = agreement.codes.iter().map(code).collect();
    let (a, b) = agreement.others;
    let others = json!({ "only_a": a, "only_b": b });
    format!("{:#}\n", json!({ "comments": agreement.units, "not_compared": others, "codes": codes }))
}

/// A figure that would be shown as `-0.000` is nought.
fn unsigned_zero(figure: f64) -> f64 {
    if figure.abs() < 0.0005 { 0.0 } else { figure }
}
