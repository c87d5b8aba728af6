//! What the recogniser looks at: each token's features, hashed into buckets.
//!
//! Sees one text and the lists, no session. A change here asks for training again, by the command beside the weights.

use std::ops::Range;

use crate::anonymise::scan::{Scan, Shape};
use crate::lexicons::Is;
use crate::text::{ByWord, Kind};

/// Buckets that features are hashed into.
pub const BUCKETS: usize = 1 << BITS;

/// The binary logarithm of [`BUCKETS`].
const BITS: u32 = 19;

/// The lists that it knows; a list added elsewhere changes no feature.
const LISTS: &[Is] = &[
    Is::Region,
    Is::Tool,
    Is::Calendar,
    Is::Acronym,
    Is::Plain,
    Is::County,
    Is::Title,
    Is::Nickname,
    Is::Particle,
    Is::BeforePerson,
    Is::PersonVerb,
    Is::SurePersonVerb,
    Is::Kin,
    Is::Opener,
    Is::Street,
    Is::PlaceHead,
    Is::Site,
    Is::Firm,
    Is::Trade,
    Is::Thing,
];

/// Features of a token at most.
pub(super) const MOST: usize = 72;

/// The buckets of one token's features.
#[derive(Clone, Copy, Debug)]
pub struct Sketch {
    buckets: [u32; MOST],
    length: usize,
    /// So many of the first features know the word itself; training hides them now and then.
    own: usize,
}

impl Sketch {
    /// Every bucket.
    pub fn all(&self) -> &[u32] {
        &self.buckets[..self.length]
    }

    /// The buckets of features that do not know the word itself.
    pub fn without_word(&self) -> &[u32] {
        &self.buckets[self.own..self.length]
    }
}

/// What the features ask about one token.
#[derive(Clone, Copy, Default)]
pub(super) struct View {
    /// Of its bare form; 0 beyond the sentence.
    hash: u64,
    /// How it is written, and whether it opens its sentence.
    shape: u64,
    /// The lists' word on names and ordinary words, in few steps.
    class: u64,
    /// Which lists it stands in.
    flags: u64,
}

/// A token with two neighbours on each side.
pub(super) type Window = [View; 5];

/// Calls `each` with every token in `range` and its neighbours, as far as the sentence goes; `views` is room for them.
pub(super) fn windows(
    scan: &Scan<'_>,
    sentence: &Range<usize>,
    range: Range<usize>,
    views: &mut Vec<View>,
    mut each: impl FnMut(usize, &Window),
) {
    let (first, end) = (range.start.saturating_sub(2).max(sentence.start), (range.end + 2).min(sentence.end));
    views.clear();
    views.resize(2 - (range.start - first), View::default());
    views.extend((first..end).map(|at| view(scan, at)));
    views.resize(range.len() + 4, View::default());
    for (place, at) in range.enumerate() {
        if let Some(window) = views[place..].first_chunk() {
            each(at, window);
        }
    }
}

/// The sketches of the tokens in `range`, which lies in one sentence; neighbours are seen as far as the sentence goes.
pub(super) fn sketches(scan: &Scan<'_>, sentence: &Range<usize>, range: Range<usize>, out: &mut Vec<Sketch>) {
    windows(scan, sentence, range, &mut Vec::new(), |at, window| {
        let mut sketch = Sketch { buckets: [0; MOST], length: 0, own: 4 };
        visit::<true, true, true>(scan, sentence, at, window, |bucket| {
            sketch.buckets[sketch.length] = bucket;
            sketch.length += 1;
        });
        out.push(sketch);
    });
}

/// The buckets of the features that ask about nothing but the token's own spelling, whether it opens its sentence, and
/// the case of the text.
pub(super) fn own(scan: &Scan<'_>, at: usize, window: &Window, put: impl FnMut(u32)) {
    visit::<true, false, false>(scan, &(at..at + 1), at, window, put);
}

/// The buckets of the features that ask about one neighbour alone: as the one on the left, on the right, and as those
/// beyond them.
pub(super) fn beside(neighbour: &View) -> [[Option<u32>; 2]; 4] {
    let told = mix(neighbour.class, neighbour.shape);
    let known = |feature: u64| Some(bucket(feature, neighbour.hash));
    [[Some(bucket(19, told)), known(23)], [Some(bucket(20, told)), known(24)], [known(25), None], [known(26), None]]
}

/// The buckets of all other features.
pub(super) fn among(scan: &Scan<'_>, sentence: &Range<usize>, at: usize, window: &Window, put: impl FnMut(u32)) {
    visit::<false, false, true>(scan, sentence, at, window, put);
}

/// Calls `each` with the buckets of a token's features: of those that `own` gives, those that `beside` gives, and the
/// others.
fn visit<const OWN: bool, const BESIDE: bool, const AMONG: bool>(
    scan: &Scan<'_>,
    sentence: &Range<usize>,
    at: usize,
    window: &Window,
    mut each: impl FnMut(u32),
) {
    let [far, left, this, right, farther] = *window;
    let mut put = |wanted: bool, feature: u64, value: u64| {
        if wanted {
            each(bucket(feature, value));
        }
    };
    let facts = scan.facts(at);
    let (case, rank) = (scan.case as u64, u64::from(facts.rank()));
    put(OWN, 1, this.hash);
    put(OWN, 2, mix(this.hash, this.shape));
    put(AMONG, 3, mix(left.hash, this.hash));
    put(AMONG, 4, mix(this.hash, right.hash));
    let affixes = OWN.then(|| affixes(scan.bare(at)));
    affixes.into_iter().flatten().for_each(|(feature, part)| put(OWN, feature, part));
    put(OWN, 12, mix(u64::from(facts.given()) << 8 | rank, this.shape));
    put(OWN, 13, mix(u64::from(facts.family()) << 8 | rank, this.shape));
    put(OWN, 14, mix(u64::from(facts.city()) << 8 | rank, this.shape));
    put(OWN, 15, mix(this.class << 2 | case, this.shape));
    put(OWN, 16, mix(this.flags, this.shape));
    put(AMONG, 17, mix(left.class, this.class) ^ (left.shape & 7) << 3 ^ (this.shape & 7));
    put(AMONG, 18, mix(this.class, right.class) ^ (this.shape & 7) << 3 ^ (right.shape & 7));
    put(BESIDE, 19, mix(left.class, left.shape));
    put(BESIDE, 20, mix(right.class, right.shape));
    put(AMONG, 21, mix(left.flags, this.shape & 7));
    put(AMONG, 22, mix(right.flags, this.shape & 7));
    put(BESIDE, 23, left.hash);
    put(BESIDE, 24, right.hash);
    put(BESIDE, 25, far.hash);
    put(BESIDE, 26, farther.hash);
    put(AMONG, 27, mix(far.hash, left.hash));
    put(AMONG, 28, mix(right.hash, farther.hash));
    put(AMONG, 29, mix(left.hash, right.hash));
    put(AMONG, 30, mix(left.hash, this.class << 4 | this.shape));
    put(AMONG, 31, mix(right.hash, this.class << 4 | this.shape));
    put(AMONG, 32, mix(mix(far.hash, left.hash), this.class));
    put(AMONG, 33, left.shape << 8 | this.shape << 4 | right.shape | case << 12);
    put(AMONG, 34, mix(far.shape << 16 | left.shape << 12 | this.shape << 8 | right.shape << 4 | farther.shape, case));
    put(OWN, 35, mix((scan.bare(at).len().min(9) as u64) << 8 | rank, this.shape));
    let from = (at - sentence.start).min(3) as u64;
    let to = (sentence.end - at).min(3) as u64;
    put(AMONG, 36, mix(from << 2 | to, this.class << 4 | this.shape));
    put(OWN, 37, case);
    let joint = u64::from(facts.given()) << 12 | u64::from(facts.family()) << 8 | u64::from(facts.city()) << 4 | rank;
    put(OWN, 43, mix(joint, case));
    put(AMONG, 44, mix(mix(right.hash, farther.hash), this.class));
    put(AMONG, 45, mix(mix(left.hash, right.hash), this.class));
    put(AMONG, 46, mix(far.hash, this.class));
    put(AMONG, 47, mix(farther.hash, this.class));
    put(AMONG, 48, mix(left.class << 8 | this.class, right.class) ^ (this.shape & 7));
    // What no list has shows by its letters whether it is made like a name.
    if OWN && rank == 0 {
        scan.bare(at).as_bytes().windows(3).take(12).for_each(|part| put(OWN, 49, hash_bytes(part)));
    }
    // Somebody who is known bears the word as a name: whether it is meant as one here is for the neighbours to say.
    if AMONG && scan.words[at].named {
        put(AMONG, 38, this.class << 4 | this.shape);
        put(AMONG, 39, left.hash);
        put(AMONG, 40, right.hash);
        put(AMONG, 41, mix(left.class << 8 | right.class, this.class));
        put(AMONG, 42, mix(left.shape << 4 | right.shape, case));
    }
}

/// The first two and three letters and the last two to four.
fn affixes(word: &str) -> [(u64, u64); 5] {
    let ascii = word.is_ascii();
    let head = |count: usize| match word.get(..count) {
        Some(head) if ascii => head,
        None if ascii => word,
        _ => word.char_indices().nth(count).map_or(word, |(end, _)| &word[..end]),
    };
    let tail = |count: usize| match word.len().checked_sub(count) {
        Some(start) if ascii => &word[start..],
        None if ascii => word,
        _ => word.char_indices().nth_back(count - 1).map_or(word, |(start, _)| &word[start..]),
    };
    [(5, hash(head(2))), (6, hash(head(3))), (7, hash(tail(2))), (8, hash(tail(3))), (9, hash(tail(4)))]
}

/// What the spellings met so far show wherever they stand.
static VIEWS: ByWord<View> = ByWord::new();

fn view(scan: &Scan<'_>, at: usize) -> View {
    let Some(token) = scan.token(at) else { return View::default() };
    let view = VIEWS.get(token, || shown(scan, at, token.kind));
    View { shape: view.shape | u64::from(scan.words[at].first) << 3, ..view }
}

/// What the spelling of a token shows.
fn shown(scan: &Scan<'_>, at: usize, kind: Kind) -> View {
    let word = scan.words[at];
    let facts = word.facts;
    let shape = match (kind, word.shape) {
        (Kind::Number, _) => 5,
        (Kind::Placeholder, _) => 6,
        (Kind::Mark, _) => 7,
        (_, Shape::Lower | Shape::Other) => 0,
        (_, Shape::Capital) => 1,
        (_, Shape::Upper) => 2,
        (_, Shape::Letter) => 3,
        (_, Shape::Mixed) => 4,
    };
    let steps = |number: u8| match number {
        0 => 0,
        1..=2 => 1,
        3..=4 => 2,
        _ => 3_u64,
    };
    let rank = match facts.rank() {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 3,
        4..=5 => 4,
        _ => 5_u64,
    };
    let class = steps(facts.given()) << 5 | steps(facts.family()) << 3 | rank;
    let flags = facts.lists(LISTS) << 1 | u64::from(facts.city() > 0);
    let text = if kind == Kind::Number { "0" } else { scan.bare(at) };
    View { hash: hash(text), shape, class, flags }
}

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(one: u64, other: u64) -> u64 {
    (one.rotate_left(23) ^ other).wrapping_mul(ODD)
}

fn hash(text: &str) -> u64 {
    hash_bytes(text.as_bytes())
}

fn hash_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn bucket(feature: u64, value: u64) -> u32 {
    let mixed = (value ^ feature.wrapping_mul(0xff51_afd7_ed55_8ccd)).wrapping_mul(ODD);
    ((mixed ^ mixed >> 29).wrapping_mul(0xc4ce_b9fe_1a85_ec53) >> (64 - BITS)) as u32
}
