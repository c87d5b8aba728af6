//! HTML and XML as the words they show: tags go, entities are resolved, a name cut by a tag is whole again.
//!
//! Forgiving: whatever is no proper tag is text, so that nothing escapes the search.

use super::mapped::Mapped;

/// What a document shows, and what its attributes say.
pub(super) struct Markup {
    pub(super) shown: Mapped,
    pub(super) attributes: Mapped,
}

/// Which tags stand inside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Pages and plain XML.
    Page,
    /// Parts of an Office file, where a paragraph is cut into runs.
    Office,
}

/// Tags of pages that do not end a word.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "code", "em", "font", "i", "ins", "del", "kbd", "mark", "q", "s", "small",
    "span", "strike", "strong", "sub", "sup", "text", "tspan", "tt", "u", "var", "wbr",
];

/// Tags of Office files that end a word; every other one of a text's own kind stands inside it.
const BREAKS: &[&str] =
    &["p", "tab", "br", "cr", "tc", "tr", "comment", "footnote", "endnote", "si", "c", "row", "v", "f"];

/// Tags of runs inside the cells of a sheet.
const CELL_RUNS: &[&str] = &["r", "t", "rPr", "b", "i", "u", "sz", "color", "rFont", "family", "scheme", "strike"];

/// Attributes that hold drawings, rules of the format or names of typefaces.
const SILENT: &[&str] = &[
    "d",
    "style",
    "points",
    "transform",
    "viewBox",
    "typeface",
    "ascii",
    "hAnsi",
    "cs",
    "eastAsia",
    "rsid",
    "panose",
    "script",
];

/// Reads `raw`; it never fails.
pub(super) fn read(raw: &str, dialect: Dialect) -> Markup {
    let mut markup = Markup { shown: Mapped::default(), attributes: Mapped::default() };
    let mut at = 0;
    while at < raw.len() {
        let next = raw[at..].find('<').map_or(raw.len(), |found| at + found);
        entities(&raw[at..next], at, &mut markup.shown);
        if next == raw.len() {
            break;
        }
        at = tag(raw, next, dialect, &mut markup);
    }
    markup
}

/// Reads what starts with `<` at `start`, and gives where it ends.
fn tag(raw: &str, start: usize, dialect: Dialect, markup: &mut Markup) -> usize {
    let rest = &raw[start..];
    for (open, close) in [("<!--", "-->"), ("<![CDATA[", "]]>")] {
        if rest.starts_with(open) {
            let end = rest.find(close).unwrap_or(rest.len());
            markup.shown.push("\n", start);
            markup.shown.push(&rest[open.len().min(end)..end], start + open.len());
            markup.shown.push("\n", start + end);
            return start + (end + close.len()).min(rest.len());
        }
    }
    let inside = rest[1..].trim_start_matches('/');
    let name_end = inside.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(inside.len());
    let name = &inside[..name_end];
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '?' || c == '!') {
        markup.shown.push("<", start);
        return start + 1;
    }
    let named = start + 1 + (rest.len() - 1 - inside.len()) + name_end;
    let end = attributes(raw, named, &mut markup.attributes);
    markup.shown.push(gap(name, dialect), start);
    // Rules of style are no words of anybody's.
    match raw[end..].find("</style") {
        Some(rules) if name.eq_ignore_ascii_case("style") && rest.starts_with("<s") => end + rules,
        _ => end,
    }
}

/// What stands in place of a tag.
fn gap(name: &str, dialect: Dialect) -> &'static str {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let inside = match dialect {
        Dialect::Page => INLINE.contains(&local.to_ascii_lowercase().as_str()),
        Dialect::Office if matches!(prefix, "w" | "a") => !BREAKS.contains(&local),
        Dialect::Office => prefix.is_empty() && CELL_RUNS.contains(&local),
    };
    match local {
        _ if inside => "",
        "td" | "th" => " | ",
        "tab" => " ",
        _ => "\n",
    }
}

/// Takes in the values up to the `>` that ends the tag, and gives the place behind that.
fn attributes(raw: &str, from: usize, values: &mut Mapped) -> usize {
    let bytes = raw.as_bytes();
    let mut at = from;
    while at < bytes.len() && bytes[at] != b'>' {
        let quote = bytes[at];
        if !matches!(quote, b'"' | b'\'') {
            at += 1;
            continue;
        }
        let close = raw[at + 1..].find(char::from(quote)).map_or(raw.len(), |found| at + 1 + found);
        let name = raw[from..at].trim_end_matches(['=', ' ', '\n']);
        let name =
            name.rsplit(|c: char| c.is_whitespace() || c == ':' || c == '"' || c == '\'').next().unwrap_or_default();
        let value = &raw[at + 1..close];
        let namespace = raw[from..at].rsplit(char::is_whitespace).next().is_some_and(|it| it.starts_with("xmlns"));
        if !SILENT.contains(&name) && !namespace && !value.starts_with("data:") {
            entities(value, at + 1, values);
            values.push("\n", close);
        }
        at = (close + 1).min(raw.len());
    }
    // What is not in quotation marks is searched too.
    let bare = raw[from..at].split_whitespace().filter_map(|it| it.split_once('=')).map(|(_, value)| value);
    for value in bare.filter(|value| !value.starts_with(['"', '\''])) {
        values.push(value, from);
        values.push("\n", from);
    }
    (at + 1).min(raw.len())
}

/// Adds `text` with its entities resolved.
fn entities(text: &str, offset: usize, into: &mut Mapped) {
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find('&') {
        let start = at + found;
        at = start + 1;
        let Some(length) = text[at..].char_indices().take(12).find(|(_, c)| *c == ';').map(|(at, _)| at) else {
            continue;
        };
        if let Some(said) = entity(&text[at..at + length]) {
            into.push(&text[from..start], offset + from);
            into.push(&said, offset + start);
            from = at + length + 1;
            at = from;
        }
    }
    into.push(&text[from..], offset + from);
}

/// What an entity stands for; an accent that is named (`eacute`) leaves its letter, which is all a search needs.
fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    let known = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" | "rsquo" | "lsquo" => "'",
        "nbsp" => " ",
        "shy" | "zwnj" | "zwj" => "",
        "ndash" | "mdash" | "hyphen" | "dash" => "-",
        "szlig" => "ss",
        "aelig" | "AElig" => "ae",
        "oelig" | "OElig" => "oe",
        "oslash" => "o",
        "Oslash" => "O",
        _ => {
            let accents =
                ["acute", "grave", "circ", "uml", "tilde", "cedil", "caron", "ring", "macr", "breve", "ogon", "strok"];
            let letter = accents.iter().find_map(|accent| name.strip_suffix(accent))?;
            return (letter.chars().count() == 1).then(|| letter.to_owned());
        }
    };
    Some(known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, dialect: Dialect, shown: &str, attributes: &str) {
        let markup = read(raw, dialect);
        assert_eq!(markup.shown.text.split_whitespace().collect::<Vec<_>>().join(" "), shown, "{raw}");
        assert_eq!(markup.attributes.text.split_whitespace().collect::<Vec<_>>().join(" "), attributes, "{raw}");
    }

    #[test]
    fn words_cut_by_tags_are_whole() {
        check("<p>Si<b>&acirc;</b>n &#80;rice</p><!-- Mex --><p>x", Dialect::Page, "Sian Price Mex x", "");
        check("<w:p><w:r><w:t>Si</w:t></w:r><w:r><w:t>an</w:t></w:r></w:p>", Dialect::Office, "Sian", "");
        check("<si><r><t>Si</t></r><r><t>an</t></r></si><si><t>b</t></si>", Dialect::Office, "Sian b", "");
    }

    #[test]
    fn attributes_are_told_apart() {
        check("<img alt=\"Si&acirc;n &gt; all\" src='data:xyz' d=\"M0\">y", Dialect::Page, "y", "Sian > all");
        check("<a title=Mex>5 < 6</a>", Dialect::Page, "5 < 6", "Mex");
        check("<style>p { max-width: 2em }</style>x", Dialect::Page, "x", "");
        check("<w:c w:author=\"Mex\" xmlns:w=\"u\"/>", Dialect::Office, "", "Mex");
    }
}
