//! Hands coded comments to other tools: a REFI-QDA project, its codebook, and a workbook.
//!
//! Sees anonymised comments only, and writes into what it is given: it opens no file and knows no clock.

mod codes;
mod coding;
mod guid;
mod project;
#[cfg(test)]
mod tests;
mod unit;
mod workbook;
mod xml;

pub use codes::codebook;
pub use project::{MakeStore, Project, Store};
pub use unit::heading;
pub use workbook::Table;

/// What every file made here says of itself.
const HANDLING: &str = "Anonymised working file for the analyst. Small groups are not protected in it: \
                        do not hand it on, and quote from the findings instead.";
