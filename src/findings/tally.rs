//! A mergeable tally of people, not of comments.
//!
//! Holds no words but quotations, question wordings, codebook lines, cues and group names, all of them anonymised; and
//! nothing of it may be shown before the guard has been over it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::groups::{Columns, bump, drop_columns};
use super::history::Population;
use super::merge::{Merge, content_hash};
use super::person::{Answer, Person};
use super::question::{Answers, Overall, Split, changes_mind, hundredths, weight};
use super::quotation::{Candidate, Whose};
use super::source::Source;
use super::theme::Theme;
use crate::coded::{Assent, Coded, Comment, Label, Role, SessionKind, Tag, Valence};
use crate::text::{Span, Token};

/// From this score on a tag is hardly ever wrong; quotations are looked for there.
const SURE: u64 = 90;

/// Below this score a tag is wrong as often as right, and its comment shows nothing.
const DOUBTFUL: u64 = 60;

/// The reluctance of a typical reluctant yes, in hundredths.
const TYPICAL_RELUCTANCE: u64 = 60;

/// The longest cue that is counted, in words; longer ones say more about one answer than about many.
const LONGEST_CUE: usize = 4;

/// What was found, before anybody decided what may be shown. Its `Debug` shows sizes only.
///
/// It can be written out and read again, so that parts of a large job can be counted in different places; what is
/// written so is a working file of the analyst, not a report.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Findings {
    pub(super) sources: BTreeMap<u64, Source>,
    pub(super) population: Population,
    pub(super) columns: Columns,
    pub(super) questions: BTreeMap<String, Answers>,
    pub(super) overall: Overall,
    pub(super) themes: BTreeMap<String, Theme>,
}

impl Findings {
    /// Both tallies as one; associative and commutative, so that shards, sessions and waves add up.
    #[must_use]
    pub fn merge(mut self, other: Findings) -> Findings {
        self.sources.add(other.sources);
        self.population.add(other.population);
        self.columns.add(other.columns);
        self.questions.add(other.questions);
        self.overall.add(other.overall);
        self.themes.add(other.themes);
        self.settle();
        self
    }

    /// How many people were counted.
    pub(super) fn people(&self) -> u64 {
        self.sources.values().map(|source| source.people).sum()
    }

    /// Whether some answers had to be counted in place of people.
    pub(super) fn counts_comments(&self) -> bool {
        self.sources.values().any(|source| source.comments_as_people > 0)
    }

    /// Forgets what was counted by columns that turned out to be no groups.
    fn settle(&mut self) {
        self.columns.settle();
        let dropped = &self.columns.dropped;
        if dropped.is_empty() {
            return;
        }
        drop_columns(&mut self.overall.groups, dropped);
        for answers in self.questions.values_mut() {
            drop_columns(&mut answers.groups, dropped);
        }
        for theme in self.themes.values_mut() {
            drop_columns(&mut theme.strength.groups, dropped);
            drop_columns(&mut theme.weakness.groups, dropped);
        }
    }
}

impl fmt::Debug for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sources, questions, themes) = (self.sources.len(), self.questions.len(), self.themes.len());
        write!(f, "Findings({sources} sources, {} people, {questions} questions, {themes} themes)", self.people())
    }
}

/// Counts one coded session or batch.
pub fn tally(coded: &Coded) -> Findings {
    let mut people: BTreeMap<&str, Vec<&Comment>> = BTreeMap::new();
    let counted = coded.comments().iter().filter(|comment| is_counted(comment));
    for (speaker, comment) in counted.filter_map(|comment| Some((comment.turn.speaker.as_deref()?, comment))) {
        people.entry(speaker).or_default().push(comment);
    }
    let source = content_hash(&["source", coded.session()]);
    let room = (coded.kind() == SessionKind::FocusGroup).then_some(people.len());
    let mut findings = Findings::default();
    findings.sources.insert(source, Source::of(coded, people.len()));
    for (speaker, comments) in people {
        // By the first turn and not by the pseudonym, whose number depends on what else is read in the same run.
        let first = comments.first().map(|comment| comment.turn.id.as_str()).filter(|id| !id.is_empty());
        let person = content_hash(&["person", coded.session(), first.unwrap_or(speaker)]);
        findings.population.note(&plain_words(&comments));
        findings.count(&Person::new(Whose { person, source, room }, comments));
    }
    for (name, theme) in &mut findings.themes {
        if let Some(meaning) = coded.meanings().get(name) {
            theme.explain(meaning);
        }
    }
    findings.settle();
    findings
}

/// The words by which a person's answers are known again in another report: those written small, because names and
/// what stands for them are not.
fn plain_words<'a>(comments: &[&'a Comment]) -> Vec<&'a str> {
    let texts = comments.iter().map(|comment| &comment.turn.text);
    let small = |word: &str| word.starts_with(char::is_lowercase);
    texts.flat_map(|text| text.tokens().iter().map(|token| text.slice(token.span))).filter(|word| small(word)).collect()
}

/// Whether a comment is a participant's and says something.
pub(super) fn is_counted(comment: &Comment) -> bool {
    comment.turn.role == Role::Participant && !comment.turn.text.is_empty()
}

impl Findings {
    fn count(&mut self, person: &Person<'_>) {
        self.columns.count(&person.groups);
        let mut seen = BTreeSet::new();
        for comment in &person.comments {
            for tag in &comment.tags {
                self.count_tag(person, comment, tag, &mut seen);
            }
        }
        let answers = person.answers();
        let holds_back = answers.values().any(|it| it.assent.label == Label::ReluctantYes);
        for (theme, valence) in person.themes() {
            let side = self.themes.entry(theme.to_owned()).or_default().side(valence);
            side.strongly += u64::from(person.speaks_strongly_of(theme, valence));
            side.held_back += u64::from(holds_back);
        }
        self.overall.count(person, &answers);
        for (key, answer) in answers {
            self.questions.entry(key).or_default().count(person, answer);
        }
    }

    /// Counts a tag; `seen` remembers what this person has been counted for.
    fn count_tag<'a>(&mut self, person: &Person<'_>, comment: &Comment, tag: &'a Tag, seen: &mut Seen<'a>) {
        let (whose, score) = (person.whose, hundredths(tag.score));
        let two_sided = comment.tags.iter().any(|other| other.valence != tag.valence);
        let off = SURE.saturating_sub(score) / 2 + comment.tags.len() as u64 - 1 + if two_sided { 5 } else { 0 };
        let candidate = Candidate::new(comment, &tag.cues, 6, off, whose).filter(|_| score >= DOUBTFUL);
        let side = self.themes.entry(tag.theme.clone()).or_default().side(tag.valence);
        side.said.comment(whose.source, score, candidate.clone());
        if seen.insert((&tag.theme, tag.valence, None)) {
            side.said.people += 1;
            for (column, value) in &person.groups {
                bump(&mut side.groups, column, value).add(1);
            }
        }
        for name in &tag.aspects {
            let aspect = side.aspects.entry(name.clone()).or_default();
            aspect.said.comment(whose.source, score, candidate.clone());
            if seen.insert((&tag.theme, tag.valence, Some(name))) {
                aspect.said.people += 1;
            }
        }
    }
}

/// What a person has been counted for: theme, valence, and an aspect of it.
type Seen<'a> = BTreeSet<(&'a str, Valence, Option<&'a str>)>;

impl Answers {
    fn count(&mut self, person: &Person<'_>, answer: Answer<'_>) {
        let Answer { comment, assent, wording, .. } = answer;
        self.wording = wording;
        self.labels[assent.label as usize] += 1;
        self.written += u64::from(person.whose.room.is_none());
        self.changed += u64::from(changes_mind(assent));
        self.reluctance += hundredths(assent.reluctance.unwrap_or(0.0));
        for (column, value) in &person.groups {
            bump(&mut self.groups, column, value).add(Split::of(assent.label));
        }
        if assent.label == Label::ReluctantYes {
            let off = hundredths(assent.reluctance.unwrap_or(0.0)).abs_diff(TYPICAL_RELUCTANCE) / 10;
            let cues: Vec<Span> = assent.cues.iter().map(|cue| cue.span).collect();
            if let Some(candidate) = Candidate::new(comment, &cues, 3, off, person.whose) {
                self.quotations.offer(candidate);
            }
            self.count_cues(comment, assent);
        }
    }

    /// Counts each cue once for this person. Cues that make a yes firmer explain no reluctance.
    fn count_cues(&mut self, comment: &Comment, assent: &Assent) {
        if !comment.turn.flags.is_empty() {
            return;
        }
        let text = &comment.turn.text;
        let mut heard = BTreeSet::new();
        for cue in assent.cues.iter().filter(|cue| cue.weight > 0.0) {
            let tokens = &text.tokens()[text.tokens_in(cue.span)];
            let words: Vec<&str> =
                tokens.iter().map(Token::normal).filter(|it| it.contains(char::is_alphabetic)).collect();
            if (1..=LONGEST_CUE).contains(&words.len()) && !words.iter().any(|word| word.starts_with('[')) {
                heard.insert((cue.kind, words.join(" ")));
            }
        }
        for (kind, words) in heard {
            self.cues.entry(kind.to_owned()).or_default().entry(words).or_default().add(1);
        }
    }
}

impl Overall {
    fn count(&mut self, person: &Person<'_>, answers: &BTreeMap<String, Answer<'_>>) {
        let given: Vec<&Assent> = answers.values().filter(|it| !it.fears).map(|it| it.assent).collect();
        let Some(most_telling) = given.iter().max_by_key(|assent| weight(assent)) else { return };
        let gave = |label: Label| given.iter().any(|assent| assent.label == label);
        let yes = given.iter().any(|assent| assent.label.is_yes());
        self.people += 1;
        self.yes += u64::from(yes);
        self.reluctant += u64::from(gave(Label::ReluctantYes));
        self.resounding += u64::from(gave(Label::ResoundingYes));
        self.no += u64::from(gave(Label::No));
        let label = if yes && most_telling.label != Label::ReluctantYes { Label::PlainYes } else { most_telling.label };
        for (column, value) in &person.groups {
            bump(&mut self.groups, column, value).add(Split::of(label));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::Talk;
    use super::*;
    use crate::coded::SessionKind::{FocusGroup, Survey};
    use crate::coded::Valence::{Strength, Weakness};
    use proptest::prelude::*;

    const QUESTION: &str = "Does the strategy work for your customers?";
    const TAG: super::super::examples::Tagged<'static> = ("out-of-the-loop", Weakness, "told-late", "told");

    /// Labels of several answers of one person, and the label that counts.
    #[track_caller]
    fn check(answers: &[Label], counts: Label) {
        let talk = answers.iter().fold(Talk::new("talk", FocusGroup), |talk, &label| {
            talk.answers("Participant 1", QUESTION, "Well, I suppose so.", label, "")
        });
        let findings = tally(&talk.coded());
        let labels = findings.questions.values().next().expect("one question").labels;
        let expected = Label::ALL.map(|label| u64::from(label == counts));
        assert_eq!(labels, expected, "{answers:?}");
    }

    #[test]
    fn the_answer_that_gives_most_reason_to_look_again_counts() {
        check(&[Label::PlainYes, Label::ReluctantYes, Label::ResoundingYes], Label::ReluctantYes);
        check(&[Label::No, Label::ReluctantYes], Label::ReluctantYes);
        check(&[Label::PlainYes, Label::No], Label::No);
        check(&[Label::NonAnswer, Label::ResoundingYes], Label::ResoundingYes);
    }

    #[test]
    fn words_about_a_tick_count_where_they_take_it_back() {
        let counts = |ticked: Label, words: &str, label: Label, cue: &str| {
            let talk = Talk::new("survey", Survey).answers("Participant 1", QUESTION, "Agree", ticked, "");
            let findings = tally(&talk.answers("Participant 1", QUESTION, words, label, cue).coded());
            let labels = findings.questions.values().next().expect("one question").labels;
            Label::ALL.into_iter().zip(labels).find(|(_, people)| *people == 1).expect("one person").0
        };
        assert_eq!(counts(Label::PlainYes, "It came up in spring.", Label::No, ""), Label::PlainYes);
        assert_eq!(counts(Label::PlainYes, "It came up in spring.", Label::ReluctantYes, ""), Label::PlainYes);
        assert_eq!(counts(Label::PlainYes, "Mostly, I guess.", Label::ReluctantYes, "I guess"), Label::ReluctantYes);
        assert_eq!(counts(Label::No, "Well, I guess.", Label::ReluctantYes, "I guess"), Label::No);
        assert_eq!(counts(Label::NonAnswer, "It works for them.", Label::PlainYes, ""), Label::PlainYes);
    }

    #[test]
    fn a_yes_that_is_bad_news_is_no_yes_to_the_strategy() {
        let talk = Talk::new("talk", FocusGroup).answers("Participant 1", "Is it worse?", "Yes.", Label::PlainYes, "");
        let talk = talk.last(|comment| comment.question.iter_mut().for_each(|question| question.fears = true));
        let findings = tally(&talk.answers("Participant 1", QUESTION, "No.", Label::No, "").coded());
        assert_eq!(findings.questions.len(), 2);
        let Overall { people, yes, no, .. } = findings.overall;
        assert_eq!((people, yes, no), (1, 0, 1));
    }

    #[test]
    fn people_are_counted_and_not_comments() {
        let talk = (0..10).fold(Talk::new("talk", Survey), |talk, _| {
            talk.says("Participant 1", "Nobody told us a thing about it.", &[TAG])
        });
        let findings = tally(&talk.says("Participant 2", "Nothing to add.", &[]).coded());
        let said = &findings.themes["out-of-the-loop"].weakness.said;
        assert_eq!((findings.people(), said.people, said.comments), (2, 1, 10));
        assert_eq!(said.quotations.iter().count(), 1);
    }

    #[test]
    fn the_surest_comments_are_quoted_and_doubtful_ones_are_not() {
        let talk = (0..3).fold(Talk::new("talk", Survey), |talk, at| {
            let words = format!("Nobody told us a single thing about number {at}.");
            let score = [0.5, 0.7, 0.95][at];
            talk.says(&format!("Participant {at}"), &words, &[TAG]).last(|comment| comment.tags[0].score = score)
        });
        let findings = tally(&talk.coded());
        let quotations = &findings.themes["out-of-the-loop"].weakness.said.quotations;
        let words: Vec<&str> = quotations.iter().map(|it| it.words.as_str()).collect();
        assert_eq!(
            words,
            ["Nobody told us a single thing about number 2.", "Nobody told us a single thing about number 1."]
        );
    }

    #[test]
    fn moderators_and_turns_without_a_speaker_are_counted_apart() {
        let talk = Talk::new("talk", FocusGroup)
            .says("Moderator", "Were you told?", &[])
            .says("", "Nobody told us a thing about it.", &[TAG])
            .says("Participant 1", "", &[]);
        let findings = tally(&talk.coded());
        let source = findings.sources.values().next().expect("one session");
        assert_eq!((source.people, source.comments, source.moderator_turns, source.unattributed), (0, 0, 1, 1));
        assert!(findings.themes.is_empty());
    }

    #[test]
    fn sessions_that_ask_in_the_same_words_add_up() {
        let ask = |session: &str, words: &str| {
            tally(&Talk::new(session, FocusGroup).answers("Participant 1", words, "Yes.", Label::PlainYes, "").coded())
        };
        let findings = ask("a", QUESTION).merge(ask("b", "So does the strategy work for your customers"));
        assert_eq!(findings.questions.len(), 1);
        let answers = findings.questions.values().next().expect("one question");
        assert_eq!((answers.labels[1], answers.wording.as_str()), (2, QUESTION));
    }

    #[test]
    fn a_column_with_many_values_is_no_group() {
        let batch = |from: usize| {
            let talk = (from..from + 30).fold(Talk::new("survey", Survey), |talk, at| {
                let who = format!("Participant {at}");
                let talk = talk.group(&who, "years", &at.to_string()).group(&who, "team", "Support");
                talk.says(&who, "Nobody told us a thing about it.", &[TAG])
            });
            tally(&talk.coded())
        };
        assert!(batch(0).columns.people.contains_key("years"));
        let both = batch(0).merge(batch(30));
        assert!(!both.columns.people.contains_key("years") && both.columns.people["team"]["Support"] == 60);
        let groups = &both.themes["out-of-the-loop"].weakness.groups;
        assert!(!groups.contains_key("years") && groups["team"]["Support"] == 60);
    }

    #[test]
    fn debug_shows_sizes_only() {
        let talk = Talk::new("talk", FocusGroup).says("Participant 1", "Nobody told us a thing about it.", &[TAG]);
        assert_eq!(format!("{:?}", tally(&talk.coded())), "Findings(1 sources, 1 people, 0 questions, 1 themes)");
    }

    /// What somebody does: session, person, group, and an answer or a theme.
    fn findings() -> impl Strategy<Value = Findings> {
        let deed = (0usize..4, 0usize..5, 0usize..60, 0usize..7);
        prop::collection::vec(deed, 0..40).prop_map(|deeds| {
            let mut talks: BTreeMap<usize, Talk> = BTreeMap::new();
            for (session, person, group, what) in deeds {
                let kind = if session % 2 == 0 { FocusGroup } else { Survey };
                let talk = talks.remove(&session).unwrap_or_else(|| Talk::new(&session.to_string(), kind));
                let who = format!("Participant {person}");
                let talk = talk.group(&who, "years", &group.to_string()).group(&who, "team", &(group % 3).to_string());
                let words = format!("Nobody told us a thing about number {group}.");
                let talk = match what {
                    0..5 => talk.answers(&who, QUESTION, "Well, I suppose so.", Label::ALL[what], "I suppose"),
                    5 => talk.says(&who, &words, &[TAG]),
                    _ => talk.says(&who, &words, &[("alignment", Strength, "listening", "told")]),
                };
                talks.insert(session, talk);
            }
            talks.into_values().map(|talk| tally(&talk.coded())).fold(Findings::default(), Findings::merge)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn tallies_add_up_in_any_order_and_grouping(a in findings(), b in findings(), c in findings()) {
            prop_assert!(a.clone().merge(b.clone()) == b.clone().merge(a.clone()));
            prop_assert!(a.clone().merge(b.clone()).merge(c.clone()) == a.clone().merge(b.merge(c)));
            prop_assert!(a.clone().merge(Findings::default()) == a);
        }
    }
}
