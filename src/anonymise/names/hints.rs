//! What tells a name from a word where nothing has a capital: its neighbours and the lists.
//!
//! Looks at one text; whom the session knows is for `caseless` to ask.

use super::context::{self, Points};
use super::mentions::{Found, named, taken};
use super::session::Verdict;
use super::slips::slip;
use crate::anonymise::scan::{Scan, Shape};
use crate::lexicons::{Facts, Is, neighbours};
use crate::text::Kind;

/// What the neighbours say, with what only texts without capitals need.
pub(super) fn hints(scan: &Scan<'_>, at: usize, found: &[Found]) -> Points {
    let mut points = context::around(scan, at..at + 1);
    let left = at.checked_sub(1).map_or("", |it| scan.normal(it));
    if at >= 2 && matches!(left, "and" | "&") && taken(found, at - 2) {
        points.person += 2.0;
    }
    // `can acky get a copy`
    let asks = matches!(left, "can" | "could" | "did" | "does" | "would" | "has");
    let opens = at < 2 || scan.words[at - 1].first || matches!(scan.normal(at - 2), "and" | "so" | "," | "but");
    if asks && opens && matches!(scan.facts(at + 1).rank(), 1..=3) {
        points.person += 1.5;
    }
    // Without capitals `lady`, `general` and the like are words, not titles.
    if scan.facts(at).rank() > 0 && at > 0 && scan.facts(at - 1).is(Is::Title) && !titled(scan, at) {
        points.person -= 5.0;
    }
    points
}

/// What a word that no dictionary has may be.
pub(super) fn unlisted(word: &str, facts: Facts, listed: f32, points: Points, determined: bool) -> Option<Verdict> {
    let place = f32::from(facts.city()) * 0.3 + points.place;
    if points.place >= 2.8 || (facts.city() >= 4 && points.place >= 0.8 && place > listed / 2.5 + points.person) {
        return Some(Verdict::Place);
    }
    if listed >= if determined { 5.0 } else { 1.0 } || facts.is(Is::Nickname) && !determined {
        return Some(Verdict::Person);
    }
    let telling = word.chars().count() >= 4 && !determined && !slip(word);
    if points.person >= 1.5 && telling {
        Some(Verdict::Person)
    } else if (points.place >= 1.5 || facts.city() >= 5) && telling {
        Some(Verdict::Place)
    } else if points.firm >= 2.0 && telling {
        Some(Verdict::Firm)
    } else {
        None
    }
}

/// Whether `mr`, `mrs` or the like stands before a word that may be a name; behind `the` a title is a word.
pub(super) fn titled(scan: &Scan<'_>, at: usize) -> bool {
    // `mr a hill`, `ms grace park`
    let given = at > 1 && scan.bare(at).len() > 1 && (scan.bare(at - 1).len() == 1 || scan.facts(at - 1).given() >= 4);
    let behind = |back: usize| at.checked_sub(back).map_or("", |it| scan.normal(it));
    let known = scan.facts(at);
    let borne = known.rank() != 1 || known.family() >= 6 || known.given() >= 4;
    let letter = scan.bare(at).len() == 1 && scan.shape(at) == Shape::Lower;
    let courtesy = |back: usize| neighbours().courtesy.has(behind(back));
    if courtesy(1) || (given && courtesy(2)) {
        return letter || borne;
    }
    let title = neighbours().office.has(behind(1));
    let word = neighbours().before_office.has(behind(2));
    let verb = known.any(&[Is::PersonVerb, Is::SurePersonVerb]) || matches!(scan.bare(at), "may" | "can" | "will");
    title && !word && !verb && borne && (known.family() >= 3 || known.given() >= 4) && scan.bare(at).len() > 2
}

/// Whether a word that is a common name too stands where a person is spoken to: `spoke to will about it`, `ask art if`.
pub(super) fn addressed(scan: &Scan<'_>, at: usize) -> bool {
    let known = scan.facts(at);
    if known.given() < 4 || known.kept() && !known.is(Is::Calendar) {
        return false;
    }
    let left = |back: usize| at.checked_sub(back).map_or("", |it| scan.normal(it));
    let spoken = neighbours().speech.has(left(2)) && matches!(left(1), "to" | "with");
    // `text`, `ring` and the like are things too, unless they open the sentence.
    let opens = at > 0 && (scan.words[at - 1].first || left(2) == "please");
    let asked = neighbours().askers.has(left(1)) || (opens && neighbours().callers.has(left(1)));
    let next = scan.normal(at + 1);
    let ends = scan.token(at + 1).is_none_or(|token| token.kind == Kind::Mark);
    let verb = !spoken && neighbours().auxiliaries.has(scan.bare(at)) && neighbours().pronouns.has(next);
    let called = !neighbours().nobody.has(scan.bare(at)) && !verb;
    called && (spoken || asked) && (ends || neighbours().joints.has(next))
}

/// Whether an article or the like stands before a word.
pub(super) fn determined(scan: &Scan<'_>, at: usize) -> bool {
    neighbours().determiners.has(at.checked_sub(1).map_or("", |it| scan.normal(it)))
}

/// `salt house`, `marrow lane`, `tollgate homes`: a rare word with a word for a place or a trade behind it.
pub(super) fn named_site(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let rare = |it: usize| {
        let known = scan.facts(it);
        scan.token(it).is_some_and(|token| token.kind == Kind::Word)
            && (known.rank() == 0 || known.rank() >= 5)
            && !known.kept()
            && !known.any(&[Is::Thing, Is::Title, Is::Opener])
    };
    if !rare(at) {
        return None;
    }
    let end = if rare(at + 1) { at + 2 } else { at + 1 };
    let head = [end - 1, end].into_iter().find(|&head| {
        let known = scan.facts(head);
        head > at && known.any(&[Is::SureStreet, Is::PlaceHead, Is::Trade])
    })?;
    let unknown = (at..head).any(|it| scan.facts(it).rank() == 0);
    let left = at.checked_sub(1).map_or("", |it| scan.normal(it));
    let placed = matches!(left, "at" | "in" | "near" | "from" | "for" | "on" | "to" | "ae" | "of" | "up" | "outside");
    let known = scan.facts(head);
    let verdict = if known.any(&[Is::SureStreet, Is::PlaceHead]) { Verdict::Place } else { Verdict::Firm };
    let site = known.any(&[Is::SureStreet, Is::PlaceHead]);
    let bare = unknown && (known.is(Is::SureStreet) || !site) && !slip(scan.bare(at));
    (((site || unknown || left == "at") && placed) || bare).then(|| {
        let range = at..head + 1;
        let key = super::runs::key(scan, range.clone());
        (range, named(verdict, key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[track_caller]
    fn check(raw: &str, at: usize, expected: bool) {
        let text = Text::new(raw);
        assert_eq!(addressed(&Scan::new(&text, &[]), at), expected, "{raw}");
    }

    #[test]
    fn who_is_spoken_to_is_somebody() {
        check("so i spoke to will about it", 4, true);
        check("ask art if he wants it", 1, true);
        check("text will i'm on my way", 1, true);
        check("according to will it is fine", 2, true);
    }

    #[test]
    fn what_is_done_is_a_verb() {
        check("i asked will it work", 2, false);
        check("we want to mark the date", 3, false);
        check("i told him about it", 2, false);
        check("the text will say so", 2, false);
    }
}
