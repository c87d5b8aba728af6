//! "Comments may be quoted, nobody will be identified": planted identifiers never survive in any output file.

use proptest::prelude::*;

use crate::run::Run;

/// Names that no list of ours needs to know: they are known from the labels.
fn name() -> impl Strategy<Value = String> {
    "[BCDFGKLMNPRSTVZ][aeiou][bdfgklmnprtvz]{1,2}[aeiou][klmnrsz]{1,2}"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_planted_identifier_never_survives_in_any_file(
        given in name(),
        family in name(),
        number in "0[17][0-9]{3} [0-9]{6}",
        user in "[a-z]{3,8}",
    ) {
        prop_assume!(given != family);
        let (full, mail) = (format!("{given} {family}"), format!("{user}@{}.example", family.to_lowercase()));
        let session = format!(
            "Moderator: Welcome. Do you think the promise works, {given}?\n\
             {full}: Mostly, I suppose. Write to {mail} or ring {number}.\n\
             Ada: {given}'s right, and {family} said so before.\nBen: Ask {full}.\nCyd: Yes, definitely.\n\
             Dee: {}!\nEli: I heard it from customers first, {given}.\n", given.to_uppercase()
        );
        let survey = format!(
            "department,Is the promise working?\nStores,\"Yes, {full} makes sure of it every day\"\n\
             Stores,mail {mail} and you will see\nDesk,I suppose so but only on paper\nDesk,no\nDesk,Absolutely\n"
        );
        let ran = Run::new("analyse a.txt b.csv --out out --quiet").file("a.txt", session).file("b.csv", survey).ends(0);
        for (file, bytes) in ran.files("out") {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            for planted in [&given, &family, &number, &mail, &given.to_uppercase()] {
                prop_assert!(!text.contains(planted.as_str()), "{} holds a planted identifier", file);
            }
        }
    }
}
