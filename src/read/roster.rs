//! The roster: who took part, as a CSV with `name` and, if known, `aliases`, `role`, `group` and more.
//!
//! It says nothing about what anybody said; a roster that cannot be followed stops the run.

use std::path::Path;

use super::input;
use super::table::{cells, delimiter};
use crate::error::{Error, ErrorKind, Result};
use crate::lexicons::read::MODERATORS;
use crate::text::normal_form;
use crate::transcript::{Role, Speaker};

/// The people of the roster at `path`; columns beyond `name`, `aliases` and `role` become attributes.
pub fn roster(path: &Path) -> Result<Vec<Speaker>> {
    let text = input::text(path)?;
    let mut records = csv::ReaderBuilder::new()
        .delimiter(delimiter(text.as_bytes()))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
        .into_byte_records();
    let wrong = |line: usize, rule| Error::from(ErrorKind::Roster { path: path.to_owned(), line, rule });
    let headings = records.next().transpose().map_err(|_| wrong(1, UNREADABLE))?.map(|record| cells(&record));
    let columns = Columns::of(&headings.unwrap_or_default()).ok_or_else(|| wrong(1, "no column `name`; add one"))?;
    let mut people: Vec<Speaker> = Vec::new();
    for record in records {
        let record = record.map_err(|error| wrong(line_of(&error), UNREADABLE))?;
        let line = record.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(usize::MAX));
        let cells = cells(&record);
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let person = columns.person(&cells).map_err(|rule| wrong(line, rule))?;
        if people.iter().any(|it| normal_form(&it.label) == normal_form(&person.label)) {
            return Err(wrong(line, "the same name stands in an earlier line; tell the two apart or delete one"));
        }
        people.push(person);
    }
    if people.is_empty() {
        return Err(wrong(1, "nobody is listed; add a line for each person"));
    }
    Ok(people)
}

/// Whether the table that begins with `head` says who took part, and nothing of what they said.
pub(super) fn is_roster(path: &Path, head: &[u8]) -> bool {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter(head)).has_headers(false).from_reader(head);
    let mut headings = csv::ByteRecord::new();
    let read = reader.read_byte_record(&mut headings).is_ok_and(|read| read);
    let headings: Vec<_> = cells(&headings).iter().map(|it| normal_form(it.trim())).collect();
    let has = |name: &str| headings.iter().any(|heading| heading == name);
    read && has("name") && (has("role") || has("aliases") || has("alias")) && roster(path).is_ok()
}

const UNREADABLE: &str = "the row cannot be read; check its quotation marks";

fn line_of(error: &csv::Error) -> usize {
    error.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(usize::MAX))
}

/// Which column is which.
struct Columns {
    name: usize,
    aliases: Option<usize>,
    role: Option<usize>,
    others: Vec<(usize, String)>,
}

impl Columns {
    fn of(headings: &[String]) -> Option<Self> {
        let named: Vec<_> = headings.iter().map(|heading| normal_form(heading.trim())).collect();
        let place = |name: &str| named.iter().position(|heading| heading == name);
        let name = place("name")?;
        let aliases = place("aliases").or_else(|| place("alias"));
        let role = place("role");
        let others = headings.iter().enumerate().filter(|&(at, heading)| {
            at != name && Some(at) != aliases && Some(at) != role && !heading.trim().is_empty()
        });
        Some(Columns { name, aliases, role, others: others.map(|(at, it)| (at, it.trim().to_owned())).collect() })
    }

    fn person(&self, cells: &[String]) -> std::result::Result<Speaker, &'static str> {
        let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
        let label = cell(self.name);
        if label.is_empty() {
            return Err("no name; fill in the column `name`");
        }
        let aliases = self.aliases.map_or("", cell).split([';', '|']).map(str::trim).filter(|alias| !alias.is_empty());
        let role = match normal_form(self.role.map_or("", cell)).as_str() {
            "" | "participant" | "member" | "respondent" => Role::Participant,
            role if MODERATORS.contains(role) => Role::Moderator,
            _ => return Err("unknown role; write `moderator` or `participant`, and a job into a column of its own"),
        };
        let attributes = self.others.iter().map(|(at, heading)| (heading.clone(), cell(*at).to_owned()));
        Ok(Speaker {
            label: label.to_owned(),
            names: std::iter::once(label).chain(aliases).map(str::to_owned).collect(),
            role,
            attributes: attributes.filter(|(_, value)| !value.is_empty()).collect(),
            ..Speaker::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[track_caller]
    fn check(csv: &str, expected: &str) {
        let told = match roster(file("roster.csv", csv).path()) {
            Ok(people) => {
                let one = |it: &Speaker| format!("{} {:?} {:?} {:?}", it.label, it.names, it.role, it.attributes);
                people.iter().map(one).collect::<Vec<_>>().join("\n")
            }
            Err(error) => error.to_string().split_once("`, ").expect("a place").1.to_owned(),
        };
        assert_eq!(told, expected, "{csv}");
    }

    #[test]
    fn columns_may_come_in_any_order() {
        check(
            "role,Name,aliases,group\nModerator,Ana Lopes,,\nparticipant,Bud Ketchum,William; Bill|Billy,Front line\n",
            "Ana Lopes [\"Ana Lopes\"] Moderator {}\n\
             Bud Ketchum [\"Bud Ketchum\", \"William\", \"Bill\", \"Billy\"] Participant {\"group\": \"Front line\"}",
        );
        check("\u{feff}name;site\r\nAna;Hull\r\n", "Ana [\"Ana\"] Participant {\"site\": \"Hull\"}");
    }

    #[test]
    fn mistakes_are_told_by_line() {
        check("person\nAna\n", "line 1: no column `name`; add one");
        check("name,role\nAna,moderator\n,participant\n", "line 3: no name; fill in the column `name`");
        check(
            "name,role\nAna,boss\n",
            "line 2: unknown role; write `moderator` or `participant`, and a job into a column of its own",
        );
        check("name\nAna\nANA\n", "line 3: the same name stands in an earlier line; tell the two apart or delete one");
        check("name\n", "line 1: nobody is listed; add a line for each person");
    }
}
