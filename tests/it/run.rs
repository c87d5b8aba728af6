//! Runs the command in a folder of its own.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{fs, str};

use tempfile::TempDir;

/// One call of the command, being put together.
pub(crate) struct Run {
    folder: TempDir,
    args: Vec<String>,
    input: Vec<u8>,
    threads: Option<usize>,
}

/// What a call left behind.
pub(crate) struct Ran {
    folder: TempDir,
    output: Output,
}

impl Run {
    /// A call with these arguments; an argument that starts with `fixtures/` names a shipped file.
    pub(crate) fn new(args: &str) -> Self {
        let args = args.split_whitespace().map(|arg| match arg.strip_prefix("fixtures/") {
            Some(name) => fixture(name).to_string_lossy().into_owned(),
            None => arg.to_owned(),
        });
        Run { folder: TempDir::new().unwrap(), args: args.collect(), input: Vec::new(), threads: None }
    }

    /// One more argument, which may hold spaces.
    pub(crate) fn arg(mut self, arg: &str) -> Self {
        self.args.push(arg.to_owned());
        self
    }

    /// Puts a file into the folder in which the command runs.
    pub(crate) fn file(self, name: &str, contents: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
        self
    }

    /// Where `name` stands in the folder in which the command runs.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What the command reads on standard input.
    pub(crate) fn input(mut self, input: impl AsRef<[u8]>) -> Self {
        input.as_ref().clone_into(&mut self.input);
        self
    }

    /// How many threads it may use.
    pub(crate) fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Runs it and expects this exit status.
    #[track_caller]
    pub(crate) fn ends(self, status: i32) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_undertone"));
        command.args(&self.args).current_dir(self.folder.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        if let Some(threads) = self.threads {
            command.env("RAYON_NUM_THREADS", threads.to_string());
        }
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = self.input;
        // Written beside the reading of the output, so that neither side waits for the other for ever.
        let writing = std::thread::spawn(move || _ = stdin.write_all(&input));
        let output = child.wait_with_output().unwrap();
        writing.join().unwrap();
        let ran = Ran { folder: self.folder, output };
        assert_eq!(ran.output.status.code(), Some(status), "{}{}", ran.stdout(), ran.stderr());
        ran
    }
}

impl Ran {
    pub(crate) fn stdout(&self) -> &str {
        str::from_utf8(&self.output.stdout).unwrap()
    }

    pub(crate) fn stderr(&self) -> &str {
        str::from_utf8(&self.output.stderr).unwrap()
    }

    /// Where `name` stands in the folder in which the command ran.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Standard output as JSON lines.
    pub(crate) fn rows(&self) -> Vec<serde_json::Value> {
        self.stdout().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Every file below `folder`, by its path there.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.folder.path().join(folder), "", &mut files);
        files
    }

    /// A file that the command wrote.
    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap_or_else(|_| panic!("no file {name}"))
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// The path of a shipped fixture.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}
