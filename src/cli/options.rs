//! Options that several commands share.

use std::path::PathBuf;

use clap::Args;

use super::tell;
use crate::assent::Scorer;
use crate::coded::Coder;
use crate::error::Result;
use crate::findings::Limits;
use crate::pipeline::Settings;
use crate::read;
use crate::themes::Codebooks;

/// Who is to be hidden, and what is not.
#[derive(Args, Debug)]
pub(super) struct People {
    /// CSV of who took part: `name`, and if known `aliases`, `role` (moderator or participant), `group`
    #[arg(long, value_name = "FILE")]
    pub(super) roster: Option<PathBuf>,

    /// Words or names to leave readable, separated by commas: your strategy's name, a public tool
    #[arg(long, value_name = "WORDS", value_delimiter = ',')]
    keep: Vec<String>,

    /// Language of the transcripts
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = ["en"])]
    language: String,
}

/// What comments are coded with.
#[derive(Args, Debug, Default)]
pub(super) struct Coding {
    /// Codebook of your own, or a LIWC, WordStat, Lexicoder, Yoshikoder, YAML or REFI-QDA file, used beside the three
    /// built-in themes (may repeat)
    #[arg(long, value_name = "FILE")]
    codebook: Vec<PathBuf>,
}

impl Coding {
    /// The built-in codebooks and the user's; what a dictionary loses on the way is told.
    pub(super) fn codebooks(&self) -> Result<Codebooks> {
        let (codebooks, notices) = Codebooks::with_notices(&self.codebook)?;
        tell(&notices);
        Ok(codebooks)
    }
}

impl People {
    /// Settings for a run; where nothing is published, the limits are the usual ones.
    pub(super) fn settings(&self, coding: &Coding, limits: Limits) -> Result<Settings> {
        let roster = self.roster.as_deref().map(read::roster).transpose()?.unwrap_or_default();
        let keep = self.keep.iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
        let codebooks = coding.codebooks()?;
        Ok(Settings { roster, keep, coder: Coder { codebooks, scorer: Scorer::new() }, limits })
    }
}
