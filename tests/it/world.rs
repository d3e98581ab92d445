//! A frozen world: a vault in a temporary folder or on disk, a fixed day, the program run in process.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::run_in;

/// What one run said.
#[derive(Debug)]
pub struct Said {
    /// The exit status.
    pub status: u8,
    /// Data.
    pub out: String,
    /// Narration.
    pub err: String,
}

impl Said {
    /// The answer as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Runs `vault` in `folder` as of 2026-11-23, without a terminal and with an empty environment.
pub fn run(folder: &Path, arguments: &[&str]) -> Said {
    let output = run_in(folder, arguments, Some("2026-11-23"));
    Said { status: output.status, out: output.stdout, err: output.stderr }
}

/// The sample vault of the repository.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-vault")
}

/// A vault of these notes, deleted when dropped.
pub struct Vault(tempfile::TempDir);

impl Vault {
    /// Writes the notes: path, text.
    pub fn new(notes: &[(&str, &str)]) -> Vault {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".vault")).unwrap();
        for (path, text) in notes {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        Vault(folder)
    }

    /// Runs `vault` in it.
    pub fn run(&self, arguments: &[&str]) -> Said {
        run(self.0.path(), arguments)
    }

    /// The answer of a command that succeeds, as JSON.
    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let said = self.run(&[arguments, &["--format", "json"]].concat());
        assert_eq!((said.status, said.err.as_str()), (0, ""), "{arguments:?}");
        said.json()
    }
}
