//! Measures how fast the codebooks are made ready and how fast they tag: `cargo run --release --example speed_themes -- FILE...`.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example reads files and reports")]
#![allow(clippy::cast_precision_loss, clippy::format_push_string, reason = "counts are small, and so is the model")]

mod themes_cases;

use std::path::Path;
use std::time::Instant;

use undertone::text::Text;
use undertone::themes::Codebooks;

fn main() {
    let start = Instant::now();
    let codebooks = Codebooks::built_in();
    println!("ready after {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let cases: Vec<_> = std::env::args().skip(1).flat_map(|path| themes_cases::read(Path::new(&path))).collect();
    let texts: Vec<&Text> = cases.iter().map(|case| &case.text).collect();
    let bytes: usize = texts.iter().map(|text| text.as_str().len()).sum();
    let rounds = 2_000_000 / bytes.max(1) + 1;
    let time = |what: &str, work: &mut dyn FnMut(&Text) -> usize| {
        let start = Instant::now();
        let mut n = 0;
        for _ in 0..rounds {
            n += texts.iter().map(|text| work(text)).sum::<usize>();
        }
        let mb = (bytes * rounds) as f64 / 1e6;
        println!("{what}: {:.1} MB/s ({n} found)", mb / start.elapsed().as_secs_f64());
    };
    time("tokenising", &mut |text| Text::new(text.as_str()).tokens().len());
    time("cue phrases", &mut |text| codebooks.cue_scores(None, text).len());
    time("tagging", &mut |text| codebooks.tag(None, text).len());
}
