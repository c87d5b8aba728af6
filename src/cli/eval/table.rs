//! Tables of figures, for a terminal and for a page.

use std::fmt::Write;

/// A table: what it is about, the heads of its columns, and its rows, each with a name before its cells.
pub(super) struct Table {
    title: String,
    heads: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
}

/// Space between two columns of a terminal.
const GAP: usize = 3;

impl Table {
    pub(super) fn new<'a>(title: impl Into<String>, heads: impl IntoIterator<Item = &'a str>) -> Self {
        Table { title: title.into(), heads: heads.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }

    /// Adds a row; columns that `cells` does not reach stay empty.
    pub(super) fn push(&mut self, name: impl Into<String>, cells: impl IntoIterator<Item = String>) {
        let mut cells: Vec<String> = cells.into_iter().collect();
        cells.resize(self.heads.len(), String::new());
        self.rows.push((name.into(), cells));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// In columns: names to the left, figures to the right.
    pub(super) fn terminal(&self) -> String {
        let named = self.rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max(24);
        let wide = |at: usize| {
            let cells = self.rows.iter().map(|(_, cells)| cells[at].len());
            cells.chain([self.heads[at].len()]).max().unwrap_or(0).max(9) + GAP
        };
        let widths: Vec<usize> = (0..self.heads.len()).map(wide).collect();
        let mut out = format!("{}\n", self.title);
        let mut line = |name: &str, cells: &[String]| {
            let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:>width$}"));
            let _ = writeln!(out, "{}", format!("  {name:named$}{}", cells.collect::<String>()).trim_end());
        };
        line("", &self.heads);
        self.rows.iter().for_each(|(name, cells)| line(name, cells));
        out
    }

    /// In Markdown, behind an empty line.
    pub(super) fn markdown(&self) -> String {
        let mut out = format!("\n| {} | {} |\n|---|", self.title, self.heads.join(" | "));
        let _ = writeln!(out, "{}", "---:|".repeat(self.heads.len()));
        for (name, cells) in &self.rows {
            let _ = writeln!(out, "| {name} | {} |", cells.join(" | "));
        }
        out
    }
}

/// A share as figures are shown.
pub(super) fn figure(share: f64) -> String {
    format!("{share:.3}")
}

/// The same; a dash where there is nothing to take it of.
pub(super) fn figure_or_dash(share: Option<f64>) -> String {
    share.map_or("-".to_owned(), figure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_reads_alike_on_a_terminal_and_on_a_page() {
        let mut table = Table::new("names", ["share", "of"]);
        table.push("hidden", [figure(0.5), "12".to_owned()]);
        table.push("kept", [figure_or_dash(None)]);
        let line = |name: &str, share: &str, of: &str| format!("  {name:24}{share:>12}{of:>12}").trim_end().to_owned();
        let lines = ["names".to_owned(), line("", "share", "of"), line("hidden", "0.500", "12"), line("kept", "-", "")];
        assert_eq!(table.terminal().lines().collect::<Vec<_>>(), lines);
        let page = "\n| names | share | of |\n|---|---:|---:|\n| hidden | 0.500 | 12 |\n| kept | - |  |\n";
        assert_eq!(table.markdown(), page);
    }
}
