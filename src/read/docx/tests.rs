//! Documents made by hand, with what Word and its users put into them.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::package::MAIN;
use crate::anonymise::unchanged;
use crate::read::tests::{all, notices, open, turns};
use crate::render::same;

fn document(body: &str) -> Vec<u8> {
    let xml = format!("<w:document xmlns:w=\"{MAIN}\"><w:body>{body}</w:body></w:document>");
    zipped(&[("word/document.xml", &xml)])
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("started");
        zip.write_all(contents.as_bytes()).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

/// Paragraphs of one run each.
fn paragraphs(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| ["<w:p><w:r><w:t>", *line, "</w:t></w:r></w:p>"]).collect()
}

/// The body of the copy in which labels are replaced and words are not.
fn copy(bytes: &[u8]) -> String {
    let mut out = Vec::new();
    for transcript in all("talk.docx", bytes).expect("readable") {
        same::write(&unchanged(transcript), &mut out).expect("written");
    }
    let mut zip = ZipArchive::new(Cursor::new(out)).expect("an archive");
    let mut body = String::new();
    zip.by_name("word/document.xml").expect("a body").read_to_string(&mut body).expect("text");
    body
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(turns("talk.docx", document(body)), expected, "{body}");
}

#[test]
fn paragraphs_and_soft_breaks_are_lines() {
    check(
        &paragraphs(&["Ana: Hi.", "Lee: Ho.", "Still me.", "Ana: So."]),
        &["1 Ana: Hi.", "2 Lee: Ho. Still me.", "4 Ana: So."],
    );
    check(
        "<w:p><w:r><w:t>Ana Lopes   0:03</w:t><w:br/><w:t xml:space=\"preserve\">Good </w:t></w:r><w:r><w:t>day.</w:t></w:r></w:p>\
         <w:p><w:r><w:t>Lee Wu   0:07</w:t><w:br/><w:t>Yes.</w:t></w:r></w:p>",
        &["2 Ana Lopes: Good day.", "4 Lee Wu: Yes."],
    );
}

#[test]
fn older_teams_documents_have_names_below_times() {
    let lines = ["0:0:0.0 --&gt; 0:0:1.510", "Ana Lopes", "Hi.", "0:0:2.0 --&gt; 0:0:3.1", "Lee Wu", "Ho."];
    check(&paragraphs(&lines), &["3 Ana Lopes: Hi.", "6 Lee Wu: Ho."]);
}

#[test]
fn bold_names_and_tables_are_labels() {
    let bold = |name: &str, words: &str| {
        format!(
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{name}:</w:t></w:r><w:r><w:t xml:space=\"preserve\"> {words}</w:t></w:r></w:p>"
        )
    };
    check(&[bold("Ana", "One thing: hi."), bold("Lee", "Ho.")].concat(), &["1 Ana: One thing: hi.", "2 Lee: Ho."]);
    let row = |time: &str, name: &str, words: &str| {
        let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraphs(&[words]));
        format!("<w:tr>{}{}{}</w:tr>", cell(time), cell(name), cell(words))
    };
    check(
        &format!("<w:tbl>{}{}</w:tbl>", row("00:01", "Ana Lopes", "Hi."), row("00:04", "Lee Wu", "Ho.")),
        &["1 Ana Lopes: Hi.", "2 Lee Wu: Ho."],
    );
}

/// A table of these rows, their cells parted by bars.
fn table(rows: &[&str]) -> String {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraphs(&[words]));
    let row = |row: &&str| format!("<w:tr>{}</w:tr>", row.split('|').map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn a_table_beside_the_talk_is_left_out_and_told() {
    let talk = paragraphs(&["Host: Does it work?", "Ana Lopes: It does.", "Lee Wu: No."]);
    let rest = paragraphs(&["Host: Anything else?", "Lee Wu: No. Bo will ring."]);
    let body = [talk, table(&["Name|Role", "Bo Ek|Head of Ops"]), rest].concat();
    check(
        &body,
        &[
            "1 Host: Does it work?",
            "2 Ana Lopes: It does.",
            "3 Lee Wu: No.",
            "6 Host: Anything else?",
            "7 Lee Wu: No. Bo will ring.",
        ],
    );
    let bytes = document(&body);
    assert!(notices("talk.docx", &bytes)[0].contains("1 table that is no talk"));
    let copy = copy(&bytes);
    assert!(!copy.contains("<w:tbl>") && !copy.contains("Role") && copy.contains("Anything else?"), "{copy}");
}

#[test]
fn tables_tell_who_was_there_and_headings_say_nothing() {
    let rows = ["Moderator|Ana Lopes", "Lena Novak|Head of Operations", "Date|4 May"];
    let talk = table(&["Speaker|Comment", "Ana|Does it work", "Lee Wu|It does", "Ana|Thanks, Lee"]);
    let body = [table(&rows), talk].concat();
    check(&body, &["5 Ana: Does it work", "6 Lee Wu: It does", "7 Ana: Thanks, Lee"]);
    let transcripts = all("talk.docx", document(&body)).expect("readable");
    let present: Vec<&str> = transcripts[0].present.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(present, ["Ana Lopes", "Lena Novak"]);
    assert_eq!(transcripts[0].speakers[0].names, ["Ana Lopes"]);
    assert_eq!(transcripts[0].speakers[0].role, crate::transcript::Role::Moderator);
}

#[test]
fn what_is_not_text_is_left_out_and_told() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">Ana: I </w:t></w:r><w:del w:author=\"Bo Ek\"><w:r><w:delText>hate</w:delText></w:r></w:del>\
                <w:ins w:author=\"Bo Ek\"><w:r><w:t>like</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>\
                <w:hyperlink r:id=\"rId9\"><w:r><w:t xml:space=\"preserve\"> it.</w:t></w:r></w:hyperlink><w:r><w:commentReference w:id=\"1\"/></w:r></w:p>\
                <w:p><w:pPr><w:pStyle w:val=\"Bo Ek\"/><w:jc w:val=\"center\"/></w:pPr><w:r w:rsidR=\"00AB12CD\"><w:t>Lee: No.</w:t></w:r></w:p>";
    let bytes = document(body);
    assert_eq!(turns("talk.docx", &bytes), ["1 Ana: I like it.", "2 Lee: No."]);
    let told = &notices("talk.docx", &bytes)[0];
    assert!(told.ends_with("1 comment, 1 hidden text, 1 tracked deletion"), "{told}");
    let copy = copy(&bytes);
    for gone in ["Bo Ek", "hate", "secret", "00AB12CD", "rId9", "comment"] {
        assert!(!copy.contains(gone), "{copy}");
    }
    assert!(copy.contains("<w:jc w:val=\"center\">"), "{copy}");
}

#[test]
fn text_boxes_are_read_once_and_follow_their_paragraph() {
    let text = "<w:txbxContent><w:p><w:r><w:t>Lee: From a box.</w:t></w:r></w:p></w:txbxContent>";
    let body = format!(
        "{}<w:p><w:r><w:t>Ana: Hi.</w:t><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr descr=\"Bo Ek\"/>{text}</w:drawing>\
         </mc:Choice><mc:Fallback><w:pict>{text}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        paragraphs(&["Lee: So.", "Ana: Yes."])
    );
    check(&body, &["1 Lee: So.", "2 Ana: Yes. Hi.", "4 Lee: From a box."]);
    assert!(!copy(&document(&body)).contains("Bo Ek"));
}

#[test]
fn a_copy_keeps_runs_and_is_read_like_the_original() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ana Lopes</w:t></w:r><w:r><w:t xml:space=\"preserve\">   0:03</w:t></w:r></w:p>\
                <w:p><w:r><w:t xml:space=\"preserve\">I </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>really</w:t></w:r>\
                <w:r><w:t xml:space=\"preserve\"> do &amp; so.</w:t></w:r></w:p>\
                <w:p><w:r><w:t>Lee Wu   0:07</w:t></w:r></w:p><w:p><w:r><w:t>Ho.</w:t></w:r></w:p>";
    let copy = copy(&document(body));
    let kept = "<w:p><w:r><w:t xml:space=\"preserve\">I </w:t></w:r><w:r><w:rPr><w:i></w:i></w:rPr>\
                <w:t xml:space=\"preserve\">really</w:t></w:r><w:r><w:t xml:space=\"preserve\"> do &amp; so.</w:t></w:r></w:p>";
    assert!(copy.contains(kept) && copy.contains(">Participant 1</w:t>"), "{copy}");
    let again = zipped(&[("word/document.xml", &copy)]);
    assert_eq!(turns("talk.docx", again), ["2 Participant 1: I really do & so.", "4 Participant 2: Ho."]);
}

#[test]
fn the_copy_of_a_package_holds_no_other_part() {
    let xml = format!(
        "<w:document xmlns:w=\"{MAIN}\"><w:body>{}</w:body></w:document>",
        paragraphs(&["Ana: Hi.", "Lee: Ho."])
    );
    let styles = format!(
        "<w:styles xmlns:w=\"{MAIN}\"><w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/><w:rPr>\
         <w:rFonts w:ascii=\"Bo Ek Sans\"/><w:b/></w:rPr></w:style><w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"BoEk\">\
         <w:name w:val=\"Bo Ek\"/></w:style></w:styles>"
    );
    let bytes = zipped(&[
        ("word/document.xml", &xml),
        ("word/styles.xml", &styles),
        ("docProps/core.xml", "<a>Bo Ek</a>"),
        ("word/header1.xml", "<a>Bo Ek</a>"),
        ("word/people.xml", "<a>Bo Ek</a>"),
    ]);
    let mut out = Vec::new();
    for transcript in all("talk.docx", &bytes).expect("readable") {
        same::write(&unchanged(transcript), &mut out).expect("written");
    }
    let mut zip = ZipArchive::new(Cursor::new(out)).expect("an archive");
    let mut every = String::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        every.push_str(&String::from_utf8_lossy(part.name_raw()));
        part.read_to_string(&mut every).expect("text");
    }
    for gone in ["Bo Ek", "BoEk", "docProps", "header1", "people"] {
        assert!(!every.contains(gone), "{every}");
    }
    assert!(every.contains("w:styleId=\"Heading1\""), "{every}");
    assert!(notices("talk.docx", &bytes)[0].ends_with("a list of people, document properties, headers"));
}

#[test]
fn documents_that_would_do_harm_are_refused() {
    let refused = |xml: &str, why: &str| {
        let told = open("talk.docx", zipped(&[("word/document.xml", xml)])).expect_err("refused").to_string();
        assert!(told.contains(why), "{told}");
    };
    refused("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "declares a document type");
    refused(&"<w:p>".repeat(1_000), "nests without end");
    refused("<w:document><w:body/></w:document>", "is empty");
}

#[test]
fn the_text_is_where_the_relations_say() {
    let xml = format!(
        "<w:document xmlns:w=\"{MAIN}\"><w:body>{}</w:body></w:document>",
        paragraphs(&["Ana: Hi.", "Lee: Ho."])
    );
    let related = "<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>";
    let bytes = zipped(&[("_rels/.rels", related), ("word/document2.xml", &xml)]);
    assert_eq!(turns("talk.docx", bytes), ["1 Ana: Hi.", "2 Lee: Ho."]);
}
