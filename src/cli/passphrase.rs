//! The passphrase of a key: from a file, from the environment, or asked for on a terminal without being shown.
//!
//! It is never printed and wiped from memory after use.

use std::path::Path;

use age::secrecy::{ExposeSecret, SecretString};
use console::Term;
use zeroize::{Zeroize, Zeroizing};

use crate::error::{Error, ErrorKind, Result};

/// Where scripts leave it.
const VARIABLE: &str = "UNDERTONE_KEY_PASSPHRASE";

/// The passphrase of a key that exists.
pub(super) fn known(file: Option<&Path>, key: &Path) -> Result<SecretString> {
    match told(file)? {
        Some(secret) => Ok(secret),
        None => ask(&format!("Passphrase of {}: ", key.display())),
    }
}

/// The passphrase of a key to be made; whoever types it types it twice.
pub(super) fn new(file: Option<&Path>, key: &Path) -> Result<SecretString> {
    if let Some(secret) = told(file)? {
        return Ok(secret);
    }
    let secret = ask(&format!("New passphrase for {}: ", key.display()))?;
    let again = ask("The same again: ")?;
    if secret.expose_secret() != again.expose_secret() {
        return Err(ErrorKind::PassphrasesDiffer.into());
    }
    Ok(secret)
}

/// What a file or the environment tells.
fn told(file: Option<&Path>) -> Result<Option<SecretString>> {
    let text = if let Some(path) = file {
        #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
        let read = std::fs::read_to_string(path);
        read.map_err(|cause| Error::file(path, "read", &cause))?
    } else {
        #[expect(clippy::disallowed_methods, reason = "the command line reads the environment")]
        let set = std::env::var(VARIABLE);
        let Ok(text) = set else { return Ok(None) };
        text
    };
    let text = Zeroizing::new(text);
    secret(text.lines().next().unwrap_or_default()).map(Some)
}

fn ask(prompt: &str) -> Result<SecretString> {
    let terminal = Term::stderr();
    if !terminal.is_term() {
        return Err(ErrorKind::NoPassphrase.into());
    }
    let typed = terminal.write_str(prompt).and_then(|()| terminal.read_secure_line());
    let mut typed = typed.map_err(|_| ErrorKind::NoPassphrase)?;
    let secret = secret(&typed);
    typed.zeroize();
    secret
}

fn secret(passphrase: &str) -> Result<SecretString> {
    if passphrase.trim().is_empty() {
        return Err(ErrorKind::EmptyPassphrase.into());
    }
    Ok(SecretString::from(passphrase.to_owned()))
}
