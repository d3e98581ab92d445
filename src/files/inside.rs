//! Where a path from the vault's root really lies: links are followed, and nothing outside the vault is ever given.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use crate::files::trouble::{Trouble, Why};

/// The real path of a file that is there.
///
/// Errors: it is absent, no regular file, or outside the vault.
pub(super) fn existing(root: &Path, path: &str) -> Result<PathBuf, Trouble> {
    check(path)?;
    let trouble = |error: &io::Error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Trouble::new(path, Why::Gone),
        _ => Trouble::io(path, error),
    };
    let real = fs::canonicalize(root.join(path)).map_err(|error| trouble(&error))?;
    within(root, &real, path)?;
    let metadata = fs::metadata(&real).map_err(|error| trouble(&error))?;
    if metadata.is_file() { Ok(real) } else { Err(Trouble::new(path, Why::NotAFile)) }
}

/// The path of a file that is not there yet, and the folders above it that are missing, the topmost first.
///
/// Errors: something of that name is there (a link to nothing too), or it would lie outside the vault.
pub(super) fn absent(root: &Path, path: &str) -> Result<(PathBuf, Vec<PathBuf>), Trouble> {
    check(path)?;
    let full = root.join(path);
    if fs::symlink_metadata(&full).is_ok() {
        return Err(Trouble::new(path, Why::Exists));
    }
    let mut missing = Vec::new();
    let mut folder = full.parent().unwrap_or(root);
    let real = loop {
        match fs::canonicalize(folder) {
            Ok(real) => break real,
            Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(folder).is_err() => {
                missing.push(folder.to_path_buf())
            }
            Err(error) => return Err(Trouble::io(path, &error)),
        }
        folder = folder.parent().unwrap_or(root);
    };
    within(root, &real, path)?;
    missing.reverse();
    Ok((full, missing))
}

/// Only plain names with `/` between them.
fn check(path: &str) -> Result<(), Trouble> {
    let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if plain && !path.is_empty() && !path.ends_with('/') && !path.contains('\0') { Ok(()) } else { Err(Trouble::new(path, Why::Outside)) }
}

fn within(root: &Path, real: &Path, path: &str) -> Result<(), Trouble> {
    let root = fs::canonicalize(root).map_err(|error| Trouble::io(path, &error))?;
    if real.starts_with(&root) { Ok(()) } else { Err(Trouble::new(path, Why::Outside)) }
}
