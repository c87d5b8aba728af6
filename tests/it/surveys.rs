//! Surveys as HR brings them: every dialect in, the same layout out, and what the user may say about columns.

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use crate::run::{Ran, Run, fixture};

const FOLDER: &str = "fixtures/formats/surveys";

/// Everybody named in the fixtures, and what else must not come back.
const NAMES: &[&str] = &[
    "Okonjo",
    "Temperance",
    "Vasquez",
    "Halloran",
    "Niamh",
    "Achterberg",
    "Rosalind",
    "Branwell",
    "Ottilie",
    "Asante",
    "Vossberg",
    "Hildegard",
    "nkemelu",
    "Perpetua",
    "Thwaite",
    "Leocadia",
    "Ambrose",
    "Barnaby",
    "Eccles",
    "Sandoval",
    "Blackwood",
    "Zebedee",
    ".example",
    "203.0.113",
    "R_1aBcD2eF3gH",
    "P-7Q2x91",
];

/// The copy of a survey fixture.
fn copy(name: &str, out: &str) -> Vec<u8> {
    let ran = Run::new(&format!("anonymise {FOLDER}/{name} --quiet --out {out}")).ends(0);
    ran.files("").remove(out).expect("a copy")
}

/// Every part of an archive, unpacked.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let (name, mut text) = (part.name().unwrap().to_string(), Vec::new());
        part.read_to_end(&mut text).expect("readable");
        parts.push((name, String::from_utf8_lossy(&text).into_owned()));
    }
    parts
}

fn names_in(text: &str) -> Vec<&'static str> {
    NAMES.iter().copied().filter(|name| text.contains(name)).collect()
}

#[test]
fn nobody_stays_in_any_corner_of_a_copy() {
    for name in
        ["qualtrics.csv", "qualtrics_legacy.csv", "surveymonkey.csv", "google_forms.csv", "likert.csv", "preamble.csv"]
    {
        let copy = String::from_utf8(copy(name, "out.csv")).expect("text");
        assert_eq!(names_in(&copy), Vec::<&str>::new(), "{name}");
    }
    for name in ["corners.xlsx", "microsoft_forms.xlsx", "microsoft_forms_german.xlsx", "open_document.ods"] {
        for (part, text) in parts(&copy(name, "out.xlsx")) {
            assert_eq!(names_in(&text), Vec::<&str>::new(), "{name}: {part}");
        }
    }
}

#[test]
fn a_workbook_comes_back_with_its_sheets_types_widths_and_panes() {
    let bytes = copy("corners.xlsx", "out.xlsx");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook");
    assert_eq!(book.sheet_names().len(), 2, "the hidden sheet is left out");
    let sheet = book.sheet_names()[1].clone();
    let range = book.worksheet_range(&sheet).expect("a sheet");
    let text = |row: u32, column: u32| range.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!(text(0, 4), "Are you told why routes change?");
    assert!(text(1, 0).starts_with("Participant "), "{}", text(1, 0));
    assert!(matches!(range.get_value((1, 2)), Some(Data::DateTime(_))), "a date stays a date");
    assert_eq!(range.get_value((4, 3)), Some(&Data::Float(-1.0)), "a number stays a number");
    assert_eq!(range.get_value((5, 4)), Some(&Data::String("+1 to being told at all".to_owned())));
    let sheet = parts(&bytes).into_iter().find(|(name, _)| name.ends_with("sheet2.xml")).expect("a sheet").1;
    assert!(sheet.contains("ySplit=\"1\"") && sheet.contains("width=\"60"), "pane and width");
    assert!(!sheet.contains("<f>"), "no formula");
    assert_eq!(bytes, copy("corners.xlsx", "out.xlsx"), "same input, same bytes");
}

#[test]
fn a_workbook_is_not_written_under_another_ending() {
    let ran = Run::new(&format!("anonymise {FOLDER}/open_document.ods --out out.ods")).ends(2);
    assert!(ran.stderr().contains(".xlsx") && ran.files("").is_empty(), "{}", ran.stderr());
}

#[test]
fn a_table_keeps_delimiter_quotation_marks_mark_and_line_ends() {
    let (before, after) =
        (std::fs::read(fixture("formats/surveys/quoting.csv")).unwrap(), copy("quoting.csv", "out.csv"));
    let before = String::from_utf8(before).unwrap().replace("Guinevere Ashdown", "[Person 1]");
    assert_eq!(String::from_utf8(after).unwrap(), before);
    let likert = String::from_utf8(copy("likert.csv", "out.csv")).unwrap();
    assert!(likert.starts_with("Respondent;Site;"), "{likert}");
}

#[test]
fn no_cell_becomes_a_formula() {
    let copy = String::from_utf8(copy("google_forms.csv", "out.csv")).unwrap();
    for defused in [",'=the Friday call", ",'+1 to whatever", ",'-40 degrees", ",Handheld,-\n"] {
        assert!(copy.contains(defused), "{defused}: {copy}");
    }
}

#[test]
fn pseudonyms_stand_where_identifying_columns_stood() {
    let ran = Run::new(&format!("anonymise {FOLDER}/google_forms.csv --quiet --ids pseudonym --out out.csv")).ends(0);
    let copy = ran.read("out.csv");
    assert!(copy.starts_with("Timestamp,Respondent,Which team"), "{copy}");
    assert!(copy.lines().nth(1).unwrap().contains(",Participant 1,Pumps"), "{copy}");
}

const OWN: &str = "Ref,Role,Remarks,Favourite\nA,Cook,Ask Fergus Brannigan about the soup that day,red\n\
                   B,Chef,There is never enough time to taste what we send,blue\n\
                   C,Cook,The new screen is in the way of the pass,green\n";

#[test]
fn the_user_overrules_what_a_column_is() {
    let run = |args: &str| Run::new(&format!("anonymise own.csv --quiet --out out.csv {args}")).file("own.csv", OWN);
    let plain = run("").ends(0).read("out.csv");
    assert!(plain.starts_with("Ref,Role,Remarks\nParticipant 1,Cook"), "{plain}");
    let copy = run("--column Role=identifying --column D=group").ends(0).read("out.csv");
    assert!(copy.starts_with("Ref,Remarks,Favourite\n") && copy.contains(",red\n"), "{copy}");
    let copy = run("--column 2=ignored --column ref=identifying").ends(0).read("out.csv");
    assert!(copy.starts_with("Remarks\n"), "{copy}");
    let copy = run("--column").arg("favourite =quasi-identifying").ends(0).read("out.csv");
    assert!(copy.starts_with("Ref,Role,Remarks,Favourite\n"), "{copy}");
    let ran = run("--column Colour=group").ends(2);
    assert!(ran.stderr().contains("`Colour`"), "{}", ran.stderr());
    let ran = run("--column Role=sausage").ends(2);
    assert!(ran.stderr().contains("identifying, id, group"), "{}", ran.stderr());
}

#[test]
fn inspect_and_the_audit_tell_how_columns_were_taken() {
    let ran = Run::new(&format!("inspect {FOLDER}/qualtrics.csv --json")).ends(0);
    let view: Value = serde_json::from_str(ran.stdout()).unwrap();
    let survey = &view["survey"];
    assert_eq!(survey["dialect"], "Qualtrics");
    assert_eq!((&survey["previews"], &survey["unfinished"]), (&Value::from(1), &Value::from(1)));
    let email = &survey["columns"][11];
    assert_eq!((email["column"].as_str(), email["kind"].as_str()), (Some("L"), Some("identifying")));
    assert!(email["why"].as_str().unwrap().contains("e-mail"), "{email}");
    assert_eq!(names_in(ran.stdout()), Vec::<&str>::new());
    let told = Run::new(&format!("inspect {FOLDER}/qualtrics.csv")).ends(0);
    assert!(told.stdout().contains("Qualtrics") && told.stdout().contains("identifying"), "{}", told.stdout());

    let ran = Run::new(&format!("analyse {FOLDER}/surveymonkey.csv fixtures/energy-supplier.csv --out out")).ends(0);
    let audit: Value = serde_json::from_str(&ran.read("out/audit.json")).unwrap();
    assert_eq!(audit["read"][0]["survey"]["dialect"], "SurveyMonkey");
    assert_eq!(names_in(&audit.to_string()), Vec::<&str>::new());
}

#[test]
fn questions_go_by_their_words_and_groups_by_theirs() {
    let ran = Run::new(&format!("analyse {FOLDER}/surveymonkey.csv fixtures/energy-supplier.csv --out out")).ends(0);
    let comments = ran.read("out/comments.jsonl");
    let rows: Vec<Value> = comments.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let row = rows.iter().find(|row| row["text"] == "On paper it does").expect("the comment of a closed question");
    assert_eq!(row["question"], "Does the new rota help you look after customers?");
    assert_eq!(row["attributes"]["Which branch are you in?"], "South");
    assert_eq!(row["assent"]["label"], "reluctant-yes");
}

#[test]
fn people_in_closed_cells_go_too() {
    let row =
        |at: usize| format!("{at},Managed by Jo Bloggs,The desk closes before the last train comes in number {at}\n");
    let rows: String = (0..6).map(row).collect();
    let text = format!("No,Team,What would you change?\n{rows}6,Sales,Ask Jo Bloggs\n");
    let ran = Run::new("anonymise a.csv --quiet --out b.csv").file("a.csv", text).ends(0);
    let copy = ran.read("b.csv");
    assert!(!copy.contains("Bloggs") && copy.contains(",Managed by [Person 1],") && copy.contains(",Sales,"), "{copy}");
}

#[test]
fn a_group_called_after_somebody_is_called_so_nowhere() {
    let row = |at: usize| {
        let group = ["Rupert", "Kettleworth's team", "North"][at % 3];
        let said = ["No, Kettleworth never rings back.", "Mostly, but the form decides what we ask."][at % 2];
        format!("{at},{group},\"{said}\"\n")
    };
    let text = format!("ID,Region,Does the promise work?\n{}", (0..60).map(row).collect::<String>());
    let ran = Run::new("analyse a.csv --format md --quiet --out out").file("a.csv", text).ends(0);
    for (name, contents) in ran.files("out") {
        let contents = String::from_utf8_lossy(&contents);
        assert!(!contents.contains("Rupert") && !contents.contains("Kettleworth"), "{name}");
    }
    let copy = ran.read("out/transcripts/a.csv");
    assert_eq!(copy.matches(",North,").count(), 20, "{copy}");
    assert_eq!(copy.matches("]'s team,").count(), 20, "{copy}");
}

#[test]
fn respondents_who_return_in_a_later_batch_keep_their_pseudonym() {
    let row = |at: usize, what: &str| format!("R_{at:06}x,{what} {at} of it all I will say that it works\n");
    let rows: String = (0..2_500).map(|at| row(at, "Of")).chain((0..3).map(|at| row(at, "Again of"))).collect();
    let ran =
        Run::new("anonymise a.csv --quiet --out b.csv").file("a.csv", format!("Response ID,Comment\n{rows}")).ends(0);
    let copy = ran.read("b.csv");
    let line = |at: usize| copy.lines().nth(at).unwrap().split(',').next().unwrap().to_owned();
    assert_eq!((line(1), line(2)), (line(2_501), line(2_502)));
    assert_ne!(line(1), line(2));
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_threads() {
    let run = |threads: usize| -> Ran {
        Run::new(&format!("anonymise {FOLDER}/qualtrics.csv {FOLDER}/corners.xlsx --quiet --out out"))
            .threads(threads)
            .ends(0)
    };
    assert!(run(1).files("out") == run(3).files("out"));
}

/// A workbook whose one sheet holds this.
fn workbook(sheet: &str) -> Vec<u8> {
    workbook_of("S", sheet)
}

/// A workbook with one sheet of this name.
fn workbook_of(name: &str, sheet: &str) -> Vec<u8> {
    let book = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"{name}\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        ("xl/workbook.xml", book.as_str()),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn cell(place: &str, words: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is>{words}</is></c>")
}

#[test]
fn names_of_sheets_and_headings_name_nobody() {
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">{}{}</row>\
         <row r=\"2\">{}{}</row></sheetData></worksheet>",
        cell("A1", "<t>What would you change?</t>"),
        cell("B1", "<t>Rupert's score</t>"),
        cell("A2", "<t>I would ask Rupert to listen to us for once</t>"),
        "<c r=\"B2\"><v>2</v></c>",
    );
    for (name, now) in
        [("Rupert", "Person 1"), ("Ossett", "Location 1"), ("Gavin's list", "Person 2's list"), ("Data", "Data")]
    {
        let ran = Run::new("anonymise a.xlsx --quiet --out b.xlsx").file("a.xlsx", workbook_of(name, &sheet)).ends(0);
        let bytes = ran.files("").remove("b.xlsx").unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let told = book.sheet_names()[0].clone();
        let heading = book.worksheet_range(&told).unwrap().get_value((0, 1)).map(ToString::to_string);
        let number = |words: &str| words.replace("Person 2", "Person 1");
        assert_eq!((number(&told), number(&heading.unwrap())), (number(now), "[Person 1]'s score".to_owned()));
    }
}

#[test]
fn odd_cells_of_workbooks_are_read() {
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">{}{}</row>\
         <row r=\"2\">{}{}</row><row r=\"3\">{}<c r=\"B3\" t=\"e\"><v>#N/A</v></c></row></sheetData></worksheet>",
        cell("A1", "<t>What would you change?</t>"),
        cell("B1", "<t>Score</t>"),
        cell(
            "A2",
            "<r><t xml:space=\"preserve\">Plain </t></r><r><t>text, in two runs</t></r><rPh sb=\"0\" eb=\"1\"><t>phonetic</t></rPh>"
        ),
        "<c r=\"B2\"><f>1+1</f><v>2</v></c>",
        cell("A3", "<t>Another answer of some length</t>"),
    );
    let ran = Run::new("anonymise a.xlsx --quiet --out b.xlsx").file("a.xlsx", workbook(&sheet)).ends(0);
    let bytes = ran.files("").remove("b.xlsx").unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("S").unwrap();
    let text = |row: u32, column: u32| range.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!((text(1, 0), text(1, 1), text(2, 1)), ("Plain text, in two runs".into(), "2".into(), "#N/A".into()));
}

#[test]
fn workbooks_that_would_burst_are_refused() {
    let row = |row: usize| format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c></row>");
    let rows: String = (1..2_000).map(row).collect();
    let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let far = format!("<worksheet xmlns=\"{space}\"><sheetData>{rows}</sheetData></worksheet>");
    let told = |sheet: &str| {
        let ran = Run::new("anonymise a.xlsx --out b.xlsx").file("a.xlsx", workbook(sheet)).ends(1);
        assert!(ran.files("").len() == 1, "nothing is left behind");
        ran.stderr().to_owned()
    };
    assert!(told(&far).contains("more than"), "{}", told(&far));
    assert!(told("<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>").contains("document type"));
    assert!(told("<worksheet><sheetData><row>").contains("damaged"));
    let empty =
        told("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData/></worksheet>");
    assert!(empty.contains("is empty"), "{empty}");
}
