//! What stands around a word: how much it speaks for a person, a place, a firm or a tool.
//!
//! Points, not verdicts; two points of evidence outweigh a doubt.

use std::ops::Range;

use crate::anonymise::scan::{Scan, Shape};
use crate::lexicons::{Is, neighbours};
use crate::text::Kind;

/// Points for each thing that a stretch may be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::anonymise) struct Points {
    pub(in crate::anonymise) person: f32,
    pub(in crate::anonymise) place: f32,
    pub(in crate::anonymise) firm: f32,
    pub(in crate::anonymise) tool: f32,
}

impl std::ops::Add for Points {
    type Output = Points;

    fn add(self, more: Points) -> Points {
        Points {
            person: self.person + more.person,
            place: self.place + more.place,
            firm: self.firm + more.firm,
            tool: self.tool + more.tool,
        }
    }
}

/// A stretch and its neighbours.
struct Around<'a> {
    scan: &'a Scan<'a>,
    range: Range<usize>,
    sentence: Range<usize>,
}

/// The points that the neighbours of `range` give.
pub(in crate::anonymise) fn around(scan: &Scan<'_>, range: Range<usize>) -> Points {
    let around = Around { scan, sentence: scan.sentence(range.start), range };
    Points { person: around.person(), place: around.place(), firm: around.firm(), tool: around.tool() }
}

impl Around<'_> {
    /// The word `back` places before the stretch, in normal form; empty outside the sentence.
    fn left(&self, back: usize) -> &str {
        let at = self.range.start.checked_sub(back).filter(|at| self.sentence.contains(at));
        at.map_or("", |at| self.scan.normal(at))
    }

    fn left_is(&self, back: usize, list: Is) -> bool {
        let at = self.range.start.checked_sub(back).filter(|at| self.sentence.contains(at));
        at.is_some_and(|at| self.scan.facts(at).is(list))
    }

    /// The word `on` places behind the stretch, from 0.
    fn right(&self, on: usize) -> &str {
        let at = self.range.end + on;
        if self.sentence.contains(&at) { self.scan.normal(at) } else { "" }
    }

    fn right_is(&self, on: usize, list: Is) -> bool {
        let at = self.range.end + on;
        self.sentence.contains(&at) && self.scan.facts(at).is(list)
    }

    fn starts_sentence(&self) -> bool {
        (self.sentence.start..self.range.start).all(|at| self.scan.token(at).is_some_and(|it| it.kind == Kind::Mark))
    }

    fn ends_sentence(&self) -> bool {
        (self.range.end..self.sentence.end).all(|at| self.scan.token(at).is_some_and(|it| it.kind == Kind::Mark))
    }

    fn person(&self) -> f32 {
        self.person_before() + self.person_behind() + self.address()
    }

    fn person_before(&self) -> f32 {
        let mut points = if self.counted() { -2.0 } else { 0.0 };
        let dot = usize::from(self.left(1) == ".");
        if self.left_is(1 + dot, Is::Title) && self.left(1 + dot) != "don" {
            points += 5.0;
        }
        if self.left_is(1, Is::BeforePerson) {
            points += 2.0;
        } else if self.left_is(1, Is::Kin) {
            points += 2.5;
        }
        let spoken = neighbours().dealings.has(self.left(2));
        if spoken && matches!(self.left(1), "to" | "with" | "from" | "by") {
            points += 1.5;
        } else if matches!(self.left(1), "with" | "by" | "from" | "like" | "than") {
            points += 0.5;
        }
        points + self.introduced()
    }

    /// `I'm Dana`, `my name is Dana`, `it's Dana`.
    fn introduced(&self) -> f32 {
        match (self.left(2), self.left(1)) {
            (_, "i'm" | "im" | "name's") | ("i" | "am", "am" | "called") | ("name", "is") => 3.0,
            ("this", "is") => 1.5,
            (_, "it's" | "that's" | "she's" | "he's" | "was") | ("it" | "that", "is") => 0.7,
            _ => 0.0,
        }
    }

    fn person_behind(&self) -> f32 {
        let mut points = if self.right_is(0, Is::Title) && self.right(0) != "don" { -3.0 } else { 0.0 };
        let skip = usize::from(neighbours().adverbs.has(self.right(0)));
        if self.right_is(skip, Is::SurePersonVerb) {
            points += 2.0;
        } else if self.right_is(skip, Is::PersonVerb) {
            points += 0.8;
        } else if matches!(self.right(0), "," | "(") && self.right(1) == "who" {
            points += 1.5;
        } else if self.right(0) == "here" {
            points += 1.0;
        }
        if self.range.end > self.range.start && self.scan.possessive(self.range.end - 1) {
            points += if self.right_is(0, Is::Kin) { 1.6 } else { 0.8 };
        }
        if matches!(self.right(0), "and" | "&") && (self.right(1) == "i" || self.right(1) == "me") {
            points += 1.5;
        }
        points + 0.8 * f32::from(u8::from(self.joined_to_name())) + self.placed()
    }

    /// `Mark in the office`, `Art, our volunteer`, `Sunny from the bank poached`, `Sandy's leaving do`.
    fn placed(&self) -> f32 {
        let dept = |on: usize| {
            let at = self.range.end + on;
            self.sentence.contains(&at)
                && self.scan.facts(at).any(&[Is::Site, Is::SureSite, Is::Plain])
                && self.scan.facts(at).given() < 4
        };
        let acts = |on: usize| self.right_is(on, Is::PersonVerb) || self.right_is(on, Is::SurePersonVerb);
        let job = |on: usize| {
            let at = self.range.end + on;
            self.sentence.contains(&at)
                && (self.scan.facts(at).any(&[Is::Plain, Is::Kin]) || self.right(on) == "person")
        };
        let placed = matches!(self.right(0), "in" | "on" | "at" | "from")
            && (dept(1) || (matches!(self.right(1), "the" | "our") && dept(2)));
        let from = self.right(0) == "from" && !matches!(self.right(1), "the" | "a" | "an" | "my" | "this" | "now");
        let apart = matches!(self.right(0), "," | "(") && matches!(self.right(1), "our" | "my" | "the" | "his" | "her");
        let owns = self.range.end > self.range.start && self.scan.possessive(self.range.end - 1);
        let mut points = 0.0;
        if placed {
            points += if (2..6).any(acts) { 3.0 } else { 2.0 };
        } else if from && (2..7).any(acts) {
            points += 2.8;
        }
        if apart && (job(2) || job(3)) {
            points += if self.starts_sentence() { 3.0 } else { 4.5 };
        }
        if owns && neighbours().owned.has(self.right(0)) {
            points += 1.2;
        }
        if self.right(0) == "not" && self.scan.shape(self.range.end + 1) == Shape::Capital {
            points += 1.5;
        }
        points
    }

    /// Whether `and` joins it to another word that the lists know as a name.
    fn joined_to_name(&self) -> bool {
        let name = |at: usize| {
            self.sentence.contains(&at) && self.scan.words[at].capital() && {
                let known = self.scan.facts(at);
                known.given() >= 3 && !known.kept()
            }
        };
        let left = matches!(self.left(1), "and" | "&" | "or") && self.range.start >= 2 && name(self.range.start - 2);
        left || (matches!(self.right(0), "and" | "&" | "or") && name(self.range.end + 1))
    }

    /// Whether an article, with or without a year behind it, makes the stretch one of many: `a '71 Chevelle`.
    fn counted(&self) -> bool {
        let year = usize::from(self.left(1).starts_with(|c: char| c.is_ascii_digit()));
        let quote = usize::from(year == 1 && matches!(self.left(2), "'" | "\u{2018}" | "\u{2019}"));
        matches!(self.left(1 + year + quote), "a" | "an" | "another" | "every" | "any")
    }

    /// Called by name: `Thanks, Dana, ...`, `Dana, what about you?`, `..., Dana?`.
    fn address(&self) -> f32 {
        let marked = |mark: &str| matches!(mark, "," | "-" | "\u{2014}" | "\u{2013}" | "...");
        let opened = (self.sentence.start..self.range.start).all(|at| {
            let known = self.scan.facts(at);
            known.is(Is::Opener)
                || self.scan.token(at).is_some_and(|it| it.kind == Kind::Mark)
                || self.scan.bare(at) == "you"
        });
        let asked = self.scan.normal(self.sentence.end.saturating_sub(1)).starts_with('?');
        let turned = neighbours().turns.has(self.right(1));
        let mut points = 0.0;
        if opened && marked(self.right(0)) {
            points += if self.starts_sentence() { 1.2 } else { 2.0 };
            points += if turned { 1.0 } else { 0.0 } + if asked { 0.5 } else { 0.0 };
        } else if marked(self.left(1)) && self.ends_sentence() {
            points += if self.range.start == self.sentence.start + 1 { 0.2 } else { 1.0 };
            let called = self.range.start.checked_sub(2).is_some_and(|at| self.scan.facts(at).is(Is::Opener));
            points += if called || asked { 1.0 } else { 0.0 };
        } else if marked(self.left(1)) && marked(self.right(0)) {
            points += 0.5;
        } else if self.starts_sentence() && self.ends_sentence() {
            points += 0.8;
        } else if opened && self.ends_sentence() && !self.starts_sentence() {
            points += 1.5;
        }
        points
    }

    fn place(&self) -> f32 {
        let mut points = match self.left(1) {
            "in" | "at" | "near" | "outside" | "around" => 1.5,
            "to" | "from" | "of" | "through" | "over" | "up" | "down" | "past" | "beyond" | "towards" => 0.8,
            _ => 0.0,
        };
        if self.right_is(0, Is::SureSite) {
            points += 3.0;
        } else if self.right_is(0, Is::Site) {
            points += 1.2;
        }
        if self.left(1) == "," && self.ends_sentence() {
            points += 1.0;
        }
        points
    }

    fn firm(&self) -> f32 {
        let mut points = if self.left_is(1, Is::BeforeFirm) { 0.8 } else { 0.0 };
        let works = neighbours().employment.has(self.left(2));
        if works && matches!(self.left(1), "for" | "at" | "with" | "by" | "of" | "in" | "from") {
            points += 2.0;
        }
        let small = self.range.start.checked_sub(1).is_some_and(|at| self.scan.shape(at) == Shape::Lower);
        if small && matches!(self.left(1), "client" | "customer" | "employer" | "supplier" | "joined" | "join") {
            points += 1.5;
        }
        if neighbours().firm_acts.has(self.right(0)) {
            points += 0.6;
        }
        points
    }

    fn tool(&self) -> f32 {
        let mut points = 0.0;
        if self.right_is(0, Is::Thing) && !self.scan.possessive(self.range.end - 1) {
            points += 2.0;
        }
        let comma = usize::from(self.left(1) == ",");
        if comma == 1 && self.left_is(2, Is::Thing) && self.ends_sentence() {
            points += 3.5;
        } else if self.left_is(1 + comma, Is::Thing) || (self.left(1) == "called" && self.left_is(2, Is::Thing)) {
            points += 2.0;
        }
        points += match self.left(1) {
            _ if self.counted() => 3.0,
            "this" | "new" | "the" | "that" => 1.0,
            "our" | "my" | "your" | "their" => 0.4,
            before if neighbours().tool_use.has(before) => 1.8,
            "on" | "in" => 0.5,
            _ => 0.0,
        };
        if self.right_is(0, Is::ToolVerb) {
            points += 2.0;
        }
        points
    }
}
