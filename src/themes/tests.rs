use std::io::Write;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

static BUILT_IN: LazyLock<Codebooks> = LazyLock::new(Codebooks::built_in);

/// The themes of `comment` as `theme+` or `theme-`, with spaces between.
fn tags(codebooks: &Codebooks, question: Option<&str>, comment: &str) -> String {
    let question = question.map(Text::new);
    let found = codebooks.tag(question.as_ref(), &Text::new(comment));
    let sign = |valence| if valence == Valence::Strength { '+' } else { '-' };
    found.iter().map(|tag| format!("{}{}", tag.theme, sign(tag.valence))).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(comment: &str, expected: &str) {
    assert_eq!(tags(&BUILT_IN, None, comment), expected, "{comment}");
}

/// Reads a codebook written in `text` beside the built-in ones.
fn with(texts: &[&str]) -> Result<Codebooks> {
    let mut files = Vec::new();
    for text in texts {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(text.as_bytes()).expect("written");
        files.push(file);
    }
    let paths: Vec<PathBuf> = files.iter().map(|file| file.path().to_owned()).collect();
    Codebooks::with(&paths)
}

/// What is said about a codebook that cannot be used, behind the file's name.
#[track_caller]
fn check_mistake(text: &str, expected: &str) {
    let said = with(&[text]).expect_err("the codebook has a mistake").to_string();
    let found = said.split_once(", ").map_or(said.as_str(), |(_, rest)| rest);
    assert_eq!(found, expected);
}

const PARKING: &str = r#"what = "Codebook: getting there"
theme = "getting-there"
definition = "Customers cannot get to us."

[classes]
customer = ["rambler"]

[[aspect]]
name = "nowhere-to-park"
says = "Customers find nowhere to park"
valence = "weakness"
cue = [
  { phrase = "{customer} .. nowhere to park", weight = 0.8, catches = ["Our ramblers find nowhere to park."] },
]
"#;

#[test]
fn every_example_of_the_built_in_codebooks_holds() {
    let wrong: Vec<String> = BUILT_IN.cues.failing_examples(0).iter().map(ToString::to_string).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_cue_of_the_built_in_codebooks_is_proved() {
    let bare = BUILT_IN.cues.all().iter().filter(|cue| cue.catches.is_empty());
    let bare: Vec<String> = bare.map(|cue| format!("{}:{}", cue.place.0.display(), cue.place.1)).collect();
    assert!(bare.is_empty(), "without an example: {bare:?}");
}

#[test]
fn the_most_specific_theme_comes_first() {
    let themes: Vec<&str> = BUILT_IN.books().iter().map(|book| book.theme.as_str()).collect();
    assert_eq!(themes, ["tools-driving-strategy", "out-of-the-loop", "alignment"]);
    assert!(BUILT_IN.books().iter().all(|book| book.aspects.len() >= 12));
}

#[test]
fn a_tool_that_decides_is_found() {
    check("The booking system won't let me take a family of six.", "tools-driving-strategy-");
    check("There's no button for a pram, so it goes down as luggage.", "tools-driving-strategy-");
    check("We send it because it came with the licence.", "tools-driving-strategy-");
}

#[test]
fn a_tool_that_is_only_slow_or_pretty_is_none() {
    check("The new app is slow and crashes twice a day.", "");
    check("Lovely colours on the new dashboard.", "");
}

#[test]
fn whoever_hears_late_is_out_of_the_loop() {
    check("We only found out about the new fares when a passenger told us.", "out-of-the-loop-");
    check("Nobody ever tells the warehouse why an order is urgent.", "out-of-the-loop-");
}

#[test]
fn whoever_is_well_informed_is_not() {
    check("We are kept well informed, there's a briefing every Monday.", "");
    check("Nobody told us the Christmas party had moved.", "");
}

#[test]
fn fit_is_a_strength_and_misfit_a_weakness() {
    check("Families asked for later visiting, so we changed it, and they thank us for it.", "alignment+");
    check("Customers want time to talk, and we are measured on calls per hour.", "alignment-");
}

#[test]
fn a_short_answer_carries_no_theme() {
    for answer in ["Yes.", "No, never.", "Great stuff.", "Same as her.", ""] {
        check(answer, "");
    }
}

#[test]
fn the_question_is_never_tagged() {
    let question = "Does the booking system decide what you ask your customers?";
    assert_eq!(tags(&BUILT_IN, Some(question), "Yes, I suppose."), "");
}

#[test]
fn two_statements_may_have_two_themes() {
    check(
        "The till won't let me sell a single ticket without a postcode. And separately, nobody told us the prices had \
         changed, we heard it from the customers.",
        "tools-driving-strategy- out-of-the-loop-",
    );
}

#[test]
fn a_users_codebook_works_like_the_built_in_ones() {
    let codebooks = with(&[PARKING]).expect("the codebook is right");
    assert_eq!(tags(&codebooks, None, "Our ramblers find nowhere to park."), "getting-there-");
    assert_eq!(tags(&codebooks, None, "Our ramblers find nothing to eat."), "");
    assert_eq!(codebooks.books().last().map(|book| book.theme.as_str()), Some("getting-there"));
}

#[test]
fn mistakes_name_the_line_and_the_rule() {
    check_mistake("theme = 3", "line 1: invalid type: integer `3`, expected a string");
    check_mistake(&PARKING.replace("weight = 0.8", "weight = 8"), "line 13: a `weight` is above 0 and at most 1");
    check_mistake(
        &PARKING.replace("{customer} ..", "{punter} .."),
        "line 13: the phrase cannot be read at column 15: there is no word class `punter`",
    );
    check_mistake(
        &PARKING.replace("Our ramblers find", "They found"),
        "line 13: the phrase does not catch example 1 of its `catches`; change one of them",
    );
    check_mistake(
        &PARKING.replace("getting-there\"", "alignment\""),
        "line 2: there is a codebook for `alignment` already; give this one another theme name",
    );
    let said = with(&[PARKING, PARKING]).expect_err("twice").to_string();
    assert!(said.contains("already"), "{said}");
}

#[test]
fn an_unless_a_context_and_a_negation_are_obeyed() {
    let cue = r#"{ phrase = "nowhere to park", weight = 0.8, unless = ["bicycle"], context = ["{customer}"] }"#;
    let codebooks =
        with(&[&format!("{}\ncue = [ {cue} ]\n", PARKING.split("\ncue").next().unwrap_or(""))]).expect("right");
    let found = |comment| tags(&codebooks, None, comment);
    assert_eq!(found("There is nowhere to park for the customers."), "getting-there-");
    assert_eq!(found("There is nowhere to park."), "");
    assert_eq!(found("There is nowhere to park a bicycle for the customers."), "");
    assert_eq!(found("It is not that customers have nowhere to park."), "getting-there-");
    assert_eq!(found("Customers never have nowhere to park."), "");
}

#[test]
fn what_is_denied_or_over_is_no_theme() {
    for comment in [
        "The form no longer insists on a postcode.",
        "The system used to insist on a postcode; that's gone now.",
        "The system doesn't decide anything, we do.",
        "It isn't the system that decides, it's us.",
        "The printer insists on new toner.",
        "We are not the last to know.",
        "Nobody could say we are kept in the dark.",
    ] {
        check(comment, "");
    }
}

#[test]
fn a_question_or_a_supposition_denies_nothing() {
    check(
        "Couldn't someone tell the draymen about the price change before they hand over the invoice?",
        "out-of-the-loop-",
    );
}

#[test]
fn a_clear_cue_stands_whatever_stands_beside_it() {
    check("Nowhere to park, and the form insists on a postcode.", "tools-driving-strategy-");
    check("Let me leave that box empty.", "tools-driving-strategy-");
}

#[test]
fn what_is_promised_or_wanted_is_held_against_what_is_done() {
    for comment in [
        "The strategy says put the customer first, and the rota does exactly that.",
        "What we promise in the brochure is what people get at the counter.",
        "Customers want quick answers and that's what they get from us.",
        "Customers get exactly what we promised.",
        "Customers get what they were promised.",
    ] {
        check(comment, "alignment+");
    }
    for comment in [
        "Customers hate it.",
        "Customers want a person and we give them a machine.",
        "The strategy says put the customer first, but the rota says the opposite.",
        "Customers do not get what we promised.",
        "Customers never get what they were promised.",
    ] {
        check(comment, "alignment-");
    }
}

#[test]
fn dictionaries_yield_to_no_theme_and_not_to_each_other() {
    let words = |theme: &str, word: &str| {
        let book = PARKING.split("\ncue").next().unwrap_or("").replace("getting-there", theme);
        format!("{book}\nwords = [\"{word}\"]\n")
    };
    let codebooks = with(&[&words("joy", "love"), &words("anger", "hate")]).expect("both are right");
    assert_eq!(tags(&codebooks, None, "I love the people and hate the rota."), "joy- anger-");
    let found = tags(&codebooks, None, "Nobody ever tells the warehouse why an order is urgent and I hate it.");
    assert_eq!(found, "out-of-the-loop- anger-");
}

#[test]
fn a_theme_that_is_not_given_silences_none() {
    let mine = PARKING
        .replace("{customer} .. nowhere to park", "rota")
        .replace("Our ramblers find nowhere to park.", "A rota.");
    let codebooks = with(&[&mine]).expect("the codebook is right");
    assert_eq!(
        tags(&codebooks, None, "Nobody tells us anything on the rota, the Christmas party included."),
        "getting-there-"
    );
}

#[test]
fn reasons_are_no_words_that_anything_could_be_said_with() {
    let comment = Text::new("Customers want quick answers and that's what they get from us.");
    for tag in BUILT_IN.tag(None, &comment) {
        for cue in tag.cues {
            assert!(comment.slice(cue).contains(' '), "a lone word: {cue:?}");
        }
    }
}

proptest! {
    #[test]
    fn every_tag_shows_its_words_and_its_aspects(comment in "([a-z]{1,8} |the system |we |told |customers |won't let |, |\\. ){1,30}") {
        let text = Text::new(comment);
        for tag in BUILT_IN.tag(None, &text) {
            prop_assert!(tag.score > 0.0 && tag.score <= 1.0);
            prop_assert!(!tag.cues.is_empty() && tag.cues.iter().all(|cue| !text.slice(*cue).is_empty()));
            prop_assert!(tag.cues.windows(2).all(|pair| pair[0].end <= pair[1].start));
            let book = BUILT_IN.books().iter().find(|book| book.theme == tag.theme).expect("a book");
            prop_assert!(!tag.aspects.is_empty() && tag.aspects.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(tag.aspects.iter().all(|name| book.aspects.iter().any(|it| it.name == *name && it.valence == tag.valence)));
        }
    }
}
