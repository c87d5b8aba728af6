//! What a page shows: its strings in order, with the gaps that may be spaces.

use super::fonts::{Font, Fonts};
use super::objects::{Object, find, hexadecimal, literal, text};

/// The words of a stream, in two readings: whether a small gap parts words is for nobody to know.
#[derive(Default)]
pub(super) struct Shown {
    /// Every gap is a space.
    pub(super) apart: String,
    /// Only new lines part words.
    pub(super) together: String,
    /// Whether some letters could not be told.
    pub(super) dark: bool,
}

/// Whether `stream` is one that draws text.
pub(super) fn shows_text(object: &Object, stream: &[u8]) -> bool {
    let drawn =
        !object.is("/ObjStm") && !object.is("/XRef") && !object.is("/XML") && !object.dictionary.contains("/Length1");
    drawn && find(stream, b"BT").is_some() && (find(stream, b"Tj").is_some() || find(stream, b"TJ").is_some())
}

/// Reads a stream of drawing commands.
pub(super) fn read(stream: &[u8], fonts: &Fonts) -> Shown {
    let mut shown = Shown::default();
    let mut font: &[Font] = &[];
    let mut called = String::new();
    let mut held: Vec<Vec<u8>> = Vec::new();
    let mut numbers: Vec<f32> = Vec::new();
    let mut at = 0;
    while at < stream.len() {
        match stream[at] {
            b'(' | b'<' if stream.get(at + 1) != Some(&b'<') || stream[at] == b'(' => {
                let (said, end) = if stream[at] == b'(' { literal(stream, at) } else { hexadecimal(stream, at) };
                // Between the strings of a list a large step back is a space.
                if numbers.last().is_some_and(|&step| step < -150.0) && !held.is_empty() {
                    held.push(Vec::new());
                }
                numbers.clear();
                held.extend(said);
                at = end.max(at + 1);
            }
            byte if byte.is_ascii_whitespace() || matches!(byte, b'[' | b']' | b'<' | b'>') => at += 1,
            _ => {
                let length = stream[at + 1..].iter().position(|it| it.is_ascii_whitespace() || b"()<>[]/".contains(it));
                let word = &stream[at..at + 1 + length.unwrap_or(stream.len() - at - 1)];
                at += word.len();
                let word = std::str::from_utf8(word).unwrap_or_default();
                if let Some(name) = word.strip_prefix('/') {
                    name.clone_into(&mut called);
                } else if let Ok(number) = word.parse() {
                    numbers.push(number);
                } else {
                    match word {
                        "Tf" => font = fonts.called(&called),
                        "Tj" | "TJ" | "'" | "\"" => show(&held, font, &mut shown),
                        "Td" | "TD" | "Tm" => gap(&numbers, &mut shown),
                        "T*" | "ET" => line(&mut shown),
                        "BDC" | "DP" => held.iter().for_each(|it| told(it, &mut shown)),
                        _ => {}
                    }
                    held.clear();
                    numbers.clear();
                }
            }
        }
    }
    shown
}

/// Adds strings in the letters of `font`; an empty one is a gap.
fn show(held: &[Vec<u8>], font: &[Font], shown: &mut Shown) {
    for codes in held {
        if codes.is_empty() {
            shown.apart.push(' ');
            shown.together.push(' ');
        }
        let readings: Vec<String> = font.iter().filter_map(|font| font.read(codes)).collect();
        shown.dark |= !codes.is_empty() && readings.is_empty();
        // One name for several fonts: the reading that tells most letters.
        if let Some(said) = readings.iter().max_by_key(|it| it.chars().filter(|c| c.is_alphanumeric()).count()) {
            shown.apart.push_str(said);
            shown.together.push_str(said);
        }
    }
}

/// What the tag of a stretch says it reads, which screen readers say.
fn told(said: &[u8], shown: &mut Shown) {
    let words = text(said);
    for reading in [&mut shown.apart, &mut shown.together] {
        reading.push('\n');
        reading.push_str(&words);
        reading.push('\n');
    }
}

/// A step to another place: along the line, or to another line.
fn gap(numbers: &[f32], shown: &mut Shown) {
    let along = match numbers {
        [_, down] => *down == 0.0,
        _ => false,
    };
    shown.apart.push(' ');
    if !along && numbers.len() == 2 {
        shown.together.push('\n');
    }
}

fn line(shown: &mut Shown) {
    shown.apart.push('\n');
}
