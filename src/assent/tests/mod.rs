//! What the module promises, case by case.

mod answers;
mod pairing;
mod questions;
