//! A folder or file that comes into being in one step, or not at all.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use crate::error::{Error, ErrorKind, Result};

/// A folder being filled beside the place where it will stand.
pub(super) struct Folder {
    staging: TempDir,
    target: PathBuf,
}

impl Folder {
    /// Prepares `target`; one that exists is left alone unless `force` says to replace it.
    pub(super) fn prepare(target: &Path, force: bool, inputs: &[PathBuf]) -> Result<Self> {
        let target = std::path::absolute(target).map_err(|cause| Error::file(target, "find", &cause))?;
        refuse_existing(&target, force)?;
        if let Some(inside) = inputs.iter().find(|input| lies_in(input, &target)) {
            return Err(ErrorKind::InputInOutput { input: inside.clone(), output: target }.into());
        }
        let parent = parent_of(&target);
        fs::create_dir_all(parent).map_err(|cause| Error::file(parent, "create", &cause))?;
        let staging = tempfile::Builder::new().prefix(".undertone-").tempdir_in(parent);
        let staging = staging.map_err(|cause| Error::file(parent, "write into", &cause))?;
        Ok(Folder { staging, target })
    }

    /// Where the folder will stand.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// Where it stands until it is finished.
    pub(super) fn staging(&self) -> &Path {
        self.staging.path()
    }

    /// A new file in the folder, buffered.
    pub(super) fn create(&self, name: &str) -> Result<BufWriter<File>> {
        self.create_file(name).map(BufWriter::new)
    }

    /// A new file in the folder; folders on its way are made.
    pub(super) fn create_file(&self, name: &str) -> Result<File> {
        let path = self.staging.path().join(name);
        let shown = self.target.join(name);
        let made = fs::create_dir_all(parent_of(&path));
        #[expect(clippy::disallowed_methods, reason = "this is where files are written")]
        let file = made.and_then(|()| File::create(&path));
        file.map_err(|cause| Error::file(&shown, "write", &cause))
    }

    /// Writes a whole file into the folder.
    pub(super) fn write(&self, name: &str, contents: &[u8]) -> Result<()> {
        let mut file = self.create(name)?;
        let written = file.write_all(contents).and_then(|()| file.flush());
        written.map_err(|cause| Error::file(&self.target.join(name), "write", &cause))
    }

    /// Puts the finished folder in its place.
    pub(super) fn publish(self) -> Result<()> {
        let staged = self.staging.keep();
        let moved = open_to_readers(&staged).and_then(|()| replace(&staged, &self.target));
        moved.map_err(|cause| {
            let _ = fs::remove_dir_all(&staged);
            Error::file(&self.target, "write", &cause)
        })
    }
}

/// A file being written beside the place where it will stand.
pub(super) struct Single {
    staging: NamedTempFile,
    target: PathBuf,
}

impl Single {
    /// Prepares `target`; one that exists is left alone unless `force` says to replace it.
    pub(super) fn prepare(target: &Path, force: bool) -> Result<Self> {
        let target = std::path::absolute(target).map_err(|cause| Error::file(target, "find", &cause))?;
        refuse_existing(&target, force)?;
        let parent = parent_of(&target);
        let made = fs::create_dir_all(parent).and_then(|()| NamedTempFile::with_prefix_in(".undertone-", parent));
        let staging = made.map_err(|cause| Error::file(&target, "write", &cause))?;
        Ok(Single { staging, target })
    }

    /// Where the file will stand.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// Whether the file's name has this ending.
    pub(super) fn ends_in(&self, ending: &str) -> bool {
        self.target.extension().is_some_and(|it| it.eq_ignore_ascii_case(ending))
    }

    /// The file to write to.
    pub(super) fn create(&self) -> Result<BufWriter<File>> {
        let file = self.staging.reopen().map_err(|cause| Error::file(&self.target, "write", &cause))?;
        Ok(BufWriter::with_capacity(1 << 16, file))
    }

    /// Puts a file of these contents in its place.
    pub(super) fn write(self, contents: &[u8]) -> Result<()> {
        let mut file = self.create()?;
        let written = file.write_all(contents).and_then(|()| file.flush());
        written.map_err(|cause| Error::file(&self.target, "write", &cause))?;
        self.publish()
    }

    /// Puts the finished file in its place.
    pub(super) fn publish(self) -> Result<()> {
        let Single { staging, target } = self;
        staging.persist(&target).map(drop).map_err(|failed| Error::file(&target, "write", &failed.error))
    }
}

/// Leaves what stands at `target` alone, unless `force` says to replace it.
pub(super) fn refuse_existing(target: &Path, force: bool) -> Result<()> {
    if !force && target.symlink_metadata().is_ok() {
        return Err(ErrorKind::Exists { path: target.to_owned() }.into());
    }
    Ok(())
}

/// Writes each file in one step, once none of them stands in the way of another's.
pub(super) fn write_files(files: &[(PathBuf, Vec<u8>)], force: bool) -> Result<()> {
    for (path, _) in files {
        refuse_existing(path, force)?;
    }
    files.iter().try_for_each(|(path, contents)| Single::prepare(path, true)?.write(contents))
}

/// Whether both paths lead to one existing file.
pub(super) fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn lies_in(input: &Path, folder: &Path) -> bool {
    match (input.canonicalize(), folder.canonicalize()) {
        (Ok(input), Ok(folder)) => input.starts_with(folder),
        _ => false,
    }
}

fn parent_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Moves `staged` to `target`; what stood there goes only once the new one is in place.
fn replace(staged: &Path, target: &Path) -> std::io::Result<()> {
    if target.symlink_metadata().is_err() {
        return fs::rename(staged, target);
    }
    let aside = tempfile::Builder::new().prefix(".undertone-old-").tempdir_in(parent_of(target))?;
    let old = aside.path().join("old");
    fs::rename(target, &old)?;
    if let Err(cause) = fs::rename(staged, target) {
        fs::rename(&old, target)?;
        return Err(cause);
    }
    Ok(())
}

/// A temporary folder is private to its maker; the finished one has the usual permissions of a new folder.
#[cfg(unix)]
fn open_to_readers(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let probe = folder.join(".mode");
    fs::create_dir(&probe)?;
    let mode = fs::metadata(&probe)?.permissions().mode();
    fs::remove_dir(&probe)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn open_to_readers(_: &Path) -> std::io::Result<()> {
    Ok(())
}
