//! The notes of a vault with their stamps: the walk that every question begins with. On Linux each folder is opened once and its files
//! are asked for by name below it, by several threads while it is still being listed; elsewhere the plain walk is used.
//!
//! Opens no note.

use std::path::{Path, PathBuf};

use crate::base::stamp::Stamp;
use crate::files::walk::{self, Rules, Trouble};

#[cfg(target_os = "linux")]
mod linux;

/// What lies in a vault.
#[derive(Default)]
pub struct Found {
    /// The folders that hold notes, by path.
    pub folders: Vec<Folder>,
    /// What could not be looked into.
    pub troubles: Vec<Trouble>,
    /// Files whose names are not UTF-8: the path that is shown, and where they lie.
    pub odd: Vec<(String, PathBuf)>,
}

/// A folder with its notes, in the order in which the disk lists them.
#[derive(PartialEq, Eq, Debug)]
pub struct Folder {
    /// The path from the root; empty for the root.
    pub path: String,
    /// The names of the files, one after the other.
    pub names: String,
    /// The files.
    pub files: Vec<File>,
}

/// A file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct File {
    /// Where its name ends in the names.
    pub end: u32,
    /// Its stamp.
    pub stamp: Stamp,
}

/// The notes of a vault: the same that [`walk::notes`] finds.
pub fn notes(root: &Path, rules: &Rules<'_>) -> Found {
    #[cfg(target_os = "linux")]
    if !rules.follow_symlinks {
        return linux::notes(root, rules);
    }
    plainly(root, rules)
}

/// By the plain walk, one file after the other.
fn plainly(root: &Path, rules: &Rules<'_>) -> Found {
    let mut found = Found::default();
    let mut files: Vec<(String, String, Stamp)> = Vec::new();
    for entry in walk::notes(root, rules) {
        match entry {
            Ok(file) => {
                if file.lossy {
                    found.odd.push((file.name.clone(), file.path.clone()));
                }
                let (folder, name) = file.name.rsplit_once('/').unwrap_or(("", &file.name));
                files.push((folder.to_owned(), name.to_owned(), stamp(&file.path)));
            }
            Err(trouble) => found.troubles.push(trouble),
        }
    }
    // A folder's own files need not come at a stretch.
    files.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    for (folder, name, stamp) in files {
        if found.folders.last().is_none_or(|last| last.path != folder) {
            found.folders.push(Folder { path: folder, names: String::new(), files: Vec::new() });
        }
        if let Some(last) = found.folders.last_mut() {
            last.names.push_str(&name);
            last.files.push(File { end: last.names.len() as u32, stamp });
        }
    }
    found
}

/// The stamp of the file a path leads to; an empty one when there is none, which no file has.
fn stamp(path: &Path) -> Stamp {
    let Ok(metadata) = std::fs::metadata(path) else { return Stamp::default() };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let time = |seconds: i64, nanoseconds: i64| seconds.saturating_mul(1_000_000_000).saturating_add(nanoseconds);
        Stamp {
            mtime: time(metadata.mtime(), metadata.mtime_nsec()),
            ctime: time(metadata.ctime(), metadata.ctime_nsec()),
            size: metadata.size(),
            inode: metadata.ino(),
        }
    }
    #[cfg(not(unix))]
    {
        let since = |time: std::time::SystemTime| time.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_nanos() as i64);
        Stamp { mtime: metadata.modified().map_or(0, since), ctime: 0, size: metadata.len(), inode: 0 }
    }
}

#[cfg(test)]
mod tests;
