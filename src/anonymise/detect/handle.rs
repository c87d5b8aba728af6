//! Handles: `@name`, `kasia_w_bakes`, `lesley underscore m`, and what is said to be one.

use std::sync::LazyLock;

use regex::Regex;

use super::{Detector, Hit, Signs};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::Scan;
use crate::lexicons::{beside, facts};
use crate::text::{Kind, Span, normal_form};

/// Social-media handles.
pub(super) struct Handle;

/// `moth_lamp#4471`, `/in/aurelie-dasgupta`, `the.real.mrs.batty`: forms of one network that nothing else has.
static FORMS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:^|[\s(,])((?i:[\p{L}][\p{L}\d_.]{2,31}#\d{4}",
        r"|/?in/\p{L}[\p{L}\d]+(?:-[\p{L}\d]+)+|/?u/\p{L}[\w-]{3,}|\p{Ll}{2,}(?:\.[\p{Ll}\d]{2,}){2,}))\b"
    ))
    .expect("the pattern is fixed")
});

/// Whether one of [`FORMS`] may stand in `raw`, by its marks: making the expression ready takes longer than many texts.
fn may_hold(raw: &str) -> bool {
    let before = |at: usize| raw[..at].chars().next_back().unwrap_or(' ');
    let behind = |at: usize| raw[at + 1..].chars().next().unwrap_or(' ');
    let numbered =
        |at: usize| (before(at).is_alphanumeric() || matches!(before(at), '_' | '.')) && behind(at).is_numeric();
    let path = |at: usize| behind(at).is_alphabetic() && opens_path(&raw[..at]);
    let dots: Vec<usize> = raw.match_indices('.').map(|(at, _)| at).collect();
    let parts = |pair: &[usize]| {
        let part = &raw[pair[0] + 1..pair[1]];
        let whole = !part.is_empty() && part.chars().all(char::is_alphanumeric);
        whole && before(pair[0]).is_alphabetic() && behind(pair[1]).is_alphanumeric()
    };
    raw.match_indices('#').any(|(at, _)| numbered(at))
        || raw.match_indices('/').any(|(at, _)| path(at))
        || dots.windows(2).any(parts)
}

/// Whether `in` or `u` stands at the end of `before` by itself.
fn opens_path(before: &str) -> bool {
    let head = ["in", "u"].into_iter().find_map(|word| {
        let cut = before.len().checked_sub(word.len())?;
        before.get(cut..).filter(|it| it.eq_ignore_ascii_case(word)).map(|_| &before[..cut])
    });
    let apart = |c: char| c.is_whitespace() || matches!(c, '(' | ',' | '/');
    head.is_some_and(|head| head.chars().next_back().is_none_or(apart))
}

/// Handles by their form alone.
fn formed(raw: &str) -> impl Iterator<Item = Span> {
    let found = Some(raw).filter(|raw| may_hold(raw)).into_iter().flat_map(|raw| FORMS.captures_iter(raw));
    found.filter_map(|found| found.get(1)).map(|found| Span::new(found.start(), found.end()))
}

impl Detector for Handle {
    fn may_fire(&self, signs: Signs) -> bool {
        signs.any(Signs::AT | Signs::SCORED | Signs::DIGIT | Signs::DOTTED)
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        let raw = scan.text.as_str();
        let mut spans: Vec<Span> = raw.match_indices('@').filter_map(|(at, _)| handle_at(raw, at)).collect();
        spans.extend(formed(raw).filter(|span| !spans.iter().any(|known| known.overlaps(*span))).collect::<Vec<_>>());
        for at in 0..scan.words.len() {
            let span = scored_at(scan, at).or_else(|| said_at(scan, at)).or_else(|| given_at(scan, at));
            spans.extend(span.filter(|span| !spans.iter().any(|known| known.overlaps(*span))));
        }
        spans.sort();
        spans.into_iter().map(|span| Hit { kind: IdentifierKind::Handle, span }).collect()
    }
}

/// Whether a word makes it worthwhile to look for a handle that has no `@`.
pub(super) fn sign(normal: &str) -> bool {
    normal == "underscore" || beside().handles.has(normal)
}

/// `kasia_w_bakes`, unless every part is an everyday word, as in the name of a field: `customer_id`.
fn scored_at(scan: &Scan<'_>, at: usize) -> Option<Span> {
    let token = scan.token(at)?;
    let raw = scan.text.as_str();
    if token.kind == Kind::Mark || token.kind == Kind::Placeholder {
        return None;
    }
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let start = raw[..token.span.start]
        .rfind(|c| !part(c))
        .map_or(0, |it| it + raw[it..].chars().next().map_or(1, char::len_utf8));
    let end = raw[token.span.end..].find(|c| !part(c)).map_or(raw.len(), |it| token.span.end + it);
    let whole = raw[start..end].trim_end_matches('.');
    let parts = || whole.split(['_', '.']).filter(|it| !it.is_empty());
    let letters = whole.chars().filter(|c| c.is_alphabetic()).count();
    let plain = |it: &str| it.len() > 1 && (1..=6).contains(&facts(&normal_form(it)).rank());
    let scored = whole.contains('_') && letters >= 3 && parts().count() >= 2 && !parts().all(plain);
    let first = start >= token.span.start;
    (scored && first).then(|| Span::new(start, start + whole.len()))
}

/// `big tam underscore nine`: words joined by `underscore`.
fn said_at(scan: &Scan<'_>, at: usize) -> Option<Span> {
    let word = |it: usize| scan.token(it).is_some_and(|token| token.kind != Kind::Mark);
    let joint = |it: usize| scan.normal(it) == "underscore";
    if !word(at) || joint(at) || !joint(at + 1) || !word(at + 2) || (at > 0 && joint(at - 1)) {
        return None;
    }
    let mut end = at + 3;
    while joint(end) && word(end + 1) {
        end += 2;
    }
    Some(scan.text.span_of(at..end))
}

/// `my insta is danaw`: an unknown word that is said to be a handle.
fn given_at(scan: &Scan<'_>, at: usize) -> Option<Span> {
    if !beside().handles.has(scan.normal(at)) {
        return None;
    }
    let mut next = at + 1;
    while next < at + 4 && matches!(scan.normal(next), "is" | "was" | "'s" | ":" | "at" | "as" | "called" | "name") {
        next += 1;
    }
    if scan.normal(next + 1) == "underscore" {
        return said_at(scan, next);
    }
    let told = next > at + 1 || scan.normal(at).ends_with("'s");
    if let Some(account) = account_at(scan, next) {
        return Some(account);
    }
    let unknown = scan.token(next).is_some_and(|it| it.kind != Kind::Mark && it.kind != Kind::Placeholder)
        && scan.facts(next).rank() == 0
        && !scan.facts(next).kept();
    (told && unknown).then(|| scan.text.span_of(next..next + 1))
}

/// `jmcallister3`, `t.reeves`, `tom-reeves-48b1a`: letters with figures or marks that part no everyday words.
fn account_at(scan: &Scan<'_>, at: usize) -> Option<Span> {
    let token = scan.token(at).filter(|it| !matches!(it.kind, Kind::Mark | Kind::Placeholder))?;
    let rest = &scan.text.as_str()[token.span.start..];
    let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))).unwrap_or(rest.len());
    let whole = rest[..end].trim_end_matches(['.', '-']);
    let plain = |it: &str| it.len() > 1 && facts(&normal_form(it)).rank() > 0;
    let parted = whole.contains(['.', '-', '_']) && !whole.split(['.', '-', '_']).all(plain);
    let letters = whole.chars().filter(|c| c.is_alphabetic()).count();
    let figured =
        letters >= 3 && whole.ends_with(|c: char| c.is_ascii_digit()) && whole.starts_with(char::is_alphabetic);
    (letters >= 3 && (parted || figured)).then(|| Span::new(token.span.start, token.span.start + whole.len()))
}

/// The handle whose `@` stands at byte `at`.
fn handle_at(raw: &str, at: usize) -> Option<Span> {
    let stands_free = !raw[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '@');
    let name = &raw[at + 1..];
    let end = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))).unwrap_or(name.len());
    let name = name[..end].trim_end_matches(['.', '-']);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (stands_free && letters >= 2).then(|| Span::new(at, at + 1 + name.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::check;
    use super::*;

    proptest! {
        #[test]
        fn no_form_is_left_out_by_its_marks(raw in "([a-z]{1,3}|in|IN|u|[0-9]{1,4}|[/.#(, é_-]){0,16}") {
            prop_assert!(may_hold(&raw) || !FORMS.is_match(&raw), "{raw:?}");
        }
    }

    #[test]
    fn handles_go() {
        check("who picked @roomtobreathe_official, then", &["handle: @roomtobreathe_official"]);
        check("(@dana.w) and @kd_99.", &["handle: @dana.w", "handle: @kd_99"]);
    }

    #[test]
    fn handles_without_their_sign_go() {
        check("look me up gannetvan_steve i film it all", &["handle: gannetvan_steve"]);
        check("my username was lesley underscore m", &["handle: lesley underscore m"]);
        check(
            "Discord: moth_lamp#4471, or /in/aurelie-dasgupta-ops there",
            &["handle: moth_lamp#4471", "handle: /in/aurelie-dasgupta-ops"],
        );
        check("i'm the.real.mrs.batty on it", &["handle: the.real.mrs.batty"]);
        check("I'm user jmcallister3 on it, the login is t.reeves.", &["handle: jmcallister3", "handle: t.reeves"]);
        check("I'm on LinkedIn as tom-reeves-48b1a", &["handle: tom-reeves-48b1a"]);
        check("his handle's ferrytomx on there", &["handle: ferrytomx"]);
    }

    #[test]
    fn look_alikes_stay() {
        check("customer_id and first_name are mandatory, our twitter is good", &[]);
        check("two @ 5 each, 3@4", &[]);
        check("the login is slow, login is on-line, a user is well-known, the login was down.", &[]);
        check("in/out and and/or, issue#12, in/near the shop e.g. it was late.so we left", &[]);
    }
}
