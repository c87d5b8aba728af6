use super::*;

/// What a dictionary becomes: `theme/aspect: entries`, one a line, then `! line what` for what was left out.
fn read(name: &str, bytes: &[u8]) -> String {
    let (written, notices) = match as_toml(name.as_ref(), bytes, &BTreeSet::new()) {
        Ok(read) => read,
        Err(wrong) => return wrong.to_string(),
    };
    let table: ::toml::Table = written.parse().expect("what we write is TOML");
    let text = |value: &::toml::Value| value.as_str().unwrap_or_default().to_owned();
    let mut out = Vec::new();
    for book in table["codebook"].as_array().expect("codebooks") {
        for aspect in book["aspect"].as_array().expect("aspects") {
            let words: Vec<String> = aspect["words"].as_array().expect("words").iter().map(text).collect();
            let sign = if text(&aspect["valence"]) == "strength" { "+" } else { "-" };
            let (theme, name) = (text(&book["theme"]), text(&aspect["name"]));
            out.push(format!("{theme}/{name}{sign}: {}", words.join(", ")));
        }
    }
    for notice in notices {
        out.push(format!("! {} {}", notice.line.map_or("-".to_owned(), |line| line.to_string()), notice.what));
    }
    out.join("\n")
}

#[track_caller]
fn check(name: &str, written: &str, expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    assert_eq!(read(name, written.as_bytes()), expected.join("\n"), "{name}");
}

#[test]
fn liwc_with_tabs_or_spaces() {
    check(
        "a.dic",
        "%\n1\ttools\n2  voice\n%\ncrm*\t1\ntold   1 2\nafter the fact 2\n",
        "tools/tools-: crm*, told\nvoice/voice-: after the fact, told",
    );
}

#[test]
fn liwc_with_a_hierarchy_conditions_and_unknown_numbers() {
    check(
        "a.dic",
        "%\r\n1\taffect (Affect)\r\n\t11\tposemo (Positive)\r\n\t12\tnegemo\r\n2\tother\r\n%\r\n\
         glad\t1\t11\r\nkind <of>131/11\r\nlike\t(02 134)125/464\t12\r\nsad\t12 99\r\n:)\t11\r\nend 2\r\n",
        "affect/affect-: glad\naffect/posemo+: glad\naffect/negemo-: sad\nother/other-: end
         ! 8 an entry with a condition such as `<of>` is left out
         ! 9 an entry with a condition such as `<of>` is left out
         ! 10 a category number that is not in the legend is left out
         ! - category `posemo`: 1 entries are repeated or have no letter, and are left out",
    );
}

#[test]
fn liwc_as_a_table() {
    check(
        "a.dicx",
        "DicTerm,tools,voice\ncrm*,X,\n\"after the fact\",,X\n",
        "tools/tools-: crm*\nvoice/voice-: after the fact",
    );
}

#[test]
fn older_files_are_windows_1252() {
    assert_eq!(read("a.dic", b"%\n1\tfood\n%\ncaf\xe9\t1\n"), "food/food-: café");
    assert_eq!(read("a.cat", b"FOOD\r\n\tna\xefve (1)\r\n"), "food/food-: naïve");
}

#[test]
fn wordstat_by_depth_with_mixed_spaces_and_rules() {
    check(
        "a.cat",
        "TOOLS\n\tcrm* (1)\n\tFORMS\n\t\ttick_box (1)\n\t        web_form (1)\n        late (1)\nVOICE\n  told_after (1)\n  heavy (3)\n  @near rule (1)\n",
        "tools/tools-: crm*, late\ntools/forms-: tick box, web form\nvoice/voice-: heavy, told after
         ! 9 the weight of an entry is left out
         ! 10 a rule is left out; write it as a phrase",
    );
}

#[test]
fn lexicoder_in_lines_and_in_xml() {
    check(
        "a.lc3",
        "stray\n+tools\ncrm*\ndashboard* \n+voice\ntold after\n",
        "tools/tools-: crm*, dashboard*\nvoice/voice-: told after\n! 1 an entry before the first `+category` is left out",
    );
    check(
        "a.lcd",
        "<dictionary><cnode name=\"tools\"><pnode name=\"crm*\"/></cnode></dictionary>",
        "tools/tools-: crm*",
    );
}

#[test]
fn yoshikoder_with_nested_categories_and_its_engine() {
    check(
        "a.ykd",
        "<?xml version=\"1.0\"?>\n<dictionary style=\"x\" patternengine=\"substring\">\n<cnode name=\"tools &amp; co\" desc=\"Programs\">\
         <pnode name=\"crm*\"></pnode><cnode name=\"forms\"><pnode name=\"*box*\"/></cnode><pnode name=\"app\"/></cnode></dictionary>",
        "tools-co/tools-co-: app, crm*\ntools-co/forms-: *box*",
    );
    assert!(
        read(
            "a.ykd",
            b"<dictionary patternengine=\"regexp\"><cnode name=\"a\"><pnode name=\"b\"/></cnode></dictionary>"
        )
        .contains("! 1 the pattern engine")
    );
}

#[test]
fn yaml_with_lists_names_and_words_that_yaml_takes_for_more() {
    check(
        "a.yml",
        "tools: [crm*, dashboard*]\nvoice:\n  late: [after the fact]\n  denial:\n    - no\n    - 42\nempty:\n",
        "tools/tools-: crm*, dashboard*\nvoice/late-: after the fact\nvoice/denial-: 42, no\n! - category `empty` has no entry that can be looked for, and is left out",
    );
}

#[test]
fn a_codebook_without_words_gets_the_names_of_its_codes() {
    let qdc = "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes><Code guid=\"1\" name=\"Late news\" isCodable=\"true\">\
               <Description>Word comes late &amp; seldom</Description><Code guid=\"2\" name=\"By rumour\" isCodable=\"true\"/></Code></Codes></CodeBook>";
    check("a.qdc", qdc, "late-news/late-news-: Late news\nlate-news/by-rumour-: By rumour");
    let (written, _) = as_toml("a.qdc".as_ref(), qdc.as_bytes(), &BTreeSet::new()).expect("a codebook");
    assert!(
        written.contains("says = \"Word comes late & seldom\"") && written.contains("each code's name"),
        "{written}"
    );
}

#[test]
fn a_file_of_another_kind_is_refused_with_its_line() {
    check(
        "a.dic",
        "tools\ncrm*\n",
        "codebook `a.dic`, line 1: no LIWC dictionary: a line `%` must stand before the legend of categories",
    );
    check(
        "a.yml",
        "- crm\n",
        "codebook `a.yml`, line 1: no YAML dictionary: names with entries are expected, as in `tools: [crm*, dashboard*]`",
    );
    check("a.ykd", "<dictionary/>", "codebook `a.ykd`, line 1: no Yoshikoder dictionary: no `cnode`");
}

#[test]
fn a_category_named_like_a_theme_that_is_there_gets_another_name() {
    let taken = BTreeSet::from(["voice".to_owned()]);
    let (written, notices) = as_toml("a.dic".as_ref(), b"%\n1\tVoice\n%\nspeak*\t1\n", &taken).expect("a dictionary");
    assert!(written.contains("theme = \"voice-2\""), "{written}");
    assert!(notices.iter().any(|it| it.what.contains("`voice-2`")), "{notices:?}");
}

#[test]
fn codes_that_are_built_in_are_not_read_again() {
    let codes =
        "<CodeBook origin=\"undertone 1\"><Codes><Code name=\"alignment\"/><Code name=\"Assent\"/></Codes></CodeBook>";
    let (written, notices) = as_toml("a.qdc".as_ref(), codes.as_bytes(), &BTreeSet::new()).expect("a codebook");
    assert!(written.is_empty() && notices.len() == 2, "{written} {notices:?}");
}
