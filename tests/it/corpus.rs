//! Everything the fuzzers start from or once found goes through its reader again, on stable Rust.

use std::fs;
use std::path::Path;

#[expect(unreachable_pub, reason = "the fuzz targets, another crate, call it too")]
#[path = "../../fuzz/readers.rs"]
mod readers;

#[test]
fn what_fuzzers_know_breaks_no_reader() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let mut replayed = 0;
    for kept in ["corpus", "found"] {
        let Ok(targets) = fs::read_dir(root.join(kept)) else { continue };
        for target in targets {
            let target = target.unwrap();
            for input in fs::read_dir(target.path()).unwrap() {
                readers::read(&target.file_name().to_string_lossy(), &fs::read(input.unwrap().path()).unwrap());
                replayed += 1;
            }
        }
    }
    assert!(replayed > 60, "{replayed}");
}
