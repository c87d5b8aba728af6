//! Captions and labelled text from disk to a transcript, per byte of the file. The bar is 100 MB/s on one core.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use undertone::read::Source;

const TALK: [&str; 6] = [
    "So what I would say is that the desk works for the guests most of the time and for us some of it",
    "I suppose it does, in a way, but then we were never told why the second form came in at all",
    "Right.",
    "We put the number in twice because the system will not let you go on before you have, and that is that",
    "Does it help them? It helps the people upstairs who count the numbers, I would not say more than that.",
    "Yes, mostly, as long as nobody rings about a Sunday, because then there is nobody who can look it up",
];

const PEOPLE: [&str; 7] =
    ["Amal Haddad", "Bronwen Tudor", "Kwabena Osei", "Petra Lind", "Hamish Orr", "Ngozi Bello", "Tove Berg"];

/// About `size` bytes of a talk, each cue or line written by `line` from its number, speaker and words.
fn talk(size: usize, start: &str, line: impl Fn(usize, &str, &str) -> String) -> String {
    let mut text = start.to_owned();
    let mut number = 0;
    while text.len() < size {
        number += 1;
        text.push_str(&line(number, PEOPLE[number / 3 % PEOPLE.len()], TALK[number % TALK.len()]));
    }
    text
}

fn times(number: usize) -> String {
    let clock = |at: usize| format!("{:02}:{:02}:{:02}.000", at / 3600 % 100, at / 60 % 60, at % 60);
    format!("{} --> {}", clock(number * 4), clock(number * 4 + 3))
}

fn captions(criterion: &mut Criterion) {
    const SIZE: usize = 8 << 20;
    let files = [
        (
            "teams.vtt",
            talk(SIZE, "WEBVTT\n\n", |number, name, words| {
                format!("{number}\n{}\n<v {name}>{words}</v>\n\n", times(number))
            }),
        ),
        (
            "zoom.vtt",
            talk(SIZE, "WEBVTT\n\n", |number, name, words| format!("{number}\n{}\n{name}: {words}\n\n", times(number))),
        ),
        ("labelled.txt", talk(SIZE, "", |_, name, words| format!("{name}: {words}\n"))),
    ];
    let folder = std::env::temp_dir();
    let mut group = criterion.benchmark_group("captions");
    group.sample_size(10);
    for (name, text) in files {
        let path: PathBuf = Path::new(&folder).join(format!("undertone-bench-{name}"));
        #[expect(clippy::disallowed_methods, reason = "a benchmark makes its files")]
        fs::write(&path, &text).expect("the temporary folder can be written");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |it| {
            it.iter(|| {
                let mut source = Source::open(&path, &[]).expect("it is a transcript");
                black_box(source.next_transcript().expect("it can be read")).map(|it| it.turns.len())
            });
        });
        let _ = fs::remove_file(&path);
    }
    group.finish();
}

criterion_group!(benches, captions);
criterion_main!(benches);
