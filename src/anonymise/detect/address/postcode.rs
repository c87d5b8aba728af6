//! Postcodes: by their form alone where that is unmistakable, else by the word or the street before them.

use std::sync::LazyLock;

use regex::Regex;

use super::super::spoken;
use crate::anonymise::scan::Scan;
use crate::lexicons::facts;
use crate::text::{Kind, Span, normal_form};

static FORMS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?:(?i:[A-Z]{1,2}[0-9][A-Z0-9]?)\s[0-9](?i:[ABD-HJLNP-UW-Z]{2})", // United Kingdom
        r"|[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][ABD-HJLNP-UW-Z]{2}",
        r"|(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]",
        r"|W[AIVY]),?\s[0-9]{5}(?:-[0-9]{4})?", // United States, with the state
        r"|(?:NSW|VIC|QLD|TAS|ACT|WA|SA|NT)\s[0-9]{4}", // Australia, with the state
        r"|[AC-FHKNPRTV-Y][0-9][0-9W]\s?[0-9AC-FHKNPRTV-Y]{4}", // Ireland
        r"|(?i:[A-CEGHJ-NPR-TVXY][0-9][A-CEGHJ-NPR-TV-Z]\s?[0-9][A-CEGHJ-NPR-TV-Z][0-9])", // Canada
        r"|[1-9][0-9]{3}\s(?:[A-RT-Z][A-Z]|S[BCE-RT-Z])|[0-9]{5}-[0-9]{4}|[0-9]{5}-[0-9]{3})\b" // Netherlands; ZIP+4; Brazil
    ))
    .expect("the pattern is fixed")
});

/// Every postcode of the text that shows by its form.
pub(super) fn by_form(scan: &Scan<'_>) -> impl Iterator<Item = Span> {
    // All of them hold digits.
    let raw = Some(scan.text.as_str()).filter(|raw| raw.bytes().any(|byte| byte.is_ascii_digit())).unwrap_or_default();
    FORMS.find_iter(raw).map(|found| (Span::new(found.start(), found.end()), found.as_str())).filter_map(
        |(span, it)| {
            // `2023 HR` is a year and what it speaks of, `1500 UK` a number of those.
            let year = matches!(it.get(..4).and_then(|it| it.parse::<u16>().ok()), Some(1900..=2099));
            let dutch = it.len() == 7 && it.as_bytes()[..4].iter().all(u8::is_ascii_digit);
            let spoken_of = dutch && facts(&normal_form(&it[5..])).kept();
            (!dutch || !(year || spoken_of)).then_some(span)
        },
    )
}

/// Areas of British postcodes of two letters; those of one are told by their letter.
const AREAS: &str = "abalbabbbdbhblbnbrbsbtcacbcfchcmcocrctcvcwdadddedgdhdldndtdyecehenexfkfyglgugyhahdhghphrhshuhxigim\
    ipivjekaktkwkylaldlelllnlslumemkmlnengnnnpnrnwoloxpapephplpoprrgrhrmsasesgskslsmsnsospsrssstswsytatdtftntqtrtstwub\
    wawcwdwfwnwrwswvyoze";

/// `l s six two a b`, `ls six two ab`: a British postcode said letter by letter, around its first figure at `at`.
pub(super) fn spelt(scan: &Scan<'_>, at: usize) -> Option<std::ops::Range<usize>> {
    let letters = |it: usize| {
        let word = scan.token(it).is_some_and(|token| token.kind == Kind::Word);
        Some(scan.bare(it)).filter(|bare| word && bare.len() <= 2 && bare.bytes().all(|byte| byte.is_ascii_lowercase()))
    };
    let one = |it: usize| letters(it).filter(|bare| bare.len() == 1);
    let figure = |it: usize| {
        let typed = scan.normal(it).len() == 1 && scan.normal(it).as_bytes()[0].is_ascii_digit();
        typed || spoken::is_number(scan.normal(it))
    };
    let whole = at.checked_sub(1).and_then(letters)?;
    let start = match at.checked_sub(2).and_then(one).filter(|_| whole.len() == 1) {
        Some(_) => at - 2,
        None => at - 1,
    };
    let area: String = (start..at).filter_map(letters).collect();
    let known = match area.len() {
        1 => "beglmnsw".contains(&area),
        _ => (0..AREAS.len()).step_by(2).any(|place| AREAS.get(place..place + 2) == Some(&area)),
    };
    // `w one a one a a`
    let figures = (at..at + 3).take_while(|&it| figure(it)).count();
    let lettered = one(at + figures).is_some() && figures <= 2 && figure(at + figures + 1);
    let inner = if lettered { at + figures + 2 } else { at + figures };
    if !known || figures == 0 || (figures < 2 && !lettered) {
        return None;
    }
    let ends = |it: &str| it.bytes().all(|byte| !b"cikmov".contains(&byte));
    let single = one(inner).zip(one(inner + 1)).filter(|(first, last)| ends(first) && ends(last)).map(|_| inner + 2);
    // Two letters in one word may be a word: `so one two us`.
    let pair = letters(inner).filter(|it| it.len() == 2 && ends(it) && !matches!(facts(it).rank(), 1 | 2));
    Some(start..single.or(pair.map(|_| inner + 1))?)
}

/// `zip code is 65803`, `postcode 3056`: a number behind the word for it.
pub(super) fn by_word(scan: &Scan<'_>, at: usize) -> Option<std::ops::Range<usize>> {
    let pair = matches!(scan.normal(at), "zip" | "postal" | "pin" | "post") && scan.normal(at + 1) == "code";
    if !pair && !matches!(scan.bare(at), "zip" | "zipcode" | "postcode" | "eircode" | "plz" | "pincode") {
        return None;
    }
    let mut start = at + 1 + usize::from(pair);
    while start < at + 5 && matches!(scan.normal(start), "is" | ":" | "of" | "number" | "was" | "'s") {
        start += 1;
    }
    let digits = |it: usize| scan.normal(it).bytes().filter(u8::is_ascii_digit).count();
    let coded = |it: usize| scan.token(it).is_some_and(|token| token.kind != Kind::Mark && token.span.len() <= 7);
    if !coded(start) || digits(start) == 0 {
        let (spoken, end) = spoken::digits_at(scan, start);
        return if spoken >= 4 { Some(start..end) } else { spelt_by_sound(scan, start) };
    }
    // `0 2 1 4 0`
    let single = |it: usize| coded(it) && scan.normal(it).len() == 1 && digits(it) == 1;
    let apart = (start..start + 7).take_while(|&it| single(it)).count();
    if apart >= 3 {
        return Some(start..start + apart);
    }
    let more = coded(start + 1) && digits(start + 1) > 0 && digits(start) < 5;
    Some(start..start + 1 + usize::from(more))
}

/// `en eleven three dee kyew` behind the word for a postcode: letters by their sound, with a number among them.
fn spelt_by_sound(scan: &Scan<'_>, start: usize) -> Option<std::ops::Range<usize>> {
    let short = |it: usize| {
        scan.token(it).is_some_and(|token| {
            token.kind == Kind::Word && (token.normal().len() <= 4 || spoken::is_number(token.normal()))
        })
    };
    let end = (start..start + 6).find(|&it| !short(it)).unwrap_or(start + 6);
    if let Some(known) = (start..end).find_map(|it| spelt(scan, it)) {
        return Some(known);
    }
    let numbers = (start..end).filter(|&it| spoken::is_number(scan.normal(it))).count();
    (end >= start + 4 && numbers >= 2).then_some(start..end)
}
