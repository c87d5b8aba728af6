//! The program as its users run it: one binary, one file per task.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read and write files, and fail loudly")]

mod analyse;
mod annotate;
mod anonymise;
mod bad_input;
mod eval;
mod gold;
mod promise;
mod reports;
mod run;
mod schema;
mod tidy;
mod verify;
