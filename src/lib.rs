//! Turns focus-group transcripts and employee-survey comments into findings that may leave the room.
//!
//! Data flows one way, through types that only their own module makes; [`pipeline`] is the whole way on one page:
//!
//! ```text
//! read -> Transcript -> anonymise -> Anonymised -> code -> Coded -> tally -> Findings -> guard -> Publishable -> render
//! ```
//!
//! A session as rows of JSON in, anonymised and coded rows out:
//!
//! ```
//! use std::path::Path;
//!
//! use undertone::anonymise::Naming;
//! use undertone::assent::Scorer;
//! use undertone::coded::Coder;
//! use undertone::findings::Limits;
//! use undertone::pipeline::{self, Settings};
//! use undertone::read::Rows;
//! use undertone::themes::Codebooks;
//!
//! let said = r#"{"text": "I suppose so, but ask Siobhan Brennan.", "question": "Does the promise work?"}"#;
//! let mut rows = Rows::new(Box::new(said.as_bytes()), Path::new("rows"), &[], &[]);
//! let transcript = rows.next_transcript()?.expect("one row is one session");
//!
//! let coder = Coder { codebooks: Codebooks::with(&[])?, scorer: Scorer::new() };
//! let (roster, keep, limits, naming) = (vec![], vec![], Limits::default(), Naming::default());
//! let settings = Settings { roster, keep, generalise: false, coder, limits, naming, second: None };
//! let coded = pipeline::annotate(&settings, vec![transcript]);
//!
//! let row = String::from_utf8(pipeline::rows(&coded[0]))?;
//! assert!(row.contains("ask [Person 1].") && row.contains("reluctant-yes"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `docs/architecture.md` has the map of the modules and what each may use.

pub mod agreement;
pub mod anonymise;
pub mod assent;
pub mod cli;
pub mod coded;
pub mod error;
pub mod export;
pub mod findings;
pub mod lexicons;
pub mod pipeline;
pub mod read;
pub mod render;
pub mod text;
pub mod themes;
pub mod transcript;
pub mod verify;
