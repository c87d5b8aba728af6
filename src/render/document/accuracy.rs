//! This version's measured accuracy, from the page that `undertone eval` writes.

/// The page with the figures.
const PAGE: &str = include_str!("../../../docs/accuracy.md");

/// What the figures say in plain words; nothing where the page has none.
pub(super) fn measured() -> Option<String> {
    let said = [
        share("identifiers-held", "hidden").map(|it| format!("of 100 names and other telling details it hid {it}")),
        share("themes-held", "themes, macro-F1")
            .map(|it| format!("its themes agreed with people’s to {it} on a scale from 0 to 100")),
        share("assent-held", "reluctant yes, F1").map(|it| format!("its reluctant yes agreed to {it}")),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| {
        format!(
            "Measured on sentences that nobody had looked at while version {} was built, {}. Names that it missed can \
             stand in the analyst’s files, and every quotation here was searched for those it found.",
            env!("CARGO_PKG_VERSION"),
            said.join("; ")
        )
    })
}

/// The figure of a file in the page's first table, in hundredths.
fn share(file: &str, column: &str) -> Option<String> {
    let mut table = PAGE.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let at = cells(table.next()?).position(|cell| cell == column)?;
    let row = table.find(|line| cells(line).next() == Some(file))?;
    let share: f64 = cells(row).nth(at)?.parse().ok()?;
    Some(format!("{:.0}", share * 100.0))
}

fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.trim_matches('|').split('|').map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_what_the_report_tells() {
        let words = measured().expect("the page has figures");
        for part in ["telling details it hid ", "themes agreed", "reluctant yes agreed to "] {
            assert!(words.contains(part), "{words}");
        }
    }
}
