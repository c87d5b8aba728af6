//! `WebVTT` as Teams (`<v Name>`) and Zoom (`Name: text`) write it, and `SubRip`, which differs in little.
//!
//! Tolerant where players are: a byte-order mark, missing cue ids, hours and blank lines do no harm. NOTE, STYLE and
//! REGION blocks hold words of nobody in the room and are left out.

use super::cast::Cast;
use super::cue::{Bit, bits};
use super::cues::{Cue, Cues, cues};
use super::display::{display_name, is_odd};
use super::draft::Draft;
use super::drift::drift;
use super::file::{File, counted};
use super::labels::Learner;
use super::people::People;
use super::prefix::{Prefix, prefix};
use super::times::Times;
use super::verbatim;
use crate::error::{ErrorKind, Result};
use crate::transcript::{Escape, Transcript};

/// Reads `text`, the content of `file`; the copy opens with `mark`.
pub(super) fn read(file: &mut File, text: &str, mark: &str, people: &People, times: Times) -> Result<Transcript> {
    let cues = cues(text);
    let escape = if cues.header { Escape::Entities } else { Escape::Plain };
    let parsed = Parsed::of(&cues);
    let labels = labels(&parsed, people);
    let named = labels.is_some();
    let labels = labels.unwrap_or_default();
    let mut cast = Cast::new(people);
    let spoken = parsed.spoken(&labels);
    let drift = drift(spoken.iter().map(|it| it.1), people);
    drift.note(file, |at| spoken[at].0);
    cast.respell(drift.spellings);
    let mut draft = Draft::new(cast, escape, times);
    draft.literal(mark);
    if cues.header {
        draft.literal("WEBVTT");
        draft.literal(cues.end);
    }
    file.format = match (named, cues.header) {
        (false, _) => "WebVTT with voices (Teams)",
        (_, true) => "WebVTT with `Name:` (Zoom)",
        (_, false) => "SubRip",
    };
    let glued = named && parsed.is_glued(&labels);
    let odd = parsed.odd_openers(&labels);
    let mut script = Script { end: cues.end, speaker: None, glued, ended: false, unlabelled: Vec::new() };
    let mut labels = labels.as_slice();
    for (at, (cue, bits)) in parsed.cues().enumerate() {
        if at > 0 || cues.header {
            draft.literal(cues.end);
        }
        let own = labels.split_off(..bits.len().min(labels.len())).unwrap_or_default();
        script.cue(cue, bits, own, &mut draft);
    }
    let unlabelled = script.unlabelled;
    if cues.blank_end {
        draft.literal(cues.end);
    }
    note(file, &cues, &unlabelled);
    if let Some(&first) = odd.first() {
        let what = "what may be a name and is read as speech; call people by their names in the file";
        file.note(first, format!("{} with {what}, from this line on", counted(odd.len(), "cue")));
    }
    if draft.is_empty() {
        return Err(ErrorKind::NothingSaid { path: file.path.clone() }.into());
    }
    if draft.cast.speakers_mut().is_empty() {
        return Err(ErrorKind::SpeakersLost { path: file.path.clone() }.into());
    }
    Ok(draft.finish(file))
}

/// Every cue with its bits, which lie in one list.
struct Parsed<'c, 'a> {
    cues: &'c [Cue<'a>],
    bits: Vec<Bit<'a>>,
    /// Where the bits of each cue end.
    ends: Vec<usize>,
}

impl<'c, 'a> Parsed<'c, 'a> {
    fn of(cues: &'c Cues<'a>) -> Self {
        let (mut found, mut ends) = (Vec::with_capacity(cues.all.len() * 3), Vec::with_capacity(cues.all.len()));
        for cue in &cues.all {
            bits(cue.text, &mut found);
            ends.push(found.len());
        }
        Parsed { cues: &cues.all, bits: found, ends }
    }

    fn cues(&self) -> impl Iterator<Item = (&'c Cue<'a>, &[Bit<'a>])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        self.cues.iter().zip(starts.zip(&self.ends)).map(|(cue, (start, &end))| (cue, &self.bits[start..end]))
    }

    /// Every label where it speaks, with its line; `labels` has those that open words, for every bit or for none.
    fn spoken<'s>(&'s self, labels: &[Option<Prefix<'s>>]) -> Vec<(usize, &'s str)> {
        let mut spoken: Vec<(usize, &str)> = Vec::new();
        let mut labels = labels.iter();
        for (cue, bits) in self.cues() {
            for bit in bits {
                let found = labels.next().copied().flatten();
                let label = match bit {
                    Bit::Voice(name) => name.as_ref(),
                    _ => found.map_or("", |found| found.label),
                };
                if !label.is_empty() && spoken.last().is_none_or(|last| last.1 != label) {
                    spoken.push((cue.line, label));
                }
            }
        }
        spoken
    }

    /// Lines of cues that open with what nobody says, such as an address, and that nobody is named for.
    fn odd_openers(&self, labels: &[Option<Prefix<'_>>]) -> Vec<usize> {
        let mut labels = labels.iter();
        let mut lines = Vec::new();
        for (cue, bits) in self.cues() {
            let found: Vec<_> = labels.by_ref().take(bits.len()).collect();
            let opener = bits.iter().zip(found).find_map(|(bit, found)| match bit {
                Bit::Words(words) => Some((words, found)),
                _ => None,
            });
            let odd = |words: &str| display_name(words).is_some_and(|it| is_odd(it.label));
            if opener.is_some_and(|(words, found)| found.is_none() && odd(words)) {
                lines.push(cue.line);
            }
        }
        lines
    }

    /// Whether a turn is plainly named in its first cue only: many cues have no name, or most of those that have none
    /// begin in the middle of a sentence.
    fn is_glued(&self, labels: &[Option<Prefix<'_>>]) -> bool {
        let (mut unnamed, mut inside, mut ended, mut start) = (0, 0, true, 0);
        for (_, bits) in self.cues() {
            let named = labels[start..start + bits.len()].iter().any(Option::is_some);
            start += bits.len();
            if !named {
                unnamed += 1;
                inside += usize::from(!ended);
            }
            let last =
                bits.iter().rev().find_map(|bit| if let Bit::Words(words) = bit { Some(ends(words)) } else { None });
            ended = last.unwrap_or(ended);
        }
        unnamed * 3 >= self.cues.len() || inside * 2 > unnamed
    }
}

/// Whether a sentence may end with these words.
fn ends(words: &str) -> bool {
    words.trim_end().ends_with(['.', '?', '!', '\u{2026}', '"', '\u{201d}'])
}

/// The labels that open the words of cues, for every bit; none where the file names voices, as then a colon is speech.
fn labels<'p>(parsed: &'p Parsed<'_, '_>, people: &People) -> Option<Vec<Option<Prefix<'p>>>> {
    if parsed.bits.iter().any(|bit| matches!(bit, Bit::Voice(name) if !name.is_empty())) {
        return None;
    }
    let mut learner = Learner::new(people);
    let mut prefixes: Vec<Option<Prefix<'p>>> = Vec::with_capacity(parsed.bits.len());
    for bit in &parsed.bits {
        let found = if let Bit::Words(words) = bit { prefix(words) } else { None };
        if let Bit::Words(words) = bit {
            learner.line(words, found);
        }
        prefixes.push(found);
    }
    let labels = learner.finish();
    for found in &mut prefixes {
        *found = found.filter(|it| labels.accept(it));
    }
    name_openers(parsed, &mut prefixes);
    Some(prefixes)
}

/// Where nearly every cue opens with words and a colon, whatever they are is what somebody called themselves: an
/// address, a room, a number.
fn name_openers<'p>(parsed: &'p Parsed<'_, '_>, prefixes: &mut [Option<Prefix<'p>>]) {
    let mut openers: Vec<(usize, Option<Prefix<'p>>)> = Vec::with_capacity(parsed.ends.len());
    let mut start = 0;
    for &end in &parsed.ends {
        let first = (start..end).find(|&at| matches!(parsed.bits[at], Bit::Words(_)));
        let opener = |at: usize| if let Bit::Words(words) = &parsed.bits[at] { display_name(words) } else { None };
        openers.extend(first.map(|at| (at, prefixes[at].or_else(|| opener(at)))));
        start = end;
    }
    let named = openers.iter().filter(|it| it.1.is_some()).count();
    let known = openers.iter().filter(|it| prefixes[it.0].is_some()).count();
    if openers.len() >= 4 && named * 10 >= openers.len() * 9 && known >= 2 {
        for (at, opener) in openers {
            prefixes[at] = opener;
        }
    }
}

fn note(file: &mut File, cues: &Cues<'_>, unlabelled: &[usize]) {
    for (line, words) in &cues.left_out {
        file.stated = file.stated.or_else(|| verbatim::stated(words));
        file.drop(*line, "it belongs to a note, a style or the header");
    }
    if let Some(&first) = unlabelled.first() {
        file.note(first, format!("{} without a speaker, from this line on", counted(unlabelled.len(), "cue")));
    }
}

/// Cues on their way into a draft.
struct Script<'a> {
    end: &'a str,
    speaker: Option<usize>,
    /// Whether cues without a name go on with the turn before, however that ended.
    glued: bool,
    /// Whether the sentence before is over.
    ended: bool,
    /// Lines of cues that nobody is named for.
    unlabelled: Vec<usize>,
}

impl Script<'_> {
    fn cue(&mut self, cue: &Cue<'_>, bits: &[Bit<'_>], labels: &[Option<Prefix<'_>>], draft: &mut Draft<'_>) {
        if let Some(id) = cue.id {
            draft.literal(id);
            draft.literal(self.end);
        }
        draft.timing(&cue.timing);
        draft.literal(self.end);
        if labels.len() == bits.len() && !bits.is_empty() {
            self.colons(labels, cue, bits, draft);
        } else {
            self.voices(cue, bits, draft);
        }
        draft.literal(if cue.ends { self.end } else { "" });
    }

    /// Zoom's way: a name and a colon. A cue without goes on where most do or a sentence is not over, else it is nobody's.
    fn colons(&mut self, labels: &[Option<Prefix<'_>>], cue: &Cue<'_>, bits: &[Bit<'_>], draft: &mut Draft<'_>) {
        let mut line = cue.line;
        if self.ended && !self.glued {
            self.speaker = None;
        }
        for (bit, found) in bits.iter().zip(labels) {
            match bit {
                Bit::Words(words) => {
                    if let Some(found) = found {
                        let speaker = draft.cast.place(found.label);
                        self.speaker = Some(speaker);
                        draft.literal(found.before);
                        draft.label(speaker);
                        draft.literal(found.after);
                    }
                    if self.speaker.is_none() {
                        self.unlabelled.push(line);
                    }
                    draft.say(line, self.speaker, found.map_or(words.as_ref(), |found| found.rest));
                    self.ended = ends(words);
                }
                Bit::Break => {
                    draft.literal(self.end);
                    line += 1;
                }
                Bit::Voice(_) | Bit::Close => {}
            }
        }
    }

    /// Teams' way: voices; words behind a closed voice are still its own, a cue without voice is nobody's.
    fn voices(&mut self, cue: &Cue<'_>, bits: &[Bit<'_>], draft: &mut Draft<'_>) {
        let mut line = cue.line;
        let (mut speaker, mut open) = (None, false);
        let mut named = false;
        for (at, bit) in bits.iter().enumerate() {
            match bit {
                Bit::Voice(name) => {
                    let speaks = bits[at + 1..].iter().find(|bit| !matches!(bit, Bit::Break));
                    let speaks = matches!(speaks, Some(Bit::Words(words)) if !words.trim().is_empty());
                    speaker = (speaks && !name.is_empty()).then(|| draft.cast.place(name));
                    named |= speaker.is_some();
                    open = speaker.is_some();
                    if let Some(speaker) = speaker {
                        draft.literal("<v ");
                        draft.label(speaker);
                        draft.literal(">");
                    }
                }
                Bit::Close => draft.literal(if std::mem::take(&mut open) { "</v>" } else { "" }),
                Bit::Words(words) => {
                    if !named && !words.trim().is_empty() {
                        self.unlabelled.push(line);
                    }
                    draft.say(line, speaker, words);
                }
                Bit::Break => {
                    draft.literal(self.end);
                    line += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{copy, notices, turns};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(turns("talk.vtt", text), expected, "{text}");
    }

    #[test]
    fn cues_of_one_voice_are_one_turn() {
        check(
            "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Ana>I think</v>\n\n2\n00:02.000 --> 00:03.000 align:start\n\
             <v Ana>so, Lee: yes.</v>\n\n00:00:03.000 --> 00:00:04.000\n<v Lee>Do\nyou?</v>\n",
            &["5 Ana: I think so, Lee: yes.", "12 Lee: Do you?"],
        );
    }

    #[test]
    fn teams_quirks_do_no_harm() {
        check(
            "\u{feff}WEBVTT - made by X\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE by Jo\r\nmore\r\n\r\n\
             6f0c1c1e-aaaa-bbbb-cccc-0123456789ab/17-0\r\n00:09.800 --> 00:12.400\r\n\
             <v.loud Haddad, Amal (Sales)>R&amp;D, I\r\nmean it.\r\n\r\n\
             00:12.400 --> 00:13.000\r\n<v Lee>No.</v> Ever. <v Amal Haddad>Why?</v><v Bo></v>\r\n",
            &["12 Haddad, Amal (Sales): R&D, I mean it.", "16 Lee: No. Ever.", "16 Haddad, Amal (Sales): Why?"],
        );
    }

    #[test]
    fn a_cue_without_voice_is_nobodys() {
        let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hi.</v>\n\n00:02.000 --> 00:03.000\nHo.\n";
        check(text, &["4 Ana: Hi.", "7 ?: Ho."]);
        assert_eq!(notices("talk.vtt", text)[0], "7: 1 cue without a speaker, from this line on");
    }

    #[test]
    fn zoom_cues_without_name_go_on() {
        check(
            "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nAna Lopes: Hi\n\n2\n00:00:02.000 --> 00:00:03.000\nTime check: 14:05.\n\n\
             3\n00:00:03.000 --> 00:00:04.000\nLee Wu: At 10:30: no.\n\n4\n00:00:04.000 --> 00:00:05.000\nAna Lopes: So.\n",
            &["5 Ana Lopes: Hi Time check: 14:05.", "13 Lee Wu: At 10:30: no.", "17 Ana Lopes: So."],
        );
    }

    #[test]
    fn whatever_a_meeting_calls_somebody_is_a_name() {
        for name in
            ["Marta Ek | Leeds", "+44 7700 900123", "m.ek@parks.example", "HQ-3.14 Boardroom", "iPhone (2)", "mek"]
        {
            let cue = |at: usize, who: &str| format!("{at}\n00:0{at}.000 --> 00:0{at}.900\n{who}: So it is.\n\n");
            let names = ["Ana Lopes", "Lee Wu", name, "Ana Lopes", "Lee Wu"];
            let cues: String = names.iter().zip(1..).map(|(who, at)| cue(at, who)).collect();
            let spoken = turns("talk.vtt", format!("WEBVTT\n\n{cues}"));
            assert_eq!(spoken[2], format!("13 {name}: So it is."), "{name}");
        }
    }

    #[test]
    fn what_may_be_a_name_and_is_none_is_told() {
        let cue = |at: usize, words: &str| format!("{at}\n00:0{at}.000 --> 00:0{at}.900\n{words}\n\n");
        let said = ["Ana Lopes: Hi", "there and", "then some.", "a.b@parks.example: No", "more.", "Ana Lopes: So."];
        let cues: String = said.iter().zip(1..).map(|(words, at)| cue(at, words)).collect();
        let told = notices("talk.vtt", format!("WEBVTT\n\n{cues}"));
        assert!(told[0].starts_with("17: 1 cue with what may be a name"), "{told:?}");
    }

    #[test]
    fn subrip_is_read_too() {
        check(
            "1\n00:00:01,000 --> 00:00:02,000\n- ANA: Hi.\n- LEE: <i>Ho</i>.\n\n2\n00:00:02,000 --> 00:00:03,000\nHa.\n\n\
             3\n00:00:03,000 --> 00:00:04,000\nANA: So.\n",
            &["3 ANA: Hi.", "4 LEE: Ho. Ha.", "12 ANA: So."],
        );
    }

    #[test]
    fn a_copy_keeps_ids_times_and_settings() {
        let text = "WEBVTT\n\nNOTE by Jo\n\n7\n00:01.000 --> 00:02.000 align:start position:0%\n<v Ana>Is 3 &lt; 4?</v>\n\n\
                    jo-1\n00:02.000 --> 00:03.000\n<v.loud Lee>Yes,\nyes.\n\n";
        assert_eq!(
            copy("talk.vtt", text),
            "WEBVTT\n\n7\n00:01.000 --> 00:02.000 align:start position:0%\n<v Participant 1>Is 3 &lt; 4?</v>\n\n\
             00:02.000 --> 00:03.000\n<v Participant 2>Yes,\nyes.\n\n"
        );
        let zoom = "WEBVTT\r\n\r\n1\r\n00:01.000 --> 00:02.000\r\nAna: R&amp;D?\r\n\r\n2\r\n00:02.000 --> 00:03.000\r\nAna: Ha";
        assert_eq!(copy("talk.vtt", zoom), zoom.replace("Ana", "Participant 1"));
    }
}
