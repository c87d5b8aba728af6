//! A REFI-QDA project (`.qdpx`): coded sessions for NVivo, MAXQDA, ATLAS.ti and QualCoder.
//!
//! One text source per session and per survey question. Positions count Unicode code points, the end is exclusive;
//! lines end in LF; there is no byte-order mark, no date, and nothing that a clock or a path would change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Read, Seek, SeekFrom, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::coded::{Coded, Comment, Role, SessionKind};
use crate::themes::Codebooks;

use super::codes::{code_guid, tree, written};
use super::coding::codes_of;
use super::guid::guid;
use super::unit;
use super::xml::xml;

/// A place to put what is to be read again later.
pub trait Store: Read + Write + Seek {}

impl<T: Read + Write + Seek> Store for T {}

/// Makes such a place; the project itself touches no disk.
pub type MakeStore<'a> = Box<dyn Fn() -> Box<dyn Store> + 'a>;

/// A project while it is written.
pub struct Project<'a, W: Write + Seek> {
    zip: ZipWriter<W>,
    store: MakeStore<'a>,
    codes: String,
    /// The finished `TextSource` elements.
    sources: Box<dyn Store>,
    /// The sources of the session that is being written, by question.
    open: BTreeMap<String, Source>,
    session: Option<String>,
    /// Names given, in lower case: two sources of one name would be one file somewhere.
    names: BTreeSet<String>,
    variables: BTreeSet<String>,
    cases: BTreeMap<String, Case>,
}

/// A text source while it is written.
struct Source {
    /// Its number within the session.
    place: usize,
    name: String,
    guid: String,
    description: String,
    text: Box<dyn Store>,
    selections: Box<dyn Store>,
    /// Code points written so far.
    length: usize,
}

/// Somebody who took part, by pseudonym.
#[derive(Default)]
struct Case {
    groups: BTreeMap<String, String>,
    selections: Vec<String>,
}

impl<'a, W: Write + Seek> Project<'a, W> {
    /// Begins a project in `file`.
    pub fn new(codebooks: &Codebooks, file: W, store: MakeStore<'a>) -> Self {
        Project {
            zip: ZipWriter::new(file),
            codes: written(&tree(codebooks)),
            sources: store(),
            store,
            open: BTreeMap::new(),
            session: None,
            names: BTreeSet::new(),
            variables: BTreeSet::new(),
            cases: BTreeMap::new(),
        }
    }

    /// Adds one session, or the next batch of a survey.
    pub fn add(&mut self, coded: &Coded) -> io::Result<()> {
        if self.session.as_deref() != Some(coded.session()) {
            self.close_sources()?;
            self.session = Some(coded.session().to_owned());
        }
        for comment in coded.comments() {
            let question = match (coded.kind(), &comment.question) {
                (SessionKind::Survey, Some(question)) => question.words.as_str(),
                _ => "",
            };
            if !self.open.contains_key(question) {
                let source = self.source(coded, question)?;
                self.open.insert(question.to_owned(), source);
            }
            self.comment(question, comment)?;
        }
        Ok(())
    }

    /// A new source for the session's answers to `question`, or for the whole session.
    fn source(&mut self, coded: &Coded, question: &str) -> io::Result<Source> {
        let place = self.open.len() + 1;
        let name = match coded.kind() {
            SessionKind::FocusGroup => coded.session().to_owned(),
            SessionKind::Survey => format!("{} question {place}", coded.session()),
        };
        let name = self.unused(&plain(&name));
        let guid = guid("source", &[&name]);
        let mut source = Source {
            place,
            guid,
            name,
            description: question.to_owned(),
            text: (self.store)(),
            selections: (self.store)(),
            length: 0,
        };
        if !question.is_empty() {
            source.say(question)?;
            source.say("\n\n")?;
        }
        Ok(source)
    }

    /// `name`, with a number if it is taken.
    fn unused(&mut self, name: &str) -> String {
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        let free = std::iter::once(name.to_owned()).chain(numbered).find(|it| !self.names.contains(&it.to_lowercase()));
        let free = free.unwrap_or_default();
        self.names.insert(free.to_lowercase());
        free
    }

    fn comment(&mut self, question: &str, comment: &Comment) -> io::Result<()> {
        let turn = &comment.turn;
        let Some(source) = self.open.get_mut(question) else { return Ok(()) };
        source.say(&unit::heading(&turn.id, turn.speaker.as_deref()))?;
        let start = source.length;
        source.say(turn.text.as_str())?;
        let end = source.length;
        source.say("\n\n")?;
        if turn.role == Role::Moderator {
            return Ok(());
        }
        if let Some(speaker) = &turn.speaker {
            let case = self.cases.entry(speaker.clone()).or_default();
            for (group, value) in &turn.attributes {
                self.variables.insert(group.clone());
                case.groups.entry(group.clone()).or_insert_with(|| value.clone());
            }
        }
        for code in codes_of(comment).into_iter().filter(|_| start < end) {
            let position = start.to_string();
            let selection = guid("selection", &[&source.guid, &position, &code.name]);
            source.select((start, end), &turn.id, &selection, &code.name, &code.reasons)?;
            if let Some(speaker) = &turn.speaker {
                self.cases.entry(speaker.clone()).or_default().selections.push(selection);
            }
        }
        Ok(())
    }

    /// Puts the texts of the open sources into the archive and keeps their elements.
    fn close_sources(&mut self) -> io::Result<()> {
        let mut open: Vec<Source> = std::mem::take(&mut self.open).into_values().collect();
        open.sort_by_key(|source| source.place);
        for mut source in open {
            self.zip.start_file(format!("sources/{}.txt", source.guid), options()).map_err(io::Error::other)?;
            copy(&mut *source.text, &mut self.zip)?;
            let (guid, name) = (&source.guid, xml(&source.name));
            write!(
                self.sources,
                "<TextSource guid=\"{guid}\" name=\"{name}\" plainTextPath=\"internal://{guid}.txt\" creatingUser=\"{}\">",
                user()
            )?;
            if !source.description.is_empty() {
                write!(self.sources, "<Description>{}</Description>", xml(&source.description))?;
            }
            self.sources.write_all(b"\n")?;
            copy(&mut *source.selections, &mut *self.sources)?;
            self.sources.write_all(b"</TextSource>\n")?;
        }
        Ok(())
    }

    /// Writes what is left, and gives the file back.
    pub fn finish(mut self) -> io::Result<W> {
        self.close_sources()?;
        self.zip.start_file("project.qde", options()).map_err(io::Error::other)?;
        write!(
            self.zip,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"undertone\" \
             origin=\"undertone {}\" creatingUserGUID=\"{user}\">\n<Users>\n<User guid=\"{user}\" name=\"undertone\"/>\n</Users>\n\
             <CodeBook>\n<Codes>\n{}</Codes>\n</CodeBook>\n",
            env!("CARGO_PKG_VERSION"),
            self.codes,
            user = user(),
        )?;
        let people = people(&self.variables, &self.cases);
        self.zip.write_all(people.as_bytes())?;
        if self.sources.seek(SeekFrom::End(0))? > 0 {
            self.zip.write_all(b"<Sources>\n")?;
            copy(&mut *self.sources, &mut self.zip)?;
            self.zip.write_all(b"</Sources>\n")?;
        }
        write!(self.zip, "<Description>{}</Description>\n</Project>\n", xml(super::HANDLING))?;
        self.zip.finish().map_err(io::Error::other)
    }
}

impl Source {
    /// Writes `said` behind what stands there.
    fn say(&mut self, said: &str) -> io::Result<()> {
        self.length += said.chars().count();
        // A lone CR is read as a line end by some tools, and CR LF as one character: positions would shift.
        self.text.write_all(said.replace('\r', " ").as_bytes())
    }

    fn select(
        &mut self,
        (start, end): (usize, usize),
        name: &str,
        selection: &str,
        code: &str,
        reasons: &str,
    ) -> io::Result<()> {
        writeln!(
            self.selections,
            "<PlainTextSelection guid=\"{selection}\" name=\"{}\" startPosition=\"{start}\" endPosition=\"{end}\" \
             creatingUser=\"{user}\"><Description>{}</Description><Coding guid=\"{}\" creatingUser=\"{user}\">\
             <CodeRef targetGUID=\"{}\"/></Coding></PlainTextSelection>",
            xml(name),
            xml(reasons),
            guid("coding", &[selection]),
            code_guid(code),
            user = user(),
        )
    }
}

/// The `Variables` and `Cases` elements; neither may be empty.
fn people(variables: &BTreeSet<String>, cases: &BTreeMap<String, Case>) -> String {
    let variable_guid = |name: &str| guid("variable", &[name]);
    let mut out = String::new();
    // Writing into a string cannot fail.
    if !variables.is_empty() {
        out.push_str("<Variables>\n");
        for name in variables {
            let (guid, name) = (variable_guid(name), xml(name));
            let _ = writeln!(out, "<Variable guid=\"{guid}\" name=\"{name}\" typeOfVariable=\"Text\"/>");
        }
        out.push_str("</Variables>\n");
    }
    if !cases.is_empty() {
        out.push_str("<Cases>\n");
        for (name, case) in cases {
            let _ = write!(out, "<Case guid=\"{}\" name=\"{}\">", guid("case", &[name]), xml(name));
            for (variable, value) in &case.groups {
                let (guid, value) = (variable_guid(variable), xml(value));
                let _ = write!(
                    out,
                    "<VariableValue><VariableRef targetGUID=\"{guid}\"/><TextValue>{value}</TextValue></VariableValue>"
                );
            }
            for selection in &case.selections {
                let _ = write!(out, "<SelectionRef targetGUID=\"{selection}\"/>");
            }
            out.push_str("</Case>\n");
        }
        out.push_str("</Cases>\n");
    }
    out
}

/// The one who coded.
fn user() -> String {
    guid("user", &[])
}

/// The same bytes whenever and wherever they are written.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644)
}

fn copy(from: &mut dyn Store, to: &mut dyn Write) -> io::Result<()> {
    from.seek(SeekFrom::Start(0))?;
    io::copy(from, to).map(|_| ())
}

/// `name` as a file may be called everywhere.
fn plain(name: &str) -> String {
    let fine = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c };
    let plain: String = name.chars().map(fine).collect();
    let plain = plain.trim_matches(['.', ' ']);
    if plain.is_empty() { "session".to_owned() } else { plain.to_owned() }
}
