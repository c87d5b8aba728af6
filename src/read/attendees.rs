//! Who a file says was there: attendee lists, and what meeting programs write when somebody comes or goes.
//!
//! The names are for hiding; nothing else is made of them.

use super::labels::{Never, is_name_like, never};
use super::people::parts;
use super::prefix::prefix;
use crate::lexicons::read::{ATTENDEE_LINES, MEETING_EVENTS};
use crate::text::normal_form;

/// The names on the attendee lists among `lines`, which stand before the talk.
pub(super) fn attendees<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names = Vec::new();
    let (mut listing, mut listed) = (false, false);
    for line in lines {
        if line.trim().is_empty() {
            // A blank line may follow the heading of a list, and ends the list itself.
            listing &= !listed;
            continue;
        }
        if let Some(named) = event(line) {
            names.extend(named);
            continue;
        }
        let found = prefix(line).filter(|it| !it.label.is_empty() && !it.heads);
        if is_list_heading(line) {
            (listing, listed) = (true, false);
        } else if let Some(found) = found {
            let lists = ATTENDEE_LINES.contains(&normal_form(parts(found.label).0));
            let people = lists || (never(found.label) == Some(Never::Record) && says_who(found.label));
            listing = lists && found.rest.trim().is_empty();
            if people {
                names.extend(names_in(found.rest, 1));
            } else if never(found.label).is_none() && found.rest.split_whitespace().count() <= 5 {
                // `Moderator: Ana Lopes`, and nobody is talking yet.
                names.extend(names_in(found.rest, 2));
            }
        } else if listing {
            let found = names_in(line, 1);
            (listing, listed) = (!found.is_empty(), true);
            names.extend(found);
        } else if line.contains([',', ';']) {
            names.extend(names_in(line, 2));
        }
    }
    names
}

/// The name in a line such as `Ana Lopes started transcription`, if the line is of that kind; a device has none.
#[expect(clippy::option_option, reason = "a line of that kind may name nobody")]
pub(super) fn event(line: &str) -> Option<Option<String>> {
    let line = line.trim().trim_matches(['*', '_']).trim_end_matches('.').replace('\u{2019}', "'");
    let ends = |ending: &&str| {
        let from = line.len().checked_sub(ending.len());
        from.and_then(|from| line.get(from..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    let ending = MEETING_EVENTS.iter().find(ends).filter(|_| line.len() <= 120)?;
    let name = &line[..line.len() - ending.len()];
    let beside = ending.starts_with('\'') || name.ends_with(' ');
    let name = name.trim();
    let n_words = name.split_whitespace().count();
    // "She left the meeting" is speech.
    let least = if ending.contains("transcri") || ending.starts_with('\'') { 1 } else { 2 };
    let fits = (is_name_like(name) && !name.contains(',')) || name.ends_with(|c: char| c.is_ascii_digit());
    (beside && (least..=5).contains(&n_words) && fits).then(|| Some(name.to_owned()).filter(|it| is_plain(it)))
}

/// Whether the line stands above a list of names.
fn is_list_heading(line: &str) -> bool {
    let bare = line.trim().trim_matches(['*', '_', '#', ':', ' ']);
    ATTENDEE_LINES.contains(&normal_form(parts(bare).0))
}

/// Whether a record names people, as `Facilitated by: Ana Lopes` does.
fn says_who(label: &str) -> bool {
    let label = normal_form(label);
    label.ends_with(" by") || matches!(label.as_str(), "organiser" | "organizer" | "transcriber" | "transcriptionist")
}

/// The names in a list, of `least` words and more.
fn names_in(list: &str, least: usize) -> Vec<String> {
    let bare = |it: &str| {
        let it = it.trim_start_matches(['-', '*', ' ', '\u{2022}', '\u{2013}']);
        parts(it).0.trim().trim_end_matches('.').to_owned()
    };
    let owner = |it: String| match event(&it) {
        Some(Some(name)) => name,
        _ => it,
    };
    let names = list.split([',', ';', '\u{2022}', '|', '\t']).map(bare).map(owner);
    let fits = |name: &String| {
        let n_words = name.split_whitespace().count();
        (least..=4).contains(&n_words) && is_name_like(name) && is_plain(name) && never(name).is_none()
    };
    names.filter(fits).collect()
}

/// Whether it is made of letters and what stands between those of names.
fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.' | '\u{2019}'))
        && name.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &str, expected: &[&str]) {
        assert_eq!(attendees(lines.lines()), expected, "{lines}");
    }

    #[test]
    fn lists_name_people() {
        check("Till Study Group\nDate: 4 May\nAttendees: Ana Lopes, Lee (Sales); Bo", &["Ana Lopes", "Lee", "Bo"]);
        check(
            "Attendees\nAna Lopes, Lee Wu, Ana Lopes's Presentation\n\nTranscript",
            &["Ana Lopes", "Lee Wu", "Ana Lopes"],
        );
        check(
            "Participants:\n- Ana Lopes\n- Lee Wu (front desk)\n\nFacilitated by: Bo Ek",
            &["Ana Lopes", "Lee Wu", "Bo Ek"],
        );
    }

    #[test]
    fn titles_and_records_name_nobody() {
        check("Weekly Review Meeting\nLocation: Hull Office\nDuration: 27m 42s", &[]);
    }

    #[test]
    fn meeting_programs_name_whoever_came() {
        let ana = Some(Some("Ana Lopes".to_owned()));
        assert_eq!(event("Ana Lopes started transcription"), ana);
        assert_eq!(event("Ana Lopes\u{2019}s Presentation"), ana);
        assert_eq!(event("iPhone 2 joined the meeting"), Some(None));
        assert_eq!(event("and then my boss left the meeting"), None);
        assert_eq!(event("She left the meeting."), None);
    }
}
