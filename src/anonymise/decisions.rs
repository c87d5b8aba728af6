//! What a person decided about doubtful stretches and about people: with the inputs, all that a run needs to be
//! repeated.
//!
//! Knows ids, pseudonyms and decisions, and no word that was said.

use std::collections::BTreeMap;
use std::fmt;

use super::pseudonyms::given_before;

/// Every decision of a review.
#[derive(Clone, Default)]
pub struct Decisions {
    /// By the id of a stretch.
    stretches: BTreeMap<String, Decided>,
    /// What somebody is called instead, by their pseudonym.
    people: BTreeMap<String, String>,
}

/// A decision and how it was written.
#[derive(Clone)]
struct Decided {
    decision: Decision,
    written: String,
    line: usize,
    /// The pseudonym that it is about, where it was decided at a stretch.
    about: Option<String>,
}

/// What is to be done with a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// It is hidden.
    Mask,
    /// It stays readable.
    Keep,
    /// Every doubtful stretch of the session with the same words is hidden.
    MaskAll,
    /// Every such stretch stays readable.
    KeepAll,
    /// It is hidden under this pseudonym.
    As(String),
    /// It is somebody else than others under its pseudonym, told from them by this letter.
    Apart(char),
    /// Whoever is meant by the same words under the same pseudonym, in the whole session, is somebody else.
    Everywhere(Apart),
    /// It is as it was; what was decided is about the pseudonym.
    Pseudonym,
}

/// Who somebody is who was taken for somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    /// Somebody of their own, told from the other by this letter.
    Letter(char),
    /// Whoever has this pseudonym.
    Person(String),
}

/// How long a pseudonym of one's own may be.
const LONGEST: usize = 40;

impl Decisions {
    /// Takes in one row of a review: the stretch or pseudonym `id`, what was `shown` there, and the decision as
    /// written; gives the rule that the row breaks.
    pub fn add(&mut self, id: &str, shown: &str, written: &str, line: usize) -> Result<(), &'static str> {
        let (id, written) = (id.trim(), written.trim());
        if id.is_empty() {
            return Err("no id; leave the column `id` as it was");
        }
        let inner = shown.trim().strip_prefix('[').and_then(|it| it.strip_suffix(']'));
        let pseudonym = given_before(id).map(|_| id).or(inner);
        let decision = self.decision(pseudonym, shown.trim().is_empty(), written)?;
        if given_before(id).is_some() && decision != Decision::Pseudonym {
            return Err("a pseudonym as id takes `rename=` or `merge=`; to split it, give a place such as `group-4#1`");
        }
        if is_counted(id) && matches!(decision, Decision::Mask | Decision::Keep | Decision::MaskAll | Decision::KeepAll)
        {
            return Err("a counted place such as `group-4#1` takes `split`, `rename=` or `merge=`");
        }
        let about = pseudonym.filter(|it| decision == Decision::Pseudonym && *it != id).map(str::to_owned);
        let decided = Decided { decision, written: written.to_owned(), line, about };
        match self.stretches.insert(id.to_owned(), decided) {
            Some(before) if before.written != written => Err("the same id was decided in another way above"),
            _ => Ok(()),
        }
    }

    /// Reads a decision, and notes what it says about `pseudonym`; `unseen` where nobody says what is shown there.
    fn decision(&mut self, pseudonym: Option<&str>, unseen: bool, written: &str) -> Result<Decision, &'static str> {
        let end = written.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(written.len());
        let rest = written[end..].trim_start_matches(['=', ':', ' ']).trim().trim_matches(['[', ']', '"']);
        let rest = if rest.eq_ignore_ascii_case("all") { "all" } else { rest };
        match (written[..end].to_ascii_lowercase().as_str(), rest) {
            ("mask", "") => Ok(Decision::Mask),
            ("keep", "") => Ok(Decision::Keep),
            ("mask", "all") => Ok(Decision::MaskAll),
            ("keep", "all") => Ok(Decision::KeepAll),
            ("split", rest) if pseudonym.is_some() || unseen => split(rest),
            ("split", _) => Err("only what has a pseudonym can be split"),
            ("rename", label) => {
                if given_before(label).is_some() {
                    return Err("that is a pseudonym already; write `merge=` to make two people one");
                }
                let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'');
                if label.is_empty() || label.chars().count() > LONGEST || !label.chars().all(plain) {
                    return Err("`rename=` takes up to 40 letters, digits and spaces");
                }
                self.call(pseudonym, label)
            }
            ("as", other) => {
                let everywhere = of_all(other);
                let other = everywhere.unwrap_or(other).trim_matches(['[', ']']);
                if given_before(other).is_none() {
                    return Err("`as=` takes a pseudonym such as `Person 2`");
                }
                if pseudonym.is_some_and(|it| !alike(it, other)) {
                    return Err("people are called as people, and other things as their own kind");
                }
                let other = other.to_owned();
                let all = everywhere.is_some();
                Ok(if all { Decision::Everywhere(Apart::Person(other)) } else { Decision::As(other) })
            }
            ("merge", other) => {
                let other = other.strip_prefix("with ").unwrap_or(other).trim_matches(['[', ']']);
                if given_before(other).is_none() {
                    return Err("`merge=` takes a pseudonym such as `Person 2`");
                }
                if pseudonym.is_some_and(|it| !alike(it, other)) {
                    return Err("people are merged with people, and other things with their own kind");
                }
                self.call(pseudonym, other)
            }
            _ => Err(
                "expected mask, keep, rename=NAME, merge=PSEUDONYM, as=PSEUDONYM, split or split all in the column `decision`",
            ),
        }
    }

    /// Has whoever is called `pseudonym` called `label`; without a pseudonym, it is the stretch that is.
    fn call(&mut self, pseudonym: Option<&str>, label: &str) -> Result<Decision, &'static str> {
        let Some(pseudonym) = pseudonym else { return Ok(Decision::As(label.to_owned())) };
        if self.called(label) == pseudonym {
            return Err("two decisions lead to each other in a circle");
        }
        let alike = |(other, called): (&String, &String)| other != pseudonym && called.eq_ignore_ascii_case(label);
        if given_before(label).is_none() && self.people.iter().any(alike) {
            return Err("somebody else is called that; write `merge=` to make two people one");
        }
        match self.people.insert(pseudonym.to_owned(), label.to_owned()) {
            Some(before) if before != label => Err("the same pseudonym was decided in another way above"),
            _ => Ok(Decision::Pseudonym),
        }
    }

    /// What was decided about the stretch `id`.
    pub(super) fn of(&self, id: &str) -> Option<&Decision> {
        self.stretches.get(id).map(|it| &it.decision)
    }

    /// Whether a decision is about a counted place.
    pub(super) fn counts(&self) -> bool {
        self.stretches.keys().any(|id| is_counted(id))
    }

    /// What was decided about the stretch or pseudonym `id`, as it was written; nothing where nothing was.
    pub fn written(&self, id: &str) -> &str {
        self.stretches.get(id).map_or("", |it| &it.written)
    }

    /// What whoever has the pseudonym `label` is called after all decisions.
    pub(super) fn called<'a>(&'a self, label: &'a str) -> &'a str {
        let mut last = label;
        // No chain is longer than all decisions together.
        for _ in 0..self.people.len() {
            match self.people.get(last) {
                Some(next) => last = next,
                None => break,
            }
        }
        last
    }

    /// Pseudonyms whose bearers are called otherwise.
    pub(super) fn called_otherwise(&self) -> impl Iterator<Item = &str> {
        self.people.keys().map(String::as_str)
    }

    /// The ids of all decisions.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.stretches.keys().map(String::as_str)
    }

    /// The pseudonym that was decided about at the stretch `id`, as it was shown there.
    pub fn shown(&self, id: &str) -> Option<String> {
        self.stretches.get(id)?.about.as_ref().map(|pseudonym| format!("[{pseudonym}]"))
    }

    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// What stretches and people are to be called, with the line each stands in.
    pub(super) fn labels(&self) -> impl Iterator<Item = (&str, usize)> {
        let of_stretches = self.stretches.values().filter_map(|it| match &it.decision {
            Decision::As(label) | Decision::Everywhere(Apart::Person(label)) => Some((label.as_str(), it.line)),
            _ => None,
        });
        of_stretches.chain(self.people.values().map(|label| (label.as_str(), self.line_of(label))))
    }

    /// Stretches and pseudonyms that were decided about, with the line each stands in.
    pub(super) fn ids(&self) -> impl Iterator<Item = (&str, usize)> {
        self.stretches.iter().map(|(id, it)| (id.as_str(), it.line))
    }

    fn line_of(&self, label: &str) -> usize {
        self.stretches.values().find(|it| it.written.contains(label)).map_or(1, |it| it.line)
    }
}

/// Reads what stands behind `split`: nothing, a letter, or `all` and one of these.
fn split(rest: &str) -> Result<Decision, &'static str> {
    let everywhere = of_all(rest);
    let letter = match everywhere.unwrap_or(rest).as_bytes() {
        [] => 'b',
        [letter] if letter.is_ascii_lowercase() => char::from(*letter),
        _ => return Err("`split=` takes one small letter"),
    };
    let all = || Decision::Everywhere(Apart::Letter(letter));
    Ok(everywhere.map_or(Decision::Apart(letter), |_| all()))
}

/// What stands behind `all` and its sign: `Person 2` in `all=Person 2`.
fn of_all(rest: &str) -> Option<&str> {
    let (all, behind) = rest.split_at_checked(3)?;
    let ends = !behind.starts_with(|c: char| c.is_alphanumeric());
    (all.eq_ignore_ascii_case("all") && ends).then(|| behind.trim_start_matches(['=', ':', ' ']))
}

/// Whether an id counts what is hidden in a comment: `group-4#1`.
fn is_counted(id: &str) -> bool {
    id.rsplit_once('#').is_some_and(|(_, place)| !place.is_empty() && place.bytes().all(|it| it.is_ascii_digit()))
}

fn is_person(word: &str) -> bool {
    matches!(word, "Participant" | "Moderator" | "Person")
}

/// Whether two pseudonyms are of people both, or of one kind of thing.
fn alike(one: &str, other: &str) -> bool {
    match (given_before(one), given_before(other)) {
        (Some((one, _)), Some((other, _))) => one == other || (is_person(one) && is_person(other)),
        // A name of one's own is a person's.
        (None, Some((other, _))) => is_person(other),
        _ => false,
    }
}

/// Tells its size only.
impl fmt::Debug for Decisions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decisions({})", self.stretches.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(shown: &str, written: &str, expected: &str) {
        let mut decisions = Decisions::default();
        let told = match decisions.add("s-1@4", shown, written, 2) {
            Ok(()) => format!("{:?} {}", decisions.of("s-1@4").unwrap(), decisions.called("Person 4")),
            Err(rule) => rule.to_owned(),
        };
        assert!(told.contains(expected), "{written}: {told}");
    }

    #[test]
    fn decisions_are_read_however_they_are_written() {
        check("Grace", "mask", "Mask Person 4");
        check("Grace", " KEEP ", "Keep");
        check("Grace", "keep all", "KeepAll");
        check("Grace", "rename=Line manager", "As(\"Line manager\")");
        check("Grace", "merge: [Person 2]", "As(\"Person 2\")");
        check("[Person 4]", "merge with Participant 2", "Pseudonym Participant 2");
        check("[Person 4]", "rename=The driver", "Pseudonym The driver");
        check("[Person 4]", "as=Participant 2", "As(\"Participant 2\") Person 4");
        check("[Person 4]", "split", "Apart('b')");
        check("", "split", "Apart('b')");
        check("", "split all=c", "Everywhere(Letter('c'))");
        check("[Person 4]", "Split ALL", "Everywhere(Letter('b'))");
        check("", "as all = [Person 2]", "Everywhere(Person(\"Person 2\"))");
    }

    #[test]
    fn what_cannot_be_followed_is_told() {
        check("Grace", "maybe", "expected mask");
        check("Grace", "split", "only what has a pseudonym");
        check("", "split=Dana", "one small letter");
        check("", "split all=Location 2", "one small letter");
        check("", "split allways", "one small letter");
        check("", "as all", "takes a pseudonym");
        check("[Person 4]", "merge=Dana", "takes a pseudonym");
        check("[Person 4]", "as=Dana", "takes a pseudonym");
        check("[Person 4]", "as=Location 1", "as people");
        check("[Person 4]", "merge=Location 1", "people are merged with people");
        check("[Person 4]", "rename=Person 2", "merge=");
        check("[Person 4]", "rename=<b>", "letters");
    }

    #[test]
    fn chains_are_followed_and_circles_refused() {
        let mut decisions = Decisions::default();
        decisions.add("Person 1", "", "merge=Person 2", 2).unwrap();
        decisions.add("Person 2", "", "merge=Person 3", 3).unwrap();
        assert_eq!(decisions.called("Person 1"), "Person 3");
        assert!(decisions.add("Person 3", "", "merge=Person 1", 4).unwrap_err().contains("circle"));
        assert!(decisions.add("Person 1", "", "merge=Person 4", 5).is_err());
        assert!(decisions.add("Person 9", "", "keep", 5).is_err());
        assert!(decisions.add("Person 9", "", "split", 5).unwrap_err().contains("give a place"));
        assert!(decisions.add("s-1#1", "", "keep", 5).unwrap_err().contains("takes `split`"));
    }

    #[test]
    fn two_people_are_never_renamed_alike() {
        let mut decisions = Decisions::default();
        decisions.add("Person 1", "", "rename=Boss", 2).unwrap();
        decisions.add("s-1@4", "[Person 1]", "rename=Boss", 3).unwrap();
        assert!(decisions.add("Person 2", "", "rename=boss", 4).unwrap_err().contains("somebody else"));
    }
}
