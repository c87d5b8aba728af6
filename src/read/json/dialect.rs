//! What a recogniser's JSON says: who said which words, from the fields that each make has for it.

use super::tree::{Node, Value};

/// Words of one speaker that follow each other.
pub(super) struct Stretch<'t> {
    /// The speaker's label, if the words have one.
    pub(super) speaker: Option<String>,
    pub(super) words: Vec<Word<'t>>,
}

/// A string of the file that holds one or more words.
pub(super) struct Word<'t> {
    pub(super) node: &'t Node,
    pub(super) text: &'t str,
    /// Whether it joins what stands before without a space, as punctuation does.
    pub(super) glued: bool,
}

/// A recogniser's result.
pub(super) struct Result<'t> {
    /// What made it, for whoever asks.
    pub(super) format: &'static str,
    pub(super) stretches: Vec<Stretch<'t>>,
    /// What a unit of its times is, in milliseconds.
    pub(super) unit: f64,
}

/// What `tree` says, if it is of a make that is known.
pub(super) fn result(tree: &Node) -> Option<Result<'_>> {
    const SECONDS: f64 = 1000.0;
    let (format, unit, stretches) = if tree.at(&["results", "items"]).is_some() {
        ("AWS Transcribe JSON", SECONDS, amazon(tree))
    } else if let Some(utterances) = tree.at(&["results", "utterances"]).filter(|it| !it.items().is_empty()) {
        ("Deepgram JSON", SECONDS, texts(utterances.items(), &["transcript"]))
    } else if let Some(channels) = tree.at(&["results", "channels"]) {
        ("Deepgram JSON", SECONDS, channels.items().iter().flat_map(channel).collect())
    } else if let Some(utterances) = tree.get("utterances").filter(|it| !it.items().is_empty()) {
        ("AssemblyAI JSON", 1.0, texts(utterances.items(), &["text"]))
    } else if tree.get("words").is_some_and(|it| it.items().iter().any(|word| word.get("text").is_some())) {
        ("AssemblyAI JSON", 1.0, words(tree.get("words")?.items(), &["text"]))
    } else if let Some(segments) = tree.get("segments") {
        let spoken = segments.items().iter().any(|it| label(it).is_some());
        let format = if spoken { "WhisperX JSON" } else { "Whisper JSON" };
        (format, SECONDS, segments.items().iter().flat_map(segment).collect())
    } else if let Some(monologues) = tree.get("monologues") {
        ("Rev JSON", SECONDS, monologues.items().iter().map(monologue).collect())
    } else {
        ("JSON turns", SECONDS, texts(turns(tree, 0)?, TEXT))
    };
    Some(Result { format, stretches, unit })
}

/// Fields that hold what was said, in makes that are not known by name.
const TEXT: &[&str] = &["text", "transcript", "sentence", "content", "utterance", "raw_text"];

/// Fields that say who said it.
pub(super) const SPEAKER: &[&str] =
    &["speaker", "speaker_label", "speaker_name", "speakerName", "speakerLabel", "participant", "name"];

/// The label of a turn or word; a number becomes `Speaker 0`.
fn label(node: &Node) -> Option<String> {
    let found = SPEAKER.iter().find_map(|key| node.get(key))?;
    let label = match &found.value {
        Value::String(label) => label.clone(),
        Value::Object(_) => found.get("name").and_then(Node::string)?.to_owned(),
        Value::Number(number) => format!("Speaker {number}"),
        Value::Plain | Value::Array(_) => return None,
    };
    Some(label.trim().to_owned()).filter(|it| !it.is_empty())
}

fn text<'t>(node: &'t Node, keys: &[&str]) -> Option<Word<'t>> {
    let node = keys.iter().find_map(|key| node.get(key))?;
    Some(Word { node, text: node.string()?, glued: false })
}

/// Turns, each with its text in one string.
fn texts<'t>(items: &'t [Node], keys: &[&str]) -> Vec<Stretch<'t>> {
    let stretch = |item| Some(Stretch { speaker: label(item), words: vec![text(item, keys)?] });
    items.iter().filter_map(stretch).collect()
}

/// Words, each with its speaker.
fn words<'t>(items: &'t [Node], keys: &[&str]) -> Vec<Stretch<'t>> {
    let mut stretches: Vec<Stretch<'t>> = Vec::new();
    for item in items {
        let Some(word) = text(item, keys) else { continue };
        let speaker = label(item);
        match stretches.last_mut() {
            Some(last) if last.speaker == speaker => last.words.push(word),
            _ => stretches.push(Stretch { speaker, words: vec![word] }),
        }
    }
    stretches
}

/// A channel of Deepgram's: its words carry the speakers, and the transcript is their text where they carry none.
fn channel(channel: &Node) -> Vec<Stretch<'_>> {
    let Some(best) = channel.at(&["alternatives", "0"]) else { return Vec::new() };
    let by_words = best.get("words").map_or_else(Vec::new, |it| words(it.items(), &["punctuated_word", "word"]));
    if by_words.is_empty() { texts(std::slice::from_ref(best), &["transcript"]) } else { by_words }
}

/// A segment of Whisper's: one text, unless its words are of several speakers.
fn segment(segment: &Node) -> Vec<Stretch<'_>> {
    let own = label(segment);
    let by_words = segment.get("words").map_or_else(Vec::new, |it| words_of(it.items(), own.as_ref()));
    if by_words.len() > 1 {
        return by_words;
    }
    let words = text(segment, &["text"]).into_iter().collect();
    vec![Stretch { speaker: own, words }]
}

/// Words of a segment; one without a speaker goes with the word before, or with the segment.
fn words_of<'t>(items: &'t [Node], own: Option<&String>) -> Vec<Stretch<'t>> {
    let mut stretches: Vec<Stretch<'t>> = Vec::new();
    for item in items {
        let Some(word) = text(item, &["word", "text"]) else { continue };
        let named = label(item);
        match stretches.last_mut() {
            Some(last) if named.is_none() || last.speaker == named => last.words.push(word),
            _ => stretches.push(Stretch { speaker: named.or_else(|| own.cloned()), words: vec![word] }),
        }
    }
    stretches
}

/// A monologue of Rev's: words and the punctuation between them.
fn monologue(monologue: &Node) -> Stretch<'_> {
    let elements = monologue.get("elements").map_or(&[][..], Node::items);
    let words = elements.iter().filter_map(|element| {
        let mut word = text(element, &["value"])?;
        word.glued = element.get("type").and_then(Node::string) == Some("punct");
        Some(word).filter(|word| !word.text.trim().is_empty())
    });
    Stretch { speaker: label(monologue), words: words.collect() }
}

/// Amazon's result: the text is put together from items, whose speakers stand with them or in a list by start time.
fn amazon(tree: &Node) -> Vec<Stretch<'_>> {
    let Some(results) = tree.get("results") else { return Vec::new() };
    let segments = results.at(&["speaker_labels", "segments"]).map_or(&[][..], Node::items);
    let timed = segments.iter().flat_map(|it| it.get("items").map_or(&[][..], Node::items));
    let by_time: std::collections::BTreeMap<&str, String> =
        timed.filter_map(|item| Some((item.get("start_time")?.string()?, label(item)?))).collect();
    let mut stretches: Vec<Stretch<'_>> = Vec::new();
    for item in results.get("items").map_or(&[][..], Node::items) {
        let Some(node) = item.at(&["alternatives", "0", "content"]) else { continue };
        let Some(text) = node.string() else { continue };
        let glued = item.get("type").and_then(Node::string) == Some("punctuation");
        let at = item.get("start_time").and_then(Node::string);
        let named = label(item).or_else(|| at.and_then(|at| by_time.get(at).cloned()));
        let word = Word { node, text, glued };
        match stretches.last_mut() {
            Some(last) if glued || last.speaker == named => last.words.push(word),
            _ => stretches.push(Stretch { speaker: named, words: vec![word] }),
        }
    }
    stretches
}

/// The first array, from the top, of which most items are objects with a text.
fn turns(node: &Node, depth: usize) -> Option<&[Node]> {
    let items = node.items();
    let texts = items.iter().filter(|item| text(item, TEXT).is_some()).count();
    if texts > 0 && texts * 2 >= items.len() {
        return Some(items);
    }
    let Value::Object(fields) = &node.value else { return None };
    if depth > 3 {
        return None;
    }
    fields.iter().find_map(|(_, field)| turns(field, depth + 1))
}
