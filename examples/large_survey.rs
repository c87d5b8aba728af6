//! Writes a large survey of invented answers to standard output, for measuring speed and memory:
//! `cargo run --release --example large_survey -- 2000000 > large.csv` gives about 400 MB.
//!
//! The same number gives the same bytes. It reads nothing.

#![allow(clippy::print_stderr, reason = "an example tells how it is called")]

use std::io::{self, BufWriter, Write};

const DEPARTMENTS: &[&str] = &["Support", "Stores", "Front line", "Back office", "Drivers", "Kitchen"];
const SITES: &[&str] = &["Harbour", "Hillside", "Quarry", "Riverside", "Old Mill"];
const TENURES: &[&str] = &["<1", "1-2", "3-5", "6-10", "11+"];
const OPENINGS: &[&str] =
    &["Mostly yes, but", "No,", "Honestly,", "I suppose so;", "Yes, and", "As far as I can see,", "In theory."];
const MIDDLES: &[&str] = &[
    "the form asks for things that no customer wants to tell us",
    "nobody told the evening team before the leaflet went out",
    "we are measured on how fast we hang up",
    "customers thank us for calling them back the same day",
    "the new screen will not let me close a case without a code",
    "the promise on the wall is what people ask us about",
    "it works as long as the list is right in the morning",
];
const ENDINGS: &[&str] = &[
    "so I write it on paper first.",
    "and that is what I would change.",
    "ask {} about it, who has seen it all.",
    "which is fine by me.",
    "and my customers notice.",
    "but it is getting better since the spring, little by little.",
    "ring me on 01632 96{} if you want the whole story.",
];
const GIVEN: &[&str] = &["Ada", "Bram", "Cleo", "Dov", "Esi", "Finn", "Gwen", "Hugo", "Ines", "Jory", "Kofi", "Lena"];
const FAMILY: &[&str] =
    &["Abbot", "Birk", "Castell", "Dunmore", "Eklund", "Farrow", "Gideon", "Harkness", "Ibsen", "Jessop"];

fn main() -> io::Result<()> {
    let Some(rows) = std::env::args().nth(1).and_then(|it| it.parse::<u64>().ok()) else {
        eprintln!("give the number of rows");
        return Ok(());
    };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    writeln!(
        out,
        "Response ID,Email,Department,Site,Tenure,Score,Does our promise work for your customers?,What would you change?"
    )?;
    let mut state = 1_u64;
    for row in 0..rows {
        // A linear congruence is all the chance that invented answers need.
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or(0) % below
        };
        let mut pick = |list: &[&'static str]| list[next(list.len())];
        let name = format!("{} {}", pick(GIVEN), pick(FAMILY));
        let email = format!("{}.{row}@works.example", name.to_lowercase().replace(' ', "."));
        write!(out, "R_{row:08x}q,{email},{},{},{},", pick(DEPARTMENTS), pick(SITES), pick(TENURES))?;
        let answer = |pick: &mut dyn FnMut(&[&'static str]) -> &'static str| {
            let ending = pick(ENDINGS).replace("96{}", &format!("{:06}", 960_000 + row % 1000)).replace("{}", &name);
            format!("{} {} {ending}", pick(OPENINGS), pick(MIDDLES))
        };
        let (first, second) = (answer(&mut pick), answer(&mut pick));
        writeln!(out, "{},\"{first}\",\"{second}\"", row % 11)?;
    }
    out.flush()
}
