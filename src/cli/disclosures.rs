//! `disclosures.csv`: which comments need somebody's care, for the person who looks after them.
//!
//! Ids and kinds only: it never holds what was said, and nothing in it goes into the findings.

use crate::coded::Coded;

/// The file's name in the folder.
pub(super) const FILE: &str = "disclosures.csv";

/// Who is asked to look at it where nobody was named.
const NOBODY: &str = "nobody named yet: run again with --disclosures-to NAME";

/// The comments that tell of harassment, a crime, harm to oneself or a danger to people.
#[derive(Debug, Default)]
pub(super) struct Disclosures {
    rows: Vec<[String; 3]>,
}

impl Disclosures {
    /// Notes the comments of `coded` that need care, each concern once.
    pub(super) fn note(&mut self, coded: &Coded) {
        for comment in coded.comments() {
            let mut concerns: Vec<&str> =
                comment.turn.flags.iter().filter(|flag| flag.care).map(|flag| flag.reason).collect();
            concerns.sort_unstable();
            concerns.dedup();
            let row = |concern: &str| [coded.session().to_owned(), comment.turn.id.clone(), concern.to_owned()];
            self.rows.extend(concerns.into_iter().map(row));
        }
    }

    /// How many comments stand in it.
    pub(super) fn comments(&self) -> usize {
        let mut ids: Vec<_> = self.rows.iter().map(|[session, id, _]| (session, id)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    }

    /// The list as CSV for `recipient`; none where nothing needs care.
    pub(super) fn csv(&self, recipient: Option<&str>) -> Option<Vec<u8>> {
        if self.rows.is_empty() {
            return None;
        }
        let mut csv = csv::Writer::from_writer(Vec::new());
        let written = csv.write_record(["for", "session", "id", "concern"]).and_then(|()| {
            self.rows.iter().try_for_each(|[session, id, concern]| {
                csv.write_record([recipient.unwrap_or(NOBODY), session, id, concern])
            })
        });
        written.expect("memory can be written");
        Some(csv.into_inner().expect("memory can be written"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_says_who_is_to_look_and_where_never_what_was_said() {
        let row = |id: &str| ["s1".to_owned(), id.to_owned(), "a crime".to_owned()];
        let disclosures = Disclosures { rows: vec![row("s1-2"), row("s1-9")] };
        let csv = String::from_utf8(disclosures.csv(Some("Speak-up officer")).unwrap()).unwrap();
        assert_eq!(csv, "for,session,id,concern\nSpeak-up officer,s1,s1-2,a crime\nSpeak-up officer,s1,s1-9,a crime\n");
        assert_eq!(disclosures.comments(), 2);
        assert!(Disclosures::default().csv(None).is_none());
    }
}
