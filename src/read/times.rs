//! Times in copies: kept, shifted so that the first is zero, or dropped. Looks at syntax only, never at what is said.

use std::borrow::Cow;

use super::clock::clock;

/// What becomes of the times in a copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Times {
    /// They stay.
    #[default]
    Keep,
    /// The first becomes zero, the others keep their distance to it.
    Shift,
    /// They go; where the format needs some, all are zero.
    Drop,
}

/// The times of one file on their way into its copy.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Retimed {
    times: Times,
    /// The first time of the file, in milliseconds.
    first: Option<u64>,
}

impl Retimed {
    pub(super) fn new(times: Times) -> Self {
        Retimed { times, first: None }
    }

    /// Whether every time stays as it is.
    pub(super) fn keeps(self) -> bool {
        self.times == Times::Keep
    }

    /// Whether every time goes.
    pub(super) fn drops(self) -> bool {
        self.times == Times::Drop
    }

    /// A timing line, whose format needs times.
    pub(super) fn line<'a>(&mut self, timing: &'a str) -> Cow<'a, str> {
        match self.times {
            Times::Keep => Cow::Borrowed(timing),
            Times::Shift => self.shifted(timing).into(),
            Times::Drop => each_clock(timing, |clock| clock_at(0, clock)).into(),
        }
    }

    /// Syntax of a text line that stands before a label or behind it; without its times where they are dropped.
    pub(super) fn syntax<'a>(&mut self, syntax: &'a str) -> Cow<'a, str> {
        match self.times {
            Times::Shift if syntax.bytes().any(|byte| byte.is_ascii_digit()) => self.shifted(syntax).into(),
            Times::Drop if syntax.bytes().any(|byte| byte.is_ascii_digit()) => without_clocks(syntax).into(),
            _ => Cow::Borrowed(syntax),
        }
    }

    /// A number that is `unit` milliseconds times what it says.
    pub(super) fn number(&mut self, number: &str, unit: f64) -> String {
        let Ok(value) = number.trim().parse::<f64>() else { return String::from("0") };
        match self.times {
            Times::Keep => number.to_owned(),
            Times::Drop => String::from(if number.contains('.') { "0.0" } else { "0" }),
            Times::Shift => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "negative times become zero"
                )]
                let millis = (value * unit).round().max(0.0) as u64;
                let first = *self.first.get_or_insert(millis);
                let left = millis.saturating_sub(first);
                let places = number.split_once('.').map_or(0, |(_, places)| places.len());
                #[expect(clippy::cast_precision_loss, reason = "recordings last hours")]
                let left = left as f64 / unit;
                format!("{left:.places$}")
            }
        }
    }

    fn shifted(&mut self, syntax: &str) -> String {
        each_clock(syntax, |clock| {
            let millis = millis(clock);
            let first = *self.first.get_or_insert(millis);
            clock_at(millis.saturating_sub(first), clock)
        })
    }
}

/// `syntax` with every clock in it changed.
fn each_clock(syntax: &str, mut change: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(syntax.len());
    let mut rest = syntax;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = length(rest);
        if length > 0 {
            out.push_str(&change(&rest[..length]));
            rest = &rest[length..];
        } else {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            out.push_str(&rest[..digits]);
            rest = &rest[digits..];
        }
    }
    out.push_str(rest);
    out
}

/// How long the clock at the start of `rest` is, groups of one digit included; zero for other numbers.
fn length(rest: &str) -> usize {
    clock(rest).unwrap_or_else(|| {
        let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || b":.,".contains(byte)).count();
        if rest[..length].contains(':') { length } else { 0 }
    })
}

/// `syntax` without its clocks, their brackets and the white space and dashes beside them.
fn without_clocks(syntax: &str) -> String {
    const GAP: char = '\u{1}';
    let marked = each_clock(syntax, |_| GAP.to_string());
    let mut out = marked.replace("-->", "");
    for around in [("[", "]"), ("(", ")"), ("*", "*"), ("", "")] {
        for dash in ["  ", " - ", " \u{2013} ", "-", "\u{2013}"] {
            out = out.replace(&format!("{}{GAP}{dash}{GAP}{}", around.0, around.1), &GAP.to_string());
        }
        out = out.replace(&format!("{}{GAP}{}", around.0, around.1), &GAP.to_string());
    }
    let kept: Vec<&str> = out.split(GAP).map(|it| it.trim_matches(['|', '\u{b7}'])).collect();
    match kept.as_slice() {
        [before, after] if before.trim().is_empty() => after.trim_start().to_owned(),
        [before, after] => format!("{}{}", before.trim_end(), if after.trim().is_empty() { "" } else { after }),
        _ => kept.concat(),
    }
}

/// A clock as milliseconds.
fn millis(clock: &str) -> u64 {
    let (whole, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, ""));
    let seconds = whole
        .split(':')
        .fold(0_u64, |sum, group| sum.saturating_mul(60).saturating_add(group.parse::<u64>().unwrap_or(0)));
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    seconds.saturating_mul(1000).saturating_add(fraction.parse().unwrap_or(0))
}

/// `millis` in the shape of `like`: as many groups, as wide, with as many decimals.
fn clock_at(millis: u64, like: &str) -> String {
    let (whole, fraction) = like.split_once(['.', ',']).unwrap_or((like, ""));
    let widths: Vec<usize> = whole.split(':').map(str::len).collect();
    let mut left = millis / 1000;
    let mut groups: Vec<String> = Vec::new();
    for (at, width) in widths.iter().enumerate().rev() {
        let value = if at == 0 { left } else { left % 60 };
        left /= 60;
        groups.push(format!("{value:0width$}"));
    }
    groups.reverse();
    let mut out = groups.join(":");
    if !fraction.is_empty() {
        out.push_str(&like[whole.len()..=whole.len()]);
        let decimals = format!("{:03}", millis % 1000);
        out.extend(decimals.chars().chain("000000".chars()).take(fraction.len()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(syntax: &[&str], shifted: &[&str], dropped: &[&str]) {
        let retime = |times| {
            let mut retimed = Retimed::new(times);
            syntax.iter().map(|it| retimed.syntax(it).into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(retime(Times::Keep), syntax);
        assert_eq!(retime(Times::Shift), shifted);
        assert_eq!(retime(Times::Drop), dropped);
    }

    #[test]
    fn times_beside_labels_are_shifted_or_dropped() {
        check(&["[00:05:32] ", "(0:06:01) "], &["[00:00:00] ", "(0:00:29) "], &["", ""]);
        check(&[" (01:10):** "], &[" (00:00):** "], &[":** "]);
        check(&["  1:10  "], &["  0:00  "], &[""]);
        check(&["[00:05 - 00:07] **"], &["[00:00 - 00:02] **"], &["**"]);
        check(&["- ", "2. "], &["- ", "2. "], &["- ", "2. "]);
    }

    #[test]
    fn captions_and_numbers_keep_their_shape() {
        let mut shift = Retimed::new(Times::Shift);
        assert_eq!(
            shift.line("00:01:02.500 --> 00:01:03,750 align:start"),
            "00:00:00.000 --> 00:00:01,250 align:start"
        );
        assert_eq!(shift.line("1:02:03.5 --> 1:02:04.0"), "1:01:01.0 --> 1:01:01.5");
        let mut dropped = Retimed::new(Times::Drop);
        assert_eq!(dropped.line("00:01:02.500 --> 01:03.750"), "00:00:00.000 --> 00:00.000");
        let mut seconds = Retimed::new(Times::Shift);
        assert_eq!(seconds.number("12.50", 1000.0), "0.00");
        assert_eq!(seconds.number("13.75", 1000.0), "1.25");
        assert_eq!(dropped.number("13.75", 1000.0), "0.0");
    }
}
