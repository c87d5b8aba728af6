//! E-mail and web addresses as typed; what is said aloud is found in `said`.

use std::sync::LazyLock;

use linkify::{LinkFinder, LinkKind};
use regex::Regex;

use super::{Detector, Hit, Signs};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::Scan;
use crate::lexicons::{Is, beside};
use crate::text::Span;

/// Typed addresses.
pub(super) struct Contact;

/// `jo.bloggs(at)acme.com`, `jo [at] acme [dot] com`: written so that no machine should read it.
static DISGUISED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)[\w.+-]*\w\s?[(\[{<]\s?(?:at|@)\s?[)\]}>]\s?",
        r"\w[\w-]*(?:(?:\.|\s?[(\[{<]\s?(?:dot|\.)\s?[)\]}>]\s?|\sdot\s)[\w-]+)+"
    ))
    .expect("the pattern is fixed")
});

/// Addresses whose `@` stands as a word in brackets.
pub(super) fn disguised(raw: &str) -> impl Iterator<Item = Hit> {
    let bracketed = |raw: &&str| raw.contains(['(', '[', '{', '<']);
    let found = Some(raw).filter(bracketed).into_iter().flat_map(|raw| DISGUISED.find_iter(raw));
    found.map(|found| Hit { kind: IdentifierKind::Email, span: Span::new(found.start(), found.end()) })
}

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
        let mut hits: Vec<Hit> = FINDER
            .links(raw)
            .filter_map(|link| {
                let place = Span::new(link.start(), link.end());
                let kind = match link.kind() {
                    LinkKind::Email => IdentifierKind::Email,
                    _ if is_address(scan, place, link.as_str()) => IdentifierKind::Url,
                    _ => return None,
                };
                let start = if kind == IdentifierKind::Email { local_half(raw, place.start) } else { place.start };
                Some(Hit { kind, span: Span::new(start, place.end) })
            })
            .collect();
        let inside = raw.match_indices('@').filter_map(|(at, _)| inside_at(raw, at));
        for span in inside.filter(|span| !hits.iter().any(|hit| hit.span.overlaps(*span))).collect::<Vec<_>>() {
            hits.push(Hit { kind: IdentifierKind::Email, span });
        }
        let open = raw.match_indices('@').filter_map(|(at, _)| open_at(raw, at));
        hits.extend(open.map(|span| Hit { kind: IdentifierKind::Email, span }));
        for hit in disguised(raw) {
            hits.retain(|known| !known.span.overlaps(hit.span));
            hits.push(hit);
        }
        hits.sort_by_key(|hit| hit.span);
        hits
    }
}

/// `t.oduya finch@mail.example`: where a recogniser wrote a space for a hyphen, the first half opens with a dot inside.
fn local_half(raw: &str, start: usize) -> usize {
    // `front.desk+leeds@`: what the finder left behind.
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '\'' | '%');
    let start =
        raw[..start].rfind(|c| !part(c)).map_or(0, |it| it + raw[it..].chars().next().map_or(1, char::len_utf8));
    let Some(before) = raw[..start].strip_suffix(' ') else { return start };
    let from = before.rfind(char::is_whitespace).map_or(0, |it| it + 1);
    let half = &before[from..];
    let dotted = half.trim_matches('.').len() == half.len() && half.contains('.');
    let letters = half.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_'));
    if dotted && letters && half.chars().any(char::is_alphabetic) { from } else { start }
}

/// `jo.bloggs@northmoor`: an address inside a firm, around the `@` at byte `at`.
fn inside_at(raw: &str, at: usize) -> Option<Span> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let start =
        raw[..at].rfind(|c: char| !part(c)).map_or(0, |it| it + raw[it..].chars().next().map_or(1, char::len_utf8));
    let rest = &raw[at + 1..];
    let host = rest[..rest.find(|c: char| !part(c)).unwrap_or(rest.len())].trim_end_matches(['.', '-']);
    let lettered = |it: &str| it.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    (lettered(&raw[start..at]) && lettered(host)).then(|| Span::new(start, at + 1 + host.len()))
}

/// `hello@`: an address whose domain everybody knows, before the `@` at byte `at`.
fn open_at(raw: &str, at: usize) -> Option<Span> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let start =
        raw[..at].rfind(|c: char| !part(c)).map_or(0, |it| it + raw[it..].chars().next().map_or(1, char::len_utf8));
    let ends =
        raw[at + 1..].chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ')' | '?'));
    let letters = raw[start..at].chars().filter(|c| c.is_alphabetic()).count();
    (ends && letters >= 3).then(|| Span::new(start, at + 1))
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
    let shouted = !link.chars().any(char::is_lowercase);
    let sentence_end = !shouted && link.rsplit('.').next().is_some_and(|end| end.starts_with(char::is_uppercase));
    let path = lower[host.len()..].starts_with('/') && lower.len() > host.len() + 2;
    beside().web_ends.has(end) && !tool && !sentence_end && (host.len() > end.len() + 2 || path)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn addresses_go() {
        check("figures@pellworthferries.co.uk. I replied once.", &["email: figures@pellworthferries.co.uk"]);
        check("or front.desk+leeds@harbourline.example is it", &["email: front.desk+leeds@harbourline.example"]);
        check("see www.ardlinn.example/meet-the-team now", &["url: www.ardlinn.example/meet-the-team"]);
        check("It says so on pellworthferries.co.uk, look", &["url: pellworthferries.co.uk"]);
        check("https://intranet.example/x?id=3 is down", &["url: https://intranet.example/x?id=3"]);
        check(
            "mail jo.bloggs@northmoor or see drinks-rus.store",
            &["email: jo.bloggs@northmoor", "url: drinks-rus.store"],
        );
    }

    #[test]
    fn addresses_in_disguise_go() {
        check("Reach me via jo.bloggs(at)acme.com now", &["email: jo.bloggs(at)acme.com"]);
        check("or jo [at] acme [dot] com", &["email: jo [at] acme [dot] com"]);
    }

    #[test]
    fn look_alikes_stay() {
        check("It was late.So we left, e.g. at five", &[]);
        check("Look at the dot com boom", &[]);
        check("join the dots, dot com or not", &[]);
        check("We moved to Monday.com in spring", &[]);
        check("and/or either", &[]);
        check("at that point in time we look at (at best) a dot in it", &[]);
    }
}
