//! Every text in a finished file: what is printed, properties, alternative texts, names of parts. For a last search.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

/// The texts of a file: of an office file one for each part, of a PDF what is not drawn on a page, else the whole file.
///
/// What is drawn on the pages of a PDF are shapes of letters; its words are those of every other form.
pub fn texts(file: &[u8]) -> Vec<String> {
    if file.starts_with(b"PK") {
        return parts(file).unwrap_or_default();
    }
    if file.starts_with(b"%PDF") {
        return strings(file);
    }
    vec![String::from_utf8_lossy(file).into_owned()]
}

fn parts(file: &[u8]) -> Option<Vec<String>> {
    let mut zip = ZipArchive::new(Cursor::new(file)).ok()?;
    let mut texts = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).ok()?;
        let mut text = format!("{}\n{}\n", String::from_utf8_lossy(part.name_raw()), part.comment());
        let mut contents = Vec::new();
        part.read_to_end(&mut contents).ok()?;
        if contents.starts_with(b"<") {
            text.push_str(&xml(&String::from_utf8_lossy(&contents)));
        }
        texts.push(text);
    }
    texts.push(String::from_utf8_lossy(zip.comment()).into_owned());
    Some(texts)
}

/// The words and attributes of an XML part; a paragraph, a cell and an attribute end a line.
fn xml(contents: &str) -> String {
    let mut reader = Reader::from_str(contents);
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Text(words) | Event::Comment(words)) => text.push_str(&words.xml10_content()),
            Ok(Event::GeneralRef(entity)) => text.push_str(&meant(&entity.xml10_content())),
            Ok(Event::CData(words)) => text.push_str(&words.xml10_content()),
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                for attribute in tag.attributes().flatten() {
                    text.push('\n');
                    text.push_str(&unescaped(&attribute.value));
                    text.push('\n');
                }
            }
            Ok(Event::End(tag)) if matches!(tag.local_name().as_ref(), "p" | "si" | "c" | "title" | "creator") => {
                text.push('\n');
            }
            Ok(Event::Eof) | Err(_) => return text,
            Ok(_) => {}
        }
    }
}

/// What an entity stands for.
fn meant(entity: &str) -> String {
    match entity {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => {
            let digits = entity.trim_start_matches('#');
            let code =
                digits.strip_prefix('x').map_or_else(|| digits.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
            code.and_then(char::from_u32).map(String::from).unwrap_or_default()
        }
    }
}

fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned)
}

/// The strings of a PDF: properties, titles of parts, alternative texts; also everything that stands in it as it is.
fn strings(file: &[u8]) -> Vec<String> {
    let file = &plain(file);
    let mut texts = vec![String::from_utf8_lossy(file).into_owned()];
    let mut at = 0;
    while let Some(open) = file[at..].iter().position(|byte| matches!(byte, b'(' | b'<')) {
        let start = at + open;
        let (bytes, end) = if file[start] == b'(' { literal(file, start + 1) } else { hexadecimal(file, start + 1) };
        if bytes.starts_with(&[0xfe, 0xff]) {
            let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|it| u16::from_be_bytes([it[0], it[1]])).collect();
            texts.push(String::from_utf16_lossy(&units));
        }
        at = end.max(start + 1);
    }
    texts
}

/// A PDF without its packed streams, in which anything can stand by chance.
fn plain(file: &[u8]) -> Vec<u8> {
    let find =
        |from: usize, mark: &[u8]| file[from..].windows(mark.len()).position(|it| it == mark).map(|at| from + at);
    let (mut plain, mut at) = (Vec::new(), 0);
    while let Some(start) = find(at, b"stream\n") {
        let end = find(start, b"endstream").unwrap_or(file.len());
        plain.extend(&file[at..start]);
        if std::str::from_utf8(&file[start..end]).is_ok() {
            plain.extend(&file[start..end]);
        }
        at = (end + b"endstream".len()).min(file.len());
    }
    plain.extend(&file[at..]);
    plain
}

fn literal(file: &[u8], start: usize) -> (Vec<u8>, usize) {
    let (mut bytes, mut at) = (Vec::new(), start);
    while let Some(&byte) = file.get(at).filter(|byte| **byte != b')') {
        if byte == b'\\' {
            at += 1;
            match file.get(at) {
                Some(b'n') => bytes.push(b'\n'),
                Some(b'r') => bytes.push(b'\r'),
                Some(b't') => bytes.push(b'\t'),
                Some(digit) if digit.is_ascii_digit() => {
                    let octal: Vec<u8> = file[at..].iter().take(3).copied().take_while(u8::is_ascii_digit).collect();
                    at += octal.len().saturating_sub(1);
                    let value = octal.iter().fold(0_u32, |value, digit| value * 8 + u32::from(digit - b'0'));
                    bytes.push(u8::try_from(value).unwrap_or_default());
                }
                Some(&other) => bytes.push(other),
                None => {}
            }
        } else {
            bytes.push(byte);
        }
        at += 1;
    }
    (bytes, at)
}

fn hexadecimal(file: &[u8], start: usize) -> (Vec<u8>, usize) {
    let digits: Vec<u8> = file[start..].iter().copied().take_while(u8::is_ascii_hexdigit).collect();
    let digit = |it: u8| char::from(it).to_digit(16).unwrap_or_default();
    let bytes = digits.chunks_exact(2).map(|it| u8::try_from(digit(it[0]) * 16 + digit(it[1])).unwrap_or_default());
    (bytes.collect(), start + digits.len())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[track_caller]
    fn check(file: &[u8], words: &str) {
        assert!(texts(file).iter().any(|text| text.contains(words)), "{words}");
    }

    #[test]
    fn a_name_in_a_document_property_is_found() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("docProps/core.xml", zip::write::SimpleFileOptions::default()).expect("in memory");
        let core = "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:creator>Siobhan O&apos;Hara &amp; Co</dc:creator></cp:coreProperties>";
        zip.write_all(core.as_bytes()).expect("in memory");
        let file = zip.finish().expect("in memory").into_inner();
        check(&file, "Siobhan O'Hara & Co");
    }

    #[test]
    fn a_name_in_an_alternative_text_is_found() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("in memory");
        zip.write_all("<w:p xmlns:w=\"w\"><wp:docPr descr=\"Answers of Siobhan Brennan\"/></w:p>".as_bytes())
            .expect("in memory");
        check(&zip.finish().expect("in memory").into_inner(), "Answers of Siobhan Brennan");
    }

    #[test]
    fn names_in_the_strings_of_a_pdf_are_found() {
        check(b"%PDF-1.7\n<< /Author (Siobhan Brennan) >>", "Siobhan Brennan");
        check(b"%PDF-1.7\nstream\n<dc:creator>Siobhan</dc:creator>\nendstream", "Siobhan");
        assert!(!texts(b"%PDF-1.7\nstream\n\xff\xfe Moe \nendstream").iter().any(|text| text.contains("Moe")));
        check(b"%PDF-1.7\n<< /Alt <FEFF005300690F> /Alt <FEFF00530069006F> >>", "Sio");
    }
}
