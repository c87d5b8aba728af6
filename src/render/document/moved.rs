//! Two waves side by side, in plain words.

use super::words::{capital, counted, number, people};
use super::{Block, Document, Part, Row, Table};
use crate::findings::{Comparison, Moved, QuestionMoved, ThemeMoved, Verdict};

/// The whole comparison.
pub(super) fn document(comparison: &Comparison) -> Document {
    let (earlier, later) = comparison.people;
    Document {
        banner: "Confidential",
        title: "What has changed since the last time",
        subtitle: format!("Two waves side by side: {} then, {} now", people(earlier), people(later)),
        parts: vec![one_page(comparison), questions(comparison), themes(comparison), reading()],
    }
}

fn one_page(comparison: &Comparison) -> Part {
    let mut part = Part::new("one-page", "In one page");
    let mut clear = Vec::new();
    for question in &comparison.questions {
        let measures = [
            ("More people say yes", "Fewer people say yes", question.yes),
            ("Yes has become more reluctant", "Yes has become less reluctant", question.reluctant),
        ];
        for (up, down, moved) in measures {
            let words = match moved.verdict {
                Verdict::ClearlyUp => up,
                Verdict::ClearlyDown => down,
                _ => continue,
            };
            clear.push(format!("{words}: “{}” ({})", question.wording, shares(moved)));
        }
    }
    for (theme, of) in comparison
        .strengths
        .iter()
        .map(|it| (it, "a strength"))
        .chain(comparison.weaknesses.iter().map(|it| (it, "a weakness")))
    {
        let Some(moved) = theme.people else { continue };
        let words = match moved.verdict {
            Verdict::ClearlyUp => "More people name",
            Verdict::ClearlyDown => "Fewer people name",
            _ => continue,
        };
        clear.push(format!("{words} {of}: {} ({})", theme.title, shares(moved)));
    }
    part.blocks.push(Block::Lead(match clear.len() {
        0 if !comparison.says_anything() => {
            "There are too few people in one of the waves, or too few figures in both, to say whether anything moved."
                .to_owned()
        }
        0 => {
            "Nothing moved so far that it could not be noise. That is a finding too: what was done in between has not \
              shown yet, or too few people were asked to see it."
                .to_owned()
        }
        some => format!("{} moved by more than noise.", capital(&counted(some as u64, "thing", "things"))),
    }));
    part.list(clear);
    part
}

fn questions(comparison: &Comparison) -> Part {
    let mut part = Part::new("questions", "Question by question");
    if comparison.questions.is_empty() {
        part.paragraph(
            "No yes/no question was asked in the same words in both waves and answered by enough people. Ask the same \
             questions in the same words next time.",
        );
    }
    for question in &comparison.questions {
        part.heading(&question.wording);
        part.blocks.push(Block::Table(Table {
            caption: "Then and now, in people".to_owned(),
            columns: vec!["Answer", "Then", "Now", "Difference", "What it says"],
            rows: rows(question),
            note: String::new(),
        }));
    }
    let (then, now) = &comparison.asked_once;
    for (which, wordings) in [("earlier", then), ("later", now)] {
        if !wordings.is_empty() {
            part.paragraph(format!("With figures in the {which} wave only:"));
            part.list(wordings.clone());
        }
    }
    part
}

fn rows(question: &QuestionMoved) -> Vec<Row> {
    let measures = [
        ("Yes of any kind", question.yes),
        ("Reluctant among yes", question.reluctant),
        ("Resounding among yes", question.resounding),
        ("No", question.no),
    ];
    measures.map(|(name, moved)| row(name, moved)).into()
}

fn row(name: &str, moved: Moved) -> Row {
    let share = |(part, whole): (u64, u64)| format!("{part} of {whole}");
    let difference = moved.difference.map_or_else(
        || "–".to_owned(),
        |it| format!("{} points (from {} to {})", points(it.by), points(it.least), points(it.most)),
    );
    let cells = vec![share(moved.earlier), share(moved.later), difference, verdict(moved.verdict).to_owned()];
    Row { name: name.to_owned(), cells }
}

fn themes(comparison: &Comparison) -> Part {
    let mut part = Part::new("themes", "Strengths and weaknesses");
    for (title, themes) in [("Strengths", &comparison.strengths), ("Weaknesses", &comparison.weaknesses)] {
        if themes.is_empty() {
            continue;
        }
        part.heading(title);
        part.blocks.push(Block::Table(Table {
            caption: format!("{title}: how many people named them"),
            columns: vec!["Theme", "Then", "Now", "Difference", "What it says"],
            rows: themes.iter().map(theme).collect(),
            note: String::new(),
        }));
    }
    if part.blocks.is_empty() {
        part.paragraph("Neither wave names a theme.");
    }
    part
}

fn theme(theme: &ThemeMoved) -> Row {
    let Some(moved) = theme.people else {
        let cells = ["not told in both", "not told in both", "–", verdict(Verdict::TooFewToSay)];
        return Row { name: theme.title.clone(), cells: cells.map(str::to_owned).into() };
    };
    row(&theme.title, moved)
}

fn reading() -> Part {
    let mut part = Part::new("reading", "How to read this");
    part.list(vec![
        "Clearly up or clearly down: a difference as large as this would hardly ever come about by chance.".to_owned(),
        "May be noise: as many people like these, asked again, could well give the same figures without any change."
            .to_owned(),
        format!("Too few to say: fewer than {} people in one of the waves, or a figure that was not told.", number(10)),
        "The range behind a difference is a 95% interval in percentage points. With many rows, one in twenty may look \
         clear by chance: look for what moves together."
            .to_owned(),
        "Different people may have taken part. A change of who was asked looks like a change of mind.".to_owned(),
        "Only figures that both summaries published were used, so that nothing hidden there comes to light here."
            .to_owned(),
    ]);
    part
}

fn shares(moved: Moved) -> String {
    format!("{} of {} then, {} of {} now", moved.earlier.0, moved.earlier.1, moved.later.0, moved.later.1)
}

fn points(share: f64) -> String {
    let points = (share * 100.0).round();
    if points == 0.0 { "0".to_owned() } else { format!("{points:+.0}").replace('-', "−") }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::ClearlyUp => "Clearly up",
        Verdict::ClearlyDown => "Clearly down",
        Verdict::MayBeNoise => "May be noise",
        Verdict::TooFewToSay => "Too few to say",
    }
}
