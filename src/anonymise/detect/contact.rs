//! E-mail and web addresses, as typed and as said aloud.

use std::sync::LazyLock;

use linkify::{LinkFinder, LinkKind};

use super::{Detector, Hit, Signs};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::Scan;
use crate::lexicons::Is;
use crate::text::{Kind, Span};

/// Typed addresses.
pub(super) struct Contact;

/// Addresses as said: `jo dot bloggs at acme dot com`.
pub(super) struct Spoken;

/// Ends of domains that are believed without `http` or `www` before them.
const ENDS: &[&str] = &[
    "ac", "app", "au", "be", "biz", "ca", "ch", "co", "com", "coop", "cymru", "de", "dev", "edu", "es", "eu",
    "example", "fr", "gov", "ie", "in", "info", "int", "invalid", "io", "it", "ltd", "mil", "net", "ng", "nhs", "nl",
    "no", "nz", "online", "org", "ph", "pl", "pt", "scot", "se", "sg", "shop", "site", "test", "uk", "us", "wales",
    "za",
];

static FINDER: LazyLock<LinkFinder> = LazyLock::new(|| {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    finder
});

impl Detector for Contact {
    fn may_fire(&self, signs: Signs) -> bool {
        signs.any(Signs::AT | Signs::DOTTED)
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        let raw = scan.text.as_str();
        FINDER
            .links(raw)
            .filter_map(|link| {
                let place = Span::new(link.start(), link.end());
                let kind = match link.kind() {
                    LinkKind::Email => IdentifierKind::Email,
                    _ if is_address(scan, place, link.as_str()) => IdentifierKind::Url,
                    _ => return None,
                };
                Some(Hit { kind, span: place })
            })
            .collect()
    }
}

/// Whether what looks like a web address is one, and not `end.Next` or the name of a tool.
fn is_address(scan: &Scan<'_>, place: Span, link: &str) -> bool {
    let lower = link.to_ascii_lowercase();
    if lower.contains("://") || lower.starts_with("www.") {
        return true;
    }
    let host = lower.split(['/', '?', '#', ':']).next().unwrap_or(&lower);
    let end = host.rsplit('.').next().unwrap_or(host);
    let tokens = scan.text.tokens_in(place);
    let tool = scan.words[tokens].iter().any(|word| word.kept || word.facts.is(Is::Tool));
    let sentence_end = link.rsplit('.').next().is_some_and(|end| end.starts_with(char::is_uppercase));
    ENDS.contains(&end) && !tool && !sentence_end && host.len() > end.len() + 2
}

impl Detector for Spoken {
    fn may_fire(&self, signs: Signs) -> bool {
        signs.any(Signs::SPOKEN)
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut from = 0;
        while let Some(dot) = (from..scan.words.len()).find(|&at| ends_domain(scan, at)) {
            let end = domain_end(scan, dot);
            from = end;
            let Some(at) = (dot.saturating_sub(7)..dot).rev().find(|&it| scan.normal(it) == "at") else { continue };
            let determined = matches!(scan.normal(at + 1), "the" | "a" | "an" | "this" | "that" | "our" | "their");
            if at == 0 || at + 1 == dot || determined {
                continue;
            }
            let start = local_start(scan, at);
            if start < at {
                hits.push(Hit { kind: IdentifierKind::Email, span: scan.text.span_of(start..end) });
            }
        }
        hits
    }
}

/// Whether `dot com` or the like stands at `at`.
fn ends_domain(scan: &Scan<'_>, at: usize) -> bool {
    matches!(scan.normal(at), "dot" | "punto") && ENDS.contains(&scan.normal(at + 1))
}

/// Where `dot co dot uk` ends.
fn domain_end(scan: &Scan<'_>, dot: usize) -> usize {
    let mut end = dot + 2;
    while scan.normal(end) == "dot" && ENDS.contains(&scan.normal(end + 1)) {
        end += 2;
    }
    end
}

/// Where the part before `at` starts: one word, or several joined by `dot`, `underscore`, `dash`.
fn local_start(scan: &Scan<'_>, at: usize) -> usize {
    let joint = |it: usize| matches!(scan.normal(it), "dot" | "underscore" | "dash" | "hyphen");
    let word = |it: usize| scan.token(it).is_some_and(|token| token.kind != Kind::Mark);
    let mut start = at - 1;
    if !word(start) {
        return at;
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
    start
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn addresses_go() {
        check("figures@pellworthferries.co.uk. I replied once.", &["email: figures@pellworthferries.co.uk"]);
        check("see www.ardlinn.example/meet-the-team now", &["url: www.ardlinn.example/meet-the-team"]);
        check("It says so on pellworthferries.co.uk, look", &["url: pellworthferries.co.uk"]);
        check("https://intranet.example/x?id=3 is down", &["url: https://intranet.example/x?id=3"]);
    }

    #[test]
    fn addresses_said_aloud_go() {
        check("it's jo dot bloggs at acme dot com okay", &["email: jo dot bloggs at acme dot com"]);
        check(
            "catriona dot u b at auldbrae h a dot scot. Or ring",
            &["email: catriona dot u b at auldbrae h a dot scot"],
        );
        check(
            "it's jtolliver at tallgrass supply dot com dot au if",
            &["email: jtolliver at tallgrass supply dot com dot au"],
        );
    }

    #[test]
    fn look_alikes_stay() {
        check("It was late.So we left, e.g. at five", &[]);
        check("Look at the dot com boom", &[]);
        check("We moved to Monday.com in spring", &[]);
        check("and/or either", &[]);
    }
}
