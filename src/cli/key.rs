//! The key file: the pseudonym key, encrypted with `age`, readable by its owner only, and never half written.
//!
//! Nothing of the key reaches the disk unencrypted. Where it lies, who may open it and how it is replaced is decided
//! here; what stands in it is the anonymiser's.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient, scrypt, x25519};
use clap::Args;
use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use super::passphrase;
use crate::anonymise::Key;
use crate::error::{Error, ErrorKind, Result};

/// How much work a passphrase costs whoever guesses: 2 to this power, some tenths of a second and 128 MB each time.
const WORK: u8 = 17;

/// The most work a file may ask of us.
const MOST_WORK: u8 = 22;

/// Where the pseudonym key lies, and for whom it is.
#[derive(Args, Debug)]
pub(super) struct Keeping {
    /// Encrypted file of who is called what, outside PATH; one that exists keeps pseudonyms as they were
    #[arg(long, value_name = "FILE")]
    pub(super) key: Option<PathBuf>,

    /// Who may open the key instead of whoever has a passphrase: `age1...`, or a file of such lines (may repeat)
    #[arg(long, value_name = "RECIPIENT")]
    key_recipient: Vec<String>,

    #[command(flatten)]
    opening: Opening,
}

/// What opens a key.
#[derive(Args, Debug)]
pub(super) struct Opening {
    /// File whose first line is the key's passphrase; without it `UNDERTONE_KEY_PASSPHRASE` counts, else you are asked
    #[arg(long, value_name = "FILE")]
    pub(super) key_passphrase_file: Option<PathBuf>,

    /// `age` identity file that opens the key
    #[arg(long, value_name = "FILE")]
    key_identity: Option<PathBuf>,
}

/// A key file that a run holds, so that no other run writes it meanwhile.
pub(super) struct KeyFile {
    path: PathBuf,
    seal: Seal,
    _lock: Lock,
}

/// What a key is encrypted to.
enum Seal {
    Passphrase(SecretString),
    Recipients(Vec<x25519::Recipient>),
}

impl Keeping {
    /// Takes hold of the key file, if one was named, and reads what is in it; `out` is where the run writes.
    pub(super) fn open(&self, out: &Path) -> Result<Option<(KeyFile, Key)>> {
        let Some(named) = &self.key else { return Ok(None) };
        let path = settled(named)?;
        let output = settled(out)?;
        if path.starts_with(&output) {
            return Err(ErrorKind::KeyInOutput { key: named.clone(), output: out.to_owned() }.into());
        }
        let lock = Lock::take(&path)?;
        let told = self.recipients()?;
        if path.exists() {
            let (key, seal) = self.opening.open(&path)?;
            let seal = if told.is_empty() { seal } else { Seal::Recipients(told) };
            return Ok(Some((KeyFile { path, seal, _lock: lock }, key)));
        }
        let identities = self.opening.identities()?;
        let seal = if !told.is_empty() {
            Seal::Recipients(told)
        } else if identities.is_empty() {
            Seal::Passphrase(passphrase::new(self.opening.key_passphrase_file.as_deref(), named)?)
        } else {
            Seal::Recipients(identities.iter().map(x25519::Identity::to_public).collect())
        };
        Ok(Some((KeyFile { path, seal, _lock: lock }, Key::default())))
    }

    fn recipients(&self) -> Result<Vec<x25519::Recipient>> {
        let mut all = Vec::new();
        for told in &self.key_recipient {
            let wrong = || Error::from(ErrorKind::Recipient { told: told.clone() });
            if told.starts_with("age1") {
                all.push(told.parse().map_err(|_| wrong())?);
                continue;
            }
            let lines = text(Path::new(told))?;
            let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
            for line in lines {
                all.push(line.parse().map_err(|_| wrong())?);
            }
        }
        Ok(all)
    }
}

impl Opening {
    /// The key in the file `path`.
    pub(super) fn read(&self, path: &Path) -> Result<Key> {
        self.open(path).map(|(key, _)| key)
    }

    /// The key in the file `path`, and what it is encrypted to.
    fn open(&self, path: &Path) -> Result<(Key, Seal)> {
        #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
        let sealed = fs::read(path).map_err(|cause| Error::file(path, "read", &cause))?;
        let not_ours = || Error::from(ErrorKind::NotAKey { path: path.to_owned() });
        let decryptor = Decryptor::new_buffered(sealed.as_slice()).map_err(|_| not_ours())?;
        let (identities, seal): (Vec<Box<dyn Identity>>, Seal) = if decryptor.is_scrypt() {
            let secret = passphrase::known(self.key_passphrase_file.as_deref(), path)?;
            let mut identity = scrypt::Identity::new(secret.clone());
            identity.set_max_work_factor(MOST_WORK);
            (vec![Box::new(identity)], Seal::Passphrase(secret))
        } else {
            let identities = self.identities()?;
            if identities.is_empty() {
                return Err(ErrorKind::KeyNeedsIdentity { path: path.to_owned() }.into());
            }
            let seal = Seal::Recipients(identities.iter().map(x25519::Identity::to_public).collect());
            (identities.into_iter().map(|it| Box::new(it) as Box<dyn Identity>).collect(), seal)
        };
        let opened = decryptor.decrypt(identities.iter().map(AsRef::as_ref)).map_err(|failed| match failed {
            DecryptError::DecryptionFailed | DecryptError::NoMatchingKeys | DecryptError::KeyDecryptionFailed => {
                Error::from(ErrorKind::KeyShut { path: path.to_owned() })
            }
            DecryptError::InvalidMac | DecryptError::Io(_) => ErrorKind::KeyDamaged { path: path.to_owned() }.into(),
            _ => not_ours(),
        });
        // What is read is shorter than the file, so that it is never moved, and wiped where it lies.
        let mut json = Zeroizing::new(Vec::with_capacity(sealed.len()));
        let read = opened?.read_to_end(&mut json);
        read.map_err(|_| ErrorKind::KeyDamaged { path: path.to_owned() })?;
        Ok((Key::read(&json).ok_or_else(not_ours)?, seal))
    }

    fn identities(&self) -> Result<Vec<x25519::Identity>> {
        let Some(path) = &self.key_identity else { return Ok(Vec::new()) };
        let text = text(path)?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let identities: Option<Vec<x25519::Identity>> = lines.map(|line| line.parse().ok()).collect();
        let wrong = || ErrorKind::Identity { path: path.clone() }.into();
        identities.filter(|all| !all.is_empty()).ok_or_else(wrong)
    }
}

impl KeyFile {
    /// Puts `key` in place of what the file held, in one step.
    pub(super) fn write(self, key: &Key) -> Result<()> {
        let failed = |cause: std::io::Error| Error::file(&self.path, "write", &cause);
        let passphrase;
        let recipients: Vec<&dyn Recipient> = match &self.seal {
            Seal::Passphrase(secret) => {
                let mut recipient = scrypt::Recipient::new(secret.clone());
                recipient.set_work_factor(WORK);
                passphrase = recipient;
                vec![&passphrase]
            }
            Seal::Recipients(all) => all.iter().map(|it| it as &dyn Recipient).collect(),
        };
        let encryptor = Encryptor::with_recipients(recipients.into_iter());
        let encryptor = encryptor.map_err(|_| ErrorKind::NotAKey { path: self.path.clone() })?;
        let write = || {
            // A temporary file is its owner's alone from the start.
            let mut file = NamedTempFile::with_prefix_in(".undertone-key-", folder(&self.path))?;
            let mut sealed = encryptor.wrap_output(&mut file)?;
            key.write(&mut sealed)?;
            sealed.finish()?.flush()?;
            file.as_file().sync_all()?;
            file.persist(&self.path).map_err(|failed| failed.error)?;
            Ok(())
        };
        write().map_err(failed)
    }
}

/// A file beside the key that says it is in use; it goes with the run, even one that breaks down.
struct Lock {
    path: PathBuf,
    _held: File,
}

impl Lock {
    fn take(key: &Path) -> Result<Self> {
        let mut name = key.file_name().unwrap_or_default().to_owned();
        name.push(".lock");
        let path = key.with_file_name(name);
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
        let held = opened.map_err(|cause| Error::file(key, "write", &cause))?;
        if held.try_lock().is_err() {
            return Err(ErrorKind::KeyInUse { path: key.to_owned() }.into());
        }
        Ok(Lock { path, _held: held })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Left behind it would do no harm.
        let _ = fs::remove_file(&self.path);
    }
}

/// `path` with every link followed, whether or not it exists yet.
fn settled(path: &Path) -> Result<PathBuf> {
    let failed = |cause: std::io::Error| Error::file(path, "find", &cause);
    let absolute = std::path::absolute(path).map_err(failed)?;
    if absolute.symlink_metadata().is_ok() {
        return absolute.canonicalize().map_err(failed);
    }
    let mut rest = PathBuf::new();
    for ancestor in absolute.ancestors() {
        if let Ok(real) = ancestor.canonicalize() {
            return Ok(if rest.as_os_str().is_empty() { real } else { real.join(rest) });
        }
        let name = ancestor.file_name().map_or_else(PathBuf::new, PathBuf::from);
        rest = if rest.as_os_str().is_empty() { name } else { name.join(rest) };
    }
    Ok(absolute)
}

fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("/"))
}

/// A small text file that is wiped from memory after use.
fn text(path: &Path) -> Result<Zeroizing<String>> {
    #[expect(clippy::disallowed_methods, reason = "the command line reads files")]
    let read = fs::read_to_string(path);
    read.map(Zeroizing::new).map_err(|cause| Error::file(path, "read", &cause))
}
