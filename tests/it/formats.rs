//! Files as people bring them: `inspect` tells how they are read, and copies are read like the originals.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use serde_json::Value;

use crate::run::{Run, fixture};

/// Every fixture of a format that can be read, by its name.
fn formats() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(fixture("formats")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_file() && !["expected.txt", "teams_plain.txt"].contains(&name.as_str()) {
            files.insert(name, std::fs::read(path).unwrap());
        }
    }
    assert!(files.len() > 40);
    files
}

/// What `inspect --json` tells of every file, by its name: turns, speakers and turns that nobody is named for.
fn inspected(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, (Value, Value, Value)> {
    let mut run = Run::new("inspect in --json");
    for (name, bytes) in files {
        run = run.file(&format!("in/{name}"), bytes);
    }
    let views = run.ends(0).rows();
    let told = |view: Value| {
        let name = view["file"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        (name, (view["comments"].clone(), view["speakers"].clone(), view["unlabelled"].clone()))
    };
    views.into_iter().map(told).collect()
}

#[test]
fn copies_are_read_like_the_originals() {
    let files = formats();
    let mut run = Run::new("anonymise in --out out --quiet");
    for (name, bytes) in &files {
        run = run.file(&format!("in/{name}"), bytes);
    }
    let copies = run.ends(0).files("out");
    assert!(copies.keys().eq(files.keys()));
    let (before, after) = (inspected(&files), inspected(&copies));
    for (name, view) in &before {
        // A number for a speaker stays a number, and numbers are given anew.
        if name.starts_with("deepgram") {
            assert_eq!((&view.0, &view.2), (&after[name].0, &after[name].2), "{name}");
        } else {
            assert_eq!(view, &after[name], "{name}");
        }
    }
}

#[test]
fn no_name_is_left_in_any_copy() {
    let mut run = Run::new("anonymise in --out out --quiet");
    for (name, bytes) in formats() {
        run = run.file(&format!("in/{name}"), bytes);
    }
    for (name, copy) in run.ends(0).files("out") {
        for (part, text) in parts(&name, copy) {
            for gone in [
                "Amal",
                "Haddad",
                "Bronwen",
                "Tudor",
                "Kwabena",
                "Osei",
                "Ingrid",
                "Mateus",
                "Prado",
                "Yuki",
                "Fergus",
                "Amory",
                "Odalys",
                "Quint",
                "Hamish",
                "Petra",
                "SMITH",
                "Ngozi",
                "Bello",
                "Tove",
                "Zo\u{eb}",
                "B\u{e9}la",
                "\u{5d3}\u{5e0}\u{5d4}",
                "111122223333",
                "desk.example",
            ] {
                assert!(!text.contains(gone), "{gone} in {name} {part}:\n{text}");
            }
        }
    }
}

/// The texts in a file: its parts, if it is an archive.
fn parts(name: &str, bytes: Vec<u8>) -> Vec<(String, String)> {
    if Path::new(name).extension().is_none_or(|it| it != "docx") {
        return vec![(String::new(), String::from_utf8(bytes).unwrap())];
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        parts.push((name.clone(), format!("{name} {text}")));
    }
    parts
}

#[test]
fn inspect_tells_people_what_was_seen() {
    let ran = Run::new("inspect fixtures/formats/hand_mixed.txt").ends(0);
    for told in ["labelled lines", "UTF-8", "Moderator            2", "as the file says", "heading", "line 11, 15"] {
        assert!(ran.stdout().contains(told), "no `{told}` in:\n{}", ran.stdout());
    }
    for gone in ["Ngozi", "Tove", "scanner"] {
        assert!(!ran.stdout().contains(gone), "{}", ran.stdout());
    }
}

#[test]
fn analyse_explains_itself_and_keeps_it_in_the_audit() {
    let ran = Run::new("analyse fixtures/hotel-group.vtt --explain --out out").ends(0);
    assert!(
        ran.stderr().contains("WebVTT with voices (Teams)") && ran.stderr().contains("verbatim"),
        "{}",
        ran.stderr()
    );
    let audit: Value = serde_json::from_str(&ran.read("out/audit.json")).unwrap();
    assert_eq!(audit["read"][0]["encoding"], "UTF-8");
    assert_eq!(audit["read"][0]["verbatim"], "clean");
}

#[test]
fn copies_are_utf_8_with_a_mark_where_there_was_another_encoding() {
    let said = "Zo\u{eb}: Hi.\r\nB\u{e9}la: Fine.\r\nZo\u{eb}: So.\r\n";
    let utf16: Vec<u8> = said.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let copy = |bytes: Vec<u8>| Run::new("anonymise a.txt --out b.txt -q").file("a.txt", bytes).ends(0).read("b.txt");
    let expected = copy(said.as_bytes().to_vec());
    let people = expected.replace(": Hi.", "").replace(": Fine.", "").replace(": So.", "");
    let labels: Vec<&str> = people.split_terminator("\r\n").collect();
    assert!(labels[0] == labels[2] && labels[0] != labels[1] && labels[0].starts_with("Participant "), "{expected}");
    assert_eq!(copy(format!("\u{feff}{said}").into_bytes()), format!("\u{feff}{expected}"));
    assert_eq!(copy(utf16), format!("\u{feff}{expected}"));
}

/// The copy of a fixture of a format.
fn copy(name: &str, options: &str) -> String {
    Run::new(&format!("anonymise fixtures/formats/{name} --out copy {options} -q")).ends(0).read("copy")
}

#[test]
fn times_are_kept_shifted_or_dropped() {
    assert!(copy("zoom.vtt", "").contains("00:00:21.000 --> 00:00:25.500"));
    let shifted = copy("zoom.vtt", "--times shift");
    assert!(shifted.contains("00:00:00.000 --> 00:00:04.500\n") && shifted.contains("00:00:04.900 -->"), "{shifted}");
    let dropped = copy("zoom.vtt", "--times drop");
    assert_eq!(dropped.matches("00:00:00.000 --> 00:00:00.000\n").count(), 8);

    assert!(copy("tactiq.txt", "--times shift").starts_with("[00:00:00] Moderator: "));
    assert!(copy("tactiq.txt", "--times drop").starts_with("Moderator: Good"));
    assert!(copy("zoom_tabs.txt", "--times drop").starts_with("Moderator: Welcome"));
    assert!(copy("otter.txt", "--times drop").starts_with("Moderator:\nGood"), "{}", copy("otter.txt", "--times drop"));
    assert!(copy("rev.txt", "--times drop").starts_with("Moderator:\nGood"), "{}", copy("rev.txt", "--times drop"));

    let shifted = copy("whisperx.json", "--times shift");
    assert!(shifted.contains("\"start\": 0.00, \"end\": 2.5,"), "{shifted}");
    assert!(copy("aws.json", "--times drop").contains("\"start_time\":\"0.0\""));
    assert!(copy("assemblyai.json", "--times shift").contains("\"start\": 0, \"end\": 650"));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let copy = || {
        Run::new("anonymise fixtures/formats/corners.docx --out b.docx -q").ends(0).files("").remove("b.docx").unwrap()
    };
    assert_eq!(copy(), copy());
}

#[test]
fn what_hides_in_a_document_is_removed_and_said() {
    let ran = Run::new("anonymise fixtures/formats/corners.docx --out b.docx").ends(0);
    for said in ["document properties", "comments", "headers", "hidden text", "tracked deletion", "pictures"] {
        assert!(ran.stderr().contains(said), "no `{said}` in {}", ran.stderr());
    }
}

#[test]
fn files_without_words_to_read_are_refused_with_what_to_do() {
    let refused = |name: &str, bytes: &[u8], says: &str| {
        let ran = Run::new(&format!("inspect {name}")).file(name, bytes).ends(1);
        assert!(ran.stderr().contains(says), "no `{says}` in {}", ran.stderr());
    };
    let old = |stream: &str| {
        let stream = stream.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), vec![0; 600], stream].concat()
    };
    refused("a.doc", &old("WordDocument"), "save it as .docx first");
    refused("a.xls", &old("Workbook"), "save it as .xlsx first");
    refused("a.docx", &old("EncryptedPackage"), "password");
    refused("a.pdf", b"%PDF-1.7", "PDF");
    refused("a.mp4", b"\0\0\0\x18ftypmp42", "transcribe it first");
    refused("a.m4a", b"\0\0\0\x18ftypM4A ", "transcribe it first");
    refused("a.docx", b"PK\x03\x04nothing", "damaged");
    refused("a.txt", "Ana: hi\nLee: \0\n".as_bytes(), "NUL");
    refused("a.json", b"{\"a\": 1}", "JSON of an unknown make");
    let ran = Run::new("inspect fixtures/formats/teams_plain.txt").ends(1);
    assert!(ran.stderr().contains("times but no names"), "{}", ran.stderr());
}
