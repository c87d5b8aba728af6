//! Turns focus-group transcripts and employee-survey comments into findings that may leave the room.

pub mod anonymise;
pub mod assent;
pub mod cli;
pub mod coded;
pub mod error;
pub mod findings;
pub mod lexicons;
pub mod pipeline;
pub mod read;
pub mod render;
pub mod text;
pub mod themes;
pub mod transcript;
