//! Packs the word lists of `lexicons/` into one map from a word to what is known about it.
//!
//! The text files stay the source; the program only embeds the map and each file's header.

#[path = "src/lexicons/lists.rs"]
mod lists;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, error, fs};

use lists::{CITY, FAMILY, GIVEN, Is, LONGEST, RANK};

/// Letters with accents behind the bare letter that the program compares them as.
const ACCENTS: &[(char, &str)] = &[
    ('a', "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"),
    ('c', "çćĉċč"),
    ('d', "ďḋḍḏḑ"),
    ('e', "èéêëēĕėęěẹẻẽếềểễệ"),
    ('g', "ĝğġģǧ"),
    ('h', "ĥḥḧḩẖ"),
    ('i', "ìíîïĩīĭįǐḯỉị"),
    ('j', "ĵǰ"),
    ('k', "ķǩḵ"),
    ('l', "ĺļľḷ"),
    ('m', "ṁṃ"),
    ('n', "ñńņňǹṅṇṉ"),
    ('o', "òóôõöōŏőơǒọỏốồổỗộớờởỡợ"),
    ('r', "ŕŗřṙṛṟ"),
    ('s', "śŝşšșṡṣ"),
    ('t', "ţťțṫṭṯẗ"),
    ('u', "ùúûüũūŭůűųưǔụủứừửữự"),
    ('w', "ŵẁẃẅ"),
    ('y', "ýÿŷȳẏỳỵỷỹ"),
    ('z', "źżžẑẓẕ"),
];

/// A part of the packed facts.
#[derive(Clone, Copy)]
enum Field {
    /// Four bits from this one on: the number in the list's second column, the highest where lists differ.
    Number(u32),
    /// The same for ranks, where the lowest counts; a list without numbers gives 3.
    Rank,
    /// One bit: the word is in the list.
    Flag(Is),
}

/// Every list and what it says.
const LISTS: &[(&str, Field)] = &[
    ("names/given.tsv", Field::Number(GIVEN)),
    ("names/family.tsv", Field::Number(FAMILY)),
    ("words/common.tsv", Field::Rank),
    ("words/dialect.txt", Field::Rank),
    ("words/modern.txt", Field::Rank),
    ("places/cities.tsv", Field::Number(CITY)),
    ("keep/regions.txt", Field::Flag(Is::Region)),
    ("keep/tools.txt", Field::Flag(Is::Tool)),
    ("keep/calendar.txt", Field::Flag(Is::Calendar)),
    ("keep/acronyms.txt", Field::Flag(Is::Acronym)),
    ("keep/words.txt", Field::Flag(Is::Plain)),
    ("keep/phrases.txt", Field::Flag(Is::Plain)),
    ("places/regions.txt", Field::Flag(Is::County)),
    ("names/titles.txt", Field::Flag(Is::Title)),
    ("names/nicknames.tsv", Field::Flag(Is::Nickname)),
    ("names/epithets.txt", Field::Flag(Is::Epithet)),
    ("names/particles.txt", Field::Flag(Is::Particle)),
    ("names/before.txt", Field::Flag(Is::BeforePerson)),
    ("names/verbs.txt", Field::Flag(Is::PersonVerb)),
    ("names/sureverbs.txt", Field::Flag(Is::SurePersonVerb)),
    ("names/kin.txt", Field::Flag(Is::Kin)),
    ("names/openers.txt", Field::Flag(Is::Opener)),
    ("places/streets.txt", Field::Flag(Is::Street)),
    ("places/surestreets.txt", Field::Flag(Is::SureStreet)),
    ("places/streets-abroad.txt", Field::Flag(Is::StreetAbroad)),
    ("places/heads.txt", Field::Flag(Is::PlaceHead)),
    ("places/sites.txt", Field::Flag(Is::Site)),
    ("places/suresites.txt", Field::Flag(Is::SureSite)),
    ("organisations/firms.txt", Field::Flag(Is::Firm)),
    ("organisations/trades.txt", Field::Flag(Is::Trade)),
    ("organisations/before.txt", Field::Flag(Is::BeforeFirm)),
    ("words/things.txt", Field::Flag(Is::Thing)),
    ("words/suretoolverbs.txt", Field::Flag(Is::ToolVerb)),
    ("names/courtesy.txt", Field::Flag(Is::Courtesy)),
];

type Facts = BTreeMap<String, u64>;

#[expect(clippy::disallowed_methods, reason = "a build script reads lists and writes what it made of them")]
fn main() -> Result<(), Box<dyn error::Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/lexicons/lists.rs");
    println!("cargo:rerun-if-changed=lexicons");
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("lexicons");
    let out = PathBuf::from(env::var("OUT_DIR")?);

    let mut facts = Facts::new();
    let mut headers = String::from("&[\n");
    for (path, field) in LISTS {
        let text = fs::read_to_string(folder.join(path)).map_err(|error| format!("{path}: {error}"))?;
        let header: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
        writeln!(headers, "    Embedded {{ path: {:?}, text: {:?} }},", path, header.join("\n"))?;
        for line in text.lines().skip(header.len()).filter(|line| !line.is_empty()) {
            add(&mut facts, *field, line);
        }
    }
    headers.push(']');
    fs::write(out.join("headers.rs"), headers)?;
    write_map(&out.join("facts.fst"), &facts)
}

/// Notes one entry, and with its first word how long it is.
fn add(facts: &mut Facts, field: Field, line: &str) {
    let (entry, column) = line.split_once('\t').unwrap_or((line, ""));
    let words = words(&normal(entry));
    let Some(first) = words.first() else { return };
    let length = words.len().min(15) as u64;
    let known = facts.entry(first.clone()).or_default();
    let longest = (*known >> LONGEST & 15).max(length);
    put(known, LONGEST, longest);
    let known = facts.entry(words.join(" ")).or_default();
    match field {
        Field::Flag(list) => *known |= 1 << (list as u32),
        Field::Number(shift) => put(known, shift, number(column, 1).max(*known >> shift & 15)),
        Field::Rank => {
            let rank = number(column, 3);
            let before = *known >> RANK & 15;
            put(known, RANK, if before == 0 { rank } else { rank.min(before) });
        }
    }
}

/// The number in a list's second column, or what stands for none.
fn number(column: &str, without: u64) -> u64 {
    column.trim().parse::<u64>().unwrap_or(without).clamp(1, 15)
}

fn put(known: &mut u64, shift: u32, number: u64) {
    *known = *known & !(15 << shift) | number << shift;
}

/// Lower case, without accents, with straight apostrophes, as `text::normal_form` has it.
fn normal(entry: &str) -> String {
    let bare = |c: char| match c {
        '\u{2019}' | '\u{2018}' | '\u{02bc}' => Some('\''),
        '\u{300}'..='\u{36f}' => None,
        c if c.is_ascii() => Some(c),
        c => Some(ACCENTS.iter().find(|(_, accented)| accented.contains(c)).map_or(c, |(bare, _)| *bare)),
    };
    entry.to_lowercase().chars().filter_map(bare).collect()
}

/// Cuts an entry as the program's tokeniser cuts a text: marks are words of their own.
fn words(entry: &str) -> Vec<String> {
    let chars: Vec<char> = entry.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut inside = false;
    for (at, &c) in chars.iter().enumerate() {
        let between = |inner: fn(char) -> bool| {
            at.checked_sub(1).and_then(|before| chars.get(before)).is_some_and(|&c| inner(c))
                && chars.get(at + 1).is_some_and(|&c| inner(c))
        };
        let joins = matches!(c, '\'' | '.' | ':' | '\u{b7}') && between(char::is_alphabetic)
            || matches!(c, '\'' | '.' | ',') && between(char::is_numeric);
        if c.is_whitespace() {
            inside = false;
        } else if c.is_alphanumeric() || c == '_' || joins {
            match words.last_mut().filter(|_| inside) {
                Some(word) => word.push(c),
                None => words.push(c.to_string()),
            }
            inside = true;
        } else {
            words.push(c.to_string());
            inside = false;
        }
    }
    words
}

#[expect(clippy::disallowed_methods, reason = "a build script writes what it made")]
fn write_map(path: &Path, facts: &Facts) -> Result<(), Box<dyn error::Error>> {
    let mut map = fst::MapBuilder::memory();
    for (word, packed) in facts {
        map.insert(word, *packed)?;
    }
    fs::write(path, map.into_inner()?)?;
    Ok(())
}
