//! Findings as documents. A [`Document`] comes of
//! [`Publishable`](crate::findings::Publishable) findings and of nothing else, and is what every form is made from, so
//! that forms cannot differ in what they say; [`same`] alone writes anonymised copies.

mod columns;
mod document;
mod docx;
mod html;
mod json;
mod letters;
mod markdown;
mod pdf;
mod picture;
pub mod same;
mod texts;
mod xlsx;

pub use document::{Document, comparison, document};
pub use docx::docx;
pub use html::html;
pub use json::{comparison_json, json};
pub use markdown::markdown;
pub use pdf::pdf;
pub use texts::texts;
pub use xlsx::xlsx;

/// Every form says the same, down to the words.
#[cfg(test)]
mod tests {
    use super::document::{Block, document};
    use super::*;
    use crate::findings::examples::publishable;

    /// Letters and figures only: forms break lines and escape marks each in their own way.
    fn bare(text: &str) -> String {
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    }

    /// What every form must say; the workbook has the tables only.
    fn said(document: &Document) -> (Vec<String>, Vec<String>) {
        let (mut all, mut tables) = (vec![document.title.to_owned(), document.subtitle.clone()], Vec::new());
        for part in &document.parts {
            all.push(part.title.to_owned());
            for block in &part.blocks {
                match block {
                    Block::Heading(it) | Block::Lead(it) | Block::Paragraph(it) | Block::Mark(it) => {
                        all.push(it.clone());
                    }
                    Block::Claim { says, reach } => all.extend([says.clone(), reach.clone()]),
                    Block::Note { title, words } => all.extend([(*title).to_owned(), words.clone()]),
                    Block::Quotation { words, voice } => all.extend([words.clone(), (*voice).to_owned()]),
                    Block::List(items) | Block::Steps(items) => all.extend(items.clone()),
                    Block::Table(table) => {
                        let cells = table.rows.iter().flat_map(|row| row.cells.iter().chain([&row.name]));
                        tables.extend(cells.chain([&table.caption, &table.note]).cloned());
                    }
                    Block::Chart(chart) => all.extend(chart.bars.iter().map(|bar| bar.name.clone())),
                }
            }
        }
        (all, tables)
    }

    #[test]
    fn every_form_says_the_same() {
        let document = document(&publishable());
        let (all, tables) = said(&document);
        let page =
            html(&document).replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&").replace("&#39;", "'");
        let forms = [
            ("markdown", markdown(&document)),
            ("html", page),
            ("docx", texts(&docx(&document)).join("")),
            ("pdf", super::pdf::lines(&document).join(" ")),
        ];
        for (form, text) in forms {
            let text = bare(&text);
            for words in all.iter().chain(&tables) {
                assert!(text.contains(&bare(words)), "{form} lacks: {words}");
            }
        }
        let book = bare(&texts(&xlsx(&document)).join(" "));
        for words in tables.iter().filter(|it| it.parse::<u32>().is_err()) {
            assert!(book.contains(&bare(words)), "xlsx lacks: {words}");
        }
    }
}
