//! The option `--deep`: a model of the user's as second opinion on doubtful sentences.
//!
//! Finds the model's files; what is done with them lies in `anonymise`.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use crate::anonymise::SecondOpinion;
use crate::error::Result;

/// Who is asked about names in doubtful sentences.
#[derive(Args, Debug, Default)]
pub(super) struct Second {
    /// Ask a small model about names in doubtful sentences too, which takes longer: a folder with model.onnx (or its
    /// onnx/model.onnx, or the one .onnx in either), tokenizer.json and config.json; or the .onnx file, beside or below them
    #[arg(long, value_name = "MODEL", hide = !cfg!(feature = "deep"))]
    deep: Option<PathBuf>,
}

impl Second {
    /// Opens the model, where one is named.
    pub(super) fn opinion(&self) -> Result<Option<Arc<SecondOpinion>>> {
        self.deep.as_deref().map(open).transpose()
    }
}

#[cfg(not(feature = "deep"))]
fn open(_: &std::path::Path) -> Result<Arc<SecondOpinion>> {
    Err(crate::error::ErrorKind::NotBuiltIn { option: "--deep", feature: "deep" }.into())
}

#[cfg(feature = "deep")]
use files::open;

#[cfg(feature = "deep")]
mod files {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use crate::anonymise::SecondOpinion;
    use crate::anonymise::deep::{Encoder, Files, Part};
    use crate::error::{Error, ErrorKind, Result};

    /// The largest file that a small model has.
    const LARGEST: u64 = 1 << 30;

    /// The model at `path`, ready to be asked.
    pub(super) fn open(path: &Path) -> Result<Arc<SecondOpinion>> {
        let model = network(path)?;
        let network = read(&model)?;
        let tokenizer = beside(&model, "tokenizer.json")?;
        let config = beside(&model, "config.json")?;
        let files = Files { model: network, tokenizer: read(&tokenizer)?, config: read(&config)? };
        let encoder = Encoder::new(files).map_err(|unfit| {
            let path = match unfit.0 {
                Part::Model => model,
                Part::Tokenizer => tokenizer,
                Part::Config => config,
            };
            Error::from(ErrorKind::Model { path, rule: unfit.1 })
        })?;
        Ok(Arc::new(SecondOpinion::new(Box::new(encoder))))
    }

    /// The network that `path` names: itself, or the one in it.
    fn network(path: &Path) -> Result<PathBuf> {
        if !path.is_dir() {
            return Ok(path.to_owned());
        }
        for folder in [path.to_owned(), path.join("onnx")] {
            let named = folder.join("model.onnx");
            if named.is_file() {
                return Ok(named);
            }
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            let mut all: Vec<PathBuf> = entries
                .filter_map(|entry| Some(entry.ok()?.path()))
                .filter(|file| file.extension().is_some_and(|ending| ending == "onnx") && file.is_file())
                .collect();
            match all.len() {
                0 => {}
                1 => return Ok(all.remove(0)),
                _ => {
                    let rule = "it holds several models; name the .onnx file that is meant";
                    return Err(ErrorKind::Model { path: folder, rule }.into());
                }
            }
        }
        let rule = "it holds no model; expected `model.onnx` in it, or in a folder `onnx` in it";
        Err(ErrorKind::Model { path: path.to_owned(), rule }.into())
    }

    /// The file `name` beside the network, or in the folder above.
    fn beside(model: &Path, name: &'static str) -> Result<PathBuf> {
        let folder = model.parent().unwrap_or(Path::new(""));
        let places = [Some(folder), folder.parent()];
        let found = places.into_iter().flatten().map(|folder| folder.join(name)).find(|file| file.is_file());
        found.ok_or_else(|| {
            let rule = match name {
                "config.json" => "no `config.json` beside it or in the folder above, which says what its labels mean",
                _ => "no `tokenizer.json` beside it or in the folder above, which says how words are cut",
            };
            ErrorKind::Model { path: model.to_owned(), rule }.into()
        })
    }

    fn read(path: &Path) -> Result<Vec<u8>> {
        let failed = |cause: std::io::Error| Error::file(path, "read", &cause);
        if fs::metadata(path).map_err(failed)?.len() > LARGEST {
            return Err(ErrorKind::Model { path: path.to_owned(), rule: "it is larger than any small model" }.into());
        }
        #[expect(clippy::disallowed_methods, reason = "the command line reads the model it is named")]
        fs::read(path).map_err(failed)
    }
}
