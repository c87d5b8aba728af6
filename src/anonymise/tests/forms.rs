//! Names in every form are hidden, and what only looks like one stays.

use super::*;

#[test]
fn every_form_of_a_participant_is_one_pseudonym() {
    check(
        &[
            "*Tamsin Oakeshott: I'm Tamsin. Who's here?",
            "Xiomara Vélez: Xiomara Vélez, bar and shop.",
            "Frank Oyelaran: Frank, terminal. I gave Vélez the list, ask Xio.",
            "Xiomara Vélez: Mr Oyelaran's list? OYELARAN keeps it. Frank Oyelaran, be frank.",
            "*Tamsin Oakeshott: Frank, be frank. So velez's list, Xiomarra?",
        ],
        &[
            "Moderator: I'm [Moderator]. Who's here?",
            "Participant 1: [Participant 1], bar and shop.",
            "Participant 2: [Participant 2], terminal. I gave [Participant 1] the list, ask [Participant 1].",
            "Participant 1: [Participant 2]'s list? [Participant 2] keeps it. [Participant 2], be frank.",
            "Moderator: [Participant 2], be frank. So [Participant 1]'s list, [Participant 1]?",
        ],
    );
}

#[test]
fn people_without_a_name_on_their_label_introduce_themselves() {
    check(
        &["*MODERATOR: I'm Janet Pruitt. You are?", "Speaker 1: Hi, I'm Kofi from stores.", "Speaker 2: Thanks, Kofi."],
        &[
            "Moderator: I'm [Moderator]. You are?",
            "Participant 1: Hi, I'm [Participant 1] from stores.",
            "Participant 2: Thanks, [Participant 1].",
        ],
    );
}

#[test]
fn nicknames_initials_and_spelling_go() {
    check(
        &[
            "William Ketchum: William Ketchum, but I don't answer to it. Bud. I drive.",
            "Kofi Darko: Kofi Darko, stores. K-O-F-I. Bud knows me, Bill does.",
            "William Ketchum: KD keeps the keys.",
        ],
        &[
            "Participant 1: [Participant 1], but I don't answer to it. [Participant 1]. I drive.",
            "Participant 2: [Participant 2], stores. [Participant 2]. [Participant 1] knows me, [Participant 1] does.",
            "Participant 1: [Participant 2] keeps the keys.",
        ],
    );
}

#[test]
fn names_spelt_with_words_go_whole() {
    check(
        &[
            "Dana Whitfield: Can you spell it?",
            "Kofi Darko: S for sugar, Z for zebra, Y, M for mother, A?",
            "Dana Whitfield: Options A, B, C, D and grade C, is it? T as in tango, P as in papa.",
        ],
        &[
            "Participant 1: Can you spell it?",
            "Participant 2: [Person 1]?",
            "Participant 1: Options A, B, C, D and grade C, is it? T as in tango, P as in papa.",
        ],
    );
}

#[test]
fn people_talked_about_are_one_person_each() {
    check(
        &["Dana Whitfield: Loveday Tregear rang. Mrs Tregear is lovely, and Loveday never shouts. Ask Bohdan."],
        &["Participant 1: [Person 1] rang. [Person 1] is lovely, and [Person 1] never shouts. Ask [Person 2]."],
    );
}

#[test]
fn look_alikes_stay() {
    for answer in [
        "Will it rain? May I ask? Mark my words, lucky us.",
        "On a Tuesday in February, at Christmas, in May.",
        "I hope she will be frank, there's grace in it and a rich summer.",
        "Salesforce and Zoom and our CRM won't save it. RoomBeat goes red.",
        "People from Poland and Queensland ring Customer Care and Human Resources.",
        "The Head Office lot, the Line Manager and HR say the NPS is up.",
        "Yes. Okay, fine. Patience. Drew a blank sorry.",
        "do you want earl grey or a slice of victoria sponge with the question mark on it",
        "get the stanley knife and the allen keys and the henry hoover",
        "okay so we will mark it and bill them in may",
        "We landed at Terminal 5.",
    ] {
        check_answer(answer, answer);
    }
}

#[test]
fn names_in_haste_and_in_capitals_go() {
    check_answer("DISHWASHER. RING GRAHAM ON 01632 960455", "DISHWASHER. RING [Person 1] ON [Phone 1]");
    check_answer("i think mrs ferreira and xiomara know", "i think [Person 1] and [Person 2] know");
}

#[test]
fn without_capitals_half_a_name_is_the_whole_one() {
    check(
        &[
            "*Host: who signs it",
            "k.asante: kwabena asante import documents",
            "Noor Haddad: kwabena signs and bill duckworth and then duckworth rings",
        ],
        &[
            "Moderator: who signs it",
            "Participant 1: [Participant 1] import documents",
            "Participant 2: [Participant 1] signs and [Person 1] and then [Person 1] rings",
        ],
    );
}

#[test]
fn without_capitals_names_and_firms_go_as_a_whole() {
    check_answer("i work for przybylski and daughters", "i work for [Organisation 1]");
    check_answer("it's mr b on the phone and mrs okonkwo hughes", "it's [Person 1] on the phone and [Person 2]");
    check_answer("the novaks were there with jelena novak", "the [Person 1] were there with [Person 1]");
    check_answer("so i told duckworth and duckworth said no", "so i told [Person 1] and [Person 1] said no");
}

#[test]
fn titles_syllables_and_particles_belong_to_a_name() {
    check_answer("Mr P. rang and Mr.Plott wrote.", "[Person 1]. rang and [Person 2] wrote.");
    check_answer("Ask Hyeon-woo or Aisling Ní Dhomhnaill about it.", "Ask [Person 1] or [Person 2] about it.");
}

#[test]
fn who_is_called_by_more_is_meant_by_the_rest() {
    check(
        &["Rich: rich halvorsen pumps", "Dana: we pump all day", "Dana: i asked halvorsen about it"],
        &[
            "Participant 1: [Participant 1] pumps",
            "Participant 2: we pump all day",
            "Participant 2: i asked [Participant 1] about it",
        ],
    );
}

#[test]
fn firms_and_places_go_with_their_short_names() {
    check(
        &[
            "*Ann Bell: I don't work for Pellworth Ferries. Where are you?",
            "Iolo Penhaligon: Freight desk, Falmouth. Pellworth never told Kernow Dairy Haulage. I saw the Penryn yard.",
        ],
        &[
            "Moderator: I don't work for [Organisation 1]. Where are you?",
            "Participant 1: Freight desk, [Location 1]. [Organisation 1] never told [Organisation 2]. I saw the [Location 2] yard.",
        ],
    );
}
