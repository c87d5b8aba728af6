//! Finding yes/no questions.

use std::sync::LazyLock;

use crate::assent::Scorer;
use crate::text::Text;

static SCORER: LazyLock<Scorer> = LazyLock::new(Scorer::new);

#[track_caller]
fn check(raw: &str, expected: Option<&str>) {
    let text = Text::new(raw);
    let found = SCORER.question_in(&text);
    assert_eq!(found.as_ref().map(|question| text.slice(question.span)), expected, "{raw}");
}

#[track_caller]
fn check_asks(asks: bool, raws: &[&str]) {
    for raw in raws {
        assert_eq!(SCORER.question_in(&Text::new(*raw)).is_some(), asks, "{raw}");
    }
}

#[test]
fn inverted_questions_are_found() {
    check("Right. Does it work?", Some("Does it work?"));
    check("The firm keeps its word to growers. Yes?", Some("The firm keeps its word to growers. Yes?"));
    check("Thanks, Dana. Yes?", None);
    check("Frank, be frank. Has it been useful to you on the quay?", Some("Has it been useful to you on the quay?"));
    check_asks(
        true,
        &[
            "Are there measures?",
            "Is it working?",
            "Would you sign it?",
            "Can guests tell?",
            "Have they told you?",
            "So, um, do you, do you like it?",
            "Okay, and did it help?",
        ],
    );
}

#[test]
fn negative_and_tagged_questions_are_found() {
    check_asks(
        true,
        &[
            "Don't they ring back?",
            "Isn't it too long?",
            "They ring back, don't they?",
            "You weren't asked, were you?",
            "You'd keep it, would you not?",
            "It works, right?",
            "You all get it, don't you, Frank?",
        ],
    );
}

#[test]
fn embedded_questions_are_found() {
    check_asks(
        true,
        &[
            "Would you say it works?",
            "I wonder whether it works for you.",
            "Can you tell me if it helps?",
            "Do you feel it helps?",
            "I'd like to know if you hear of changes.",
        ],
    );
}

#[test]
fn statements_to_agree_with_are_found_whole() {
    check("We keep our promises. Do you agree?", Some("We keep our promises. Do you agree?"));
    check("I know what our strategy is. Agree or disagree?", Some("I know what our strategy is. Agree or disagree?"));
    check_asks(true, &["It is the right way round, would you agree?"]);
}

#[test]
fn declarative_questions_are_found() {
    check_asks(
        true,
        &[
            "So it works for you?",
            "You'd recommend us to a friend, then?",
            "Any concerns?",
            "Any concerns about the new line?",
        ],
    );
}

#[test]
fn odd_wordings_are_found() {
    check("We keep our promises. True?", Some("We keep our promises. True?"));
    check("We keep our promises. Fair?", Some("We keep our promises. Fair?"));
    check_asks(
        true,
        &[
            "Surely you feel heard?",
            "Can I ask if you feel heard?",
            "I take it you feel heard.",
            "Is it, or is it not, working?",
            "Does it help, or does it not?",
            "Feel heard?",
            "Customers ring twice?",
            "Tell me whether you'd recommend us.",
            "Please let us know if it works for you.",
            "Nobody asked you?",
            "Anything you dislike about it?",
        ],
    );
    check_asks(
        false,
        &[
            "Feel free to add to that.",
            "Thank you, Dana. Yes?",
            "Think what, Frank?",
            "Is it the staff, or is it the system?",
            "I take it back.",
            "Can I ask you something?",
            "Thanks, Frank?",
            "Customers, Frank?",
        ],
    );
}

#[test]
fn questions_without_a_mark_are_found() {
    check_asks(true, &["do you think it works", "okay so is it helping", "are you happy with it"]);
    check_asks(false, &["do come in", "have a seat", "it works", "that is good"]);
}

#[test]
fn open_questions_are_not_yes_no_questions() {
    check_asks(
        false,
        &[
            "What helps?",
            "Who decides?",
            "How do you find it?",
            "Why is that?",
            "Which one do you use?",
            "Can you tell us about the plan?",
            "Could you say more?",
            "Could you describe a good day?",
            "Lucky, what would help?",
            "Would you like to introduce yourself?",
            "What do you think works?",
            "In what way does it help?",
            "Tell us what you do.",
        ],
    );
}

#[test]
fn talk_about_the_meeting_asks_nothing() {
    check_asks(
        false,
        &[
            "Shall we begin?",
            "May I complain about the site?",
            "Is that okay?",
            "Can everyone hear me?",
            "Are we ready?",
            "Is the recorder on?",
        ],
    );
}

#[test]
fn alternative_questions_are_open() {
    check_asks(
        false,
        &[
            "Is it the staff or the system?",
            "How do you find it, is it useful or a nuisance?",
            "Does it help, or is it in the way?",
        ],
    );
    check_asks(true, &["Is it working or not?", "Has anyone seen or heard the plan?"]);
}

#[test]
fn the_last_question_is_asked_unless_an_open_one_follows() {
    check("Is it new? Does it work?", Some("Does it work?"));
    check("Does it work? What would you change?", None);
    check("Do you find it useful? Do you?", Some("Do you find it useful?"));
    check("Does it work? Why or why not?", Some("Does it work?"));
    check("Does it work? Please explain.", Some("Does it work?"));
}

#[test]
fn prompts_ask_nothing_new() {
    check_asks(false, &["Frank?", "Anyone else?", "And you?", "What about you?", "Go on.", "Mm-hm.", "Thanks."]);
}

#[test]
fn polarity_and_strength_are_told() {
    let question = |raw: &str| SCORER.question_in(&Text::new(raw)).expect("a question");
    assert!(question("Don't they ring back?").negative);
    assert!(question("You weren't asked, were you?").negative);
    assert!(!question("You were asked, weren't you?").negative);
    assert!(question("Are you excited about it?").strong);
    assert!(!question("Is it in use?").strong);
}
