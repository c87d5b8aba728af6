//! Which column tells respondents apart. Looks at headings and uses only, never at a cell.

use super::columns::{Column, Use};
use crate::read::table::heading_key;

/// Where the column stands by which a respondent is known again: a person's id before a row's, and either before what
/// only tells people apart and is left out of the copy, such as a staff number or an e-mail address.
pub(super) fn identity(columns: &[Column]) -> Option<usize> {
    let ids = columns.iter().enumerate().filter(|(_, it)| matches!(it.is, Use::Number | Use::Opaque));
    let person = |heading: &str| {
        let key = heading_key(heading);
        u8::from(["respondent", "participant", "person"].iter().any(|it| key.contains(it)))
    };
    let id = ids.min_by_key(|(at, it)| (1 - person(&it.heading), *at)).map(|it| it.0);
    let own = |fits: fn(&Column) -> bool| columns.iter().position(|it| fits(it) && !is_somebody_elses(&it.heading));
    id.or_else(|| own(|it| it.is == Use::Identifying && it.filled > 0 && tells_apart(&it.heading)))
        .or_else(|| own(|it| it.is == Use::Email))
}

/// Whether a heading such as `Employee ID` or `User` promises one value a person.
fn tells_apart(heading: &str) -> bool {
    const APART: [&str; 17] = [
        "id",
        "no",
        "nr",
        "number",
        "ref",
        "reference",
        "user",
        "userid",
        "username",
        "login",
        "logon",
        "payroll",
        "badge",
        "alias",
        "email",
        "mail",
        "externalreference",
    ];
    let key = heading_key(heading);
    !DEVICES.iter().any(|it| key.split(' ').any(|word| word == *it)) && key.split(' ').any(|word| APART.contains(&word))
}

/// What has a number of its own, or one that several share.
const DEVICES: [&str; 12] =
    ["phone", "telephone", "mobile", "fax", "contact", "device", "job", "room", "desk", "insurance", "extension", "ip"];

/// Whether the column is about whom a respondent works for.
fn is_somebody_elses(heading: &str) -> bool {
    const OTHERS: [&str; 10] =
        ["manager", "managers", "supervisor", "lead", "leader", "boss", "coach", "team", "reviewer", "assigned"];
    heading_key(heading).split(' ').any(|word| OTHERS.contains(&word))
}
