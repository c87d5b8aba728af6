//! The tables of the findings as a workbook: a sheet of contents, then a sheet for each table.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::document::{Block, Document, Table};

/// The tables as an XLSX file, the same bytes for the same findings.
pub fn xlsx(document: &Document) -> Vec<u8> {
    written(document).expect("a workbook in memory can be written")
}

fn written(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new().set_title(document.title).set_author("undertone").set_creation_datetime(&made),
    );
    let bold = Format::new().set_bold();
    let tables: Vec<(&str, &Table)> = document.parts.iter().flat_map(|part| tables(part.title, &part.blocks)).collect();

    let contents = book.add_worksheet();
    contents.set_name("Contents")?.set_column_width(0, 12)?.set_column_width(1, 80)?;
    contents.write_with_format(0, 0, document.banner, &bold)?;
    contents.write_with_format(1, 0, document.title, &bold)?;
    contents.write(2, 0, document.subtitle.as_str())?;
    contents.write_with_format(4, 0, "Sheet", &bold)?.write_with_format(4, 1, "What it shows", &bold)?;
    for (row, (at, (part, table))) in (5..).zip(tables.iter().enumerate()) {
        contents.write(row, 0, sheet_name(at))?.write(row, 1, format!("{part}: {}", table.caption))?;
    }
    for (at, (_, table)) in tables.iter().enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(at))?;
        fill(sheet, document.banner, table)?;
    }
    book.save_to_buffer()
}

fn tables<'d>(part: &'d str, blocks: &'d [Block]) -> impl Iterator<Item = (&'d str, &'d Table)> {
    blocks.iter().filter_map(move |block| match block {
        Block::Table(table) => Some((part, table)),
        _ => None,
    })
}

fn sheet_name(at: usize) -> String {
    format!("Table {}", at + 1)
}

fn fill(sheet: &mut Worksheet, banner: &str, table: &Table) -> Result<(), XlsxError> {
    let (bold, wrapped) = (Format::new().set_bold().set_text_wrap(), Format::new().set_text_wrap());
    sheet.set_header(format!("&L{banner}"));
    sheet.set_column_width(0, 60)?;
    sheet.write_with_format(0, 0, banner, &Format::new().set_bold())?;
    sheet.write_with_format(1, 0, table.caption.as_str(), &Format::new().set_bold())?;
    for (column, heading) in (0u16..).zip(&table.columns) {
        sheet.write_with_format(3, column, *heading, &bold)?;
        if column > 0 {
            sheet.set_column_width(column, 16)?;
        }
    }
    sheet.set_freeze_panes(4, 1)?;
    let mut at = 4;
    for row in &table.rows {
        sheet.write_with_format(at, 0, row.name.as_str(), &wrapped)?;
        for (column, cell) in (1u16..).zip(&row.cells) {
            match cell.parse::<u32>() {
                Ok(number) => sheet.write(at, column, number)?,
                Err(_) => sheet.write(at, column, cell.as_str())?,
            };
        }
        at += 1;
    }
    if !table.note.is_empty() {
        sheet.write_with_format(at + 1, 0, table.note.as_str(), &wrapped)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::document::document;
    use super::super::texts;
    use super::*;
    use crate::findings::examples::publishable;

    #[test]
    fn every_table_has_a_sheet() {
        let all = texts(&xlsx(&document(&publishable()))).join("\n");
        for words in
            ["Does the strategy work for your customers?", "How each yes/no question was answered", "Confidential"]
        {
            assert!(all.contains(words), "{words}");
        }
    }

    #[test]
    fn the_same_findings_give_the_same_bytes() {
        assert!(xlsx(&document(&publishable())) == xlsx(&document(&publishable())));
    }
}
