//! `undertone.toml`: options that a project folder keeps, so that nobody has to repeat them.
//!
//! Whatever it holds becomes part of the command line before that is read, and gives way to what was typed; it knows no
//! option by name, so every option of every command may stand in it.

use std::any::TypeId;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};
use toml::de::{DeTable, DeValue};

use crate::error::{Error, ErrorKind, Result};

/// The file's name.
const NAME: &str = "undertone.toml";

/// Options that only make sense where they are typed.
const NEVER: &[&str] = &["out", "review-out", "force", "config", "help", "version", "column", "project-column"];

/// The largest configuration anybody writes.
const LARGEST: u64 = 1 << 20;

/// The arguments with those of the configuration file among them, if there is one.
pub(super) fn complete(command: Command, arguments: Vec<OsString>) -> Result<Vec<OsString>> {
    let relaxed = command.mut_subcommands(|it| it.mut_args(|arg| arg.required(false)));
    // What is wrong with the command line is told when it is read for good.
    let Ok(matches) = relaxed.clone().try_get_matches_from(&arguments) else { return Ok(arguments) };
    let Some((name, typed)) = matches.subcommand() else { return Ok(arguments) };
    let Some(path) = find(&matches, &relaxed, name, typed) else { return Ok(arguments) };
    let text = read(&path)?;
    let wrong = |at: Range<usize>, wrong: String| {
        let line = text[..at.start.min(text.len())].matches('\n').count() + 1;
        Error::from(ErrorKind::Config { path: path.clone(), line, wrong })
    };
    let table = DeTable::parse(&text)
        .map_err(|error| wrong(error.span().unwrap_or_default(), format!("not valid TOML ({})", error.message())))?;
    let settings = Settings { command: &relaxed, name, typed, folder: path.parent().unwrap_or(Path::new("")) };
    let mut added = Vec::new();
    for (key, value) in table.get_ref() {
        let found = settings.arguments(key.get_ref(), value.get_ref());
        added.extend(found.map_err(|why| wrong(key.span(), why))?);
    }
    let place = arguments.iter().skip(1).position(|it| it == name).map_or(arguments.len(), |at| at + 2);
    let (before, behind) = arguments.split_at(place);
    Ok(before.iter().chain(&added).chain(behind).cloned().collect())
}

/// Where the configuration is: as told, beside the first input, or in the current folder.
fn find(matches: &ArgMatches, command: &Command, name: &str, typed: &ArgMatches) -> Option<PathBuf> {
    let told = typed.try_get_one::<PathBuf>("config").ok().flatten();
    let told = told.or_else(|| matches.try_get_one::<PathBuf>("config").ok().flatten());
    if let Some(told) = told {
        return Some(told.clone());
    }
    let input = command.find_subcommand(name)?.get_positionals().find_map(|arg| {
        typed.try_get_many::<PathBuf>(arg.get_id().as_str()).ok().flatten().and_then(|mut all| all.next())
    });
    let beside = input.map(|input| {
        let folder = if input.is_dir() { input.as_path() } else { input.parent().unwrap_or(Path::new("")) };
        folder.join(NAME)
    });
    beside.into_iter().chain([PathBuf::from(NAME)]).find(|path| path.is_file())
}

fn read(path: &Path) -> Result<String> {
    let length = fs::metadata(path).map_err(|cause| Error::file(path, "read", &cause))?.len();
    if length > LARGEST {
        return Err(ErrorKind::TooLarge { path: path.to_owned(), megabytes: LARGEST >> 20 }.into());
    }
    #[expect(clippy::disallowed_methods, reason = "the command line reads its configuration")]
    let text = fs::read_to_string(path).map_err(|cause| Error::file(path, "read", &cause))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The command that a configuration is read for.
struct Settings<'a> {
    command: &'a Command,
    name: &'a str,
    typed: &'a ArgMatches,
    folder: &'a Path,
}

impl Settings<'_> {
    /// What one setting adds to the command line; the error says what is wrong with it.
    fn arguments(&self, key: &str, value: &DeValue<'_>) -> std::result::Result<Vec<OsString>, String> {
        if key == "columns" {
            return self.columns(value);
        }
        let known = self.known();
        if !known.contains(key) {
            let known: Vec<String> = known.iter().map(|it| format!("`{it}`")).collect();
            return Err(format!("no setting is called `{key}`; there are `[columns]`, {}", known.join(", ")));
        }
        let values = match value {
            DeValue::Array(values) => values.iter().map(|it| plain(it.get_ref())).collect::<Option<Vec<_>>>(),
            value => plain(value).map(|it| vec![it]),
        };
        let values = values.ok_or_else(|| format!("`{key}` is neither a text, a number, a yes or no, nor a list"))?;
        let arg = self
            .command
            .find_subcommand(self.name)
            .and_then(|it| it.get_arguments().find(|arg| arg.get_long() == Some(key)));
        let Some(arg) = arg else { return Ok(Vec::new()) };
        let takes_value = arg.get_action().takes_values();
        let is_path = arg.get_value_parser().type_id() == TypeId::of::<PathBuf>();
        let mut added = Vec::new();
        for value in values {
            let mut argument = OsString::from(format!("--{key}"));
            match (takes_value, value.as_str()) {
                (false, "true") => {}
                (false, "false") => continue,
                (false, _) => return Err(format!("`{key}` is `true` or `false`")),
                (true, value) => {
                    argument.push("=");
                    argument.push(if is_path { self.folder.join(value).into_os_string() } else { value.into() });
                }
            }
            self.check(key, &argument)?;
            added.push(argument);
        }
        let typed = self.typed.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine);
        Ok(if typed { Vec::new() } else { added })
    }

    /// `[columns]`: what a column is, by its heading, letter or number.
    fn columns(&self, value: &DeValue<'_>) -> std::result::Result<Vec<OsString>, String> {
        const FORM: &str = "`[columns]` holds lines such as `\"Line manager\" = \"identifying\"`";
        let DeValue::Table(table) = value else { return Err(FORM.to_owned()) };
        let command = self.command.find_subcommand(self.name);
        let takes = command.is_some_and(|it| it.get_arguments().any(|arg| arg.get_long() == Some("column")));
        let mut added = Vec::new();
        for (name, kind) in table {
            let kind = kind.get_ref().as_str().ok_or_else(|| FORM.to_owned())?;
            let said = format!("{}={kind}", name.get_ref());
            if let Err(why) = said.parse::<crate::read::Overrule>() {
                return Err(format!("`{}` in `[columns]`: {why}", name.get_ref()));
            }
            added.push(OsString::from(format!("--project-column={said}")));
        }
        Ok(if takes { added } else { Vec::new() })
    }

    /// Whether the command takes the argument.
    fn check(&self, key: &str, argument: &OsString) -> std::result::Result<(), String> {
        let line = [OsString::from("undertone"), OsString::from(self.name), argument.clone()];
        match self.command.clone().try_get_matches_from(line) {
            Ok(_) => Ok(()),
            Err(_) => Err(format!("`{key}` cannot be that; `undertone {} --help` says what it can be", self.name)),
        }
    }

    /// Every option of every command.
    fn known(&self) -> BTreeSet<&str> {
        let commands = self.command.get_subcommands();
        commands
            .flat_map(Command::get_arguments)
            .filter_map(|arg| arg.get_long())
            .filter(|it| !NEVER.contains(it))
            .collect()
    }
}

/// A text, number or truth as it would be typed.
fn plain(value: &DeValue<'_>) -> Option<String> {
    Some(match value {
        DeValue::String(it) => it.to_string(),
        DeValue::Integer(it) => it.as_str().to_owned(),
        DeValue::Float(it) => it.as_str().to_owned(),
        DeValue::Boolean(it) => it.to_string(),
        _ => return None,
    })
}
