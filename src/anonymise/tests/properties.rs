//! What holds for any talk, made up at random.

use proptest::prelude::*;

use super::*;

fn talk() -> impl Strategy<Value = Vec<String>> {
    use prop::sample::select;
    let filled =
        (select(SENTENCES), select(NAMES), select(NAMES), select(THINGS)).prop_map(|(sentence, name, other, thing)| {
            sentence.replacen('%', name, 1).replace('%', other).replace('&', thing)
        });
    let turn = prop::collection::vec(filled, 1..4).prop_map(|sentences| sentences.join(" "));
    prop::collection::vec(turn, 1..8)
}

/// The same words, said by four people in turn.
fn invented(turns: &[String]) -> Transcript {
    let labels = ["*Tamsin Oakeshott", "Xiomara Vélez", "Frank Oyelaran", "Kofi Darko"];
    let lines: Vec<String> =
        turns.iter().zip(labels.iter().cycle()).map(|(words, label)| format!("{label}: {words}")).collect();
    session("s", &lines.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Whether `twice` is `once` with nothing brought to light, and every pseudonym kept: beside a pseudonym, the
/// recogniser may see a name that it missed before.
fn is_as_hidden(once: &str, twice: &str) -> bool {
    let pseudonyms = |line: &str| -> Vec<String> {
        line.split('[').skip(1).filter_map(|it| it.split_once(']')).map(|(label, _)| label.to_owned()).collect()
    };
    let mut again = pseudonyms(twice).into_iter();
    let kept = pseudonyms(once).iter().all(|label| again.any(|it| it == *label));
    let mut rest = once;
    let words = twice
        .split('[')
        .enumerate()
        .map(|(at, it)| if at == 0 { it } else { it.split_once(']').map_or(it, |it| it.1) });
    kept && words.into_iter().all(|words| rest.split_once(words).map(|(_, behind)| rest = behind).is_some())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn anonymising_twice_only_hides_more(turns in talk()) {
        let mut first = Anonymiser::default();
        let once = first.anonymise(invented(&turns));
        let roles = once.turns().iter().map(|turn| if turn.role == Role::Moderator { "*" } else { "" });
        let again: Vec<String> = roles.zip(lines(&once)).map(|(star, line)| format!("{star}{line}")).collect();
        let mut second = Anonymiser::default();
        let twice = second.anonymise(session("s", &again.iter().map(String::as_str).collect::<Vec<_>>()));
        for (once, twice) in lines(&once).iter().zip(lines(&twice)) {
            prop_assert!(is_as_hidden(once, &twice), "{once} became {twice}");
        }
    }

    #[test]
    fn planted_identifiers_never_survive(before in "[a-z ]{0,30}", after in "[a-z ,]{0,30}") {
        let said = format!("{before} Xiomara jo.bloggs@acme.example 01632 960112 Oyelaran {after}");
        let lines = anonymise(session("s", &["Xiomara Oyelaran: Hello.", &format!("Kofi Darko: {said}")]));
        for planted in ["Xiomara", "Oyelaran", "bloggs", "960112", "acme"] {
            prop_assume!(!before.contains(planted) && !after.contains(planted));
            prop_assert!(!lines[1].contains(planted), "{planted} survives");
        }
    }

    #[test]
    fn masks_and_flags_stand_on_character_borders(turns in talk(), tail in "\\PC{0,20}") {
        let mut turns = turns;
        turns.push(tail);
        let read = invented(&turns);
        let anonymised = Anonymiser::default().anonymise(read.clone());
        for (was, turn) in read.turns.iter().zip(anonymised.turns()) {
            let raw = turn.text.as_str();
            for mask in &turn.masks {
                prop_assert_eq!(raw.get(mask.span.start..mask.span.end), Some(mask.replacement.as_str()));
                prop_assert!(was.said.as_str().get(mask.was.start..mask.was.end).is_some());
            }
            for flag in &turn.flags {
                prop_assert!(raw.get(flag.span.start..flag.span.end).is_some());
            }
            let whole = Span::new(0, was.said.as_str().len());
            prop_assert_eq!(turn.at(whole), raw);
        }
    }

    #[test]
    fn kept_words_survive(turns in talk()) {
        let read = invented(&turns);
        let kept = ["Falmouth", "Grace", "Weir Lodge"];
        let count = |text: &str, word: &str| text.matches(word).count();
        let keep: Vec<String> = kept.iter().map(|&word| word.to_owned()).collect();
        let anonymised = Anonymiser::new(&[], &keep).anonymise(read.clone());
        for (was, turn) in read.turns.iter().zip(anonymised.turns()) {
            for word in kept {
                prop_assert_eq!(count(was.said.as_str(), word), count(turn.text.as_str(), word));
            }
        }
    }
}
