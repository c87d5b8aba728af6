use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::*;
use crate::assent::Scorer;
use crate::coded::{Coded, Coder};
use crate::themes::Codebooks;

/// Rows of the contract, coded as `annotate` codes them.
fn coded(rows: &str) -> Vec<Coded> {
    let settings = crate::pipeline::Settings {
        roster: Vec::new(),
        keep: Vec::new(),
        generalise: false,
        naming: crate::anonymise::Naming::default(),
        coder: Coder { codebooks: Codebooks::built_in(), scorer: Scorer::new() },
        limits: crate::findings::Limits::default(),
        second: None,
    };
    let mut reader = crate::read::Rows::new(Box::new(Cursor::new(rows.to_owned())), "rows".as_ref(), &[], &[]);
    let mut transcripts = Vec::new();
    while let Some(transcript) = reader.next_transcript().expect("the rows are ours") {
        transcripts.push(transcript);
    }
    crate::pipeline::annotate(&settings, transcripts)
}

fn project(coded: &[Coded]) -> Vec<u8> {
    let store: MakeStore<'_> = Box::new(|| Box::new(Cursor::new(Vec::new())));
    let mut project = Project::new(&Codebooks::built_in(), Cursor::new(Vec::new()), store);
    for it in coded {
        project.add(it).expect("memory can be written");
    }
    project.finish().expect("memory can be written").into_inner()
}

fn files(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("UTF-8").into_owned()).collect();
    let mut read = |name: String| {
        let mut text = String::new();
        archive.by_name(&name).expect("it is listed").read_to_string(&mut text).expect("UTF-8");
        (name, text)
    };
    names.into_iter().map(&mut read).collect()
}

const ROWS: &str = r#"{"id": "a-1", "session": "a/b", "role": "moderator", "speaker": "Mo", "text": "Does it work?"}
{"id": "a-2", "session": "a/b", "speaker": "Ann", "text": "🙂 Zoë: the system won't let me change an order, naïve as it is."}
{"id": "a-3", "session": "a/b", "speaker": "Bob", "text": "I suppose so & <mostly>.", "attributes": {"group": "support"}}
"#;

#[test]
fn selections_count_code_points_and_cover_the_comment() {
    let files = files(project(&coded(ROWS)));
    let (_, qde) = files.iter().find(|(name, _)| name == "project.qde").expect("a project");
    let (name, text) = files.iter().find(|(name, _)| name.starts_with("sources/")).expect("a source");
    assert!(
        name.split('.').next_back() == Some("txt") && text.starts_with("[a-1] Moderator: Does it work?\n\n"),
        "{text}"
    );
    let letters: Vec<char> = text.chars().collect();
    let mut selected = Vec::new();
    for selection in qde.split("<PlainTextSelection ").skip(1) {
        let number = |key: &str| -> usize {
            let (_, rest) = selection.split_once(&format!("{key}=\"")).expect("a position");
            rest.split('"').next().expect("a number").parse().expect("a number")
        };
        selected.push(letters[number("startPosition")..number("endPosition")].iter().collect::<String>());
    }
    assert!(selected.iter().any(|it| it.starts_with("🙂 ") && it.ends_with("as it is.")), "{selected:?}");
    assert!(selected.iter().any(|it| it == "I suppose so & <mostly>."), "{selected:?}");
    assert!(!selected.iter().any(|it| it.starts_with("Does it")), "a moderator's words are never coded");
}

#[test]
fn a_project_has_plain_names_and_groups_and_no_empty_parts() {
    let files = files(project(&coded(ROWS)));
    let (_, qde) = files.iter().find(|(name, _)| name == "project.qde").expect("a project");
    assert!(qde.contains("name=\"a-b\""), "no path separators in a name");
    assert!(qde.contains("<TextValue>support</TextValue>") && qde.contains("name=\"group\""));
    let empty = self::files(project(&[]));
    assert_eq!(empty.len(), 1);
    for part in ["<Sources>", "<Cases>", "<Variables>"] {
        assert!(!empty[0].1.contains(part), "{part} would be empty");
    }
}

#[test]
fn the_same_comments_give_the_same_bytes() {
    assert!(project(&coded(ROWS)) == project(&coded(ROWS)));
}

#[test]
fn line_ends_of_other_systems_are_line_ends_in_a_cell() {
    let mut table = Table::new(&Codebooks::built_in());
    for it in coded("{\"id\": \"a-1\", \"text\": \"line one\\r\\nline two\\rline three\"}\n") {
        table.add(&it).expect("it fits");
    }
    let book = table.finish(Cursor::new(Vec::new())).expect("memory can be written").into_inner();
    let files = files(book);
    assert!(files.iter().all(|(_, part)| !part.contains("_x000D_")));
    assert!(files.iter().any(|(_, part)| part.contains("line one\nline two\nline three")));
}
