//! The folder the index lies in: its name, its lock, what is swept from it.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::schema::SCHEMA;
use super::trouble::Error;

const PREFIX: &str = "words-";

/// The name of the index's folder: an index of another schema or another tantivy lies in another.
pub fn folder_name() -> String {
    // `tantivy v0.27.0, index_format v7`
    let version = tantivy::version_string().trim_start_matches(|c: char| !c.is_ascii_digit());
    let minor = version.match_indices('.').nth(1).map_or(version.len(), |(at, _)| at);
    format!("{PREFIX}{SCHEMA}-{}", version.get(..minor).unwrap_or(version))
}

/// Removes the index with all that is in its folder; it is built anew by the next writer. Not while another process writes to it.
pub fn discard(folder: &Path) -> Result<(), Error> {
    let _lock = lock(folder)?;
    remove(folder)
}

/// Removes the indexes that other versions of the program left beside this one. What cannot be removed stays.
pub fn discard_others(folder: &Path) {
    let Some(entries) = folder.parent().and_then(|parent| fs::read_dir(parent).ok()) else { return };
    for other in entries.flatten().map(|entry| entry.path()) {
        let ours =
            other.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(PREFIX) && !name.ends_with(".lock"));
        if ours && other != folder && other.is_dir() && discard(&other).is_ok() {
            let _ = fs::remove_file(lock_path(&other));
        }
    }
}

/// Takes the one writer's place. It ends with the file handed back, also when the process is killed.
pub(super) fn lock(folder: &Path) -> Result<File, Error> {
    let path = lock_path(folder);
    if let Some(parent) = path.parent() {
        create_private(parent)?;
    }
    let file = File::options().create(true).truncate(false).write(true).open(path).map_err(unwritable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Busy),
        Err(TryLockError::Error(error)) => Err(unwritable(error)),
    }
}

/// Makes the folder, for its owner only, with the folders it lies in.
pub(super) fn create_private(folder: &Path) -> Result<(), Error> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(unwritable)
}

/// Removes the folder; that it is not there is no error.
pub(super) fn remove(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::NotADirectory => fs::remove_file(folder).map_err(unwritable),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(unwritable(error)),
        _ => Ok(()),
    }
}

/// Removes the temporary files that a killed writer left. Under the lock only.
pub(super) fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(".tmp") {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The bytes of all files in the folder.
pub(super) fn bytes(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum()
}

/// Beside the folder, so that it outlives it.
fn lock_path(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    folder.with_file_name(name)
}

fn unwritable(error: std::io::Error) -> Error {
    Error::Unwritable(error.to_string())
}
