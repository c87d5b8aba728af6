//! What no compiler checks: data flows one way, and words stay in `lexicons/`.

use std::fs;
use std::path::{Path, PathBuf};

/// What each module may use. A new module needs a row.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("error", &[]),
    ("transcript", &["text"]),
    ("lexicons", &["error", "text"]),
    ("read", &["error", "lexicons", "text", "transcript"]),
    ("anonymise", &["error", "lexicons", "text", "transcript"]),
    ("themes", &["error", "lexicons", "text", "transcript"]),
    ("assent", &["error", "lexicons", "text", "transcript"]),
    ("coded", &["anonymise", "assent", "text", "themes", "transcript"]),
    ("agreement", &["assent", "coded", "error"]),
    ("export", &["assent", "coded", "text", "themes"]),
    ("findings", &["anonymise", "assent", "coded", "error", "lexicons", "text", "themes", "transcript"]),
    ("render", &["anonymise", "findings", "text", "transcript"]),
    ("verify", &["anonymise"]),
    ("pipeline", &["anonymise", "coded", "error", "findings", "read", "transcript"]),
    ("cli", ALL),
];

const ALL: &[&str] = &[
    "agreement",
    "anonymise",
    "assent",
    "coded",
    "error",
    "export",
    "findings",
    "lexicons",
    "pipeline",
    "read",
    "render",
    "text",
    "themes",
    "transcript",
    "verify",
];

#[test]
fn data_flows_one_way() {
    for (module, allowed) in MAY_USE {
        let sources = sources(module);
        assert!(!sources.is_empty(), "no module `{module}`");
        for (path, text) in sources.into_iter().filter(|(path, _)| !path.ends_with("tests.rs")) {
            for rest in text.split("crate::").skip(1) {
                let used = rest.split(|c: char| c != '_' && !c.is_alphanumeric()).next().unwrap();
                let fine = used == *module || allowed.contains(&used) || used.is_empty();
                assert!(fine, "{}: `{module}` must not use `{used}`", path.display());
            }
        }
    }
}

#[test]
fn every_module_has_a_row() {
    let front = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for line in front.lines() {
        if let Some(module) = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
            assert!(MAY_USE.iter().any(|(name, _)| *name == module), "`{module}` has no row");
        }
    }
}

#[test]
fn only_same_rs_renders_from_transcripts() {
    for (path, text) in sources("render") {
        if !path.ends_with("same.rs") && !path.ends_with("same/copy.rs") {
            for word in ["crate::anonymise", "crate::transcript"] {
                assert!(!text.contains(word), "{}: {word}", path.display());
            }
        }
    }
}

#[test]
fn files_and_functions_stay_small() {
    for (path, text) in rust_files(&root().join("src")) {
        assert!(text.lines().count() <= 600, "{}: split it", path.display());
    }
}

/// The files of a module: `src/NAME.rs` and all below `src/NAME/`.
fn sources(module: &str) -> Vec<(PathBuf, String)> {
    let src = root().join("src");
    let mut sources = rust_files(&src.join(module));
    let file = src.join(format!("{module}.rs"));
    if let Ok(text) = fs::read_to_string(&file) {
        sources.push((file, text));
    }
    sources
}

fn rust_files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            files.push((path, text));
        }
    }
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
