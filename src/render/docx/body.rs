//! The text of the document: a paragraph or table for each block.

use std::fmt::Write;

use crate::render::columns::widths;
use crate::render::document::{Block, Chart, Document, Table};
use crate::render::picture::{Picture, WIDTH, escaped};

/// English metric units of a point.
const EMU: f32 = 12_700.0;

/// The width of the text, in points: A4 less its margins.
const TEXT: f32 = 451.0;

/// The most rows of a table that is kept on one page.
const WHOLE: usize = 14;

/// The body and the pictures it shows.
pub(super) struct Body {
    pub(super) xml: String,
    pub(super) pictures: Vec<Vec<u8>>,
    lists: usize,
}

impl Body {
    /// How many numbered lists there are; each counts from one.
    pub(super) fn lists(&self) -> usize {
        self.lists
    }

    fn paragraph(&mut self, style: &str, words: &str) {
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run("", words));
    }

    fn heading(&mut self, style: &str, bookmark: Option<(usize, &str)>, words: &str) {
        let (open, close) = bookmark.map_or_else(Default::default, |(id, name)| {
            (format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>"), format!("<w:bookmarkEnd w:id=\"{id}\"/>"))
        });
        let words = run("", words);
        // The first part stands under the contents, as on any cover.
        let first = matches!(bookmark, Some((1, _)));
        let place = if first { "<w:pageBreakBefore w:val=\"0\"/><w:spacing w:before=\"480\"/>" } else { "" };
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{place}</w:pPr>{open}{words}{close}</w:p>");
    }

    /// A field of the table of contents with its entries; whoever opens the document gets the page numbers.
    fn contents(&mut self, document: &Document) {
        self.paragraph("ContentsTitle", "Contents");
        self.xml.push_str(
            "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr><w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r>\
             <w:r><w:instrText xml:space=\"preserve\">TOC \\o \"1-2\" \\h \\z \\u</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r></w:p>",
        );
        for part in &document.parts {
            let words = run("", part.title);
            let anchor = bookmark(part.anchor);
            let _ = write!(
                self.xml,
                "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr><w:hyperlink w:anchor=\"{anchor}\">{words}</w:hyperlink></w:p>"
            );
        }
        self.xml.push_str(
            "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
        );
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(words) => self.heading("Heading2", None, words),
            Block::Lead(words) => self.paragraph("Lead", words),
            Block::Paragraph(words) => self.paragraph("BodyText", words),
            Block::Mark(words) => self.paragraph("Mark", words),
            Block::Claim { says, reach } => {
                let (says, reach) =
                    (run("<w:b/>", says), run("<w:color w:val=\"52606B\"/><w:sz w:val=\"19\"/>", reach));
                let _ = write!(
                    self.xml,
                    "<w:p><w:pPr><w:pStyle w:val=\"Claim\"/></w:pPr>{says}<w:r><w:br/></w:r>{reach}</w:p>"
                );
            }
            Block::Note { title, words } => {
                let (title, words) = (run("<w:b/>", &format!("{title}.")), run("", &format!(" {words}")));
                let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"Caution\"/></w:pPr>{title}{words}</w:p>");
            }
            Block::Quotation { words, voice } => {
                let (words, voice) =
                    (run("<w:i/>", &format!("“{words}”")), run("<w:color w:val=\"52606B\"/>", &format!(" ({voice})")));
                let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"Quote\"/></w:pPr>{words}{voice}</w:p>");
            }
            Block::List(items) => self.list(1, items),
            Block::Steps(items) => {
                self.lists += 1;
                self.list(1 + self.lists, items);
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
        }
    }

    fn list(&mut self, number: usize, items: &[String]) {
        for item in items {
            let words = run("", item);
            let _ = write!(
                self.xml,
                "<w:p><w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{number}\"/>\
                 </w:numPr></w:pPr>{words}</w:p>"
            );
        }
    }

    fn table(&mut self, table: &Table) {
        self.paragraph("Caption", &table.caption);
        // In the twentieths of a point that Word counts in; its own letters are a little narrower than ours.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "columns are a few inches wide")]
        let wide: Vec<usize> = widths(table, 9.0, TEXT).into_iter().map(|wide| (wide * 20.0) as usize).collect();
        let caption = escaped(&table.caption);
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Figures\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblCaption w:val=\"{caption}\"/></w:tblPr><w:tblGrid>"
        );
        for wide in &wide {
            let _ = write!(self.xml, "<w:gridCol w:w=\"{wide}\"/>");
        }
        self.xml.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        // A table that fits on a page is not torn.
        let last = if table.rows.len() > WHOLE { 0 } else { table.rows.len().saturating_sub(1) };
        for (at, column) in table.columns.iter().enumerate() {
            self.cell(wide[at], at > 0, true, "<w:b/>", column);
        }
        self.xml.push_str("</w:tr>");
        for (at, row) in table.rows.iter().enumerate() {
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            self.cell(wide[0], false, at < last, "", &row.name);
            for (cell, &wide) in row.cells.iter().zip(&wide[1..]) {
                self.cell(wide, true, at < last, "", cell);
            }
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
        self.paragraph("TableNote", &table.note);
    }

    fn cell(&mut self, wide: usize, right: bool, keep: bool, how: &str, words: &str) {
        let keep = if keep { "<w:keepNext/>" } else { "" };
        let side = if right { "<w:jc w:val=\"right\"/>" } else { "" };
        let words = run(how, words);
        let _ = write!(
            self.xml,
            "<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/>{keep}{side}</w:pPr>\
             {words}</w:p></w:tc>"
        );
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a picture is a few hundred points high"
    )]
    fn chart(&mut self, chart: &Chart) {
        let picture = Picture::of(chart);
        self.pictures.push(picture.png());
        let number = self.pictures.len();
        let (wide, high) = ((TEXT * EMU) as u64, (picture.high * TEXT / WIDTH * EMU) as u64);
        self.paragraph("Caption", &chart.caption);
        let alt = escaped(&chart.words());
        let _ = write!(
            self.xml,
            "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:drawing><wp:inline><wp:extent cx=\"{wide}\" cy=\"{high}\"/>\
             <wp:docPr id=\"{number}\" name=\"Chart {number}\" descr=\"{alt}\"/><a:graphic><a:graphicData \
             uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" \
             name=\"chart{number}.png\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rChart{number}\"/><a:stretch>\
             <a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/>\
             </a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>\
             </w:drawing></w:r></w:p>"
        );
    }
}

pub(super) fn body(document: &Document) -> Body {
    let mut body = Body { xml: String::new(), pictures: Vec::new(), lists: 0 };
    body.paragraph("Banner", document.banner);
    body.paragraph("Title", document.title);
    body.paragraph("Subtitle", &document.subtitle);
    body.contents(document);
    for (at, part) in document.parts.iter().enumerate() {
        body.heading("Heading1", Some((at + 1, &bookmark(part.anchor))), part.title);
        for block in &part.blocks {
            body.block(block);
        }
    }
    body
}

/// A name that a link can go to.
fn bookmark(anchor: &str) -> String {
    format!("part_{}", anchor.replace('-', "_"))
}

fn run(how: &str, words: &str) -> String {
    let properties = if how.is_empty() { String::new() } else { format!("<w:rPr>{how}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(words))
}
