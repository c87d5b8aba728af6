//! `reveal`: opens the pseudonym key for whoever may.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use super::key::Opening;
use super::{Exit, stdout};
use crate::anonymise::Entry;
use crate::error::{Error, ErrorKind, Result};

/// Open an encrypted pseudonym key and print who is who, as CSV.
///
/// The columns are pseudonym, kind, names (every form that was hidden, separated by `;`) and `first_met` (the file). The
/// passphrase is asked for; the real names go to standard output and nowhere else. A file that standard output was
/// sent to is made readable by you alone.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Key file, as written by `--key`
    #[arg(value_name = "KEYFILE")]
    key: PathBuf,

    /// Print this pseudonym only, as in `--pseudonym "Participant 3"` (may repeat)
    #[arg(long, value_name = "PSEUDONYM")]
    pseudonym: Vec<String>,

    #[command(flatten)]
    opening: Opening,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let key = args.opening.read(&args.key)?;
    let wanted: Vec<&str> = args.pseudonym.iter().map(|it| it.trim().trim_matches(['[', ']'])).collect();
    let asked = |entry: &&Entry| wanted.is_empty() || wanted.iter().any(|it| it.eq_ignore_ascii_case(&entry.pseudonym));
    let entries: Vec<&Entry> = key.entries().iter().filter(asked).collect();
    if entries.is_empty() && !wanted.is_empty() {
        return Err(ErrorKind::NoSuchPseudonym { path: args.key.clone() }.into());
    }
    keep_private();
    let mut table = csv::Writer::from_writer(stdout());
    let mut row = |cells: [&str; 4]| table.write_record(cells).map_err(|cause| failed(&cause));
    row(["pseudonym", "kind", "names", "first_met"])?;
    // Two people who were merged are one to whoever asks.
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    for entry in entries.into_iter().filter(|entry| shown.insert(&entry.pseudonym)) {
        row([&entry.pseudonym, &entry.kind, &entry.forms.join("; "), &entry.first_met])?;
    }
    table.into_inner().map_err(|cause| Error::output(cause.error()))?.flush().map_err(|cause| Error::output(&cause))?;
    Ok(Exit::Done)
}

fn failed(cause: &csv::Error) -> Error {
    let kind = match cause.kind() {
        csv::ErrorKind::Io(cause) => cause.kind(),
        _ => std::io::ErrorKind::Other,
    };
    Error::output(&kind.into())
}

/// Takes other people's rights from the file that standard output is, if it is one.
#[cfg(unix)]
fn keep_private() {
    use std::fs::{File, Permissions};
    use std::os::fd::AsFd;
    use std::os::unix::fs::PermissionsExt;
    if let Ok(handle) = std::io::stdout().as_fd().try_clone_to_owned() {
        let file = File::from(handle);
        if file.metadata().is_ok_and(|it| it.is_file()) {
            // Somebody else's file keeps its rights; whoever sent the output there chose it.
            let _ = file.set_permissions(Permissions::from_mode(0o600));
        }
    }
}

#[cfg(not(unix))]
fn keep_private() {}
