//! The notes of a vault with their stamps.

use std::path::{Path, PathBuf};

use crate::base::stamp::Stamp;
use crate::files::walk::{self, Rules, Trouble};

/// What lies in a vault.
#[derive(Default)]
pub struct Found {
    /// The folders that hold notes.
    pub folders: Vec<Folder>,
    /// What could not be looked into.
    pub troubles: Vec<Trouble>,
    /// Files whose names are not UTF-8: the path that is shown, and where they lie.
    pub odd: Vec<(String, PathBuf)>,
}

/// A folder with its notes.
pub struct Folder {
    /// The path from the root; empty for the root.
    pub path: String,
    /// The names of the files, one after the other.
    pub names: String,
    /// The files.
    pub files: Vec<File>,
}

/// A file.
pub struct File {
    /// Where its name ends in the names.
    pub end: u32,
    /// Its stamp.
    pub stamp: Stamp,
}

/// The notes of a vault.
pub fn notes(root: &Path, rules: &Rules<'_>) -> Found {
    let mut found = Found::default();
    for entry in walk::notes(root, rules) {
        match entry {
            Ok(file) => {
                if file.lossy {
                    found.odd.push((file.name.clone(), file.path.clone()));
                }
                let (folder, name) = file.name.rsplit_once('/').unwrap_or(("", &file.name));
                if found.folders.last().is_none_or(|last| last.path != folder) {
                    found.folders.push(Folder { path: folder.to_owned(), names: String::new(), files: Vec::new() });
                }
                if let Some(last) = found.folders.last_mut() {
                    last.names.push_str(name);
                    last.files.push(File { end: last.names.len() as u32, stamp: stamp(&file.path) });
                }
            }
            Err(trouble) => found.troubles.push(trouble),
        }
    }
    found
}

fn stamp(path: &Path) -> Stamp {
    use std::os::unix::fs::MetadataExt;
    let Ok(metadata) = std::fs::metadata(path) else { return Stamp::default() };
    Stamp {
        mtime: metadata.mtime() * 1_000_000_000 + metadata.mtime_nsec(),
        ctime: metadata.ctime() * 1_000_000_000 + metadata.ctime_nsec(),
        size: metadata.size(),
        inode: metadata.ino(),
    }
}
