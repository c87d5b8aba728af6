//! Figures as a table, as JSON, and as the page `docs/accuracy.md`.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::measure::{Measures, Score, Share, macro_f1};
use super::table::{Table, figure, figure_or_dash};

/// Every figure of `measures` for a terminal.
pub(super) fn table(measures: &Measures) -> String {
    let mut tables = sections(measures);
    tables.extend(measures.told.tables());
    tables.iter().map(Table::terminal).collect::<Vec<_>>().join("\n")
}

/// The page of measured figures: the files side by side, then each.
pub(super) fn markdown(by_file: &[(String, Measures)]) -> String {
    let mut out = format!(
        "# Accuracy of undertone {}\n\n\
         Written by `undertone eval --markdown`; do not edit. What the figures mean, which files were looked at while the \
         program was built, and what the figures cannot tell stands in [measuring.md](measuring.md).\n\n\
         | file | hidden | names hidden | other words kept | look-alikes kept | flagged | themes, macro-F1 | assent, macro-F1 | reluctant yes, F1 | reluctance, Spearman |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
        env!("CARGO_PKG_VERSION")
    );
    for (name, measures) in by_file {
        let _ = writeln!(out, "| {name} | {} |", side_by_side(measures).join(" | "));
    }
    for (name, measures) in by_file {
        let _ = write!(out, "\n## {name}\n");
        out.extend(sections(measures).iter().map(Table::markdown));
    }
    out
}

/// Above the rows of [`themes_line`].
pub(super) const THEMES_HEAD: &str = "\n## What the parts are worth\n\n\
     Figures of the parts on files that taught nothing. The learned part of themes alone lacks the cues that it was taught with.\n\n\
     | themes | macro-F1 | with valence | precision | recall | valence right | comments without a theme left alone | of these, with a theme's words |\n\
     |---|---:|---:|---:|---:|---:|---:|---:|\n";

/// Above the rows about answers.
pub(super) const ANSWERS_HEAD: &str = "\n\
     | answers | macro-F1 | reluctant yes: precision | recall | F1 | resounding yes: F1 | AUC among yeses | Spearman |\n\
     |---|---:|---:|---:|---:|---:|---:|---:|\n";

/// One row of the comparison of parts; nothing where no comment was to be tagged.
pub(super) fn themes_line(name: &str, measures: &Measures) -> String {
    if measures.left_alone.of == 0 && measures.themes.is_empty() {
        return String::new();
    }
    let mut all = Score::default();
    for score in measures.themes.values() {
        all.add(*score);
    }
    format!(
        "| {name} | {} | {} | {} | {} | {} | {} | {} |\n",
        figure(macro_f1(&measures.themes)),
        figure(macro_f1(&measures.valenced)),
        figure(all.precision()),
        figure(all.recall()),
        counted(measures.valence),
        counted(measures.left_alone),
        counted(measures.bait_left_alone)
    )
}

fn counted(share: Share) -> String {
    format!("{} of {}", share.is, share.of)
}

/// The figures by which files are compared; a dash where a file holds nothing of the kind.
fn side_by_side(measures: &Measures) -> [String; 9] {
    let where_any = |any: bool, value: f64| if any { figure(value) } else { "-".to_owned() };
    let (hidden, themes, assent) = (measures.masked_in_all(), &measures.themes, &measures.assent);
    let names = measures.masked.get("PERSON").copied().unwrap_or_default();
    let reluctant = assent.get("reluctant-yes").copied().unwrap_or_default();
    [
        where_any(hidden.of > 0, hidden.share()),
        where_any(names.of > 0, names.share()),
        where_any(hidden.of > 0, measures.hidden.words_kept.share()),
        where_any(measures.kept.of > 0, measures.kept.share()),
        where_any(measures.flagged.of > 0, measures.flagged.share()),
        where_any(any_in_gold(themes), macro_f1(themes)),
        where_any(any_in_gold(assent), macro_f1(assent)),
        where_any(any_in_gold(assent), reluctant.f1()),
        figure_or_dash(measures.spearman()),
    ]
}

/// The tables of what gold holds: nothing is told of themes or answers that a file is not about.
fn sections(measures: &Measures) -> Vec<Table> {
    let mut sections = vec![identifiers(measures)];
    if measures.left_alone.of > 0 || any_in_gold(&measures.themes) {
        sections.extend([themes(measures), scored("themes with valence", &measures.valenced)]);
    }
    if measures.told.any_in_gold() {
        sections.push(assent(measures));
    }
    sections.retain(|table| !table.is_empty());
    sections
}

fn any_in_gold(scores: &BTreeMap<String, Score>) -> bool {
    scores.values().any(|score| score.right + score.missed > 0)
}

fn identifiers(measures: &Measures) -> Table {
    let mut table = Table::new("identifiers", ["share", "of"]);
    let mut add = |name: &str, share: Share| {
        if share.of > 0 {
            table.push(name, [figure(share.share()), share.of.to_string()]);
        }
    };
    add("hidden, all kinds", measures.masked_in_all());
    for (kind, share) in &measures.masked {
        add(&format!("hidden, {kind}"), *share);
    }
    add("one person, one pseudonym", measures.one_pseudonym);
    add("pseudonyms of one person only", measures.hidden.distinct);
    add("flagged, of those meant", measures.flagged);
    if measures.flagged.of > 0 {
        add("meant, of those flagged", measures.flags_meant);
    }
    add("look-alikes kept", measures.kept);
    if measures.masked_in_all().of > 0 {
        add("meant, of those masked", measures.masks_meant);
        add("documents with a surviving name", measures.hidden.surviving);
    }
    add("other words kept", measures.hidden.words_kept);
    add("speaker labels hidden", measures.hidden.labels);
    add("sentences asked about", measures.asked);
    table
}

fn themes(measures: &Measures) -> Table {
    let mut table = scored("themes", &measures.themes);
    for (name, share) in [
        ("valence right, of themes found", measures.valence),
        ("comments without a theme left alone", measures.left_alone),
        ("of these, with a theme's words", measures.bait_left_alone),
    ] {
        if share.of > 0 {
            table.push(name, [figure(share.share()), String::new(), String::new(), share.of.to_string()]);
        }
    }
    table
}

fn scored(title: &str, scores: &BTreeMap<String, Score>) -> Table {
    let mut table = Table::new(title, ["precision", "recall", "F1", "in gold"]);
    for (name, score) in scores {
        table.push(name, score_cells(*score));
    }
    table.push("macro-F1", [String::new(), String::new(), figure(macro_f1(scores))]);
    table
}

fn assent(measures: &Measures) -> Table {
    let mut table = scored("assent", &measures.assent);
    let mut one = |name: &str, value: Option<f64>, of: usize| {
        table.push(name, [String::new(), String::new(), figure_or_dash(value), of.to_string()]);
    };
    one("reluctance, AUC among yeses", measures.told.auc(), measures.told.yeses());
    one("reluctance, Spearman", measures.spearman(), measures.reluctance.len());
    table.push("answers found", score_cells(measures.answers));
    table
}

fn score_cells(score: Score) -> [String; 4] {
    let of = (score.right + score.missed).to_string();
    [figure(score.precision()), figure(score.recall()), figure(score.f1()), of]
}

/// Every figure for programs.
pub(super) fn json(by_file: &[(String, Measures)], all: &Measures) -> String {
    let files: serde_json::Map<String, Value> =
        by_file.iter().map(|(name, measures)| (name.clone(), figures(measures))).collect();
    let whole = json!({ "version": env!("CARGO_PKG_VERSION"), "all": figures(all), "files": files });
    format!("{whole:#}\n")
}

fn figures(measures: &Measures) -> Value {
    let share = |share: Share| json!({ "share": share.share(), "of": share.of });
    let score = |score: Score| {
        json!({ "precision": score.precision(), "recall": score.recall(), "f1": score.f1(),
                "in_gold": score.right + score.missed })
    };
    let scores = |scores: &BTreeMap<String, Score>| -> Value {
        scores.iter().map(|(name, of)| (name.clone(), score(*of))).collect::<serde_json::Map<_, _>>().into()
    };
    let reluctant = measures.assent.get("reluctant-yes").copied().unwrap_or_default();
    let mut answers = measures.told.json();
    answers.extend([
        ("by_label".to_owned(), scores(&measures.assent)),
        ("macro_f1".to_owned(), macro_f1(&measures.assent).into()),
        ("reluctant_yes".to_owned(), score(reluctant)),
        ("answers_found".to_owned(), score(measures.answers)),
        ("reluctance_spearman".to_owned(), measures.spearman().into()),
    ]);
    json!({
        "identifiers": {
            "mask_recall": share(measures.masked_in_all()),
            "mask_recall_by_type": measures.masked.iter().map(|(kind, of)| (kind.clone(), share(*of)))
                .collect::<serde_json::Map<_, _>>(),
            "mask_precision": share(measures.masks_meant),
            "one_pseudonym": share(measures.one_pseudonym),
            "flag_recall": share(measures.flagged),
            "flag_precision": share(measures.flags_meant),
            "keep_survival": share(measures.kept),
            "other_words_kept": share(measures.hidden.words_kept),
            "labels_hidden": share(measures.hidden.labels),
            "documents_with_a_surviving_name": share(measures.hidden.surviving),
            "distinct_pseudonyms": share(measures.hidden.distinct),
            "sentences_asked_about": (measures.asked.of > 0).then(|| share(measures.asked)),
        },
        "themes": { "by_theme": scores(&measures.themes), "macro_f1": macro_f1(&measures.themes),
                    "valence": share(measures.valence),
                    "left_alone": share(measures.left_alone),
                    "bait_left_alone": share(measures.bait_left_alone),
                    "by_theme_and_valence": scores(&measures.valenced),
                    "macro_f1_with_valence": macro_f1(&measures.valenced) },
        "assent": answers,
    })
}
