//! The program as its users run it: one binary, one file per task.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read and write files, and fail loudly")]

mod accessible;
mod analyse;
mod annotate;
mod anonymise;
mod assent;
mod bad_input;
mod codebook;
mod config;
mod corpus;
mod deep;
mod eval;
mod formats;
mod gold;
mod key;
mod promise;
mod qda;
mod reports;
mod review;
mod run;
mod schema;
mod surveys;
mod tidy;
mod verify;
