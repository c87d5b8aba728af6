//! The program as its users run it: one binary, one file per task.

mod analyse;
mod annotate;
mod anonymise;
mod bad_input;
mod eval;
mod gold;
mod promise;
mod run;
mod tidy;
mod verify;
