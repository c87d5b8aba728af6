//! The lists of `themes`.

use super::Embedded;

macro_rules! embedded {
    ($path:literal) => {
        Embedded { path: $path, text: include_str!(concat!("../../lexicons/", $path)) }
    };
}

/// The word classes that every codebook may name.
pub(crate) static CLASSES: &Embedded = &FILES[0];

/// The built-in codebooks.
pub(crate) static BOOKS: &[Embedded] = FILES.split_at(8).1;

/// Words that open a statement of their own.
pub(crate) static CONTRASTS: &Embedded = &FILES[1];

/// Words that deny what follows them.
pub(crate) static NEGATORS: &Embedded = &FILES[2];

/// Words in the name of an imported category that make it a strength.
pub(crate) static PRAISE: &Embedded = &FILES[3];

/// Negators that deny the thing behind them, not what is done.
pub(crate) static ABSENCES: &Embedded = &FILES[4];

/// Words too common to be shown as a reason.
pub(crate) static GLUE: &Embedded = &FILES[5];

/// Two words that say that something is over.
pub(crate) static LAPSES: &Embedded = &FILES[6];

/// Verbs of saying: denied, they deny all that is said.
pub(crate) static SAYINGS: &Embedded = &FILES[7];

/// The embedded files.
pub(super) static FILES: &[Embedded] = &[
    embedded!("themes/classes.toml"),
    embedded!("themes/contrasts.txt"),
    embedded!("themes/negators.txt"),
    embedded!("themes/praise.txt"),
    embedded!("themes/absences.txt"),
    embedded!("themes/glue.txt"),
    embedded!("themes/lapses.txt"),
    embedded!("themes/sayings.txt"),
    embedded!("themes/alignment.toml"),
    embedded!("themes/out-of-the-loop.toml"),
    embedded!("themes/tools-driving-strategy.toml"),
];
