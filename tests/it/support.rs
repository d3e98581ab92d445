//! A vault for one test in a frozen world. Runs the program in process and checks by default that it succeeded, said nothing on stderr
//! and left every file as it was. Knows no command.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use vault::base::date::Date;
use vault::cli::{self, World};
use vault::commands::Ask;
use vault::render::style::Terminal;

/// The day it is in every test that names no other.
pub const TODAY: &str = "2026-05-20";

/// A vault in a folder of its own, removed at the end.
pub struct TestVault {
    folder: TempDir,
    /// Where the journal of changes lies.
    cache: TempDir,
}

/// What a run gave.
pub struct Output {
    /// Data.
    pub stdout: String,
    /// Narration.
    pub stderr: String,
    /// The exit status.
    pub status: u8,
}

impl TestVault {
    /// An empty vault (a folder with `.vault` in it).
    pub fn empty() -> TestVault {
        let folder = tempfile::Builder::new().prefix("vault-test-").tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join(".vault")).expect("the settings folder");
        TestVault { folder, cache: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A vault of these files: path from the root, text.
    pub fn new(files: &[(&str, &str)]) -> TestVault {
        let vault = TestVault::empty();
        for (path, text) in files {
            vault.write(path, text.as_bytes());
        }
        vault
    }

    /// Adds a file of any bytes.
    pub fn write(&self, path: impl AsRef<Path>, bytes: &[u8]) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        fs::write(path, bytes).expect("the file");
    }

    /// The vault's folder.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a command that must succeed, and returns its stdout.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        let shown = || format!("vault {}\nstatus {}\n{}{}", arguments.join(" "), output.status, output.stderr, output.stdout);
        assert_eq!(output.stderr, "", "{}", shown());
        assert_eq!(output.status, 0, "{}", shown());
        output.stdout
    }

    /// Runs a command whatever comes of it. No file may change.
    pub fn output(&self, arguments: &[&str]) -> Output {
        let before = snapshot(self.root());
        let output = self.change(arguments);
        assert!(snapshot(self.root()) == before, "vault {} changed a file", arguments.join(" "));
        output
    }

    /// Runs a command that may change files, whatever comes of it.
    pub fn change(&self, arguments: &[&str]) -> Output {
        run_with(self.root(), arguments, None, Some(self.cache.path()))
    }

    /// Runs a command that may change files on a terminal where these are the answers, in order. Gives the questions too.
    pub fn change_answering(&self, arguments: &[&str], answers: &[&str]) -> (Output, Vec<String>) {
        let (asked, left) = (RefCell::new(Vec::new()), RefCell::new(answers.iter()));
        let ask = |question: &str| {
            asked.borrow_mut().push(question.to_owned());
            Ok((*left.borrow_mut().next().unwrap_or_else(|| panic!("asked once more: {question}"))).to_owned())
        };
        let output = run_world(self.root(), arguments, (None, now), (Some(self.cache.path()), &[]), Some(&ask), &|words| {
            panic!("{words:?} was started")
        });
        (output, asked.into_inner())
    }

    /// Runs a command that must succeed and change these files only, each to this text (`None`: removed). Gives stdout and stderr.
    pub fn changes(&self, arguments: &[&str], files: &[(&str, Option<&str>)]) -> Output {
        let mut wanted = snapshot(self.root());
        let output = self.change(arguments);
        assert_eq!(output.status, 0, "vault {}\n{}{}", arguments.join(" "), output.stderr, output.stdout);
        for (path, text) in files {
            match text {
                Some(text) => wanted.insert(self.root().join(path), Some(text.as_bytes().to_vec())),
                None => wanted.remove(&self.root().join(path)),
            };
        }
        let now = snapshot(self.root());
        for path in wanted.keys().chain(now.keys()) {
            let text = |files: &BTreeMap<PathBuf, Option<Vec<u8>>>| {
                files.get(path).map(|bytes| String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned())
            };
            assert_eq!(text(&now), text(&wanted), "vault {}: {}", arguments.join(" "), path.display());
        }
        output
    }

    /// Where the journal of changes lies.
    pub fn cache(&self) -> &Path {
        self.cache.path()
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: impl AsRef<Path>) -> Vec<u8> {
        fs::read(self.root().join(path)).expect("the file")
    }
}

/// Runs the program in process with `folder` as the current folder, an empty environment, width 80 and no colour.
pub fn run_in(folder: &Path, arguments: &[&str], as_of: Option<&str>) -> Output {
    run_with(folder, arguments, as_of, None)
}

/// Runs a command with these variables set, and tells the command lines of the programs it started.
pub fn run_outside(vault: &TestVault, arguments: &[&str], variables: &[(&str, &str)]) -> (Output, Vec<Vec<OsString>>) {
    let started = RefCell::new(Vec::new());
    let launch = |words: &[OsString]| {
        started.borrow_mut().push(words.to_vec());
        Ok(0)
    };
    let output = run_world(vault.root(), arguments, (None, now), (Some(vault.cache()), variables), None, &launch);
    (output, started.into_inner())
}

/// The same with a folder for caches, so that what was read is kept there for the next run.
pub fn run_with(folder: &Path, arguments: &[&str], as_of: Option<&str>, cache: Option<&Path>) -> Output {
    run_world(folder, arguments, (as_of, now), (cache, &[]), None, &|words| panic!("{words:?} was started"))
}

/// The same an hour later, when all that was written just now is long past.
pub fn run_later(folder: &Path, arguments: &[&str], as_of: Option<&str>, cache: Option<&Path>) -> Output {
    let later = || now() + 3_600_000_000_000;
    run_world(folder, arguments, (as_of, later), (cache, &[]), None, &|words| panic!("{words:?} was started"))
}

fn now() -> i64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_nanos() as i64)
}

fn run_world(
    folder: &Path,
    arguments: &[&str],
    (as_of, now): (Option<&str>, fn() -> i64),
    (cache, variables): (Option<&Path>, &[(&str, &str)]),
    ask: Option<Ask<'_>>,
    launch: &dyn Fn(&[OsString]) -> std::io::Result<i32>,
) -> Output {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let day = OsString::from(as_of.unwrap_or(TODAY));
    let variable = |name: &str| match name {
        "VAULT_TODAY" => Some(day.clone()),
        "XDG_CACHE_HOME" => cache.map(|folder| folder.as_os_str().to_owned()),
        name => variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value)),
    };
    let world = World {
        arguments: std::iter::once("vault").chain(arguments.iter().copied()).map(OsString::from).collect(),
        folder: folder.to_path_buf(),
        variable: &variable,
        today: || panic!("the calendar was read although the day is given"),
        now,
        clock: || panic!("the clock was read although the day is given"),
        ask,
        launch,
        progress: None,
        terminal: Terminal { stdout: false, stderr: false, width: Some(80), links: false },
        out: &mut out,
        err: &mut err,
    };
    // The day is given by the environment, so the clock is never asked: the world of a test is frozen.
    let status = cli::run(world);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    Output { stdout: text(out), stderr: text(err), status }
}

/// A day written as ISO.
pub fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap_or_else(|| panic!("{text} is no date"))
}

/// The repository's folder.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Copies a folder with all it holds.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).expect("a copy")),
        }
    }
}

/// A folder beside the repository that only some machines have; says so when it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let folder = repository().ancestors().skip(1).map(|above| above.join("shared").join(path)).find(|path| path.exists());
    if folder.is_none() {
        eprintln!("skipped: no ../shared/{path} on this machine");
    }
    folder
}

/// Every file below a folder with its bytes; links and what cannot be read by name only.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => {
                    files.insert(entry.path(), fs::read(entry.path()).ok());
                }
                _ => {
                    files.insert(entry.path(), None);
                }
            }
        }
    }
    files
}
