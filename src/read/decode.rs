//! Bytes as UTF-8 text, whatever they were written in: by their mark, by the NUL bytes of UTF-16, else by what they spell.
//!
//! It streams, and plain UTF-8 passes through without a copy. What was found is told to whoever asks; no byte of the
//! text is. It decides nothing about formats.

use std::fmt;
use std::io::{self, BufRead, Read};
use std::sync::{Arc, Mutex, PoisonError};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much is looked at and decoded at a time.
const CHUNK: usize = 1 << 16;

/// The longest line that is read.
const LONGEST_LINE: usize = 64 << 20;

/// How a file spells its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The encoding's usual name, such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
    /// Whether the file opens with a byte-order mark.
    pub mark: bool,
    /// The first line with bytes that are not of that encoding, if there is one; they were read as Windows-1252.
    pub strange: Option<usize>,
}

impl Spelling {
    /// What an anonymised copy opens with. Copies are UTF-8: with a mark where the file had one, and where it was in
    /// another encoding, so that programs which guess do not guess that one again.
    pub(crate) fn mark_of_copy(self) -> &'static str {
        if self.mark || self.encoding != UTF_8.name() { "\u{feff}" } else { "" }
    }
}

/// What is known of a file's spelling so far; complete once it is read to the end.
#[derive(Clone)]
pub(super) struct Found(Arc<Mutex<Spelling>>);

impl Found {
    pub(super) fn spelling(&self) -> Spelling {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Spelling)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Why bytes cannot be read as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A NUL byte, which no text holds.
    Nul { line: usize },
    /// A line longer than any that people write.
    LongLine { line: usize },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Fault {}

/// The fault behind a failure to read, if it is one of the text.
pub(super) fn fault(cause: &io::Error) -> Option<Fault> {
    cause.get_ref()?.downcast_ref().copied()
}

/// How the bytes that come next become text.
enum Mode {
    /// All were ASCII so far, which most encodings agree on.
    Undecided,
    /// UTF-8; what is not is read as Windows-1252.
    Utf8,
    /// Another encoding.
    Other(Box<Decoder>),
}

/// Gives the bytes of another reader as UTF-8, without byte-order mark.
pub(super) struct Decoding<R> {
    inner: R,
    found: Found,
    mode: Mode,
    /// Bytes as they came: those that were cut off in the middle of a character stand first.
    raw: Vec<u8>,
    ended: bool,
    text: Vec<u8>,
    at: usize,
    /// The line that the next text stands on, and how much of it was given.
    line: usize,
    in_line: usize,
}

impl<R: Read> Decoding<R> {
    /// Looks at the first bytes of `inner`.
    pub(super) fn new(mut inner: R) -> io::Result<Self> {
        let mut raw = Vec::with_capacity(CHUNK);
        (&mut inner).take(CHUNK as u64).read_to_end(&mut raw)?;
        let ended = raw.len() < CHUNK;
        let marked = Encoding::for_bom(&raw);
        let encoding = marked.map(|it| it.0).or_else(|| utf16(&raw));
        let mode = match encoding {
            None => Mode::Undecided,
            Some(encoding) if encoding == UTF_8 => Mode::Utf8,
            Some(encoding) => Mode::Other(Box::new(encoding.new_decoder_without_bom_handling())),
        };
        let name = encoding.unwrap_or(UTF_8).name();
        let spelling = Spelling { encoding: name, mark: marked.is_some(), strange: None };
        if let Some((_, length)) = marked {
            raw.drain(..length);
        }
        let found = Found(Arc::new(Mutex::new(spelling)));
        let mut decoding = Decoding { inner, found, mode, raw, ended, text: Vec::new(), at: 0, line: 1, in_line: 0 };
        decoding.decode()?;
        Ok(decoding)
    }

    /// The spelling, for whoever asks later.
    pub(super) fn found(&self) -> Found {
        self.found.clone()
    }

    /// The first text of the file, and whether that is all of it.
    pub(super) fn head(&self) -> (&[u8], bool) {
        (&self.text[self.at..], self.ended && self.raw.is_empty())
    }

    /// Turns `raw` into `text`.
    fn decode(&mut self) -> io::Result<()> {
        self.text.clear();
        self.at = 0;
        if matches!(self.mode, Mode::Undecided) && !self.raw.is_ascii() {
            self.decide();
        }
        match &mut self.mode {
            Mode::Undecided => std::mem::swap(&mut self.text, &mut self.raw),
            Mode::Utf8 => self.utf8(),
            Mode::Other(decoder) => {
                let most = decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(CHUNK * 4);
                self.text.resize(most, 0);
                let (_, _, written, strange) = decoder.decode_to_utf8(&self.raw, &mut self.text, self.ended);
                self.text.truncate(written);
                self.raw.clear();
                if strange {
                    let line = self.line;
                    self.found.change(|it| it.strange = it.strange.or(Some(line)));
                }
            }
        }
        self.look()
    }

    /// Decides by the first bytes that are not ASCII.
    fn decide(&mut self) {
        if let Some(name) = is_utf8(&self.raw).then_some(UTF_8.name()) {
            self.mode = Mode::Utf8;
            self.found.change(|it| it.encoding = name);
            return;
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&self.raw, self.ended);
        let guessed = detector.guess(None, Utf8Detection::Allow);
        // Text in UTF-8 with a broken byte or two is UTF-8 still, though no single encoding reads all of it.
        let guessed = if mostly_utf8(&self.raw) { UTF_8 } else { guessed };
        self.mode = if guessed == UTF_8 {
            Mode::Utf8
        } else {
            Mode::Other(Box::new(guessed.new_decoder_without_bom_handling()))
        };
        self.found.change(|it| it.encoding = guessed.name());
    }

    /// Passes UTF-8 through; what is cut off at the end waits for the rest of it.
    fn utf8(&mut self) {
        std::mem::swap(&mut self.text, &mut self.raw);
        self.raw.clear();
        let Err(error) = std::str::from_utf8(&self.text) else { return };
        if error.error_len().is_none() && !self.ended {
            self.raw.extend_from_slice(&self.text[error.valid_up_to()..]);
            self.text.truncate(error.valid_up_to());
            return;
        }
        let line = self.line + line_breaks(&self.text[..error.valid_up_to()]);
        self.found.change(|it| it.strange = it.strange.or(Some(line)));
        self.mend();
    }

    /// Reads the bytes that are no UTF-8 as Windows-1252.
    fn mend(&mut self) {
        let broken = std::mem::take(&mut self.text);
        let mut rest = broken.as_slice();
        loop {
            let Err(error) = std::str::from_utf8(rest) else {
                self.text.extend_from_slice(rest);
                return;
            };
            let (good, bad) = rest.split_at(error.valid_up_to());
            self.text.extend_from_slice(good);
            if error.error_len().is_none() && !self.ended {
                self.raw.extend_from_slice(bad);
                return;
            }
            let (bad, behind) = bad.split_at(error.error_len().unwrap_or(bad.len()));
            let (read, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bad);
            self.text.extend_from_slice(read.as_bytes());
            rest = behind;
        }
    }

    /// Refuses NUL bytes and endless lines, and counts.
    fn look(&mut self) -> io::Result<()> {
        let refused = |fault: Fault| Err(io::Error::new(io::ErrorKind::InvalidData, fault));
        if let Some(at) = memchr::memchr(0, &self.text) {
            return refused(Fault::Nul { line: self.line + line_breaks(&self.text[..at]) });
        }
        match memchr::memrchr(b'\n', &self.text) {
            Some(last) => {
                self.line += line_breaks(&self.text);
                self.in_line = self.text.len() - last - 1;
            }
            None => self.in_line += self.text.len(),
        }
        if self.in_line > LONGEST_LINE { refused(Fault::LongLine { line: self.line }) } else { Ok(()) }
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let text = self.fill_buf()?;
        let read = text.len().min(out.len());
        out[..read].copy_from_slice(&text[..read]);
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Decoding<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.text.len() && !(self.ended && self.raw.is_empty()) {
            let wanted = (CHUNK - self.raw.len()) as u64;
            let read = (&mut self.inner).take(wanted).read_to_end(&mut self.raw)?;
            self.ended = (read as u64) < wanted;
            self.decode()?;
        }
        Ok(&self.text[self.at..])
    }

    fn consume(&mut self, read: usize) {
        self.at += read;
    }
}

/// Text that is in memory already, such as a part of an archive.
pub(super) fn text(bytes: &[u8]) -> Result<(String, Spelling), Fault> {
    let told = |cause: io::Error| fault(&cause).unwrap_or(Fault::Nul { line: 1 });
    let mut decoding = Decoding::new(bytes).map_err(told)?;
    let mut out = Vec::with_capacity(bytes.len());
    decoding.read_to_end(&mut out).map_err(told)?;
    Ok((String::from_utf8_lossy(&out).into_owned(), decoding.found.spelling()))
}

/// How many lines end in `bytes`.
fn line_breaks(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

/// Whether `bytes` are UTF-8, as far as they go.
fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).err().is_none_or(|error| error.error_len().is_none())
}

/// Whether far more of the characters beyond ASCII are UTF-8 than not.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

/// UTF-16 without a mark: every other byte of what is mostly Western text is NUL.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let nul = |from: usize| bytes.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (nul(0), nul(1), bytes.len() / 2);
    match (even, odd) {
        // A few characters, such as many emoji, have a NUL byte on the other side.
        (even, odd) if odd * 2 > half && even * 3 < odd => Some(UTF_16LE),
        (even, odd) if even * 2 > half && odd * 3 < even => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], encoding: &str, mark: bool, expected: &str) {
        let (text, spelling) = text(bytes).expect("text");
        assert_eq!((text.as_str(), spelling.encoding, spelling.mark), (expected, encoding, mark));
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn encodings_are_told_by_mark_and_by_content() {
        check(b"Ana: Hi.", "UTF-8", false, "Ana: Hi.");
        check("Zoë: Hí.".as_bytes(), "UTF-8", false, "Zoë: Hí.");
        check("\u{feff}Zoë".as_bytes(), "UTF-8", true, "Zoë");
        check(&utf16("\u{feff}Zoë: Hí.", u16::to_le_bytes), "UTF-16LE", true, "Zoë: Hí.");
        check(&utf16("\u{feff}Zoë: Hí.", u16::to_be_bytes), "UTF-16BE", true, "Zoë: Hí.");
        check(&utf16("Zoë: Hí there.", u16::to_le_bytes), "UTF-16LE", false, "Zoë: Hí there.");
        check(&utf16("Zoë: Hí there.", u16::to_be_bytes), "UTF-16BE", false, "Zoë: Hí there.");
        check(b"Zo\xeb: It\x92s \x80 5, isn\x92t it?", "windows-1252", false, "Zoë: It\u{2019}s € 5, isn\u{2019}t it?");
    }

    #[test]
    fn broken_utf8_is_mended_and_told() {
        let mut bytes = "Zoë é è ü ö ä\n".as_bytes().to_vec();
        bytes.extend(b"caf\xe9 then");
        let (read, spelling) = text(&bytes).expect("text");
        assert_eq!(
            (read.as_str(), spelling.encoding, spelling.strange),
            ("Zoë é è ü ö ä\ncafé then", "UTF-8", Some(2))
        );
    }

    #[test]
    fn what_is_cut_between_chunks_is_put_together() {
        for shift in 0..4 {
            let long = format!("{}{}", "a".repeat(shift), "zoë€😀\n".repeat(30_000));
            check(long.as_bytes(), "UTF-8", false, &long);
            check(&utf16(&long, u16::to_le_bytes), "UTF-16LE", false, &long);
        }
        let late = [b"plain\n".repeat(20_000), b"caf\xe9 cr\xe8me \xe0 la carte\n".to_vec()].concat();
        let (read, spelling) = text(&late).expect("text");
        assert!(read.ends_with("café crème à la carte\n"));
        assert_eq!(spelling.encoding, "windows-1252");
    }

    #[test]
    fn nul_bytes_and_endless_lines_are_refused() {
        assert_eq!(text(b"Ana: Hi\nLee: \x00\x01").err(), Some(Fault::Nul { line: 2 }));
        let late = [b"plain\n".repeat(20_000), b"\0".to_vec()].concat();
        assert_eq!(text(&late).err(), Some(Fault::Nul { line: 20_001 }));
        assert_eq!(text(&vec![b'a'; LONGEST_LINE + 2]).err(), Some(Fault::LongLine { line: 1 }));
    }
}
