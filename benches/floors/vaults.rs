//! Which vaults are timed: those named, those in `$VAULT_BENCH`, or ones made by `make_vault.py` where that lies beside the repository. Also
//! the list of a vault's notes and its size. Writes below the target folder only.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use walkdir::{DirEntry, WalkDir};

use crate::arguments::Arguments;

/// How many contacts the vaults have that are made here.
const CONTACTS: &[u32] = &[1_000, 10_000, 100_000];

/// How large a vault is.
#[derive(Clone, Copy)]
pub struct Size {
    /// How many notes.
    pub notes: u64,
    /// The bytes of them all.
    pub bytes: u64,
}

/// The vaults to time, as full paths.
pub fn find(arguments: &Arguments, scratch: &Path) -> Result<Vec<PathBuf>, String> {
    let listed = std::env::var_os("VAULT_BENCH").unwrap_or_default();
    let named = if arguments.vaults.is_empty() {
        std::env::split_paths(&listed).filter(|path| !path.as_os_str().is_empty()).collect()
    } else {
        arguments.vaults.clone()
    };
    let vaults = if named.is_empty() { make(&scratch.join("vaults"))? } else { named };
    vaults.iter().map(|path| path.canonicalize().map_err(|error| format!("{}: {error}", path.display()))).collect()
}

/// Makes vaults of the usual sizes, or finds them made.
fn make(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let repository = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| OsString::from(env!("CARGO_MANIFEST_DIR")));
    let maker = Path::new(&repository).join("../shared/bench/make_vault.py");
    if !maker.is_file() || !can_run("python3") {
        return Err("nothing to time: name vaults behind `--` or in $VAULT_BENCH, as in `cargo bench --bench floors -- ~/Notes` \
             (they are made here only when python3 and ../shared/bench/make_vault.py are there)"
            .to_owned());
    }
    let mut vaults = Vec::new();
    for contacts in CONTACTS {
        let place = folder.join(contacts.to_string());
        let vault = place.join(format!("{contacts} contacts"));
        // The maker writes the known answer last.
        if !place.join("truth.json").is_file() {
            eprintln!("making a vault of {contacts} contacts in {}", place.display());
            let mut command = Command::new("python3");
            command.arg(&maker).arg(&vault).args(["--contacts", &contacts.to_string(), "--seed", "1", "--clean"]);
            let status = command.status().map_err(|error| format!("python3: {error}"))?;
            if !status.success() {
                return Err(format!("the vault of {contacts} contacts could not be made ({status})"));
            }
        }
        vaults.push(vault);
    }
    Ok(vaults)
}

/// Whether a program is installed.
pub fn can_run(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The notes of a vault in the order of their paths; what is hidden is left out.
pub fn notes(vault: &Path) -> Vec<PathBuf> {
    let mut notes: Vec<PathBuf> = walk(vault).collect();
    notes.sort();
    notes
}

/// The notes of a vault in the order they are found.
pub fn walk(vault: &Path) -> impl Iterator<Item = PathBuf> + Send {
    let is_hidden = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
    let is_note = |entry: &DirEntry| {
        entry.file_type().is_file() && entry.path().extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
    };
    let entries = WalkDir::new(vault).into_iter().filter_entry(move |entry| !is_hidden(entry)).flatten();
    entries.filter(is_note).map(DirEntry::into_path)
}

/// Counts the notes and their bytes.
pub fn measure(vault: &Path) -> Size {
    let mut size = Size { notes: 0, bytes: 0 };
    for note in walk(vault) {
        size.notes += 1;
        size.bytes += note.metadata().map_or(0, |found| found.len());
    }
    size
}

/// The bytes of all files below a folder.
pub fn bytes_below(folder: &Path) -> u64 {
    let files = WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    files.filter_map(|entry| entry.metadata().ok()).map(|found| found.len()).sum()
}

/// Makes a folder of the benchmark's own, or empties it.
pub fn empty(folder: &Path) -> Result<(), String> {
    let said = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(said)?;
    }
    std::fs::create_dir_all(folder).map_err(said)
}
