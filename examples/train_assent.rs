//! Trains the learned part of the reluctant-yes scorer:
//! `cargo run --release --example train_assent -- OURS.jsonl... --circa TRAIN.jsonl DEV.jsonl [--write models/assent.bin]`.
//!
//! Without `--write` it measures: each of our files by a model that has not seen it; Circa's questions of the second
//! file, none of which the first has; and each situation of Circa by a model that has seen only the others. The
//! same rows give the same weights. Rows are read, counted and forgotten; none is written anywhere.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a training program prints and may stop"
)]

mod assent_rows;

use std::collections::BTreeSet;

use assent_rows::figures::Figures;
use assent_rows::{Row, Wanted, read};
use rayon::prelude::*;
use undertone::assent::{Assent, BUCKETS, COLUMNS, IN_TALK, OF_OUTCOMES, OUTCOMES, Parts, ROW, Scorer};

/// Times that the rows are gone through.
const EPOCHS: usize = 6;
/// The first step; later ones shrink for each feature as it is met.
const STEP: f32 = 0.03;
/// How strongly weights are drawn towards nothing.
const SHRINK: f32 = 1e-3;
/// The same in small talk, of which there are far more rows.
const SHRINK_IN_TALK: f32 = 1e-2;
/// Training sees our rows with a part of the lists hidden, a different part each time.
const SEEDS: std::ops::Range<u64> = 0..4;
/// What those sketches of a row of ours weigh together that show it as a recogniser writes it.
const BARE: f32 = 0.25;
/// A feature met in fewer sketches is dropped; a row of ours gives some, so one row alone teaches no word.
const LEAST: u32 = 8;
/// The same in small talk, where a row gives one.
const LEAST_IN_TALK: u32 = 3;
/// What a row of Circa weighs beside ours where talk about work is taught.
const CIRCA: f32 = 0.3;
/// The same where the two are told apart.
const TALK: f32 = 0.1;

const WIDTH: usize = OUTCOMES.len();
const IN: usize = IN_TALK.len();

/// A row as training sees it.
struct Example {
    sketch: Vec<(usize, u8)>,
    wanted: Vec<Wanted>,
    /// Whether it is a row of Circa.
    talk: bool,
    weight: f32,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |flag: &str, most: usize| -> Vec<&String> {
        let at = arguments.iter().position(|it| it == flag).map_or(arguments.len(), |at| at + 1);
        arguments[at..].iter().take_while(|it| !it.starts_with("--")).take(most).collect()
    };
    let ours: Vec<Vec<Row>> = arguments.iter().take_while(|it| !it.starts_with("--")).map(|path| read(path)).collect();
    let circa: Vec<Vec<Row>> = after("--circa", 2).into_iter().map(|path| read(path)).collect();
    let scorers: Vec<Scorer> = std::iter::once(Scorer::new()).chain(SEEDS.map(Scorer::hiding)).collect();
    let sets: Vec<Vec<Example>> = ours.iter().map(|rows| examples(&scorers, rows, false)).collect();
    let talk: Vec<Vec<Example>> = circa.iter().map(|rows| examples(&scorers[..1], rows, true)).collect();
    if let Some(path) = after("--write", 1).first() {
        let all: Vec<&Example> = sets.iter().flatten().chain(talk.iter().flatten()).collect();
        std::fs::write(path, bytes(&train(&all))).unwrap();
        return;
    }
    cross(&ours, &sets, &talk);
    if let [seen, unseen] = circa.as_slice() {
        let kept: Vec<&Example> = sets.iter().flatten().chain(&talk[0]).collect();
        report("Circa, unseen questions", unseen, &bytes(&train(&kept)));
        situations(&sets, seen, &talk[0]);
    }
}

/// What training sees of `rows`, each with the whole lists and with parts of them; our own also as a recogniser
/// writes them.
fn examples(scorers: &[Scorer], rows: &[Row], talk: bool) -> Vec<Example> {
    let of_row = |row: &Row| -> Vec<Example> {
        let see = |answer, scorers: &[Scorer], weight: f32| -> Vec<Example> {
            #[expect(clippy::cast_precision_loss, reason = "a handful")]
            let weight = weight / scorers.len() as f32;
            let sketches = scorers.iter().filter_map(|scorer| scorer.sketch(&row.asked, answer));
            sketches.map(|sketch| Example { sketch, wanted: row.wanted.clone(), talk, weight }).collect()
        };
        if talk {
            return see(&row.answer, scorers, 1.0);
        }
        let mut seen = see(&row.answer, scorers, 1.0 - BARE);
        seen.extend(see(&row.bare, &scorers[1..3], BARE));
        seen
    };
    rows.par_iter().flat_map_iter(of_row).collect()
}

/// A model before its weights are made small: for each bucket the tag of the feature that has it, and its weights.
type Model = (Vec<u8>, Vec<[f32; COLUMNS]>);

/// For each bucket the tag met most often.
fn tags(examples: &[&Example]) -> Vec<u8> {
    let mut met = vec![0_u32; BUCKETS << 8];
    let features = examples.iter().flat_map(|example| &example.sketch);
    features.for_each(|&(bucket, tag)| met[(bucket << 8) + usize::from(tag)] += 1);
    let most = |met: &[u32]| (1..=u8::MAX).rev().max_by_key(|&tag| met[usize::from(tag)]).unwrap();
    met.chunks(1 << 8).map(most).collect()
}

/// The three models side by side: talk about work, small talk, and which of the two.
///
/// What is said of work borrows from small talk what holds for both: each feature has a weight for all talk and one
/// for its own kind besides.
fn train(examples: &[&Example]) -> Model {
    let tags = tags(examples);
    let features = |example: &Example| {
        let own = example.sketch.iter().filter(|&&(bucket, tag)| tags[bucket] == tag);
        own.map(|&(bucket, _)| bucket).collect::<Vec<usize>>()
    };
    let outcomes = |it: &Example| features(it).into_iter().filter(|&it| it < OF_OUTCOMES).collect::<Vec<usize>>();
    let both = |example: &Example| {
        let own = if example.talk { 2 * BUCKETS } else { BUCKETS };
        outcomes(example).into_iter().flat_map(|it| [it, it + own]).collect::<Vec<usize>>()
    };
    let work = fit(
        &examples.iter().map(|it| (both(it), if it.talk { CIRCA } else { it.weight })).collect::<Vec<_>>(),
        (LEAST, SHRINK),
        |at, scores| slopes(shares(scores), &examples[at].wanted),
    );
    let circa: Vec<&Example> = examples.iter().copied().filter(|example| example.talk).collect();
    let talk = fit(
        &circa.iter().map(|it| (outcomes(it), 1.0)).collect::<Vec<_>>(),
        (LEAST_IN_TALK, SHRINK_IN_TALK),
        |at, scores| slopes_in_talk(shares(scores), &circa[at].wanted),
    );
    let which = fit(
        &examples.iter().map(|it| (features(it), if it.talk { TALK } else { it.weight })).collect::<Vec<_>>(),
        (LEAST, SHRINK),
        |at, [score]: [f32; 1]| [1.0 / (1.0 + (-score).exp()) - if examples[at].talk { 1.0 } else { 0.0 }],
    );
    let side_by_side = |bucket: usize| {
        let work = work[bucket].iter().zip(&work[BUCKETS + bucket]).map(|(all, own)| all + own);
        let row = work.chain(talk[bucket]).chain(which[bucket]);
        row.collect::<Vec<f32>>().try_into().unwrap()
    };
    (tags, (0..BUCKETS).map(side_by_side).collect())
}

/// Logistic regression by adaptive steps: features and weights of `rows`, what a feature needs, and the slopes for
/// the scores of a row.
fn fit<const N: usize>(
    rows: &[(Vec<usize>, f32)],
    (least, shrink): (u32, f32),
    slopes: impl Fn(usize, [f32; N]) -> [f32; N],
) -> Vec<[f32; N]> {
    let mut met = vec![0_u32; 3 * BUCKETS];
    rows.iter().flat_map(|(features, _)| features).for_each(|&it| met[it] += 1);
    let (mut weights, mut steps) = (vec![[0.0_f32; N]; 3 * BUCKETS], vec![[1e-6_f32; N]; 3 * BUCKETS]);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut state = 1_u64;
    for _ in 0..EPOCHS {
        shuffle(&mut order, &mut state);
        for &at in &order {
            let (features, weight) = &rows[at];
            let mut scores = [0.0_f32; N];
            for &it in features {
                scores.iter_mut().zip(&weights[it]).for_each(|(score, weight)| *score += weight);
            }
            let slopes = slopes(at, scores);
            for &it in features.iter().filter(|&&it| met[it] >= least) {
                let (row, steps) = (&mut weights[it], &mut steps[it]);
                for column in 0..N {
                    let slope = weight * (slopes[column] + shrink * row[column]);
                    steps[column] += slope * slope;
                    row[column] -= STEP * slope / steps[column].sqrt();
                }
            }
        }
    }
    weights
}

/// By how much each chance is above what is wanted of it; outcomes wanted together are asked only for their sum.
fn slopes(chances: [f32; WIDTH], wanted: &[Wanted]) -> [f32; WIDTH] {
    let mut slopes = chances;
    for Wanted { outcomes, share } in wanted {
        let right: f32 = chances.iter().zip(outcomes).filter(|(_, it)| **it).map(|(it, _)| it).sum();
        for outcome in (0..WIDTH).filter(|&outcome| outcomes[outcome]) {
            slopes[outcome] -= share * chances[outcome] / right.max(1e-6);
        }
    }
    slopes
}

/// The same in small talk, where nobody was asked how strong a yes is.
fn slopes_in_talk(chances: [f32; IN], wanted: &[Wanted]) -> [f32; IN] {
    let mut slopes = chances;
    for Wanted { outcomes, share } in wanted {
        let label = OUTCOMES.iter().zip(outcomes).find(|(_, it)| **it).map(|((label, _), _)| *label);
        slopes[IN_TALK.iter().position(|it| Some(*it) == label).unwrap()] -= share;
    }
    slopes
}

fn shares<const N: usize>(scores: [f32; N]) -> [f32; N] {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let raised = scores.map(|score| (score - most).exp());
    let total: f32 = raised.iter().sum();
    raised.map(|it| it / total)
}

/// Fisher and Yates with a small generator of its own, so that every run goes the same way.
fn shuffle(order: &mut [usize], state: &mut u64) {
    for at in (1..order.len()).rev() {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(at, ((*state >> 33) % (at as u64 + 1)) as usize);
    }
}

/// The model as the program reads it: the scale, the tag of each bucket, and for each its weights, signed bytes.
#[expect(clippy::cast_possible_truncation, reason = "clamped to a signed byte")]
fn bytes((tags, weights): &Model) -> Vec<u8> {
    let most = weights.as_flattened().iter().fold(1e-6_f32, |most, weight| most.max(weight.abs()));
    let scale = most / 127.0;
    let mut bytes = Vec::with_capacity(4 + BUCKETS * ROW);
    bytes.extend(scale.to_le_bytes());
    let small =
        |row: &[f32; COLUMNS]| row.map(|weight| ((weight / scale).round().clamp(-127.0, 127.0) as i8).cast_unsigned());
    let small: Vec<[u8; COLUMNS]> = weights.iter().map(small).collect();
    // A bucket without weights belongs to no feature.
    bytes.extend(tags.iter().zip(&small).map(|(tag, row)| if *row == [0; COLUMNS] { 0 } else { *tag }));
    bytes.extend(small.as_flattened());
    bytes
}

/// Trains on all of our sets but one, with Circa, and measures on that one.
fn cross(ours: &[Vec<Row>], sets: &[Vec<Example>], talk: &[Vec<Example>]) {
    let models: Vec<(usize, Vec<u8>)> = (0..ours.len())
        .into_par_iter()
        .map(|left_out| {
            let kept = sets.iter().enumerate().filter(|(at, _)| *at != left_out).flat_map(|(_, set)| set);
            (left_out, bytes(&train(&kept.chain(talk.iter().flatten()).collect::<Vec<_>>())))
        })
        .collect();
    for (left_out, model) in models {
        report(&format!("set {left_out}"), &ours[left_out], &model);
    }
}

/// Trains on all situations of Circa but one, with ours, and measures on that one.
fn situations(sets: &[Vec<Example>], rows: &[Row], examples: &[Example]) {
    let scorer = Scorer::new();
    let asked: Vec<&Row> = rows.iter().filter(|row| scorer.sketch(&row.asked, &row.answer).is_some()).collect();
    assert_eq!(asked.len(), examples.len(), "a row of Circa gives one example");
    let all: BTreeSet<&str> = rows.iter().map(|row| row.situation.as_str()).collect();
    let models: Vec<(&str, Vec<u8>)> = all
        .into_par_iter()
        .map(|left_out| {
            let kept = asked.iter().zip(examples).filter(|(row, _)| row.situation != left_out).map(|(_, it)| it);
            (left_out, bytes(&train(&sets.iter().flatten().chain(kept).collect::<Vec<_>>())))
        })
        .collect();
    let mut whole = Figures::default();
    for (situation, model) in models {
        let scorer = Scorer::new().with_model(model).unwrap();
        let left: Vec<&Row> = rows.iter().filter(|row| row.situation == situation).collect();
        let figures = measure(&left, |row| scorer.score(&row.asked, &row.answer));
        println!("{situation:70} {figures}");
        whole.add(figures);
    }
    println!("{:70} {whole}", "Circa, a situation left out, all");
}

/// Prints what the parts are worth, what is left where idioms are hidden from the lists, and in a recogniser's writing.
fn report(name: &str, rows: &[Row], model: &[u8]) {
    let rows: Vec<&Row> = rows.iter().collect();
    let taught = |scorer: Scorer| scorer.with_model(model.to_owned()).unwrap();
    let print = |kind: &str, figures: Figures| println!("{name:26} {kind:22} {figures}");
    for (kind, parts) in [("cues alone", Parts::Cues), ("model alone", Parts::Learned), ("both", Parts::Both)] {
        let scorer = taught(Scorer::new()).with(parts);
        print(kind, measure(&rows, |row| scorer.score(&row.asked, &row.answer)));
    }
    for (kind, parts) in [("cues, idioms hidden", Parts::Cues), ("both, idioms hidden", Parts::Both)] {
        let scorer = taught(Scorer::hiding(SEEDS.end)).with(parts);
        print(kind, measure(&rows, |row| scorer.score(&row.asked, &row.answer)));
    }
    let scorer = taught(Scorer::new());
    print("both, unpunctuated", measure(&rows, |row| scorer.score(&row.asked, &row.bare)));
}

fn measure(rows: &[&Row], score: impl Fn(&Row) -> Option<Assent> + Sync) -> Figures {
    let found: Vec<Option<Assent>> = rows.par_iter().map(|row| score(row)).collect();
    let mut figures = Figures::default();
    for (row, found) in rows.iter().zip(found) {
        figures.count(row.label, row.reluctance, found.as_ref());
    }
    figures
}
