//! Handles: `@name`.

use super::{Detector, Hit, Signs};
use crate::anonymise::IdentifierKind;
use crate::anonymise::scan::Scan;
use crate::text::Span;

/// Social-media handles.
pub(super) struct Handle;

impl Detector for Handle {
    fn may_fire(&self, signs: Signs) -> bool {
        signs.any(Signs::AT)
    }

    fn find(&self, scan: &Scan<'_>) -> Vec<Hit> {
        let raw = scan.text.as_str();
        let starts = raw.match_indices('@').map(|(at, _)| at);
        starts.filter_map(|at| handle_at(raw, at)).map(|span| Hit { kind: IdentifierKind::Handle, span }).collect()
    }
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
    use super::super::testing::check;

    #[test]
    fn handles_go() {
        check("who picked @roomtobreathe_official, then", &["handle: @roomtobreathe_official"]);
        check("(@dana.w) and @kd_99.", &["handle: @dana.w", "handle: @kd_99"]);
    }

    #[test]
    fn look_alikes_stay() {
        check("two @ 5 each, 3@4", &[]);
    }
}
