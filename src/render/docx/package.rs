//! What a DOCX file needs around its text: types, relations, styles, numbering, header, footer, properties.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::body::Body;
use crate::render::document::Document;
use crate::render::picture::escaped;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The zip with everything in it; every part bears the same time.
pub(super) fn package(document: &Document, body: &Body) -> Vec<u8> {
    let section = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rHeader\"/><w:footerReference w:type=\"default\" \
                   r:id=\"rFooter\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" \
                   w:bottom=\"1440\" w:left=\"1440\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr>";
    let text = format!("{HEAD}<w:document {SPACES}><w:body>{}{section}</w:body></w:document>", body.xml);
    let mut parts: Vec<(String, Vec<u8>)> = [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", relations()),
        ("docProps/core.xml", core(document)),
        ("docProps/app.xml", app()),
        ("word/document.xml", text),
        ("word/styles.xml", styles()),
        ("word/numbering.xml", numbering(body.lists())),
        ("word/settings.xml", format!("{HEAD}<w:settings {SPACES}><w:defaultTabStop w:val=\"708\"/></w:settings>")),
        ("word/header1.xml", header(document)),
        ("word/footer1.xml", footer()),
        ("word/_rels/document.xml.rels", document_relations(body.pictures.len())),
    ]
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .into();
    for (at, picture) in body.pictures.iter().enumerate() {
        parts.push((format!("word/media/chart{}.png", at + 1), picture.clone()));
    }
    zipped(&parts)
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let how = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in parts {
        zip.start_file(name.as_str(), how).expect("a zip in memory can be written");
        zip.write_all(contents).expect("a zip in memory can be written");
    }
    zip.finish().expect("a zip in memory can be written").into_inner()
}

fn types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut types = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>"
    );
    let parts = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("header1", "header"),
        ("footer1", "footer"),
    ];
    for (part, kind) in parts {
        let _ = write!(types, "<Override PartName=\"/word/{part}.xml\" ContentType=\"{word}.{kind}+xml\"/>");
    }
    types + "</Types>"
}

fn relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATION}/officeDocument\" \
         Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/><Relationship Id=\"rId3\" Type=\"{RELATION}/extended-properties\" \
         Target=\"docProps/app.xml\"/></Relationships>"
    )
}

fn document_relations(pictures: usize) -> String {
    let mut relations = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    let parts = [
        ("rStyles", "styles", "styles.xml"),
        ("rNumbering", "numbering", "numbering.xml"),
        ("rSettings", "settings", "settings.xml"),
        ("rHeader", "header", "header1.xml"),
        ("rFooter", "footer", "footer1.xml"),
    ];
    for (id, kind, target) in parts {
        let _ = write!(relations, "<Relationship Id=\"{id}\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/>");
    }
    for at in 1..=pictures {
        let _ = write!(
            relations,
            "<Relationship Id=\"rChart{at}\" Type=\"{RELATION}/image\" Target=\"media/chart{at}.png\"/>"
        );
    }
    relations + "</Relationships>"
}

/// Title and program, and nobody's name.
fn core(document: &Document) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>undertone</dc:creator><cp:lastModifiedBy>undertone</cp:lastModifiedBy>\
         <dc:language>en-GB</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>",
        escaped(document.title)
    )
}

fn app() -> String {
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>undertone</Application></Properties>"
    )
}

fn header(document: &Document) -> String {
    format!(
        "{HEAD}<w:hdr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p></w:hdr>",
        escaped(document.banner)
    )
}

fn footer() -> String {
    let field = |name: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\">{name}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    format!(
        "{HEAD}<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}<w:r><w:t xml:space=\"preserve\"> of \
         </w:t></w:r>{}</w:p></w:ftr>",
        field("PAGE"),
        field("NUMPAGES")
    )
}

/// One list with dots, and one with numbers for each numbered list, so that each counts from one.
fn numbering(lists: usize) -> String {
    let level = |format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc \
             w:val=\"left\"/><w:pPr><w:ind w:left=\"500\" w:hanging=\"360\"/></w:pPr></w:lvl>"
        )
    };
    let mut numbering = format!(
        "{HEAD}<w:numbering {SPACES}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"singleLevel\"/>{}</w:abstractNum><w:num \
         w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        level("bullet", "•"),
        level("decimal", "%1.")
    );
    for at in 0..lists {
        let _ = write!(
            numbering,
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride \
             w:val=\"1\"/></w:lvlOverride></w:num>",
            at + 2
        );
    }
    numbering + "</w:numbering>"
}

/// Name, what it is based on, paragraph properties, run properties.
const STYLES: &[(&str, &str, &str, &str)] = &[
    ("BodyText", "Body Text", "<w:spacing w:after=\"140\" w:line=\"288\" w:lineRule=\"auto\"/>", ""),
    ("Banner", "Banner", "<w:spacing w:after=\"240\"/>", "<w:b/><w:caps/><w:color w:val=\"7C2D3A\"/>"),
    ("Title", "Title", "<w:spacing w:after=\"80\"/>", "<w:b/><w:color w:val=\"1D2730\"/><w:sz w:val=\"52\"/>"),
    ("Subtitle", "Subtitle", "<w:spacing w:after=\"360\"/>", "<w:color w:val=\"52606B\"/><w:sz w:val=\"24\"/>"),
    ("ContentsTitle", "Contents Title", "<w:keepNext/><w:spacing w:after=\"100\"/>", "<w:b/><w:sz w:val=\"26\"/>"),
    (
        "Heading1",
        "heading 1",
        "<w:keepNext/><w:pageBreakBefore/><w:spacing w:before=\"0\" w:after=\"200\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:color w:val=\"0B4854\"/><w:sz w:val=\"34\"/>",
    ),
    (
        "Heading2",
        "heading 2",
        "<w:keepNext/><w:spacing w:before=\"320\" w:after=\"100\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:sz w:val=\"26\"/>",
    ),
    (
        "Lead",
        "Lead",
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"0B4854\"/></w:pBdr><w:shd w:val=\"clear\" w:fill=\"E9F2F3\"/><w:spacing w:before=\"120\" w:after=\"200\" w:line=\"288\" w:lineRule=\"auto\"/><w:ind w:left=\"200\"/>",
        "<w:sz w:val=\"26\"/>",
    ),
    (
        "Mark",
        "Mark",
        "<w:keepNext/><w:spacing w:after=\"80\"/>",
        "<w:b/><w:color w:val=\"0B4854\"/><w:sz w:val=\"19\"/>",
    ),
    ("Claim", "Claim", "<w:keepNext/><w:keepLines/><w:spacing w:before=\"200\" w:after=\"60\"/>", ""),
    (
        "Caution",
        "Caution",
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"B07008\"/></w:pBdr><w:shd w:val=\"clear\" w:fill=\"FDF5E4\"/><w:spacing w:before=\"160\" w:after=\"200\"/><w:ind w:left=\"200\"/>",
        "",
    ),
    ("Quote", "Quote", "<w:keepLines/><w:spacing w:after=\"100\"/><w:ind w:left=\"400\" w:right=\"200\"/>", ""),
    ("ListParagraph", "List Paragraph", "<w:spacing w:after=\"80\"/>", ""),
    ("Caption", "caption", "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"80\"/>", "<w:b/><w:sz w:val=\"20\"/>"),
    ("Cell", "Cell", "<w:spacing w:before=\"30\" w:after=\"30\"/>", "<w:sz w:val=\"18\"/>"),
    (
        "TableNote",
        "Table Note",
        "<w:spacing w:before=\"60\" w:after=\"200\"/>",
        "<w:color w:val=\"52606B\"/><w:sz w:val=\"18\"/>",
    ),
    (
        "TOC1",
        "toc 1",
        "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9020\"/></w:tabs><w:spacing w:after=\"60\"/>",
        "",
    ),
    ("Header", "header", "", "<w:b/><w:caps/><w:color w:val=\"7C2D3A\"/><w:sz w:val=\"18\"/>"),
    ("Footer", "footer", "<w:jc w:val=\"right\"/>", "<w:color w:val=\"52606B\"/><w:sz w:val=\"18\"/>"),
];

fn styles() -> String {
    let mut styles = format!(
        "{HEAD}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" \
         w:cs=\"Arial\"/><w:sz w:val=\"21\"/><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault></w:docDefaults><w:style \
         w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>"
    );
    for (id, name, paragraph, run) in STYLES {
        let _ = write!(
            styles,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        );
    }
    let line = |side: &str, size: u8, colour: &str| {
        format!("<w:{side} w:val=\"single\" w:sz=\"{size}\" w:space=\"0\" w:color=\"{colour}\"/>")
    };
    let _ = write!(
        styles,
        "<w:style w:type=\"table\" w:styleId=\"Figures\"><w:name w:val=\"Figures\"/><w:tblPr><w:tblBorders>{}{}{}</w:tblBorders>\
         <w:tblCellMar><w:left w:w=\"70\" w:type=\"dxa\"/><w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>\
         <w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:shd w:val=\"clear\" w:fill=\"E9F2F3\"/></w:tcPr></w:tblStylePr></w:style>",
        line("top", 8, "1D2730"),
        line("bottom", 8, "1D2730"),
        line("insideH", 4, "D5DBE0")
    );
    styles + "</w:styles>"
}
