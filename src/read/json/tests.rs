//! Results of every make, as short as they come.

use crate::read::tests::{copy, notices, turns};

#[track_caller]
fn check(json: &str, expected: &[&str]) {
    assert_eq!(turns("talk.json", json), expected, "{json}");
}

#[test]
fn whisper_has_segments_and_whisperx_speakers() {
    check(
        r#"{"text": " Hi. Ho.", "segments": [{"id": 0, "start": 0.0, "text": " Hi."}, {"id": 1, "text": ""}, {"id": 2, "text": " Ho."}]}"#,
        &["1 ?: Hi. Ho."],
    );
    check(
        "{\"segments\": [{\"start\": 0.5, \"text\": \" Hi there.\", \"speaker\": \"SPEAKER_00\", \"words\": [{\"word\": \"Hi\", \"speaker\": \"SPEAKER_00\"}]},\n\
         {\"text\": \" Ho.\"},\n{\"text\": \" So, no.\", \"speaker\": \"SPEAKER_00\", \"words\": [{\"word\": \"So,\", \"speaker\": \"SPEAKER_00\"}, \
         {\"word\": \"5\"}, {\"word\": \"no.\", \"speaker\": \"SPEAKER_01\"}]}], \"word_segments\": [], \"language\": \"en\"}",
        &["1 SPEAKER_00: Hi there.", "2 ?: Ho.", "3 SPEAKER_00: So, 5", "3 SPEAKER_01: no."],
    );
}

#[test]
fn amazon_is_put_together_from_items() {
    let item = |start: &str, word: &str| {
        format!(
            "{{\"type\": \"pronunciation\", \"start_time\": \"{start}\", \"alternatives\": [{{\"content\": \"{word}\", \"confidence\": \"0.9\"}}]}}"
        )
    };
    let mark = "{\"type\": \"punctuation\", \"alternatives\": [{\"content\": \".\"}]}";
    let json = format!(
        "{{\"jobName\": \"ana-1\", \"accountId\": \"123456789012\", \"results\": {{\"transcripts\": [{{\"transcript\": \"Hi Lee. Ho.\"}}],\
         \"speaker_labels\": {{\"segments\": [{{\"speaker_label\": \"spk_0\", \"items\": [{{\"start_time\": \"0.1\", \"speaker_label\": \"spk_0\"}},\
         {{\"start_time\": \"0.4\", \"speaker_label\": \"spk_0\"}}]}}, {{\"speaker_label\": \"spk_1\", \"items\": [{{\"start_time\": \"0.9\", \"speaker_label\": \"spk_1\"}}]}}]}},\
         \"items\": [{}, {}, {mark}, {}, {mark}]}}}}",
        item("0.1", "Hi"),
        item("0.4", "Lee"),
        item("0.9", "Ho")
    );
    check(&json, &["1 spk_0: Hi Lee.", "1 spk_1: Ho."]);
    let copy = copy("talk.json", &json);
    let expected = json
        .replace("ana-1", "")
        .replace("123456789012", "")
        .replace("spk_0", "Participant 1")
        .replace("spk_1", "Participant 2");
    assert_eq!(copy, expected);
}

#[test]
fn assemblyai_and_deepgram_have_utterances_or_words() {
    check(
        r#"{"id": "x", "utterances": [{"speaker": "A", "text": "Hi.", "start": 10}, {"speaker": "B", "text": "Ho.", "start": 20}], "words": null}"#,
        &["1 A: Hi.", "1 B: Ho."],
    );
    check(
        r#"{"text": "Hi. Ho.", "utterances": null, "words": [{"text": "Hi.", "speaker": "A"}, {"text": "Ho.", "speaker": null}]}"#,
        &["1 A: Hi.", "1 ?: Ho."],
    );
    check(
        r#"{"results": {"utterances": [{"speaker": 0, "transcript": "Hi."}, {"speaker": 1, "transcript": "Ho."}]}}"#,
        &["1 Speaker 0: Hi.", "1 Speaker 1: Ho."],
    );
    check(
        r#"{"results": {"channels": [{"alternatives": [{"transcript": "hi ho", "words": [{"word": "hi", "punctuated_word": "Hi.", "speaker": 0},
        {"word": "ho", "punctuated_word": "Ho.", "speaker": 1}]}]}]}}"#,
        &["1 Speaker 0: Hi.", "2 Speaker 1: Ho."],
    );
}

#[test]
fn lists_of_turns_are_read_whatever_they_are_called() {
    check(r#"[{"speaker": "Ana", "text": "Hi."}, {"speaker": "Lee", "text": "Ho."}]"#, &["1 Ana: Hi.", "1 Lee: Ho."]);
    check(
        r#"{"title": "x", "sentences": [{"speaker_name": "Ana", "sentence": "Hi."}, {"speaker_name": "Lee", "sentence": "Ho."}]}"#,
        &["1 Ana: Hi.", "1 Lee: Ho."],
    );
    check(
        r#"{"monologues": [{"speaker": 0, "elements": [{"type": "text", "value": "Hi"}, {"type": "punct", "value": " "}, {"type": "text", "value": "you"},
        {"type": "punct", "value": "."}]}]}"#,
        &["1 Speaker 0: Hi you."],
    );
}

#[test]
fn no_string_comes_back_as_it_was_but_words_of_the_format() {
    let json = "{\n  \"audio_url\": \"https://x.example/ana\", \"summary\": \"Ana was glad.\", \"Ana Lopes\": 1, \"odd\": \"Lopes\",\n\
                \"utterances\": [{\"speaker\": \"Ana Lopes\", \"text\": \"I\\u2019m \\\"Ana\\\".\", \"words\": [{\"text\": \" I\\u2019m\"}, {\"text\": \"Nope\"}]}]}";
    let copy = copy("talk.json", json);
    for gone in ["https", "Ana Lopes", "Lopes", "Nope"] {
        assert!(!copy.contains(gone), "{gone}: {copy}");
    }
    let said: serde_json::Value = serde_json::from_str(&copy).expect("JSON");
    assert_eq!(said["utterances"][0]["text"], "I\u{2019}m \"Ana\".");
    assert_eq!(said["utterances"][0]["words"][0]["text"], " I\u{2019}m");
    assert_eq!(said["Participant 1"], 1);
}

#[test]
fn whoever_may_be_one_person_is_told() {
    let json = r#"[{"speaker": "Jon Smith", "text": "Hi."}, {"speaker": "Lee", "text": "Ho."}, {"speaker": "John Smith", "text": "So."}]"#;
    assert!(notices("talk.json", json)[0].contains("may be one person"));
}
