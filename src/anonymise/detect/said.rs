//! E-mail and web addresses as said aloud: `jo dot bloggs at acme dot com`.
//!
//! What is typed is found in `contact`.

use super::contact::disguised;
use super::{Detector, Hit, Signs, spoken};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::{Scan, Shape};
use crate::lexicons::beside;
use crate::text::Kind;

/// Addresses as said: `jo dot bloggs at acme dot com`.
pub(super) struct Spoken;

/// Whether a word makes it worthwhile to look for an address said aloud.
pub(super) fn sign(normal: &str) -> bool {
    matches!(normal, "dot" | "punto" | "point")
}

impl Detector for Spoken {
    fn may_fire(&self, signs: Signs) -> bool {
        signs.any(Signs::SPOKEN) && signs.any(Signs::JOINED)
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        let mut hits: Vec<Hit> = disguised(scan.text.as_str()).collect();
        let mut from = 0;
        while let Some(dot) = (from..scan.words.len()).find(|&at| ends_domain(scan, at)) {
            let end = domain_end(scan, dot);
            from = end;
            let email = local_at(scan, dot).map(|at| (at, local_start(scan, at))).filter(|(at, start)| start < at);
            if let Some((_, start)) = email {
                hits.push(Hit { kind: IdentifierKind::Email, span: scan.text.span_of(start..end) });
            } else if let Some(start) = host_start(scan, dot).filter(|_| ends_site(scan, dot)) {
                let end = path_end(scan, end);
                // `info at, then the usual, saint oswalds dot example`
                let broken = broken_local(scan, start);
                let kind = if broken.is_some() { IdentifierKind::Email } else { IdentifierKind::Url };
                hits.extend(broken.map(|local| Hit { kind, span: scan.text.span_of(local) }));
                hits.push(Hit { kind, span: scan.text.span_of(start..end) });
                from = end;
            }
        }
        hits
    }
}

/// The `at` of the address whose domain ends with `dot`.
fn local_at(scan: &Scan<'_>, dot: usize) -> Option<usize> {
    let at = (dot.saturating_sub(7)..dot).rev().find(|&it| matches!(scan.normal(it), "at" | "@"))?;
    let article = matches!(scan.normal(at + 1), "the" | "a" | "an" | "this" | "that" | "our" | "their");
    // `reception at the grove surgery dot example`: nothing else stands before, or an address is announced.
    let told = at == 1 || (0..at).any(|it| matches!(scan.bare(it), "email" | "e-mail" | "mail" | "e"));
    (at > 0 && at + 1 < dot && (!article || (told && at + 2 < dot))).then_some(at)
}

/// The part before the `at` of an address that was broken off before its domain, which starts at `host`.
fn broken_local(scan: &Scan<'_>, host: usize) -> Option<std::ops::Range<usize>> {
    let broken = |it: usize| {
        scan.token(it).is_some_and(|token| token.kind == Kind::Mark)
            || matches!(scan.normal(it), "oh" | "um" | "uh" | "er" | "erm" | "wait" | "then" | "what")
    };
    let at = (host.saturating_sub(12)..host).rev().find(|&it| scan.normal(it) == "at" && it > 0 && broken(it + 1))?;
    let start = local_start(scan, at);
    (start < at).then_some(start..at + 1)
}

/// Whether `dot com` or the like stands at `at`, as far as an address of somebody may end so.
fn ends_domain(scan: &Scan<'_>, at: usize) -> bool {
    let end = scan.normal(at + 1);
    match scan.normal(at) {
        "dot" | "punto" => beside().mail_ends.has(end) || beside().web_ends.has(end),
        "point" => beside().point_ends.has(end),
        _ => false,
    }
}

/// Whether `dot com` or the like at `at` is enough without a name and an `at` before it.
fn ends_site(scan: &Scan<'_>, at: usize) -> bool {
    scan.normal(at) != "point" && beside().mail_ends.has(scan.normal(at + 1))
}

/// Where `dot co dot uk` ends.
fn domain_end(scan: &Scan<'_>, dot: usize) -> usize {
    let mut end = dot + 2;
    while matches!(scan.normal(end), "dot" | "point") && beside().mail_ends.has(scan.normal(end + 1)) {
        end += 2;
    }
    end
}

/// Where the part before `at` starts: one word, or several joined by `dot`, `underscore`, `dash`.
fn local_start(scan: &Scan<'_>, at: usize) -> usize {
    let joint = |it: usize| matches!(scan.normal(it), "dot" | "underscore" | "dash" | "hyphen");
    let word = |it: usize| scan.token(it).is_some_and(|token| token.kind != Kind::Mark);
    if let Some(start) = announced_start(scan, at) {
        return start;
    }
    if let Some(start) = spelt_start(scan, at) {
        return start;
    }
    let mut start = at - 1;
    // `lee chan all one word at`: how it is written, then what is written so.
    let how = (0..at).rev().take_while(|&it| beside().spelt_how.has(scan.normal(it)) || scan.is_mark(it, ",")).count();
    if how >= 2 && scan.normal(at - 1) != "all" && start >= how {
        start -= how;
        let plain = |it: usize| scan.facts(it).rank() == 0 || scan.facts(it).rank() > 3 || scan.facts(it).named();
        let more = (0..start).rev().take(2).take_while(|&it| word(it) && plain(it)).count();
        return if word(start) { start - more } else { at };
    }
    if !word(start) {
        return at;
    }
    // `petrov-lane at`
    if start >= 2 && scan.is_mark(start - 1, "-") && scan.touches_next(start - 1) && word(start - 2) {
        start -= 2;
    }
    // `jane smith eighty two at`: a number is part of it.
    while start > 0
        && (spoken::is_number(scan.normal(start)) || scan.token(start).is_some_and(|it| it.kind == Kind::Number))
        && word(start - 1)
    {
        start -= 1;
    }
    loop {
        // Behind a joint stand up to three pieces, such as letters spelt one by one.
        let joined = (start.saturating_sub(3)..=start).rev().find(|&it| joint(it));
        match joined {
            Some(dot) if dot > 0 && word(dot - 1) && (dot..start).all(word) => start = dot - 1,
            _ => break,
        }
    }
    while start > 0 && scan.bare(start - 1).chars().count() == 1 && scan.bare(start).chars().count() == 1 {
        start -= 1;
    }
    // `p nandakumar at`: an initial.
    let initial = |it: usize| scan.bare(it).len() == 1 && word(it) && !matches!(scan.bare(it), "a" | "i");
    start -= usize::from(start > 0 && initial(start - 1));
    start - usize::from(start > 0 && matches!(scan.bare(start - 1), "capital" | "lowercase"))
}

/// `kvogel, k v o g e l, at`: a name and how it is spelt, with the same letters.
fn spelt_start(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let end = at - usize::from(at > 0 && scan.is_mark(at - 1, ","));
    let letter = |it: usize| scan.shape(it) == Shape::Letter || scan.bare(it).chars().count() == 1;
    let letters = (0..end).rev().take_while(|&it| letter(it) && !scan.is_mark(it, ",")).count();
    let start = end - letters;
    let named = start.checked_sub(1 + usize::from(start > 0 && scan.is_mark(start - 1, ",")))?;
    let spelt: String = (start..end).map(|it| scan.bare(it)).collect();
    (letters >= 3 && scan.bare(named) == spelt).then_some(named)
}

/// `my email is tyne and weird at`: whatever stands between the announcement and the `at`.
fn announced_start(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let told = |it: usize| {
        matches!(scan.bare(it), "email" | "e-mail" | "mail") && matches!(scan.bare(it + 1), "is" | "address" | ":")
    };
    let told = (at.saturating_sub(9)..at).rev().find(|&it| told(it))?;
    let mut start = told + 1;
    while start < at && matches!(scan.bare(start), "is" | "address" | ":" | "um" | "it" | "just" | "uh" | ",") {
        start += 1;
    }
    let words = |it: usize| scan.token(it).is_some_and(|token| token.kind != Kind::Mark || token.is_mark("-"));
    (start < at && (start..at).all(words)).then_some(start)
}

/// Where a web address said aloud starts: `www dot`, or one word before each `dot`.
fn host_start(scan: &Scan<'_>, dot: usize) -> Option<usize> {
    let mut start = dot.checked_sub(1)?;
    let word = |it: usize| scan.token(it).is_some_and(|token| token.kind != Kind::Mark);
    let small = matches!(scan.facts(start).rank(), 1) && scan.shape(start) != Shape::Letter;
    // `www dot tolpuddle tyres dot example`: everything behind `www`.
    if let Some(web) = (dot.saturating_sub(7)..dot).rev().find(|&it| scan.bare(it) == "www") {
        return Some(web);
    }
    if word(start) && has_half(scan, start) {
        return Some(start - 1);
    }
    if !word(start) || small {
        return None;
    }
    let mut dashed = false;
    while start >= 2 && matches!(scan.normal(start - 1), "dot" | "dash" | "hyphen" | "underscore") && word(start - 2) {
        dashed |= scan.normal(start - 1) != "dot";
        start -= 2;
    }
    // `saint oswalds dash mission`: what no list of words knows goes with what stands before it.
    let odd = dashed && scan.facts(start).rank() == 0 && start > 0 && word(start - 1);
    start -= usize::from(odd && scan.facts(start - 1).rank() > 1);
    while start >= 1
        && scan.bare(start - 1).chars().count() == 1
        && scan.bare(start).chars().count() == 1
        && word(start - 1)
    {
        start -= 1;
    }
    Some(start)
}

/// `go on fen water dot org`: whether the word before `water`, behind `on`, is the first half of the host.
fn has_half(scan: &Scan<'_>, start: usize) -> bool {
    let leads =
        |it: usize| matches!(scan.normal(it), "on" | "to" | "visit" | "is" | "it's" | "called" | "see" | "from");
    let plain =
        |it: usize| matches!(scan.facts(it).rank(), 1 | 2) || scan.token(it).is_some_and(|it| it.kind == Kind::Mark);
    start >= 2 && leads(start - 2) && !plain(start - 1) && !leads(start - 1)
}

/// Takes in `slash help` behind a web address.
fn path_end(scan: &Scan<'_>, end: usize) -> usize {
    let mut end = end;
    while matches!(scan.normal(end), "slash" | "/") && scan.token(end + 1).is_some_and(|it| it.kind != Kind::Mark) {
        end += 2;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn addresses_said_aloud_go() {
        check(
            "It's kvogel, k v o g e l, at vogel hyphen design dot de.",
            &["email: kvogel, k v o g e l, at vogel hyphen design dot de"],
        );
        check("it's jo dot bloggs at acme dot com okay", &["email: jo dot bloggs at acme dot com"]);
        check(
            "catriona dot u b at auldbrae h a dot scot. Or ring",
            &["email: catriona dot u b at auldbrae h a dot scot"],
        );
        check(
            "it's jtolliver at tallgrass supply dot com dot au if",
            &["email: jtolliver at tallgrass supply dot com dot au"],
        );
        check(
            "it's lee chan all one word at northmoor dot org",
            &["email: lee chan all one word at northmoor dot org"],
        );
        check("go to northmoor dot co dot uk slash help please", &["url: northmoor dot co dot uk slash help"]);
        check("www dot northmoor dot com", &["url: www dot northmoor dot com"]);
        check("go on fen water dot org and press", &["url: fen water dot org"]);
        check("it's p nandakumar at harbourline dot example", &["email: p nandakumar at harbourline dot example"]);
        check("write to me t.oduya finch@mail.example", &["email: t.oduya finch@mail.example"]);
        check(
            "my email is tyne and weird at upmail dot example did you",
            &["email: tyne and weird at upmail dot example"],
        );
        check(
            "capital J jenner at kestrel bus dot example, and",
            &["email: capital J jenner at kestrel bus dot example"],
        );
        check(
            "reception at the grove surgery dot example, they",
            &["email: reception at the grove surgery dot example"],
        );
        check(
            "info at, then the usual, saint oswalds dash mission dot example",
            &["email: info at", "email: saint oswalds dash mission dot example"],
        );
        check(
            "www dot tolpuddle tyres dot example slash offers",
            &["url: www dot tolpuddle tyres dot example slash offers"],
        );
        check("send it to hello@ and not to me, or t.me/kuba_k", &["email: hello@", "url: t.me/kuba_k"]);
        check("write to lena at depot dot se", &["email: lena at depot dot se"]);
        check("write to lena at depot dot no please", &["email: lena at depot dot no"]);
        check("it's l dot holm at depot point com", &["email: l dot holm at depot point com"]);
    }

    #[test]
    fn look_alikes_stay() {
        check("Look at the dot com boom, and at that point we stopped", &[]);
        check("join the dots, dot com or not", &[]);
    }
}
