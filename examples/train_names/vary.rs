//! The same rows with other names, and as a recogniser writes them.

use std::collections::{HashMap, HashSet};

use crate::rows::{Label, Marked, Row};

/// How often a name is one that no list has.
const UNHEARD: f64 = 0.3;

/// Times that a row of our own is varied each time.
const OWN: usize = 2;

/// How often a row of the corpora is also shown without capitals: posts without them are not how people talk.
const SMALL: f64 = 0.1;

/// How often a name that is put in is an everyday word too.
const RARELY: f64 = 0.03;

/// The same in sentences of ours, which show such words as words too.
const SOMETIMES: f64 = 0.05;

/// The same where people are known.
const OFTEN: f64 = 0.2;

/// How often a row is read as in a session in which people are known.
const KNOWING: f64 = 0.5;

/// Numbers that look random and are the same each time.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn happens(&mut self, chance: f64) -> bool {
        self.share() < chance
    }

    #[expect(clippy::cast_possible_truncation, reason = "below the length of a list")]
    fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }

    fn one<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// Words with the sums of their weights, to draw from.
struct Drawn {
    words: Vec<String>,
    sums: Vec<f64>,
}

impl Drawn {
    /// The rows of a list with numbers; a step of the number counts `factor` times.
    fn read(path: &str, factor: f64, keep: impl Fn(&str) -> bool) -> Self {
        let raw = std::fs::read_to_string(path).unwrap();
        let mut drawn = Drawn { words: Vec::new(), sums: Vec::new() };
        let mut sum = 0.0;
        for line in raw.lines().filter(|line| !line.starts_with('#')) {
            let (word, number) = line.split_once('\t').unwrap_or((line, "1"));
            if keep(word) {
                sum += factor.powi(number.parse().unwrap_or(1));
                drawn.words.push(word.to_owned());
                drawn.sums.push(sum);
            }
        }
        drawn
    }

    fn one(&self, random: &mut Random) -> &str {
        let at = random.share() * self.sums.last().unwrap();
        &self.words[self.sums.partition_point(|&sum| sum <= at).min(self.words.len() - 1)]
    }

    fn any(&self, random: &mut Random) -> &str {
        let words: &[String] = &self.words;
        random.one::<String>(words)
    }
}

/// The names that are put in.
pub(crate) struct Names {
    given: Drawn,
    family: Drawn,
    short: Drawn,
    /// Words that are borne as names.
    ambiguous: HashSet<String>,
    /// How often such a word is put in.
    often: f64,
    /// Given names that are everyday words too: `will`, `mark`, `grace`.
    words: Drawn,
    places: Drawn,
    trades: Drawn,
    /// Words that end the names of buildings and sites.
    heads: Drawn,
    /// English words that are neither everyday ones nor rare: firms, sites and tools are called by them.
    things: Drawn,
}

impl Names {
    pub(crate) fn read(root: &str) -> Self {
        let path = |name: &str| format!("{root}/lexicons/{name}");
        let raw = std::fs::read_to_string(path("words/common.tsv")).unwrap();
        let ranks: HashMap<&str, u8> = raw
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(word, rank)| (word, rank.parse().unwrap_or(9)))
            .collect();
        // The commonest words are names of record too: `the`, `to`, `in`.
        let rare = |word: &str| ranks.get(word).is_none_or(|&rank| rank >= 3) && word.chars().count() >= 2;
        let words = Drawn::read(&path("names/given.tsv"), 1.6, |word| ranks.get(word).is_some_and(|&rank| rank < 5));
        Names {
            often: RARELY,
            ambiguous: words.words.iter().cloned().collect(),
            words,
            given: Drawn::read(&path("names/given.tsv"), 2.2, rare),
            family: Drawn::read(&path("names/family.tsv"), 2.2, rare),
            short: Drawn::read(&path("names/nicknames-more.tsv"), 1.0, rare),
            places: Drawn::read(&path("places/cities.tsv"), 3.0, rare),
            trades: Drawn::read(&path("organisations/trades.txt"), 1.0, |_| true),
            heads: Drawn::read(&path("places/heads.txt"), 1.0, |_| true),
            things: Drawn::read(&path("words/common.tsv"), 1.0, |word| {
                ranks.get(word).is_some_and(|rank| (3..=5).contains(rank)) && (3..8).contains(&word.len())
            }),
        }
    }

    fn given(&self, random: &mut Random) -> String {
        if random.happens(self.often) {
            return capital(self.words.one(random));
        }
        let word = match random.below(20) {
            0..11 => self.given.one(random),
            11..17 => self.given.any(random),
            _ => self.short.any(random),
        };
        if random.happens(UNHEARD) { capital(&unheard(word, random)) } else { capital(word) }
    }

    fn family(&self, random: &mut Random) -> String {
        let word = if random.happens(0.6) { self.family.one(random) } else { self.family.any(random) };
        if random.happens(UNHEARD) {
            return capital(&unheard(word, random));
        }
        if random.happens(0.03) {
            return format!("{}-{}", capital(word), capital(self.family.one(random)));
        }
        capital(word)
    }

    fn full(&self, random: &mut Random) -> String {
        let between = match random.below(40) {
            0 => " de ".to_owned(),
            1 => format!(" {}. ", char::from(b'A' + u8::try_from(random.below(26)).unwrap())),
            2 => format!(" {} ", self.given(random)),
            _ => " ".to_owned(),
        };
        format!("{}{between}{}", self.given(random), self.family(random))
    }

    fn place(&self, random: &mut Random) -> String {
        if random.happens(0.25) {
            return format!("{} {}", self.called(random), capital(self.heads.any(random)));
        }
        self.town(random)
    }

    /// What a firm or a site may be called by: a word, a family, a town, or a word that no list has.
    fn called(&self, random: &mut Random) -> String {
        match random.below(10) {
            0..4 => capital(self.things.any(random)),
            4..6 => self.family(random),
            6..8 => self.town(random),
            _ => capital(&unheard(self.things.any(random), random)),
        }
    }

    /// A tool that a firm made for itself or nobody has listed: it stays readable.
    fn tool(&self, random: &mut Random) -> String {
        let thing = |random: &mut Random| capital(self.things.any(random));
        match random.below(10) {
            0..4 => format!("{}{}", thing(random), thing(random)),
            4..6 => format!("{}{}", thing(random), self.things.any(random)),
            6 => thing(random),
            7 => capital(&unheard(self.things.any(random), random)),
            8 => format!("{} {}", thing(random), thing(random)),
            _ => self.things.any(random).chars().take(4).collect::<String>().to_uppercase(),
        }
    }

    fn town(&self, random: &mut Random) -> String {
        let word = if random.happens(0.7) { self.places.one(random) } else { self.places.any(random) };
        word.split(' ').map(capital).collect::<Vec<_>>().join(" ")
    }

    fn firm(&self, random: &mut Random) -> String {
        let first = self.called(random);
        let trade = capital(self.trades.any(random));
        match random.below(12) {
            0 => first,
            1 => format!("{first} and {}", self.family(random)),
            2 => format!("{first} & {}", self.called(random)),
            3..6 => format!("{first} {} {trade}", self.called(random)),
            6 => format!("{first} {trade} and {}", capital(self.trades.any(random))),
            _ => format!("{first} {trade}"),
        }
    }

    /// A name for the place `{slot}` of a sentence of ours.
    fn of(&self, slot: &str, random: &mut Random) -> Option<(String, Option<Label>)> {
        let person = |name: String| Some((name, Some(Label::Person)));
        match slot {
            "given" => person(self.given(random)),
            "family" => person(self.family(random)),
            "full" => person(self.full(random)),
            "initials" => {
                let letter = |random: &mut Random| char::from(b'A' + u8::try_from(random.below(26)).unwrap());
                person(format!("{}{}", letter(random), letter(random)))
            }
            "place" => Some((self.place(random), Some(Label::Place))),
            "firm" => Some((self.firm(random), Some(Label::Firm))),
            "tool" => Some((self.tool(random), None)),
            _ => None,
        }
    }
}

/// A name like `name` that no list has: a letter or two changed, one more, or an end put on.
fn unheard(name: &str, random: &mut Random) -> String {
    let vowel = |c: char| "aeiou".contains(c);
    let mut letters: Vec<char> = name.chars().collect();
    for _ in 0..=random.below(2) {
        let at = random.below(letters.len());
        let same: Vec<char> = ('a'..='z').filter(|&c| vowel(c) == vowel(letters[at]) && c != letters[at]).collect();
        letters[at] = *random.one(&same);
    }
    let ends = ["a", "o", "e", "i", "ani", "elo", "ira", "wen", "osh", "un", "ato", "eni"];
    if letters.len() < 6 || random.happens(0.3) {
        letters.extend(random.one(&ends).chars());
    }
    letters.into_iter().collect()
}

/// With its first letter, and those behind a hyphen or apostrophe, as capitals.
fn capital(word: &str) -> String {
    let mut start = true;
    let mut capital = String::with_capacity(word.len());
    for c in word.chars() {
        if start {
            capital.extend(c.to_uppercase());
        } else {
            capital.push(c);
        }
        start = matches!(c, '-' | '\'' | '\u{2019}');
    }
    match capital.strip_prefix("Mc") {
        Some(rest) if rest.len() > 2 => format!("Mc{}", self::capital(rest)),
        _ => capital,
    }
}

/// What training sees of one row this time; of what we wrote ourselves, since it is how people talk, twice as much.
pub(crate) fn varied(row: &Row, names: &mut Names, random: &mut Random) -> Vec<Row> {
    let times = if row.own { OWN } else { 1 };
    let mut all = Vec::new();
    for _ in 0..times {
        names.often = if row.open { SOMETIMES } else { RARELY };
        all.extend(copies(row, names, random));
        if random.happens(KNOWING) {
            names.often = OFTEN;
            let mut knowing = copies(row, names, random);
            for row in &mut knowing {
                row.know(names, random);
            }
            all.extend(knowing);
        }
    }
    all
}

fn copies(row: &Row, names: &Names, random: &mut Random) -> Vec<Row> {
    if row.open {
        let filled = fill(row, names, random);
        let again = fill(row, names, random);
        let heard = heard(&fill(row, names, random), random, 0.7);
        return vec![filled, again, heard];
    }
    let swaps = row.spans.iter().any(|span| row.own || span.label == Label::Person);
    let mut all = vec![row.clone()];
    let small = |random: &mut Random| row.own || random.happens(SMALL);
    if swaps {
        all.push(renamed(row, names, random));
        all.push(renamed(row, names, random));
        if small(random) {
            all.push(heard(&renamed(row, names, random), random, 0.7));
        }
    }
    if small(random) {
        all.push(heard(row, random, 0.7));
    }
    all
}

impl Row {
    /// Takes some of its names for those of people who are known, and some words that are names of others.
    fn know(&mut self, names: &Names, random: &mut Random) {
        let mut known: Vec<String> = Vec::new();
        for span in self.spans.iter().filter(|span| span.label == Label::Person) {
            if random.happens(0.7) {
                known.extend(self.text[span.start..span.end].split([' ', '-']).map(str::to_lowercase));
            }
        }
        if random.happens(0.5) {
            let words = self.text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
            let others: Vec<String> = words.filter(|word| names.ambiguous.contains(word)).collect();
            known.extend(others.into_iter().filter(|_| random.happens(0.5)));
        }
        self.known = known;
    }
}

/// A sentence of ours with names in its places.
fn fill(row: &Row, names: &Names, random: &mut Random) -> Row {
    let mut filled = row.clone();
    let mut from = 0;
    while let Some(start) = filled.text[from..].find('{').map(|at| from + at) {
        let end = start + filled.text[start..].find('}').unwrap_or_else(|| panic!("no `}}` in {}", row.text));
        let slot = filled.text[start + 1..end].to_owned();
        let (name, label) = names.of(&slot, random).unwrap_or_else(|| panic!("no names for {slot}"));
        filled.replace(start, end + 1, &name);
        filled.spans.extend(label.map(|label| Marked { start, end: start + name.len(), label }));
        from = start + name.len();
    }
    filled
}

/// The row with other people's names.
fn renamed(row: &Row, names: &Names, random: &mut Random) -> Row {
    let mut renamed = row.clone();
    for at in 0..renamed.spans.len() {
        let Marked { start, end, label } = renamed.spans[at].clone();
        if label != Label::Person && (!row.own || random.happens(0.5)) {
            continue;
        }
        let old = renamed.text[start..end].to_owned();
        let words = old.split_whitespace().count();
        let name = match (label, words) {
            (Label::Place, _) => names.place(random),
            (Label::Firm, 1) => names.called(random),
            (Label::Firm, _) => names.firm(random),
            (_, 1) if random.happens(0.85) => names.given(random),
            (_, 1) => names.family(random),
            _ => names.full(random),
        };
        let name = if old.chars().any(char::is_uppercase) { name } else { name.to_lowercase() };
        let spans = renamed.spans.clone();
        renamed.replace(start, end, &name);
        renamed.spans = spans;
        renamed.spans[at].end = start + name.len();
        for span in &mut renamed.spans[at + 1..] {
            span.start = span.start + name.len() - old.len();
            span.end = span.end + name.len() - old.len();
        }
    }
    renamed
}

/// The row in lower case; with the chance `bare` also without marks, as a recogniser writes it.
pub(crate) fn heard(row: &Row, random: &mut Random, bare: f64) -> Row {
    let bare = random.happens(bare);
    let mut text = String::with_capacity(row.text.len());
    let mut places = vec![0; row.text.len() + 1];
    let chars: Vec<(usize, char)> = row.text.char_indices().collect();
    for (nth, &(at, c)) in chars.iter().enumerate() {
        places[at] = text.len();
        let inner = |step: usize| nth.checked_add_signed(step.cast_signed()).and_then(|it| chars.get(it));
        let before = nth.checked_sub(1).and_then(|it| chars.get(it)).is_some_and(|(_, c)| c.is_alphanumeric());
        let joins = before && inner(1).is_some_and(|(_, c)| c.is_alphanumeric());
        if bare && !c.is_alphanumeric() && !c.is_whitespace() {
            match c {
                '\'' | '\u{2019}' if joins => text.push('\''),
                '-' if joins && random.happens(0.5) => text.push('-'),
                '@' => text.push('@'),
                _ => text.push(' '),
            }
        } else {
            text.extend(c.to_lowercase());
        }
    }
    places[row.text.len()] = text.len();
    let moved = |span: &Marked| Marked { start: places[span.start], end: places[span.end], label: span.label };
    Row { spans: row.spans.iter().map(moved).collect(), text, ..Row::default() }
}
