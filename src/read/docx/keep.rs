//! What of a Word document's XML may come back: elements of structure and look, and attributes that can hold no words.
//!
//! Everything that is not named here goes. Names are given without their prefix.

use quick_xml::events::BytesStart;

use crate::read::xml::local;

/// Elements that come back.
#[rustfmt::skip]
const KEPT: &[&str] = &[
    "abstractNum", "abstractNumId", "adjustRightInd", "b", "bCs", "bidi", "bidiVisual", "body", "bottom", "br",
    "caps", "col", "color", "cols", "contextualSpacing", "cr", "cs", "docDefaults", "docGrid", "document", "dstrike",
    "gridCol", "gridSpan", "hMerge", "highlight", "i", "iCs", "ilvl", "ind", "insideH", "insideV", "isLgl", "jc",
    "keepLines", "keepNext", "left", "lvl", "lvlJc", "lvlText", "multiLevelType", "noBreakHyphen", "noWrap", "num",
    "numFmt", "numId", "numPr", "numbering", "outlineLvl", "p", "pBdr", "pPr", "pPrDefault", "pStyle",
    "pageBreakBefore", "pgMar", "pgSz", "qFormat", "r", "rPr", "rPrDefault", "rStyle", "right", "rtl", "sectPr",
    "shd", "smallCaps", "softHyphen", "spacing", "start", "strike", "style", "styles", "suff", "sz", "szCs", "t",
    "tab", "tabs", "tbl", "tblBorders", "tblCellMar", "tblGrid", "tblHeader", "tblInd", "tblLayout", "tblLook",
    "tblPr", "tblStyle", "tblW", "tc", "tcBorders", "tcMar", "tcPr", "tcW", "textAlignment", "textDirection", "top",
    "tr", "trHeight", "trPr", "type", "u", "uiPriority", "vAlign", "vMerge", "vertAlign", "widowControl",
];

/// Elements whose content is nobody's words, and what to call them where that is worth telling.
pub(super) const LEFT_OUT: &[(&str, &str)] = &[
    ("altChunk", "embedded document"),
    ("background", ""),
    ("bookmarkEnd", ""),
    ("bookmarkStart", ""),
    ("commentReference", "comment"),
    ("del", "tracked deletion"),
    ("delText", ""),
    ("endnoteReference", "endnote"),
    ("fldChar", ""),
    ("footerReference", ""),
    ("footnoteReference", "footnote"),
    ("headerReference", ""),
    ("instrText", "field"),
    ("moveFrom", "tracked deletion"),
    ("numberingChange", ""),
    ("pPrChange", ""),
    ("rPrChange", ""),
    ("rt", ""),
    ("sdtEndPr", ""),
    ("sdtPr", ""),
    ("sectPrChange", ""),
    ("subDoc", "embedded document"),
    ("tblGridChange", ""),
    ("tblPrChange", ""),
    ("tcPrChange", ""),
    ("trPrChange", ""),
];

/// Attributes that come back where their value is a number or one plain word.
#[rustfmt::skip]
const ATTRIBUTES: &[&str] = &[
    "abstractNumId", "after", "afterAutospacing", "before", "beforeAutospacing", "bottom", "charSpace", "color",
    "default", "end", "equalWidth", "fill", "firstColumn", "firstLine", "firstRow", "footer", "gutter", "h", "hRule",
    "hanging", "header", "ilvl", "lastColumn", "lastRow", "leader", "left", "line", "linePitch", "lineRule",
    "noHBand", "noVBand", "num", "numId", "orient", "pos", "right", "space", "start", "sz", "top", "type", "val", "w",
];

/// Words that values of attributes may be, beside numbers and colours.
#[rustfmt::skip]
const VALUES: &[&str] = &[
    "above", "all", "atLeast", "auto", "autofit", "bar", "baseline", "begin", "below", "between", "black", "blue",
    "both", "bottom", "btLr", "bullet", "cardinalText", "center", "character", "clear", "column", "continue",
    "continuous", "cyan", "dark", "darkBlue", "darkCyan", "darkGray", "darkGreen", "darkMagenta", "darkRed",
    "darkYellow", "dash", "dashed", "decimal", "decimalZero", "default", "distribute", "dot", "dotDash", "dotted",
    "double", "dxa", "end", "even", "evenPage", "exact", "false", "fixed", "green", "hybridMultilevel", "landscape",
    "left", "lightGray", "lines", "linesAndChars", "lowerLetter", "lowerRoman", "lrTb", "ltr", "magenta", "middle",
    "multilevel", "nextColumn", "nextPage", "nil", "none", "nothing", "num", "numbering", "odd", "oddPage", "off",
    "on", "ordinal", "page", "paragraph", "pct", "portrait", "red", "restart", "right", "rtl", "single",
    "singleLevel", "snapToChars", "solid", "space", "start", "subscript", "superscript", "tab", "table", "tbRl",
    "textWrapping", "thick", "top", "true", "underscore", "upperLetter", "upperRoman", "wave", "white", "word",
    "words", "yellow",
];

/// Whether the element comes back.
pub(super) fn keeps(name: &str) -> bool {
    KEPT.binary_search(&name).is_ok()
}

/// The opening tag without what may hold words; `style` gives the new name of a style.
pub(super) fn tag(name: &str, start: &BytesStart<'_>, style: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut tag = format!("<w:{name}");
    if matches!(name, "pStyle" | "rStyle" | "tblStyle") {
        let value = crate::read::xml::attribute(start, "val")?;
        return Some(format!("<w:{name} w:val=\"{}\">", style(&value)?));
    }
    for attribute in start.attributes().with_checks(false).flatten() {
        let key = local(attribute.key.as_ref());
        let value = attribute.value.as_ref();
        if name == "lvlText" && key == "val" {
            // `%1.` is a number; a word beside it would be somebody's.
            let plain = value.chars().filter(|c| !c.is_alphabetic()).take(12).collect::<String>();
            let plain = plain.replace(['&', '<', '"'], "");
            tag.extend([" w:val=\"", plain.as_str(), "\""]);
        } else if ATTRIBUTES.binary_search(&key).is_ok() && is_plain(value) {
            tag.extend([" w:", key, "=\"", value, "\""]);
        }
    }
    tag.push('>');
    Some(tag)
}

/// Whether a value is a number, a colour or a word of the format.
fn is_plain(value: &str) -> bool {
    let number = value.trim_start_matches('-');
    let numeric = number.starts_with(|c: char| c.is_ascii_digit())
        && number.len() <= 12
        && number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'%'));
    let colour = value.len() == 6 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    numeric || colour || VALUES.binary_search(&value).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order() {
        assert!(KEPT.is_sorted() && ATTRIBUTES.is_sorted() && VALUES.is_sorted());
    }

    #[test]
    fn values_that_may_be_words_are_not_plain() {
        for value in ["720", "-5", "FF00AA", "single", "50%"] {
            assert!(is_plain(value), "{value}");
        }
        for value in ["Jane", "12 Elm Street", "rId4", "JaneDoe", ""] {
            assert!(!is_plain(value), "{value}");
        }
    }
}
