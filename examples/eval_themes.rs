//! Measures the built-in codebooks on annotated comments.
//!
//! `cargo run --release --example eval_themes -- [--errors] [--cues] FILE...`; `--errors` lists what went wrong, so
//! use it on files to tune on only; `--cues` looks at the cue phrases alone.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example reads files and reports")]
#![allow(clippy::cast_precision_loss, clippy::format_push_string, reason = "counts are small, and so is the model")]

mod themes_cases;

use std::path::PathBuf;

use themes_cases::{Tally, read};
use undertone::themes::Codebooks;

fn main() {
    let (flags, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|it| it.starts_with("--"));
    let flag = |name: &str| flags.iter().any(|it| it == name);
    let codebooks = Codebooks::built_in();
    let mut all = Tally::default();
    for path in paths.iter().map(PathBuf::from) {
        let mut tally = Tally::default();
        for case in read(&path) {
            let (mut found, mut shown) = (Vec::new(), Vec::new());
            if flag("--cues") {
                let scores = codebooks.cue_scores(case.question.as_ref(), &case.text);
                found.extend(scores.into_iter().filter(|(_, score)| *score >= 0.5).map(|(label, _)| label));
            } else {
                for tag in codebooks.tag(case.question.as_ref(), &case.text) {
                    let cues: Vec<&str> = tag.cues.iter().map(|&cue| case.text.slice(cue)).collect();
                    shown.push(format!(
                        "{} {:.2} {} <{}>",
                        tag.theme,
                        tag.score,
                        tag.aspects.join(" "),
                        cues.join("> <")
                    ));
                    found.push(format!("{}:{}", tag.theme, tag.valence.name()));
                }
            }
            tally.add(&case.labels, &found);
            all.add(&case.labels, &found);
            let same = case.labels.len() == found.len() && case.labels.iter().all(|it| found.contains(it));
            if flag("--errors") && !same {
                println!(
                    "{}: wants [{}], got [{}]\n    {}",
                    case.id,
                    case.labels.join(" "),
                    found.join(" "),
                    case.text.as_str()
                );
                for it in &shown {
                    println!("      {it}");
                }
            }
        }
        tally.print(&path.display().to_string());
    }
    if paths.len() > 1 {
        all.print("all");
    }
}
