//! The notes of a vault with their stamps: the walk that every question begins with. Finds what `files::walk` finds, by the same rules, but
//! faster. On Linux each folder is opened once and its files are asked for by name below it, by several threads while it is still being
//! listed; elsewhere the plain walk is used.
//!
//! Opens no note, compares nothing with what was, and keeps nothing.

mod alike;
mod before;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
mod local;
#[cfg(any(not(target_os = "linux"), test))]
mod portable;
#[cfg(target_os = "linux")]
mod queue;

use std::path::{Path, PathBuf};

use crate::base::stamp::{Listed, Stamp};
use crate::files::walk::{Rules, Trouble};

pub use before::Before;

/// What lies in a vault.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Found {
    /// The folders that hold notes, by path.
    pub folders: Vec<Folder>,
    /// What could not be looked into, by path.
    pub troubles: Vec<Trouble>,
    /// Files whose names from the root are not UTF-8: the path that is shown, and where they lie.
    pub odd: Vec<(String, PathBuf)>,
    /// The files of folders that were not listed again, by path and place.
    pub unchanged: Vec<Unchanged>,
    /// All folders looked into, by path, for the next listing; none where it is not known what their times tell.
    pub listed: Vec<Listed>,
}

/// A folder with its notes, in the order in which the disk lists them: the same as long as nothing in the folder comes, goes or is renamed.
/// Few allocations, however many notes.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Folder {
    /// The path from the root; empty for the root.
    pub path: String,
    /// The names of the files, one after the other.
    pub names: String,
    /// The files.
    pub files: Vec<File>,
}

/// Some files of a folder in which nothing came or went since the listing before.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Unchanged {
    /// The path of the folder from the root.
    pub path: String,
    /// The place of the first of them among the files of the folder.
    pub first: u32,
    /// Their stamps; nothing for one that went just now.
    pub stamps: Vec<Option<Stamp>>,
}

/// A file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct File {
    /// Where its name ends in the names; it begins where the one before ends.
    pub end: u32,
    /// Its stamp, for a link that of the file it leads to. An empty one, which no file has, where the system tells none, say in a folder that
    /// may be listed but not entered.
    pub stamp: Stamp,
}

/// The notes of a vault: the same notes and troubles as those of `walk::notes`, but that a file which goes in the meantime
/// is left out, and so is one whose name looks like another's.
pub fn notes(root: &Path, rules: &Rules<'_>) -> Found {
    again(root, rules, None)
}

/// The same, without listing the folders in which nothing came or went since an earlier listing by the same rules.
pub fn again(root: &Path, rules: &Rules<'_>, before: Option<&Before<'_>>) -> Found {
    #[cfg(target_os = "linux")]
    let mut found = linux::notes(root, rules, before, workers());
    #[cfg(not(target_os = "linux"))]
    let mut found = portable::notes(root, rules, workers());
    if !(found.odd.is_empty() || found.unchanged.is_empty()) {
        // A path does not tell a file that is odd apart from another, which may be in a folder not listed.
        return again(root, rules, None);
    }
    found.odd.sort();
    if !found.odd.is_empty() {
        found.listed.clear();
    }
    #[cfg(target_os = "linux")]
    alike::pass_over(root, &mut found, |path| linux::stamp_of(path, true));
    #[cfg(not(target_os = "linux"))]
    alike::pass_over(root, &mut found, portable::stamp_of);
    found.troubles.sort();
    found
}

/// How many threads look: one for each processor, but not so many that they only wait for each other.
fn workers() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8)
}

/// The path of an entry of a folder, both from the root.
fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { [folder, "/", name].concat() }
}

#[cfg(test)]
mod tests;
