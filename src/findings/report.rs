//! What a report may say, as plain values: every number here has passed the guard.
//!
//! Nothing here decides anything. The types have no `Debug`, because some of them hold words that were said.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::limits::Limits;
use crate::coded::Label;

/// The guarded findings, ready to be written down.
#[derive(Clone, Serialize)]
pub struct Report {
    /// Stands for this report in a history.
    pub id: String,
    /// The minimum group sizes in force.
    pub limits: Limits,
    /// What was read.
    pub basis: Basis,
    /// All yes/no questions together; none where too few people answered any.
    pub overall: Option<Overall>,
    /// Each yes/no question that enough people answered, the most answered first.
    pub questions: Vec<Question>,
    /// Places in `questions`, the most reluctant first; only those with a reluctant yes.
    pub reluctant: Vec<usize>,
    /// What to celebrate, the most widely shared first.
    pub strengths: Vec<Theme>,
    /// What to mend, in priority order: people, sessions and surveys, groups, strong words, reluctance, comments.
    pub weaknesses: Vec<Theme>,
    /// What the weaknesses as a whole point at.
    pub issue: Option<Matter>,
    /// What was left out to protect people.
    pub suppressed: Suppressed,
    /// What an attack on these findings came to.
    pub audit: Audit,
}

/// What the findings rest on.
#[derive(Clone, Serialize)]
pub struct Basis {
    /// Focus groups.
    pub sessions: u64,
    /// Surveys.
    pub surveys: u64,
    /// People who said or wrote something.
    pub people: u64,
    /// How many of them in focus groups; none where it would tell of a handful.
    pub people_in_sessions: Option<u64>,
    /// How many of them in surveys; none where it would tell of a handful.
    pub people_in_surveys: Option<u64>,
    /// Turns and answers.
    pub comments: u64,
    /// Turns and answers without a speaker, which are in no figure.
    pub unattributed: u64,
    /// Answers that nobody can be counted behind: each counts as one person, and every limit is doubled.
    pub comments_as_people: u64,
    /// Turns of moderators, which are not counted as comments.
    pub moderator_turns: u64,
    /// Replaced details by kind.
    pub masked: BTreeMap<String, u64>,
    /// Focus groups whose transcripts seem to have been tidied.
    pub tidied: u64,
    /// People by group.
    pub groups: Vec<GroupTable<PeopleRow>>,
}

/// All yes/no questions together: people by what they said at least once.
#[derive(Clone, Serialize)]
pub struct Overall {
    /// People who answered any yes/no question.
    pub people: u64,
    /// Who said any kind of yes.
    pub yes: u64,
    /// Who said a reluctant yes.
    pub reluctant: u64,
    /// Who said a resounding yes.
    pub resounding: u64,
    /// Who said no.
    pub no: u64,
    /// Share of reluctant yes among those who said yes.
    #[serde(flatten)]
    pub share: ReluctantShare,
    /// The words that made a yes reluctant, over all questions, the most heard first.
    pub cues: Vec<CueHeard>,
    /// Further answers that show a reluctant yes, to whatever question.
    pub quotations: Vec<Quotation>,
    /// By group: people with any reluctant yes, and those with other kinds of yes only.
    pub by_group: Vec<GroupTable<YesRow>>,
}

/// One yes/no question.
#[derive(Clone, Serialize)]
pub struct Question {
    /// The question.
    pub wording: String,
    /// People who answered.
    pub people: u64,
    /// People by answer.
    pub answers: Answers,
    /// People who said any kind of yes.
    pub yes: u64,
    /// Share of reluctant yes among those who said yes.
    #[serde(flatten)]
    pub share: ReluctantShare,
    /// Mean reluctance of those who said yes, from 0 to 1; none where they are too few.
    #[serde(serialize_with = "two_decimals")]
    pub mean_reluctance: Option<f64>,
    /// Whether anybody answered in writing.
    pub in_writing: bool,
    /// People who changed their mind aloud, where they are enough to be counted.
    pub changed: Option<u64>,
    /// The words that made a yes reluctant, the most heard first.
    pub cues: Vec<CueHeard>,
    /// Answers that show a reluctant yes.
    pub quotations: Vec<Quotation>,
    /// By group.
    pub by_group: Vec<GroupTable<YesRow>>,
}

/// People by answer.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Answers {
    /// Yes with emphasis.
    pub resounding_yes: u64,
    /// Yes.
    pub plain_yes: u64,
    /// Yes with reservation.
    pub reluctant_yes: u64,
    /// No.
    pub no: u64,
    /// Neither.
    pub non_answer: u64,
}

/// A share of reluctant yes with its uncertainty.
#[derive(Clone, Copy, Serialize)]
pub struct ReluctantShare {
    /// Reluctant yes among every kind of yes, from 0 to 1; none where ten people have not said yes.
    #[serde(serialize_with = "two_decimals", rename = "reluctant_share")]
    pub share: Option<f64>,
    /// Wilson's 95 % interval of it, which holds for a handful of people too; none where nobody said yes.
    #[serde(serialize_with = "two_decimals_each")]
    pub interval: Option<(f64, f64)>,
}

/// Words that made somebody's yes reluctant.
#[derive(Clone, Serialize)]
pub struct CueHeard {
    /// The words.
    pub words: String,
    /// Their class in the cue list.
    pub kind: String,
    /// From how many people; none for a handful.
    pub people: Option<u64>,
}

/// A theme as strength or as weakness.
#[derive(Clone, Serialize)]
pub struct Theme {
    /// Its name in the codebook.
    pub theme: String,
    /// Its name for a reader.
    pub title: String,
    /// The theme in a sentence; may be empty.
    pub definition: String,
    /// How many said it.
    #[serde(flatten)]
    pub reach: Reach,
    /// How many put it in strong words; none for a handful.
    pub strongly: Option<u64>,
    /// How many of those who said it also answered a question with a reluctant yes; none for a handful.
    pub held_back: Option<u64>,
    /// How clearly it was said on average, from 0 to 1; none for a handful.
    #[serde(serialize_with = "two_decimals")]
    pub clearness: Option<f64>,
    /// Strategy, or tactics and tools; none for a strength.
    pub matter: Option<Matter>,
    /// What it amounts to, the most widely shared first.
    pub aspects: Vec<Aspect>,
    /// By group.
    pub by_group: Vec<GroupTable<SaidRow>>,
    /// Voices to the contrary.
    pub dissent: Option<Dissent>,
}

/// One thing a theme amounts to.
#[derive(Clone, Serialize)]
pub struct Aspect {
    /// Its name in the codebook.
    pub aspect: String,
    /// The claim in a line.
    pub says: String,
    /// How many said it.
    #[serde(flatten)]
    pub reach: Reach,
    /// Strategy, or tactics and tools; none for a strength.
    pub matter: Option<Matter>,
    /// Words that show it, each of a different person.
    pub quotations: Vec<Quotation>,
}

/// How widely something is shared.
#[derive(Clone, Copy, Serialize)]
pub struct Reach {
    /// Different people; none for a handful.
    pub people: Option<u64>,
    /// The same in words.
    pub share: Share,
    /// Turns or answers; none for a handful.
    pub comments: Option<u64>,
    /// Sessions and surveys it was heard in; none for a handful.
    pub sources: Option<u64>,
}

/// A share of people in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Share {
    /// One or two people.
    OneOrTwo,
    /// Three people or more, and fewer than a figure may stand on.
    Few,
    /// Under a quarter.
    Some,
    /// From a quarter, and well under half.
    Many,
    /// About half.
    Half,
    /// Well over half.
    Majority,
    /// Two thirds or more.
    Most,
    /// Nine in ten or more.
    NearlyAll,
}

/// What a weakness points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// The strategy itself.
    Strategy,
    /// The tactics and tools that carry it out.
    TacticsTools,
    /// Some of either.
    Both,
}

/// Voices against a weakness.
#[derive(Clone, Serialize)]
pub struct Dissent {
    /// How many.
    #[serde(flatten)]
    pub reach: Reach,
    /// One of them.
    pub quotations: Vec<Quotation>,
}

/// Somebody's words, without anything that tells whose.
#[derive(Clone, Serialize)]
pub struct Quotation {
    /// The words.
    pub words: String,
    /// Who speaks: a participant of a focus group, or a respondent of a survey.
    pub voice: Voice,
    /// Whether hesitations, dialect spellings and capitals were evened out.
    pub edited: bool,
}

/// Who speaks in a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// Somebody in a focus group.
    Participant,
    /// Somebody who wrote.
    Respondent,
}

/// Figures by group, of which small ones and those that would give them away are hidden.
#[derive(Clone, Serialize)]
pub struct GroupTable<Row> {
    /// The group column.
    pub column: String,
    /// The groups that may be shown, by name.
    pub rows: Vec<Row>,
    /// How many groups are hidden.
    pub hidden: u64,
}

/// How many people a group has.
#[derive(Clone, Serialize)]
pub struct PeopleRow {
    /// The group.
    pub group: String,
    /// Its people.
    pub people: u64,
}

/// How many people of a group said something.
#[derive(Clone, Serialize)]
pub struct SaidRow {
    /// The group.
    pub group: String,
    /// Its people.
    pub people: u64,
    /// Who said it.
    pub said: u64,
}

/// How a group answered.
#[derive(Clone, Serialize)]
pub struct YesRow {
    /// The group.
    pub group: String,
    /// People of the group who answered.
    pub people: u64,
    /// Who said any kind of yes.
    pub yes: u64,
    /// Who said a reluctant yes.
    pub reluctant: u64,
}

/// What was left out to protect people.
#[derive(Clone, Default, Serialize)]
pub struct Suppressed {
    /// Questions that too few people answered.
    pub questions: u64,
    /// Themes and aspects given in words only, because too few people said them.
    pub handfuls: u64,
    /// Quotations that were not printed.
    pub quotations: u64,
    /// Cells of group tables.
    pub cells: u64,
    /// Group tables that could not be shown at all.
    pub tables: u64,
    /// Group tables withheld because an attack got too much from them.
    pub attacked: u64,
    /// Group columns withheld because another column would have given groups away.
    pub columns: u64,
    /// Columns with too many values to be groups.
    pub columns_too_long: u64,
    /// Group names, questions and codebook lines that hold a masked word.
    pub names: u64,
}

/// What came of attacking the finished findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// Group tables attacked.
    pub tables: u64,
    /// Cells hidden in them.
    pub cells_hidden: u64,
    /// Tables in which a hidden figure could be narrowed down too far.
    pub cells_worked_out: u64,
    /// Earlier reports on some of the same people that were attacked together with this one.
    pub earlier_reports: u64,
    /// Lines searched for masked words.
    pub lines_searched: u64,
    /// Lines that hold one.
    pub lines_with_masked_words: u64,
    /// Quotations printed.
    pub quotations: u64,
    /// Quotations that can be tied to another of the same person.
    pub quotations_tied: u64,
    /// Quotations of a comment that describes something which could single a person out.
    pub quotations_flagged: u64,
}

impl Answers {
    /// People by answer, from the tally's order.
    pub(super) fn new(labels: [u64; 5]) -> Self {
        let [resounding_yes, plain_yes, reluctant_yes, no, non_answer] = labels;
        Answers { resounding_yes, plain_yes, reluctant_yes, no, non_answer }
    }

    /// How many gave this answer.
    pub fn of(&self, label: Label) -> u64 {
        match label {
            Label::ResoundingYes => self.resounding_yes,
            Label::PlainYes => self.plain_yes,
            Label::ReluctantYes => self.reluctant_yes,
            Label::No => self.no,
            Label::NonAnswer => self.non_answer,
        }
    }
}

/// Two decimals say all that these numbers can say.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

#[expect(clippy::ref_option, reason = "serde gives a reference to the field")]
fn two_decimals<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    number.map(rounded).serialize(serializer)
}

#[expect(clippy::ref_option, reason = "serde gives a reference to the field")]
fn two_decimals_each<S: Serializer>(pair: &Option<(f64, f64)>, serializer: S) -> Result<S::Ok, S::Error> {
    pair.map(|(low, high)| [rounded(low), rounded(high)]).serialize(serializer)
}
